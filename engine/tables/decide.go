package tables

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/wording"
)

// What a column holds by itself: by its name, held to what is in it, or by what is in it alone.

// periodNamed recognises a header that ends with the word for a period: "Current period".
var periodNamed = content.Pattern(`[_ -](?:period|periode|periodo)$`)

// decide settles what a name leaves open, and holds names to what is in the column.
func (b *Block) decide(c *Column) {
	h := &c.Holds
	numbers := h.mostly(h.Numbers)
	if len(c.aims) > 0 && numbers && !c.As.asks() {
		c.is(AsActual, wording.AsItsHeaderSaysWhat())
		return
	}
	of := c.As == AsOrder || c.As == AsActual && periodNamed.Get().MatchString(fold(c.text()))
	if of && !numbers && h.Cells > 1 && h.mostly(h.Months+h.Quarters) {
		as := AsMonth
		if h.Quarters > h.Months {
			as = AsQuarter
		}
		c.is(as, byContents) // "Current period", "Month of order date"
		return
	}
	if numbers && (c.As.asks() || c.As == AsActual) && calledTarget(c.text()) &&
		(runsOn(c.text()) || b.ofYearBeside(c)) {
		c.As, c.summed = AsNothing, true
		return // what is to be reached since the beginning of the year, and not in the month
	}
	if numbers && c.As.asks() && h.mostly(h.Years) && h.Percents == 0 && calledYear(c.text()) {
		c.Unit, c.Per = "", ""
		c.is(AsYear, byContents) // "Target year"
		return
	}
	if (c.As == AsDue || c.As == AsTarget || c.As == AsPeriod || c.As == AsNothing) && b.monthStarts(c) {
		c.is(AsMonth, byContents) // "Target month"
		return
	}
	if numbers && !c.As.asks() && h.Percents+h.Moneys+h.Times == 0 && ranks(c, b.Columns[0].Number) {
		c.is(AsOrder, byName)
		return
	}
	dates := h.mostly(h.Dates)
	words := h.mostly(h.Words)
	if !c.As.counts() && c.As != AsOperator && h.mostly(h.Operators) {
		c.is(AsOperator, byContents)
	}
	units := (h.Units+h.formed)*2 >= h.Cells && h.single() && h.Periods*2 < h.Units+h.formed
	if c.As == AsNotes && c.Why == byName {
		units = units && h.Cells > 2 && h.mostly(h.Units) // "photo" and "count" are no units of what they prove
	}
	if c.As == AsOwner || c.As == AsTeam || c.As == AsJob {
		units = units && !b.columnsAre(AsUnit) // HR may be a department, and hours
	}
	if c.As == AsNothing && h.Cells > 1 && h.mostly(h.Rhythms) && b.columnsAre(AsUnit) {
		c.is(AsPeriod, byContents) // "per month", beside the unit
	}
	if c.Number != b.Columns[0].Number && h.Cells > 1 && words && units &&
		(c.As == AsNothing || c.As == AsNotes || slices.Contains(telling, c.As)) {
		c.is(AsUnit, byContents)
	}
	if numbers {
		b.limited(c)
	}
	switch c.As {
	case AsNothing, AsValue, AsTotal:
		b.unnamed(c)
	case asGoal:
		switch {
		case numbers && b.games():
			c.is(AsActual, byContents)
		case words && typeWords.Has(lastOf(c.text())) && h.mostly(h.Turns+h.Sides):
			c.is(AsDirection, byContents) // "Goal type": above, below
		case dates:
			c.is(AsDue, byContents)
		case numbers, h.Numbers > 0 && (b.has(AsKPI) || h.Numbers*2 >= h.Cells-h.Absent):
			c.is(AsTarget, byName)
		default:
			c.is(AsObjective, byName)
		}
	case AsTarget, AsStretch, AsLimit, AsMinimum, AsMaximum:
		switch {
		case numbers && extremeOf.Get().MatchString(c.text()) && !b.plans() && !b.targetNamed():
			c.As, c.Measure = AsNothing, c.text() // "temperature_max": what was measured
		case c.As == AsMaximum && fold(c.text()) == "max" && slices.ContainsFunc(b.Columns, func(o Column) bool {
			return pointHeads.Has(fold(o.text()))
		}):
			c.is(AsWeight, byName) // the most points that there are
		case c.As == AsMinimum && fold(c.text()) == "floor" && !b.columnsAre(AsMaximum) && !b.columnsAre(AsTarget):
			c.is(AsArea, byName) // of a building
		case words && c.As == AsTarget && h.Numbers+h.Digits+h.Absent == 0 && h.letters > longNames*h.Words &&
			b.figuresBeside(c):
			c.is(AsKPI, byContents) // "Commitment" over names, beside "Level"
		case words && c.As == AsTarget && h.Numbers == 0 && h.mostly(h.Turns):
			c.is(AsDirection, byContents) // "Aim": max, min
		case c.As == AsStretch && marked(c.text()):
			c.is(AsBand, byName) // "4 - Excellent" earns a mark
		case words && c.As == AsLimit && h.Numbers == 0 && b.consequences():
			c.is(AsNotes, byContents) // "Trigger" over what happens
		case b.calls(c):
			c.is(AsNothing, byName) // the value from which somebody is called, and what a test expects
		case c.As == AsTarget && numbers && !b.columnsAre(AsKPI) && expectedWords.Has(fold(c.Measure)):
			c.As, c.Measure = AsNothing, c.text() // "Leavers expected": nobody has to reach them
		case dates:
			c.is(AsDue, byContents)
		case h.mostly(h.Verdicts) && !numbers:
			c.is(AsVerdict, byContents)
		case words && h.mostly(h.Statuses):
			c.is(AsStatus, byContents)
		case words && h.mostly(h.Codes):
			c.is(AsNothing, byContents)
		case words && h.Digits == 0 && h.Absent == 0 && c.other != AsNothing:
			c.is(c.other, byName) // planned activity
		case words && h.Digits*2 < h.Words && c.Number == b.Columns[0].Number && len(b.Columns) > 1:
			c.is(AsLabel, byContents) // "Service level" over names
		case words && c.As == AsTarget && h.Digits+h.Absent == 0 && h.Cells > 1 && b.comparedBeside(c):
			c.is(AsKPI, byContents) // "Zielgröße" over names, beside conditions with comparators
		case words && h.Absent == 0 && b.askedBeside(c) && (h.Figures == 0 || h.letters > longNames*h.Words):
			if c.is(AsLabel, byContents); !b.columnsAre(AsKPI) && !b.columnsAre(AsKeyResult) && !b.columnsAre(AsOutcome) {
				c.is(AsKPI, byContents) // "Service level" over names, beside "Expected" over numbers
			}
		}
	case asGreen, asBand:
		b.band(c)
	case AsHeadcount:
		if numbers && b.diary() && !calledTarget(c.text()) {
			c.is(AsActual, byContents) // who was there on each day
		} else if numbers && c.Unit == "h" {
			c.As, c.Measure = AsNothing, c.text()
			b.unnamed(c) // the hours of the staff
		} else if hired.Has(fold(c.text())) && b.columnsAre(AsJob) && numbers {
			c.As, c.Measure = AsNothing, c.text()
			b.unnamed(c) // whom a recruiter hires, or is to hire
		} else if words && !numbers && c.Measure != "" && !b.has(AsKPI) && !columnWords().is(c.text(), string(AsHeadcount)) {
			c.is(AsLabel, byContents) // "People scorecard" over its KPIs
		} else if words && !numbers {
			c.is(AsJob, byContents)
		} else if b.named(c, AsActual) || b.named(c, AsBaseline) {
			c.is(AsActual, byName)
		}
	case AsActual, AsBaseline, AsProgress, AsCopy, AsStep, AsChange:
		switch {
		case c.As == AsProgress && wholeTarget.Get().MatchString(c.text()) && h.Percents*2 < h.Cells &&
			h.Digits+h.Numbers > 0:
			c.Unit, c.Measure = "", ""
			c.is(AsTarget, byName) // "Zielerreichung 100 %" over what is to be reached
		case c.As == AsProgress && h.Times > 1 && h.Times*2 >= h.Cells-h.Absent:
			c.As, c.Measure = AsNothing, c.text() // "Complete": within 10 working days
			b.unnamed(c)
		case c.As == AsActual && numbers && behindResult.Get().MatchString(fold(c.text())) &&
			columnWords().is(lastOf(c.text()), string(AsTarget)):
			c.is(AsTarget, byName) // "Spots sold / hr target"
			c.Measure = strings.Join(strings.Fields(c.text())[:len(strings.Fields(c.text()))-1], " ")
		case c.As == AsActual && numbers && b.scored(c):
			c.As, c.Measure = AsNothing, c.text()
			b.unnamed(c)
		case words && h.mostly(h.Months+h.Quarters) && c.As == AsActual && isBy(lastOf(c.text())):
			c.is(AsDue, byContents) // "Realised by"
		case dates:
			c.is(AsEntered, byContents)
		case words && h.mostly(h.Statuses):
			c.is(AsStatus, byContents)
		case words && h.Digits+h.Absent == 0:
			c.is(AsNotes, byContents) // "Variation": common cause
		case c.As == AsChange && b.named(c, AsTarget):
			c.Change = true
			c.is(AsTarget, byName)
		}
	case AsPrice, AsBudget, AsQuantity, AsVolume, AsMet, AsPay, AsWeight, AsAdjustment:
		switch {
		case c.As == AsPrice && numbers && h.mostly(h.Percents):
			c.As, c.Measure = AsNothing, c.text() // a rate in percent is no price
			b.unnamed(c)
		case c.As == AsPrice && numbers && b.plans() && h.Moneys == 0 && !currencies.Has(c.Unit) &&
			lastOf(c.text()) == "rate" && c.Measure != "" && b.parts()+b.weeks() > 1:
			c.As, c.Measure = AsNothing, "" // "Full rate" behind the weeks of a ramp-up
			b.unnamed(c)
		case c.As == AsBudget && numbers && remaining.Get().MatchString(fold(c.text())):
			c.is(AsActual, byName) // what is left of it
		case c.As == AsBudget && numbers && budgeted(c.text()) && b.columnsAre(AsKPI) &&
			(b.columnsAre(AsUnit) || b.columnsAre(AsActual)) && !b.targetNamed() && !currencies.Has(c.Unit):
			c.is(AsTarget, byName) // what is budgeted for each KPI
		case c.As == AsBudget && numbers && b.plans() && !b.columnsAre(AsTarget) && (h.Percents > 0 || b.eachOf(c)):
			c.is(AsTarget, "as "+b.planWord()+" says") // "Food cost %" and "Spend per head"
			c.Measure = c.text()
		case c.As == AsMet && numbers && h.mostly(h.Percents) && b.plans() && !b.columnsAre(AsTarget) &&
			!b.columnsAre(AsVolume) && !b.columnsAre(AsActual):
			c.is(AsTarget, "as "+b.planWord()+" says") // "On time" below "Transport targets"
			c.Measure = c.text()
		case c.As == AsVolume && numbers && b.named(c, AsTarget):
			c.is(AsTarget, byName) // the volume that is needed
		case c.As == AsQuantity && numbers && (b.named(c, asGoal) || calledTarget(c.text())):
			c.is(AsTarget, byName) // "Billable hours goal"
		case c.As == AsQuantity && h.mostly(h.Clocks):
			c.is(AsNotes, byContents) // when somebody is there
		case c.As == AsQuantity && words:
			c.is(AsKPI, byContents) // what is measured
		case words || dates:
			c.is(AsNotes, byContents)
		}
	case AsDue, AsStart, AsEntered:
		if c.As == AsEntered && h.mostly(h.Rhythms) {
			c.is(AsPeriod, byContents) // "Reviewed": monthly
			return
		}
		if numbers && h.Years*2 < h.Numbers && !dates {
			if c.As == AsDue && (c.Unit == "days" || c.Unit == "h" || c.Unit == "workdays" || c.Unit == "weeks") {
				c.is(AsMaximum, byContents)
			} else if c.number != AsNothing {
				c.is(c.number, byName) // end-of-project target
				b.decide(c)
			} else if h.mostly(h.Percents) && calledTarget(c.text()) {
				c.is(AsTarget, byContents) // "Target completion": 90 %
			} else if c.As == AsDue && (c.when != (moment{}) || atYearEnd(c)) && (b.plans() || b.columnsAre(AsBaseline) ||
				b.columnsAre(AsActual)) {
				c.is(AsTarget, byContents) // at the end of Q2
			} else if c.As == AsEntered && c.Measure != "" {
				c.As, c.Measure = AsNothing, c.text() // "Pipeline created"
				b.unnamed(c)
			} else if c.As == AsStart && c.Measure != "" && b.plans() {
				c.As, c.Measure = AsNothing, c.text() // "Global launch"
				b.unnamed(c)
			} else if c.As == AsStart && c.Measure == "" {
				c.is(AsBaseline, byContents) // from where it starts
			} else {
				c.is(AsNotes, byContents)
			}
		}
	case AsVerdict:
		beside := b.columnsAre(AsLimit) || b.columnsAre(AsMinimum) || b.columnsAre(AsStretch) || b.columnsAre(AsMaximum)
		if numbers && beside && strings.HasPrefix(fold(c.text()), "on ") {
			c.is(AsTarget, byContents) // "On target", between a threshold and the best
		}
	case AsStatus:
		switch {
		case numbers && c.Measure != "" && b.plans():
			c.As, c.Measure = AsNothing, c.text()
			b.unnamed(c) // "Health care assistants"
		case numbers && c.when != (moment{}):
			c.is(AsActual, byContents) // "Status 2025"
		case numbers && h.Times == 0:
			c.is(AsProgress, byContents)
		case numbers:
			c.is(AsNothing, byContents)
		}
	case AsUnit:
		if numbers && h.Units+h.formed == 0 {
			c.As, c.Measure = AsNothing, c.text() // "Units/h" over numbers
			if noun, _, divides := strings.Cut(c.text(), "/"); divides && c.Per != "" && c.Unit == "" && plural(noun) {
				c.Unit = strings.ToLower(noun)
			}
			b.unnamed(c)
		} else if h.mostly(h.Turns) && h.Units < h.Words { // "min" alone is a unit, and beside "max" a side
			c.is(AsDirection, byContents)
		} else if (h.Units+h.formed)*2 < h.Words && (!b.unitsOfOwn(c) || h.Units == 0 && b.beforeNames(c)) {
			c.is(AsTeam, byContents)
		}
	case AsDirection:
		switch {
		case (h.Turns+h.Sides)*2 >= h.Words:
		case c.Number <= b.Columns[0].Number+1:
			c.is(AsTeam, byContents) // une direction
		default:
			c.is(AsNotes, byContents)
		}
	case AsOperator:
		if numbers && h.Operators == 0 {
			c.As, c.Measure = AsNothing, c.text() // sign-ups
			b.unnamed(c)
		}
	case AsPeriod, AsYear, AsQuarter, AsMonth:
		b.period(c)
	case AsID:
		if numbers && h.Percents > 0 {
			c.As, c.Measure = AsNothing, c.text() // "No-shows": no number of a row is a share
			b.unnamed(c)
		} else if numbers && len(split(c.text())) > 1 && endsAs(c.text(), AsHeadcount) {
			c.is(AsHeadcount, byName) // "Band 5 WTE"
		} else if h.leveled() {
			c.is(AsLevel, byContents)
		}
	case AsOrder:
		if words && h.Cells > 2 && len(h.differ) == h.Cells && h.letters > leastName*h.Words && h.Statuses+h.Codes == 0 {
			c.is(AsLabel, byContents) // priorities that have names
		}
	case AsOwner:
		if words && dutyWords.Has(fold(c.text())) && c.Number == b.Columns[0].Number && !b.columnsAre(AsArea) {
			c.is(AsArea, byContents) // what somebody is responsible for
		}
		b.numbersInNames(c)
	case AsDescription:
		if b.numbersInNames(c); c.As == AsDescription && standards[fold(c.text())] &&
			b.columnsAre(AsKPI) && !b.targetNamed() && h.Numbers > 0 && (h.Numbers+h.Figures)*2 > h.Cells {
			c.is(AsTarget, byContents) // "100 %" and "90 % in 4 minutes"
		}
	case AsKPI, AsArea, AsTeam, AsObjective, AsKeyResult, AsOutcome, AsMilestone, AsParent, AsJob:
		b.numbersInNames(c)
	}
}

