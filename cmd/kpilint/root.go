package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
	"github.com/kpilint/kpilint/cmd/kpilint/worker"
	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/report"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/rules"
)

// Exit codes. Where several apply the highest wins.
const (
	exitClean    = 0
	exitFindings = 1
	exitUsage    = 2 // flags, configuration, a path that matches nothing, no definitions, unreadable input
	exitBroken   = 3 // a rule that does not compile or fails, an internal error; those of stopped runs are in interrupt.go
)

// app is one invocation of the tool.
type app struct {
	ctx      context.Context // of the run
	in       io.Reader
	out, err io.Writer
	code     int
	untold   error         // what is wrong with rules, until a report has told it
	git      *indexes      // what git tracks
	guard    *worker.Guard // watches over rules of strangers; nil where this process is no worker
	aside    string        // by what the guard tells its rules from others of their names
	given    []byte        // what was read from standard input
	notRunBy report.Writer // writes that a run did not take place, where the configuration asks programs to read it
	args     []string      // the command line
	kept     *recording    // what a run writes that is kept; nil where none is

	// elsewhere goes on in a process of its own, with what was read from standard input; nil where none is started.
	elsewhere func(in []byte) int
	alone     bool // no rule of strangers takes part

	ahead func() engine.Pack // our rules, which are read beside something else from the first call on

	hands  bool           // rules of strangers are handed what they judge, and run in a process of their own
	server *worker.Server // that process; nil where none takes part

	waits   bool     // notices wait until it is known that no other process goes on, which would say them again
	waiting []string // these

	trusted *trusted                 // the revision at which configuration is read; nil: on disk
	quoted  map[string]*source.Lines // files of which errors have shown lines
}

// Main runs the command line and returns its exit code. It is the whole tool, with its streams given, so that tests can run it.
func Main(ctx context.Context, args []string, in io.Reader, out, errw io.Writer) (code int) {
	return (&app{ctx: ctx, in: in, out: out, err: errw, git: newIndexes(ctx)}).run(args)
}

// errElsewhere ends a command that a process of its own goes on with, as rules of strangers take part.
var errElsewhere = errors.New("another process does this")

// run runs a command line and returns its exit code.
func (a *app) run(args []string) (code int) {
	ctx, in, out, errw := a.ctx, a.in, a.out, a.err
	defer func() {
		if p := recover(); p != nil {
			fault, known := p.(*engine.Fault) // one of another goroutine, which knows where it was
			if !known {
				fault = &engine.Fault{Doing: "running the command", Cause: p, Stack: debug.Stack()}
			}
			a.fail(exitBroken, fault)
			code = exitBroken
		}
	}()
	defer func() { a.serveFrom(nil) }()
	a.args = args
	root := a.rootFor(args)
	if len(args) > 0 && strings.HasPrefix(args[0], cobra.ShellCompRequestCmd) {
		a.complete(root) // cobra keeps what is registered for as long as the process lives
	}
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(out)
	root.SetErr(errw)
	exampled(root) // the scripts go where the output does
	cmd, err := root.ExecuteContextC(ctx)
	if errors.Is(err, errElsewhere) {
		return a.elsewhere(a.given)
	}
	a.noticeWaiting()
	if err != nil {
		if err = missingFlag(cmd, err); ctx.Err() != nil {
			_, err = whyStopped(ctx) // whatever that has broken
		}
		err = errors.Join(err, a.untold)
		a.fail(exitUsage, err)
		write := machineReport(args)
		if write == nil {
			write = a.notRunBy
		}
		if write != nil {
			a.notRun(write, err)
		}
	}
	if ctx.Err() != nil {
		code, _ = whyStopped(ctx)
		return code
	}
	return a.code
}

func (a *app) root() *cobra.Command {
	root := begunRoot()
	root.AddCommand(
		a.lint(), a.fix(), a.format(), a.exceptions(),
		a.init(), a.extract(), a.mapping(), a.template(),
		a.explain(), a.graph(), a.impact(), a.serve(), a.model(),
		a.rules(), a.new(), a.test(), a.docs(), a.diffRules(),
		a.config(), a.packs(), a.bundle(), a.schema(), a.cache(),
		a.version(), a.man(root),
	)
	return endedRoot(root)
}

