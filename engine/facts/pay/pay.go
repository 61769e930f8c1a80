// Package pay works out what depends on numbers: pay, consequences, and the counterweights that guard them.
package pay

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/facts/rates"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Computer works out the facts about pay and counterweights.
type Computer struct {
	*basis.Basis
	rates *rates.Computer

	guarded    guarded
	incentives incentives
}

// New is a computer without facts so far.
func New(b *basis.Basis, rates *rates.Computer) *Computer {
	return &Computer{Basis: b, rates: rates, incentives: incentives{ofRole: map[*model.Resource]*incentive{}}}
}

// stake is what depends on a KPI for the people of a role.
type stake struct {
	role   *model.Resource
	what   string          // review, bonus, dismissal or pay
	target *model.Quantity // that decides; nil for none
}

// incentives is what is worked out once about pay and other consequences.
type incentives struct {
	onKPI  map[*model.Resource][]stake    // what depends on a KPI for people
	ofRole map[*model.Resource]*incentive // the variable pay of a role
}

// IndexStakes notes for each KPI which roles have a consequence or pay hanging on it.
func (c *Computer) IndexStakes() {
	c.incentives.onKPI = map[*model.Resource][]stake{}
	note := func(role *model.Resource, kpi *model.Resource, what string, own *model.Quantity) {
		if kpi == nil || what == "" || what == "none" {
			return
		}
		if own == nil || own.Low == nil {
			own = c.strictest(kpi)
		}
		c.incentives.onKPI[kpi] = append(c.incentives.onKPI[kpi], stake{role, what, own})
	}
	for _, role := range c.Model.Of("Role") {
		for _, e := range role.Objects(field.Expectations) {
			note(role, e.To(field.KPI), e.Text(field.Consequence), e.Quantity(field.Target))
		}
		for _, part := range role.Objects(field.Incentive) {
			note(role, part.To(field.KPI), "pay", nil)
		}
	}
}

// strictest is the target of a KPI; of several by dimension one that asks for all or nothing, where there is one.
func (c *Computer) strictest(kpi *model.Resource) *model.Quantity {
	rows := c.Model.Aimed(kpi)
	for _, row := range rows {
		if t := row.Quantity(field.Target); perfect(t) {
			return t
		}
	}
	return rows[0].Quantity(field.Target)
}

// Stakes shows what depends on a KPI; nil where nothing does.
func (c *Computer) Stakes(k *model.Resource) *Stakes {
	var all []*Stake
	for _, s := range c.incentives.onKPI[k] {
		stake := &Stake{Role: s.role.Name, What: s.what, Perfect: perfect(s.target)}
		if stake.Perfect {
			stake.Target, stake.Says = c.Written("target", s.target), s.target.Text
		}
		all = append(all, stake)
	}
	if all == nil {
		return nil
	}
	return &Stakes{Stakes: all}
}

// perfect reports whether a target asks for all or nothing: 100 % that should not be less, or 0 % that should not be
// more.
func perfect(t *model.Quantity) bool {
	if t == nil || t.Low == nil || t.IsRange() || !t.Unit.Equal(basis.PercentUnit) {
		return false
	}
	way := basis.Asks(t.Comparator)
	all, none := t.Low.Cmp(big.NewRat(100, 1)) == 0, t.Low.Sign() == 0
	return all && way != "lower" || none && way != "higher"
}

// Variable works out how the variable pay of a role is spread over KPIs, and the steps of its payouts; nil for none.
func (c *Computer) Variable(role *model.Resource) *VariablePay {
	parts := role.Objects(field.Incentive)
	if len(parts) == 0 {
		return nil
	}
	in := c.incentive(role)
	pay := &VariablePay{IncentiveShares: in.shares(role), IncentiveTotal: basis.Shown(in.total())}
	for i, part := range parts {
		if kpi := part.Ref(field.KPI); kpi != nil { // missing-field says so
			at := field.Incentive.At(i, field.Payout).String()
			pay.PayoutSteps = append(pay.PayoutSteps, payoutSteps(part, kpi.String(), at)...)
		}
	}
	return pay
}

