package engine

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/answer"
	"github.com/kpilint/kpilint/engine/finding"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/trust"
)

// Join makes one report of those of several organisations, each with its Folder: everything is in the order of files,
// and every finding says in which organisation it is. One report alone is returned as it is. The parts are kept as they
// are.
func Join(parts []*Report) *Report {
	if len(parts) == 1 {
		return parts[0]
	}
	all := &Report{
		Parts: parts, Looked: map[string]int{}, Sources: map[string][]byte{}, Texts: map[string][]byte{},
		stored: map[string]*source.Content{},
	}
	told := map[string]bool{}
	seen := map[string]bool{}
	for _, r := range parts {
		all.AsOf, all.Only = r.AsOf, r.Only
		all.Findings = append(all.Findings, r.apart(seen)...)
		all.Errors = append(all.Errors, once(told, r.Errors, (*policy.RuleError).Error)...)
		for name, n := range r.Looked {
			all.Looked[name] += n
		}
		all.Unread = append(all.Unread, r.Unread...)
		all.Rules = append(all.Rules, r.Rules...)
		all.Stopped = all.Stopped || r.Stopped
		all.Ignores = append(all.Ignores, r.Ignores...)
		all.Notices = append(all.Notices, once(told, r.Notices, func(s string) string { return s })...)
		all.Skips = append(all.Skips, r.Skips...)
		all.Unreadable = append(all.Unreadable, once(told, r.Unreadable, error.Error)...)
		all.Documents, all.Answers = append(all.Documents, r.Documents...), append(all.Answers, r.Answers...)
		maps.Copy(all.Sources, r.Sources)
		maps.Copy(all.stored, r.stored)
		maps.Copy(all.Texts, r.Texts)
		all.join(r.Summary)
		all.trusts(r.Trusted)
	}
	all.sort()
	all.Summary.Rules = len(all.Rules)
	return all
}

// once are the entries of a list whose text was not told before.
func once[E any](told map[string]bool, list []E, text func(E) string) []E {
	var all []E
	for _, e := range list {
		if t := text(e); !told[t] {
			told[t] = true
			all = append(all, e)
		}
	}
	return all
}

// apart are the findings of a part, marked with its folder. One with a fingerprint that a finding of another
// organisation has gets another one, which stays the same from run to run as long as both have it.
func (r *Report) apart(seen map[string]bool) []Finding {
	renamed := map[string]string{}
	all := slices.Clone(r.Findings)
	for i := range all {
		f := &all[i]
		if f.In = r.Folder; !seen[f.Fingerprint] {
			continue
		}
		sum := sha256.Sum256([]byte(f.Fingerprint + "\x00" + r.Folder))
		own := hex.EncodeToString(sum[:12])
		renamed[f.Fingerprint], f.Fingerprint = own, own
	}
	for i := range all {
		all[i].Cause = cmp.Or(renamed[all[i].Cause], all[i].Cause)
		seen[all[i].Fingerprint] = true
	}
	return all
}

// join adds what another report counts. Rules are counted at the end, each once.
func (r *Report) join(s Summary) {
	t := &r.Summary
	t.Files, t.Definitions, t.Skipped = t.Files+s.Files, t.Definitions+s.Definitions, t.Skipped+s.Skipped
	t.Error, t.Warning, t.Info = t.Error+s.Error, t.Warning+s.Warning, t.Info+s.Info
	t.NotCheckable, t.Excepted, t.Baselined = t.NotCheckable+s.NotCheckable, t.Excepted+s.Excepted, t.Baselined+s.Baselined
	t.Suppressed, t.Inline = t.Suppressed+s.Suppressed, t.Inline+s.Inline
}

// trusts adds what another report says of the state whose word counts.
func (r *Report) trusts(t *trust.Report) {
	switch {
	case t == nil:
		return
	case r.Trusted == nil:
		own := *t
		own.Pending, own.Altered = slices.Clip(t.Pending), slices.Clip(t.Altered)
		own.Deleted, own.Lowered = slices.Clip(t.Deleted), slices.Clip(t.Lowered)
		own.TargetsGone = slices.Clip(t.TargetsGone)
		r.Trusted = &own
		return
	}
	own := r.Trusted
	own.Pending, own.Altered = append(own.Pending, t.Pending...), append(own.Altered, t.Altered...)
	own.Deleted, own.Lowered = append(own.Deleted, t.Deleted...), append(own.Lowered, t.Lowered...)
	own.TargetsGone = append(own.TargetsGone, t.TargetsGone...)
}

// sort puts what several organisations say in the order of files and lines, and of rules by their names.
func (r *Report) sort() {
	slices.SortStableFunc(r.Findings, finding.Order)
	slices.SortStableFunc(r.Rules, func(a, b *policy.Rule) int { return strings.Compare(a.Name(), b.Name()) })
	r.Rules = slices.CompactFunc(r.Rules, func(a, b *policy.Rule) bool { return a.Name() == b.Name() })
	slices.SortStableFunc(r.Unread, func(a, b Unread) int {
		return cmp.Or(strings.Compare(a.Kind, b.Kind), strings.Compare(a.Field, b.Field))
	})
	slices.SortStableFunc(r.Ignores, func(a, b Ignore) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line)
	})
	slices.SortStableFunc(r.Skips, func(a, b Skip) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line)
	})
	slices.SortStableFunc(r.Documents, func(a, b Document) int { return strings.Compare(a.File, b.File) })
	slices.SortStableFunc(r.Answers, func(a, b answer.Answer) int { return byPlace(a.Location, b.Location) })
	if t := r.Trusted; t != nil {
		slices.SortStableFunc(t.Pending, func(a, b trust.Entry) int { return byPlace(a.Location, b.Location) })
		slices.SortStableFunc(t.Altered, func(a, b trust.Altered) int { return byPlace(a.Location, b.Location) })
		slices.SortStableFunc(t.Lowered, func(a, b trust.Lowered) int { return byPlace(a.Location, b.Location) })
		slices.SortStableFunc(t.TargetsGone, func(a, b trust.TargetGone) int { return byPlace(a.Location, b.Location) })
	}
}

func byPlace(a, b source.Location) int {
	return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line, a.Column-b.Column)
}

// Part is the report of the organisation that a finding is about: of one organisation, the report itself.
func (r *Report) Part(f *Finding) *Report {
	for _, p := range r.Parts {
		if p.Folder == f.In {
			return p
		}
	}
	return r
}
