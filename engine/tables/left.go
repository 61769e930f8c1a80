package tables

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// MostNamed is how many cells with numbers that no record holds are named of a table.
const MostNamed = 500

// Left names the cells with numbers that no record holds, each with the reason, in the order of the rows: at most
// MostNamed of them, and how many more there are. Cells that could not be read are in Unread and not here.
func (r *Reading) Left() (all []Unread, more int) {
	if r.left == nil {
		return nil, 0
	}
	found := r.left()
	return found.named, found.more
}

// leftCells are cells with numbers that no record holds, and how many more there are.
type leftCells struct {
	named []Unread
	more  int
}

func (r *Reading) cellsLeft(most int) leftCells {
	var all []Unread
	more := 0
	in := r.recordsByRow()
	elsewhere := map[*content.Cell]bool{} // cells that were read, or could not be, and are no number of their row
	for i := range r.Records {
		for _, p := range r.Records[i].Joined {
			if p.Row != r.Records[i].Row {
				elsewhere[p.Cell] = true
			}
		}
	}
	for i := range r.Unread {
		elsewhere[r.Unread[i].Cell] = true
	}
	looked := 0 // cells of rows that ask for something
	another := func(b *Block, c *content.Cell, records []int32) bool {
		if looked == maxLooked || !b.tellsBeside(c) {
			return false
		}
		looked++
		return r.saysAnother(b, c, records)
	}
	name := func(p Part, why string) {
		if len(all) == most {
			more++
			return
		}
		all = append(all, Unread{Part: p, Why: wording.IsNotTakenForSomething(short(p.Text), why)})
	}
	for _, b := range r.Blocks {
		for _, p := range b.Title {
			if !elsewhere[p.Cell] && !r.readInto(in.of(p.Row), p.Cell) && b.demands(p.Cell) {
				name(p, wording.ItsRowIsANote())
			}
		}
		sentences := !b.risks()
		for i, row := range b.rows {
			if i >= len(b.Rows) {
				break
			}
			records := in.of(row.Number)
			asked := r.rowAsks(records)
			for k := range row.Cells {
				c := &row.Cells[k]
				is := b.Rows[i].Is
				why := ""
				switch {
				case elsewhere[c] || r.readInto(records, c):
				case b.saysHowOften(c):
					why = wording.IsReadAs(strconv.Quote(short(b.column(c.Column).text())), string(AsPeriod))
				case holdsFigure(c):
					why = b.whyLeft(is, b.column(c.Column))
				case is == Remark || is == Section:
					if b.demands(c) {
						why = wording.ItsRowIsANote()
					}
				case is == Data && asked && b.limitBeside(c, b.Rows[i]):
					why = b.whyLeft(is, b.column(c.Column))
				case is == Data && sentences && asked && len(all) < most && another(b, c, records):
					why = b.whyLeft(is, b.column(c.Column))
				case is == Data && b.mute(c, b.Rows[i]):
					why = b.whyLeft(is, b.column(c.Column))
				case is == Data && sentences && !asked && len(all) < most && (b.demands(c) || b.tells(c)):
					why = b.whyLeft(is, b.column(c.Column))
				}
				if why != "" {
					name(part(AsNothing, row, c), why)
				}
			}
		}
	}
	return leftCells{all, more}
}

// byRow are the records of a table by their rows.
type byRow struct {
	order []int32 // of the records
	rows  []int32 // the row of each in that order
}

func (r *Reading) recordsByRow() byRow {
	in := byRow{make([]int32, len(r.Records)), make([]int32, len(r.Records))}
	for i := range in.order {
		in.order[i] = int32(i)
	}
	slices.SortStableFunc(in.order, func(a, b int32) int { return r.Records[a].Row - r.Records[b].Row })
	for i, k := range in.order {
		in.rows[i] = int32(r.Records[k].Row)
	}
	return in
}

// of are the records of a row, in their order.
func (in byRow) of(row int) []int32 {
	from, found := slices.BinarySearch(in.rows, int32(row))
	if !found {
		return nil
	}
	to := from
	for to < len(in.rows) && in.rows[to] == int32(row) {
		to++
	}
	return in.order[from:to]
}

