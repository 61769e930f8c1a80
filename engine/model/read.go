package model

import (
	"errors"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Problem is something wrong with a definition itself, at its place, under a rule of the category definition-file.
type Problem struct {
	source.Problem
	Definition *Definition // in which it was found while that was read; nil when it belongs to none
	Resource   *Resource   // in which it was found among others; nil when it belongs to none
	Pointer    string
	Field      string // in the definition, else in the file, by names; "" where Pointer says it
	Mild       bool   // it need not be wrong: what it is about may not concern us
	Asks       bool   // it is a question: what was written may be meant
	Fix        string // what to do about it; "" where the message says it
}

// reader turns one checked document into definitions.
type reader struct {
	kinds      *shape.Kinds
	file       string
	definition *Definition // the one being read
	from       int         // of the steps that lead to what is being read, the first that is in the definition
	all        []*Definition
	problems   []Problem
	*desk
}

// Read turns a document of a kind into its definitions: nested ones are taken out of the definition around them, and
// follow it. Values of a wrong form are left out; package shape has reported them.
func Read(kinds *shape.Kinds, doc *source.Document, kind string, node *source.Node, pointerTo string) ([]*Definition, []Problem) {
	r := reader{kinds: kinds, file: doc.File, desk: desks.Get().(*desk)}
	r.read(kind, node, pointerTo, nil)
	r.leave()
	if len(r.all) > 0 {
		r.all[0].Prose = doc.Prose
	}
	return r.all, r.problems
}

func (r *reader) read(kind string, node *source.Node, at string, around *Definition) {
	if node.Kind != source.Map {
		return
	}
	d := &Definition{Kind: kind, Object: r.object(node), File: r.file, Pointer: at, Around: around}
	if id := node.Get("id"); id != nil && isScalar(id) {
		d.ID = id.Text
	}
	if d.ID == "" {
		return // a definition without a name can mean nothing to others; the schema has reported it
	}
	outer, from := r.definition, r.from
	r.definition, r.from = d, len(r.steps)
	if id := node.Get("id"); id.Kind != source.String && !IsID(id.Text) {
		r.problemAt(pointer(at, "id"), "wrong-type", id.Span(), wording.IsNotAnIDUse(id.Text))
	}
	if around != nil {
		around.nested++
	}
	r.all = append(r.all, d)
	r.fields(r.kinds.Of(kind), node, d.Object)
	r.definition, r.from = outer, from
}

func (r *reader) fields(s *shape.Shape, node *source.Node, into *Object) {
	room := len(node.Fields())
	if into == r.definition.Object && r.definition.Around == nil {
		room = max(room-2, 0) // apiVersion and kind are no values of it
	}
	used := r.list(into, room)
	for i, f := range node.Fields() {
		of := s.Fields[f.Key.Text]
		if of == nil || f.Key.Text == field.Kind.String() || f.Key.Text == field.APIVersion.String() {
			continue
		}
		if len(of.Enum) > 0 && isScalar(f.Value) && !slices.Contains(of.Enum, f.Value.Text) {
			continue // wrong-type says so; a word that means nothing is as none
		}
		if shape.CutOff(node, i) && isQuantity(of, f.Value) {
			continue // unknown-field says so; of 1,240 only the 1 is left
		}
		into.add(f.Key.Text, r.in(f.Key.Text, of, f.Value))
	}
	r.aims(s, into)
	r.listed(into, used)
}

// isQuantity reports whether a value is read as a quantity.
func isQuantity(s *shape.Shape, node *source.Node) bool {
	s = s.Pick(func(f shape.Form) bool { return fits(f, node) })
	return s.Form == shape.Quantity && fits(s.Form, node)
}

// in reads what stands under a name, or an index, in what is being read.
func (r *reader) in(name string, s *shape.Shape, node *source.Node) any {
	r.steps = append(r.steps, name)
	v := r.value(s, node)
	r.steps = r.steps[:len(r.steps)-1]
	return v
}

// path is where a value stands in its definition: names and indices, joined by "/".
func (r *reader) path() string { return strings.Join(r.steps[r.from:], "/") }

// pointer is the JSON Pointer of the value that is being read.
func (r *reader) pointer() string { return pointer(r.definition.Pointer, r.steps[r.from:]...) }

// value reads a node as its shape says, nil when it has another form.
func (r *reader) value(s *shape.Shape, node *source.Node) any {
	s = s.Pick(func(f shape.Form) bool { return fits(f, node) })
	if !fits(s.Form, node) {
		return nil
	}
	switch s.Form {
	case shape.Quantity:
		return orNil(r.quantity(s, node))
	case shape.Reference:
		return r.reference(s, node)
	case shape.Noun:
		noun := quantity.Noun(node.Text)
		r.counts(noun)
		return r.said(noun)
	case shape.Date:
		if _, err := calendar.ParseDate(node.Text); err != nil && isDateLike(node.Text) {
			r.problem("wrong-type", node.Span(), err.Error())
		}
		return r.said(node.Text)
	case shape.Boolean:
		return strings.EqualFold(node.Text, "true") || shape.YesOrNo(node) == "true"
	case shape.Integer:
		n, err := strconv.Atoi(node.Text)
		if err != nil {
			return nil
		}
		return n
	case shape.Object:
		o := r.object(node)
		r.fields(s, node, o)
		return o
	case shape.Map:
		return r.entries(s, node)
	case shape.List:
		return r.items(s, node)
	case shape.Any:
		return nil
	}
	if len(s.Enum) > 0 {
		if i := slices.Index(s.Enum, node.Text); i >= 0 {
			return s.Words[i]
		}
		return nil
	}
	return r.said(node.Text)
}

// said is a text of a definition as a value. Long ones stay parts of the file.
func (r *reader) said(text string) any {
	if len(text) > longText {
		return text
	}
	return r.text(text)
}

// isDateLike reports whether a text has the form of a date, as its schema wants it; the day may be none.
func isDateLike(text string) bool {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return '0'
		}
		return r
	}, text)
	return digits == "0000-00-00"
}

