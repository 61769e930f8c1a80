package rego

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/wording"
)

// A function of OPA is one step, however much it goes through and whatever the size of what it makes. So what it will
// cost is counted before it is called, for rules that do not come with kpilint.

// What the functions that a rule calls may do over the whole organisation.
const (
	maxMade     = 256 << 20     // bytes of the values that they make
	maxMadeEach = 16 << 10      // more for each definition
	maxWork     = 1_000_000_000 // characters and entries that they go through
	maxWorkEach = 100_000
)

// cost is what a call costs. Products of sizes do not overflow.
type cost struct{ made, work float64 }

// price is what a call costs with these operands.
type price func(s *steps, operands []*ast.Term) cost

// prices are those of functions that make more than they are given, or go through entries. All others cost what their
// texts and numbers are long.
var prices = sync.OnceValue(func() map[string]price {
	return map[string]price{
		"numbers.range": rangePrice, "numbers.range_step": rangePrice,
		"sum": lookPrice, "max": lookPrice, "min": lookPrice, "concat": entriesPrice, "sort": entriesPrice,
		"union": entriesPrice, "intersection": entriesPrice, "and": entriesPrice, "or": entriesPrice,
		"array.concat": entriesPrice, "array.flatten": entriesPrice, "array.slice": entriesPrice,
		"array.reverse": entriesPrice,
		"object.union":  entriesPrice, "object.union_n": entriesPrice, "object.remove": entriesPrice,
		"object.filter": entriesPrice,
		"object.keys":   entriesPrice, "object.subset": entriesPrice, "graph.reachable": graphPrice,
		"strings.any_prefix_match": entriesPrice, "strings.any_suffix_match": entriesPrice, "net.cidr_merge": entriesPrice,
		"net.cidr_contains_matches": pairsPrice, "minus": minusPrice,
		"internal.member_2": memberPrice, "internal.member_3": memberPrice,
		"product": productPrice, "mul": timesPrice, "div": timesPrice, "rem": timesPrice,
		"sprintf": sprintfPrice, "json.marshal": deepPrice, "json.marshal_with_options": deepPrice,
		"yaml.marshal": deepPrice,
		"json.filter":  deepPrice, "json.remove": deepPrice, "urlquery.encode_object": deepPrice,
		"internal.template_string": deepPrice,
		"internal.print":           deepPrice, "json.patch": patchPrice,
		"json.unmarshal": times(16), "yaml.unmarshal": times(64), "yaml.is_valid": times(64), "json.is_valid": times(16),
		"split": splitPrice, "strings.split_n": splitPrice, "replace": replacePrice, "strings.replace_n": replaceAllPrice,
		"regex.match": matchPrice, "regex.find_n": patternPrice, "regex.split": patternPrice,
		"regex.template_match":             matchPrice,
		"regex.find_all_string_submatch_n": patternPrice, "regex.replace": patternReplacePrice,
		"regex.is_valid":    matchPrice,
		"regex.globs_match": pairsPrice, "glob.match": globPrice, "to_number": toNumberPrice, "indexof_n": splitPrice,
	}
})

// flat are the prefixes of functions that cost much, however short their operands are.
var flat = []string{"crypto.x509.", "crypto.parse_private_keys", "io.jwt."}

const flatWork = 500_000

// countFunctions makes the functions of OPA count what they do, before the first rule is compiled.
var countFunctions = sync.OnceFunc(func() {
	for _, name := range pure {
		f, declared := topdown.GetBuiltin(name), ast.BuiltinMap[name]
		if f == nil || declared == nil {
			continue
		}
		declared.CanSkipBctx = false // through which it is known whose call it is
		if name == "walk" {
			f = walking(f)
		}
		topdown.RegisterBuiltinFunc(name, counted(f, priceOf(name)))
	}
})

