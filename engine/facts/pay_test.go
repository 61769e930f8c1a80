package facts_test

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/schema/field"
)

// paid are a role with three KPIs, two of them counterweights of the first, and its variable pay.
func paid(t *testing.T, incentive string) (*model.Model, *facts.Result) {
	t.Helper()
	m := organisation(t, "2026-05-20", fmt.Sprintf(`
{apiVersion: kpilint/v1, kind: Role, id: agent, headcount: 4, incentive: [%s], kpis: [
  {id: calls, target: ">= 50 calls/person/week", points: 2 points/call, effort: 10 min/call,
    counterweights: [{kpi: satisfaction}, {kpi: returns}]},
  {id: satisfaction, target: ">= 90%%", points: 30, effort: 3 h},
  {id: returns, target: <= 5 returns/month}]}`, incentive))
	return m, compute(t, m)
}

// TestShares holds how the variable pay of a role is spread.
func TestShares(t *testing.T) {
	for _, test := range []struct{ what, incentive, want string }{
		{"all of it", "{kpi: calls, weight: 60%}, {kpi: returns, weight: 40%}", "calls 60 %; returns 40 %"},
		{"not all of it", "{kpi: calls, weight: 60%}, {kpi: returns, weight: 20%}",
			"calls 60 % ÷ (60 % + 20 %) = 75 %; returns 20 % ÷ (60 % + 20 %) = 25 %"},
		{"parts", "{kpi: calls, weight: 3}, {kpi: returns, weight: 1}",
			"calls 3 ÷ (3 + 1) = 75 %; returns 1 ÷ (3 + 1) = 25 %"},
		{"one KPI twice", "{kpi: calls, weight: 30%}, {kpi: returns, weight: 50%}, {kpi: calls, weight: 20%}",
			"calls 30 % + 20 % = 50 %; returns 50 %"},
		{"one KPI alone", "{kpi: calls, weight: 40%}", "calls 40 % ÷ 40 % = 100 %"},
		{"one KPI without a weight", "{kpi: calls}", "calls 100 %"},
		{"a weight that is not certain", "{kpi: calls, weight: 1..3}, {kpi: returns, weight: 1}",
			"calls 1 to 3 ÷ (1 to 3 + 1) = 50 to 75 %; returns 1 ÷ (1 to 3 + 1) = 25 to 50 %"},
		{"a weight that is missing", "{kpi: calls}, {kpi: returns, weight: 40%}",
			"?the incentive of `agent` does not say the `weight` of `calls`"},
		{"a percentage and a plain number", "{kpi: calls, weight: 50%}, {kpi: returns, weight: 2}",
			"calls 50 % ÷ (50 % + 2) = 20 %; returns 2 ÷ (50 % + 2) = 80 %"},
		{"weights that come to nothing", "{kpi: calls, weight: 0}, {kpi: returns, weight: 0}",
			"?the weights of the incentive of `agent` do not add up"},
	} {
		m, f := paid(t, test.incentive)
		if got := shares(f.Role(m.Find("Role", "agent")), nil); got != test.want {
			t.Errorf("%s: %s, want %s", test.what, got, test.want)
		}
	}
}

// shares are the shares of pay in words, with other numbers.
func shares(role *facts.Role, over network.Overrides) string {
	var all []string
	for _, s := range role.IncentiveShares {
		all = append(all, strings.TrimSpace(s.KPI+" "+told(s.Share.With(over))))
	}
	return strings.Join(all, "; ")
}

// TestOtherWeights holds that shares, steps and the pay of a counterweight follow a weight that is another.
func TestOtherWeights(t *testing.T) {
	const first = `{kpi: calls, weight: 60%%, payout: [{at: 80%%, pays: 50%%}, {at: 100%%, pays: %s}]},
		{kpi: satisfaction, weight: %s}`
	m, f := paid(t, fmt.Sprintf(first, "100%", "40%"))
	other, anew := paid(t, fmt.Sprintf(first, "120%", "20%"))
	over := network.Overrides{}
	old, now := m.Find("Role", "agent").Objects(field.Incentive), other.Find("Role", "agent").Objects(field.Incentive)
	pays := func(all []*model.Object) *model.Quantity { return all[0].Objects(field.Payout)[1].Quantity(field.Pays) }
	over[old[1].Quantity(field.Weight).Node] = now[1].Quantity(field.Weight).Amount
	over[pays(old).Node] = pays(now).Amount

	all := func(m *model.Model, f *facts.Result, over network.Overrides) string {
		role, k := f.Role(m.Find("Role", "agent")), f.KPI(m.Find("KPI", "calls"))
		text := shares(role, over)
		for _, s := range role.PayoutSteps {
			text += "\n" + told(s.Step.With(over)) + ", " + told(s.Accelerator.With(over))
		}
		return text + "\n" + told(k.Hands[0].Pay.With(over))
	}
	got, want := all(m, f, over), all(other, anew, nil)
	if got != want {
		t.Errorf("with other numbers:\n%s\nwant\n%s", got, want)
	}
	const written = `calls 60 % ÷ (60 % + 20 %) = 75 %; satisfaction 20 % ÷ (60 % + 20 %) = 25 %
50 % − 0 % = 50 %, 50 % ÷ 80 % = 0.63
120 % − 50 % = 70 %, 120 % ÷ 100 % = 1.2
20 % ÷ 60 % = 33.33 %`
	if want != written {
		t.Errorf("as written:\n%s", want)
	}
}