// readInto reports whether one of some records has a cell, or was read with it.
func (r *Reading) readInto(records []int32, c *content.Cell) bool {
	return slices.ContainsFunc(records, func(i int32) bool {
		one := &r.Records[i]
		return one.Cell == c || slices.ContainsFunc(one.Joined, func(p Part) bool { return p.Cell == c })
	})
}

// rowAsks reports whether one of the records of a row asks for something.
func (r *Reading) rowAsks(records []int32) bool {
	return slices.ContainsFunc(records, func(i int32) bool {
		k := r.Records[i].Kind
		return k.Asks() && k != KindDue
	})
}

// Changes names the cells that ask for a change, of which nobody works out what it comes to: at most so many, and how
// many more there are.
func (r *Reading) Changes(most int) (all []Unread, more int) {
	for i := range r.Records {
		one := &r.Records[i]
		switch {
		case !one.Change || !one.Kind.Asks() || one.Total:
		case len(all) == most:
			more++
		default:
			all = append(all, Unread{Part: one.Part, Why: wording.AsksForAChange(short(one.Part.Text))})
		}
	}
	return all, more
}

// maxLooked is how many cells beside targets are read for sentences that ask for something else.
const maxLooked = 20_000

// saysAnother reports whether a cell of a row that asks for something is a sentence that asks for another number, which
// no record of the row has: "Hire 24 drivers" beside 90 %.
func (r *Reading) saysAnother(b *Block, c *content.Cell, records []int32) bool {
	return slices.ContainsFunc(sentences(textOf(c), b.marks), func(d demand) bool {
		number := written(d.quantity.Low)
		return !slices.ContainsFunc(records, func(i int32) bool {
			return strings.Contains(r.Records[i].Quantity, number) || strings.Contains(r.Records[i].Within, number)
		})
	})
}

// tellsBeside reports whether a cell holds a text with a number, in a column of names, notes or descriptions.
func (b *Block) tellsBeside(c *content.Cell) bool {
	column := b.column(c.Column)
	if column == nil || c.Holds != content.Words || len(c.Text.Bytes) > maxSentence {
		return false
	}
	switch column.As {
	case AsDescription, AsNotes, AsJob, AsLabel:
		return figured(textOf(c))
	}
	return false
}

// saysHowOften reports whether a cell of a column of periods holds a number of its own: "2,5 x wöchentlich", "every 30
// min".
func (b *Block) saysHowOften(c *content.Cell) bool {
	column := b.column(c.Column)
	if column == nil || column.As != AsPeriod || c.Holds != content.Words || len(c.Text.Bytes) >= maxNumeral {
		return false
	}
	text := textOf(c)
	return figured(text) && (rhythmOf(text) != "" || everyTime.Get().MatchString(text))
}

// everyTime recognises how often something is due by the time between: every 30 min, alle 2 Stunden.
var everyTime = content.Pattern(`(?i)^(?:every|alle|jede[rns]?|tou(?:te)?s les|cada|var|varje|elke|ogni) \d`)

// mute reports whether a cell with a number stands in a column of which nothing is understood: "every 30 min" below
// "Updates".
func (b *Block) mute(c *content.Cell, row Row) bool {
	column := b.column(c.Column)
	if column == nil || column.As != AsNothing && column.As != AsLabel && (column.As != AsNotes || column.Why == byName) ||
		c.Holds != content.Words ||
		len(c.Text.Bytes) > maxSentence || len(row.Names) > 0 && row.Names[0].Cell == c {
		return false
	}
	text := textOf(c)
	return withNumber(text) && dateIn(text) == "" && !onlyTime(text) && !clockSpan.Get().MatchString(text)
}

