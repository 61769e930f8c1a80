package prose

import (
	"slices"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/content/markdown"
	"github.com/kpilint/kpilint/engine/quantity"
)

// companies are texts in the manner of job descriptions, each with what it asks for.
var companies = []struct {
	text string
	want []string
}{
	// Tables and labels.
	{"| Metric | Goal |\n|---|---|\n" +
		"| Calls | 50 per day |\n| Win rate | 30 % |\n| Annual quota | $1.5M a year |\n| NPS | 40 |",
		[]string{"50 calls/day", "30%", "$1.5M/year", "40"}},
	{"| Calls | 50 per day |\n| Win rate | 30 % |\n| Annual quota | $1.5M a year |\n| NPS | 40 |",
		[]string{"50 calls/day", "30%", "$1.5M/year", "40"}},
	{"| Calls | 50 per day |\n|---|---|\n| NPS | 40 |", []string{"50 calls/day", "40"}},
	{"| What | Target 2026 |\n|---|---|\n| Calls | 50 per day |", []string{"50 calls/day"}},
	{"| What | Target | Unit | Period |\n|---|---|---|---|\n| Outreach | 50 | calls | day |", []string{"50 calls/day"}},
	{"| Role | Calls per day | Demos per week |\n|---|---|---|\n| SDR | 50 | 5 |",
		[]string{"50 calls/day", "5 demos/week"}},
	{"| KPI | Target per month | Weight | Last year |\n|---|---|---|---|\n| Meetings held | 20 | 40 % | 15 |",
		[]string{"20 meetings/month"}},
	{"| Role | Grade |\n|---|---|\n| Benefits coordinator | 5 |", nil},
	{"Calls: 50 per day", []string{"50 calls/day"}},
	{"* **Demos:** 5/week", []string{"5 demos/week"}},
	{"- Demos held: 5 a week", []string{"5 demos/week"}},
	{"Daily: 50 calls, 6 visits", []string{"50 calls/day", "6 visits/day"}},
	{"Team size: 8", nil},
	{"# Goals\n\n- Demos held: 5 a week", []string{"5 demos/week"}},
	{"# Goals\n\n- New opportunities - 5 per quarter", []string{"5 opportunities/quarter"}},

	// Sections.
	{"# Requirements\n\n* Close 10 deals a month\n\n# Responsibilities\n\n* Close 12 deals a month",
		[]string{"12 deals/month"}},
	{"# Qualifications\n\n## Must have\n\n- Make 50 calls a day", nil},
	{"**What we offer**\n\nUp to 5 % of what you sell.\n\n**What you'll do**\n\nMake 50 calls a day.",
		[]string{"50 calls/day"}},
	{"Benefits:\n\n- Respond within 2 hours", nil},
	{"# Hiring process\n\nYou hear from us within 2 days.", nil},
	{"# About us\n\nWe answer 95 % of tickets within 2 hours.", nil},
	{"# Compensation\n\nAt least 110 % of quota pays double.", nil},
	{"# Benefits Coordinator Performance Indicators\n\n- Errors in payroll: 1 a month", []string{"1 error/month"}},
	{"# Candidate experience\n\n- Answer 95 % of applicants.", []string{"95%"}},

	// Ranges, second numbers, points, money, frequencies.
	{"Hold 15-20 qualified meetings per month.", []string{"15..20 meetings/month"}},
	{"You close 20-25% of your opportunities, and no more than 8 % of your customers leave in the first year.",
		[]string{"20..25%", "<= 8%"}},
	{"write 8 reports a month and check 4", []string{"8 reports/month", "4 reports/month"}},
	{"NPS ≥ 50", []string{">= 50"}},
	{"NPS of at least 40", []string{">= 40"}},
	{"NPS: 40+", []string{">= 40"}},
	{"You carry a $1.5M annual quota.", []string{"$1.5M/year"}},
	{"You bring in 1.5 million dollars a year.", []string{"$1.5M/year"}},
	{"Give 5 demos/wk.", []string{"5 demos/week"}},
	{"Give 8-10 demos/mo.", []string{"8..10 demos/month"}},
	{"Finish it within two weeks.", []string{"<= 2 weeks"}},
	{"Answer within 48 hours.", []string{"<= 48 h"}},
	{"You call applicants back within three working days.", []string{"<= 3 workdays"}},
	{"Acknowledge every application within 3 working days.", []string{"<= 3 workdays"}},
	{"Write one report every week.", []string{"1 report/week"}},
	{"Write a report every two weeks.", []string{"0.5 reports/week"}},
	{"Write 2 reports every 3 months.", []string{"2 reports/quarter"}},
	{"Review each account at least twice a quarter.", []string{">= 2/quarter"}},
	{"Review each account four times a quarter.", []string{"4/quarter"}},
	{"Make prospecting calls (minimum 15 per day).", []string{">= 15 calls/day"}},
	{"Fewer than a quarter of your partners bring nothing.", []string{"< 25%"}},
	{"Give a 24-hour response time.", []string{"24 h"}},

	// Key results with what has come of them.
	{"# OKRs\n\n- Net promoter score: target 50, current 38", []string{"50"}},
	{"# OKRs\n\n- Win rate (target: 30 %, now 24 %)", []string{"30%"}},
	{"# OKRs\n\n- Bookings: goal $2M, today $1.4M", []string{"$2M"}},
	{"# OKRs\n\n- Activation: 45% → 80%", []string{"80%"}},
	{"# OKRs\n\n- Key results\n  - 3 partners\n- Benefits\n  - 28 days off, 3 trips a year", []string{"3 partners"}},

	// What asks for nothing.
	{"You reached 110% of quota in your last role.", nil},
	{"401(k) with a 4% match", nil},
	{"Base $95K + 20% variable", nil},
	{"A ramp of 3 months (25 %, 50 %, 75 %)", nil},
	{"You work on deals of $50K to $150K.", nil},
	{"You manage an MDF budget of $80K.", nil},
	{"Our team has 40 % women.", nil},
	{"There is a 20 % discount for you.", nil},
	{"You share in 5 % of what partners sell.", nil},
	{"This role supports 1 or more VPs.", nil},
	{"You enable a 500+ field team.", nil},
	{"You work with three goals in mind.", nil},
	{"We meet once a month.", nil},
	{"Occasional heavy lifting 35 pounds or more.", nil},
	{"1 year to less than 2 years", nil},
	{"Less than 3 violations", nil},
	{"Supervises up to 6 permanent staff and up to 20 temporary staff.", nil},
	{"Employees working less than 50% of the regular week pay more.", nil},
	{"Must obtain a driver's license within 30 days of employment.", nil},
	{"We manage elections for more than 1.3 million voters.", nil},
	{"* 12 paid holidays per year", nil},
	{"Position requires this activity up to 33% of the time.", nil},
	{"Health insurance - you can join within 30 days.", nil},
	{"If you are unhappy, you have the right to appeal within 7 days.", nil},
	{"Appeals are decided within 20 days.", []string{"<= 20 days"}},
	{"Tickets that take less than one hour go to first-line support.", nil},
	{"Up to 3.85% of basic pay goes to the best.", nil},
	{"The cost is $130 per GB.", nil},
	{"The change takes half an hour, and less than 15 minutes on small sites.", nil},
	{"A usage figure above 100% is not necessarily a problem.", nil},
	{"# Performance\n\n- 50% - Get agreement on priorities", nil},
	{"If a tool breaks, or stops working for 99% of our users, we warn them.", nil},

	// Periods and parts.
	{"Ship a release every other Friday.", []string{"0.5 releases/week"}},
	{"You scan the shelves once every 6 months.", []string{"1 every 6 months"}},
	{"P1 is answered within 1 hour and P2 within 4.", []string{"<= 1 h", "<= 4 h"}},
	{"- Zero avoidable pressure ulcers of grade 3 or 4.", []string{"<= 0 ulcers"}},
	{"- Achieve zero overdue invoices at month end.", []string{"<= 0 invoices"}},
	{"- Zero tolerance of bribes.", nil},
	{"- Zero complaints were received last year.", nil},
	{"We went from zero customers to 400.", nil},
	{"# Duties\n\n- Spend no more than £1.85 million a year on pay.", []string{"<= GBP 1,850,000/year"}},
	{"Run 8 demos and send out 3 proposals each week.", []string{"8 demos/week", "3 proposals/week"}},
	{"# Goals\n\n- Cut paper use by a third", []string{"33.33 %"}},
	{"# Goals\n\n- Fewer than one in a hundred parcels damaged", []string{"< 1 %"}},
	{"Check the sign once or twice a day.", []string{"1..2/day"}},
}