// calledYear reports whether the last word of a header is one for a year.
func calledYear(header string) bool { return columnWords().is(lastOf(header), string(AsYear)) }

// monthStarts reports whether a column called as when something is due holds first days of months, each of them for
// several rows or one after the other, beside a column of targets: it says for which month each target is.
func (b *Block) monthStarts(c *Column) bool {
	if !c.Holds.mostly(c.Holds.Dates) || c.Holds.Cells < 3 || !slices.ContainsFunc(b.Columns, func(o Column) bool {
		return o.As == AsTarget && o.Why == byName && o.Holds.mostly(o.Holds.Numbers)
	}) {
		return false
	}
	last, steps := "", 0
	for _, r := range b.rows[:min(len(b.rows), maxChoices)] {
		cell := cellAt(r, c.Number)
		if cell == nil {
			continue
		}
		day := dateIn(textOf(cell))
		if len(day) != len(time.DateOnly) || day[8:] != "01" {
			return false
		}
		if day != last {
			steps++
		}
		last = day
	}
	return steps > 1 && (calledTarget(c.text()) || c.As != AsDue && steps > 2)
}

// ranks reports whether a header is one of places in an order: "Standing", "Position", and "#" over the first column.
func ranks(c *Column, first int) bool {
	text := fold(strings.Trim(c.text(), ". "))
	return rankHeads.Has(text) || text == "#" && c.Number == first
}

