package definition

import (
	"fmt"
	"slices"
	"sync"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/duration"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/schema/field"
)

// Plan is what the steps or levels of a KPI say, each beside the one before it; nil where it has none.
func (c *Computer) Plan(k *model.Resource) *Plan {
	if k.Plan == nil {
		return nil
	}
	if len(k.Plan.Levels) > 0 {
		return &Plan{Levels: c.levels(k)}
	}
	return &Plan{Steps: c.steps(k)}
}

// levels are those of a KPI, each with the one before it.
func (c *Computer) levels(k *model.Resource) []*Level {
	list := make([]*Level, len(k.Plan.Levels))
	up := c.up(k)
	for i, l := range k.Plan.Levels {
		list[i] = &Level{At: l.At, Name: l.Name, Value: c.Written(l.Name, l.Goal), State: "other"}
		if i == k.Plan.Now {
			list[i].State = "counts"
		}
		if i == 0 {
			continue
		}
		before := k.Plan.Levels[i-1]
		list[i].Before = &LevelBefore{
			Name:  before.Name,
			Value: list[i-1].Value,
			Way:   way(up, list[i-1].Value, list[i].Value),
		}
	}
	return list
}

// upward says which way a path should go.
type upward struct{ known, up bool }

// up is the way of the path of a KPI, by what it wants.
func (c *Computer) up(k *model.Resource) upward {
	switch wants(k, k.Quantity(field.Target)) {
	case "higher":
		return upward{true, true}
	case "lower":
		return upward{true, false}
	}
	return upward{}
}

// way is how far it is from one number to the next in the wanted direction; nil where that is not known, or units
// differ.
func way(up upward, from, to *network.Node) *network.Node {
	if !up.known || from == nil || to == nil {
		return nil
	}
	if !up.up {
		from, to = to, from
	}
	return basis.Shown(network.Minus("more", to, from))
}

// steps are those of a KPI as they are written, each beside the one before it in time.
func (c *Computer) steps(k *model.Resource) []*Step {
	list := make([]*Step, len(k.Plan.Steps))
	for i, s := range k.Plan.Steps {
		k.Look(s.At + "/target")
		list[i] = &Step{At: s.At, Value: c.Written("step", s.Goal), State: c.state(s, i == k.Plan.Now)}
		if s.By.IsZero() {
			continue
		}
		list[i].By = s.By.String()
		if i > 0 && s.By.Before(k.Plan.Steps[i-1].By) {
			list[i].After = k.Plan.Steps[i-1].By.String()
		}
	}
	up, before := c.up(k), point{}
	jumps := sync.OnceValue(func() map[*Step]*Jump { return c.jumps(k, up, list) })
	for _, i := range inTime(k.Plan.Steps) {
		if s := k.Plan.Steps[i]; !s.By.IsZero() {
			here := point{s.By, list[i].Value, list[i].By}
			list[i].Before = stepBefore(up, before, here)
			list[i].Later = basis.WhenRead(c.Basis, func() *WayToStep { return &WayToStep{jumps()[list[i]]} })
			before = here
		}
	}
	return list
}

// stepBefore compares a step with the one before it; nil for the first step, or where units differ.
func stepBefore(up upward, before, here point) *StepBefore {
	if before.value == nil || basis.Compatible(before.value.Amount, here.value.Amount) != nil {
		return nil
	}
	return &StepBefore{By: before.name, Value: before.value, Way: way(up, before.value, here.value),
		Differs: before.day == here.day && differ(before.value.Amount, here.value.Amount)}
}

// jumps are those on the ways to steps.
func (c *Computer) jumps(k *model.Resource, up upward, list []*Step) map[*Step]*Jump {
	all, w := map[*Step]*Jump{}, &walk{up: up, start: c.origin(k)}
	w.fastest, w.fastWay = c.fastest(k, up)
	for _, i := range inTime(k.Plan.Steps) {
		if s := k.Plan.Steps[i]; !s.By.IsZero() {
			all[list[i]] = w.step(point{s.By, list[i].Value, list[i].By}, s)
		}
	}
	return all
}

// state is how a step stands today.
func (c *Computer) state(s model.Step, counts bool) string {
	switch {
	case counts:
		return "counts"
	case c.Model.AsOf.After(s.By):
		return "past"
	}
	return "later"
}

// inTime are the places of steps in the order of their days.
func inTime(steps []model.Step) []int {
	order := make([]int, len(steps))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int { return steps[a].By.Compare(steps[b].By) })
	return order
}

// point is a number of a KPI on a day.
type point struct {
	day   calendar.Date
	value *network.Node // nil where there is none
	name  string        // its day, or baseline
}

// origin is the baseline of a KPI in the unit of its path. Without a date it is the number of today.
func (c *Computer) origin(k *model.Resource) point {
	t := k.Quantity(field.Target)
	from := c.stands(k, t)
	if !from.Known() || otherStatistic(k, t) {
		return point{}
	}
	day, err := calendar.ParseDate(k.Object.Object(field.Baseline).Text(field.Date))
	if err != nil {
		day = c.Model.AsOf
	}
	return point{day, from, "baseline"}
}

// walk goes along a path, from day to day.
type walk struct {
	up      upward
	start   point         // the baseline, until it is passed
	last    point         // the step before, or the baseline where it is later
	fastest *network.Node // the fastest pace so far, for a month
	fastWay string        // on which way, in words
}

// step goes to a step, and sets the pace on the way there beside the fastest so far.
func (w *walk) step(here point, s model.Step) *Jump {
	if w.start.value != nil && !w.start.day.After(here.day) {
		w.last, w.start = w.start, point{}
	}
	made := w.jump(here, s)
	w.last = here
	return made
}

// jump compares the pace on the way to a step with the fastest pace before; nil for the first step.
func (w *walk) jump(here point, s model.Step) *Jump {
	if w.last.value == nil {
		return nil
	}
	far, in, pace := paceOf(w.up, w.last, here, s.Goal.Place)
	if pace == nil {
		return nil
	}
	way := fmt.Sprintf("from %s to %s in %s", w.last.value, here.value, in)
	if w.fastest == nil {
		w.fastest, w.fastWay = pace, way
		return nil
	}
	made := &Jump{From: w.last.name, Value: w.last.value, Way: far, Months: in, Pace: pace, Fastest: w.fastest,
		FastestWay: w.fastWay, Times: basis.Shown(network.Over("times", pace.Named(), w.fastest.Named()))}
	if fastestOf([]quantity.Amount{w.fastest.Amount, pace.Amount}) == 1 {
		w.fastWay = way
	}
	w.fastest = network.Choose(fastestOf, w.fastest, pace)
	return made
}

// paceOf is how far it is from one point to another, in how many months, and for each month in the same unit. Nil where
// nobody knows, and where it goes back.
func paceOf(up upward, from, to point, at model.Place) (far, in, pace *network.Node) {
	if !to.day.After(from.day) || basis.Compatible(from.value.Amount, to.value.Amount) != nil {
		return nil, nil, nil
	}
	far = way(up, from.value, to.value)
	if !far.Known() || far.Amount.Low.Sign() < 0 {
		return nil, nil, nil
	}
	in = network.Found("months", quantity.Exact(calendar.MonthsBetween(from.day, to.day), duration.Month), at)
	if pace = network.Over("a month", far.Named(), in); pace == nil {
		return nil, nil, nil
	}
	return far, in, pace.In(far.Amount.Unit)
}
