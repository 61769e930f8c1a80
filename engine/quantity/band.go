package quantity

import (
	"math/big"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/wording"
)

// eatBand moves past the sign for more or less.
func (p *parser) eatBand() bool { return p.eat("±") || p.eat("+/-") || p.eat("+-") || p.eat("+/−") }

// bandAlone reads ± 4.5 %: between 4.5 % below nought and above it.
func (p *parser) bandAlone() *Error {
	e, err := p.end()
	if err != nil {
		return err
	}
	if e.value.Sign() < 0 {
		return wrong(e.start, e.stop, wording.TheWidthOfABandHas()).
			put(strings.TrimLeft(p.text[e.start:e.stop], "-−"))
	}
	low := e
	low.value = new(big.Rat).Neg(e.value)
	p.set(&low, &e)
	p.q.Comparator = Between
	return nil
}

// band reads the middle of "within $2 of $7.12" after its width.
func (p *parser) band(width *end) *Error {
	p.takes("the target of")
	middle, err := p.end()
	if err != nil {
		return err
	}
	return p.around(&middle, width)
}

// bandAround reads the width of 7.12 ± 2 after its middle.
func (p *parser) bandAround(middle *end) *Error {
	if is := p.q.Comparator; is != NoComparator && is != Exactly {
		return wrong(middle.start, p.pos, wording.ABandHasTwoLimits(strconv.Quote(p.front)))
	}
	width, err := p.end()
	if err != nil {
		return err
	}
	return p.around(middle, &width)
}

// around sets the limits of a band. A width in percent is a part of the middle; that of a share could be points too.
func (p *parser) around(middle, width *end) *Error {
	part := width.value
	switch points := width.num == "point" || width.num == "percentage-point"; {
	case middle.num == percentAtom && points && width.den == "":
	case width.num == percentAtom && middle.num == percentAtom:
		return p.pointsOrPart(middle, width)
	case width.num == percentAtom && width.den == "":
		part = new(big.Rat).Mul(new(big.Rat).Abs(middle.value), scaled(width.value, fraction{1, 100}))
	default:
		width.borrow(middle)
		middle.borrow(width)
		if part = width.value; quotient(width.num, width.den) != quotient(middle.num, middle.den) {
			return wrong(width.start, p.pos,
				wording.TheWidthOfABand(quotient(width.num, width.den).Words(),
					quotient(middle.num, middle.den).Words()))
		}
	}
	if part.Sign() < 0 {
		return wrong(width.start, width.stop, wording.TheWidthOfABandHas()).
			put(strings.TrimLeft(p.text[width.start:width.stop], "-−"))
	}
	low, high := *middle, *middle
	low.value, high.value = new(big.Rat).Sub(middle.value, part), new(big.Rat).Add(middle.value, part)
	p.set(&low, &high)
	p.q.Comparator = Between
	return nil
}

// bandStart is where a band begins: with "within", its middle or its width.
func (p *parser) bandStart(middle, width *end) int {
	if p.front != "" {
		return p.began
	}
	return min(middle.start, width.start)
}

// pointsOrPart is the error of 50 % ± 5 %, which can be read in two ways.
func (p *parser) pointsOrPart(middle, width *end) *Error {
	around := func(part *big.Rat) Amount {
		low, high := new(big.Rat).Sub(middle.value, part), new(big.Rat).Add(middle.value, part)
		return Amount{Low: low, High: high, Unit: percent}
	}
	part := new(big.Rat).Mul(middle.value, scaled(width.value, fraction{1, 100}))
	points := around(width.value)
	limits := func(a Amount) string { return "between " + exactly(a.Low) + " and " + exactly(a.High) + " %" }
	return wrong(width.start, p.pos, wording.OfAShareCouldBePoints(Number(width.value), points.String(),
		around(part).String())).putAt(p.bandStart(middle, width), p.pos, limits(points), limits(around(part))).
		general(wording.WriteTheTwoLimits())
}
