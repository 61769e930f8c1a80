package source

import "testing"

// TestPlaces holds how places in documents are called, and that two of one place are equal, whoever made them.
func TestPlaces(t *testing.T) {
	for want, l := range map[string]func() Location{
		"a.yaml:3:5": func() Location { return Location{File: "a.yaml", Span: Span{Line: 3, Column: 5}} },
		"t.xlsx!Sales!AA12": func() Location {
			return Location{"t.xlsx", Span{12, 27, 12, 28, Within{Medium: InCell, Sheet: "Sales"}.Part(12, 27, "50")}}
		},
		"s.docx paragraph 3": func() Location {
			return Location{"s.docx", Span{3, 6, 3, 9, Within{Medium: InParagraph}.Part(3, 6, "Make 50 calls")}}
		},
		"s.docx table 2 row 4 cell 1": func() Location {
			return Location{"s.docx", Span{4, 1, 4, 2, Within{Medium: InTableCell, Table: 2}.Part(4, 1, "50")}}
		},
	} {
		first, again := l(), l()
		if got := first.Start(); got != want {
			t.Errorf("%s, want %s", got, want)
		}
		if first.Key() != again.Key() {
			t.Errorf("%s is not itself", want)
		}
	}
	one := Location{"s.docx", Span{4, 1, 4, 2, Within{Medium: InTableCell, Table: 1}.Part(4, 1, "50")}}
	two := Location{"s.docx", Span{4, 1, 4, 2, Within{Medium: InTableCell, Table: 2}.Part(4, 1, "50")}}
	if one.Key() == two.Key() {
		t.Error("cells of two tables are one place")
	}
}