// walking counts the answers of walk one by one: each is a list of a path and a value.
func walking(f topdown.BuiltinFunc) topdown.BuiltinFunc {
	return func(bctx topdown.BuiltinContext, operands []*ast.Term, iter func(*ast.Term) error) error {
		s, ok := bctx.Cancel.(*steps)
		if !ok || s.most == 0 {
			return f(bctx, operands, iter)
		}
		return f(bctx, operands, func(t *ast.Term) error {
			if !s.pay(cost{128, 16}) {
				return s.halt(bctx.Location)
			}
			return iter(t)
		})
	}
}

// halt ends the evaluation of a rule.
func (s *steps) halt(at *ast.Location) error {
	return topdown.Halt{Err: &topdown.Error{Code: topdown.CancelErr, Location: at, Message: s.why()}}
}

func priceOf(name string) price {
	if p := prices()[name]; p != nil {
		return p
	}
	for _, prefix := range flat {
		if strings.HasPrefix(name, prefix) {
			return func(*steps, []*ast.Term) cost { return cost{0, flatWork} }
		}
	}
	return times(1)
}

// counted is a function that is called only where the rule may still pay for it.
func counted(f topdown.BuiltinFunc, p price) topdown.BuiltinFunc {
	return func(bctx topdown.BuiltinContext, operands []*ast.Term, iter func(*ast.Term) error) error {
		if s, ok := bctx.Cancel.(*steps); ok && s.most > 0 && !s.pay(p(s, operands)) {
			return s.halt(bctx.Location)
		}
		return f(bctx, operands, iter)
	}
}

// pay reports whether a rule may still make and go through so much.
func (s *steps) pay(c cost) bool {
	s.made += c.made
	s.work += c.work
	return s.beyond() == ""
}

// beyond says which limit of its functions a rule has met, "" for none.
func (s *steps) beyond() string {
	switch {
	case s.most == 0:
	case s.made > s.mostMade:
		return wording.StoppedItsFunctionsMakeValues(int(s.mostMade) >> 20)
	case s.work > s.mostWork:
		return wording.StoppedItsFunctionsGoThrough(int(s.mostWork) / 1_000_000)
	}
	return ""
}

// long is how long a text or number is; anything else counts as a little.
func long(t *ast.Term) float64 {
	switch v := t.Value.(type) {
	case ast.String:
		return float64(len(v)) + 16
	case ast.Number:
		return float64(len(v)) + 16
	}
	return 16
}

// reading is what it takes to read a number of so many digits.
func reading(digits float64) float64 { return digits * digits / 1_000 }

func toNumberPrice(_ *steps, operands []*ast.Term) cost {
	n := long(operands[0])
	return cost{n, n + reading(n)}
}

// times is the price of going so many times through texts and numbers.
func times(n float64) price {
	return func(_ *steps, operands []*ast.Term) cost {
		sum, numbers := 0.0, 0.0
		for _, t := range operands {
			sum += long(t)
			numbers += reading(digits(t))
		}
		return cost{n * sum, n*sum + numbers}
	}
}

// entries is how long the entries of a collection are, and those of its entries where these are collections.
func entriesOf(t *ast.Term, depth int) float64 {
	sum := long(t)
	each := func(t *ast.Term) {
		if depth > 1 {
			sum += entriesOf(t, depth-1)
			return
		}
		sum += long(t)
	}
	switch v := t.Value.(type) {
	case *ast.Array:
		v.Foreach(each)
	case ast.Set:
		v.Foreach(each)
	case ast.Object:
		v.Foreach(func(key, value *ast.Term) { each(key); each(value) })
	}
	return sum
}

func entriesPrice(_ *steps, operands []*ast.Term) cost {
	sum := 0.0
	for _, t := range operands {
		sum += entriesOf(t, 1)
	}
	if len(operands) > 1 {
		if all, ok := operands[1].Value.(*ast.Array); ok { // concat puts the first operand between these
			sum += float64(all.Len()) * long(operands[0])
		}
	}
	return cost{sum, sum}
}

// lookPrice is that of going through entries, and making next to nothing of them.
func lookPrice(s *steps, operands []*ast.Term) cost { return cost{16, entriesPrice(s, operands).work} }

