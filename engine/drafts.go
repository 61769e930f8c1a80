package engine

import (
	"bytes"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/draft"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/prose"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/tables"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Rules with the first tag, and with policy.Ask, ask for what is not written. A draft is not finished, so nobody is
// blamed for what it lacks. Those with the second one calculate with the length of the working day.
const (
	formTag = "form"
	dayTag  = "working-day"
)

// leftOut reports whether an outcome is no finding: it asks a draft for what it lacks, or could not tell of what was
// drafted of a document; its answer says what is not known.
func leftOut(o *policy.Outcome) bool {
	if !o.Resource.IsDraft() {
		return false
	}
	return o.State == policy.NotCheckable ||
		slices.Contains(o.Rule.Tags, formTag) || slices.Contains(o.Rule.Tags, policy.Ask)
}

// temper lowers a finding that rests on what nobody wrote: it is a warning at most, and says what was assumed. For what
// was drafted of a document that is also the working day, where the rule calculates with it.
func temper(f *Finding, o *policy.Outcome, m *model.Model) {
	var assumed []string
	if o.Resource.Drafted && slices.Contains(o.Rule.Tags, dayTag) {
		switch day := ownDay(o.Resource); {
		case day != nil && day.Node.Assumed && (m.Calendar.DaysPerWeek() != daysOfWeek || asksByDays(o.Resource, m)):
			assumed = append(assumed, wording.AWeekOfFiveDays(quantity.Duration(day.Low)))
		case day != nil:
		case m.CalendarFrom == nil:
			assumed = append(assumed, wording.AWorkingDayOf(quantity.Duration(m.Calendar.WorkingDay)))
		}
	}
	assumed = assumptions(o.Because, assumed)
	if len(assumed) > 0 {
		f.Message += wording.AssumedAsNobodyWroteIt(strings.Join(assumed, ", "))
	}
	switch {
	case len(assumed) > 0 && o.Resource.Drafted && f.Level == policy.Warning:
		f.Level = policy.Info // what warns by itself, and rests on what nobody wrote, is a question
	case len(assumed) > 0 || o.Resource.Drafted && o.Because == nil:
		f.Level = min(f.Level, policy.Warning)
	}
}

// daysOfWeek is how many days a week of work is divided into, where a text says only how many hours it has.
const daysOfWeek = 5

// asksByDays reports whether something is asked in another period than a week: what so many hours a week have to do in
// a week fits or not, on however many days it is done.
func asksByDays(r *model.Resource, m *model.Model) bool {
	kpis := []*model.Resource{r}
	if r.Kind != "KPI" {
		kpis = m.KPIsOf(r)
	}
	return slices.ContainsFunc(kpis, func(k *model.Resource) bool {
		t := k.Quantity(field.Target)
		return t != nil && k.Quantity(field.Effort) != nil && t.Unit.Period() != "week"
	})
}

// ownDay is how long those who are asked work a day; nil where no text says so.
func ownDay(r *model.Resource) *model.Quantity {
	if r.Kind != "Role" {
		r = r.Owner
	}
	if r == nil || r.Kind != "Role" {
		return nil
	}
	return r.Quantity(field.WorkingDay)
}

// assumptions are the leaves of a sum that nobody wrote.
func assumptions(e *policy.Evidence, found []string) []string {
	if e == nil || e.Of == nil {
		return assumedIn(e.Tree(), found, map[*model.Object]bool{})
	}
	for n := range e.Of.Assumed() {
		found = assumption(n.Label, n.Text(), found)
	}
	return found
}

// assumedIn are those of a derivation.
func assumedIn(d *model.Object, found []string, seen map[*model.Object]bool) []string {
	if d == nil || seen[d] {
		return found
	}
	seen[d] = true
	if d.Text(field.Note) == "assumed" {
		found = assumption(d.Text(field.Label), d.Text(field.Text), found)
	}
	for _, part := range d.Objects(field.Of) {
		found = assumedIn(part, found, seen)
	}
	return found
}

// assumption adds one that was not found yet.
func assumption(label, text string, found []string) []string {
	if label == field.Conversion.String() {
		text = wording.ThatNothingElseLeadsToIt(text)
	}
	if slices.Contains(found, text) {
		return found
	}
	return append(found, text)
}

// Document is a document or a table that was read where it lies.
type Document struct {
	File    string
	Demands int    // how many numbers in it ask for something; of a file that a mapping reads, its records
	Unasked int    // how many sentences of its text have other numbers, which Said names
	Untaken int    // how many cells of its tables have
	Mapped  bool   // a mapping reads it
	Said    []Note // how it was read
	Unread  []Note // what could not be read
	Foreign bool   // its text is in a language that is not read: the first of Unread says so
}

// Note is a sentence about a place of a document.
type Note struct {
	source.Location
	Text    string
	Untaken bool // there is a number that is not taken for something that is asked
	Limit   bool // there is more than is read
}

// settle joins what documents ask to what other files define. A document about a role that other files define is its
// job description: it is compared with the definition, and drafts nothing. A team is one wherever it is named, and so
// is a role that a cell of a table names: what is drafted for it is added to it. Of two job descriptions of one title
// the later one gets the words of its file that the first has not, then those of its folders.
func (s *Snapshot) settle() {
	s.read = s.files
	if !s.drafts() {
		return
	}
	s.read = slices.Clone(s.files)
	s.described = map[*model.Definition]*content.File{}
	roles, taken := s.defined()
	for _, i := range s.homesFirst() {
		p := s.read[i]
		if root := p.drafted.Asked[0]; root.By != draft.ByCell && root.Kind == "Role" && len(roles[root.ID]) == 1 &&
			s.described[roles[root.ID][0]] == nil && len(p.drafted.Asked) == 1 {
			s.described[roles[root.ID][0]] = p.content
			alone := *p
			alone.definitions = nil
			s.read[i] = &alone
			continue
		}
		s.read[i] = s.engine.settled(p, taken)
		for _, d := range s.read[i].definitions {
			taken.add(d, s.read[i].drafted)
		}
		s.read[i] = withoutCopies(s.read[i], taken)
	}
}

// homesFirst are the places of the files with drafts: first those that say how many people a role or a team has. They
// define it, and what other files ask is added.
func (s *Snapshot) homesFirst() []int {
	var first, others []int
	for i, p := range s.files {
		switch {
		case p.drafted == nil || len(p.definitions) == 0:
		case slices.ContainsFunc(p.drafted.Asked, func(a draft.Asked) bool { return a.Staffed && a.By != draft.ByFile }):
			first = append(first, i)
		default:
			others = append(others, i)
		}
	}
	return append(first, others...)
}

// names are those that definitions have, as far as drafts have to avoid them or add to them.
type names struct {
	roots   map[string]home           // roles and teams, by kind and id
	numbers map[string]map[string]aim // of each of these, its KPIs by their ids
	kpis    map[string]bool           // ids of KPIs that no team gives a longer name
}

// home is where a role or a team is defined.
type home struct {
	file    string
	by      draft.Naming
	drafted bool
	staffed bool
}

// aim is a KPI that somebody has, with its target.
type aim struct {
	file   string
	target *model.Quantity
}

// takes reports whether a draft of a role or a team is added to the one that has its name: a team always, where a file
// says so and not only its name, and a role where one of the two stands in a cell of a table.
func (h home) takes(a draft.Asked) bool {
	switch {
	case h.file == "" || a.By == draft.ByFile || h.drafted && h.by == draft.ByFile:
		return false
	case a.Kind == "Team":
		return true
	}
	return a.By == draft.ByCell || h.drafted && h.by == draft.ByCell
}

func (n names) add(d *model.Definition, of *draft.Draft) {
	name := draft.Asked{Kind: d.Kind, ID: d.ID}.Name()
	switch {
	case d.Kind == "KPI":
		if n.alone(d) {
			n.kpis[d.ID] = true
		}
		if whose := ownerOf(d); whose != "" {
			if n.numbers[whose] == nil {
				n.numbers[whose] = map[string]aim{}
			}
			if n.numbers[whose][d.ID].file == "" {
				n.numbers[whose][d.ID] = aim{d.File, d.Quantity(field.Target)}
			}
		}
	case d.Kind == "Role" && d.Around != nil:
		around := draft.Asked{Kind: d.Around.Kind, ID: d.Around.ID}.Name()
		if h, ok := n.roots[around]; ok {
			h.staffed = true
			n.roots[around] = h
		}
	}
	if d.Kind != "Role" && d.Kind != "Team" || n.roots[name].file != "" {
		return
	}
	h := home{file: d.File, staffed: d.Has(field.Headcount) || d.Has(field.Positions)}
	if of != nil {
		h.drafted = true
		for _, a := range of.Asked {
			if a.Name() == name {
				h.by = a.By
			}
		}
	}
	n.roots[name] = h
}

// ownerOf is the name of the role or team that a KPI is nested in, or names as its owner.
func ownerOf(d *model.Definition) string {
	switch {
	case d.Around != nil:
		return draft.Asked{Kind: d.Around.Kind, ID: d.Around.ID}.Name()
	case d.Drafted && d.Ref(field.Team) != nil:
		return draft.Asked{Kind: "Team", ID: d.Ref(field.Team).Text}.Name()
	case d.Drafted && d.Ref(field.Owner) != nil:
		return draft.Asked{Kind: "Role", ID: d.Ref(field.Owner).Text}.Name()
	}
	return ""
}

// alone reports whether a definition is a KPI that no team gives a longer name.
func (names) alone(d *model.Definition) bool {
	return d.Kind == "KPI" && (d.Around == nil || d.Around.Kind == "Role" && d.Around.Around == nil)
}

// defined are the roles that are defined, by their ids, and the names of all definitions that are no drafts.
func (s *Snapshot) defined() (map[string][]*model.Definition, names) {
	all := map[string][]*model.Definition{}
	taken := names{map[string]home{}, map[string]map[string]aim{}, map[string]bool{}}
	for _, p := range s.files {
		if p.drafted != nil {
			continue
		}
		for _, d := range p.definitions {
			taken.add(d, nil)
			if d.Kind == "Role" {
				all[d.ID] = append(all[d.ID], d)
			}
		}
	}
	return all, taken
}

// settled is a document whose drafts are added to what others define, or have names of their own.
func (e *Engine) settled(p *parsed, taken names) *parsed {
	n := draft.Names{Taken: taken.kpis, Others: map[string]map[string]bool{}, Staffed: map[string]bool{}}
	clash := false
	for _, a := range p.drafted.Asked {
		h := taken.roots[a.Name()]
		switch {
		case h.takes(a):
			ids := map[string]bool{}
			for id := range taken.numbers[a.Name()] {
				ids[id] = true
			}
			n.Others[a.Name()], n.Staffed[a.Name()] = ids, h.staffed
		case h.file != "":
			clash = true
		}
	}
	again := *p
	if !clash {
		if len(n.Others) > 0 || slices.ContainsFunc(p.definitions, func(d *model.Definition) bool {
			return taken.alone(d) && taken.kpis[d.ID]
		}) {
			e.draft(&again, n)
		}
		return &again
	}
	e.rename(&again, n, taken)
	return &again
}

// rename drafts a document anew, with words that tell its roles from those of the same name.
func (e *Engine) rename(p *parsed, n draft.Names, taken names) {
	var known []string
	for _, a := range p.drafted.Asked {
		known = slices.Concat(known, strings.Split(a.ID, "-"), strings.Split(draft.Slug(taken.roots[a.Name()].file), "-"))
	}
	folders := strings.Split(strings.TrimSuffix(p.Path, path.Ext(p.Path)), "/")
	for _, name := range slices.Backward(folders) {
		for word := range strings.SplitSeq(draft.Slug(name), "-") {
			if word != "" && !slices.Contains(known, word) {
				n.More = append(n.More, word)
			}
		}
		e.draft(p, n)
		if !slices.ContainsFunc(p.drafted.Asked, func(a draft.Asked) bool {
			return n.Others[a.Name()] == nil && taken.roots[a.Name()].file != ""
		}) {
			break
		}
	}
}

// withoutCopies leaves out KPIs that say what one of the same name says for the same role or team in another file: they
// are one number, which must not count twice.
func withoutCopies(p *parsed, taken names) *parsed {
	isCopy := func(d *model.Definition) bool {
		target, first := d.Quantity(field.Target), taken.numbers[ownerOf(d)][draft.Slug(d.Text(field.Name))]
		return d.Kind == "KPI" && d.Around == nil && target != nil && first.target != nil && first.file != d.File &&
			first.target.Comparator == target.Comparator && first.target.Amount.Equal(target.Amount)
	}
	if !slices.ContainsFunc(p.definitions, isCopy) {
		return p
	}
	less := *p
	less.definitions = slices.DeleteFunc(slices.Clone(p.definitions), isCopy)
	return &less
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
		d := Document{File: p.name, Demands: p.drafted.Demands, Unasked: len(p.drafted.Unasked)}
		d.Said, d.Unread = notesOf(p.name, p.content.Said), notesOf(p.name, p.content.Unread)
		if language := p.drafted.Language; language != "" {
			d.Foreign = true
			d.Unread = slices.Insert(d.Unread, 0, noteAt(p.name, source.Span{}, wording.TheTextIsInWhich(language)))
		}
		if d.Demands > draft.Max {
			d.Unread = append(d.Unread, beyond(p.name, source.Span{}, wording.TheFileAsksForNumbers(d.Demands, draft.Max)))
		}
		d.Unread = append(d.Unread, notesOf(p.name, p.drafted.Left)...)
		d.Said = append(d.Said, unasked(p.name, p.drafted.Unasked)...)
		for _, r := range p.drafted.Tables {
			for _, u := range r.Unread {
				note := noteAt
				if u.Limit {
					note = beyond
				}
				d.Unread = append(d.Unread, note(p.name, u.Span(), u.Why))
			}
			d.Said = append(d.Said, columnsOf(p.name, r)...)
			left, cells := leftIn(p.name, r)
			d.Said = append(d.Said, left...)
			d.Untaken += cells
		}
		all = append(all, d)
	}
	return all
}

