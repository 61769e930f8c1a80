package tables

import (
	"cmp"
	"math/big"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// numberOf is a number that is being read.
type numberOf struct {
	*joiner
	column *Column
	part   Part
	kind   Kind
	joined []Part
	unsaid string
	by     moment   // that the cell says beside its number
	mark   bool     // it is one of so many, 4.3 of 5, and has no unit
	raw    *big.Rat // the number alone, before it is multiplied; nil where the cell says more
}

// value reads a number that stands alone: its unit and its period are in other cells.
func (n *numberOf) value(r *big.Rat, format string) {
	if r == nil {
		n.unread(n.part, wording.IsNotANumber(short(n.part.Text)))
		return
	}
	if r.Sign() == 0 && n.none() {
		return
	}
	n.raw = r
	if clock := strings.ToLower(format); strings.Contains(clock, "m:s") || strings.Contains(clock, "m]:s") {
		if !strings.Contains(clock, "h") {
			minutes := written(new(big.Rat).Mul(r, big.NewRat(24*60, 1)))
			n.finish(compose(n.comparator(""), minutes, "min", n.column.Per), minutes, "min")
			return
		}
	}
	if clock := strings.ToLower(format); strings.Contains(clock, "h") && strings.Contains(clock, ":") {
		if !strings.Contains(clock, "[h") {
			n.unread(n.part, wording.MayBeATimeOf(short(n.part.Text)))
			return
		}
		hours := written(new(big.Rat).Mul(r, big.NewRat(24, 1)))
		n.finish(compose(n.comparator(""), hours, "h", n.column.Per), hours, "h")
		return
	}
	unit, per := n.unitAndPeriod(format)
	if n.mark {
		unit, per = "", ""
	}
	scale := n.column.Times
	if money, s, ok := scaledUnit(unit); ok {
		unit, scale = money, s
	} else if n.column.titled && unit != n.column.Unit {
		scale = 1
	}
	if s := formatScale(format); s > 1 && scale <= 1 {
		scale = s
	}
	switch {
	case unit == perMille:
		r, unit = new(big.Rat).Quo(r, big.NewRat(10, 1)), "%"
	case shownInPercent(format):
		r, unit = new(big.Rat).Mul(r, big.NewRat(100, 1)), "%"
	case n.column.Share && n.ofOne():
		r, unit, per = new(big.Rat).Mul(r, big.NewRat(100, 1)), "%", ""
	case n.column.Change && n.fraction(r) && n.column.Holds.shares():
		r, unit = new(big.Rat).Mul(r, big.NewRat(100, 1)), "%"
	case scale > 1:
		r = new(big.Rat).Mul(r, new(big.Rat).SetInt64(scale))
	}
	if unit == "%" && n.share() {
		per = ""
	}
	if unit == "%" && format == "" && n.typed() && n.belowOne() {
		n.unread(n.part, wording.MayBeOr(n.part.Text, compose("", written(r), "%", ""),
			compose("", written(new(big.Rat).Mul(r, big.NewRat(100, 1))), "%", "")))
		return
	}
	if n.column.Change || n.column.As == AsChange || n.column.As == AsAdjustment {
		n.change(r, unit)
		return
	}
	n.finish(compose(n.comparator(""), written(r), unit, per), written(r), unit)
}

// typed reports whether the cell of the unit says how a tool stores the number, and not how a person writes it:
// PERCENTAGE. Some tools store 16 % as 0.16.
func (n *numberOf) typed() bool {
	return n.unit != nil && len(n.unit.Text) > 1 && strings.ToUpper(n.unit.Text) == n.unit.Text
}

// belowOne reports whether the numbers of the row are all from 0 to 1, and one of them is in between.
func (n *numberOf) belowOne() bool {
	between := false
	for i := range n.block.Columns {
		c := &n.block.Columns[i]
		if !c.As.asks() && c.As != AsBaseline && c.As != AsActual {
			continue
		}
		if r := n.figureIn(c); r != nil {
			if r.Sign() < 0 || r.Cmp(big.NewRat(1, 1)) > 0 {
				return false
			}
			between = between || !r.IsInt()
		}
	}
	return between
}

// ofOne reports whether no other cell gives the number a unit.
func (n *numberOf) ofOne() bool { return n.unit == nil }

func (n *numberOf) fraction(r *big.Rat) bool { return new(big.Rat).Abs(r).Cmp(big.NewRat(3, 1)) < 0 }

// share reports whether the number is a part of something, for which no period is needed.
func (n *numberOf) share() bool { return n.kind != KindQuantity }

func scaledUnit(unit string) (money string, scale int64, ok bool) {
	first, rest, _ := strings.Cut(unit, " ")
	if scales[first] != 0 {
		return rest, scales[first], true
	}
	return unit, 1, false
}

// none names a 0 that asks for nothing, and reports whether it did. Of what is to be avoided, 0 is a target.
func (n *numberOf) none() bool {
	if n.part.Cell.Formula() != "" {
		if n.kind.Asks() {
			n.unread(n.part, wording.ComesFromAFormulaOver())
		}
		return true
	}
	if !n.kind.Asks() || n.kind == KindMinimum || n.kind == KindMaximum || n.column.Change {
		return false
	}
	if h := &n.column.Holds; n.kind != KindHeadcount && h.Signs*3 > h.Numbers && !n.column.Share {
		return false // among "≥ 90 %" and "< 5 h" it is a number like the others
	}
	if !strings.ContainsAny(n.part.Text, "0123456789") || n.fromMore() {
		return false // "zero", or from 120 to 0
	}
	for _, p := range n.row.Names {
		if rowWords().has(p.Text, "less") {
			return false
		}
	}
	if n.direction != nil && turnOf(n.direction.Text) == "at most" || n.choice != nil || n.judged() {
		return false
	}
	n.unread(n.part, wording.AsksForNothingHereIt())
	return true
}

// judged reports whether the row says how far its result is from the number, or whether that is good: then the number
// asks for something, though it is 0.
func (n *numberOf) judged() bool {
	for i := range n.block.Columns {
		c := &n.block.Columns[i]
		cell := cellAt(n.cells, c.Number)
		if cell == nil || c.As != AsStatus && c.As != AsChange && c.As != AsVerdict {
			continue
		}
		if text := textOf(cell); cell.Holds == content.Number || cell.Holds == content.Truth ||
			cell.Holds == content.Words && absent(text) == "" {
			if r := n.figureIn(c); c.As == AsChange && r != nil && r.Sign() == 0 {
				continue // nothing was asked, and nothing was done
			}
			l := rowWords()
			return c.As == AsChange || l.is(text, "status") || l.is(text, "yes") || l.is(text, "no") || l.is(text, "done")
		}
	}
	return false
}

// fromMore reports whether the row begins at more than 0.
func (n *numberOf) fromMore() bool {
	for i := range n.block.Columns {
		c := &n.block.Columns[i]
		earlier := c.As == n.column.As && c.when.year > 0 && c.when.year < n.column.when.year && n.column.when.month == 0
		if c.As == AsBaseline || earlier {
			if r := n.figureIn(c); r != nil && r.Sign() > 0 {
				return true
			}
		}
	}
	return false
}

// figureIn is the number of the row in a column; nil for none.
func (n *numberOf) figureIn(c *Column) *big.Rat {
	cell := cellAt(n.cells, c.Number)
	if cell == nil {
		return nil
	}
	r, _, _ := n.block.figure(cell, c)
	return r
}

// change writes a change: +25%.
func (n *numberOf) change(r *big.Rat, unit string) {
	if n.kind.Asks() && n.part.Cell.Formula() != "" {
		n.kind = KindChange // it follows from the numbers beside it
	}
	sign := "+"
	if r.Sign() < 0 {
		sign = ""
	}
	text := sign + written(r)
	switch unit {
	case "", "%":
		text += "%"
		if unit == "" && (n.column.As == AsAdjustment || !n.column.Holds.shares() && n.column.Unit != "%") {
			if n.column.As != AsAdjustment {
				n.unsaid = wording.WhetherItIsAChange()
			}
			text = strings.TrimSuffix(text, "%")
		}
	default:
		text += " " + unit
	}
	n.add(Record{Part: n.part, Kind: n.kind, Quantity: text, Change: true, Time: n.time(), Joined: n.joined,
		Unsaid: n.unsaid})
}

// time is what the column says of the time, or the row.
func (n *numberOf) time() string {
	if n.by.year != 0 {
		return n.by.String()
	}
	m := n.column.when.or(n.when)
	if m.year != 0 && n.block.when.year != 0 {
		return m.String() // the targets of a year in the report of a month
	}
	return m.or(n.block.when).String()
}

// severalTimes reports whether the header of a column says for which time its numbers are, and that of another column
// of its kind another time: 2026/27 beside 2027/28.
func (b *Block) severalTimes(c *Column) bool {
	return c.when != (moment{}) && slices.ContainsFunc(b.Columns, func(o Column) bool {
		return o.As == c.As && o.when != (moment{}) && o.when != c.when
	})
}

// unitAndPeriod are those of other cells: of the unit column, the header, the number format, the name of the KPI.
func (n *numberOf) unitAndPeriod(format string) (unit, period string) {
	per := cmp.Or(n.column.Per, n.column.periodAlone())
	if per != "" && len(n.row.Names) > 0 && ofEach(n.row.Names[0].Text) && !slices.ContainsFunc(split(n.column.text()),
		func(w string) bool { return eachWords.Has(w) }) {
		per = "" // the monthly target of a number that is one for each of something
	}
	often := false
	if n.per != nil {
		per = rhythmOf(n.per.Text)
		if per == "" {
			per = rhythmOf("per " + n.per.Text)
		}
		n.joined = append(n.joined, *n.per)
		often = !explicit.Get().MatchString(n.per.Text)
		if often && len(n.row.Names) > 0 && rhythmOf(n.row.Names[0].Text) != "" {
			per = rhythmOf(n.row.Names[0].Text) // weekly hours, which somebody looks at once a year
			often = false
		}
		if often && n.column.Per != "" {
			per = n.column.Per // the header says it, and the row how often it is looked at
		}
		if often && n.when.quarter+n.when.half+n.when.month != 0 {
			per = "" // the row says for which time its number is
		}
		if often && n.block.severalTimes(n.column) {
			per = "" // the headers say for which times the numbers are
		}
		if len(n.row.Names) > 0 && (often && ofEach(n.row.Names[0].Text) || n.ofAverage()) {
			per = "" // how often it is looked at
		}
		defer func() {
			none := n.raw != nil && n.raw.Sign() == 0 // of what is counted, even without its name
			if often && (timeUnits()[unit] || unit == "%" || unit == "" && !none) {
				period = "" // how often it is looked at
			}
		}()
	}
	if n.kind == KindHeadcount || n.kind == KindVacancies {
		return "people", ""
	}
	if n.perMany() {
		return "", ""
	}
	switch {
	case n.kind == KindEffort:
		return n.column.Unit, "" // the unit of the row is what it takes the time for
	case n.kind == KindBudget || n.kind == KindPay:
		return n.moneyUnit(format), per
	case n.kind == KindCost:
		unit = n.moneyUnit(format)
		if n.unit != nil && absent(n.unit.Text) == "" {
			n.joined = n.withUnit(n.joined)
			per = strings.ReplaceAll(quantity.Singular(nounOf(n.unit.Text)), " ", "-")
		}
		return unit, per
	case n.unit != nil && absent(n.unit.Text) == "":
		h := n.block.unitIn(n.unit.Text)
		if unit = h.unit; h.times > 1 {
			unit = scaleWord(h.times) + " " + h.unit
		}
		if h.per != "" && (per == "" || n.per == nil || often) {
			per, often = h.per, false // monthly beside orders/year is how often it is looked at
		}
		if below := n.nameDivides(unit); below != "" && h.per == "" {
			per, often = below, false
		}
		n.joined = n.withUnit(n.joined)
		if ratioWords.Has(fold(n.unit.Text)) {
			return "", "" // how many times, and nothing of its name
		}
		if unit == "" && h.per == "" && strange(n.unit.Text) {
			n.unsaid = `what "` + short(n.unit.Text) + `" is` // the unit of the name is another one
			return "", per
		}
		if unit == "" && h.per != "" {
			unit, per = n.fromName(per)
		}
	case formatNoun(format) != "":
		unit = formatNoun(format)
	case n.column.titled && currencies.Has(n.column.Unit) && format == "" && n.column.Holds.Moneys > 0:
		// Beside numbers that are shown as money, one that is not so is of something else.
	case n.column.legend && n.namedUnit() != "":
		unit = n.namedUnit() // "Mean response (mins)" among shares
	case n.column.titled && n.ownUnit() != "":
		unit = n.ownUnit() // EBIT margin (%) in a table of millions of euros
	case n.column.Unit != "" && n.column.Unit != "each":
		unit = n.column.Unit
	default:
		unit = formatUnit(format)
	}
	if unit == "each" {
		unit = ""
	}
	if unit == "" {
		unit, per = n.fromName(per)
	}
	if per == "" && n.unit != nil && n.kind.Asks() && !strings.ContainsAny(unit, "%/") && !timeUnits()[unit] {
		per = n.nameEndsWithRhythm()
	}
	if per == "" && n.block.per != "" {
		unit, per = n.inTitlesPeriod(unit)
	}
	if n.column.Measure != "" && people(n.column.Measure) && n.column.As.asks() && (unit == "" || people(unit)) {
		return "people", per
	}
	if unit == "" && n.column.Measure != "" && n.column.As.asks() && (plural(n.column.Measure) || n.countsInPeriod(per)) {
		unit = nounOf(n.column.Measure)
	}
	return unit, per
}

// periodAlone is the period that the header says beside its word for a target, or that is all of it: month of "Plan
// (month)", week of "Meta semana" and "Woche"; "" where it says what is measured, too.
func (c *Column) periodAlone() string {
	if c.Measure != "" || !c.As.asks() || c.when != (moment{}) || c.horizon {
		return ""
	}
	for _, in := range append(brackets(c.text()), c.text()) {
		if f := fold(strings.TrimSpace(in)); singularTimes.Has(f) {
			return rhythmOf("per " + f)
		}
	}
	words := split(c.text())
	if len(words) != 2 || c.Why != byName {
		return ""
	}
	for i, w := range words {
		if other := Named(words[1-i]); singularTimes.Has(w) && (other == AsTarget || other == asGoal) {
			return rhythmOf("per " + w) // "Meta semana", "Ziel Woche"
		}
	}
	return ""
}

// nameEndsWithRhythm is the period that the last word of the name says: week of "Wizyty u klientów tygodniowo",
// month of "Visiteurs mensuels", where another cell says the unit. What is one for each of something, or an
// average, has none.
func (n *numberOf) nameEndsWithRhythm() string {
	if len(n.row.Names) == 0 || n.row.Names[0].As == AsTeam || n.row.Names[0].As == AsOwner || n.row.Names[0].As == AsJob {
		return ""
	}
	name := withoutBrackets(n.row.Names[0].Text)
	fields := strings.Fields(name)
	if len(fields) < 2 || len(name) > maxNameText || ofEach(name) {
		return ""
	}
	for _, in := range cellWords().whole(fields[len(fields)-1]) {
		if per, ok := strings.CutPrefix(in.name, "/"); ok {
			return per
		}
	}
	return ""
}

// perMany reports whether the description of the row says that its number is for so many of something: per 1,000 bed
// days. How often somebody looks at it does not divide it.
func (n *numberOf) perMany() bool {
	return n.unit == nil && slices.ContainsFunc(n.block.Columns, func(c Column) bool {
		if c.As != AsDescription && c.As != AsNothing {
			return false
		}
		cell := cellAt(n.cells, c.Number)
		return cell != nil && cell.Holds == content.Words && perNumber.Get().MatchString(textOf(cell))
	})
}

// perNumber recognises a text that begins with so many of something by which a number is divided.
var perNumber = content.Pattern(`(?i)^(?:per|je|pro|pour|par|por|na) [1-9]\d*[ .,]?\d{2,}`)

// ratioWords are units of numbers that have none.
var ratioWords = content.WordSet("ratio ratios quotient verhaltnis factor faktor facteur index indice")

// strange reports whether the cell of a unit is a word or a code of which nothing is known: index_100_baseline.
func strange(text string) bool {
	return strings.ContainsFunc(text, unicode.IsLetter) && strings.ContainsFunc(text, unicode.IsDigit) &&
		!scoreOf.Get().MatchString(text)
}

// scoreOf recognises the best mark that there is: score/100, points out of 10.
var scoreOf = content.Pattern(`(?i)^(?:scores?|points?|pts|rating|index|noten?|punkte|marks?|stars?|nota|betyg)? ?` +
	`(?:/|out of|of|sur|von|de|av|van|su) ?\d{1,4}(?:[.,]0+)?$|^\(?-?\d+ ?(?:to|-|–|bis|à) ?\d+\)?$`)

// moneyUnit is the unit of an amount that is paid: the currency that it is shown in, before what its header says.
func (n *numberOf) moneyUnit(format string) string {
	if money := formatUnit(format); money != "" && !currencies.Has(n.column.Unit) || n.column.Unit == "" {
		return money
	}
	return n.column.Unit
}

// namedUnit is the unit that the name of a row has, where a sentence says another one for all rows; "" for none, and
// "each" where the name only says that things are counted.
func (n *numberOf) namedUnit() string {
	if len(n.row.Names) == 0 {
		return ""
	}
	name := n.row.Names[0].Text
	each := func(in string) bool { return unitOf(in) == "each" || countedWords.Has(fold(in)) }
	if slices.ContainsFunc(brackets(name), each) {
		return "each"
	}
	if unit, _ := n.fromName(""); timeUnits()[unit] || currencies.Has(unit) || unit == "%" || counted(name) != "" {
		return cmp.Or(unit, "each")
	}
	return ""
}

// countedWords stand in the brackets of a name whose number is a count.
var countedWords = content.WordSet("number count no. anzahl stück nombre número numero antal aantal")

// ownUnit is the unit that the name of the row has in brackets; "" for none.
func (n *numberOf) ownUnit() string {
	if len(n.row.Names) == 0 {
		return ""
	}
	for _, bracket := range brackets(n.row.Names[0].Text) {
		h := headed{times: 1}
		if h.take(bracket) && h.unit != "" && h.times == 1 {
			return h.unit
		}
	}
	return ""
}

// countsInPeriod reports whether the header is one of things in a period, in a language whose plurals are not known:
// Besuche pro Woche.
func (n *numberOf) countsInPeriod(per string) bool {
	name := n.column.Measure
	return per != "" && per == n.column.Per && !strings.Contains(name, " ") && !ofEach(name) && !moneyNamed(name) &&
		unitOf(name) == "" && rhythmOf(name) == "" && Named(name) == AsNothing
}

// inTitlesPeriod gives a number of things or an amount of money the period of "Weekly targets". Shares, times, averages
// and what is for each of something have none, nor has a number whose column or row says a time.
func (n *numberOf) inTitlesPeriod(unit string) (of, per string) {
	if n.column.when != (moment{}) || n.when != (moment{}) || !n.kind.Asks() {
		return unit, ""
	}
	name := n.column.Measure
	if len(n.row.Names) > 0 && (name == "" || n.row.Names[0].As == AsKPI) {
		name = n.row.Names[0].Text
	}
	if ofEach(name) {
		return unit, ""
	}
	switch noun, _ := n.fromName(n.block.per); {
	case currencies.Has(unit):
		if moneyNamed(name) {
			return unit, n.block.per
		}
	case unit == "" && noun != "" && unitOf(noun) == "" && !strings.Contains(noun, "/"):
		return noun, n.block.per
	case unit != "" && plural(unit) && unitOf(unit) == "":
		return unit, n.block.per
	}
	return unit, ""
}

func scaleWord(n int64) string {
	switch n {
	case 1e3:
		return "thousand"
	case 1e5:
		return "lakh"
	case 1e6:
		return "million"
	case 1e7:
		return "crore"
	}
	return "billion"
}

// explicit recognises a period that divides: per week, pro Tag, /month.
var explicit = content.Pattern(`(?i)^(per|pro|je|par|por|al|a la|à|/|om) `)

var timeUnits = sync.OnceValue(func() map[string]bool {
	return map[string]bool{"s": true, "min": true, "h": true, "business-hours": true, "days": true, "workdays": true,
		"calendar-days": true,
		"weeks":         true, "months": true, "years": true}
})

// formatUnit is the currency that a number format shows.
func formatUnit(format string) string {
	switch {
	case format == "":
		return ""
	case strings.Contains(format, "%") && !shownInPercent(format):
		return "%"
	case strings.Contains(format, "€"):
		return "EUR"
	case strings.Contains(format, "£"):
		return "GBP"
	case strings.Contains(format, "[h]"):
		return ""
	case strings.Contains(format, "[$$") || strings.Contains(format, `"$"`) || strings.Contains(format, `\$`) ||
		strings.HasPrefix(format, "$"):
		return "USD"
	}
	for code := range currencies.Set() {
		if strings.Contains(format, code) {
			return code
		}
	}
	return ""
}

// shownInPercent reports whether a number format shows a share of one in percent. A sign that the format only writes
// behind the number, as 0"%" does, leaves the number as it is.
func shownInPercent(format string) bool {
	return strings.Contains(quotedInFormat.Get().ReplaceAllString(format, ""), "%")
}

// formatScale is by how much the words of a number format multiply the number that it shows: a million of $0.0"M". A
// comma behind the digits divides before the letter multiplies, and 1 remains.
func formatScale(format string) int64 {
	m := scaledFormat.Get().FindStringSubmatch(format)
	if m == nil {
		return 1
	}
	word := fold(strings.Trim(m[1]+m[2], " €$£."))
	if scale := scales[unitOf(word)]; scale > 1 {
		return scale
	}
	if scale := scaleLetters[word]; scale > 1 && (formatUnit(format) != "" || word == "k" || word == "bn") {
		return scale // 0.0"m" may be metres
	}
	return 1
}

// scaledFormat recognises a number format that ends with letters, and has no comma behind its digits.
var scaledFormat = content.Pattern(`^[^;]*[0#?](?:"([^"]{1,12})"|\\? ?\\([kKmM])) ?(?:;.*)?$`)

// quotedInFormat recognises what a number format writes as it is.
var quotedInFormat = content.Pattern(`"[^"]*"|\\.`)

// formatNoun is the plural that a number format writes behind the number: meetings of 0 "meetings".
func formatNoun(format string) string {
	_, rest, ok := strings.Cut(format, `"`)
	if !ok || strings.Count(format, `"`) != 2 {
		return ""
	}
	text, _, _ := strings.Cut(rest, `"`)
	if text = strings.TrimSpace(text); strings.Contains(text, " ") || !plural(text) {
		return ""
	}
	return text
}

// scored reports whether the row or the column is called a score that goes below 0, so that a plus is a part of it.
func (n *numberOf) scored() bool {
	is := func(w string) bool { return w == "nps" || w == "enps" || w == "promoter" }
	return slices.ContainsFunc(split(n.column.text()), is) ||
		len(n.row.Names) > 0 && slices.ContainsFunc(split(n.row.Names[0].Text), is)
}

// signedBeside reports whether the result of the row is written with a sign as well, so that a plus is a part of the
// number, and no change.
func (n *numberOf) signedBeside() bool {
	return slices.ContainsFunc(n.block.Columns, func(c Column) bool {
		cell := cellAt(n.cells, c.Number)
		if cell == nil || c.As != AsActual && c.As != AsBaseline {
			return false
		}
		text := textOf(cell)
		return len(text) > 1 && (text[0] == '+' || text[0] == '-') && digit(text[1]) && strings.Contains(text, "%")
	})
}

var (
	// oneOf recognises what there is to be, and no number: "one workable framework".
	oneOf = content.Pattern(`(?i)^one \pL[\pL-]* \pL[^\d]*$`)
	// everySo recognises how often.
	everySo = content.Pattern(`(?i)\b(?:per|an?|each|every|daily|weekly|monthly|quarterly|annually|yearly)\b|/`)
)

// openTimes recognises from when to when somebody is there, and on which days: 9-5 Mon-Fri, Mo–Fr 8:00–18:00.
var openTimes = content.Pattern(`(?i)^(?:\d{1,2}(?:[:.]\d\d)?(?: ?[ap]m)? ?[-–] ?\d{1,2}(?:[:.]\d\d)?(?: ?[ap]m)?,? ` +
	`(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:days?)?|mo|di|mi|do|fr|sa|so|lun|daily|täglich|` +
	`weekdays|werktags)\b|` +
	`(?:mon|tue|wed|thu|fri|sat|sun|mo|di|mi|do|fr|sa|so|lun)[a-z]{0,6}\.? ?[-–] ?(?:[a-z]{2,9})\.?,? ` +
	`\d{1,2}(?:[:.]\d\d)?)`)

// inPeople is a headcount with people as its unit, whatever it calls them: 3.5 FTE.
func inPeople(text string) string {
	if digit(text[len(text)-1]) {
		return text + " people"
	}
	if i := strings.Index(text, " ("); i > 0 && digit(text[i-1]) {
		return text[:i] + " people" // 1 (part-time)
	}
	i := strings.LastIndexByte(text, ' ')
	if i < 0 || !digit(text[i-1]) {
		return text
	}
	for _, in := range columnWords().whole(text[i+1:]) {
		if as := As(in.name); as == AsHeadcount || as == asPeople {
			return text[:i] + " people"
		}
	}
	return text
}

// compose writes a quantity: at least 50 calls/day, EUR 500/month.
func compose(comparator, number, unit, per string) string {
	var b strings.Builder
	if unit == "m²" || unit == "m2" {
		unit = "square-metres" // as cells say them
	}
	if comparator != "" {
		b.WriteString(comparator + " ")
	}
	switch {
	case currencies.Has(unit):
		b.WriteString(unit + " " + number)
	case unit == "%":
		b.WriteString(number + "%")
	case unit == "":
		b.WriteString(number)
	default:
		b.WriteString(number + " " + unit)
	}
	if per != "" && !strings.Contains(unit, "/") {
		b.WriteString("/" + per)
	}
	return b.String()
}

// spanAlone recognises a number alone, or from one to another.
var spanAlone = content.Pattern(`^\d+(?:\.\d+)?(?: ?[-–] ?\d+(?:\.\d+)?)?\+?$`)

// inThousands recognises a number with a letter that multiplies it, and nothing behind it: 15K, ≥ 2.5M.
var inThousands = content.Pattern(`^[<>≥≤= ]*\d[\d.,]* ?[kKM]$`)

// finish adds the record, where its quantity can be read. Without its unit it is a number at least.
func (n *numberOf) finish(text, bare, unit string) {
	q, change, err := readQuantity(text)
	if err == nil && n.kind.Asks() && q.Unit.Words() == "%" && q.Low.Sign() < 0 {
		n.add(Record{Part: n.part, Kind: n.kind, Quantity: text, Change: true, Time: n.time(), Joined: n.joined})
		return
	}
	if err != nil && unit != "" {
		if q, change, err = readQuantity(bare); err == nil {
			if text, named := n.saying(unit); n.kind.Asks() && !named {
				n.unread(n.part, wording.MayMeanAnother(short(n.part.Text), unit, text))
				return
			}
			n.unsaid, text = `what "`+unit+`" is`, bare
		}
	}
	if err != nil {
		n.unread(n.part, wording.IsNotRead(short(n.part.Text), err.Error()))
		return
	}
	if unit == "" && n.unsaid == "" && bare == text {
		n.unsaid = wording.TheUnit()
	}
	rec := Record{Part: n.part, Kind: n.kind, Quantity: text, Change: change, Time: n.time(), Joined: n.joined,
		Unsaid: n.unsaid}
	n.promise(&rec, q)
	n.addHeeded(rec, q)
}

// manyOf recognises so many of so many: 9 out of 10.
var manyOf = content.Pattern(`^(?:at least )?(\d{1,3}) (?:out of|in|von|sur|av|van|su) ([1-9]\d{0,2})$`)

// severalSigns recognises a list of numbers with their times: 20 (Q1), 25 (Q2).
var severalSigns = content.Pattern(`\).*\(|[;,].*[;,]`)

// numberInPeriod recognises a number of nothing in a period: < 40/week.
var numberInPeriod = content.Pattern(`^((?:[<>≤≥=]+|at least|at most|more than|less than)? ?\d[\d.,]*)( ?/\pL+)$`)

// words reads a number with words of its own: "≥ 80", "10-16 hours", "50 calls a day", or a sentence.
func (n *numberOf) words(s spoken) {
	text := s.text
	if quantity.Relative(n.part.Text) {
		n.unread(n.part, wording.ComparesWithOthersAndHolds(short(n.part.Text)))
		return
	}
	if n.kind.Asks() && ofTarget(n.part.Text) {
		n.unread(n.part, wording.MeasuresAgainstATargetAnd(short(n.part.Text)))
		return
	}
	if n.kind.Asks() && oneOf.Get().MatchString(n.part.Text) && !everySo.Get().MatchString(n.part.Text) {
		n.unread(n.part, wording.IsNotANumber(short(n.part.Text)))
		return
	}
	if m := timeOf(n.part.Text); m != (moment{}) && onlyTime(n.part.Text) && !digits(n.part.Text) && n.kind.Asks() &&
		!severalSigns.Get().MatchString(n.part.Text) {
		if m.year == 0 && m.month != 0 && strings.ContainsAny(n.part.Text, "0123456789") {
			n.unread(n.part, wording.SaysNoYear(short(n.part.Text)))
			return // May 15
		}
		n.add(Record{Part: n.part, Kind: KindDue, Quantity: m.String()})
		return
	}
	if share, within := n.serviceLevel(); share != "" {
		n.add(Record{Part: n.part, Kind: n.kind, Quantity: "at least " + share, Within: within, Time: n.time()})
		return
	}
	if share, _ := shareThenTime(text); share != "" {
		n.sentence(s)
		return
	}
	if m := manyOf.Get().FindStringSubmatch(n.part.Text); m != nil {
		if within, from := n.times(); within != "" {
			share := written(big.NewRat(int64(number(m[1]))*100, int64(number(m[2])))) + "%"
			n.add(Record{Part: n.part, Kind: n.kind, Quantity: "at least " + share, Within: within, Time: n.time(),
				Joined: append(n.joined, from)})
			return // 9 out of 10 of what is answered within 2 days, and no grade
		}
	}
	if strings.HasPrefix(n.part.Text, "±") || strings.HasPrefix(n.part.Text, "+/-") {
		n.unread(n.part, wording.SaysHowFarANumber(short(n.part.Text)))
		return
	}
	if openTimes.Get().MatchString(n.part.Text) {
		n.unread(n.part, wording.SaysWhenSomebodyIsThere(short(n.part.Text)))
		return
	}
	if clockForm.Get().MatchString(n.part.Text) && n.clock() == "" {
		n.unread(n.part, wording.MayBeARatioOr(short(n.part.Text)))
		return
	}
	if clock := n.clock(); clock != "" {
		n.finish(compose(n.comparator(""), clock, "", ""), clock, "h")
		return
	}
	if !strings.ContainsAny(text, "0123456789") {
		if _, found, err := quantity.ParseChange(text); found && err == nil {
			n.add(Record{Part: n.part, Kind: n.kind, Quantity: text, Change: true, Time: n.time(), Joined: n.joined})
			return
		}
		n.sentence(s)
		return
	}
	if plus := strings.TrimPrefix(n.part.Text, "+"); plus != n.part.Text && n.signedBeside() {
		if s := n.block.speak(plus, n.block.markOf(n.column)); s.number != nil && s.unit == "%" {
			n.finish(compose(n.comparator(""), written(s.number), "%", ""), written(s.number), "%")
			return // alpha +3 %, beside one of +2.73 %
		}
	}
	if plus := strings.TrimPrefix(n.part.Text, "+"); plus != n.part.Text && plainNumber(plus) != "" && n.scored() {
		n.finish(compose(n.comparator(""), plus, "", ""), plus, "")
		return // an NPS of +30
	}
	if n.column.Change || n.column.As == AsChange {
		if _, found, err := quantity.ParseChange(text); !found && err == nil && s.number != nil && (s.unit == "" ||
			unitOf(s.unit) != "") {
			n.change(s.number, s.unit)
			return
		}
	}
	n.raw = s.number
	unit, per := n.unitAndPeriod("")
	scale := n.column.Times
	if money, sc, ok := scaledUnit(unit); ok {
		unit, scale = money, sc
	}
	full := text
	if front, note, ok := strings.Cut(text, " ("); ok && unit != "" && unit != "%" && spanAlone.Get().MatchString(front) {
		full = front + " " + unit + " (" + note // 400 (180)
	} else if last := text[len(text)-1]; digit(last) || last == '+' || inThousands.Get().MatchString(text) &&
		(currencies.Has(unit) || plural(unit)) {
		if scale > 1 {
			full = speak(full+" "+scaleWord(scale), Point).text
		}
		switch {
		case unit == "%":
			full += "%"
		case unit != "":
			full += " " + unit
		}
	}
	q, change, err := readQuantity(full)
	if err != nil && full != text {
		full = text
		q, change, err = readQuantity(full)
	}
	if m := numberInPeriod.Get().FindStringSubmatch(full); m != nil && err == nil && timeUnits()[unit] {
		if with, _, err := readQuantity(m[1] + " " + unit + m[2]); err == nil {
			full, q = m[1]+" "+unit+m[2], with // < 40 per week of "Overtime hours"
		}
	}
	if n.per != nil && !explicit.Get().MatchString(n.per.Text) &&
		(q.TimeUnit != "" || q.Unit.IsZero() && n.column.Per == "") {
		per = "" // how often it is looked at
	}
	if err == nil && per != "" && !change && q.Unit.Words() != "%" && !strings.Contains(full, "/") {
		if with, _, err := readQuantity(full + "/" + per); err == nil {
			full, q = full+"/"+per, with
		}
	}
	if err != nil {
		n.sentence(s)
		return
	}
	if !change && n.kind.Asks() && q.Unit.Words() == "%" && q.Low.Sign() < 0 && q.Comparator == quantity.NoComparator {
		change = true // -30 %
	}
	if q.Comparator == quantity.NoComparator && !change && !q.Limits {
		if c := n.comparator(""); c != "" {
			if with, _, err := readQuantity(c + " " + full); err == nil {
				full, q = c+" "+full, with
			}
		}
	}
	if n.kind == KindHeadcount {
		full = inPeople(full)
	}
	rec := Record{Part: n.part, Kind: n.kind, Quantity: full, Change: change, Time: n.time(), Joined: n.joined,
		Unsaid: n.unsaid}
	n.promise(&rec, q)
	n.addHeeded(rec, q)
}
