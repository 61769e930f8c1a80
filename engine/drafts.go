package engine

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/draft"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/tables"
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
	ofRow := o.Resource.Drafted && !o.Resource.Has(field.Description)
	if ofRow && o.Rule.Name() == twoTruths && !slices.ContainsFunc(o.Related, elsewhere(o.Resource)) {
		return true
	}
	return o.State == policy.NotCheckable && o.Resource.Drafted ||
		slices.Contains(o.Rule.Tags, formTag) || slices.Contains(o.Rule.Tags, askTag)
}

// twoTruths is the rule about one number in two places. The rows of a table may be called alike: what they say twice
// is found where the table is read.
const twoTruths = "alignment/same-kpi-two-truths"

// elsewhere reports whether a place lies in another file.
func elsewhere(r *model.Resource) func(policy.Related) bool {
	return func(at policy.Related) bool { return at.Resource.File != r.File }
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
	Demands int    // how many numbers in it ask for something; of a file that a mapping reads, its records
	Mapped  bool   // a mapping reads it
	Said    []Note // how it was read
	Unread  []Note // what could not be read
}

// Note is a sentence about a place of a document.
type Note struct {
	source.Location
	Text string
}

// settle gives each draft a name of its own. A document about a role that other files define is its job description:
// it is compared with the definition, and drafts nothing. Of two drafts with one name the later one gets the words of
// its file that the first has not, then those of its folders.
func (s *Snapshot) settle() {
	s.read = s.files
	if !s.drafts() {
		return
	}
	s.read = slices.Clone(s.files)
	s.described = map[*model.Definition]*content.File{}
	roles, taken := s.defined()
	for i, p := range s.read {
		if p.drafted == nil || len(p.definitions) == 0 {
			continue
		}
		root := p.definitions[0]
		if same := roles[root.ID]; root.Kind == "Role" && len(same) == 1 && s.described[same[0]] == nil {
			s.described[same[0]] = p.content
			alone := *p
			alone.definitions = nil
			s.read[i] = &alone
			continue
		}
		if slices.ContainsFunc(p.definitions, taken.has) {
			s.read[i] = s.engine.renamed(p, taken)
		}
		for _, d := range s.read[i].definitions {
			taken.add(d)
		}
	}
}

// names are those that definitions have, as far as drafts have to avoid them.
type names struct {
	roots map[string]string // the files of roles and teams, by kind and id
	kpis  map[string]bool
}

func (n names) has(d *model.Definition) bool {
	return d.Around == nil && n.roots[d.Kind+d.ID] != "" || n.alone(d) && n.kpis[d.ID]
}

func (n names) add(d *model.Definition) {
	if d.Around == nil {
		n.roots[d.Kind+d.ID] = d.File
	}
	if n.alone(d) {
		n.kpis[d.ID] = true
	}
}

// alone reports whether a definition is a KPI that no team gives a longer name.
func (names) alone(d *model.Definition) bool {
	return d.Kind == "KPI" && (d.Around == nil || d.Around.Kind == "Role" && d.Around.Around == nil)
}

// defined are the roles that are defined, by their ids, and the names of all definitions that are no drafts.
func (s *Snapshot) defined() (map[string][]*model.Definition, names) {
	all, taken := map[string][]*model.Definition{}, names{map[string]string{}, map[string]bool{}}
	for _, p := range s.files {
		if p.drafted != nil {
			continue
		}
		for _, d := range p.definitions {
			taken.add(d)
			if d.Kind == "Role" {
				all[d.ID] = append(all[d.ID], d)
			}
		}
	}
	return all, taken
}

// renamed drafts a document anew, under a name that is not taken.
func (e *Engine) renamed(p *parsed, taken names) *parsed {
	again := *p
	var more []string
	if !taken.has(p.definitions[0]) {
		e.draft(&again, draft.Names{Taken: taken.kpis})
		return &again
	}
	root := p.definitions[0]
	known := slices.Concat(strings.Split(root.ID, "-"), strings.Split(draft.Slug(taken.roots[root.Kind+root.ID]), "-"))
	folders := strings.Split(strings.TrimSuffix(p.Path, path.Ext(p.Path)), "/")
	for _, name := range slices.Backward(folders) {
		for word := range strings.SplitSeq(draft.Slug(name), "-") {
			if word != "" && !slices.Contains(known, word) {
				more = append(more, word)
			}
		}
		e.draft(&again, draft.Names{More: more, Taken: taken.kpis})
		if !taken.has(again.definitions[0]) {
			break
		}
	}
	return &again
}

// documents are those that were read, in the order of the files.
func (s *Snapshot) documents() []Document {
	var all []Document
	for _, p := range s.read {
		if p.mapped != nil {
			all = append(all, mappedDocument(p))
		}
		if p.drafted == nil {
			continue
		}
		d := Document{File: p.name, Demands: p.drafted.Demands}
		d.Said, d.Unread = notesOf(p.name, p.content.Said), notesOf(p.name, p.content.Unread)
		if d.Demands > draft.Max {
			d.Unread = append(d.Unread, Note{source.Location{File: p.name}, fmt.Sprintf(
				"the file asks for %d numbers, and the first %d of them are read", d.Demands, draft.Max)})
		}
		for _, r := range p.drafted.Tables {
			for _, u := range r.Unread {
				d.Unread = append(d.Unread, Note{source.Location{File: p.name, Span: u.Span()}, u.Why})
			}
			d.Said = append(d.Said, columnsOf(p.name, r)...)
		}
		all = append(all, d)
	}
	return all
}

// columnsOf say how the columns of a table were understood.
func columnsOf(file string, r *tables.Reading) []Note {
	var notes []Note
	for _, s := range r.Said {
		at := source.Location{File: file}
		if s.Cell != nil {
			at.Span = s.Span()
		}
		notes = append(notes, Note{at, s.Say})
	}
	for _, b := range r.Blocks {
		for _, c := range b.Columns {
			if c.As == tables.AsNothing || len(c.Names) == 0 {
				continue
			}
			name := c.Names[len(c.Names)-1]
			notes = append(notes, Note{
				source.Location{File: file, Span: name.Span()},
				fmt.Sprintf("the column %q is read as %s (%s)", name.Text, c.As, c.Why),
			})
		}
	}
	return notes
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
