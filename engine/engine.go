// Package engine is the linter as a library: it reads definitions from a file system, joins them into one
// organisation, computes its facts, evaluates rules and reports what cannot hold. It starts no process, opens no
// connection and asks no clock.
//
//	discover  paths, globs, .gitignore      → file names
//	parse     bytes                         → documents that remember positions
//	validate  a document and its schema     → shape findings
//	resolve   documents                     → the organisation
//	compute   the organisation              → facts with derivations
//	evaluate  rules × resources and facts   → outcomes
//	refine    outcomes                      → findings: levels, what is suppressed, sorted
package engine

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"runtime"
	"slices"
	"time"

	"github.com/kpilint/kpilint/engine/answer"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/content/format"
	"github.com/kpilint/kpilint/engine/discover"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/suppress"
	"github.com/kpilint/kpilint/engine/trust"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/engine/work"
)

// Options say what to check with.
type Options struct {
	AsOf     calendar.Date          // today, as far as results are concerned
	Packs    []Pack                 // folders of rules
	Settings *config.Settings       // nil: every rule as it is
	Version  string                 // of kpilint, which packs may ask for; "": any will do
	Jobs     int                    // goroutines; 0: one a processor
	Mappings map[string]MappingFile // those that Settings name by their paths, as written there
	Guard    Guard                  // watches over rules that do not come with kpilint; nil: nobody does
	Runner   Runner                 // runs these in another process; nil: they run here
	Progress func(stage string, done, total int)

	// KeptTrees is of how many bytes of files the trees of values stay in memory; 0: as many as suits. Further ones are
	// read again where somebody asks for them, which gives the same.
	KeptTrees int64

	Clock func() time.Duration // for Engine.Profile: the time since any moment; nil: nothing is measured
}

// The rooms of the pipeline say what these are.
type (
	Pack    = config.Pack      // a folder of rules
	Known   = suppress.Known   // findings that do not count because they were there before
	Ignore  = suppress.Listed  // a comment or field that suppresses rules beside a value
	Git     = discover.Git     // what git knows of the files of an input
	Missing = discover.Missing // a path that names nothing
	Skip    = discover.Skip    // what was found and is not read
	Fault   = work.Fault       // a failure of ours that cost one file or fact
)

// Input says what to check.
type Input struct {
	FS    fs.FS
	Paths []string                 // files and folders in FS; none: everything
	Name  func(path string) string // how a file is called in findings; nil: as in FS
	Only  []string                 // report findings in these files alone
	Found func(hidden string)      // told of hidden files that were met, for whoever left some behind; nil: nobody asks
	Given map[string][]byte        // contents that stand in for files, by path
	Git   Git                      // what git knows of them; nil: there is no git, and no link is followed

	Without []string // folders in FS that are left out, whatever names them
	Apart   []string // folders in FS with organisations of their own, sorted: they are left out where they are met
	Config  string   // the configuration in force, which is no definition where it is found in a folder; "" for none

	AllFacts bool // also those that no rule which is on asks for; they are shown, and not only judged

	Known []Known // findings that do not count, and why
	Track bool    // note which written fields nobody read, for Report.Unread

	Carry   bool     // find out what the next run need not find out again: Report.Carried
	Carried *Carried // that of an earlier run with the same rules, settings and day; nil for none

	Packed []*Packed // definitions of files as earlier runs have read them, the latest first

	Trusted *Trusted // the state whose word counts; nil: whatever the input says

	// Before is the same organisation at an earlier time, for what has changed since; nil: nothing is known of it.
	Before *Organisation

	// Then are the files of that organisation, where Before is nil: as much of them is joined as the comparison needs.
	Then *Snapshot

	// Like is another state of the files: what it has of one with the same content is shared; nil: nothing.
	Like *Snapshot

	// Others reports whether another organisation of the run reads a file; nil: there is none.
	Others func(path string) bool
}

// Files says where the files of an input lie, of which a configuration lets some be read.
func (in Input) Files(s *config.Settings) discover.Input {
	return discover.Input{
		FS: in.FS, Paths: in.Paths, Name: in.Name, Found: in.Found, Given: in.Given, Git: in.Git,
		Without: in.Without, Apart: in.Apart, Config: in.Config, Included: s.Included(), Source: s.Source(), Pack: s.IsPack,
		Ignores: in.Trusted.ignores(), Document: format.Met,
	}
}

