package quantity

import (
	"math/big"
	"strings"
	"testing"
)

func TestNumber(t *testing.T) {
	for r, want := range map[string]string{
		"0": "0", "1": "1", "999": "999", "1000": "1,000", "26000": "26,000", "1234567.5": "1,234,567.5",
		"1000000": "1,000,000",
		"6.25":    "6.25", "9.6": "9.6", "3.60": "3.6", "21.25": "21.25", "1/3": "0.33", "2/3": "0.67",
		"0.005": "0.005", "0.004": "0.004", "-0.005": "-0.005", "0.001": "0.001", "1/300": "0.0033", "0.0099": "0.0099",
		"0.00996": "0.01",
		"0.01":    "0.01", "0.0149": "0.01", "-1/30000": "-0.000033", "1e-12": "0", "-1e-12": "0", "2.675": "2.68",
		"0.995": "1", "999.999": "1,000", "-999.999": "-1,000",
		"-5": "-5", "-1000": "-1,000", "-123456": "-123,456", "100000": "100,000", "201.6": "201.6",
	} {
		if got := Number(number(t, r)); got != want {
			t.Errorf("Number(%s) = %q, want %q", r, got, want)
		}
	}
}

func TestDuration(t *testing.T) {
	for r, want := range map[string]string{
		"750": "12 h 30 min", "192": "3 h 12 min", "9.6": "9 min 36 s", "3.84": "3 min 50.4 s", "480": "8 h",
		"475": "7 h 55 min",
		"15":  "15 min", "1/3": "20 s", "0": "0 min", "60": "1 h", "90": "1 h 30 min", "1/2": "30 s", "60.5": "1 h 30 s",
		"61.5":  "1 h 1 min 30 s",
		"10080": "168 h", "60000": "1,000 h", "-90": "-1 h 30 min", "-1/6000": "0 min", "59.9995": "1 h", "0.9999": "1 min",
		"1/600": "0.1 s", "1/1200": "0.1 s",
	} {
		if got := Duration(number(t, r)); got != want {
			t.Errorf("Duration(%s) = %q, want %q", r, got, want)
		}
	}
	for r, want := range map[string]string{"465": "465 min", "750": "750 min", "9.6": "9.6 min", "1000": "1,000 min"} {
		if got := Minutes(number(t, r)); got != want {
			t.Errorf("Minutes(%s) = %q, want %q", r, got, want)
		}
	}
}

func TestMoney(t *testing.T) {
	for r, want := range map[string]string{
		"70000/3": "USD 23,333", "100000": "USD 100,000", "40": "USD 40", "9.5": "USD 9.5", "999.99": "USD 999.99",
		"999.999": "USD 1,000",
		"1000.5":  "USD 1,001", "-1000.5": "USD -1,001", "-40": "USD -40", "0": "USD 0", "9600": "USD 9,600",
	} {
		if got := Money("USD", number(t, r)); got != want {
			t.Errorf("Money(%s) = %q, want %q", r, got, want)
		}
	}
}

func TestAmountString(t *testing.T) {
	for text, want := range map[string]string{
		"50 calls/person/day": "50 calls/person/day", "1 lead/call": "1 lead/call", "50%": "50 %", "USD 70k": "USD 70,000",
		"USD 40/lead": "USD 40/lead",
		"12.5 h":      "12.5 h", "9.6 min": "9.6 min", "9m36s": "9 min 36 s", "15 min/call": "15 min/call",
		"15 workdays": "15 workdays",
		"1 workday":   "1 workday", "2000..4000 leads/month": "2,000 to 4,000 leads/month", "5 people": "5 people",
		"1 person": "1 person",
		"0 calls":  "0 calls", "1.5 calls": "1.5 calls", "0.999 calls": "0.999 calls", "1..2 calls": "1 to 2 calls",
		"-1 call": "-1 calls", "1,000": "1,000",
		"1 %": "1 %", "2%..4%": "2 to 4 %", "USD 40..60/lead": "USD 40 to 60/lead", "1..2 h": "1 to 2 h",
		"30 min..2 h": "30 min to 2 h", "4 months": "4 months", "6 months": "6 months",
		"200 calls/hour": "200 calls/hour", "20 s": "20 s", "7 calendar-days": "7 calendar-days", "50 days": "50 days",
		"5 business days": "5 business days",
		"50 Anrufe/Tag":   "50 Anrufe/Tag", "1 SAO": "1 SAO", "9 MRs/person/Month": "9 MRs/person/month",
		"99.950 %": "99.95 %", "99.999 %": "99.999 %", "2.3750 calls/day": "2.3750 calls/day",
		"2 points/ticket": "2 points/ticket", "5/day": "5/day",
		"40 merge-requests/team/week": "40 merge-requests/team/week", "2..3/day": "2 to 3/day",
	} {
		if got := amount(t, text).String(); got != want {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
	}
	product := amount(t, "5 calls").Mul(amount(t, "2 orders"))
	if got := product.String(); got != "10 call·order" {
		t.Errorf("a product of nouns is shown as %q", got)
	}
}

// TestStory is the sum that the language page shows.
func TestStory(t *testing.T) {
	factors := []Amount{amount(t, "5 people"), amount(t, "50 calls/person/day"), Exact(big.NewRat(20, 1),
		FactorUnit(DaysPerMonth)), amount(t, "1 lead/call")}
	total, words := Of(1, nil, nil), []string{}
	for _, f := range factors {
		total, words = total.Mul(f), append(words, f.String())
	}
	got := strings.Join(words, " × ") + " = " + total.String()
	if want := "5 people × 50 calls/person/day × 20 days/month × 1 lead/call = 5,000 leads/month"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestDecimal(t *testing.T) {
	for r, want := range map[string]string{
		"5000": "5000", "0.1": "0.1", "-0.1": "-0.1", "0": "0", "1e20": "100000000000000000000", "1/8": "0.125",
		"12.50": "12.5", "1e-9": "0.000000001",
		"123456789012345678901234567890.123456789": "123456789012345678901234567890.123456789",
	} {
		if got, exact := Decimal(number(t, r)); got != want || !exact {
			t.Errorf("Decimal(%s) = %q, %t", r, got, exact)
		}
	}
	for r, want := range map[string]string{
		"1/3":    "0." + strings.Repeat("3", 30),
		"-2/3":   "-0." + strings.Repeat("6", 29) + "7",
		"1/3000": "0.000" + strings.Repeat("3", 30),
		"100/3":  "33." + strings.Repeat("3", 28),
		"1e40/3": strings.Repeat("3", 40),
	} {
		if got, exact := Decimal(quotientOf(t, r)); got != want || exact {
			t.Errorf("Decimal(%s) = %q, %t, want %q", r, got, exact, want)
		}
	}
}

// quotientOf reads a/b where a may have an exponent.
func quotientOf(t *testing.T, text string) *big.Rat {
	a, b, _ := strings.Cut(text, "/")
	return new(big.Rat).Quo(number(t, a), number(t, b))
}
