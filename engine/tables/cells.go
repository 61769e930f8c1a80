package tables

import (
	"errors"
	"math/big"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// spoken is a cell in the words of quantities.
type spoken struct {
	text   string   // in the words of package quantity
	number *big.Rat // where it holds one number, with nothing but a unit and a comparator
	bare   bool     // the number alone
	unit   string   // what stands behind it
	about  bool     // it says that the number is not exact
	mark   bool     // it is one of so many: 4.3 of 5
	why    string   // why it cannot be read; "" where it can
}

// speak puts the text of a cell into the words of quantities: with a point before decimals, and with English units,
// periods and comparators. It says why it cannot, where the cell says that it has no number.
func speak(text string, m Mark) spoken {
	if n := plainNumber(text); n != "" {
		r, _ := new(big.Rat).SetString(n)
		return spoken{text: n, number: r, bare: true}
	}
	text = behindArrow(withoutFootnotes(marks().Replace(text)))
	if i := strings.IndexAny(text, "hH"); i > 0 && len(text) < 8 {
		text = hoursAndMinutes(text, i)
	}
	text = plusBehind.Get().ReplaceAllString(text, "${1}+ $2") // 1 000 000 kr+
	text = manifoldSign.Get().ReplaceAllString(text, "${1}x")  // >2×
	text = francs.Get().ReplaceAllString(line(text), "CHF $1")
	text = rupiah.Get().ReplaceAllString(multiple.Get().ReplaceAllString(text, "$1$2"), "IDR $1")
	text = roughRange.Get().ReplaceAllString(text, "$1")
	if strings.Contains(text, "$") {
		text = withCodes(text)
		text = dollarsOf.Get().ReplaceAllString(otherDollars.Get().ReplaceAllString(text, "$2 $1"), "$1 ")
	}
	if of := outOf.Get().FindStringSubmatch(text); of != nil {
		s := speak(of[1], m)
		s.mark = true // 4.3 of 5
		return s
	}
	if why := absent(text); why != "" {
		return spoken{why: why}
	}
	pieces, err := cut(text, m)
	if err != nil {
		return spoken{why: err.Error()}
	}
	return say(pieces)
}

// withoutFootnotes is a text without the signs of footnotes at its end. The ³ of m³ is none.
func withoutFootnotes(text string) string {
	bare := strings.TrimRight(text, "*†‡¹²³ ")
	if rest := text[len(bare):]; (strings.HasPrefix(rest, "²") || strings.HasPrefix(rest, "³")) &&
		technicalUnits.Has(bare[strings.LastIndexAny(bare, " /0123456789")+1:]+rest[:len("²")]) {
		return bare + rest[:len("²")]
	}
	return bare
}

// outOf recognises a mark with the best one that there is: 4.3 of 5.
var outOf = content.Pattern(`^(.*\d[.,]\d+) (?:out of|of|von|sur|de|av|van|su) (?:5|6|7|10|100)$`)

// withCodes is a text with the codes of dollars and of the real that letters before their sign name: R$, A$, HK$.
func withCodes(text string) string {
	if !strings.Contains(text, "$") {
		return text
	}
	return letteredDollars.Get().ReplaceAllStringFunc(text, func(sign string) string {
		return dollarLetters[strings.TrimSuffix(sign, "$")] + " "
	})
}

var (
	letteredDollars = content.Pattern(`\b(?:R|A|AU|C|CA|NZ|HK|S|MX|NT)\$`)
	dollarLetters   = map[string]string{"R": "BRL", "A": "AUD", "AU": "AUD", "C": "CAD", "CA": "CAD", "NZ": "NZD",
		"HK": "HKD", "S": "SGD", "MX": "MXN", "NT": "TWD"}
)

// otherDollars and dollarsOf recognise dollars and pesos that a code names beside their sign: $250 MXN, CAD $300.
var (
	otherDollars = content.Pattern(`\$ ?(\d[\d.,]*(?: ?(?:k|K|m|M|million|thousand))?) ?(` + dollarCodes + `)\b`)
	dollarsOf    = content.Pattern(`\b(` + dollarCodes + `) ?\$ ?`)
)

const dollarCodes = "MXN|CAD|AUD|NZD|SGD|HKD|TWD|COP|CLP|ARS|UYU|DOP|BBD|JMD|TTD|BZD|NAD|FJD|USD"

// plusBehind recognises a plus behind a word for money that stands behind its number.
var plusBehind = content.Pattern(`^(\d[\d., ]*\d) ?(kr|zł|€|EUR|PLN|SEK|Kč)\+$`)

// manifoldSign recognises how many times something is, with the sign for times.
var manifoldSign = content.Pattern(`(\d) ?×$`)

// francs recognises "Fr. 1'200", as it is written in Switzerland.
var francs = content.Pattern(`^(?:S?Fr\.|SFr) ?(\d)`)

var (
	// rupiah recognises Rp 15M, as it is written in Indonesia.
	rupiah = content.Pattern(`\bRp\.? ?(\d)`)
	// multiple recognises so many times something: 40x, 3x+.
	multiple = content.Pattern(`^([<>≤≥=~ ]*\d[\d.,]*) ?[x×](\+?)$`)
	// roughRange recognises a span that the text calls rough: ~$1.0B – $1.4B.
	roughRange = content.Pattern(`^~ ?([^~\d]{0,4}\d[^-–~]{0,8}[-–].*\d.*)$`)
)

// behindArrow is where an arrow between two numbers leads: 90 % of "61 % → 90 %".
func behindArrow(text string) string {
	for _, arrow := range arrows {
		if from, to, ok := strings.Cut(text, arrow); ok && strings.ContainsAny(from, "0123456789") &&
			strings.ContainsAny(to, "0123456789") && !strings.Contains(to, arrow) {
			return strings.TrimSpace(to)
		}
	}
	return text
}

var arrows = []string{"→", "⇒", "➔", "➜", "->", "=>"}

// hoursAndMinutes writes 1h30 as 1 h 30 min.
func hoursAndMinutes(text string, i int) string {
	hours, minutes := strings.TrimSpace(text[:i]), strings.TrimSpace(text[i+1:])
	if digits(hours) && digits(minutes) && len(minutes) == 2 {
		return hours + " h " + minutes + " min"
	}
	return text
}

// marks are signs of text that mean nothing in a quantity.
var marks = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "\u200b", "", `\>`, ">", `\<`, "<", `\*`,
		"*",
		`\+`, "+", `\#`, "#", `\-`, "-", `\~`, "~", "**", "", "`", "")
})

