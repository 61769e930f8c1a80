package rego

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/types"

	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// complaint is an error of OPA on its way to words in which a rule author can act.
type complaint struct {
	rule    *policy.Rule
	module  *ast.Module // nil where it cannot be read
	span    source.Span
	line    string
	message string
}

var (
	unsafeVar = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^var (\S+) is unsafe`)
	})
	undefined = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^undefined function (\S+)`)
	})
	unused = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(assigned|declared) var (\S+) unused`)
	})
	assigned = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^var (\S+) (assigned|declared|referenced) above`)
	})
	recursive = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^rule (\S+) is recursive`)
	})
	unexpected = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^unexpected (\S+) token`)
	})
)

// elsewhere are functions that other languages have, and what Rego has.
var elsewhere = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"len": "count", "length": "count", "size": "count", "has": wording.AFieldThatIsNot(),
		"string": "sprintf", "str": "sprintf", "format": "sprintf", "join": "concat", "toString": "sprintf", "exists": "some … in",
		"print_f": "sprintf", "matches": "regex.match", "startsWith": "startswith", "endsWith": "endswith",
	}
})

// complain makes an error of OPA into a rule error.
func (c *compiler) complain(r *policy.Rule, e *ast.Error) {
	x := &complaint{rule: r, module: c.modules[r.Rego.File], message: e.Message}
	x.place(e.Location)
	x.explain(e)
	c.add(x)
}

// complainAt is an error in our own words, at a word after a place.
func (c *compiler) complainAt(r *policy.Rule, at *ast.Location, word, message string) {
	x := &complaint{rule: r, module: c.modules[r.Rego.File], message: message}
	x.place(at)
	x.narrow(word)
	c.add(x)
}

// add keeps an error but where one is known at its place.
func (c *compiler) add(x *complaint) {
	r := x.rule
	for _, before := range c.errs { // what follows from an error of syntax stands at its place
		if was, ok := before.(*policy.RuleError); ok && was.File == r.Rego.File && was.Span.Line == x.span.Line && was.Span.Column == x.span.Column {
			return
		}
	}
	c.errs = append(c.errs, x.failed(r.Name(), r.Rego.File))
}

// failed is the complaint as an error of a rule, in a file.
func (x *complaint) failed(rule, file string) *policy.RuleError {
	at := source.Location{File: file, Span: x.span}
	return &policy.RuleError{Location: at, Rule: rule, Line: x.line, Message: x.message}
}

// place is where OPA puts the error; the end of the file is the end of its last line.
func (x *complaint) place(at *ast.Location) {
	x.span = source.Span{Line: 1, Column: 1, EndLine: 1, EndColumn: 2}
	lines := strings.Split(strings.TrimRight(string(x.rule.Rego.Source), "\n"), "\n")
	switch {
	case at == nil:
	case at.Row > len(lines) || at.Col < 1:
		last := len([]rune(lines[len(lines)-1]))
		x.span = source.Span{Line: len(lines), Column: last + 1, EndLine: len(lines), EndColumn: last + 2}
	default:
		first, _, _ := strings.Cut(string(at.Text), "\n")
		column := columnOf(lines[at.Row-1], at.Col)
		x.span = source.Span{Line: at.Row, Column: column, EndLine: at.Row, EndColumn: column + max(1, len([]rune(strings.TrimSpace(first))))}
	}
	x.line = source.Line(x.rule.Rego.Source, x.span.Line)
}

// columnOf turns a column that counts bytes into one that counts code points.
func columnOf(line string, column int) int {
	return len([]rune(line[:min(len(line), column-1)])) + 1
}

// narrow moves to where a word stands, at or after the error's place on its line.
func (x *complaint) narrow(word string) {
	runes := []rune(x.line)
	from := min(len(runes), x.span.Column-1)
	rest := string(runes[from:])
	found := regexp.MustCompile(`(^|\W)` + regexp.QuoteMeta(word) + `(\W|$)`).FindStringIndex(rest)
	if found == nil {
		return
	}
	at := found[0] + strings.Index(rest[found[0]:], word)
	x.span.Column = from + len([]rune(rest[:at])) + 1
	x.span.EndColumn = x.span.Column + len([]rune(word))
}

