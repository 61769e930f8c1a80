package cel

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/google/cel-go/common/ast"
	"github.com/google/cel-go/common/operators"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// failure is an expression that failed while it ran.
type failure struct {
	in *expression
	error
	on *variables
}

// fail says which rule failed, where in it, on what, and with which values.
func (p *program) fail(err error, r *model.Resource) error {
	var f failure
	if !errors.As(err, &f) {
		at := source.Location{File: p.rule.File}
		return &policy.RuleError{Rule: p.rule.Name(), Location: at, Resource: r.Name, Message: err.Error()}
	}
	return p.failed(f, r)
}

func (p *program) failed(f failure, r *model.Resource) *policy.RuleError {
	part, value := f.in.blame(f.on)
	from, to, values := 0, utf8.RuneCountInString(f.in.Text), ""
	if part != nil {
		from, to = f.in.place(part)
		values = f.in.values(part, value)
	}
	told := p.advise(f, part, value)
	message := told.with(values)
	e := &policy.RuleError{Rule: p.rule.Name(), Location: f.in.Location(from, to), Resource: r.Name, Message: message}
	e.Line, e.Stopped = f.in.Line(e.Span.Line), told.stopped()
	return e
}

// valueOfPart gives the value that a part of an expression had, false where it was not evaluated.
type valueOfPart func(id int64) (ref.Val, bool)

// blame finds the part of an expression that failed; nil where it cannot be told.
func (e *expression) blame(v *variables) (ast.Expr, valueOfPart) {
	value, err := e.track(v)
	if err != nil {
		return nil, nil
	}
	var innermost ast.Expr
	ast.PostOrderVisit(e.root(), ast.NewExprVisitor(func(x ast.Expr) {
		if out, ok := value(x.ID()); innermost == nil && ok && types.IsError(out) {
			innermost = x
		}
	}))
	return innermost, value
}

// values are the values that made a part fail, in words.
func (e *expression) values(part ast.Expr, value valueOfPart) string {
	var said []string
	for _, arg := range operands(part) {
		if out, ok := value(arg.ID()); ok && arg.Kind() != ast.LiteralKind && !isObject(out) {
			said = append(said, fmt.Sprintf("`%s` is %s", e.written(arg), inFull(out)))
		}
	}
	if len(said) == 0 {
		return ""
	}
	return " (" + policy.Cut(strings.Join(said, ", ")) + ")"
}

// advised is an error and what can be done about it.
type advised struct {
	error
	advice string
}

func (a *advised) Unwrap() error { return a.error }

// stopped reports whether the error is that a limit of work was met.
func (a *advised) stopped() bool {
	return slices.ContainsFunc([]error{errTooLong, errTooSlow, errTooMuch, errTooLarge}, func(limit error) bool { return errors.Is(a.error, limit) })
}

// with is the error and its advice, with the values between them.
func (a *advised) with(values string) string {
	if a.advice == "" {
		return a.Error() + values
	}
	return a.Error() + values + ": " + a.advice
}

func (a *advised) inFull() string { return a.with("") }

// errNoNumber is the error of calculating with words that stand where a number was expected, or with a fact that is not known.
var errNoNumber = errors.New(wording.ThisCalculatesWithSomethingThat())

// plainError is an error of an expression in words, with the advice that goes with it.
func plainError(err error) *advised {
	var (
		known *advised
		gone  *absent
		units *quantity.Incomparable
	)
	switch text := err.Error(); {
	case errors.As(err, &known):
		return known
	case errors.As(err, &gone):
		return &advised{gone, wording.AskHasBeforeItIn()}
	case errors.As(err, &units) && (units.A.IsZero() || units.B.IsZero()):
		return &advised{units, wording.AskWhichOfThemHas()}
	case errors.As(err, &units):
		return &advised{units, wording.AskForItsUnitOr()}
	case errors.Is(err, errNoNumber):
		return &advised{errNoNumber, wording.ListItUnderRequires()}
	case errors.Is(err, quantity.ErrZero), strings.HasSuffix(text, "division by zero"), strings.HasSuffix(text, "modulus by zero"):
		return &advised{errors.New(wording.ThisDividesByZero()), wording.AskInWhenOrBefore()}
	case errors.Is(err, errTooLarge), errors.Is(err, errTooMuch):
		return &advised{err, wording.JoinOrCompareLessOr()}
	case errors.Is(err, errPattern):
		return &advised{err, wording.RepeatLessInIt()}
	case strings.Contains(text, "operation interrupted"):
		return &advised{errTooSlow, wording.ThisIsALimitOf()}
	case strings.Contains(text, "cost limit exceeded"):
		return &advised{errTooLong, wording.TakeALoopOutOf()}
	case strings.HasPrefix(text, "error parsing regexp"):
		return &advised{errors.New(patternError(err)), ""}
	case strings.HasSuffix(text, "overflow"):
		return &advised{errors.New(wording.TheNumberGetsTooLarge()), wording.CalculateWithQuantitiesWhichHave()}
	}
	if m := noEntry().FindStringSubmatch(err.Error()); m != nil {
		return &advised{errors.New(wording.ThereIsNoEntry(m[1])), wording.AskBeforeItWithIn()}
	}
	return &advised{err, ""}
}

