// Package xlsxedit writes workbooks: a copy of one that exists with marks on some of its cells and one more sheet, and
// new ones. A copy is made part by part of the package. What needs no change is copied as it lies there, byte for byte,
// compressed as it was; of a part that changes, nothing but the places that must. A workbook that would lose something
// in this way is not copied, and the error says why.
package xlsxedit

import (
	"bytes"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/content/parts"
	"github.com/kpilint/kpilint/engine/wording"
)

// Level is how serious a mark is. It decides on the colour of the cell.
type Level uint8

// The levels, the mildest first.
const (
	Note Level = iota
	Warning
	Error
)

// Mark is a comment and a colour on a cell.
type Mark struct {
	Sheet       string
	Row, Column int // both from 1
	Level       Level
	Text        string
}

// author is whose name stands at our comments.
const author = "kpilint"

// Unkept is why a workbook cannot be copied whole.
type Unkept struct{ Why string }

func (e *Unkept) Error() string { return e.Why }

func unkept(why string) error { return &Unkept{why} }

// Kind is what a workbook is by its content, which the extension of its name must agree with: programs open no other.
type Kind struct {
	Macros    bool
	Extension string // ".xlsx" or ".xlsm"
}

// KindOf says what a workbook is.
func KindOf(data []byte) (Kind, error) {
	p, err := openPackage(data)
	if err != nil {
		return Kind{}, err
	}
	return p.kind()
}

func (p *pack) kind() (Kind, error) {
	types, err := p.read(contentTypes)
	if err != nil {
		return Kind{}, err
	}
	macros := len(p.archive.Names("xl/vbaproject")) > 0
	if macros || strings.Contains(string(types), "application/vnd.ms-excel.sheet.macroEnabled.main+xml") {
		return Kind{macros, ".xlsm"}, nil
	}
	return Kind{false, ".xlsx"}, nil
}

// Copy writes a copy of a workbook with marks on its cells, and sheets before all others. Their names get a number
// where a sheet of the workbook has them. An error of the type Unkept says why the workbook cannot be kept whole;
// nothing is written then.
func Copy(w io.Writer, data []byte, marks []Mark, first ...*Sheet) error {
	p, err := openPackage(data)
	if err != nil {
		return err
	}
	b, err := openBook(p)
	if err != nil {
		return err
	}
	if err := b.keepable(); err != nil {
		return err
	}
	if err := b.mark(marks); err != nil {
		return err
	}
	if err := b.addBefore(first); err != nil {
		return err
	}
	if err := b.close(); err != nil {
		return err
	}
	if err := p.sound(); err != nil {
		return err
	}
	return p.write(w)
}

// New writes a workbook with these sheets, in their order. Equal sheets give equal bytes.
func New(w io.Writer, sheets ...*Sheet) error {
	p := newPackage()
	b, err := openBook(p)
	if err != nil {
		return err
	}
	for _, s := range sheets {
		element, err := b.add(s, len(b.sheets) == 0)
		if err != nil {
			return err
		}
		b.edits.append("sheets", element)
	}
	if err := b.close(); err != nil {
		return err
	}
	return p.write(w)
}

// keepable refuses what a change would break, and what its owner has locked.
func (b *book) keepable() error {
	a := b.pack.archive
	switch {
	case b.locked:
		return unkept(wording.TheStructureOfTheWorkbook())
	case len(a.Names("_xmlsignatures/")) > 0:
		return unkept(wording.TheWorkbookIsSignedAnd())
	case len(a.Names("xl/revisions/")) > 0:
		return unkept(wording.TheWorkbookIsSharedAnd())
	case b.strict:
		return unkept(wording.TheWorkbookIsSavedAs())
	}
	return nil
}

// mark puts marks on the cells of all sheets.
func (b *book) mark(marks []Mark) error {
	bySheet := map[string][]Mark{}
	for _, m := range marks {
		key := strings.ToLower(m.Sheet)
		bySheet[key] = append(bySheet[key], m)
	}
	for _, s := range b.sheets {
		key := strings.ToLower(s.name)
		if all := joined(bySheet[key]); len(all) > 0 {
			if err := b.markSheet(s, all); err != nil {
				return err
			}
		}
		delete(bySheet, key)
	}
	for _, left := range bySheet {
		return unkept(wording.AFindingIsOnThe(strconv.Quote(left[0].Sheet)))
	}
	return nil
}

// joined are marks by row and column, one a cell, with the level of the most serious.
func joined(marks []Mark) []Mark {
	slices.SortStableFunc(marks, func(a, b Mark) int {
		if a.Row != b.Row {
			return a.Row - b.Row
		}
		return a.Column - b.Column
	})
	var all []Mark
	for _, m := range marks {
		if n := len(all); n > 0 && all[n-1].Row == m.Row && all[n-1].Column == m.Column {
			all[n-1].Level = max(all[n-1].Level, m.Level)
			all[n-1].Text += "\n\n" + m.Text
			continue
		}
		all = append(all, m)
	}
	return all
}

func (b *book) markSheet(s listed, marks []Mark) error {
	if s.kind != "worksheet" || !b.pack.has(s.part) {
		return unkept(wording.AFindingIsOnTheSheet(strconv.Quote(s.name)))
	}
	data, err := b.pack.read(s.part)
	if err != nil {
		return err
	}
	e, err := markCells(data, marks, b.styles)
	if err != nil {
		return err
	}
	relations, err := b.pack.relations(s.part)
	if err != nil {
		return err
	}
	if err := b.comment(s, relations, e, marks); err != nil {
		return err
	}
	b.pack.set(s.part, e.apply())
	return relations.save()
}

// openPackage opens the package of a workbook as the readers do, within their limits.
func openPackage(data []byte) (*pack, error) {
	a, err := parts.Open(data)
	if err != nil {
		return nil, err
	}
	return newPack(a, data)
}

// Ours reports whether the first bytes of a file are those of a workbook with a sheet of ours.
func Ours(head []byte) bool {
	return bytes.HasPrefix(head, []byte("PK\x03\x04")) && bytes.Contains(head, []byte("worksheets/"+ownPart))
}
