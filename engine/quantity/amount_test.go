package quantity

import (
	"errors"
	"math/big"
	"math/rand/v2"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func amount(t testing.TB, text string) Amount { return parse(t, text).Amount }

func TestAmountMul(t *testing.T) {
	for _, test := range []struct{ a, b, want string }{
		{"5 people", "50 calls/person/day", "250 calls/day"},
		{"5000 calls/month", "1 lead/call", "5,000 leads/month"},
		{"40 %", "480 min", "3 h 12 min"},
		{"480 min", "40 %", "3 h 12 min"},
		{"1 %", "5,000 calls/month", "50 calls/month"},
		{"40 %", "50 %", "20 %"},
		{"40 %", "2", "0.8"},
		{"2 %/month", "1,000 customers", "20 customers/month"},
		{"50 calls/person/day", "15 min/call", "12 h 30 min/person/day"},
		{"15 orders/month", "4 months", "60 orders"},
		{"2,500 leads/month", "USD 40/lead", "USD 100,000/month"},
		{"0.1", "3", "0.3"},
		{"2..4 calls", "-1..3", "-4 to 12 calls"},
		{"-2..3", "-5..7", "-15 to 21"},
		{"2%..4%", "100 orders", "2 to 4 orders"},
	} {
		if got := amount(t, test.a).Mul(amount(t, test.b)).String(); got != test.want {
			t.Errorf("%s × %s = %s, want %s", test.a, test.b, got, test.want)
		}
	}
}

func TestAmountDiv(t *testing.T) {
	for _, test := range []struct{ a, b, want string }{
		{"8 h", "50 calls", "9 min 36 s/call"},
		{"50 orders/month", "1 %", "5,000 orders/month"},
		{"50 %", "25 %", "2"},
		{"40 installations", "40 installations/month", "1 month"},
		{"USD 60k/month", "USD 40/lead", "1,500 leads/month"},
		{"10..20 calls", "2..5", "2 to 10 calls"},
		{"10 calls", "-5..-2", "-5 to -2 calls"},
		{"1 lead", "3", "0.33 leads"},
	} {
		got, err := amount(t, test.a).Div(amount(t, test.b))
		if err != nil || got.String() != test.want {
			t.Errorf("%s ÷ %s = %s, %v; want %s", test.a, test.b, got, err, test.want)
		}
	}
	for _, zero := range []string{"0", "-1..1 calls", "0..5 %", "-5..0"} {
		if _, err := amount(t, "5 calls").Div(amount(t, zero)); !errors.Is(err, ErrZero) {
			t.Errorf("5 calls ÷ %s: %v, want ErrZero", zero, err)
		}
	}
}

func TestAmountAdd(t *testing.T) {
	for _, test := range []struct{ a, b, sum, difference string }{
		{"0.1", "0.2", "0.3", "-0.1"},
		{"1", "12%", "1.12", "0.88"},
		{"40 %", "15 %", "55 %", "25 %"},
		{"8 h", "30 min", "8 h 30 min", "7 h 30 min"},
		{"10..20 calls", "1..2 calls", "11 to 22 calls", "8 to 19 calls"},
		{"USD 40", "60 USD", "USD 100", "USD -20"},
	} {
		a, b := amount(t, test.a), amount(t, test.b)
		if got, err := a.Add(b); err != nil || got.String() != test.sum {
			t.Errorf("%s + %s = %s, %v; want %s", a, b, got, err, test.sum)
		}
		if got, err := a.Sub(b); err != nil || got.String() != test.difference {
			t.Errorf("%s - %s = %s, %v; want %s", a, b, got, err, test.difference)
		}
	}
}

func TestAmountScale(t *testing.T) {
	a := amount(t, "10..20 %")
	for _, test := range []struct{ got, want Amount }{
		{a.Neg(), amount(t, "-20..-10 %")},
		{a.ScaleInt(3), amount(t, "30..60 %")},
		{a.Scale(big.NewRat(1, 2)), amount(t, "5..10 %")},
		{a.Plain(), amount(t, "0.1..0.2")},
		{amount(t, "5 calls").Plain(), Of(5, atoms("calls"), nil)},
	} {
		if !test.got.Equal(test.want) {
			t.Errorf("got %s, want %s", test.got, test.want)
		}
	}
	if !a.Positive() || amount(t, "0..5").Positive() || a.Equal(amount(t, "10..21 %")) || a.Equal(amount(t, "10..20")) {
		t.Error("Positive or Equal is wrong")
	}
}

// incomparable pairs differ in noun, currency, period, scope or kind of time.
var incomparable = []struct{ a, b, says string }{
	{"5 leads/month", "5 accounts/week", "leads/month and accounts/week do not convert"},
	{"USD 5", "EUR 5", "USD and EUR do not convert"},
	{"5 calls/day", "5 calls/week", "calls/day and calls/week do not convert"},
	{"5 calls/person", "5 calls", "calls/person and calls do not convert"},
	{"15 workdays", "8 h", "workdays and minutes do not convert"},
	{"5", "5 calls", "a plain number and calls do not convert"},
	{"5 %", "5 calls", "% and calls do not convert"},
	{"5 calls/day", "5 %/day", "calls/day and %/day do not convert"},
}

func TestIncomparable(t *testing.T) {
	for _, test := range incomparable {
		a, b := amount(t, test.a), amount(t, test.b)
		calls := map[string]func() error{
			"Add":         func() error { _, err := a.Add(b); return err },
			"Sub":         func() error { _, err := a.Sub(b); return err },
			"Less":        func() error { _, err := Less(a, b); return err },
			"LessOrEqual": func() error { _, err := LessOrEqual(a, b); return err },
			"Equal":       func() error { _, err := Equal(a, b); return err },
		}
		for _, c := range []Comparator{AtLeast, AtMost, MoreThan, LessThan, Exactly, Between} {
			calls[string(c)] = func() error { _, err := Quantity{Comparator: c, Amount: b}.Satisfied(a); return err }
		}
		for name, call := range calls {
			var e *Incomparable
			if err := call(); !errors.As(err, &e) {
				t.Errorf("%s of %s and %s: %v", name, a, b, err)
			}
		}
		if _, err := a.Add(b); err.Error() != test.says {
			t.Errorf("got %q, want %q", err, test.says)
		}
	}
}

func TestSatisfied(t *testing.T) {
	for _, test := range []struct {
		target, actual string
		want           Answer
	}{
		{">= 50 calls/day", "50 calls/day", Holds},
		{">= 50 calls/day", "49.99 calls/day", Fails},
		{">= 50 calls/day", "40..60 calls/day", Depends},
		{">= 40..60 calls", "50 calls", Depends},
		{"<= 4 h p90", "240 min", Holds},
		{"<= 4 h p90", "241 min", Fails},
		{"> 5", "5", Fails},
		{"< 5", "5", Fails},
		{"> 5", "5..6", Depends},
		{"= 35 %", "0.35", Holds},
		{"= 5", "4..6", Depends},
		{"= 5", "5..5", Holds},
		{"= 4..6", "4..6", Depends},
		{"= 5", "6..7", Fails},
		{"between 10 and 20", "10", Holds},
		{"between 10 and 20", "12..20", Holds},
		{"between 10 and 20", "12..21", Depends},
		{"between 10 and 20", "0..30", Depends},
		{"between 10 and 20", "21..30", Fails},
		{"between 10 and 20", "1..9", Fails},
	} {
		got, err := parse(t, test.target).Satisfied(amount(t, test.actual))
		if err != nil || got != test.want {
			t.Errorf("%s of %s: %s, %v; want %s", test.target, test.actual, got, err, test.want)
		}
	}
	if _, err := parse(t, "50 calls").Satisfied(amount(t, "50 calls")); !errors.Is(err, ErrNoComparator) {
		t.Errorf("target without comparator: %v", err)
	}
}

// TestAnswersAgreeWithEnumeration compares what ranges answer with what all
// their integer points say.
func TestAnswersAgreeWithEnumeration(t *testing.T) {
	for _, test := range []struct {
		name    string
		compare func(a, b Amount) (Answer, error)
		holds   func(a, b int64) bool
	}{
		{"<=", LessOrEqual, func(a, b int64) bool { return a <= b }},
		{"<", Less, func(a, b int64) bool { return a < b }},
		{"=", Equal, func(a, b int64) bool { return a == b }},
	} {
		for a := range ranges(-2, 2) {
			for b := range ranges(-2, 2) {
				got, err := test.compare(between(a), between(b))
				if want := enumerate(a, b, test.holds); err != nil || got != want {
					t.Errorf("%v %s %v: %s, %v; want %s", a, test.name, b, got, err, want)
				}
			}
		}
	}
}

func ranges(low, high int64) func(yield func([2]int64) bool) {
	return func(yield func([2]int64) bool) {
		for a := low; a <= high; a++ {
			for b := a; b <= high; b++ {
				if !yield([2]int64{a, b}) {
					return
				}
			}
		}
	}
}

func between(ends [2]int64) Amount {
	return Amount{Low: big.NewRat(ends[0], 1), High: big.NewRat(ends[1], 1)}
}

func enumerate(a, b [2]int64, holds func(a, b int64) bool) Answer {
	every, some := true, false
	for x := a[0]; x <= a[1]; x++ {
		for y := b[0]; y <= b[1]; y++ {
			every = every && holds(x, y)
			some = some || holds(x, y)
		}
	}
	return answer(every, some)
}

func randomAmount(r *rand.Rand) Amount {
	nouns := []string{"call", "lead", "USD", "min", "person", "day", "%"}
	pick := func() []string {
		var list []string
		for range r.IntN(3) {
			list = append(list, nouns[r.IntN(len(nouns)-1)])
		}
		return list
	}
	low := big.NewRat(r.Int64N(41)-20, r.Int64N(9)+1)
	high := new(big.Rat).Add(low, big.NewRat(r.Int64N(5), r.Int64N(3)+1))
	u := NewUnit(pick(), pick())
	if r.IntN(4) == 0 {
		u = percent
	}
	return Amount{Low: low, High: high, Unit: u}
}

func TestAlgebra(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 5000 {
		a, b, c := randomAmount(r), randomAmount(r), randomAmount(r)
		if !a.Mul(b).Equal(b.Mul(a)) {
			t.Fatalf("%s × %s does not commute", a, b)
		}
		if left, right := a.Mul(b).Mul(c), a.Mul(b.Mul(c)); !left.Equal(right) {
			t.Fatalf("(%s × %s) × %s = %s or %s", a, b, c, left, right)
		}
		x, err1 := a.Add(b)
		y, err2 := b.Add(a)
		if (err1 == nil) != (err2 == nil) || err1 == nil && !x.Equal(y) {
			t.Fatalf("%s + %s does not commute: %v, %v", a, b, err1, err2)
		}
		checkDivision(t, a, b)
	}
}

// checkDivision undoes a multiplication by an exact number.
func checkDivision(t *testing.T, a, b Amount) {
	t.Helper()
	b = Exact(b.Low, b.Unit)
	quotient, err := a.Mul(b).Div(b)
	switch {
	case b.Low.Sign() == 0:
		if !errors.Is(err, ErrZero) {
			t.Fatalf("divide by %s: %v", b, err)
		}
	case err != nil || !quotient.Plain().Equal(a.Plain()):
		t.Fatalf("%s × %s ÷ %s = %s, %v", a, b, b, quotient, err)
	}
}

func TestAmountsAreNotWrittenTo(t *testing.T) {
	a, b := amount(t, "10..20 %"), amount(t, "3..4")
	before := []Amount{amount(t, "10..20 %"), amount(t, "3..4")}
	a.Mul(b)
	a.Neg()
	if _, err := a.Sub(b); err != nil {
		t.Fatal(err)
	}
	if _, err := a.Div(b); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, []Amount{a, b}, rats); diff != "" {
		t.Errorf("arithmetic changed its operands:\n%s", diff)
	}
}
