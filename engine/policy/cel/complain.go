package cel

import (
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"

	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// complaint is an error of CEL on its way to words in which a rule author can act.
type complaint struct {
	*worker
	text        string
	from, width int // in code points
	message     string
	bracketTo   int // where the call of an unknown function ends, 0 for none
}

var (
	noOverload = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^found no matching overload for '(.+)' applied to '(.*)'`)
	})
	unexpected = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:mismatched|extraneous) input '(.+?)' expecting`)
	})
	unrecognised = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`token recognition error at: '(.+)'`)
	})
	reserved = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^reserved identifier: (\w+)`)
	})
	selection = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^type '(?:type\()?(.+?)\)?' does not support field selection`)
	})
)

// elsewhere are words that other languages have, and what CEL has.
var elsewhere = map[string]string{
	"and": "&&", "AND": "&&", "or": "||", "OR": "||", "not": "!",
	"len": "size(…)", "length": "size(…)", "toString": "string(…)", "str": "string(…)",
	"isset": "has(…)", "defined": "has(…)", "any": "list.exists(x, …)", "some": "list.exists(x, …)",
	"every": "list.all(x, …)", "lower": "text.matches('(?i)…')",
}

// ofOthers are words of other languages of which one word of CEL does not say enough.
var ofOthers = map[string]wording.Text{
	"format": wording.JoinTextsWith, "exists": wording.WhetherAFieldIsThere, "includes": wording.WriteXInList,
	"sum": wording.AddWithOrLook, "input": wording.ARuleInCELSees,
	"if": wording.WriteAChoice, "then": wording.WriteAChoice, "else": wording.WriteAChoice,
}

// hintFor says what CEL has in place of a word of other languages; "" for nothing.
func hintFor(word string) string {
	if says := ofOthers[word]; says != nil {
		return says()
	}
	if what := elsewhere[word]; what != "" {
		return wording.WriteInstead(what)
	}
	return ""
}

func (c *complaint) explain() {
	name := quoted(c.message)
	switch {
	case strings.HasPrefix(c.message, "undefined field"):
		c.message = c.undefinedField(name)
		c.following(name) // the position is that of the dot, or of has
	case strings.HasPrefix(c.message, "undeclared reference"):
		c.undeclared(name)
	case selection().MatchString(c.message):
		c.selection(selection().FindStringSubmatch(c.message)[1])
	case noOverload().MatchString(c.message):
		c.overload(noOverload().FindStringSubmatch(c.message))
	case strings.HasPrefix(c.message, "invalid argument to has"):
		c.message, c.width = wording.HasAsksForAField(c.names[0]), 3
		c.preceding("has")
	default:
		c.syntax()
	}
}

func (c *complaint) following(name string) {
	rest := string([]rune(c.text)[min(c.from, utf8.RuneCountInString(c.text)):])
	if i := strings.Index(rest, name); i >= 0 {
		c.from += utf8.RuneCountInString(rest[:i])
	}
	c.width = max(1, utf8.RuneCountInString(name))
}

// preceding moves to the name before the bracket at which CEL puts a call.
func (c *complaint) preceding(name string) {
	runes := []rune(c.text)
	before := string(runes[:min(len(runes), c.from)])
	if i := strings.LastIndex(before, name); i >= 0 && strings.Trim(before[i+len(name):], " (") == "" {
		c.from = utf8.RuneCountInString(before[:i])
	}
	c.width = max(1, utf8.RuneCountInString(name))
}

// undeclared is a name that is neither a variable nor a function.
func (c *complaint) undeclared(name string) {
	runes := []rune(c.text)
	isCall := c.from < len(runes) && runes[c.from] == '('
	c.message = wording.ThereIsNoHere(name)
	known := c.variables()
	if isCall {
		_, c.bracketTo = widen(runes, c.from, c.from+1)
		c.preceding(name)
		if loop := macros[name]; loop != "" {
			c.message = wording.TakesANameAndWhat(name, loop)
			return
		}
		c.message = wording.ThereIsNoFunction(name)
		known = c.functions()
	} else {
		c.following(name)
	}
	hint := hintFor(name)
	if near := nearest.Name(name, known); near != "" && hint == "" {
		hint = wording.DidYouMeanNear(near)
	}
	for _, full := range known {
		if strings.HasSuffix(full, "."+name) {
			hint = wording.DidYouMeanNear(full)
			break
		}
	}
	if hint == "" && !isCall {
		hint = wording.AnExpressionCanName(strings.Join(c.names, ", "))
	}
	if hint != "" {
		c.message += "; " + hint
	}
}

// macros are the functions that go through a list, as they are written. With another number of names CEL does not know them.
var macros = map[string]string{
	"all": "list.all(x, condition)", "exists_one": "list.exists_one(x, condition)",
	"map": "list.map(x, value)", "filter": "list.filter(x, condition)",
}

