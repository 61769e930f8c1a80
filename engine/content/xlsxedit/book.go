package xlsxedit

import (
	"fmt"
	"html"
	"path"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/wording"
)

// book is a workbook while it is written.
type book struct {
	pack      *pack
	part      string // the part that lists the sheets
	edits     *editor
	relations *relations
	sheets    []listed
	styles    *styles
	last      int  // the highest number of a sheet
	locked    bool // its structure is protected
	strict    bool
}

// listed is an entry in the list of sheets.
type listed struct{ name, part, kind string }

func openBook(p *pack) (*book, error) {
	b := &book{pack: p, part: "xl/workbook.xml"}
	root, err := p.relations("")
	if err != nil {
		return nil, err
	}
	if part := root.of("officeDocument"); part != "" {
		b.part = part
	}
	if !p.has(b.part) {
		return nil, unkept(wording.ItsListOfSheetsIs())
	}
	data, err := p.read(b.part)
	if err != nil {
		return nil, err
	}
	if b.edits, err = edit(b.part, data); err != nil {
		return nil, err
	}
	if b.relations, err = p.relations(b.part); err != nil {
		return nil, err
	}
	b.read()
	b.styles, err = openStyles(b)
	return b, err
}

// read reads what a new sheet has to fit in.
func (b *book) read() {
	for t := range b.edits.tags() {
		switch {
		case t.is("workbook"):
			b.strict = !strings.Contains(string(b.edits.data[t.from:t.to]), mainSpace)
		case t.is("sheet"):
			id, _ := strconv.Atoi(b.edits.attr(t, "sheetId"))
			b.last = max(b.last, id)
			s := listed{name: html.UnescapeString(b.edits.attr(t, "name"))}
			for _, r := range b.relations.list {
				if r.id == b.edits.attr(t, "id") {
					s.part, s.kind = r.target, r.kind
				}
			}
			b.sheets = append(b.sheets, s)
		case t.is("workbookProtection"):
			b.locked = on(b.edits.attr(t, "lockStructure"))
		}
	}
}

func on(value string) bool { return value == "1" || value == "true" || value == "on" }

// freeName is the name of a new sheet, with a number where a sheet has it already.
func (b *book) freeName(name string) string {
	taken := map[string]bool{}
	for _, s := range b.sheets {
		taken[strings.ToLower(s.name)] = true
	}
	free := name
	for n := 2; taken[strings.ToLower(free)]; n++ {
		free = fmt.Sprintf("%s %d", name, n)
	}
	return free
}

// Types of the parts of a workbook: ISO/IEC 29500-1, 12.3.
const (
	typeOf       = "application/vnd.openxmlformats-officedocument.spreadsheetml."
	worksheet    = typeOf + "worksheet+xml"
	stylesType   = typeOf + "styles+xml"
	commentsType = typeOf + "comments+xml"
	drawingType  = "application/vnd.openxmlformats-officedocument.vmlDrawing"
)

// addBefore adds sheets before all others.
func (b *book) addBefore(sheets []*Sheet) error {
	var elements strings.Builder
	for _, s := range sheets {
		element, err := b.add(s, false)
		if err != nil {
			return err
		}
		elements.WriteString(element)
	}
	b.shift(elements.String(), len(sheets))
	return nil
}

// add adds the parts of a sheet, and gives its entry in the list of sheets.
func (b *book) add(s *Sheet, shown bool) (element string, err error) {
	name := b.freeName(s.Name)
	part := b.pack.free(path.Join(path.Dir(b.part), "worksheets", ownPart), ".xml", 0)
	data, err := s.xml(b.styles, shown)
	if err != nil {
		return "", err
	}
	b.pack.set(part, data)
	if err := b.pack.overrideType(part, worksheet); err != nil {
		return "", err
	}
	if len(s.Notes) > 0 {
		if err := b.addNotes(s, part, name); err != nil {
			return "", err
		}
	}
	id := b.relations.add("worksheet", part)
	b.last++
	b.sheets = append(b.sheets, listed{name, part, "worksheet"})
	return fmt.Sprintf(`<%ssheet name="%s" sheetId="%d" xmlns:r="%s" r:id="%s"/>`,
		b.edits.prefix, attribute(name), b.last, relationTypes, id), nil
}

// addNotes puts the notes of a new sheet on its cells.
func (b *book) addNotes(s *Sheet, part, name string) error {
	data, err := b.pack.read(part)
	if err != nil {
		return err
	}
	e, err := edit(part, data)
	if err != nil {
		return err
	}
	r, err := b.pack.relations(part)
	if err != nil {
		return err
	}
	if err := b.comment(listed{name, part, "worksheet"}, r, e, s.Notes); err != nil {
		return err
	}
	b.pack.set(part, e.apply())
	return r.save()
}

// shift puts so many sheets before the others. What counts sheets counts them, too: the one that is shown when the
// workbook opens, which stays the same, and the one to which a name belongs.
func (b *book) shift(elements string, more int) {
	e, viewed := b.edits, false
	for t := range e.tags() {
		switch {
		case t.is("workbookView"):
			viewed = true
			active, _ := strconv.Atoi(e.attr(t, "activeTab"))
			e.setAttr(t, "activeTab", strconv.Itoa(active+more))
			if from, to, ok := e.value(t, "firstSheet"); ok {
				e.replace(from, to, "0") // so that ours is in sight
			}
		case t.is("sheets"):
			if !viewed {
				e.insert(t.from, fmt.Sprintf(`<%[1]sbookViews><%[1]sworkbookView activeTab="%[2]d"/></%[1]sbookViews>`,
					e.prefix, more))
			}
			e.insert(t.to, elements)
		case t.is("definedName"):
			if from, to, ok := e.value(t, "localSheetId"); ok {
				n, _ := strconv.Atoi(string(e.data[from:to]))
				e.replace(from, to, strconv.Itoa(n+more))
			}
		}
	}
}

// close writes the parts that are for the whole workbook.
func (b *book) close() error {
	if err := b.styles.save(); err != nil {
		return err
	}
	if err := b.relations.save(); err != nil {
		return err
	}
	b.pack.set(b.part, b.edits.apply())
	return nil
}

// newPackage is that of a workbook without sheets.
func newPackage() *pack {
	p := &pack{names: map[string]*entry{}}
	p.set(contentTypes, []byte(declaration+
		`<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">`+
		`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>`+
		`<Default Extension="xml" ContentType="application/xml"/>`+
		`<Override PartName="/xl/workbook.xml" ContentType="`+typeOf+`sheet.main+xml"/></Types>`))
	p.set("_rels/.rels", []byte(declaration+`<Relationships xmlns="`+packageRelations+`">`+
		`<Relationship Id="rId1" Type="`+relationTypes+`/officeDocument" Target="xl/workbook.xml"/></Relationships>`))
	p.set("xl/workbook.xml", []byte(declaration+`<workbook xmlns="`+mainSpace+`">`+
		`<bookViews><workbookView/></bookViews><sheets></sheets></workbook>`))
	return p
}

// ownPart is what the names of the parts of our sheets begin with.
const ownPart = "kpilint"
