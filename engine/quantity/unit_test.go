package quantity

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func unit(num []string, den ...string) Unit { return NewUnit(num, den) }

func atoms(list ...string) []string { return list }

func TestUnitString(t *testing.T) {
	for _, test := range []struct {
		unit          Unit
		want, inWords string
	}{
		{unit(atoms("call"), "day", "person"), "call/person/day", "calls/person/day"},
		{unit(atoms("Calls"), "people", "day"), "call/person/day", "calls/person/day"},
		{unit(atoms("min"), "week", "person", "visits", "call"), "min/call/visit/person/week", "min/call/visit/person/week"},
		{unit(atoms("USD"), "month"), "USD/month", "USD/month"},
		{unit(atoms("call"), "organization"), "call/organisation", "calls/organisation"},
		{unit(atoms("%")), "%", "%"},
		{unit(nil), "", "a plain number"},
		{unit(nil, "day"), "1/day", "1/day"},
		{unit(atoms("order", "call"), "day"), "call·order/day", "call·order/day"},
		{unit(atoms("call", "call"), "call"), "call", "calls"},
		{unit(atoms("call"), "call"), "", "a plain number"},
		{unit(atoms("person")), "person", "people"},
	} {
		if got := test.unit.String(); got != test.want {
			t.Errorf("String() = %q, want %q", got, test.want)
		}
		if got := test.unit.Words(); got != test.inWords {
			t.Errorf("Words() of %s = %q, want %q", test.want, got, test.inWords)
		}
	}
}

func TestUnitParts(t *testing.T) {
	for _, test := range []struct {
		unit                          Unit
		noun, scope, period, currency string
		perNouns                      []string
	}{
		{unit(atoms("call"), "person", "day"), "call", "person", "day", "", nil},
		{unit(atoms("stop"), "driver", "day"), "stop", "", "day", "", atoms("driver")},
		{unit(atoms("USD"), "lead"), "USD", "", "", "USD", atoms("lead")},
		{unit(atoms("USD", "call"), "lead", "item"), "", "", "", "USD", atoms("item", "lead")},
		{unit(atoms("min"), "call", "team"), "min", "team", "", "", atoms("call")},
		{unit(nil), "", "", "", "", nil},
	} {
		u := test.unit
		if u.Noun() != test.noun || u.Scope() != test.scope || u.Period() != test.period || u.Currency() != test.currency {
			t.Errorf("%s: noun %q, scope %q, period %q, currency %q", u, u.Noun(), u.Scope(), u.Period(), u.Currency())
		}
		if diff := cmp.Diff(test.perNouns, u.PerNouns()); diff != "" {
			t.Errorf("%s: PerNouns (-want +got):\n%s", u, diff)
		}
	}
}

func TestUnitAlgebra(t *testing.T) {
	rate := unit(atoms("call"), "person", "day")
	for _, test := range []struct {
		what      string
		got, want Unit
	}{
		{"people", rate.Mul(unit(atoms("person"))), unit(atoms("call"), "day")},
		{"days", rate.Mul(unit(atoms("day"), "month")), unit(atoms("call"), "person", "month")},
		{"leads", unit(atoms("call"), "month").Mul(unit(atoms("lead"), "call")), unit(atoms("lead"), "month")},
		{"per lead", unit(atoms("USD"), "month").Div(unit(atoms("USD"), "lead")), unit(atoms("lead"), "month")},
		{"stock and flow", unit(atoms("order")).Div(unit(atoms("order"), "month")), unit(atoms("month"))},
		{"nothing", rate.Mul(Unit{}), rate},
		{"from nothing", Unit{}.Mul(rate), rate},
		{"without scope", rate.Without("person"), unit(atoms("call"), "day")},
		{"without noun", unit(atoms("min"), "call").Without("call"), unit(atoms("min"), "call")},
		{"without both", rate.Without("person", "day", "week"), unit(atoms("call"))},
		{"role", unit(atoms("stop"), "driver", "day").Replace("driver", "person"), unit(atoms("stop"), "person", "day")},
		{"replaced numerator", unit(atoms("driver")).Replace("driver", "person"), unit(atoms("driver"))},
		{"replaced and cancelled", unit(atoms("lead"), "prospect").Replace("prospect", "lead"), Unit{}},
	} {
		if !test.got.Equal(test.want) {
			t.Errorf("%s: got %s, want %s", test.what, test.got, test.want)
		}
	}
	if rate != unit(atoms("call"), "day", "person") {
		t.Error("an operation changed its receiver")
	}
}

func TestCurrencyCodes(t *testing.T) {
	for word, want := range map[string]bool{
		"USD": true, "SEK": true, "MQL": false, "usd": false, "Usd": false, "US": false, "USDX": false, "": false, "U1D": false,
	} {
		if got := isCurrency(word); got != want {
			t.Errorf("isCurrency(%q) = %t", word, got)
		}
	}
}
