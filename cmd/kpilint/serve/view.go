package serve

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/content/format"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/report"
	"github.com/kpilint/kpilint/engine/source"
)

// What the page shows at most. What is left out is counted.
const (
	mostFindings = 1_000
	mostGone     = 200
	mostNotes    = 200
)

// pageView is what the page shows of the copy, but for the contents of its files.
type pageView struct {
	Version  int           `json:"version"`
	Name     string        `json:"name"`
	AsOf     string        `json:"asOf"`
	Writes   bool          `json:"writes"`
	Before   counts        `json:"before"`
	Now      counts        `json:"now"`
	Compared bool          `json:"compared"` // something was tried since
	Undo     string        `json:"undo"`     // what would be undone, "" for nothing
	Redo     string        `json:"redo"`
	Changed  []string      `json:"changed"` // names of files with other contents than at the start
	Unsaved  int           `json:"unsaved"` // of these, those that can be written
	Files    []fileItem    `json:"files"`
	Findings []findingView `json:"findings"`
	More     int           `json:"more"` // findings that are left out
	Gone     []findingView `json:"gone"` // what is not found any more
	NotRead  []noteView    `json:"notRead"`
	Problems []string      `json:"problems"`
	Sliders  []numberView  `json:"sliders"`
}

// counts are findings by their state.
type counts struct {
	Error    int `json:"error"` // cannot hold
	Unread   int `json:"unread"`
	Warning  int `json:"warning"`
	Question int `json:"question"`
	Info     int `json:"info"`
}

func (c *counts) add(state string) {
	switch state {
	case "error":
		c.Error++
	case "unread":
		c.Unread++
	case "warning":
		c.Warning++
	case "question":
		c.Question++
	default:
		c.Info++
	}
}

// fileItem is a file in the list of files.
type fileItem struct {
	Path    string `json:"path"`
	Name    string `json:"name"`
	What    string `json:"what"` // for people: "a Word document"
	Added   bool   `json:"added"`
	Changed bool   `json:"changed"`
	Counts  counts `json:"counts"`
}

// findingView is a finding.
type findingView struct {
	ID      string          `json:"id"`
	State   string          `json:"state"`   // error, unread, warning, question or info
	Mark    string          `json:"mark"`    // new or changed; "" for as before
	Head    string          `json:"head"`    // the fact, in a sentence
	Message string          `json:"message"` // the sum; "" where the head is all of it
	Was     string          `json:"was"`     // what it said before
	Fix     string          `json:"fix"`
	Edit    *fixView        `json:"edit"` // the change that it proposes; nil for none
	Why     string          `json:"why"`
	Rule    string          `json:"rule"`
	About   string          `json:"about"`
	Whom    string          `json:"whom"`
	Where   string          `json:"where"`
	At      source.Location `json:"at"`
	Related []placeView     `json:"related"`
	Cause   string          `json:"cause"` // the id of the finding that it follows from
	size    float64
}

// placeView is another place of a finding.
type placeView struct {
	Text  string          `json:"text"`
	Where string          `json:"where"`
	At    source.Location `json:"at"`
}

// noteView is a sentence about a file that was not read.
type noteView struct {
	File string `json:"file"`
	Text string `json:"text"`
}

// stateOf is what a finding is for people: an error in how a file is written is a file that cannot be read. Cells that
// contradict each other were read.
func stateOf(f *engine.Finding) string {
	switch {
	case f.Outcome == engine.NotCheckable:
		return "question"
	case f.Level.String() == "error" && f.Category == "definition-file" && f.Rule != "table-contradiction":
		return "unread"
	}
	return f.Level.String()
}

// states are those of findings, the most serious first.
var states = []string{"error", "unread", "warning", "question", "info"}

// counting are the findings that count, what matters most first.
func counting(r *engine.Report) []*engine.Finding {
	all := report.Ranked(r)
	slices.SortStableFunc(all, func(a, b *engine.Finding) int {
		return slices.Index(states, stateOf(a)) - slices.Index(states, stateOf(b))
	})
	return all
}

// viewer makes views of a copy.
type viewer struct {
	*judged
	heads *report.Headlines
	paths map[string]string // by the names of files in findings
	rules map[string]string // why each rule matters
}

func newViewer(j *judged) *viewer {
	v := &viewer{
		judged: j, heads: report.NewHeadlines(j.report), paths: map[string]string{}, rules: map[string]string{},
	}
	for _, f := range j.snapshot.Files() {
		v.paths[f.Name] = f.Path
	}
	for _, r := range j.report.Rules {
		v.rules[r.Name()] = r.Why
	}
	return v
}

// marksOf are the findings of a copy, for what is tried next to be compared with.
func marksOf(j *judged) map[string]*mark {
	v := newViewer(j)
	all := map[string]*mark{}
	for _, f := range counting(j.report) {
		view := v.finding(f)
		all[f.Fingerprint] = &mark{said: view.Head + view.Message, state: view.State, view: &view}
	}
	return all
}

// finding shows a finding.
func (v *viewer) finding(f *engine.Finding) findingView {
	s := findingView{
		ID: f.Fingerprint, State: stateOf(f), Head: report.Safe(v.heads.Of(f)),
		Message: report.Safe(v.heads.Below(f)), Fix: report.Safe(v.heads.Fix(f)), Rule: report.Safe(f.Name()),
		Why: report.Safe(strings.TrimSpace(v.rules[f.Name()])), Cause: f.Cause, size: f.Size,
		Edit: v.fix(f),
	}
	s.Where, s.At = v.place(f.Location)
	if of := f.Resource.Whole(); v.report.Model != nil {
		if r := v.report.Model.Find(of.Kind, of.ID); r != nil {
			s.About, s.Whom = report.Safe(r.Title()), report.Safe(whom(r))
		}
	}
	for _, r := range f.Related {
		p := placeView{Text: report.Safe(r.Message)}
		p.Where, p.At = v.place(r.Location)
		s.Related = append(s.Related, p)
	}
	return s
}