// often are the commands that other programs start again and again.
func (a *app) often() map[string]func() *cobra.Command {
	return map[string]func() *cobra.Command{"lint": a.lint, "version": a.version}
}

// rootFor is the command line as far as some arguments need it: where they begin with a command that is started often,
// no other is made.
func (a *app) rootFor(args []string) *cobra.Command {
	if len(args) > 0 && a.often()[args[0]] != nil {
		root := begunRoot()
		root.AddCommand(a.often()[args[0]]())
		return endedRoot(root)
	}
	return a.root()
}

func begunRoot() *cobra.Command {
	return &cobra.Command{
		Use:   "kpilint",
		Short: "Check an organisation's numbers against each other",
		Long: `kpilint reads the definitions of an organisation's numbers (KPIs, roles, teams, objectives,
services, cash plan), works out what they imply for one another, and reports what cannot hold, at
file, line and column, with the sum in words.

  kpilint lint              check the definitions below this folder
  kpilint explain sales/sales-calls
                            show what was worked out about a number, and from what
  kpilint init              write a first definition file and a configuration`,
		SilenceUsage: true, SilenceErrors: true,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return cmd.Help() },
	}
}

func endedRoot(root *cobra.Command) *cobra.Command {
	group(root)
	root.CompletionOptions.HiddenDefaultCmd = false
	root.Version = version
	root.SetVersionTemplate("kpilint {{.Version}}\n")
	plainly(root)
	return root
}

// maxTold is how many errors are printed at a time: nobody reads more, and a wrong file may have very many.
const maxTold = 100

// fail prints an error and raises the exit code.
func (a *app) fail(code int, err error) {
	all := engine.Unjoin(err)
	for i, e := range all {
		if i == maxTold {
			fmt.Fprintf(a.err, "kpilint: %s not shown\n", countedIs(len(all)-i, "more error"))
			break
		}
		fmt.Fprintf(a.err, "kpilint: %s\n", plain(e.Error()))
		var placed *config.Error
		if errors.As(e, &placed) {
			a.quote(placed)
		}
		var fault *engine.Fault
		if errors.As(e, &fault) {
			code = exitBroken
			a.trace(string(fault.Stack))
		}
		var rule *policy.RuleError
		if errors.As(e, &rule) {
			a.trace(rule.Stack)
		}
	}
	a.raise(code)
}

// trace shows where we panicked to those who ask for it.
func (a *app) trace(stack string) {
	if os.Getenv("KPILINT_DEBUG") != "" {
		fmt.Fprint(a.err, stack)
	}
}

// quote shows the line of an error in the configuration or in a pack.yaml, as far as it may be shown.
func (a *app) quote(e *config.Error) {
	name := filepath.FromSlash(e.File)
	if e.File == "" || e.Span.Line == 0 || !a.git.quotable(name) {
		return
	}
	if a.quoted == nil {
		a.quoted = map[string]*source.Lines{}
	}
	lines := a.quoted[name]
	if lines == nil {
		data, err := a.trusted.readNamed(name, maxConfig)
		if err != nil {
			return
		}
		lines = source.NewLines(data)
		a.quoted[name] = lines
	}
	fmt.Fprint(a.err, report.Caret(e.Quote(string(lines.Line(e.Span.Line))), e.Span))
}

func (a *app) raise(code int) { a.code = max(a.code, code) }

// common are the flags of every command that reads definitions.
type common struct {
	tells  bool // the report of the command tells what is wrong with rules
	config string
	asOf   string
	rules  []string
	jobs   int

	packsFrom []string // folders outside of the repository from which packs are taken
	stdin     string
	root      string // the folder that the file system of the input shows
	file      string // the configuration in force, "" for none

	with string // a mapping that is named beside those of the configuration, "" for none

	trusted string   // the revision whose word counts, "" for none
	at      *trusted // that revision

	view   func(*workspace) error       // shows other files than those on disk; nil: those
	report func(*config.Settings) error // told the settings that decide how a report is written; nil: nobody asks

	clock func() time.Duration // of --profile; nil: nothing is measured
}

