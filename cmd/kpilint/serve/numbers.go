package serve

import (
	"context"
	"math/big"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/report"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/schema/field"
)

const (
	mostNumbers = 2_000 // of one file
	mostSliders = 8     // that the page begins with
	mostFollow  = 60    // numbers that follow from another one
)

// numberView is a quantity that is written in a definition and can be given another value.
type numberView struct {
	Field  string          `json:"field"`
	Of     string          `json:"of"`    // the title of its definition
	Label  string          `json:"label"` // which of its numbers
	Whom   string          `json:"whom"`
	Text   string          `json:"text"` // as written
	Was    string          `json:"was"`  // before another value was tried; "" for the same
	At     source.Location `json:"at"`
	Slider *sliderView     `json:"slider"` // nil where it is more than one plain number
}

// sliderView says how a number is moved: the text before and after it, and from where to where.
type sliderView struct {
	Before string  `json:"before"`
	After  string  `json:"after"`
	Value  float64 `json:"value"`
	Min    float64 `json:"min"`
	Max    float64 `json:"max"`
	Step   float64 `json:"step"`
}

// written calls f for each quantity that is written in a definition, with its path with slashes and its label.
func quantitiesOf(r *model.Resource, f func(path, label string, q *model.Quantity)) {
	r.Object.Each(func(name string, value any) { quantitiesIn(name, words(name), value, f) })
}

func quantitiesIn(path, label string, value any, f func(path, label string, q *model.Quantity)) {
	switch v := value.(type) {
	case *model.Quantity:
		f(path, label, v)
	case *model.Object:
		v.Each(func(name string, value any) { quantitiesIn(path+"/"+name, label+", "+words(name), value, f) })
	case model.List:
		for i, entry := range v {
			at := label
			if o, ok := entry.(*model.Object); ok {
				at = entryLabel(label, o)
			}
			quantitiesIn(path+"/"+strconv.Itoa(i), at, entry, f)
		}
	}
}

// entryLabel names an entry of a list by what identifies it.
func entryLabel(label string, entry *model.Object) string {
	for _, key := range []field.Path{field.ID, field.Name, field.KPI, field.Item} {
		if text := entry.Text(key); text != "" {
			return label + " " + text
		}
	}
	return label
}