// variables are what an expression can name, with the parameters and the fields of the definition under their full names.
func (c *complaint) variables() []string {
	all := slices.Clone(c.names)
	for _, p := range c.rule.Params {
		all = append(all, "params."+p.Name)
	}
	fields, _ := c.provider.FindStructFieldNames(c.rule.For)
	slices.Sort(fields)
	for _, f := range fields {
		all = append(all, c.names[0]+"."+f)
	}
	return all
}

func (c *complaint) functions() []string {
	all := []string{"has", "all", "exists", "map", "filter"}
	for name := range c.env.Functions() {
		if regexp.MustCompile(`^[a-z]\w*$`).MatchString(name) {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	return all
}

// selection is a field of something that has none: of the name of a kind, or of a text.
func (c *complaint) selection(typ string) {
	if strings.EqualFold(typ, c.names[0]) {
		c.message = wording.IsTheKindTheDefinition(typ, c.names[0])
		c.preceding(typ)
		return
	}
	c.message = wording.HasNoFields(typeInWords(typ))
}

// overload is an operator or a function whose operands do not fit.
func (c *complaint) overload(m []string) {
	name, args := strings.Trim(m[1], "_"), typesIn(m[2])
	words := make([]string, len(args))
	for i, a := range args {
		words[i] = typeInWords(a)
	}
	both := strings.Join(words, " and ")
	switch {
	case !strings.HasPrefix(m[1], "_"), name == "in":
		c.message = wording.DoesNotTake(strings.TrimPrefix(name, "@"), both)
		c.preceding(name)
	case name == "+" && slices.Contains(args, "string"):
		c.message, c.width = wording.CannotJoinWriteStringAround(both), len(name)
	case slices.Contains([]string{"<", "<=", ">", ">=", "==", "!="}, name) && slices.Contains(args, "quantity") && slices.Contains(args, "string"):
		c.message, c.width = wording.CannotCompareWriteTheNumber(name, both), len(name)
	default:
		c.message, c.width = wording.DoesNotFit(name, both), len(name)
	}
}

// typesIn are the types between the brackets of "(int, list(string))", of methods "int.(string)".
func typesIn(text string) []string {
	text = strings.TrimSuffix(strings.TrimPrefix(text, "("), ")")
	var all []string
	begin, depth := 0, 0
	for i, c := range text {
		switch {
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == ',' && depth == 0:
			all, begin = append(all, text[begin:i]), i+len(", ")
		}
	}
	return append(all, text[begin:])
}

var (
	beforePercent = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(\d[\d.,]*)\s*%\s*$`)
	})
	beforeWord = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(\d[\d.,]*)\s*$`)
	})
	unitAfter = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^[\pL-]+(?:/[\pL-]+)*`)
	})
)

// bareQuantity is a quantity that stands in an expression as people write it, with its unit.
func (c *complaint) bareQuantity() bool {
	runes := []rune(c.text)
	at := min(c.from, len(runes))
	before, after := string(runes[:at]), string(runes[at:])
	whole := ""
	if m := beforePercent().FindStringSubmatch(before); m != nil {
		whole = m[1] + "%"
		c.from = utf8.RuneCountInString(strings.TrimSuffix(before, m[0]))
		c.width = utf8.RuneCountInString(strings.TrimRight(m[0], " \n"))
	} else if m := beforeWord().FindStringSubmatch(before); m != nil && unitAfter().MatchString(after) {
		unit := unitAfter().FindString(after)
		whole = m[1] + " " + unit
		c.from = utf8.RuneCountInString(strings.TrimSuffix(before, m[0]))
		c.width = utf8.RuneCountInString(m[0] + unit)
	}
	if _, err := quantity.Parse(whole); whole == "" || err != nil || hintFor(unitAfter().FindString(after)) != "" {
		return false
	}
	c.message = wording.ANumberWithAUnit(whole)
	return true
}

// syntax is an expression that cannot be read.
func (c *complaint) syntax() {
	if c.bareQuantity() {
		return
	}
	switch m := []([]string){reserved().FindStringSubmatch(c.message), unexpected().FindStringSubmatch(c.message), unrecognised().FindStringSubmatch(c.message)}; {
	case m[0] != nil:
		c.foreign(m[0][1])
	case m[1] != nil && m[1][1] == "<EOF>":
		c.message = wording.TheExpressionEndsTooEarly()
	case m[1] != nil:
		c.foreign(m[1][1])
	case m[2] != nil && strings.HasPrefix(m[2][1], "="):
		c.message = wording.IsNoOperatorCompares()
	case m[2] != nil && strings.ContainsAny(m[2][1][:1], `"'`):
		c.message = wording.TheTextThatBeginsHere()
	case m[2] != nil:
		c.message = wording.MeansNothingInCEL(strings.TrimSpace(m[2][1]))
	case strings.Contains(c.message, "missing ')' at"):
		c.message = wording.AIsMissingHere()
	}
	c.message = strings.TrimPrefix(c.message, "Syntax error: ")
}

