package report

import (
	"fmt"
	"strings"
	"time"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
)

// What a page shows at most, so that a browser opens it and an e-mail carries it. The last line says what was left out.
const (
	pageFindings    = 1_000
	pageDefinitions = 1_000
	pageItems       = 200
	pageParts       = 150 // of one derivation
)

// page is what the template shows. All its texts are safe to print.
type page struct {
	Policy     string
	Name       string // of the organisation
	AsOf       string
	Verdict    string
	Counts     []chip
	Failures   []string
	Groups     []group
	Questions  []*entry
	Exceptions []exception
	Settled    []settledEntry
	Items      []item
	Teams      []team
	Closing    string
	Left       string // what was left out
	Version    string
}

// chip is a figure of the head, with the place on the page that explains it.
type chip struct {
	Number int
	Text   string
	State  string
	To     string
}

// group is the findings of one level.
type group struct {
	Anchor, Title, State string
	Entries              []*entry
}

// entry is a finding.
type entry struct {
	Anchor  string
	State   string
	Word    string
	Subject string // what it is about, by its title
	Whom    string
	Message []span
	Fix     []span
	Missing [][]span
	Tree    *node
	Why     string
	Title   string // of the rule
	Claim   string // the title, where it says what was found
	Short   string // the claim, or the message cut short
	Rule    string
	Page    string
	Where   string
	Line    string // of the source
	Related []place
}

// place is where something is written.
type place struct {
	Text  []span
	Where string
}

// settledEntry is a finding that does not count.
type settledEntry struct {
	Message []span
	Whom    string
	Why     string
}

// builder makes a page out of a report.
type builder struct {
	Options
	report   *engine.Report
	model    *model.Model
	rules    map[string]*policy.Rule
	own      map[*model.Resource][]*entry // findings on a definition
	part     map[*model.Resource][]*entry // findings whose sums go through it
	lines    map[string]map[int]*model.Resource
	excepted map[*model.Resource]bool
	shown    int // definitions
	left     []string
}

func newPage(r *engine.Report, o Options) *page {
	b := &builder{Options: o, report: r, model: r.Model, rules: rulesOf(r), own: map[*model.Resource][]*entry{}, part: map[*model.Resource][]*entry{}, excepted: map[*model.Resource]bool{}}
	for _, f := range settled(r) {
		b.excepted[b.resource(f)] = true
	}
	b.indexLines()
	p := &page{Policy: policyOf(), Name: "The organisation", AsOf: longDate(r.AsOf), Verdict: b.verdict(), Closing: closing(r), Version: o.Version}
	if b.model != nil && b.model.Organisation != nil {
		p.Name = Safe(b.model.Organisation.Title())
	}
	for _, e := range failures(r) {
		p.Failures = append(p.Failures, Safe(strings.TrimPrefix(failedAs(e)+": ", "kpilint: ")+onResource(e)))
	}
	b.findings(p)
	if b.model != nil {
		p.Exceptions, p.Items, p.Teams = b.exceptions(), b.items(), b.teams()
	}
	p.Settled = b.settled()
	p.Counts = b.counts(p)
	if len(b.left) > 0 {
		p.Left = "left out of this page: " + and(b.left)
	}
	return p
}

func (b *builder) verdict() string {
	s := b.report.Summary
	switch {
	case !complete(b.report):
		return "This check is not complete."
	case s.Error > 0:
		return count(s.Error, "thing") + " cannot hold."
	case s.NotCheckable > 0:
		return "Nothing was found that cannot hold; " + count(s.NotCheckable, "question") + " " + isAre(s.NotCheckable) + " open."
	}
	return "Nothing was found that cannot hold."
}

func (b *builder) counts(p *page) []chip {
	s := b.report.Summary
	sound := 0
	for _, t := range p.Teams {
		sound += t.Sound
	}
	all := []chip{
		{s.Error, "cannot hold", "error", "error"}, {s.Warning, "to look at", "warning", "warning"},
		{s.NotCheckable, "questions to ask", "question", "questions"}, {s.Info, "worth knowing", "info", "info"},
		{s.Excepted, "excepted", "excepted", "exceptions"}, {s.Inline, "suppressed", "excepted", "settled"},
		{s.Baselined + s.Suppressed - s.Inline, "known before", "excepted", "settled"},
		{sound, "definitions sound", "sound", "teams"},
	}
	there := map[string]bool{"questions": len(p.Questions) > 0, "exceptions": len(p.Exceptions) > 0, "settled": len(p.Settled) > 0, "teams": true}
	for _, g := range p.Groups {
		there[g.Anchor] = true
	}
	var shown []chip
	for _, c := range all {
		if c.Number == 0 {
			continue
		}
		if !there[c.To] { // it did not fit
			c.To = "main"
		}
		shown = append(shown, c)
	}
	return shown
}