// unasked name the numbers of a text that are not taken for something that is asked, so that its author sees them.
func unasked(file string, all []prose.Left) []Note {
	var notes []Note
	for i, left := range all {
		if i == maxSaid {
			return append(notes, untaken(file, source.Span{}, wording.MoreSentencesHoldNumbersThat(len(all)-i)))
		}
		is, words := "is", left[0].Words
		for _, n := range left[1:] {
			is, words = "are", words+"”, “"+n.Words
		}
		notes = append(notes, untaken(file, left[0].Span, wording.NotTakenForSomethingThat(words, is)))
	}
	return notes
}

// leftIn name the numbers of a table that are not taken for something that is asked, cell by cell, and say how many
// cells hold one.
func leftIn(file string, r *tables.Reading) (notes []Note, cells int) {
	left, more := r.Left()
	changes, furtherChanges := r.Changes(maxSaid)
	left, more = append(left, changes...), more+furtherChanges
	for _, n := range left {
		notes = append(notes, untaken(file, n.Span(), n.Why))
	}
	if more > 0 {
		notes = append(notes, untaken(file, source.Span{}, wording.MoreCellsHoldNumbersThat(more)))
	}
	return notes, len(left) + more
}

func noteAt(file string, at source.Span, text string) Note {
	return Note{Location: source.Location{File: file, Span: at}, Text: text}
}