// place is where something stands: in words, and with the path of its file for its name. Its line is 0 where it is the
// whole file.
func (v *viewer) place(l source.Location) (where string, at source.Location) {
	at = source.Location{File: v.paths[l.File], Span: l.Span}
	switch {
	case l.File == "":
		return "", at
	case l.Line == 0:
		return report.Safe(l.File), at
	case l.Part == nil:
		return report.Safe(l.Row()), at
	}
	return report.Safe(l.Start()), at
}

// whom says whose number something is: the team, and the role.
func whom(r *model.Resource) string {
	var parts []string
	if r.Team != nil && r.Team != r {
		parts = append(parts, r.Team.Title())
	}
	if r.Owner != nil && r.Owner != r && r.Owner != r.Team {
		parts = append(parts, r.Owner.Title())
	}
	return strings.Join(parts, " › ")
}

// page shows the copy.
func (b *board) page(j *judged) *pageView {
	v := newViewer(j)
	p := &pageView{
		Version: j.version, AsOf: j.report.AsOf, Name: b.name(j), Changed: []string{}, Files: []fileItem{},
		Findings: []findingView{}, Gone: []findingView{}, NotRead: []noteView{}, Problems: []string{},
		Sliders: []numberView{},
	}
	files := map[string]*counts{}
	all := counting(j.report)
	for _, f := range all {
		if files[f.Location.File] == nil {
			files[f.Location.File] = &counts{}
		}
		files[f.Location.File].add(stateOf(f))
		p.Now.add(stateOf(f))
	}
	v.findings(p, all)
	b.files(p, j, files)
	for i, s := range j.report.Skips {
		if i == mostNotes {
			break
		}
		p.NotRead = append(p.NotRead, noteView{report.Safe(s.File), report.Safe(s.Reason)})
	}
	for _, err := range j.report.Unreadable {
		p.Problems = append(p.Problems, report.Safe(err.Error()))
	}
	for _, err := range j.report.Errors {
		p.Problems = append(p.Problems, report.Safe(err.Error()))
	}
	for _, said := range j.report.Notices {
		p.Problems = append(p.Problems, report.Safe(said))
	}
	p.Sliders = v.sliders(all)
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.now == j {
		if b.at > 0 {
			p.Undo = report.Safe(b.history[b.at].says)
		}
		if b.at+1 < len(b.history) {
			p.Redo = report.Safe(b.history[b.at+1].says)
		}
	}
	return p
}

// name is that of the organisation.
func (b *board) name(j *judged) string {
	if m := j.report.Model; m != nil && m.Organisation != nil {
		return report.Safe(m.Organisation.Title())
	}
	return ""
}

// findings shows what is found, beside what was found before.
func (v *viewer) findings(p *pageView, all []*engine.Finding) {
	there := map[string]bool{}
	for _, f := range all {
		there[f.Fingerprint] = true
		if len(p.Findings) == mostFindings {
			p.More++
			continue
		}
		s := v.finding(f)
		switch was := v.since[f.Fingerprint]; {
		case was == nil:
			s.Mark = "new"
		case was.said != s.Head+s.Message || was.state != s.State:
			s.Mark, s.Was = "changed", was.view.Head
		}
		p.Compared = p.Compared || s.Mark != ""
		p.Findings = append(p.Findings, s)
	}
	for id, was := range v.since {
		p.Before.add(was.state)
		if !there[id] {
			p.Compared = true
			p.Gone = append(p.Gone, *was.view)
		}
	}
	slices.SortFunc(p.Gone, func(a, b findingView) int {
		by := slices.Index(states, a.State) - slices.Index(states, b.State)
		return cmp.Or(by, cmp.Compare(b.size, a.size), strings.Compare(a.ID, b.ID))
	})
	p.Gone = p.Gone[:min(len(p.Gone), mostGone)]
}

// files lists the files of the copy.
func (b *board) files(p *pageView, j *judged, found map[string]*counts) {
	changed := map[string]bool{}
	for _, f := range b.changed(j) {
		changed[f.Path] = true
		p.Changed = append(p.Changed, report.Safe(f.Name))
		if !f.added {
			p.Unsaved++
		}
	}
	for _, f := range j.snapshot.Files() {
		added := slices.Contains(j.added, f.Path)
		if !f.Ours && !added {
			continue
		}
		item := fileItem{Path: f.Path, Name: report.Safe(f.Name), What: whatIs(f), Added: added, Changed: changed[f.Path]}
		if c := found[f.Name]; c != nil {
			item.Counts = *c
		}
		p.Files = append(p.Files, item)
	}
}

// whatIs says for people what a file is.
func whatIs(f engine.Held) string {
	if !f.Document {
		switch source.LanguageOf(f.Path) {
		case source.Markdown:
			return "a definition in Markdown"
		case source.JSON:
			return "definitions in JSON"
		}
		return "definitions in YAML"
	}
	what, err := format.Detect(path.Base(f.Path), f.Data)
	if err != nil {
		return "a file that is not read"
	}
	return what
}
