package cel

import (
	"context"
	"errors"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/wording"
)

// missing evaluates what a check requires: a fact that could not be computed says what it lacks, a list of texts is what is missing,
// an absent field is named. Partial means that every number is known at least in part.
func (p *program) missing(ctx context.Context, c *check, v *variables) (all []string, partial bool, err error) {
	partial = true
	var facts []string // that are not there: they come last, as what is named before is mostly why
	for _, required := range c.requires {
		lacking, known, isFact, err := p.lacking(ctx, required, v)
		if err != nil {
			return nil, false, err
		}
		if isFact {
			facts = append(facts, lacking...)
		} else {
			all = append(all, lacking...)
		}
		partial = partial && known
	}
	return distinct(append(all, facts...)), partial, nil
}

// lacking is what an expression that is required does not know, in words, and whether that is a fact which is not there at all. Known
// means that it has a number nevertheless.
func (p *program) lacking(ctx context.Context, required *expression, v *variables) (all []string, known, isFact bool, err error) {
	out, err := evaluate(ctx, required, v)
	var gone *absent
	switch {
	case errors.As(err, &gone):
		said, isFact := p.gone(required, gone, v)
		return []string{said}, false, isFact, nil
	case errors.Is(err, errNoNumber):
		return required.noNumber(v), false, false, nil
	case err != nil:
		return nil, false, false, failure{required, err, v}
	}
	if all, known = lacks(out); !known && len(all) == 0 {
		all = []string{wording.HasNoNumberAsItsPath(v.resource.Name, below(required.written(required.root()), v))}
	}
	return all, known, false, nil
}

// gone names a field or a fact that is not there: the nearest one to the definition.
func (p *program) gone(e *expression, gone *absent, v *variables) (said string, isFact bool) {
	var at ast.Expr
	ast.PostOrderVisit(e.root(), ast.NewExprVisitor(func(x ast.Expr) {
		if at == nil && x.Kind() == ast.SelectKind && x.AsSelect().FieldName() == gone.field && e.typeName(x.AsSelect().Operand()) == gone.of {
			at = x
		}
	}))
	if at == nil {
		return wording.HasNo(v.resource.Name, gone.field), false
	}
	if gone.of == quantityType.TypeName() {
		return wording.HasNoNumberAsItsPath(v.resource.Name, below(e.written(at.AsSelect().Operand()), v)), false
	}
	path := below(e.written(at), v)
	said = wording.HasNo(v.resource.Name, path)
	isFact = strings.HasPrefix(path, "facts.")
	if about := inBrief(p.provider().notes[gone.of][gone.field].about); isFact && about != "" {
		said += " (" + about + ")"
	}
	return said, isFact
}

// noNumber names what an expression calculates with and is not known.
func (e *expression) noNumber(v *variables) []string {
	if part, value := e.blame(v); part != nil {
		for _, arg := range operands(part) {
			out, _ := value(arg.ID())
			switch lacking, known := lacks(out); {
			case known:
			case len(lacking) > 0:
				return lacking
			default:
				return []string{wording.HasNoNumberAsItsPath(v.resource.Name, below(e.written(arg), v))}
			}
		}
	}
	return []string{wording.HasNoNumberAs(v.resource.Name, e.Text)}
}

func (e *expression) root() ast.Expr { return e.tree().Expr() }

func (e *expression) typeName(x ast.Expr) string {
	return e.tree().GetType(x.ID()).TypeName()
}

// below is a path from the definition or the entry that is judged.
func below(path string, v *variables) string {
	return strings.TrimPrefix(strings.TrimPrefix(path, v.variable+"."), "each.")
}

// inBrief is the first part of a description, to stand in brackets.
func inBrief(about string) string {
	if i := strings.IndexAny(about, ".;:"); i > 0 {
		about = about[:i]
	}
	first, size := utf8.DecodeRuneInString(about)
	if second, _ := utf8.DecodeRuneInString(about[size:]); unicode.IsUpper(second) { // an abbreviation
		return about
	}
	return string(unicode.ToLower(first)) + about[size:]
}

// mostMissing is how many missing things a finding names.
const mostMissing = 1_000

func lacks(out ref.Val) (lacking []string, known bool) {
	switch out := out.(type) {
	case traits.Lister:
		for it := out.Iterator(); it.HasNext() == types.True; {
			if lacking = append(lacking, inBounds(it.Next())); len(lacking) > mostMissing {
				return append(lacking[:mostMissing], "…"), false
			}
		}
		return lacking, len(lacking) == 0
	case number:
		return lacksOf(out.of)
	}
	return nil, true
}

// lacksOf is lacks of a number.
func lacksOf(n model.Amounter) (lacking []string, known bool) {
	known = n.Amounts().Low != nil
	if f, ok := n.(interface{ Lacks() []string }); ok {
		return f.Lacks(), known
	}
	return nil, known
}
