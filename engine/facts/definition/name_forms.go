package definition

import (
	"cmp"
	"math/big"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// This file compares forms of numbers that names have beside shares and times: a factor, money, a ratio, and so many
// things each of which happens once in a period.

// againstForms compares such a number in a name with the target. The first that the name has decides.
func (a aim) againstForms() []*NameNumber {
	if a.target == nil || a.target.Low == nil || !strings.ContainsAny(a.name, "0123456789") && !startsFactor(a.name) {
		return nil
	}
	for _, compare := range []func() (text, says string){a.factor, a.money, a.ratio, a.eachOnce} {
		if text, says := compare(); text != "" {
			return []*NameNumber{a.entry(a.at, text, a.field, says)}
		}
	}
	return nil
}

// containsFold reports whether a text has a word of small letters in it, whatever its case.
func containsFold(text, word string) bool {
	for i := 0; i+len(word) <= len(text); i++ {
		same := 0
		for same < len(word) && text[i+same]|0x20 == word[same] {
			same++
		}
		if same == len(word) {
			return true
		}
	}
	return false
}

// factors are the words at the beginning of a name that say how many times as much there will be. "Double rooms" are
// rooms.
var factors = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^(halve|halving|double the|doubling|triple the|tripling)\b`)
})

func startsFactor(name string) bool {
	return name != "" && strings.IndexByte("hHdDtT", name[0]) >= 0 && factors().MatchString(name)
}

// factor compares "Halve complaints" with the way from the start to the target.
func (a aim) factor() (text, says string) {
	word := factors().FindString(a.name)
	if word == "" || a.base == nil || a.base.Low == nil || a.base.IsRange() || a.target.IsRange() ||
		a.base.Low.Sign() <= 0 || !a.base.Unit.Equal(a.target.Unit) {
		return "", ""
	}
	times := map[byte]*big.Rat{'h': big.NewRat(1, 2), 'd': big.NewRat(2, 1), 't': big.NewRat(3, 1)}[word[0]|0x20]
	is := new(big.Rat).Quo(a.target.Low, a.base.Low)
	is.Mul(is, big.NewRat(100, 1))
	if near(is, new(big.Rat).Mul(times, big.NewRat(100, 1))) {
		return "", ""
	}
	return word, wording.IsPercentOf(a.target.Text, quantity.Number(is), a.base.Amount.String())
}

// moneyIn finds amounts of money in a name, with the word before each.
var moneyIn = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:([A-Za-z]+) )?` +
		`((?:[$€£]|\b(?:USD|EUR|GBP) ?)\d[\d,.]*(?:\+? ?(?:k|K|M|m|bn|B|(?i:million|billion)))?)\b([-–]\d)?`)
})

// codes are those of moneyIn.
var codes = []string{"USD", "EUR", "GBP"}

// besideMoney are words before an amount that make it a limit or a size of what is counted: orders over $500.
var besideMoney = []string{"over", "above", "under", "below", "than", "from", "to", "of", "at", "per", "each", "for",
	"a", "every", "with", "between", "and", "within"}

// money compares the one amount of money in a name, "ADR $180", with a target in that currency.
func (a aim) money() (text, says string) {
	if !strings.ContainsAny(a.name, "$€£") && !slices.ContainsFunc(codes, func(c string) bool {
		return strings.Contains(a.name, c)
	}) {
		return "", ""
	}
	found := moneyIn().FindAllStringSubmatch(withoutAsides(a.name), -1)
	if len(found) != 1 || slices.Contains(besideMoney, strings.ToLower(found[0][1])) || found[0][3] != "" {
		return "", "" // of $30-72K, the first is no amount
	}
	q, ok := amountOf(found[0][2])
	if !ok || a.target.Unit.Noun() != q.Unit.Noun() {
		return "", ""
	}
	for _, one := range moneyIn().FindAllStringSubmatch(a.name, -1) {
		if q, ok := amountOf(one[2]); !ok || a.isAny(q.Low) {
			return "", ""
		}
	}
	return found[0][2], a.target.Text
}

// amountOf reads an amount of money as a name has it.
func amountOf(text string) (quantity.Quantity, bool) {
	text = strings.ReplaceAll(text, "+", "")
	if billions := strings.TrimSuffix(text, "B"); billions != text {
		text = billions + "bn"
	}
	q, err := quantity.Parse(text)
	return q, err == nil && q.Low != nil && q.Unit.Currency() != ""
}

// ratioIn finds 1:6 and "1 teacher per 6 children".
var ratioIn = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(?:1|one)(?: ?: ?| (?:[a-z-]+ )?(?:per|to|in|for every|to every) )(\d+)\b`)
})

// ratio compares one for so many in a name with a target that has no unit, or counts what there are many of.
func (a aim) ratio() (text, says string) {
	if !strings.Contains(a.name, "1") && !containsFold(a.name, "one") {
		return "", ""
	}
	if kind := unitKind(a.target.Unit); kind == "duration" || kind == "money" || a.target.Unit.Period() != "" {
		return "", ""
	}
	found := ratioIn().FindStringSubmatch(a.name)
	if found == nil {
		return "", ""
	}
	many, ok := new(big.Rat).SetString(found[1])
	if !ok || many.Sign() == 0 {
		return "", ""
	}
	one := new(big.Rat).Inv(many)
	if a.isAny(many) || a.isAny(one) || a.isAny(new(big.Rat).Mul(one, big.NewRat(100, 1))) {
		return "", ""
	}
	return strings.TrimSpace(found[0]), a.target.Text
}

// onceEach finds "monthly one-to-ones with each of 32 staff".
var onceEach = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(daily|weekly|monthly|quarterly|yearly|annual)\b.*?` +
		`\b(?:each|every one|all) of (?:the |our )?(\d+)\b`)
})

