package quantity

import (
	"math/big"
	"strconv"
	"strings"
)

// Number returns r as people read it: thousands with commas, at most two
// decimals, halves away from zero, no trailing zeros. What is below 0.01 shows
// its first two digits, so that a factor of 0.001 is seen in its product. A
// number that rounds to zero has no minus sign.
func Number(r *big.Rat) string {
	const decimals, most = 2, 9
	if n, ok := wholeOf(r); ok {
		return whole(n)
	}
	abs := new(big.Rat).Abs(r)
	if abs.Cmp(big.NewRat(1, 100)) >= 0 || abs.Cmp(big.NewRat(1, 1_000_000_000)) < 0 {
		return rounded(r, decimals)
	}
	return rounded(r, min(decimals-magnitude(r), most))
}

// wholeOf is a whole number that is small, as most are.
func wholeOf(r *big.Rat) (n int64, ok bool) {
	s, ok := smallOf(r)
	return s.num, ok && s.den == 1
}

// whole writes a whole number: what rounded gives for it.
func whole(n int64) string {
	if n < 0 {
		return "-" + grouped(strconv.FormatInt(-n, 10))
	}
	return grouped(strconv.FormatInt(n, 10))
}

func rounded(r *big.Rat, decimals int) string {
	digits, negative := strings.CutPrefix(r.FloatString(decimals), "-")
	whole, fraction, _ := strings.Cut(digits, ".")
	text := grouped(whole)
	if fraction = strings.TrimRight(fraction, "0"); fraction != "" {
		text += "." + fraction
	}
	if negative && text != "0" {
		return "-" + text
	}
	return text
}

// withDecimals writes a number with so many decimals, without noughts at its end; of four decimals one may stay, since
// three could be thousands.
func withDecimals(r *big.Rat, decimals int) string {
	text := rounded(r, decimals)
	if _, after, _ := strings.Cut(text, "."); len(after) == 3 && decimals > 3 {
		return text + "0"
	}
	return text
}

// grouped puts a comma before every third digit from the right.
func grouped(digits string) string {
	if len(digits) <= 3 {
		return digits
	}
	var b strings.Builder
	b.Grow(len(digits) + len(digits)/3)
	for i := range len(digits) {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteByte(digits[i])
	}
	return b.String()
}

// significant is how many digits of an endless decimal are given.
const significant = 30

// Decimal returns r as a plain decimal such as "5000" or "0.1", without commas,
// for JSON and the like. A number without a finite decimal is rounded to 30
// significant digits, or to the whole where it has more of them; exact is false.
func Decimal(r *big.Rat) (text string, exact bool) {
	if r.IsInt() {
		return r.Num().String(), true
	}
	places, exact := r.FloatPrec()
	if !exact {
		places = significant - magnitude(r)
	}
	text = r.FloatString(max(places, 0))
	if strings.Contains(text, ".") {
		text = strings.TrimRight(strings.TrimRight(text, "0"), ".")
	}
	return text, exact
}

// magnitude is the number of digits before the point; of 0.00x it is -2.
func magnitude(r *big.Rat) int {
	abs, one := new(big.Rat).Abs(r), big.NewRat(1, 1)
	if whole := new(big.Int).Quo(abs.Num(), abs.Denom()); whole.Sign() > 0 {
		return len(whole.String())
	}
	zeros, ten := 0, big.NewRat(10, 1)
	for abs.Mul(abs, ten); abs.Cmp(one) < 0; abs.Mul(abs, ten) {
		zeros++
	}
	return -zeros
}

// Minutes returns a number of minutes as plain minutes: "465 min".
func Minutes(r *big.Rat) string { return Number(r) + " min" }

