package report

import (
	"encoding/csv"
	"io"
	"strconv"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/source"
)

// csvHeader names the columns of CSV. They only grow, at the end.
var csvHeader = []string{
	"file", "place", "sheet", "cell", "rule", "level", "who", "message", "what to do", "size", "fingerprint",
}

// CSV writes the findings that count as a table, RFC 4180, and before them what failed. It is UTF-8 without a mark at
// its beginning, which programs would take for a part of the first name; for Excel there is XLSX. A spreadsheet sees no
// formula in it.
func CSV(w io.Writer, r *engine.Report, _ Options) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	write := func(row ...string) {
		for i := range row {
			row[i] = cell(Safe(row[i]))
		}
		_ = out.Write(row) // what goes wrong is kept until Error
	}
	write(csvHeader...)
	for _, e := range failures(r) {
		l := locationOf(e)
		write(l.File, where(region(l)), "", "", failedAs(e), "error", "", onResource(e), "", "", "")
	}
	who := whoOf(r)
	for _, f := range standing(r) {
		word, message := said(f)
		sheet, cell := cellOf(f.Location)
		size := ""
		if f.Size != 0 {
			size = strconv.FormatFloat(f.Size, 'f', -1, 64)
		}
		write(f.Location.File, f.Location.Start(), sheet, cell, f.Name(), word, who(f), message, f.Fix, size, f.Fingerprint)
	}
	out.Flush()
	return out.Error()
}

// cellOf is the sheet and the cell of a place, "" where it is in none.
func cellOf(l source.Location) (sheet, cell string) {
	if l.Part == nil || l.Part.Medium != source.InCell {
		return "", ""
	}
	return l.Part.Sheet, l.Part.Cell
}

// whoOf says whom a finding is about: the team, and the role or owner.
func whoOf(r *engine.Report) func(*engine.Finding) string {
	all := map[string]*builder{"": {report: r, model: r.Model}}
	for _, part := range r.Parts {
		all[part.Folder] = &builder{report: part, model: part.Model}
	}
	return func(f *engine.Finding) string {
		b := all[f.In]
		if of := b.resource(f); of != nil {
			return b.whom(of)
		}
		return ""
	}
}
