package finding

import (
	"encoding/binary"
	"encoding/json"
	"math"
	"slices"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/packed"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
)

// A finding that was placed can be packed, so that another run has it without judging its definition again. What comes
// later is not packed: fingerprints, and what suppresses it.

// The bits that say what a packed finding has.
const (
	isNotCheckable = 1 << iota
	isOfRow
	hasSum
	hasTree
	hasEdit
)

// The sorts of values of a packed derivation.
const (
	sortText = iota
	sortFile
	sortFalse
	sortTrue
	sortInt
	sortNumber
	sortList
	sortObject
)

// What is larger is not packed: how deep a derivation is, and how many bytes a finding takes.
const (
	deepest = 200
	longest = 64 << 10
)

// Pack packs a finding, and gives the files whose places are in it, each once. It is false for one with something that
// is not packed: a place in a document, a flaw of its rule, what suppresses it already.
func (f *Finding) Pack() (data []byte, files []string, ok bool) {
	p := packer{odd: f.Flaw != nil || f.Suppressed != nil}
	p.finding(f)
	return p.w.Bytes(), p.files, !p.odd && p.w.Len() <= longest
}

type packer struct {
	w     packed.Writer
	files []string
	odd   bool
}

func (p *packer) finding(f *Finding) {
	tree := f.Derivation()
	bits := byte(0)
	for i, is := range []bool{
		f.Outcome == NotCheckable, f.Resource.Of != "", f.Evidence != nil, tree != nil, f.Edit != nil,
	} {
		if is {
			bits |= 1 << i
		}
	}
	p.w.Raw(bits, byte(f.Level))
	if f.Resource.Of != "" {
		p.w.Text(f.Resource.ID)
	}
	p.texts(f.Path, f.Message, f.Fix, f.Group)
	p.w.Raw(binary.LittleEndian.AppendUint64(nil, math.Float64bits(f.Size))...)
	p.location(f.Location)
	p.w.Number(len(f.Related))
	for _, r := range f.Related {
		p.location(r.Location)
		p.texts(r.Message)
	}
	p.w.Number(len(f.Values))
	for _, v := range f.Values {
		p.texts(v.Name, v.Low, v.High, v.Unit, v.Text)
	}
	p.list(f.Missing)
	p.texts(f.About.row, f.About.field, f.About.first, f.About.bare)
	p.list(f.About.subject)
	if f.Edit != nil {
		p.file(f.Edit.File)
		p.w.Number(f.Edit.Splice.From)
		p.w.Number(f.Edit.Splice.To)
		p.texts(f.Edit.Splice.Text)
		p.w.Flag(f.Edit.Unsafe)
	}
	if tree != nil {
		p.object(tree, 0)
	}
}

func (p *packer) texts(all ...string) {
	for _, text := range all {
		p.w.Text(text)
	}
}

func (p *packer) list(all []string) {
	p.w.Number(len(all))
	p.texts(all...)
}

// file packs the place of a file among those that are named.
func (p *packer) file(name string) {
	i := slices.Index(p.files, name)
	if i < 0 {
		i, p.files = len(p.files), append(p.files, name)
	}
	p.w.Number(i)
}

func (p *packer) location(l source.Location) {
	p.odd = p.odd || l.Part != nil || min(l.Line, l.Column, l.EndLine, l.EndColumn) < 0
	p.file(l.File)
	for _, n := range []int{l.Line, l.Column, l.EndLine, l.EndColumn} {
		p.w.Number(n)
	}
}

func (p *packer) object(o *model.Object, depth int) {
	if p.odd = p.odd || depth > deepest || p.w.Len() > longest; p.odd {
		return
	}
	p.w.Number(len(o.Names()))
	o.Each(func(name string, v any) {
		p.texts(name)
		if text, ok := v.(string); ok && name == fileName {
			p.w.Raw(sortFile)
			p.file(text)
			return
		}
		p.value(v, depth+1)
	})
}

// fileName is the name under which a derivation says in which file a number is written.
const fileName = "file"

