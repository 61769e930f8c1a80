package report

import (
	"html/template"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

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
	Talk     string // who has to talk to whom; "" where it is not said

	about   *model.Resource   // nil for none
	related []*model.Resource // the numbers that its sum goes through
}

// sameEntry is one of several definitions of which one thing is said.
type sameEntry struct{ Subject, Where string }

// place is where something is written.
type place struct {
	Text  []span
	Where string
}

// summary is what is said of a finding on the definition it is about.
func (b *builder) summary(f *engine.Finding) *entry {
	rule := b.rules[f.Name()]
	headline := b.headlines.Of(f)
	e := &entry{
		State: stateOf(f), Rule: Safe(f.Name()), Subject: Safe(f.Location.File), Headline: typeset(headline),
		Short: plainText(spans(cut(headline, widest))),
	}
	e.Level = levelWords[e.State]()
	if rule != nil {
		e.Page = rule.Page
	}
	if r := b.resource(f); r != nil {
		e.about, e.Subject, e.Whom = r, Safe(b.headlines.title(r)), Safe(b.whom(r))
	}
	return e
}

// levelWords are the states of entries in the words of the page.
var levelWords = map[string]wording.Text{
	"error": wording.CannotHold, unread: wording.CannotBeRead, "warning": wording.ToLookAt, "info": wording.GoodToKnow,
	"question": wording.OpenQuestion, "excepted": wording.StateExcepted, "sound": wording.NoFinding,
	"none": wording.NoNumberSet,
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
		e.related = append(e.related, related...)
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
		e.Teams = append(e.Teams[:3:3], wording.MoreTeams(len(e.Teams)-3))
	}
}

// entry is a finding in full.
func (b *builder) entry(s *shown) *entry {
	f := s.Finding
	e := b.summary(f)
	e.Headline, e.Short = typeset(s.Headline), plainText(spans(cut(s.Headline, widest)))
	if s.Same == nil {
		e.Says = typeset(b.headlines.Below(f))
	}
	e.Fix = typeset(b.headlines.Fix(f))
	e.Where, e.Line = Safe(where(f.Location)), b.sourceLine(f.Location)
	if rule := b.rules[f.Name()]; rule != nil && !b.explained[rule] { // the first says why
		e.Why, b.explained[rule] = Safe(strings.TrimSpace(rule.Why)), true
	}
	for _, m := range f.Missing {
		e.Missing = append(e.Missing, typeset(m))
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
			e.Related = append(e.Related, place{typeset(r.Message), at})
		}
	}
	return e
}
