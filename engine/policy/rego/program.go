package rego

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
)

// maxOutcomes is how many findings one rule may report.
const maxOutcomes = 100_000

type program struct {
	rule   *policy.Rule
	params *model.Object
	ready  func() (*prepared, error) // compiles the rule, where that is left for later
	needs  []string
	asks   []string
	paths  func() *view.Paths
	extra  []rego.EvalOption // what watches the evaluation
	said   map[string]bool   // the words of the module, where all others may be left for later; nil elsewhere
	silent *silent           // when the rule finds nothing; nil where that is not known
}

// Rule returns the rule of the program.
func (p *program) Rule() *policy.Rule { return p.rule }

// Needs lists the collections of the model that the rule reads; nil means all.
func (p *program) Needs() []string { return p.needs }

// Paths are the fields that the rule reads.
func (p *program) Paths() *view.Paths { return p.paths() }

// result is what a rule's package says.
type result struct {
	Violation    []verdict `json:"violation"`
	NotCheckable []verdict `json:"not_checkable"`
	Looked       *int      `json:"looked"`
}

type verdict struct {
	Msg      string         `json:"msg"`
	Resource string         `json:"resource"`
	Kind     string         `json:"kind"`
	At       string         `json:"at"`
	Level    string         `json:"level"`
	Fix      string         `json:"fix"`
	Depends  bool           `json:"depends"`
	Missing  []string       `json:"missing"`
	Because  map[string]any `json:"because"`
	Size     any            `json:"size"`
	Group    string         `json:"group"`
	Values   map[string]any `json:"values"`
	Related  []related      `json:"related"`
	Edit     *edit          `json:"edit"`
}

// edit is a change that fixes a finding. Without a value it takes the field out.
type edit struct {
	At      *string `json:"at"`
	Value   *string `json:"value"`
	Raw     bool    `json:"raw"`
	Comment string  `json:"comment"`
	Unsafe  bool    `json:"unsafe"`
}

// proposed is the edit of a finding; the field is that of the finding where it names none.
func (v *verdict) proposed() *policy.Edit {
	if v.Edit == nil {
		return nil
	}
	e := &policy.Edit{Path: v.At, Raw: v.Edit.Raw, Comment: v.Edit.Comment, Remove: v.Edit.Value == nil, Unsafe: v.Edit.Unsafe}
	if v.Edit.At != nil {
		e.Path = *v.Edit.At
	}
	if v.Edit.Value != nil {
		e.Value = *v.Edit.Value
	}
	return e
}

type related struct {
	Resource string `json:"resource"`
	Kind     string `json:"kind"`
	At       string `json:"at"`
	Msg      string `json:"msg"`
}

// Run evaluates the rule over the whole organisation; r is nil. Several rules share what they read with RunOn.
func (p *program) Run(ctx context.Context, m *view.Organisation, _ *model.Resource) ([]policy.Outcome, int, error) {
	return p.RunOn(ctx, NewInput(m))
}

// RunOn evaluates the rule over an input that other rules read, too.
func (p *program) RunOn(ctx context.Context, in *Input) ([]policy.Outcome, int, error) {
	if looked, ok := p.idle(in); ok {
		return nil, looked, nil
	}
	if p.said != nil && in.said != nil && len(p.extra) == 0 {
		if lean, ok := in.leanValue(p.needs); ok {
			if said, err := p.lean(ctx, in, lean); err == nil && said != nil {
				return p.outcomes(in.model, said)
			}
		}
	}
	said, err := p.evaluate(ctx, in, in.value(p.needs))
	if err != nil {
		return nil, 0, err
	}
	return p.outcomes(in.model, said)
}

// lean is what the rule says of the input without what is left of that for later, which is put in its place: what it is
// known to say, or says now. It is nil where not all of that could be put in its place.
func (p *program) lean(ctx context.Context, in *Input, lean leanInput) (*result, error) {
	name := p.rule.Name()
	if known, ok := in.answers.known(name, lean.given); ok {
		if said := filled(known, lean.left); said != nil {
			in.answers.keep(name, Answer{lean.given, known})
			return said, nil
		}
	}
	value, err := p.answer(ctx, in, lean.value, true)
	if err != nil {
		return nil, err
	}
	in.answers.take(name, lean.given, value)
	fillFindings(value, lean.left)
	data, err := json.Marshal(value)
	if err != nil || marked(data) {
		return nil, err
	}
	return decode(data)
}

