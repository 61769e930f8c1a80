package mapping

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/draft"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/tables"
	"github.com/kpilint/kpilint/engine/wording"
)

// ErrNothing says that a file has nothing of which a mapping could be made.
var ErrNothing = errors.New(wording.ThisFileHasNoTable())

// Propose writes the mapping down that reads a file as it was recognised, for a person to edit. What was not recognised
// is a comment.
func Propose(in Input, file string) ([]byte, error) {
	w := &writer{file: file}
	id := cmp.Or(draft.Slug(in.Name), "mapping")
	w.line("%s", wording.HowIsReadEditIt(clean(file)))
	w.line("#   apiVersion: %s", shape.Version)
	w.line("#   kind: Config")
	w.line("#   sources:")
	w.line("#     - {files: %s, mapping: %s.map.yaml}", strconv.Quote(file), id)
	w.line("apiVersion: %s", shape.Version)
	w.line("kind: %s", Kind)
	w.line("id: %s", id)
	if in.Content != nil {
		return w.table(in.Content)
	}
	return w.values(in.Documents)
}

type writer struct {
	file string
	text strings.Builder
}

func (w *writer) line(format string, args ...any) { fmt.Fprintf(&w.text, format+"\n", args...) }

// table writes the mapping of the block that asks for most, else of the first that has a header.
func (w *writer) table(f *content.File) ([]byte, error) {
	var of *tables.Reading
	var best *tables.Block
	most, sheets, in := -1, 0, 0
	for _, r := range tables.ReadFile(f) {
		if r.Table.Name == content.FrontMatter {
			continue
		}
		sheets++
		for _, b := range r.Blocks {
			n := r.DemandsOf(b)
			if len(b.Header) > 0 && !b.Lying && n > most {
				of, best, most, in = r, b, n, sheets
			}
		}
	}
	if best == nil {
		return nil, ErrNothing
	}
	header := best.Header[len(best.Header)-1]
	from := fmt.Sprintf("header: %d", header)
	switch {
	case of.Table.Within.Medium == source.InCell:
		from = fmt.Sprintf("sheet: %s, ", strconv.Quote(of.Table.Name)) + from
	case sheets > 1:
		from = fmt.Sprintf("table: %d, ", in) + from
	}
	c := w.columns(best, tables.MarkOf(of.Table))
	c.unitsOfRows(of, best)
	c.tellApart(of.Table, header)
	if rows := of.Table.Rows; len(best.Rows) > 0 {
		if last := best.Rows[len(best.Rows)-1].Number; last < rows[len(rows)-1].Number {
			from += fmt.Sprintf(", last: %d", last) // another table lies below it
		}
	}
	if len(c.fill) > 0 {
		from += ", fill: [" + strings.Join(c.fill, ", ") + "]"
	}
	w.line("from: {%s}", from)
	c.write()
	return []byte(w.text.String()), nil
}

// columns are those of a table, as expressions, by what they hold.
type columns struct {
	*writer
	mark tables.Mark
	by   map[tables.As]*tables.Column
	name map[int]string // how the mapping calls each
	rest []string       // what is said of those that nothing is made of
	fill []string
	more []*tables.Column // further ones of what is asked for
	// A column that tells rows with the same name from each other, as an expression; "" where the names do.
	apart string
	// What stands behind the numbers of a row, by the text of a column, where the columns by themselves do not say it; and
	// what whole cells mean.
	unit   map[string]string
	unitBy tables.As
	whole  map[string]string
}

func (w *writer) columns(b *tables.Block, mark tables.Mark) *columns {
	c := &columns{writer: w, mark: mark, by: map[tables.As]*tables.Column{}, name: map[int]string{}}
	seen := map[string]int{}
	for i := range b.Columns {
		col := &b.Columns[i]
		name := letter(col.Number)
		if len(col.Names) > 0 {
			name = clean(col.Names[len(col.Names)-1].Text)
		} else if !taken[col.As] {
			continue
		}
		if name == "" {
			continue
		}
		if seen[name]++; seen[name] > 1 {
			name += fmt.Sprintf(" (%d)", seen[name])
		}
		c.name[col.Number] = name
		if c.by[col.As] == nil && col.As != tables.AsNothing && taken[col.As] &&
			(col.As != tables.AsPeriod || divides(col)) {
			c.by[col.As] = col
			continue
		}
		if slices.Contains(asking, col.As) && len(c.more) < maxTargets {
			c.more = append(c.more, col)
			continue
		}
		c.rest = append(c.rest, restOf(name, col))
	}
	for _, as := range asking {
		col, target := c.by[as], c.target()
		switch {
		case col == nil || col == target:
		case col.Measure != "" && col.Measure != target.Measure && len(c.more) < maxTargets:
			c.more = append(c.more, col) // the most of something else
		default:
			c.rest = append(c.rest, restOf(c.name[col.Number], col))
		}
	}
	for _, as := range []tables.As{tables.AsTeam, tables.AsArea, tables.AsJob, tables.AsObjective} {
		if col := c.by[as]; col != nil && len(b.Rows) > 0 && sparse(b, col) {
			c.fill = append(c.fill, strconv.Quote(c.name[col.Number]))
		}
	}
	return c
}

