package engine

import (
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/schema/field"
)

// Rules with these tags ask for what is not written. A draft is not finished, so nobody is blamed for what it lacks.
const (
	formTag = "form"
	askTag  = "ask"
)

// leftOut reports whether an outcome is no finding: it asks a draft for what it lacks, or could not tell of what was
// drafted of a document; its answer says what is not known.
func leftOut(o *policy.Outcome) bool {
	if !o.Resource.IsDraft() {
		return false
	}
	return o.State == policy.NotCheckable && o.Resource.Drafted ||
		slices.Contains(o.Rule.Tags, formTag) || slices.Contains(o.Rule.Tags, askTag)
}

// temper lowers a finding that rests on what nobody wrote: it is a warning at most, and says what was assumed. For what
// was drafted of a document that is also the working day, with which all rules of the category capacity calculate.
func temper(f *Finding, o *policy.Outcome, m *model.Model) {
	var assumed []string
	if o.Resource.Drafted && m.CalendarFrom == nil && o.Rule.Category == "capacity" {
		assumed = append(assumed, "a working day of "+quantity.Duration(m.Calendar.WorkingDay))
	}
	if o.Because != nil {
		assumed = assumptions(o.Because.Derivation, assumed, map[*model.Object]bool{})
	}
	if len(assumed) > 0 {
		f.Message += "; assumed, as nobody wrote it: " + strings.Join(assumed, ", ")
	}
	if len(assumed) > 0 || o.Resource.Drafted && o.Because == nil {
		f.Level = min(f.Level, policy.Warning)
	}
}

// assumptions are the leaves of a derivation that nobody wrote.
func assumptions(d *model.Object, found []string, seen map[*model.Object]bool) []string {
	if d == nil || seen[d] {
		return found
	}
	seen[d] = true
	if d.Text(field.Note) == "assumed" && !slices.Contains(found, d.Text(field.Text)) {
		found = append(found, d.Text(field.Text))
	}
	for _, part := range d.Objects(field.Of) {
		found = assumptions(part, found, seen)
	}
	return found
}

// Document is a document or a table that was read where it lies.
type Document struct {
	File    string
	Demands int    // how many numbers in it ask for something
	Said    []Note // how it was read
	Unread  []Note // what could not be read
}

// Note is a sentence about a place of a document.
type Note struct {
	source.Location
	Text string
}

// documents are those that were read, in the order of the files.
func (s *Snapshot) documents() []Document {
	var all []Document
	for _, p := range s.files {
		if p.drafted == nil {
			continue
		}
		d := Document{File: p.name, Demands: p.drafted.Demands}
		d.Said, d.Unread = notesOf(p.name, p.content.Said), notesOf(p.name, p.content.Unread)
		all = append(all, d)
	}
	return all
}

func notesOf(file string, all []content.Note) []Note {
	var notes []Note
	for _, n := range all {
		at := n.Span
		at.Part = n.Within.Part(at.Line, at.Column, "")
		notes = append(notes, Note{source.Location{File: file, Span: at}, n.Text})
	}
	return notes
}
