package engine

import (
	"cmp"
	"slices"

	"github.com/kpilint/kpilint/engine/finding"
	"github.com/kpilint/kpilint/engine/policy"
)

// Difference is what two reports of the same definitions say differently, by who owns what they are about.
type Difference struct {
	Before, After int // findings that count
	Owners        []OwnerDifference
}

// OwnerDifference is the difference for one owner: what only one report says, and what both say at different levels,
// each in the order of reports.
type OwnerDifference struct {
	Owner        string // full name of the role, team or organisation; "" for what nobody owns
	Gained, Lost []Finding
	Changed      []Changed
}

// Changed is a finding that has another level than before.
type Changed struct {
	Finding
	Was policy.Level
}

// Count is how many findings differ.
func (d *Difference) Count() (gained, lost, changed int) {
	for _, o := range d.Owners {
		gained, lost, changed = gained+len(o.Gained), lost+len(o.Lost), changed+len(o.Changed)
	}
	return gained, lost, changed
}

// Compare tells what a report says differently from an earlier one. Findings are the same when one of their
// fingerprints is; those that an exception or a baseline covers do not count, in either.
func Compare(before, after *Report) *Difference {
	d := &Difference{}
	owners := map[string]*OwnerDifference{}
	of := func(r *Report, f *Finding) *OwnerDifference {
		name := r.owner(f)
		if owners[name] == nil {
			owners[name] = &OwnerDifference{Owner: name}
		}
		return owners[name]
	}
	was, is := counting(before), counting(after)
	d.Before, d.After = len(was), len(is)
	kept := map[*Finding]bool{}
	for i, old := range sameIn(was, is) {
		f := &is[i]
		switch {
		case old == nil:
			o := of(after, f)
			o.Gained = append(o.Gained, *f)
		case old.Level != f.Level:
			o := of(after, f)
			o.Changed = append(o.Changed, Changed{*f, old.Level})
		}
		kept[old] = true
	}
	for i := range was {
		if f := &was[i]; !kept[f] {
			o := of(before, f)
			o.Lost = append(o.Lost, *f)
		}
	}
	for _, o := range owners {
		d.Owners = append(d.Owners, *o)
	}
	slices.SortFunc(d.Owners, func(a, b OwnerDifference) int { return cmp.Compare(a.Owner, b.Owner) })
	return d
}

// sameIn finds for each finding of a report the one of an earlier report that it is, nil for none. A rule may be
// renamed between them.
func sameIn(was, is []Finding) []*Finding {
	by := map[string]*Finding{}
	finding.InTurn(was, func(i int, print string) bool {
		if by[print] == nil {
			by[print] = &was[i]
		}
		return false
	})
	return finding.Answers(is, func(print string) *Finding { return by[print] })
}

// counting are the findings of a report that count. What is hidden is found beside a trusted state alone, whatever the
// rules are.
func counting(r *Report) []Finding {
	var all []Finding
	for i := range r.Findings {
		if r.Findings[i].Suppressed == nil && r.Findings[i].Name() != Hidden {
			all = append(all, r.Findings[i])
		}
	}
	return all
}

// owner is the full name of who owns what a finding is about, its team where it has no owner, "" for nobody.
func (r *Report) owner(f *Finding) string {
	of := r.Part(f).Model
	if of == nil {
		return ""
	}
	res := of.Find(f.Resource.Kind, f.Resource.ID)
	switch {
	case res == nil:
		return ""
	case res.Owner != nil:
		return res.Owner.Name
	case res.Team != nil:
		return res.Team.Name
	case res.Kind == "Team" || res.Kind == "Role":
		return res.Name
	}
	return ""
}
