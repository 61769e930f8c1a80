package draft

import "testing"

// TestPersons holds which titles name somebody by their work.
func TestPersons(t *testing.T) {
	for title, want := range map[string]bool{
		"Sales manager": true, "Manager, Training": true, "Forklift driver (nights)": true, "Head of Support": true,
		"User researcher": true, "Software Engineer II": true, "Onboarding Specialist": true,
		"Warehouse operative": true, "Vineyard hand": true, "Team leader": true, "Accountant": true, "Support team": false,
		"Talent assessment": false, "Hand hygiene": false, "Content plan": false,
		"Partner programs": false, "How to run executive dinners": false, "Vendor agreements": false,
		"Engineer onboarding timeline": false, "Career development": false, "What a driver needs": false,
		"Worker market research": false, "Subcontractor agreement": false, "Owner admin pack": false,
		"Executive summary": false, "Tour guide": false,
	} {
		if got := isPerson(title); got != want {
			t.Errorf("%s: %v", title, got)
		}
	}
}