// beyond is a note that there is more than is read.
func beyond(file string, at source.Span, text string) Note {
	n := noteAt(file, at, text)
	n.Limit = true
	return n
}

func untaken(file string, at source.Span, text string) Note {
	n := noteAt(file, at, text)
	n.Untaken = true
	return n
}

// maxSaid is how many columns and how many cells of a table are named, and how many sentences with numbers that are not
// asked for.
const maxSaid = tables.MostNamed

// columnsOf say how the columns of a table were understood.
func columnsOf(file string, r *tables.Reading) []Note {
	var notes []Note
	for _, s := range r.Said {
		at := source.Span{}
		if s.Cell != nil {
			at = s.Span()
		}
		notes = append(notes, noteAt(file, at, s.Say))
	}
	more := 0
	for _, b := range r.Blocks {
		for _, c := range b.Columns {
			if c.As == tables.AsNothing || len(c.Names) == 0 {
				continue
			}
			name := c.Names[len(c.Names)-1]
			if more++; more > maxSaid {
				continue
			}
			notes = append(notes, noteAt(file, name.Span(),
				wording.TheColumnIsReadAs(strconv.Quote(name.Text), string(c.As), c.Why)))
		}
	}
	if more > maxSaid {
		notes = append(notes, noteAt(file, source.Span{}, wording.MoreColumns(more-maxSaid)))
	}
	return notes
}

func notesOf(file string, all []content.Note) []Note {
	var notes []Note
	for _, n := range all {
		at := n.Span
		at.Part = n.Within.Part(at.Line, at.Column, "")
		notes = append(notes, noteAt(file, at, n.Text))
	}
	return notes
}

// Drafts are the definitions, in YAML, that were drafted of documents; none where nothing asks for a number.
func Drafts(m *model.Model) ([]byte, error) {
	var all bytes.Buffer
	for _, r := range m.Resources {
		if !r.Drafted || r.Around != nil {
			continue
		}
		data, err := draft.YAML(r.File, r.Node)
		if err != nil {
			return nil, err
		}
		if all.Len() > 0 {
			all.WriteString("---\n")
		}
		all.Write(data)
	}
	return all.Bytes(), nil
}