// weight is the part of variable pay that depends on one KPI of a role.
type weight struct {
	kpi string
	at  string // the first entry that names it
	all []*network.Node
	d   *network.Node // their sum
}

// shares are the shares of KPIs in the weights of a role. One entry alone says what is missing.
func (in *incentive) shares(role *model.Resource) []*PayShare {
	weights, missing := in.weights, in.missing
	var all []*PayShare
	total := allWeights(weights)
	for _, w := range weights {
		share := shareOfPay(w.d, total)
		if missing == nil && share == nil {
			missing = []string{wording.TheWeightsOfTheIncentive(role.Name)}
		}
		if missing != nil {
			return []*PayShare{{At: field.Incentive.String(), Share: network.Lacking(missing...)}}
		}
		all = append(all, &PayShare{At: w.at, KPI: w.kpi, Share: basis.Shown(share)})
	}
	return all
}

// total is what the weights of several KPIs add up to, where all are shares; nil else.
func (in *incentive) total() *network.Node {
	if in.missing != nil || len(in.weights) < 2 {
		return nil
	}
	total := allWeights(in.weights)
	if total == nil || !total.Amount.Unit.Equal(basis.PercentUnit) {
		return nil
	}
	return total
}

// incentive is the variable pay of a role.
type incentive struct {
	weights []weight
	place   map[string]int // KPI → its place among the weights
	missing []string
}

func (c *Computer) incentive(role *model.Resource) *incentive {
	return basis.Memo(c.Basis, c.incentives.ofRole, role, func() *incentive {
		in := &incentive{place: map[string]int{}}
		in.read(role)
		return in
	})
}

// of is the weight of a KPI, nil for none.
func (in *incentive) of(kpi string) *network.Node {
	if i, ok := in.place[kpi]; ok {
		return in.weights[i].d
	}
	return nil
}

// read adds up the weights of a role by KPI, in written order. A single KPI has all of it, whatever its weight.
func (in *incentive) read(role *model.Resource) {
	entries := role.Objects(field.Incentive)
	for i, part := range entries {
		kpi := part.Ref(field.KPI)
		if kpi == nil {
			continue // missing-field says so
		}
		d := network.Assumed("weight", wording.TheOnlyOne(), basis.Percent(100))
		if q := part.Quantity(field.Weight); q != nil && q.Low != nil {
			d = network.Written("weight", q)
		} else if len(entries) > 1 {
			why := wording.TheIncentiveOfDoesNot(role.Name, kpi.String())
			in.missing = append(in.missing, why)
		}
		in.add(weight{kpi.String(), field.Incentive.At(i, field.Weight).String(), []*network.Node{d}, nil})
	}
	for i := range in.weights {
		in.weights[i].sum()
	}
}

func (in *incentive) add(w weight) {
	i, again := in.place[w.kpi]
	if !again {
		in.place[w.kpi] = len(in.weights)
		in.weights = append(in.weights, w)
		return
	}
	in.weights[i].all = append(in.weights[i].all, w.all...)
}

// sum adds up the entries of one KPI, as far as they can be added.
func (w *weight) sum() {
	fit := w.all[:1]
	for _, d := range w.all[1:] {
		if _, err := fit[0].Amount.Add(d.Amount); err == nil {
			fit = append(fit, d)
		}
	}
	w.d = network.Plus("weight", fit...).Cut(basis.MaxShared)
}

// allWeights adds up the weights of a role; nil where they cannot be added, or there are none.
func allWeights(weights []weight) *network.Node {
	if len(weights) == 0 {
		return nil
	}
	all := make([]*network.Node, len(weights))
	for i, w := range weights {
		all[i] = w.d
	}
	total := network.Plus(wording.AllWeights(), all...)
	if total == nil {
		return nil
	}
	return total.Cut(basis.MaxShared)
}

