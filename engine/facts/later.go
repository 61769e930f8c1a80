package facts

import (
	"cmp"
	"slices"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/fact"
	"github.com/kpilint/kpilint/engine/facts/goals"
	"github.com/kpilint/kpilint/engine/model"
)

// Where definitions are very many, most facts of a KPI that nobody else reads are worked out when the KPI is judged,
// and not kept: all of them together would take more memory than the definitions.

// later is what it takes to work facts out when they are asked for.
type later struct {
	ofLater   *basis.Asked             // what is wanted of KPIs before that
	remaining *basis.Asked             // and then
	none      KPI                      // the facts of KPIs that have none so far
	room      *KPI                     // for the facts of the next one that has some; nil until it is needed
	completed map[*model.Resource]bool // KPIs whose facts are kept after all
	worked    int                      // how often facts were worked out
	problems  int                      // how many were found before
	failures  int
}

// forgetAfter is how many KPIs share what is kept while facts are worked out.
const forgetAfter = 256

// beginLater says what is left for later.
func (c *computer) beginLater() {
	c.Lean, c.completed = true, map[*model.Resource]bool{}
	c.ofLater, c.remaining = basis.Ask(c.left.Wanted), c.remainder(c.left.Wanted)
	c.facts.whole, c.facts.complete = c.whole, c.complete
	all := c.Model.Of("KPI")
	c.facts.kpis = make(map[*model.Resource]*KPI, len(all))
	for _, k := range all {
		f := &c.none
		if !c.isLater(k) {
			f = new(KPI)
		}
		c.facts.kpis[k] = f
	}
}

// own are the facts of a KPI to which one is to be added.
func (c *computer) own(k *model.Resource) *KPI {
	f := c.facts.kpis[k]
	if f == &c.none {
		f = new(KPI)
		c.facts.kpis[k] = f
	}
	return f
}

// about works out facts of a KPI, and keeps them where there are some.
func (c *computer) about(k *model.Resource, compute func(f *KPI)) {
	if c.facts.kpis[k] != &c.none {
		compute(c.facts.kpis[k])
		return
	}
	if c.room == nil {
		c.room = new(KPI)
	}
	compute(c.room)
	c.forClash(c.room)
	if *c.room != c.none {
		c.facts.kpis[k], c.room = c.room, nil
	}
}

// KeepClashing adds to the facts that are worked out before KPIs are judged those that are wanted and are worked out
// then all the same, to see which units clash: they are kept where there is memory for it.
func KeepClashing(first, wanted basis.Wanted) {
	if first == nil || !fact.Whole.Conflicts.In(first) {
		return
	}
	for _, name := range []fact.Name{fact.KPI.Time, fact.KPI.Spend, fact.KPI.Little} {
		if wanted == nil || name.In(wanted) {
			first[name.String()] = true
		}
	}
}

// forClash lets go of facts that were only worked out to see which units clash.
func (c *computer) forClash(f *KPI) {
	wanted := func(name fact.Name) bool { return name.In(c.left.Wanted) }
	if !wanted(fact.KPI.Time) {
		f.Use = nil
	}
	if !wanted(fact.KPI.Spend) {
		f.Spending = nil
	}
	if !wanted(fact.KPI.Little) {
		f.LittlesLaw = nil
	}
}

// endFirst lets go of what was kept to work out all facts but those that are left for later.
func (c *computer) endFirst() {
	c.forget()
	c.goals = goals.New(c.Basis, c.rates, c.supply, c.worktime)
}

func (c *computer) forget() {
	c.Forget()
	c.rates.Forget()
}

// isLater reports whether facts of a definition are left for later. A KPI with rows has its own with theirs.
func (c *computer) isLater(k *model.Resource) bool {
	return c.left.Later && k.Kind == "KPI" && k.Row == nil && !c.left.Of[k] && c.Model.TargetsOf(k) == nil
}

// whole are all facts of a KPI that are wanted; nil where none was left for later.
func (c *computer) whole(k *model.Resource) *KPI {
	if !c.isLater(k) {
		return nil
	}
	c.After.Lock()
	defer c.After.Unlock()
	f := *c.facts.kpis[k]
	before := c.Remarks()
	c.Within(c.remaining, func() {
		c.kpi(k, &f)
		c.alone(k, &f)
	})
	if c.Remarks() > before {
		c.remarked[k] = true
	}
	if c.worked++; c.worked%forgetAfter == 0 {
		c.forget()
	}
	return &f
}

// found is what is beyond limits, and which facts failed, of those that were worked out later.
func (c *computer) found() (problems []model.Problem, failures []*basis.Failure) {
	c.After.Lock()
	defer c.After.Unlock()
	problems = slices.Clone(c.Problems()[c.problems:])
	slices.SortFunc(problems, func(a, b model.Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), a.Span.Line-b.Span.Line, a.Span.Column-b.Span.Column,
			cmp.Compare(a.Message, b.Message))
	})
	failures = slices.Clone(c.Failures()[c.failures:])
	slices.SortFunc(failures, func(a, b *basis.Failure) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Subject, b.Subject))
	})
	return problems, failures
}

// For are the facts as they are read to judge a KPI: with those of it that were left for later. It is safe for
// concurrent use.
func (f *Facts) For(k *model.Resource) *Facts {
	if f.whole == nil || k == f.judged {
		return f
	}
	whole := f.whole(k)
	if whole == nil {
		return f
	}
	return &Facts{store: f.store, judged: k, ofJudged: whole}
}

// Later reports whether facts were left for later.
func (f *Facts) Later() bool { return f != nil && f.whole != nil }

// Found is what was found wrong while facts were worked out that had been left for later: what is beyond limits, and
// faults of ours.
func (f *Facts) Found() ([]model.Problem, []*basis.Failure) {
	if !f.Later() {
		return nil, nil
	}
	return f.found()
}
