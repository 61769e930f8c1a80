package report

import (
	"fmt"
	"html/template"
	"math/big"
	"slices"
	"strings"
	"time"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/schema/field"
)

// What a page shows at most, so that a browser opens it and an e-mail carries it. Its top says what is only told in
// short, and what was left out.
const (
	pageOpen        = 12        // entries that are open from the start, those to begin with
	pageFindings    = 300       // entries; further ones stand in short with their definitions
	pageSection     = 60        // entries that every section has, however many graver ones there are
	pageSame        = 100       // definitions that one entry names
	pageTrees       = 1_500     // lines of the sums of entries, the most important first
	pageMost        = 3_000_000 // bytes; a page that gets larger is made again with fewer numbers
	pageBytes       = 2_550_000 // about, of which definitions without their numbers take rowBytes each, and a line of these nodeBytes
	rowBytes        = 950
	nodeBytes       = 220
	leastNodes      = 300 // lines of numbers that every page has, those of the definitions with the gravest findings
	pageDefinitions = 3_000
	pageWords       = 1_000 // definitions; on more, what an entry says of several is not said again on each of them
	pageSettled     = 300
	pageAnswers     = 300
	pageParts       = 60 // of one derivation of a finding
	cardParts       = 20 // of one below a definition
	cardFindings    = 4  // of a definition
	cardSums        = 4  // in which a definition is a part
)

// page is what the template shows. All its texts are safe to print.
type page struct {
	Policy     string
	Title      string
	Parts      []pagePart // of a page about several organisations
	Name       string     // of the organisation
	AsOf       string
	Only       []string // the files and folders that the page is about
	Verdict    string
	Sentences  []string
	Counts     []chip
	Begin      []*entry
	Gaps       []gap
	Changes    *changesShown
	Map        template.HTML
	Choices    []*choice
	Failures   []string
	Groups     []*group
	People     []*person
	Sheets     []*sheet
	Exceptions []exception
	Settled    []settledEntry
	Asked      []asked // what documents ask of people
	MoreAsked  int
	Teams      []team
	Glossary   []term
	Found      string // how many findings in how many entries
	Closing    string
	Left       []string // what is told in short or left out
	Version    string
}

// chip is a figure of the head, with the place on the page that explains it.
type chip struct {
	Number int
	Text   string
	State  string
	To     string
}

// group is the findings of one state, the most important ones in full.
type group struct {
	Anchor, Title, State, Intro string

	Count   int // findings
	Brief   int // those of them that stand in no entry
	Entries []*entry
	Rest    []chip // how many of those each team has
	Nowhere int    // those that stand nowhere on the page
}

// entry is a finding with what follows from it, or several that say the same.
type entry struct {
	Anchor   string
	Number   int
	Shared   int // on a definition: the number of the entry that says it of several; 0 for one of its own
	State    string
	Level    string // the state in words
	Open     bool   // it is open from the start
	New      bool   // it was not in the report before
	Headline []span
	Subject  string // what it is about, by its title
	Whom     string
	Teams    []string // who has to talk about it
	Says     []span   // the sum, or the message below a headline of its own
	Fix      []span
	Picture  template.HTML
	Same     []sameEntry
	MoreSame int
	Missing  [][]span
	Trees    []*node // its sum, and those of the numbers it is compared with
	Why      string
	Short    string // the headline in one line
	Rule     string
	Page     string
	Where    string
	Line     string // of the source
	Related  []place
	Below    []*entry // what follows from it
	Filter   filter
}

// sameEntry is one of several definitions of which one thing is said.
type sameEntry struct{ Subject, Where string }

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
	sources  *sources
	model    *view.Organisation
	rules    map[string]*policy.Rule
	own      map[*model.Resource][]*entry // findings on a definition
	part     map[*model.Resource][]*entry // findings whose sums go through it
	lines    map[string]map[int]*model.Resource
	excepted map[*model.Resource]bool
	numbers  map[*model.Resource]figures // shown with its numbers
	listed   map[*model.Resource]bool    // shown at all
	full     int                         // findings shown in full
	brief    []*engine.Finding           // the others
	left     []string

	explained map[*policy.Rule]bool
	cards     int
	trees     int // lines of the sums of entries so far
	headlines *Headlines
	choices   *choices
	anchors   map[*engine.Finding]string
	isNew     map[*engine.Finding]bool
}