// tellApart finds the column that tells rows apart whose names are the same: the priority beside the type of a ticket.
func (c *columns) tellApart(t *content.Table, header int) {
	_, names := c.of(naming...)
	if names == nil {
		return
	}
	distinct := func(columns ...int) bool {
		seen, last := map[string]bool{}, map[int]string{}
		for i := range t.Rows {
			r := &t.Rows[i]
			if r.Number <= header {
				continue
			}
			key := ""
			for _, n := range columns {
				text := ""
				if cell := r.Cell(n); cell != nil {
					text = cell.Text.String()
				} else if slices.Contains(c.fill, strconv.Quote(c.name[n])) {
					text = last[n] // as the mapping fills it
				}
				last[n] = text
				key += text + "\x00"
			}
			if r.Cell(names.Number) == nil {
				continue
			}
			if seen[key] {
				return false
			}
			seen[key] = true
		}
		return true
	}
	if distinct(names.Number) {
		return
	}
	if _, around := c.of(around...); around != nil && distinct(around.Number, names.Number) {
		return // each lies in its own team
	}
	for _, n := range slices.Sorted(maps.Keys(c.name)) {
		if n < names.Number+maxBeside && n != names.Number && !c.asks(n) && distinct(names.Number, n) {
			c.apart = rowOf(c.name[n])
			return
		}
	}
}

// maxBeside is how many columns from the names the one may stand that tells them apart.
const maxBeside = 4

// asks reports whether a column holds what is asked for, of which none tells rows apart.
func (c *columns) asks(number int) bool {
	is := func(col *tables.Column) bool { return col != nil && col.Number == number }
	return slices.ContainsFunc(asking, func(as tables.As) bool { return is(c.by[as]) }) || slices.ContainsFunc(c.more, is)
}

// target is the column of what is asked for.
func (c *columns) target() *tables.Column {
	_, col := c.of(asking...)
	return col
}

var (
	around = []tables.As{tables.AsTeam, tables.AsArea}
	asking = []tables.As{tables.AsTarget, tables.AsMinimum, tables.AsMaximum, tables.AsLimit}
	naming = []tables.As{tables.AsKPI, tables.AsKeyResult, tables.AsMilestone, tables.AsLabel, tables.AsDescription,
		tables.AsObjective}
)

// maxTargets is how many columns of a table get an entry of their own.
const maxTargets = 20

// maxUnits is how many rows have their units written down.
const maxUnits = 100

// unitsOfRows keeps what recognition put behind the numbers of rows, where the columns by themselves say something else
// or nothing: the period of "pro Monat", the days of "Days to first value", the visits of "Number of visits".
func (c *columns) unitsOfRows(r *tables.Reading, b *tables.Block) {
	col := c.target()
	_, names := c.of(naming...)
	if col == nil || names == nil || len(b.Rows) == 0 {
		return
	}
	if c.mark != tables.Comma && commas(r, col) {
		c.mark = tables.Comma
	}
	byName, byUnit, whole := map[string]string{}, map[string]string{}, map[string]string{}
	same, certain := true, c.by[tables.AsUnit] != nil
	for i := range r.Records {
		rec := &r.Records[i]
		own := c.asksAlike(rec.Cell.Column) && b.Rows[0].Number <= rec.Row && rec.Row <= b.Rows[len(b.Rows)-1].Number
		if !own || rec.Change || len(rec.Subject) == 0 || rec.Subject[0].Cell.Column != names.Number {
			continue
		}
		number, behind := c.written(rec, col)
		equal := sameQuantity(number+behind, rec.Target())
		m := unitBehind.Get().FindStringSubmatch(rec.Target())
		if money := c.moneyBehind(rec, number); money != "" {
			m = []string{"", money}
		}
		switch {
		case m != nil && onlyNumber.Get().MatchString(rec.Text):
			unit := c.joined(rec, tables.AsUnit)
			if known, is := byUnit[unit]; unit == "" || is && known != m[1] {
				certain = false
			}
			byName[rec.Subject[0].Text], byUnit[unit] = m[1], m[1]
			same = same && equal
		case !equal && c.by[tables.AsOperator] == nil && !onlyNumber.Get().MatchString(rec.Text):
			whole[rec.Text] = rec.Target()
		}
	}
	if len(whole) <= maxUnits {
		c.whole = whole
	}
	switch {
	case same:
	case certain && len(byUnit) <= maxUnits:
		c.unit, c.unitBy = byUnit, tables.AsUnit
	case len(byName) <= maxUnits:
		c.unit, c.unitBy = byName, names.As
	}
}

