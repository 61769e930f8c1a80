package supply

import (
	"slices"

	"github.com/kpilint/kpilint/engine/duration"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// LeadTime compares the time that a KPI promises for an item with the time it takes to finish what is in progress; nil
// where it promises none.
func (c *Computer) LeadTime(k *model.Resource) *LeadTime {
	if noun := k.Text(field.Promises); noun != "" && !basis.Aimless(k) {
		return &LeadTime{LeadTime: c.promisedTime(k, noun)}
	}
	return nil
}

func (c *Computer) promisedTime(k *model.Resource, noun string) *PromisedTime {
	facts := &PromisedTime{Item: noun}
	promise, perMonth := c.promise(k)
	if !promise.Known() {
		facts.Needed = basis.Shown(promise)
		return facts
	}
	facts.Promised, facts.BareDay = basis.Shown(promise), k.Quantity(field.Target).BareDay
	open, rate := c.flow(k, noun)
	if missing := slices.Concat(open.Lacks(), rate.Lacks()); len(missing) > 0 {
		facts.Needed = network.Lacking(missing...)
		return facts
	}
	facts.InProgress, facts.Throughput = basis.Shown(open), basis.Shown(rate)
	rate = rate.Provided(notZero, wording.NobodyIsAskedToFinish(quantity.Plural(noun)))
	if !rate.Known() {
		facts.Needed = network.Lacking(rate.Lacks()...)
		return facts
	}
	needed := network.Over(wording.LeadTime(), open, rate.Named()).In(duration.Month)
	if perMonth != nil {
		needed = network.Times(wording.LeadTime(), needed, perMonth).In(promise.Amount.Unit)
	}
	facts.Needed = basis.Shown(needed)
	most := network.Times(wording.MostInProgress(), promise, rate)
	if perMonth != nil {
		most = network.Over(wording.MostInProgress(), most, perMonth)
	}
	if most != nil {
		facts.Most = basis.Shown(most.In(open.Amount.Unit).Floor())
	}
	return facts
}

// notZero reports whether a number is another than zero for certain, so that others can be divided by it.
func notZero(a quantity.Amount) bool { return a.Low.Sign() > 0 || a.High.Sign() < 0 }

// promise is the longest time that the target of a KPI allows, and how many of its unit a month has, nil for months.
func (c *Computer) promise(k *model.Resource) (promise *network.Node, perMonth *network.Node) {
	if f := c.rates.Target(k); !f.Known() {
		return f, nil
	}
	limit := k.Quantity(field.Target)
	if limit == nil { // the sum of targets by dimension, which are no durations
		return network.Lacking(wording.PromisesALeadTimeAnd(k.Name)), nil
	}
	if limit.Comparator == quantity.AtLeast || limit.Comparator == quantity.MoreThan {
		return network.Lacking(wording.IsAtLeastWhichPromises(k.Name, limit.Amount.String())), nil
	}
	length, perMonth := c.worktime.DurationsOf(k).Length("promise", limit)
	if length != nil && duration.Elapsed(limit) && c.byWeek(k.Text(field.Promises)) {
		perMonth = c.worktime.DurationsOf(k).PerWorkedMonth()
	}
	if length == nil {
		return network.Lacking(wording.PromisesALeadTimeAndIts(k.Name, limit.Text)), nil
	}
	if limit.Comparator == quantity.Between {
		length = length.HighEnd()
	}
	return length, perMonth
}

// byWeek reports whether all that is made of an item is counted by the day or the week, so that weeks of it are weeks.
func (c *Computer) byWeek(noun string) bool {
	it := c.supply.items[noun]
	if it == nil || len(it.producers) == 0 {
		return false
	}
	return !slices.ContainsFunc(it.producers, func(p *Side) bool {
		t := c.rates.AsOne(p.Of)
		return t == nil || t.Low == nil || !slices.Contains([]string{"hour", "day", "week"}, t.Unit.Period())
	})
}

// flow is how much of an item is in progress, and how much of it is finished in a month.
func (c *Computer) flow(k *model.Resource, noun string) (open, rate *network.Node) {
	it := c.supply.items[noun]
	if it == nil || len(it.producers) == 0 {
		missing := network.Lacking(wording.NobodyHasATargetThat(quantity.Plural(noun)))
		return missing, network.Lacking()
	}
	rate = c.throughput(it)
	if !rate.Known() {
		return network.Lacking(), network.Lacking(rate.Lacks()...)
	}
	known := it.inProgress(rate.Amount.Unit.Noun())
	if own := inProgress(k, rate.Amount.Unit.Noun()); own.Known() && known.none {
		return own, rate
	}
	return known.open, rate
}

// throughput is what is in progress of an item, and whether none of its makers says so.
type throughput struct {
	rate, open *network.Node
	none       bool
}

// inProgress adds up what the makers of an item have open at one time.
func (it *item) inProgress(noun string) *throughput {
	if it.flows.open != nil {
		return it.flows
	}
	var parts []*network.Node
	var missing []string
	for _, p := range it.producers {
		f := inProgress(p.Of, noun)
		if missing = append(missing, f.Lacks()...); f.Known() {
			parts = append(parts, f)
		}
	}
	it.flows.none = len(parts) == 0
	if it.flows.open = network.Lacking(missing...); len(missing) == 0 {
		it.flows.open = network.Plus(wording.InProgress(), parts...).Cut(basis.MaxShared)
	}
	return it.flows
}

// throughput is what is made of an item in a month: of a single producer in the unit in which it counts what it has
// in progress.
func (c *Computer) throughput(it *item) *network.Node {
	if it.flows == nil {
		it.flows = &throughput{rate: c.flowing(it)}
	}
	return it.flows.rate
}

func (c *Computer) flowing(it *item) *network.Node {
	first := it.producers[0].Of
	if q := first.Quantity(field.InProgress); len(it.producers) == 1 && q != nil && q.Low != nil &&
		q.Unit.Noun() != it.noun {
		if rate := c.rates.MonthlyTotal(first); rate.Known() && rate.Amount.Unit.Noun() == q.Unit.Noun() {
			return rate
		}
	}
	return it.supplied()
}

// inProgress is what a KPI has open at one time, counted by a noun.
func inProgress(k *model.Resource, noun string) *network.Node {
	q := k.Quantity(field.InProgress)
	switch {
	case q == nil || q.Low == nil:
		return network.Lacking(wording.DoesNotSayHowManyAre(k.Name))
	case q.Unit.Noun() != "" && q.Unit.Noun() != noun:
		return network.Lacking(wording.HasInProgressAndFinishes(k.Name, q.Amount.String(), quantity.Plural(noun)))
	}
	return network.Written(wording.InProgress(), q).In(quantity.NewUnit([]string{noun}, nil))
}
