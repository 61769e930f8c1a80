package tables

import "testing"

// TestAsks holds which sign is read in other languages, with the article that some put behind it.
func TestAsks(t *testing.T) {
	for text, want := range map[string]string{
		"Mantener la tasa de errores inferior al 2 %.":       "less than 2 %",
		"Tiempo de entrega no superior a 48 horas.":          "at most 48 h",
		"Un nivel de servicio igual o superior al 95 %.":     "at least 95 %",
		"Le taux de rebut est inférieur ou égal à 1,5 %.":    "at most 1.5 %",
		"Il tasso di resa non deve essere superiore al 3 %.": "at most 3 %",
		"Die Quote der Fehler ist kleiner oder gleich 2 %.":  "at most 2 %",
		"Die Quote darf nicht über 3 % liegen.":              "at most 3 %",
		"El plazo no debe ser inferior a 5 días.":            "",
		"Le délai ne doit pas être supérieur à 5 jours.":     "at most 5 days",
		"Andelen klagomål är mindre än eller lika med 1 %.":  "at most 1 %",
		"Portfolio at risk at 30 days: 4.5":                  "",
	} {
		got := ""
		for _, a := range Asks(text, Comma) {
			got = a.Quantity.Text
		}
		if got != want {
			t.Errorf("%s: %q, want %q", text, got, want)
		}
	}
}
