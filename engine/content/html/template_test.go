package html

import (
	"testing"
)

// TestTemplateHeadings holds that the names of columns that a template gives to a list of texts are its first row, and
// only where there are as many.
func TestTemplateHeadings(t *testing.T) {
	const list = `{% for a, b in [('First', '1 day'), ('Second', '3 days')] %}{% endfor %}`
	for tag, want := range map[string]string{
		`{% call table(caption='x', field_headings=['Postage', "Time"]) %}`: "Postage",
		`{% call table(headers=['Postage', 'Time', 'Price']) %}`:            "First",
		`{% call table() %}`: "First",
	} {
		f, err := Read("page.html", []byte("<p>Letters</p>\n"+tag+"\n"+list))
		if err != nil {
			t.Fatal(err)
		}
		table := f.Blocks[len(f.Blocks)-1].Table
		if table == nil || table.Rows[0].Cells[0].Text.String() != want {
			t.Errorf("%s: %+v", tag, table)
		}
	}
}