var rankHeads = content.WordSet(`rank ranking standing standings position place placing pos platz platzierung rang place
classement posicion puesto posizione plats placering plaats positie pozycja miejsce colocacao`)

// games reports whether a table is one of results in a sport, in which goals are scored: who played, won and lost.
func (b *Block) games() bool {
	if b.sport == nil {
		sure, may := 0, 0
		for i := range b.Columns {
			words := split(b.Columns[i].text())
			switch {
			case len(words) == 1 && gameHeads.Has(words[0]),
				len(words) == 2 && goalWords.Has(words[0]) && goalWords.Has(words[1]):
				sure++
			case len(words) == 1 && (outcomeHeads.Has(words[0]) || words[0] == "points"), b.Columns[i].As == AsOrder:
				may++
			}
		}
		is := sure > 1 || sure == 1 && may > 0
		b.sport = &is
	}
	return *b.sport
}

var (
	gameHeads = content.WordSet(`played drawn draws gf ga gd pld assists matches appearances club clubs opponent scorer
goalkeeper unentschieden spiele tore buts joues partidos empatados reti gol`)
	goalWords    = content.WordSet("goals goal for against scored conceded difference")
	outcomeHeads = content.WordSet(`won wins lost losses siege niederlagen gewonnen verloren victoires defaites ganados
perdidos`)
)