// graphPrice is that of going along all edges.
func graphPrice(_ *steps, operands []*ast.Term) cost {
	edges := entriesOf(operands[0], 2)
	return cost{edges / 16, 8 * edges}
}

// minusPrice is that of sets; numbers are short.
func minusPrice(s *steps, operands []*ast.Term) cost {
	if _, ok := operands[0].Value.(ast.Set); ok {
		return entriesPrice(s, operands)
	}
	return times(1)(s, operands)
}

// pairsPrice is that of comparing all entries with all others.
func pairsPrice(_ *steps, operands []*ast.Term) cost {
	n := entriesOf(operands[0], 2) * entriesOf(operands[1], 2) / 256
	return cost{n, n}
}

func lengthOf(t *ast.Term) float64 {
	switch v := t.Value.(type) {
	case *ast.Array:
		return float64(v.Len())
	case ast.Set:
		return float64(v.Len())
	case ast.Object:
		return float64(v.Len())
	}
	return 1
}

func memberPrice(s *steps, operands []*ast.Term) cost {
	in := lengthOf(operands[1])
	if len(operands) > 2 {
		in = max(in, lengthOf(operands[2]))
	}
	return cost{0, 8 * in * (1 + s.weigh(operands[0])/64)}
}

// digits is the length of a number.
func digits(t *ast.Term) float64 {
	if n, ok := t.Value.(ast.Number); ok {
		return float64(len(n))
	}
	return 1
}

func timesPrice(_ *steps, operands []*ast.Term) cost {
	a, b := digits(operands[0]), digits(operands[1])
	return cost{a + b + 16, a*b/16 + a + b + reading(a) + reading(b)}
}

// productPrice is that of a product that gets longer with each factor.
func productPrice(_ *steps, operands []*ast.Term) cost {
	all := entriesOf(operands[0], 1) - 16*lengthOf(operands[0])
	return cost{all, all + all*lengthOf(operands[0])/16}
}

func rangePrice(_ *steps, operands []*ast.Term) cost {
	number := func(i int) float64 {
		if i < len(operands) {
			if n, ok := operands[i].Value.(ast.Number); ok {
				f, err := strconv.ParseFloat(string(n), 64)
				if err == nil {
					return f
				}
				return math.Inf(1)
			}
		}
		return 1
	}
	n := math.Abs(number(1)-number(0)) + 1
	if len(operands) > 2 && number(2) > 1 && n < math.Inf(1) {
		n /= number(2)
	}
	return cost{n * 64, n}
}

// weigh is the size of a value with all that it holds, as far as the rule may pay for it.
func (s *steps) weigh(t *ast.Term) float64 {
	left := s.mostMade - s.made
	return heavier(t, left)
}

func heavier(t *ast.Term, left float64) float64 {
	sum := long(t)
	more := func(t *ast.Term) bool {
		sum += heavier(t, left-sum)
		return sum > left
	}
	switch v := t.Value.(type) {
	case *ast.Array:
		v.Until(more)
	case ast.Set:
		v.Until(more)
	case ast.Object:
		v.Until(func(key, value *ast.Term) bool { return more(key) || more(value) })
	}
	return sum
}

func deepPrice(s *steps, operands []*ast.Term) cost {
	sum := 0.0
	for _, t := range operands {
		sum += s.weigh(t)
	}
	return cost{2 * sum, sum}
}

// patchPrice is that of changes of a value, of which each copy can double it.
func patchPrice(s *steps, operands []*ast.Term) cost {
	c := deepPrice(s, operands)
	n, copies := lengthOf(operands[1]), 0
	if all, ok := operands[1].Value.(*ast.Array); ok {
		all.Foreach(func(t *ast.Term) {
			if change, ok := t.Value.(ast.Object); ok {
				if op := change.Get(ast.StringTerm("op")); op != nil && op.Value.Compare(ast.String("copy")) == 0 {
					copies++
				}
			}
		})
	}
	factor := math.Exp2(float64(copies))
	return cost{c.made * factor, c.work * factor * (1 + n/64)}
}

