// Package facts computes what definitions imply: people present, time, rates, supply and demand, money, links. Every number remembers
// how it came about, down to the places its factors are written, and what could not be computed says what is missing.
package facts

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
)

// Derivation is how a number came about: a leaf that was written or assumed, or an operation on others.
type Derivation struct {
	Label  string // what it is, in words: "people", "days per month"
	Op     string // "", "×", "÷", "+", "−", or a formula by its name: "Erlang C"
	Amount quantity.Amount
	Of     []*Derivation
	At     model.Place // of a leaf
	Note   string      // "default" for what nobody wrote
	named  bool        // shown in sums as its value, not as its parts
	shown  string      // the value in words, where it has other digits than others; see decimals.go
	rest   int         // for how many parts it stands that were left out of a long sum; see limits.go
	nodes  int         // of the tree, 0 while nobody has counted
}

// Fact is a computed number, or what is missing to compute it. A fact with both is a part of the number: the rest is missing.
type Fact struct {
	*Derivation
	Missing []string
}

// Amounts returns the number; its Low is nil when it could not be computed.
func (f *Fact) Amounts() quantity.Amount {
	if f.Derivation == nil {
		return quantity.Amount{}
	}
	return f.Amount
}

// Lacks says in words what is missing.
func (f *Fact) Lacks() []string { return f.Missing }

// Known reports whether the number could be computed in full.
func (f *Fact) Known() bool { return f != nil && f.Derivation != nil && len(f.Missing) == 0 }

// View shows the fact to rules.
func (f *Fact) View() *model.Object {
	o := &model.Object{}
	if f.Derivation != nil {
		model.SetAmount(o, f.Amount)
		o.Set("text", f.text())
		o.Set("number", f.number())
		o.Set("sum", f.Sum())
		o.Set("derivation", f.Derivation.View())
	}
	if len(f.Missing) > 0 {
		o.Set("missing", textList(f.Missing))
	}
	return o
}

// Field is one field of the view, nil when the fact does not have it. Rules read single fields far more often than whole facts.
func (f *Fact) Field(name string) any {
	switch {
	case name == "missing" && len(f.Missing) > 0:
		return textList(f.Missing)
	case name == "missing" || f.Derivation == nil:
		return nil
	case name == "text":
		return f.text()
	case name == "number":
		return f.number()
	case name == "sum":
		return f.Sum()
	case name == "derivation":
		return f.Derivation.View()
	}
	o := &model.Object{}
	model.SetAmount(o, f.Amount)
	return o.Get(name)
}

// MarshalJSON writes the fact as rules see it.
func (f *Fact) MarshalJSON() ([]byte, error) { return f.View().MarshalJSON() }

func numberText(a quantity.Amount) string {
	if a.IsRange() {
		return quantity.Number(a.Low) + " to " + quantity.Number(a.High)
	}
	return quantity.Number(a.Low)
}

func textList(texts []string) model.List {
	list := make(model.List, len(texts))
	for i, t := range texts {
		list[i] = t
	}
	return list
}

// text is the value in words.
func (d *Derivation) text() string {
	if d.shown != "" {
		return d.shown
	}
	return d.Amount.String()
}

// number is the value in words without its unit.
func (d *Derivation) number() string {
	if d.shown != "" {
		return strings.TrimSuffix(d.shown, " %")
	}
	return numberText(d.Amount)
}

// View shows the tree: label, operation, value, place, parts.
func (d *Derivation) View() *model.Object {
	o := &model.Object{}
	o.Set("label", d.Label)
	if d.Op != "" {
		o.Set("op", d.Op)
	}
	o.Set("text", d.text())
	model.SetAmount(o, d.Amount)
	if d.Note != "" {
		o.Set("note", d.Note)
	}
	if d.At.Node != nil {
		span := d.At.Span()
		o.Set("file", d.At.File)
		o.Set("line", span.Line)
		o.Set("column", span.Column)
		o.Set("endLine", span.EndLine)
		o.Set("endColumn", span.EndColumn)
	}
	if len(d.Of) > 0 {
		parts := make(model.List, len(d.Of))
		for i, p := range d.Of {
			parts[i] = p.View()
		}
		o.Set("of", parts)
	}
	return o
}

// Sum is the derivation in words, "5 people × 50 calls/person/day × 20 days/month = 5,000 calls/month"; of a leaf, its value.
func (d *Derivation) Sum() string {
	if len(d.Of) == 0 {
		return d.text()
	}
	return d.parts() + " = " + d.text()
}