// runsOn reports whether a header says that its numbers add up those of the periods before: "YTD target".
func runsOn(header string) bool {
	return slices.ContainsFunc(split(header), func(w string) bool { return sumWords.Has(w) })
}

// ofYearBeside reports whether a header is that of another column with a word for the year before it: "Year calls
// target" beside "Calls target" runs on from week to week.
func (b *Block) ofYearBeside(c *Column) bool {
	words := split(c.text())
	if len(words) < 3 || !columnWords().is(words[0], string(AsYear)) || len(b.Columns) > mostInferred ||
		c.Holds.Cells < 3 || len(c.Holds.differ) == 1 {
		return false
	}
	return slices.ContainsFunc(b.Columns, func(o Column) bool { return slices.Equal(split(o.text()), words[1:]) })
}

var sumWords = content.WordSet(`ytd qtd mtd cumulative cumulated cumul cum kumuliert kumulativ kumulierte kumulierter
aufgelaufen cumule cumulee cumules acumulado acumulada acumulados ackumulerat cumulatief cumulato cumulativo
narastajaco`)

// pointHeads head columns of points that somebody got.
var pointHeads = content.WordSet("score scores points pts mark marks punkte puntos pontos pt")

// extremeOf recognises the name that a tool gives to the most or the least of what was measured.
var extremeOf = content.Pattern(`^[a-z0-9]+(?:_[a-z0-9]+)*_(?:max|min)$`)

// limited makes a maximum or a minimum of a column whose name is weaker than the word for a limit beside it: "Max
// cases", "Turnover max", "Days in stage (max)". Beside an average, these are of what somebody measured.
func (b *Block) limited(c *Column) {
	if m := signBehind.Get().FindStringSubmatch(c.text()); m != nil && c.As != asBand && c.As != asGreen && !c.As.asks() {
		c.is(AsTarget, byName)
		c.Measure = m[1] // "Parent rating ≥"
		return
	}
	switch c.As {
	case AsNothing, AsValue, AsVolume, AsQuantity, AsArea, AsTeam, AsJob:
	default:
		return
	}
	words := slices.DeleteFunc(split(c.text()), func(w string) bool { return !strings.ContainsFunc(w, unicode.IsLetter) })
	if len(words) < 2 || rowWords().has(b.above, "results") || slices.ContainsFunc(b.Columns, func(o Column) bool {
		return averaged(&o)
	}) {
		return
	}
	first, last := words[0], words[len(words)-1]
	switch {
	case mostWords.Has(first), mostWords.Has(last):
		c.is(AsMaximum, byName)
	case leastWords.Has(first), leastWords.Has(last) && last != "min":
		c.is(AsMinimum, byName)
	default:
		return
	}
	c.Measure = strings.Trim(c.text(), "()[] ")
	for _, w := range []string{words[0], last} {
		if mostWords.Has(w) || leastWords.Has(w) {
			c.Measure = withoutWord(c.text(), w)
		}
	}
}

// signBehind recognises a header that ends with the side on which its numbers are good.
var signBehind = content.Pattern(`^(\pL[^\d<>≤≥=]*?) ?(?:≤|≥|<=|>=)$`)

// withoutWord is a header without one of its words, in brackets or not.
func withoutWord(text, word string) string {
	kept := slices.DeleteFunc(strings.Fields(text), func(f string) bool { return strings.Join(split(f), "") == word })
	return strings.Join(kept, " ")
}

