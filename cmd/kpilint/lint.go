package main

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/report"
)

var errNoDefinitions = errors.New("no definitions found: a definition file says `apiVersion: kpilint/v1`; `kpilint init` writes a first one")

func (a *app) runLint(cmd *cobra.Command, f *lintFlags, args []string) error {
	if (f.trace == "") != (f.resource == "") {
		return errors.New("--trace RULE and --resource NAME go together: give both")
	}
	if f.trace != "" {
		return a.runTrace(cmd, f, args)
	}
	if f.explain != "" {
		return a.runExplainChanges(cmd, f, args)
	}
	failOn, err := policy.ParseLevel(f.failOn)
	if f.failOn != "" && (err != nil || failOn == policy.Off) {
		return fmt.Errorf("--fail-on: unknown level %q: it may be error, warning or info", f.failOn)
	}
	if !slices.Contains(colours, f.colour) {
		return fmt.Errorf("--color: unknown word %q: it may be %s", f.colour, "auto, always or never")
	}
	if f.sort != "" && !slices.Contains(report.Orders(), f.sort) {
		return fmt.Errorf("--sort: unknown order %q: it may be %s", f.sort, strings.Join(report.Orders(), " or "))
	}
	if err := f.together(); err != nil {
		return err
	}
	inLargePages()
	targets, err := a.targets(f)
	if err != nil {
		return err
	}
	if err := f.measure(); err != nil {
		return err
	}
	a.ahead = sync.OnceValue(func() engine.Pack { return engine.ReadAhead(catalogue()) })
	a.hands = f.profile == "" // which counts what rules take in the process that reads definitions
	if f.watch {
		return a.watch(cmd, f, targets, args)
	}
	return a.remember(cmd, f, targets, args, func() error { return a.check(cmd, f, targets, args) })
}

// part is an organisation that lint checks, with the flags as they hold for it.
type part struct {
	organisation
	flags  lintFlags
	in     engine.Input
	report *engine.Report
}

// check reads and checks the definitions, and writes the report.
func (a *app) check(cmd *cobra.Command, f *lintFlags, targets []target, args []string) error {
	parts, err := a.prepare(cmd, f, targets, args)
	if err != nil {
		return err
	}
	if f.showFiles {
		return a.listFiles(cmd.Context(), parts)
	}
	var keeping sync.WaitGroup // while the report is written
	defer keeping.Wait()
	for _, p := range parts {
		if p.report, err = p.engine.Lint(cmd.Context(), p.in); err != nil {
			return err
		}
		if p.report.Stopped {
			_, why := whyStopped(a.ctx)
			p.report.Unreadable = append(p.report.Unreadable, why)
		}
		keeping.Go(p.flags.kept.keepNow(p.engine, p.in, p.report))
		keeping.Go(p.flags.kept.keepCarried(&p.in, p.report.Carried))
		keeping.Go(func() { p.flags.kept.keepRead(p.report.Read) })
		p.flags.pending(p.report, p.settings)
	}
	return a.conclude(cmd, f, targets, args, parts)
}

