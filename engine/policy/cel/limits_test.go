package cel_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/cel"
	"github.com/kpilint/kpilint/schema"
)

// quoted writes a text as YAML.
func quoted(text string) string {
	data, _ := json.Marshal(text)
	return string(data)
}

// assertOf is a rule with an assert, which is written on one line.
func assertOf(t *testing.T, assert string) *policy.Rule {
	t.Helper()
	return ruleOf(t, "assert: "+quoted(assert), `message: '"no"'`)
}

// deep puts a text between n openings and closings.
func deep(open string, n int, inner, end string) string {
	return strings.Repeat(open, n) + inner + strings.Repeat(end, n)
}

// TestWrongExpressions holds that whatever is wrong with an expression is an error of the rule, at a place in it, in
// few words.
func TestWrongExpressions(t *testing.T) {
	const (
		tooDeep  = "more than 100 brackets or operators"
		tooLong  = "characters, and may have 10000"
		tooMany  = "more than 8 loops"
		tooGreat = "a pattern needs more than 1000 steps"
	)
	cases := map[string]struct{ assert, want string }{
		"brackets":                 {deep("(", 100, "true", ")"), tooDeep},
		"some more brackets":       {deep("(", 4_000, "true", ")"), tooDeep},
		"open brackets":            {strings.Repeat("(", 3_000), ""},
		"closed brackets":          {strings.Repeat(")", 3_000), ""},
		"lists":                    {deep("[", 200, "1", "]") + " == []", tooDeep},
		"maps":                     {deep("{1: ", 200, "1", "}") + " == {}", tooDeep},
		"sums":                     {strings.Repeat("1 + ", 101) + "1 == 1", tooDeep},
		"sums over lines":          {strings.Repeat("1 +\n", 101) + "1 == 1", tooDeep},
		"minus":                    {strings.Repeat("-(", 200) + "1" + strings.Repeat(")", 200) + " == 1", tooDeep},
		"choices":                  {strings.Repeat("true ? true : ", 200) + "true", tooDeep},
		"fields":                   {"kpi" + strings.Repeat(".a", 1_000), ""},
		"indices":                  {"kpi" + strings.Repeat("[0]", 1_000) + " == 1", ""},
		"calls":                    {deep("size(", 150, "kpi.id", ")") + " == 1", tooDeep},
		"long":                     {strings.Repeat("true || ", 1_300) + "true", tooLong},
		"long and not ASCII":       {`kpi.id == "` + strings.Repeat("ü", 10_000) + `"`, tooLong},
		"long line, wrong end":     {`kpi.id == "` + strings.Repeat("x", 9_000) + `" &&`, "ends too early"},
		"not ASCII, wrong end":     {`kpi.id == "größe 🎯" && kpi.größe`, ""},
		"signs of other alphabets": {"ключ == 目標", ""},
		"emoji":                    {"🎯🎯🎯", ""},
		"a text without end":       {`kpi.id == "abc`, ""},
		"a NUL":                    {"kpi.id == \x00", ""},
		"a backquote":              {"kpi.`id`", ""},
		"control characters":       {"kpi\r.id\v== \u2028", ""},
		"nothing but spaces":       {"   \n  ", ""},
		"nothing but a comment":    {"// kpi.id", ""},
		"loops in a row":           {"[1]" + strings.Repeat(".map(a, a)", 9) + " == []", tooMany},
		"loops in one another":     {strings.Repeat("[1].all(a, ", 9) + "true" + strings.Repeat(")", 9), tooMany},
		"types that double":        {"[1]" + strings.Repeat(".map(a, {a: a})", 8) + " == [[1]] && kpi.nope", ""},
		"types that grow":          {"[1]" + strings.Repeat(".map(a, {{{a: a}: {a: a}}: {{a: a}: {a: a}}})", 6) + " == 1", "42 maps"},
		"a pattern":                {`kpi.id.matches("(a{0,900}){0,900}")`, ""},
		"patterns":                 {`kpi.id.matches("` + strings.Repeat("(a{0,1000})", 100) + `")`, tooGreat},
		"no pattern":               {`kpi.id.matches("(")`, "a `)` is missing"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := compile(t, assertOf(t, c.assert))
			var wrong *policy.RuleError
			switch {
			case !errors.As(err, &wrong):
				t.Fatalf("gives %v, want an error of the rule", err)
			case wrong.File == "" || wrong.Span.Line != 5 || wrong.Span.Column < 1:
				t.Errorf("stands at %s:%d:%d, want a place in line 5", wrong.File, wrong.Span.Line, wrong.Span.Column)
			case len(wrong.Message) > 500:
				t.Errorf("says too much: %s", wrong.Message)
			case !strings.Contains(wrong.Message, c.want):
				t.Errorf("says %q, want %q", wrong.Message, c.want)
			}
		})
	}
}