// asksAlike reports whether a column is that of the target, or a further one that holds the same.
func (c *columns) asksAlike(number int) bool {
	if c.target().Number == number {
		return true
	}
	return slices.ContainsFunc(c.more, func(col *tables.Column) bool { return col.Number == number && c.alike(col) })
}

// moneyBehind is what stands behind the number of a record to make its amount of money, with the thousands or millions
// by which it was multiplied; "" where it is none.
func (c *columns) moneyBehind(rec *tables.Record, number string) string {
	m := moneyBefore.Get().FindStringSubmatch(rec.Target())
	written, ok := new(big.Rat).SetString(strings.ReplaceAll(withoutSpaces(number), "'", ""))
	if m == nil || !ok || written.Sign() == 0 {
		return ""
	}
	amount, ok := new(big.Rat).SetString(m[2])
	if !ok {
		return ""
	}
	for times, word := range map[int64]string{1: "", 1000: "thousand ", 1_000_000: "million "} {
		if new(big.Rat).Mul(written, big.NewRat(times, 1)).Cmp(amount) == 0 {
			return " " + word + m[1] + m[3]
		}
	}
	return ""
}

// moneyBefore recognises an amount of money as records have it: at least EUR 500/month.
var moneyBefore = content.Pattern(`^(?:at least |at most |more than |less than )?` +
	`([A-Z]{3}) ([0-9]+(?:\.[0-9]+)?)(/.*)?$`)

func withoutSpaces(text string) string {
	return strings.NewReplacer(" ", "", "\u00a0", "", "\u202f", "").Replace(text)
}

// commas reports whether the numbers of a column were read with a decimal comma, and none with a point.
func commas(r *tables.Reading, col *tables.Column) bool {
	found := false
	for i := range r.Records {
		rec := &r.Records[i]
		if rec.Cell.Column != col.Number || !onlyNumber.Get().MatchString(rec.Text) {
			continue
		}
		q, err := quantity.Parse(rec.Target())
		if err != nil || q.IsRange() || q.Low == nil {
			continue
		}
		number, _ := quantity.Parse(withoutComma(rec.Text))
		if number.Low == nil || !timesThousands(number.Low, q.Low) {
			return false
		}
		found = found || strings.ContainsAny(rec.Text, ",.")
	}
	return found
}

// timesThousands reports whether a number is another one, or so many thousands or millions of it.
func timesThousands(number, amount *big.Rat) bool {
	return slices.ContainsFunc([]int64{1, 1000, 1_000_000}, func(times int64) bool {
		return new(big.Rat).Mul(number, big.NewRat(times, 1)).Cmp(amount) == 0
	})
}

// withoutComma is a number with a decimal comma as kpilint reads it.
func withoutComma(number string) string {
	return strings.ReplaceAll(strings.ReplaceAll(number, ".", ""), ",", ".")
}

// written is what the columns give for a record by themselves: its number, and what stands behind it.
func (c *columns) written(rec *tables.Record, col *tables.Column) (number, behind string) {
	number = rec.Text
	if c.mark == tables.Comma {
		number = withoutComma(number)
	}
	switch unit := c.joined(rec, tables.AsUnit); {
	case c.by[tables.AsUnit] != nil:
		behind = " " + unit
	case col.Unit != "":
		behind = " " + col.Unit
	}
	if c.by[tables.AsPeriod] != nil {
		behind += "/" + c.joined(rec, tables.AsPeriod)
	} else if col.Per != "" {
		behind += "/" + col.Per
	}
	return number, behind
}

