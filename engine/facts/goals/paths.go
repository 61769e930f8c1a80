package goals

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/schema/field"
)

// Graph says which KPI feeds which: what one makes and another needs, what stands in another's formula, and whose
// parent it is. Makers and
// users of an item meet in the item, so that there are as many steps as entries in definitions.
type Graph struct {
	kpis   []*model.Resource
	place  map[*model.Resource]int // of a KPI among kpis
	direct [][]feeding             // from a KPI to its parent, and those that draw on it or have it in their formula
	makes  [][]int                 // the items that a KPI makes
	users  [][]feeding             // from an item to the KPIs that need it
	nouns  []string                // the items by number
	item   map[string]int          // their numbers

	called map[string][]*model.Resource   // KPIs by their names in formulas; nil until one is looked for
	inTeam map[calledIn][]*model.Resource // those of one team, of names that were looked for and several have
	apart  map[string]bool                // these names

	tooLong func(k *model.Resource, n int) // told of formulas that name more KPIs than are read; nil for nobody

	walked []hop // of a walk: how each KPI was reached
	opened []int // the walk in which an item was reached last
	walk   int
}

// feeding leads to a KPI. Steps from one KPI are taken in the order in which they are written.
type feeding struct{ to, order int }

// hop is how a walk has come to a KPI.
type hop struct{ walk, from, item int }

type calledIn struct {
	name string
	team *model.Resource
}

// none is the place of no KPI, and the number of no item.
const none = -1

// NewGraph joins the KPIs of an organisation.
func NewGraph(m *model.Model) *Graph { return newGraph(m, nil) }

func newGraph(m *model.Model, tooLong func(k *model.Resource, n int)) *Graph {
	n := len(m.Of("KPI"))
	g := &Graph{kpis: m.Of("KPI"), place: make(map[*model.Resource]int, n), item: map[string]int{},
		inTeam:  map[calledIn][]*model.Resource{},
		apart:   map[string]bool{},
		tooLong: tooLong}
	g.direct, g.makes, g.walked = make([][]feeding, len(g.kpis)), make([][]int, len(g.kpis)), make([]hop, len(g.kpis))
	for i, k := range g.kpis {
		g.place[k] = i
		for _, noun := range products(k) {
			g.makes[i] = append(g.makes[i], g.itemOf(noun))
		}
	}
	order := 0
	for i, k := range g.kpis {
		order = g.feed(i, k, order)
	}
	g.opened = make([]int, len(g.nouns))
	return g
}

func (g *Graph) itemOf(noun string) int {
	n, known := g.item[noun]
	if !known {
		n = len(g.nouns)
		g.item[noun], g.nouns, g.users = n, append(g.nouns, noun), append(g.users, nil)
	}
	return n
}

// feed adds the steps to one KPI: by what it needs, and by its formula; and the one from it to its parent.
func (g *Graph) feed(i int, k *model.Resource, order int) int {
	for _, need := range k.Objects(field.Needs) {
		order++
		if from := need.To(field.KPI); from != nil {
			g.fromKPI(from, feeding{i, order})
		} else if noun := need.Text(field.Item); noun != "" {
			n := g.itemOf(noun)
			g.users[n] = append(g.users[n], feeding{i, order})
		}
	}
	for _, part := range g.InFormula(k) {
		order++
		g.fromKPI(part, feeding{i, order})
	}
	if parent := parentKPI(k); parent != nil && parent != k {
		order++
		g.fromKPI(k, feeding{g.place[parent], order})
	}
	return order
}

func (g *Graph) fromKPI(from *model.Resource, s feeding) {
	if at, known := g.place[from]; known {
		g.direct[at] = append(g.direct[at], s)
	}
}

// products are the items that a KPI makes.
func products(k *model.Resource) []string {
	var nouns []string
	if noun := k.Text(field.Produces); noun != "" {
		nouns = append(nouns, noun)
	}
	for _, entry := range k.Objects(field.Produces) {
		nouns = append(nouns, entry.Text(field.Item))
	}
	return nouns
}

