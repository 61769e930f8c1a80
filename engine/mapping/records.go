package mapping

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/tables"
	"github.com/kpilint/kpilint/engine/wording"
)

// Input is a file as it was read: as a document or a workbook, or as values.
type Input struct {
	Name      string             // without folders and ending, for expressions
	Content   *content.File      // nil where Documents are given
	Documents []*source.Document // of YAML, JSON and front matter
}

// ReadsValues reports whether the records are values of YAML or JSON, and not rows or headings.
func (m *Mapping) ReadsValues() bool { return m.from.records != nil }

// record is what a definition is made of.
type record struct {
	row *source.Node // a map
	up  *source.Node // the record above it; nil for none
	doc *source.Node // the document around it; nil for rows
	key string       // under which it stands
}

// found are the records of a file.
type found struct {
	records []record
	columns []*source.Node // that they can have: the cells of the header, or keys
	at      source.Span    // of the header
	table   bool
}

// problem is what keeps a file from being read.
type problem struct {
	at      source.Span
	message string
}

func (p *problem) Error() string { return p.message }

// find takes the records out of a file.
func (m *Mapping) find(in Input) (*found, *problem) {
	switch f := m.from; {
	case f.records != nil:
		return m.values(in)
	case len(f.headings) > 0:
		return m.headings(in)
	}
	return m.table(in)
}

// values are those that the way of the mapping leads to.
func (m *Mapping) values(in Input) (*found, *problem) {
	all := &found{}
	var steps []string
	if way := *m.from.records; way != "" {
		steps = strings.Split(way[1:], "/")
	}
	keys := map[string]bool{}
	at := source.Beginning
	for _, d := range in.Documents {
		if at == source.Beginning {
			at = d.Root.Span()
		}
		walk(d.Root, "", steps, func(n *source.Node, key string) {
			if n.Kind != source.Map {
				alone := source.Field{Key: keyNode(valueKey, n.Span()), Value: n}
				n = source.New(source.Map, "", n.Span())
				n.AppendFields(alone)
			}
			all.records = append(all.records, record{row: n, doc: d.Root, key: key})
			for _, f := range n.Fields() {
				if !keys[f.Key.Text] {
					keys[f.Key.Text] = true
					all.columns = append(all.columns, f.Key)
				}
			}
		})
	}
	all.at = at
	if len(all.records) == 0 {
		return nil, &problem{at, wording.NothingLiesAtInThis(*m.from.records)}
	}
	return all, nil
}

// valueKey is the field of a record that is no map: a text in a list.
const valueKey = "value"

func keyNode(text string, at source.Span) *source.Node {
	return source.New(source.String, text, at)
}

var unescape = sync.OnceValue(func() *strings.Replacer {
	return strings.NewReplacer("~1", "/", "~0", "~")
})

// walk follows a JSON Pointer in which * is every entry. Nothing is told where it leads nowhere.
func walk(n *source.Node, key string, steps []string, found func(n *source.Node, key string)) {
	switch {
	case n == nil || n.Kind == source.Null:
	case len(steps) == 0:
		found(n, key)
	case steps[0] == "*" && n.Kind == source.Map:
		for _, f := range n.Fields() {
			walk(f.Value, f.Key.Text, steps[1:], found)
		}
	case steps[0] == "*" && n.Kind == source.List:
		for i, one := range n.Items() {
			walk(one, strconv.Itoa(i+1), steps[1:], found)
		}
	case n.Kind == source.Map:
		walk(n.Get(unescape().Replace(steps[0])), unescape().Replace(steps[0]), steps[1:], found)
	case n.Kind == source.List:
		if i, err := strconv.Atoi(steps[0]); err == nil && 0 <= i && i < len(n.Items()) {
			walk(n.Items()[i], steps[0], steps[1:], found)
		}
	}
}

// grid is a table with the header that its columns are known by.
type grid struct {
	table   *content.Table
	header  int
	columns []column
}

