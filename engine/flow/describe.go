package flow

import (
	"cmp"
	"fmt"
	"math/big"
	"strings"

	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// describe puts numbers and bands into words.
func (b *builder) describe() {
	for _, band := range b.f.Bands {
		band.label()
	}
	for _, r := range b.o.Resources {
		if n := b.numbers[r]; n != nil {
			b.value(n, r)
			b.parts(n, r)
			b.sums(n)
		}
	}
}

// label names what flows, how much of it, and what is missing.
func (b *Band) label() {
	if !b.Stage {
		b.Label = capital(b.Item) + " a month"
	}
	if !b.Known {
		b.Amount = wording.HowManyIsNotKnown()
		return
	}
	there, needed := rounded(b.Supply), nearest(b.Demand)
	if there >= needed {
		there = whole(b.Supply)
	}
	b.Amount = number(there) + " of " + number(needed)
	if b.Missing() <= b.Demand*1e-9 {
		b.Amount = number(needed)
		return
	}
	short := needed - there // so that the sum that is seen is right
	if short <= 0 {
		short = b.Missing()
	}
	b.Short = number(short) + " short"
	if b.Maybe {
		b.Short = wording.UpTo(b.Short)
	}
}

// lower writes a title within a sentence, where its first word is no abbreviation.
func lower(title string) string {
	first, rest, _ := strings.Cut(title, " ")
	if len(first) < 2 || strings.ToLower(first[1:]) != first[1:] {
		return title
	}
	return strings.TrimSpace(strings.ToLower(first) + " " + rest)
}

// value says of a number what is asked or planned, and what stands beside it.
func (b *builder) value(n *Number, r *model.Resource) {
	if r.Kind == "Service" {
		b.serviceValue(n, r)
		return
	}
	target := r.Quantity(field.Target)
	if n.Value = asked(target, bare); n.Value == "" {
		n.Value = wording.NoNumberAsItsTarget()
		if rows := len(r.Objects(field.Targets)); rows > 0 {
			n.Value = wording.TargetsByPlace(rows)
		}
		if rate := b.facts.PerMonth(r); rate.Valued() {
			n.Value = bare(rate.Amount)
		}
	}
	if b.timeValue(n, r) || b.promiseValue(n, r) || b.supplyValue(n, r) {
		return
	}
	if part, item := n.coverage(map[*Number]bool{}); part < 1-1e-9 && n.monthly > 0 {
		n.Value = strings.TrimPrefix(n.Value, "at least ") + " asked"
		if part > 0 {
			n.Lacks, n.Note = true, wording.WithThePlanned(number(scaled(target, n.monthly, part)), item)
			return
		}
		n.Note = wording.DescribesNobodyPlans(item)
		n.Level = max(n.Level, Info) // who plans them is a question; a rule that knows better has said so
		n.Lacks = n.Level > Info
	}
}

// scaled is a part of a target in its own unit, else of what it is in a month.
func scaled(target *model.Quantity, monthly, part float64) float64 {
	if target != nil && target.Low != nil {
		return low(target.Amount) * part
	}
	return monthly * part
}

// timeValue is that of a number that does not fit into the time of a person; it reports whether it does not.
func (b *builder) timeValue(n *Number, r *model.Resource) bool {
	for _, t := range b.facts.TimeInRoles(r) {
		if !t.Needed.Valued() || !t.Available.Valued() || t.Needed.Amount.Low.Cmp(t.Available.Amount.High) <= 0 {
			continue
		}
		n.Lacks = true
		n.Value = strings.TrimPrefix(n.Value, "at least ") + " asked"
		n.Note = wording.DoesNotFitIntoThe()
		if f := t.Later.Get(); f != nil && f.Fit.Valued() {
			fit, several := f.Fit.Amount, 2
			if !fit.IsRange() && fit.Low.Cmp(big.NewRat(1, 1)) == 0 {
				several = 1
			}
			n.Note = wording.FitIntoTheDay(f.Fit.Number(), several)
			if target := r.Quantity(field.Target); target == nil || target.Unit.Period() != fit.Unit.Period() {
				n.Note = wording.NumberFit(bare(fit), several)
			}
		}
		n.Sums = append(n.Sums, wording.SumThereIs(t.Needed.Sum(), t.Available.Sum()))
		return true
	}
	return false
}

// promiseValue is that of a time that is promised and too short.
func (b *builder) promiseValue(n *Number, r *model.Resource) bool {
	p := b.facts.PromisedTimeOf(r)
	if p == nil || !p.Needed.Valued() || !p.Promised.Valued() {
		return false
	}
	n.Sums = append(n.Sums, wording.ArePromised(p.Needed.Sum(), p.Promised.Text()))
	if p.Needed.Amount.Low.Cmp(p.Promised.Amount.High) <= 0 {
		return false
	}
	n.Lacks = true
	n.Value = p.Needed.Text() + "; " + p.Promised.Number() + " promised"
	return true
}

// supplyValue is that of a number that others need more of than is planned, or than there is money for.
func (b *builder) supplyValue(n *Number, r *model.Resource) bool {
	var needed, supplied float64
	limit := ""
	for _, band := range n.Out {
		if !band.Known || band.Stage {
			continue
		}
		needed, supplied = needed+band.Demand, supplied+band.Supply
		limit = band.Limit
	}
	short := needed-supplied > needed*1e-9
	if !short && limit == "" {
		return false
	}
	n.Lacks = true
	if short {
		n.Value = strings.TrimPrefix(n.Value, "at least ") + " planned"
		n.Note = wording.AMonthNeeded(number(nearest(needed)))
		if supplied > 0 {
			n.Note = number(nearest(scaled(r.Quantity(field.Target), n.monthly, needed/supplied))) + " needed"
		}
	}
	if limit != "" {
		if n.Note != "" {
			n.Note += " · "
		}
		n.Note += limit
	}
	return true
}

// serviceValue is that of a waiting line, else of what is opened and closed.
func (b *builder) serviceValue(n *Number, r *model.Resource) {
	s := b.facts.Service(r)
	if s == nil {
		return
	}
	if s.Queue != nil && s.Queue.Queue != nil {
		b.queueValue(n, r, s)
	}
	if s.Backlog != nil && s.Backlog.Backlog != nil {
		g := s.Backlog.Backlog
		if !g.Opened.Valued() || !g.Closed.Valued() {
			return
		}
		p := &Part{Title: capital(plural(g.Opened)), Sum: g.Growth.Sum()}
		p.Value = wording.OfClosedA(g.Closed.Number(), g.Opened.Number(), g.Period)
		if g.Growth.Valued() && g.Growth.Amount.Low.Sign() > 0 {
			p.Level = Error
		}
		if n.Value == "" {
			n.Value, n.Lacks = p.Value, p.Level == Error
			n.Sums = append(n.Sums, p.Sum)
			return
		}
		n.Parts = append(n.Parts, p)
	}
}

func plural(n *network.Node) string {
	if things := n.Amount.Things(); things != "" {
		return things
	}
	front, _, _ := strings.Cut(n.Amount.Unit.Words(), "/")
	return front
}

func (b *builder) queueValue(n *Number, r *model.Resource, s *facts.Service) {
	q := s.Queue.Queue
	if q.Agents.Valued() {
		n.Title += ", " + q.Agents.Text()
	}
	switch {
	case q.ServiceLevel.Valued():
		n.Value = q.ServiceLevel.Text()
		if within := r.Object.Object(field.Promise).Quantity(field.Within); within != nil {
			n.Value = strings.TrimSuffix(strings.TrimSuffix(n.Value, " %"), ".0") + " % within " + within.Amount.String()
		}
		n.Sums = append(n.Sums, q.ServiceLevel.Sum())
		if q.Promised.Valued() {
			n.Note = q.Promised.Text() + " promised"
			n.Lacks = q.ServiceLevel.Amount.High.Cmp(q.Promised.Amount.Low) < 0
		}
	case q.Occupancy.Valued():
		n.Value = q.Occupancy.Text() + " busy"
		n.Sums = append(n.Sums, q.Occupancy.Sum())
	}
}

// parts are the budget and the market of a number.
func (b *builder) parts(n *Number, r *model.Resource) {
	if s := b.facts.SpendOf(r); s != nil && s.Budget.Valued() && s.Needed.Valued() {
		p := &Part{Title: "Budget " + amount(s.Budget.Amount), Value: "costs " + amount(s.Needed.Amount),
			Sum: wording.TheBudgetIs(s.Needed.Sum(), s.Budget.Text())}
		if s.Needed.Amount.Low.Cmp(s.Budget.Amount.High) > 0 {
			p.Level = Error
			if s.Buys.Valued() {
				p.Value = wording.PaysFor(s.Buys.Number(), plural(s.Buys))
			}
		}
		n.Parts = append(n.Parts, p)
	}
	for _, m := range b.facts.Drawn(r) {
		if !m.Size.Valued() || !m.Draw.Valued() {
			continue
		}
		p := &Part{Title: capital(strings.ReplaceAll(m.Market, "-", " ")), Value: amount(m.Size.Amount)}
		switch {
		case m.Again.Valued():
			use := network.Times(wording.InUse(), m.Draw, m.Again)
			p.Value += wording.SoManyInUse(use.Number())
			p.Sum = use.Sum() + " of " + m.Size.Text()
			if use.Amount.Low.Cmp(m.Size.Amount.High) > 0 {
				p.Level = Error
			}
		case m.Lasts.Valued():
			p.Value += "; lasts " + m.Lasts.Text()
			p.Sum = m.Lasts.Sum()
		}
		n.Parts = append(n.Parts, p)
	}
}

// sums gather how what a number needs and gives comes about.
func (b *builder) sums(n *Number) {
	for _, band := range append(append([]*Band{}, n.In...), n.Out...) {
		n.Sums = append(n.Sums, band.Says())
	}
	for _, p := range n.Parts {
		if p.Sum != "" {
			n.Sums = append(n.Sums, p.Sum)
		}
	}
}

// Says is the whole of a band in words: who gives what to whom, how much of it, and how that comes about.
func (b *Band) Says() string {
	from := "Nobody"
	if b.From != nil {
		from = b.From.Title
	}
	var text string
	switch {
	case b.Stage && b.Known:
		text = wording.AsksForAMonthGives(b.To.Title, number(nearest(b.Demand)), from, number(b.Supply))
	case b.Stage:
		text = fmt.Sprintf("%s becomes %s", from, lower(b.To.Title))
	case b.From == nil && b.Known:
		text = wording.NeedsAMonthNobodyPlans(b.To.Title, number(nearest(b.Demand)), b.Item)
	case b.Known:
		text = fmt.Sprintf("%s needs %s %s a month; %s plans %s", b.To.Title, number(nearest(b.Demand)), b.Item, from,
			number(b.Supply))
	default:
		text = fmt.Sprintf("%s needs %s of %s", b.To.Title, b.Item, lower(from))
	}
	if b.Short != "" {
		text += ": " + b.Short
	}
	if b.Limit != "" {
		text += "; " + b.Limit
	}
	if b.Sum != "" {
		text += ". " + capital(b.Sum)
	}
	return text
}

// coverage is which part of a number all that it needs allows as planned, 0 to 1, and what limits it most.
func (n *Number) coverage(seen map[*Number]bool) (part float64, item string) {
	part = 1
	if seen[n] {
		return part, ""
	}
	seen[n] = true
	defer delete(seen, n)
	type kind struct {
		stage bool
		item  string
	}
	need, have, names := map[kind]float64{}, map[kind]float64{}, map[kind]string{}
	var kinds []kind
	for _, band := range n.In {
		if !band.Known || band.Demand <= 0 {
			continue
		}
		k := kind{band.Stage, band.Item}
		if band.Stage {
			k.item = cmp.Or(band.From.noun, lower(band.From.Title))
		}
		if need[k] == 0 {
			kinds = append(kinds, k)
		}
		given := band.Supply
		if band.Stage {
			if p, what := band.From.coverage(seen); p*band.Supply < given {
				given, names[k] = p*band.Supply, what
			}
		}
		need[k], have[k] = need[k]+band.Demand, have[k]+given
	}
	for _, k := range kinds {
		if p := have[k] / need[k]; p < part {
			part, item = p, cmp.Or(names[k], k.item)
		}
	}
	return part, item
}
