package rego

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/wording"
)

// findingKeys are what a finding may say.
var findingKeys = []string{"msg", "kind", "resource", "at", "level", "fix", "depends", "because", "size", "group", "values", "related", "missing", "edit"}

// relatedKeys and editKeys are what an entry of `related` and an `edit` may say.
var (
	relatedKeys = []string{"kind", "resource", "at", "msg"}
	editKeys    = []string{"at", "value", "raw", "comment", "unsafe"}
)

// heads checks what can be seen of a rule without running it: that it has findings, and what they say of themselves.
func (c *compiler) heads(r *policy.Rule, m *ast.Module) (ok bool) {
	h := &heads{compiler: c, rule: r}
	names := map[string]bool{}
	var own []string
	for _, one := range m.Rules {
		name := one.Head.Name.String()
		if names[name] = true; !slices.Contains(own, name) {
			own = append(own, name)
		}
		switch {
		case name != "violation" && name != "not_checkable":
		case one.Head.Key == nil || one.Head.Value != nil:
			h.fail(one.Head.Location, wording.IsASetWriteContains(name))
		default:
			h.finding(name, one.Head.Key)
		}
	}
	if !names["violation"] && !names["not_checkable"] {
		message := wording.TheRuleFindsNothingIt()
		if near := nearest.Name("violation", own); near != "" {
			message += wording.IsMeantToBeIt(near)
		} else if len(own) > 0 {
			message += fmt.Sprintf(", only `%s`", strings.Join(own, "`, `"))
		}
		at := m.Package.Location
		if len(m.Rules) > 0 {
			at = m.Rules[0].Head.Location
		}
		h.fail(at, message)
	}
	h.unheard(m)
	h.params(m)
	return !h.failed
}

// unheard refuses a rule that is called nearly as one of those that are asked, and that nothing else of the module names: nobody would
// ever hear what it says.
func (h *heads) unheard(m *ast.Module) {
	named := used(m, packageRef(h.rule))
	for _, r := range m.Rules {
		name := r.Head.Name.String()
		if named[name] || len(r.Head.Args) > 0 {
			continue
		}
		for _, meant := range []string{"violation", "not_checkable", "looked"} {
			if alike(name, meant) {
				named[name] = true // it is told once
				h.fail(r.Head.Location, wording.NothingAsksForDidYou(name, meant))
			}
		}
	}
}

// used are the names that the rules of a module mention, but for what they are called themselves.
func used(m *ast.Module, own ast.Ref) map[string]bool {
	names := map[string]bool{}
	note := func(x any) {
		ast.WalkVars(x, func(v ast.Var) bool {
			names[string(v)] = true
			return false
		})
		ast.WalkRefs(x, func(ref ast.Ref) bool { // by its full name
			if len(ref) > len(own) && ref.HasPrefix(own) {
				names[strings.Trim(ref[len(own)].String(), `"`)] = true
			}
			return false
		})
	}
	for _, r := range m.Rules {
		for ; r != nil; r = r.Else {
			note(r.Body)
			note(r.Head.Args)
			for _, t := range append([]*ast.Term{r.Head.Key, r.Head.Value}, r.Head.Reference[1:]...) {
				if t != nil {
					note(t)
				}
			}
		}
	}
	return names
}

// alike reports whether a name is another but for two letters, without what stands between words.
func alike(name, meant string) bool {
	plain := strings.NewReplacer("_", "", "-", "")
	a, b := plain.Replace(strings.ToLower(name)), plain.Replace(meant)
	return name != meant && nearest.Within(a, b, 2)
}

type heads struct {
	*compiler
	rule   *policy.Rule
	failed bool
}

func (h *heads) fail(at *ast.Location, message string) {
	h.failed = true
	h.complain(h.rule, &ast.Error{Location: at, Message: message})
}

// finding checks the object that stands for one.
func (h *heads) finding(set string, t *ast.Term) {
	o, ok := t.Value.(ast.Object)
	if !ok {
		switch t.Value.(type) {
		case ast.String, ast.Number, ast.Boolean, *ast.Array, ast.Set:
			h.fail(t.Location, wording.AFindingIsAnObject())
		}
		return
	}
	open := false
	o.Foreach(func(key, value *ast.Term) {
		name, ok := key.Value.(ast.String)
		if !ok {
			open = true
			return
		}
		h.key(string(name), key, value)
	})
	for _, needed := range []string{"msg", "resource"} {
		if o.Get(ast.StringTerm(needed)) == nil && !open && (needed != "msg" || set == "violation" || o.Get(ast.StringTerm("missing")) == nil) {
			h.fail(t.Location, wording.AFindingNeeds(needed,
				map[string]string{"msg": wording.ATextThatSaysWhat(),
					"resource": wording.TheFullNameOfThe()}[needed]))
		}
	}
	h.at(o)
}

