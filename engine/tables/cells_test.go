package tables

import (
	"testing"

	"github.com/kpilint/kpilint/engine/content"
)

// TestCells holds how cells of a column of targets are read, "" for those that are named as not understood.
func TestCells(t *testing.T) {
	for cell, want := range map[string]string{
		"≥95%": "at least 95%", "<2h": "<2 h", "> 90 %": "> 90 %", ">=4.5/5": "at least 4.5/5", "99.9%": "99.9%", "24/7": "",
		"1:4": "", "Top 10%": "", "$1.2M": "USD 1.2M", "€50k": "EUR 50k", "1.5m": "", "50k/month": "50k/month", "5+": "5+",
		"Yes": "", "100% by Q3 2026": "100% by Q3 2026", "Increase by 10%": "Increase by 10%", "10% increase": "10% increase",
		"TBC (Q2)": "", "30 days": "30 days", "D+5": "", "15th of month": "", "3 per rep per week": "3/person/week",
		"12/yr": "12/year", "200 hrs": "200 h", "85-90%": "85-90%", "≤ 5": "at most 5", "max 3": "at most 3",
		"min. 80": "at least 80", "mind. 80 %": "at least 80 %", "max. 2 Std.": "at most 2 h",
		"bis zu 5 Tage": "at most 5 days",
		"ca. 50":        "50", "~50": "50", "50 (per rep)": "50/person", "50*": "50", "1 Mio. €": "1 million EUR",
		"1,5 Mio. EUR": "1.5 million EUR", "500 T€": "500 thousand EUR", "12 Stück": "12", "0": "0", "-5%": "-5%",
		"+5%":  "+5%",
		"5 pp": "5 percentage points", "4 Stunden": "4 h", "innerhalb von 24 Stunden": "within 24 h",
		"90% within 24h": "at least 90 % within 24 h", "98% in 3 days": "at least 98 % within 3 days", "4 of 5": "",
		"two per month": "2/month", "zwei pro Monat": "2/month", "once a week": "1/week", "10 h/week": "10 h/week",
		"1.000":    "",
		"1.000,00": "1000", "1 000": "1000", "1'000": "1000", "12,5": "12.5", "EUR 5/h": "EUR 5/hour",
		"50 calls/day/agent": "50 calls/day/person", "≥ 80 NPS": "at least 80 NPS", "Score 4.2": "", "A+": "",
		"31.12.2026": "2026-12-31", "end of Q2": "Q2", "Done": "",
		"no more than 3 complaints per quarter": "at most 3 complaints/quarter", "menos de 2 horas": "less than 2 h",
		"plus de 90 %": "more than 90 %", "entre 20 et 30": "between 20 and 30", "au moins 3 par mois": "at least 3/month",
		"minst 3 per månad": "at least 3/month", "ten minste 3 per maand": "at least 3/month", "5 - 10": "5 - 10",
		"mindestens 3 pro Monat und Mitarbeiter": "at least 3/month/person", "5 bis 10": "5 to 10", "5 à 10": "5 to 10",
		"10 days or less": "at most 10 days", "80 % oder mehr": "at least 80 %", "$ 2,500,000": "USD 2500000",
		"30 min.": "30 min", "1h30": "1 h 30 min", "1 h 30 min": "1 h 30 min", "15°C": "15 degrees", "TBD": "", "n. n.": "",
		"100 Angebote im Monat": "100 Angebote/month", "40 Anrufe am Tag": "40 Anrufe/day",
		"12 Besuche in der Woche": "12 Besuche/week", "4 Messen im Jahr": "4 Messen/year",
		"£1.2m": "GBP 1.2 million", "$45k min": "at least USD 45k", "₹ 45 lakh": "INR 4500000",
		"Rs 4.5 cr": "INR 45000000", "INR 2.5 crore": "INR 25000000", "-4 lakh": "-400000",
		"12 lakh visits": "1200000 visits", "8h pp per yr": "8 h/person/year",
		"$10M – $12M": "USD 10M to USD 12M", "$250K–$300K": "USD 250K to USD 300K", "€5 - €8": "EUR 5 to EUR 8",
		"10% ↑ vs LY": "+10%", "↑10%": "+10%", "down 5% YoY": "-5%", "10% increase on last year": "10% increase", "95% ↑": "",
		"5% YoY": "", "95% of last year": "", "30% by Dec-26": "30%", "We drop the goal of 40 calls": "",
		"X%": "", "${target}": "", "k. A.": "", "à définir": "", "se dashboard": "",
	} {
		rows := appendRow(appendRow(nil, "| KPI | Target |"), "| Something | "+cell+" |")
		for range 3 {
			rows = appendRow(rows, "| Other | at least 7 |")
		}
		r := Read(&content.Table{Rows: numbered(rows)}, Context{})
		got := ""
		for _, rec := range r.Records {
			if rec.Row == 2 {
				got += rec.Words()
			}
		}
		if got != want {
			t.Errorf("%q is read as %q, not as %q", cell, got, want)
		}
		if got == "" && len(r.Unread) == 0 {
			t.Errorf("%q is lost", cell)
		}
	}
}

// TestUnitHasItsPeriod holds that the period of a unit is that of the number, and not how often somebody looks at it.
func TestUnitHasItsPeriod(t *testing.T) {
	var rows []content.Row
	for _, row := range []string{
		"| KPI | Target | Unit | Frequency |", "| Offers | 1200 | offers/year | monthly |",
		"| Visits | 12 | visits per week | weekly |", "| Calls | 400 | calls | weekly |",
	} {
		rows = appendRow(rows, row)
	}
	got := map[string]string{}
	for _, r := range Read(&content.Table{Rows: rows}, Context{}).Records {
		got[r.Subject[0].Text] = r.Quantity
	}
	for name, want := range map[string]string{
		"Offers": "1200 offers/year", "Visits": "12 visits/week", "Calls": "400 calls/week",
	} {
		if got[name] != want {
			t.Errorf("%s: %q, want %q", name, got[name], want)
		}
	}
}

// TestUpTo holds that "up to" is no limit where the row begins below its number.
func TestUpTo(t *testing.T) {
	for baseline, want := range map[string]string{
		"22%": "30%", "35%": "at most 30%", "22": "at most 30%", "": "at most 30%",
	} {
		rows := appendRow(appendRow(nil, "| KPI | Baseline | Target |"), "| Awareness | "+baseline+" | up to 30% |")
		rows = appendRow(rows, "| Other | 5 | at least 7 |")
		got := ""
		for _, rec := range Read(&content.Table{Rows: numbered(rows)}, Context{}).Targets() {
			if rec.Row == 2 {
				got = rec.Words()
			}
		}
		if got != want {
			t.Errorf("from %q it is read as %q, not as %q", baseline, got, want)
		}
	}
}

// TestChangesAreNamed holds that a change of which nobody works out what it comes to is named.
func TestChangesAreNamed(t *testing.T) {
	rows := appendRow(appendRow(nil, "| KPI | Target |"), "| Footfall | +10% vs LY |")
	rows = appendRow(rows, "| Visits | 40 a day |")
	r := Read(&content.Table{Rows: numbered(rows)}, Context{})
	all, more := r.Changes(5)
	if len(all) != 1 || more != 0 || all[0].Row != 2 {
		t.Errorf("%v %d", all, more)
	}
	if all, more := r.Changes(0); len(all) != 0 || more != 1 {
		t.Errorf("%v %d", all, more)
	}
}