// joined is the text of the cell in a column of a kind that was read into a record.
func (c *columns) joined(rec *tables.Record, as tables.As) string {
	if col := c.by[as]; col != nil {
		for _, p := range rec.Joined {
			if p.Cell.Column == col.Number {
				return p.Text
			}
		}
	}
	return ""
}

// sameQuantity reports whether two texts are read as one quantity. The side may come from elsewhere.
func sameQuantity(a, b string) bool {
	x, errX := quantity.Parse(strings.TrimSpace(a))
	y, errY := quantity.Parse(b)
	return errX == nil && errY == nil && x.Unit == y.Unit && x.Amount.Equal(y.Amount)
}

// unitBehind finds what stands behind the one number of a quantity, and onlyNumber a cell that says nothing else.
var (
	unitBehind = content.Pattern(`^(?:at least |at most |more than |less than )?[0-9]+(?:\.[0-9]+)?( ?[^0-9. ].*)$`)
	onlyNumber = content.Pattern(`^[0-9.,'  ]+$`)
)

// divides reports whether a column of periods holds what a number is divided by: day and month, and not "weekly", which
// may say how often it is looked at.
func divides(col *tables.Column) bool { return col.Holds.Units*2 > col.Holds.Cells }

// sparse reports whether a column has empty cells below others, as merged cells leave them.
func sparse(b *tables.Block, col *tables.Column) bool {
	n := 0
	for _, row := range b.Rows {
		own := func(p tables.Part) bool { return p.Cell.Column == col.Number && p.Row == row.Number }
		if slices.ContainsFunc(row.Names, own) {
			n++
		}
	}
	return n > 0 && n < len(b.Rows)
}

// taken are the columns that fields are made of.
var taken = map[tables.As]bool{
	tables.AsKPI: true, tables.AsKeyResult: true, tables.AsMilestone: true, tables.AsLabel: true,
	tables.AsDescription: true,
	tables.AsTeam:        true, tables.AsArea: true, tables.AsJob: true, tables.AsObjective: true, tables.AsTarget: true,
	tables.AsMinimum: true, tables.AsMaximum: true, tables.AsLimit: true, tables.AsBaseline: true, tables.AsUnit: true,
	tables.AsPeriod: true, tables.AsOperator: true, tables.AsHeadcount: true, tables.AsDue: true,
}

func restOf(name string, col *tables.Column) string {
	switch col.As {
	case tables.AsNothing:
		return wording.NotRecognised(name)
	case tables.AsPeriod:
		return wording.ReadAsHowOftenA(name)
	case tables.AsOwner:
		return wording.ReadAsOwnerATeam(name, rowOf(name))
	}
	return wording.ReadAsNothingIsMade(name, string(col.As))
}

// plainKey is a name that stands behind a dot.
var plainKey = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)
})

// reserved are names that CEL keeps for itself.
var reserved = strings.Fields(`as break const continue else false for function if import in let loop namespace null
	package return true var void while`)

// rowOf is a column as an expression names it.
func rowOf(name string) string {
	if plainKey().MatchString(name) && !slices.Contains(reserved, name) {
		return "row." + name
	}
	return "row[" + quoted(name) + "]"
}

