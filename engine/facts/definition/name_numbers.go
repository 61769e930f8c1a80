package definition

import (
	"cmp"
	"fmt"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// spoken is a share or a time in a text for people.
type spoken struct {
	lead   string // the word before it, in small letters
	amount quantity.Amount
	text   string
}

// inText finds shares and times in a text, with the word that leads to each.
var inText = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(at least|at most|no more than|no less than|more than|less than|within|` +
		`top|bottom|first|last|best|worst|above|over|below|under|up to|in|by|and|or|to|>=|<=|≥|≤)?` +
		`\s*\b(\d+(?:[.,]\d+)*|(?:[a-z]+ (?:hundred|thousand)(?: and)? )?(?:` + strings.Join(tens(), "|") + `)?(?:` +
		strings.Join(numerals(), "|") + `))[\s-]?` +
		`(%|percent\b|per cent\b|(?:second|minute|min|hour|h|workday|working day|day|week|month|quarter|year)s?\b)`)
})

// tens are the words that stand before another one, with a hyphen: twenty-eight.
var tens = sync.OnceValue(func() (all []string) {
	for n := int64(20); n <= 90; n += 10 {
		for _, word := range quantity.Numerals(n, n) {
			all = append(all, word+"-")
		}
	}
	return all
})

// numerals are the words for numbers that are looked for. One, as in "day one", is none of them.
var numerals = sync.OnceValue(func() []string { return quantity.Numerals(2, 90) })

// limits are words that make a number the limit of something, and not the number itself.
var limits = []string{"at most", "no more than", "less than", "within", "below", "under", "up to", "in", "<=", "≤"}

// saidIn lists the shares or the times of a text; none where it has a range.
func saidIn(text, kind string) []spoken {
	if !maySay(text) {
		return nil
	}
	var all []spoken
	for _, m := range inText().FindAllStringSubmatch(text, -1) {
		if lead := strings.ToLower(m[1]); lead == "and" || lead == "or" || lead == "to" {
			return nil
		}
		unit := strings.ToLower(m[3])
		if unit == "percent" || unit == "per cent" {
			unit = "%"
		}
		q, err := quantity.Parse(m[2] + " " + unit)
		if err == nil && q.Low != nil && unitKind(q.Unit) == kind {
			all = append(all, spoken{strings.ToLower(m[1]), q.Amount, m[2] + " " + m[3]})
		}
	}
	return all
}

// maySay reports whether a text may hold a share or a time: a digit with the beginning of a unit after it, or a number
// in words. Most names have none, and are not worth a search.
func maySay(text string) bool {
	for i := 0; i+1 < len(text); i++ {
		if (i == 0 || text[i-1] == ' ') && strings.IndexByte("tfsenTFSEN", text[i]) >= 0 && startsWithNumeral(text[i:]) {
			return true
		}
		if text[i] < '0' || text[i] > '9' {
			continue
		}
		next := text[i+1]
		if (next == '-' || next == ' ' || next >= '\t' && next <= '\r') && i+2 < len(text) {
			next = text[i+2]
		}
		if next >= 0x80 || strings.IndexByte("%psmhwdqyPSMHWDQY", next) >= 0 {
			return true
		}
	}
	return false
}

// startsWithNumeral reports whether a text begins with a word for a number.
func startsWithNumeral(text string) bool {
	n := strings.IndexFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	const shortest, longest = len("ten"), len("seventeen")
	return n >= shortest && n <= longest && slices.Contains(numerals(), strings.ToLower(text[:n]))
}

// only is the one number of a text; false where there is none, or several that differ.
func only(all []spoken) (spoken, bool) {
	for _, one := range all {
		if !one.amount.Equal(all[0].amount) {
			return spoken{}, false
		}
	}
	if len(all) == 0 {
		return spoken{}, false
	}
	return all[0], true
}

// aim is a number of a KPI or key result, with the words around it.
type aim struct {
	of           *model.Resource
	at           string // of its name
	name         string
	target, base *model.Quantity // nil for none
	field        string          // that holds the target
}

// NameNumbers are the numbers in names and descriptions that say otherwise than the field beside them. They follow from
// what a KPI writes itself: those that are known to have none are left out, and found is told of those that have some.
func (c *Computer) NameNumbers(none map[*model.Resource]bool, found func(k *model.Resource)) []*NameNumber {
	var list []*NameNumber
	for _, k := range c.Model.Of("KPI") {
		if none[k] {
			continue
		}
		before := len(list)
		base, _ := baseline(k)
		a := aim{k, "name", k.Text(field.Name), k.Quantity(field.Target), base, "target"}
		list = append(list, a.againstFormula()...)
		list = append(list, a.againstTarget()...)
		list = append(list, a.againstForms()...)
		list = append(list, a.againstDescription()...)
		if list = append(list, a.moneyInDescription()...); len(list) > before {
			found(k)
		}
	}
	for _, o := range c.Model.Of("Objective") {
		for i, kr := range o.Objects(field.KeyResults) {
			at := fmt.Sprintf("keyResults/%d/", i)
			a := aim{o, at + "name", kr.Text(field.Name), kr.Quantity(field.To), kr.Quantity(field.From), at + "to"}
			list = append(list, a.againstTarget()...)
			list = append(list, a.againstForms()...)
		}
	}
	return list
}

func (a aim) entry(at, text, field, says string) *NameNumber {
	return &NameNumber{Kind: a.of.Kind, Resource: a.of.Name, At: at, Text: text, Field: field, Says: says}
}

// againstFormula compares the one time in a name with the one time in the formula.
func (a aim) againstFormula() []*NameNumber {
	named, ok := only(saidIn(a.name, "duration"))
	formula := a.of.Object.Object(field.Formula)
	if !ok || formula == nil {
		return nil
	}
	for _, part := range []field.Path{field.Numerator, field.Expression, field.Denominator} {
		counted, ok := only(saidIn(formula.Text(part), "duration"))
		if ok && differ(named.amount, counted.amount) {
			return []*NameNumber{a.entry(a.at, named.text, "formula/"+part.String(), counted.text)}
		}
	}
	return nil
}

// againstTarget compares the one number in a name with the target, and "by 25 %" with the change from where it starts.
func (a aim) againstTarget() []*NameNumber {
	if a.target == nil || a.target.Low == nil || a.beside() {
		return nil
	}
	if share, ok := only(saidIn(withoutAsides(a.name), "percent")); ok && share.lead == "by" {
		return a.againstChange(share)
	} else if ok && share.lead == "" && !a.has(share.amount) && unitKind(a.target.Unit) == "percent" {
		return []*NameNumber{a.entry(a.at, share.text, a.field, a.target.Text)}
	}
	time, ok := only(saidIn(a.name, "duration"))
	if ok && isLimit(time.lead) && !a.has(time.amount) && pureTime(a.target.Unit) {
		return []*NameNumber{a.entry(a.at, time.text, a.field, a.target.Text)}
	}
	return nil
}

// beside reports whether the target stands in brackets in the name, beside another number: "92 % of all (95 % of
// women)".
func (a aim) beside() bool {
	if !strings.Contains(a.name, "(") || called().MatchString(a.name) {
		return false
	}
	return slices.ContainsFunc(saidIn(a.name, unitKind(a.target.Unit)), func(s spoken) bool { return a.has(s.amount) })
}

// withoutAsides is a name without what stands in brackets and is more than a number: "(90 % attendance)" says what is
// counted, and "(90 %)" and "(target 90 %)" how much.
func withoutAsides(name string) string {
	return asides().ReplaceAllStringFunc(name, func(aside string) string {
		number := called().ReplaceAllString(aside, "")
		if strings.ContainsFunc(strings.Trim(number, "()"), unicode.IsLetter) {
			return ""
		}
		return number
	})
}

var asides = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\([^()]*\)`) })