// words writes the name of a field as words: perMonth is per month.
func words(name string) string {
	var b strings.Builder
	for i, r := range name {
		switch {
		case unicode.IsUpper(r) && i > 0:
			b.WriteByte(' ')
			b.WriteRune(unicode.ToLower(r))
		case r == '-' || r == '_' || r == '.':
			b.WriteByte(' ')
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// number shows a quantity.
func (v *viewer) number(r *model.Resource, at, label string, q *model.Quantity) numberView {
	n := numberView{
		Field: r.Name + "." + strings.ReplaceAll(at, "/", "."), Of: report.Safe(r.Title()), Label: report.Safe(label),
		Whom: report.Safe(whom(r)), Text: report.Safe(q.Text),
	}
	if was := v.moved[n.Field]; was != q.Text {
		n.Was = report.Safe(was)
	}
	_, n.At = v.place(q.Location())
	if n.Text == q.Text {
		n.Slider = sliderOf(q.Quantity)
	}
	return n
}

// movable reports whether the quantities of a definition can be given other values where they are written.
func movable(r *model.Resource) bool { return !r.Drafted && !r.Mapped && r.Row == nil && r.Node != nil }

// numbersIn lists the quantities that are written in a file.
func (v *viewer) numbersIn(name string) (all []numberView, more int) {
	for _, r := range v.report.Model.Resources {
		if r.File != name || !movable(r) {
			continue
		}
		quantitiesOf(r, func(at, label string, q *model.Quantity) {
			switch {
			case q.Node == nil || q.Node.Span().Line == 0:
			case len(all) == mostNumbers:
				more++
			default:
				all = append(all, v.number(r, at, label, q))
			}
		})
	}
	return all, more
}

// sliders are the numbers with which the page begins: those that what cannot hold depends on.
func (v *viewer) sliders(all []*engine.Finding) []numberView {
	rank := map[source.Location]int{}
	for _, f := range all {
		if stateOf(f) != "error" {
			break
		}
		for _, at := range append([]source.Location{f.Location}, related(f)...) {
			key := at.Key()
			if _, known := rank[key]; !known {
				rank[key] = len(rank)
			}
		}
	}
	type ranked struct {
		numberView
		rank int
	}
	var found []ranked
	for _, r := range v.report.Model.Resources {
		if !movable(r) {
			continue
		}
		quantitiesOf(r, func(at, label string, q *model.Quantity) {
			if n, ok := rank[q.Location().Key()]; ok && q.Node != nil {
				if s := v.number(r, at, label, q); s.Slider != nil {
					found = append(found, ranked{s, n + lesser(at)})
				}
			}
		})
	}
	slices.SortStableFunc(found, func(a, b ranked) int { return a.rank - b.rank })
	first := []numberView{}
	for _, n := range found[:min(len(found), mostSliders)] {
		first = append(first, n.numberView)
	}
	return first
}

// lesser puts what people seldom decide on behind targets, people, conversions and what one piece takes.
func lesser(at string) int {
	switch at[strings.LastIndexByte(at, '/')+1:] {
	case "target", "to", "headcount", "conversion", "effort", "amount", "agents", "budget", "limit", "inProgress":
		return 0
	}
	return 1 << 20
}

func related(f *engine.Finding) []source.Location {
	var all []source.Location
	for _, r := range f.Related {
		all = append(all, r.Location)
	}
	return all
}

// named are the quantities of some fields, those of them that there are.
func (v *viewer) named(fields []string) []numberView {
	wanted := map[string]bool{}
	for _, f := range fields {
		wanted[f] = true
	}
	all := []numberView{}
	for _, r := range v.report.Model.Resources {
		if !movable(r) {
			continue
		}
		quantitiesOf(r, func(at, label string, q *model.Quantity) {
			if q.Node != nil && wanted[r.Name+"."+strings.ReplaceAll(at, "/", ".")] {
				all = append(all, v.number(r, at, label, q))
			}
		})
	}
	return all
}

// numeral is a number as people write it.
var numeral = regexp.MustCompile(`[0-9][0-9,]*(?:\.[0-9]+)?`)

// sliderOf says how a quantity is moved: by its first number, where another one in its place makes the same quantity
// with another amount.
func sliderOf(q *quantity.Quantity) *sliderView {
	if q.Low == nil || q.IsRange() || q.Limits {
		return nil
	}
	for _, at := range numeral.FindAllStringIndex(q.Text, -1) {
		text := q.Text[at[0]:at[1]]
		value, ok := new(big.Rat).SetString(strings.ReplaceAll(text, ",", ""))
		if !ok || value.Sign() <= 0 {
			continue
		}
		s := &sliderView{Before: q.Text[:at[0]], After: q.Text[at[1]:]}
		double := new(big.Rat).Add(value, value)
		other, err := quantity.Parse(s.Before + plainNumber(double) + s.After)
		if err != nil || other.Low == nil || other.IsRange() || other.Comparator != q.Comparator || other.By != q.By ||
			other.Unit != q.Unit || other.Low.Cmp(new(big.Rat).Add(q.Low, q.Low)) != 0 {
			continue
		}
		s.reach(value, strings.HasPrefix(strings.TrimSpace(s.After), "%"))
		return s
	}
	return nil
}

// plainNumber writes a number without a separator.
func plainNumber(r *big.Rat) string {
	if r.IsInt() {
		return r.Num().String()
	}
	text, _ := quantity.Decimal(r)
	return text
}

// steps are by how much numbers are moved.
var steps = []float64{
	0.001, 0.01, 0.1, 0.5, 1, 5, 10, 50, 100, 500, 1_000, 5_000, 10_000, 50_000, 100_000, 1e6, 1e7, 1e8,
}

// reach sets from where to where a number is moved, and by how much.
func (s *sliderView) reach(value *big.Rat, percent bool) {
	s.Value, _ = value.Float64()
	whole := value.IsInt() && !(percent && s.Value < 10)
	top := 2.5 * s.Value
	if percent && s.Value <= 100 {
		top = min(top, 100)
	}
	s.Step = 1
	for _, step := range steps {
		if s.Step = step; (!whole || step >= 1) && top/step <= 250 && (step < 1 || divides(s.Value, step)) {
			break
		}
	}
	for !divides(s.Value, s.Step) && s.Step > 0.001 {
		s.Step /= 10
	}
	n := float64(int(top/s.Step) + 1)
	if percent && s.Value <= 100 {
		n = min(n, 100/s.Step)
	}
	s.Max = n * s.Step
}

// divides reports whether a value is a number of steps.
func divides(value, step float64) bool {
	n := value / step
	return n-float64(int64(n+0.5)) < 1e-9 && float64(int64(n+0.5))-n < 1e-9
}

// followView is a number that is another where one is moved.
type followView struct {
	Of     string `json:"of"`
	Label  string `json:"label"`
	Before string `json:"before"`
	After  string `json:"after"`
	Sum    string `json:"sum"`
}

// follow works out what follows from another value of a quantity: its formulas with another leaf. The copy stays as it
// is. The second result is how many numbers are left out.
func (b *board) follow(ctx context.Context, j *judged, name, value string) ([]followView, int, error) {
	q, err := quantity.Parse(value)
	if err != nil {
		return nil, 0, &refused{err.Error()}
	}
	of, at := j.find(name)
	if at == nil {
		return nil, 0, &refused{name + " is not a number that is written."}
	}
	e := network.NewEvaluation(network.Overrides{at.Node: q.Amount})
	f := &follower{seen: map[string]bool{}}
	f.every = func(of, name string, n *network.Node) { f.number(of, name, n, e.Of(n)) }
	f.value(of.Title(), "", j.org.Record(of))
	f.organisation(j)
	return f.all, f.more, ctx.Err()
}

// find is a quantity that is written, by its field.
func (j *judged) find(name string) (of *model.Resource, at *model.Quantity) {
	for _, r := range j.org.Resources {
		if !strings.HasPrefix(name, r.Name+".") || !movable(r) {
			continue
		}
		quantitiesOf(r, func(p, _ string, q *model.Quantity) {
			if q.Node != nil && name == r.Name+"."+strings.ReplaceAll(p, "/", ".") {
				of, at = r, q
			}
		})
		if at != nil {
			return of, at
		}
	}
	return nil, nil
}

// follower collects the numbers that are others.
type follower struct {
	every func(of, name string, n *network.Node)
	seen  map[string]bool
	all   []followView
	more  int
}

// organisation looks at all facts, those of items first: they are what teams have with each other.
func (f *follower) organisation(j *judged) {
	for _, item := range j.org.Facts.Items {
		f.value(item.Plural, "", item)
	}
	for _, r := range j.org.Resources {
		f.value(r.Title(), "", j.org.Record(r))
	}
}

// value looks at the numbers of a fact.
func (f *follower) value(of, name string, v any) {
	switch v := v.(type) {
	case nil:
	case *network.Node:
		f.every(of, name, v)
	case view.List:
		for i := range v.Len() {
			f.value(of, name, v.At(i))
		}
	default:
		view.Each(v, func(name string, inner any) { f.value(of, name, inner) })
	}
}

// number notes a number that is another than before, unless it is only the one that was moved.
func (f *follower) number(of, name string, before, after *network.Node) {
	if after == before || len(after.Of()) == 0 && after.Valued() {
		return
	}
	s := followView{
		Of: report.Safe(of), Label: report.Safe(labelOf(after, name)), Before: textOf(before), After: textOf(after),
	}
	if after.Valued() {
		s.Sum = report.Safe(after.Sum())
	}
	key := s.Sum + "\x00" + s.After
	if s.Before == s.After || f.seen[key] {
		return
	}
	if f.seen[key] = true; len(f.all) == mostFollow {
		f.more++
		return
	}
	f.all = append(f.all, s)
}

func labelOf(n *network.Node, name string) string {
	if n.Label == "" || n.Label == "target" {
		return words(name)
	}
	return n.Label
}

// textOf is a number in words, or what is missing.
func textOf(n *network.Node) string {
	if n.Valued() {
		return report.Safe(n.Text())
	}
	return "not known: " + report.Safe(strings.Join(n.Lacks(), ", "))
}