var (
	mostWords  = content.WordSet("max maximum maximal maxi hochstens maximo maxima massimo massima hogst")
	leastWords = content.WordSet("min minimum minimal mindestens minimo minima minst")
)

// budgeted reports whether a header says that its numbers are those of the budget: "Budget", "FY26 B".
func budgeted(text string) bool {
	return strings.Contains(fold(text), "budget") || yearAndLetter.Get().MatchString(text)
}

// targetNamed reports whether a column has a word for a target in its name.
func (b *Block) targetNamed() bool {
	return slices.ContainsFunc(b.Columns, func(c Column) bool { return c.As == AsTarget && b.named(&c, AsTarget) })
}

// expectedWords are people and things that a plan expects, and of which nobody has to reach as many, and what changes
// are expected to bring.
var expectedWords = content.WordSet(`leavers retirements retirement resignations terminations departures exits attrition
turnover abgange austritte kundigungen verrentungen ruhestand departs retraites bajas jubilaciones avgangar pensioner
uitstroom cessazioni uscite arrivals demand volume volumes
latency savings saving impact improvement improvements reduction gain gains`)

// foreseen reports whether a column is called as what is expected to come, and not to be reached: "Expected latency".
func foreseen(c *Column) bool {
	words := split(c.text())
	return len(words) > 1 && words[0] == "expected" && expectedWords.Has(words[len(words)-1])
}

// calls reports whether a column holds the values from which somebody is called, "Alert threshold", or what tests
// expect, beside the names of the tests.
func (b *Block) calls(c *Column) bool {
	return alarmWords.Get().MatchString(c.text()) || tolerances.Get().MatchString(c.text()) ||
		strings.HasPrefix(fold(c.text()), "expected") &&
			slices.ContainsFunc(b.Columns, func(o Column) bool { return testWords.Get().MatchString(o.text()) })
}

var (
	alarmWords = content.Pattern(`(?i)^(?:alert|alerting|alarm|rollback|abort|escalation|paging)s? ` +
		`(?:threshold|trigger|level|value|if|when|at)s?$`)
	// tolerances recognises from where on a difference is looked into.
	tolerances = content.Pattern(`(?i)^(?:%|absolute|relative|percentage|materiality|variance|reporting|deviation) ` +
		`thresholds?$`)
	testWords = content.Pattern(`(?i)^test(?: case)?(?: id)?s?$`)
)

// askedBeside reports whether another column is called as one that asks, and holds numbers, or two are called as from
// where something comes and to where it is to go.
func (b *Block) askedBeside(c *Column) bool {
	from, to := b.fromTo()
	return from != nil && to != nil || slices.ContainsFunc(b.Columns, func(o Column) bool {
		return o.Number != c.Number && o.As.asks() && o.Holds.mostly(o.Holds.Numbers)
	})
}

// comparedBeside reports whether a column behind this one holds comparators before its numbers in two cells of three.
func (b *Block) comparedBeside(c *Column) bool {
	return slices.ContainsFunc(b.Columns, func(o Column) bool {
		return o.Number > c.Number && o.Holds.Compared > 1 && o.Holds.Compared*3 >= (o.Holds.Cells-o.Holds.Absent)*2
	})
}

// calledTarget reports whether a word for a target stands in a header, also within a phrase for something else.
func calledTarget(text string) bool {
	return slices.ContainsFunc(split(text), func(w string) bool { return columnWords().is(w, string(AsTarget)) })
}

// wholeTarget recognises a header of what is all of a target: "Zielerreichung 100 %".
var wholeTarget = content.Pattern(`\b100 ?%`)

// behindResult recognises a participle before the last word of a header, by which its column looks like one of results.
var behindResult = content.Pattern(`\b(?:sold|made|held|measured|verkauft|gemacht|vendus|vendues)\b.* [^ ]+$`)

// remaining recognises what is left of a budget, or was used of it.
var remaining = content.Pattern(`\b(left|remaining|remainder|used|spent|consumed|ubrig|verbleibend\w*|rest|` +
	`restant\w*|verbraucht|ausgeschopft|utilise\w*|consomme\w*|gastado|ejecutado|kvar|resterend\w*|residuo)\b`)

// dutyWords head columns of what somebody is to do, or of who does it.
var dutyWords = content.WordSet(`
responsibility responsibilities accountability verantwortung zustandigkeit responsabilite
responsabilidad responsabilita ansvar`)

// hired head columns of people that somebody finds, in a table of those who find them.
var hired = content.WordSet("hires placements einstellungen embauches contrataciones rekryteringar")

// eachOf reports whether a column is called as a share, or as so much for each of something.
func (b *Block) eachOf(c *Column) bool {
	words := split(c.text())
	each := func(w string) bool { return eachWords.Has(w) && w != "a" }
	return c.Unit == "%" || slices.ContainsFunc(words[min(1, len(words)):], each)
}

// figuresBeside reports whether a column called as levels are holds a number in nearly every cell.
func (b *Block) figuresBeside(c *Column) bool {
	return slices.ContainsFunc(b.Columns, func(o Column) bool {
		return o.Number > c.Number && levelHeads.Has(fold(o.text())) &&
			max(o.Holds.Numbers, o.Holds.Figures)*10 >= (o.Holds.Cells-o.Holds.Absent)*8
	})
}

// longNames is how many letters the names of what is promised have on the average, which quantities have not.
const longNames = 20

// leastName is how many letters names of priorities have on the average, which "high" and "medium" have not.
const leastName = 8

