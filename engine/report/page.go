package report

import (
	"html/template"
	"strings"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
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
	pageBytes       = 2_550_000 // about
	rowBytes        = 950       // of these for a definition without its numbers
	rowLeast        = 500       // of these that leaving one out saves for sure
	nodeBytes       = 220       // of these for a line of them
	leastNodes      = 300       // lines of numbers that every page has, those of the definitions with the gravest findings
	pageDefinitions = 3_000
	pageWords       = 1_000 // definitions; on more, what an entry says of several is not said again on each of them
	pageSettled     = 300
	pageAnswers     = 300
	pageUnread      = 300 // of each kind
	pageParts       = 60  // of one derivation of a finding
	cardParts       = 20  // of one below a definition
	cardFindings    = 4   // of a definition
	cardSums        = 4   // in which a definition is a part
)

// page is what the template shows. All its texts are safe to print.
type page struct {
	Policy      string
	Title       string
	Parts       []pagePart // of a page about several organisations
	Name        string     // of the organisation
	Called      string     // the same within a sentence
	AsOf        string
	Only        []string // the files and folders that the page is about
	Verdict     string
	Sentences   []string
	Counts      []chip
	Begin       []*decision
	Gaps        []gap
	Changes     *changesShown
	Map         template.HTML
	Choices     []*choice
	Failures    []string
	Groups      []*group
	People      []*person
	Sheets      []*sheet
	Exceptions  []exception
	Settled     []settledEntry
	Asked       []asked // what documents ask of people
	MoreAsked   int
	Unread      []unreadShown // what was not read
	MoreUnread  int
	Untaken     []unreadShown // numbers that are not taken for targets
	MoreUntaken int
	Teams       []team
	Glossary    []term
	Found       string // how many findings in how many entries
	Closing     string
	Left        []string // what is shortened or left out
	Version     string
}

// chip is a figure of the head, with the place on the page that explains it.
type chip struct {
	Number int
	Text   string
	State  string
	To     string
}

// Shown is the number as people write it.
func (c chip) Shown() string { return thousands(c.Number) }

// group is the findings of one state, the most important ones in full.
type group struct {
	Anchor, Title, State, Intro string

	Count   int // findings of the state
	All     int // with those of other states that follow from them
	Brief   int // those of all that stand in no entry
	Entries []*entry
	Rest    []chip // how many of those each team has
	Nowhere int    // those that stand nowhere on the page
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
	b := &builder{Options: o, report: r, sources: sourcesOf(r), model: r.Model, rules: rulesOf(r),
		own: map[*model.Resource][]*entry{}, part: map[*model.Resource][]*entry{}, excepted: map[*model.Resource]bool{},
		numbers: map[*model.Resource]figures{}, listed: map[*model.Resource]bool{},
		headlines: NewHeadlines(r), choices: newChoices(), anchors: map[*engine.Finding]string{},
		explained: map[*policy.Rule]bool{}}
	for _, f := range settled(r) {
		b.excepted[b.resource(f)] = true
	}
	b.indexLines()
	p := &page{Policy: policyOf(), Name: wording.TheOrganisation(), Called: wording.TheOrganisationInASentence(),
		AsOf: longDate(r.AsOf), Verdict: b.verdict(), Version: o.Version}
	for _, path := range r.Only {
		p.Only = append(p.Only, Safe(path))
	}
	if b.model != nil && b.model.Organisation != nil {
		p.Name = Safe(b.model.Organisation.Title())
		p.Called = p.Name
	}
	if r.Folder != "" && r.Folder != "." && (b.model == nil || b.model.Organisation == nil) {
		p.Name = folderTitle(r.Folder)
		p.Called = p.Name
	}
	p.Title = wording.DoTheNumbersHold(p.Name)
	for _, e := range failures(r) {
		p.Failures = append(p.Failures, Safe(strings.TrimPrefix(failedAs(e)+": ", "kpilint: ")+onResource(e)))
	}
	order := ranked(r)
	if o.Previous != nil {
		c := o.Previous.since(order, b.headlines)
		b.isNew, p.Changes = c.isFresh, b.shownChanges(c)
	}
	var flows *flow.Flow
	if len(r.Only) == 0 { // what is left out of a part would look as if nothing was found there
		flows = Flow(r)
	}
	b.headlines.cash = cashPictures(flows)
	b.answers(p)
	b.unread(p)
	b.findings(p, order)
	if b.model != nil {
		p.Exceptions, p.Teams = b.exceptions(), b.teams()
		p.People, p.Sheets = b.people(order), b.sheets(flows, order)
	}
	b.draw(p, flows)
	p.Settled = b.settled()
	p.Counts = b.counts(p)
	for _, e := range p.open() {
		if e.State == "error" {
			e.Talk = b.talk(e, flows)
		}
	}
	p.Begin = decisions(p.open())
	for _, d := range p.Begin {
		if d.Talk == "" {
			d.Talk = b.talk(d.entry, flows)
		}
	}
	p.Sentences, p.Gaps = b.sentences(p.Begin, flows), gaps(flows)
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
	case !complete(b.report) && s.Error > 0:
		return cannot(b.report) + ". " + wording.ThisCheckIsNotComplete()
	case !complete(b.report):
		return wording.ThisCheckIsNotComplete()
	case s.Error > 0:
		return cannot(b.report) + "."
	case s.Warning > 0:
		return wording.ThingsToLookAt(wording.Things(s.Warning))
	case s.NotCheckable > 0:
		return wording.NothingCannotHoldButQuestions(s.NotCheckable)
	}
	return wording.NothingCannotHold()
}

func (b *builder) counts(p *page) []chip {
	s := b.report.Summary
	sound := 0
	for _, t := range p.Teams {
		sound += t.Sound
	}
	n := map[string]int{}
	there := map[string]bool{"questions": len(p.People) > 0, "exceptions": len(p.Exceptions) > 0,
		"settled": len(p.Settled) > 0, "teams": len(p.Teams) > 0}
	for _, g := range p.Groups {
		n[g.State], there[g.Anchor] = g.Count, true
	}
	all := []chip{
		{n["error"], wording.ChipCannotHold(), "error", "error"}, {n[unread], wording.ChipCannotBeRead(), unread, unread},
		{s.Warning, wording.ChipToLookAt(), "warning", "warning"},
		{s.NotCheckable, wording.ChipQuestionsToAsk(s.NotCheckable), "question", "question"},
		{s.Info, wording.ChipGoodToKnow(), "info", "info"},
		{s.Excepted, wording.ChipExcepted(), "excepted", "exceptions"},
		{s.Inline, wording.ChipSuppressed(), "excepted", "settled"},
		{s.Baselined + s.Suppressed - s.Inline, wording.ChipKnownBefore(), "excepted", "settled"},
		{sound, wording.ChipDefinitionsSound(sound), "sound", "teams"},
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
