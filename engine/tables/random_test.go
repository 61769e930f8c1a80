package tables

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/source"
)

// TestRandom reads tables put together from pieces of real ones, in any order. None may stop the reader, every record
// and every fault has its cells, and reading twice says the same.
func TestRandom(t *testing.T) {
	pieces := []string{"KPI", "Target", "Ziel", "Objectif", "Owner", "Min", "Max", "Weight", "Status", "Due", "Start",
		"Q1", "2026",
		"Total", "Subtotal", "Actual", "Plan", "Unit", "Period", "Change", "FTE", "50", "1.234,5", "2.500", "80%", "≥ 5", "0",
		"-3",
		"0.8", "31.12.2026", "2026-03-31", "03/04/2026", "TBD", "n/a", "X%", "{{ x }}", "done", "yes", "N", "per day",
		"calls",
		"Calls per day", "95 % within 2 hours", "Make 50 sales calls a day", "between 4 and 6 h", "1.1", "1.2.1", "O1", "#",
		"(", ")",
		"%", "€", "\u00a0", "ß", "“", "1e9", "999999999999999999999", "…", "Number of visits", "Anzahl", "=", "/", "1/0", ""}
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 3000 {
		table := &content.Table{Name: pieces[r.IntN(len(pieces))]}
		number := 0
		for range r.IntN(14) {
			number += 1 + r.IntN(8)/7
			row := content.Row{Number: number}
			for column := 1; column < 2+r.IntN(8); column++ {
				text := pieces[r.IntN(len(pieces))]
				if r.IntN(9) == 0 {
					text += " " + pieces[r.IntN(len(pieces))]
				}
				if strings.TrimSpace(text) == "" {
					continue
				}
				c := content.Cell{Column: column, Text: content.Text{Bytes: []byte(text), Line: int32(number),
					Column: int32(column),
					In:     &source.Within{Medium: source.InCell}}}
				switch r.IntN(12) {
				case 0:
					c.Holds = content.Number
					c.Store(content.Stored{Number: text, Format: []string{"", "0%", "[h]:mm", "#,##0 €"}[r.IntN(4)]})
				case 1:
					c.Holds = []content.Holds{content.Date, content.Truth, content.Fault, content.Unsolved}[r.IntN(4)]
				case 2:
					c.Across, c.Down = int32(r.IntN(4)), int32(r.IntN(3))
				case 3:
					c.Store(content.Stored{Formula: []string{"=SUM(B2:B4)", "=B2*C2", "=SUM(", "="}[r.IntN(4)]})
				}
				row.Cells = append(row.Cells, c)
			}
			if len(row.Cells) > 0 {
				table.Rows = append(table.Rows, row)
			}
		}
		context := Context{File: pieces[r.IntN(len(pieces))] + ".csv", Before: []string{"Targets"}}
		one, two := Read(table, context), Read(table, context)
		if fmt.Sprint(told(one)) != fmt.Sprint(told(two)) {
			t.Fatalf("table %d is read in two ways", n)
		}
		for _, rec := range one.Records {
			if rec.Cell == nil || rec.Quantity == "" {
				t.Fatalf("table %d: %+v", n, rec)
			}
		}
		for _, f := range append(one.Contradictions, one.Questions...) {
			if len(f.Parts) == 0 || f.Says == "" || strings.Contains(f.Says, "%!") {
				t.Fatalf("table %d: %+v", n, f)
			}
			for _, p := range f.Parts {
				if p.Cell == nil {
					t.Fatalf("table %d: a part of %q has no cell", n, f.Says)
				}
			}
		}
	}
	if r := Read(nil, Context{}); len(r.Records) > 0 {
		t.Error("nothing is read as something")
	}
}
