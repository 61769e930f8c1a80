package facts

import (
	"regexp"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
)

// Graph says which KPI feeds which: what one makes and another needs, and what stands in another's formula.
type Graph struct {
	next   map[*model.Resource][]Step
	called map[string][]*model.Resource // KPIs by their names, as normal writes them
}

// Step leads from one KPI to another that it feeds.
type Step struct {
	To   *model.Resource
	Item string // what is handed over, "" where one stands in the other's formula or is drawn on by name
}

// NewGraph joins the KPIs of an organisation. Steps are in the order of files and lines.
func NewGraph(m *model.Model) *Graph {
	g := &Graph{next: map[*model.Resource][]Step{}, called: map[string][]*model.Resource{}}
	makers := map[string][]*model.Resource{}
	all := m.Of("KPI")
	for _, k := range all {
		for _, noun := range products(k) {
			makers[noun] = append(makers[noun], k)
		}
		for _, name := range namesOf(k) {
			g.called[name] = append(g.called[name], k)
		}
	}
	for _, k := range all {
		g.supply(k, makers)
		for _, part := range g.inFormula(k) {
			g.step(part, Step{To: k})
		}
	}
	return g
}

// Next lists the steps from a KPI to those it feeds.
func (g *Graph) Next(k *model.Resource) []Step { return g.next[k] }

func (g *Graph) step(from *model.Resource, s Step) {
	if from != s.To && !slices.Contains(g.next[from], s) {
		g.next[from] = append(g.next[from], s)
	}
}

// supply adds the steps from those that make what a KPI needs.
func (g *Graph) supply(k *model.Resource, makers map[string][]*model.Resource) {
	for _, need := range k.Objects("needs") {
		if from := need.To("kpi"); from != nil {
			g.step(from, Step{To: k})
			continue
		}
		for _, maker := range makers[need.Text("item")] {
			g.step(maker, Step{To: k, Item: need.Text("item")})
		}
	}
}

// products are the items that a KPI makes.
func products(k *model.Resource) []string {
	var nouns []string
	if noun := k.Text("produces"); noun != "" {
		nouns = append(nouns, noun)
	}
	for _, entry := range k.Objects("produces") {
		nouns = append(nouns, entry.Text("item"))
	}
	return nouns
}

// namesOf are the ways to call a KPI: its id, its full name, and the name for people.
func namesOf(k *model.Resource) []string {
	all := []string{normal(k.ID), normal(k.Name)}
	if name := normal(k.Text("name")); name != "" {
		all = append(all, name)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// operator is what stands between the terms of a formula. A hyphen and a slash belong to names unless they stand alone.
var operator = regexp.MustCompile(`[+−–×÷*(),;=]|\s(?:[-/]|and|plus|minus|times|divided by|over|per)\s`)

// sumOf begins a formula that says in words that it is a sum.
var sumOf = regexp.MustCompile(`(?i)^\s*(?:the )?(?:sum|total) of (?:the )?`)

// terms takes a formula apart. It comes first as a whole, as a name may hold an "and".
func terms(formula string) []string {
	formula = sumOf.ReplaceAllString(formula, "")
	return append([]string{formula}, operator.Split(formula, -1)...)
}

// inFormula lists the KPIs that the formula of a KPI names.
func (g *Graph) inFormula(k *model.Resource) []*model.Resource {
	formula := k.Object.Object("formula")
	var parts []*model.Resource
	for _, field := range []string{"numerator", "denominator", "expression"} {
		text := formula.Text(field)
		for _, term := range append(terms(text), fullNames(text)...) {
			if part := g.named(term, k); part != nil && !slices.Contains(parts, part) {
				parts = append(parts, part)
			}
		}
	}
	return parts
}

// fullNames are the words of a sentence that can only be names of KPIs: those with a hyphen or a slash in them.
func fullNames(text string) []string {
	return slices.DeleteFunc(strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" \t\n.,;:()`\"'", r) }), func(word string) bool {
		return !strings.ContainsAny(word, "-/")
	})
}

// named is the KPI that a term in the formula of k means, nil for none or several: the own team's first, as in references.
func (g *Graph) named(term string, k *model.Resource) *model.Resource {
	found := slices.DeleteFunc(slices.Clone(g.called[normal(strings.Trim(term, " \t`\"'"))]), func(o *model.Resource) bool { return o == k })
	if len(found) > 1 {
		found = slices.DeleteFunc(found, func(o *model.Resource) bool { return o.Team != k.Team })
	}
	if len(found) != 1 {
		return nil
	}
	return found[0]
}

// Addends are the KPIs that the formula of a KPI adds up, and nothing else; nil where it is no plain sum of KPIs.
func (g *Graph) Addends(k *model.Resource) []*model.Resource {
	formula := k.Object.Object("formula")
	text := formula.Text("expression")
	if text == "" && formula.Text("denominator") == "" {
		text = formula.Text("numerator")
	}
	var parts []*model.Resource
	for _, term := range plusSign.Split(sumOf.ReplaceAllString(text, ""), -1) {
		part := g.named(term, k)
		if part == nil {
			return nil
		}
		parts = append(parts, part)
	}
	return parts
}

// plusSign joins the terms of a sum.
var plusSign = regexp.MustCompile(`\+|,|\s(?:and|plus)\s`)

// Path is the shortest way from one of some KPIs to one of others, as words: full names and items with arrows between them. It is the
// name of a KPI alone where both have it, and "" where there is no way.
func (g *Graph) Path(from, to []*model.Resource) string {
	walked := map[*model.Resource]string{}
	queue := slices.Clone(from)
	for _, k := range from {
		walked[k] = k.Name
	}
	for len(queue) > 0 {
		at := queue[0]
		if queue = queue[1:]; slices.Contains(to, at) {
			return walked[at]
		}
		for _, s := range g.next[at] {
			if walked[s.To] != "" {
				continue
			}
			walked[s.To] = walked[at] + via(s.Item) + " → " + s.To.Name
			queue = append(queue, s.To)
		}
	}
	return ""
}

func via(item string) string {
	if item == "" {
		return ""
	}
	return " → " + quantity.Plural(item)
}
