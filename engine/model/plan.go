package model

import (
	"errors"
	"math/big"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Plan is what a KPI says of its target in more than one number: by when which number is to be reached, or how far is
// how good.
type Plan struct {
	Steps  []Step  // as they are written; a `target` with a later day of its own is the last
	Levels []Level // as they are written
	Now    int     // the step or level that counts today
}

// Step is a number that is to be reached by a day.
type Step struct {
	At   string        // the entry: steps/0, or target
	By   calendar.Date // its day; zero where it cannot be read
	Goal *Quantity     // in the unit of the path, with its side and its day
}

// Level is one of several numbers for one target.
type Level struct {
	At   string // levels/stretch
	Name string
	Goal *Quantity
}

// plans works out which step or level of each KPI counts today: it is the target then, whoever asks for it.
func (v *resolver) plans() {
	v.inParts(func() {}, func(part *resolver) {
		part.joined(func(_ *Definition, r *Resource) {
			if r.Kind == "KPI" {
				part.plan(r)
			}
		})
	})
}

func (v *resolver) plan(k *Resource) {
	steps, levels := k.IsWritten(field.Steps), k.IsWritten(field.Levels)
	switch {
	case (steps || levels) && k.IsWritten(field.Targets):
		other := field.Steps.String()
		if !steps {
			other = field.Levels.String()
		}
		v.badAt(k, other, wording.TargetsAndBothSayWhich(other))
	case steps && levels:
		v.badAt(k, field.Levels.String(), wording.StepsAndLevelsBothSay())
		v.steps(k)
	case steps:
		v.steps(k)
	case levels:
		v.levels(k)
	}
}

// steps takes the path of a KPI: the first step whose day is not past counts today, and after the last the last.
func (v *resolver) steps(k *Resource) {
	plan, written := &Plan{}, k.Quantity(field.Target)
	for i, entry := range k.Objects(field.Steps) {
		if q := entry.Quantity(field.Target); q != nil && q.Low != nil {
			s := Step{At: field.Steps.At(i).String(), Goal: q, By: v.stepDay(k, i, entry)}
			v.agreesWithDay(k, s)
			plan.Steps = append(plan.Steps, s)
		}
	}
	if len(plan.Steps) == 0 {
		return
	}
	numbers := []*Quantity{written}
	for _, s := range plan.Steps {
		numbers = append(numbers, s.Goal)
	}
	like := shared(numbers)
	for i := range plan.Steps {
		s := &plan.Steps[i]
		if s.Goal = v.like(k, s.At+"/target", s.Goal, like); !s.By.IsZero() {
			goal := s.Goal.own()
			goal.By, goal.Due = s.By.String(), ""
		}
	}
	v.lastStep(k, plan, written)
	plan.Now = plan.today(v.m.AsOf)
	now := plan.Steps[plan.Now]
	at := now.At
	if at != "target" {
		at += "/target"
	}
	k.counts(plan, at, now.Goal)
}

// counts makes a step or a level the target of a KPI.
func (r *Resource) counts(plan *Plan, at string, goal *Quantity) {
	r.Plan = plan
	r.stand(field.Target.String(), at)
	r.Object = r.Object.with(field.Target.String(), goal)
}

// today is the step that counts: the first in time that is not past, else the last in time. A step without a day that
// can be read counts where no other does.
func (p *Plan) today(asOf calendar.Date) int {
	next, last := -1, 0
	for i, s := range p.Steps {
		if !s.By.IsZero() && !s.By.Before(asOf) && (next < 0 || s.By.Before(p.Steps[next].By)) {
			next = i
		}
		if s.By.After(p.Steps[last].By) {
			last = i
		}
	}
	if next >= 0 {
		return next
	}
	return last
}

// lastStep joins a `target` that is written beside steps to them. It repeats one of them, or has a day after all of
// them and is the last.
func (v *resolver) lastStep(k *Resource, plan *Plan, written *Quantity) {
	if !k.IsWritten(field.Target) {
		return
	}
	if written == nil || written.Low == nil {
		return // its form is another rule's, and the steps count
	}
	by, err := calendar.ParseDate(written.By)
	after := err == nil
	for _, s := range plan.Steps {
		if same(written, s.Goal) && (written.By == "" || written.By == s.Goal.By) {
			return
		}
		after = after && by.After(s.By)
	}
	if after {
		plan.Steps = append(plan.Steps, Step{At: field.Target.String(), By: by, Goal: written})
		return
	}
	v.badAt(k, field.Target.String(), wording.TargetSaysAndNoStep(written.Text))
}

// levels takes the levels of a KPI. The one that `target` repeats counts, else the one of that name, else the middle
// one; of an even number the lower of the two.
func (v *resolver) levels(k *Resource) {
	plan, written := &Plan{Now: -1}, k.Quantity(field.Target)
	numbers := []*Quantity{written}
	k.Object.Object(field.Levels).Each(func(name string, value any) {
		if q, ok := value.(*Quantity); ok && q.Low != nil {
			plan.Levels = append(plan.Levels, Level{At: field.Levels.String() + "/" + name, Name: name, Goal: q})
			numbers = append(numbers, q)
		}
	})
	if len(plan.Levels) == 0 {
		return
	}
	like := shared(numbers)
	for i := range plan.Levels {
		l := &plan.Levels[i]
		l.Goal = v.like(k, l.At, l.Goal, like)
		if written != nil && written.By != "" {
			l.Goal.own().By = written.By
		}
		if written != nil && written.Low != nil && same(written, l.Goal) || plan.Now < 0 && l.Name == "target" {
			plan.Now = i
		}
	}
	if written != nil && written.Low != nil && (plan.Now < 0 || !same(written, plan.Levels[plan.Now].Goal)) {
		v.badAt(k, field.Target.String(), wording.TargetSaysAndNoLevel(written.Text))
	}
	if plan.Now < 0 {
		plan.Now = (len(plan.Levels) - 1) / 2
	}
	k.counts(plan, plan.Levels[plan.Now].At, plan.Levels[plan.Now].Goal)
}

// same reports whether two numbers are certainly one.
func same(a, b *Quantity) bool {
	if a.IsRange() || b.IsRange() {
		return a.Amount.Plain().Equal(b.Amount.Plain())
	}
	answer, err := quantity.Equal(a.Amount, b.Amount)
	return err == nil && answer == quantity.Holds
}

// shared is what the first of some numbers that says it says: a unit, a side, a statistic.
func shared(numbers []*Quantity) *Quantity {
	like := &Quantity{Quantity: &quantity.Quantity{}}
	for _, q := range numbers {
		if q == nil || q.Low == nil {
			continue
		}
		if like.Unit.IsZero() && !q.Unit.IsZero() {
			like.Text, like.Unit, like.TimeUnit, like.BareDay = q.Text, q.Unit, q.TimeUnit, q.BareDay
		}
		if like.Comparator == quantity.NoComparator {
			like.Comparator = q.Comparator
		}
		if like.Statistic == "" {
			like.Statistic = q.Statistic
		}
	}
	return like
}

// like is a number of a plan with what it leaves to the others: the unit of a bare one, the side and the statistic.
func (v *resolver) like(r *Resource, at string, q, like *Quantity) *Quantity {
	settled := *q
	if q.Unit.IsZero() && !like.Unit.IsZero() {
		v.inUnit(r, at, &settled, like)
	}
	if settled.Comparator == quantity.NoComparator {
		settled.own().Comparator = like.Comparator
	}
	if settled.Statistic == "" {
		settled.own().Statistic = like.Statistic
	}
	return &settled
}

// inUnit gives a bare number the unit of another one, and shows it with that. Beside shares, a number between 0 and 1
// could be in percent or a part of one, so it is refused, and read as a part.
func (v *resolver) inUnit(r *Resource, at string, q, like *Quantity) {
	bare := q.own().Text
	if one, err := quantity.Parse("1 " + like.TimeUnit); err == nil && like.TimeUnit != "" {
		q.Amount = q.Amount.Scale(one.Low) // 3 beside 4 h is 3 h
	} else if like.Unit.Noun() == "min" {
		v.badAt(r, at, wording.HasNoUnitBesideWrite(bare, like.Text))
	}
	q.Unit, q.TimeUnit, q.BareDay = like.Unit, like.TimeUnit, like.BareDay
	if q.Unit.Noun() == "%" && q.Low.Sign() > 0 && q.Low.Cmp(big.NewRat(1, 1)) < 0 {
		bareShare := q.Amount
		q.Amount = q.Amount.Scale(big.NewRat(100, 1))
		v.badAt(r, at, wording.BesideMayBeOrWrite(bare, like.Text, bareShare.String(), q.Amount.String()))
	}
	shown := *q.Quantity
	shown.By, shown.Due, shown.Note = "", "", ""
	q.Text = shown.String()
}

// stepDay is the day of a step; the zero day where it cannot be read, which is reported. A cycle of the calendar means
// its last day. Quarters and halves are those of the fiscal year.
func (v *resolver) stepDay(k *Resource, i int, entry *Object) calendar.Date {
	text, at := entry.Text(field.By), field.Steps.At(i, field.By).String()
	if text == "" {
		return calendar.Date{} // the schema asks for it
	}
	read, known := v.stepDays[text] // of which there are few
	if !known {
		read = v.readDay(text)
		v.stepDays[text] = read
	}
	if read.err != nil {
		v.wrongPeriod(k, at, entry.NodeOf(field.By), read.err)
	} else if read.yearless {
		v.problemAt(k, at, "year-missing", true, wording.NamesNoYearAndIs(text, read.day.String()))
	}
	return read.day
}

// readDay is the last day of a period that a text names, whether its year had to be supplied, and the error of a text
// that names none.
type readDay struct {
	day      calendar.Date
	yearless bool
	err      error
}

func (v *resolver) readDay(text string) (read readDay) {
	if own, ok := v.m.Calendar.Own(text); ok {
		return readDay{day: own.To}
	}
	p, err := quantity.ParsePeriod(text)
	if err != nil {
		return readDay{err: err}
	}
	read.day, read.yearless = v.lastDay(p)
	return read
}

// lastDay is the last day of a period, and whether its year had to be supplied.
func (v *resolver) lastDay(p quantity.Period) (day calendar.Date, yearless bool) {
	if p.Name != "" {
		name, supplied := v.dueIn(p.Name)
		if span, err := v.m.Calendar.Cycle(name); err == nil {
			return span.To, supplied
		}
	}
	day, _ = calendar.ParseDate(p.Last)
	return day, false
}

// agreesWithDay reports a step whose number has another day than the step.
func (v *resolver) agreesWithDay(k *Resource, s Step) {
	if s.Goal.By != "" && !s.By.IsZero() && s.Goal.By != s.By.String() {
		v.badAt(k, s.At+"/target", wording.IsDueByAndThe(s.Goal.Text, s.Goal.By, s.By.String()))
	}
}

func (v *resolver) wrongPeriod(r *Resource, at string, node *source.Node, err error) {
	span, pointer := r.WrittenAt(at)
	var wrong *quantity.Error
	if node != nil && errors.As(err, &wrong) {
		span = node.Sub(wrong.Start, wrong.End)
	}
	v.problems = append(v.problems, Problem{Resource: r, Pointer: pointer,
		Problem: source.Problem{File: r.File, Rule: "wrong-type", Span: span, Message: err.Error()}})
}

func (v *resolver) badAt(r *Resource, at, message string) {
	v.problemAt(r, at, "bad-quantity", false, message)
}

// problemAt reports a problem with what is written at a place of a definition.
func (v *resolver) problemAt(r *Resource, at, rule string, asks bool, message string) {
	span, pointer := r.WrittenAt(at)
	v.problems = append(v.problems, Problem{Resource: r, Pointer: pointer, Asks: asks,
		Problem: source.Problem{File: r.File, Rule: rule, Span: span, Message: message}})
}
