// Package mend changes files: the edits that findings propose, made where they bring nothing new, and the layout of
// definitions. It writes nothing.
package mend

import (
	"bytes"
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/finding"
	"github.com/kpilint/kpilint/engine/source"
)

// Fixed is what Fix did.
type Fixed struct {
	Files    []FileChange      // by name, those that changed
	Applied  []finding.Finding // that were mended, in order
	Prepared []finding.Finding // whose place was prepared, and that somebody has to fill in: they are still there
	Light    []finding.Finding // that came to light, as what they are about could not be judged before
	Refused  []finding.Finding // whose edit would have brought new findings, so it was not made
	Unsafe   int               // findings with an edit that was not asked for
	Last     State             // the files with the edits that were made, judged
}

// State is files that can be changed and judged. A change gives another one, and leaves it as it is.
type State interface {
	With(file string, contents []byte) State // by its path in the file system
	Contents(file string) []byte
	Called(file string) string // as findings call it
	Judge(ctx context.Context) (Verdict, error)
}

// Verdict is what judging files says.
type Verdict struct {
	Findings           []finding.Finding
	Errors, Unreadable int  // rules that failed, and what could not be read
	Stopped            bool // the context ended before the end
}

// A FileChange is a file with its content before and after.
type FileChange struct {
	Name, Path  string // as findings call it, and in the file system
	Before, Now []byte
}

// passes bounds how often the result of edits is edited again.
const passes = 12

// referenceRule is the rule about names that lead nowhere.
const referenceRule = "alignment/unresolved-reference"

// connects reports whether the edit of a finding corrects a name, so that it leads to something.
func connects(f finding.Finding) bool {
	return f.Name() == referenceRule || f.Name() == "definition/owner-missing"
}

// Fix makes the edits that findings propose, and with unsafe those too that give definitions another meaning.
// Nothing is written: the result is checked again in memory, and an edit that brings a new finding is not made,
// unless it only lets a rule judge what it could not judge before. Suppressed findings are left alone.
func Fix(ctx context.Context, files State, unsafe bool) (*Fixed, error) {
	f := &fixer{
		ctx: ctx, unsafe: unsafe, now: files, refused: map[string]finding.Finding{}, before: map[string]FileChange{},
	}
	var err error
	if f.report, err = f.lint(f.now); err != nil {
		return nil, err
	}
	f.had = fingerprints(f.report)
	for range passes {
		edits := f.edits()
		if len(edits) == 0 {
			break
		}
		if err := f.try(edits); err != nil {
			return nil, err
		}
	}
	return f.result(), nil
}

type fixer struct {
	ctx     context.Context
	unsafe  bool
	now     State           // with the edits that were made
	report  Verdict         // of it
	had     map[string]bool // fingerprints of the first report
	applied []finding.Finding
	refused map[string]finding.Finding // by fingerprint
	before  map[string]FileChange      // by path
}

// lint checks a snapshot to the end: what an edit would bring cannot be told from a part of the findings.
func (f *fixer) lint(s State) (Verdict, error) {
	r, err := s.Judge(f.ctx)
	if err == nil && r.Stopped {
		err = f.ctx.Err()
	}
	return r, err
}

// edits are those that can be made now: none that was refused, and no two that touch one another. Names come first
// and by themselves, as they may bring to light what was there.
func (f *fixer) edits() []finding.Finding {
	var all []finding.Finding
	for _, found := range f.report.Findings {
		_, refused := f.refused[found.Fingerprint]
		if found.Edit == nil || found.Suppressed != nil || refused || found.Edit.Unsafe && !f.unsafe {
			continue
		}
		all = append(all, found)
	}
	names := slices.DeleteFunc(slices.Clone(all), func(f finding.Finding) bool { return !connects(f) })
	if len(names) > 0 {
		all = names
	}
	slices.SortStableFunc(all, func(a, b finding.Finding) int {
		if by := strings.Compare(a.Edit.Path, b.Edit.Path); by != 0 {
			return by
		}
		return a.Edit.Splice.From - b.Edit.Splice.From
	})
	var apart []finding.Finding
	for _, found := range all {
		if n := len(apart); n > 0 && touch(apart[n-1].Edit, found.Edit) {
			continue // in the next pass
		}
		apart = append(apart, found)
	}
	return apart
}