// plainNumber returns a text of a few digits, which most cells with numbers are; "" for all others.
func plainNumber(text string) string {
	if len(text) == 0 || len(text) > 15 || text[0] == '0' && len(text) > 1 {
		return ""
	}
	for i := range len(text) {
		if !digit(text[i]) {
			return ""
		}
	}
	return text
}

// absent says why a text holds no number, "" where that is not known.
func absent(text string) string {
	for _, s := range cellWords().whole(text) {
		if why, ok := strings.CutPrefix(s.name, "!"); ok {
			return `"` + short(text) + `" ` + why
		}
	}
	switch bare := strings.Trim(text, " "); {
	case bare != "" && strings.Trim(bare, ".-–—/?…_* ") == "":
		return wording.IsAMarkForAn(short(text))
	case strings.Contains(text, "{{") || strings.Contains(text, "${") || strings.Contains(text, "{%") ||
		strings.Contains(text, "<%") || strings.Contains(text, "%}"):
		return wording.IsAVariableOfA(short(text))
	case bracketed(bare):
		return wording.IsToBeFilledIn(short(text))
	}
	if letter := lettered(text); letter != "" {
		return wording.InStandsForANumber(letter, short(text))
	}
	return ""
}

// bracketed reports whether all of a text is a placeholder in brackets, such as <target> or [number].
func bracketed(text string) bool {
	if len(text) < 3 || strings.ContainsFunc(text, unicode.IsDigit) {
		return false
	}
	first, last := text[0], text[len(text)-1]
	return first == '<' && last == '>' || first == '[' && last == ']' || first == '{' && last == '}'
}

// digitsAndX recognises 99.X%.
var digitsAndX = content.Pattern(`\d[.,]?X`)

