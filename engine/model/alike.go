package model

import (
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/schema/field"
)

// This file reads the numbers beside a target in its unit, where their words allow it: people write `12 visits` beside
// a target of `15 class visits`, and a bare 610 beside `750 children`.

// alike gives the units of a definition what they leave to the target, or to the `to` of their key result.
func alike(d *Definition, r *Resource, units []quantity.Unit) {
	switch d.Kind {
	case "KPI":
		uses(r, d, units)
		timesOf(d, units)
		inPeriod(d, units)
		of := slices.IndexFunc(d.paths, isAim)
		if of < 0 || !isThing(units[of].Noun()) && units[of].Currency() == "" || units[of].Noun() == "" {
			return
		}
		makes(r, d, units)
		for i, at := range d.paths {
			if !isAim(at) {
				units[i] = inWordsOf(units[of], units[i], isBaseline(at))
			}
		}
	case "Objective":
		for i, at := range d.paths {
			entry, from := strings.CutSuffix(at, "/"+field.From.String())
			to := slices.Index(d.paths, entry+"/"+field.To.String())
			if from && to >= 0 && units[to].Noun() != "" {
				units[i] = inWordsOf(units[to], units[i], true)
			}
		}
	}
}

// measured gives a bare number to reach of a key result the unit of the KPI that measures it: beside a KPI that aims at
// 14,000 subscribers, 14000 are subscribers.
func (p *people) measured(d *Definition, units []quantity.Unit, targets []target) {
	if d.Kind != "Objective" {
		return
	}
	for i, at := range d.paths {
		entry, isTo := strings.CutSuffix(at, "/"+field.To.String())
		if !isTo || !units[i].IsZero() || d.amounts[i].Low == nil || d.amounts[i].Note != "" {
			continue
		}
		of := slices.IndexFunc(d.refs, func(ref pending) bool { return ref.path == entry+"/"+field.KPI.String() })
		if of < 0 || targets[of].to == nil {
			continue
		}
		if aim := targets[of].to.Quantity(field.Target); aim != nil && aim.Low != nil {
			units[i] = inWordsOf(p.in(aim.Unit), units[i], true)
		}
	}
}

// timesOf lets a number of times, such as "twice a day", be of the thing that the baseline counts, and the other way
// round: beside 0.8 deployments a day it is two deployments.
func timesOf(d *Definition, units []quantity.Unit) {
	thing := ""
	for _, u := range units {
		if noun := u.Noun(); isThing(noun) && noun != quantity.Times && thing == "" {
			thing = noun
		}
	}
	for i, at := range d.paths {
		if thing != "" && units[i].Noun() == quantity.Times && (isAim(at) || isBaseline(at)) {
			units[i] = renamed(units[i], quantity.Times, thing)
		}
	}
}

// inPeriod gives what is to come in a year, a quarter or a month that period, where the baseline is for such a period:
// beside EUR 1.6M a year, EUR 1.8M in 2026 is EUR 1.8M a year.
func inPeriod(d *Definition, units []quantity.Unit) {
	base := slices.IndexFunc(d.paths, isBaseline)
	if base < 0 {
		return
	}
	for i, at := range d.paths {
		q := d.amounts[i]
		if !isAim(at) || !q.In || units[i].Period() != "" || units[base].Period() != lengthOf(q.Due) {
			continue
		}
		units[i] = units[i].Mul(quantity.NewUnit(nil, []string{units[base].Period()}))
	}
}

// lengthOf is the word for the length of a period that is named as the calendar does: 2026-Q3 is a quarter. It is
// "none" for a half, which no unit has.
func lengthOf(due string) string {
	_, part, parted := strings.Cut(due, "-")
	switch {
	case due == "" || strings.HasPrefix(part, "H"):
		return "none"
	case !parted:
		return "year"
	case strings.HasPrefix(part, "Q"):
		return "quarter"
	}
	return "month"
}

// isBesides reports whether a name is that of a number that takes its unit from a target, or of a target; or that of a
// time whose unit may be misspelt.
func isBesides(name string) bool {
	switch name {
	case "target", "baseline", "value", "from", "to", "effort", "cycleTime", "takes", "inProgress":
		return true
	}
	return false
}

// isAim reports whether a field is the target of a KPI, or one of several.
func isAim(at string) bool {
	return at == field.Target.String() || isRowTarget(at) || strings.HasPrefix(at, field.Levels.String()+"/") ||
		strings.HasPrefix(at, field.Steps.String()+"/") && strings.HasSuffix(at, "/"+field.Target.String())
}

func isBaseline(at string) bool {
	return at == field.Baseline.String() || at == field.Baseline.To(field.Value).String()
}

// makes lets a target count the item that its KPI is said to produce, where it says which ones: 15 qualified meetings
// are meetings.
func makes(r *Resource, d *Definition, units []quantity.Unit) {
	item := r.Text(field.Produces)
	for i, at := range d.paths {
		if noun := units[i].Noun(); isAim(at) && item != "" && sameHead(item, noun) {
			units[i] = renamed(units[i], noun, item)
		}
	}
}

// uses lets an amount under `needs` count the item that its entry names, where it says so by its last word: of the item
// qualified lead, 2 leads a demo are qualified leads.
func uses(r *Resource, d *Definition, units []quantity.Unit) {
	for i, at := range d.paths {
		item, noun := neededAt(r, at), units[i].Noun()
		if item != "" && isThing(noun) && strings.HasSuffix(item, "-"+noun) {
			units[i] = renamed(units[i], noun, item)
		}
	}
}

// inWordsOf is a unit with the nouns of another one, where both are of one thing. A bare number has all of it.
func inWordsOf(like, u quantity.Unit, bare bool) quantity.Unit {
	noun, own := like.Noun(), u.Noun()
	switch {
	case u.IsZero() && bare && noun != "%" && isThing(noun), u.IsZero() && bare && like.Currency() != "":
		return like
	case own == "" && bare && !u.IsZero() && isThing(noun):
		return u.Mul(quantity.NewUnit([]string{noun}, nil)) // 7 a month
	case slices.Contains(u.PerNouns(), noun):
		return u // 1 finished crown for each crown sold
	case isThing(own) && sameHead(own, noun):
		return renamed(u, own, noun)
	}
	for _, per := range u.PerNouns() {
		if sameHead(per, noun) {
			return u.Replace(per, noun)
		}
	}
	return u
}

// renamed exchanges the noun that a unit counts.
func renamed(u quantity.Unit, from, to string) quantity.Unit {
	return u.Mul(quantity.NewUnit([]string{to}, []string{from}))
}

// sameHead reports whether one noun is the other with words before it: visit and class-visit.
func sameHead(a, b string) bool {
	return a != "" && b != "" && (strings.HasSuffix(a, "-"+b) || strings.HasSuffix(b, "-"+a))
}