// band settles the columns of a traffic light. The green one holds a limit; the others follow from it.
func (b *Block) band(c *Column) {
	lights := 0
	for i := range b.Columns {
		if as := b.Columns[i].As; as == asBand || as == AsBand {
			lights++
		}
	}
	switch numeric := c.Holds.mostly(c.Holds.Numbers); {
	case c.As == asGreen && lights > 0 && numeric:
		c.is(AsLimit, byName)
		c.green = true
	case c.As == asBand && numeric:
		c.is(AsBand, byName)
	default:
		c.is(AsNotes, byContents)
	}
}

// scored reports whether a column is called as a score of something, in a table of plans without results: "QA score" is
// what is measured there.
func (b *Block) scored(c *Column) bool {
	words := split(c.text())
	return len(words) > 1 && slices.Contains(words, "score") && b.plans() && !b.columnsAre(AsTarget)
}

// columnsAre reports whether a column is called as a kind.
func (b *Block) columnsAre(as As) bool {
	return slices.ContainsFunc(b.Columns, func(c Column) bool { return c.As == as && c.Why == byName })
}

// beforeNames reports whether a column stands left of the first one of KPIs, where units are parts of an organisation.
func (b *Block) beforeNames(c *Column) bool {
	for i := range b.Columns {
		switch b.Columns[i].As {
		case AsKPI, AsKeyResult, AsObjective:
			return c.Number < b.Columns[i].Number
		}
	}
	return false
}

// unitsOfOwn reports whether a column called unit holds nouns beside numbers, and not the names of teams.
func (b *Block) unitsOfOwn(c *Column) bool {
	numeric := false
	for i := range b.Columns {
		as := b.Columns[i].As
		numeric = numeric || as.asks() || as == AsQuantity || as == AsActual || as == asGoal
	}
	return numeric && c.Holds.Words+c.Holds.Units > 0 && c.Holds.letters < 20*max(c.Holds.Words, 1)
}

// period settles which kind of period a column holds.
func (b *Block) period(c *Column) {
	h := &c.Holds
	times := h.Rhythms + h.Times + h.Quarters + h.Months + h.Years + h.Dates + h.Periods + h.Digits
	switch {
	case c.Number == b.Columns[0].Number && h.mostly(h.Clocks):
		c.is(AsLabel, byContents) // each row is an interval of the day
	case c.Number == b.Columns[0].Number && h.mostly(h.Words) && times == 0 && h.letters > leastName*h.Words:
		c.is(AsLabel, byContents) // "Committed this week" over names
	case c.As == AsPeriod && h.mostly(h.Dates):
		c.is(AsEntered, byContents) // a day that nothing calls due
	case h.mostly(h.Years):
		c.is(AsYear, byContents)
	case h.mostly(h.Months):
		c.is(AsMonth, byContents)
	case h.mostly(h.Quarters) && c.As != AsPeriod:
		c.is(AsQuarter, byContents)
	case c.As == AsPeriod && h.mostly(h.Times):
	case c.As == AsMonth && h.mostly(h.Numbers) && h.Cells > 1 && len(h.differ) == 1:
		c.is(AsNothing, byContents) // so many months each
		b.unnamed(c)
	case c.As == AsMonth && h.mostly(h.Numbers) || c.As == AsQuarter && h.mostly(h.Numbers):
	case c.As == AsPeriod && h.mostly(h.Numbers) && h.Years == 0 && c.Names != nil && !b.named(c, AsYear):
		if h.Quarters == 0 && h.Dates == 0 {
			c.is(AsNothing, byContents)
			b.unnamed(c)
		}
	}
}

// numbersInNames settles a column that is called as names are and holds numbers.
func (b *Block) numbersInNames(c *Column) {
	h := &c.Holds
	if !h.mostly(h.Numbers) || h.leveled() {
		return
	}
	first := len(b.Columns) > 0 && b.Columns[0].Number == c.Number
	switch {
	case c.As == AsJob && !first && b.inHours():
		c.As, c.Measure = AsNothing, c.text()
		b.unnamed(c) // the hours of a role
	case c.As == AsJob && !first && h.Whole == h.Numbers && (h.Signs+h.Percents == 0 || !b.plans()):
		c.is(AsHeadcount, byContents)
	case c.As == AsJob && !first && b.plans():
		c.As, c.Measure = AsNothing, c.text()
		b.unnamed(c) // what is asked of a role
	case c.As == AsJob:
	case h.counts() && c.when == (moment{}):
		c.is(AsOrder, byContents)
	case c.As == AsMilestone && b.columnsAre(AsProgress):
		// "3 of 12" that are done
	case c.As == AsMilestone && strings.HasPrefix(c.text(), "%"):
		c.As, c.Measure = AsNothing, c.text()
		b.unnamed(c) // % project: which share of it each row is
	case c.As == AsMilestone, c.As == AsObjective && b.columnsAre(AsKPI),
		c.As == AsDescription && (standards[fold(c.text())] || slices.Contains(split(c.text()), "standard")):
		c.is(AsTarget, byContents) // what is to be reached by then
	default:
		c.As = AsNothing
		c.Measure = c.text()
		b.unnamed(c)
	}
}

// inHours reports whether what stands around the table says that its numbers are hours: "Hours per week by activity".
func (b *Block) inHours() bool {
	if rowWords().has(b.above, "staffing") {
		return false
	}
	for level := range strings.SplitSeq(b.above, "\n") {
		if unit, _ := b.titleUnit(level); unit == "h" {
			return true
		}
	}
	return false
}

// titleUnit is the unit of time that a title begins with or has behind a comma, with its period: hours and week.
func (b *Block) titleUnit(title string) (unit, per string) {
	for _, text := range []string{title, tail(title), strings.TrimPrefix(title, "Planned ")} {
		words := split(text)
		if len(words) > 0 && words[0] == "wochenstunden" {
			return "h", "week"
		}
		for _, m := range cellWords().find(words[:min(len(words), 3)]) {
			for _, in := range m.in {
				if in.name == "h" && len(words[m.from]) > 1 && words[m.from] != "hr" { // HR is a department
					return "h", rhythmOf(title)
				}
			}
		}
	}
	return "", ""
}

