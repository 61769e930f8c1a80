// Package changes compares an organisation with an earlier state of it.
package changes

import (
	"strings"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/goals"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

type computer struct{ *basis.Basis }

// Compare lists what has changed since an earlier state: the target, formula and owner of a KPI, the
// owner of an objective and the ends of its key results. A definition is found by its full name. What is only written
// otherwise is no change, and what was not there before is none either.
func Compare(now, earlier *model.Model) []*Change {
	c := &computer{&basis.Basis{Model: now}}
	running := c.runningKPIs()
	list := []*Change{}
	for _, r := range now.Resources {
		old := earlier.Find(r.Kind, r.Name)
		if old == nil {
			continue
		}
		switch r.Kind {
		case "KPI":
			changes := append(targetChanges(now, earlier, r, old), formulaChange(r, old)...)
			list = append(list, noted(r, old, running[r], changes)...)
		case "Objective":
			list = append(list, noted(r, old, c.runs(r), resultChanges(r, old))...)
		}
	}
	return list
}

// noted completes the changes of a definition: that of its owner, whose they are, and whether they are explained.
func noted(r, old *model.Resource, running bool, changes []*Change) []*Change {
	note := strings.TrimSpace(r.Text(field.ChangeNote))
	explained := note != "" && note != strings.TrimSpace(old.Text(field.ChangeNote))
	changes = append(changes, ownerChange(r, old)...)
	for _, change := range changes {
		change.Kind, change.Resource = r.Kind, r.Name
		change.Running, change.Explained = running, explained
	}
	return changes
}

// runs reports whether an objective's cycle is under way.
func (c *computer) runs(o *model.Resource) bool {
	span, known := c.Cycle(o)
	return known && span.Contains(c.Model.AsOf)
}

// runningKPIs are those with a key result on them in an objective whose cycle is under way.
func (c *computer) runningKPIs() map[*model.Resource]bool {
	running := map[*model.Resource]bool{}
	for _, o := range c.Model.Of("Objective") {
		if !c.runs(o) {
			continue
		}
		for _, k := range goals.Numbers(o, "") {
			running[k] = true
		}
	}
	return running
}

// targetChanges lists the targets that a KPI has no more as they were. One by dimension is found by its place.
func targetChanges(now, earlier *model.Model, k, old *model.Resource) []*Change {
	if len(now.RowsOf(k))+len(earlier.RowsOf(old)) == 0 {
		return targetChange(k, old, field.Target.String(), wording.TheTargetText())
	}
	var list []*Change
	at := map[string]*model.Resource{}
	for _, row := range now.RowsOf(k) {
		at[row.Row.Place] = row
	}
	for _, was := range earlier.Aimed(old) {
		switch row := at[placeOf(was)]; {
		case row != nil:
			list = append(list, targetChange(row, was, row.InWhole(field.Target.String()),
				wording.TheTargetFor(inWords(was)))...)
		case was.Row != nil:
			list = append(list, targetChange(k, was, k.InWhole(field.Target.String()),
				wording.TheTargetFor(inWords(was)))...)
		default: // one target has become several
			list = append(list, split(was)...)
		}
	}
	return list
}

// split is that a KPI with one target has several now.
func split(was *model.Resource) []*Change {
	t := was.Quantity(field.Target)
	if t == nil || t.Low == nil {
		return nil
	}
	return []*Change{{At: field.Targets.String(), What: wording.TheTargetText(), Before: t.Text,
		After: wording.SeveralByDimension()}}
}

// placeOf is where a row holds, "" for a KPI with one target.
func placeOf(r *model.Resource) string {
	if r.Row == nil {
		return ""
	}
	return r.Row.Place
}

// inWords is the place of a row as its name has it.
func inWords(row *model.Resource) string {
	return strings.TrimSuffix(strings.TrimPrefix(row.Name, row.Whole().Name+" ("), ")")
}

func targetChange(now, old *model.Resource, at, what string) []*Change {
	before, after := old.Quantity(field.Target), now.Quantity(field.Target)
	if !changed(before, after) {
		return nil
	}
	change := &Change{At: at, What: what, Before: before.Text, After: textOf(after)}
	if change.Before == change.After { // a step has its day beside it
		change.Before, change.After = before.String(), after.String()
	}
	return []*Change{change}
}

func formulaChange(now, old *model.Resource) []*Change {
	before, after := formulaText(old), formulaText(now)
	if before == "" || basis.Normal(before) == basis.Normal(after) {
		return nil
	}
	return []*Change{{At: field.Formula.String(), What: wording.TheFormula(), Before: before,
		After: orNothing(after)}}
}

// changed reports whether a number that was asked for before is another one now, or none.
func changed(before, after *model.Quantity) bool {
	if before == nil || before.Low == nil {
		return false
	}
	return after == nil || after.Low == nil ||
		before.Comparator != after.Comparator || before.Statistic != after.Statistic || before.By != after.By ||
		!before.Amount.Plain().Equal(after.Amount.Plain())
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
	formula := k.Object.Object(field.Formula)
	var parts []string
	for _, name := range []field.Path{field.Expression, field.Numerator, field.Denominator} {
		if text := formula.Text(name); text != "" {
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
	if text := formula.Text(field.Exclusions); text != "" {
		return text
	}
	return strings.Join(formula.Texts(field.Exclusions), ", ")
}

// resultChanges lists the key results that end elsewhere than before.
func resultChanges(now, old *model.Resource) []*Change {
	var list []*Change
	for i, kr := range now.Objects(field.KeyResults) {
		was := model.KeyResult(old, kr.Text(field.ID))
		if was == nil {
			continue
		}
		if before, after := was.Quantity(field.To), kr.Quantity(field.To); changed(before, after) {
			list = append(list, &Change{At: field.KeyResults.At(i, field.To).String(), Before: before.Text, After: textOf(after),
				What: wording.TheEndOfKeyResult(kr.Text(field.ID))})
		}
	}
	return list
}

func ownerChange(now, old *model.Resource) []*Change {
	if old.Owner == nil || now.Owner != nil && now.Owner.Name == old.Owner.Name && now.Owner.Kind == old.Owner.Kind {
		return nil
	}
	after := now.Text(field.Owner)
	if now.Owner != nil {
		after = now.Owner.Name
	}
	return []*Change{{At: field.Owner.String(), What: wording.TheOwner(), Before: old.Owner.Name,
		After: orNothing(after)}}
}

// What a definition said otherwise at an earlier time.
//
//view:name Change
type Change struct {
	// The field.
	At string `json:"at"`
	// What it is, in words: the target.
	What string `json:"what"`
	// What it said.
	Before string `json:"before"`
	// What it says now, or none.
	After string `json:"after"`
	// KPI or Objective.
	Kind string `json:"kind"`
	// Its full name.
	Resource string `json:"resource"`
	// Whether a cycle is under way: that of the objective, or of one with a key result on the KPI.
	Running bool `json:"running"`
	// Whether it has a `changeNote` that it did not have before.
	Explained bool `json:"explained"`
}
