package wire

import (
	"encoding/json"
	"errors"
	"strings"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/packed"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
)

var errTorn = errors.New(wording.NoOrganisationIsWrittenThere())

// deepest is how deep values may stand in each other.
const deepest = 10_000

// Read makes the organisation that Write has written, with what was named of it. An error is bytes that are something
// else; it takes no more memory than in proportion to them.
func Read(data []byte) (*view.Organisation, error) {
	rest, ok := strings.CutPrefix(string(data), layout)
	if !ok {
		return nil, errTorn
	}
	r := &reader{Reader: packed.NewReader(rest), people: map[string]*model.Resource{}}
	r.nodes = network.Unpacker{Reader: r.Reader, Amounts: &r.amounts, Texts: &r.texts, Place: r.place}
	r.records = view.Unpacker{Reader: r.Reader, Texts: &r.texts, Nodes: &r.nodes}
	o := r.all()
	if !r.Ended() {
		return nil, errTorn
	}
	return o, nil
}

type reader struct {
	*packed.Reader
	texts      packed.SeenTexts
	amounts    quantity.Unpacker
	nodes      network.Unpacker
	records    view.Unpacker
	lists      packed.Seen[[]string]
	quantities packed.Seen[*quantity.Quantity]
	places     packed.Seen[model.Place]
	objects    packed.Seen[*model.Object]
	people     map[string]*model.Resource // teams and owners by their names
	depth      int

	documents, counts bool
	received          model.Received
	summed            []*model.Resource
	numbered          []*model.Resource // all resources by their numbers
}

func (r *reader) text() string { return r.texts.Read(r.Reader) }

// enter goes one step deeper; too deep is torn.
func (r *reader) enter() {
	if r.depth++; r.depth > deepest {
		r.Tear()
	}
}

func (r *reader) all() *view.Organisation {
	in := &r.received
	in.Track, r.documents, r.counts = r.Flag(), r.Flag(), r.Flag()
	var err error
	if in.AsOf, err = calendar.ParseDate(r.Text()); err != nil {
		r.Tear()
	}
	resources, rows, others, beside := r.Count(), r.Count(), r.Count(), r.Count()
	for range resources {
		in.Resources = append(in.Resources, r.resource())
	}
	for range rows {
		of := r.Below(max(len(in.Resources), 1))
		row := r.resource()
		if r.Torn() {
			return nil
		}
		row.Row = &model.Row{Of: in.Resources[of]}
		in.Rows = append(in.Rows, row)
	}
	for range others {
		in.Others = append(in.Others, r.standing())
	}
	r.numbered = append(append(append(r.numbered, in.Resources...), in.Rows...), in.Others...)
	for range beside {
		r.numbered = append(r.numbered, r.standing())
	}
	if r.documents {
		r.trees(r.numbered[len(r.numbered)-beside:])
	}
	r.unresolved()
	if r.Torn() {
		return nil
	}
	o := &view.Organisation{Model: in.Model()}
	if r.Flag() {
		r.facts(o)
	}
	if in.Track {
		o.MarkReads()
	}
	return o
}

// facts reads the facts of all definitions and rows, and then those of the whole organisation.
func (r *reader) facts(o *view.Organisation) {
	var reads *facts.Reads
	if r.received.Track {
		reads = &facts.Reads{}
	}
	o.Facts = facts.Received(o.Model, reads)
	for _, list := range [][]*model.Resource{r.received.Resources, r.received.Rows} {
		for _, of := range list {
			if !r.Flag() {
				continue
			}
			record := o.Facts.Of(of)
			if record == nil {
				r.Tear()
				return
			}
			r.records.Record(record)
		}
	}
	r.records.Record(&o.Facts.Whole)
	for _, kpi := range r.summed {
		o.Facts.Sum(kpi)
	}
}

func (r *reader) standing() *model.Resource {
	of := &model.Resource{Kind: r.text(), ID: r.text(), Name: r.text(), File: r.text(), Object: &model.Object{}}
	if r.documents {
		of.Pointer = r.text()
	}
	return of
}

func (r *reader) resource() *model.Resource {
	bits := r.Below(endOfBits)
	of := &model.Resource{Kind: r.text(), Name: r.Text()}
	if bits&endsWithID != 0 {
		of.ID = of.Name[len(of.Name)-r.Below(len(of.Name)+1):]
	} else {
		of.ID = r.Text()
	}
	of.File = r.text()
	if r.documents {
		of.Pointer = r.text()
	}
	if bits&hasTeam != 0 {
		of.Team = r.named()
	}
	if bits&hasOwner != 0 {
		of.Owner = r.named()
	}
	if r.counts {
		of.Refer(r.Number())
	}
	if bits&isSummed != 0 {
		r.summed = append(r.summed, of)
	}
	of.Object = r.object()
	return of
}

