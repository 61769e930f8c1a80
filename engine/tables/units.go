package tables

import (
	"cmp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// unitNames are the sections of words/cells.txt that are units.
var unitNames = sync.OnceValue(func() map[string]bool {
	return map[string]bool{"%": true, "percentage points": true, "s": true, "min": true, "h": true,
		"business-hours": true, "days": true,
		"calendar-days": true, "workdays": true, "weeks": true, "months": true, "years": true, "quarters": true, "EUR": true,
		"USD": true, "GBP": true, "CHF": true, "SEK": true, "JPY": true, "IDR": true, "INR": true, "PLN": true, "BRL": true,
		"CZK":          true,
		"thousand EUR": true, "million EUR": true,
		"thousand USD": true, "million USD": true, "thousand SEK": true,
		"million SEK": true, "thousand GBP": true, "million GBP": true, "thousand": true,
		"million": true, "billion": true, "lakh": true, "crore": true, "/second": true}
})

// scaleLetters stand beside a currency.
var scaleLetters = map[string]int64{"k": 1e3, "t": 1e3, "000": 1e3, "m": 1e6, "mn": 1e6, "mm": 1e6, "jt": 1e6,
	"juta": 1e6, "bn": 1e9}

var scales = map[string]int64{"thousand": 1e3, "million": 1e6, "billion": 1e9, "lakh": 1e5, "crore": 1e7}

// unitOf is the unit that a whole text is, in the words of quantities; "" where it is none that is known. "#" and its
// kin are "each".
func unitOf(text string) string {
	text = strings.Trim(text, " ()[]")
	if text == "%" {
		return "%"
	}
	for _, in := range cellWords().whole(text) {
		switch {
		case unitNames()[in.name]:
			return in.name
		case in.name == "each":
			return "each"
		}
	}
	if code := strings.ToUpper(text); len(text) == 3 && currencies.Has(code) && (code == text || oftenMeant.Has(code)) {
		return code
	}
	return ""
}

// currencies are the codes of ISO 4217 that are in use.
var currencies = content.WordSet(`
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF
CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF
IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP
MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG
SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD
XOF XPF YER ZAR ZMW`)

// oftenMeant are codes that stand for a currency in small letters too; "all" and "top" do not.
var oftenMeant = content.WordSet(`
EUR USD GBP CHF SEK NOK DKK PLN CZK HUF CAD AUD NZD JPY CNY INR BRL MXN ZAR SGD HKD AED`)

// unitLike reports whether a short text can only be a unit: %, min, kg/t, pcs/shift, per month.
func unitLike(text string) bool {
	text = strings.Trim(text, " ()[]")
	if above, below, ok := strings.Cut(text, " per "); ok {
		text = above + "/" + strings.TrimLeft(below, "0123456789,. ")
	}
	if text == "" || len(text) > 20 || strings.ContainsAny(text, "0123456789") && !technicalUnits.Has(text) {
		return false
	}
	if unitOf(text) != "" || technical(text) {
		return true
	}
	above, below, ok := strings.Cut(text, "/")
	if !ok {
		return explicit.Get().MatchString(text) && rhythmOf(text) != ""
	}
	return !strings.Contains(below, "/") && (unitOf(above) != "" || rhythmOf("per "+below) != "" ||
		technicalUnits.Has(above) && oneWord.Get().MatchString(below))
}

// headed is what a header says about the numbers below it.
type headed struct {
	unit  string // %, h, EUR, or a noun
	times int64
	per   string
}

// headerUnit reads a unit in a header: "Wait (min)", "Revenue in T€", "Utilization % target", "Calls/day", "in Secs".
func headerUnit(text string) headed {
	text = withCodes(text)
	h := headed{times: 1, per: rhythmOf(text)}
	if h.inBrackets(text); h.unit == "" && h.times == 1 {
		words := split(text)
		for i, w := range words {
			if inWords[w] && i+1 < len(words) {
				rest := strings.Join(words[i+1:min(i+4, len(words))], " ")
				for rest != "" && !h.take(rest) {
					j := strings.LastIndexByte(rest, ' ')
					rest = rest[:max(j, 0)]
				}
			}
		}
	}
	if i := strings.LastIndexByte(text, '_'); h.unit == "" && h.per == "" && i > 0 {
		if last := text[i+1:]; technicalUnits.Has(last) || unitOf(last) != "" {
			h.take(last) // latency_threshold_ms
		}
	}
	if h.unit == "" && h.per == "" && unitLike(text) && strings.Count(text, "/") == 1 {
		above, below, _ := strings.Cut(strings.Trim(text, " ()[]"), "/")
		if u := unitOf(above); u != "" && u != "each" {
			above = u
		}
		h.unit = above + "/" + denominator(below) // pcs/shift
	}
	if m := spacedUnit.Get().FindStringSubmatch(text); h.unit == "" && m != nil && (technicalUnits.Has(m[1]) ||
		timeUnits()[unitOf(m[1])]) {
		h.unit, h.per = m[1]+"/"+denominator(m[2]), rhythmOf("per "+m[3])
		if h.per != "" {
			h.unit, h.per = h.unit+"/"+h.per, "" // t / picker day
		}
	}
	if last := text[strings.LastIndexByte(text, ' ')+1:]; h.unit == "" && len(last) < len(text) && physical(last) {
		h.unit, h.per = last, "" // Leistungswert m²/h
	}
	if first, _, ok := strings.Cut(text, " "); h.unit == "" && ok && physical(first) {
		h.unit = first // kWp installed
	}
	if h.unit == "" {
		switch {
		case percentSign.Get().MatchString(text):
			h.unit = "%"
		default:
			h.loose(text)
		}
	}
	return h
}

// percentSign finds a sign for percent without a number before it. "Target (100 %)" holds no percentages.
var percentSign = content.Pattern(`(^|[^\d\s]) *%`)

var inWords = map[string]bool{"in": true, "en": true, "i": true, "as": true}

// loose reads a unit that stands somewhere in a header: "Target hours", "Umsatz €".
func (h *headed) loose(text string) {
	words := split(text)
	for _, m := range cellWords().find(words) {
		if m.from > 0 && (perWord(words[:m.from]) || inWords[words[m.from-1]]) {
			continue
		}
		for _, in := range m.in {
			switch in.name {
			case "%", "h", "min", "days", "workdays", "EUR", "USD", "GBP", "CHF", "SEK", "INR", "PLN", "BRL", "CZK",
				"thousand EUR", "million EUR",
				"thousand USD", "million USD", "million SEK", "calendar-days", "percentage points":
				if short := words[m.from]; singularTimes.Has(short) && (m.to < len(words) || aPeriod(words, m.from)) {
					continue // "Day shift"
				} else if m.from > 0 && (eventWords.Has(words[m.from-1]) || words[m.from-1] == "open" && in.name == "days") {
					continue // "Story hours" are counted
				} else if len(short) > 1 && short != "min" && short != "max" && short != "dia" ||
					short == "€" || short == "£" || short == "$" || strings.Contains(in.name, " ") && m.to-m.from > 1 {
					h.set(in.name)
				}
			}
		}
	}
}

// eventWords stand before hours and days that are held, and are no time.
var eventWords = content.WordSet(`
story happy office visiting tasting trial field sports market consultation rush peak`)

var singularTimes = content.WordSet(`
day hour minute week month quarter year tag stunde woche monat quartal jahr jour heure semaine mois trimestre an annee
dia hora semana mes ano dag timme vecka manad kvartal uur maand kwartaal jaar giorno ora settimana mese anno
dzien godzina tydzien miesiac kwartal rok`)

// take takes a text as the unit, and reports whether it is one.
func (h *headed) take(text string) bool {
	if text = withCodes(strings.TrimSpace(text)); strings.HasSuffix(text, "/Mon") {
		text += "at" // Stk/Mon
	}
	if text == perMille {
		h.unit = perMille
		return true
	}
	if per := rhythmOf("per " + strings.TrimLeft(text, "/ ")); per != "" && strings.HasPrefix(text, "/") ||
		explicit.Get().MatchString(text) && rhythmOf(text) != "" {
		per = cmp.Or(rhythmOf(text), per)
		h.per = per
		return true
	}
	if parts := strings.Split(text, "/"); len(parts) == 3 && unitOf(parts[0]) != "" && rhythmOf("per "+parts[2]) != "" {
		h.set(unitOf(parts[0]))
		h.per = denominator(strings.TrimSpace(parts[1])) + "/" + rhythmOf("per "+parts[2])
		return true // h / salarié / an
	}
	if parts := strings.Split(text, "/"); len(parts) == 3 && rhythmOf("per "+parts[1]) == "" &&
		rhythmOf("per "+parts[2]) != "" && nounOf(parts[0]) != "" {
		h.unit = nounOf(parts[0])
		h.per = denominator(strings.TrimSpace(parts[1])) + "/" + rhythmOf("per "+parts[2])
		return true // calls/person/day
	}
	if unit, per, ok := strings.Cut(text, "/"); ok && rhythmOf("per "+per) != "" {
		h.per = rhythmOf("per " + per)
		if !h.take(unit) {
			h.unit = nounOf(unit)
		}
		return true
	}
	if u := unitOf(text); u != "" {
		h.set(u)
		return true
	}
	if above, below, ok := strings.Cut(text, " per "); ok && timeUnits()[unitOf(above)] {
		return h.take(above + "/" + below) // days per FTE
	} else if ok && currencies.Has(unitOf(above)) && oneWord.Get().MatchString(below) {
		h.unit, h.per = unitOf(above), denominator(strings.TrimSpace(below))
		return true // EUR per order
	}
	if technical(text) {
		h.unit = text
		return true
	}
	unit, below, divides := strings.Cut(text, "/")
	unit, below = strings.TrimSpace(unit), strings.TrimSuffix(below, ".")
	if u := unitOf(unit); divides && timeUnits()[u] && oneWord.Get().MatchString(below) {
		h.unit = u + "/" + denominator(strings.TrimSpace(below))
		return true // min/trailer
	}
	if money := unitOf(unit); divides && currencies.Has(money) && oneWord.Get().MatchString(below) {
		h.unit, h.per = money, denominator(strings.TrimSpace(below))
		return true // €/unit
	}
	if divides && technicalUnits.Has(unit) && !strings.Contains(below, "/") {
		h.unit = unit + "/" + denominator(strings.TrimSpace(below))
		return true // l/unité
	}
	if money, scale, ok := strings.Cut(text, " "); ok && currencies.Has(money) && scaleLetters[fold(scale)] != 0 {
		h.unit, h.times = money, scaleLetters[fold(scale)]
		return true // KES m
	}
	words := split(text)
	if len(words) > 0 && explicit.Get().MatchString(text) {
		return false // per million hours
	}
	for i := len(words) - 1; i > 0; i-- {
		if u := unitOf(strings.Join(words[:i], " ")); u != "" && u != "each" {
			if per := rhythmOf(strings.Join(words[i:], " ")); per != "" {
				h.per = per
				h.set(u)
				return true
			}
		}
	}
	for i := 1; i < len(words); i++ {
		u := unitOf(words[i-1] + " " + words[i])
		if _, money, ok := strings.Cut(u, " "); ok && currencies.Has(money) {
			h.set(u)
			return true // sales in £000
		}
	}
	if strings.Contains(fold(text), "mil.") {
		return false // a thousand in some languages, and a million in others
	}
	// "Dollars in Thousands", "T EUR", "EUR m"
	money, scale := "", int64(1)
	for _, w := range words {
		switch u := unitOf(w); {
		case len(words) == 2 && scaleLetters[w] != 0 && !strings.Contains(text, "/"):
			scale = scaleLetters[w]
		case scales[u] != 0:
			scale = scales[u]
		case currencies.Has(u):
			money = u
		}
	}
	if money != "" || scale > 1 && len(words) < 4 && !slices.ContainsFunc(words, func(w string) bool {
		return scaleLetters[w] != 0
	}) {
		h.unit, h.times = money, scale
		return true
	}
	for _, w := range words {
		if householdWords.Has(w) || len(words) > maxUnitWords {
			continue
		}
		if in := columnWords().phrases[w]; len(in) > 0 && (in[0].name == string(asPeople) || w == "fte" || w == "vza" ||
			w == "etp") {
			h.unit = "people"
			return true
		}
	}
	return false
}

// maxUnitWords is how many words a unit has at most in which people are counted. In a longer text they are those of
// whom it speaks.
const maxUnitWords = 3

// householdWords are those of several people, who are counted as one.
var householdWords = content.WordSet(`households household haushalte menages hogares hushall huishoudens famiglie
families`)

// oneWord recognises one word of several letters.
var oneWord = content.Pattern(`^ ?\pL{3,}$`)

// perMille is the sign for so many of a thousand, which quantities write as percent.
const perMille = "‰"

// technical reports whether a text is a unit of physics or computing, alone or divided by another one: ppm, kWh/t.
func technical(text string) bool {
	if len(text) > 12 {
		return false
	}
	for part := range strings.SplitSeq(text, "/") {
		if u := unitOf(part); !technicalUnits.Has(part) && (u == "" || u == "each") {
			return false
		}
	}
	return technicalUnits.Has(text) || strings.Contains(text, "/")
}

// spacedUnit recognises a unit with blanks around its stroke at the end of a header, and a period behind it.
var spacedUnit = content.Pattern(`(?:^| )(\pL{1,4}[²³]?) / (\pL{3,})(?:[ -]| / )(\pL+)$`)

// physical reports whether a word is a unit of physics that is no word of any language: m²/h, kWp, and not t or l.
func physical(word string) bool {
	return len(word) > 2 && technical(word) && (technicalUnits.Has(word) || !unitOfTimes(word))
}

// unitOfTimes reports whether a word has a stroke between units of time alone: h/day.
func unitOfTimes(word string) bool {
	return !slices.ContainsFunc(strings.Split(word, "/"), technicalUnits.Has)
}

var technicalUnits = content.WordSet(`
	ppm ppb bps kg g t mg µg kt lb oz l ml hl m² m2 km² m³ m3 km mm cm ha kJ MJ GJ TJ kcal kW MW
	kWh MWh GWh kWp MWp kVA MB GB TB Mbit/s Gbit/s ms rpm dB bar mbar kPa °C CO2e tCO2e kgCO2e sqm sqft`)

// inBrackets is the unit that a title or a header has in brackets: a known one, or a plural, "Sales plan (units)".
func (h *headed) inBrackets(text string) bool {
	for _, bracket := range brackets(text) {
		if singularTimes.Has(fold(bracket)) {
			continue // the plan of a month, and not so many months
		}
		if h.take(bracket) {
			return true
		}
		if lead, rest, ok := strings.Cut(bracket, " "); ok && inWords[fold(lead)] && h.take(rest) {
			return true // in TEUR
		}
		if words := strings.Fields(bracket); len(words) > 2 && inWords[fold(words[len(words)-2])] &&
			h.take(words[len(words)-1]) {
			return true // sales in £000
		}
		if above, below, ok := strings.Cut(bracket, "/"); ok && plural(above) && !strings.ContainsFunc(bracket, notLetter) {
			h.unit = strings.ToLower(above + "/" + below)
			return true // points/sprint
		}
		if !strings.Contains(bracket, " ") && plural(bracket) && !strings.ContainsFunc(bracket, unicode.IsDigit) {
			h.unit = strings.ToLower(bracket)
			return true
		}
	}
	return false
}

func notLetter(c rune) bool { return c != '/' && !unicode.IsLetter(c) }

func (h *headed) set(unit string) {
	scale, money, ok := strings.Cut(unit, " ")
	switch {
	case ok && scales[scale] != 0:
		h.unit, h.times = money, scales[scale]
	case scales[unit] != 0:
		h.times = scales[unit]
	case unit == "/second":
		h.per = "second"
	default:
		h.unit = unit
	}
}

// brackets are the texts in the brackets of a header, the last first.
func brackets(text string) []string {
	var all []string
	for _, pair := range []string{"()", "[]"} {
		rest := text
		for {
			from := strings.IndexByte(rest, pair[0])
			if from < 0 {
				break
			}
			to := strings.IndexByte(rest[from:], pair[1])
			if to < 0 {
				break
			}
			in := rest[from+1 : from+to]
			if order := len(in) == 1 && from == 0 && len(rest) == len(text) && len(text) > 3; !order &&
				!strings.HasPrefix(in, "=") {
				all = append(bracketParts(in), all...) // and not (D) before a header, nor (=H*I) behind it
			}
			rest = rest[from+to+1:]
		}
	}
	return all
}

// bracketParts are the parts of a bracket that holds a limit and a unit, as in (max, min), or else all of it.
func bracketParts(in string) []string {
	parts := strings.FieldsFunc(in, func(c rune) bool { return c == ',' || c == ';' })
	if len(parts) == 2 {
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		one, other := parts[0], parts[1]
		if comparatorOf(one) != "" && unitLike(other) || unitLike(one) && comparatorOf(other) != "" {
			return parts
		}
	}
	return []string{in}
}

// counted is the noun that a name says is counted: objects of "Number of objects (non Event)", pods of "#Pods". ""
// where it names none.
func counted(name string) string {
	text := line(name)
	lower := fold(text)
	rest := ""
	for _, begin := range countBegins {
		if after, ok := strings.CutPrefix(lower, begin); ok && !(begin == "#" && strings.ContainsAny(after, "+#")) {
			rest = text[len(text)-len(after):]
			if len(lower) != len(text) {
				rest = after
			}
			break
		}
	}
	if noun, ok := strings.CutSuffix(lower, " count"); ok && !strings.Contains(noun, " ") {
		return quantity.Plural(noun) // employee count
	}
	if rest == "" {
		return ""
	}
	if i := strings.IndexAny(rest, "([,;:"); i >= 0 {
		rest = rest[:i]
	}
	var noun []string
	fields := strings.Fields(rest)
	for i, w := range fields {
		if first, _, ok := strings.Cut(w, "/"); ok && (first == "" || len(noun) > 0) {
			break
		} else if ok && i+1 < len(fields) {
			continue // lost/overwritten versions
		} else if ok {
			w = first
		}
		bare := strings.TrimFunc(w, func(c rune) bool { return !unicode.IsLetter(c) && c != '-' })
		if len(noun) == 0 && singularTimes.Has(fold(bare)) {
			return "" // Anzahl im Jahr
		}
		if f := fold(bare); bare == "" || countEnds()[f] || len(noun) > 0 && rhythmOf(f) != "" ||
			len(noun) > 0 && len(f) > 5 && strings.HasSuffix(f, "ed") {
			if len(noun) > 0 {
				break
			}
			continue
		}
		if noun = append(noun, bare); len(noun) == 3 {
			if i+1 < len(fields) && !plural(bare) && plural(fields[i+1]) && unitOf(fields[i+1]) == "" {
				noun[2] = fields[i+1] // new data sharing agreements
			}
			break
		}
	}
	if len(noun) == 0 || len(noun) == 3 {
		return strings.Join(noun[max(0, len(noun)-1):], " ")
	}
	return strings.Join(noun, " ")
}

var countBegins = []string{"total number of ", "number of ", "no. of ", "no of ", "nr of ", "# of ", "#", "count of ",
	"nombre de ", "nombre d'", "nombre d’", "nb de ", "nb. de ", "numero de ", "nº de ", "n.º de ", "cantidad de ",
	"anzahl der ", "anzahl ", "zahl der ", "antal ", "aantal ", "numero di ", "n. di ", "quantita di ",
	"quantidade de ", "liczba ", "ilosc "}

var countEnds = sync.OnceValue(func() map[string]bool {
	return map[string]bool{"per": true, "of": true, "in": true, "with": true, "by": true, "for": true, "to": true,
		"that": true, "who": true, "which": true, "and": true, "or": true, "on": true, "from": true, "at": true, "pro": true,
		"je": true, "mit": true, "im": true, "der": true, "die": true, "das": true, "und": true, "et": true, "y": true,
		"og": true, "fur": true, "par": true,
		"avec": true, "dans": true, "des": true, "du": true, "de": true, "les": true, "la": true, "le": true, "por": true,
		"con": true, "en": true, "los": true, "las": true, "el": true, "och": true, "som": true, "med": true, "i": true,
		"met": true, "van": true, "het": true, "na": true, "w": true, "z": true, "do": true, "em": true, "com": true,
		"da": true, "dos": true, "den": true, "di": true, "del": true, "della": true, "che": true, "al": true,
		"all": true, "the": true, "a": true, "new": false, "non": true}
})
