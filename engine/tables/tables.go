// Package tables reads tables as people write them, without a mapping: which rows are the header, what each column
// holds, and which numbers ask for something. It knows columns by their names, in nine languages, and by what is in
// them; what it does not understand it names, cell by cell, with the reason. Most tables ask for nothing, and then it
// finds no target.
//
// A table goes through steps, each a file or two: blocks of rows with a header, also side by side (headers.go,
// sides.go); what the columns hold, by what they are called, what is in them, and what stands beside and above them
// (columns.go, called.go, contents.go, decide.go, titles.go, settle.go), and where that leaves it open, by what speaks
// for a reading (infer.go); which rows are sections, totals or notes and how they lie in each other (rows.go,
// nested.go); the cells that belong together as records (join.go, values.go, names.go, sentences.go); and what
// contradicts what (sums.go, rowsums.go, faults.go). What one cell says is read in cells.go, numbers.go, times.go and
// units.go; what stands around a number and would change what it means is looked for in unheeded.go, and what no record
// holds is named by left.go. Words are data: words/*.txt.
//
// The work grows with the number of cells.
package tables

import (
	"path"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/work"
)

// Context is what a file says around a table.
type Context struct {
	File      string   // its name, without folders: a file called targets.csv says something about its numbers
	Title     string   // the first heading of the file
	Before    []string // headings and paragraphs before the table, the nearest last
	Separator rune     // of a file with separated values; 0 where there is none. A semicolon hints at decimal commas
	Several   bool     // it has several tables, of which its name says nothing: a document, or one of them names targets
	Mark      Mark     // the decimal mark that the rest of the file shows
}

// Reading is what was understood of one table or sheet.
type Reading struct {
	Table   *content.Table
	Blocks  []*Block // in the order of the rows; a sheet may hold several tables
	Records []Record // in the order of the cells
	Unread  []Unread // cells that should hold a number or a date and hold none that can be read
	Said    []Note   // how it was understood, where that is not plain

	Contradictions []Fault // what cannot be true under any reading
	Questions      []Fault // what may be meant, and what somebody should say

	left func() leftCells // found beside what else is done with the table
}

// Targets are the records that ask for something.
func (r *Reading) Targets() []Record {
	var all []Record
	for _, record := range r.Records {
		if record.Kind.Asks() {
			all = append(all, record)
		}
	}
	return all
}

// Demands is how many records ask for something.
func (r *Reading) Demands() int {
	n := 0
	for i := range r.Records {
		if r.Records[i].Kind.Asks() {
			n++
		}
	}
	return n
}

// Figures reports whether columns below a header hold numbers, so that its rows are no sentences.
func (r *Reading) Figures() bool {
	for _, b := range r.Blocks {
		for i := range b.Columns {
			c := &b.Columns[i]
			named := c.As != AsID && c.As != AsOrder && c.As != AsLevel && c.text() != ""
			if named && len(b.Header) > 0 && c.Holds.Numbers > 1 && c.Holds.mostly(c.Holds.Numbers) {
				return true
			}
		}
	}
	return false
}

// DemandsOf is how many records in the rows of a block ask for something.
func (r *Reading) DemandsOf(b *Block) int {
	n := 0
	for i := range r.Records {
		if r.Records[i].Kind.Asks() && b.owns(r.Records[i].Part) {
			n++
		}
	}
	return n
}

// Block is a stretch of rows under one header.
type Block struct {
	Title   []Part   // the rows above the header that belong to it
	Header  []int    // the numbers of its rows, top down; none where the table has no header
	Columns []Column // from the left; of those that hold or name something
	Rows    []Row    // below the header
	Lying   bool     // it lies on its side: its header is the first column, and each further column is a record

	columns stretch // of a table with another one beside it; none where it has all
	table   *content.Table
	above   string // what titles, sheet, file and paragraphs say, for words such as "targets"
	marks   Mark
	rows    []content.Row // those of Rows

	unitRow      int   // the number of the row of the header that holds the units; 0 for none
	unitsInHeads bool  // most headers have their units in brackets
	unitsInNames *bool // most names of rows have them; nil where nobody asked
	crews        *bool // most rows are people who work; nil where nobody asked
	sport        *bool // it is one of results in a sport; nil where nobody asked

	said       map[string]spoken   // texts of cells, as they are read
	units      map[string]headed   // units in cells
	meanings   map[string]sense    // of names and units
	joints     map[unitSaid]string // words in units that no unit has
	silent     bool                // its sentences ask for nothing: it is one of risks, of cases or of prices
	telling    bool                // what comes of something is told in it, and not asked for
	perColumns *[]int              // whose headers are nothing but a word for "per"; nil where nobody looked
	deepest    int                 // level of a row
	when       moment              // that the title says
	legend     headed              // the unit that a sentence says of all numbers
	choosing   bool                // names of rows say whether their numbers are targets or results
	per        string              // the period that the title says its numbers are for: week of "Weekly targets"
}