// limitBeside reports whether a cell that does not name its row holds a number with a side on which it is good: "p95
// latency ≤ 4 s", which is a guardrail beside the target of the row.
func (b *Block) limitBeside(c *content.Cell, row Row) bool {
	column := b.column(c.Column)
	if column == nil || c.Holds != content.Words || len(c.Text.Bytes) > maxSentence || !figured(textOf(c)) ||
		column.As != AsLabel && column.As != AsNothing && (column.As != AsNotes || column.Why == byName) ||
		len(row.Names) > 0 && row.Names[0].Cell == c {
		return false
	}
	return slices.ContainsFunc(sentences(textOf(c), b.marks), func(d demand) bool {
		return d.quantity.Comparator != quantity.NoComparator
	})
}

// tells reports whether a cell of a column of deliverables, results or objectives holds a number.
func (b *Block) tells(c *content.Cell) bool {
	column := b.column(c.Column)
	if column == nil || c.Holds != content.Words || len(c.Text.Bytes) > maxSentence {
		return false
	}
	switch column.As {
	case AsMilestone, AsObjective, AsKeyResult, AsOutcome:
		return figured(textOf(c))
	case AsKPI, AsLabel, AsDescription:
		text := textOf(c)
		return len(strings.Fields(text)) > 2 && figured(text) && b.speaks(column, text)
	}
	return false
}

// demands reports whether a cell holds a sentence that asks for a number, as a text would.
func (b *Block) demands(c *content.Cell) bool {
	if c == nil || c.Holds != content.Words || len(c.Text.Bytes) > maxSentence {
		return false
	}
	text := textOf(c)
	words := strings.Fields(text)
	inWords := func(w string) bool { return countWords.Has(fold(w)) }
	if len(words) < 3 || !figured(text) && !slices.ContainsFunc(words, inWords) {
		return false
	}
	each := func(w string) bool { return eachWords.Has(fold(w)) }
	if inWords(words[0]) && slices.ContainsFunc(words[1:], each) {
		return true // one per account
	}
	return len(sentences(text, b.marks)) > 0
}

// countWords are numbers that people write in words.
var countWords = content.WordSet("one two three four five six seven eight nine ten twelve twenty")

// holdsFigure reports whether a cell is a number, alone or with a unit.
func holdsFigure(c *content.Cell) bool {
	switch c.Holds {
	case content.Number:
		return true
	case content.Words:
		text := textOf(c)
		return numeric(text) && dateIn(text) == "" && !mayBeDate(text) && !onlyTime(text) &&
			(!clockSpan.Get().MatchString(text) || bareSpan.Get().MatchString(text))
	}
	return false
}

// bareSpan recognises 5-10, which may be from five to ten o'clock, and may be as many things.
var bareSpan = content.Pattern(`^\d{1,2} ?[-–] ?\d{1,2}$`)

// whyLeft is why a number in a row of a kind and in a column is no record; "" where it is a name, a date or a number of
// the row, and nobody would look for it.
func (b *Block) whyLeft(is RowKind, c *Column) string {
	switch {
	case is == Remark || is == Section || is == Again:
		return wording.ItsRowIsANote()
	case c == nil:
		return wording.NothingSaysWhatItsColumn()
	}
	if c.Holds.numbered && slices.Contains(telling, c.As) {
		return ""
	}
	switch c.As {
	case AsID, AsOrder, AsLevel, AsParent, AsLink, AsYear, AsQuarter, AsMonth, AsPeriod, AsEntered, AsUnit, AsDirection,
		AsOperator, AsChoice:
		return ""
	case AsNothing:
		if c.summed {
			return wording.AddsUpTheTargetsOf(strconv.Quote(short(c.text())))
		}
		if c.text() == "" {
			return wording.NothingSaysWhatItsColumn()
		}
		return wording.NothingSaysThatTheNumbers(strconv.Quote(short(c.text())))
	case AsValue, AsTotal:
		return wording.NothingSaysWhetherHoldsTargets(strconv.Quote(short(c.text())))
	case AsBand:
		return wording.SaysFromWhereOnA(strconv.Quote(short(c.text())))
	}
	if kinds()[c.As] != "" {
		return wording.IsReadAsAndThis(strconv.Quote(short(c.text())), string(c.As))
	}
	return wording.IsReadAs(strconv.Quote(short(c.text())), string(c.As))
}