// Names are what findings may call a path in the file system: its own name, and that of what its links lead to.
func (in Input) Names(p string) []string {
	files := discover.Input{Name: in.Name}
	if to, link := discover.Resolve(in.FS, p); link != "" && to != "" {
		return []string{files.Called(p), files.Called(to)}
	}
	return []string{files.Called(p)}
}

// Engine holds compiled rules. It is made once and used for any number of inputs, also at the same time.
type Engine struct {
	opts     Options
	kinds    *shape.Kinds
	rules    *config.Rules
	programs programs
	mappings mappings
	profile  *profile
	away     *away
}

// New loads and compiles rules. An engine is returned also when some rules are wrong: it runs with the others,
// reports each wrong one in every Report, and the error joins what is wrong with them.
func New(opts Options) (*Engine, error) {
	if opts.Jobs <= 0 {
		opts.Jobs = runtime.GOMAXPROCS(0)
	}
	kinds, err := shape.Load()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", wording.LoadSchemas(), err)
	}
	e := &Engine{opts: opts, kinds: kinds, profile: newProfile(opts.Clock)}
	e.away = e.newAway()
	defer e.begin()()
	loaded := e.Stage(wording.LoadRules())
	e.rules, err = config.Load(opts.Packs, opts.Settings, opts.AsOf, opts.Version, e.policies)
	loaded()
	defer e.Stage(wording.CompileRules())()
	return e, e.rules.Fail(errors.Join(err, e.compile(), e.loadMappings()))
}

// Rules returns all rules, sorted by category and id, also those that are off.
func (e *Engine) Rules() []*policy.Rule { return e.rules.All() }

// Config is how the workspace has the rules: their levels, parameters and locks, and what they are called.
func (e *Engine) Config() *config.Rules { return e.rules }

// With returns an engine that runs one program, such as a mutant of a rule, in place of all its
// rules. One about exceptions judges what the others find, so they run before it.
func (e *Engine) With(p policy.Program) *Engine {
	one := *e
	one.rules = e.rules.Sound()
	if one.programs.of(p.Rule()) == &one.programs.last {
		one.programs.last = alone(p)
		return &one
	}
	one.programs = programs{first: alone(p)}
	return &one
}

// Trace runs one rule on one definition and tells what each part of it gives. A rule that is off is not traced.
func (e *Engine) Trace(ctx context.Context, o *Organisation, rule *policy.Rule, r *model.Resource) ([]policy.Step, error) {
	b := e.programs.of(rule)
	all := slices.Concat(b.whole, b.byKind[rule.For])
	i := slices.IndexFunc(all, func(p policy.Program) bool { return p.Rule() == rule })
	if i < 0 {
		return nil, errors.New(wording.RuleDoesNotRunIt(rule.Name()))
	}
	if rule.Rego == nil && r.Kind != rule.For {
		return nil, fmt.Errorf("rule %s judges a %s, and `%s` is a %s", rule.Name(), rule.For, r.Name, r.Kind)
	}
	tracer, ok := all[i].(policy.Tracer)
	if !ok {
		return nil, errors.New(wording.RuleCannotBeTraced(rule.Name()))
	}
	ctx, cancel := context.WithTimeout(ctx, policy.MaxTime)
	defer cancel()
	var steps []policy.Step
	_, _, err := guarded(rule, r, func() (_ []policy.Outcome, _ int, err error) {
		e.Watched(rule, func() { steps, err = tracer.Trace(ctx, &o.Organisation, r) })
		return nil, 0, err
	})
	return steps, err
}

// Lint checks an input. What could not be read is in the report beside the findings. When the context ends, the
// report has what was found until then, and says that it was Stopped.
func (e *Engine) Lint(ctx context.Context, in Input) (*Report, error) {
	s, err := e.snapshot(ctx, in, true)
	if err != nil {
		return e.lint(ctx, in, s.unjoined(), err)
	}
	o, err := s.Organisation(ctx)
	return e.lint(ctx, in, o, err)
}

// lint judges an organisation, unless it could not be read to the end.
func (e *Engine) lint(ctx context.Context, in Input, o *Organisation, err error) (*Report, error) {
	switch {
	case err == nil:
		return e.Judge(ctx, in, o)
	case ctx.Err() == nil:
		return nil, err
	}
	return e.unjudged(in, o), nil
}