// Part is a cell with what it is understood as.
type Part struct {
	As   As
	Text string // as it is shown, on one line
	Row  int
	Cell *content.Cell
}

// Within says in what part of the file the cell is.
func (p Part) Within() source.Within { return p.Cell.Text.Within() }

// Span is where the cell is.
func (p Part) Span() source.Span { return p.Cell.Text.Places().Span(0, len(p.Cell.Text.Bytes)) }

// Column is what was understood of a column.
type Column struct {
	Number  int
	Names   []Part // its header cells, top down, with those of its group
	As      As
	Why     string // by its name, by what is in it
	Unit    string // the unit that its header names, as quantities write it: h, %, EUR
	Times   int64  // by how much its numbers are to be multiplied: 1000 under "in thousands"; 1 otherwise
	Per     string // the period that its header says its numbers are for: day, month
	Time    string // the time that its numbers are of: 2026, 2026-Q3, 2026-04; "" for none
	Measure string // what of its header says what is counted: "Calls" of "Calls target"
	Share   bool   // its numbers are shares of one
	Change  bool   // its numbers are changes, such as +5 %
	Holds   Contents
	green   bool    // it says where a number is green
	around  bool    // numbers without a comparator say how far a target may be missed
	titled  bool    // the title says its unit
	legend  bool    // a sentence says the unit of all numbers
	least   *bool   // a number in it is the least; nil where nobody asked
	heading *string // its header on one line; nil until all is understood of it
	unitRow int     // the row of its names that holds units
	aims    []aimed
	horizon bool // its header is a time without a calendar: Year 1, 6 months
	summed  bool // its targets add up those of several periods
	marked  Mark
	above   *[]sensed // what its headers and the titles say; nil where nobody looked
	other   As        // a name that its header may mean too
	number  As        // what its header may mean if it holds numbers
	when    moment    // that is Time
}

// Row is what was understood of a row.
type Row struct {
	Number int
	Is     RowKind
	Names  []Part // what it is about, the column that tells most first
	Level  int    // how deep it lies, from 1; 0 where the table has no levels
	Parent int    // the number of the row above it in the hierarchy; 0 for none

	unnamed bool // it is a total that nothing calls one
}

// RowKind is what a row is.
type RowKind uint8

// The kinds of rows.
const (
	Data RowKind = iota
	Section
	Total
	Subtotal
	Average
	Remark // a note between or below the rows
	Again  // the header once more
)

// Record is one number or date of a table, with the cells that belong to it.
type Record struct {
	Part
	Kind     Kind
	Quantity string // as package quantity reads it; of a date or a period, the date; "" where it is a sentence alone
	Within   string // the time in which a share is to be reached: 10 days
	Change   bool   // Quantity is a change, which quantity.ParseChange reads
	Time     string // the time it is for: 2026, 2026-Q3, 2026-04; "" where nothing says so
	Head     string // what its column is called
	Measure  string // what its header says is counted: "Calls" of "Calls 2026"; "" where it says a time alone
	After    string // the time without a calendar that its column is called by: "Year 1"; "" for none
	Subject  []Part // what it is about: KPI, team, area, role, objective; the one that tells most first
	Joined   []Part // other cells that were read into it: the unit, the period, the direction
	Total    bool   // it is in a row of totals
	Unsaid   string // what a reader would have to know, and nothing says: the unit, the currency
}

// Words are the quantity with the time in which a share is to be reached, as people say it.
func (r Record) Words() string {
	if r.Within == "" {
		return r.Quantity
	}
	return r.Quantity + " within " + r.Within
}

// Target is the record as a target that package quantity reads. A share that is to be reached within a time is a time
// with its percentile: "<= 10 days p80" of "at least 80 % within 10 days". A share that is no percentile keeps the time
// in brackets.
func (r Record) Target() string {
	if r.Within == "" {
		return r.Quantity
	}
	q, err := quantity.Parse(r.Quantity)
	if err == nil && !q.IsRange() && q.Comparator == quantity.AtLeast && q.Low.IsInt() {
		if _, err := quantity.Parse("<= " + r.Within + " p" + q.Low.Num().String()); err == nil {
			return "<= " + r.Within + " p" + q.Low.Num().String()
		}
	}
	return r.Quantity + " (within " + r.Within + ")"
}

// Kind is what a number is for.
type Kind string

