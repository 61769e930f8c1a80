package basis

import (
	"errors"
	"math/big"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// AddConflicts notes the pairs of units of a resource that cannot be compared. Those that are nil are none.
func (b *Basis) AddConflicts(r *model.Resource, conflicts ...*Mismatch) {
	for _, found := range conflicts {
		if found != nil {
			b.remarks++
			b.conflicts = append(b.conflicts, &Conflict{
				Kind: r.Kind, Resource: r.Name, At: found.At.String(), Message: found.Message, Asks: found.Asks})
		}
	}
}

// TakeConflicts adds those that another computer of the same facts has noted.
func (b *Basis) TakeConflicts(from *Basis) { b.conflicts = append(b.conflicts, from.conflicts...) }

// Two units that cannot be compared.
//
//view:name Conflict
type Conflict struct {
	// The kind of the definition.
	Kind string `json:"kind"`
	// Its full name.
	Resource string `json:"resource"`
	// The field at fault, from the definition.
	At string `json:"at"`
	// Both units, and what to declare.
	Message string `json:"message"`
	// Whether one of the two may be meant in the unit of the other.
	Asks bool `json:"asks,omitzero"`
}

// UnitClash is a conflict at the field of a, where two quantities that are there cannot be compared; nil for none. The
// words say what each of them is. Where a has no unit it may be meant in that of b, which is a question.
func UnitClash(a, b *model.Quantity, at field.Path, is, beside string) *Mismatch {
	if !UnitsClash(a, b) {
		return nil
	}
	clash := Clash(at, Compatible(a.Amount, b.Amount), func(why string) string {
		return wording.CannotBeComparedWith(is, beside, why)
	})
	switch {
	case b.Unit.IsZero() && Compatible(AsWritten(b.Amount, a), a.Amount) == nil:
		clash.Asks, clash.Message = true,
			wording.HasAUnitAndHas(is, a.Text, beside, b.Text, AsWritten(b.Amount, a).String())
		return clash
	case !a.Unit.IsZero():
		return clash
	}
	meant := AsWritten(a.Amount, b).String()
	clash.Asks, clash.Message = true, wording.HasNoUnitBesideIf(is, a.Text, beside, b.Text, meant,
		strings.TrimSpace(string(a.Comparator)+" "+meant))
	return clash
}

// UnitsClash reports whether two quantities that are there cannot be compared.
func UnitsClash(a, b *model.Quantity) bool {
	if a == nil || b == nil || a.Low == nil || b.Low == nil {
		return false
	}
	var incomparable *quantity.Incomparable
	return errors.As(Compatible(a.Amount, b.Amount), &incomparable)
}

// AsWritten is a number without a unit in the unit of a quantity, as its author writes it: 6 beside 4 h is 6 h.
func AsWritten(a quantity.Amount, like *model.Quantity) quantity.Amount {
	is := like.Amount
	is.Low, is.High = a.Low, a.High
	if one, err := quantity.Parse("1 " + like.TimeUnit); err == nil && like.TimeUnit != "" {
		is.Low, is.High = new(big.Rat).Mul(a.Low, one.Low), new(big.Rat).Mul(a.High, one.Low)
	}
	return is
}

// Mismatch is a pair of units that cannot be compared.
type Mismatch struct {
	At      field.Path
	Message string
	Asks    bool // one of them may mean the unit of the other, or of what is not written
}

// Compatible returns nil for two numbers of which one can be brought to the other: by people and calendar, as a
// percentage and a plain number, or because one is zero, which needs no unit.
func Compatible(a, b quantity.Amount) error {
	zero := func(x quantity.Amount) bool { return x.Unit.IsZero() && x.Low.Sign() == 0 && x.High.Sign() == 0 }
	if zero(a) || zero(b) {
		return nil
	}
	if tooManyForShare(a, b) || tooManyForShare(b, a) {
		return &quantity.Incomparable{A: a.Unit, B: b.Unit}
	}
	if _, err := quantity.LessOrEqual(a, b); err == nil {
		return nil
	}
	_, err := quantity.Steps(a.Unit, b.Unit)
	return err
}

// tooManyForShare reports whether a plain number beside a share is not one: 0.6 is 60 %, and 20 is so many of
// something, or 20 % without its sign.
func tooManyForShare(a, share quantity.Amount) bool {
	const most = 4 // times as much as there was, at most
	return a.Unit.IsZero() && share.Unit.Equal(PercentUnit) && a.High.Cmp(big.NewRat(most, 1)) > 0
}

// Clash is a conflict at a field, when err says that units do not convert; nil for no error. The text
// says what does not fit, and why.
func Clash(at field.Path, err error, text func(why string) string) *Mismatch {
	var incomparable *quantity.Incomparable
	if err == nil || !errors.As(err, &incomparable) {
		return nil
	}
	return &Mismatch{At: at, Message: text(err.Error())}
}