// called finds the words that call a number what is to be reached.
var called = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(?:target|goal|aim|objective|limit)\b:?`)
})

// againstDescription compares the one limit in a description with the target.
func (a aim) againstDescription() []*NameNumber {
	if a.target == nil || a.target.Low == nil {
		return nil
	}
	kind := unitKind(a.target.Unit)
	if kind != "percent" && !pureTime(a.target.Unit) {
		return nil
	}
	one, ok := only(saidIn(a.of.Text(field.Description), kind))
	if !ok || one.lead == "by" || one.lead == "in" || basis.Asks(a.target.Comparator) == "" || a.has(one.amount) {
		return nil
	}
	if asks(one.lead) != basis.Asks(a.target.Comparator) {
		return nil // a limit of something else
	}
	return []*NameNumber{a.entry("description", one.text, a.field, a.target.Text)}
}

// againstChange compares a change by so many percent with the way from the start to the target. A share may also change
// by so many points.
func (a aim) againstChange(share spoken) []*NameNumber {
	if a.base == nil || a.base.Low == nil || a.base.IsRange() || a.target.IsRange() || a.base.Low.Sign() <= 0 ||
		!a.base.Unit.Equal(a.target.Unit) {
		return nil
	}
	way := new(big.Rat).Sub(a.target.Low, a.base.Low)
	way.Abs(way)
	change := new(big.Rat).Quo(way, a.base.Low)
	change.Mul(change, big.NewRat(100, 1))
	points := unitKind(a.target.Unit) == "percent" && near(way, share.amount.Low)
	if points || near(change, share.amount.Low) {
		return nil
	}
	says := wording.ToWhichIs(a.base.Amount.String(), a.target.Amount.String(), change.FloatString(1))
	return []*NameNumber{a.entry(a.at, share.text, a.field, strings.Replace(says, ".0 %", " %", 1))}
}

// near reports whether two percentages are one within a point, as people round them.
func near(a, b *big.Rat) bool { return basis.Distance(a, b).Cmp(big.NewRat(1, 1)) <= 0 }

// has reports whether an amount is the target, one of its two limits, or the start, or cannot be compared with them.
func (a aim) has(one quantity.Amount) bool {
	for _, q := range []*model.Quantity{a.target, a.base} {
		if q == nil || q.Low == nil {
			continue
		}
		for _, end := range []*big.Rat{q.Low, q.High} {
			if !differ(one, quantity.Exact(end, q.Unit)) {
				return true
			}
		}
	}
	return false
}

// differ reports whether two amounts can be compared and are not the same.
func differ(a, b quantity.Amount) bool {
	same, err := quantity.Equal(a, b)
	return err == nil && same == quantity.Fails
}

func isLimit(lead string) bool {
	for _, word := range limits {
		if word == lead {
			return true
		}
	}
	return false
}

// asks is the way that a word before a number shows.
func asks(lead string) string {
	switch {
	case isLimit(lead):
		return "lower"
	case lead == "at least" || lead == "no less than" || lead == "more than" || lead == ">=" || lead == "≥":
		return "higher"
	}
	return cmp.Or(lead, "nothing")
}

// pureTime reports whether a unit is a time, and nothing else.
func pureTime(u quantity.Unit) bool {
	return unitKind(u) == "duration" && u.Period() == "" && len(u.PerNouns()) == 0
}
