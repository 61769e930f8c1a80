package engine

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
)

// judged are what a rule about one definition looks at for it: itself, or the rows of a KPI with targets by dimension,
// where the rule depends on the target.
func judged(p policy.Program, m *view.Organisation, r *model.Resource) []*model.Resource {
	rows := m.RowsOf(r)
	if len(rows) == 0 {
		return []*model.Resource{r}
	}
	switch ofRows, ofBoth := dependsOnTarget(p); {
	case ofRows:
		return rows
	case ofBoth && !m.Facts.Summed(r):
		if m.Facts.TimeInRoles(r) != nil { // of roles that ask for a number of their own
			rows = append([]*model.Resource{r}, rows...)
		}
		return rows
	}
	return []*model.Resource{r}
}

// ofTarget are the fields that differ between the rows of a KPI.
var ofTarget = []string{"target", "where", "rowOf", "*"}

// dependsOnTarget says whether a rule reads what differs between the rows of a KPI, and else whether it reads what
// belongs to the rows or to their KPI.
func dependsOnTarget(p policy.Program) (rows, both bool) {
	reads, ok := p.(interface{ Fields() []string })
	if !ok || slices.ContainsFunc(reads.Fields(), func(name string) bool { return slices.Contains(ofTarget, name) }) {
		return true, false
	}
	asks, ok := p.(interface{ Asks() []string })
	if !ok || asks.Asks() == nil {
		return true, false
	}
	return facts.OfRows(asks.Asks())
}

// one is what is said of all rows of a KPI alike, and how often it was said of each.
type one struct {
	at      string // the field of the KPI
	level   policy.Level
	state   policy.State
	depends bool   // it depends on where in a range a number lies
	lacks   string // of what cannot be checked
	number  int    // among those of one row
}

// onceOfAll keeps what a rule found on the rows of a KPI, in the order of the rows. What stands at a field of the KPI
// is one finding on the KPI, whichever rows it is about, and so is what cannot be checked on several rows for one
// reason. It is told of the largest, and else of the first by its place, whatever the order of the rows.
func onceOfAll(k *model.Resource, all []policy.Outcome) []policy.Outcome {
	if len(all) == 0 {
		return nil
	}
	of := map[one][]int{}
	seen := map[*model.Resource]map[one]int{}
	keys := make([]one, len(all))
	for i := range all {
		o := &all[i]
		key, shared := sharedBy(o)
		if !shared {
			continue
		}
		if seen[o.Resource] == nil {
			seen[o.Resource] = map[one]int{}
		}
		seen[o.Resource][key]++
		key.number = seen[o.Resource][key]
		keys[i] = key
		of[key] = append(of[key], i)
	}
	var kept []policy.Outcome
	for i := range all {
		switch same := of[keys[i]]; {
		case keys[i].number == 0, len(same) == 1 && all[i].Resource.IsOwn(all[i].At):
			kept = append(kept, all[i])
		case same[0] == i:
			kept = append(kept, merged(k, all, same))
		}
	}
	return kept
}

// sharedBy is what an outcome on a row says that may be said of all rows; false where it is about the row alone.
func sharedBy(o *policy.Outcome) (one, bool) {
	if o.Resource.Row == nil || o.Words != nil {
		return one{}, false
	}
	key := one{at: o.At, level: o.Level, state: o.State, depends: o.Depends}
	if o.State == policy.NotCheckable {
		key.lacks = ofKPI(o.Resource, strings.Join(o.Missing, "\x00"))
		return key, true
	}
	return key, !o.Resource.IsOwn(o.At)
}

// ofKPI is a text about a row as one about its KPI.
func ofKPI(row *model.Resource, text string) string {
	return strings.ReplaceAll(text, "`"+row.Name+"`", "`"+row.Row.Of.Name+"`")
}

// merged is one outcome on a KPI in place of those on its rows.
func merged(k *model.Resource, all []policy.Outcome, same []int) policy.Outcome {
	first := same[0]
	for _, i := range same {
		a, b := &all[i], &all[first]
		if a.Size > b.Size || a.Size == b.Size && a.Resource.Row.Place < b.Resource.Row.Place {
			first = i
		}
	}
	o := all[first]
	row := o.Resource
	alike := !slices.ContainsFunc(same, func(i int) bool {
		return ofKPI(all[i].Resource, all[i].Message) != ofKPI(row, o.Message)
	})
	o.Resource = k
	if len(same) == 1 {
		return o
	}
	if !alike {
		o.Message = policy.Cut(fmt.Sprintf("%s; %s", o.Message, alsoFor(len(same)-1)))
		return o
	}
	o.Message, o.Missing = ofKPI(row, o.Message), slices.Clone(o.Missing)
	for i := range o.Missing {
		o.Missing[i] = ofKPI(row, o.Missing[i])
	}
	return o
}

// alsoFor says for how many more rows of a KPI something holds.
func alsoFor(more int) string {
	if more == 1 {
		return wording.TheSameHoldsForOneMore()
	}
	return wording.TheSameHoldsForMoreRows(more)
}

// Judged are what a rule that is on looks at for a definition: itself, or rows of it.
func (e *Engine) Judged(o *Organisation, rule *policy.Rule, r *model.Resource) []*model.Resource {
	b := e.programs.of(rule)
	for _, p := range b.byKind[rule.For] {
		if p.Rule() == rule && r.Kind == rule.For {
			return judged(p, &o.Organisation, r)
		}
	}
	return []*model.Resource{r}
}
