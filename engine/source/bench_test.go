package source

import (
	"os"
	"testing"
)

func BenchmarkSales(b *testing.B) {
	data, err := os.ReadFile("testdata/acme/sales.yaml")
	if err != nil {
		b.Fatal(err)
	}
	bench(b, "sales.yaml", data)
}

const oneDefinition = `apiVersion: kpilint/v1
kind: KPI
id: sales-calls
name: Sales prospecting calls
team: sales
owner: salesperson
measure: volume
direction: higher
baseline: 34 calls/person/day
target: at least 50 calls per person per day
effort: 15 min/call
needs:
  - {item: lead, amount: 1 lead/call}
tensionWith: [honest-advice]
source: crm
measured: daily
because: That is what good salespeople do.
`

func BenchmarkOneDefinition(b *testing.B) { bench(b, "kpi.yaml", []byte(oneDefinition)) }

func BenchmarkOneDefinitionJSON(b *testing.B) {
	bench(b, "kpi.json", []byte(`{"apiVersion":"kpilint/v1","kind":"KPI","id":"sales-calls","name":"Sales prospecting calls","team":"sales",
"owner":"salesperson","measure":"volume","direction":"higher","baseline":"34 calls/person/day","target":"at least 50 calls per person per day",
"effort":"15 min/call","needs":[{"item":"lead","amount":"1 lead/call"}],"source":"crm","measured":"daily"}`))
}

func bench(b *testing.B, name string, data []byte) {
	b.ReportAllocs()
	b.SetBytes(int64(len(data)))
	for b.Loop() {
		if docs, problems := Parse(name, data); len(docs) == 0 || len(problems) > 0 {
			b.Fatal(problems)
		}
	}
}
