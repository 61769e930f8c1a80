package report

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/model"
)

// sections are the groups of findings in the order of the page. Those that are cut come last when there is more
// than fits.
var sections = []struct {
	group
	cut int // the order in which they get what a page has room for
}{
	{group{Anchor: "error", State: "error", Title: "Cannot hold"}, 0},
	{group{
		Anchor: unread, State: unread, Title: "Cannot be read",
		Intro: "A word or a number stands there that kpilint does not know, often only a typo. Until it is corrected, nobody can say whether the rest holds.",
	}, 1},
	{group{Anchor: "warning", State: "warning", Title: "To look at"}, 3},
	{group{
		Anchor: "question", State: "question", Title: "Open questions",
		Intro: "These could not be checked, because something is not written down. Nobody can say yet whether they hold.",
	}, 2},
	{group{Anchor: "info", State: "info", Title: "Good to know"}, 4},
}

// findings fills the groups of findings, the most important first, and counts the questions.
func (b *builder) findings(p *page, order []*engine.Finding) {
	all, folded := map[string][]*shown{}, map[string]int{}
	entries := b.headlines.entriesOf(order)
	for _, e := range entries {
		state := stateOf(e.Finding)
		all[state] = append(all[state], e)
		folded[state] += len(e.all())
	}
	p.Found = count(len(order), "finding") + " in " + counts(len(entries), "entry", "entries")
	have := map[string]int{}
	for state, of := range all {
		have[state] = len(of)
	}
	room := rooms(have)
	for _, s := range sections {
		if len(all[s.State]) == 0 {
			continue
		}
		g := s.group
		g.Count = folded[s.State]
		full, brief := b.inFull(all[s.State], room[s.State])
		for _, one := range full {
			b.full++
			e := b.entry(one)
			e.Anchor, e.Number = fmt.Sprintf("f%d", b.full), b.full
			e.Open = b.full <= pageOpen && (s.State == "error" || s.State == "warning")
			if e.Open {
				e.Picture = b.headlines.picture(one.Finding)
			}
			g.Entries = append(g.Entries, e)
			for _, f := range one.all() {
				b.anchors[f] = e.Anchor
			}
			b.stand(one, e)
			if len(p.Begin) < pageBegin && e.Open {
				p.Begin = append(p.Begin, e)
			}
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
	slices.SortFunc(order, func(a, b struct {
		group
		cut int
	}) int {
		return cmp.Compare(a.cut, b.cut)
	})
	kept := 0
	for _, s := range order {
		kept += min(have[s.State], pageSection)
	}
	room := map[string]int{}
	left := pageFindings - kept
	for _, s := range order {
		n := have[s.State]
		more := min(left, max(0, n-pageSection))
		room[s.State] = min(n, pageSection) + more
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
		all = append(all, "in short, with their definitions: "+tallied(short))
	}
	if n := len(b.listed) - len(b.numbers); n > 0 {
		all = append(all, "without their numbers: "+count(n, "definition"))
	}
	if len(none) > 0 {
		b.left = slices.Insert(b.left, 0, tallied(none))
	}
	if len(b.left) > 0 {
		all = append(all, "left out of this page: "+and(b.left))
	}
	return all
}

// tallyWords are the states of findings in the words of the page.
var tallyWords = []struct{ state, one, several string }{
	{"error", "that cannot hold", "that cannot hold"}, {unread, "that cannot be read", "that cannot be read"}, {"question", "question", "questions"},
	{"warning", "to look at", "to look at"}, {"info", "good to know", "good to know"},
}

// tallied counts findings in the words of the page.
func tallied(all []*engine.Finding) string {
	n := map[string]int{}
	for _, f := range all {
		n[stateOf(f)]++
	}
	var parts []string
	for _, w := range tallyWords {
		switch n[w.state] {
		case 0:
		case 1:
			parts = append(parts, "1 "+w.one)
		default:
			parts = append(parts, fmt.Sprintf("%d %s", n[w.state], w.several))
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