// standards are headers under which a number is one that is to be met.
var standards = map[string]bool{"standard": true, "standards": true, "service standard": true,
	"performance standard": true, "success criteria": true, "criterion": true, "norme de service": true}

// unnamed finds out what a column holds that its name does not say.
func (b *Block) unnamed(c *Column) {
	h := &c.Holds
	was := c.As
	switch {
	case h.Cells == 0:
	case h.mostly(h.Dates) && isBy(fold(c.text())):
		c.is(AsDue, byName)
	case h.mostly(h.Dates):
		c.is(AsEntered, byContents) // a date that nothing calls due
	case h.choose():
		c.is(AsChoice, byContents)
	case h.mostly(h.Numbers):
		b.unnamedNumbers(c)
	case askWords.Get().MatchString(strings.Join(split(c.text()), " ")) && b.plans() &&
		(h.Numbers+h.Figures)*3 >= (h.Cells-h.Absent)*2:
		c.is(AsTarget, "as "+b.planWord()+" says") // "Wieviel" beside "Was" and "Bis wann"
	case b.plans() && h.Times > 1 && h.Times*2 >= h.Cells-h.Absent && c.text() != "" && c.Number != b.Columns[0].Number:
		b.unnamedNumbers(c) // times, and some sentences among them
	case (h.mostly(h.Quarters) || h.mostly(h.Months)) && isBy(fold(c.text())):
		c.is(AsDue, byName)
	case h.mostly(h.Quarters):
		c.is(AsQuarter, byContents)
	case h.mostly(h.Months):
		c.is(AsMonth, byContents)
	case h.mostly(h.Rhythms) && h.letters < 30*h.Words:
		c.is(AsPeriod, byContents)
	case h.mostly(h.Verdicts), h.mostly(h.Codes):
		c.is(AsNothing, byContents)
	case h.mostly(h.Periods) && c.text() != "":
		c.is(AsPeriod, byContents) // how often, where nothing calls it a unit
	case h.mostly(h.Units):
		c.is(AsUnit, byContents)
	case h.mostly(h.Statuses):
		c.is(AsStatus, byContents)
	case h.mostly(h.Turns):
		c.is(AsDirection, byContents)
	case h.mostly(h.Words) && was == AsNothing:
		c.is(AsLabel, byContents)
	}
}

// askWords ask how much is to be reached.
var askWords = content.Pattern(`^(?:how much|wieviel|wie viele?|combien|cuanto|quanto|hoeveel|hur mycket|ile)$`)

// codes reports whether the first column holds codes such as 40-118 before the names of its rows.
func (b *Block) codes(c *Column) bool {
	if c.Number != b.Columns[0].Number || len(b.Columns) < 3 || c.Holds.Percents+c.Holds.Moneys+c.Holds.Times > 0 {
		return false
	}
	next := &b.Columns[1]
	return next.Holds.mostly(next.Holds.Words) && len(c.Holds.differ) == c.Holds.Cells && c.when == (moment{})
}

// crewBeside reports whether another column is called as people who work, so that this one holds something else.
func (b *Block) crewBeside(c *Column) bool {
	return len(b.Columns) <= mostInferred && !crew(c.text()) && slices.ContainsFunc(b.Columns, func(o Column) bool {
		return o.Number != c.Number && crew(o.text()) && o.Holds.mostly(o.Holds.Numbers)
	})
}

// ofSinglePeople reports whether each row is one person, so that no number in it counts people: the hours of a roster.
func (b *Block) ofSinglePeople() bool {
	return len(b.Columns) <= mostInferred && slices.ContainsFunc(b.Columns, func(c Column) bool {
		return personHeads.Has(strings.Join(split(c.text()), "")) && c.Holds.Numbers == 0
	})
}

var personHeads = content.WordSet(`employee mitarbeiter mitarbeiterin employe salarie empleado empleada trabajador
dipendente medewerker anstalld funcionario colaborador pracownik person worker surname lastname firstname nachname
vorname apellidos prenom nomefamiglia`)

// keyName recognises the name that a tool gives to a key: IDEmployee, customerID, order_id.
var keyName = content.Pattern(`^I[Dd][A-Z]\pL+$|^\pL*\p{Ll}I[Dd]$|^(?i:id)_|_(?i:id)$`)

// othersThanPeople reports whether a header is of a ratio, of money or of time, though a title speaks of people.
func othersThanPeople(header string) bool {
	return strings.Contains(header, "%") || slices.ContainsFunc(split(header), func(w string) bool {
		return notPeople.Has(w) || spendWords.Has(w)
	})
}

var notPeople = content.WordSet(`ratio ratios rate rates percent percentage score index hours hour hrs minutes time
quote quoten anteil stunden zeit taux heures horas tasa taxa budget price wage`)

// diary reports whether a table tells day by day what was: its first column holds days, and nothing calls its numbers
// planned.
func (b *Block) diary() bool {
	first := &b.Columns[0]
	return first.Holds.Cells > 1 && first.Holds.mostly(first.Holds.Dates) && first.As != AsDue && first.As != AsStart &&
		!b.plans() && !b.targetNamed()
}

var traitHeads = content.WordSet(`age height weight latitude longitude lat lon lng phone telephone mobile zip zipcode
postcode plz address adresse direccion indirizzo alter grosse gewicht telefon edad altura peso telefono taille poids
idade telefone celular`)

// lastOf is the last word of a header.
func lastOf(text string) string {
	words := split(text)
	if len(words) == 0 {
		return ""
	}
	return words[len(words)-1]
}

