package pay

import (
	"slices"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Guards says of each counterweight of a KPI what it is, and whether something holds the number back.
func (c *Computer) Guards(k *model.Resource) *Guards {
	g := &Guards{Unmeasured: []string{}}
	for i, entry := range k.Objects(field.Counterweights) {
		ref := entry.Ref(field.KPI)
		if ref == nil || ref.To == nil {
			continue
		}
		w := counterweight(k, ref.To)
		w.At, w.Explained = field.Counterweights.At(i, field.KPI).String(), entry.Text(field.Because) != ""
		g.Counterweights = append(g.Counterweights, w)
		g.Guarded = g.Guarded || guards(ref.To)
		if w.Measure == "" {
			g.Unmeasured = append(g.Unmeasured,
				wording.CounterweightDoesNotSayWhat(w.KPI))
		}
	}
	g.Guarded = g.Guarded || c.guardedElsewhere(k)
	return g
}

// counterweight says what one KPI is that should hold another back.
func counterweight(k, by *model.Resource) *Counterweight {
	return &Counterweight{
		KPI:             by.Name,
		Measure:         by.Text(field.Measure),
		HasTarget:       basis.TargetState(by) != "missing" && basis.TargetState(by) != "text",
		SharesNumerator: sharesNumerator(k, by),
		ForResolution:   namedForResolution(by),
		Falls:           basis.LowerIsBetter(by),
	}
}

// guards reports whether a KPI can hold a volume back: it is of another measure than volume and stock.
func guards(k *model.Resource) bool {
	m := k.Text(field.Measure)
	return m != "" && m != "volume" && m != "stock"
}

// guardedElsewhere reports whether the same number of the role's team has a counterweight, or a key result on the KPI
// names one.
func (c *Computer) guardedElsewhere(k *model.Resource) bool {
	if t := k.Quantity(field.Target); t != nil && t.Low != nil && k.Owner != nil && k.Owner != k.Team {
		if c.guarded.inTeam[teamNoun{k.Team, t.Unit.Noun()}] {
			return true
		}
	}
	return c.guarded.byResult[k.Whole()]
}

// guarded is what has a counterweight elsewhere than at the KPI itself.
type guarded struct {
	inTeam   map[teamNoun]bool        // numbers of teams
	byResult map[*model.Resource]bool // KPIs, through a key result
}

// teamNoun is a number of a team, whatever its period.
type teamNoun struct {
	team *model.Resource
	noun string
}

// IndexGuards notes which numbers of teams, and which KPIs through a key result, have a counterweight.
func (c *Computer) IndexGuards() {
	c.guarded = guarded{map[teamNoun]bool{}, map[*model.Resource]bool{}}
	for _, k := range c.Model.Of("KPI") {
		if k.Owner == nil || k.Owner != k.Team || !anyGuards(k.Objects(field.Counterweights)) {
			continue
		}
		for _, row := range c.Model.Aimed(k) {
			if t := row.Quantity(field.Target); t != nil && t.Low != nil && t.Unit.Noun() != "" {
				c.guarded.inTeam[teamNoun{k.Team, t.Unit.Noun()}] = true
			}
		}
	}
	for _, o := range c.Model.Of("Objective") {
		for _, kr := range o.Objects(field.KeyResults) {
			if to := kr.To(field.KPI); to != nil && anyGuards(kr.Objects(field.Counterweights)) {
				c.guarded.byResult[to] = true
			}
		}
	}
}

func anyGuards(counterweights []*model.Object) bool {
	for _, entry := range counterweights {
		if to := entry.To(field.KPI); to != nil && guards(to) {
			return true
		}
	}
	return false
}

// sharesNumerator reports whether a counterweight counts the very thing it should hold back.
func sharesNumerator(volume, counterweight *model.Resource) bool {
	numerator := counterweight.Object.Object(field.Formula).Text(field.Numerator)
	if basis.SameNormal(numerator, "") {
		return false
	}
	for _, same := range []string{
		volume.Object.Object(field.Formula).Text(field.Numerator), volume.Text(field.Name), volume.ID,
	} {
		if basis.SameNormal(same, numerator) {
			return true
		}
	}
	t := volume.Quantity(field.Target)
	return t != nil && t.Low != nil && t.Unit.Noun() != "" && basis.SameNormal(quantity.Plural(t.Unit.Noun()), numerator)
}

// resolutionWords name what keeps speed honest.
var resolutionWords = []string{"resol", "reopen", "re-open", "defect", "satisf", "complain", "rework"}

func namedForResolution(k *model.Resource) bool {
	id, name := k.ID, k.Text(field.Name)
	return slices.ContainsFunc(resolutionWords, func(w string) bool {
		return basis.ContainsFold(id, w) || basis.ContainsFold(name, w)
	})
}
