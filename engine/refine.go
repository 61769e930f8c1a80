package engine

import (
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/cause"
	"github.com/kpilint/kpilint/engine/finding"
	"github.com/kpilint/kpilint/engine/mend"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/suppress"
	"github.com/kpilint/kpilint/engine/trust"
	"github.com/kpilint/kpilint/engine/work"
)

// refine makes the report: the findings of rules and files, sorted, counted, each once and with its identity.
func (e *Engine) refine(in Input, o *Organisation, findings []Finding, v *verdicts, held *trust.Change) *Report {
	r := &Report{AsOf: e.opts.AsOf.String(), Errors: slices.Concat(e.rules.Broken(), e.rules.Blank(onePerRule(v.failures))), Looked: map[string]int{}, Sources: o.sources, stored: o.stored, Texts: o.texts, Unreadable: o.Unreadable, Rules: e.Rules(), Model: &o.Organisation, Only: in.Only}
	looked := v.byRule()
	for _, rule := range e.rules.Loaded() {
		if e.rules.On(rule) {
			r.Looked[rule.Name()] = looked[rule]
		}
	}
	r.Ignores = suppress.List(o.ignores)
	for _, p := range o.problems {
		r.Findings = append(r.Findings, fileFinding(p))
	}
	r.Findings = append(r.Findings, findings...)
	slices.SortStableFunc(r.Findings, finding.Order)
	r.Findings = slices.CompactFunc(r.Findings, finding.Same)
	finding.Identify(r.Findings, e.rules.Of)
	r.Notices = e.noticed(o)
	suppress.MarkKnown(r.Findings, in.Known)
	if held != nil {
		held.Suppress(r.Findings)
		held.Restore(r.Findings)
		r.Trusted = &held.Report
	}
	asked := r.asked()
	r.Findings = slices.DeleteFunc(r.Findings, func(f Finding) bool {
		return !asked(f.Location.File) && f.Name() != finding.Hidden
	})
	cause.Trace(r.Findings, e.rules.Of)
	r.Summary = Summary{Files: o.Files, Definitions: len(o.Model.Resources), Rules: len(e.rules.Loaded()), Skipped: o.Skipped}
	r.Recount()
	if in.Track {
		r.Unread = e.unread(&o.Organisation)
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
		Rule: p.Rule, Category: finding.FileCategory, Level: policy.Error, Outcome: Violated, Path: p.Pointer,
		Location: source.Location{File: p.File, Span: p.Span}, Message: p.Message,
		Fix: p.Fix,
	}
	switch {
	case p.Mild:
		f.Level = policy.Warning
	case p.Asks:
		f.Level = policy.Info
	}
	if p.Resource != nil {
		f.Resource = finding.Named(p.Resource)
	}
	f.About = finding.AboutProblem(&p)
	f.Related = append(f.Related, p.Related...)
	return f
}

// place turns outcomes into findings: at their places, with their levels, without those whose rule is off. They are
// kept for the next run in what is known; nil where nobody asked.
func (e *Engine) place(
	o *Organisation, outcomes []policy.Outcome, held *trust.Change, known *carried,
) []Finding {
	jobs := e.opts.Jobs
	if held != nil { // which notes what it lowers, in this order
		jobs = 1
	}
	all, is := make([]Finding, len(outcomes)), make([]bool, len(outcomes))
	order := make([]int, len(outcomes))
	for i := range order {
		order[i] = i
	}
	if held == nil && len(o.stored) > 0 { // file by file, as each is unpacked for its places
		slices.SortStableFunc(order, func(a, b int) int {
			return strings.Compare(outcomes[a].Resource.File, outcomes[b].Resource.File)
		})
	}
	work.Each(jobs, len(outcomes), func(i int) { all[order[i]], is[order[i]] = e.finding(o, &outcomes[order[i]], held) })
	known.keep(jobs, outcomes, all, is)
	n := 0
	for i := range all {
		if is[i] {
			all[n] = all[i]
			n++
		}
	}
	clear(all[n:])
	return all[:n]
}

// finding places an outcome; false when the rule is off for its resource.
func (e *Engine) finding(org *Organisation, o *policy.Outcome, held *trust.Change) (Finding, bool) {
	switch {
	case o.Known > 0:
		return org.carried.finding(o, org.paths), true
	case leftOut(o):
		return Finding{}, false
	}
	level := e.rules.LevelFor(o.Rule, o.Resource, org.paths[o.Resource.File])
	if held != nil {
		level = held.Level(o.Rule, o.Resource, level)
	}
	if level == policy.Off {
		return Finding{}, false
	}
	if o.Level < o.Rule.Level { // a milder check of the rule stays milder
		level = min(level, o.Level)
	}
	span, at := o.Resource.WrittenAt(o.At)
	f := Finding{
		Rule: o.Rule.ID, Category: o.Rule.Category, Level: level, Outcome: Violated,
		Resource: finding.Named(o.Resource), Path: at,
		Location: source.Location{File: o.Resource.File, Span: span},
		Message:  o.Message, Size: o.Size, Group: o.Group, Fix: o.Fix, Values: o.Values, Missing: o.Missing, Flaw: o.Flaw,
	}
	if o.State == policy.NotCheckable {
		f.Outcome, f.Fix = NotCheckable, ""
	}
	if o.Depends {
		f.Level, f.Message = f.Level.Lower(), "may not hold: "+f.Message
	}
	if f.About = finding.AboutOutcome(o); o.Words != nil {
		f.Location = o.Words.Location()
	}
	if o.Excepted != "" {
		f.Suppressed = &Suppression{By: o.Rule.Pack, Reason: o.Excepted}
	}
	f.Related = related(o, f.Location)
	temper(&f, o, org.Model)
	if o.Because != nil {
		f.Because, f.Evidence = o.Message, o.Because
	}
	f.Edit = mend.Edit(o, org.paths[o.Resource.File])
	return f, true
}

// related lists the places a rule names, then those of the sum's factors, each once and never the finding's own.
func related(o *policy.Outcome, own source.Location) []source.Related {
	var all []source.Related
	for _, r := range o.Related {
		all = append(all, source.Related{Location: r.Resource.LocationAt(r.At), Message: r.Message})
	}
	if o.Because != nil {
		all = placesOf(o.Because, all)
	}
	seen := map[source.Location]bool{own.Key(): true}
	return slices.DeleteFunc(all, func(r source.Related) bool {
		known := seen[r.Location.Key()]
		seen[r.Location.Key()] = true
		return known
	})
}
