package engine

import (
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
	for _, b := range blocks {
		if b.Table != nil {
			continue
		}
		text := b.Text.String()
		for _, fault := range stated.Faults(text) {
			at := b.Text.Places()
			span := at.Span(0, len(b.Text.Bytes))
			if len(b.Text.Bytes) == len(text) {
				span = at.Span(fault.From, fault.To)
			}
			p.misstated(fault, text, span)
		}
	}
}

func (p *parsed) misstated(f stated.Fault, text string, at source.Span) {
	p.problem(contradiction, at, f.Says)
	last := &p.problems[len(p.problems)-1]
	last.Subject, last.Fix = strings.TrimSpace(text[f.From:f.To]), wording.CorrectTheNumberThatIsWrong()
}
