package view

import (
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/packed"
)

// A Packer packs records for another process, fact by fact. Which of its fields a record has is written once for all
// records that have the same.
type Packer struct {
	*packed.Writer
	Texts *packed.Texts
	Nodes *network.Packer
	has   packed.Once[string]
}

// Record packs a record: all facts that it has, or of those by themselves that with tells how much is packed of their
// numbers, and which are packed at all; nil takes all in full.
func (p *Packer) Record(of any, with func(fact string) (network.Detail, bool)) {
	fields := Fields(of)
	bits, values := make([]byte, (len(fields)+7)/8), make([]any, 0, 16)
	var details []network.Detail
	for i := range fields {
		detail := network.Ranges | network.Sums
		if with != nil {
			var named bool
			if detail, named = with(fields[i].Name); !named {
				continue
			}
		}
		if v := fields[i].Get(of); v != nil {
			bits[i/8] |= 1 << (i % 8)
			values, details = append(values, v), append(details, detail)
		}
	}
	if key := string(bits); !p.has.Again(p.Writer, key) {
		p.Text(key)
		p.has.Wrote(key)
	}
	for i := range fields {
		if bits[i/8]&(1<<(i%8)) != 0 {
			p.value(values[0], details[0])
			values, details = values[1:], details[1:]
		}
	}
}

func (p *Packer) value(v any, with network.Detail) {
	switch v := v.(type) {
	case string:
		p.Texts.Write(p.Writer, v)
	case bool:
		p.Flag(v)
	case int:
		p.Integer(v)
	case *network.Node:
		p.Nodes.Node(v, with)
	case []string:
		p.Number(len(v))
		for _, text := range v {
			p.Texts.Write(p.Writer, text)
		}
	case List:
		p.Number(v.Len())
		for i := range v.Len() {
			entry := v.At(i)
			if p.Flag(entry != nil); entry != nil {
				p.nested(entry, with)
			}
		}
	default:
		p.nested(v, with)
	}
}

// nested packs a record in another.
func (p *Packer) nested(of any, with network.Detail) {
	p.Record(of, func(string) (network.Detail, bool) { return with, true })
}

// An Unpacker makes records of what a Packer has packed. What makes no sense tears the reader.
type Unpacker struct {
	*packed.Reader
	Texts *packed.SeenTexts
	Nodes *network.Unpacker
	has   packed.Seen[string]
	depth int
}

// deepest is how deep records may stand in each other.
const deepest = 100

// Record puts facts into a record that has none.
func (u *Unpacker) Record(of any) {
	bits, again := u.has.Again(u.Reader)
	if !again {
		bits = u.Text()
		u.has.Read(bits)
	}
	fields := Fields(of)
	if len(bits) != (len(fields)+7)/8 {
		u.Tear()
	}
	if u.depth++; u.depth > deepest {
		u.Tear()
	}
	for i := range fields {
		if !u.Torn() && bits[i/8]&(1<<(i%8)) != 0 {
			fields[i].put(of, u.value(&fields[i]))
		}
	}
	u.depth--
}

func (u *Unpacker) value(f *Field) any {
	switch f.holds {
	case aText:
		return u.Texts.Read(u.Reader)
	case aFlag:
		return u.Flag()
	case aCount:
		return u.Integer()
	case aNumber:
		return u.Nodes.Node()
	case listOfTexts:
		all := make([]string, u.Count())
		for i := range all {
			all[i] = u.Texts.Read(u.Reader)
		}
		return all
	case listOfRecords:
		all := make([]any, u.Count())
		for i := range all {
			if u.Flag() {
				all[i] = f.make()
				u.Record(all[i])
			}
		}
		return all
	}
	made := f.make()
	u.Record(made)
	return made
}