// evaluate is what the rule says of the input.
func (p *program) evaluate(ctx context.Context, in *Input, input ast.Value) (*result, error) {
	value, err := p.answer(ctx, in, input, false)
	if err != nil {
		return nil, err
	}
	fillFindings(value, nil)
	data, err := json.Marshal(value)
	if err != nil {
		return nil, p.malformed(fmt.Errorf("%s: %w", wording.ReadResult(), err))
	}
	said, err := decode(data)
	if err != nil {
		return nil, p.malformed(err)
	}
	return said, nil
}

// answer is what the package of the rule says of a value of the input. What is wrong with a lean one is told of the
// whole.
func (p *program) answer(ctx context.Context, in *Input, input ast.Value, lean bool) (map[string]any, error) {
	var failed []topdown.Error
	made, err := p.ready()
	if err != nil {
		return nil, err
	}
	count := countSteps(ctx, p.rule, in.model)
	opts := append(count.options(), rego.EvalParsedInput(input), rego.EvalBuiltinErrorList(&failed))
	results, err := made.query.Eval(ctx, append(opts, p.extra...)...)
	if err == nil && len(failed) > 0 {
		err = &failed[0]
	}
	if err != nil && lean {
		return nil, err
	}
	if err != nil {
		return nil, p.blame(ctx, in, p.fail(count, err))
	}
	if len(results) == 0 {
		return nil, p.fail(count, errors.New(wording.PackageSaysNothing(inWords(packageRef(p.rule)))))
	}
	value := map[string]any{}
	for name, said := range results[0].Bindings {
		if all := list(said); len(all) > 0 {
			value[name] = all[0]
		}
	}
	if set, wrong := strange(value); wrong != "" {
		return nil, p.at(set, wrong)
	}
	return value, nil
}

func (p *program) fail(count *steps, err error) *policy.RuleError {
	e := &policy.RuleError{Rule: p.rule.Name(), Location: source.Location{File: p.rule.Rego.File}, Message: err.Error()}
	var inRule *topdown.Error
	if errors.As(err, &inRule) {
		e.Message = strings.ReplaceAll(inGoodWords(inRule.Message), packageRef(p.rule).String()+".", "")
		x := &complaint{rule: p.rule}
		if x.place(inRule.Location); inRule.Location != nil {
			e.Span, e.Line = x.span, x.line
		}
	}
	if why := count.why(); why != "" {
		e.Message, e.Stopped = why, true
	}
	return e
}

// decode reads the package document. A second pass through JSON keeps numbers exact and the shape strict.
func decode(data []byte) (*result, error) {
	var r result
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	if err := dec.Decode(&r); err != nil {
		return nil, err
	}
	return &r, nil
}

// malformed says which part of a result has another type than it must have.
func (p *program) malformed(err error) error {
	var wrong *json.UnmarshalTypeError
	if !errors.As(err, &wrong) {
		return p.at("violation", wording.TheResultOfTheRule(err.Error()))
	}
	set, key, _ := strings.Cut(wrong.Field, ".")
	name := key[strings.LastIndexByte(key, '.')+1:]
	wants := map[string]string{"string": "a text", "bool": wording.TrueOrFalse(), "int": wording.AWholeNumber(),
		"[]string": wording.AListOfTexts()}[wrong.Type.String()]
	switch {
	case set == "looked":
		return p.at(set, wording.LookedIsAAndMust(wrong.Value))
	case name == "":
		return p.at(set, wording.AFindingIsAnObjectMsg(wrong.Value))
	case wants == "":
		wants = wording.AListOrAFact()
	}
	return p.at(set, wording.OfAFindingIsA(name, wrong.Value, wants))
}

