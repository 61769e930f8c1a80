package xlsxedit

import (
	"crypto/sha256"
	"fmt"
	"path"
	"strings"
)

// threads are the conversations on the cells of a sheet. Excel shows them in the place of the older comments that go
// with them, so our words are an answer in them, too. The format is described in [MS-XLSX] 2.6.203 ff.
type threads struct {
	book   *book
	sheet  listed
	part   string
	edits  *editor
	person string
}

const (
	threadSpace = "http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments"
	personType  = "application/vnd.ms-excel.person+xml"
	personKind  = "http://schemas.microsoft.com/office/2017/10/relationships/person"
)

func (b *book) openThreads(s listed, r *relations) (*threads, error) {
	part := r.of("threadedComment")
	if part == "" || !b.pack.has(part) {
		return nil, nil
	}
	data, err := b.pack.read(part)
	if err != nil {
		return nil, err
	}
	e, err := edit(part, data)
	if err != nil {
		return nil, err
	}
	return &threads{book: b, sheet: s, part: part, edits: e}, nil
}

// identifier is one as these parts have them, made of what it is for: the same from run to run.
func identifier(of ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(of, "\x00")))
	return fmt.Sprintf("{%X-%X-%X-%X-%X}", sum[:4], sum[4:6], sum[6:8], sum[8:10], sum[10:16])
}

// answer answers in the conversations on cells with marks.
func (t *threads) answer(marks []Mark) error {
	first := map[string]string{} // by the cell, the identifier of the remark with which a conversation begins
	for tag := range t.edits.tags() {
		if tag.is("threadedComment") && t.edits.attr(tag, "parentId") == "" {
			first[t.edits.attr(tag, "ref")] = t.edits.attr(tag, "id")
		}
	}
	p := t.edits.prefix
	for _, m := range marks {
		parent := first[nameOf(m)]
		if parent == "" {
			continue
		}
		if err := t.introduce(); err != nil {
			return err
		}
		t.edits.append("ThreadedComments", fmt.Sprintf(`<%[1]sthreadedComment ref="%[2]s" personId="%[3]s" id="%[4]s" `+
			`parentId="%[5]s"><%[1]stext>%[6]s</%[1]stext></%[1]sthreadedComment>`, p, nameOf(m), t.person,
			identifier(t.sheet.name, nameOf(m), m.Text), parent, text(shorten(m.Text, longestComment/2))))
	}
	return nil
}

// introduce lists us among the people of the workbook.
func (t *threads) introduce() error {
	if t.person != "" {
		return nil
	}
	t.person = identifier("person", author)
	pack := t.book.pack
	part := t.book.relations.of("person")
	if part == "" || !pack.has(part) {
		part = pack.free(path.Join(path.Dir(t.book.part), "persons/person"), ".xml", 0)
		pack.set(part, []byte(declaration+`<personList xmlns="`+threadSpace+`"></personList>`))
		if err := pack.overrideType(part, personType); err != nil {
			return err
		}
		t.book.relations.addType(personKind, part)
	}
	data, err := pack.read(part)
	if err != nil {
		return err
	}
	e, err := edit(part, data)
	if err != nil {
		return err
	}
	if !strings.Contains(string(data), t.person) {
		e.append("personList", fmt.Sprintf(`<%sperson displayName="%s" id="%s" userId="%s" providerId="None"/>`,
			e.prefix, author, t.person, author))
		pack.set(part, e.apply())
	}
	return nil
}

func (t *threads) save() {
	if t.edits.changed() {
		t.book.pack.set(t.part, t.edits.apply())
	}
}
