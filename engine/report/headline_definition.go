package report

import (
	"strings"

	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/schema/field"
)

func (t *statement) quality() string {
	if t.model.Facts.LowerIsBetter(t.about) {
		return "Nothing checks that " + t.of(t.about) + " is not reached by leaving some uncounted"
	}
	return "Nothing checks how good the work behind " + t.of(t.about) + " is"
}

func (t *statement) plannedDays() string {
	return t.pair("planned", "mean", func(planned, mean quantity.Amount) string {
		return sentence(t.goals) + " plans with " + bare(planned) + " working days a month; its calendar has " + bare(mean)
	})
}

func (t *statement) withoutGoal() string { return t.of(t.about) + " serves no goal of " + t.goals }

func (t *statement) childrenOfGoal() string {
	return t.pair("total", "goal", func(total, goal quantity.Amount) string {
		return "The objectives below " + t.of(t.about) + " promise " + bare(total) + " of " + spell(goal)
	})
}

func (t *statement) childrenOfKPI() string {
	return t.pair("total", "goal", func(total, goal quantity.Amount) string {
		return "The targets below " + t.of(t.about) + " add up to " + bare(total) + " of " + spell(goal)
	})
}

func (t *statement) baseline() string {
	if t.finding.Level > policy.Info { // it says where it stands, and that is its target
		return ""
	}
	return t.of(t.about) + " does not say where it stands today"
}

func (t *statement) source() string {
	switch {
	case t.about.Text(field.Source) != "":
		return t.of(t.about) + " does not say how often it is measured"
	case t.about.Text(field.Measured) != "":
		return t.of(t.about) + " does not say where its number comes from"
	}
	return t.of(t.about) + " does not say where its number comes from, or how often it is measured"
}

func (t *statement) noTarget() string {
	if q := strings.TrimSpace(t.about.Text(field.Target)); q != "" {
		return "“" + q + "” is not a target: " + t.of(t.about) + " has no number to check"
	}
	return t.of(t.about) + " has no target"
}

func (t *statement) reached() string {
	target := t.about.Quantity(field.Target)
	best, ok := t.amount("best")
	if target == nil || !ok {
		return ""
	}
	return t.of(t.about) + " asks for " + spell(target.Amount) + "; the best so far was " + bare(best)
}

func (t *statement) textDiffers() string {
	return t.pair("said", "asked", func(said, asked quantity.Amount) string {
		said.Unit = said.Unit.Without("person")
		return "The job description of " + t.of(t.about) + " asks for " + spell(said) + "; the target asks for " + bare(asked)
	})
}
