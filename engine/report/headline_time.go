package report

import (
	"math/big"
	"strings"

	"github.com/kpilint/kpilint/engine/facts/effort"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
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
		known := load.Share.Amount.Low.Cmp(big.NewRat(100, 1)) <= 0
		if known && t.finding.Level > policy.Info {
			return wording.TheDayIsFull(t.of(t.about), full)
		}
		return wording.TheDayIsSoFull(t.of(t.about), full)
	}
	day := aDay(load.WorkingDay.Amount)
	return wording.HasMoreWorkThanADay(t.of(t.about), aDay(load.Total.Amount), day)
}

func (t *statement) breaks() string {
	if week := t.value("week"); week != "" {
		return wording.NumbersTakeMoreThanAWeek(t.of(t.about), week)
	}
	if load, ok := t.amount("load"); ok {
		return wording.HasNoRoomForBreaks(sentence(t.of(t.about)), aDay(load))
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

// asks is what a number asks for, and of whom where several share it.
func (t *statement) asks(whom, rate string) string {
	if whom == "" {
		return wording.AsksFor(t.of(t.about), rate)
	}
	return wording.AsksWhomFor(t.of(t.about), whom, rate)
}

func (t *statement) fits() string {
	in := t.time()
	if in == nil {
		return ""
	}
	whom := ""
	if role := t.model.Find("Role", in.Role); role != nil && in.Shared {
		whom = t.of(role)
	}
	if f := in.Later.Get(); f != nil && f.Rate.Valued() && f.Fit.Valued() {
		rate := f.Rate.Amount
		if f.Target.Valued() && (!f.Daily || f.Target.Amount.Unit.Equal(f.Fit.Amount.Unit)) {
			rate = f.Target.Amount
		}
		fits := wording.FitIntoTheTime(like(f.Fit.Amount, rate), plurality(f.Fit.Amount))
		return t.asks(whom, spell(rate)) + "; " + fits
	}
	return wording.ADayOfThereAre(t.asks(whom, aDay(in.Needed.Amount)), aDay(in.Available.Amount))
}

func (t *statement) allocated() string {
	total, ok := t.amount("allocated")
	if !ok {
		return ""
	}
	if total.High.Cmp(big.NewRat(100, 1)) <= 0 {
		return wording.OnlyPartOfTheDayIsPlanned(share(total, nil), t.of(t.about))
	}
	return wording.TheDayIsPlannedTo(t.of(t.about), share(total, big.NewRat(100, 1)))
}

func (t *statement) objectiveWork() string {
	return t.pair("planned", "net", func(planned, net quantity.Amount) string {
		if net.Low.Sign() <= 0 || net.IsRange() {
			return ""
		}
		part := planned.Scale(new(big.Rat).Quo(big.NewRat(100, 1), net.Low))
		return wording.ObjectivesPlanMoreWorkThanThereIs(t.of(t.about), spell(planned), share(part, nil))
	})
}

func (t *statement) quota() string {
	return t.pair("target", "present", func(target, present quantity.Amount) string {
		return wording.IsAskedForMoreThanThosePresent(t.whose(t.about), spell(target), bare(present))
	})
}

func (t *statement) effort() string {
	if each := t.value("each"); each != "" && !strings.Contains(each, " to ") {
		return wording.DoesNotSayHowLongAndLeaves(t.of(t.about), each)
	}
	return wording.DoesNotSayHowLong(t.of(t.about))
}
