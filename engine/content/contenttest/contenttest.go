// Package contenttest is what the tests of the readers share.
package contenttest

import (
	"archive/zip"
	"bytes"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/content"
)

// Zip packs parts by their names, in the order of these.
func Zip(t testing.TB, parts map[string]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		w, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write([]byte(parts[name])); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// InProportion holds that reading a file of so many bytes, which repeat one of some pieces, takes memory in proportion
// to their number. made makes the file, which is not counted, and returns what reads it.
func InProportion(t *testing.T, size int, pieces []string, made func(text string) (read func())) {
	t.Helper()
	for _, piece := range pieces {
		one, two := memory(piece, size, made), memory(piece, 2*size, made)
		if limit := one*26/10 + 1_000_000; two > limit {
			t.Errorf("%d bytes of %q take %d bytes of memory, and twice as many %d: more than %d",
				size, piece, one, two, limit)
		}
	}
}

// memory counts what it takes to read so many bytes.
func memory(piece string, size int, made func(text string) (read func())) uint64 {
	read := made(strings.Repeat(piece, size/len(piece)))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	read()
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// Notes are the texts of notes, on one line.
func Notes(all []content.Note) string {
	var list []string
	for _, n := range all {
		list = append(list, n.Text)
	}
	return strings.Join(list, "; ")
}
