package quantity

import (
	"math/big"

	"github.com/kpilint/kpilint/engine/packed"
)

// Amounts can be packed for another process: as exact as they are, and as they are shown there. What many of them have
// in common, their units and how these are spelt, is written once.

// A Packer writes amounts. The zero Packer has written nothing.
type Packer struct {
	units packed.Once[Unit]
	spelt packed.Once[*spelt]
	alike map[spelt]*spelt  // the first of those that say the same
	first map[*spelt]*spelt // the same, by one of them
}

// The bits with which a packed amount begins.
const (
	hasNumber = 1 << iota
	isRange
	hasUnit
	hasSpelling
)

// Amount writes an amount, also one without a number.
func (p *Packer) Amount(w *packed.Writer, a Amount) {
	var bits byte
	if a.Low != nil {
		if bits |= hasNumber; a.IsRange() {
			bits |= isRange
		}
	}
	if a.Unit != (Unit{}) {
		bits |= hasUnit
	}
	if a.as != nil {
		bits |= hasSpelling
	}
	w.Raw(bits)
	if bits&hasNumber != 0 {
		p.Number(w, a.Low)
	}
	if bits&isRange != 0 {
		p.Number(w, a.High)
	}
	if bits&hasUnit != 0 {
		p.Unit(w, a.Unit)
	}
	if bits&hasSpelling != 0 {
		p.spelling(w, a.as)
	}
}

// Unit writes a unit.
func (p *Packer) Unit(w *packed.Writer, u Unit) {
	if !p.units.Again(w, u) {
		w.Text(u.num())
		w.Text(u.den())
		p.units.Wrote(u)
	}
}

// The forms of a packed number, in the lowest bits of the first that is written.
const (
	wholeNumber = iota // from zero on; no bit is set
	smallFraction
	largeNumber
	largeBelowZero
)

// mostPlain is below the numbers that are written in two plain ones.
const mostPlain = 1 << 28

// Number writes an exact number.
func (p *Packer) Number(w *packed.Writer, r *big.Rat) {
	s, ok := smallOf(r)
	switch {
	case !ok || s.num < 0 || s.num >= mostPlain:
		form := largeNumber
		if r.Sign() < 0 {
			form = largeBelowZero
		}
		w.Number(form)
		w.Text(string(r.Num().Bytes()))
		w.Text(string(r.Denom().Bytes()))
	case s.den == 1:
		w.Number(int(s.num) << 2)
	default:
		w.Number(int(s.num)<<2 | smallFraction)
		w.Number(int(s.den))
	}
}

// spelling writes how a unit is spelt: one of its words, and then those beside it.
func (p *Packer) spelling(w *packed.Writer, s *spelt) {
	if s = p.one(s); p.spelt.Again(w, s) {
		return
	}
	for _, text := range []string{s.atom, s.one, s.many} {
		w.Text(text)
	}
	w.Integer(int(s.size.num))
	w.Integer(int(s.size.den))
	w.Number(s.decimals)
	if w.Flag(s.next != nil); s.next != nil {
		p.spelling(w, s.next)
	}
	p.spelt.Wrote(s)
}

// one is the first of all spellings that say the same.
func (p *Packer) one(s *spelt) *spelt {
	if s == nil {
		return nil
	}
	if one := p.first[s]; one != nil {
		return one
	}
	if p.first == nil {
		p.first, p.alike = map[*spelt]*spelt{}, map[spelt]*spelt{}
	}
	key := *s
	key.next = p.one(s.next)
	one := p.alike[key]
	if one == nil {
		one = &key
		p.alike[key] = one
	}
	p.first[s] = one
	return one
}

// Quantity writes what rules see of a quantity: its text, its amount and what a target adds to it.
func (p *Packer) Quantity(w *packed.Writer, q *Quantity) {
	for _, text := range []string{q.Text, string(q.Comparator), q.Statistic, q.By, q.Note} {
		w.Text(text)
	}
	p.Amount(w, q.Amount)
}

// An Unpacker reads what a Packer has written. What makes no sense tears the reader.
type Unpacker struct {
	units packed.Seen[Unit]
	spelt packed.Seen[*spelt]
}

// Amount reads an amount.
func (u *Unpacker) Amount(r *packed.Reader) (a Amount) {
	bits := r.Byte()
	if bits&hasNumber != 0 {
		a.Low = u.Number(r)
		a.High = a.Low
	}
	if bits&isRange != 0 {
		a.High = u.Number(r)
	}
	if bits&hasUnit != 0 {
		a.Unit = u.Unit(r)
	}
	if bits&hasSpelling != 0 {
		a.as = u.spelling(r, longestSpelling)
	}
	if bits >= hasSpelling<<1 || bits&isRange != 0 && (bits&hasNumber == 0 || compare(a.Low, a.High) >= 0) {
		r.Tear()
		return Amount{}
	}
	return a
}

// Unit reads a unit.
func (u *Unpacker) Unit(r *packed.Reader) Unit {
	unit, again := u.units.Again(r)
	if !again {
		num := r.Text()
		unit = over(num, r.Text())
		u.units.Read(unit)
	}
	return unit
}

// mostBytes is how long the parts of a number are at most.
const mostBytes = 1 << 16

// Number reads an exact number; zero where that makes no sense.
func (u *Unpacker) Number(r *packed.Reader) *big.Rat {
	switch n := r.Number(); n & 3 {
	case wholeNumber:
		return fractionOf(int64(n>>2), 1)
	case smallFraction:
		if den := r.Number(); den > 0 {
			return fractionOf(int64(n>>2), int64(den))
		}
	default:
		num, den := r.Text(), r.Text()
		if d := new(big.Int).SetBytes([]byte(den)); d.Sign() > 0 && len(num) <= mostBytes && len(den) <= mostBytes {
			read := new(big.Rat).SetFrac(new(big.Int).SetBytes([]byte(num)), d)
			if n&3 == largeBelowZero {
				read.Neg(read)
			}
			return read
		}
	}
	r.Tear()
	return fractionOf(0, 1)
}

// Limits of how a unit is spelt.
const (
	longestSpelling = 100   // words
	mostDecimals    = 1_000 // behind the point
)

// spelling reads how a unit is spelt, with so many words at most.
func (u *Unpacker) spelling(r *packed.Reader, most int) *spelt {
	s, again := u.spelt.Again(r)
	if again {
		return s
	}
	s = &spelt{atom: r.Text(), one: r.Text(), many: r.Text()}
	s.size = fraction{int64(r.Integer()), int64(r.Integer())}
	s.decimals = r.Below(mostDecimals)
	if r.Flag() {
		if most == 0 {
			r.Tear()
			return nil
		}
		s.next = u.spelling(r, most-1)
	}
	if s.atom == "" && (s.size.num <= 0 || s.size.den <= 0) {
		r.Tear() // of a unit of time
	}
	u.spelt.Read(s)
	return s
}

// Quantity reads what rules see of a quantity.
func (u *Unpacker) Quantity(r *packed.Reader) *Quantity {
	q := &Quantity{Text: r.Text(), Comparator: Comparator(r.Text()), Statistic: r.Text(), By: r.Text(), Note: r.Text()}
	q.Amount = u.Amount(r)
	return q
}
