package engine

import (
	"context"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/mend"
)

// Fixed is what Fix did.
type Fixed struct {
	*mend.Fixed
	Report *Report // of the result
}

// Fix makes the edits that findings propose, as mend.Fix does. Nothing is written.
func (e *Engine) Fix(ctx context.Context, in Input, unsafe bool) (*Fixed, error) {
	s, err := e.Snapshot(ctx, in)
	if err != nil {
		return nil, err
	}
	fixed, err := mend.Fix(ctx, &attempt{Snapshot: s}, unsafe)
	if err != nil {
		return nil, err
	}
	return &Fixed{fixed, fixed.Last.(*attempt).report}, nil
}

// JoinFixed joins what was done in several organisations, one at least. A file that two of them read is changed by the
// first. None of them is to be used afterwards.
func JoinFixed(all []*Fixed) *Fixed {
	done := all[0]
	reports := []*Report{done.Report}
	for _, next := range all[1:] {
		changed := map[string]bool{}
		for _, f := range done.Files {
			changed[f.Path] = true
		}
		reports = append(reports, next.Report)
		done.Files = append(done.Files, slices.DeleteFunc(next.Files, func(f mend.FileChange) bool {
			return changed[f.Path]
		})...)
		taken := func(f Finding) bool { return changed[f.Edit.Path] }
		done.Applied = append(done.Applied, slices.DeleteFunc(next.Applied, taken)...)
		done.Prepared = append(done.Prepared, slices.DeleteFunc(next.Prepared, taken)...)
		done.Light, done.Refused = append(done.Light, next.Light...), append(done.Refused, next.Refused...)
		done.Unsafe += next.Unsafe
	}
	done.Report = Join(reports)
	slices.SortStableFunc(done.Files, func(x, y mend.FileChange) int { return strings.Compare(x.Path, y.Path) })
	return done
}

// attempt is a snapshot as mend tries its edits on it.
type attempt struct {
	*Snapshot
	report *Report // since it was judged
}

// With is the attempt that has other contents in a file.
func (a *attempt) With(file string, contents []byte) mend.State {
	return &attempt{Snapshot: a.Snapshot.With(file, contents)}
}

// Contents are those of a file that was read, nil where none was.
func (a *attempt) Contents(file string) []byte { return a.contents(file) }

// Called is how findings call a file.
func (a *attempt) Called(file string) string { return a.where.Called(file) }

// Judge checks the definitions.
func (a *attempt) Judge(ctx context.Context) (mend.Verdict, error) {
	r, err := a.Lint(ctx)
	if err != nil {
		return mend.Verdict{}, err
	}
	a.report = r
	return mend.Verdict{
		Findings: r.Findings, Errors: len(r.Errors), Unreadable: len(r.Unreadable), Stopped: r.Stopped,
	}, nil
}
