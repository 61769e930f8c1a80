package facts

import (
	"fmt"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
)

// Compare notes on the model what has changed since an earlier state: the target, formula and owner of a KPI, the owner of an objective
// and the ends of its key results. A definition is found by its full name. What is only written otherwise is no change, and what was
// not there before is none either.
func Compare(f *Facts, now, earlier *model.Model) {
	c := &computer{m: now}
	running := c.runningKPIs()
	list := model.List{}
	for _, r := range now.Resources {
		old := earlier.Find(r.Kind, r.Name)
		if old == nil {
			continue
		}
		switch r.Kind {
		case "KPI":
			list = append(list, noted(r, old, running[r], kpiChanges(r, old))...)
		case "Objective":
			list = append(list, noted(r, old, c.runs(r), resultChanges(r, old))...)
		}
	}
	o := &model.Object{}
	o.Set("changes", list)
	fill(o, &f.Whole)
}

// noted completes the changes of a definition: that of its owner, whose they are, and whether they are explained.
func noted(r, old *model.Resource, running bool, changes []*model.Object) model.List {
	note := strings.TrimSpace(r.Text("changeNote"))
	explained := note != "" && note != strings.TrimSpace(old.Text("changeNote"))
	var list model.List
	for _, o := range append(changes, ownerChange(r, old)...) {
		o.Set("kind", r.Kind)
		o.Set("resource", r.Name)
		o.Set("running", running)
		o.Set("explained", explained)
		list = append(list, o)
	}
	return list
}

// runs reports whether an objective's cycle is under way.
func (c *computer) runs(o *model.Resource) bool {
	span, known := c.cycle(o)
	return known && span.Contains(c.m.AsOf)
}

// runningKPIs are those with a key result on them in an objective whose cycle is under way.
func (c *computer) runningKPIs() map[*model.Resource]bool {
	running := map[*model.Resource]bool{}
	for _, o := range c.m.Of("Objective") {
		if !c.runs(o) {
			continue
		}
		for _, k := range numbers(o, "") {
			running[k] = true
		}
	}
	return running
}

func change(at, what, before, after string) *model.Object {
	o := &model.Object{}
	o.Set("at", at)
	o.Set("what", what)
	o.Set("before", before)
	o.Set("after", after)
	return o
}

func kpiChanges(now, old *model.Resource) []*model.Object {
	var list []*model.Object
	if before, after := old.Quantity("target"), now.Quantity("target"); changed(before, after) {
		list = append(list, change("target", "the target", before.Text, textOf(after)))
	}
	before, after := formulaText(old), formulaText(now)
	if before != "" && normal(before) != normal(after) {
		list = append(list, change("formula", "the formula", before, orNothing(after)))
	}
	return list
}

// changed reports whether a number that was asked for before is another one now, or none.
func changed(before, after *model.Quantity) bool {
	if before == nil || before.Low == nil {
		return false
	}
	return after == nil || after.Low == nil || before.Comparator != after.Comparator || before.Statistic != after.Statistic ||
		before.By != after.By || !before.Amount.Plain().Equal(after.Amount.Plain())
}

func textOf(q *model.Quantity) string {
	if q == nil {
		return orNothing("")
	}
	return q.Text
}

func orNothing(text string) string {
	if text == "" {
		return "none"
	}
	return text
}

// formulaText is a formula in one line, "" for none.
func formulaText(k *model.Resource) string {
	formula := k.Object.Object("formula")
	var parts []string
	for _, field := range []string{"expression", "numerator", "denominator"} {
		if text := formula.Text(field); text != "" {
			parts = append(parts, text)
		}
	}
	text := strings.Join(parts, " ÷ ")
	if left := exclusions(formula); left != "" {
		text += " without " + left
	}
	return text
}

func exclusions(formula *model.Object) string {
	if text := formula.Text("exclusions"); text != "" {
		return text
	}
	return strings.Join(formula.Texts("exclusions"), ", ")
}

// resultChanges lists the key results that end elsewhere than before.
func resultChanges(now, old *model.Resource) []*model.Object {
	var list []*model.Object
	for i, kr := range now.Objects("keyResults") {
		was := model.KeyResult(old, kr.Text("id"))
		if was == nil {
			continue
		}
		if before, after := was.Quantity("to"), kr.Quantity("to"); changed(before, after) {
			what := fmt.Sprintf("the end of key result `%s`", kr.Text("id"))
			list = append(list, change(fmt.Sprintf("keyResults/%d/to", i), what, before.Text, textOf(after)))
		}
	}
	return list
}

func ownerChange(now, old *model.Resource) []*model.Object {
	if old.Owner == nil || now.Owner != nil && now.Owner.Name == old.Owner.Name && now.Owner.Kind == old.Owner.Kind {
		return nil
	}
	after := now.Text("owner")
	if now.Owner != nil {
		after = now.Owner.Name
	}
	return []*model.Object{change("owner", "the owner", old.Owner.Name, orNothing(after))}
}