// key checks one key of a finding, and its value where it is written out.
func (h *heads) key(name string, key, value *ast.Term) {
	if wrong := noKey("a finding", name, findingKeys); wrong != "" {
		h.fail(key.Location, wrong)
		return
	}
	h.below(name, value)
	text, isText := value.Value.(ast.String)
	_, isNumber := value.Value.(ast.Number)
	_, isBool := value.Value.(ast.Boolean)
	_, isList := value.Value.(*ast.Array)
	wantsText := slices.Contains([]string{"msg", "kind", "resource", "at", "level", "fix", "group"}, name)
	switch {
	case wantsText && (isNumber || isBool || isList):
		h.fail(value.Location, wording.IsATextWriteSprintf(name))
	case name == "size" && (isText || isBool || isList):
		h.fail(value.Location, wording.SizeIsANumberA())
	case slices.Contains([]string{"missing", "related"}, name) && (isText || isNumber || isBool):
		h.fail(value.Location, wording.IsAListWriteAround(name))
	case name == "level" && isText && !slices.Contains([]string{"error", "warning", "info"}, string(text)):
		h.fail(value.Location, wording.IsNoLevelItMay(string(text)))
	case name == "kind" && isText && !slices.Contains(policy.Kinds(), string(text)):
		h.fail(value.Location, wording.IsNoKind(string(text), nearestKind(string(text))))
	}
}

func nearestKind(text string) string {
	for _, kind := range policy.Kinds() {
		if strings.EqualFold(kind, strings.TrimSuffix(text, "s")) {
			return wording.DidYouMeanNearNear(kind)
		}
	}
	return cmp.Or(nearest.Question(text, policy.Kinds()), wording.ItMayBe(strings.Join(policy.Kinds(), ", ")))
}

// below checks the entries of `related`, and the keys of `edit`, where they are written out.
func (h *heads) below(name string, value *ast.Term) {
	var entries []*ast.Term
	what, known := wording.AnEntryOfRelated(), relatedKeys
	switch v := value.Value.(type) {
	case *ast.Array:
		v.Foreach(func(t *ast.Term) { entries = append(entries, t) })
	case *ast.ArrayComprehension:
		entries = append(entries, v.Term)
	case ast.Object:
		entries = append(entries, value)
	}
	if name == "edit" {
		what, known = "an `edit`", editKeys
	} else if name != "related" {
		return
	}
	for _, entry := range entries {
		o, ok := entry.Value.(ast.Object)
		if !ok {
			continue
		}
		o.Foreach(func(key, value *ast.Term) {
			text, ok := key.Value.(ast.String)
			if !ok {
				return
			}
			if wrong := noKey(what, string(text), known); wrong != "" {
				h.fail(key.Location, wrong)
			}
			if kind, ok := value.Value.(ast.String); ok && text == "kind" && !slices.Contains(policy.Kinds(), string(kind)) {
				h.fail(value.Location, wording.IsNoKind(string(kind), nearestKind(string(kind))))
			}
		})
		if name == "related" {
			h.at(o)
		}
	}
}

// at checks the field that a finding points at, where it and the kind are written out.
func (h *heads) at(o ast.Object) {
	at, kind := o.Get(ast.StringTerm("at")), h.rule.For
	if k := o.Get(ast.StringTerm("kind")); k != nil {
		text, _ := k.Value.(ast.String)
		kind = string(text)
	}
	if at == nil {
		return
	}
	if text, ok := at.Value.(ast.String); ok {
		if wrong := policy.Field(kind, string(text)); wrong != "" {
			h.fail(at.Location, wrong)
		}
	}
}

// params refuses what is not there in data: OPA would take it for undefined, and the rule would find nothing.
func (h *heads) params(m *ast.Module) {
	var known []string
	for _, p := range h.rule.Params {
		known = append(known, p.Name)
	}
	ast.WalkRefs(m, func(ref ast.Ref) bool {
		if len(ref) < 2 || !ref[0].Equal(ast.DefaultRootDocument) {
			return false
		}
		root, ok := ref[1].Value.(ast.String)
		switch {
		case !ok:
		case root != "params" && root != "kpilint":
			h.fail(ref[0].Location, wording.DataHasOnlyParamsThe(string(root),
				nearest.Question(string(root), []string{"params", "kpilint"})))
		case root == "kpilint":
			h.packages(ref)
		case len(ref) > 2:
			if name, ok := ref[2].Value.(ast.String); ok && !slices.Contains(known, string(name)) {
				h.fail(ref[2].Location, h.noParam(string(name), known))
			}
		}
		return false
	})
}

// packages refuses the name of a package that no rule has.
func (h *heads) packages(ref ast.Ref) {
	var known []string
	for i := range min(len(ref), 4) {
		if i > 0 && !ref[:i+1].IsGround() {
			return
		}
	}
	asked := ref[:min(len(ref), 4)]
	for _, p := range h.all {
		if p.HasPrefix(asked) {
			return
		}
		known = append(known, inWords(p))
	}
	h.fail(ref[0].Location, wording.ThereIsNoPackageA(inWords(asked), nearest.Question(inWords(asked), known)))
}

func (h *heads) noParam(name string, known []string) string {
	message := wording.TheRuleHasNoParameter(name)
	switch question := nearest.Question(name, known); {
	case question != "":
		return message + question
	case len(known) == 0:
		return wording.WriteItUnderParamsIn(message)
	}
	return wording.ItHasKnown(message, strings.Join(known, ", "))
}