func (p *packer) value(v any, depth int) {
	switch v := v.(type) {
	case string:
		p.w.Raw(sortText)
		p.texts(v)
	case bool:
		if v {
			p.w.Raw(sortTrue)
		} else {
			p.w.Raw(sortFalse)
		}
	case int:
		p.w.Raw(sortInt)
		p.w.Integer(v)
	case json.Number:
		p.w.Raw(sortNumber)
		p.texts(v.String())
	case model.List:
		p.w.Raw(sortList)
		p.w.Number(len(v))
		for _, one := range v {
			p.value(one, depth)
		}
	case *model.Object:
		p.w.Raw(sortObject)
		p.object(v, depth)
	default:
		p.odd = true
	}
}

// Unpack is the finding of a rule on a definition that Pack packed; false for anything else. files are those that Pack
// gave. The path of an edit is for the caller to set.
func Unpack(data string, rule *policy.Rule, on *model.Resource, files []string) (f Finding, ok bool) {
	u := unpacker{packed.NewReader(data), files}
	bits := u.Byte()
	f = Finding{Rule: rule.ID, Category: rule.Category, Outcome: Violated, Resource: Resource{Kind: on.Kind, ID: on.Name}}
	if f.Level = policy.Level(u.Byte()); f.Level > policy.Error {
		u.Tear()
	}
	if bits&isNotCheckable != 0 {
		f.Outcome = NotCheckable
	}
	if bits&isOfRow != 0 {
		f.Resource.ID, f.Resource.Of = u.Text(), on.Name
	}
	f.Path, f.Message, f.Fix, f.Group = u.Text(), u.Text(), u.Text(), u.Text()
	if size := u.Raw(8); size != "" {
		f.Size = math.Float64frombits(binary.LittleEndian.Uint64([]byte(size)))
	}
	f.Location = u.location()
	for range u.Count() {
		f.Related = append(f.Related, source.Related{Location: u.location(), Message: u.Text()})
	}
	for range u.Count() {
		f.Values = append(f.Values, policy.Value{
			Name: u.Text(), Low: u.Text(), High: u.Text(), Unit: u.Text(), Text: u.Text(),
		})
	}
	f.Missing = u.list()
	f.About = About{row: u.Text(), field: u.Text(), first: u.Text(), bare: u.Text(), subject: u.list()}
	if bits&hasEdit != 0 {
		f.Edit = &Edit{
			File: u.file(), Splice: source.Splice{From: u.Number(), To: u.Number(), Text: u.Text()}, Unsafe: u.Flag(),
		}
	}
	if bits&hasSum != 0 {
		f.Because, f.Evidence = f.Message, &policy.Evidence{}
	}
	if bits&hasTree != 0 && bits&hasSum != 0 {
		from := data[u.At():]
		f.Evidence.Later = func() *model.Object { return (&unpacker{packed.NewReader(from), files}).object(0) }
		return f, !u.Torn()
	}
	return f, u.Ended()
}

type unpacker struct {
	*packed.Reader
	files []string
}

func (u *unpacker) list() (all []string) {
	for range u.Count() {
		all = append(all, u.Text())
	}
	return all
}

func (u *unpacker) file() string {
	if i := u.Below(len(u.files)); !u.Torn() {
		return u.files[i]
	}
	return ""
}

func (u *unpacker) location() source.Location {
	return source.Location{File: u.file(), Span: source.Span{
		Line: u.Number(), Column: u.Number(), EndLine: u.Number(), EndColumn: u.Number(),
	}}
}

func (u *unpacker) object(depth int) *model.Object {
	if depth > deepest {
		u.Tear()
		return nil
	}
	o := &model.Object{}
	for range u.Count() {
		name := u.Text()
		o.Set(name, u.value(depth+1))
	}
	return o
}

func (u *unpacker) value(depth int) any {
	switch u.Byte() {
	case sortText:
		return u.Text()
	case sortFile:
		return u.file()
	case sortFalse:
		return false
	case sortTrue:
		return true
	case sortInt:
		return u.Integer()
	case sortNumber:
		return json.Number(u.Text())
	case sortList:
		list := make(model.List, u.Count())
		for i := range list {
			list[i] = u.value(depth)
		}
		return list
	case sortObject:
		if o := u.object(depth); o != nil {
			return o
		}
	}
	u.Tear()
	return nil
}
