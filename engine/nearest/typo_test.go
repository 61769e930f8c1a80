package nearest

import "testing"

// TestTypo holds that only a name which can be nothing else counts as misspelt.
func TestTypo(t *testing.T) {
	known := []string{"sales/sales-calls", "sales/visits", "support/visits", "team-8", "team-10", "waiting",
		"dock/loading", "deck/loading", "sit", "stop"}
	for text, want := range map[string]bool{
		"sales/sales-cals": true, "sales-cals": true, "Sales Calls": true, "waitng": true,
		"wiating": true, "sales/vists": true, "sotp": true,
		"vists":        false, // of sales or of support
		"team-9":       false, // another team
		"team-1":       false,
		"dack/loading": false, // of the dock or the deck
		"wait":         false,
		"market/goal":  false,
	} {
		if got := Typo(text, Name(text, known), known); got != want {
			t.Errorf("%s: %v, nearest %q", text, got, Name(text, known))
		}
	}
}
