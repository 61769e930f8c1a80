package prose

import (
	"slices"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// column is what stands in a column of a table, by its header.
type column uint8

const (
	anyColumn    column = iota
	targetColumn        // what is asked for
	otherColumn         // what is not: weights, results, grades
	unitColumn          // the unit of the number in another column
	periodColumn        // its period
)

// columns are those of one table.
type columns struct {
	of      []column
	names   [][]token // the words of the headers, few of each
	targets bool      // one of them holds what is asked for
	unit    int       // the column with the unit of the others; -1 for none
	period  int       // the one with their period; -1 for none
}

// holdsNumber reports whether a cell of a header begins with a number that is not a year: it is no header.
func holdsNumber(cell block) bool {
	name := labelTokens(cell)
	return len(name) > 0 && isDigit(name[0].text[0]) && !year(name[0].text)
}

// maxLabel is how many words of a label or a header are read.
const maxLabel = 12

func columnsOf(header []block) *columns {
	c := &columns{unit: -1, period: -1}
	if slices.ContainsFunc(header, holdsNumber) {
		return c // the first row is one like the others
	}
	for i, cell := range header {
		name := labelTokens(cell)
		kind := columnOf(name)
		switch kind {
		case unitColumn:
			c.unit = i
		case periodColumn:
			c.period = i
		}
		c.of, c.names = append(c.of, kind), append(c.names, name)
		c.targets = c.targets || kind == targetColumn
	}
	return c
}

func labelTokens(cell block) []token {
	tokens := tokenize(cell.text[:min(len(cell.text), 16*maxLabel)], cell.from)
	return tokens[:min(len(tokens), maxLabel)]
}

func columnOf(name []token) column {
	for _, t := range name {
		switch {
		case otherColumns.Has(t.word):
			return otherColumn
		case targetColumns.Has(t.word):
			return targetColumn
		}
	}
	if len(name) == 0 {
		return anyColumn
	}
	switch w := name[0].word; {
	case unitColumns.Has(w):
		return unitColumn
	case len(name) == 1 && periodColumns.Has(w):
		return periodColumn
	}
	return anyColumn
}

var (
	otherColumns = content.WordSet(`
actual actuals current currently today baseline last previous result results achieved weight
weighting grade owner date due start end deadline salary pay ote bonus year age id no nr status headcount stage
threshold thresholds requirement requirements fee fees price prices criteria`)
	targetColumns = content.WordSet(`
target targets goal goals quota quotas minimum maximum min max standard expectation
expected sla promise`)
	unitColumns   = content.WordSet("unit units measure measured uom")
	periodColumns = content.WordSet("period per frequency cadence every interval")
)

func (c *columns) kind(i int) column {
	if i < len(c.of) {
		return c.of[i]
	}
	return anyColumn
}

// sentences reads each cell of a row that holds a number together with the name of the row: "Calls: 50 per day".
func (c *columns) sentences(row []block, in purpose) []sentence {
	label := c.label(row)
	name := namedTokens(row, label)
	var all []sentence
	for i, cell := range row {
		kind := c.kind(i)
		if i == label || i < label && kind != targetColumn || kind != targetColumn && (kind != anyColumn || c.targets) {
			continue
		}
		of, per := name, periodIn(c.columnName(i))
		if per != "" && kind != targetColumn && nounIn(c.names[i]) {
			of = colon(c.names[i]) // Calls per day: 50
		}
		all = append(all, c.cell(row, cell, of, per, in)...)
	}
	return all
}

func (c *columns) columnName(i int) []token {
	if i < len(c.names) {
		return c.names[i]
	}
	return nil
}

// cell reads one cell behind the name of its number, with the unit and the period that stand in other cells.
func (c *columns) cell(row []block, cell block, name []token, per string, in purpose) []sentence {
	all := sentences(append(name[:len(name):len(name)], tokenize(cell.text, cell.from)...))
	for i := range all {
		all[i].in, all[i].period, all[i].places = in, per, cell.places
		switch {
		case c.targets:
			all[i].in = targets
		case in == targets:
			all[i].in = work // a table without a column of targets
		}
	}
	if len(all) != 1 {
		return all
	}
	s := &all[0]
	s.label, s.end = len(name), len(s.tokens)
	if 0 <= c.unit && c.unit < len(row) {
		s.tokens = append(s.tokens, labelTokens(row[c.unit])...)
		s.index()
	}
	if 0 <= c.period && c.period < len(row) {
		s.period = periodIn(labelTokens(row[c.period]))
	}
	return all
}

// label is the cell that names the row: the first that has words and does not begin with a number; -1 for none.
func (c *columns) label(row []block) int {
	for i, cell := range row {
		if k := c.kind(i); k != anyColumn {
			continue
		}
		tokens := labelTokens(cell)
		if len(tokens) > 0 && isNoun(tokens[0].word) && numberWord(tokens[0].word) == "" {
			return i
		}
	}
	return -1
}

func namedTokens(row []block, label int) []token {
	if label < 0 {
		return nil
	}
	return colon(labelTokens(row[label]))
}

// colon are the tokens of a name with a colon behind them.
func colon(name []token) []token {
	all := append([]token(nil), name...)
	if len(all) > 0 {
		all[len(all)-1].close += ":"
	}
	return all
}

// periodIn is the period that the words of a header say: "per day", "Monthly target", "month".
func periodIn(name []token) string {
	for i, t := range name {
		switch {
		case often(t.word) != "":
			return often(t.word)
		case perWords.Has(t.word) && i+1 < len(name) && periods()[quantity.Singular(name[i+1].word)] != "":
			return periods()[quantity.Singular(name[i+1].word)]
		}
	}
	if len(name) == 1 {
		return periods()[quantity.Singular(name[0].word)]
	}
	return ""
}

// nounIn reports whether a header names what is counted.
func nounIn(name []token) bool {
	for _, t := range name {
		if plural(t.word) && isNoun(t.word) && periods()[quantity.Singular(t.word)] == "" {
			return true
		}
	}
	return false
}
