package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/report"
)

// baselineName is the baseline that --write-baseline writes when none is named.
const baselineName = ".kpilint-baseline.json"

// baseline holds what was wrong when it was written, by fingerprint: neither lines nor wording matter.
type baseline struct {
	Version  int      `json:"version"`
	Paths    []string `json:"paths,omitempty"` // what was read for it, as seen from its folder
	Findings []entry  `json:"findings"`
}

// entry is one known finding. Rule and resource are for readers; the fingerprint decides.
type entry struct {
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"`
	Resource    string `json:"resource,omitempty"`
}

func (e entry) String() string {
	if e.Resource == "" {
		return e.Rule
	}
	return e.Rule + " on `" + e.Resource + "`"
}

// maxBaseline is the size of the largest baseline, in bytes: some hundred thousand findings.
const maxBaseline = 64 << 20

// readBaseline reads a baseline; nil when there is none.
func readBaseline(name string) (*baseline, error) {
	data, err := disk.ReadFile(name, maxBaseline)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read baseline %s: %w", called(name), err)
	}
	b := &baseline{}
	err = json.Unmarshal(data, b)
	switch {
	case err == nil && b.Version > 1:
		return nil, fmt.Errorf("read baseline %s: it is of version %d, and this kpilint reads version 1: take a newer kpilint", called(name), b.Version)
	case err != nil || b.Version != 1 || slices.ContainsFunc(b.Findings, func(e entry) bool { return e.Fingerprint == "" || e.Rule == "" }):
		return nil, fmt.Errorf("read baseline %s: it is no baseline of kpilint; name another file, or remove this one and write it anew with --write-baseline", called(name))
	}
	if len(b.Paths) == 0 { // written before they were noted
		b.Paths = []string{"."}
	}
	return b, nil
}

// fingerprints are those of a baseline; a nil one has none.
func (b *baseline) fingerprints() map[string]bool {
	all := map[string]bool{}
	if b != nil {
		for _, e := range b.Findings {
			all[e.Fingerprint] = true
		}
	}
	return all
}

// known reads the baseline in force. One that is to be written need not be there yet.
func (f *lintFlags) known() ([]engine.Known, error) {
	if f.baseline == "" && f.writeBaseline {
		f.baseline = baselineName
	}
	if f.baseline == "" {
		return nil, nil
	}
	var err error
	f.old, err = readBaseline(f.baseline)
	if err == nil && f.old == nil && !f.writeBaseline {
		err = fmt.Errorf("%s: there is no such file; --write-baseline writes one", called(f.baseline))
	}
	if err != nil {
		return nil, fmt.Errorf("--baseline: %w", err)
	}
	return []engine.Known{{Way: engine.ByBaseline, Reason: "in the baseline " + f.baseline, Fingerprints: f.old.fingerprints()}}, nil
}

