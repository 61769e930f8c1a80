package serve

import (
	"math/big"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/bench/organisation"
	"github.com/kpilint/kpilint/engine"
)

// BenchmarkMove moves numbers of an organisation of a thousand definitions: what follows from another value, which a
// slider shows while it is moved, and the whole, which comes when it rests.
func BenchmarkMove(b *testing.B) {
	files := fstest.MapFS{}
	o := organisation.Options{Definitions: 1_000, PerFile: 20, Flawed: true}
	_, err := organisation.Write(o, func(name string, data []byte) error {
		files[name] = &fstest.MapFile{Data: slices.Clone(data)}
		return nil
	})
	if err != nil {
		b.Fatal(err)
	}
	board, err := newBoard(b.Context(), testEngine, engine.Input{FS: files, AllFacts: true}, ".")
	if err != nil {
		b.Fatal(err)
	}
	sliders := newViewer(board.present()).sliders(counting(board.present().report))
	if len(sliders) == 0 {
		b.Fatal("there is nothing to move")
	}
	field, was := sliders[0].Field, sliders[0].Text
	value := func(i int) string {
		s := sliders[0].Slider
		return s.Before + plainNumber(new(big.Rat).SetInt64(int64(s.Value)+int64(i%7)+1)) + s.After
	}
	b.Run("follows", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			if all, _, err := board.follow(b.Context(), board.present(), field, value(i)); err != nil || len(all) == 0 {
				b.Fatal(all, err)
			}
		}
	})
	b.Run("whole", func(b *testing.B) {
		for i := 0; b.Loop(); i++ {
			j, err := board.set(b.Context(), field, was, value(i), "bench")
			if err != nil {
				b.Fatal(err)
			}
			was = value(i)
			board.page(j)
		}
	})
}