// lettered returns the X of "X%", "XX days" and "more than X volunteers", "" where no letter stands for a number.
func lettered(text string) string {
	if !strings.ContainsAny(text, "XYZ") {
		return ""
	}
	if digitsAndX.Get().MatchString(text) {
		return "X"
	}
	if strings.ContainsFunc(text, unicode.IsDigit) {
		return ""
	}
	for _, word := range strings.FieldsFunc(text, func(c rune) bool {
		return !unicode.IsLetter(c) && c != '%' && c != '\'' && c != '-' && c != '.'
	}) {
		bare := strings.TrimSuffix(strings.TrimSuffix(word, "."), "%")
		if bare != "" && len(bare) < 4 && strings.Trim(bare, "XYZ") == "" && strings.Trim(bare, bare[:1]) == "" {
			return bare
		}
	}
	return ""
}

// short is a text as it is quoted.
func short(text string) string {
	const most = 60
	text = line(text)
	if r := []rune(text); len(r) > most {
		return string(r[:most]) + " …"
	}
	return text
}

// piece is a numeral, a word or a sign of a cell.
type piece struct {
	text  string // of a numeral, in plain digits
	fold  string
	is    byte // '1' a numeral, 'a' a word, '.' a sign
	blank bool // there is a blank before it
}

// cut takes a text apart.
func cut(text string, m Mark) ([]piece, error) {
	var all []piece
	blank := false
	for i := 0; i < len(text); {
		c, size := firstRune(text[i:])
		switch {
		case unicode.IsSpace(c):
			blank = true
			i += size
			continue
		case digit(text[i]):
			n := numeralAt(text, i)
			plain := text[n.from:n.to]
			if !n.inCode() {
				var err error
				if plain, err = n.plain(m); err != nil {
					return nil, err
				}
			}
			all = append(all, piece{plain, plain, '1', blank})
			i = n.to
		case unicode.IsLetter(c):
			end := i
			for end < len(text) {
				c, size := firstRune(text[end:])
				if !unicode.IsLetter(c) && c != '\'' && c != '’' {
					break
				}
				end += size
			}
			all = append(all, piece{text[i:end], fold(text[i:end]), 'a', blank})
			i = end
		default:
			all = append(all, piece{text[i : i+size], text[i : i+size], '.', blank})
			i += size
		}
		blank = false
	}
	return all, nil
}

func firstRune(text string) (rune, int) {
	for _, c := range text {
		return c, max(len(string(c)), 1)
	}
	return 0, 1
}

// say puts pieces into the words of quantities.
func say(all []piece) spoken {
	if n := len(all); n > 1 && all[n-1].text == "." && all[n-2].is == 'a' {
		all = all[:n-1] // min.
	}
	if len(all) > maxWords*4 {
		all = all[:maxWords*4]
	}
	t := talker{pieces: all}
	for t.at < len(all) {
		t.next()
	}
	s := spoken{text: strings.TrimSpace(t.out.String()), unit: strings.TrimSpace(t.unit.String())}
	s.about = t.about
	if t.numbers == 1 {
		s.number, _ = new(big.Rat).SetString(t.number)
		s.bare = t.others == 0
	}
	return s
}

// talker says one piece after the other.
type talker struct {
	pieces  []piece
	at      int
	out     strings.Builder
	unit    strings.Builder // what stands behind the number
	numbers int
	number  string
	others  int  // pieces that are no numerals
	wide    bool // "between" has been said
	word    bool // the last that was said is a word of quantities, and needs a blank behind it
	about   bool // "about" has been said
}

