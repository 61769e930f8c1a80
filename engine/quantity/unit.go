package quantity

import (
	"slices"
	"strings"
	"unique"

	"golang.org/x/text/currency"

	"github.com/kpilint/kpilint/engine/wording"
)

// Unit is a product of powers of atoms, such as call/person/day. It is
// immutable; its zero value has no dimension. Two units are the same when ==
// says so, which makes a Unit good as the key of a map.
//
// Atoms are nouns in the singular ("call", "merge-request"), currency codes
// ("USD"), "%", the durations "min", "workday" and "month", the scopes
// "person", "team" and "organisation", and the periods "hour", "day", "week",
// "month", "quarter" and "year". A period's day is a working day. An atom
// holds neither "/" nor "·".
type Unit struct {
	of unique.Handle[sides] // the zero handle for no dimension
}

// sides hold the atoms of a unit. Units are few and amounts are many, so each pair is kept once.
type sides struct {
	num string // sorted, joined by timesSign
	den string // nouns sorted, then the scope, then the period, joined by perSign

	scope, period string // those of den
}

// over is the unit with some atoms over others, both in their order.
func over(num, den string) Unit {
	if num == "" && den == "" {
		return Unit{}
	}
	return Unit{unique.Make(sides{num, den, find(den, isScope), find(den, isPeriod)})}
}

// find is the first atom of a denominator that is of a sort, "" for none.
func find(den string, sort func(string) bool) string {
	for den != "" {
		var atom string
		if atom, den, _ = strings.Cut(den, perSign); sort(atom) {
			return atom
		}
	}
	return ""
}

func (u Unit) num() string { return u.sides().num }

func (u Unit) den() string { return u.sides().den }

func (u Unit) sides() sides {
	if u == (Unit{}) {
		return sides{}
	}
	return u.of.Value()
}

const (
	timesSign = "·"
	perSign   = "/"
)

// NewUnit makes a unit from the atoms of its numerator and of its
// denominator. Nouns may be plural; what stands on both sides cancels.
func NewUnit(num, den []string) Unit {
	return cancelled(canonical(num), canonical(den))
}

func canonical(atoms []string) []string {
	out := make([]string, 0, len(atoms))
	for _, atom := range atoms {
		out = append(out, atomOf(atom))
	}
	return out
}

func atomOf(word string) string {
	if isCurrency(word) {
		return word
	}
	if noun := superscripts.Replace(Singular(word)); noun != "organization" {
		return noun
	}
	return "organisation"
}

// superscripts are written as digits: m³ and m3 are one unit.
var superscripts = strings.NewReplacer("²", "2", "³", "3")

// cancelled takes ownership of both lists of canonical atoms.
func cancelled(num, den []string) Unit {
	rest := num[:0]
	for _, atom := range num {
		if i := slices.Index(den, atom); i >= 0 {
			den = slices.Delete(den, i, i+1)
			continue
		}
		rest = append(rest, atom)
	}
	return over(join(rest, timesSign), join(den, perSign))
}

func join(atoms []string, sign string) string {
	slices.SortFunc(atoms, compareAtoms)
	return strings.Join(atoms, sign)
}

func split(atoms, sign string) []string {
	if atoms == "" {
		return nil
	}
	return strings.Split(atoms, sign)
}

func compareAtoms(a, b string) int {
	if ra, rb := rank(a), rank(b); ra != rb {
		return ra - rb
	}
	return strings.Compare(a, b)
}

// rank orders the atoms of a denominator as people say them:
// per call, per person, per day.
func rank(atom string) int {
	switch {
	case isPeriod(atom):
		return 2
	case isScope(atom):
		return 1
	}
	return 0
}

func isScope(atom string) bool {
	return atom == "person" || atom == "team" || atom == "organisation"
}

func isPeriod(atom string) bool {
	switch atom {
	case "hour", "day", "week", "month", "quarter", "year":
		return true
	}
	return false
}

// isCurrency accepts codes in capitals only: "all" and "pen" are English
// words first.
func isCurrency(word string) bool {
	if len(word) != 3 {
		return false
	}
	for i := range len(word) {
		if word[i] < 'A' || word[i] > 'Z' {
			return false
		}
	}
	_, err := currency.ParseISO(word)
	return err == nil
}

// String returns the canonical form: "call/person/day", "min/call",
// "USD/month", "%", "1/day" without a numerator, and "" without a dimension.
func (u Unit) String() string {
	switch {
	case u.den() == "":
		return u.num()
	case u.num() == "":
		return "1" + perSign + u.den()
	}
	return u.num() + perSign + u.den()
}

// Size is how many bytes the canonical form has.
func (u Unit) Size() int {
	switch sides := u.sides(); {
	case sides.den == "":
		return len(sides.num)
	case sides.num == "":
		return len("1"+perSign) + len(sides.den)
	default:
		return len(sides.num) + len(perSign) + len(sides.den)
	}
}