func newPage(r *engine.Report, o Options) *page {
	b := &builder{Options: o, report: r, sources: sourcesOf(r), model: r.Model, rules: rulesOf(r), own: map[*model.Resource][]*entry{}, part: map[*model.Resource][]*entry{}, excepted: map[*model.Resource]bool{}, numbers: map[*model.Resource]figures{}, listed: map[*model.Resource]bool{},
		headlines: NewHeadlines(r), choices: newChoices(), anchors: map[*engine.Finding]string{}, explained: map[*policy.Rule]bool{}}
	for _, f := range settled(r) {
		b.excepted[b.resource(f)] = true
	}
	b.indexLines()
	p := &page{Policy: policyOf(), Name: "The organisation", AsOf: longDate(r.AsOf), Verdict: b.verdict(), Closing: closing(r), Version: o.Version}
	for _, path := range r.Only {
		p.Only = append(p.Only, Safe(path))
	}
	if b.model != nil && b.model.Organisation != nil {
		p.Name = Safe(b.model.Organisation.Title())
	}
	p.Title = p.Name + ": do the numbers hold?"
	for _, e := range failures(r) {
		p.Failures = append(p.Failures, Safe(strings.TrimPrefix(failedAs(e)+": ", "kpilint: ")+onResource(e)))
	}
	order := ranked(r)
	if o.Previous != nil {
		c := o.Previous.since(order, b.headlines.names)
		b.isNew, p.Changes = c.isFresh, b.shownChanges(c)
	}
	var flows *flow.Flow
	if len(r.Only) == 0 { // what is left out of a part would look as if nothing was found there
		flows = Flow(r)
	}
	b.headlines.cash = cashPictures(flows)
	b.answers(p)
	b.findings(p, order)
	if b.model != nil {
		p.Exceptions, p.Teams = b.exceptions(), b.teams()
		p.People, p.Sheets = b.people(order), b.sheets(flows, order)
	}
	b.draw(p, flows)
	p.Settled = b.settled()
	p.Counts = b.counts(p)
	p.Sentences, p.Gaps = b.sentences(p.open(), flows), gaps(flows)
	p.Glossary = glossary
	p.Choices = b.choices.shown()
	p.Left = b.told()
	b.rest(p)
	return p
}

// open are the entries that are open from the start.
func (p *page) open() []*entry {
	var all []*entry
	for _, g := range p.Groups {
		for _, e := range g.Entries {
			if e.Open {
				all = append(all, e)
			}
		}
	}
	return all
}

