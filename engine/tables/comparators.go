package tables

import (
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// nameLimits is the side that the name of the row begins with: at most of "Max backlog". The most that a machine does,
// "Max throughput", is no limit.
func (n *numberOf) nameLimits() string {
	if n.kind != KindTarget || len(n.row.Names) == 0 || n.row.Names[0].As != AsKPI {
		return ""
	}
	name := n.row.Names[0].Text
	words := split(name)
	switch less := Less(name); {
	case len(words) < 2:
	case mostWords.Has(words[0]) && less:
		return "at most"
	case leastWords.Has(words[0]) && !less:
		return "at least"
	}
	return ""
}

// comparator is which side of the number is good, as the cell itself, another cell of the row or the column says.
func (n *numberOf) comparator(own string) string {
	if own != "" || !n.kind.Asks() || n.kind == KindHeadcount {
		return own
	}
	switch {
	case n.operator != nil && comparatorOf(n.operator.Text) != "":
		n.joined = append(n.joined, *n.operator)
		return comparatorOf(n.operator.Text)
	case n.direction != nil && turnOf(n.direction.Text) != "":
		n.joined = append(n.joined, *n.direction)
		if c := n.block.column(n.direction.Cell.Column); c != nil && aimWords.Has(fold(c.text())) {
			switch fold(n.direction.Text) {
			case "max":
				return "at least" // it is to be as large as can be
			case "min":
				return "at most"
			}
		}
		return turnOf(n.direction.Text)
	case n.kind == KindTarget && n.greenSign() != "":
		return n.greenSign()
	case n.kind == KindMinimum && n.falls():
		return "at most"
	case n.kind == KindMinimum:
		return "at least"
	case n.kind == KindMaximum:
		return "at most"
	}
	for _, name := range n.column.Names {
		text := name.Text
		if n.column.Unit == "min" {
			text = strings.Replace(text, "(min)", "", 1) // minutes
		}
		if c := comparatorIn(text); c != "" {
			return c
		}
	}
	if side := n.nameLimits(); side != "" {
		return side
	}
	if n.kind == KindLimit {
		if side := n.besideTarget(); side != "" {
			return side
		}
		if n.kept() {
			return "at least"
		}
	}
	if n.kind == KindLimit && n.block.limits() && (!strings.Contains(n.part.Text, "%") || !n.block.leasts(n.column)) {
		return "at most"
	}
	return ""
}

// besideTarget is the side on which a limit is kept, as the one target of the row shows: it is better than its limit.
func (n *numberOf) besideTarget() string {
	aim := n.block.onlyAs(AsTarget)
	if aim == nil || aim.Measure != "" || n.column.Measure != "" {
		return "" // an occupancy limit, beside a target of trips
	}
	target, limit := n.figureIn(aim), n.figureIn(n.column)
	cell := cellAt(n.cells, aim.Number)
	if target == nil || limit == nil || strings.Contains(textOf(cell), "%") != strings.Contains(n.part.Text, "%") {
		return ""
	}
	switch target.Cmp(limit) {
	case 1:
		return "at least"
	case -1:
		return "at most"
	}
	return ""
}

// kept reports whether the limit is of how often something is kept or reached, of which less is never better: a share
// below "Compliance threshold".
func (n *numberOf) kept() bool {
	names := slices.Concat(n.column.Names, n.row.Names[:min(len(n.row.Names), 1)])
	return slices.ContainsFunc(names, func(p Part) bool {
		return slices.ContainsFunc(split(p.Text), func(w string) bool { return keptWords.Has(w) })
	}) && !slices.ContainsFunc(names, func(p Part) bool { return rowWords().has(p.Text, "less") })
}

// keptWords are of what is kept, reached or there, as much of it as can be.
var keptWords = content.WordSet(`compliance adherence conformity availability uptime attainment satisfaction retention
coverage einhaltung verfugbarkeit conformite disponibilite respect cumplimiento disponibilidad disponibilidade
conformidade cumprimento efterlevnad tillganglighet naleving beschikbaarheid conformita disponibilita zgodnosc
dostepnosc`)

// aimWords head columns in which max and min say what a number is to become, and not what it is at most.
var aimWords = content.WordSet("aim aims goal polarity ziel but objetivo mal doel obiettivo")

// falls reports whether the one target of the row is below its one minimum, so that less is better there.
func (n *numberOf) falls() bool {
	least, target := n.block.onlyAs(AsMinimum), n.block.onlyAs(AsTarget)
	if target == nil {
		target = n.block.onlyCalled(AsTarget)
	}
	for i := range n.block.Columns {
		if c := &n.block.Columns[i]; target == nil && least != nil && c.Number > least.Number &&
			(c.As == AsTarget || c.As == AsStretch) {
			target = c // what is better than the least
		}
	}
	if least == nil || target == nil {
		return false
	}
	low, aim := n.figureIn(least), n.figureIn(target)
	return low != nil && aim != nil && aim.Cmp(low) < 0
}

// onlyAs is the one column of a kind; nil where there are none or several.
func (b *Block) onlyAs(as As) *Column {
	var only *Column
	for i := range b.Columns {
		if c := &b.Columns[i]; c.As == as {
			if only != nil {
				return nil
			}
			only = c
		}
	}
	return only
}

// onlyCalled is the one column that is called as a kind; nil where there are none or several.
func (b *Block) onlyCalled(as As) *Column {
	var only *Column
	for i := range b.Columns {
		if c := &b.Columns[i]; c.As == as && c.Why == byName {
			if only != nil {
				return nil
			}
			only = c
		}
	}
	return only
}

// greenSign is the side of the number on which its row is green; "" where nothing says so.
func (n *numberOf) greenSign() string {
	for i := range n.block.Columns {
		c := &n.block.Columns[i]
		cell := cellAt(n.cells, c.Number)
		if !c.green || cell == nil {
			continue
		}
		q, _, err := readQuantity(n.block.speak(textOf(cell), n.block.markOf(c)).text)
		if err != nil {
			return ""
		}
		switch q.Comparator {
		case quantity.AtLeast, quantity.MoreThan:
			return "at least"
		case quantity.AtMost, quantity.LessThan:
			return "at most"
		}
	}
	return ""
}

// leasts reports whether a column has a number that is the least, so that a share in it is not the most because of its
// name.
func (b *Block) leasts(c *Column) bool {
	if c.least == nil {
		least := slices.ContainsFunc(b.rows[:min(len(b.rows), maxChoices)], func(r content.Row) bool {
			cell := cellAt(r, c.Number)
			if cell == nil || cell.Holds != content.Words {
				return false
			}
			text := b.speak(textOf(cell), b.marks).text
			return strings.HasPrefix(text, ">") || strings.HasPrefix(text, "at least") || strings.HasPrefix(text, "more than")
		})
		c.least = &least
	}
	return *c.least
}

// limits reports whether what stands around the table calls its numbers limits.
func (b *Block) limits() bool {
	text := fold(b.above)
	for _, c := range b.Columns {
		text += "\n" + fold(c.text())
	}
	for _, w := range []string{"limit", "maximum", "at most", "exceed", "hochst", "grenz", "plafond", "maximo", "massim",
		"grans",
		"threshold"} {
		if strings.Contains(text, w) {
			return true
		}
	}
	return false
}

// comparatorOf is the comparator that a whole cell is: ">=", "mindestens".
func comparatorOf(text string) string {
	text = strings.TrimSpace(text)
	for _, in := range cellWords().whole(text) {
		switch in.name {
		case "at least", "at most", "more than", "less than":
			return in.name
		}
	}
	switch text {
	case ">":
		return "more than"
	case "<":
		return "less than"
	case "=", "==":
		return ""
	}
	return turnOf(text)
}

// comparatorIn is a comparator among the words of a header: "Target (min.)", "Ziel (höchstens)".
func comparatorIn(text string) string {
	for _, bracket := range brackets(text) {
		if c := comparatorOf(bracket); c != "" {
			return c
		}
	}
	for _, sign := range []string{"≥", ">="} {
		if strings.Contains(text, sign) {
			return "at least"
		}
	}
	for _, sign := range []string{"≤", "<="} {
		if strings.Contains(text, sign) {
			return "at most"
		}
	}
	return ""
}

// turnOf is the comparator that a direction means: up is at least.
func turnOf(text string) string {
	for _, in := range rowWords().whole(text) {
		switch in.name {
		case "up", "high":
			return "at least"
		case "down", "low":
			return "at most"
		}
	}
	return ""
}