// isBy reports whether a header stands over the times by which something is to be done.
func isBy(header string) bool {
	switch header {
	case "by", "bis", "when", "wann", "pour", "para":
		return true
	}
	return false
}

// partOf recognises a header that says of how many of those before it something holds: "davon befristet".
var partOf = content.Pattern(`^(of which|of whom|thereof|davon|darunter|dont|de los cuales|de las cuales|varav|` +
	`waarvan|di cui)\b`)

func (b *Block) unnamedNumbers(c *Column) {
	h := &c.Holds
	header := c.text()
	switch {
	case h.leveled() && header == "":
		c.is(AsLevel, byContents)
	case h.counts() && c.Time == "" && (header == "" || c.Number == b.Columns[0].Number):
		c.is(AsOrder, byContents)
	case header != "" && !strings.ContainsFunc(header, unicode.IsLetter) && b.restarts(c):
		c.is(AsOrder, byContents) // "#", beside the key results of each objective
	case h.mostly(h.Years) && h.Percents == 0:
		c.is(AsYear, byContents)
	case h.mostly(h.Codes), b.codes(c), keyName.Get().MatchString(header):
		c.is(AsID, byContents)
	case header == "" && len(b.Header) > 0:
	case h.Whole == h.Numbers && b.days(c):
		c.is(AsID, byContents)
	case c.As == AsTotal && c.Measure == "":
	case partOf.Get().MatchString(fold(header)):
	case rowWords().has(b.above, "staffing") && len(b.Header) > 0 && opens(header) && c.when != (moment{}):
		c.is(AsActual, byName)
	case rowWords().has(b.above, "staffing") && len(b.Header) > 0 && !b.columnsAre(AsHeadcount) &&
		!rowWords().is(header, "things") && !moves(header) && c.Per == "" && !strings.Contains(header, "/") &&
		!b.crewBeside(c) && !b.ofSinglePeople() && !othersThanPeople(header) && !b.diary():
		c.is(AsHeadcount, wording.AsItsTitleSays())
	case outcomeHeads.Has(fold(header)):
		c.is(AsActual, byName) // Won, beside a goal
	case traitHeads.Has(fold(header)):
		// what somebody or something is, and nobody is to reach
	case held(header), extreme(header), moves(header):
		// what there is or was at the time, or comes and goes, in a plan
	case b.plans() && len(b.Header) > 0:
		c.is(AsTarget, "as "+b.planWord()+" says")
	}
}

// days reports whether the numbers of a column are days written together, as keys of tools are: 20210131.
func (b *Block) days(c *Column) bool {
	days := 0
	for _, r := range b.rows {
		if cell := cellAt(r, c.Number); cell != nil {
			if !dayKey.Get().MatchString(textOf(cell)) {
				return false
			}
			days++
		}
	}
	return days > 1
}

// dayKey recognises a day as a number of eight digits.
var dayKey = content.Pattern(`^(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])$`)

// restarts reports whether the numbers of a column count from 1 on, and from 1 again.
func (b *Block) restarts(c *Column) bool {
	last, ones, cells := 0, 0, 0
	for _, r := range b.rows {
		cell := cellAt(r, c.Number)
		if cell == nil {
			continue
		}
		n := number(strings.TrimRight(textOf(cell), "."))
		if n != 1 && n != last+1 {
			return false
		}
		if n == 1 {
			ones++
		}
		last = n
		cells++
	}
	return ones > 0 && cells > 2
}

// extreme reports whether a header is called as the best or the worst of several: "Best site". They were reached.
func extreme(header string) bool {
	words := split(header)
	return len(words) > 1 && extremeWords.Has(words[0])
}

var extremeWords = content.WordSet(`best worst highest lowest beste bester bestes schlechteste hochster niedrigster
meilleur meilleure pire mejor peor basta samsta migliore peggiore hoogste laagste`)

// opens reports whether a header is of what there is when a plan begins: "Open 1 Jan", "Opening 2026".
func opens(header string) bool {
	words := split(header)
	return len(words) > 1 && openingWords.Has(words[0])
}

var openingWords = content.WordSet(`open opening existing anfangsbestand ouverture apertura`)

// moves reports whether a header is of people who come or go, who are no part of a headcount: "Joiners".
func moves(header string) bool {
	return slices.ContainsFunc(split(header), func(w string) bool { return movingWords.Has(w) })
}

var movingWords = content.WordSet(`joiners leavers starters exits departures resignations retirements terminations
attrition transfers zugange abgange eintritte austritte arrivees departs entrees sorties altas bajas instroom uitstroom
nyanstallda avgangar ingressi uscite`)

// held reports whether a header says what is there at a time, and nothing else: "Stock 30/06", "Opening stock".
func held(header string) bool {
	is := false
	for _, w := range split(header) {
		is = is || heldWords.Has(w)
		if !heldWords.Has(w) && !digits(w) && w != "/" && w != "." && !endWords()[w] && monthOf(w) == 0 && !spanEnds.Has(w) {
			return false
		}
	}
	return is
}

// spanEnds are words for the beginning and the end of a period.
var spanEnds = content.WordSet(`opening closing initial final start current at on am anfang ende initiaux au inicial al
vid op`)

// heldWords head columns of what is there, and not of what is to be made or sold.
var heldWords = content.WordSet(`desks desk berths plots lanes
hectares hectare ha acres area hektar flache superficie hectareas days tage jours dias
rooms zimmer beds betten chambres lits habitaciones camas seats sqm qm surface
stock stocks inventory onhand bestand bestande lagerbestand anfangsbestand lager
existencias voorraad giacenza scorte capacity kapazitat capacite capacidad kapacitet capaciteit capacita`)
