package serve

import (
	"math/big"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/bench/organisation"
	"github.com/kpilint/kpilint/engine"
)

// generated is a board of an organisation of so many definitions, and a number of it that can be moved: its field, its
// text, and other texts for it.
func generated(tb testing.TB, definitions int) (board *board, field, was string, value func(i int) string) {
	tb.Helper()
	files := fstest.MapFS{}
	o := organisation.Options{Definitions: definitions, PerFile: 20, Flawed: true}
	_, err := organisation.Write(o, func(name string, data []byte) error {
		files[name] = &fstest.MapFile{Data: slices.Clone(data)}
		return nil
	})
	if err != nil {
		tb.Fatal(err)
	}
	board, err = newBoard(tb.Context(), testEngine, engine.Input{FS: files, AllFacts: true}, ".")
	if err != nil {
		tb.Fatal(err)
	}
	sliders := newViewer(board.present()).sliders(counting(board.present().report))
	if len(sliders) == 0 {
		tb.Fatal("there is nothing to move")
	}
	s := sliders[0].Slider
	return board, sliders[0].Field, sliders[0].Text, func(i int) string {
		return s.Before + plainNumber(new(big.Rat).SetInt64(int64(s.Value)+int64(i%7)+1)) + s.After
	}
}

// TestMoveGrows holds that what follows from another value takes work by the number of definitions and no more. A
// thousand of them take some 40,000 allocations, and a few hundredths of a second.
func TestMoveGrows(t *testing.T) {
	work := func(definitions int) float64 {
		board, field, _, value := generated(t, definitions)
		return testing.AllocsPerRun(3, func() {
			if all, _, err := board.follow(t.Context(), board.present(), field, value(1)); err != nil || len(all) == 0 {
				t.Fatal(all, err)
			}
		})
	}
	small, large := work(500), work(1_000)
	if large > 2.3*small || large > 80_000 {
		t.Errorf("%.0f allocations for 500 definitions, and %.0f for 1,000", small, large)
	}
}

// BenchmarkMove moves numbers of an organisation of a thousand definitions: what follows from another value, which a
// slider shows while it is moved, and the whole, which comes when it rests.
func BenchmarkMove(b *testing.B) {
	board, field, was, value := generated(b, 1_000)
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