func TestCompanies(t *testing.T) {
	for _, c := range companies {
		var wanted, got []string
		for _, w := range c.want {
			q, err := quantity.Parse(w)
			if err != nil {
				t.Fatalf("%s: %v", w, err)
			}
			wanted = append(wanted, q.String())
		}
		for _, d := range read(c.text) {
			got = append(got, d.Quantity.String())
		}
		if !slices.Equal(got, wanted) {
			t.Errorf("%s\n got %q\nwant %q", c.text, got, wanted)
		}
	}
}

// TestTitle holds that the title in a front matter is the outermost heading, and that nothing else of it is read.
func TestTitle(t *testing.T) {
	for title, want := range map[string]int{"Q3 OKRs": 1, "Parental leave": 0} {
		text := "---\ntitle: " + title + "\ndescription: 12 calls a day\n---\n\n## Growth\n\n- 500 members by June\n"
		f, err := markdown.Read("a.md", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if got := ReadBlocks(f.Blocks, true).Demands; len(got) != want {
			t.Errorf("%s: %+v", title, got)
		}
	}
}

// TestPhrases holds how demands are quoted.
func TestPhrases(t *testing.T) {
	for text, want := range map[string]string{
		"The goal is to answer within 2 hours.":                            "answer within 2 hours",
		"You make at least 4 visits a day.":                                "make at least 4 visits a day",
		"Customers write, and you answer every message within 2 hours.":    "answer every message within 2 hours",
		"Calls: 50 per day":                                                "Calls: 50 per day",
		"| Win rate | 30 % |":                                              "Win rate: 30 %",
		"* **Demos:** 5/week":                                              "Demos: 5/week",
		"* Abandonment rate: under 5%":                                     "Abandonment rate: under 5%",
		"Prospect daily (minimum 15 calls).":                               "Prospect daily (minimum 15 calls)",
		"KR: 100% of roles have a plan.":                                   "100% of roles have a plan",
		"No more than 8 % of your customers leave.":                        "No more than 8 % of your customers leave",
		"# OKRs\n\n- KR2: Effort score — Current: 45, target: 80":          "Effort score: 80",
		"# OKRs\n\n- Win rate (target: 30 %, now 24 %)":                    "Win rate: 30 %",
		"Nobody has more than 25 open cases at a time.":                    "Nobody has more than 25 open cases",
		"CSAT stays above 4.5 out of 5.":                                   "CSAT stays above 4.5 out of 5",
		"# OKRs\n\n- 90 % of new admins finish - 0.6":                      "90 % of new admins finish",
		"# OKRs\n\n- Activation within 7 days from 38 % to 55 %":           "Activation within 7 days from 38 % to 55 %",
		"The time to fill (from opening to acceptance) is at most 45 days": "The time to fill is at most 45 days",
	} {
		var got []string
		for _, d := range read(text) {
			got = append(got, d.Phrase)
		}
		if strings.Join(got, "|") != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
