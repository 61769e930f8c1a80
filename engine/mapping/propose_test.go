package mapping_test

import (
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/mapping"
)

// TestUnitsOfRows holds that a proposed mapping puts behind a number what recognition put there, where the columns by
// themselves say less or say it in another language: the counted things, too.
func TestUnitsOfRows(t *testing.T) {
	for table, lines := range map[string][]string{
		"Squad,KPI,Target,Cadence\nSales,Offers,120,per month\nSales,Win rate,30%,\nCare,Days to reply,2,\n": {
			`    "Days to reply": " days"`,
			`    "Offers": " Offers/month"`,
			`      target: "row.Target == '' ? '' : row.Target + lookup('unit', row.KPI, '')"`,
		},
		"Abteilung;KPI;Soll;Pro\nVertrieb;Anzahl Kundenbesuche;12;Woche\nVertrieb;Anzahl Angebote;100;Monat\n": {
			`    "Anzahl Angebote": " Angebote/month"`,
			`    "Anzahl Kundenbesuche": " Kundenbesuche/week"`,
			`      target: "row.Soll == '' ? '' : row.Soll + lookup('unit', row.KPI, '/' + row.Pro)"`,
		},
		"Bereich;Kennzahl;Zielwert;Einheit;Häufigkeit\nVertrieb;Besuche;12;Besuche pro Woche;wöchentlich\n" +
			"Vertrieb;Angebote;1.200;Angebote/Jahr;monatlich\nService;Antwortzeit;4,5;Stunden;täglich\n": {
			`    "Angebote/Jahr": " Angebote/year"`,
			`    "Besuche pro Woche": " Besuche/week"`,
			`      target: "row.Zielwert == '' ? '' : decimal(row.Zielwert, ',') + ` +
				`lookup('unit', row.Einheit, ' ' + row.Einheit)"`,
		},
		"Team;Kennzahl;Ziel\nVertrieb;Angebote;100 Angebote im Monat\nService;Antworten;95 % innerhalb von 4 Stunden\n": {
			`    "100 Angebote im Monat": "100 Angebote/month"`,
			`    "95 % innerhalb von 4 Stunden": "<= 4 h p95"`,
			`      target: "lookup('target', row.Ziel, row.Ziel)"`,
		},
		"Team,KPI,Target,Unit\nSales,Offers,120,offers/month\nCare,Complaints,3,%\n": {
			`      target: "row.Target == '' ? '' : row.Target + ' ' + row.Unit"`,
		},
	} {
		holds(t, "goals.csv", table, lines)
	}
}

func holds(t *testing.T, name, table string, lines []string) {
	t.Helper()
	in, _, err := mapping.Open(name, []byte(table))
	if err != nil {
		t.Fatal(err)
	}
	got, err := mapping.Propose(in, name)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range lines {
		if !strings.Contains(string(got), line+"\n") {
			t.Errorf("%s is missing in\n%s", line, got)
		}
	}
}

// TestProposedColumns holds that a proposed mapping has an entry for each column of targets, tells rows with the same
// name apart, calls columns without a name by their letters, and says where to name a target that was not recognised.
func TestProposedColumns(t *testing.T) {
	for table, lines := range map[string][]string{
		"Ticket type,Priority,Response target (min),Resolution target (h)\nIncident,1,15,4\nIncident,2,30,8\n": {
			`      id: "slug(row['Ticket type'] + ' ' + row.Priority)"`,
			`      id: "slug(row['Ticket type'] + ' ' + row.Priority + ' Resolution target (h)')"`,
			`      target: "row['Resolution target (h)'] + ' h'"`,
		},
		",,Minimum,Target\nQuality,Calls without error,90%,95%\n,Rating (1-5),4.2,4.5\nTime,Wrap-up (sec),90,60\n": {
			`      id: "slug(row.B)"`,
			`    "Wrap-up (sec)": " s"`,
			`#   Minimum: read as minimum; nothing is made of it`,
		},
		";;1. Halbjahr;;2. Halbjahr;\nGebiet;Kenngröße;Ziel;Wer;Ziel;Wer\nNord;Besuche je AD/Woche;12;KAM;14;KAM\n" +
			";Umsatz T€;1.250,5;KAM;1.400,0;KAM\nSüd;Besuche je AD/Woche;10;KAM;11;KAM\n": {
			`    "Umsatz T€": " thousand EUR"`,
			`      id: "slug(row['Kenngröße'])"`,
			`      id: "slug(row['Kenngröße'] + ' 2. Halbjahr')"`,
			`      target: "decimal(row['Ziel (2)'], ',') + lookup('unit', row['Kenngröße'], '')"`,
		},
		"Team,Anrufe,Umsatz\nA,55,\nB,90,28000\n": {
			`      # target: "row['…']"  # nothing was recognised as what is to be reached: name the column here`,
		},
	} {
		holds(t, "list.csv", table, lines)
	}
}
