package quantity

import "testing"

func TestNouns(t *testing.T) {
	for _, test := range []struct{ one, many string }{
		{"call", "calls"}, {"merge-request", "merge-requests"}, {"person", "people"}, {"salesperson", "salespeople"},
		{"salesman", "salesmen"}, {"woman", "women"}, {"child", "children"},
		{"inquiry", "inquiries"}, {"company", "companies"}, {"tie", "ties"}, {"movie", "movies"}, {"survey", "surveys"}, {"day", "days"},
		{"class", "classes"}, {"process", "processes"}, {"address", "addresses"}, {"box", "boxes"}, {"fax", "faxes"}, {"tax", "taxes"},
		{"batch", "batches"}, {"dish", "dishes"}, {"cache", "caches"}, {"quiz", "quizzes"}, {"size", "sizes"}, {"price", "prices"},
		{"case", "cases"}, {"release", "releases"}, {"course", "courses"}, {"purchase", "purchases"}, {"license", "licenses"},
		{"response", "responses"}, {"expense", "expenses"}, {"house", "houses"}, {"cause", "causes"}, {"use", "uses"}, {"nurse", "nurses"},
		{"status", "statuses"}, {"bonus", "bonuses"}, {"bus", "buses"}, {"campus", "campuses"}, {"menu", "menus"},
		{"analysis", "analyses"}, {"basis", "bases"}, {"crisis", "crises"}, {"kpi", "kpis"}, {"api", "apis"},
		{"hero", "heroes"}, {"demo", "demos"}, {"shoe", "shoes"}, {"photo", "photos"}, {"video", "videos"},
		{"shelf", "shelves"}, {"life", "lives"}, {"drive", "drives"}, {"objective", "objectives"}, {"leave", "leaves"},
		{"index", "indices"}, {"criterion", "criteria"}, {"gas", "gases"}, {"lens", "lenses"}, {"idea", "ideas"}, {"area", "areas"},
		{"series", "series"}, {"staff", "staff"}, {"data", "data"}, {"kg", "kg"}, {"gb", "gb"},
		{"customer-visit", "customer-visits"}, {"sales-call", "sales-calls"}, {"sale", "sales"}, {"mql", "mqls"}, {"fte", "ftes"},
		{"employee", "employees"}, {"invoice", "invoices"}, {"issue", "issues"}, {"queue", "queues"}, {"revenue", "revenues"},
		{"story-point", "story-points"}, {"organisation", "organisations"}, {"stop", "stops"}, {"epoch", "epochs"},
	} {
		if test.one == "basis" { // "bases" has two singulars
			if got := Plural("basis"); got != "bases" {
				t.Errorf("Plural(basis) = %q", got)
			}
			continue
		}
		for _, word := range []string{test.one, test.many} {
			if got := Singular(word); got != test.one {
				t.Errorf("Singular(%q) = %q, want %q", word, got, test.one)
			}
			if got := Plural(word); got != test.many {
				t.Errorf("Plural(%q) = %q, want %q", word, got, test.many)
			}
		}
	}
}

func TestSingularOfTheTable(t *testing.T) {
	for many, one := range irregulars() {
		if got := Singular(one); got != one {
			t.Errorf("Singular(%q) = %q, want it to stay", one, got)
		}
		if got := Plural(one); got != many {
			t.Errorf("Plural(%q) = %q, want %q", one, got, many)
		}
	}
	for word := range invariable() {
		if got := Singular(Plural(word)); got != word {
			t.Errorf("Singular(Plural(%q)) = %q", word, got)
		}
	}
	if got := Singular("Merge-Requests"); got != "merge-request" {
		t.Errorf("Singular of capitals = %q", got)
	}
}

func TestNearestNoun(t *testing.T) {
	known := []string{"lead", "call", "customer", "installation", "order", "id"}
	for noun, want := range map[string]string{
		"leed": "lead", "leeds": "lead", "laed": "lead", "custmoer": "customer", "costumer": "customer", "instalation": "installation",
		"instalations": "installation", "oder": "order", "cal": "call",
		"lead": "", "leads": "", "deal": "", "visit": "", "mail": "", "if": "", "": "",
	} {
		got, ok := NearestNoun(noun, known)
		if got != want || ok != (want != "") {
			t.Errorf("NearestNoun(%q) = %q, %t; want %q", noun, got, ok, want)
		}
	}
	if got, _ := NearestNoun("cat", []string{"hat", "bat"}); got != "bat" {
		t.Errorf("NearestNoun of a tie = %q, want the first in the alphabet", got)
	}
}