// next says the longest phrase that begins here, or the piece as it is.
func (t *talker) next() {
	if t.scaled() {
		return
	}
	l := cellWords()
	longest := l.longest
	if p := t.pieces[t.at]; p.is == 'a' {
		longest = max(l.from[p.fold], 1)
	}
	for size := min(longest, len(t.pieces)-t.at); size > 0; size-- {
		for _, in := range l.phrases[t.key(size)] {
			if t.phrase(in.name, size) {
				return
			}
		}
	}
	p := t.pieces[t.at]
	t.at++
	switch {
	case p.is == '1':
		negative := t.at > 1 && (t.pieces[t.at-2].text == "-" || t.pieces[t.at-2].text == "−") && t.numbers == 0
		t.numbers++
		if t.number = plainDigits(p.text); negative {
			t.number = "-" + t.number
		}
		t.put(numberText(p.text), p.blank)
		return
	case (p.text == "-" || p.text == "–" || p.text == "—" || p.text == "−") && t.numbers == 0 && t.beforeNumeral():
		t.put("-", true)
		return
	case strings.Contains("-–—−", p.text) && t.numbers == 1 && t.beforeMoney():
		t.others++
		t.put("to", true) // $10M – $12M
		t.word = true
		return
	case p.text == "#":
		return
	}
	if p.text == "AT" && t.at > 1 && t.pieces[t.at-2].is == '1' {
		t.others++
		t.put("workdays", true) // Arbeitstage
		t.word = true
		return
	}
	if p.text == "/" {
		if t.at--; t.per(1) {
			return
		}
		t.at++
	}
	t.others++
	if scale := scaleOf[p.fold]; scale != "" && p.is == 'a' && t.ofMoney() {
		t.put(scale, true) // EUR 20 m
		return
	}
	t.say(p)
}

// scaled says a number with a scale that quantities do not have, or a letter for one that sticks to an amount of money:
// 45 lakh, £1.2m. It reports whether it did.
func (t *talker) scaled() bool {
	p := t.pieces[t.at]
	if p.is == '1' && t.at+1 < len(t.pieces) {
		if times := manifold[t.pieces[t.at+1].fold]; times != 0 && (times < 1e7 || t.pieces[t.at+1].fold != "cr" ||
			t.at > 0 && unitIsMoney(strings.TrimSuffix(t.before(), "."))) {
			r, ok := new(big.Rat).SetString(plainDigits(p.text))
			if !ok {
				return false
			}
			negative := t.numbers == 0 && (t.before() == "-" || t.before() == "−")
			t.at += 2
			t.numbers++
			t.number = written(r.Mul(r, new(big.Rat).SetInt64(times)))
			t.put(t.number, p.blank)
			if negative {
				t.number = "-" + t.number
			}
			return true
		}
	}
	if scale := scaleOf[p.text]; (p.text == "m" || p.text == "mm") && !p.blank && t.numbers == 1 && t.at > 1 &&
		t.pieces[t.at-1].is == '1' && unitIsMoney(t.pieces[t.at-2].text) {
		t.at++
		t.others++
		t.put(scale, true)
		t.word = true
		return true
	}
	return false
}

// before is the word or the sign before the piece that comes next, without a full stop behind it.
func (t *talker) before() string {
	for i := t.at - 1; i >= 0; i-- {
		if t.pieces[i].text != "." {
			return t.pieces[i].text
		}
	}
	return ""
}

// manifold are scales of India.
var manifold = map[string]int64{"lakh": 1e5, "lakhs": 1e5, "lac": 1e5, "lacs": 1e5, "crore": 1e7, "crores": 1e7,
	"cr": 1e7}

// scaleOf are letters that stand behind an amount of money.
var scaleOf = map[string]string{"m": "million", "mm": "million", "k": "thousand", "b": "billion"}

// ofMoney reports whether the piece that was taken last stands behind a number, and a currency before that or behind
// it.
func (t *talker) ofMoney() bool {
	if t.at < 2 || t.pieces[t.at-2].is != '1' || t.numbers != 1 || !t.pieces[t.at-1].blank {
		return false
	}
	if t.at < len(t.pieces) && unitIsMoney(t.pieces[t.at].text) {
		return true
	}
	return t.at > 2 && unitIsMoney(t.pieces[t.at-3].text)
}

func unitIsMoney(text string) bool { return currencies.Has(unitOf(text)) }

func (t *talker) beforeNumeral() bool { return t.at < len(t.pieces) && t.pieces[t.at].is == '1' }

// beforeMoney reports whether a currency and a number come next.
func (t *talker) beforeMoney() bool {
	return t.at+1 < len(t.pieces) && unitIsMoney(t.pieces[t.at].text) && t.pieces[t.at+1].is == '1'
}