func orNil(q *Quantity) any {
	if q == nil {
		return nil
	}
	return q
}

func (r *reader) entries(s *shape.Shape, node *source.Node) any {
	o := r.object(node)
	used := r.list(o, len(node.Fields()))
	for _, f := range node.Fields() {
		o.add(f.Key.Text, r.in(f.Key.Text, s.Item, f.Value))
	}
	r.listed(o, used)
	return o
}

// items reads those of a list; those that are definitions are taken out and leave no list behind.
func (r *reader) items(s *shape.Shape, node *source.Node) any {
	if s.Item.Form == shape.Resource {
		for i, item := range node.Items() {
			r.read(s.Item.Kind, item, pointer(r.pointer(), strconv.Itoa(i)), r.definition)
		}
		return nil
	}
	all := List(r.values.take(len(node.Items()))[:0])
	for i, item := range node.Items() {
		v := r.in(strconv.Itoa(i), s.Item, item)
		if v == nil {
			v = r.object(item) // keeps the indices those of the document
		}
		all = append(all, v)
	}
	return all
}

// quantity parses a quantity. Free text in place of a target is kept as text without a number; other unreadable text
// is a problem.
func (r *reader) quantity(s *shape.Shape, node *source.Node) *Quantity {
	place := Place{r.file, node}
	q, err := quantity.Shared(node.Text)
	if err != nil {
		if own, ok := quantity.ParseCycle(node.Text); ok {
			q, err = own, nil // by a cycle of the calendar, which is known when all are together
		} else if own := r.decided(s, node.Text, err); own != nil {
			q, err = own, nil
		}
	}
	if err != nil {
		var q *Quantity
		if s.FreeText {
			if q, err = r.freeText(node.Text, place, err); q != nil {
				return q
			}
		}
		r.badQuantity(node, err)
		return nil
	}
	if s.AboveZero && q.Low.Sign() <= 0 {
		r.problem("bad-quantity", node.Span(), wording.MustBeAboveZero(node.Text))
		return nil
	}
	if s.Takes != "" {
		if wrong := unfit(s.Takes, r.path(), q); wrong != "" {
			r.problem("bad-quantity", node.Span(), wrong)
			return nil
		}
	}
	result := &r.quantities.take(1)[0]
	*result = Quantity{Quantity: q, Place: place}
	if len(q.Unit.PerNouns()) > 0 || q.Due != "" || q.Cycle != "" || isBesides(r.steps[len(r.steps)-1]) {
		r.perSomething(result)
	}
	if noun := q.Unit.Noun(); noun != "" {
		r.counts(noun)
	}
	return result
}