// parts writes an operation with its operands.
func (d *Derivation) parts() string {
	words := make([]string, len(d.Of))
	for i, p := range d.Of {
		words[i] = p.operand(d.Op, i == 0)
	}
	if isFormula(d.Op) {
		return d.Op + " of " + strings.Join(words, ", ")
	}
	return strings.Join(words, " "+d.Op+" ")
}

// isFormula reports whether an operation has a name and no sign that stands between its parts.
func isFormula(op string) bool {
	return op != "" && !slices.Contains([]string{"×", "÷", "+", "−", "="}, op)
}

// operand writes a part of an operation, in brackets where it needs them: a sum in a product, and what is divided by or taken away.
func (d *Derivation) operand(outer string, first bool) string {
	if d.rest > 0 {
		return fmt.Sprintf("… (%d more: %s)", d.rest, d.text())
	}
	if len(d.Of) == 0 || d.named {
		return d.text()
	}
	inner := d.parts()
	inverted := !first && (outer == "÷" || outer == "−")
	if binds(d.Op) < binds(outer) || inverted && binds(d.Op) == binds(outer) {
		return "(" + inner + ")"
	}
	return inner
}

func binds(op string) int {
	if op == "×" || op == "÷" {
		return 2
	}
	return 1
}

// written is a leaf for a quantity that stands in a definition.
func written(label string, q *model.Quantity) *Derivation {
	return &Derivation{Label: label, Amount: q.Amount, At: q.Place}
}

// assumed is a leaf for what nobody wrote.
func assumed(label, note string, a quantity.Amount) *Derivation {
	return &Derivation{Label: label, Amount: a, Note: note}
}

// times multiplies; × chains are kept flat so that a sum reads in one line.
func times(label string, factors ...*Derivation) *Derivation {
	d := &Derivation{Label: label, Op: "×", Amount: factors[0].Amount, Of: flat("×", factors)}
	for _, f := range factors[1:] {
		d.Amount = d.Amount.Mul(f.Amount)
	}
	if len(factors) == 1 {
		return factors[0]
	}
	return d
}

// flat takes the parts of unnamed operands of the same operation into the list itself.
func flat(op string, all []*Derivation) []*Derivation {
	var parts []*Derivation
	for _, d := range all {
		if d.Op == op && !d.named {
			parts = append(parts, d.Of...)
			continue
		}
		parts = append(parts, d)
	}
	return parts
}

// over divides; nil when the divisor may be zero.
func over(label string, a, b *Derivation) *Derivation {
	amount, err := a.Amount.Div(b.Amount)
	if err != nil {
		return nil
	}
	return &Derivation{Label: label, Op: "÷", Amount: amount, Of: []*Derivation{a, b}}
}

// plus adds what has the same unit; nil when units differ.
func plus(label string, all ...*Derivation) *Derivation {
	if len(all) == 1 {
		return all[0]
	}
	d := &Derivation{Label: label, Op: "+", Amount: all[0].Amount, Of: flat("+", all)}
	for _, p := range all[1:] {
		amount, err := d.Amount.Add(p.Amount)
		if err != nil {
			return nil
		}
		d.Amount = amount
	}
	return d
}

// minus subtracts; nil when units differ.
func minus(label string, a, b *Derivation) *Derivation {
	amount, err := a.Amount.Sub(b.Amount)
	if err != nil {
		return nil
	}
	return &Derivation{Label: label, Op: "−", Amount: amount, Of: []*Derivation{a, b}}
}

// name makes a derivation stand in sums as its value: "7 h 30 min" instead of "8 h − 30 min".
func name(d *Derivation) *Derivation {
	named := *d
	named.named = true
	return &named
}

// in gives the result another unit of the same size: calls that become orders by a conversion.
func in(d *Derivation, u quantity.Unit) *Derivation {
	changed := *d
	changed.Amount.Unit = u
	return &changed
}

// fact wraps a derivation; a nil one is no fact at all.
func fact(d *Derivation) *Fact {
	if d == nil {
		return nil
	}
	return &Fact{Derivation: d}
}

// lacking is a fact that could not be computed.
func lacking(missing ...string) *Fact { return &Fact{Missing: missing} }

// set gives an object a fact, unless there is none. The parts of one that is very large are left out.
func set(o *model.Object, name string, f *Fact) {
	if f == nil {
		return
	}
	if f.Derivation != nil && f.size() > maxNodes {
		f = &Fact{Derivation: f.cut(maxNodes), Missing: f.Missing}
	}
	o.Set(name, f)
}
