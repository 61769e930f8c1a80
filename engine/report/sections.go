package report

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/wording"
)

// sections are the groups of findings in the order of the page. Those that are cut come last when there is more
// than fits.
var sections = []stateSection{
	{"error", wording.CannotHold, nil, 0},
	{unread, wording.CannotBeRead, wording.AWordOrANumber, 1},
	{"warning", wording.ToLookAt, nil, 3},
	{"question", wording.OpenQuestions, wording.TheseCouldNotBeChecked, 2},
	{"info", wording.GoodToKnow, nil, 4},
}

// stateSection is a group of findings of one state.
type stateSection struct {
	state        string
	title, intro wording.Text // intro is nil for none
	cut          int          // the order in which they get what a page has room for
}

func (s stateSection) group() group {
	g := group{Anchor: s.state, State: s.state, Title: s.title()}
	if s.intro != nil {
		g.Intro = s.intro()
	}
	return g
}

// findings fills the groups of findings, the most important first, and counts the questions.
func (b *builder) findings(p *page, order []*engine.Finding) {
	all, folded, states := map[string][]*shown{}, map[string]int{}, map[string]int{}
	for _, f := range order {
		states[stateOf(f)]++
	}
	entries := b.headlines.entriesOf(order)
	for _, e := range entries {
		state := stateOf(e.Finding)
		all[state] = append(all[state], e)
		folded[state] += len(e.all())
	}
	p.Closing = counted(b.report, len(order), len(entries))
	if p.Found = wording.Findings(len(order)); len(entries) < len(order) {
		p.Found = wording.FoundInEntries(p.Found, wording.Entries(len(entries)))
	}
	have := map[string]int{}
	for state, of := range all {
		have[state] = len(of)
	}
	room := rooms(have)
	for _, s := range sections {
		if len(all[s.state]) == 0 {
			continue
		}
		g := s.group()
		g.Count, g.All = states[s.state], folded[s.state]
		full, brief := b.inFull(all[s.state], room[s.state])
		for _, one := range full {
			b.full++
			e := b.entry(one)
			e.Anchor, e.Number = fmt.Sprintf("f%d", b.full), b.full
			e.Open = b.full <= pageOpen && (s.state == "error" || s.state == "warning")
			if e.Open {
				e.Picture = b.headlines.picture(one.Finding)
			}
			g.Entries = append(g.Entries, e)
			for _, f := range one.all() {
				b.anchors[f] = e.Anchor
			}
			b.stand(one, e)
		}
		for _, one := range brief { // its definition is not sound all the same
			g.Brief += len(one.all())
			for _, f := range one.all() {
				b.assign(f, b.summary(f))
				b.brief = append(b.brief, f)
			}
		}
		p.Groups = append(p.Groups, &g)
	}
}

// stand notes on which definitions an entry stands, and puts what follows below it.
func (b *builder) stand(one *shown, e *entry) {
	if one.Same == nil {
		b.assign(one.Finding, e)
		b.follow(one.Below, e)
		return
	}
	for _, f := range one.Same {
		said := b.summary(f)
		said.Anchor, said.Shared = e.Anchor, e.Number
		b.assign(f, said)
	}
}

// follow puts what follows from a finding below its entry.
func (b *builder) follow(all []*engine.Finding, e *entry) {
	for _, f := range all {
		one := b.summary(f)
		one.Where, one.Anchor, one.Number = Safe(where(f.Location)), e.Anchor, e.Number
		e.Below = append(e.Below, one)
		b.assign(f, one)
	}
}

// inFull parts findings, the most important first, into those shown in full and the others. Of those that belong to
// no definition some go first, as they would stand nowhere else.
func (b *builder) inFull(all []*shown, room int) (full, brief []*shown) {
	alone := func(s *shown) bool {
		r := b.resource(s.Finding)
		return r == nil || r.Kind == "Exception"
	}
	nowhere := 0
	for i, f := range all {
		if alone(f) && (i < room || nowhere < pageSection) {
			nowhere++
		}
	}
	nowhere = min(nowhere, room)
	others := room - nowhere
	for _, f := range all {
		left := &others
		if alone(f) {
			left = &nowhere
		}
		if *left > 0 {
			*left--
			full = append(full, f)
		} else {
			brief = append(brief, f)
		}
	}
	return full, brief
}

// rooms says how many findings of each state are shown in full: the gravest take what there is, and leave some to
// each of the others.
func rooms(have map[string]int) map[string]int {
	order := slices.Clone(sections)
	slices.SortFunc(order, func(a, b stateSection) int {
		return cmp.Compare(a.cut, b.cut)
	})
	kept := 0
	for _, s := range order {
		kept += min(have[s.state], pageSection)
	}
	room := map[string]int{}
	left := pageFindings - kept
	for _, s := range order {
		n := have[s.state]
		more := min(left, max(0, n-pageSection))
		room[s.state] = min(n, pageSection) + more
		left -= more
	}
	return room
}

// told says in words what the page only tells in short, and what it leaves out.
func (b *builder) told() []string {
	var short, none []*engine.Finding
	for _, f := range b.brief {
		if r := b.resource(f); r != nil && b.listed[r] {
			short = append(short, f)
		} else {
			none = append(none, f)
		}
	}
	var all []string
	if len(short) > 0 {
		all = append(all, wording.InShortWithTheirDefinitions(tallied(short)))
	}
	if n := len(b.listed) - len(b.numbers); n > 0 {
		all = append(all, wording.WithoutTheirNumbers(wording.DefinitionsCount(n)))
	}
	if len(none) > 0 {
		b.left = slices.Insert(b.left, 0, tallied(none))
	}
	if len(b.left) > 0 {
		all = append(all, wording.LeftOutOfThisPage(and(b.left)))
	}
	return all
}

// tallyWords are the states of findings in the words of the page.
var tallyWords = []struct {
	state string
	of    func(n int) string
}{
	{"error", wording.SomeThatCannotHold}, {unread, wording.SomeThatCannotBeRead}, {"question", wording.Questions},
	{"warning", wording.SomeToLookAt}, {"info", wording.SomeGoodToKnow},
}

// tallied counts findings in the words of the page.
func tallied(all []*engine.Finding) string {
	n := map[string]int{}
	for _, f := range all {
		n[stateOf(f)]++
	}
	var parts []string
	for _, w := range tallyWords {
		if of := n[w.state]; of > 0 {
			parts = append(parts, w.of(of))
		}
	}
	return and(parts)
}

// rest notes under each group where the findings stand that it does not show in full.
func (b *builder) rest(p *page) {
	groups := map[string]*group{}
	for _, g := range p.Groups {
		groups[g.State] = g
	}
	n := map[string]map[*model.Resource]int{}
	for _, f := range b.brief {
		state := stateOf(f)
		r := b.resource(f)
		if r == nil || !b.listed[r] {
			groups[state].Nowhere++
			continue
		}
		if n[state] == nil {
			n[state] = map[*model.Resource]int{}
		}
		n[state][teamOf(r)]++
	}
	for state, of := range n {
		for _, t := range p.Teams {
			if of[t.resource] > 0 {
				groups[state].Rest = append(groups[state].Rest, chip{Number: of[t.resource], Text: t.Name, To: t.Anchor})
			}
		}
	}
}
