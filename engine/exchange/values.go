package exchange

import (
	"encoding/json"
	"regexp"
	"sync"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/packed"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wire"
)

// The sorts of values in objects.
const (
	sortNil = iota
	sortText
	sortFalse
	sortTrue
	sortInt
	sortNumber
	sortList
	sortObject
	sortQuantity
	sortTexts
)

// maxDepth is how deep lists and objects lie in one another: as deep as package json reads them.
const maxDepth = 10_000

// writer writes what consists of more than numbers and texts.
type writer struct {
	packed.Writer
	names packed.Texts // of fields and files, which are said often
}

// reader reads what a writer has written. What it reads may be a stranger's: it takes up no more memory than so many
// things do, whatever is said of their number.
type reader struct {
	*packed.Reader
	names packed.SeenTexts
	left  int // how many things may still be read
}

// maxThings is how many texts may be read from one answer. Larger things count as several.
const maxThings = 32 << 20

// What larger things count as.
const (
	outcomeThings = 16
	objectThings  = 8
)

func newReader(text string) *reader { return &reader{Reader: packed.NewReader(text), left: maxThings} }

// each reads a list whose entries count as so many things each, until something makes no sense.
func (r *reader) each(things int, read func(i int)) {
	for i := range r.Count() {
		if r.left -= things; r.left < 0 {
			r.Tear()
		}
		if r.Torn() {
			return
		}
		read(i)
	}
}

// name writes a text that is said often: the first time as it is, then by its number.
func (w *writer) name(s string) { w.names.Write(&w.Writer, s) }

func (r *reader) name() string { return r.names.Read(r.Reader) }

// texts writes a list of texts, which may be nil.
func (w *writer) texts(all []string) {
	w.Flag(all != nil)
	if all == nil {
		return
	}
	w.Number(len(all))
	for _, s := range all {
		w.Text(s)
	}
}

func (r *reader) texts() []string {
	if !r.Flag() {
		return nil
	}
	all := []string{}
	r.each(1, func(int) { all = append(all, r.Text()) })
	return all
}

func (w *writer) location(l source.Location) {
	w.name(l.File)
	wire.WriteSpan(&w.Writer, l.Span)
}

func (r *reader) location() source.Location {
	return source.Location{File: r.name(), Span: wire.ReadSpan(r.Reader)}
}

// object writes an object, which may be nil.
func (w *writer) object(o *model.Object) {
	w.Flag(o != nil)
	if o == nil {
		return
	}
	names := o.Names()
	w.Number(len(names))
	o.Each(func(name string, v any) {
		w.name(name)
		w.value(v)
	})
}

func (w *writer) value(v any) {
	switch v := v.(type) {
	case string:
		w.Raw(sortText)
		w.Text(v)
	case bool:
		if v {
			w.Raw(sortTrue)
		} else {
			w.Raw(sortFalse)
		}
	case int:
		w.Raw(sortInt)
		w.Flag(v < 0)
		w.Number(max(v, -v))
	case json.Number:
		w.Raw(sortNumber)
		w.Text(v.String())
	case model.List:
		w.Raw(sortList)
		w.Number(len(v))
		for _, one := range v {
			w.value(one)
		}
	case *model.Object:
		w.Raw(sortObject)
		w.object(v)
	case *model.Quantity:
		w.Raw(sortQuantity)
		w.Text(v.Text)
	case []string:
		w.Raw(sortTexts)
		w.texts(v)
	default:
		w.Raw(sortNil)
	}
}

func (r *reader) object(depth int) *model.Object {
	if !r.Flag() {
		return nil
	}
	o := &model.Object{}
	r.each(objectThings, func(int) {
		name := r.name()
		o.Set(name, r.value(depth+1))
	})
	return o
}

// aNumber is how JSON writes one.
var aNumber = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?$`)
})

func (r *reader) value(depth int) any {
	if depth > maxDepth {
		r.Tear()
		return nil
	}
	switch r.Byte() {
	case sortNil:
	case sortText:
		return r.Text()
	case sortFalse:
		return false
	case sortTrue:
		return true
	case sortInt:
		if r.Flag() {
			return -r.Number()
		}
		return r.Number()
	case sortNumber:
		text := r.Text()
		if !aNumber().MatchString(text) {
			r.Tear()
		}
		return json.Number(text)
	case sortList:
		list := model.List{}
		r.each(1, func(int) { list = append(list, r.value(depth+1)) })
		return list
	case sortObject:
		if o := r.object(depth + 1); o != nil {
			return o
		}
	case sortQuantity:
		q, err := quantity.Parse(r.Text())
		if err != nil {
			r.Tear()
			return nil
		}
		return &model.Quantity{Quantity: &q}
	case sortTexts:
		return r.texts()
	default:
		r.Tear()
	}
	return nil
}