// namesOf are the ways to call a KPI: its id, its full name, and the name for people.
func namesOf(k *model.Resource) []string {
	all := []string{basis.Normal(k.ID), basis.Normal(k.Name)}
	if name := basis.Normal(k.Text(field.Name)); name != "" {
		all = append(all, name)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// joints are what may stand between the terms of a formula: signs, and words that stand alone, with spaces around them.
type joints struct {
	signs string
	words []string
}

// What stands between any terms, and between those of a sum. A hyphen and a slash belong to names unless they stand
// alone.
var (
	anyTerms = joints{
		"+−–×÷*(),;=", []string{"-", "/", "and", "plus", "minus", "times", "divided" + " by", "over", "per"},
	}
	addend = joints{"+,", []string{"and", "plus"}}
)

// split takes a formula apart at what stands between its terms.
func (b *joints) split(formula string) []string {
	all, begun := make([]string, 0, 4), 0
	for at := 0; at < len(formula); {
		n := b.begins(formula[at:])
		if n == 0 {
			at++
			continue
		}
		all = append(all, formula[begun:at])
		at += n
		begun = at
	}
	return append(all, formula[begun:])
}

// begins is how long the sign or word is with which a text begins, 0 where it begins with none.
func (b *joints) begins(text string) int {
	switch c := text[0]; {
	case !isSpace(c):
		if r, n := utf8.DecodeRuneInString(text); r != utf8.RuneError && strings.ContainsRune(b.signs, r) {
			return n
		}
	default:
		for _, word := range b.words {
			if end := 1 + len(word); len(text) > end && isSpace(text[end]) && text[1:end] == word {
				return end + 1
			}
		}
	}
	return 0
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r' }

// sumOf begins a formula that says in words that it is a sum.
var sumOf = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^\s*(?:the )?(?:sum|total) of (?:the )?`)
})

// withoutSumOf leaves out that a formula is a sum.
func withoutSumOf(formula string) string {
	if first := strings.TrimLeft(formula, " \t\n\f\r"); first == "" || first[0] < utf8.RuneSelf &&
		!strings.ContainsRune("sStT", rune(first[0])) {
		return formula
	}
	return sumOf().ReplaceAllString(formula, "")
}

// terms takes a formula apart. It comes first as a whole, as a name may hold an "and".
func terms(formula string) []string {
	formula = withoutSumOf(formula)
	return append([]string{formula}, anyTerms.split(formula)...)
}

// formulaTexts are the parts of the formula of a KPI.
func formulaTexts(k *model.Resource) []string {
	formula := k.Object.Object(field.Formula)
	if formula == nil {
		return nil
	}
	var all []string
	for _, name := range []field.Path{field.Numerator, field.Denominator, field.Expression} {
		if text := formula.Text(name); text != "" {
			all = append(all, text)
		}
	}
	return all
}

// InFormula lists the KPIs that the formula of a KPI names, as many as are read.
func (g *Graph) InFormula(k *model.Resource) []*model.Resource {
	var parts []*model.Resource
	var seen map[*model.Resource]bool
	for _, text := range formulaTexts(k) {
		for _, term := range append(terms(text), fullNames(text)...) {
			if part := g.Named(term, k); part != nil && !seen[part] {
				if seen == nil {
					seen = map[*model.Resource]bool{}
				}
				seen[part] = true
				parts = append(parts, part)
			}
		}
	}
	if len(parts) > basis.MaxEntries && g.tooLong != nil {
		g.tooLong(k, len(parts))
	}
	return parts[:min(len(parts), basis.MaxEntries)]
}

// fullNames are the words of a sentence that can only be names of KPIs: those with a hyphen or a slash in them.
func fullNames(text string) []string {
	words := strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\n.,;:()`\"'", r) })
	return slices.DeleteFunc(words, func(word string) bool { return !strings.ContainsAny(word, "-/") })
}

// Named is the KPI that a term in the formula of k means, nil for none or several: the own team's first, as in
// references.
func (g *Graph) Named(term string, k *model.Resource) *model.Resource {
	name := nameIn(term)
	found, others := onlyOther(g.allCalled(name), k)
	if others > 1 {
		found, others = onlyOther(g.calledIn(name, k.Team), k)
	}
	if others != 1 {
		return nil
	}
	return found
}

// nameIn is the name that a term may be.
func nameIn(term string) string { return basis.Normal(strings.Trim(term, " \t`\"'")) }

// allCalled are the KPIs that have a name. The names in formulas are looked for all at once, when the first is: few
// formulas name KPIs, and all names of these would take much memory.
func (g *Graph) allCalled(name string) []*model.Resource {
	if g.called == nil {
		g.called = map[string][]*model.Resource{}
		inFormulas := g.namesInFormulas()
		var room [128]byte
		named := func(text string) bool { return inFormulas[string(basis.AppendNormal(room[:0], text))] }
		for _, k := range g.kpis {
			if !named(k.ID) && !named(k.Name) && !named(k.Text(field.Name)) {
				continue
			}
			for _, name := range namesOf(k) {
				if inFormulas[name] {
					g.called[name] = append(g.called[name], k)
				}
			}
		}
	}
	return g.called[name]
}

