package quantity

import (
	"errors"
	"math/big"
	"strings"
	"testing"
)

// acme is the example company: 5 people, 8 hours, Monday to Friday, 20 days.
var acme = Basis{People: big.NewRat(5, 1), HoursPerDay: big.NewRat(8, 1), DaysPerWeek: big.NewRat(5, 1), DaysPerMonth: big.NewRat(20, 1)}

// conversions gives for every pair what was asked, the factors and the result.
var conversions = []struct{ from, to, steps, want string }{
	{"50 calls/person/day", "1 call/month", "× people × days per month", "5,000 calls/month"},
	{"50 calls/person/day", "1 call/person/month", "× days per month", "1,000 calls/person/month"},
	{"50 calls/person/day", "1 call/person/day", "", "50 calls/person/day"},
	{"50 calls/person/day", "1 call/team/day", "× people", "250 calls/team/day"},
	{"250 calls/team/day", "1 call/organisation/day", "", "250 calls/organisation/day"},
	{"250 calls/team/day", "1 call/day", "", "250 calls/day"},
	{"250 calls/day", "1 call/person/day", "÷ people", "50 calls/person/day"},
	{"6.25 calls/hour", "1 call/day", "× hours per day", "50 calls/day"},
	{"200 calls/hour", "1 call/week", "× hours per day × days per week", "8,000 calls/week"},
	{"20 calls/week", "1 call/month", "÷ days per week × days per month", "80 calls/month"},
	{"80 calls/month", "1 call/week", "÷ days per month × days per week", "20 calls/week"},
	{"40 installations/month", "1 installation/day", "÷ days per month", "2 installations/day"},
	{"70 customers/quarter", "1 customer/month", "÷ months per quarter", "23.33 customers/month"},
	{"70 customers/quarter", "1 customer/year", "÷ months per quarter × months per year", "280 customers/year"},
	{"1200 orders/year", "1 order/month", "÷ months per year", "100 orders/month"},
	{"1200 orders/year", "1 order/day", "÷ months per year ÷ days per month", "5 orders/day"},
	{"5 orders/day", "1 order/quarter", "× days per month × months per quarter", "300 orders/quarter"},
	{"USD 60k/month", "USD 1/quarter", "× months per quarter", "USD 180,000/quarter"},
	{"4 h/person/week", "1 min/day", "× people ÷ days per week", "4 h/day"},
	{"15 min/call", "1 min/call", "", "15 min/call"},
	{"15 workdays", "1 min", "× minutes per workday", "120 h"},
	{"120 h", "1 workday", "÷ minutes per workday", "15 workdays"},
	{"1 month", "1 workday", "× workdays per month", "20 workdays"},
	{"10 workdays", "1 month", "÷ workdays per month", "0.5 months"},
	{"1 month", "1 h", "× workdays per month × minutes per workday", "160 h"},
	{"2 workdays/person/month", "1 min/person/week", "÷ days per month × days per week × minutes per workday", "4 h/person/week"},
	{"10..20 calls/day", "1 call/week", "× days per week", "50 to 100 calls/week"},
	{"2 %/month", "1 %/quarter", "× months per quarter", "6 %/quarter"},
}

func inWords(steps []Factor) string {
	var words []string
	for _, step := range steps {
		sign := "× "
		if step.Divide {
			sign = "÷ "
		}
		words = append(words, sign+step.Name)
	}
	return strings.Join(words, " ")
}

func TestConvert(t *testing.T) {
	for _, test := range conversions {
		from, to := amount(t, test.from), amount(t, test.to).Unit
		steps, err := Steps(from.Unit, to)
		if got := inWords(steps); err != nil || got != test.steps {
			t.Errorf("Steps(%s, %s) = %s, %v; want %s", from.Unit, to, got, err, test.steps)
		}
		got, err := from.Convert(to, acme)
		if err != nil || got.String() != test.want {
			t.Errorf("%s to %s: %s, %v; want %s", from, to, got, err, test.want)
		}
		back, err := got.Convert(from.Unit, acme)
		if err != nil || !back.Equal(from) {
			t.Errorf("%s to %s and back: %s, %v", from, to, back, err)
		}
	}
}

