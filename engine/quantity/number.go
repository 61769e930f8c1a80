package quantity

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/wording"
)

// Numbers are bounded where they are read, so that no later sum can grow
// beyond reason.
const (
	maxNumber   = 64
	maxExponent = 100
)

// literal is a number as written. Its value has the scale letter in it.
type literal struct {
	value  *big.Rat
	letter int64  // what the scale letter or word stands for; 1 without
	digits string // as written, "" of a number in words
}

// number reads the number that begins with the digit at the current place.
// Only with letters true it may end in a scale letter: in 1h30m the m is none.
func (s *scanner) number(letters bool) (literal, *Error) {
	start := s.pos
	s.pos += digitsLen(s.rest())
	digits := s.text[start:s.pos]
	if err := s.checkDigits(start, digits); err != nil {
		return literal{}, err
	}
	exponent, err := s.exponent(start)
	if err != nil {
		return literal{}, err
	}
	n := literal{value: decimal(digits, exponent), letter: 1, digits: digits}
	if !letters {
		return n, nil
	}
	if isLetter(s.peek()) {
		n.letter = s.scale()
	}
	if n.letter == 1 {
		n.letter = s.spaced()
	}
	n.value = scaled(n.value, fraction{n.letter, 1})
	return n, nil
}

// digitsLen is the length of the digits at the start of text and of any
// separators between them, right or wrong. Two points end it: they are a range.
func digitsLen(text string) int {
	n := 0
	for n < len(text) && (isDigit(text[n]) || isSeparator(text[n]) && n+1 < len(text) && isDigit(text[n+1])) {
		n++
	}
	return n
}

func isSeparator(c byte) bool { return c == '.' || c == ',' || c == '_' || c == '\'' }

func (s *scanner) checkDigits(start int, digits string) *Error {
	whole, decimals, _ := strings.Cut(digits, ".")
	switch end := start + len(digits); {
	case len(digits) > maxNumber:
		return wrong(start, end, wording.ANumberHasAtMost(maxNumber))
	case digits == "0" && isRadix(s.rest()):
		return wrong(start, s.chunk(), wording.ANumberIsWrittenIn()).put(inTens(s.text[start:s.chunk()]))
	case strings.IndexByte(digits, '_') >= 0 || strings.IndexByte(digits, '\'') >= 0:
		return wrong(start, end, wording.ThousandsAreWrittenWithCommas()).
			put(tidied(strings.NewReplacer("_", "", "'", "").Replace(digits))).general(wording.WriteThemAsIn1())
	case !hasThousands(whole) || strings.ContainsAny(decimals, ".,"):
		return misread(start, end, digits)
	case clock(s.rest()):
		return s.timeOfDay(start, digits)
	case len(whole) > 1 && whole[0] == '0':
		return wrong(start, end, wording.ANumberDoesNotBegin()).put(tidied(digits))
	}
	return nil
}

// isRadix recognises what follows the 0 of 0x1F, 0o17 and 0b101.
func isRadix(rest string) bool {
	if len(rest) < 2 {
		return false
	}
	switch rest[0] {
	case 'x', 'X', 'o', 'O':
		return true
	case 'b', 'B':
		return isDigit(rest[1])
	}
	return false
}

// hasThousands reports whether commas, if any, stand before every third digit.
func hasThousands(whole string) bool {
	first := strings.IndexByte(whole, ',')
	if first < 0 {
		return true
	}
	if first > 3 || whole[0] == '0' || (len(whole)-first)%4 != 0 {
		return false
	}
	for i := first; i < len(whole); i++ {
		if (whole[i] == ',') != ((i-first)%4 == 0) {
			return false
		}
	}
	return true
}

// checkDecimals refuses 12.500, which is twelve and a half to one half of the world and twelve thousand five hundred
// to the other. Where the last digit is not 0, it does so for money and for rates of pieces, which have no
// thousandths.
func checkDecimals(e *end, digits string) *Error {
	whole, decimals, _ := strings.Cut(digits, ".")
	switch pieces := isCurrency(e.num) || e.den != "" && rank(e.num) == 0 && !isTimeAtom(e.num) && e.num != ""; {
	case len(decimals) != 3 || len(whole) > 3 || whole == "0" || whole == "" || e.letter != 1:
	case e.num == percentAtom && decimals != "000":
	case decimals[2] == '0' || pieces && e.num != percentAtom:
		return misread(e.stop-len(digits), e.stop, digits)
	}
	return nil
}

// misread says what digits could mean, since a comma is a decimal point to
// half of the world and 1.000 is a thousand.
func misread(start, end int, digits string) *Error {
	r := readings(digits)
	if days, n := numericDates(digits); n == len(digits) && len(days) > 0 {
		return wrong(start, end, wording.IsADateAndA(digits, days[0]))
	}
	if len(r) == 2 {
		return wrong(start, end, wording.CouldBeOr(digits, r[0], r[1])).put(r...).general(
			wording.WriteTheOneYouMean())
	}
	return wrong(start, end, "a number has a point before decimals and commas between thousands").put(r...).
		general(wording.WriteItAsIn1())
}

// inTens writes 0x1F as 31; "" where it cannot be read.
func inTens(text string) string {
	n, err := strconv.ParseUint(text, 0, 62)
	if err != nil {
		return text
	}
	return grouped(strconv.FormatUint(n, 10))
}

// clock reports whether :30 follows, as in 10:30. The ratio 10:1 has one digit.
func clock(rest string) bool {
	return len(rest) > 2 && rest[0] == ':' && isDigit(rest[1]) && isDigit(rest[2]) && (len(rest) == 3 || !isDigit(rest[3]))
}