// mostTexts is how many texts of formulas are known again: KPIs of many teams often have the same.
const mostTexts = 1024

// namesInFormulas is all that Named is asked for.
func (g *Graph) namesInFormulas() map[string]bool {
	all, read := map[string]bool{}, map[string]bool{}
	for _, k := range g.kpis {
		for _, text := range formulaTexts(k) {
			if read[text] {
				continue
			}
			if len(read) == mostTexts {
				clear(read)
			}
			read[text] = true
			for _, term := range slices.Concat([]string{text}, terms(text), fullNames(text), addends(text)) {
				all[nameIn(term)] = true
			}
		}
	}
	return all
}

// calledIn are the KPIs of a team that have a name. Those that have it are taken apart once.
func (g *Graph) calledIn(name string, team *model.Resource) []*model.Resource {
	if !g.apart[name] {
		g.apart[name] = true
		for _, k := range g.allCalled(name) {
			g.inTeam[calledIn{name, k.Team}] = append(g.inTeam[calledIn{name, k.Team}], k)
		}
	}
	return g.inTeam[calledIn{name, team}]
}

// onlyOther is the only one beside k, and how many there are beside it: 2 stands for more.
func onlyOther(all []*model.Resource, k *model.Resource) (found *model.Resource, others int) {
	for _, o := range all {
		if o == k {
			continue
		}
		if others++; others > 1 {
			return nil, others
		}
		found = o
	}
	return found, others
}

// Addends are the KPIs that the formula of a KPI adds up, and nothing else; nil where it is no plain sum of KPIs.
func (g *Graph) Addends(k *model.Resource) []*model.Resource {
	formula := k.Object.Object(field.Formula)
	text := formula.Text(field.Expression)
	if text == "" && formula.Text(field.Denominator) == "" {
		text = formula.Text(field.Numerator)
	}
	var parts []*model.Resource
	for _, term := range addends(text) {
		part := g.Named(term, k)
		if part == nil || len(parts) == basis.MaxEntries {
			return nil
		}
		parts = append(parts, part)
	}
	return parts
}

// addends takes a sum apart.
func addends(text string) []string { return addend.split(withoutSumOf(text)) }

// Path is the shortest way from one of some KPIs to one of others, as words: full names and items with arrows between
// them. It is the name of a KPI alone where both have it, and "" where there is no way.
func (g *Graph) Path(from, to []*model.Resource) string {
	path, _ := g.path(from, to, func(int) string { return "" })
	return path
}

// path is Path as far as tooFar allows, which is asked before each step and says why it goes no further.
func (g *Graph) path(from, to []*model.Resource, tooFar func(depth int) string) (path, why string) {
	goals := map[int]bool{}
	for _, k := range to {
		goals[g.place[k]] = true
	}
	g.walk++
	var queue []int
	for _, k := range from {
		queue = g.reach(queue, g.place[k], none, none)
	}
	ends, depth := len(queue), 0
	for n := 0; n < len(queue); n++ {
		if n == ends {
			ends, depth = len(queue), depth+1
		}
		at := queue[n]
		if goals[at] {
			return g.told(at), ""
		}
		if why := tooFar(depth); why != "" {
			return "", why
		}
		queue = g.open(queue, at)
	}
	return "", ""
}

// reach adds a KPI to a walk, unless the walk has been there.
func (g *Graph) reach(queue []int, to, from, item int) []int {
	if g.walked[to].walk == g.walk {
		return queue
	}
	g.walked[to] = hop{g.walk, from, item}
	return append(queue, to)
}

// open adds the KPIs that one feeds. An item that another has fed already leads nowhere new.
func (g *Graph) open(queue []int, at int) []int {
	type way struct {
		feeding
		item int
	}
	var ways []way
	for _, s := range g.direct[at] {
		ways = append(ways, way{s, none})
	}
	for _, item := range g.makes[at] {
		if g.opened[item] == g.walk {
			continue
		}
		g.opened[item] = g.walk
		for _, s := range g.users[item] {
			ways = append(ways, way{s, item})
		}
	}
	slices.SortFunc(ways, func(a, b way) int { return a.order - b.order })
	for _, w := range ways {
		queue = g.reach(queue, w.to, at, w.item)
	}
	return queue
}

// told writes how a walk has come to a KPI.
func (g *Graph) told(at int) string {
	var words []string
	for at != none {
		words = append(words, g.kpis[at].Name)
		if item := g.walked[at].item; item != none {
			words = append(words, quantity.Plural(g.nouns[item]))
		}
		at = g.walked[at].from
	}
	slices.Reverse(words)
	return strings.Join(words, " → ")
}