// prepare reads all that a run needs beside the definitions.
func (a *app) prepare(cmd *cobra.Command, f *lintFlags, targets []target, args []string) ([]*part, error) {
	if f.staged {
		f.view = func(w *workspace) error { return f.stage(cmd.Context(), w) }
	}
	if a.ahead != nil {
		a.ahead() // while the configuration is read
	}
	a.waits = f.trusted != "" && a.elsewhere != nil
	f.trees = trees{}
	f.report = func(s *config.Settings) error { return a.configured(f, s, targets) }
	all, err := a.organisations(&f.common, args, f.change)
	if err != nil {
		return nil, err
	}
	if err := f.inOneRepository(all); err != nil {
		return nil, err
	}
	var parts []*part
	workspaces := workspacesOf(all)
	for _, o := range all {
		p := &part{organisation: o, flags: *f, in: o.input}
		p.flags.file, p.flags.several, p.flags.below, p.flags.notes = o.config, len(all) > 1, !o.main, nil
		if f.at != nil {
			p.in.Others = o.reads(workspaces)
		}
		parts = append(parts, p)
	}
	if f.showFiles {
		return parts, nil
	}
	if len(parts) == 1 {
		f.kept.carry(&parts[0].in)
	}
	if err := f.readPrevious(); err != nil {
		return nil, err
	}
	if err := f.templates(targets); err != nil {
		return nil, err
	}
	if err := f.baselines(parts); err != nil {
		return nil, err
	}
	only, err := f.onlyPaths(parts[0].in)
	if err != nil {
		return nil, err
	}
	for _, p := range parts {
		if p.in.Only = only; len(args) == 0 && !f.quiet && p.asked {
			p.flags.noteFolder(p.in)
		}
		if err := p.flags.hold(cmd.Context(), p.engine, &p.in); err != nil {
			return nil, fmt.Errorf("--trusted-ref %s: %w", f.trusted, err)
		}
	}
	for _, p := range parts {
		if err := p.flags.compare(cmd.Context(), p.engine, &p.in); err != nil {
			return nil, err
		}
		f.notes = append(f.notes, p.flags.notes...)
		p.in.Track = f.verbose
		p.in.AllFacts = slices.ContainsFunc(targets, func(t target) bool { return t.format == "html" }) // the page shows them
		p.flags.locked = p.engine.Config().LockOf
	}
	a.notice(slices.Compact(f.notes))
	return parts, nil
}

// conclude says what a run has found.
func (a *app) conclude(cmd *cobra.Command, f *lintFlags, targets []target, args []string, parts []*part) error {
	r := a.joined(parts)
	if err := keepsInput(targets, r); err != nil {
		return err
	}
	if err := a.withChange(cmd, f, args, parts, r); err != nil {
		return err
	}
	a.noticeWaiting()
	written := parts[0].engine.Stage("write the report")
	err := a.tell(f, targets, parts, r)
	written()
	took := parts[0].engine.Profile()
	for _, p := range parts[1:] {
		took.Add(p.engine.Profile())
	}
	return errors.Join(err, writeProfile(a.err, f.profile, took))
}

// joined is the report about all organisations. Of several, those in which nothing is to be found are left out.
func (a *app) joined(parts []*part) *engine.Report {
	var reports []*engine.Report
	for _, p := range parts {
		p.report.Folder = p.called()
		if r := p.report; r.Summary.Files > 0 || len(r.Unreadable)+len(r.Errors)+len(r.Findings) > 0 || r.Trusted != nil {
			reports = append(reports, r)
		}
	}
	if len(reports) == 0 {
		return parts[0].report
	}
	return engine.Join(reports)
}

// tell writes the baselines and the report.
func (a *app) tell(f *lintFlags, targets []target, parts []*part, r *engine.Report) error {
	a.untold = nil
	a.notice(r.Notices)
	f.noteOnly(a, r)
	if f.verbose {
		a.skipped(r)
	}
	for _, p := range parts {
		if err := a.keepBaseline(&p.flags, p.in, p.report, p.settings); err != nil {
			return err
		}
	}
	if f.writeBaseline {
		r = a.joined(parts) // with what is known from now on
	}
	if r.Summary.Files == 0 && len(r.Unreadable) == 0 {
		r.Unreadable = append(r.Unreadable, errNoDefinitions)
		if len(r.Skips) > 0 && !f.verbose {
			a.notice([]string{"what is here was not read: kpilint lint -v says why"})
		}
	}
	fails := failsIn(parts, r)
	if err := a.write(targets, f, r, fails); err != nil {
		a.fail(exitBroken, err)
	}
	a.judge(r, fails, f.exitZero)
	return nil
}

// failsIn reports of findings whether they make a run fail, by the configuration of their organisation.
func failsIn(parts []*part, r *engine.Report) func(*engine.Finding) bool {
	of := map[string]*config.Settings{}
	for _, p := range parts {
		if of[p.report.Folder] = p.settings; p.report == r {
			of[""] = p.settings
		}
	}
	return func(f *engine.Finding) bool { return of[f.In].Fails(f) }
}

