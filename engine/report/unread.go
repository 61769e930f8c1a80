package report

import (
	"fmt"
	"strings"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/content/xlsxedit"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// unreadIn are the places of documents that were not read, and untakenIn those of numbers that are not taken for
// something that is asked, in the order of the files.
func unreadIn(r *engine.Report) []engine.Note {
	var all []engine.Note
	for _, d := range r.Documents {
		all = append(all, d.Unread...)
	}
	return all
}

func untakenIn(r *engine.Report) []engine.Note {
	var all []engine.Note
	for _, d := range r.Documents {
		for _, n := range d.Said {
			if n.Untaken {
				all = append(all, n)
			}
		}
	}
	return all
}

// notChecked counts both in a sentence, "" where there are none.
func notChecked(r *engine.Report) string {
	unread, untaken := 0, 0
	for _, d := range r.Documents {
		unread += len(d.Unread)
		untaken += d.Unasked + d.Untaken
	}
	var parts []string
	if unread > 0 {
		parts = append(parts, wording.PlacesWereNotRead(unread))
	}
	if untaken > 0 {
		parts = append(parts, wording.PlacesHoldOtherNumbers(untaken))
	}
	return strings.Join(parts, "; ")
}

// says is what is written in a place, in one line, "" where that is not known.
func (f *sources) says(l source.Location) string {
	text := ""
	switch {
	case l.Part != nil:
		text = l.Part.Text
	case l.Line > 0:
		if lines := f.of(l.File); lines != nil && lines.Line(l.Line) != nil {
			end := lines.Count(l.Line)
			if l.EndLine == l.Line {
				end = min(end, l.EndColumn-1)
			}
			text = lines.Cut(l.Line, min(l.Column-1, end), end)
		}
	}
	return cut(strings.Join(strings.Fields(text), " "), widest)
}

// noteWhere is the place of a note, or its file where it is about all of it.
func noteWhere(n engine.Note) string {
	if n.Line == 0 {
		return n.File
	}
	return where(n.Location)
}

// unread is the sheet with the cells that were not read, and with the numbers that are not taken for targets; nil where
// there are none.
func (s *spreadsheet) unread() *xlsxedit.Sheet {
	unread, untaken := unreadIn(s.report), untakenIn(s.report)
	if len(unread)+len(untaken) == 0 {
		return nil
	}
	sheet := &xlsxedit.Sheet{Name: wording.UnreadSheet(), Widths: []float64{14, 24, 44, 80}}
	put := func(cells ...xlsxedit.Cell) { sheet.Rows = append(sheet.Rows, cells) }
	put(xlsxedit.Cell{Text: wording.WhatWasNotChecked(), Style: xlsxedit.Title})
	put(xlsxedit.Cell{Text: wording.NotCheckedIntro(), Style: xlsxedit.Unwrapped})
	put(xlsxedit.Cell{Text: wording.NotCheckedAdvice(), Style: xlsxedit.Unwrapped})
	put()
	var header []xlsxedit.Cell
	for _, name := range []wording.Text{wording.ColumnWhat, wording.ColumnWhere, wording.ColumnItSays, wording.ColumnWhy} {
		header = append(header, xlsxedit.Cell{Text: name(), Style: xlsxedit.Heading})
	}
	put(header...)
	sheet.Frozen, sheet.Filter = len(sheet.Rows), len(sheet.Rows)
	sources := sourcesOf(s.report)
	list := func(all []engine.Note, what xlsxedit.Cell) {
		for i, n := range all {
			if i == mostListed {
				put(what, plainCell(""), plainCell(""), plainCell(wording.AndMore(len(all)-i)))
				return
			}
			at := plainCell(noteWhere(n))
			if n.Line > 0 {
				at = s.place(n.Location)
			}
			put(what, at, plainCell(sources.says(n.Location)), plainCell(n.Text))
		}
	}
	list(unread, xlsxedit.Cell{Text: wording.NotRead(), Style: xlsxedit.Careful})
	list(untaken, xlsxedit.Cell{Text: wording.NotATarget(), Style: xlsxedit.Worth})
	sheet.FilterTo = len(sheet.Rows)
	return sheet
}

// unreadShown is a place that was not read, on the page.
type unreadShown struct{ Where, Why string }

// unread shows what was not read, and which numbers are not taken for targets, as many as a page holds.
func (b *builder) unread(p *page) {
	show := func(all []engine.Note) (shown []unreadShown, more int) {
		for i, n := range all {
			if i == pageUnread {
				return shown, len(all) - i
			}
			shown = append(shown, unreadShown{Safe(noteWhere(n)), Safe(n.Text)})
		}
		return shown, 0
	}
	p.Unread, p.MoreUnread = show(unreadIn(b.report))
	p.Untaken, p.MoreUntaken = show(untakenIn(b.report))
}

// unread lists what was not read, as far as there is room, and counts the numbers that are not taken for targets.
func (m *markdown) unread() {
	said := notChecked(m.report)
	if said == "" || !m.add("\n#### "+wording.WhatWasNotChecked()+"\n\n"+phrase(said)+"\n") {
		return
	}
	for i, n := range unreadIn(m.report) {
		text := fmt.Sprintf("- %s (%s)\n", phrase(n.Text), code(noteWhere(n)))
		if i == 0 {
			text = "\n" + text
		}
		if !m.add(text) {
			return
		}
	}
}
