package report

import (
	"strings"

	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

func (t *statement) quality() string {
	if t.model.Facts.LowerIsBetter(t.about) {
		return wording.NothingChecksTheCount(t.of(t.about))
	}
	return wording.NothingChecksTheWork(t.of(t.about))
}

func (t *statement) plannedDays() string {
	return t.pair("planned", "mean", func(planned, mean quantity.Amount) string {
		return wording.PlansWithOtherDaysThanCalendar(sentence(t.goals), bare(planned), bare(mean))
	})
}

func (t *statement) withoutGoal() string { return wording.ServesNoGoal(t.of(t.about), t.goals) }

func (t *statement) childrenOfGoal() string {
	return t.pair("total", "goal", func(total, goal quantity.Amount) string {
		return wording.ObjectivesBelowPromise(t.of(t.about), bare(total), spell(goal))
	})
}

func (t *statement) childrenOfKPI() string {
	return t.pair("total", "goal", func(total, goal quantity.Amount) string {
		return wording.TargetsBelowAddUpTo(t.of(t.about), bare(total), spell(goal))
	})
}

func (t *statement) baseline() string {
	if t.finding.Level > policy.Info { // it says where it stands, and that is its target
		return ""
	}
	return wording.DoesNotSayWhereItStands(t.of(t.about))
}

func (t *statement) source() string {
	switch {
	case t.about.Text(field.Source) != "":
		return wording.DoesNotSayHowOftenItIsMeasured(t.of(t.about))
	case t.about.Text(field.Measured) != "":
		return wording.DoesNotSayWhereItsNumberIsFrom(t.of(t.about))
	}
	return wording.DoesNotSayWhereFromOrHowOften(t.of(t.about))
}

func (t *statement) noTarget() string {
	if q := strings.TrimSpace(t.about.Text(field.Target)); q != "" {
		return wording.IsNotATarget(q, t.of(t.about))
	}
	return wording.HasNoTarget(t.of(t.about))
}

func (t *statement) reached() string {
	target := t.about.Quantity(field.Target)
	best, ok := t.amount("best")
	if target == nil || !ok {
		return ""
	}
	return wording.AsksForMoreThanTheBest(t.of(t.about), spell(target.Amount), bare(best))
}

func (t *statement) textDiffers() string {
	return t.pair("said", "asked", func(said, asked quantity.Amount) string {
		said.Unit = said.Unit.Without("person")
		return wording.JobDescriptionAsksForAnotherNumber(t.of(t.about), spell(said), bare(asked))
	})
}