// noteFolder says that a run without a path reads the folder it is started in, where the configuration above it is of more.
func (f *lintFlags) noteFolder(in engine.Input) {
	here, err := disk.Here()
	if err != nil || f.file == "" || len(in.Paths) != 1 {
		return
	}
	of, read := filepath.Dir(f.file), filepath.Join(f.root, filepath.FromSlash(in.Paths[0]))
	if of != read && ancestor(of, read) == of {
		above := relative(here, of)
		f.note("only this folder is read, so definitions elsewhere in %s are not known: kpilint lint %s reads everything, and --only . reports what is found here", above, above)
	}
}

// noteOnly says which paths of --only hold no definition that was read, so that no finding can stand there.
func (f *lintFlags) noteOnly(a *app, r *engine.Report) {
	var idle []string
	for _, p := range f.only {
		asked := (&engine.Report{Only: f.names[p]}).Asked
		if !slices.ContainsFunc(slices.Collect(maps.Keys(r.Sources)), asked) {
			idle = append(idle, called(p))
		}
	}
	if len(idle) > 0 && !f.quiet {
		a.notice([]string{"--only: no definition is read in " + shortList(idle)})
	}
}

// notice tells of what users are to know, and what goes on to work.
func (a *app) notice(all []string) {
	if a.waits {
		a.waiting = append(a.waiting, all...)
		return
	}
	for _, said := range all {
		fmt.Fprintf(a.err, "kpilint: %s\n", plain(said))
	}
}

// noticeWaiting writes the notices that wait.
func (a *app) noticeWaiting() {
	a.waits = false
	a.notice(a.waiting)
	a.waiting = nil
}

// skipped names what was found and is no definition.
func (a *app) skipped(r *engine.Report) {
	for _, s := range r.Skips {
		at := s.File
		if s.Line > 0 {
			at += ":" + strconv.Itoa(s.Line)
		}
		fmt.Fprintf(a.err, "kpilint: skipped %s: %s\n", plain(at), plain(s.Reason))
	}
}

// onlyPaths calls the paths of --only as findings call their files. They need not hold definitions: pre-commit passes what it has.
func (f *lintFlags) onlyPaths(in engine.Input) ([]string, error) {
	here, err := disk.Here()
	if err != nil {
		return nil, err
	}
	f.names = map[string][]string{}
	var names []string
	for _, p := range f.only {
		if _, err := disk.Stat(p); err != nil && (len(in.Given) == 0 || p != f.stdin) {
			return nil, fmt.Errorf("--only: %w", &engine.Missing{Path: called(p)})
		}
		f.names[p] = in.Names(relative(f.root, absolutely(here, filepath.FromSlash(p))))
		names = append(names, f.names[p]...)
	}
	return names, nil
}

// listFiles names the files with definitions, and the documents, that a run reads.
func (a *app) listFiles(ctx context.Context, parts []*part) error {
	var names []string
	wrong := 0
	for _, p := range parts {
		o, err := p.engine.Read(ctx, p.in)
		if err != nil {
			return err
		}
		for _, err := range o.Unreadable {
			a.fail(exitUsage, err)
		}
		names, wrong = append(names, o.Named()...), wrong+len(o.Unreadable)
	}
	if len(names) == 0 && wrong == 0 {
		return errNoDefinitions
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		fmt.Fprintln(a.out, plain(name))
	}
	return nil
}

// below is the working directory as seen from the root of its repository.
func below() string {
	here, err := disk.Here()
	if err != nil {
		return ""
	}
	return relative(repository(here), here)
}

// judge turns the report into the exit code. Where it is lenient, findings do not count in it.
func (a *app) judge(r *engine.Report, fails func(*engine.Finding) bool, lenient bool) {
	for _, err := range r.Unreadable {
		a.fail(exitUsage, err)
	}
	if !r.Complete() {
		a.raise(exitBroken)
	}
	for _, e := range r.Errors {
		a.trace(e.Stack)
	}
	if lenient {
		return
	}
	for i := range r.Findings {
		if fails(&r.Findings[i]) {
			a.raise(exitFindings)
		}
	}
}