func (x *complaint) explain(e *ast.Error) {
	switch {
	case unsafeVar().MatchString(x.message):
		x.unsafe(unsafeVar().FindStringSubmatch(x.message)[1])
	case undefined().MatchString(x.message):
		x.undefined(undefined().FindStringSubmatch(x.message)[1])
	case unused().MatchString(x.message):
		name := unused().FindStringSubmatch(x.message)[2]
		x.message = wording.HasAValueThatNothing(name)
		x.narrow(name)
	case assigned().MatchString(x.message):
		x.message = wording.HasAValueAlreadyTake(assigned().FindStringSubmatch(x.message)[1])
	case recursive().MatchString(x.message):
		x.message = wording.AsksForItselfWhichA(x.short(recursive().FindStringSubmatch(x.message)[1]))
	case x.message == "cannot assign to ref":
		x.message = wording.GivesANameAValue()
	case strings.HasPrefix(x.message, "rules must not shadow "):
		x.message = wording.IsANameOfRego(strings.Fields(x.message)[4])
	case e.Code == ast.ParseErr:
		x.syntax()
	default:
		x.details(e)
	}
}

// short is a name without the package of the rule.
func (x *complaint) short(name string) string {
	return strings.TrimPrefix(name, packageRef(x.rule).String()+".")
}

// unsafe is a variable that nothing gives a value.
func (x *complaint) unsafe(name string) {
	x.message = wording.NothingGivesAValue(name)
	x.narrow(name)
	if name == "params" {
		x.message += wording.TheParametersOfTheRule()
		return
	}
	for _, plural := range x.collections() {
		if name == strings.TrimSuffix(plural, "s") {
			x.message += wording.WriteSomeInInputBefore(name, plural)
			return
		}
	}
	x.message += cmp.Or(nearest.Question(name, x.names(name)), wording.WriteSomeInOrBefore())
}

// collections are what `input` holds lists of.
func (x *complaint) collections() []string {
	return []string{"kpis", "teams", "roles", "objectives", "services", "calendars", "cashPlans", "exceptions", "items", "rings", "conflicts"}
}

