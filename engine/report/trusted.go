package report

import (
	"fmt"
	"strings"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/trust"
	"github.com/kpilint/kpilint/engine/wording"
)

// trustedItem is something that a report says of the state whose word counts, with its place where it has one.
type trustedItem struct {
	at   source.Location
	text string
}

// trustedItems are what a change adds to suppress, alters under a suppression, eases and deletes, and what its own
// rules would find.
func trustedItems(r *engine.Report) []trustedItem {
	if r.Trusted == nil {
		return nil
	}
	t, items := r.Trusted, []trustedItem(nil)
	add := func(at source.Location, format string, args ...any) {
		items = append(items, trustedItem{at, fmt.Sprintf(format, args...)})
	}
	for _, p := range t.Pending {
		add(p.Location, "%s", wording.PendingIsNotOnYet(p.What, phraseOf(p.Name), t.Rev))
	}
	for _, a := range t.Altered {
		add(a.Location, "%s", wording.AlteredOnDiffersFromThe(a.Rule, a.Resource.ID, a.By, t.Rev))
	}
	for _, l := range t.Lowered {
		add(l.Location, "%s", wording.LoweredKeepsLevelForAs(l.Rule, l.From, l.Resource.ID, t.Rev, l.To))
	}
	for _, u := range t.TargetsGone {
		add(u.Location, "%s", wording.TargetGone(u.Resource.ID, phraseOf(u.Target), t.Rev))
	}
	for _, d := range t.Deleted {
		add(source.Location{}, "%s", wording.DeletedIsOnAndNo(d.Kind, d.ID, t.Rev))
	}
	if w := t.WithChange; w != nil {
		add(source.Location{}, "%s", withChange(w))
	}
	return items
}

func phraseOf(name string) string { return "`" + strings.ReplaceAll(name, "`", "'") + "`" }

func withChange(w *trust.WithChange) string {
	if w.Error != "" {
		return wording.TheRulesAndTheConfiguration(w.Error)
	}
	text := wording.WithTheRulesAndThe(w.More, w.Fewer)
	if w.Failed > 0 {
		text = wording.RulesOfThisChangeFail(w.Failed, text)
	}
	return text
}

// line is the item as a line of text.
func (i trustedItem) line() string {
	if i.at.File == "" {
		return Safe(i.text)
	}
	return Safe(i.at.Start() + ": " + i.text)
}
