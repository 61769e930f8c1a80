package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/cmd/kpilint/cache"
	"github.com/kpilint/kpilint/cmd/kpilint/git"
	"github.com/kpilint/kpilint/cmd/kpilint/trail"
	"github.com/kpilint/kpilint/engine"
)

// What --staged and --since compare with is a state of the repository, which never changes. What was found there is
// kept: under a digest of all its files, and of all that the run looked at before it looked at them, such as
// configuration and packs.

// note keeps the text of a configuration that is not read from the disk.
func (r *recording) note(settings []byte) {
	if r != nil {
		r.settings += fmt.Sprintf("%d\n%s", len(settings), settings)
	}
}

// begun is a digest of what the run looked at before definitions. Answers of git are left out: what they list has a
// digest of its own.
func (r *recording) begun() string {
	if r.started == "" {
		all, whole := r.trail.Sights()
		h := sha256.New()
		for _, s := range all {
			if s.Kind != trail.Answer {
				fmt.Fprintf(h, "%c %q %d %v %q\n", s.Kind, s.Name, s.Size, s.Whole, s.Seen)
			}
		}
		if r.started = string(h.Sum(nil)); !whole {
			r.started = "torn"
		}
	}
	return r.started
}

// keyOf is the key of what is found in a state; false where it may not be kept.
func (r *recording) keyOf(in *engine.Input, t *git.Tree) (k cache.Key, ok bool) {
	if r == nil || r.begun() == "torn" {
		return k, false
	}
	return cache.KeyOf("found 1", r.key.String(), r.begun(), r.settings, t.Digest(), strings.Join(in.Paths, "\x00"),
		strings.Join(in.Without, "\x00"), strings.Join(in.Apart, "\x00"), strings.Join(in.Only, "\x00"), in.Config), true
}

// known is what an earlier run found in a state.
func (r *recording) known(in *engine.Input, t *git.Tree) (map[string]float64, bool) {
	k, ok := r.keyOf(in, t)
	if !ok {
		return nil, false
	}
	data, ok := r.store.Get(k)
	if !ok {
		return nil, false
	}
	return decodeKnown(data)
}

// foundHere begins what was found in a state.
const foundHere = "found\n"

func decodeKnown(data []byte) (map[string]float64, bool) {
	data, ok := bytes.CutPrefix(data, []byte(foundHere))
	if !ok {
		return nil, false
	}
	sizes := map[string]float64{}
	for len(data) > 0 {
		n, used := binary.Uvarint(data)
		if used <= 0 || n > uint64(len(data)-used) || uint64(len(data)-used)-n < 8 {
			return nil, false
		}
		print := data[used : used+int(n)]
		data = data[used+int(n):]
		sizes[string(print)] = math.Float64frombits(binary.LittleEndian.Uint64(data))
		data = data[8:]
	}
	return sizes, true
}

// keepKnown gives what keeps what was found in a state.
func (r *recording) keepKnown(in *engine.Input, t *git.Tree, sizes map[string]float64) (put func()) {
	k, ok := r.keyOf(in, t)
	if !ok {
		return func() {}
	}
	return func() {
		b := []byte(foundHere)
		for _, print := range slices.Sorted(maps.Keys(sizes)) {
			b = append(binary.AppendUvarint(b, uint64(len(print))), print...)
			b = binary.LittleEndian.AppendUint64(b, math.Float64bits(sizes[print]))
		}
		_ = r.store.Put(k, b) // else it is found again the next time
	}
}

// keepNow gives what keeps what was found in the state that is checked, which the next commit is compared with.
func (r *recording) keepNow(e *engine.Engine, in engine.Input, report *engine.Report) (put func()) {
	t, ok := in.FS.(*git.Tree)
	if r == nil || !ok || in.AllFacts { // which find more units that cannot be compared
		return func() {}
	}
	if sizes, ok := e.KnownAlone(report); ok {
		return r.keepKnown(&in, t, sizes)
	}
	return func() {}
}
