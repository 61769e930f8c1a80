package xlsxedit

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"html"
	"io"
	"path"
	"strings"
	"time"

	"github.com/kpilint/kpilint/engine/content/parts"
	"github.com/kpilint/kpilint/engine/wording"
)

// Names of a package that are fixed: ECMA-376-2, 10.
const contentTypes = "[Content_Types].xml"

// largestPart is how many bytes of a part are changed at most. It is the limit of what the readers unpack.
const largestPart = 200 << 20

// pack is a package of parts while it is written.
type pack struct {
	archive *parts.Archive // the one that is copied
	entries []*entry       // in the order of the archive
	names   map[string]*entry
	types   *editor // what is added to the list of types
}

// entry is a part: as it lies in the archive, or as it is written now.
type entry struct {
	name string
	kept *zip.File // nil for a part that is new
	data []byte    // what is written instead; nil where it is kept
	new  bool
}

func newPack(a *parts.Archive, data []byte) (*pack, error) {
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	p := &pack{archive: a, names: map[string]*entry{}}
	for _, f := range z.File {
		e := &entry{name: f.Name, kept: f}
		p.entries = append(p.entries, e)
		p.names[key(f.Name)] = e
	}
	return p, nil
}

// key is the name by which a part is found: names differ in more than case.
func key(name string) string { return strings.ToLower(strings.ReplaceAll(name, `\`, "/")) }

func (p *pack) has(name string) bool { return p.names[key(name)] != nil }

// read is the content of a part as it is at present; nil where there is none.
func (p *pack) read(name string) ([]byte, error) {
	e := p.names[key(name)]
	switch {
	case e == nil:
		return nil, nil
	case e.data != nil:
		return e.data, nil
	}
	return p.archive.Bytes(name, largestPart)
}

// set writes a part anew, or adds it.
func (p *pack) set(name string, data []byte) {
	if e := p.names[key(name)]; e != nil {
		e.data = data
		return
	}
	e := &entry{name: name, data: data, new: true}
	p.entries = append(p.entries, e)
	p.names[key(name)] = e
}

// free is a name that no part has, with the first number that makes it so where it needs one.
func (p *pack) free(before, after string, from int) string {
	for n := from; ; n++ {
		number := fmt.Sprint(n)
		if n == 0 {
			number = ""
		}
		if name := before + number + after; !p.has(name) {
			return name
		}
	}
}

// overrideType says of what type a part is.
func (p *pack) overrideType(part, is string) error {
	e, err := p.typeList()
	if err != nil {
		return err
	}
	e.append("Types", fmt.Sprintf(`<%sOverride PartName="/%s" ContentType="%s"/>`, e.prefix, attribute(part), is))
	return nil
}

// defaultType says of what type all parts with an ending are.
func (p *pack) defaultType(extension, is string) error {
	e, err := p.typeList()
	if err != nil {
		return err
	}
	for t := range e.tags() {
		if t.is("Default") && strings.EqualFold(e.attr(t, "Extension"), extension) {
			return nil
		}
	}
	if !strings.Contains(e.appended("Types"), `Extension="`+extension+`"`) {
		e.append("Types", fmt.Sprintf(`<%sDefault Extension="%s" ContentType="%s"/>`, e.prefix, extension, is))
	}
	return nil
}

func (p *pack) typeList() (*editor, error) {
	if p.types == nil {
		data, err := p.read(contentTypes)
		if err != nil {
			return nil, err
		}
		if p.types, err = edit(contentTypes, data); err != nil {
			return nil, err
		}
	}
	return p.types, nil
}

// begun is the time that new parts have: the first day that an archive can name. A clock would make two runs differ.
var begun = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// write writes the package. The list of types comes first, and then what is new, so that a reader of the first bytes
// can tell a copy of ours.
func (p *pack) write(w io.Writer) error {
	if p.types != nil {
		p.set(contentTypes, p.types.apply())
	}
	var order []*entry
	for _, first := range []func(*entry) bool{
		func(e *entry) bool { return e.name == contentTypes },
		func(e *entry) bool { return e.name != contentTypes && e.new },
		func(e *entry) bool { return e.name != contentTypes && !e.new },
	} {
		for _, e := range p.entries {
			if first(e) {
				order = append(order, e)
			}
		}
	}
	z := zip.NewWriter(w)
	for _, e := range order {
		if err := e.write(z); err != nil {
			return err
		}
	}
	return z.Close()
}

// sound refuses to write a part whose XML no program could read any more.
func (p *pack) sound() error {
	for _, e := range p.entries {
		if e.data == nil || path.Ext(e.name) == ".vml" { // a drawing of comments need not be sound
			continue
		}
		d := xml.NewDecoder(bytes.NewReader(e.data))
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				return unkept(wording.ItsPartCouldNotBe(e.name))
			}
		}
	}
	return nil
}

func (e *entry) write(z *zip.Writer) error {
	if e.data == nil {
		return z.Copy(e.kept)
	}
	header := &zip.FileHeader{Name: e.name, Method: zip.Deflate, Modified: begun}
	if e.kept != nil {
		header.Modified = e.kept.Modified
	}
	w, err := z.CreateHeader(header)
	if err != nil {
		return err
	}
	_, err = w.Write(e.data)
	return err
}

// relations are where a part leads, while more are added.
type relations struct {
	pack  *pack
	part  string
	list  []relation
	used  map[string]bool // identifiers
	edits *editor
}

// relation is one of them that leads to another part.
type relation struct{ id, kind, target string }

// relationTypes is what the names of the types of relations begin with: ISO/IEC 29500-4, 9.2.
const relationTypes = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

// packageRelations is the namespace of the parts that list relations: ECMA-376-2, 9.3.
const packageRelations = "http://schemas.openxmlformats.org/package/2006/relationships"

// relationsPart is the name of the part with the relations of another one.
func relationsPart(part string) string {
	return path.Join(path.Dir(part), "_rels", path.Base(part)+".rels")
}

func (p *pack) relations(part string) (*relations, error) {
	r := &relations{pack: p, part: part, used: map[string]bool{}}
	data, err := p.read(relationsPart(part))
	if err != nil {
		return nil, err
	}
	if data == nil {
		data = []byte(declaration + `<Relationships xmlns="` + packageRelations + `"/>`)
	}
	if r.edits, err = edit(relationsPart(part), data); err != nil {
		return nil, err
	}
	for t := range r.edits.tags() {
		if !t.is("Relationship") {
			continue
		}
		id, kind := r.edits.attr(t, "Id"), r.edits.attr(t, "Type")
		r.used[id] = true
		if r.edits.attr(t, "TargetMode") != "External" {
			target := resolve(path.Dir(part), html.UnescapeString(r.edits.attr(t, "Target")))
			r.list = append(r.list, relation{id, kind[strings.LastIndexByte(kind, '/')+1:], target})
		}
	}
	return r, nil
}

// resolve is the name of the part to which a target leads from a folder.
func resolve(dir, target string) string {
	target = strings.ReplaceAll(target, `\`, "/")
	if !strings.HasPrefix(target, "/") {
		target = "/" + dir + "/" + target
	}
	return strings.TrimPrefix(path.Clean(target), "/")
}

// of is the part to which a relation of a type leads, "" where there is none.
func (r *relations) of(kind string) string {
	for _, one := range r.list {
		if one.kind == kind {
			return one.target
		}
	}
	return ""
}

// by is the part to which the relation with an identifier leads, "" where there is none.
func (r *relations) by(id string) string {
	for _, one := range r.list {
		if one.id == id {
			return one.target
		}
	}
	return ""
}

// add adds a relation of a type of the format, and gives its identifier.
func (r *relations) add(kind, target string) string { return r.addType(relationTypes+"/"+kind, target) }

// addType adds a relation of a type by its full name.
func (r *relations) addType(is, target string) string {
	id := ""
	for n := len(r.list) + 1; id == "" || r.used[id]; n++ {
		id = fmt.Sprintf("rId%d", n)
	}
	r.used[id] = true
	r.edits.append("Relationships", fmt.Sprintf(`<%sRelationship Id="%s" Type="%s" Target="%s"/>`,
		r.edits.prefix, id, is, attribute(relative(path.Dir(r.part), target))))
	return id
}

// save writes the relations, where any came to them.
func (r *relations) save() error {
	if r.edits.changed() {
		r.pack.set(relationsPart(r.part), r.edits.apply())
	}
	return nil
}

// relative is the name of a part as seen from a folder.
func relative(dir, part string) string {
	from, to := strings.Split(dir, "/"), strings.Split(part, "/")
	if dir == "." {
		from = nil
	}
	for len(from) > 0 && len(to) > 1 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	return strings.Repeat("../", len(from)) + strings.Join(to, "/")
}