// shareOfPay is one weight in percent of all; nil where they cannot be added up, or come to nothing. Where all weights
// are 100 % it is the weight as written.
func shareOfPay(weight, total *network.Node) *network.Node {
	if total == nil || total.Amount.Low.Sign() <= 0 {
		return nil
	}
	share := network.By(wording.ShareOfTheVariablePay(), "÷", shareOfAll, weight, total)
	if share == nil {
		return nil
	}
	return network.Choose(asWritten, weight, share.Hundredfold().In(basis.PercentUnit), total)
}

// asWritten chooses between a weight as written and its share of all weights, which come last: the first where all
// weights are 100 %.
func asWritten(of []quantity.Amount) int {
	if of[2].Equal(basis.Percent(100)) {
		return 0
	}
	return 1
}

// shareOfAll divides a weight by all weights. A weight that is a range is not set against itself: its share is least
// when the others are at their most.
func shareOfAll(of []quantity.Amount) (a quantity.Amount, ok bool) {
	own, total := of[0], of[1]
	if own.Unit != total.Unit { // a percentage among plain numbers
		own, total = own.Plain(), total.Plain()
	}
	a.Low, a.High = part(own.Low, own.High, total.High), part(own.High, own.Low, total.Low)
	return a, a.Low != nil && a.High != nil
}

// part is own ÷ (own + others), where the others are a total less what this one is in it.
func part(own, inTotal, total *big.Rat) *big.Rat {
	whole := new(big.Rat).Sub(total, inTotal)
	if whole.Add(whole, own); whole.Sign() <= 0 {
		return nil
	}
	return new(big.Rat).Quo(own, whole)
}

// payoutSteps are the steps of one payout by achievement: how much more each pays than the one below it, and its
// accelerator.
func payoutSteps(part *model.Object, kpi, at string) []*PayoutStep {
	var all []*PayoutStep
	below := network.Assumed(wording.BelowTheFirstStep(), "nothing", basis.Percent(0))
	for n, s := range sortedSteps(part, kpi) {
		o := &PayoutStep{At: fmt.Sprintf("%s/%d", at, s.index), KPI: kpi, Missing: s.missing}
		if s.missing == nil {
			o.Reached, o.Pays = s.at.Amount.String(), s.pays.Amount.String()
			if n > 0 || s.at.Amount.Low.Sign() > 0 { // what is paid for nothing is no step
				o.Step = network.Minus("step", s.pays, below)
			}
			o.Accelerator = network.Over("accelerator", s.pays, s.at)
			below = s.pays
		}
		all = append(all, o)
	}
	return all
}

// step is one step of a payout.
type step struct {
	index    int
	at, pays *network.Node // in percent
	missing  []string
}

// sortedSteps reads the steps of a payout, the lowest achievement first; those that cannot be read stand at the end.
func sortedSteps(part *model.Object, kpi string) []step {
	var steps []step
	for i, entry := range part.Objects(field.Payout) {
		s := step{index: i, at: percentage(entry.Quantity(field.At)), pays: percentage(entry.Quantity(field.Pays))}
		for _, name := range []field.Path{field.At, field.Pays} {
			if q := entry.Quantity(name); q != nil && percentage(q) == nil {
				why := wording.OfAPayoutForIs(name.String(), kpi, q.Text)
				s.missing = append(s.missing, why)
			}
		}
		if s.missing == nil && (s.at == nil || s.pays == nil) {
			continue // missing-field or bad-quantity says so
		}
		steps = append(steps, s)
	}
	slices.SortStableFunc(steps, func(a, b step) int {
		if a.missing != nil || b.missing != nil {
			return len(a.missing) - len(b.missing)
		}
		return a.at.Amount.Low.Cmp(b.at.Amount.Low)
	})
	return steps
}

// largest plain number that is read as a share: 1.2 is 120 %, and 120 is nothing without its sign.
var largest = big.NewRat(10, 1)

