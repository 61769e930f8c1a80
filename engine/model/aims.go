package model

import (
	"errors"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// aims settles what a target means by the fields around it: a change is counted from the baseline, limits written as
// "10 to 15" are limits, and a bare number takes its comparator from `direction`.
func (r *reader) aims(s *shape.Shape, o *Object) {
	if r.inRow() {
		return // until its KPI is read
	}
	r.aimsBy(s, o, o)
	if r.definition.Kind != "KPI" || len(r.steps) != r.from {
		return
	}
	for i, row := range o.Objects(field.Targets) {
		r.steps = append(r.steps, targetsField, strconv.Itoa(i))
		r.aimsBy(s, row, o)
		r.steps = r.steps[:r.from]
	}
}

// inRow reports whether a row of `targets` is being read.
func (r *reader) inRow() bool {
	return r.definition.Kind == "KPI" && len(r.steps) == r.from+2 && r.steps[r.from] == targetsField
}

// aimsBy is aims of an object that may be a row, by the fields of its KPI.
func (r *reader) aimsBy(s *shape.Shape, o, by *Object) {
	for _, written := range o.Node.Fields() {
		name := written.Key.Text
		if f := s.Fields[name]; f == nil || !f.FreeText {
			continue
		}
		q, _ := o.Named(name).(*Quantity)
		if q == nil {
			continue
		}
		r.steps = append(r.steps, name)
		if base, _ := before(o); less(q, base) && !slices.Contains(r.definition.amounts, q) {
			r.perSomething(q) // as the number of today may be
		} else {
			shareLike(q, base)
		}
		if q.Change != nil && !r.change(o, q) {
			r.forget(o, name, q)
		}
		if q.Start != nil {
			r.start(o, q)
		}
		r.steps = r.steps[:len(r.steps)-1]
		if q.Low != nil {
			settleAim(by, q, o == by)
		}
	}
	if r.definition.Kind == "KPI" && len(r.steps) == r.from {
		planAims(o)
	}
}

// planAims gives the steps and levels of a KPI the side that `direction` says.
func planAims(o *Object) {
	for _, step := range o.Objects(field.Steps) {
		if q := step.Quantity(field.Target); q != nil && q.Low != nil {
			settleAim(o, q, true)
		}
	}
	o.Object(field.Levels).Each(func(_ string, value any) {
		if q, ok := value.(*Quantity); ok && q.Low != nil {
			settleAim(o, q, true)
		}
	})
}

// settleAim gives a target its comparator by the fields around it, and those the direction that it says.
func settleAim(o *Object, q *Quantity, says bool) {
	if q.Limits {
		q.own().Comparator = quantity.Between
	}
	if says && q.Keep && !o.Has(field.Direction) && !o.Node.Has("kpi") {
		o.Set("direction", "maintain")
	}
	if q.Comparator != quantity.NoComparator {
		return
	}
	switch o.Text(field.Direction) {
	case "higher":
		q.own().Comparator = quantity.AtLeast
	case "lower":
		q.own().Comparator = quantity.AtMost
	case "maintain":
		if q.own().Comparator = quantity.Exactly; q.IsRange() {
			q.Comparator = quantity.Between
		}
	}
}

// before is the number of today beside a target: the baseline of a KPI, or where a key result begins.
func before(o *Object) (q *Quantity, at string) {
	if b := o.Object(field.Baseline); b != nil {
		return b.Quantity(field.Value), "baseline"
	}
	if b := o.Quantity(field.Baseline); b != nil {
		return b, "baseline"
	}
	return o.Quantity(field.From), "from"
}

// forget leaves out a target that cannot be worked out.
func (r *reader) forget(o *Object, name string, q *Quantity) {
	*o = *o.without(name)
	d := r.definition
	if i := slices.Index(d.amounts, q); i >= 0 {
		d.amounts, d.paths = slices.Delete(d.amounts, i, i+1), slices.Delete(d.paths, i, i+1)
	}
}

// less reads a target such as -4 points as what is taken from a number of today that is above nought, and reports
// whether it is. Points from points, and percent from percent, may be a score or a rate below nought: they stay what
// they are.
func less(q, base *Quantity) bool {
	if q.Change != nil || q.Low == nil || q.Low.Sign() >= 0 || q.IsRange() || q.Comparator != quantity.NoComparator ||
		base == nil || base.Low == nil || base.Low.Sign() <= 0 {
		return false
	}
	if q.Unit.IsZero() || q.Unit == base.Unit && (q.Unit.Noun() == "point" || q.Unit.Noun() == "%") {
		return false
	}
	change, found, err := quantity.ParseLess(q.Text)
	if !found || err != nil {
		return false
	}
	q.Change, q.Quantity = &change, &quantity.Quantity{Text: q.Text}
	return true
}

// shareLike reads "9 out of 10" beside a share of today as a share, and not as a grade.
func shareLike(q, base *Quantity) {
	scale, graded := strings.CutPrefix(q.Note, "out of ")
	top, ok := new(big.Rat).SetString(scale)
	if !graded || !ok || q.Low == nil || !q.Unit.IsZero() || base == nil || base.Low == nil || base.Unit.Noun() != "%" {
		return
	}
	own := q.own()
	times := new(big.Rat).Quo(big.NewRat(100, 1), top)
	own.Low, own.High = new(big.Rat).Mul(q.Low, times), new(big.Rat).Mul(q.High, times)
	own.Unit, own.Note = base.Unit, ""
}

// change works out a target that is a change from the number of today, and reports whether it could.
func (r *reader) change(o *Object, q *Quantity) bool {
	base, _ := before(o)
	if base == nil || base.Low == nil {
		name := unread(o)
		if name == "" && len(r.steps) == r.from+1 && o.Object(field.Actuals) != nil {
			return true // counted from one of them, when the calendar is known
		}
		if name == "" && r.definition.Kind == "Objective" && o.Has(field.KPI) {
			return true // counted from the baseline of the KPI, when that is known
		}
		if name == "" {
			r.problem("bad-quantity", q.Node.Span(), wording.CountsFromTheNumberOfToday(q.Text, r.startField()))
		}
		return false
	}
	to, err := q.Change.FromBase(base.Quantity)
	if err != nil {
		span := q.Node.Span()
		if e := (*quantity.Error)(nil); errors.As(err, &e) {
			span = q.Node.Sub(e.Start, e.End)
		}
		r.problem("bad-quantity", span, err.Error())
		return false
	}
	q.Quantity, q.Base = &to, base
	return true
}

// unread names the field of the number of today where it is written and could not be read, which is said already.
func unread(o *Object) string {
	for _, name := range []string{"baseline", "from"} {
		if o.Node.Has(name) {
			return name
		}
	}
	return ""
}

// startField is where the number of today belongs.
func (r *reader) startField() string {
	if r.definition.Kind == "KPI" {
		return "baseline"
	}
	return "from"
}

// start compares where a target says that it begins with the number of today.
func (r *reader) start(o *Object, q *Quantity) {
	base, at := before(o)
	if base == nil || base.Low == nil {
		return
	}
	if same, err := quantity.Equal(base.Amount, *q.Start); err == nil && same == quantity.Fails {
		r.problem("bad-quantity", q.Node.Span(), wording.BeginsAtAndSaysMake(q.Text, q.Start.String(), at, base.Text))
	}
}
