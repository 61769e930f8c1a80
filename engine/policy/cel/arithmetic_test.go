package cel_test

import (
	"math/big"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/facts/worktime"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
)

// leaf is a number of calls that is written somewhere.
func leaf(low, high int64) *network.Node {
	calls := quantity.Of(low, []string{"call"}, nil)
	calls.High = big.NewRat(high, 1)
	return network.Found("", calls, model.Place{Node: &source.Node{}})
}

// sharing is an organisation with facts that share a leaf X of 2 to 4 calls: A is 3 X. Y is another leaf of 2 to 4
// calls, Z may be zero, and N is not known.
func sharing(t *testing.T) (m *view.Organisation, inCEL *strings.Replacer) {
	t.Helper()
	x := leaf(2, 4)
	m = organisation(t, kpi("target: 2..4 calls\neffort: 1 min/call"))
	m.Facts.Whole.Calendar = &worktime.PlanningCalendar{
		WorkingDay: network.Plus("", x, x, x), NetDay: x, Breaks: leaf(2, 4), MaxWeek: leaf(-1, 1),
		DaysPerWeek: network.Lacking("nobody wrote it"),
	}
	return m, strings.NewReplacer("A", "calendar.workingDay", "X", "calendar.netDay", "Y", "calendar.breaks",
		"Z", "calendar.maxWeek", "N", "calendar.daysPerWeek")
}

// TestSharedLeaves holds that a leaf that stands in both operands is one number, through any chain, and that all other
// operands are set against each other as they were.
func TestSharedLeaves(t *testing.T) {
	m, inCEL := sharing(t)
	const zero, unknown = "this divides by zero", "this calculates with something that holds no number"
	for of, want := range map[string]string{
		"A / X":                               "3",
		"A - X":                               "4 to 8 calls",
		"A + X":                               "8 to 16 calls",
		"A * X / A":                           "2 to 4 calls",
		"(A - X) / X":                         "2",
		"(A - X) / (A + X)":                   "0.5",
		"A - X - X - X":                       "0 calls",
		"X * 2 - X":                           "2 to 4 calls",
		"2.5 * X / X":                         "2.5",
		`(A - quantity("1 call")) / X`:        "2.5 to 2.75",
		"share(X, A + X)":                     "25 %",
		"share(X, A + X) * 2":                 "0.5",
		"[A, X].map(a, a - X)[0]":             "4 to 8 calls",
		"(A - X).high - X.low":                "6 calls",
		`A / X == quantity("3")`:              "true",
		`A - X >= Y.high`:                     "true",
		"A / Y":                               "1.5 to 6",
		"A - Y":                               "2 to 10 calls",
		"share(X, Y)":                         "50 to 200 %",
		"A - kpi.target":                      "2 to 10 calls",
		`A / quantity("2..4 calls")`:          "1.5 to 6",
		"A - kpi.target - A":                  "-4 to -2 calls",
		"kpi.target - kpi.target":             "0 calls",
		"kpi.target / kpi.target":             "1",
		"(A + kpi.target) / (X + kpi.target)": "1.67 to 2.33",
		"A - A":                               "0 calls",
		"A / A":                               "1",
		"A * Y - Y * A":                       "0 call·call",
		"(A + Y) - (Y + A)":                   "0 calls",
		"(A + Y) / (A + Y)":                   "1",
		"share(A + Y, Y + A)":                 "100 %",
		"(A * Y) / (X * Y)":                   "3",
		"X * Y - X * kpi.target":              "-8 to 8 call·call",
		"(X * Y + X * X) / (X * Y)":           "1.5 to 3",
		`quantity("2..4 calls") - quantity("2..4 calls")`: "-2 to 2 calls",
		"A.high - A.low":       "6 calls",
		"A / Z":                zero,
		"A / (X - X)":          zero,
		"A / (X - Y)":          zero,
		"share(A, Z)":          zero,
		"A - N":                unknown,
		"N / A":                unknown,
		"share(N, A)":          unknown,
		"A - kpi.effort":       "calls and min/call do not convert",
		"share(A, kpi.effort)": "calls and min/call do not convert",
	} {
		p, err := compile(t, ruleOf(t, `assert: "false"`, "message: "+quoted("string("+inCEL.Replace(of)+")")))
		if err != nil {
			t.Fatal(of, err)
		}
		out, _, err := p.Run(t.Context(), m, m.Of("KPI")[0])
		if err != nil || len(out) != 1 {
			t.Fatal(of, out, err)
		}
		got := out[0].Message
		if out[0].Flaw != nil {
			got = out[0].Flaw.Error()
		}
		if got != want && (out[0].Flaw == nil || !strings.Contains(got, want)) {
			t.Errorf("%s is %s, want %s", of, got, want)
		}
	}
}
