package format

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/source"
)

// labelled is what somebody read in a real file: testdata/real/README.md.
type labelled struct {
	File       string
	Records    []label
	NotTargets []label
}

type label struct{ Place, Text string }

// TestRealPlaces holds that all that people read in real files stands where they read it.
func TestRealPlaces(t *testing.T) {
	files, err := filepath.Glob("../testdata/real/*/expected.json")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	all, found := map[content.Format]int{}, map[content.Format]int{}
	for _, file := range files {
		var l labelled
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &l); err != nil {
			t.Fatal(err)
		}
		data, err = os.ReadFile(path.Join(path.Dir(file), l.File))
		if err != nil {
			t.Fatal(err)
		}
		f, err := Read(l.File, data)
		if err != nil {
			t.Errorf("%s: %v", l.File, err)
			continue
		}
		in := placesOf(f)
		for _, r := range slices.Concat(l.Records, l.NotTargets) {
			all[f.Format]++
			if why := in.holds(r); why != "" {
				t.Errorf("%s %s %q: %s", l.File, r.Place, r.Text, why)
				continue
			}
			found[f.Format]++
		}
	}
	for _, f := range slices.Sorted(maps.Keys(all)) {
		t.Logf("%-8s %3d of %3d places", f, found[f], all[f])
	}
}

// places are the texts of a file by where they stand.
type places struct {
	lines map[[2]int]spot           // of a file of text, each of its characters
	cells map[string]content.Cell   // of a sheet: Sheet!C12
	parts map[string][]content.Text // of a document: paragraph 4, table 1 row 2 cell 3
}

// spot is a character of a text: what stands before it, and what stands there and after it.
type spot struct{ before, after string }

func plainSpaces(text []byte) string {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(string(text))
}

// hold reports whether some words stand around the spot.
func (s spot) hold(words string) bool {
	begin := max(0, len(s.before)-len(words))
	return strings.Contains(s.before[begin:]+s.after[:min(len(s.after), len(words))], words)
}

func placesOf(f *content.File) *places {
	p := &places{map[[2]int]spot{}, map[string]content.Cell{}, map[string][]content.Text{}}
	for _, b := range f.Blocks {
		if b.Table == nil {
			p.add(b.Text)
			continue
		}
		for _, row := range b.Table.Rows {
			for _, c := range row.Cells {
				p.add(c.Text)
				if c.Text.Within().Medium == source.InCell {
					p.cells[c.Text.Within().Sheet+"!"+source.CellName(int(c.Text.Line), int(c.Text.Column))] = c
				}
			}
		}
	}
	return p
}

func (p *places) add(t content.Text) {
	switch t.Within().Medium {
	case source.InParagraph:
		name := fmt.Sprintf("paragraph %d", t.Line)
		p.parts[name] = append(p.parts[name], t)
	case source.InTableCell:
		name := fmt.Sprintf("table %d row %d cell %d", t.Within().Table, t.Line, t.Column)
		p.parts[name] = append(p.parts[name], t)
	case source.InText:
		raw := t.Bytes
		if t.Raw != nil {
			raw = *t.Raw
		}
		at := t.Places()
		for i := 0; i < len(raw); {
			s := at.Span(i, i)
			p.lines[[2]int{s.Line, s.Column}] = spot{plainSpaces(raw[:i]), plainSpaces(raw[i:])}
			_, size := utf8.DecodeRune(raw[i:])
			i += size
		}
	}
}

// sameNumber reports whether two numbers are the same in a sheet.
func sameNumber(a, b string) bool {
	x, err := strconv.ParseFloat(a, 64)
	y, err2 := strconv.ParseFloat(b, 64)
	return err == nil && err2 == nil && x == y
}

// leftOut is what people label and a reader rightly leaves out: the number of an entry of a list.
var leftOut = map[string]bool{"1.": true}

// holds says what is wrong with a place, "" for nothing.
func (p *places) holds(l label) string {
	var line, column int
	if n, _ := fmt.Sscanf(l.Place, "line:%d column:%d", &line, &column); n == 2 {
		at, ok := p.lines[[2]int{line, column}]
		switch {
		case l.Text == "":
			return "" // an empty cell
		case !ok && leftOut[l.Text]:
			return ""
		case !ok:
			return "nothing stands there"
		case !at.hold(l.Text) && !strings.HasSuffix(l.Text, ": "+at.after):
			return fmt.Sprintf("there stands %.60q", at.after)
		}
		return ""
	}
	if strings.Contains(l.Place, "!") {
		c, ok := p.cells[l.Place]
		switch {
		case !ok:
			return "the cell is empty"
		case l.Text != string(c.Text.Bytes) && !sameNumber(l.Text, c.Number()) && l.Text != c.Formula():
			return fmt.Sprintf("the cell holds %q, number %q, formula %q", c.Text.Bytes, c.Number(), c.Formula())
		}
		return ""
	}
	for name, texts := range p.parts {
		if name != l.Place && !strings.HasPrefix(name, l.Place+" ") {
			continue
		}
		for _, t := range texts {
			if strings.Contains(plainSpaces(t.Bytes), strings.TrimSuffix(l.Text, " ...")) {
				return ""
			}
		}
	}
	return fmt.Sprintf("there stands %q", p.parts[l.Place])
}
