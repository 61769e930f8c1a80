package quantity

import (
	"errors"
	"math/big"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// rats compares numbers by value: a Rat's fields depend on how it was made.
var rats = cmp.Comparer(func(a, b *big.Rat) bool { return a.Cmp(b) == 0 })

func number(t testing.TB, text string) *big.Rat {
	t.Helper()
	r, ok := new(big.Rat).SetString(text)
	if !ok {
		t.Fatalf("%q is not a number", text)
	}
	return r
}

func parse(t testing.TB, text string) Quantity {
	t.Helper()
	q, err := Parse(text)
	if err != nil {
		t.Fatalf("Parse(%q): %v", text, err)
	}
	return q
}

// readable holds quantities with their tidied form, the exact number in
// atoms of the unit ("low high" where there are two), and the unit.
var readable = []struct{ text, tidy, number, unit string }{
	// section 2 of the language
	{">= 50 calls/person/day", ">= 50 calls/person/day", "50", "call/person/day"},
	{"at least 50 calls per person per day", ">= 50 calls/person/day", "50", "call/person/day"},
	{"<= 4 h p90", "<= 4 h p90", "240", "min"},
	{"15 min/call", "15 min/call", "15", "min/call"},
	{"4,900 m³/ha", "4,900 m³/ha", "4900", "m3/ha"},
	{"9m36s", "9 min 36 s", "48/5", "min"},
	{"PT15M", "15 min", "15", "min"},
	{"1 h 30 min", "1 h 30 min", "90", "min"},
	{"2 workdays", "2 workdays", "2", "workday"},
	{"35%", "35 %", "35", "%"},
	{"0.9 merge-requests/person/month", "0.9 merge-requests/person/month", "9/10", "merge-request/person/month"},
	{"1,000 leads/month", "1,000 leads/month", "1000", "lead/month"},
	{"USD 60k/month", "USD 60,000/month", "60000", "USD/month"},
	{"€1.2M/quarter", "EUR 1,200,000/quarter", "1200000", "EUR/quarter"},
	{"1 lead/call", "1 lead/call", "1", "lead/call"},
	{"2%..4%", "2..4 %", "2 4", "%"},
	{">= 160 customers by 2026-12-31", ">= 160 customers by 2026-12-31", "160", "customer"},
	{"140 stops per driver per day", "140 stops/driver/day", "140", "stop/driver/day"},

	// comparators
	{"<= 4 h", "<= 4 h", "240", "min"},
	{">5", "> 5", "5", ""},
	{"< 5", "< 5", "5", ""},
	{"= 100%", "= 100 %", "100", "%"},
	{"≥ 5 calls", ">= 5 calls", "5", "call"},
	{"≤5 calls", "<= 5 calls", "5", "call"},
	{"At Most 5 calls", "<= 5 calls", "5", "call"},
	{"more  than 5 calls", "> 5 calls", "5", "call"},
	{"LESS THAN 5 calls", "< 5 calls", "5", "call"},
	{"between 10 and 20 calls/day", "between 10 and 20 calls/day", "10 20", "call/day"},
	{"between 10 calls/day and 20 calls/day", "between 10 and 20 calls/day", "10 20", "call/day"},
	{"between USD 40 and 60/lead", "between USD 40 and 60/lead", "40 60", "USD/lead"},
	{"between 1 and 2 h p90 by 2026-06-30", "between 1 and 2 h p90 by 2026-06-30", "60 120", "min"},

	// numbers
	{"50", "50", "50", ""},
	{"0", "0", "0", ""},
	{"0.5", "0.5", "1/2", ""},
	{"-5 calls", "-5 calls", "-5", "call"},
	{"−5 calls", "-5 calls", "-5", "call"},
	{"1,000,000.25 EUR", "EUR 1,000,000", "4000001/4", "EUR"},
	{"1e3", "1,000", "1000", ""},
	{"2.5E-1", "0.25", "1/4", ""},
	{"1.50 h", "1.5 h", "90", "min"},
	{"1000 calls", "1,000 calls", "1000", "call"},
	{"60K calls", "60,000 calls", "60000", "call"},
	{"2bn visits/year", "2,000,000,000 visits/year", "2000000000", "visit/year"},
	{"12345678901234567890.5 calls", "12,345,678,901,234,567,890.5 calls", "24691357802469135781/2", "call"},

	// ranges
	{"10..20 calls/day", "10..20 calls/day", "10 20", "call/day"},
	{"10 .. 20 calls/day", "10..20 calls/day", "10 20", "call/day"},
	{"10 calls/day..20 calls/day", "10..20 calls/day", "10 20", "call/day"},
	{"10 calls/day..20", "10..20 calls/day", "10 20", "call/day"},
	{"10 calls..20/day", "10..20 calls/day", "10 20", "call/day"},
	{"-5..5", "-5..5", "-5 5", ""},
	{"2..4%", "2..4 %", "2 4", "%"},
	{"2%..4", "2..4 %", "2 4", "%"},
	{"1.5..2.5 calls", "1.5..2.5 calls", "3/2 5/2", "call"},
	{"USD 40..60/lead", "USD 40..60/lead", "40 60", "USD/lead"},
	{"$40..$60/lead", "USD 40..60/lead", "40 60", "USD/lead"},
	{"40k..60k USD", "USD 40,000..60,000", "40000 60000", "USD"},
	{"900..1.2k calls", "900..1,200 calls", "900 1200", "call"},
	{"0..60k calls", "0..60,000 calls", "0 60000", "call"},
	{"1..2 h", "1..2 h", "60 120", "min"},
	{"1 h..2", "1..2 h", "60 120", "min"},
	{"PT1H..2", "1..2 h", "60 120", "min"},
	{"30 s..2 min", "30 s..2 min", "1/2 2", "min"},
	{"1 h 30 min..2 h", "1 h 30 min..2 h", "90 120", "min"},
	{">= 10..20 calls", ">= 10..20 calls", "10 20", "call"},
	{"1..2 calls/min", "60..120 calls/hour", "60 120", "call/hour"},
	{"10..10 calls", "10 calls", "10", "call"},

	// money and percentages
	{"60k USD/month", "USD 60,000/month", "60000", "USD/month"},
	{"$40/lead", "USD 40/lead", "40", "USD/lead"},
	{"£40", "GBP 40", "40", "GBP"},
	{"¥40", "JPY 40", "40", "JPY"},
	{"40 €/month", "EUR 40/month", "40", "EUR/month"},
	{"-$5", "USD -5", "-5", "USD"},
	{"USD -5", "USD -5", "-5", "USD"},
	{"USD60k", "USD 60,000", "60000", "USD"},
	{"60USD", "USD 60", "60", "USD"},
	{"500 MQL/month", "500 MQL/month", "500", "mql/month"},
	{"50 all", "50 alls", "50", "all"},
	{"3 orders/USD", "3 orders/USD", "3", "order/USD"},
	{"35 %", "35 %", "35", "%"},
	{"35 percent", "35 %", "35", "%"},
	{"2 %/month", "2 %/month", "2", "%/month"},

	// units
	{"50 Calls", "50 Calls", "50", "call"},
	{"5 people", "5 people", "5", "person"},
	{"5 persons", "5 persons", "5", "person"},
	{"5 salespeople", "5 salespeople", "5", "salesperson"},
	{"3 sales-calls/day", "3 sales-calls/day", "3", "sales-call/day"},
	{"3 Aufträge", "3 Aufträge", "3", "aufträge"},
	{"50/day", "50/day", "50", "1/day"},
	{"50 calls a day", "50 calls/day", "50", "call/day"},
	{"50 calls an hour", "50 calls/hour", "50", "call/hour"},
	{"50 calls each day", "50 calls/day", "50", "call/day"},
	{"50 calls every day", "50 calls/day", "50", "call/day"},
	{"50 calls / day / person", "50 calls/person/day", "50", "call/person/day"},
	{"50 calls per workday", "50 calls/day", "50", "call/day"},
	{"50 calls/h", "50 calls/hour", "50", "call/hour"},
	{"2 calls/min", "120 calls/hour", "120", "call/hour"},
	{"0.1 calls/s", "360 calls/hour", "360", "call/hour"},
	{"5 calls/organization/week", "5 calls/organisation/week", "5", "call/organisation/week"},
	{"15 min per call per person", "15 min/call/person", "15", "min/call/person"},
	{"4 calls/call", "4", "4", ""},

	// durations
	{"1h30m", "1 h 30 min", "90", "min"},
	{"1H30M", "1 h 30 min", "90", "min"},
	{"15m/call", "15 min/call", "15", "min/call"},
	{"1h 30m", "1 h 30 min", "90", "min"},
	{"-1 h 30 min", "-1 h 30 min", "-90", "min"},
	{"20 s", "20 s", "1/3", "min"},
	{"200 ms p95", "200 ms p95", "1/300", "min"},
	{"8 hours", "8 h", "480", "min"},
	{"2 days", "2 days", "2880", "min"},
	{"2d", "2 days", "2880", "min"},
	{"1 day 4 h", "28 h", "1680", "min"},
	{"45 calendar-days", "45 calendar-days", "64800", "min"},
	{"1 calendar-day", "1 calendar-day", "1440", "min"},
	{"2 weeks", "2 weeks", "20160", "min"},
	{"30 working-days", "30 workdays", "30", "workday"},
	{"4 months", "4 months", "4", "month"},
	{"2 quarters", "2 quarters", "6", "month"},
	{"1 year 6 months", "18 months", "18", "month"},
	{"4 h/week", "4 h/week", "240", "min/week"},
	{"30 min/day", "30 min/day", "30", "min/day"},
	{"2 days/month", "2 days/month", "2880", "min/month"},
	{"PT1H30M", "1 h 30 min", "90", "min"},
	{"PT1.5H", "1.5 h", "90", "min"},
	{"P2D", "2 days", "2880", "min"},
	{"P1DT12H", "36 h", "2160", "min"},
	{"P1W", "1 week", "10080", "min"},
	{"P1Y6M", "18 months", "18", "month"},

	// statistics, dates, spaces
	{"<= 4 h median", "<= 4 h median", "240", "min"},
	{"<= 4 h mean", "<= 4 h mean", "240", "min"},
	{"<= 4 h P50", "<= 4 h p50", "240", "min"},
	{"<= 4 h by 2026-12-31 p99", "<= 4 h p99 by 2026-12-31", "240", "min"},
	{"  5 calls ", "5 calls", "5", "call"},
	{"5\u00a0%", "5 %", "5", "%"},
}

func TestParse(t *testing.T) {
	for _, test := range readable {
		q := parse(t, test.text)
		low, high, _ := strings.Cut(test.number, " ")
		if high == "" {
			high = low
		}
		if q.Text != test.text || q.Unit.String() != test.unit || q.String() != test.tidy {
			t.Errorf("Parse(%q) = %q in %q of %q, want %q in %q", test.text, q, q.Unit, q.Text, test.tidy, test.unit)
		}
		if q.Low.Cmp(number(t, low)) != 0 || q.High.Cmp(number(t, high)) != 0 {
			t.Errorf("Parse(%q) = %v..%v, want %s", test.text, q.Low, q.High, test.number)
		}
	}
}

// TestParseTidied reads what String wrote. Where it rounded nothing, all but
// the text is kept.
func TestParseTidied(t *testing.T) {
	rounded := map[string]bool{"1,000,000.25 EUR": true, "200 ms p95": true}
	for _, test := range readable {
		q := parse(t, test.text)
		again := parse(t, q.String())
		if rounded[test.text] {
			continue
		}
		q.Text, again.Text = "", ""
		q.BareDay, q.TimeUnit, again.BareDay, again.TimeUnit = false, "", false, ""
		q.Note, q.Limits, q.Keep, q.Start = "", false, false, nil
		if diff := cmp.Diff(q, again, rats); diff != "" {
			t.Errorf("Parse(%q) and Parse of its String differ:\n%s", test.text, diff)
		}
	}
}

func TestParseKeepsHowItWasWritten(t *testing.T) {
	for _, test := range []struct {
		text, statistic, by, time string
		comparator                Comparator
		bareDay                   bool
	}{
		{text: "<= 4 h p90", statistic: "p90", time: "h", comparator: AtMost},
		{text: "15 days by 2026-02-28", by: "2026-02-28", time: "day", bareDay: true},
		{text: "P2D", time: "day", bareDay: true},
		{text: "P1DT1H", bareDay: true},
		{text: "1 day 4 h", bareDay: true},
		{text: "2 calendar-days", time: "calendar-day"},
		{text: "2 workdays", time: "workday"},
		{text: "1 h 30 min"},
		{text: "1..2 h", time: "h"},
		{text: "30 s..2 min"},
		{text: "30 min/day", time: "min"},
		{text: "between 10 and 20 calls", comparator: Between},
	} {
		q := parse(t, test.text)
		want := Quantity{Text: test.text, Comparator: test.comparator, Amount: q.Amount, Statistic: test.statistic,
			By:      test.by,
			BareDay: test.bareDay, TimeUnit: test.time}
		if diff := cmp.Diff(want, q, rats); diff != "" {
			t.Errorf("Parse(%q) (-want +got):\n%s", test.text, diff)
		}
	}
}

// refused holds near misses with the part that is wrong between « and », and
// something the message has to say.
var refused = []struct{ text, says string }{
	// numbers with two readings
	{"«1,5»", "1,5 could be 1.5 or 15"},
	{"«1.000,5» leads", "1.000,5 could be 1,000.5 or 1.0005"},
	{"«10,00» leads", "10,00 could be 10 or 1,000"},
	{"«1.000» leads", "1.000 could be 1 or 1,000"},
	{"«12.500» calls/month", "12.500 could be 12.5 or 12,500"},
	{"EUR «2.500»/month", "2.500 could be 2.5 or 2,500"},
	{"EUR «2.375»", "2.375 could be 2.3750 or 2,375"},
	{"«2.375» calls/day", "2.375 could be 2.3750 or 2,375"},
	{"«1.250» h", "1.250 could be 1.25 or 1,250"},
	{"«0,5»", "0,5 could be 0.5 or 5"},
	{"«1,00,000»", `write "100,000"`},
	{"«1.000.000»", `write "1,000,000"`},
	{"«1.2.3,4,5»", "as in 1,000.5"},
	{"«1_000» calls", "1,000"},
	{"«1'000» calls", "1,000"},
	{"«1 000» leads", `write "1,000 leads"`},
	{"«1 000 000» leads", `write "1,000,000 leads"`},
	{"«1.5 30»", "without spaces"},
	{"«010»", `write "10"`},
	{"«007» calls", `write "7 calls"`},
	{"«0x1F»", "decimal digits"},
	{"«0b101»", "decimal digits"},
	{"«0o17»", "decimal digits"},
	{"5«.»", "not understood"},
	{"«1e101»", "at most 100"},
	{"«1e-999999999999»", "at most 100"},
	{"«11111111112222222222333333333344444444445555555555666666666677777»", "at most 64"},
	{"«40»..60k calls", "40 could be 40 or 40k"},
	{"between «USD 40» and 60k", "USD 40 could be USD 40 or USD 40k"},

	// no number
	{"«»", "a number is missing"},
	{"   «»", "a number is missing"},
	{">= «»", "a number is missing"},
	{"USD«»", "a number is missing"},
	{"«TBD»", "a number is expected"},
	{"at least «the» team average", "a number is expected"},
	{"-«-5»", "a number is expected"},
	{"«usd» 60k", `capitals: write "USD 60k"`},
	{"«PT»", "PT1H30M"},
	{"PT«15»", "of one kind"},
	{"P«1X»", "of one kind"},
	{"P1M«2D»", "of one kind"},
	{"«PT1Hx»", "PT1H30M"},

	// comparators
	{"«=>» 5", `write ">= 5"`},
	{"«=<» 5", `write "<= 5"`},
	{"«==» 5", `write "= 5"`},
	{"«!=» 5", `write "< 5" or "> 5"`},
	{">= «>=» 5", "a number is expected"},
	{"«about» 5 calls", `write "5 calls", or two limits`},
	{"at «leest» 5", "a number is expected"},
	{"at least «10 to 15 calls»", "two limits"},
	{"at least 5 calls «or less»", `write "at least 5 calls" or "5 calls or less"`},

	// ranges
	{"«20..10» calls", "the first number, 20, is above the second, 10"},
	{"between «20 and 10» calls", "the first number, 20, is above the second, 10"},
	{"«2 h..30» min", "the first number, 2, is above the second, 30"},
	{"«10 calls..20» leads", "calls and leads do not fit together"},
	{"«10 calls/day..20» calls/week", "calls/day and calls/week"},
	{"«1 h..2» workdays", "minutes and workdays"},
	{"1 h 30 min..«2»", "both ends"},
	{"10«...»20", "two points"},
	{"10 calls«…»20", `write "10 calls..20"`},
	{"10.. «»", "a number is missing"},
	{"between 10«»", "between 10 and 20"},
	{"between 10«»..20", "between 10 and 20"},
	{"between 10 calls «»or 20", "between 10 and 20"},

	// units
	{"50 «sales_calls»/day", `write "50 sales-calls/day"`},
	{"5 calls/«sales_person»", `write "5 calls/sales-person"`},
	{"50«calls»", `write "50 calls"`},
	{"5«kg»", `write "5 kg"`},
	{"15 «m»/call", "minutes, metres or millions"},
	{"«15m»", "15 minutes or 15 million"},
	{"5 «mlls»", "millions"},
	{"50 calls «that» we have to make", "not understood"},
	{"50 «quite new big long sales calls abroad»", "at most 4 words"},
	{"60 «usd»", `capitals: write "60 USD"`},
	{"USD 40 «leads»", "per lead"},
	{"USD 40«%»", "USD is already the unit"},
	{"USD 40 «EUR»", "USD is already the unit"},
	{"USD 40 «h»", "USD is already the unit"},
	{"10 % «YoY»", `write "increase by 10 %" or "reduce by 10 %"`},
	{"20 % «faster»", `write "reduce by 20 %"`},
	{"1/«2» day", "for one"},
	{"50 Anrufe «pro» Tag", `write "50 Anrufe per day"`},
	{"1 h «30»", "a unit of time is missing after 30"},
	{"1 h «30» calls", "a unit of time is missing"},
	{"1 min «2 h»", "longer unit"},
	{"1 h «1 h»", `write "2 h"`},
	{"1 month «2 days»", "month and day do not add up"},

	// denominators
	{"50 calls/«shift»", `write "50 calls/day", and the length of a shift as the ` + "`workingDay`"},
	{"50 calls per «shift»", `write "50 calls per day"`},
	{"5 calls/«calendar-day»", "working days"},
	{"50 calls/«»", "say per what"},
	{"50 calls each«»", "say per what"},
	{"50 calls per «»by 2026-12-31", "say per what"},
	{"3 defects/«1,000» orders", "for one"},
	{"24/«7»", "for one"},
	{"5 calls/day/«week»", "per day and per week are two"},
	{"5 calls/person/«team»", "per person and per team are two"},
	{"5 calls/day/«day»", "day is named twice"},

	// after the end
	{"4 h «p49»", "p50 to p99"},
	{"4 h «p100»", "p50 to p99"},
	{"4 h p90 «p95»", "one statistic"},
	{"160 customers by «2026-02-30»", "day of the calendar"},
	{"160 customers by «tomorrow»", "day of the calendar"},
	{"160 customers by«»", "day of the calendar"},
	{"160 customers by 2026-12-31 «by» 2026-12-31", "not understood"},
	{"50 calls/day «!»", "not understood"},
	{"50 calls, «about»", "not understood"},
	{"«10:00»", `write "10 h" or "10 min"`},

	// characters
	{"50 calls«\t»", "invisible"},
	{"50 «\u200b»calls", "invisible"},
	{"50 «\xff»calls", "UTF-8"},
	{strings.Repeat("1", 500) + "«1»", "at most 500"},
}

func TestParseRefuses(t *testing.T) {
	for _, test := range refused {
		before, rest, _ := strings.Cut(test.text, "«")
		part, after, _ := strings.Cut(rest, "»")
		q, err := Parse(before + part + after)
		var e *Error
		if !errors.As(err, &e) {
			t.Errorf("Parse(%q) = %v, %v; want an *Error", before+part+after, q, err)
			continue
		}
		if e.Start != len(before) || e.End != len(before)+len(part) || !strings.Contains(e.Message, test.says) {
			t.Errorf("%s: got %d to %d, %s; want %q", test.text, e.Start, e.End, e.Message, test.says)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, test := range readable {
		f.Add(test.text)
	}
	for _, test := range refused {
		f.Add(strings.NewReplacer("«", "", "»", "").Replace(test.text))
	}
	f.Fuzz(func(t *testing.T, text string) {
		q, err := Parse(text)
		if err != nil {
			checkError(t, text, err)
			return
		}
		if q.Text != text || q.Low.Cmp(q.High) > 0 {
			t.Errorf("Parse(%q) = %v..%v of %q", text, q.Low, q.High, q.Text)
		}
		if diff := cmp.Diff(q, parse(t, text), rats); diff != "" {
			t.Errorf("Parse(%q) differs the second time:\n%s", text, diff)
		}
		if q.Amount.String() == "" {
			t.Errorf("Parse(%q) shows nothing", text)
		}
		if len(q.String()) > maxNumber {
			return // an exponent may stand for more digits than may be written
		}
		again, err := Parse(q.String())
		if err != nil {
			t.Fatalf("Parse(%q) is shown as %q: %v", text, q, err)
		}
		if again.Unit.Period() != q.Unit.Period() || again.Unit.Currency() != q.Unit.Currency() ||
			again.Comparator != q.Comparator || again.Statistic != q.Statistic || again.By != q.By {
			t.Errorf("Parse(%q) is shown as %q, which reads as %q", text, q, again)
		}
	})
}

func checkError(t *testing.T, text string, err error) {
	t.Helper()
	var e *Error
	if !errors.As(err, &e) || e.Start < 0 || e.Start > e.End || e.End > len(text) || e.Message == "" {
		t.Errorf("Parse(%q): %#v", text, err)
	}
}

func BenchmarkParse(b *testing.B) {
	for _, text := range []string{">= 50 calls/person/day", "15 min/call", "35%", "USD 60k/month", "1 h 30 min",
		"10..20 leads/month", "TBD"} {
		b.Run(text, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Parse(text)
			}
		})
	}
}

// TestWordsOfPeople reads what people write in job descriptions and handbooks.
func TestWordsOfPeople(t *testing.T) {
	for text, want := range map[string]string{
		"keep at 90 or above":                            "keep >= 90",
		"4 business hours in 90 % of cases":              "4 business-hours p90",
		"within one week for 80 % of reservations":       "<= 1 week p80",
		"within one week for 80 percent of all bookings": "<= 1 week p80",
		"45 days or less at the median":                  "<= 45 days median",
		"two business reviews a week for each CSM":       "2 business-reviews/csm/week",
		"one review per customer and quarter":            "1 review/customer/quarter",
		"14 stops per person and day":                    "14 stops/person/day",
		"within three quarters":                          "<= 9 months",
		"no more than 5 min 59 s for 95 % of trains":     "<= 5 min 59 s p95",
		"an hour and a half per job":                     "90 min/job",
		"a day and a half":                               "36 h",
		"up from 24 % to 30 %":                           ">= 30 %",
		"down from 24 to 18 days p80":                    "<= 18 days p80",
		"14,000 subscribers, up from 11,400":             ">= 14,000 subscribers",
		"all of the 34 parishes":                         ">= 34 parishes",
		"never more than eleven buses":                   "<= 11 buses",
		"never less than 3 nurses":                       ">= 3 nurses",
		"3 of 4 stories":                                 "75 %",
		"9 out of 10 customers":                          "90 %",
		"180 meals per cook per school day":              "180 meals/cook/day",
		"1.2 crashes per 100,000 miles":                  "0.000012 crashes/mile",
		"at most 2.5 falls per 1,000 bed days":           "at most 0.0025 falls/bed-day",
		"3 injuries per 200,000 hours worked":            "0.000015 injuries/hour-worked",
		"5 defects per million opportunities":            "0.000005 defects/opportunity",
		"29.5 litres per 100 km":                         "0.295 litres/km",
	} {
		q, err := Parse(text)
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		same, err := Parse(want)
		if err != nil {
			t.Fatalf("%s: %v", want, err)
		}
		if q.Comparator != same.Comparator || q.Low.Cmp(same.Low) != 0 || q.Unit != same.Unit ||
			q.Statistic != same.Statistic || q.Keep != same.Keep {
			t.Errorf("%s is read as %s (%s), not as %s", text, q, q.Unit, same)
		}
	}
	for _, text := range []string{"at least three quarters", "one call and a half", "12 calls per day and"} {
		if q, err := Parse(text); err == nil {
			t.Errorf("%s is read as %s", text, q)
		}
	}
	if Relative("45 days or less at the median") || !Relative("at the median of the region") {
		t.Error("a statistic of one's own is not relative, and that of others is")
	}
}
