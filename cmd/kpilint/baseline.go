package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/report"
	"github.com/kpilint/kpilint/engine/suppress"
)

// baselineName is the baseline that --write-baseline writes when none is named.
const baselineName = ".kpilint-baseline.json"

// maxBaseline is the size of the largest baseline, in bytes: some hundred thousand findings.
const maxBaseline = 64 << 20

// readBaseline reads a baseline; nil when there is none.
func readBaseline(name string, t *trusted) (*suppress.Baseline, error) {
	data, err := t.readNamed(name, maxBaseline)
	if errors.Is(err, fs.ErrNotExist) && t == nil {
		return nil, nil
	}
	var b *suppress.Baseline
	if err == nil {
		b, err = suppress.ParseBaseline(data)
	}
	if err != nil {
		return nil, fmt.Errorf("read baseline %s: %w", called(name), err)
	}
	return b, nil
}

// baselines says where the baseline of each organisation lies: that of the working directory where the flag says, and
// those of others under the same name in their folders.
func (f *lintFlags) baselines(parts []*part) error {
	name := f.baseline
	if name == "" && f.writeBaseline {
		name = baselineName
	}
	if name == "" {
		return nil
	}
	there := false
	for _, p := range parts {
		if p.flags.baseline = name; !p.main {
			if !filepath.IsLocal(name) {
				return fmt.Errorf("--baseline %s: there are %d organisations here, each with a baseline of its own: give "+
					"a name by which each lies in the folder of its organisation", called(name), len(parts))
			}
			p.flags.baseline = filepath.Join(filepath.FromSlash(p.called()), name)
		}
		there = there || p.flags.hasBaseline()
	}
	for _, p := range parts {
		if there && !p.flags.hasBaseline() && !f.writeBaseline {
			p.flags.baseline = "" // all that is found there counts
		}
	}
	return nil
}

// hasBaseline reports whether there is a baseline in force.
func (f *lintFlags) hasBaseline() bool {
	_, err := f.at.readNamed(f.baseline, maxBaseline)
	return !errors.Is(err, fs.ErrNotExist)
}

// known reads the baseline in force. One that is to be written need not be there yet.
func (f *lintFlags) known() ([]engine.Known, error) {
	if f.baseline == "" {
		return nil, nil
	}
	var err error
	f.old, err = readBaseline(f.baseline, f.at)
	if err == nil && f.old == nil && !f.writeBaseline {
		err = fmt.Errorf("%s: there is no such file; --write-baseline writes one", called(f.baseline))
	}
	if err != nil {
		return nil, fmt.Errorf("--baseline: %w", err)
	}
	return []engine.Known{{Way: engine.ByBaseline, Reason: "in the baseline " + f.baseline, Sizes: f.old.Sizes()}}, nil
}

// keepBaseline writes the baseline when asked to, else reports the entries that are fixed.
func (a *app) keepBaseline(f *lintFlags, in engine.Input, r *engine.Report, s *config.Settings) error {
	read := f.readFor(in)
	if n := f.old.Unread(); n > 0 && !f.quiet {
		a.notice([]string{fmt.Sprintf("the baseline %s covers %s about what could not be read, so anything in there passes: fix it",
			f.baseline, counted(n, "finding"))})
	}
	missed := f.old.Missed(read)
	switch {
	case f.writeBaseline && (!r.Complete() || len(r.Unreadable) > 0):
		a.fail(exitUsage, fmt.Errorf("the baseline %s is left as it is: not everything could be checked", f.baseline))
	case f.writeBaseline && r.Summary.Files == 0: // which is told by itself
	case f.writeBaseline && missed != "":
		a.fail(exitUsage, fmt.Errorf("the baseline %s is left as it is: it was written for more files than this run reads, `%s` among them: read them all", f.baseline, missed))
	case f.writeBaseline:
		return a.writeBaseline(f, read, r, s)
	case f.old != nil && len(f.only) == 0 && missed == "":
		a.tellMended(f, r)
	}
	return nil
}

// readFor are the files and folders that a run reads, as seen from the folder of the baseline.
func (f *lintFlags) readFor(in engine.Input) []string {
	at, err := filepath.Abs(filepath.Dir(f.baseline))
	if err != nil || f.baseline == "" {
		return nil
	}
	var all []string
	for _, p := range in.Paths {
		all = append(all, relative(at, filepath.Join(f.root, filepath.FromSlash(p))))
	}
	slices.Sort(all)
	return all
}