type column struct {
	number int
	name   *source.Node
}

// table takes the rows below a header.
func (m *Mapping) table(in Input) (*found, *problem) {
	if in.Content == nil {
		return nil, &problem{source.Beginning,
			"the mapping reads a table, and this file holds values: say `from: {records: …}`"}
	}
	var candidates []*content.Table
	var names []string
	at := source.Beginning // of the first cell
	for _, b := range in.Content.Blocks {
		if b.Table == nil || b.Table.Name == content.FrontMatter {
			continue
		}
		names = append(names, b.Table.Name)
		if rows := b.Table.Rows; at == source.Beginning && len(rows) > 0 && len(rows[0].Cells) > 0 {
			at = spanOf(&rows[0].Cells[0])
		}
		if m.from.sheet == "" || strings.EqualFold(clean(b.Table.Name), clean(m.from.sheet)) {
			candidates = append(candidates, b.Table)
		}
	}
	switch n := m.from.table; {
	case len(names) == 0:
		return nil, &problem{source.Beginning, wording.TheMappingReadsATable()}
	case len(candidates) == 0:
		return nil, &problem{at, wording.TheMappingReadsTheAnd(m.ID, "sheet", m.from.sheet, hint(m.from.sheet, names))}
	case n > len(candidates):
		return nil, &problem{at,
			wording.TheMappingReadsTableAnd(n, len(candidates))}
	case n > 0:
		candidates = candidates[n-1 : n]
	}
	g, wrong := m.grid(in.Content, candidates)
	if wrong != nil {
		return nil, wrong
	}
	return m.rows(g), nil
}

// grid finds the header: where the mapping says, else where most of the columns are that it reads.
func (m *Mapping) grid(f *content.File, candidates []*content.Table) (*grid, *problem) {
	if m.from.header != 0 {
		t := candidates[0]
		if m.from.header == none {
			return &grid{table: t, columns: lettered(t)}, nil
		}
		for _, r := range t.Rows {
			if r.Number == m.from.header {
				return m.withLetters(&grid{t, r.Number, headed(r)}), nil
			}
		}
		at := source.Beginning
		if len(t.Rows) > 0 && len(t.Rows[0].Cells) > 0 {
			at = spanOf(&t.Rows[0].Cells[0])
		}
		return nil, &problem{at, wording.RowIsEmptyAndThe(m.from.header)}
	}
	wanted := m.wanted()
	var best *grid
	most := -1
	consider := func(g *grid) {
		n := 0
		for _, c := range g.columns {
			if wanted[c.name.Text] {
				n++
			}
		}
		if n > most {
			best, most = g, n
		}
	}
	for _, r := range tables.ReadFile(f) {
		if !slices.Contains(candidates, r.Table) {
			continue
		}
		for _, b := range r.Blocks {
			if g := recognised(r.Table, b); g != nil {
				consider(g)
			}
		}
	}
	for _, t := range candidates {
		for _, r := range t.Rows[:min(len(t.Rows), maxTitles)] {
			consider(&grid{t, r.Number, headed(r)})
		}
	}
	if best == nil {
		return nil, &problem{source.Beginning,
			"no row was found that could be the header: write its number, as in `from: {header: 3}`"}
	}
	return m.withLetters(best), nil
}

// withLetters adds the columns without a name in the header that the mapping reads by their letters: row.B.
func (m *Mapping) withLetters(g *grid) *grid {
	wanted := m.wanted()
	for _, name := range m.from.fill {
		wanted[name] = true
	}
	named := map[int]bool{}
	for _, c := range g.columns {
		named[c.number] = true
		delete(wanted, c.name.Text)
	}
	for _, c := range lettered(g.table) {
		if wanted[c.name.Text] && !named[c.number] {
			g.columns = append(g.columns, c)
		}
	}
	return g
}

