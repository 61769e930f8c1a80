package network

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/kpilint/kpilint/engine/quantity"
)

// Text is the value in words: "5,000 calls/month".
func (n *Node) Text() string {
	if n.more != nil && n.more.tenths != nil {
		return n.more.tenths.text(n.Amount)
	}
	return n.Amount.String()
}

// Number is the value in words without its unit: "5,000". What is worked out is in whole pieces, as in its sum.
func (n *Node) Number() string {
	if n.more != nil && n.more.tenths != nil {
		return strings.TrimSuffix(n.more.tenths.text(n.Amount), " %")
	}
	if whole, rounded := n.Amount.Pieces(); rounded && len(n.Of()) > 0 {
		return NumberText(whole)
	}
	return NumberText(n.Amount)
}

// NumberText writes a number without its unit, "2 to 3" for a range.
func NumberText(a quantity.Amount) string {
	if a.IsRange() {
		return quantity.Number(a.Low) + " to " + quantity.Number(a.High)
	}
	return quantity.Number(a.Low)
}

// Sum is the formula in words, "5 people × 50 calls/person/day × 20 days/month = 5,000 calls/month"; of a leaf, its
// value. Many pieces are told in whole ones, as nobody makes a part of one: "≈ 544 tickets/month".
func (n *Node) Sum() string {
	if len(n.Of()) == 0 {
		return n.Text()
	}
	if whole, rounded := n.Amount.Pieces(); rounded {
		return n.parts() + " ≈ " + whole.String()
	}
	return n.parts() + " = " + n.Text()
}

// parts writes an operation with its operands.
func (n *Node) parts() string {
	sign, of := n.Op(), n.Of()
	words := make([]string, len(of))
	for i, p := range of {
		words[i] = p.operand(sign, i == 0)
	}
	if isName(sign) {
		return sign + " of " + strings.Join(words, ", ")
	}
	return strings.Join(words, " "+sign+" ")
}

// isName reports whether an operation has a name, and no sign that stands between its parts.
func isName(sign string) bool {
	switch sign {
	case "", "×", "÷", "+", "−", "=", "to":
		return false
	}
	return true
}

// operand writes a part of an operation, in brackets where it needs them: a sum in a product, and what is divided by
// or taken away.
func (n *Node) operand(outer string, first bool) string {
	if n.more != nil && n.more.rest > 0 {
		return fmt.Sprintf("… (%d more: %s)", n.more.rest, n.Text())
	}
	if len(n.Of()) == 0 || n.named {
		return n.inSum()
	}
	inner := n.parts()
	inverted := !first && (outer == "÷" || outer == "−")
	if binds(n.Op()) < binds(outer) || inverted && binds(n.Op()) == binds(outer) {
		return "(" + inner + ")"
	}
	return inner
}

// inSum is the value as a part of a sum: days of the calendar in hours, so that the sum can be followed.
func (n *Node) inSum() string {
	if n.Amount.InDays() {
		return n.Amount.Worked().String()
	}
	return n.Text()
}

func binds(sign string) int {
	if sign == "×" || sign == "÷" {
		return 2
	}
	return 1
}

// tenths shows a percentage that has no last digit with one decimal, 64.0 %; and with more where one would make it
// look like a number that it is not: 79.98 % of a promise of 80 %.
type tenths struct {
	not  *big.Rat // nil for none
	most int      // decimals
}

// InTenths shows a percentage with few decimals, but never as another number that it is not; that is nil for none.
func (n *Node) InTenths(not *big.Rat, most int) *Node {
	c := *n
	c.extra().tenths = &tenths{not, most}
	return &c
}

func (t *tenths) text(a quantity.Amount) string {
	digits := 1
	for digits < t.most && (t.looksLike(a.Low, digits) || t.looksLike(a.High, digits)) {
		digits++
	}
	words := a.Low.FloatString(digits)
	if a.IsRange() {
		words += " to " + a.High.FloatString(digits)
	}
	return words + " %"
}

func (t *tenths) looksLike(r *big.Rat, digits int) bool {
	return t.not != nil && r.Cmp(t.not) != 0 && r.FloatString(digits) == t.not.FloatString(digits)
}

// String is the value in words, or what is missing.
func (n *Node) String() string {
	if !n.Valued() {
		return strings.Join(n.Lacks(), "; ")
	}
	return n.Text()
}
