package mapping_test

import (
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/mapping"
)

// TestUnitsOfRows holds that a proposed mapping puts behind a number what recognition put there, where no column says
// it for all rows.
func TestUnitsOfRows(t *testing.T) {
	const table = "Squad,KPI,Target,Cadence\nSales,Offers,120,per month\nSales,Win rate,30%,\nCare,Days to reply,2,\n"
	in, _, err := mapping.Open("goals.csv", []byte(table))
	if err != nil {
		t.Fatal(err)
	}
	got, err := mapping.Propose(in, "goals.csv")
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		`    "Days to reply": " days"`,
		`    "Offers": " Offers/month"`,
		`      target: "row.Target == '' ? '' : row.Target + lookup('unit', row.KPI, '')"`,
	} {
		if !strings.Contains(string(got), line+"\n") {
			t.Errorf("%s is missing in\n%s", line, got)
		}
	}
}
