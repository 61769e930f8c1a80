package report

import (
	"math/big"
	"strings"

	"github.com/kpilint/kpilint/engine/facts/effort"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/quantity"
)

// load is the work of the role that a finding is about, nil for none.
func (t *statement) load() *effort.Load {
	if of := t.model.Facts.Role(t.about); of != nil && of.Loaded != nil {
		return of.Loaded.Load
	}
	return nil
}

func (t *statement) day() string {
	load := t.load()
	if load == nil || !load.Total.Valued() || !load.WorkingDay.Valued() {
		return ""
	}
	if t.finding.Level < policy.Error && load.Share.Valued() {
		full := share(load.Share.Amount, big.NewRat(100, 1))
		return "The day of " + t.of(t.about) + " is " + full + " full, with no slack for anything else"
	}
	day := aDay(load.WorkingDay.Amount)
	return t.of(t.about) + " has " + aDay(load.Total.Amount) + " of work for a day of " + day
}

func (t *statement) breaks() string {
	if week := t.value("week"); week != "" {
		return "The numbers of " + t.of(t.about) + " take " + week + ", more than a week may have"
	}
	if load, ok := t.amount("load"); ok {
		return sentence(t.of(t.about)) + " has " + aDay(load) + " of work a day, and no room for the breaks"
	}
	return ""
}

// time is the time that the target of a finding takes in a role, nil where that is not known.
func (t *statement) time() *effort.TimeInRole {
	for _, in := range t.model.Facts.TimeInRoles(t.about) {
		if t.is("needed", in.Needed) && t.is("available", in.Available) {
			return in
		}
	}
	return nil
}

func (t *statement) fits() string {
	in := t.time()
	if in == nil {
		return ""
	}
	asks := t.of(t.about) + " asks for "
	if role := t.model.Find("Role", in.Role); role != nil && in.Shared {
		asks = t.of(t.about) + " asks " + t.of(role) + " for "
	}
	if in.Fitting != nil && in.Rate.Valued() && in.Fit.Valued() {
		rate := in.Rate.Amount
		if !in.Daily && in.Target.Valued() {
			rate = in.Target.Amount
		}
		return asks + spell(rate) + "; " + like(in.Fit.Amount, rate) + verb(isOne(in.Fit.Amount), " fits", " fit") +
			" into the time"
	}
	return asks + aDay(in.Needed.Amount) + " a day; there are " + aDay(in.Available.Amount)
}

func (t *statement) allocated() string {
	total, ok := t.amount("allocated")
	if !ok {
		return ""
	}
	if total.High.Cmp(big.NewRat(100, 1)) <= 0 {
		return "Only " + share(total, nil) + " of the day of " + t.of(t.about) + " is planned"
	}
	return "The day of " + t.of(t.about) + " is planned to " + share(total, big.NewRat(100, 1))
}

func (t *statement) objectiveWork() string {
	return t.pair("planned", "net", func(planned, net quantity.Amount) string {
		if net.Low.Sign() <= 0 || net.IsRange() || planned.IsRange() {
			return ""
		}
		part := new(big.Rat).Quo(planned.Low, net.Low)
		part.Mul(part, big.NewRat(100, 1))
		return "The objectives of " + t.of(t.about) + " plan " + spell(planned) + " of work: " +
			share(quantity.Amount{Low: part, High: part}, nil) + " of the time that its people have"
	})
}

func (t *statement) quota() string {
	return t.pair("target", "present", func(target, present quantity.Amount) string {
		return t.whose(t.about) + " is asked for " + spell(target) + "; those present make " + bare(present)
	})
}

func (t *statement) effort() string {
	if each := t.value("each"); each != "" && !strings.Contains(each, " to ") {
		return t.of(t.about) + " does not say how long one takes; its target leaves " + each
	}
	return t.of(t.about) + " does not say how long one takes"
}
