package carry

import (
	"encoding/binary"
	"errors"
	"strings"
)

// layout begins a state as bytes.
const layout = "carried 1\n"

var errTorn = errors.New("what was kept of an earlier run is no such thing")

// Encode writes a state as bytes, which Decode reads.
func (s *State) Encode() []byte {
	e := encoder{b: []byte(layout), places: map[*Verdict]int{nil: 0}}
	e.number(len(s.Rules))
	for _, name := range s.Rules {
		e.text(name)
	}
	e.number(len(s.Files))
	for _, f := range s.Files {
		e.text(f.Name)
		e.b = append(append(e.b, f.Content[:]...), f.Others[:]...)
		e.number(len(f.KPIs))
		for _, k := range f.KPIs {
			e.b = append(e.b, k.Itself[:]...)
			e.verdict(k.Verdict)
		}
	}
	return e.b
}

type encoder struct {
	b      []byte
	places map[*Verdict]int // of those that are written: none is the first
}

func (e *encoder) number(n int) { e.b = binary.AppendUvarint(e.b, uint64(n)) }

func (e *encoder) text(s string) {
	e.number(len(s))
	e.b = append(e.b, s...)
}

// verdict is the place of a verdict, and what it is where it is a new one.
func (e *encoder) verdict(v *Verdict) {
	if place, ok := e.places[v]; ok {
		e.number(place)
		return
	}
	e.number(len(e.places))
	e.places[v] = len(e.places)
	for _, bits := range []Bits{v.Looked, v.Found} {
		for _, w := range bits {
			e.b = binary.LittleEndian.AppendUint64(e.b, w)
		}
	}
	open := byte(0)
	if v.Open {
		open = 1
	}
	e.b = append(e.b, open)
}

// Decode reads what Encode wrote. An error is that it is something else.
func Decode(data []byte) (s *State, err error) {
	rest, ok := strings.CutPrefix(string(data), layout)
	if !ok {
		return nil, errTorn
	}
	d := decoder{b: rest, verdicts: []*Verdict{nil}}
	s = &State{Rules: make([]string, d.number())}
	for i := range s.Rules {
		s.Rules[i] = d.text()
	}
	d.words = len(NewBits(len(s.Rules)))
	s.Files = make([]*File, d.number())
	files := make([]File, len(s.Files))
	for i := range files {
		f := &files[i]
		f.Name, f.Content, f.Others = d.text(), d.digest(), d.digest()
		f.KPIs = make([]KPI, d.number())
		for k := range f.KPIs {
			f.KPIs[k] = KPI{d.digest(), d.verdict()}
		}
		s.Files[i] = f
	}
	if d.torn || d.b != "" {
		return nil, errTorn
	}
	return s, nil
}

// decoder reads from a text; once it is torn, all it reads is empty.
type decoder struct {
	b        string
	torn     bool
	words    int // of the bits of a verdict
	verdicts []*Verdict
}

// number is one that is at most how many bytes are left: each thing that is counted takes one.
func (d *decoder) number() int {
	n := uint64(0)
	for shift := 0; ; shift += 7 {
		if d.b == "" || shift > 56 {
			d.tear()
			return 0
		}
		c := d.b[0]
		d.b = d.b[1:]
		n |= uint64(c&0x7f) << shift
		if c < 0x80 {
			break
		}
	}
	if n > uint64(len(d.b)) {
		d.tear()
		return 0
	}
	return int(n)
}

func (d *decoder) tear() { d.torn, d.b = true, "" }

func (d *decoder) take(n int) string {
	if n > len(d.b) {
		d.tear()
		return ""
	}
	taken := d.b[:n]
	d.b = d.b[n:]
	return taken
}

func (d *decoder) text() string { return d.take(d.number()) }

func (d *decoder) digest() (all Digest) {
	copy(all[:], d.take(len(all)))
	return all
}

func (d *decoder) verdict() *Verdict {
	place := d.place()
	if place < len(d.verdicts) {
		return d.verdicts[place]
	}
	v := &Verdict{Looked: d.bits(), Found: d.bits()}
	v.Open = d.take(1) != "\x00"
	if place != len(d.verdicts) || d.torn {
		d.tear()
		return nil
	}
	d.verdicts = append(d.verdicts, v)
	return v
}

// place is that of a verdict. The last ones may be larger than how many bytes are left.
func (d *decoder) place() int {
	left := d.b
	n, used := binary.Uvarint([]byte(left[:min(len(left), binary.MaxVarintLen64)]))
	if used <= 0 || n > uint64(len(d.verdicts)) {
		d.tear()
		return 0
	}
	d.b = left[used:]
	return int(n)
}

func (d *decoder) bits() Bits {
	all := make(Bits, d.words)
	for i := range all {
		if w := d.take(8); w != "" {
			all[i] = binary.LittleEndian.Uint64([]byte(w))
		}
	}
	return all
}