var width = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`%[^a-zA-Z%]*`)
})
var numerals = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\d+`)
})

// sprintfPrice counts how wide values are made, too: as the format says, or for `*` one of the values.
func sprintfPrice(s *steps, operands []*ast.Term) cost {
	c := deepPrice(s, operands)
	format, _ := operands[0].Value.(ast.String)
	values, _ := operands[1].Value.(*ast.Array)
	for _, verb := range width().FindAllString(string(format), -1) {
		for _, n := range numerals().FindAllString(verb, -1) {
			wide, err := strconv.ParseFloat(n, 64)
			if err == nil {
				c.made += min(wide, 1_000_000) // beyond which Go prints that the width is bad
			}
		}
		if strings.Contains(verb, "*") && values != nil {
			values.Foreach(func(t *ast.Term) {
				if n, err := strconv.ParseFloat(strings.Trim(t.String(), `"-`), 64); err == nil {
					c.made += min(n, 1_000_000)
				}
			})
		}
	}
	c.work += c.made
	return c
}

func textOf(operands []*ast.Term, i int) string {
	if i < len(operands) {
		if text, ok := operands[i].Value.(ast.String); ok {
			return string(text)
		}
	}
	return ""
}

func splitPrice(_ *steps, operands []*ast.Term) cost {
	text := textOf(operands, 0)
	n := float64(strings.Count(text, textOf(operands, 1)))*64 + float64(len(text))
	return cost{n, n}
}

func replacePrice(_ *steps, operands []*ast.Term) cost {
	text := textOf(operands, 0)
	n := float64(strings.Count(text, textOf(operands, 1)))*float64(len(textOf(operands, 2))) + float64(len(text))
	return cost{n, n}
}

func replaceAllPrice(_ *steps, operands []*ast.Term) cost {
	text := textOf(operands, 1)
	n := float64(len(text))
	if pairs, ok := operands[0].Value.(ast.Object); ok {
		pairs.Foreach(func(from, to *ast.Term) {
			old, _ := from.Value.(ast.String)
			n += float64(strings.Count(text, string(old)))*long(to) + float64(len(text))
		})
	}
	return cost{n, n}
}

// matchPrice is that of a pattern whose every step may be tried at every character.
func matchPrice(s *steps, operands []*ast.Term) cost {
	n := s.stepsOf(textOf(operands, 0))
	longest := 0
	for i := range operands {
		longest = max(longest, len(textOf(operands, i)))
	}
	return cost{n * 64, float64(longest)*(1+n) + n*64}
}

// globPrice is that of a pattern whose stars and choices are tried with each other.
func globPrice(_ *steps, operands []*ast.Term) cost {
	pattern, text := textOf(operands, 0), float64(len(textOf(operands, 2)))
	stars, choices := float64(strings.Count(pattern, "*")+1), float64(strings.Count(pattern, "{"))
	return cost{64 * float64(len(pattern)), 8 * (text + 1) * stars * stars * math.Exp2(choices)}
}

// patternPrice is that of a pattern that may match at every character.
func patternPrice(s *steps, operands []*ast.Term) cost {
	c := matchPrice(s, operands)
	for i := range operands {
		c.made += 16 * float64(len(textOf(operands, i)))
		c.work += 128 * float64(len(textOf(operands, i)))
	}
	return c
}

func patternReplacePrice(s *steps, operands []*ast.Term) cost {
	text, to := textOf(operands, 0), textOf(operands, 2)
	n, long := s.stepsOf(textOf(operands, 1)), float64(len(text))
	made := (long+1)*float64(len(to)) + long*float64(1+strings.Count(to, "$"))
	return cost{made + n*64, made + long*(1+n) + n*64}
}

// stepsOf is about how many steps a pattern compiles to.
func (s *steps) stepsOf(pattern string) float64 {
	if n, ok := s.patterns[pattern]; ok {
		return n
	}
	n := float64(policy.PatternSteps(pattern))
	if s.patterns == nil {
		s.patterns = map[string]float64{}
	}
	if len(s.patterns) < 1000 {
		s.patterns[pattern] = n
	}
	return n
}
