package engine

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
)

// refine makes the report: the findings of rules and files, sorted, counted, each once and with its identity.
func (e *Engine) refine(in Input, o *Organisation, findings []Finding, v *verdicts) *Report {
	r := &Report{AsOf: e.opts.AsOf.String(), Errors: slices.Concat(e.broken, e.blank(onePerRule(v.failures))), Looked: map[string]int{}, Sources: o.sources, Unreadable: o.Unreadable, Rules: e.Rules(), Model: &o.Organisation, Only: in.Only}
	for _, rule := range e.rules {
		if e.on(rule) {
			r.Looked[rule.Name()] = v.looked[rule]
		}
	}
	r.Ignores = o.listed()
	for _, p := range o.problems {
		r.Findings = append(r.Findings, fileFinding(p))
	}
	r.Findings = append(r.Findings, findings...)
	slices.SortStableFunc(r.Findings, order)
	r.Findings = slices.CompactFunc(r.Findings, same)
	e.identify(r.Findings)
	r.Notices = e.noticed(o)
	known(r.Findings, in.Known)
	asked := r.asked()
	r.Findings = slices.DeleteFunc(r.Findings, func(f Finding) bool { return !asked(f.Location.File) })
	r.Summary = Summary{Files: o.Files, Definitions: len(o.Model.Resources), Rules: len(e.rules), Skipped: o.Skipped}
	r.Recount()
	if in.Track {
		r.Unread = e.unread(o.Model)
	}
	return r
}

// onePerRule keeps the first failure of each rule: one broken rule on ten thousand definitions is one error.
func onePerRule(failures []*policy.RuleError) []*policy.RuleError {
	seen := map[string]bool{}
	return slices.DeleteFunc(failures, func(f *policy.RuleError) bool {
		first := !seen[f.Rule]
		seen[f.Rule] = true
		return !first
	})
}

func fileFinding(p model.Problem) Finding {
	f := Finding{
		Rule: p.Rule, Category: fileCategory, Level: policy.Error, Outcome: Violated, Path: p.Pointer,
		Location: source.Location{File: p.File, Span: p.Span}, Message: p.Message,
	}
	if p.Mild {
		f.Level = policy.Warning
	}
	if p.Resource != nil {
		f.Resource = Resource{p.Resource.Kind, p.Resource.Name}
	}
	f.about = aboutProblem(&p)
	f.Related = append(f.Related, p.Related...)
	return f
}

// place turns outcomes into findings: at their places, with their levels, without those whose rule is off.
func (e *Engine) place(o *Organisation, outcomes []policy.Outcome) []Finding {
	var all []Finding
	for i := range outcomes {
		if f, ok := e.finding(o, &outcomes[i]); ok {
			all = append(all, f)
		}
	}
	return all
}

// finding places an outcome; false when the rule is off for its resource.
func (e *Engine) finding(org *Organisation, o *policy.Outcome) (Finding, bool) {
	level := e.opts.Settings.levelFor(o.Rule, o.Resource, org.paths[o.Resource.File])
	if level == policy.Off {
		return Finding{}, false
	}
	if o.Level < o.Rule.Level { // a milder check of the rule stays milder
		level = min(level, o.Level)
	}
	span, at := o.Resource.Written(o.At)
	f := Finding{
		Rule: o.Rule.ID, Category: o.Rule.Category, Level: level, Outcome: Violated,
		Resource: Resource{o.Resource.Kind, o.Resource.Name}, Path: at,
		Location: source.Location{File: o.Resource.File, Span: span},
		Message:  o.Message, Fix: o.Fix, Values: o.Values, Missing: o.Missing, Flaw: o.Flaw,
	}
	if o.State == policy.NotCheckable {
		f.Outcome, f.Fix = NotCheckable, ""
	}
	if o.Depends {
		f.Level, f.Message = f.Level.Lower(), "may not hold: "+f.Message
	}
	if f.about = aboutOutcome(o); o.Words != nil {
		f.Location = o.Words.Location()
	}
	if o.Excepted != "" {
		f.Suppressed = &Suppression{By: o.Rule.Pack, Reason: o.Excepted}
	}
	f.Related = related(o, f.Location)
	if o.Because != nil {
		f.Because, f.Derivation = o.Message, o.Because.Derivation
	}
	f.Edit = edit(org, o)
	return f, true
}

// related lists the places a rule names, then those of the sum's factors, each once and never the finding's own.
func related(o *policy.Outcome, own source.Location) []source.Related {
	var all []source.Related
	for _, r := range o.Related {
		all = append(all, source.Related{Location: r.Resource.Location(r.At), Message: r.Message})
	}
	if o.Because != nil {
		all = leaves(o.Because.Derivation, all, map[*model.Object]bool{})
	}
	seen := map[source.Location]bool{own: true}
	return slices.DeleteFunc(all, func(r source.Related) bool {
		known := seen[r.Location]
		seen[r.Location] = true
		return known
	})
}

func order(a, b Finding) int {
	for _, by := range []int{
		compare(a.Location.File, b.Location.File), a.Location.Line - b.Location.Line, a.Location.Column - b.Location.Column,
		compare(a.Name(), b.Name()), compare(a.Resource.ID, b.Resource.ID),
	} {
		if by != 0 {
			return by
		}
	}
	return compare(a.Message, b.Message)
}

func same(a, b Finding) bool {
	return a.Name() == b.Name() && a.Location == b.Location && a.Message == b.Message && a.Resource == b.Resource
}

// field is, for the first fingerprints, a field path in which entries of lists go by what they name, so that reordering does not matter.
func field(r *model.Resource, path string) string {
	var parts []string
	node := r.Node
	for token := range strings.SplitSeq(path, "/") {
		next, _ := node.Lookup(token)
		if i, err := strconv.Atoi(token); err == nil && node != nil && node.Kind == source.List && i < len(node.Items) {
			token = entryName(node.Items[i], token)
		}
		parts, node = append(parts, token), next
	}
	return strings.Join(parts, "/")
}

func entryName(entry *source.Node, index string) string {
	if entry.Kind == source.String {
		return entry.Text
	}
	for _, key := range []string{"id", "kpi", "item", "objective", "keyResult", "team", "at", "month"} {
		if v := entry.Get(key); v != nil {
			return v.Text
		}
	}
	return index
}

// isName reports the name of a definition, an item or a field: it changes with what is meant, not with the numbers around it.
func isName(text string) bool {
	for i, c := range text {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || (c < '0' || c > '9') && !strings.ContainsRune("-/_", c)) {
			return false
		}
	}
	return text != ""
}

// subjects tell findings of one rule at one field apart, such as two items of which one target needs too much: those of its values that
// are names.
func subjects(o *policy.Outcome) []string {
	var all []string
	for _, v := range o.Values {
		if isName(v.Text) {
			all = append(all, v.Name+"="+v.Text)
		}
	}
	return all
}

// named are, for the first fingerprints, the names that a message about a file quotes, before what it proposes: that depends on other definitions.
func named(message string) []string {
	var all []string
	message, _, _ = strings.Cut(message, "did you mean")
	for i, part := range strings.Split(message, "`") {
		if i%2 == 1 && isName(part) {
			all = append(all, part)
		}
	}
	return all
}