// timeOfDay is the error of 00:15 and 10:30:00, which can be hours and minutes, or minutes and seconds.
func (s *scanner) timeOfDay(start int, digits string) *Error {
	parts, end := []string{digits}, start+len(digits)
	for clock(s.text[end:]) {
		parts, end = append(parts, s.text[end+1:end+3]), end+3
	}
	text := s.text[start:end]
	if len(parts) > 2 {
		return wrong(start, end, wording.IsATimeOfThe(text)).
			put(durationOf(parts, "h", "min", "s"))
	}
	long, short := durationOf(parts, "h", "min"), durationOf(parts, "min", "s")
	after := strings.Fields(s.text[end:])
	if len(after) > 0 && timeWords()[strings.ToLower(after[0])] != nil {
		to := end + strings.Index(s.text[end:], after[0]) + len(after[0])
		if timeWords()[strings.ToLower(after[0])].name == "h" {
			return wrong(start, to, wording.ALengthOfTimeHas()).put(long)
		}
		return wrong(start, to, wording.ALengthOfTimeHas()).put(short)
	}
	return wrong(start, end, wording.CouldBeOr(text, long, short)).put(long, short)
}

// durationOf writes numbers with their units, without those that are nought.
func durationOf(numbers []string, units ...string) string {
	var all []string
	for i, n := range numbers[:min(len(numbers), len(units))] {
		if n = strings.TrimLeft(n, "0"); n != "" {
			all = append(all, n+" "+units[i])
		}
	}
	if len(all) == 0 {
		return "0 " + units[len(units)-1]
	}
	return strings.Join(all, " ")
}

func readings(digits string) []string {
	var out []string
	commas, points := strings.Count(digits, ","), strings.Count(digits, ".")
	if commas == 1 {
		out = append(out, tidied(strings.NewReplacer(".", "", ",", ".").Replace(digits)))
	}
	if points <= 1 {
		out = append(out, clearly(strings.ReplaceAll(digits, ",", "")))
	}
	if commas == 0 {
		out = append(out, tidied(strings.ReplaceAll(digits, ".", "")))
	}
	return out
}

// clearly writes digits as [tidied] does, and with a nought behind three decimals, which could be thousands again.
func clearly(digits string) string {
	text := tidied(digits)
	if i := strings.IndexByte(text, '.'); i >= 0 && len(text)-i == 4 && text[0] != '0' {
		text += "0"
	}
	return text
}

// tidied writes digits with at most one point the way the grammar wants them.
func tidied(digits string) string {
	whole, decimals, _ := strings.Cut(strings.ReplaceAll(digits, ",", ""), ".")
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	if decimals = strings.TrimRight(decimals, "0"); decimals != "" {
		return grouped(whole) + "." + decimals
	}
	return grouped(whole)
}

// exponent reads the exponent of a number that began at start, 0 without one.
func (s *scanner) exponent(start int) (int, *Error) {
	text, n := s.rest(), 1
	if len(text) < 2 || text[0] != 'e' && text[0] != 'E' {
		return 0, nil
	}
	if text[1] == '+' || text[1] == '-' {
		n++
	}
	value, first := 0, n
	for n < len(text) && isDigit(text[n]) {
		value = min(value*10+int(text[n]-'0'), maxExponent+1)
		n++
	}
	if n == first {
		return 0, nil
	}
	s.pos += n
	if value > maxExponent {
		return 0, wrong(start, s.pos, wording.AnExponentIsAtMost(maxExponent))
	}
	if text[1] == '-' {
		value = -value
	}
	return value, nil
}

// decimal returns the value of checked digits times ten to the exponent.
func decimal(digits string, exponent int) *big.Rat {
	if len(digits) > 18 || exponent != 0 {
		return bigDecimal(digits, exponent)
	}
	mantissa, places := int64(0), int64(0)
	for i := range len(digits) {
		switch c := digits[i]; {
		case c == '.':
			places = 1
		case c != ',':
			mantissa = mantissa*10 + int64(c-'0')
			places *= 10
		}
	}
	if places == 0 {
		return new(big.Rat).SetInt64(mantissa)
	}
	return big.NewRat(mantissa, places)
}

func bigDecimal(digits string, exponent int) *big.Rat {
	whole, decimals, _ := strings.Cut(strings.ReplaceAll(digits, ",", ""), ".")
	mantissa, _ := new(big.Int).SetString(whole+decimals, 10)
	exponent -= len(decimals)
	power := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(max(exponent, -exponent))), nil)
	if exponent < 0 {
		return new(big.Rat).SetFrac(mantissa, power)
	}
	return new(big.Rat).SetInt(mantissa.Mul(mantissa, power))
}

// scale reads the scale letter that sticks to a number.
func (s *scanner) scale() int64 {
	word := s.word()
	factor := int64(1)
	switch word {
	case "k", "K":
		factor = 1e3
	case "M":
		factor = 1e6
	case "bn", "BN", "Bn", "B":
		factor = 1e9
	default:
		return 1
	}
	s.pos += len(word)
	return factor
}

func letterOf(factor int64) string {
	switch factor {
	case 1e3:
		return "k"
	case 1e6:
		return "M"
	}
	return "bn"
}

// scaled returns r times f, and r itself where that is all the same.
func scaled(r *big.Rat, f fraction) *big.Rat {
	if f.num == f.den {
		return r
	}
	return new(big.Rat).Mul(r, big.NewRat(f.num, f.den))
}
