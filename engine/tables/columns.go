package tables

import (
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/wording"
)

// maxSample is of how many rows the contents of a column are looked at.
const maxSample = 600

// understand finds out what each column holds.
func (b *Block) understand(r *Reading) {
	b.addColumns()
	for i := range b.Columns {
		c := &b.Columns[i]
		b.look(c)
	}
	b.unitNames()
	for i := range b.Columns {
		b.name(&b.Columns[i])
	}
	b.lights()
	for i := range b.Columns {
		c := &b.Columns[i]
		if h := &c.Holds; (i == 0 || slices.Contains(telling, c.As)) && !c.As.counts() && h.names() {
			h.asNames()
		}
	}
	for i := range b.Columns {
		b.decide(&b.Columns[i])
	}
	b.fromTitle()
	b.moneyBeside()
	b.per = b.rhythm()
	b.settle(r)
}

// unitNames finds out where the header says its units: in a row of their own, or in brackets.
func (b *Block) unitNames() {
	rows := map[int][]string{}
	var heads []string
	for i := range b.Columns {
		c := &b.Columns[i]
		for _, n := range c.Names {
			rows[n.Row] = append(rows[n.Row], n.Text)
		}
		var all []string
		for _, n := range c.Names {
			all = append(all, n.Text)
		}
		if len(all) > 0 {
			heads = append(heads, strings.Join(all, " "))
		}
	}
	b.unitsInHeads = bracketUnits(heads)
	for k, row := range b.Header {
		units, others := 0, 0
		for _, text := range rows[row] {
			switch {
			case isUnit(text):
				units++
			case strings.Contains(text, " "):
				others++
			}
		}
		if k > 0 && units > 1 && units*2 > len(rows[row]) && others == 0 {
			b.unitRow = row
		}
	}
	for i := range b.Columns {
		b.Columns[i].unitRow = b.unitRow
	}
}

// lights makes the columns of a traffic light of those called R, A and G, in any of the languages.
func (b *Block) lights() {
	at := map[string]*Column{}
	for i := range b.Columns {
		if c := &b.Columns[i]; len(c.text()) == 1 {
			at[fold(c.text())] = c
		}
	}
	for _, letters := range []string{"gar", "gyr", "vor", "vjr", "var"} { // the good one first
		good, fair, bad := at[letters[:1]], at[letters[1:2]], at[letters[2:]]
		if good == nil || bad == nil || fair == nil || good == fair {
			continue
		}
		good.is(asGreen, byName)
		fair.is(asBand, byName)
		bad.is(asBand, byName)
		return
	}
}

// addColumns adds the columns that have cells and no name.
func (b *Block) addColumns() {
	seen := map[int]bool{}
	for _, c := range b.Columns {
		seen[c.Number] = true
	}
	added := false
	for _, r := range b.rows {
		for i := range r.Cells {
			if n := r.Cells[i].Column; !seen[n] {
				seen[n] = true
				b.Columns = append(b.Columns, Column{Number: n, Times: 1})
				added = true
			}
		}
	}
	if added {
		sortColumns(b.Columns)
	}
}

// look counts what a column holds, in a sample of its rows.
func (b *Block) look(c *Column) {
	step := len(b.rows)/maxSample + 1
	for i := 0; i < len(b.rows); i++ {
		if i > 40 && i%step != 0 {
			continue
		}
		c.Holds.rows++
		if cell := cellAt(b.rows[i], c.Number); cell != nil && (cell.Across < 2 || len(b.rows[i].Cells) > 1) {
			c.Holds.look(cell, b)
		}
	}
	c.Holds.spanned()
}

// is says what a column is and why.
func (c *Column) is(as As, why string) { c.As, c.Why = as, why }

var byContents, byName = wording.ByWhatIsInIt(), wording.ByItsName()

func (b *Block) has(as As) bool {
	for i := range b.Columns {
		if b.Columns[i].As == as {
			return true
		}
	}
	return false
}

func sortColumns(all []Column) {
	slices.SortFunc(all, func(a, b Column) int { return a.Number - b.Number })
}