// writeBaseline writes the findings that count and those the baseline has already; they do not count from now on. One that is there only
// shrinks, unless it is forced. What a rule that is off found remains in it, as nobody looked whether it is fixed.
func (a *app) writeBaseline(f *lintFlags, read []string, r *engine.Report, s *config.Settings) error {
	was := f.old.Sizes()
	next, added := f.old.Next(read, r.Findings, s.Strict, offIn(r))
	if f.several && f.old == nil && len(next.Findings) == 0 {
		return nil // an organisation in which there is nothing to know
	}
	if f.old != nil && len(added) > 0 && !f.force {
		a.fail(exitUsage, fmt.Errorf("the baseline %s would grow by %s, so it is left as it is: fix what is new, or take it in with --write-baseline --force",
			f.baseline, counted(len(added), "finding")))
		return nil
	}
	for _, found := range added {
		found.Suppressed = &engine.Suppression{Way: engine.ByBaseline, By: engine.ByBaseline.String(), Reason: "in the baseline " + f.baseline}
	}
	r.Recount()
	if err := writeOurs(f.baseline, func(w io.Writer) error { return report.Encode(w, next) }); err != nil {
		return err
	}
	fmt.Fprintf(a.err, "kpilint: wrote %s to %s", counted(len(next.Findings), "finding"), plain(f.baseline))
	grown := 0
	for _, found := range added {
		if found.GrewFrom > 0 {
			grown++
		}
	}
	if dropped := len(was) + len(added) - grown - len(next.Findings); f.old != nil && dropped > 0 {
		fmt.Fprintf(a.err, "; %d fixed and dropped", dropped)
	}
	if locked := f.lockedAmong(r, added); f.old != nil && locked > 0 {
		fmt.Fprintf(a.err, "; %d of them new, of rules that a pack locks", locked)
	}
	fmt.Fprintln(a.err)
	if unread := unreadIn(r); unread > 0 {
		a.notice([]string{fmt.Sprintf("%s not in it: a baseline never holds what could not be read; fix that first",
			countedIs(unread, "finding"))})
	}
	return nil
}

// unreadIn counts the findings that count and say that something was not read.
func unreadIn(r *engine.Report) int {
	n := 0
	for i := range r.Findings {
		if r.Findings[i].Suppressed == nil && r.Findings[i].Unread() {
			n++
		}
	}
	return n
}

// lockedAmong counts the findings of rules that a pack locks.
func (f *lintFlags) lockedAmong(r *engine.Report, findings []*engine.Finding) int {
	n := 0
	for _, found := range findings {
		i := slices.IndexFunc(r.Rules, func(rule *policy.Rule) bool { return rule.Name() == found.Name() })
		if i >= 0 && f.locked(r.Rules[i]) != "" {
			n++
		}
	}
	return n
}

// offIn reports of a rule, by what it is or was called, whether it is there and off in a run. It looks each name up
// once, as a baseline may name them a million times.
func offIn(r *engine.Report) func(name string) bool {
	known := map[string]bool{}
	return func(name string) bool {
		off, ok := known[name]
		if !ok {
			i := slices.IndexFunc(r.Rules, func(rule *policy.Rule) bool { return rule.Matches(name) })
			if i >= 0 {
				_, on := r.Looked[r.Rules[i].Name()]
				off = !on
			}
			known[name] = off
		}
		return off
	}
}

// maxListed is how many names of a list are shown.
const maxListed = 5

// tellMended says which entries of the baseline nothing answers to any more.
func (a *app) tellMended(f *lintFlags, r *engine.Report) {
	now := map[string]bool{}
	for i := range r.Findings {
		for _, print := range r.Findings[i].Fingerprints() {
			now[print] = true
		}
	}
	mended := f.old.Mended(now, offIn(r))
	if len(mended) == 0 {
		return
	}
	fmt.Fprintf(a.err, "kpilint: the baseline %s lists what is fixed: %s; --write-baseline drops it\n",
		plain(f.baseline), plain(shortList(mended)))
}

// shortList writes the first names of a list, and how many more there are.
func shortList(names []string) string {
	short := strings.Join(names[:min(len(names), maxListed)], ", ")
	if more := len(names) - maxListed; more > 0 {
		short += fmt.Sprintf(" and %d more", more)
	}
	return short
}

// countedIs is a number with its noun and verb.
func countedIs(n int, noun string) string {
	if n == 1 {
		return "1 " + noun + " is"
	}
	return counted(n, noun) + " are"
}

// counted is a number with its noun.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