// say says a piece as it is. A unit that sticks to its number gets a blank: 1.5MB.
func (t *talker) say(p piece) {
	blank := p.blank
	if before := t.at - 2; before >= 0 && t.pieces[before].is == '1' && p.is == 'a' && !blank {
		switch p.text {
		case "k", "K", "M", "bn", "BN", "Bn", "B", "st", "nd", "rd", "th", "e", "E", "x":
		default:
			blank = true
		}
	}
	t.put(p.text, blank)
}

// numberText writes the digits of a numeral so that thousandths are no thousands.
func numberText(text string) string {
	whole, decimals, ok := strings.Cut(text, ".")
	if !ok || strings.Contains(decimals, ".") {
		if len(whole) > 1 && strings.Trim(whole, "0") != "" && len(text) == len(whole) {
			return strings.TrimLeft(whole, "0")
		}
		return text
	}
	if len(decimals) == 3 {
		return text + "0"
	}
	if strings.Trim(decimals, "0") == "" {
		return whole // 100.00
	}
	return text
}

func plainDigits(text string) string {
	if strings.Count(text, ".") > 1 {
		return ""
	}
	return text
}

func (t *talker) put(text string, blank bool) {
	for _, b := range []*strings.Builder{&t.out, &t.unit} {
		if b == &t.unit && (t.numbers == 0 || b.Len() == 0 && t.pieces[t.at-1].is == '1') {
			continue
		}
		if (blank || t.word && (digit(text[0]) || unicode.IsLetter(rune(text[0])))) && b.Len() > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(text)
	}
	t.word = false
}

// key is the phrase of so many pieces from here on, "" where it begins or ends with a numeral.
func (t *talker) key(size int) string {
	if size == 1 {
		if t.pieces[t.at].is == '1' {
			return ""
		}
		return t.pieces[t.at].fold
	}
	if t.pieces[t.at].is == '1' && t.pieces[t.at].text != "000" {
		return ""
	}
	var b strings.Builder
	for i, p := range t.pieces[t.at : t.at+size] {
		if p.is == '.' && strings.Contains("_-:;,()[]{}\"'", p.text) {
			return ""
		}
		if i > 0 {
			b.WriteByte(' ')
		}
		b.WriteString(p.fold)
	}
	return b.String()
}

// singulars are units as they stand behind a stroke.
var singulars = sync.OnceValue(func() map[string]string {
	return map[string]string{"s": "second", "min": "minute", "h": "hour", "business-hours": "business-hour",
		"days": "day", "calendar-days": "day",
		"workdays": "workday", "weeks": "week", "months": "month", "quarters": "quarter", "years": "year", "person": "person"}
})

