package cel

import (
	"strings"

	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/types"
)

// Phrases are looked for without evaluating anything where that is little work: so many bytes at most, which is a part
// of what an expression may go through that no expression is long enough to use up.
const maxSeen = maxWork / 1_000

// lookups are the functions that look for phrases in a text.
var lookups = map[string]func(text, phrase string) bool{"mention": strings.Contains, "opening": strings.HasPrefix}

// without sees whether a text has none of the phrases that a call looks for.
func (p reader) without(call ast.CallExpr) condition {
	has := lookups[call.FunctionName()]
	if has == nil {
		return nil
	}
	get, all := p.field(call.Args()[0]), p.phrases(call.Args()[1])
	if get == nil || all == nil {
		return nil
	}
	return func(s subject) answer {
		text, ok := get(s).(string)
		if !ok || all.work(text) > maxSeen {
			return unseen
		}
		m := unusedMeters.Get().(*meter)
		found := all.in(m, text, has)
		m.reset()
		unusedMeters.Put(m)
		return answerOf(found == types.String(""))
	}
}

// phrases are those of a parameter, or of a list that is written in the rule; nil where that is known only later.
func (p reader) phrases(list ast.Expr) *phrases {
	if list.Kind() == ast.SelectKind && !list.AsSelect().IsTestOnly() && p.given != nil {
		if of := list.AsSelect().Operand(); of.Kind() == ast.IdentKind && of.AsIdent() == "params" {
			all, _ := p.given.Named(list.AsSelect().FieldName()).(*phrases)
			return all
		}
	}
	if texts, ok := written(list); ok {
		return newPhrases(texts)
	}
	return nil
}

// work is how much the phrases go through in a text at most.
func (p *phrases) work(text string) int {
	all := len(text) * (len(p.texts) + 1)
	if n := len(p.length); n > 0 {
		all += p.length[n-1]
	}
	return all
}
