package suppress

import (
	"cmp"
	"encoding/json"
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/finding"
	"github.com/kpilint/kpilint/engine/wording"
)

// Baseline holds what was wrong when it was written, by fingerprint: neither lines nor wording matter. A nil one has no
// entries.
type Baseline struct {
	Version  int      `json:"version"`
	Paths    []string `json:"paths,omitempty"` // what was read for it, as seen from its folder
	Findings []Entry  `json:"findings"`
}

// Entry is one known finding. Rule and resource are for readers; the fingerprint decides.
type Entry struct {
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"`
	Resource    string `json:"resource,omitempty"`
	// How large it was, as a share; left out where its rule does not say it, and in version 1.
	Size float64 `json:"size,omitempty"`
}

// baselineVersion is what is written. Version 1 had no sizes.
const baselineVersion = 2

// String names the rule, and the definition where there is one.
func (e Entry) String() string {
	if e.Resource == "" {
		return e.Rule
	}
	return e.Rule + " on `" + e.Resource + "`"
}

// ParseBaseline reads a baseline from the bytes of its file.
func ParseBaseline(data []byte) (*Baseline, error) {
	b := &Baseline{}
	err := json.Unmarshal(data, b)
	bare := func(e Entry) bool { return e.Fingerprint == "" || e.Rule == "" }
	switch {
	case err == nil && b.Version > baselineVersion:
		return nil, errors.New(wording.ItIsOfVersionAnd(b.Version, baselineVersion))
	case err != nil || b.Version < 1 || slices.ContainsFunc(b.Findings, bare):
		return nil, errors.New(
			wording.ItIsNoBaselineOf())
	}
	if len(b.Paths) == 0 { // written before they were noted
		b.Paths = []string{"."}
	}
	return b, nil
}

// Sizes are how large the entries were, by their fingerprints.
func (b *Baseline) Sizes() map[string]float64 {
	all := map[string]float64{}
	if b != nil {
		for _, e := range b.Findings {
			all[e.Fingerprint] = e.Size
		}
	}
	return all
}

// Missed is what a baseline was written for and a run does not read, "" for nothing.
func (b *Baseline) Missed(read []string) string {
	if b == nil {
		return ""
	}
	const here = "/a/b/c/d/e/f/g/h" // paths may lead up from the baseline's folder
	for _, p := range b.Paths {
		holds := func(folder string) bool {
			folder, p := path.Join(here, folder), path.Join(here, p)
			return p == folder || strings.HasPrefix(p, strings.TrimSuffix(folder, "/")+"/")
		}
		if !slices.ContainsFunc(read, holds) {
			return p
		}
	}
	return ""
}

// Next is the baseline of a run, which read some paths: the findings that count, those that the baseline has already,
// and of it the entries of rules that are off, as nobody looked whether they are fixed. What cannot be checked counts
// in a strict run. added are the findings that the baseline had not, or had smaller. What it knows keeps the smallest
// size it ever had there, so that many small steps do not make it large. What says that something was not read is never
// added: whatever would stand there later would be known too.
func (b *Baseline) Next(read []string, all []finding.Finding, strict bool, off func(rule string) bool) (
	next Baseline, added []*finding.Finding,
) {
	next = Baseline{Version: baselineVersion, Paths: read, Findings: b.Unasked(off)}
	was := b.Sizes()
	for i := range all {
		found := &all[i]
		switch {
		case found.Suppressed == nil && found.Unread():
			continue
		case found.Suppressed == nil && (found.Outcome == finding.Violated || strict):
			added = append(added, found)
		case found.Suppressed == nil || found.Suppressed.Way != finding.ByBaseline:
			continue
		}
		size := found.Size
		for _, print := range found.Fingerprints() {
			if before := was[print]; before > 0 && found.GrewFrom == 0 {
				size = min(size, before)
			}
		}
		next.Findings = append(next.Findings, Entry{found.Fingerprint, found.Name(), found.Resource.ID, size})
	}
	slices.SortFunc(next.Findings, func(x, y Entry) int {
		return cmp.Compare(x.Rule+x.Resource+x.Fingerprint, y.Rule+y.Resource+y.Fingerprint)
	})
	return next, added
}

// Unread counts the entries which say that something was not read. A baseline of kpilint 0.2.0 may have some.
func (b *Baseline) Unread() int {
	n := 0
	if b != nil {
		for _, e := range b.Findings {
			if finding.IsUnread(e.Rule) {
				n++
			}
		}
	}
	return n
}

// Unasked are the entries whose rules are off in a run.
func (b *Baseline) Unasked(off func(rule string) bool) []Entry {
	all := []Entry{}
	if b == nil {
		return all
	}
	for _, e := range b.Findings {
		if off(e.Rule) {
			all = append(all, e)
		}
	}
	return all
}

// Mended are the entries that have none of the fingerprints of now, but those whose rules are off: nobody looked.
func (b *Baseline) Mended(now map[string]bool, off func(rule string) bool) []string {
	var all []string
	for _, e := range b.Findings {
		if !now[e.Fingerprint] && !off(e.Rule) {
			all = append(all, e.String())
		}
	}
	return all
}
