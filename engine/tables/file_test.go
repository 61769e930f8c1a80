package tables

import (
	"fmt"
	"testing"
)

// TestNameOfFile holds that the name of a file says what the numbers of its sheets are where no sheet says it itself,
// and nothing of the others where one does.
func TestNameOfFile(t *testing.T) {
	const results = "## Recebimento\n| Executivo | total_honorarios |\n| Ana | {632.01} |\n| Rui | {1011.11} |\n"
	const sums = "## Notas\n| Executivo | Texto |\n| Ana | bom |\n| Rui | bom |\n"
	const goals = "## Individuais\n| Executivo | META |\n| Ana | {12500} |\n| Rui | {26500} |\n"
	const targets = "## Targets\n| Team | Target |\n| Sales | {12500} |\n| Service | {26500} |\n"
	for _, c := range []struct{ text, want string }{
		{results + sums, "[2 0]"}, {results + goals, "[0 2]"}, {goals + results, "[2 0]"}, {results + targets, "[0 2]"},
	} {
		f := sheets(c.text)
		f.Name = "metas.xlsx"
		var found []int
		for _, r := range ReadFile(f) {
			found = append(found, len(r.Records))
		}
		if got := fmt.Sprint(found); got != c.want {
			t.Errorf("records of the sheets: %s, want %s, of\n%s", got, c.want, c.text)
		}
	}
}