func (b *builder) verdict() string {
	s := b.report.Summary
	switch {
	case !complete(b.report):
		return "This check is not complete."
	case s.Error > 0:
		return cannot(b.report) + "."
	case s.Warning > 0:
		return counts(s.Warning, "thing", "things") + " to look at."
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
	n := map[string]int{}
	there := map[string]bool{"questions": len(p.People) > 0, "exceptions": len(p.Exceptions) > 0, "settled": len(p.Settled) > 0, "teams": len(p.Teams) > 0}
	for _, g := range p.Groups {
		n[g.State], there[g.Anchor] = g.Count, true
	}
	all := []chip{
		{n["error"], "cannot hold", "error", "error"}, {n[unread], "cannot be read", unread, unread}, {s.Warning, "to look at", "warning", "warning"},
		{s.NotCheckable, noun(s.NotCheckable, "question") + " to ask", "question", "question"}, {s.Info, "good to know", "info", "info"},
		{s.Excepted, "excepted", "excepted", "exceptions"}, {s.Inline, "suppressed", "excepted", "settled"},
		{s.Baselined + s.Suppressed - s.Inline, "known before", "excepted", "settled"},
		{sound, noun(sound, "definition") + " sound", "sound", "teams"},
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

// teamOf is the team that a definition stands under on the page, nil for the whole organisation.
func teamOf(r *model.Resource) *model.Resource {
	if r.Kind == "Team" {
		return r
	}
	return r.Team
}

// summary is what is said of a finding on the definition it is about.
func (b *builder) summary(f *engine.Finding) *entry {
	rule := b.rules[f.Name()]
	headline := b.headlines.Of(f)
	e := &entry{
		State: stateOf(f), Rule: Safe(f.Name()), Subject: Safe(f.Location.File), Headline: spans(headline),
		Short: plainText(spans(cut(headline, widest))),
	}
	e.Level = levelWords[e.State]
	if rule != nil {
		e.Page = rule.Page
	}
	if r := b.resource(f); r != nil {
		e.Subject, e.Whom = Safe(b.headlines.title(r)), Safe(b.whom(r))
	}
	return e
}

// levelWords are the states of entries in the words of the page.
var levelWords = map[string]string{
	"error": "Cannot hold", unread: "Cannot be read", "warning": "To look at", "info": "Good to know", "question": "Open question",
	"excepted": "Excepted", "sound": "No finding", "none": "No number set",
}

// entry is a finding in full.
func (b *builder) entry(s *shown) *entry {
	f := s.Finding
	e := b.summary(f)
	e.Headline, e.Short = spans(s.Headline), plainText(spans(cut(s.Headline, widest)))
	if b.headlines.own(f) != "" && s.Same == nil {
		e.Says = spans(sentence(b.headlines.sum(f)))
	}
	e.Fix = spans(b.headlines.fix(f))
	e.Where, e.Line = Safe(where(f.Location)), b.sourceLine(f.Location)
	if rule := b.rules[f.Name()]; rule != nil && !b.explained[rule] { // the first says why
		e.Why, b.explained[rule] = Safe(strings.TrimSpace(rule.Why)), true
	}
	for _, m := range f.Missing {
		e.Missing = append(e.Missing, spans(m))
	}
	b.concerns(e, s)
	if s.Same != nil {
		for _, one := range s.Same[:min(len(s.Same), pageSame)] {
			e.Same = append(e.Same, sameEntry{Safe(b.headlines.title(b.resource(one))), Safe(where(one.Location))})
		}
		e.MoreSame = len(s.Same) - len(e.Same)
		return e
	}
	quoted := map[string]bool{e.Line: true}
	for _, s := range b.sums(f) {
		if b.trees >= pageTrees {
			break
		}
		parts := pageParts
		tree := b.tree(s.derivation, &parts)
		if b.trees < pageTrees/3 {
			b.quote(tree, s.derivation, quoted)
		}
		if label := s.derivation.Text(field.Label); s.name != "" && s.name != label {
			tree.Label = spans(strings.TrimSuffix(words(s.name)+", "+label, ", "))
		}
		e.Trees = append(e.Trees, tree)
		b.trees += tree.size()
	}
	told := map[string]bool{}
	for _, tree := range e.Trees {
		tree.places(told)
	}
	for _, r := range f.Related {
		if at := Safe(where(r.Location)); !told[at] {
			e.Related = append(e.Related, place{spans(r.Message), at})
		}
	}
	return e
}

// concerns notes by what an entry is found, and which teams have to talk about it.
func (b *builder) concerns(e *entry, s *shown) {
	for _, f := range s.all() {
		own := b.resource(f)
		if own == nil {
			continue
		}
		e.Filter.join(b.filterOf(own))
		related := make([]*model.Resource, 0, len(f.Related))
		for _, r := range f.Related {
			if at := b.at(r.Location); at != nil && at.Kind == "KPI" {
				related = append(related, at)
			}
		}
		for _, t := range teamsOf(own, related) {
			if name := Safe(sentence(b.headlines.title(t))); !slices.Contains(e.Teams, name) {
				e.Teams = append(e.Teams, name)
			}
			e.Filter.join(filter{Team: b.choices.of(0, b.headlines.title(t))})
		}
		e.New = e.New || b.isNew[f]
	}
	b.choices.counted(e.Filter)
	if len(e.Teams) > 4 {
		e.Teams = append(e.Teams[:3:3], count(len(e.Teams)-3, "more team"))
	}
}

// sum is a derivation with the name of the value it gives, "" for that of the finding itself.
type sum struct {
	name       string
	derivation *model.Object
}

// sums are the derivations behind a finding: its own, and those of the other values it carries, such as the supply
// beside a demand.
func (b *builder) sums(f *engine.Finding) []sum {
	if f.Derivation == nil {
		return nil
	}
	all := []sum{{"", f.Derivation}}
	told := map[string]bool{}
	tell(f.Derivation, told)
	for _, v := range f.Values {
		d := b.derivation(f, v)
		if d == nil || told[sumKey(d)] || slices.ContainsFunc(d.Objects(field.Of), func(part *model.Object) bool { return told[sumKey(part)] }) {
			continue
		}
		all = append(all, sum{v.Name, d})
		tell(d, told)
	}
	return all
}

// tell notes a derivation and its parts.
func tell(d *model.Object, told map[string]bool) {
	told[sumKey(d)] = true
	for _, part := range d.Objects(field.Of) {
		tell(part, told)
	}
}

// sumKey tells derivations apart: leaves by where they are written, others by what they are.
func sumKey(d *model.Object) string {
	if at := engine.Place(d); at.Line > 0 {
		return at.Start() + "\x00" + d.Text(field.Text)
	}
	return d.Text(field.Label) + "\x00" + d.Text(field.Text)
}

// derivation is that of a value of a finding, as the facts of its definition have it, or those of an item that the
// definition makes or uses; nil where they have no such number.
func (b *builder) derivation(f *engine.Finding, v policy.Value) *model.Object {
	r := b.resource(f)
	if r == nil || v.Text != "" {
		return nil
	}
	for _, of := range b.numbersOf(r) {
		fact, _ := view.Get(of, v.Name).(*network.Node)
		if fact.Valued() && fact.Amount.Unit.String() == v.Unit && decimal(fact.Amount.Low) == v.Low && decimal(fact.Amount.High) == v.High {
			return fact.Derivation()
		}
	}
	return nil
}

// numbersOf are the facts of a definition, and of the items that it makes or uses.
func (b *builder) numbersOf(r *model.Resource) []any {
	all := []any{b.model.Facts.Of(r)}
	if r.Kind != "KPI" {
		return all
	}
	for _, it := range b.model.Facts.Items {
		for _, side := range slices.Concat(it.Consumers, it.Producers) {
			if side.KPI == r.Name {
				all = append(all, it)
			}
		}
	}
	return all
}

func decimal(r *big.Rat) string {
	text, _ := quantity.Decimal(r)
	return text
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
	of := f.Resource.Whole() // a row stands on the card of its KPI
	return b.model.Find(of.Kind, of.ID)
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
		for line := r.Node.Span().Line; line <= r.Node.Span().EndLine; line++ {
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

func (b *builder) at(l source.Location) *model.Resource { return b.lines[l.File][l.Line] }

// whom says whose number something is: the team, and the role with its people.
func (b *builder) whom(r *model.Resource) string {
	var parts []string
	if r.Team != nil && r.Team != r {
		parts = append(parts, r.Team.Title())
	}
	role := r
	if r.Kind != "Role" {
		role = r.Owner
	}
	if role != nil && role.Kind == "Role" {
		parts = append(parts, b.roleWithPeople(role))
	}
	if len(parts) == 0 && r.Owner != nil && r.Owner != r {
		parts = append(parts, r.Owner.Title())
	}
	return strings.Join(parts, " › ")
}

func (b *builder) roleWithPeople(role *model.Resource) string {
	if present := b.model.Facts.Role(role).Present; present != nil && present.People.Valued() {
		return role.Title() + ", " + present.People.Text()
	}
	return role.Title()
}

func where(l source.Location) string {
	if l.Part != nil {
		return l.Start()
	}
	return fmt.Sprintf("%s, line %d", l.File, l.Line)
}

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
	Rules                    []allowed
	For                      string
	Until                    string
	Left                     string
	State                    string
	Covers                   int
	Long, Gone, Part         int // its days, those that have passed, and these in percent; 0 where it has no end
}

// allowed is a rule that an exception lets somebody break, with what it says.
type allowed struct{ Title, Rule string }

// allows says of the rules of an exception what they ask. A selector of a whole category has no title.
func (b *builder) allows(x *model.Resource) []allowed {
	var all []allowed
	for _, selector := range x.Texts(field.Rules) {
		a := allowed{Rule: Safe(selector)}
		for _, rule := range b.report.Rules {
			if rule.Matches(selector) {
				a.Title = Safe(titleOf(rule, rule.ID))
			}
		}
		all = append(all, a)
	}
	return all
}

func (b *builder) exceptions() []exception {
	covers := covered(b.report)
	var all []exception
	for _, x := range b.model.Of("Exception") {
		e := exception{
			Name: Safe(x.Title()), Reason: Safe(x.Text(field.Reason)), By: Safe(x.Text(field.ApprovedBy)), Ticket: Safe(x.Text(field.Ticket)),
			Rules: b.allows(x), For: Safe(strings.Join(x.Texts(field.For), ", ")),
			Until: longDate(x.Text(field.Until)), Covers: covers[x.Name],
		}
		e.Long, e.Gone, e.Part = passed(x.Text(field.From), x.Text(field.Until), b.report.AsOf)
		e.Left, e.State = daysLeft(x.Text(field.From), x.Text(field.Until), b.report.AsOf)
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

// passed is how many days an exception has, how many of them have passed, and these in percent; 0 where it says no
// beginning or no end.
func passed(from, until, asOf string) (long, gone, part int) {
	begin, err := time.Parse(time.DateOnly, from)
	end, wrong := time.Parse(time.DateOnly, until)
	today, bad := time.Parse(time.DateOnly, asOf)
	if err != nil || wrong != nil || bad != nil || !end.After(begin) {
		return 0, 0, 0
	}
	long = days(begin, end)
	gone = min(max(days(begin, today), 0), long)
	return long, gone, 100 * gone / long
}

func days(from, to time.Time) int { return int(to.Sub(from).Hours() / 24) }

// settled are the findings that do not count, and why not.
func (b *builder) settled() []settledEntry {
	all := settled(b.report)
	if len(all) > pageSettled {
		b.left = append(b.left, fmt.Sprintf("%d excepted or known before", len(all)-pageSettled))
		all = all[:pageSettled]
	}
	var shown []settledEntry
	for _, f := range all {
		e := settledEntry{Message: spans(b.headlines.Of(f)), Why: Safe(suppressed(f.Suppressed))}
		if r := b.resource(f); r != nil {
			e.Whom = Safe(r.Title())
		}
		shown = append(shown, e)
	}
	return shown
}