// TestLongRules holds that what rules really are passes the limits.
func TestLongRules(t *testing.T) {
	for name, assert := range map[string]string{
		"not":               strings.Repeat("!", 200) + "true",
		"brackets":          deep("(", 20, "true", ")"),
		"conditions":        strings.Repeat(`kpi.id != "x" && `, 300) + "true",
		"a sum":             strings.Repeat(`kpi.id + `, 30) + `kpi.id != "x"`,
		"loops":             `[[1, 2], [3]].all(a, a.filter(i, i > 0).map(i, i + 1).all(i, [1, 2, 3, 4].exists(j, i == j)))`,
		"a pattern":         `!kpi.id.matches("^[A-Z]{3}-[0-9]{2,4}(a|b|c)?$") && kpi.id.matches("(?i)^\\pL+$")`,
		"tables":            `{"a": 1, "b": 2}["a"] == 1 && {"x": {"y": 1}}["x"]["y"] == 1`,
		"tables go through": `{"a": [1], "b": [1]}.all(k, k in {"a": [1], "b": [1]} && {"a": [1], "b": [1]} == {"b": [1], "a": [1]})`,
		"texts":             `join(["a", "b"], "-") == "a-b" && words("a b c") == 3 && size("größe") == 5 && size([1, 2]) == 2 && "a" + "b" == "ab"`,
		"lists":             `[1] + [2] == [1, 2] && 1 in [1, 2] && !([1] in [[2], [3]]) && [2] in [[2], [3]] && "a" in {"a": 1}`,
		"bytes":             `b"a" + b"b" == b"ab" && size(b"abc") == 3 && 1 + 1 == 2 && 1.5 + 1.5 == 3.0`,
		"nested":            `[[1, [2, {"a": [3]}]]] == [[1, [2, {"a": [3]}]]] && [[1, [2]]] != [[1, [3]]] && [] == [] && {} == {}`,
	} {
		t.Run(name, func(t *testing.T) {
			p, err := compile(t, assertOf(t, assert))
			if err != nil {
				t.Fatal(err)
			}
			m := organisation(t, kpi("target: 50 calls/day"))
			outcomes, _, err := p.Run(context.Background(), m, m.Resources[0])
			if err != nil || len(outcomes) > 0 {
				t.Errorf("gives %v and %v, want that it holds", outcomes, err)
			}
		})
	}
}

// doubled is a chain of loops of which each makes twice the list of what the one before gave, or more.
func doubled(from, by string, times int) string {
	return from + strings.Repeat(".map(a, "+by+")", times)
}

// TestHostileValues holds that what grows is stopped by the work that it asks for, before it is done, and that the
// error says so.
func TestHostileValues(t *testing.T) {
	const much, large, long = "goes through too much", "gets too large", "takes too long"
	fifty := "[" + strings.TrimSuffix(strings.Repeat("1, ", 50), ", ") + "]"
	many := func(a string, n int) string { return strings.TrimSuffix(strings.Repeat(a+", ", n), ", ") }
	text := `"` + strings.Repeat("x", 4_000) + `"`
	cases := map[string]struct{ assert, want string }{
		"texts":            {doubled(`["xxxxxxxxxxxxxxxx"]`, strings.Repeat("a + ", 49)+"a", 7) + ".all(a, size(a) > 0)", much},
		"lists compared":   {doubled("[[1]]", "["+many("a", 90)+"]", 7) + ".all(a, a == a)", much},
		"lists looked for": {doubled("[[1]]", "["+many("a", 90)+"]", 7) + ".all(a, a in [a])", much},
		"maps compared":    {doubled("[[1]]", "["+many("a", 90)+"]", 6) + ".map(a, {1: a, 2: a}).all(a, a == a)", much},
		"lists joined":     {doubled("[[1]]", strings.Repeat("a + ", 49)+"a", 7) + ".all(a, size(a) > 0)", large},
		"texts from lists": {doubled(`[["xxxxxxxxxxxxxxxx"]]`, strings.Repeat("a + ", 19)+"a", 3) +
			`.all(a, size(join(a, "` + strings.Repeat("y", 900) + `")) > 0)`, large},
		"numbers":         {doubled(`[quantity("123456789 h")]`, strings.Repeat("a * ", 49)+"a", 7) + `.all(a, a > a)`, large},
		"numbers by size": {doubled(`[quantity("1.123456789")]`, strings.Repeat("a * ", 9)+"a", 7) + `.all(a, a > a)`, large},
		"units":           {doubled(`[quantity("1 h")]`, strings.Repeat("a * ", 49)+"a", 7) + `.all(a, a > a)`, large},
		"products":        {fifty + ".all(a, " + fifty + ".all(b, " + fifty + ".all(c, " + fifty + ".all(d, a == d))))", long},
		"long texts":      {fifty + ".all(a, " + fifty + ".all(b, size(" + text + ") > 0 && words(" + text + ") > 0))", much},
		"phrases":         {fifty + ".all(a, " + fifty + ".all(b, mention(" + text + `, ["y", "z"]) == ""))`, much},
	}
	m := organisation(t, kpi("target: 50 calls/day"))
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			p, err := compile(t, assertOf(t, c.assert))
			if err != nil {
				t.Fatal(err)
			}
			_, _, err = p.Run(context.Background(), m, m.Resources[0])
			var wrong *policy.RuleError
			if !errors.As(err, &wrong) || !strings.Contains(wrong.Message, c.want) || len(wrong.Message) > 5_000 {
				t.Fatalf("gives %.2000v, want an error that says %q", err, c.want)
			}
		})
	}
}

