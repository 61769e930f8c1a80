package goals

import (
	"strings"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// wayOf says by which numbers an objective leads to what a link of it names: the path, or why none can be looked for.
func (c *Computer) wayOf(at field.Path, o, goal *model.Resource, part string) *Way {
	own, theirs := Numbers(o, ""), Numbers(goal, part)
	path, why := c.objectives.graph.path(own, theirs, c.tooFar)
	if path == "" && o != goal {
		path = sameResult(o, goal, part)
	}
	w := &Way{Path: path, Numbers: names(own), GoalNumbers: names(theirs), Unnamed: []string{}}
	if why != "" {
		w.Unnumbered = append(w.Unnumbered, wording.TheWayFromTheNumbers(o.Name, goal.Name, why))
		c.TooLarge("path", o, at, wording.TheNumbersOfAndThose(o.Name, goal.Name, why))
	}
	if path == "" && len(own) == 0 {
		w.Unnumbered = append(w.Unnumbered, wording.NoKeyResultOfStands(o.Name))
	}
	if path == "" && len(theirs) == 0 {
		w.Unnumbered = append(w.Unnumbered, unnumberedGoal(goal, part))
	}
	if path == "" {
		w.Unnamed = append(unnamed(o, ""), unnamed(goal, part)...)
	}
	return w
}

// sameResult is the key result of an objective that has the name of one of its goal, and a number of the same unit: one
// result, of which the objective has its part. It is "" for none.
func sameResult(o, goal *model.Resource, part string) string {
	for _, own := range ownNumbers(o, "") {
		for _, theirs := range ownNumbers(goal, part) {
			name, to, reached := own.Text(field.Name), own.Quantity(field.To), theirs.Quantity(field.To)
			if name == "" || !strings.EqualFold(name, theirs.Text(field.Name)) || !isNumber(to) || !isNumber(reached) {
				continue
			}
			if _, err := quantity.LessOrEqual(to.Amount, reached.Amount); err == nil {
				return o.Name + "/" + own.Text(field.ID)
			}
		}
	}
	return ""
}

func unnumberedGoal(goal *model.Resource, part string) string {
	if part != "" {
		return wording.KeyResultStandsOnNo(goal.Name, part)
	}
	return wording.NoKeyResultOfStands(goal.Name)
}

// unnamed are the full names of the key results that have a number of their own.
func unnamed(o *model.Resource, part string) []string {
	all := []string{}
	for _, kr := range ownNumbers(o, part) {
		all = append(all, o.Name+"/"+kr.Text(field.ID))
	}
	return all
}

// ownNumbers are the key results of an objective, or the one of them, that have a number of their own and name no KPI.
func ownNumbers(o *model.Resource, part string) []*model.Object {
	var all []*model.Object
	for _, kr := range o.Objects(field.KeyResults) {
		if kr.To(field.KPI) == nil && kr.Has(field.To) && (part == "" || kr.Text(field.ID) == part) {
			all = append(all, kr)
		}
	}
	return all
}

// formulaTooLong notes a formula that names more KPIs than are read.
func (c *Computer) formulaTooLong(k *model.Resource, n int) {
	c.TooLarge("formula "+k.Name, k, field.Formula,
		wording.TheFormulaOfNamesKpis(k.Name, n, basis.MaxEntries))
}

// Numbers are the KPIs that the key results of an objective stand on: all of them, or the one key result's.
func Numbers(o *model.Resource, keyResult string) []*model.Resource {
	var all []*model.Resource
	for _, kr := range o.Objects(field.KeyResults) {
		if k := kr.To(field.KPI); k != nil && (keyResult == "" || kr.Text(field.ID) == keyResult) {
			all = append(all, k)
		}
	}
	return all
}

// IndexGraph notes which KPI feeds which.
func (c *Computer) IndexGraph() { c.objectives.graph = newGraph(c.Model, c.formulaTooLong) }