// HasPercent reports whether an atom is one of percents, on either side.
func (u Unit) HasPercent() bool {
	return strings.Contains(u.num(), "%") || strings.Contains(u.den(), "%")
}

// Words returns the unit as a message names it: "calls/person/day", "USD",
// "%", "minutes", and "a plain number" without a dimension.
func (u Unit) Words() string {
	switch {
	case u.IsZero():
		return wording.APlainNumber()
	case u.num() == "min" && u.den() == "":
		return "minutes"
	case u.num() == "" || strings.Contains(u.num(), timesSign):
		return u.String()
	case u.den() == "":
		return pluralAtom(u.num())
	}
	return pluralAtom(u.num()) + perSign + u.den()
}

func pluralAtom(atom string) string {
	if atom == "%" || atom == "min" || isCurrency(atom) {
		return atom
	}
	return Plural(atom)
}

// Equal reports whether both units have the same atoms.
func (u Unit) Equal(v Unit) bool { return u == v }

// IsZero reports whether the unit has no dimension and is not "%".
func (u Unit) IsZero() bool { return u == Unit{} }

// Noun returns the only atom of the numerator: a noun, a currency, "%", "min",
// "workday" or "month". It is empty where there is none or more than one.
func (u Unit) Noun() string {
	if strings.Contains(u.num(), timesSign) {
		return ""
	}
	return u.num()
}

// Scope returns "person", "team" or "organisation" where the unit is per one
// of them, else "".
func (u Unit) Scope() string { return u.sides().scope }

// Period returns the period the unit is per ("hour" to "year"), else "".
func (u Unit) Period() string { return u.sides().period }

// PerNouns returns the sorted atoms of the denominator that are neither scope
// nor period: "call" in min/call/person. It is nil where there are none.
func (u Unit) PerNouns() []string {
	var nouns []string
	for atom := range strings.SplitSeq(u.den(), perSign) {
		if atom != "" && rank(atom) == 0 {
			nouns = append(nouns, atom)
		}
	}
	return nouns
}

// Currency returns the code of the currency in the numerator, else "".
func (u Unit) Currency() string {
	for atom := range strings.SplitSeq(u.num(), timesSign) {
		if isCurrency(atom) {
			return atom
		}
	}
	return ""
}

// Mul returns the product; what stands on both sides cancels.
func (u Unit) Mul(v Unit) Unit {
	switch {
	case v.IsZero():
		return u
	case u.IsZero():
		return v
	}
	return worked(two{u, v, '*'})
}

// Div returns the quotient; what stands on both sides cancels.
func (u Unit) Div(v Unit) Unit {
	if v.IsZero() {
		return u
	}
	return worked(two{u, v, '/'})
}

// two units, and what is to be worked out of them.
type two struct {
	u, v Unit
	sign byte
}

var products memo[two, Unit]

// worked is the product or quotient of two units.
func worked(t two) Unit {
	if u, ok := products.get(t); ok {
		return u
	}
	num, den := split(t.v.num(), timesSign), split(t.v.den(), perSign)
	if t.sign == '/' {
		num, den = den, num
	}
	u := cancelled(append(split(t.u.num(), timesSign), num...), append(split(t.u.den(), perSign), den...))
	products.put(t, u)
	return u
}

// Without returns the unit without the named scopes and periods of its
// denominator. Other atoms stay.
func (u Unit) Without(atoms ...string) Unit {
	s := u.sides()
	if s.scope == "" && s.period == "" {
		return u
	}
	key := without{of: u}
	if len(atoms) > len(key.atoms) {
		return u.rid(atoms)
	}
	copy(key.atoms[:], atoms)
	rest, ok := remainders.get(key)
	if !ok {
		rest = u.rid(key.atoms[:])
		remainders.put(key, rest)
	}
	return rest
}

// without is a unit, and atoms that it is to lose.
type without struct {
	of    Unit
	atoms [2]string
}

var remainders memo[without, Unit]

func (u Unit) rid(atoms []string) Unit {
	den := slices.DeleteFunc(split(u.den(), perSign), func(atom string) bool {
		return rank(atom) > 0 && slices.Contains(atoms, atom)
	})
	return over(u.num(), join(den, perSign))
}

// Replace returns the unit with one atom of the denominator exchanged: the
// role in stop/driver/day becomes a scope by Replace("driver", "person").
func (u Unit) Replace(from, to string) Unit {
	den := split(u.den(), perSign)
	for i, atom := range den {
		if atom == from {
			den[i] = to
		}
	}
	return cancelled(split(u.num(), timesSign), den)
}

// quotient puts num over den, both written with their canonical atoms.
func quotient(num, den string) Unit {
	if num == "" || !strings.Contains(den, num) {
		return over(num, den)
	}
	return cancelled([]string{num}, split(den, perSign))
}

func isTimeAtom(atom string) bool { return atom == "min" || atom == "workday" || atom == "month" }