// Duration returns a number of minutes in hours, minutes and seconds, the
// seconds to one decimal: "12 h 30 min", "3 min 50.4 s". Parts that are zero
// are left out, and there are no days, which would need saying whose.
func Duration(minutes *big.Rat) string {
	const perSecond, perMinute, perHour = 10, 600, 36000 // in tenths of a second
	text := new(big.Rat).Mul(minutes, big.NewRat(perMinute, 1)).FloatString(0)
	tenths, _ := new(big.Int).SetString(text, 10)
	sign := ""
	if tenths.Sign() < 0 {
		sign = "-"
	}
	hours, rest := new(big.Int).QuoRem(tenths.Abs(tenths), big.NewInt(perHour), new(big.Int))
	var parts []string
	if hours.Sign() > 0 {
		parts = append(parts, grouped(hours.String())+" h")
	}
	if n := rest.Int64() / perMinute; n > 0 {
		parts = append(parts, Number(big.NewRat(n, 1))+" min")
	}
	if n := rest.Int64() % perMinute; n > 0 {
		parts = append(parts, Number(big.NewRat(n, perSecond))+" s")
	}
	if len(parts) == 0 {
		return "0 min"
	}
	return sign + strings.Join(parts, " ")
}

// Money returns an amount of money: in whole units from 1,000 on, "USD
// 23,333", with at most two decimals below, "USD 9.5".
func Money(currency string, r *big.Rat) string { return currency + " " + moneyNumber(r) }

func moneyNumber(r *big.Rat) string {
	if n, ok := wholeOf(r); ok {
		return whole(n)
	}
	if new(big.Rat).Abs(r).Cmp(big.NewRat(1000, 1)) >= 0 {
		return rounded(r, 0)
	}
	return Number(r)
}

// String returns the amount in words, as messages show it: "50
// calls/person/day", "1 lead/call", "50 %", "USD 40/lead", "9 min 36 s", and
// "2,000 to 4,000 leads/month" where it is uncertain.
func (a Amount) String() string { return a.text(" to ") }

// text joins the ends of a range by the given word.
func (a Amount) text(to string) string {
	if a.Unit.den() == "" {
		return a.numerator(to)
	}
	per := a.as.per(a.Unit)
	if many := a.as.perMany(a.Unit); many != nil {
		as := a.as
		a = a.Scale(big.NewRat(many.size.num, many.size.den))
		a.as = as
	}
	return a.numerator(to) + per
}

func (a Amount) numerator(to string) string {
	noun := a.Unit.Noun()
	written := a.as.time()
	switch {
	case isCurrency(noun):
		return noun + " " + a.each(moneyNumber, to)
	case isTimeAtom(noun) && written != nil:
		return a.inUnit(written, to)
	case noun == "min":
		return a.each(Duration, to)
	case a.Unit.num() == "":
		return a.each(Number, to)
	case noun == "":
		return a.each(Number, to) + " " + a.Unit.num()
	}
	single, many := noun, pluralAtom(noun)
	if w := a.as.of(noun); w != nil {
		single, many = w.one, w.many
	}
	if a.isOne() {
		return "1 " + single
	}
	return a.each(Number, to) + " " + many
}

// Things are what an amount counts, in the plural and as its author writes it: "crew days" of 220 crew days a month. It
// is "" of an amount that counts nothing.
func (a Amount) Things() string {
	noun := a.Unit.Noun()
	if noun == "" {
		return ""
	}
	if w := a.as.of(noun); w != nil {
		return w.many
	}
	return pluralAtom(noun)
}

// inUnit writes a duration in the unit in which it was written: 50 days, and not 1,200 h.
func (a Amount) inUnit(written *spelt, to string) string {
	as := a.as
	a = a.Scale(big.NewRat(written.size.den, written.size.num))
	if a.as = as; a.isOne() {
		return "1 " + written.one
	}
	return a.each(Number, to) + " " + written.many
}

func (a Amount) each(format func(*big.Rat) string, to string) string {
	if w := a.as.of(decimalsAtom); w != nil {
		format = func(r *big.Rat) string { return withDecimals(r, w.decimals) }
	}
	if !a.IsRange() {
		return format(a.Low)
	}
	return format(a.Low) + to + format(a.High)
}

func (a Amount) isOne() bool {
	return !a.IsRange() && compare(a.Low, one) == 0
}