// phrase says a phrase of a section, and reports false where its words mean something else here: "a" is "to" only
// between numbers.
func (t *talker) phrase(section string, size int) bool {
	here := t.at
	blank := t.pieces[here].blank
	afterNumber := here > 0 && t.pieces[here-1].is == '1'
	after := func() bool { return here+size < len(t.pieces) && t.pieces[here+size].is == '1' }
	out := section
	switch section {
	case "at least", "at most", "more than", "less than":
		last := here+size == len(t.pieces)
		switch {
		case strings.HasPrefix(t.pieces[here].fold, "or") || strings.HasPrefix(t.pieces[here].fold, "o") && last:
		case last && section == "at least" && t.pieces[here].fold == "min" && t.sayMoney():
		case last && section == "at least" && (t.pieces[here].fold == "min" || t.pieces[here].fold == "ab"):
			return false
		case t.pieces[here].fold == "min" && here > 0 && t.pieces[here-1].is == '1':
			return false
		case t.numbers > 0 && !last:
			return t.other(size, blank)
		}
		if last && t.numbers > 0 {
			front := t.out.String()
			t.out.Reset()
			t.out.WriteString(section + " " + front)
			t.others++
			t.at += size
			return true
		}
	case "between":
		if !after() {
			return false
		}
		t.wide = true
	case "and", "to":
		if section == "and" && strings.Contains(t.out.String(), "/") && t.per(size) {
			return true // per month and person
		}
		if t.numbers == 0 || !after() {
			return false
		}
		if t.wide {
			out = "and"
		}
	case "within":
		if !after() {
			return false
		}
	case "about":
		if t.numbers > 0 || !after() {
			return false
		}
		t.about = true
		t.at += size
		return true
	case "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "12", "20":
		// A number in words begins a cell, is all of it, or follows a comparator.
		alone := size == len(t.pieces) && !articles()[t.pieces[here].fold]
		if t.numbers > 0 || here+size == len(t.pieces) && !alone || t.others > 1 {
			return false
		}
		t.numbers++
		t.number = section
		t.at += size
		t.put(section, blank)
		return true
	case "per":
		return t.per(size)
	case "each":
		if !afterNumber || t.pieces[here].text == "." {
			return false
		}
		t.at += size
		return true
	case "always":
		if t.numbers == 0 || here+size != len(t.pieces) {
			return false
		}
		t.at += size
		return true
	case "degrees", "square-metres":
		if t.numbers == 0 {
			return false
		}
	case "s", "min", "h", "business-hours", "days", "years", "months", "weeks", "quarters", "calendar-days", "workdays",
		"person", "percentage points", "%":
		if t.numbers == 0 {
			return false
		}
		if section == "person" {
			return false // what is counted stays as it is written
		}
		if t.pieces[here].fold == "pp" && !afterNumber {
			t.at += size
			t.others++
			t.put("/person", false)
			return true // 8 h pp
		}
	case "/day", "/week", "/month", "/quarter", "/year", "/second":
		if t.numbers == 0 {
			t.at += size
			return true // "monthly 50"
		}
		if strings.HasSuffix(strings.TrimSpace(t.out.String()), "%") {
			t.at += size
			return true // 100 % monthly: how often it is looked at
		}
		blank = false
	case "thousand", "million", "billion":
		if !afterNumber && t.numbers == 0 {
			return false
		}
		blank = true
	case "EUR", "USD", "GBP", "CHF", "SEK", "JPY", "INR", "PLN", "BRL", "CZK":
		blank = true
	case "thousand EUR", "million EUR", "thousand USD", "million USD", "thousand GBP", "million GBP",
		"thousand SEK", "million SEK":
		blank = true
	default:
		return false
	}
	if section != "/day" && section[0] != '/' {
		blank = blank || t.out.Len() > 0 && section != "%"
	}
	t.at += size
	t.others++
	t.put(out, blank)
	t.word = out != "%" && out[0] != '/'
	return true
}

// sayMoney reports whether what was said is an amount of money.
func (t *talker) sayMoney() bool {
	return slices.ContainsFunc(strings.Fields(t.out.String()), func(w string) bool { return currencies.Has(w) })
}

// other says pieces as they are.
func (t *talker) other(size int, blank bool) bool {
	if size != 1 {
		return false
	}
	p := t.pieces[t.at]
	t.at++
	t.others++
	t.put(p.text, blank)
	return true
}

// per says "per day" and "je Mitarbeiter" as /day and /person. Other words behind it stay.
func (t *talker) per(size int) bool {
	if t.numbers == 0 {
		return false
	}
	from := t.at + size
	for skip := range 2 {
		if from+skip >= len(t.pieces) {
			return false
		}
		l := cellWords()
		for n := min(l.longest, len(t.pieces)-from-skip); n > 0; n-- {
			key := foldedPieces(t.pieces[from+skip : from+skip+n])
			for _, in := range l.phrases[key] {
				if unit := singulars()[in.name]; unit != "" {
					end := from + skip + n
					if t.at > 0 && t.pieces[t.at-1].text == "(" && end < len(t.pieces) && t.pieces[end].text == ")" {
						t.uncover()
						end++
					}
					t.at = end
					t.others++
					t.put("/"+unit, false)
					return true
				}
			}
		}
		if !articles()[t.pieces[from+skip].fold] {
			break
		}
	}
	if p := t.pieces[t.at]; p.text == "/" || p.fold == "per" || p.fold == "pro" {
		if from < len(t.pieces) && t.pieces[from].is == 'a' {
			t.at = from + 1
			t.others++
			t.put("/"+t.pieces[from].text, false)
			return true
		}
	}
	return false
}

// uncover takes back the bracket that was said last: "50 (per person)".
func (t *talker) uncover() {
	for _, b := range []*strings.Builder{&t.out, &t.unit} {
		text := strings.TrimRight(strings.TrimSuffix(b.String(), "("), " ")
		b.Reset()
		b.WriteString(text)
	}
}