// TestHostileWords holds that what a finding says has an end, whatever its expressions give.
func TestHostileWords(t *testing.T) {
	nested := doubled("[[1]]", "[a, a, a, a, a, a, a, a]", 7) // 8^7 ones, of which nobody makes a copy
	p, err := compile(t, ruleOf(t, "values:", "  v: "+quoted(nested), "assert: 'kpi.id == \"x\"'",
		"message: "+quoted(`join(["x"].map(a, [a, a, a, a, a, a, a, a, a, a])`+
			strings.Repeat(".map(a, a + a + a + a + a + a + a + a + a + a)", 3)+`[0], "yyyy")`)))
	if err != nil {
		t.Fatal(err)
	}
	m := organisation(t, kpi("target: 50 calls/day"))
	outcomes, _, err := p.Run(context.Background(), m, m.Resources[0])
	if err != nil || len(outcomes) != 1 {
		t.Fatal(outcomes, err)
	}
	if n := len(outcomes[0].Message); n < 4_000 || n > 5_000 {
		t.Errorf("the message has %d bytes, want some 4 KiB of it", n)
	}
	if n := len(outcomes[0].Values[0].Text); n > 5_000 {
		t.Errorf("a value has %d bytes", n)
	}
}

// TestWorkIsLinear holds that twice the entries are twice the work, and no more, of what rules do with lists.
func TestWorkIsLinear(t *testing.T) {
	p, err := compile(t, assertOf(t, `kpi.needs.all(n, n.takes != quantity("1 h")) && `+
		`size(join(kpi.needs.map(n, string(n.takes)), ", ")) > 0`))
	if err != nil {
		t.Fatal(err)
	}
	allocations := func(n int) float64 {
		m := organisation(t, kpi("target: 50 calls/day\nneeds:\n"+strings.Repeat("  - {kpi: x, takes: 5 min}\n", n)))
		return testing.AllocsPerRun(5, func() {
			if _, _, err := p.Run(context.Background(), m, m.Resources[0]); err != nil {
				t.Fatal(err)
			}
		})
	}
	if once, twice := allocations(200), allocations(400); twice > 2.2*once {
		t.Errorf("200 entries take %.0f allocations and 400 take %.0f", once, twice)
	}
}

// FuzzExpression holds that no expression makes us panic, and that whatever is wrong with one has a place.
func FuzzExpression(f *testing.F) {
	for _, seed := range []string{
		`kpi.target > quantity("1 call/day")`, deep("(", 100, "true", ")"), strings.Repeat("1 + ", 100) + "1",
		`kpi.id == "ü" && 🎯`,
		`["x"].map(a, a + a).all(a, size(a) > 0)`, `kpi.id.matches("(a{0,10}){2}")`,
		`{1: [2]} == {1: [2]} ? has(kpi.baseline) : 50 h/week > 1`,
		"kpi.labels[\"a\"] in [\"b\"]\n && kpi.nope", `mention(kpi.id, ["a"]) + join(["a"], "b")`,
		"`", "\"", "=", "50%", "a.b(", "x -> y", "@result", `kpi.id and kpi.id`,
	} {
		f.Add(seed)
	}
	raw, _ := schema.Raw("model")
	compiler, err := cel.NewCompiler(raw)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		rule := fmt.Sprintf("id: some-rule\ntitle: Some rule\nlevel: error\nfor: KPI\nassert: %[1]s\nmessage: %[1]s\n", quoted(text))
		rules, err := policy.Load(fstest.MapFS{"some/some-rule/rule.yaml": {Data: []byte(rule)}}, ".")
		if err != nil || len(rules) == 0 {
			return // no text that YAML can hold
		}
		p, err := compiler.Compile(rules[0], &model.Object{})
		var wrong *policy.RuleError
		switch {
		case err == nil:
			m := organisation(t, kpi("target: 40..60 calls/day\nlabels: {a: b}"))
			_, _, err := p.Run(context.Background(), m, m.Resources[0])
			if err != nil && strings.Contains(err.Error(), "internal error") {
				t.Error(err)
			}
		case !errors.As(err, &wrong), wrong.Span.Line < 5, wrong.Span.Column < 1, wrong.Message == "":
			t.Errorf("an error without a place: %v", err)
		}
	})
}
