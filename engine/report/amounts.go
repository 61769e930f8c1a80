package report

import (
	"math/big"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/schema/field"
)

// firstFilled is the first of the headlines of a rule for which the finding has all values; "" for none.
func (t *statement) firstFilled(headlines []string) string {
	for _, headline := range headlines {
		if text := t.filled(headline); text != "" {
			return text
		}
	}
	return ""
}

// filled is the headline of a rule with what its places stand for; "" where the finding has no value of a name.
func (t *statement) filled(headline string) string {
	complete := true
	var before *quantity.Amount
	text := policy.Places().ReplaceAllStringFunc(headline, func(place string) string {
		name := place[1 : len(place)-1]
		if name == "definition" {
			return t.of(t.about)
		}
		at := slices.IndexFunc(t.finding.Values, func(v policy.Value) bool { return v.Name == name })
		if at < 0 {
			complete = false
			return ""
		}
		if v := t.finding.Values[at]; v.Text != "" {
			return t.spoken(v.Text)
		}
		a, ok := t.amount(name)
		if complete = complete && ok; !ok {
			return ""
		}
		text := spell(a)
		if before != nil {
			text = like(a, *before)
		}
		before = &a
		return text
	})
	if !complete {
		return ""
	}
	return text
}

// value is a value of the finding as people say it, "" where it has none of that name.
func (t *statement) value(name string) string {
	a, ok := t.amount(name)
	if !ok {
		return ""
	}
	return spell(a)
}

// amount is a value of the finding; false where it has none of that name, or it is not a number.
func (t *statement) amount(name string) (quantity.Amount, bool) {
	for _, v := range t.finding.Values {
		if v.Name == name {
			a, ok := numberOf(v)
			if target := t.target(); ok && target != nil {
				a = a.Worded(target.Amount)
			}
			return a, ok
		}
	}
	return quantity.Amount{}, false
}

// target is the target of the KPI that a finding is about, whose words its numbers have; nil for none.
func (t *statement) target() *model.Quantity {
	if t.about == nil || t.about.Kind != "KPI" {
		return nil
	}
	return t.about.Quantity(field.Target)
}

func numberOf(v policy.Value) (quantity.Amount, bool) {
	low, ok := new(big.Rat).SetString(v.Low)
	high, also := new(big.Rat).SetString(v.High)
	if !ok || !also {
		return quantity.Amount{}, false
	}
	num, den, _ := strings.Cut(v.Unit, "/")
	if num == "1" {
		num = ""
	}
	unit := quantity.NewUnit(atoms(num, "·"), atoms(den, "/"))
	return quantity.Amount{Low: low, High: high, Unit: unit}, true
}

func atoms(text, sign string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, sign)
}

// spell is an amount as people say it: "50 calls a person a day".
func spell(a quantity.Amount) string { return aloud(a.String()) }

// aloud writes per as a word: "50 calls a person a day" for "50 calls/person/day".
func aloud(text string) string {
	var b strings.Builder
	parts := strings.Split(text, "/")
	b.WriteString(parts[0])
	for _, p := range parts[1:] {
		word := " a "
		if strings.ContainsAny(p[:min(1, len(p))], "aeioAEIO") || strings.HasPrefix(p, "hour") {
			word = " an "
		}
		b.WriteString(word + p)
	}
	return noBreak(b.String())
}

// noBreak keeps a number with its sign.
func noBreak(text string) string { return strings.ReplaceAll(text, " %", "\u00a0%") }

// bare is a number without its unit, as after another one of the same.
func bare(a quantity.Amount) string {
	if a.Unit.Currency() != "" {
		return spell(quantity.Amount{Low: a.Low, High: a.High, Unit: quantity.NewUnit([]string{a.Unit.Currency()}, nil)})
	}
	switch a.Unit.Noun() {
	case "min", "%", "":
		return spell(a)
	}
	if a.IsRange() {
		return quantity.Number(a.Low) + " to " + quantity.Number(a.High)
	}
	return quantity.Number(a.Low)
}

// aDay is an amount for each person and day without these words.
func aDay(a quantity.Amount) string {
	a.Unit = a.Unit.Without("person", "day")
	return spell(a)
}

// share is a percentage with at most one decimal, and with two where it would look like a limit: the one given, or
// a round number.
func share(a quantity.Amount, limit *big.Rat) string {
	text := func(r *big.Rat) string {
		one := r.FloatString(1)
		shown, _ := new(big.Rat).SetString(one)
		round := strings.HasSuffix(one, "0.0") || strings.HasSuffix(one, "5.0")
		if shown.Cmp(r) != 0 && (round || limit != nil && shown.Cmp(limit) == 0) {
			one = r.FloatString(2)
		}
		return strings.TrimSuffix(strings.TrimSuffix(one, ".00"), ".0")
	}
	if a.IsRange() {
		return text(a.Low) + " to " + text(a.High) + "\u00a0%"
	}
	return text(a.Low) + "\u00a0%"
}

// pair is a sentence with two values, "" where one of them is not there.
func (t *statement) pair(first, second string, say func(first, second quantity.Amount) string) string {
	a, ok := t.amount(first)
	b, also := t.amount(second)
	if !ok || !also {
		return ""
	}
	return say(a, b)
}

// plurality is 1 for exactly one of something, and another number for all else.
func plurality(a quantity.Amount) int {
	if !a.IsRange() && a.Low.Cmp(big.NewRat(1, 1)) == 0 {
		return 1
	}
	return 2
}

// like is an amount after one with which it is compared: without its unit, where that is the same.
func like(a, before quantity.Amount) string {
	if a.Unit == before.Unit {
		return bare(a)
	}
	return spell(a)
}