func (c *common) flags(cmd *cobra.Command) {
	f := cmd.Flags()
	f.StringVarP(&c.config, "config", "c", "", "the configuration `file` (default: .kpilint.yaml here or above)")
	f.StringVar(&c.asOf, "as-of", "", "check as of this `date`, 2026-05-20 (default: today)")
	f.StringArrayVar(&c.rules, "rules", nil, "a `folder` of further rules, <category>/<id>/rule.yaml; may be repeated")
	f.StringArrayVar(&c.packsFrom, "packs-from", nil, "a `folder` outside of the repository from which the configuration may take packs; may be repeated")
	f.IntVar(&c.jobs, "jobs", 0, "how much is done at the same time (default: as much as there are processors)")
	f.StringVar(&c.stdin, "stdin-filename", "stdin.yaml", "the `name` of what is read from standard input with -")
}

// rulePages is where the pages of the catalogue's rules are read.
const rulePages = "https://github.com/kpilint/kpilint/tree/main/rules/"

// organisation is an organisation that a command reads, with the engine that judges it.
type organisation struct {
	*workspace
	engine *engine.Engine
}

// organisations makes the engines of a command, one for each organisation in its paths. Wrong rules raise the exit code
// and are told on standard error where no report tells them; the engines run with the others.
func (a *app) organisations(
	c *common, paths []string, change func(*config.Settings) error,
) ([]organisation, error) {
	inLargePages()
	w, all, err := a.divided(c, paths)
	if err != nil {
		return nil, err
	}
	if c.report != nil {
		if len(all) == 1 {
			w = all[0]
		}
		if err := c.report(w.settings); err != nil {
			return nil, err
		}
	}
	return a.engines(c, all, change)
}

// divided is the workspace of a command, and the organisations in it.
func (a *app) divided(c *common, paths []string) (*workspace, []*workspace, error) {
	w, err := a.workspace(c, paths)
	if err != nil {
		return nil, nil, err
	}
	c.root, c.at = w.root, w.trusted
	if c.view != nil {
		if err := c.view(w); err != nil {
			return nil, nil, err
		}
	}
	all, err := w.organisations()
	a.notice(w.said)
	return w, all, err
}

// engines makes the engines of organisations. Whether another process has to do that is known before any rule is
// compiled.
func (a *app) engines(c *common, all []*workspace, change func(*config.Settings) error) ([]organisation, error) {
	options := make([]engine.Options, len(all))
	var errs []error
	var rules, mappings bool // of strangers
	for i, w := range all {
		if change != nil {
			if err := change(w.settings); err != nil {
				return nil, err
			}
		}
		var err error
		options[i], err = a.options(c, w)
		strangeRules, strangeMappings := options[i].Strangers()
		rules, mappings = rules || strangeRules, mappings || strangeMappings || len(options[i].Mappings) > 0
		errs = append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, err
	}
	hands := rules && a.hands && !mappings
	if a.elsewhere != nil && (rules || mappings) && !hands {
		return nil, errElsewhere
	}
	a.alone = !rules && !mappings
	if hands = hands && a.elsewhere != nil; hands && (a.server == nil || a.server.Asked()) {
		a.serveFrom(worker.NewServer())
	}
	made := make([]organisation, len(all))
	var usage, broken error
	for i, w := range all {
		word := a.aside
		if len(all) > 1 {
			word = strings.TrimSpace(a.aside + " " + w.folder())
		}
		if options[i].Guard = a.watching(word); hands {
			options[i].Runner = a.server.Remote(word)
		}
		e, err := engine.New(options[i])
		wrong, rules := a.sort(err)
		usage, broken = errors.Join(usage, wrong), errors.Join(broken, rules)
		made[i] = organisation{w, e}
	}
	a.untold = broken
	if usage != nil {
		return nil, usage
	}
	if broken != nil && !c.tells {
		a.fail(exitBroken, broken)
		a.untold = nil
	}
	return made, nil
}