func (c *complaint) foreign(word string) {
	c.message = wording.DoesNotFitHere(word)
	if hint := hintFor(word); hint != "" {
		c.message += ": " + hint
	} else {
		c.message += wording.AnOperatorIsMissingBefore()
	}
	c.width = utf8.RuneCountInString(word)
}

// wrongResult is an expression that gives another type than its key wants.
func wrongResult(text string, got, want *cel.Type) string {
	message := wording.GivesMustGive(inWordsOf(got), inWordsOf(want))
	switch {
	case want.IsExactType(cel.StringType):
		return wording.WriteStringOrAText(message, text)
	case want.IsExactType(cel.BoolType):
		return wording.CompareItWithSomething(message)
	}
	return message
}

func inWordsOf(t *cel.Type) string { return typeInWords(t.String()) }

// typeInWords names a type of CEL as people do.
func typeInWords(name string) string {
	if words, ok := map[string]string{
		"quantity": "a quantity", "string": "a text", "bool": wording.TrueOrFalse(), "int": wording.AWholeNumber(),
		"double": "a number", "dyn": "something", "null": "nothing",
	}[name]; ok {
		return words
	}
	switch {
	case strings.HasPrefix(name, "list("):
		return "a list"
	case strings.HasPrefix(name, "map("):
		return "a map"
	}
	return "a " + name
}

// literals refuses what is certain to fail or to mean nothing: a quantity that is none, a pattern that cannot be read, a text that a field
// can never hold, and null, which no field ever is.
func (w *worker) literals(e *policy.Expression, checked *ast.AST) (refused bool) {
	x := ready(e, &compiled{tree: checked})
	refuse := func(part ast.Expr, message string) {
		refused = true
		from, to := x.place(part)
		w.fail(e, from, to, message)
	}
	ast.PreOrderVisit(x.root(), ast.NewExprVisitor(func(part ast.Expr) {
		if part.Kind() == ast.LiteralKind && part.AsLiteral() == types.NullValue {
			refuse(part, wording.AFieldIsNeverNull())
		}
		if part.Kind() != ast.CallKind {
			return
		}
		switch args := operands(part); part.AsCall().FunctionName() {
		case "quantity":
			if text, ok := textOf(args[0]); ok {
				if _, err := quantity.Parse(text); err != nil {
					refuse(part, err.Error())
				}
			}
		case "matches":
			if text, ok := textOf(args[len(args)-1]); ok {
				if wrong := wrongPattern(text); wrong != "" {
					refuse(args[len(args)-1], wrong)
				}
			}
		case operators.Equals, operators.NotEquals, operators.In:
			w.fixedWords(x, args, refuse)
		}
	}))
	return refused
}

// wrongPattern says why a pattern is refused, "" where it is not.
func wrongPattern(text string) string {
	if policy.PatternSteps(text) > maxPattern {
		return errPattern.Error() + ": " + wording.RepeatLessInIt()
	}
	if _, err := regexp.Compile(text); err != nil {
		return patternError(err)
	}
	return ""
}

func textOf(x ast.Expr) (string, bool) {
	if x.Kind() != ast.LiteralKind {
		return "", false
	}
	text, ok := x.AsLiteral().(types.String)
	return string(text), ok
}

// fixedWords refuses a text that is compared with a field which never holds it.
func (w *worker) fixedWords(x *expression, sides []ast.Expr, refuse func(ast.Expr, string)) {
	for i, side := range sides {
		if side.Kind() != ast.SelectKind || side.AsSelect().IsTestOnly() {
			continue
		}
		field := side.AsSelect().FieldName()
		words := w.provider.notes[x.typeName(side.AsSelect().Operand())][field].words
		others := []ast.Expr{sides[1-i]}
		if others[0].Kind() == ast.ListKind {
			others = others[0].AsList().Elements()
		}
		for _, other := range others {
			if text, ok := textOf(other); ok && words != nil && !slices.Contains(words, text) {
				refuse(other, neverHolds(field, text, words))
			}
		}
	}
}

func neverHolds(field, text string, words []string) string {
	if text == "" {
		return wording.IsNeverEmptyAskWith(field)
	}
	message := wording.IsNever(field, text)
	if near := nearest.Name(text, words); near != "" {
		return wording.DidYouMeanNearNearNearNear(message, near)
	}
	named := slices.DeleteFunc(slices.Clone(words), func(word string) bool { return word == "" })
	return wording.ItIsOr(message, strings.Join(named[:len(named)-1], ", "), named[len(named)-1])
}

// quoted is the first text between single quotes.
func quoted(message string) string {
	_, rest, _ := strings.Cut(message, "'")
	name, _, _ := strings.Cut(rest, "'")
	return name
}