func (r *reader) perSomething(q *Quantity) {
	d := r.definition
	d.amounts = noted(&r.amounts, d.amounts, q)
	d.paths = noted(&r.paths, d.paths, r.path())
}

// counts notes what a definition counts.
func (r *reader) counts(noun string) {
	r.definition.counted = noted(&r.paths, r.definition.counted, noun)
}

// freeText reads what may stand in place of a target: a change from the number of today, and words without a number.
// All else is an error.
func (r *reader) freeText(text string, place Place, bad error) (*Quantity, error) {
	q := &Quantity{Quantity: &quantity.Quantity{Text: text}, Place: place}
	change, found, err := quantity.ParseChange(text)
	switch {
	case found && err == nil:
		q.Change = &change
		r.perSomething(q) // as the number of today may be
		return q, nil
	case found:
		return nil, err
	case quantity.Relative(text), quantity.Placeholder(text) && !proposes(bad):
		return q, nil
	}
	return nil, bad
}

// proposes reports whether what is wrong with a text without digits says what to write instead: three quarters.
func proposes(err error) bool {
	var e *quantity.Error
	return errors.As(err, &e) && len(e.Instead) > 0
}

// unfit says why a quantity is not of the sort that its field takes; "" where it is. `10` read as a share would be
// 1,000 %, and `8` as a working day 8 minutes.
func unfit(takes, path string, q *quantity.Quantity) string {
	switch takes {
	case "people":
		if q.Low.Sign() < 0 {
			return wording.IsBelowZeroWriteHow(q.Text)
		}
	case "time":
		return unfitTime(path, q)
	case "share":
		return unfitShare(q)
	case "part":
		return unfitPart(q)
	}
	return ""
}

// unfitPart says why a quantity is no part of a day: neither a share of it nor a time.
func unfitPart(q *quantity.Quantity) string {
	switch noun := q.Unit.Noun(); {
	case q.Unit.IsZero() && q.High.Cmp(big.NewRat(1, 1)) > 0:
		return wording.HasNoUnitWritePart(q.Text)
	case q.Unit.IsZero() || q.Plain().Unit.IsZero() || noun == "min" || noun == "workday" || noun == "month":
		return ""
	}
	if near := meant(q); near != "" {
		return wording.IsNoPartOfADayNear(q.Text, near)
	}
	return wording.IsNoPartOfADay(q.Text)
}

// meant is the unit that a typo may be meant for, "" for none.
func meant(q *quantity.Quantity) string {
	if _, near := quantity.Slip(q.Unit.Noun(), false); near != "" {
		return quantity.Plural(near)
	}
	return ""
}