// TestPayoutSteps holds what the steps of a payout say of themselves.
func TestPayoutSteps(t *testing.T) {
	m, f := paid(t, "{kpi: calls, payout: [{at: 1, pays: 100%}, {at: 50 calls, pays: 10%}, {at: 0%, pays: 0%}]}")
	want := []string{"incentive/0/payout/2 0 % 0 % []", "incentive/0/payout/0 100 % 100 % []",
		"incentive/0/payout/1   [`at` of a payout for `calls` is not a percentage: `50 calls`]"}
	steps := f.Role(m.Find("Role", "agent")).PayoutSteps
	if len(steps) != len(want) {
		t.Fatalf("%d steps", len(steps))
	}
	for i, s := range steps {
		if got := fmt.Sprint(s.At, " ", s.Reached, " ", s.Pays, " ", s.Missing); got != want[i] {
			t.Errorf("step %d: %s", i, got)
		}
	}
	if none := steps[0]; none.Step != nil || none.Accelerator != nil {
		t.Errorf("what is paid for nothing is a step: %s, %s", told(none.Step), told(none.Accelerator))
	}
	if got := told(steps[1].Step); got != "100 % − 0 % = 100 %" {
		t.Errorf("the second step gives %s", got)
	}
}

// TestReward holds which KPI gives most for an hour, and that it follows an effort that is another.
func TestReward(t *testing.T) {
	m, f := paid(t, "")
	r := f.Role(m.Find("Role", "agent")).Reward.Reward
	got := fmt.Sprint(r.MostKPI, " ", value(r.Most), ", ", r.LeastKPI, " ", value(r.Least))
	if got != "calls 12 points/hour, satisfaction 10 points/hour" {
		t.Error(got)
	}
	effort := m.Find("KPI", "calls").Quantity(field.Effort)
	over := network.Overrides{effort.Node: effort.Scale(big.NewRat(1, 2))}
	if got := value(r.Most.With(over)) + ", " + value(r.Factor.With(over)); got != "24 points/hour, 2.4" {
		t.Errorf("with half the effort: %s", got)
	}
}

// TestCounterweightOwners holds what is said of the owner, the period and the pay of each counterweight.
func TestCounterweightOwners(t *testing.T) {
	m, f := paid(t, "{kpi: calls, weight: 80%}, {kpi: satisfaction, weight: 20%}")
	hands := f.KPI(m.Find("KPI", "calls")).Hands
	want := []string{"counterweights/0/kpi satisfaction agent shared:true   20 % ÷ 80 % = 25 % agent",
		"counterweights/1/kpi returns agent shared:true week month  "}
	if len(hands) != len(want) {
		t.Fatalf("%d counterweights", len(hands))
	}
	for i, h := range hands {
		got := fmt.Sprintf("%s %s %s shared:%t %s %s %s %s",
			h.At, h.KPI, h.Owner, h.Shared, h.Period, h.OtherPeriod, told(h.Pay), h.Role)
		if got != want[i] {
			t.Errorf("%d: %q", i, got)
		}
	}
	if hands[0].Periods != nil || !hands[1].Periods.Known() {
		t.Errorf("times as long: %s, %s", told(hands[0].Periods), told(hands[1].Periods))
	}
	if f.KPI(m.Find("KPI", "returns")).CounterweightOwners != nil {
		t.Error("a KPI without counterweights has owners of them")
	}
	for _, s := range f.KPI(m.Find("KPI", "satisfaction")).Stakes.Stakes {
		if s.Role != "agent" || s.What != "pay" || s.Perfect {
			t.Errorf("%+v", s)
		}
	}
}
