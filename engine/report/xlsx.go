package report

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/content/xlsxedit"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// What a workbook of findings holds at most. Nobody reads more, and programs get slow with many comments.
const (
	mostListed    = 20_000 // findings in its list
	mostCommented = 3_000  // cells with a comment
	mostAlso      = 8      // other places in a comment
)

// findingsSheet is the name of the sheet with the findings.
const findingsSheet = "kpilint"

// XLSX writes a workbook for Excel and LibreOffice. Where one workbook was checked, it is a copy of that, with a
// comment and a colour on each cell that has a finding, a first sheet that lists the findings, and a second one that
// lists what was not read. Where that copy would lose something, or other files were checked, it is a workbook with
// these lists alone.
func XLSX(w io.Writer, r *engine.Report, o Options) error {
	name, data := Workbook(r)
	if name == "" {
		return workbookOfFindings(w, r, o, "")
	}
	s := &spreadsheet{report: r, links: true}
	marks := s.marks()
	var copied bytes.Buffer
	err := xlsxedit.Copy(&copied, data, marks, s.sheets()...)
	if err != nil {
		why := wording.IsNotCopiedSinceIt(path.Base(name), err.Error())
		return workbookOfFindings(w, r, o, why)
	}
	if s.left != "" {
		o.notice(s.left)
	}
	_, err = w.Write(copied.Bytes())
	return err
}

// workbookOfFindings writes a workbook with the lists alone, and says why where somebody may expect more.
func workbookOfFindings(w io.Writer, r *engine.Report, o Options, why string) error {
	s := &spreadsheet{report: r, why: why}
	sheets := s.sheets()
	o.notice(why)
	o.notice(s.left)
	return xlsxedit.New(w, sheets...)
}

// Workbook is the one workbook that a report is about, by its name and as it was read; "" where there are other files.
func Workbook(r *engine.Report) (name string, data []byte) {
	if len(r.Sources) != 1 {
		return "", nil
	}
	for name, data := range r.Sources {
		switch strings.ToLower(path.Ext(name)) {
		case ".xlsx", ".xlsm":
			return name, data
		}
	}
	return "", nil
}

// FitsWorkbook refuses a name for the workbook of a report that programs would not open: one with macros ends in .xlsm,
// and no other does.
func FitsWorkbook(r *engine.Report, name string) error {
	wants, why := ".xlsx", wording.AWorkbookOfFindings()
	if of, data := Workbook(r); of != "" {
		if kind, err := xlsxedit.KindOf(data); err == nil {
			wants, why = kind.Extension, wording.ACopyOf(path.Base(of))
			if kind.Macros {
				why += wording.WhichHasMacros()
			}
		}
	}
	if strings.EqualFold(path.Ext(name), wants) {
		return nil
	}
	return errors.New(wording.NeedsANameThatEnds(why, wants))
}

// spreadsheet makes the list of findings and the marks.
type spreadsheet struct {
	report *engine.Report
	links  bool   // the workbook has the cells that findings name
	why    string // why it has not, where somebody may expect it
	left   string // what is left out
}

// marks are those of the cells with findings, the most important first, as many as there is room for.
func (s *spreadsheet) marks() []xlsxedit.Mark {
	var all []xlsxedit.Mark
	cells, left := map[string]bool{}, map[string]bool{}
	for _, f := range ranked(s.report) {
		sheet, name := cellOf(f.Location)
		if name == "" {
			continue
		}
		key := sheet + "!" + name
		if !cells[key] && len(cells) == mostCommented {
			left[key] = true
			continue
		}
		cells[key] = true
		all = append(all, xlsxedit.Mark{Sheet: sheet, Row: f.Location.Line, Column: f.Location.Column,
			Level: colourOf(f), Text: commentOf(f)})
	}
	if len(left) > 0 {
		s.left = wording.CellsHaveACommentAnd(len(cells), len(left))
	}
	return all
}

func colourOf(f *engine.Finding) xlsxedit.Level {
	switch word, _ := said(f); word {
	case "error":
		return xlsxedit.Error
	case "warning":
		return xlsxedit.Warning
	}
	return xlsxedit.Note
}

// commentOf is what a comment says.
func commentOf(f *engine.Finding) string {
	word, message := said(f)
	lines := []string{word + ": " + Safe(message)}
	if f.Fix != "" {
		lines = append(lines, wording.WhatToDoAdvice(Safe(f.Fix)))
	}
	if also := alsoOf(f); also != "" {
		lines = append(lines, also)
	}
	return strings.Join(append(lines, "["+Safe(f.Name())+"]"), "\n")
}

// alsoOf names the other places, as people in the same sheet call them.
func alsoOf(f *engine.Finding) string {
	var places []string
	for i, r := range f.Related {
		if i == mostAlso {
			places = append(places, wording.AndMore(len(f.Related)-i))
			break
		}
		places = append(places, fmt.Sprintf("%s (%s)", Safe(placeFrom(f.Location, r.Location)), Safe(r.Message)))
	}
	if len(places) == 0 {
		return ""
	}
	return wording.AlsoPlaces(strings.Join(places, ", "))
}

// placeFrom calls a place as it is called in another one: a cell of the same sheet by its name alone.
func placeFrom(from, at source.Location) string {
	mine, _ := cellOf(from)
	sheet, cell := cellOf(at)
	switch {
	case cell == "" || from.File != at.File:
		return where(at)
	case sheet == mine:
		return cell
	}
	return sheet + "!" + cell
}

// listColumns are the columns of the list, and their widths in characters.
var listColumns = []struct {
	name  wording.Text
	width float64
}{
	{wording.ColumnLevel, 12}, {wording.ColumnWhere, 24}, {wording.ColumnItSays, 20}, {wording.ColumnForWhom, 24},
	{wording.ColumnWhatIsWrong, 60}, {wording.ColumnWhatToDo, 44},
	{wording.ColumnRule, 28}, {wording.ColumnDecidedBy, 18}, {wording.ColumnDate, 12}, {wording.ColumnFingerprint, 28},
}

