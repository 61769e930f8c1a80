package tables

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"reflect"
	"runtime"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/format"
	"github.com/kpilint/kpilint/engine/source"
)

// large is a table of so many rows and columns, of which some name, some ask and some tell.
func large(rows, columns int) *content.Table {
	t := &content.Table{Within: source.Within{Medium: source.InCell, Sheet: "Targets"}, Name: "Targets"}
	head := []string{"Team", "KPI", "Target", "Unit", "Period", "Due", "Actual", "Weight", "Status", "Notes"}
	for i := range rows + 1 {
		r := content.Row{Number: i + 1}
		for k := range columns {
			text := ""
			switch name := head[k%len(head)]; {
			case i == 0:
				text = name
				if k >= len(head) {
					text = fmt.Sprintf("%s %d", name, k/len(head)+1)
				}
			case name == "Team":
				text = fmt.Sprintf("Team %d", i%50)
			case name == "KPI":
				text = fmt.Sprintf("Visits of kind %d", i)
			case name == "Target", name == "Actual":
				text = fmt.Sprint(20 + i%400)
			case name == "Unit":
				text = "visits"
			case name == "Period":
				text = "per month"
			case name == "Due":
				text = "2026-12-31"
			case name == "Weight":
				text = "2%"
			case name == "Status":
				text = "in progress"
			default:
				text = "as agreed"
			}
			r.Cells = append(r.Cells, content.Cell{Column: k + 1, Text: content.Text{Bytes: []byte(text), Line: int32(i + 1),
				Column: int32(k + 1), In: &t.Within}})
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

// TestLarge holds that the work grows with the cells: four times as many rows take about four times as long.
func TestLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds")
	}
	took := func(rows int) time.Duration {
		table := large(rows, 20)
		least := time.Hour
		for range 3 {
			start := time.Now()
			r := Read(table, Context{})
			if d := time.Since(start); d < least {
				least = d
			}
			if len(r.Targets()) < rows {
				t.Fatalf("%d targets in %d rows", len(r.Targets()), rows)
			}
		}
		return least
	}
	few, many := took(1000), took(4000)
	t.Logf("1,000 rows in %v, 4,000 in %v", few, many)
	if many > few*10 {
		t.Errorf("4 times as many rows take %.1f times as long", float64(many)/float64(few))
	}
}

// BenchmarkWorkbook reads and recognises a workbook of 10 MB with 100,000 rows and 1.2 million cells. It says how many
// MB are alive in the end.
func BenchmarkWorkbook(b *testing.B) {
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	row := []any{"Team", "Owner", "KPI", "Target", "Unit", "Period", "Due", "Actual", "Weight", "Status", "Notes",
		"Region"}
	random := rand.New(rand.NewPCG(1, 2))
	for i := range 100_001 {
		if err := w.SetRow(source.CellName(i+1, 1), row); err != nil {
			b.Fatal(err)
		}
		row = []any{
			fmt.Sprintf("Team %d", i%300), fmt.Sprintf("Owner %d", i%2000), fmt.Sprintf("Visits of kind %d in area %x", i,
				random.Int64()), 20 + random.IntN(4000), "visits", "per month", "2026-12-31", random.Float64() * 1000, 0.02,
			"in progress", fmt.Sprintf("agreed in meeting %x %x", random.Int64(), random.Int64()),
			fmt.Sprintf("Region %d", i%12),
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	var book bytes.Buffer
	if err := f.Write(&book); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(book.Len())/1e6, "MB/file")
	for b.Loop() {
		file, err := format.Read("targets.xlsx", book.Bytes())
		if err != nil {
			b.Fatal(err)
		}
		if n := len(ReadFile(file)[0].Records); n < maxRecords {
			b.Fatalf("%d records", n)
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	b.ReportMetric(float64(m.HeapSys)/1e6, "MB/heap")
}

// TestHostile holds that tables made to cost much do not.
func TestHostile(t *testing.T) {
	within := source.Within{Medium: source.InCell}
	cell := func(column int, text string) content.Cell {
		return content.Cell{Column: column, Text: content.Text{Bytes: []byte(text), In: &within}}
	}
	wide := &content.Table{}
	for i := range 20 {
		r := content.Row{Number: i + 1}
		for k := range 16000 {
			r.Cells = append(r.Cells, cell(k+1, "Target"))
		}
		wide.Rows = append(wide.Rows, r)
	}
	headers := &content.Table{}
	for i := range 30000 {
		headers.Rows = append(headers.Rows, content.Row{Number: 2 * i, Cells: []content.Cell{cell(1, "KPI"), cell(2,
			"Target"),
			cell(3, "Owner")}})
	}
	across := &content.Table{Rows: []content.Row{{Number: 1, Cells: []content.Cell{{Column: 1, Across: 1 << 30,
		Down: 1 << 30,
		Text: content.Text{Bytes: []byte("Target")}}, cell(1<<30, "KPI")}}}}
	digits := make([]byte, 1<<16)
	for i := range digits {
		digits[i] = "1,2.3"[i%5]
	}
	long := &content.Table{}
	for i := range 200 {
		long.Rows = append(long.Rows, content.Row{Number: i + 1, Cells: []content.Cell{cell(1, "Target"), cell(2,
			string(digits))}})
	}
	for name, table := range map[string]*content.Table{"wide": wide, "headers": headers, "across": across, "long": long} {
		start := time.Now()
		Read(table, Context{})
		if d := time.Since(start); d > 2*time.Minute {
			t.Errorf("%s took %v", name, d)
		} else {
			t.Logf("%s took %v", name, d)
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	if m.HeapSys > 2<<30 {
		t.Errorf("%d MB of memory", m.HeapSys>>20)
	}
}

// TestTogether holds that the rows of a large table, which two join at a time, give what they give one after the other,
// up to the limit too.
func TestTogether(t *testing.T) {
	table := large(3*manyRows, 10)
	for i := 7; i < len(table.Rows); i += 11 { // what cannot be read
		table.Rows[i].Cells[2].Text.Bytes = []byte("TBD")
	}
	b := Read(table, Context{}).Blocks[0]
	for _, before := range []int{0, maxRecords - 5*stretchOfRows - 7} {
		together, alone := Reading{Records: make([]Record, before)}, Reading{Records: make([]Record, before)}
		together.join(b)
		alone.aims(b)
		alone.joinRows(b.again(), 0)
		if n := len(alone.Records) - before; n < manyRows || len(alone.Unread) < 100 {
			t.Fatalf("%d records and %d cells that are not read", n, len(alone.Unread))
		}
		if !reflect.DeepEqual(together.Records, alone.Records) || !reflect.DeepEqual(together.Unread, alone.Unread) {
			t.Errorf("%d records together, %d alone; %d and %d cells are not read", len(together.Records),
				len(alone.Records), len(together.Unread), len(alone.Unread))
		}
	}
}

// TestScaledTotal holds that a total is compared as the sheet shows it, where a number format multiplies: $1.6M.
func TestScaledTotal(t *testing.T) {
	within := source.Within{Medium: source.InCell}
	table := &content.Table{Within: within}
	for i, row := range [][2]string{{"Item", "Budget"}, {"Vans", "1.6"}, {"Ovens", "2"}, {"Roof", "3"}, {"Total", "6.6"}} {
		at := func(column int) content.Text {
			return content.Text{Bytes: []byte(row[column-1]), Line: int32(i + 1), Column: int32(column), In: &within}
		}
		number := content.Cell{Column: 2, Text: at(2)}
		if i > 0 {
			number.Holds = content.Number
			number.Store(content.Stored{Number: row[1], Format: `"$"0.0"M"`})
		}
		table.Rows = append(table.Rows, content.Row{Number: i + 1, Cells: []content.Cell{{Column: 1, Text: at(1)}, number}})
	}
	if r := Read(table, Context{}); len(r.Contradictions)+len(r.Questions) > 0 {
		t.Error(r.Contradictions, r.Questions)
	}
}
