package rego

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
)

// outcome is one result of a policy: a text, or an object with `msg` that may say where.
func (p *conftestProgram) outcome(m *view.Organisation, in input, result any) (policy.Outcome, error) {
	o := policy.Outcome{Rule: p.rule, Level: p.rule.Level}
	said, isObject := result.(map[string]any)
	text, isText := result.(string)
	if isObject {
		text, isText = said["msg"].(string)
		o.Fix, _ = said["fix"].(string)
	}
	switch wrong := placeholder().FindString(text); {
	case !isText && isObject:
		return o, p.wrong(wording.AResultHasNoMsg(), in)
	case !isText:
		return o, p.wrong(wording.AResultIsAText(inAWord(result)), in)
	case text == "":
		return o, p.wrong(wording.AResultHasAnEmpty(), in)
	case wrong != "":
		return o, p.wrong(wording.APlaceholderOfTheMessage(wrong), in)
	}
	o.Message, o.Fix = policy.Cut(text), policy.Cut(o.Fix)
	if wrong := p.stranger(m, said); wrong != "" {
		return o, p.wrong(wrong, in)
	}
	o.Resource, o.At = p.place(m, in, said)
	return o, nil
}

// stranger says what is wrong with the definition that a result names. Only the input of the model has names to go by; what a result says
// of a document under `resource` may mean anything.
func (p *conftestProgram) stranger(m *view.Organisation, said map[string]any) string {
	name, ok := said["resource"].(string)
	if !ok || p.policies.conftest.Input != policy.InputModel {
		return ""
	}
	kind, _ := said["kind"].(string)
	r := m.Find(kind, name)
	if r == nil {
		r = m.Named(name)
	}
	if r == nil {
		return "a result " + nobody(m, kind, name)
	}
	return misplaced(r, kind, "")
}

// place is where a result says that it belongs: at a path, at a line of conftest's `_loc`, at a path below the definition that it
// names; else at the document's id.
func (p *conftestProgram) place(m *view.Organisation, in input, said map[string]any) (*model.Resource, string) {
	steps := pathOf(said)
	if name, ok := said["resource"].(string); ok {
		kind, _ := said["kind"].(string)
		for _, r := range []*model.Resource{m.Find(kind, name), m.Named(name)} {
			if r != nil {
				return r, strings.Join(steps, "/")
			}
		}
	}
	r, at := in.place(steps)
	if loc, ok := said["_loc"].(map[string]any); ok && len(steps) == 0 && in.file != "" {
		if line := lineOf(loc["line"]); line > 0 {
			return in.place(fieldOnLine(r.Node, line, nil))
		}
	}
	return r, at
}

func lineOf(v any) int64 {
	n, ok := v.(json.Number)
	if !ok {
		return 0
	}
	line, _ := n.Int64()
	return line
}

// fieldOnLine is the path of the first field that is written on a line, nil for none.
func fieldOnLine(n *source.Node, line int64, at []string) []string {
	for _, f := range n.Fields() {
		here := append(at[:len(at):len(at)], f.Key.Text)
		if int64(f.Key.Span().Line) == line {
			return here
		}
		if found := fieldOnLine(f.Value, line, here); found != nil {
			return found
		}
	}
	for i, item := range n.Items() {
		if found := fieldOnLine(item, line, append(at[:len(at):len(at)], fmt.Sprint(i))); found != nil {
			return found
		}
	}
	return nil
}

// pathOf is the path that a result names: under path, at or pointer, also in its details or metadata.
func pathOf(said map[string]any) []string {
	for _, key := range []string{"path", "at", "pointer"} {
		if steps := stepsOf(said[key]); len(steps) > 0 {
			return steps
		}
	}
	for _, key := range []string{"details", "metadata"} {
		if inner, ok := said[key].(map[string]any); ok {
			return pathOf(inner)
		}
	}
	return nil
}

// bracket is an index as people write it: kpis[0].
var bracket = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\[["']?([^\]"']*)["']?\]`)
})

// stepsOf reads a path: a list, a JSON Pointer, steps between slashes, or names between dots with indexes in brackets.
func stepsOf(v any) []string {
	var steps []string
	text, ok := v.(string)
	switch {
	case !ok:
		for _, step := range list(v) {
			steps = append(steps, fmt.Sprint(step))
		}
		return steps
	case strings.Contains(text, "/"):
		for step := range strings.SplitSeq(strings.Trim(text, "/"), "/") {
			steps = append(steps, unescape().Replace(step))
		}
		return steps
	}
	text = bracket().ReplaceAllString(strings.TrimPrefix(text, "$"), ".$1")
	return strings.FieldsFunc(strings.TrimPrefix(text, "input."), func(r rune) bool { return r == '.' })
}
