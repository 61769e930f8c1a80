package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/schema/field"
)

// The orders in which people are shown findings.
const (
	ByImportance = "importance" // what matters most first; the default
	ByPlace      = "place"      // by file, line and column, as in all formats for programs
)

// Orders are those in which findings can be sorted.
func Orders() []string { return []string{ByImportance, ByPlace} }

// inOrder are all findings as people are shown them.
func inOrder(r *engine.Report, order string) []*engine.Finding {
	all := make([]*engine.Finding, len(r.Findings))
	for i := range r.Findings {
		all[i] = &r.Findings[i]
	}
	if order != ByPlace {
		newImportance(r).sort(all)
	}
	return all
}

// ranked are the findings that count, the most important first.
func ranked(r *engine.Report) []*engine.Finding {
	all := standing(r)
	newImportance(r).sort(all)
	return all
}

// importance orders findings by what is to be read first: errors before questions before hints; what is certain
// before what is conditional; cash, then promises to customers and the law, then all else, and last how a file is
// written; the larger before the smaller; that on which more depends. What is alike stays in the order of files.
type importance struct {
	below folds
	goals map[goal]int // key results that stand on a KPI
}

// goal is what key results stand on: a KPI, by its full name, of an organisation, by its folder.
type goal struct{ in, kpi string }

func newImportance(r *engine.Report) *importance {
	i := &importance{below: foldsOf(standing(r)), goals: map[goal]int{}}
	i.count(r, "")
	for _, part := range r.Parts {
		i.count(part, part.Folder)
	}
	return i
}

// count counts the key results of an organisation.
func (i *importance) count(r *engine.Report, in string) {
	if r.Model == nil {
		return
	}
	for _, o := range r.Model.Of("Objective") {
		for _, result := range o.Objects(field.KeyResults) {
			if k := result.To(field.KPI); k != nil {
				i.goals[goal{in, k.Name}]++
			}
		}
	}
}

func (i *importance) sort(all []*engine.Finding) {
	slices.SortStableFunc(all, i.compare)
}

func (i *importance) sortEntries(all []*shown) {
	slices.SortStableFunc(all, func(a, b *shown) int { return i.compare(a.Finding, b.Finding) })
}

func (i *importance) compare(a, b *engine.Finding) int {
	return cmp.Or(
		cmp.Compare(seriousness(b), seriousness(a)),
		cmp.Compare(conditional(a), conditional(b)),
		cmp.Compare(subject(a), subject(b)),
		cmp.Compare(b.Size, a.Size),
		cmp.Compare(i.reach(b), i.reach(a)),
		cmp.Compare(withoutSum(a), withoutSum(b)),
	)
}

// seriousness orders levels; what could not be checked stands above what is only worth knowing.
func seriousness(f *engine.Finding) int {
	if f.Outcome == engine.NotCheckable {
		return 15
	}
	return 10 * int(f.Level)
}

// inSections puts findings together that stand in one section, the sections in the order of their first.
func inSections(all []*engine.Finding) []*engine.Finding {
	slices.SortStableFunc(all, func(a, b *engine.Finding) int { return cmp.Compare(sectionOf(a), sectionOf(b)) })
	return all
}

// sectionOf is where the state of a finding stands among the sections of a report.
func sectionOf(f *engine.Finding) int {
	return slices.Index([]string{"error", unread, "warning", "question", "info"}, stateOf(f))
}

// conditional is 1 for what holds only under a condition: for some values of a range, or if customers pay late.
func conditional(f *engine.Finding) int {
	if strings.HasPrefix(f.Message, mayNot) || f.Name() == "finance/late-payment-breaks-plan" {
		return 1
	}
	return 0
}

// The subjects of findings in the order in which they are read.
const (
	aboutCash = iota
	aboutPromises
	aboutWork
	aboutFiles
)

// promises are the rules about what customers are promised and what the law asks for.
var promises = map[string]bool{
	"capacity/no-room-for-breaks":            true,
	"staffing/closing-below-arrivals":        true,
	"staffing/promise-outside-staffed-hours": true,
	"staffing/too-few-agents":                true,
	"supply/promise-exceeds-throughput":      true,
}

func subject(f *engine.Finding) int {
	switch {
	case f.Category == "finance":
		return aboutCash
	case promises[f.Name()]:
		return aboutPromises
	case f.Category == fileCategory:
		return aboutFiles
	}
	return aboutWork
}

// reach is on how much a finding bears: what follows from it, the key results that stand on its number, and where
// else its sum is written.
func (i *importance) reach(f *engine.Finding) int {
	return 3*len(i.below[f.Fingerprint]) + 2*i.goals[goal{f.In, f.Resource.Whole().ID}] + len(f.Related)
}

// withoutSum is 1 for what has no sum.
func withoutSum(f *engine.Finding) int {
	if f.Because == "" {
		return 1
	}
	return 0
}

// isForm reports whether a finding only says what is not written.
func isForm(rule *policy.Rule) bool { return rule != nil && slices.Contains(rule.Tags, policy.Form) }

// teamsOf are the teams whom a finding concerns: its own and those of the numbers that its sum goes through, each
// once.
func teamsOf(own *model.Resource, related []*model.Resource) []*model.Resource {
	var all []*model.Resource
	for _, r := range append([]*model.Resource{own}, related...) {
		if r == nil {
			continue
		}
		if t := teamOf(r); t != nil && !slices.Contains(all, t) {
			all = append(all, t)
		}
	}
	return all
}