// unjudged is the report of a run that was stopped before anything was judged: what is wrong with the files that
// were read.
func (e *Engine) unjudged(in Input, o *Organisation) *Report {
	in.Track = false
	r := e.refine(in, o, nil, &verdicts{}, nil)
	r.Skips, r.Stopped, r.Model = o.Skips, true, nil
	return r
}

// Judge checks an input that was read: what Lint does after Read. Rules about exceptions come last, as they judge
// what the others found. When the context ends, the report has what was found until then, and says that it was
// Stopped: rules about exceptions do not run then, as what nobody has found yet would look to them like nothing.
func (e *Engine) Judge(ctx context.Context, in Input, o *Organisation) (*Report, error) {
	judged := e.Stage(wording.RunRules())
	v := e.evaluate(ctx, &o.Organisation, e.programs.first, o.carried)
	judged()
	o = o.whole()
	defer e.Stage(wording.PlaceFindings())()
	held := in.Trusted.hold(e.rules, o)
	findings := e.place(o, v.outcomes, held, o.carried)
	wrong, covered := e.matcher(o, held).Suppress(findings, v.failures)
	if v.stopped {
		wrong = nil // nobody can say what suppresses nothing
	}
	second := o.Organisation
	second.Covered = covered
	last := &verdicts{}
	if !v.stopped {
		last = e.evaluate(ctx, &second, e.programs.last, nil)
	}
	v.join(last)
	all := slices.Concat(findings, wrong, e.place(o, last.outcomes, held, nil), e.hidden(ctx, in, o, held))
	r := e.refine(in, o, all, v, held)
	if !v.stopped {
		e.fitting(in, o, r)
	}
	r.Skips, r.Stopped, r.Model = o.Skips, v.stopped, &second
	o.complete(r.Findings)
	if r.Carried = o.carried.state(r); !r.Stopped {
		r.Read = o.read
	}
	if r.Documents = o.documents; len(r.Documents) > 0 {
		r.Answers = answer.All(o.Model, o.Facts)
	}
	return r, nil
}

// matcher says what of an organisation does not count.
func (e *Engine) matcher(o *Organisation, held *trust.Change) *suppress.Matcher {
	m := &suppress.Matcher{Rules: e.rules, Model: o.Model, Facts: o.Facts, Paths: o.paths, Ignores: o.ignores}
	if held != nil {
		m.Trust = held
	}
	return m
}

// Organisation is an input read and resolved, with its facts.
type Organisation struct {
	view.Organisation         // the definitions, joined, and their facts
	Files             int     // files that hold definitions
	Skipped           int     // documents that are not ours, and links that lead to none
	Skips             []Skip  // these, by file and line
	Unreadable        []error // paths that name nothing, and files that could not be read
	problems          []model.Problem
	others            []*model.Resource          // documents that are no definitions, where a pack judges them
	sources           map[string][]byte          // by the names of files in findings
	stored            map[string]*source.Content // of those whose content was let go
	texts             map[string][]byte          // what may be quoted of documents; nil for nothing
	paths             map[string]string          // in the file system, by those names
	met               []string                   // every file in the folders that were walked
	ignores           []*suppress.Ignore
	documents         []Document
	later             basis.Wanted // the facts of KPIs that are not left until these are judged; nil for all
	carried           *carried     // what is taken over from an earlier run; nil for nothing
	read              *ReadFiles   // for the next one; nil where nobody asked
}

// Named are the files with definitions, and the documents, as findings call them, sorted.
func (o *Organisation) Named() []string { return slices.Sorted(maps.Keys(o.sources)) }

// Problems is the number of problems in the definition files themselves.
func (o *Organisation) Problems() int { return len(o.problems) }

// Read discovers, parses, validates, resolves and computes. What cannot be read is left out and told in Unreadable;
// an error is the end of the context: what was read until then is beside it, and is not joined to an organisation.
func (e *Engine) Read(ctx context.Context, in Input) (*Organisation, error) {
	s, err := e.Snapshot(ctx, in)
	if err != nil {
		return s.unjoined(), err
	}
	return s.Organisation(ctx)
}

func (e *Engine) progress(stage string, done, total int) {
	if e.opts.Progress != nil {
		e.opts.Progress(stage, done, total)
	}
}

// Unjoin lists the errors that were joined into one; nil for none.
func Unjoin(err error) []error { return work.Unjoin(err) }