var groupTitles = []struct{ word, title string }{{"error", "What cannot hold"}, {"warning", "What to look at"}, {"info", "Worth knowing"}}

// findings fills the groups of findings and the questions, the most important first.
func (b *builder) findings(p *page) {
	all := ranked(b.report)
	if len(all) > pageFindings {
		b.left = append(b.left, tally(all[pageFindings:]))
		for _, f := range all[pageFindings:] { // its definition is not sound all the same
			b.assign(f, b.summary(f))
		}
		all = all[:pageFindings]
	}
	byWord := map[string][]*entry{}
	for i, f := range all {
		e := b.entry(f)
		e.Anchor = fmt.Sprintf("f%d", i+1)
		byWord[e.Word] = append(byWord[e.Word], e)
		b.assign(f, e)
	}
	for _, g := range groupTitles {
		if len(byWord[g.word]) > 0 {
			p.Groups = append(p.Groups, group{g.word, g.title, g.word, byWord[g.word]})
		}
	}
	p.Questions = byWord[notCheckable]
}

// summary is what is said of a finding on the definition it is about.
func (b *builder) summary(f *engine.Finding) *entry {
	word, message := said(f)
	rule := b.rules[f.Name()]
	e := &entry{Word: word, State: stateOf(word), Title: Safe(titleOf(rule, f.Rule)), Rule: Safe(f.Name()), Subject: Safe(f.Location.File), Short: Safe(cut(message, widest))}
	if claims(rule, f) {
		e.Claim, e.Short = e.Title, e.Title
	}
	if r := b.resource(f); r != nil {
		e.Subject, e.Whom = Safe(r.Title()), Safe(whom(r))
	}
	return e
}

// claims reports whether the title of a rule says what was found: not where the finding is milder than the rule, as of a further check
// of it or for some values of a range.
func claims(rule *policy.Rule, f *engine.Finding) bool {
	return rule == nil || f.Outcome == engine.Violated && f.Level >= rule.Level && !strings.HasPrefix(f.Message, "may not hold: ")
}

// entry is a finding in full.
func (b *builder) entry(f *engine.Finding) *entry {
	_, message := said(f)
	e := b.summary(f)
	e.Message, e.Fix = spans(message), spans(f.Fix)
	e.Where, e.Line = Safe(where(f.Location.File, f.Location.Line)), b.sourceLine(f.Location)
	if rule := b.rules[f.Name()]; rule != nil {
		e.Why, e.Page = Safe(strings.TrimSpace(rule.Why)), rule.Page
	}
	for _, m := range f.Missing {
		e.Missing = append(e.Missing, spans(m))
	}
	if f.Derivation != nil {
		parts := pageParts
		e.Tree = b.tree(f.Derivation, &parts)
		b.quote(e.Tree, f.Derivation)
	}
	told := map[string]bool{}
	e.Tree.places(told)
	for _, r := range f.Related {
		if at := Safe(where(r.File, r.Line)); !told[at] {
			e.Related = append(e.Related, place{spans(r.Message), at})
		}
	}
	return e
}

func stateOf(word string) string {
	if word == notCheckable {
		return "question"
	}
	return word
}

// assign notes on which definition a finding stands, and through which its sum goes.
func (b *builder) assign(f *engine.Finding, e *entry) {
	own := b.resource(f)
	if own != nil {
		b.own[own] = append(b.own[own], e)
	}
	seen := map[*model.Resource]bool{own: true}
	for _, r := range f.Related {
		if at := b.at(r.Location); at != nil && !seen[at] {
			seen[at] = true
			b.part[at] = append(b.part[at], e)
		}
	}
}

func (b *builder) resource(f *engine.Finding) *model.Resource {
	if b.model == nil || f.Resource.ID == "" {
		return nil
	}
	return b.model.Find(f.Resource.Kind, f.Resource.ID)
}

