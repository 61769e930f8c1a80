// Package reread says which of the quantities that definitions write are read otherwise than kpilint 0.2.0 read them,
// so that whoever upgrades can look at each of them.
package reread

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/finding"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// Versions are those whose readings are known.
var Versions = []string{"0.2"}

// A Reading is a value that is read otherwise now.
type Reading struct {
	Location source.Location
	Field    string // the full name of the definition, a dot, and the path of the field
	Text     string // as written
	Before   string // how it was read, or "refused", or "text without a number"
	Now      string // how it is read now, or "refused: …"
	Why      string // the kind of change, see Kinds
}

// List compares the quantities of definitions, and those that findings refuse, with what 0.2.0 made of them. Sources
// are the contents of the files, by the names that findings give them.
func List(all []*model.Resource, findings []finding.Finding, sources map[string][]byte) []Reading {
	var found []Reading
	for _, r := range all {
		r.Object.Each(func(name string, v any) { found = quantitiesIn(r, name, v, found) })
	}
	for i := range findings {
		f := &findings[i]
		if f.Name() != finding.FileCategory+"/bad-quantity" {
			continue
		}
		if r, ok := refused(f, sources[f.Location.File]); ok {
			found = append(found, r)
		}
	}
	slices.SortStableFunc(found, func(a, b Reading) int {
		if by := strings.Compare(a.Location.File, b.Location.File); by != 0 {
			return by
		}
		if by := a.Location.Line - b.Location.Line; by != 0 {
			return by
		}
		return a.Location.Column - b.Location.Column
	})
	return found
}

func quantitiesIn(r *model.Resource, path string, v any, found []Reading) []Reading {
	switch v := v.(type) {
	case *model.Quantity:
		if c, ok := compare(v); ok {
			span, _ := r.WrittenAt(path)
			found = append(found, reading(c, source.Location{File: r.File, Span: span}, fieldOf(r.Name, path)))
		}
	case *model.Object:
		v.Each(func(name string, value any) { found = quantitiesIn(r, path+"/"+name, value, found) })
	case model.List:
		for i, entry := range v {
			found = quantitiesIn(r, path+"/"+strconv.Itoa(i), entry, found)
		}
	}
	return found
}

func fieldOf(name, path string) string { return name + "." + strings.ReplaceAll(path, "/", ".") }

// compare reports whether a quantity that is read now was read otherwise.
func compare(q *model.Quantity) (*compared, bool) {
	c := &compared{text: q.Text}
	if before, ok := quantity.Formerly(q.Text); ok {
		c.before = &before
	}
	if q.Low == nil && q.Change == nil {
		return c, false // words, as before
	}
	c.now = q.Quantity
	c.way = c.before != nil && c.before.Comparator == quantity.NoComparator && c.now.Comparator != quantity.NoComparator
	return c, c.before == nil || !same(c.before, c.now)
}

func same(a, b *quantity.Quantity) bool {
	return a.Comparator == b.Comparator && a.Amount.Equal(b.Amount) && a.Statistic == b.Statistic && a.By == b.By
}

// refused is a value that is refused now and was read before; false where it was refused then, too.
func refused(f *finding.Finding, data []byte) (Reading, bool) {
	text, ok := textAt(f, data)
	if !ok {
		return Reading{}, false
	}
	c := &compared{text: text, refused: true}
	before, wasRead := quantity.Formerly(text)
	switch {
	case wasRead:
		c.before = &before
	case !isText(text):
		return Reading{}, false
	}
	if why(c) == "" {
		return Reading{}, false // what 0.2.0 refused for another reason, such as a time that is no length of time
	}
	r := reading(c, f.Location, strings.TrimPrefix(f.Resource.ID+"."+lastOf(f.Path), "."))
	r.Now = "refused: " + f.Message
	return r, true
}

// lastOf is the part of a pointer below the definition that somebody recognises: the last name in it.
func lastOf(pointer string) string {
	return pointer[strings.LastIndexByte(pointer, '/')+1:]
}

// textAt is the value that a finding is about.
func textAt(f *finding.Finding, data []byte) (string, bool) {
	docs, _ := source.Parse(f.Location.File, data)
	for _, d := range docs {
		node, rest := d.Root.Lookup(strings.Split(strings.TrimPrefix(f.Path, "/"), "/")...)
		if node != nil && len(rest) == 0 && node.Span().Line <= f.Location.Line && f.Location.Line <= node.Span().EndLine {
			return node.Text, true
		}
	}
	return "", false
}

func reading(c *compared, at source.Location, field string) Reading {
	r := Reading{Location: at, Field: field, Text: c.text, Before: "refused", Why: why(c)}
	switch {
	case c.before != nil:
		r.Before = inWords(c.before)
		if c.way {
			r.Before += wording.OnNoSide()
		}
	case isText(c.text):
		r.Before = wording.TextWithoutANumber()
	}
	if c.now != nil {
		r.Now = inWords(c.now)
	}
	return r
}

// Text shows a reading in lines, with the place first.
func (r Reading) String() string {
	return fmt.Sprintf("%s: `%s` (%s)\n   0.2: %s\n   now: %s\n   why: %s", r.Location.Start(), r.Text, r.Field, r.Before,
		r.Now, r.Why)
}