func quoted(text string) string {
	return "'" + strings.NewReplacer(`\`, `\\`, `'`, `\'`).Replace(text) + "'"
}

func (c *columns) of(all ...tables.As) (string, *tables.Column) {
	for _, as := range all {
		if col := c.by[as]; col != nil {
			return rowOf(c.name[col.Number]), col
		}
	}
	return "", nil
}

// number is a column of numbers with its unit.
func (c *columns) number(all ...tables.As) string {
	text, col := c.of(all...)
	if col == nil {
		return ""
	}
	value := text
	if c.mark == tables.Comma {
		value = "decimal(" + text + ", ',')"
	}
	if operator, _ := c.of(tables.AsOperator); operator != "" && col.As != tables.AsBaseline {
		value = operator + " + ' ' + " + value
	}
	if behind := c.behind(col); behind != "" {
		value += " + " + behind
	}
	if len(c.whole) > 0 && col == c.target() {
		return "lookup('target', " + text + ", " + value + ")"
	}
	if strings.Contains(value, " + ") {
		return text + " == '' ? '' : " + value
	}
	return value
}

// behind is what stands behind the numbers of a column, "" for nothing.
func (c *columns) behind(col *tables.Column) string {
	var parts []string
	switch unit, _ := c.of(tables.AsUnit); {
	case unit != "":
		parts = append(parts, "' '", unit)
	case col.Unit != "":
		parts = append(parts, quoted(" "+col.Unit))
	}
	if period, _ := c.of(tables.AsPeriod); period != "" {
		parts = append(parts, "'/'", period)
	} else if col.Per != "" {
		parts = append(parts, quoted("/"+col.Per))
	}
	plain := strings.Join(parts, " + ")
	if len(c.unit) == 0 || !c.alike(col) && c.unitBy != tables.AsUnit {
		return plain
	}
	by, _ := c.of(c.unitBy)
	return "lookup('unit', " + by + ", " + cmp.Or(plain, "''") + ")"
}

// alike reports whether a column holds the same as that of the target, for another time or another level.
func (c *columns) alike(col *tables.Column) bool {
	target := c.target()
	return col == target || col.Measure == target.Measure && col.Unit == target.Unit
}

func (c *columns) field(indent, name, expression string) {
	if expression != "" {
		c.line("%s%s: %s", indent, name, strconv.Quote(expression))
	}
}

// write writes what each record becomes: a key result of an objective where the table has both, else a KPI.
func (c *columns) write() {
	objective, _ := c.of(tables.AsObjective)
	result, _ := c.of(tables.AsKeyResult, tables.AsMilestone)
	name, _ := c.of(naming...)
	if name == "" {
		for _, n := range slices.Sorted(maps.Keys(c.name)) {
			name = rowOf(c.name[n])
			break
		}
	}
	if c.apart != "" {
		name += " + ' ' + " + c.apart
	}
	target := c.number(asking...)
	raw, _ := c.of(asking...)
	if raw == "" {
		raw, _, _ = strings.Cut(name, " + ")
	}
	if len(c.unit)+len(c.whole) > 0 {
		c.line("lookups:")
		c.lookup("unit", wording.WhatStandsBehindTheNumbers(), c.unit)
		c.lookup("target", wording.WhatTheseCellsMean(), c.whole)
	}
	c.line("each:")
	c.line("  - when: %s", strconv.Quote(raw+" != ''"))
	if objective != "" && result != "" && name == result {
		c.line("    kind: KeyResult")
		c.line("    fields:")
		c.field("      ", "id", "slug("+name+")")
		c.field("      ", "name", name)
		c.field("      ", "from", c.number(tables.AsBaseline))
		c.field("      ", "to", target)
		due, _ := c.of(tables.AsDue)
		c.field("      ", "by", due)
		c.around("Objective", objective)
	} else {
		c.line("    kind: KPI")
		c.line("    fields:")
		c.field("      ", "id", "slug("+name+")")
		c.field("      ", "name", name)
		if target == "" {
			c.line("%s", wording.TargetNameTheColumn())
		}
		c.field("      ", "target", target)
		if _, col := c.of(tables.AsTarget); col != nil && c.by[tables.AsOperator] == nil {
			c.line(wording.DirectionHigherWhichWayIs())
		}
		c.field("      ", "baseline", c.number(tables.AsBaseline))
		c.whose()
	}
	for _, col := range c.more {
		c.another(col, name)
	}
	if len(c.rest) > 0 {
		c.line(wording.ColumnsThatAreNotRead())
		for _, said := range c.rest {
			c.line("#   %s", said)
		}
	}
}

// whose writes the team or the role that a KPI belongs to.
func (c *columns) whose() {
	if team, _ := c.of(around...); team != "" {
		c.around("Team", team)
	} else if job, _ := c.of(tables.AsJob); job != "" {
		c.around("Role", job)
	}
}

// signs stand before the numbers of columns that are called so.
var signs = map[tables.As]string{
	tables.AsMinimum: "at least ", tables.AsMaximum: "at most ", tables.AsLimit: "at most ",
}

// another writes an entry for a further column of what is asked for: a KPI for each row, called as its row and this
// column.
func (c *columns) another(col *tables.Column, name string) {
	header := c.name[col.Number]
	raw := rowOf(header)
	if n := len(col.Names); n > 1 && header != clean(col.Names[n-1].Text) {
		header = clean(col.Names[0].Text) // "2. Halbjahr" over the second "Ziel"
	}
	value := raw
	if c.mark == tables.Comma {
		value = "decimal(" + raw + ", ',')"
	}
	if sign := signs[col.As]; sign != "" {
		value = quoted(sign) + " + " + value
	}
	if behind := c.behind(col); behind != "" {
		value += " + " + behind
	}
	if len(c.whole) > 0 && c.alike(col) {
		value = "lookup('target', " + raw + ", " + value + ")"
	}
	c.line("  - when: %s", strconv.Quote(raw+" != ''"))
	c.line("    kind: KPI")
	c.line("    fields:")
	c.field("      ", "id", "slug("+name+" + "+quoted(" "+header)+")")
	c.field("      ", "name", name+" + "+quoted(", "+header))
	c.field("      ", "target", value)
	c.whose()
}

func (c *columns) lookup(name, about string, all map[string]string) {
	if len(all) == 0 {
		return
	}
	c.line("  %s: # %s", name, about)
	for _, of := range slices.Sorted(maps.Keys(all)) {
		c.line("    %s: %s", strconv.Quote(clean(of)), strconv.Quote(all[of]))
	}
}

func (c *columns) around(kind, name string) {
	c.line("    in:")
	c.line("      kind: %s", kind)
	c.line("      fields:")
	c.field("        ", "id", "slug("+name+")")
	c.field("        ", "name", name)
	if kind != "Role" {
		return
	}
	people, _ := c.of(tables.AsHeadcount)
	c.field("        ", "headcount", people)
}

// values writes the mapping of the longest list of maps in a document.
func (w *writer) values(docs []*source.Document) ([]byte, error) {
	var best []*source.Node
	way := ""
	consider := func(items []*source.Node, at string) {
		noMap := func(n *source.Node) bool { return n.Kind != source.Map }
		if len(items) > len(best) && !slices.ContainsFunc(items, noMap) {
			best, way = items, at
		}
	}
	for _, d := range docs {
		listsIn(d.Root, "", consider)
	}
	if len(docs) > len(best) {
		best, way = nil, ""
		for _, d := range docs {
			best = append(best, d.Root)
		}
	}
	if len(best) == 0 {
		return nil, ErrNothing
	}
	var keys []string
	for _, one := range best[:min(len(best), 1000)] {
		for _, f := range one.Fields() {
			if !slices.Contains(keys, f.Key.Text) {
				keys = append(keys, f.Key.Text)
			}
		}
	}
	w.line("from: {records: %s}", strconv.Quote(way))
	w.keys(keys)
	return []byte(w.text.String()), nil
}

// listsIn are the lists in a value, and the maps whose values are alike, with the ways to their entries.
func listsIn(n *source.Node, way string, found func(items []*source.Node, way string)) {
	switch n.Kind {
	case source.List:
		found(n.Items(), way+"/*")
		for _, one := range n.Items()[:min(len(n.Items()), 1)] {
			listsIn(one, way+"/*", found)
		}
	case source.Map:
		var values []*source.Node
		for _, f := range n.Fields() {
			values = append(values, f.Value)
			listsIn(f.Value, way+"/"+strings.NewReplacer("~", "~0", "/", "~1").Replace(f.Key.Text), found)
		}
		if len(values) > 1 {
			found(values, way+"/*")
		}
	}
}

// usual are the keys that fields are commonly called by.
var usual = []struct {
	field string
	keys  []string
}{
	{"id", []string{"id", "slug", "key", "name", "title"}},
	{"name", []string{"name", "title", "label", "displayName"}},
	{"description", []string{"description", "definition", "summary"}},
	{"target", []string{"target", "goal", "target_value", "targetValue"}},
	{"baseline", []string{"baseline", "start_value", "startValue"}},
}

func (w *writer) keys(keys []string) {
	left := slices.Clone(keys)
	var fields []string
	for _, u := range usual {
		for _, k := range u.keys {
			if !slices.Contains(keys, k) {
				continue
			}
			expression := fmt.Sprintf("get(row, %s)", quoted(k))
			if u.field == "id" {
				expression = "slug(" + expression + ")"
			}
			fields = append(fields, fmt.Sprintf("      %s: %s", u.field, strconv.Quote(expression)))
			left = slices.DeleteFunc(left, func(l string) bool { return l == k })
			break
		}
	}
	if len(fields) == 0 || !strings.HasPrefix(fields[0], "      id:") {
		fields = slices.Insert(fields, 0, wording.IDSlugKeyTheKey())
	}
	w.line("each:")
	w.line("  - kind: KPI")
	w.line("    fields:")
	w.line("%s", strings.Join(fields, "\n"))
	if len(left) > 0 {
		w.line("%s", wording.FieldsThatAreNotRead(strings.Join(left, ", ")))
	}
}