// percentage reads a share; nil for what is none.
func percentage(q *model.Quantity) *network.Node {
	switch {
	case q == nil || q.Low == nil:
		return nil
	case q.Unit.Equal(basis.PercentUnit):
		return network.Written("share", q)
	case q.Unit.IsZero() && q.High.Cmp(largest) <= 0:
		return network.Written("share", q).Hundredfold().In(basis.PercentUnit)
	}
	return nil
}

// Reward compares what the KPIs of a role give for an hour of work: their points by their effort. It is nil for fewer
// than two with points.
func (c *Computer) Reward(role *model.Resource) *Reward {
	rates, missing := []reward{}, []string{}
	n := 0
	for _, k := range c.Model.KPIsOf(role) {
		points := k.Quantity(field.Points)
		if points == nil || points.Low == nil {
			continue
		}
		n++
		d, lacks := c.pointsAnHour(k, points)
		if d != nil && len(rates) > 0 && !d.Amount.Unit.Equal(rates[0].d.Amount.Unit) {
			d, lacks = nil, wording.CountsInAndIn(rates[0].kpi, rates[0].d.Amount.Unit.Words(), k.Name,
				d.Amount.Unit.Words())
		}
		if d == nil {
			missing = append(missing, lacks)
			continue
		}
		rates = append(rates, reward{k.Name, d})
	}
	if n < 2 {
		return nil
	}
	return &Reward{Reward: extremes(rates, missing)}
}

// reward is what a KPI gives for an hour.
type reward struct {
	kpi string
	d   *network.Node
}

// pointsAnHour divides the points of a KPI by its effort, or says what is missing.
func (c *Computer) pointsAnHour(k *model.Resource, points *model.Quantity) (*network.Node, string) {
	effort := k.Quantity(field.Effort)
	if effort == nil || effort.Low == nil {
		return nil, wording.HasPointsAndNoEffort(k.Name)
	}
	per, each := points.Unit.PerNouns(), effort.Unit.PerNouns()
	if len(per) > 0 && len(each) > 0 && !slices.Equal(per, each) {
		return nil, wording.CountsPointsForEachAnd(k.Name, basis.PerWord(points.Unit), basis.PerWord(effort.Unit))
	}
	one := network.Written("effort", effort).In(quantity.NewUnit([]string{effort.Unit.Noun()}, nil))
	time := c.rates.Convert(k, one, basis.Minute)
	if !time.Known() {
		return nil, wording.TheEffortOfIsNot(k.Name, effort.Text)
	}
	hours := time.In(quantity.NewUnit([]string{"hour"}, nil)).Scaled(big.NewRat(1, 60))
	noun := points.Unit.Noun()
	if noun == "" {
		noun = "point"
	}
	value := network.Written("points", points).In(quantity.NewUnit([]string{noun}, nil))
	return network.Over(wording.PointsAnHour(), value, hours), ""
}

// extremes shows the KPI that gives most for an hour and the one that gives least. What is missing goes with the first.
func extremes(rates []reward, missing []string) *RewardOfKPIs {
	if len(rates) < 2 {
		return &RewardOfKPIs{Most: network.Lacking(missing...)}
	}
	most := slices.MaxFunc(rates, func(a, b reward) int { return a.d.Amount.High.Cmp(b.d.Amount.High) })
	others := slices.DeleteFunc(slices.Clone(rates), func(r reward) bool { return r.kpi == most.kpi })
	least := slices.MinFunc(others, func(a, b reward) int { return a.d.Amount.Low.Cmp(b.d.Amount.Low) })
	return &RewardOfKPIs{
		MostKPI:  most.kpi,
		Most:     basis.Shown(most.d.Part(missing)),
		LeastKPI: least.kpi,
		Least:    basis.Shown(least.d),
		Factor:   basis.Shown(network.Over(wording.HowManyTimesAsMuch(), most.d, least.d)),
	}
}
