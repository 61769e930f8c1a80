package carry

import (
	"encoding/binary"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/packed"
	"github.com/kpilint/kpilint/engine/wording"
)

// layout begins a state as bytes.
const layout = "carried 3\n"

var errTorn = errors.New(wording.WhatWasKeptOfAn())

// Encode writes a state as bytes, which Decode reads.
func (s *State) Encode() []byte {
	e := encoder{places: map[*Verdict]int{nil: 0}}
	e.Raw([]byte(layout)...)
	e.Number(len(s.Rules))
	for _, name := range s.Rules {
		e.Text(name)
	}
	e.Number(len(s.Files))
	for _, f := range s.Files {
		e.Text(f.Name)
		e.Raw(f.Content[:]...)
		e.Raw(f.Others[:]...)
		e.Number(len(f.Judged))
		for _, k := range f.Judged {
			e.Raw(k.Itself[:]...)
			e.verdict(k.Verdict)
			e.said(k.Said)
		}
	}
	e.Number(len(s.Answers))
	for _, name := range slices.Sorted(maps.Keys(s.Answers)) {
		one := s.Answers[name]
		e.Text(name)
		e.Raw(one.Given[:]...)
		e.Text(one.Said)
	}
	return e.Bytes()
}

type encoder struct {
	packed.Writer
	places map[*Verdict]int // of those that are written: none is the first
}

// verdict is the place of a verdict, and what it is where it is a new one.
func (e *encoder) verdict(v *Verdict) {
	if place, ok := e.places[v]; ok {
		e.Number(place)
		return
	}
	e.Number(len(e.places))
	e.places[v] = len(e.places)
	for _, bits := range []Bits{v.Looked, v.Found} {
		for _, w := range bits {
			e.Raw(binary.LittleEndian.AppendUint64(nil, w)...)
		}
	}
	open := byte(0)
	if v.Open {
		open = 1
	}
	e.Raw(open)
}

// said is what rules had to say.
func (e *encoder) said(all []Said) {
	e.Number(len(all))
	for _, s := range all {
		e.Number(s.Rule)
		e.Number(len(s.Findings))
		for _, p := range s.Findings {
			e.Number(len(p.Files))
			for _, i := range p.Files {
				e.Number(i)
			}
			e.Text(p.Data)
		}
	}
}

// Decode reads what Encode wrote. An error is that it is something else.
func Decode(data []byte) (s *State, err error) {
	rest, ok := strings.CutPrefix(string(data), layout)
	if !ok {
		return nil, errTorn
	}
	d := decoder{Reader: packed.NewReader(rest), verdicts: []*Verdict{nil}}
	s = &State{Rules: make([]string, d.Count())}
	for i := range s.Rules {
		s.Rules[i] = d.Text()
	}
	d.words = len(NewBits(len(s.Rules)))
	s.Files = make([]*File, d.Count())
	files := make([]File, len(s.Files))
	for i := range files {
		f := &files[i]
		f.Name, f.Content, f.Others = d.Text(), d.digest(), d.digest()
		f.Judged = make([]Judged, d.Count())
		for k := range f.Judged {
			f.Judged[k] = Judged{d.digest(), d.verdict(), d.said(len(s.Rules))}
		}
		s.Files[i] = f
	}
	s.Answers = map[string]Answer{}
	for range d.Count() {
		name, one := d.Text(), Answer{}
		copy(one.Given[:], d.Raw(len(one.Given)))
		one.Said = d.Text()
		s.Answers[name] = one
	}
	if !d.Ended() {
		return nil, errTorn
	}
	return s, nil
}

type decoder struct {
	*packed.Reader
	words    int // of the bits of a verdict
	verdicts []*Verdict
}

func (d *decoder) digest() (all Digest) {
	copy(all[:], d.Raw(len(all)))
	return all
}

func (d *decoder) verdict() *Verdict {
	place := d.Below(len(d.verdicts) + 1)
	if place < len(d.verdicts) {
		return d.verdicts[place]
	}
	v := &Verdict{Looked: d.bits(), Found: d.bits()}
	if v.Open = d.Byte() != 0; d.Torn() {
		return nil
	}
	d.verdicts = append(d.verdicts, v)
	return v
}

func (d *decoder) said(rules int) []Said {
	n := d.Count()
	if n == 0 {
		return nil
	}
	all := make([]Said, n)
	for i := range all {
		all[i] = Said{d.Below(rules), make([]Packed, d.Count())}
		for k := range all[i].Findings {
			files := make([]int, d.Count())
			for j := range files {
				files[j] = d.Number()
			}
			all[i].Findings[k] = Packed{files, d.Text()}
		}
	}
	return all
}

func (d *decoder) bits() Bits {
	all := make(Bits, d.words)
	for i := range all {
		if w := d.Raw(8); w != "" {
			all[i] = binary.LittleEndian.Uint64([]byte(w))
		}
	}
	return all
}
