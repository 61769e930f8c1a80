package descriptions

import (
	"math/big"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/prose"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// takenIn are the times that a description gives to pieces of work, where they stand in it.
func takenIn(own *source.Node) []prose.Taken {
	all := prose.Read(&source.Prose{Text: own.Text, Line: 1}).Taken
	for i := range all {
		all[i].Span = own.Sub(prose.Offsets(own.Text, all[i].Span))
	}
	return all
}

// efforts are the times that a text gives to one piece of work, where the KPI that counts such pieces plans with
// another one. A time that two KPIs could mean is left out.
func (c *Computer) efforts(r *model.Resource, all []prose.Taken, described []*description) []*TextNumber {
	var list []*TextNumber
	for _, t := range all[:min(len(all), basis.MaxEntries)] {
		k := counting(t, described)
		if k == nil {
			continue
		}
		effort, said := k.kpi.Quantity(field.Effort), timeOf(t)
		if effort == nil || effort.Low == nil || said.Low == nil || closeTo(said, effort.Amount) {
			continue
		}
		file := r.File
		if r.Described != nil {
			file = r.Described.Name
		}
		n := &TextNumber{
			Stands: model.Place{File: file, Node: source.New(source.String, t.Words, t.Span)},
			Words:  t.Words, Demand: wording.ToEach(t.Words, t.Noun), Line: t.Span.Line, Column: t.Span.Column,
			State: "defined", KPI: k.kpi.Name, Target: effort.Text, Takes: true,
		}
		inUnit := quantity.Amount{Low: said.Low, High: said.High, Unit: effort.Unit}
		is := network.Found(wording.TheTextText(), inUnit, n.Stands)
		asked := network.Written(field.Effort.String(), effort)
		n.TextComparison = &TextComparison{
			Said: basis.Shown(is), Asked: basis.Shown(asked),
			Apart:     basis.Shown(network.Minus("apart", is.Named(), asked.Named())),
			Deviation: basis.Shown(basis.Deviation(is, asked)),
		}
		list = append(list, n)
	}
	return list
}

// counting is the one KPI with an effort that counts what takes a time; nil for none, or several.
func counting(t prose.Taken, described []*description) *description {
	var found *description
	for _, k := range described {
		if t.Noun == "" || t.Beside || head(k.noun()) != t.Noun || !k.kpi.IsWritten(field.Effort) || k.kpi.Row != nil {
			continue
		}
		if found != nil {
			return nil
		}
		found = k
	}
	return found
}

// timeOf is the time of one piece in minutes; without a number where the grammar has none.
func timeOf(t prose.Taken) quantity.Amount {
	q, err := quantity.Parse(t.Words)
	if err != nil || q.Low == nil || q.Unit.Noun() != "min" || q.Unit.Period() != "" {
		return quantity.Amount{}
	}
	return q.Amount
}

// closeTo reports whether two times of a piece are one, as people round them: within a tenth, or one within the range
// of the other.
func closeTo(a, b quantity.Amount) bool {
	low, high := big.NewRat(90, 100), big.NewRat(110, 100)
	return a.High.Cmp(low.Mul(low, b.Low)) >= 0 && a.Low.Cmp(high.Mul(high, b.High)) <= 0
}