// indexLines notes for each line of each file the innermost definition that stands there.
func (b *builder) indexLines() {
	b.lines = map[string]map[int]*model.Resource{}
	if b.model == nil {
		return
	}
	for _, r := range b.model.Resources {
		if r.Node == nil {
			continue
		}
		if b.lines[r.File] == nil {
			b.lines[r.File] = map[int]*model.Resource{}
		}
		for line := r.Node.Span.Line; line <= r.Node.Span.EndLine; line++ {
			if had := b.lines[r.File][line]; had == nil || !inside(had, r) {
				b.lines[r.File][line] = r
			}
		}
	}
}

// inside reports whether a definition is nested in another.
func inside(r, outer *model.Resource) bool {
	for at := r.Around; at != nil; at = at.Around {
		if at == outer {
			return true
		}
	}
	return false
}

func (b *builder) at(l engine.Location) *model.Resource { return b.lines[l.File][l.Line] }

// whom says whose number something is: the team, and the role with its people.
func whom(r *model.Resource) string {
	var parts []string
	if r.Team != nil && r.Team != r {
		parts = append(parts, r.Team.Title())
	}
	role := r
	if r.Kind != "Role" {
		role = r.Owner
	}
	if role != nil && role.Kind == "Role" {
		parts = append(parts, roleWithPeople(role))
	}
	if len(parts) == 0 && r.Owner != nil && r.Owner != r {
		parts = append(parts, r.Owner.Title())
	}
	return strings.Join(parts, " › ")
}

func roleWithPeople(role *model.Resource) string {
	if people := factText(role, "people"); people != "" {
		return role.Title() + ", " + people
	}
	return role.Title()
}

// factText is a computed number of a definition as text, "" when it is not known.
func factText(r *model.Resource, name string) string {
	return view(r.Facts, name).Text("text")
}

func where(file string, line int) string { return fmt.Sprintf("%s, line %d", file, line) }

// longDate writes a date as people do; another text stays as it is.
func longDate(text string) string {
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return Safe(text)
	}
	return day.Format("2 January 2006")
}

// exception is a permission to break a rule, with the days it still has.
type exception struct {
	Name, Reason, By, Ticket string
	Rules, For               string
	Until                    string
	Left                     string
	State                    string
	Covers                   int
}

func (b *builder) exceptions() []exception {
	covers := covered(b.report)
	var all []exception
	for _, x := range b.model.Of("Exception") {
		e := exception{
			Name: Safe(x.Title()), Reason: Safe(x.Text("reason")), By: Safe(x.Text("approvedBy")), Ticket: Safe(x.Text("ticket")),
			Rules: Safe(strings.Join(x.Texts("rules"), ", ")), For: Safe(strings.Join(x.Texts("for"), ", ")),
			Until: longDate(x.Text("until")), Covers: covers[x.Name],
		}
		e.Left, e.State = daysLeft(x.Text("from"), x.Text("until"), b.report.AsOf)
		all = append(all, e)
	}
	return all
}

// daysLeft says how long an exception holds; its last day counts.
func daysLeft(from, until, asOf string) (text, state string) {
	today, err := time.Parse(time.DateOnly, asOf)
	if err != nil {
		return "", "excepted"
	}
	if begin, err := time.Parse(time.DateOnly, from); err == nil && begin.After(today) {
		return "begins in " + count(days(today, begin), "day"), "excepted"
	}
	end, err := time.Parse(time.DateOnly, until)
	if err != nil {
		return "no end", "warning"
	}
	switch left := days(today, end); {
	case left < 0:
		return "ended " + count(-left, "day") + " ago", "error"
	case left == 0:
		return "last day today", "warning"
	default:
		return count(left, "day") + " left", "excepted"
	}
}

func days(from, to time.Time) int { return int(to.Sub(from).Hours() / 24) }

// settled are the findings that do not count, and why not.
func (b *builder) settled() []settledEntry {
	all := settled(b.report)
	if len(all) > pageFindings {
		b.left = append(b.left, fmt.Sprintf("%d excepted or known before", len(all)-pageFindings))
		all = all[:pageFindings]
	}
	var shown []settledEntry
	for _, f := range all {
		_, message := said(f)
		e := settledEntry{Message: spans(message), Why: Safe(suppressed(f.Suppressed))}
		if r := b.resource(f); r != nil {
			e.Whom = Safe(r.Title())
		}
		shown = append(shown, e)
	}
	return shown
}