// TestFactorsCancel multiplies the way a derivation shows it: the units of the
// factors must lead to the unit that was asked for.
func TestFactorsCancel(t *testing.T) {
	for _, test := range conversions {
		a, to := amount(t, test.from), amount(t, test.to).Unit
		steps, err := Steps(a.Unit, to)
		if err != nil {
			t.Fatal(err)
		}
		u := a.Unit
		for _, step := range steps {
			if step.Divide {
				u = u.Div(FactorUnit(step.Name))
			} else {
				u = u.Mul(FactorUnit(step.Name))
			}
		}
		if total := func(u Unit) Unit { return u.Without("team", "organisation") }; total(u) != total(to) {
			t.Errorf("%s to %s: the factors lead to %s", a.Unit, to, u)
		}
	}
}

func TestConvertEveryPairAndBack(t *testing.T) {
	for _, from := range []string{"hour", "day", "week", "month", "quarter", "year"} {
		for _, to := range []string{"hour", "day", "week", "month", "quarter", "year"} {
			for _, scopes := range [][2]string{{"person", "team"}, {"person", "person"}, {"team", "organisation"}} {
				a := Of(7, atoms("call"), atoms(scopes[0], from))
				there, err1 := a.Convert(NewUnit(atoms("call"), atoms(scopes[1], to)), acme)
				back, err2 := there.Convert(a.Unit, acme)
				if err1 != nil || err2 != nil || !back.Equal(a) {
					t.Errorf("%s to %s and back: %s, %v, %v", a, there, back, err1, err2)
				}
			}
		}
	}
}

func TestConvertErrors(t *testing.T) {
	for _, test := range []struct{ from, to string }{
		{"5 leads/month", "5 accounts/week"},
		{"USD 5/month", "EUR 5/month"},
		{"5 calls", "5 calls/day"},
		{"5 calls/day", "5 calls"},
		{"5 min/call", "5 min/visit"},
		{"5 %", "5"},
		{"5 stops/driver/day", "5 stops/person/day"},
	} {
		var e *Incomparable
		if _, err := amount(t, test.from).Convert(amount(t, test.to).Unit, acme); !errors.As(err, &e) {
			t.Errorf("%s to %s: %v", test.from, test.to, err)
		}
	}
	for _, test := range conversions {
		_, err := amount(t, test.from).Convert(amount(t, test.to).Unit, Basis{})
		var e *Unknown
		needs := strings.ContainsAny(strings.NewReplacer("months per", "").Replace(test.steps), "×÷") && test.steps != "× months per quarter" &&
			!strings.HasPrefix(test.steps, "÷ months per quarter") && test.steps != "÷ months per year"
		if errors.As(err, &e) != needs || needs && !strings.Contains(test.steps, e.Name) {
			t.Errorf("%s to %s with nothing known: %v", test.from, test.to, err)
		}
	}
	nobody := Basis{People: new(big.Rat)}
	if _, err := amount(t, "5 calls/day").Convert(NewUnit(atoms("call"), atoms("person", "day")), nobody); !errors.Is(err, ErrZero) {
		t.Errorf("divided among nobody: %v", err)
	}
}

func TestFactors(t *testing.T) {
	for name, want := range map[string]string{
		People: "5 people", HoursPerDay: "8 hours/day", DaysPerWeek: "5 days/week", DaysPerMonth: "20 days/month",
		MonthsPerQuarter: "3 months/quarter", MonthsPerYear: "12 months/year", MinutesPerWorkday: "8 h/workday", WorkdaysPerMonth: "20 workdays/month",
	} {
		if got, err := acme.Factor(name); err != nil || got.String() != want {
			t.Errorf("Factor(%q) = %s, %v; want %s", name, got, err, want)
		}
	}
	var e *Unknown
	if _, err := acme.Factor("luck"); !errors.As(err, &e) || e.Name != "luck" || !FactorUnit("luck").IsZero() {
		t.Errorf("Factor of an unknown name: %v", err)
	}
	if _, err := (Basis{}).Factor(MinutesPerWorkday); err == nil || !strings.Contains(err.Error(), "minutes per workday") {
		t.Errorf("Factor without hours: %v", err)
	}
}