// touch reports whether an edit begins before the one in front of it has ended.
func touch(before, next *finding.Edit) bool {
	return before.Path == next.Path && next.Splice.From <= before.Splice.To
}

// try makes edits, and where the result has new findings, each half of them by itself.
func (f *fixer) try(edits []finding.Finding) error {
	if len(edits) == 0 {
		return nil
	}
	then := f.now
	for path, splices := range byFile(edits) {
		then = then.With(path, source.Apply(f.now.Contents(path), splices))
	}
	report, err := f.lint(then)
	switch {
	case err != nil:
		return err
	case !worse(f.report, report, edits):
		f.keep(edits, then, report)
	case len(edits) == 1:
		f.refused[edits[0].Fingerprint] = edits[0]
	default:
		return f.halve(edits)
	}
	return nil
}

// halve tries the first half; the others are proposed anew in the next pass, at the places they have then.
func (f *fixer) halve(edits []finding.Finding) error {
	if err := f.try(edits[:(len(edits)+1)/2]); err != nil {
		return err
	}
	return f.try(f.edits()[:min(len(f.edits()), len(edits)/2)])
}

func byFile(edits []finding.Finding) map[string][]source.Splice {
	files := map[string][]source.Splice{}
	for _, found := range edits {
		files[found.Edit.Path] = append(files[found.Edit.Path], found.Edit.Splice)
	}
	return files
}

func (f *fixer) keep(edits []finding.Finding, then State, report Verdict) {
	for path := range byFile(edits) {
		if _, known := f.before[path]; !known {
			f.before[path] = FileChange{Name: f.now.Called(path), Path: path, Before: f.now.Contents(path)}
		}
	}
	f.applied = append(f.applied, edits...)
	f.now, f.report = then, report
}

// worse reports whether a report has a finding that the one before had not, and that the edits have brought. A name
// that leads somewhere now, or a rule that could not judge a definition before, brings nothing: it shows what was
// there.
func worse(before, now Verdict, edits []finding.Finding) bool {
	had := fingerprints(before)
	only := !slices.ContainsFunc(edits, func(f finding.Finding) bool { return !connects(f) })
	if now.Errors > before.Errors || now.Unreadable > before.Unreadable {
		return true
	}
	return slices.ContainsFunc(now.Findings, func(f finding.Finding) bool {
		switch {
		case f.Suppressed != nil || had[f.Fingerprint]:
			return false
		case f.Category == finding.FileCategory || f.Name() == referenceRule:
			return true
		}
		return !only && !unjudged(before, &f)
	})
}

// unjudged reports whether the rule of a finding could not judge the same definition before.
func unjudged(before Verdict, f *finding.Finding) bool {
	return slices.ContainsFunc(before.Findings, func(b finding.Finding) bool {
		return b.Outcome == finding.NotCheckable && f.Outcome == finding.Violated &&
			b.Name() == f.Name() && b.Resource == f.Resource
	})
}

func fingerprints(r Verdict) map[string]bool {
	all := map[string]bool{}
	for i := range r.Findings {
		all[r.Findings[i].Fingerprint] = true
	}
	return all
}

func (f *fixer) result() *Fixed {
	r := &Fixed{Last: f.now}
	left := map[string]bool{}
	for i := range f.report.Findings {
		found := &f.report.Findings[i]
		left[found.Fingerprint] = found.Suppressed == nil
		if found.Suppressed == nil && found.Outcome == finding.Violated && !f.had[found.Fingerprint] {
			r.Light = append(r.Light, *found)
		}
	}
	for _, found := range f.applied {
		if left[found.Fingerprint] {
			r.Prepared = append(r.Prepared, found)
		} else {
			r.Applied = append(r.Applied, found)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(f.before)) {
		file := f.before[path]
		if file.Now = f.now.Contents(path); !bytes.Equal(file.Before, file.Now) {
			r.Files = append(r.Files, file)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(f.refused)) {
		r.Refused = append(r.Refused, f.refused[key])
	}
	slices.SortStableFunc(r.Refused, finding.Order)
	for _, found := range f.report.Findings {
		if found.Edit != nil && found.Suppressed == nil && found.Edit.Unsafe && !f.unsafe {
			r.Unsafe++
		}
	}
	return r
}