// at is an error at the first rule of the module with a name.
func (p *program) at(name, message string) error {
	x := &complaint{rule: p.rule, message: message}
	x.place(nil)
	if made, err := p.ready(); err == nil && made.places[name] != nil {
		x.place(made.places[name])
	}
	return x.failed(p.rule.Name(), p.rule.Rego.File)
}

var (
	inGo = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`strconv\.\w+: parsing ("[^"]*"): .*`)
	})
	placeholder = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`%!\w?\([^)]*\)`)
	})
)

// inGoodWords leaves out what a function of Go says of itself.
func inGoodWords(message string) string {
	if strings.Contains(message, "produced conflicting values") {
		message = wording.WriteContainsWhereSeveralMay(strings.Replace(message, wording.ForTheSameInputs(), "",
			1))
	}
	return strings.Join(strings.Fields(inGo().ReplaceAllString(message, "$1 is not a number")), " ")
}

func (p *program) outcomes(m *view.Organisation, said *result) ([]policy.Outcome, int, error) {
	if n := len(said.Violation) + len(said.NotCheckable); n > maxOutcomes {
		return nil, 0, p.at("violation", wording.ReportsFindingsAtMostCan(n, maxOutcomes))
	}
	var all []policy.Outcome
	for _, v := range said.Violation {
		o, err := p.outcome(m, v, policy.Violated)
		if err != nil {
			return all, 0, err
		}
		all = append(all, o)
	}
	for _, v := range said.NotCheckable {
		o, err := p.outcome(m, v, policy.NotCheckable)
		if err != nil {
			return all, 0, err
		}
		o.Message = wording.NotCheckable(strings.Join(o.Missing, "; "))
		all = append(all, o)
	}
	if said.Looked != nil && *said.Looked < 0 {
		return all, 0, p.at("looked", wording.LookedIsAndMustBe(*said.Looked))
	}
	if said.Looked != nil {
		return all, *said.Looked, nil
	}
	return all, len(all), nil
}

func (p *program) outcome(m *view.Organisation, v verdict, state policy.State) (policy.Outcome, error) {
	o := policy.Outcome{Rule: p.rule, At: v.At, State: state, Depends: v.Depends, Level: p.rule.Level, Message: policy.Cut(v.Msg), Fix: policy.Cut(v.Fix), Missing: v.Missing}
	set := map[policy.State]string{policy.Violated: "violation", policy.NotCheckable: "not_checkable"}[state]
	if o.Resource = p.find(m, v.Kind, v.Resource); o.Resource == nil {
		return o, p.at(set, nobody(m, v.Kind, v.Resource))
	}
	if wrong := misplaced(o.Resource, v.Kind, v.At); wrong != "" {
		return o, p.at(set, wrong)
	}
	switch wrong := placeholder().FindString(v.Msg); {
	case v.Msg == "" && state == policy.Violated:
		return o, p.at(set, wording.AFindingHasNoMsg(v.Resource))
	case wrong != "":
		return o, p.at(set, wording.APlaceholderOfTheMessageDoes(wrong, v.Resource))
	}
	switch {
	case slices.Contains(v.Missing, ""):
		return o, p.at(set, wording.MissingHoldsAnEmptyText(v.Resource))
	case state == policy.NotCheckable && len(v.Missing) == 0 && v.Msg == "":
		return o, p.at(set, wording.WhatIsNotCheckableSays(v.Resource))
	case state == policy.NotCheckable && len(v.Missing) == 0:
		o.Missing = []string{v.Msg}
	}
	if level, err := policy.ParseLevel(v.Level); err == nil && level > policy.Off {
		o.Level = level
	}
	if o.Fix == "" {
		o.Fix = p.rule.Fix
	}
	if v.Because != nil {
		sum, ok := v.Because["sum"].(string)
		if derivation, _ := v.Because["derivation"].(map[string]any); ok {
			o.Because = &policy.Evidence{Sum: sum, Derivation: objectOf(derivation)}
		} else if v.Because["missing"] == nil {
			return o, p.at(set, wording.BecauseIsNoFactIt(v.Resource))
		}
	}
	size, ok := sizeOf(v.Size, v.Depends)
	if !ok {
		return o, p.at(set, wording.SizeIsNeitherANumber(v.Resource))
	}
	o.Size, o.Group = size, policy.Cut(v.Group)
	o.Values, o.Edit = values(v.Values), v.proposed()
	for _, r := range v.Related {
		to := p.find(m, r.Kind, r.Resource)
		if to == nil {
			return o, p.at(set, wording.AnEntryOfRelatedNobody(nobody(m, r.Kind, r.Resource)))
		}
		if wrong := misplaced(to, r.Kind, r.At); wrong != "" {
			return o, p.at(set, wording.AnEntryOfRelatedWrong(wrong))
		}
		o.Related = append(o.Related, policy.Related{Resource: to, At: r.At, Message: policy.Cut(r.Msg)})
	}
	return o, nil
}