// keepBaseline writes the baseline when asked to, else tells of entries that are mended.
func (a *app) keepBaseline(f *lintFlags, in engine.Input, r *engine.Report, s *config.Settings) error {
	read := f.readFor(in)
	missed := f.old.missed(read)
	switch {
	case f.writeBaseline && (!r.Complete() || len(r.Unreadable) > 0):
		a.fail(exitUsage, fmt.Errorf("the baseline %s is left as it is: not everything could be checked", f.baseline))
	case f.writeBaseline && r.Summary.Files == 0: // which is told by itself
	case f.writeBaseline && missed != "":
		a.fail(exitUsage, fmt.Errorf("the baseline %s is left as it is: it was written for more than this run reads, for `%s` too; read all of it", f.baseline, missed))
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

// missed is what a baseline was written for and a run does not read, "" for nothing.
func (b *baseline) missed(read []string) string {
	if b == nil {
		return ""
	}
	const here = "/a/b/c/d/e/f/g/h" // paths may lead up from the baseline's folder
	for _, p := range b.Paths {
		holds := func(folder string) bool {
			folder = path.Join(here, folder)
			return ancestor(folder, path.Join(here, p)) == folder
		}
		if !slices.ContainsFunc(read, holds) {
			return p
		}
	}
	return ""
}

// writeBaseline writes the findings that count and those the baseline has already; they do not count from now on. One that is there only
// shrinks, unless it is forced. What a rule that is off found remains in it, as nobody looked whether it is mended.
func (a *app) writeBaseline(f *lintFlags, read []string, r *engine.Report, s *config.Settings) error {
	was := f.old.fingerprints()
	next := baseline{Version: 1, Paths: read, Findings: f.old.unasked(r)}
	var added []*engine.Finding
	for i := range r.Findings {
		found := &r.Findings[i]
		switch {
		case found.Suppressed == nil && (found.Outcome == engine.Violated || s.Strict):
			added = append(added, found)
		case found.Suppressed == nil || found.Suppressed.Way != engine.ByBaseline:
			continue
		}
		next.Findings = append(next.Findings, entry{found.Fingerprint, found.Name(), found.Resource.ID})
	}
	if f.old != nil && len(added) > 0 && !f.force {
		a.fail(exitUsage, fmt.Errorf("the baseline %s would grow by %s, so it is left as it is: mend what is new, or take it in with --write-baseline --force",
			f.baseline, counted(len(added), "finding")))
		return nil
	}
	slices.SortFunc(next.Findings, func(x, y entry) int {
		return strings.Compare(x.Rule+x.Resource+x.Fingerprint, y.Rule+y.Resource+y.Fingerprint)
	})
	for _, found := range added {
		found.Suppressed = &engine.Suppression{Way: engine.ByBaseline, By: engine.ByBaseline.String(), Reason: "in the baseline " + f.baseline}
	}
	r.Recount()
	if err := writeOurs(f.baseline, func(w io.Writer) error { return report.Encode(w, next) }); err != nil {
		return err
	}
	fmt.Fprintf(a.err, "kpilint: wrote %s to %s", counted(len(next.Findings), "finding"), plain(f.baseline))
	if dropped := len(was) + len(added) - len(next.Findings); f.old != nil && dropped > 0 {
		fmt.Fprintf(a.err, "; %d mended and dropped", dropped)
	}
	if locked := f.lockedAmong(r, added); f.old != nil && locked > 0 {
		fmt.Fprintf(a.err, "; %d of them new, of rules that a pack locks", locked)
	}
	fmt.Fprintln(a.err)
	return nil
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

// unasked are the entries whose rules are off in a run.
func (b *baseline) unasked(r *engine.Report) []entry {
	all := []entry{}
	if b == nil {
		return all
	}
	off := offIn(r)
	for _, e := range b.Findings {
		if off(e.Rule) {
			all = append(all, e)
		}
	}
	return all
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

// mendedNamed is how many mended entries are named.
const mendedNamed = 5

// tellMended says which entries of the baseline nothing answers to any more.
func (a *app) tellMended(f *lintFlags, r *engine.Report) {
	now := map[string]bool{}
	for i := range r.Findings {
		for _, print := range r.Findings[i].Fingerprints() {
			now[print] = true
		}
	}
	mended := f.old.mended(now, offIn(r))
	if len(mended) == 0 {
		return
	}
	names := strings.Join(mended[:min(len(mended), mendedNamed)], ", ")
	if more := len(mended) - mendedNamed; more > 0 {
		names += fmt.Sprintf(" and %d more", more)
	}
	fmt.Fprintf(a.err, "kpilint: the baseline %s lists what is mended: %s; --write-baseline drops it\n", plain(f.baseline), plain(names))
}

// mended are the entries that have none of the fingerprints of now, but those whose rules are off: nobody looked.
func (b *baseline) mended(now map[string]bool, off func(rule string) bool) []string {
	var all []string
	for _, e := range b.Findings {
		if !now[e.Fingerprint] && !off(e.Rule) {
			all = append(all, e.String())
		}
	}
	return all
}

// counted is a number with its noun.
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}