func unfitTime(path string, q *quantity.Quantity) string {
	day := big.NewRat(24, 1)
	isPartOfDay := path == field.WorkingDay.String() || path == field.Breaks.String()
	switch noun := q.Unit.Noun(); {
	case q.Unit.IsZero() && isPartOfDay && q.High.Cmp(day) >= 0:
		return wording.HasNoUnitWriteMin(q.Text)
	case q.Unit.IsZero():
		return wording.HasNoUnitWriteH(q.Text)
	case q.Low.Sign() < 0 || noun != "min" && noun != "workday" && noun != "month":
		if near := meant(q); near != "" {
			return wording.IsNotALengthOfNear(q.Text, near)
		}
		return wording.IsNotALengthOf(q.Text)
	}
	return ""
}

func unfitShare(q *quantity.Quantity) string {
	share := q.Plain()
	switch within := share.Low.Sign() >= 0 && share.High.Cmp(big.NewRat(1, 1)) <= 0; {
	case !share.Unit.IsZero():
		return wording.IsNotAShareWrite(q.Text)
	case !within && q.Unit.IsZero():
		return wording.IsNotAShareWriteQuantity(q.Text)
	case !within:
		return wording.IsNotAShareIt(q.Text)
	}
	return ""
}

func (r *reader) badQuantity(node *source.Node, err error) {
	span := node.Span()
	if qe, ok := err.(*quantity.Error); ok {
		span = node.Sub(qe.Start, qe.End)
	}
	r.problem("bad-quantity", span, err.Error())
}

func (r *reader) reference(s *shape.Shape, node *source.Node) *Ref {
	ref := &r.refs.take(1)[0]
	*ref = Ref{Text: node.Text, Place: Place{r.file, node}}
	path := r.path()
	if path != field.Owner.String() && !isReference(node.Text) && !refersTo(s, "Rule", "Cycle", "Activity") {
		r.problem("bad-reference-form", node.Span(),
			wording.IsNoNameOfA(node.Text))
		return ref
	}
	if r.definition.refs == nil {
		r.definition.refs = r.waiting.take(4)[:0] // most have a team, an owner and one or two more
	}
	r.definition.refs = append(r.definition.refs, pending{ref, s, path})
	return ref
}

// problem is one with the value that is being read.
func (r *reader) problem(rule string, span source.Span, message string) {
	r.problemAt(r.pointer(), rule, span, message)
}

func (r *reader) problemAt(at, rule string, span source.Span, message string) {
	r.problems = append(r.problems, Problem{
		Problem:    source.Problem{File: r.file, Rule: rule, Span: span, Message: message},
		Definition: r.definition, Pointer: at,
	})
}

func refersTo(s *shape.Shape, kinds ...string) bool {
	for _, k := range kinds {
		for _, to := range s.RefersTo {
			if k == to {
				return true
			}
		}
	}
	return false
}

// isReference reports whether the text has the form id, team/id or team/objective/key-result.
func isReference(text string) bool {
	if strings.Count(text, "/") > 2 {
		return false
	}
	for p := range strings.SplitSeq(text, "/") {
		if !IsID(p) {
			return false
		}
	}
	return true
}

// IsID reports whether the text is kebab-case, [a-z0-9]+(-[a-z0-9]+)*, of at most 63 characters.
func IsID(text string) bool {
	if text == "" || len(text) > 63 || text[0] == '-' || text[len(text)-1] == '-' || strings.Contains(text, "--") {
		return false
	}
	for _, c := range []byte(text) {
		if c != '-' && (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
	}
	return true
}

func isScalar(n *source.Node) bool {
	return n.Kind == source.String || n.Kind == source.Number || n.Kind == source.Bool
}

// fits reports whether a written value has the form.
func fits(f shape.Form, n *source.Node) bool {
	switch f {
	case shape.Object, shape.Map, shape.Resource:
		return n.Kind == source.Map
	case shape.List:
		return n.Kind == source.List
	case shape.Boolean:
		return n.Kind == source.Bool || shape.YesOrNo(n) != ""
	case shape.Integer:
		return n.Kind == source.Number
	case shape.Any:
		return true
	}
	return isScalar(n)
}

func join(path, token string) string {
	if path == "" {
		return token
	}
	return path + "/" + token
}
