package engine

import (
	"cmp"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/prose"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/stated"
	"github.com/kpilint/kpilint/engine/wording"
)

// textFields hold what people write for people: sums that they state are checked there.
var textFields = content.WordSet(`description because explanation statement reason`)

// contradiction is the rule about a text whose own numbers do not make what it says.
const contradiction = "text-contradiction"

// statements are the sums in the texts of a document that its own numbers do not make.
func (p *parsed) statements(d *source.Document, node *source.Node, definitions []*model.Definition) {
	before := len(p.problems)
	p.statementsIn(node)
	if d.Prose != nil {
		p.statementsOf(prose.Blocks(d.Prose))
	}
	if len(p.problems) == before {
		return
	}
	places := model.TerritoryOf(definitions)
	for i := before; i < len(p.problems); i++ {
		p.problems[i].Definition = places.Around(p.problems[i].Span)
	}
}

// statementsIn looks at the texts of a value and of all in it.
func (p *parsed) statementsIn(node *source.Node) {
	switch node.Kind {
	case source.Map:
		for _, f := range node.Fields() {
			if f.Value.Kind != source.String {
				p.statementsIn(f.Value)
			} else if textFields.Has(f.Key.Text) {
				for _, fault := range stated.Faults(f.Value.Text) {
					p.misstated(fault, f.Value.Text, f.Value.Sub(fault.From, fault.To))
				}
			}
		}
	case source.List:
		for _, item := range node.Items() {
			p.statementsIn(item)
		}
	}
}

// statementsOf looks at the running text of a document.
func (p *parsed) statementsOf(blocks []content.Block) {
	var texts []string
	var of []content.Block
	for _, b := range blocks {
		if b.Table != nil {
			continue
		}
		text := b.Text.String()
		texts, of = append(texts, text), append(of, b)
		for _, fault := range stated.Faults(text) {
			p.misstated(fault, text, spanOf(b, text, fault))
		}
	}
	for _, fault := range stated.Across(texts) {
		text := texts[fault.Text]
		p.misstated(fault.Fault, text, spanOf(of[fault.Text], text, fault.Fault))
	}
}

// spanOf is the place of a fault in a block whose text is as it is read.
func spanOf(b content.Block, text string, f stated.Fault) source.Span {
	if len(b.Text.Bytes) != len(text) {
		return b.Text.Places().Span(0, len(b.Text.Bytes))
	}
	return b.Text.Places().Span(f.From, f.To)
}

func (p *parsed) misstated(f stated.Fault, text string, at source.Span) {
	rule := contradiction
	if f.Asks {
		rule = "text-question"
	}
	p.problem(rule, at, f.Says)
	last := &p.problems[len(p.problems)-1]
	last.Asks, last.Subject = f.Asks, strings.TrimSpace(text[f.From:f.To])
	last.Fix = cmp.Or(f.Fix, wording.CorrectTheNumberThatIsWrong())
}