// sheets are the list of findings, and what was not read.
func (s *spreadsheet) sheets() []*xlsxedit.Sheet {
	all := []*xlsxedit.Sheet{s.sheet()}
	if unread := s.unread(); unread != nil {
		all = append(all, unread)
	}
	return all
}

// sheet is the list of findings.
func (s *spreadsheet) sheet() *xlsxedit.Sheet {
	sheet := &xlsxedit.Sheet{Name: findingsSheet}
	put := func(cells ...xlsxedit.Cell) { sheet.Rows = append(sheet.Rows, cells) }
	line := func(text string, style xlsxedit.Style) { put(xlsxedit.Cell{Text: text, Style: style}) }
	all := ranked(s.report)
	if len(all) > mostListed {
		more := wording.FindingsAreListedTheMost(mostListed, len(all)-mostListed)
		s.left = strings.Join(append(nonEmpty(s.left), more), "; ")
		all = all[:mostListed]
	}
	line(wording.WhatKpilintFoundAsOf(longDate(s.report.AsOf)), xlsxedit.Title)
	for _, text := range nonEmpty(s.why, closingLine(s.report), s.seeUnread(), s.left, s.legend()) {
		put(xlsxedit.Cell{Text: Safe(text), Style: xlsxedit.Unwrapped})
	}
	put()
	var header []xlsxedit.Cell
	for _, c := range listColumns {
		header = append(header, xlsxedit.Cell{Text: c.name(), Style: xlsxedit.Heading})
		sheet.Widths = append(sheet.Widths, c.width)
	}
	put(header...)
	sheet.Frozen, sheet.Filter = len(sheet.Rows), len(sheet.Rows)
	for _, e := range failures(s.report) {
		put(xlsxedit.Cell{Text: "error", Style: xlsxedit.Wrong}, s.place(locationOf(e)), plainCell(""), plainCell(""),
			plainCell(onResource(e)), plainCell(""), plainCell(failedAs(e)), entryCell, dayCell, plainCell(""))
	}
	who := whoOf(s.report)
	for _, f := range all {
		put(s.row(f, who(f))...)
	}
	sheet.FilterTo = len(sheet.Rows)
	if len(all)+len(failures(s.report)) == 0 {
		line(wording.NothingWasFound(), xlsxedit.Unwrapped)
	}
	s.answers(put)
	return sheet
}

// seeUnread says how much was not read, and where it is listed.
func (s *spreadsheet) seeUnread() string {
	if said := notChecked(s.report); said != "" {
		return wording.SeeTheSheet(said, wording.UnreadSheet())
	}
	return ""
}

// legend says what the colours mean, where there are any.
func (s *spreadsheet) legend() string {
	if !s.links {
		return ""
	}
	return wording.TheCellsBelowLeadTo()
}

func nonEmpty(all ...string) []string {
	var some []string
	for _, s := range all {
		if s != "" {
			some = append(some, s)
		}
	}
	return some
}

var (
	entryCell = xlsxedit.Cell{Style: xlsxedit.Entry}
	dayCell   = xlsxedit.Cell{Style: xlsxedit.Day}
)

func plainCell(text string) xlsxedit.Cell { return xlsxedit.Cell{Text: Safe(text)} }

// row is a finding in the list.
func (s *spreadsheet) row(f *engine.Finding, who string) []xlsxedit.Cell {
	word, message := said(f)
	level := map[xlsxedit.Level]xlsxedit.Style{
		xlsxedit.Error: xlsxedit.Wrong, xlsxedit.Warning: xlsxedit.Careful, xlsxedit.Note: xlsxedit.Worth,
	}
	says := ""
	if f.Location.Part != nil {
		says = cut(strings.Join(strings.Fields(f.Location.Part.Text), " "), widest)
	}
	if also := alsoOf(f); also != "" {
		message += "\n" + also
	}
	return []xlsxedit.Cell{
		{Text: word, Style: level[colourOf(f)]}, s.place(f.Location), plainCell(says), plainCell(who),
		{Text: Lines(message)}, plainCell(f.Fix), plainCell(f.Name()), entryCell, dayCell, plainCell(f.Fingerprint),
	}
}

// place is a place, with a link where it is in the workbook.
func (s *spreadsheet) place(l source.Location) xlsxedit.Cell {
	sheet, cell := cellOf(l)
	if !s.links || cell == "" {
		return plainCell(where(l))
	}
	to := &xlsxedit.Link{Sheet: sheet, Cell: cell}
	return xlsxedit.Cell{Text: Safe(sheet + "!" + cell), Style: xlsxedit.Linked, Link: to}
}

// answers list what the numbers of documents come to, below the findings.
func (s *spreadsheet) answers(put func(...xlsxedit.Cell)) {
	if len(s.report.Answers) == 0 {
		return
	}
	put()
	put(xlsxedit.Cell{Text: wording.WhatTheNumbersComeTo(), Style: xlsxedit.Title})
	for i := range s.report.Answers {
		if i == mostListed {
			put(plainCell(wording.AndMore(len(s.report.Answers) - i)))
			return
		}
		a := &s.report.Answers[i]
		var lines []string
		for _, line := range answerLines(a) {
			lines = append(lines, Safe(line))
		}
		who := ""
		if owner := a.Resource.Owner; owner != nil {
			who = owner.Title()
		}
		put(plainCell(""), s.place(a.Location), plainCell(a.Said), plainCell(who),
			xlsxedit.Cell{Text: strings.Join(lines, "\n")})
	}
}
