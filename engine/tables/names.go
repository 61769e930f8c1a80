package tables

import (
	"cmp"
	"math/big"
	"slices"
	"strings"
	"unicode"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// people reports whether the words of a header are people that are counted: men, Kinder.
func people(text string) bool {
	for _, in := range columnWords().whole(text) {
		if As(in.name) == asPeople {
			return true
		}
	}
	return false
}

// plural reports whether the last word of a header is a plural that can be counted.
func plural(text string) bool {
	words := strings.Fields(text)
	if len(words) == 0 || len(words) > 3 {
		return false
	}
	last := fold(words[len(words)-1])
	return len(last) > 3 && quantity.Singular(last) != last && !strings.HasSuffix(last, "ss")
}

// maxNameText is how long the name of a KPI is at most, in bytes, that is looked at for its unit.
const maxNameText = 120

// fromName reads the unit and the period in the name of the KPI: "Number of visits", "Wait (min)", "Calls per day".
func (n *numberOf) fromName(per string) (unit, period string) {
	names := []string{n.column.Measure}
	if len(n.row.Names) > 0 && n.row.Names[0].As != AsTeam && n.row.Names[0].As != AsOwner && n.row.Names[0].As != AsJob {
		names = []string{n.row.Names[0].Text}
		if n.column.Measure != "" {
			names = append(names, n.column.Measure)
		}
		if n.row.Names[0].As == AsLabel && n.column.Measure != "" && !n.block.choosing && n.column.when == (moment{}) {
			names = []string{n.column.Measure, n.row.Names[0].Text} // the rows are places, and the columns what is counted
		}
	}
	noun, below := n.described()
	if per == "" {
		per = below
	}
	defer func() {
		if unit == "" && noun != "" {
			unit = noun
		}
	}()
	for _, name := range names {
		if name = withoutHowOften(withoutCode(name)); name == "" || len(name) > maxNameText {
			continue
		}
		h := headed{times: 1}
		if money := moneyAlone.Get().FindStringSubmatch(name); money != nil {
			if h.take(name); h.unit == "" {
				h.take(money[1])
			}
			per = cmp.Or(per, h.per, rhythmOf("x "+money[2])) // £000 a year, €/unit
		}
		for _, bracket := range brackets(name) {
			if h.take(bracket) || n.block.bracketed(bracket) {
				if h.unit == "" && h.per == "" {
					h.unit = bracket // visits of "Supplier visits (visits)"
				}
				break
			}
		}
		if _, behind, ok := strings.Cut(withoutBrackets(name), ", "); ok && h.unit == "" && unitLike(behind) {
			if !h.take(behind) {
				h.unit = behind // Carbon, tCO2e
			}
		}
		if h.unit == "people" && counted(name) != "" {
			h.unit = "" // number of farmers (women)
		}
		if h.unit == "" && percentNamed(name) {
			h.unit = "%"
		}
		if _, unit, ok := strings.Cut(name, " in "); ok && h.unit == "" && strings.Contains(unit, "/") {
			h.take(unit) // waste in t/year
		}
		if above, below, ok := strings.Cut(name, " je "); ok && h.unit == "" && technicalUnits.Has(above) {
			h.unit = above + "/" + below // kWh je Stück
		}
		if h.unit == "" {
			words := split(name)
			for i, w := range words {
				if inWords[w] && i+1 < len(words) && i+3 >= len(words) {
					h.take(strings.Join(words[i+1:], " "))
				}
			}
		}
		if i := strings.LastIndexByte(name, '_'); h.unit == "" && i > 0 && !strings.Contains(name, " ") &&
			unitOf(name[i+1:]) != "" {
			h.take(name[i+1:]) // ship_time_hours
		}
		if h.unit == "" {
			h.unit = beginsWithUnit(name)
		}
		if m := gapWithUnit.Get().FindStringSubmatch(name); h.unit == "" && m != nil && timeUnits()[unitOf(m[1])] {
			h.unit = unitOf(m[1]) // cleared within … h
		}
		if fields := strings.Fields(name); h.unit == "" && len(fields) > 1 {
			if last := fields[len(fields)-1]; currencies.Has(unitOf(last)) {
				h.unit = unitOf(last) // Umsatz €
			} else if money, scale, ok := scaledUnit(unitOf(last)); ok && currencies.Has(money) {
				h.unit, h.times = money, scale
			}
		}
		if u := endsWithUnit(name); h.unit == "" && u != "" {
			if h.unit = u; per == "" {
				per = rhythmOf(strings.Fields(name)[0]) // weekly hours
			}
		}
		if h.unit == "" {
			h.unit = n.behindNumber(name)
		}
		if h.per != "" && per == "" {
			per = h.per
		}
		if h.times > 1 && h.unit != "" {
			h.unit = scaleWord(h.times) + " " + h.unit
		}
		if h.unit != "" && h.unit != "each" {
			return h.unit, per
		}
		if noun := counted(name); noun != "" {
			if per == "" {
				per = rhythmOf(name)
			}
			return nounOf(noun), per
		}
		if noun, below := divided(name); noun != "" {
			if u := unitOf(noun); timeUnits()[u] {
				noun = u // Horas de formación por empleado
			}
			if per == "" {
				per = below
			} else if strings.Contains(below, "/") {
				per = below
			}
			return noun, per
		} else if below != "" && per == "" {
			per = below
		}
		if noun := before(strings.Fields(name)); per != "" && plural(noun) && unitOf(noun) == "" && !moneyNamed(name) {
			return noun, per
		}
	}
	return "", per
}

// gapWithUnit recognises a gap for the number in a name, and the word behind it.
var gapWithUnit = content.Pattern(`(?:…|\.{3}|_{2,}) ?(\pL+)\b`)

// moneyAlone recognises a name that is nothing but a currency, in thousands or not, and a period.
var moneyAlone = content.Pattern(`^((?:[€£$]|EUR|USD|GBP|CHF) ?(?:000s?|k|m|mn|bn|million|thousand)?)` +
	`((?: (?:a|per) |/)\pL+)?$`)

// withoutHowOften is a name without how often somebody does something: "Pupils who read 4 times a week" are not counted
// by the week.
func withoutHowOften(name string) string { return line(howOften.Get().ReplaceAllString(name, " ")) }

var howOften = content.Pattern(`(?i)\b(?:once|twice|` +
	`(?:\d+|two|three|four|five|six) (?:times|days|mal|fois|veces|gånger|keer)|einmal|zweimal|dreimal|\d+x) ` +
	`(?:a|an|per|pro|im|in der|par|al|a la|om|i) \pL+`)

// withoutCode is a name without the code that it begins with, and without a full stop at its end: Days to decide of
// "2.1.a Days to decide".
func withoutCode(name string) string {
	name = strings.TrimSuffix(strings.TrimSpace(name), ".")
	first, rest, ok := strings.Cut(name, " ")
	if ok && (keyResultCode.Get().MatchString(first) || nameCode.Get().MatchString(first)) {
		return strings.TrimSpace(rest)
	}
	return name
}

// nameCode recognises 1.2, 2.1.a, HS01 and A-12 before a name.
var nameCode = content.Pattern(`^(?:\d+(?:\.\w{1,2})+\.?|[A-Z]{1,4}-?\d+(?:\.\d+)*[:.]?)$`)

// bracketed reports whether a word in the brackets of a name is a unit, because most names of the block have one there.
func (b *Block) bracketed(word string) bool {
	if b.unitsInNames == nil {
		var names []string
		for i := range b.Rows {
			if all := b.Rows[i].Names; len(all) > 0 {
				names = append(names, all[0].Text)
			}
		}
		many := bracketUnits(names)
		b.unitsInNames = &many
	}
	return *b.unitsInNames && mayBeUnit(word)
}

// bracketUnits reports whether at least half of some names have a unit in brackets, and more than one has.
func bracketUnits(names []string) bool {
	units := 0
	for _, name := range names {
		if slices.ContainsFunc(brackets(name), unitLike) {
			units++
		}
	}
	return units > 1 && units*2 >= len(names)
}

// mayBeUnit reports whether a word can be a unit among others that are known: Besuche beside % and min.
func mayBeUnit(word string) bool {
	letters := !strings.ContainsFunc(word, func(c rune) bool { return !unicode.IsLetter(c) })
	return word != "" && len(word) <= 16 && letters && !people(word) && !onlyTime(word) && strings.ToUpper(word) != word
}

// described is what a short description of the KPI says of its unit: Errors and month of "Errors per month".
func (n *numberOf) described() (noun, below string) {
	for _, p := range n.row.Names {
		if p.As != AsDescription || len(strings.Fields(p.Text)) > maxMeasure || p.Text == n.row.Names[0].Text {
			continue
		}
		if h := (headed{times: 1}); h.take(p.Text) && currencies.Has(h.unit) && h.per != "" && h.times == 1 {
			return h.unit, h.per // €/unit
		}
		if physical(p.Text) {
			return p.Text, "" // m³/ha
		}
		if unit := countedIn(p.Text); unit != "" {
			return unit, ""
		}
		if per := rhythmOf(p.Text); per != "" && explicit.Get().MatchString(p.Text) && len(strings.Fields(p.Text)) == 2 {
			return "", per // per quarter
		}
		if noun, below = divided(p.Text); unitOf(noun) == "each" {
			noun = ""
		} else if u := unitOf(noun); u != "" {
			noun = u
		}
		if below != "" && rhythmOf("per "+below) != "" {
			return noun, below
		}
	}
	return "", ""
}

// countedIn is the unit that a description of how something is counted begins or ends with, or the sign of a share:
// "calendar days, approval to offer", "offers accepted / made, %", "% of starters"; "" for none.
func countedIn(text string) string {
	if strings.HasPrefix(text, "% ") {
		return "%"
	}
	first, rest, ok := strings.Cut(text, ", ")
	if !ok {
		return ""
	}
	if u := unitOf(first); timeUnits()[u] {
		return u
	}
	if last := rest[strings.LastIndex(", "+rest, ", "):]; unitOf(last) == "%" {
		return "%"
	}
	return ""
}

// maxMeasure is how many words a description has at most that is read as the unit of a KPI.
const maxMeasure = 5

// moneyNamed reports whether a name is of money, whose currency nobody says.
func moneyNamed(name string) bool {
	for _, w := range split(name) {
		if moneyWords.Has(w) {
			return true
		}
	}
	return false
}

var moneyWords = content.WordSet(`pipeline bookings arr mrr
revenue rev revenues sales cost costs expenses savings earnings wages fees profit profits
margins
deposits advances loans borrowings premiums donations
turnover income spend payments receipts price prices amounts funds umsatz umsatze kosten gewinn erlos erlose
gehalt cout couts chiffre ventes recettes depenses ventas ingresos coste costes costo costos gastos intakt intakter
kostnad kostnader omsattning omzet opbrengst ricavi costi spese vendite`)

// beginsWithUnit is the unit of time with which a name begins: "Days to first value", "Tage bis zum Angebot".
func beginsWithUnit(name string) string {
	fields := strings.Fields(name)
	for len(fields) > 3 && rowWords().is(strings.Trim(fields[0], "."), "average") {
		fields = fields[1:]
	}
	if len(fields) < 3 || !untilWords.Has(fold(fields[1])) {
		return ""
	}
	if u := unitOf(fields[0]); timeUnits()[u] {
		return u
	}
	return ""
}

// endsWithUnit is the unit of time in the plural with which a name ends: "Staff hours", "Sick days".
func endsWithUnit(name string) string {
	fields := strings.Fields(withoutBrackets(name))
	if n := len(fields); n < 2 || n > 3 || !plural(fields[n-1]) || !workedTime.Has(fold(fields[n-2])) {
		return "" // story hours and open days are counted
	}
	if u := unitOf(fields[len(fields)-1]); u == "h" || u == "min" || u == "days" {
		return u
	}
	return ""
}

// workedTime stands before hours and days that are a time.
var workedTime = content.WordSet(`
staff training volunteer volunteering overtime working labour labor machine service teaching
billable chargeable billed sick absence leave lost downtime maintenance flight driving crew contact project development
consulting productive paid man person engine operating running weekly daily monthly yearly annual work absent coaching
learning practice support client design planned worked productivity nursing care treatment lesson travel idle waiting`)

var untilWords = content.WordSet(`
of to until till from since between before after without bis seit von zwischen nach avant
depuis hasta desde fran tot vanaf fino da`)

// behindNumber is the unit behind the number itself in the name of its row: days of "from 9 to 5 days" beside a 5.
func (n *numberOf) behindNumber(name string) string {
	own := n.block.speak(n.part.Text, n.block.markOf(n.column))
	if !own.bare || own.number == nil {
		return ""
	}
	for _, num := range numerals(name) {
		plain, err := num.plain(n.block.marks)
		if err != nil || plainDigits(plain) == "" {
			continue
		}
		if r, ok := new(big.Rat).SetString(plain); !ok || r.Cmp(own.number) != 0 {
			continue
		}
		if strings.Contains(n.column.text(), "-"+name[num.from:num.to]) {
			continue // NEW-30%, whose measure is NEW 30%
		}
		rest := strings.Fields(name[num.to:])
		if strings.HasPrefix(name[num.to:], "%") {
			return "%"
		}
		before := strings.Fields(name[:num.from])
		if len(rest) > 0 && len(before) > 0 && reachWords.Has(fold(before[len(before)-1])) {
			if u := unitOf(rest[0]); unitNames()[u] {
				return u
			}
		}
		if all := sentences(name, n.block.marks); len(all) == 1 && all[0].quantity.Low != nil &&
			all[0].quantity.Low.Cmp(own.number) == 0 && all[0].quantity.TimeUnit == "" {
			return asWritten(all[0].quantity.Unit.Noun(), rest) // customers of "Reach 220 customers"
		}
	}
	return ""
}

// asWritten is a noun as the words of a name have it, in the plural.
func asWritten(noun string, words []string) string {
	for _, w := range words {
		if w = strings.Trim(w, ".,;:()"); noun != "" && quantity.Singular(fold(w)) == noun {
			return w
		}
	}
	return noun
}

// reachWords stand before the number that is to be reached, in names of rows: "from 9 to 5 days".
var reachWords = content.WordSet(`
to auf bis a jusqu'a till tot reach under below unter within in of from by least most`)

// nameDivides is what the name of a row divides its number by, where another cell says the unit: day of "Visits per
// day" beside "visits". Of money it is a period alone.
func (n *numberOf) nameDivides(unit string) string {
	if len(n.row.Names) == 0 || len(n.row.Names[0].Text) > maxNameText || unit == "%" {
		return ""
	}
	noun, below := divided(n.row.Names[0].Text)
	if timeUnits()[unit] && unitOf(noun) != unit {
		return "" // but "Opening hours per week"
	}
	same := strings.EqualFold(quantity.Singular(noun), quantity.Singular(unit)) || unit == "each"
	if noun != "" && !same && !periodsOnly(strings.Split(below, "/")) {
		return ""
	}
	return below
}

// percentNamed reports whether the name of a KPI says that it is in percent: "% of orders", "Percentage of visits".
func percentNamed(name string) bool {
	if percentSign.Get().MatchString(name) {
		return true // and not "Packages below 70 %"
	}
	words := split(name)
	for _, m := range cellWords().find(words) {
		if m.from > 0 && words[m.from] == "%" && digits(words[m.from-1]) {
			continue // NEW-30%
		}
		for _, in := range m.in {
			if in.name == "%" {
				return true
			}
		}
	}
	return false
}

// divided reads "Visits per technician per day": what is counted, and what it is divided by, technician/day. Where what
// stands before "per" cannot be counted, as in "Revenue per employee", only a period is read.
func divided(name string) (noun, below string) {
	fields := strings.Fields(strings.ReplaceAll(name, "/", " / "))
	isPer := func(i int) bool {
		if i == 0 || i+1 == len(fields) {
			return false
		}
		w := fold(fields[i])
		return perWord([]string{"", w}) || (w == "a" || w == "an") && rhythmOf("per "+fields[i+1]) != ""
	}
	first := -1
	var parts []string
	for i := range fields {
		if !isPer(i) {
			continue
		}
		if first < 0 {
			first = i
		}
		word := follows(fields[i+1:])
		if word == "" {
			return "", ""
		}
		parts = append(parts, denominator(word))
		if p := andPeriod(fields[i+1:]); p != "" {
			parts = append(parts, p)
		} else if last := fields[len(fields)-1]; i+2 < len(fields) && rhythmOf(last) != "" && !isPer(len(fields)-2) {
			parts = append(parts, rhythmOf(last)) // per agent daily
		}
	}
	if first < 0 {
		return "", ""
	}
	if noun = before(fields[:first]); romance.Has(fold(fields[first])) ||
		slices.ContainsFunc(fields[first+1:], func(f string) bool { return italian.Has(fold(f)) }) {
		noun = nounOf(fields[0]) // visites of "Visites clients par commercial"
	}
	counts := plural(noun) || quantity.Singular(fold(noun)) != fold(noun) || periodsOnly(parts) ||
		len(parts) > 1 && anyPeriod(parts) && !moneyNamed(name)
	if !counts {
		noun = ""
	}
	if noun == "" {
		for _, p := range parts {
			if rhythmOf("per "+p) != "" && p != "person" {
				return "", p
			}
		}
		return "", ""
	}
	return noun, strings.Join(parts, "/")
}

// follows is the noun behind "per": technician of "per technician per day"; "" where more than an article and two words
// follow, and nobody knows which of them counts.
func follows(fields []string) string {
	for len(fields) > 1 && articles()[fold(fields[0])] {
		fields = fields[1:]
	}
	n := 0
	for n < len(fields) && !strings.ContainsAny(fields[n], "(,;:") && (n == 0 || rhythmOf(fields[n]) == "") &&
		!countEnds()[fold(fields[n])] &&
		!perWord([]string{"", fold(fields[n])}) {
		n++
	}
	if n == 0 || n > 2 || strings.ContainsAny(fields[0], "0123456789") {
		return "" // per 100 accounts
	}
	return fields[n-1]
}

// andPeriod is the period behind "and" among the words behind "per": day of "per agent and day"; "" for none.
func andPeriod(fields []string) string {
	for i, f := range fields[:min(len(fields), 4)] {
		if !andWords.Has(fold(f)) {
			continue
		}
		rest := fields[i+1:]
		if len(rest) == 0 || len(rest) > 2 || eachWords.Has(fold(rest[0])) {
			continue
		}
		if last := rest[len(rest)-1]; rhythmOf("per "+last) != "" {
			return denominator(last)
		}
	}
	return ""
}

// romance are words for "per" in languages whose noun comes first.
var romance = content.WordSet("par por cada chaque ogni al na")

// italian stand behind "per", which English writes alike.
var italian = content.WordSet(`al alla ogni giorno settimana mese trimestre anno ora turno addetto addetta dipendente
persona operatore cliente`)

var andWords = content.WordSet("and und et y e och en og")

var eachWords = content.WordSet("per pro je par por cada jede jeden varje elke ogni chaque each na kazdy kazdego /")

func anyPeriod(parts []string) bool {
	for _, p := range parts {
		if rhythmOf("per "+p) != "" && p != "person" {
			return true
		}
	}
	return false
}

// ofEach reports whether a name is of a number that is one for each of something, or an average: how often it is
// measured does not divide it.
func ofEach(name string) bool {
	if len(name) > maxNameText {
		return false
	}
	fields := strings.Fields(strings.ReplaceAll(name, "/", " / "))
	for i := 1; i+1 < len(fields); i++ {
		if eachWords.Has(fold(fields[i])) {
			return true
		}
	}
	return rowWords().has(name, "average")
}

func periodsOnly(parts []string) bool {
	for _, p := range parts {
		if rhythmOf("per "+p) == "" {
			return false
		}
	}
	return true
}

// denominator is a word behind "per" as quantities write it.
func denominator(word string) string {
	for _, in := range cellWords().whole(word) {
		if unit := singulars()[in.name]; unit != "" {
			return unit
		}
	}
	return strings.ToLower(quantity.Singular(strings.Trim(word, ",;:()")))
}

// before is the noun among the words before "per": calls of "Sales calls", visits of "Visits to customers", files of
// "Files closed".
func before(fields []string) string {
	for i, f := range fields {
		if !countEnds()[fold(f)] {
			continue
		}
		for _, word := range slices.Backward(fields[:i]) {
			if plural(word) && englishWords.Has(fold(f)) {
				return nounOf(word) // issues of "Data quality issues drop from"
			}
		}
		return nounOf(fields[0])
	}
	for k := len(fields) - 1; k >= 0; k-- {
		if plural(fields[k]) {
			return nounOf(fields[k])
		}
	}
	return nounOf(fields[len(fields)-1])
}

// nounOf is a noun as quantities write it: at most two words, without signs.
func nounOf(text string) string {
	words := strings.FieldsFunc(line(text), func(c rune) bool {
		return c == ' ' || c == ',' || c == ';' || c == ':' || c == '(' || c == ')' || c == '[' || c == ']' || c == '/'
	})
	var kept []string
	for _, w := range words {
		if len(w) > 2 {
			w = strings.TrimRight(w, ".") // Pos.
		}
		if f := fold(w); countEnds()[f] && f != "new" {
			if len(kept) > 0 {
				break
			}
			continue
		}
		kept = append(kept, w)
		if len(kept) == 2 {
			break
		}
	}
	if len(kept) == 1 && len(kept[0]) > 5 && strings.HasSuffix(fold(kept[0]), "led") {
		return "" // handled, called: what is done, and not what it is done with
	}
	noun := strings.Join(kept, " ")
	if _, err := quantity.Parse("5 " + noun); err != nil {
		noun = strings.Join(kept[:min(len(kept), 1)], "")
		if _, err := quantity.Parse("5 " + noun); err != nil {
			return ""
		}
	}
	return noun
}
