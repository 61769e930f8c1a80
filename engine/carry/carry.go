// Package carry holds what one run finds out that the next one need not find out again: of each KPI and objective,
// which rules looked at it, and what they had to say, together with digests of all that they may have read.
//
// A rule takes part that reads of a KPI nothing but what it writes itself, and facts that follow from that, from roles,
// teams, the organisation and the calendar; of an objective also facts that follow from the KPIs of its key results
// (facts.OfItself). What it says holds as long as these are as they were, and all definitions that are no KPI and no
// objective, and of the other KPIs and objectives what others may read of them: what they refer to, in which units they
// count, and their words. Their numbers may change.
package carry

import (
	"crypto/sha256"
	"slices"
)

// State is what a run found out.
type State struct {
	Rules []string // those that take part, by name, sorted
	Files []*File  // all that were read, in their order

	Answers map[string]Answer // of rules over the whole, by their names
}

// Answer is what a rule over the whole said, and a digest of all that it was given. It holds whatever else has changed.
type Answer struct {
	Given [sha256.Size]byte
	Said  string
}

// File is one file, and what was found of its KPIs and objectives.
type File struct {
	Name    string   // as findings call it
	Content Digest   // of its bytes
	Others  Digest   // of what other definitions may read of its definitions; zero where nobody can say
	Judged  []Judged // its KPIs and objectives, in their order

	same bool // it has the content that it had before
}

// Judges reports whether a definition of a kind is among those of which something is found out.
func Judges(kind string) bool { return kind == "KPI" || kind == "Objective" }

// Judged is what was found of one KPI or objective.
type Judged struct {
	Itself Digest // of all that it says
	*Verdict
	Said []Said // what rules had to say, as far as it is kept; by the places of the rules
}

// Said is what a rule had to say of a definition, as reports tell it.
type Said struct {
	Rule     int // its place
	Findings []Packed
}

// Packed is a finding as bytes. It holds while the files are as they are whose places are in it.
type Packed struct {
	Files []int // their places
	Data  string
}

// StillSaid is what rules had to say of a definition of some files, where no place in it has changed.
func (j *Judged) StillSaid(files []*File) []Said {
	var all []Said
	for _, s := range j.Said {
		if !slices.ContainsFunc(s.Findings, func(p Packed) bool {
			return slices.ContainsFunc(p.Files, func(i int) bool { return i >= len(files) || !files[i].same })
		}) {
			all = append(all, s)
		}
	}
	return all
}

// Verdict is what rules said of a definition, by their places among the rules of the state. Definitions share those
// that are alike.
type Verdict struct {
	Looked Bits // had something to judge
	Found  Bits // had something to say
	Open   bool // its facts are worked out each time, as something was remarked beside them
}

// Bits are places that are set.
type Bits []uint64

// NewBits has room for so many places.
func NewBits(n int) Bits { return make(Bits, (n+63)/64) }

// Set sets a place.
func (b Bits) Set(i int) { b[i/64] |= 1 << (i % 64) }

// Has reports whether a place is set.
func (b Bits) Has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }

// None reports whether no place is set.
func (b Bits) None() bool { return !slices.ContainsFunc(b, func(w uint64) bool { return w != 0 }) }

// Same reports whether what others may read of all definitions is as it was: files and definitions are the same, and
// where contents differ, what others may read of them is not otherwise. fill gives a file of now its digest of that,
// which it needs where its content is another one.
func Same(was, now []*File, fill func(i int)) bool {
	if len(was) != len(now) {
		return false
	}
	for i, f := range now {
		if f.Name != was[i].Name {
			return false
		}
		if f.Content == was[i].Content {
			f.same = true
			f.Others, f.Judged = was[i].Others, slices.Clone(was[i].Judged)
			continue
		}
		if fill(i); f.Others == (Digest{}) || f.Others != was[i].Others || len(f.Judged) != len(was[i].Judged) {
			return false
		}
		for k := range f.Judged {
			switch v := was[i].Judged[k].Verdict; {
			case f.Judged[k].Itself == was[i].Judged[k].Itself:
				f.Judged[k].Verdict = v
			case v == nil || v.Open:
				return false // what was remarked at it may belong to another one now
			}
		}
	}
	return true
}

// Of is what is known of a KPI or objective by its place among those of the file; nil for nothing.
func (f *File) Of(place int) *Verdict {
	if place >= len(f.Judged) {
		return nil
	}
	return f.Judged[place].Verdict
}

// Sound are the files in which nothing is wrong by themselves, by their names, with their contents. It is safe on nil.
func (s *State) Sound() map[string]Digest {
	if s == nil {
		return nil
	}
	sound := make(map[string]Digest, len(s.Files))
	for _, f := range s.Files {
		if f.Others != (Digest{}) {
			sound[f.Name] = f.Content
		}
	}
	return sound
}