// maxTitles is among how many rows a header is looked for.
const maxTitles = 40

// wanted are the columns that the mapping reads.
func (m *Mapping) wanted() map[string]bool {
	all := map[string]bool{}
	for _, r := range m.reads {
		if r.Variable == rowName && len(r.Path) > 0 {
			all[r.Path[0]] = true
		}
	}
	return all
}

const rowName = "row"

func spanOf(c *content.Cell) source.Span { return c.Text.Places().Span(0, len(c.Text.Bytes)) }

// headed are the columns of a header row. Of two with one name the second is called "Target (2)".
func headed(r content.Row) []column {
	seen := map[string]int{}
	var all []column
	for i := range r.Cells {
		c := &r.Cells[i]
		all = addColumn(all, seen, c.Column, clean(c.Text.String()), spanOf(c))
	}
	return all
}

func addColumn(all []column, seen map[string]int, number int, name string, at source.Span) []column {
	if name == "" {
		return all
	}
	if seen[name]++; seen[name] > 1 {
		name += fmt.Sprintf(" (%d)", seen[name])
	}
	return append(all, column{number, keyNode(name, at)})
}

// recognised are the columns of a table whose header has several rows: each by its own name or, where several are
// called the same, with those of its group before it. It is nil where the header is one row, or none.
func recognised(t *content.Table, b *tables.Block) *grid {
	if len(b.Header) < 2 || b.Lying {
		return nil
	}
	times := map[string]int{}
	for _, c := range b.Columns {
		if len(c.Names) > 0 {
			times[clean(c.Names[len(c.Names)-1].Text)]++
		}
	}
	g, seen := &grid{table: t, header: b.Header[len(b.Header)-1]}, map[string]int{}
	for _, c := range b.Columns {
		if len(c.Names) == 0 {
			continue
		}
		last := c.Names[len(c.Names)-1]
		name := clean(last.Text)
		if times[name] > 1 {
			var parts []string
			for _, p := range c.Names {
				parts = append(parts, clean(p.Text))
			}
			name = strings.Join(slices.Compact(parts), " / ")
		}
		g.columns = addColumn(g.columns, seen, c.Number, name, last.Span())
	}
	return g
}

// lettered are the columns of a table without a header.
func lettered(t *content.Table) []column {
	at := map[int]source.Span{}
	for _, r := range t.Rows {
		for i := range r.Cells {
			if _, ok := at[r.Cells[i].Column]; !ok {
				at[r.Cells[i].Column] = spanOf(&r.Cells[i])
			}
		}
	}
	var numbers []int
	for n := range at {
		numbers = append(numbers, n)
	}
	slices.Sort(numbers)
	var all []column
	for _, n := range numbers {
		all = append(all, column{n, keyNode(letter(n), at[n])})
	}
	return all
}

// letter is how a column is called that has no name: B.
func letter(column int) string { return strings.TrimRight(source.CellName(1, column), "0123456789") }

// rows are the records of a table: every row below the header with something in a column that has a name.
func (m *Mapping) rows(g *grid) *found {
	all := &found{table: true, at: source.Beginning}
	for i, c := range g.columns {
		if i == 0 {
			all.at = c.name.Span()
		}
		all.columns = append(all.columns, c.name)
	}
	above := map[string]*source.Node{}
	for _, r := range g.table.Rows {
		if r.Number <= g.header || m.from.last > 0 && r.Number > m.from.last {
			continue
		}
		if n := m.row(r, g.columns, above); n != nil {
			all.records = append(all.records, record{row: n})
		}
	}
	return all
}