var (
	errTooLong = errors.New(wording.ThisTakesTooLongIts())
	errTooSlow = errors.New(wording.ThisTookLongerThan(int(timeLimit.Seconds())))
	noEntry    = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`^(?:no such key|index out of bounds): (.*)$`)
	})
)

// advise is plainError where the part that failed is known.
func (p *program) advise(f failure, part ast.Expr, value valueOfPart) *advised {
	told := plainError(f.error)
	if part == nil {
		return told
	}
	args := operands(part)
	var units *quantity.Incomparable
	switch {
	case len(args) != 2 || part.Kind() != ast.CallKind:
	case errors.As(told.error, &units):
		if advice := p.convert(f.in, units, args, value); advice != "" {
			return &advised{units, advice}
		}
	case part.AsCall().FunctionName() == operators.Divide:
		if args[1].Kind() != ast.LiteralKind && strings.HasPrefix(told.advice, "ask in") {
			return &advised{told.error, wording.AskInWhenOrBeforeIt(f.in.written(args[1]))}
		}
	}
	return told
}

// convert is advice on two units that do not convert, "" for none that would be more exact.
func (p *program) convert(e *expression, units *quantity.Incomparable, args []ast.Expr, value valueOfPart) string {
	if units.A.IsZero() || units.B.IsZero() {
		return p.giveUnit(e, args, value)
	}
	if bare(units.A) != bare(units.B) {
		return ""
	}
	if p.rule.For == "KPI" {
		return wording.ARuleConvertsNeitherPeriods()
	}
	return wording.ARuleConvertsNeitherPeriodsNor()
}

// bare is a unit without the scope and the period that it is per.
func bare(u quantity.Unit) quantity.Unit { return u.Without(u.Scope(), u.Period()) }

// giveUnit tells how a plain number that stands beside a quantity gets its unit.
func (p *program) giveUnit(e *expression, args []ast.Expr, value valueOfPart) string {
	for i, arg := range args {
		out, _ := value(arg.ID())
		other, _ := value(args[1-i].ID())
		a, okA := toAmount(out)
		b, okB := toAmount(other)
		if arg.Kind() == ast.LiteralKind { // which is not evaluated
			a, okA = toAmount(arg.AsLiteral())
		}
		if !okA || !okB || a.Low == nil || !a.Unit.IsZero() {
			continue
		}
		a.Unit = b.Unit
		if arg.Kind() == ast.LiteralKind {
			return fmt.Sprintf("write `quantity(\"%s\")`", a)
		}
		if name, ok := strings.CutPrefix(e.written(arg), "params."); ok {
			return fmt.Sprintf("give the parameter a unit, as in `%s: {type: quantity, default: %s}`", name, a)
		}
	}
	return ""
}

// patternError says what is wrong with a regular expression.
func patternError(err error) string {
	what, pattern, _ := strings.Cut(strings.TrimPrefix(err.Error(), "error parsing regexp: "), ": ")
	words := map[string]string{
		"missing closing )": wording.AIsMissing(), "unexpected )": wording.AHasNoBeforeIt(),
		"missing closing ]":                       wording.AIsMissingText(),
		"missing argument to repetition operator": wording.NothingStandsBeforeTheSign(),
		"invalid nested repetition operator":      wording.TwoSignsThatRepeatStand(),
		"invalid repeat count":                    wording.ItRepeatsTooOften(),
		"invalid escape sequence":                 wording.ThisSignNeedsNo(),
		"trailing backslash at end of expression": wording.ASignIsMissingAfter(),
		"invalid or unsupported Perl syntax":      wording.ThereAreNoSuchGroups(),
		"invalid character class range":           wording.ARangeRunsBackwards(),
		"invalid UTF-8":                           wording.ItIsNoText(),
	}[what]
	if words == "" {
		words = what
	}
	return wording.ThePatternCannotBeRead(strings.TrimSpace(pattern), words)
}