// names are the variables, functions and rules of the module, but the one that is asked for.
func (x *complaint) names(but string) []string {
	all := []string{"input", "data"}
	if x.module == nil {
		return all
	}
	ast.WalkVars(x.module, func(v ast.Var) bool {
		if name := string(v); !v.IsGenerated() && !v.IsWildcard() && name != but {
			all = append(all, name)
		}
		return false
	})
	for _, r := range x.module.Rules {
		all = append(all, r.Head.Name.String())
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// undefined is a function that is not there, or that rules may not call.
func (x *complaint) undefined(name string) {
	x.narrow(name)
	x.message = wording.ThereIsNoFunction(x.short(name))
	if why := whyNot(name); why != "" {
		x.message = why
		return
	}
	known := slices.Clone(pure)
	if x.module != nil {
		for _, r := range x.module.Rules {
			known = append(known, r.Head.Name.String())
		}
	}
	known = slices.DeleteFunc(known, func(s string) bool { return strings.HasPrefix(s, "internal.") })
	if better := elsewhere()[x.short(name)]; better != "" {
		if strings.Contains(better, " ") {
			x.message += ": " + better
		} else {
			x.message += wording.DidYouMeanNearNear(better)
		}
	} else {
		x.message += nearest.Question(x.short(name), known)
	}
}

// syntax is a module that cannot be read.
func (x *complaint) syntax() {
	want := "package " + inWords(packageRef(x.rule))
	head := strings.TrimSpace(x.line)
	token := ""
	if m := unexpected().FindStringSubmatch(x.message); m != nil {
		token = m[1]
	}
	switch {
	case strings.HasPrefix(head, "package ") && token == "minus":
		x.message = wording.APackageHasForEvery(want)
	case x.message == "package expected":
		x.message = wording.ARuleRegoBeginsWith(want)
	case strings.Contains(x.message, "`contains` keyword is required"), strings.Contains(x.message, "`if` keyword is required") && strings.HasPrefix(head, "violation["),
		strings.HasPrefix(head, "violation {"), strings.HasPrefix(head, "not_checkable {"):
		x.message = wording.AFindingIsAddedTo()
	case strings.Contains(x.message, "`if` keyword is required"):
		x.message = wording.IfIsMissingBeforeThe()
	case x.message == "illegal token" && x.word("") == "`'`":
		x.message = wording.ATextStandsInDouble()
	case strings.Contains(x.message, "illegal token"):
		x.message = wording.ThisCannotBeReadIs()
	case strings.HasPrefix(x.message, "unexpected if keyword"):
		x.message = wording.IfDoesNotFitHere()
	case x.word("") == "`=`" && strings.HasSuffix(x.before(), "=="):
		x.message = wording.IsNotRegoCompares()
	case x.word("") == "`or`":
		x.message = wording.OrIsNotRegoWrite()
	case x.word("") == "`and`":
		x.message = wording.AndIsNotRegoConditions()
	case token != "" && (strings.HasSuffix(x.before(), "for ") || strings.HasSuffix(x.before(), "foreach ")):
		x.message = wording.ForIsNotRegoWrite()
	case token == "and":
		x.message = wording.IsNotRegoConditionsStand()
	case token == "or":
		x.message = wording.IsNotRegoWriteA()
	case token == "eof":
		x.message = wording.TheFileEndsTooEarly()
	case token == "illegal":
		x.message = wording.ThisCannotBeReadIs()
	case token != "":
		x.message = wording.DoesNotFitHereA(x.word(token))
	case strings.Contains(x.message, "non-terminated string"):
		x.message = wording.TheTextThatBeginsHere()
	}
}

// before is what stands on the line before the place of the error.
func (x *complaint) before() string {
	runes := []rune(x.line)
	return string(runes[:min(len(runes), max(0, x.span.Column-1))])
}

// word is what stands at the place of the error.
func (x *complaint) word(token string) string {
	runes := []rune(x.line)
	if from, to := x.span.Column-1, x.span.EndColumn-1; from < len(runes) {
		return "`" + string(runes[from:min(to, len(runes))]) + "`"
	}
	return token
}

// details are what the checker of types knows: the nearest field of the model, the types that a function wants.
func (x *complaint) details(e *ast.Error) {
	switch detail := e.Details.(type) {
	case *ast.RefErrInvalidDetail:
		x.field(detail)
	case *ast.ArgErrDetail:
		x.arguments(detail)
		if strings.HasPrefix(e.Message, "sprintf") {
			x.message = wording.SprintfTakesATextAnd()
		}
	}
}

// arguments says how a function is called that got too few, too many or other values than it takes.
func (x *complaint) arguments(detail *ast.ArgErrDetail) {
	name, _, _ := strings.Cut(x.message, ":")
	builtin := ast.BuiltinMap[name]
	if builtin == nil {
		for _, line := range detail.Lines() {
			x.message += "; " + strings.Join(strings.Fields(strings.ReplaceAll(line, "???", "?")), " ")
		}
		return
	}
	wants := builtin.Decl.FuncArgs().Args
	var takes, gets []string
	for _, t := range wants {
		takes = append(takes, t.String())
	}
	for n, t := range detail.Have {
		if n < len(detail.Have)-1 || t != nil { // the last one is what the function gives
			gets = append(gets, typeInWords(t))
		}
	}
	usage := fmt.Sprintf("%s(%s)", name, strings.Join(takes, ", "))
	switch {
	case builtin.Infix != "":
		x.message = wording.DoesNotFit(builtin.Infix, strings.Join(gets, " and "))
	case len(gets) != len(wants):
		x.message = wording.TakesValuesAndGets(name, len(wants), len(gets), usage)
	default:
		x.message = wording.DoesNotFitUsage(name, strings.Join(gets, " and "), usage)
	}
}

func typeInWords(t types.Type) string {
	if t == nil {
		return "something"
	}
	switch text := t.String(); {
	case text == "string":
		return "a text"
	case strings.HasPrefix(text, "object"):
		return wording.AnObject()
	case strings.HasPrefix(text, "array"):
		return "a list"
	case strings.HasPrefix(text, "set"):
		return "a set"
	case strings.HasPrefix(text, "any"):
		return wording.AValueOfSeveralKinds()
	case text == "boolean":
		return wording.TrueOrFalse()
	default:
		return "a " + text
	}
}

// field is a name that the model does not have.
func (x *complaint) field(detail *ast.RefErrInvalidDetail) {
	if detail.Pos >= len(detail.Ref) {
		return
	}
	name := strings.Trim(detail.Ref[detail.Pos].Value.String(), `"`)
	var known []string
	for _, v := range detail.OneOf {
		known = append(known, strings.Trim(v.String(), `"`))
	}
	x.message = wording.TheModelHasNoIn(name, (detail.Ref[:detail.Pos+1]).String())
	slices.Sort(known)
	if name == "params" {
		x.message += wording.TheParametersOfTheRule()
	} else {
		x.message += cmp.Or(nearest.Question(name, known), wording.ItHas(strings.Join(known, ", ")))
	}
	x.narrow(name)
}