// named is a team or an owner, of which rules see the name.
func (r *reader) named() *model.Resource {
	name := r.text()
	of := r.people[name]
	if of == nil {
		of = &model.Resource{Name: name, Object: &model.Object{}}
		r.people[name] = of
	}
	return of
}

func (r *reader) object() *model.Object {
	r.enter()
	defer func() { r.depth-- }()
	names, again := r.lists.Again(r.Reader)
	if !again {
		names = make([]string, r.Count())
		for i := range names {
			names[i] = r.Text()
		}
		r.lists.Read(names)
	}
	if len(names) == 0 || r.Torn() {
		return &model.Object{}
	}
	if len(names) > r.Left() { // each has a value
		r.Tear()
		return &model.Object{}
	}
	values := make([]any, len(names))
	for i := range values {
		values[i] = r.value()
	}
	return model.NewObject(names, values)
}

func (r *reader) value() any {
	switch r.Below(endOfSorts) {
	case aFalse:
		return false
	case aTrue:
		return true
	case anInteger:
		return r.Integer()
	case aDecimal:
		return json.Number(r.text())
	case aQuantity:
		return r.quantity()
	case aReference:
		return &model.Ref{Text: r.text()}
	case anObject:
		return r.object()
	case aSharedObject:
		o, again := r.objects.Again(r.Reader)
		if !again || o == nil {
			o = r.object()
			r.objects.Read(o)
		}
		return o
	case aList:
		r.enter()
		defer func() { r.depth-- }()
		list := make(model.List, r.Count())
		for i := range list {
			list[i] = r.value()
		}
		return list
	}
	return r.text()
}

func (r *reader) quantity() *model.Quantity {
	r.enter()
	defer func() { r.depth-- }()
	as, again := r.quantities.Again(r.Reader)
	if !again || as == nil {
		as = r.amounts.Quantity(r.Reader)
		r.quantities.Read(as)
	}
	q := &model.Quantity{Quantity: as}
	if r.Torn() || q.Low == nil || !q.IsRange() {
		return q
	}
	if q.Place = r.place(); !r.Flag() {
		return q
	}
	q.Base, q.Change = r.quantity(), &quantity.Change{}
	if r.Flag() {
		q.Change.Times = r.amounts.Number(r.Reader)
	} else {
		q.Change.Plus = r.amounts.Amount(r.Reader)
	}
	return q
}

func (r *reader) place() model.Place {
	if !r.Flag() {
		return model.Place{}
	}
	at, again := r.places.Again(r.Reader)
	if again {
		return at
	}
	file, assumed, span := "", false, source.Span{}
	if r.Flag() {
		file, assumed, span = r.text(), r.Flag(), ReadSpan(r.Reader)
	}
	at = model.Place{File: file, Node: source.New(source.Null, "", span)}
	at.Node.Assumed = assumed
	r.places.Read(at)
	return at
}

func (r *reader) unresolved() {
	for range r.Count() {
		u := &model.Unresolved{From: &model.Resource{Kind: r.text(), Name: r.text()}, Path: r.text(), Text: r.text(),
			Wanted: r.text(), Nearest: r.text(), Reason: r.text(), Slip: r.Flag()}
		for range r.Count() {
			u.Candidates = append(u.Candidates, r.text())
		}
		r.received.Unresolved = append(r.received.Unresolved, u)
	}
}

// trees reads documents as they are written, and which definitions stand in which.
func (r *reader) trees(beside []*model.Resource) {
	for _, of := range r.received.Resources {
		if r.Flag() {
			of.Node = r.tree()
		} else {
			of.Around = &model.Resource{}
		}
		r.nested(of)
	}
	for _, of := range beside {
		r.nested(of)
	}
	for _, of := range r.received.Others {
		of.Node = r.tree()
	}
}

func (r *reader) nested(of *model.Resource) {
	for range r.Count() {
		if len(r.numbered) == 0 {
			r.Tear()
			return
		}
		inner := r.numbered[r.Below(len(r.numbered))]
		inner.Around = of
		of.Nested = append(of.Nested, inner)
	}
}

// tree reads a value as it is written.
func (r *reader) tree() *source.Node {
	r.enter()
	defer func() { r.depth-- }()
	kind := source.Kind(r.Below(int(source.Map) + 1))
	switch kind {
	case source.List:
		n := source.New(kind, "", source.Span{})
		for range r.Count() {
			n.AppendItems(r.tree())
		}
		return n
	case source.Map:
		n := source.New(kind, "", source.Span{})
		for range r.Count() {
			key := source.New(source.String, r.text(), source.Span{Line: r.Integer()})
			n.AppendFields(source.Field{Key: key, Value: r.tree()})
		}
		return n
	case source.Null:
		return source.New(kind, "", source.Span{})
	}
	return source.New(kind, r.text(), source.Span{})
}