// misplaced says what a finding has wrong of the definition that it stands on: its kind, or a field that it cannot have.
func misplaced(r *model.Resource, kind, at string) string {
	if kind != "" && kind != r.Kind {
		if !slices.Contains(policy.Kinds(), kind) {
			return wording.IsNoKindOn(kind, nearestKind(kind), r.Name)
		}
		return fmt.Sprintf("`%s` is a %s, and `kind` says %s", r.Name, r.Kind, kind)
	}
	if strings.HasPrefix(at, "facts/text/") {
		return ""
	}
	if wrong := policy.Field(r.Kind, strings.TrimPrefix(at, "/")); wrong != "" {
		return fmt.Sprintf("`at` is `%s`: %s (on `%s`)", at, wrong, r.Name)
	}
	return ""
}

// strange finds a key that a finding, or an entry below it, cannot have: it would be passed over.
func strange(value any) (set, wrong string) {
	all, _ := value.(map[string]any)
	for _, set := range []string{"violation", "not_checkable"} {
		for _, one := range list(all[set]) {
			finding, _ := one.(map[string]any)
			wrong := strangeKey("a finding", finding, findingKeys)
			for _, r := range list(finding["related"]) {
				entry, _ := r.(map[string]any)
				wrong = cmp.Or(wrong, strangeKey(wording.AnEntryOfRelated(), entry, relatedKeys))
			}
			if edit, ok := finding["edit"].(map[string]any); ok {
				wrong = cmp.Or(wrong, strangeKey("an `edit`", edit, editKeys))
			}
			if wrong != "" {
				return set, wrong
			}
		}
	}
	return "", ""
}

func strangeKey(what string, o map[string]any, known []string) string {
	for _, name := range slices.Sorted(maps.Keys(o)) {
		if wrong := noKey(what, name, known); wrong != "" {
			return wrong
		}
	}
	return ""
}

// noKey says that an object cannot have a key, "" where it can.
func noKey(what, name string, known []string) string {
	if slices.Contains(known, name) {
		return ""
	}
	meant := cmp.Or(nearest.Question(name, known), wording.ItMayHave(strings.Join(known, ", ")))
	return wording.HasNoMeant(what, name, meant)
}

// find resolves the resource a rule names: of the kind it says, of the kind it is about, else the only one of that name.
func (p *program) find(m *view.Organisation, kind, name string) *model.Resource {
	for _, k := range []string{kind, p.rule.For} {
		if r := m.Find(k, name); r != nil {
			return r
		}
	}
	return m.Named(name)
}

// nobody says that there is no definition of a name, with the full name of one that may be meant: of the kind that is said, where there
// is one.
func nobody(m *view.Organisation, kind, name string) string {
	if name == "" {
		return wording.AFindingHasAnEmpty()
	}
	message := wording.NamesTheResourceWhichDoes(name)
	var known, ofKind []string
	for _, r := range m.Resources {
		if r.Kind == kind {
			ofKind = append(ofKind, r.Name)
		}
		if r.ID == name {
			return wording.DidYouMeanARule(message, r.Name)
		}
		known = append(known, r.Name)
	}
	return message + cmp.Or(nearest.Question(name, ofKind), nearest.Question(name, known))
}
