package quantity

// Answer is what a comparison of uncertain amounts says.
type Answer int

// A comparison fails when it is true of no pair of possible values, holds when
// it is true of all of them, and depends otherwise. The zero Answer fails.
const (
	Fails Answer = iota
	Depends
	Holds
)

// String returns "fails", "depends" or "holds".
func (a Answer) String() string {
	switch a {
	case Holds:
		return "holds"
	case Depends:
		return "depends"
	}
	return "fails"
}

// answer is given what is true of every pair of values, and of some pair.
func answer(every, some bool) Answer {
	switch {
	case every:
		return Holds
	case some:
		return Depends
	}
	return Fails
}

// LessOrEqual compares amounts of one unit, where 35 % is 0.35; the error of
// any other two units is [*Incomparable].
func LessOrEqual(a, b Amount) (Answer, error) {
	a, b, err := match(a, b)
	if err != nil {
		return Fails, err
	}
	return answer(compare(a.High, b.Low) <= 0, compare(a.Low, b.High) <= 0), nil
}

// Less compares as [LessOrEqual] does.
func Less(a, b Amount) (Answer, error) {
	a, b, err := match(a, b)
	if err != nil {
		return Fails, err
	}
	return answer(compare(a.High, b.Low) < 0, compare(a.Low, b.High) < 0), nil
}

// Equal compares as [LessOrEqual] does. It holds for exact amounts alone: two
// equal ranges may hide different values.
func Equal(a, b Amount) (Answer, error) {
	a, b, err := match(a, b)
	if err != nil {
		return Fails, err
	}
	overlap := compare(a.Low, b.High) <= 0 && compare(b.Low, a.High) <= 0
	return answer(overlap && !a.IsRange() && !b.IsRange(), overlap), nil
}
