package report

import (
	"bytes"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/source"
)

// An entryWriter writes findings as the encoder would, indented at once: it knows what a finding has, and needs neither
// reflection nor a second pass over the text. A test holds that both write the same.
type entryWriter struct {
	text  []byte
	depth int
	empty bool // nothing is in the innermost object or list yet
	odd   bool // something is in it that only the encoder writes
}

// entry is a finding as the entry of a list at the top of a report; false for one that only the encoder writes. It
// holds until the next one is written.
func (w *entryWriter) entry(f *finding) (text []byte, ok bool) {
	w.text, w.depth, w.empty, w.odd = w.text[:0], len(entryIndent)/len(jsonIndent), true, false
	w.object(func() { w.finding(f) })
	return w.text, !w.odd
}

func (w *entryWriter) finding(f *finding) {
	w.field("rule", f.Rule)
	w.field("category", f.Category)
	w.field("level", f.Level)
	w.field("outcome", string(f.Outcome))
	w.unlessEmpty("organisation", f.In)
	if f.Resource != nil {
		w.key("resource")
		w.object(func() { w.resource(f.Resource) })
	}
	w.field("path", f.Path)
	w.key("location")
	w.object(func() { w.location(f.Location) })
	w.field("message", f.Message)
	w.unlessEmpty("because", f.Because)
	if f.Derivation != nil {
		w.key("derivation")
		w.derivation(f.Derivation)
	}
	w.unlessEmpty("fix", f.Fix)
	w.related(f.Related)
	w.values(f.Values)
	if len(f.Missing) > 0 {
		w.key("missing")
		w.list(len(f.Missing), func(i int) { w.string(f.Missing[i]) })
	}
	w.size("size", f.Size)
	w.size("grewFrom", f.GrewFrom)
	w.unlessEmpty("cause", f.Cause)
	w.field("fingerprint", f.Fingerprint)
	w.odd = w.odd || f.Earlier == nil
	w.key("fingerprints")
	w.object(func() {
		for _, version := range sortedKeys(f.Earlier) {
			w.field(version, f.Earlier[version])
		}
	})
	w.key("suppressed")
	if f.Suppressed == nil {
		w.text = append(w.text, "null"...)
		return
	}
	w.object(func() { w.suppressed(f.Suppressed) })
}

func (w *entryWriter) resource(r *engine.Resource) {
	w.field("kind", r.Kind)
	w.field("id", r.ID)
	w.unlessEmpty("of", r.Of)
}

func (w *entryWriter) suppressed(s *engine.Suppression) {
	w.field("by", s.By)
	w.field("reason", s.Reason)
	w.unlessEmpty("until", s.Until)
}

func (w *entryWriter) location(l source.Location) {
	w.odd = w.odd || l.Part != nil
	w.field("file", l.File)
	w.number("line", l.Line)
	w.number("column", l.Column)
	w.number("endLine", l.EndLine)
	w.number("endColumn", l.EndColumn)
}

func (w *entryWriter) related(all []related) {
	if len(all) == 0 {
		return
	}
	w.key("related")
	w.list(len(all), func(i int) {
		w.object(func() {
			w.location(all[i].Location)
			w.field("message", all[i].Message)
		})
	})
}

func (w *entryWriter) values(all map[string]value) {
	if len(all) == 0 {
		return
	}
	w.key("values")
	w.object(func() {
		for _, name := range sortedKeys(all) {
			w.key(name)
			w.object(func() {
				v := all[name]
				w.unlessEmpty("value", v.Value)
				w.unlessEmpty("low", v.Low)
				w.unlessEmpty("high", v.High)
				w.unlessEmpty("unit", v.Unit)
				w.unlessEmpty("text", v.Text)
			})
		}
	})
}

func (w *entryWriter) size(name string, size float64) {
	if size != 0 {
		w.key(name)
		w.other(size)
	}
}

// derivation writes how a number comes about. Objects of the model write their texts as HTML could hold them.
func (w *entryWriter) derivation(o *model.Object) {
	w.object(func() {
		o.Each(func(name string, v any) {
			w.next()
			w.forHTML(name)
			w.text = append(w.text, ": "...)
			w.value(v)
		})
	})
}

func (w *entryWriter) forHTML(text string) {
	if isPlain(text) && !strings.ContainsAny(text, "<>&") {
		w.plain(text)
		return
	}
	w.other(text)
}

func (w *entryWriter) value(v any) {
	switch v := v.(type) {
	case string:
		w.forHTML(v)
	case int:
		w.text = strconv.AppendInt(w.text, int64(v), 10)
	case bool, json.Number:
		w.other(v)
	case model.List:
		w.list(len(v), func(i int) { w.value(v[i]) })
	case *model.Object:
		if v == nil {
			w.odd = true
			return
		}
		w.derivation(v)
	default:
		w.odd = true
	}
}

// other writes what is no object and no list.
func (w *entryWriter) other(v any) {
	text, err := json.Marshal(v)
	w.odd = w.odd || err != nil
	w.text = append(w.text, text...)
}

func (w *entryWriter) object(fields func()) {
	w.open('{')
	fields()
	w.close('}')
}

func (w *entryWriter) list(n int, entry func(i int)) {
	w.open('[')
	for i := range n {
		w.next()
		entry(i)
	}
	w.close(']')
}

func (w *entryWriter) open(bracket byte) {
	w.text = append(w.text, bracket)
	w.depth++
	w.empty = true
}

func (w *entryWriter) close(bracket byte) {
	if w.depth--; !w.empty {
		w.line()
	}
	w.text = append(w.text, bracket)
	w.empty = false
}

// next begins the next field or entry.
func (w *entryWriter) next() {
	if !w.empty {
		w.text = append(w.text, ',')
	}
	w.empty = false
	w.line()
}

func (w *entryWriter) line() {
	w.text = append(w.text, '\n')
	for range w.depth {
		w.text = append(w.text, jsonIndent...)
	}
}

func (w *entryWriter) key(name string) {
	w.next()
	w.string(name)
	w.text = append(w.text, ": "...)
}

func (w *entryWriter) field(name, text string) {
	w.key(name)
	w.string(text)
}

func (w *entryWriter) unlessEmpty(name, text string) {
	if text != "" {
		w.field(name, text)
	}
}

func (w *entryWriter) number(name string, n int) {
	w.key(name)
	w.text = strconv.AppendInt(w.text, int64(n), 10)
}

func (w *entryWriter) string(text string) {
	if isPlain(text) {
		w.plain(text)
		return
	}
	escaped, err := newEncoder("", "").raw(text)
	w.odd = w.odd || err != nil
	w.text = append(w.text, bytes.TrimSuffix(escaped, []byte("\n"))...)
}

func (w *entryWriter) plain(text string) { w.text = append(append(append(w.text, '"'), text...), '"') }

// isPlain reports whether JSON writes a text as it is.
func isPlain(text string) bool {
	for i := range len(text) {
		if c := text[i]; c < ' ' || c > '~' || c == '"' || c == '\\' {
			return false
		}
	}
	return true
}

// entryOf is a finding as an entry of the list in a report.
func (e *encoder) entryOf(f *finding) ([]byte, error) {
	if text, ok := e.entry.entry(f); ok {
		return forLogs(text), nil
	}
	text, err := e.encode(f)
	return bytes.TrimSuffix(text, []byte("\n")), err
}