var articles = sync.OnceValue(func() map[string]bool {
	return map[string]bool{"the": true, "a": true, "an": true, "la": true, "le": true, "l'": true, "el": true,
		"il": true, "lo": true, "de": true, "het": true, "den": true, "dem": true, "der": true, "une": true, "un": true,
		"una": true}
})

func foldedPieces(all []piece) string {
	words := make([]string, len(all))
	for i, p := range all {
		words[i] = p.fold
	}
	return strings.Join(words, " ")
}

var errNoNumber = errors.New(wording.NoNumber())

// readQuantity reads a text as a quantity or a change.
func readQuantity(text string) (q quantity.Quantity, change bool, err error) {
	if !strings.ContainsFunc(text, unicode.IsDigit) {
		return q, false, errNoNumber
	}
	if q, err = quantity.Parse(text); err == nil {
		return q, false, nil
	}
	if _, found, wrong := quantity.ParseChange(text); found && wrong == nil {
		return q, true, nil
	}
	return q, false, err
}

// textOf is what a cell shows, on one line.
func textOf(c *content.Cell) string {
	if c.Text.Raw != nil && len(*c.Text.Raw) == len(c.Text.Bytes) && onlyObjects(c.Text.Bytes) {
		return line(strings.Trim(string(*c.Text.Raw), "` ")) // a cell that is written as code
	}
	for i, b := range c.Text.Bytes {
		if b <= ' ' && (b != ' ' || i == 0 || i == len(c.Text.Bytes)-1 || c.Text.Bytes[i-1] == ' ') || b >= utf8.RuneSelf ||
			b == content.Object {
			return line(c.Text.String())
		}
	}
	return string(c.Text.Bytes)
}

// maxSaid is how many texts of cells are kept with what they mean. Most cells of a column say what others say too.
const maxSaid = 4096

// speak puts the text of a cell into the words of quantities, each text once.
func (b *Block) speak(text string, m Mark) spoken {
	if len(text) < 16 && plainNumber(text) != "" {
		return speak(text, m)
	}
	key := string(m) + text
	if s, ok := b.said[key]; ok {
		return s
	}
	s := speak(text, m)
	if len(b.said) < maxSaid {
		if b.said == nil {
			b.said = map[string]spoken{}
		}
		b.said[key] = s
	}
	return s
}

// unitIn reads the unit in a cell, each text once.
func (b *Block) unitIn(text string) headed {
	if h, ok := b.units[text]; ok {
		return h
	}
	h := headed{times: 1}
	if kindsOfUnits.Has(fold(text)) || yesOrNo(text) || scoreOf.Get().MatchString(text) {
		return h // a number, or money of a currency that nobody says
	}
	if per := rhythmOf(text); per != "" && explicit.Get().MatchString(text) {
		h.per = per // per day
	} else if h.take(text); h.unit == "" && h.per == "" && h.times == 1 && !explicit.Get().MatchString(text) {
		if h.unit, h.per = divided(text); h.unit == "" && h.per == "" {
			h.unit = nounOf(text)
		}
	}
	if len(b.units) < maxSaid {
		if b.units == nil {
			b.units = map[string]headed{}
		}
		b.units[text] = h
	}
	return h
}

// kindsOfUnits are words by which tools call what numbers are, and no units.
var kindsOfUnits = content.WordSet("currency money monetary numeric integer decimal wahrung devise moneda valuta")

// yesOrNo reports whether a unit only says that something is done or not: "Done / not done", "yes/no".
func yesOrNo(text string) bool {
	words := split(text)
	return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !answerWords.Has(w) })
}

var answerWords = content.WordSet(`yes no y n done not binary boolean true false or / ja nein oder erledigt offen
oui non ou fait si o hecho nej klart of nee gedaan fatto`)

// onlyObjects reports whether a text holds nothing but what stands for pieces of code.
func onlyObjects(text []byte) bool {
	found := false
	for _, b := range text {
		if b == content.Object {
			found = true
		} else if b != ' ' && b != content.Nothing {
			return false
		}
	}
	return found
}