// monthsOf are how many months the periods of such words have.
var monthsOf = map[string]int64{"month": 1, "quarter": 3, "year": 12}

// eachOnce compares so many things, each once in a period, with a target of so many in a period.
func (a aim) eachOnce() (text, says string) {
	if !containsFold(a.name, "ly") && !containsFold(a.name, "annual") {
		return "", ""
	}
	found := onceEach().FindStringSubmatch(a.name)
	if u := a.target.Unit; found == nil || unitKind(u) != "count" || u.Scope() != "" || len(u.PerNouns()) > 0 {
		return "", ""
	}
	many, _ := new(big.Rat).SetString(found[2])
	said, _ := quantity.Rhythm(strings.ToLower(found[1]))
	asked := a.target.Unit.Period()
	if said != asked {
		if monthsOf[said] == 0 || monthsOf[asked] == 0 {
			return "", ""
		}
		many.Mul(many, big.NewRat(monthsOf[asked], monthsOf[said]))
	}
	if a.isAny(many) {
		return "", ""
	}
	return wording.EachOf(strings.ToLower(found[1]), found[2]), a.target.Text
}

// isAny reports whether a plain number is that of the target, one of its two limits, or the start.
func (a aim) isAny(n *big.Rat) bool {
	for _, q := range []*model.Quantity{a.target, a.base} {
		if q != nil && q.Low != nil && (rounded(n, q.Low) || rounded(n, q.High)) {
			return true
		}
	}
	return false
}

// rounded reports whether two numbers are one within a hundredth, as people round them.
func rounded(a, b *big.Rat) bool {
	return new(big.Rat).Mul(basis.Distance(a, b), big.NewRat(100, 1)).Cmp(new(big.Rat).Abs(b)) <= 0
}

// moneyOfPeriods finds money in a period in a description.
var moneyOfPeriods = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`((?:[$€£]|\b[A-Z]{3} ?)\d[\d,]*(?:\.\d+)?(?: ?(?:k|K|M|m|bn|` +
		`(?i:thousand|million|billion)))?)` +
		` ?(?:/|\ba|\bper|\bevery|\beach) ?(day|week|month|quarter|year)\b`)
})

// otherMoney recognises a description that speaks of other money than what is to be reached.
var otherMoney = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(?:was|were|had|last|ago|used to|costs?|rent|salar|wages?|pay|lose|loss|without|` +
		`today|` +
		`now|if|each of|per person|competitor|market|of which|budget|spend|in (?:19|20)\d\d)`)
})

// monthsIn are those of a period.
var monthsIn = map[string]int64{"month": 1, "quarter": 3, "year": 12}

// moneyInDescription compares the money in a period that a description names with a target in that currency: none of
// them is the target or the start, in whatever period.
func (a aim) moneyInDescription() []*NameNumber {
	text := a.of.Text(field.Description)
	if a.target == nil || a.target.Low == nil || a.target.Unit.Currency() == "" || a.target.Unit.Period() == "" ||
		a.target.Unit.Scope() != "" || len(a.target.Unit.PerNouns()) > 0 || otherMoney().MatchString(text) {
		return nil
	}
	var found string
	for _, m := range moneyOfPeriods().FindAllStringSubmatch(text, basis.MaxEntries) {
		q, err := quantity.Parse(m[1])
		if err != nil || q.Low == nil || q.Unit.Currency() != a.target.Unit.Currency() {
			continue
		}
		is := new(big.Rat).Set(q.Low)
		if own := a.target.Unit.Period(); own != m[2] {
			if monthsIn[own] == 0 || monthsIn[m[2]] == 0 {
				return nil
			}
			is.Mul(is, big.NewRat(monthsIn[own], monthsIn[m[2]]))
		}
		if a.isNear(is) {
			return nil
		}
		found = cmp.Or(found, m[0])
	}
	if found == "" {
		return nil
	}
	return []*NameNumber{a.entry("description", found, a.field, a.target.Text)}
}

// isNear reports whether a number is one of the limits of the target, or the start, as people round them.
func (a aim) isNear(n *big.Rat) bool {
	for _, q := range []*model.Quantity{a.target, a.base} {
		if q == nil || q.Low == nil {
			continue
		}
		for _, end := range []*big.Rat{q.Low, q.High} {
			off := new(big.Rat).Sub(n, end)
			if off.Abs(off).Cmp(new(big.Rat).Abs(new(big.Rat).Mul(end, big.NewRat(3, 100)))) <= 0 {
				return true
			}
		}
	}
	return false
}
