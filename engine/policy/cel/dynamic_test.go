package cel_test

import (
	"context"
	"testing"
)

// TestBaseline holds that the baseline calculates as other quantities do, in both forms, and that operators of other
// values without a type stay those of CEL.
func TestBaseline(t *testing.T) {
	for _, baseline := range []string{"baseline: 5 calls/day", "baseline: {value: 5 calls/day, sample: 3}"} {
		m := organisation(t, kpi("target: \">= 8 calls/day\"\n"+baseline))
		for _, assert := range []string{
			`kpi.target - kpi.baseline == quantity("3 calls/day")`, `kpi.baseline - kpi.target == quantity("-3 calls/day")`,
			`kpi.baseline + kpi.target == quantity("13 calls/day")`, `kpi.baseline * 2 == quantity("10 calls/day")`,
			`kpi.target / kpi.baseline > 1.5`, `kpi.baseline < kpi.target`, `kpi.target >= kpi.baseline`,
			`string(kpi.baseline) == "5 calls/day"`, `dyn("a") + dyn("b") == "ab"`, `dyn(3) - dyn(1) == 2`,
			`dyn(3) * dyn(2) == 6`, `dyn(6) / dyn(2) == 3`, `dyn("a") < dyn("b")`, `dyn(3) >= dyn(3)`, `string(dyn(3)) == "3"`,
			`!(dyn(3) > dyn(3))`, `dyn(3) <= dyn(3)`,
		} {
			p, err := compile(t, ruleOf(t, "assert: '"+assert+"'", `message: '"no"'`))
			if err != nil {
				t.Fatalf("%s: %v", assert, err)
			}
			out, _, err := p.Run(context.Background(), m, m.Of("KPI")[0])
			if err != nil || len(out) > 0 {
				t.Errorf("%s with %s: %+v, %v", assert, baseline, out, err)
			}
		}
	}
}
