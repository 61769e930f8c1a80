// Package organisation makes organisations of any size for measurements: the same ones each time, sound or with flaws
// that are known, and shapes that are hard on a checker.
package organisation

import (
	"errors"
	"fmt"
	"slices"
)

// Options say what is made. The same options give the same bytes.
type Options struct {
	Definitions int    // how many there are in all, at least 1
	Seed        uint64 // what the numbers and the flaws are drawn from
	Flawed      bool   // whether some definitions break the rules of Comparable
	PerFile     int    // how many stand in a file, at least 1
	JSON        bool   // whether the files are JSON instead of YAML
	Shape       string // "" for an organisation as companies have it, or a name of Shapes
}

// A Flaw is a finding that a checker should have.
type Flaw struct {
	Rule     string `json:"rule"`     // one of Comparable
	Resource string `json:"resource"` // the full name of the definition: team-3/calls-17
	File     string `json:"file"`
}

// Comparable are the rules that flaws are made for. Other checkers can say them as well.
var Comparable = []string{
	"owner-missing", "direction-contradicts", "volume-without-counterweight", "target-exceeds-time",
	"unit-or-period-missing", "steps-out-of-order", "objective-without-goal", "supply-below-demand",
}

// errEnough ends the making when all definitions are there.
var errEnough = errors.New("enough definitions")

// Write hands each file to put, whose data is not to be kept, and lists what is wrong in the order of the files. It
// keeps one file at a time. An error is one of put, or tells which option is wrong.
func Write(o Options, put func(name string, data []byte) error) ([]Flaw, error) {
	if o.Definitions < 1 || o.PerFile < 1 {
		return nil, fmt.Errorf("make %d definitions, %d in a file: both must be at least 1", o.Definitions, o.PerFile)
	}
	build := company
	if o.Shape != "" {
		i := slices.IndexFunc(Shapes, func(s Shape) bool { return s.Name == o.Shape })
		if i < 0 {
			return nil, fmt.Errorf("make shape %q: there is no such shape", o.Shape)
		}
		build = Shapes[i].build
	}
	w := &writer{Options: o, put: put, flaws: []Flaw{}}
	err := build(w)
	if err == nil || errors.Is(err, errEnough) {
		err = w.flush()
	}
	return w.flaws, err
}

// writer collects definitions until a file is full.
type writer struct {
	Options
	put      func(name string, data []byte) error
	made     int // definitions so far
	files    int
	inFile   int
	data     []byte
	fileName string
	flaws    []Flaw
}

// add writes one more definition. Rules are those that it breaks.
func (w *writer) add(kind, team, id string, rest document, rules ...string) error {
	if w.made == w.Definitions {
		return errEnough
	}
	if w.inFile == 0 {
		w.begin(kind, team, id)
	}
	d := document{{"apiVersion", "kpilint/v1"}, {"kind", kind}, {"id", id}}
	name := id
	if team != "" {
		d = append(d, field{"team", team})
		name = team + "/" + id
	}
	d = append(d, rest...)
	switch {
	case w.JSON && w.inFile > 0:
		w.data = d.appendJSON(append(w.data, ",\n"...), "")
	case w.JSON:
		w.data = d.appendJSON(w.data, "")
	case w.inFile > 0:
		w.data = d.appendYAML(append(w.data, "---\n"...), 0)
	default:
		w.data = d.appendYAML(w.data, 0)
	}
	for _, rule := range rules {
		w.flaws = append(w.flaws, Flaw{Rule: rule, Resource: name, File: w.fileName})
	}
	w.made++
	if w.inFile++; w.inFile == w.PerFile {
		return w.flush()
	}
	return nil
}

// begin names the next file: after its definition where it holds one, below a folder for each team.
func (w *writer) begin(kind, team, id string) {
	ending := ".yaml"
	if w.JSON {
		ending = ".json"
	}
	switch {
	case w.PerFile > 1:
		w.fileName = fmt.Sprintf("part-%06d%s", w.files, ending)
	case team != "":
		w.fileName = team + "/" + kind + "-" + id + ending
	default:
		w.fileName = kind + "-" + id + ending
	}
	w.files++
	if w.data = w.data[:0]; w.JSON && w.PerFile > 1 {
		w.data = append(w.data, "[\n"...)
	}
}

func (w *writer) flush() error {
	if w.inFile == 0 {
		return nil
	}
	if w.inFile = 0; w.JSON {
		if w.PerFile > 1 {
			w.data = append(w.data, "\n]"...)
		}
		w.data = append(w.data, '\n')
	}
	return w.put(w.fileName, w.data)
}

// draw is a number from 0 to below limit, the same for the same seed and keys.
func (w *writer) draw(limit int, keys ...uint64) int {
	x := w.Seed
	for _, key := range keys {
		// SplitMix64: Steele, Lea, Flood, Fast Splittable Pseudorandom Number Generators (2014).
		x += key*0x9e3779b97f4a7c15 + 0x9e3779b97f4a7c15
		x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
		x = (x ^ x>>27) * 0x94d049bb133111eb
		x ^= x >> 31
	}
	return int(x % uint64(limit))
}

// flawed says whether a definition breaks a rule, as perMille of a thousand do.
func (w *writer) flawed(rule, team, n, perMille int) bool {
	return w.Flawed && w.draw(1000, uint64(rule), uint64(team), uint64(n)) < perMille
}
