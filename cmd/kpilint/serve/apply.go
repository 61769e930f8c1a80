package serve

import (
	"context"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/report"
	"github.com/kpilint/kpilint/engine/source"
)

// fixView is the edit that a finding proposes.
type fixView struct {
	Before string `json:"before"` // the lines as they are, "" where some are added
	After  string `json:"after"`  // as they would be, "" where they are taken out
	Unsafe bool   `json:"unsafe"` // it gives the definition another meaning
}

// mostEdited is how many lines of an edit are shown.
const mostEdited = 6

// fix shows the edit of a finding, nil where it proposes none that can be made here.
func (v *viewer) fix(f *engine.Finding) *fixView {
	if f.Edit == nil {
		return nil
	}
	held, ok := v.held(f.Edit.Path)
	if !ok || !editable(held) {
		return nil
	}
	before, after := changedLines(held.Data, source.Apply(held.Data, []source.Splice{f.Edit.Splice}))
	return &fixView{Before: shownLines(before), After: shownLines(after), Unsafe: f.Edit.Unsafe}
}

// changedLines are the lines that one text has and the other has not, between what they begin and end with alike.
func changedLines(before, after []byte) (was, is []string) {
	was, is = strings.Split(string(before), "\n"), strings.Split(string(after), "\n")
	for len(was) > 0 && len(is) > 0 && was[0] == is[0] {
		was, is = was[1:], is[1:]
	}
	for len(was) > 0 && len(is) > 0 && was[len(was)-1] == is[len(is)-1] {
		was, is = was[:len(was)-1], is[:len(is)-1]
	}
	return was, is
}

// shownLines are the first lines of an edit.
func shownLines(lines []string) string {
	if len(lines) > mostEdited {
		lines = append(slices.Clip(lines[:mostEdited]), "…")
	}
	return report.Lines(strings.Join(lines, "\n"))
}

// apply makes the edit that a finding proposes. id is that of the finding, as it is now.
func (b *board) apply(ctx context.Context, id string, version int) (*judged, error) {
	return b.change(ctx, func(now *judged) (*copied, error) {
		if now.version != version {
			return nil, &conflict{"Something"}
		}
		at := slices.IndexFunc(now.report.Findings, func(f engine.Finding) bool { return f.Fingerprint == id })
		if at < 0 || now.report.Findings[at].Edit == nil {
			return nil, &refused{"This finding proposes no change."}
		}
		edit := now.report.Findings[at].Edit
		held, ok := now.held(edit.Path)
		if !ok || !editable(held) {
			return nil, &refused{edit.File + " cannot be edited here: it is not a text."}
		}
		data := source.Apply(held.Data, []source.Splice{edit.Splice})
		next := now.edited(map[string][]byte{edit.Path: data})
		next.says = "proposal for " + held.Name + " applied"
		return next, nil
	})
}