// The kinds of records.
const (
	KindTarget    Kind = "target"
	KindMinimum   Kind = "minimum"
	KindMaximum   Kind = "maximum"
	KindStretch   Kind = "stretch"
	KindLimit     Kind = "limit"
	KindHeadcount Kind = "headcount"
	KindVacancies Kind = "vacancies"
	KindDue       Kind = "due"
	KindStart     Kind = "start"
	KindBaseline  Kind = "baseline"
	KindActual    Kind = "actual"
	KindProgress  Kind = "progress"
	KindWeight    Kind = "weight"
	KindBudget    Kind = "budget"
	KindCost      Kind = "cost"
	KindQuantity  Kind = "quantity"
	KindPay       Kind = "pay"
	KindVolume    Kind = "volume"
	KindEffort    Kind = "effort"
	KindMet       Kind = "met"
	KindChange    Kind = "change"
	// KindAdjustment is an amount on top of a change.
	KindAdjustment Kind = "adjustment"
)

// Asks reports whether a record of this kind asks for something. What was, what is paid and what it costs asks for
// nothing.
func (k Kind) Asks() bool {
	switch k {
	case KindTarget, KindMinimum, KindMaximum, KindStretch, KindLimit, KindHeadcount, KindDue:
		return true
	}
	return false
}

// Unread is a cell that was not understood.
type Unread struct {
	Part
	Why   string // "Greater than TBD" is not a number
	Limit bool   // the cell may well be understood, and is beyond what is read
}

// Note says how a table was understood. Its place is a cell or, where Cell is nil, the whole table.
type Note struct {
	Part
	Say string
}

// Fault is what contradicts itself in a table.
type Fault struct {
	Kind  FaultKind
	Parts []Part // the cells, in the order of the sentence
	Says  string // the fact, with the sum
	Fix   string // what to do, with the numbers of the case; "" where only the author can know
}

// FaultKind is a kind of fault. Those who list faults put those of one kind together.
type FaultKind string

// The kinds of faults.
const (
	WrongTotal    FaultKind = "total"    // a total that its parts do not make
	WrongRelation FaultKind = "relation" // a number that does not follow from others as it does in the other rows
	MoreThanAll   FaultKind = "more"     // more reached than there was
	NoneOfMany    FaultKind = "none"     // nothing of very much: perhaps not measured
	StatusNumber  FaultKind = "status"   // a status that its number does not bear out
	Untimely      FaultKind = "time"     // a date outside of its period, or before its start
	TwoValues     FaultKind = "values"   // two values for one thing
	Twice         FaultKind = "twice"    // two rows that say the same
	Crossed       FaultKind = "limits"   // a minimum above its maximum
	WrongWeights  FaultKind = "weights"  // weights that do not make 100 %
	Headed        FaultKind = "header"   // a header that says another thing than the tag or the unit below it
	ShareHours    FaultKind = "hours"    // shares and hours that fit no week
	Stale         FaultKind = "stale"    // a copy that differs from what it is a copy of
)

// Read reads a table. It never fails: what it does not understand is named in the reading. A nil table gives an empty
// reading.
func Read(t *content.Table, c Context) *Reading {
	r := readAlone(t, c)
	between([]*Reading{r})
	return r
}

// when is the time that the headings before a table say, the nearest first.
func (c Context) when() moment {
	for i := len(c.Before) - 1; i >= 0 && i >= len(c.Before)-2; i-- {
		text := c.Before[i]
		if m := titleTime(text); m.year != 0 && len(strings.Fields(text)) <= maxTitle && !rowWords().has(text, "results") {
			return m
		}
	}
	if len(strings.Fields(c.Title)) <= maxTitle && !rowWords().has(c.Title, "results") {
		return titleTime(c.Title)
	}
	return moment{}
}

// fileTime is the time that the name of a file says, with its year: "apr" alone may stand for anything.
func fileTime(name string) moment {
	if m := timeOf(strings.TrimSuffix(name, path.Ext(name))); m.year != 0 {
		return m
	}
	return moment{}
}

// readAlone reads a table by itself.
func readAlone(t *content.Table, c Context) *Reading {
	r := &Reading{Table: t}
	if t == nil || len(t.Rows) == 0 {
		return r
	}
	m := c.Mark
	if own := MarkOf(t); own != Unknown {
		m = own
	}
	if m == Unknown && c.Separator == ';' {
		m = Comma
	}
	r.told(m, c)
	all := blocks(t)
	for i, b := range all {
		b.marks, b.above = m, b.around(t, c)
		if i > 0 {
			b.under(all[0])
		}
		b.legend = b.legendOf(c)
		b.understand(r)
		b.when = b.when.or(timeOf(t.Name)).or(c.when()).or(fileTime(c.File))
		b.classify()
		b.nest()
		r.Blocks = append(r.Blocks, b)
	}
	for _, b := range r.Blocks {
		b.settled()
		r.join(b)
	}
	r.left = work.Later(func() leftCells { return r.cellsLeft(MostNamed) })
	for _, b := range r.Blocks {
		r.check(b)
	}
	return r
}
