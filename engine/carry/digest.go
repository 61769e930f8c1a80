package carry

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/schema/field"
)

// Digest is the first half of a SHA-256.
type Digest [16]byte

// Of is the digest of the content of a file.
func Of(data []byte) Digest { return half(sha256.Sum256(data)) }

func half(sum [sha256.Size]byte) (d Digest) {
	copy(d[:], sum[:])
	return d
}

// maxNodes is how many values of a file are looked at: those that stand behind aliases count each time.
const maxNodes = 100_000

// Fill sets what others may read of the definitions of a file, and the KPIs and objectives, which nothing was found of
// yet. Others stays zero where there is more in the file than is looked at.
func (f *File) Fill(definitions []*model.Definition) {
	nested := map[source.ID]bool{}
	for _, d := range definitions {
		if d.Around != nil {
			nested[d.Node.ID()] = true
		}
	}
	others, left := &digester{to: sha256.New(), nested: nested}, maxNodes
	others.left = &left
	f.Judged = nil
	for _, d := range definitions {
		others.definition(d)
		if !Judges(d.Kind) {
			continue
		}
		itself := &digester{to: sha256.New(), nested: nested, left: &left}
		itself.node(d.Node)
		f.Judged = append(f.Judged, Judged{Itself: itself.sum()})
	}
	if f.Others = (Digest{}); left > 0 {
		f.Others = others.sum()
	}
}

// digester makes a digest of values.
type digester struct {
	to     hash.Hash
	nested map[source.ID]bool // definitions, which are digested by themselves
	left   *int               // how many values are looked at yet
	buffer []byte
}

func (d *digester) sum() Digest {
	d.flush()
	return half([sha256.Size]byte(d.to.Sum(nil)))
}

func (d *digester) flush() {
	_, _ = d.to.Write(d.buffer)
	d.buffer = d.buffer[:0]
}

func (d *digester) number(n int) { d.buffer = binary.AppendUvarint(d.buffer, uint64(n)) }

func (d *digester) text(s string) {
	d.number(len(s))
	d.buffer = append(d.buffer, s...)
}

// definition is what others may read of a definition: of a KPI or an objective all but numbers, and of others all.
func (d *digester) definition(def *model.Definition) {
	for _, s := range []string{def.Kind, def.ID, def.Pointer} {
		d.text(s)
	}
	if def.Around != nil {
		d.text(def.Around.Pointer)
	}
	def.Links(func(path, text string) {
		d.text(path)
		d.text(text)
	})
	for _, noun := range def.Counted() {
		d.text(noun)
	}
	d.text("")
	if def.Prose != nil {
		d.text(def.Prose.Text)
	}
	switch def.Kind {
	case "KPI", "Objective":
		d.target(def.Quantity(field.Target))
		d.words(def.Node)
	default:
		d.node(def.Node)
	}
	if len(d.buffer) > 1<<15 {
		d.flush()
	}
}

// target is what others may read of a target: whether it is a number, what of, and which side is good.
func (d *digester) target(t *model.Quantity) {
	if t == nil || t.Low == nil {
		d.text("none")
		return
	}
	d.text(t.Unit.String())
	d.text(string(t.Comparator))
}

// more reports whether one more value may be looked at.
func (d *digester) more() bool {
	if *d.left <= 0 {
		return false
	}
	*d.left--
	return true
}

// node is all that is written at a node, less definitions that are nested in it.
func (d *digester) node(n *source.Node) {
	if !d.scalar(n, n.Text) {
		return
	}
	for _, f := range n.Fields() {
		d.text(f.Key.Text)
		d.inner(f.Value, d.node)
	}
	for _, item := range n.Items() {
		d.inner(item, d.node)
	}
}

func (d *digester) inner(n *source.Node, digest func(*source.Node)) {
	if d.nested[n.ID()] {
		d.text("definition")
		return
	}
	digest(n)
}

// scalar is the head of a node; false where no more is looked at.
func (d *digester) scalar(n *source.Node, text string) bool {
	if !d.more() {
		return false
	}
	kind := 4 * int(n.Kind)
	if n.Plain {
		kind++
	}
	if n.Assumed {
		kind += 2
	}
	d.number(kind)
	d.text(text)
	d.number(len(n.Fields()))
	d.number(len(n.Items()))
	return true
}

// ofNobodyElse are the fields of a KPI or an objective that only rules about itself read.
var ofNobodyElse = []string{
	field.Description.String(), field.Source.String(), field.Measured.String(), field.ReviewBy.String(),
	field.Labels.String(),
}

// numeric are the fields of which others may read no number.
var numeric = []string{
	field.Target.String(), field.Baseline.String(), field.Effort.String(), field.Cost.String(), field.Budget.String(),
	field.CycleTime.String(), field.InProgress.String(), field.Steps.String(), field.Levels.String(),
	field.Actuals.String(),
}

// words are what others may read of a KPI or an objective.
func (d *digester) words(n *source.Node) {
	if !d.scalar(n, n.Text) {
		return
	}
	for _, f := range n.Fields() {
		switch name := f.Key.Text; {
		case slices.Contains(ofNobodyElse, name):
			continue
		case name == field.Actuals.String():
			d.units(f.Value)
		case slices.Contains(numeric, name):
			d.text(name)
			d.withoutNumbers(f.Value)
		case name == field.KeyResults.String():
			d.text(name)
			d.keyResults(f.Value)
		default:
			d.text(name)
			d.inner(f.Value, d.node)
		}
	}
}

// keyResults are those of an objective without their numbers.
func (d *digester) keyResults(n *source.Node) {
	if !d.scalar(n, n.Text) {
		return
	}
	for _, entry := range n.Items() {
		if !d.scalar(entry, entry.Text) {
			return
		}
		for _, f := range entry.Fields() {
			d.text(f.Key.Text)
			if f.Key.Text == field.From.String() || f.Key.Text == field.To.String() {
				d.withoutNumbers(f.Value)
			} else {
				d.node(f.Value)
			}
		}
	}
}

// withoutNumbers is what is written at a node without its digits.
func (d *digester) withoutNumbers(n *source.Node) {
	if !d.scalar(n, blank(n.Text)) {
		return
	}
	for _, f := range n.Fields() {
		d.text(f.Key.Text)
		d.withoutNumbers(f.Value)
	}
	for _, item := range n.Items() {
		d.withoutNumbers(item)
	}
}

// units are those of a map of numbers, each once: how many numbers there are, and for which times, is of nobody else.
func (d *digester) units(n *source.Node) {
	var all []string
	for _, f := range n.Fields() {
		if !d.more() {
			return
		}
		all = append(all, blank(f.Value.Text))
	}
	slices.Sort(all)
	for _, text := range slices.Compact(all) {
		d.text(text)
	}
}

// blank is a text with one 0 in place of each number.
func blank(text string) string {
	if !strings.ContainsAny(text, "0123456789") {
		return text
	}
	isDigit := func(c byte) bool { return c >= '0' && c <= '9' }
	b := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if !isDigit(text[i]) {
			b = append(b, text[i])
			continue
		}
		b = append(b, '0')
		for i+1 < len(text) && (isDigit(text[i+1]) ||
			i+2 < len(text) && (text[i+1] == '.' || text[i+1] == ',') && isDigit(text[i+2])) {
			i++
		}
	}
	return string(b)
}
