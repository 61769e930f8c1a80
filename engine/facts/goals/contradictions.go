package goals

import (
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// truth is a place that says what a KPI has to reach.
type truth struct {
	of   *model.Resource // who says it
	at   field.Path
	q    *model.Quantity
	unit quantity.Unit // of q, an expectation's for each person
	kind string        // target, keyResult or expectation
	span calendar.Span // of a key result: its cycle
	by   string        // where it is due at another time than the end of the cycle
	day  bool          // of a key result: it names its day, which may be the end of the cycle
	lost bool          // of a key result: nobody knows its cycle
	from *model.Quantity
	sort string // of what it is: its ground and statistic
}

// Truths finds where two places contradict each other about one number: KPIs of one name, and what else gives a KPI its
// target.
func (c *Computer) Truths() []*Truth {
	var list []*Truth
	asked := c.saying()
	for _, k := range c.Model.Of("KPI") {
		c.About("truths", k, func() { list = append(list, c.contradicting(k, asked[k])...) })
	}
	return append(list, c.namesakes()...)
}

// contradicting are those of the places that give one KPI a target which contradict one before them.
func (c *Computer) contradicting(k *model.Resource, said []*truth) []*Truth {
	if len(said) == 0 && !basis.HasRows(k) {
		return nil
	}
	if len(said) > basis.MaxAsking {
		c.TooLarge("asking "+k.Name, k, field.Itself,
			wording.IsGivenATargetBy(k.Name, len(said), basis.MaxAsking))
		said = said[:basis.MaxAsking]
	}
	if t := c.targetOf(k); len(said) > 0 && stated(t) {
		said = append(said, t)
	}
	inOrder(said)
	var list []*Truth
	for _, t := range said {
		t.sort = t.ground().String() + "\x00" + t.q.Statistic
	}
	for i, second := range said {
		first := slices.IndexFunc(said[:i], func(t *truth) bool { return ofOneThing(t, second) })
		if first < 0 || sameTarget(said[first].q, second.q) {
			continue
		}
		t := contradiction(k.Name, said[first], second)
		if kr := onTheWay(k, said[first], second); kr != nil && (kr.day || kr.short() || kr.lost) {
			continue // it says by when it is a step
		} else if kr != nil {
			t.Step = true
		}
		list = append(list, t)
	}
	return list
}

// onTheWay is the key result of two places where the other is a target that holds all the time, and the key result lies
// between it and where the number stands; nil for none.
func onTheWay(k *model.Resource, a, b *truth) *truth {
	if a.kind != "keyResult" {
		a, b = b, a
	}
	if a.kind != "keyResult" || b.kind == "keyResult" {
		return nil
	}
	start := a.from
	if start == nil {
		start = k.Quantity(field.Baseline)
		if base := k.Object.Object(field.Baseline); base != nil {
			start = base.Quantity(field.Value)
		}
	}
	if start == nil || start.Low == nil {
		return nil
	}
	from, step, to := start.Plain(), a.q.Plain(), b.q.Plain()
	up := from.High.Cmp(step.Low) < 0 && step.High.Cmp(to.Low) < 0
	down := from.Low.Cmp(step.High) > 0 && step.Low.Cmp(to.High) > 0
	if !start.Unit.IsZero() && !start.Unit.Equal(a.q.Unit) || !up && !down {
		return nil
	}
	return a
}

// short reports whether the cycle of a key result is shorter than a year, so that it is a step by its end.
func (t *truth) short() bool {
	const year = 360 // days, as cycles of 52 weeks have
	return !t.span.IsEmpty() && t.span.Days() < year
}

// saying are the key results and expectations that ask for a number, by the KPI they are about.
func (c *Computer) saying() map[*model.Resource][]*truth {
	all := map[*model.Resource][]*truth{}
	for _, o := range c.Model.Of("Objective") {
		for _, kr := range c.keyResults(o) {
			if t := c.result(kr); t != nil {
				all[kr.kpi()] = append(all[kr.kpi()], t)
			}
		}
	}
	for _, role := range c.Model.Of("Role") {
		for i, e := range role.Objects(field.Expectations) {
			if e.To(field.KPI) == nil {
				continue
			}
			if t := expectationTruth(role, i, e); stated(t) {
				all[e.To(field.KPI)] = append(all[e.To(field.KPI)], t)
			}
		}
	}
	return all
}

// stated reports whether a place gives a number.
func stated(t *truth) bool { return t.q != nil && t.q.Low != nil }

func target(k *model.Resource) *truth {
	t := ownTarget(k)
	return &t
}

// ownTarget is target for one that is looked at and let go.
func ownTarget(k *model.Resource) truth {
	t := truth{of: k, at: field.Target, q: k.Quantity(field.Target), kind: "target"}
	if stated(&t) {
		t.unit, t.by = t.q.Unit, t.q.By
	}
	return t
}

// targetOf is the target of a KPI; of one with targets by dimension their sum, where they add up.
func (c *Computer) targetOf(k *model.Resource) *truth {
	q := c.rates.AsOne(k)
	if !basis.HasRows(k) || q == nil {
		return target(k)
	}
	return &truth{of: k, at: field.Targets, q: q, unit: q.Unit, by: q.By, kind: "target"}
}

// result is what a key result says of its KPI; nil where it is a part of a sum, or its cycle is another time than
// today.
func (c *Computer) result(kr keyResult) *truth {
	q := kr.object().Quantity(field.To)
	span, known := c.Cycle(kr.of)
	if q == nil || q.Low == nil || c.objectives.parts[kr] || known && !span.Contains(c.Model.AsOf) {
		return nil
	}
	t := &truth{of: kr.of, at: kr.at().To(field.To), q: q, unit: q.Unit, kind: "keyResult", span: span,
		by: dayOf(kr.object()), from: kr.object().Quantity(field.From)}
	t.day = t.by != ""
	t.lost = !known && kr.of.Text(field.Cycle) != ""
	if t.by == span.To.String() {
		t.by = "" // the end of the cycle
	}
	return t
}

// expectationTruth is what a role's people have to reach, each of them. A share or a time is the same for one and for
// all.
func expectationTruth(role *model.Resource, i int, e *model.Object) *truth {
	t := &truth{of: role, at: field.Expectations.At(i, field.Target), q: e.Quantity(field.Target), kind: "expectation"}
	if stated(t) {
		if t.unit = t.q.Unit; t.unit.Scope() == "" && (e.To(field.KPI) == nil || basis.AddsUp(e.To(field.KPI))) {
			t.unit = t.unit.Div(basis.Person)
		}
	}
	return t
}

// inOrder sorts places by file and line.
func inOrder(all []*truth) {
	slices.SortStableFunc(all, func(a, b *truth) int { return before(a.of, a.at, b.of, b.at) })
}

func before(a *model.Resource, atA field.Path, b *model.Resource, atB field.Path) int {
	if a.File != b.File {
		return strings.Compare(a.File, b.File)
	}
	x, _ := a.Written(atA)
	y, _ := b.Written(atB)
	if x.Line != y.Line {
		return x.Line - y.Line
	}
	return x.Column - y.Column
}

// ofOneThing reports whether two places give one KPI a target of one scope for one period.
func ofOneThing(a, b *truth) bool {
	switch {
	case a.kind == "expectation" && b.kind == "expectation":
		return false // of other people
	case a.kind == "keyResult" && b.kind == "keyResult" && a.of != b.of && (a.span.IsEmpty() || a.span != b.span):
		return false // of other times, as far as anybody says
	case due(a, b) != due(b, a):
		return false
	}
	return a.sort == b.sort
}

// due is the day for which a target holds, "" for the standing one. Beside a date, the end of a key result's cycle is a
// date too.
func due(t, other *truth) string {
	if t.by == "" && other.by != "" && t.kind == "keyResult" {
		return t.span.To.String()
	}
	return t.by
}

// ground is the unit in which a share and a plain number, and a team's total and a total, are one.
func (t *truth) ground() quantity.Unit {
	a := t.q.Amount
	a.Unit = t.unit.Without("team", "organisation")
	return a.Plain().Unit
}

// sameTarget reports whether two targets ask for the same: the same number, on the same side.
func sameTarget(a, b *model.Quantity) bool {
	x, y := a.Amount.Plain(), b.Amount.Plain()
	return x.Low.Cmp(y.Low) == 0 && x.High.Cmp(y.High) == 0 && heading(a.Comparator)*heading(b.Comparator) >= 0
}

// heading is 1 for a number to reach, -1 for one to stay below, 0 for one that says neither.
func heading(c quantity.Comparator) int {
	switch c {
	case quantity.AtLeast, quantity.MoreThan:
		return 1
	case quantity.AtMost, quantity.LessThan:
		return -1
	}
	return 0
}

// rangesMeet reports whether two targets may be the same for some values of their ranges.
func rangesMeet(a, b *model.Quantity) bool {
	if a.Comparator == quantity.Between || b.Comparator == quantity.Between {
		return false
	}
	x, y := a.Amount.Plain(), b.Amount.Plain()
	return x.Low.Cmp(y.High) <= 0 && y.Low.Cmp(x.High) <= 0 && heading(a.Comparator)*heading(b.Comparator) >= 0
}

// contradiction is the entry about two places that give a KPI different targets.
func contradiction(kpi string, first, second *truth) *Truth {
	t := pair(first.of, first.at, second.of, second.at)
	t.KPI, t.What, t.FirstWhat = kpi, second.kind, first.kind
	t.Says, t.FirstSays = second.q.Text, first.q.Text
	t.Depends = rangesMeet(first.q, second.q)
	return t
}

// pair begins an entry about two places.
func pair(first *model.Resource, firstAt field.Path, second *model.Resource, at field.Path) *Truth {
	return &Truth{Kind: second.Kind, Resource: second.Name, At: at.String(),
		First: &FieldPlace{Kind: first.Kind, Resource: first.Name, At: firstAt.String()}}
}

// namesakes finds KPIs of one name that say different things about the same number, each against the first of that
// name.
func (c *Computer) namesakes() []*Truth {
	all := c.Model.Of("KPI")
	groups, titles := make(map[thing]group, len(all)), map[thing]*model.Resource{}
	var list []*Truth
	var things []thing
	drafts := slices.ContainsFunc(all, (*model.Resource).IsDraft)
	for _, second := range all {
		var found *Truth
		title := basis.Normal(second.Title())
		things = c.things(things[:0], second, title, drafts)
		for _, what := range things {
			of := groups[what]
			first := of.join(second)
			groups[what] = of
			if first != nil && found == nil {
				found = c.againstFirst(first, second)
			}
		}
		if found == nil {
			found = c.unlike(titles, second, title)
		}
		if found != nil {
			list = append(list, found)
		}
	}
	return list
}

// againstFirst says how a KPI differs from the first one of its name; nil where it does not, or both are called alike
// by chance.
func (c *Computer) againstFirst(first, second *model.Resource) *Truth {
	if drafted(first, second) {
		return nil
	}
	found := c.differ(first, second)
	if found != nil {
		found.Drafted = ofText(first) || ofText(second)
	}
	return found
}

// unlike says that a KPI has the name of another one in its team and a unit that does not convert into that one's; nil
// where it does, or they differ in more than that: a count and a share of one name are two numbers. Those that were
// drafted are called alike by chance.
func (c *Computer) unlike(titles map[thing]*model.Resource, second *model.Resource, normal string) *Truth {
	b := ownTarget(second)
	if second.Text(field.Name) == "" || second.IsDraft() || second.Team == nil || !stated(&b) || !isCount(b.unit) {
		return nil
	}
	title := thing{title: normal, unit: b.unit.Scope(), statistic: b.q.Statistic, by: b.by, whose: second.Team.Name}
	first := titles[title]
	if first == nil {
		titles[title] = second
		return nil
	}
	a := ownTarget(first)
	if c.unitsOf(&a).family == c.unitsOf(&b).family {
		return nil
	}
	t := contradiction(second.Title(), target(first), target(second))
	t.What, t.Depends = "name", false
	t.Unlike = (&quantity.Incomparable{A: a.unit, B: b.unit}).Error()
	return t
}

// isCount reports whether a unit counts things, and no money.
func isCount(u quantity.Unit) bool { return basis.Countable(u) && u.Currency() == "" }

// drafted reports whether two KPIs are drafts, and are called alike by chance. Rows of the tables of one file may be
// called alike: what they say twice is found where tables are read. And a number of things that a text counts once, "3
// bugs", is another one where it says "2 bugs".
func drafted(a, b *model.Resource) bool {
	isRow := func(k *model.Resource) bool { return k.IsDraft() && !k.Has(field.Description) }
	return a.File == b.File && isRow(a) && isRow(b) || countedOnce(a) || countedOnce(b)
}

// ofText reports whether a KPI is a draft of what a text says, which gives it no name. A row of a table has a name.
func ofText(k *model.Resource) bool { return k.IsDraft() && k.Has(field.Description) }

// countedOnce reports whether a KPI was drafted of a text that counts something, and says neither in what time nor by
// when.
func countedOnce(k *model.Resource) bool {
	t := ownTarget(k)
	return k.IsDraft() && stated(&t) && t.unit.Period() == "" && t.by == "" && basis.Countable(t.unit)
}

// group is the KPIs that seem to be one: the first of them, and the first that has a name for people.
type group struct{ first, named *model.Resource }

// join adds a KPI and returns the one that it has to agree with, nil for none. An id alone belongs to its team: two
// KPIs with one id and no name are two numbers.
func (g *group) join(k *model.Resource) *model.Resource {
	named, against := k.Text(field.Name) != "", g.named
	if named {
		against = g.first
	}
	if g.first == nil {
		g.first = k
	}
	if g.named == nil && named {
		g.named = k
	}
	return against
}

// things adds what a KPI measures: its name with the unit, scope, statistic and date of its target, and whose number it
// is where it is for each person. The unit comes first as it is, then with all into which it may convert. The name of a
// draft is ours: it tells its number from others of its owner alone, and where there are drafts, that holds for all.
func (c *Computer) things(all []thing, k *model.Resource, title string, drafts bool) []thing {
	t := ownTarget(k)
	if !stated(&t) {
		return all
	}
	what := thing{title: title, statistic: t.q.Statistic, by: t.by}
	if ofText(k) {
		what.statistic = "" // of a text, those alone are called alike that bound one time
	}
	if drafts {
		own := what
		if own.owner = ownerOf(k); k.IsDraft() {
			what = own
		} else {
			all = c.inUnits(all, own, k, &t)
		}
	}
	return c.inUnits(all, what, k, &t)
}

// ownerOf is the role or the team whose number a KPI is.
func ownerOf(k *model.Resource) string {
	switch {
	case k.Owner != nil:
		return k.Owner.Kind + " " + k.Owner.Name
	case k.Team != nil:
		return k.Team.Kind + " " + k.Team.Name
	}
	return k.File
}

// inUnits adds what a KPI measures in its unit, and in all into which that may convert.
func (c *Computer) inUnits(all []thing, what thing, k *model.Resource, t *truth) []thing {
	units := c.unitsOf(t)
	for _, what.unit = range []string{units.ground, units.family} {
		if t.unit.Scope() != "person" {
			all = append(all, what)
			continue
		}
		roles := c.Model.RolesOf(k) // two teams that share any of so many share their first ones too
		for _, role := range roles[:min(len(roles), basis.MaxEntries)] {
			of := what
			of.whose = role.Name
			all = append(all, of)
		}
	}
	return all
}

// thing is what KPIs of one name measure.
type thing struct {
	title, unit, statistic, by string
	whose                      string // the role whose people have it each, or the team; "" for none
	owner                      string // the role or the team that it is compared within; "" for all
}

// units are those of a target for comparing: as it is, and what it converts into.
type units struct{ ground, family string }

// unitsOf are the units of a target. They follow from the unit that it has, of which there are few.
func (c *Computer) unitsOf(t *truth) units {
	known, ok := c.units[t.unit]
	if !ok {
		known = units{t.ground().String(), t.family()}
		c.units[t.unit] = known
	}
	return known
}

// differ says how two KPIs of one name and unit differ, nil where they do not, or one is a part of the other.
func (c *Computer) differ(first, second *model.Resource) *Truth {
	a, b := target(first), target(second)
	switch {
	case slices.Contains(c.addendsOf(first), second), slices.Contains(c.addendsOf(second), first):
		return nil // one is a part of the other
	case !a.unit.Equal(b.unit) && c.unitsOf(a).family == c.unitsOf(b).family:
		return c.differConverted(first, second)
	case !sameTarget(a.q, b.q):
		t := contradiction(second.Title(), a, b)
		t.What = "name"
		return t
	}
	return formulas(first, second)
}

// formulas says in which part of the formula two KPIs differ, nil where they agree or one has none.
func formulas(first, second *model.Resource) *Truth {
	a, b := first.Object.Object(field.Formula), second.Object.Object(field.Formula)
	for _, name := range []field.Path{field.Numerator, field.Denominator, field.Expression} {
		x, y := a.Text(name), b.Text(name)
		if x == "" || y == "" || basis.Normal(x) == basis.Normal(y) {
			continue
		}
		t := pair(first, field.Formula.To(name), second, field.Formula.To(name))
		t.KPI, t.What, t.FirstWhat, t.Says, t.FirstSays = second.Title(), "formula", "formula", y, x
		return t
	}
	return nil
}