// options are those of the engine of an organisation.
func (a *app) options(c *common, w *workspace) (engine.Options, error) {
	day, err := asOf(c.asOf)
	if err != nil {
		return engine.Options{}, err
	}
	if c.jobs < 0 {
		return engine.Options{}, fmt.Errorf("--jobs: %d goroutines cannot work", c.jobs)
	}
	opts := engine.Options{AsOf: day, Jobs: c.jobs, Settings: w.settings, Version: version,
		Packs: []engine.Pack{a.catalogue()}, Progress: roomier(a.progress()), Clock: c.clock}
	packs, err := w.packs()
	if err != nil {
		return opts, err
	}
	opts.Packs = append(opts.Packs, packs...)
	if opts.Mappings, err = w.mappings(c.with); err != nil {
		return opts, err
	}
	for _, dir := range c.rules {
		p, err := a.rulesAt(dir, w.trusted)
		if err != nil {
			return opts, fmt.Errorf("--rules %s: %w", called(dir), err)
		}
		opts.Packs = append(opts.Packs, p)
	}
	return opts, nil
}

// engine makes the engine and the input of a command about one organisation: the one whose paths are asked for, and
// where that has no definitions, the only one below that has some.
func (a *app) engine(
	c *common, paths []string, change func(*config.Settings) error,
) (*engine.Engine, engine.Input, error) {
	_, all, err := a.divided(c, paths)
	if err != nil {
		return nil, engine.Input{}, err
	}
	w, err := a.one(all)
	if err != nil {
		return nil, engine.Input{}, err
	}
	made, err := a.engines(c, []*workspace{w}, change)
	if err != nil {
		return nil, engine.Input{}, err
	}
	c.file = w.config
	return made[0].engine, w.input, nil
}

// engineHere makes the engine of a command that shows rules and settings, as the working directory has them. With it
// are the other organisations below.
func (a *app) engineHere(c *common, change func(*config.Settings) error) (*organisation, []*workspace, error) {
	w, all, err := a.divided(c, nil)
	if err != nil {
		return nil, nil, err
	}
	var others []*workspace
	for _, o := range all {
		if o.config == w.config {
			w = o
		} else {
			others = append(others, o)
		}
	}
	made, err := a.engines(c, []*workspace{w}, change)
	if err != nil {
		return nil, nil, err
	}
	c.file = w.config
	return &made[0], others, nil
}

// serveFrom runs rules of strangers in a process, in the place of another; nil in none any more.
func (a *app) serveFrom(s *worker.Server) {
	if a.server != nil {
		a.server.Close()
	}
	a.server = s
}

// watching is the guard of this process, where it is a worker, for rules that are told by a word from others of their
// names; "" is no word.
func (a *app) watching(aside string) engine.Guard {
	switch {
	case a.guard == nil:
		return nil
	case aside != "":
		return a.guard.Aside(aside)
	}
	return a.guard
}

// catalogue is the pack of the rules that come with kpilint, read ahead where somebody has begun to.
func (a *app) catalogue() engine.Pack {
	if a.ahead == nil {
		return catalogue()
	}
	return a.ahead()
}

// catalogue is the pack of the rules that come with kpilint.
func catalogue() engine.Pack {
	return engine.Pack{FS: rules.FS, Dir: ".", Pages: rulePages, Trusted: true}
}

// rulesAt opens a folder of rules that a flag or an argument names.
func (a *app) rulesAt(dir string, t *trusted) (engine.Pack, error) {
	here, err := disk.Here()
	if err != nil {
		return engine.Pack{}, err
	}
	at := absolutely(here, dir)
	if !t.isFolder(at) {
		return engine.Pack{}, errors.New("there is no such folder")
	}
	folder, err := t.folder(at)
	if err != nil {
		return engine.Pack{}, err
	}
	if !t.has(at) {
		if at, err = disk.Straight(dir); err != nil {
			return engine.Pack{}, err
		}
	}
	return engine.Pack{FS: folder, Dir: ".", Name: filepath.ToSlash(dir), Quotable: a.git.pack(at)}, nil
}

// sort separates what is wrong with the configuration, which stops the run, from what is wrong with a rule, which does not.
func (a *app) sort(err error) (usage, broken error) {
	for _, e := range engine.Unjoin(err) {
		var rule *policy.RuleError
		if errors.As(e, &rule) {
			a.raise(exitBroken)
			broken = errors.Join(broken, e)
			continue
		}
		usage = errors.Join(usage, e)
	}
	return usage, broken
}

func asOf(text string) (calendar.Date, error) {
	if text == "" {
		return today(), nil
	}
	day, err := calendar.ParseDate(text)
	if err != nil {
		return day, fmt.Errorf("--as-of: %w", err)
	}
	return day, nil
}