func (m *Mapping) row(r content.Row, columns []column, above map[string]*source.Node) *source.Node {
	var fields []source.Field
	for _, c := range columns {
		cell := r.Cell(c.number)
		if cell == nil || strings.TrimSpace(cell.Text.String()) == "" {
			continue
		}
		value := source.New(source.String, strings.TrimSpace(cell.Text.String()), spanOf(cell))
		fields = append(fields, source.Field{Key: c.name, Value: value})
	}
	if len(fields) == 0 {
		return nil
	}
	n := source.New(source.Map, "", fields[0].Value.Span())
	n.AppendFields(fields...)
	for _, name := range m.from.fill {
		if own := n.Get(name); own != nil {
			above[name] = own
		} else if from := above[name]; from != nil {
			n.AppendFields(source.Field{Key: keyNode(name, from.Span()), Value: from})
		}
	}
	return n
}

// headings are the records below headings: one for each heading or entry of the deepest level, with the texts of those
// above it. One with nothing below it is a record, too.
func (m *Mapping) headings(in Input) (*found, *problem) {
	if in.Content == nil {
		return nil, &problem{source.Beginning, wording.TheMappingReadsHeadingsAnd()}
	}
	w := &climber{levels: m.from.headings, texts: make([]*source.Node, len(m.from.headings)), open: -1}
	for i := range in.Content.Blocks {
		w.block(&in.Content.Blocks[i])
	}
	w.close()
	all := &found{records: w.records, at: source.Beginning}
	for _, l := range m.from.headings {
		all.columns = append(all.columns, keyNode(l.name, source.Beginning))
	}
	all.columns = append(all.columns, keyNode(textKey, source.Beginning))
	if len(w.records) == 0 {
		return nil, &problem{source.Beginning, wording.NoHeadingOfThisFile()}
	}
	return all, nil
}

// textKey is the field with the paragraphs below the heading or entry of a record.
const textKey = "Text"

// climber goes through headings.
type climber struct {
	levels  []level
	texts   []*source.Node // the heading that was met last, of each level
	open    int            // the deepest level that was met and is in no record yet; -1 for none
	under   []*source.Node // the paragraphs below it
	records []record
}

func (w *climber) block(b *content.Block) {
	if b.Table != nil {
		return
	}
	text := source.New(source.String, clean(b.Text.String()), b.Text.Places().Span(0, len(b.Text.Bytes)))
	of := 0
	switch b.Kind {
	case content.Heading:
		of = b.Level
	case content.Item:
		of = min(item+b.Level-1, subitem)
	}
	at := slices.IndexFunc(w.levels, func(l level) bool { return l.of == of && of != 0 })
	switch {
	case at >= 0 && (at == 0 || w.texts[at-1] != nil):
		w.meet(at, text)
	case b.Kind == content.Heading:
		w.leave(b.Level)
	case w.open >= 0 && text.Text != "":
		w.under = append(w.under, text)
	}
}

// meet begins a level, and ends those below it.
func (w *climber) meet(at int, text *source.Node) {
	if w.open >= at {
		w.close()
	}
	w.texts[at], w.open, w.under = text, at, nil
	for i := at + 1; i < len(w.texts); i++ {
		w.texts[i] = nil
	}
}

// leave ends all levels that a heading ends which no record has.
func (w *climber) leave(of int) {
	w.close()
	for i, l := range w.levels {
		if l.of >= of {
			w.texts[i] = nil
		}
	}
}

// close makes a record of what was met.
func (w *climber) close() {
	if w.open < 0 {
		return
	}
	n := source.New(source.Map, "", w.texts[w.open].Span())
	for i, l := range w.levels {
		if t := w.texts[i]; t != nil {
			n.AppendFields(source.Field{Key: keyNode(l.name, t.Span()), Value: t})
		}
	}
	if len(w.under) > 0 {
		var texts []string
		for _, t := range w.under {
			texts = append(texts, t.Text)
		}
		joined := source.New(source.String, strings.Join(texts, "\n"), w.under[0].Span())
		n.AppendFields(source.Field{Key: keyNode(textKey, joined.Span()), Value: joined})
	}
	w.records = append(w.records, record{row: n})
	w.open, w.under = -1, nil
}
