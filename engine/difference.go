package engine

import (
	"cmp"
	"slices"

	"github.com/kpilint/kpilint/engine/policy"
)

// Difference is what two reports of the same definitions say differently, by who owns what they are about.
type Difference struct {
	Before, After int // findings that count
	Owners        []OwnerDifference
}

// OwnerDifference is the difference for one owner: what only one report says, and what both say at different levels, each in the
// order of reports.
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

// Compare tells what a report says differently from an earlier one. Findings are the same when rule, definition and field are; those
// that an exception or a baseline covers do not count, in either.
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
	was, n := counting(before)
	is, m := counting(after)
	d.Before, d.After = n, m
	for i := range after.Findings {
		f := &after.Findings[i]
		old := was.of(f)
		switch {
		case f.Suppressed != nil:
		case old == nil:
			o := of(after, f)
			o.Gained = append(o.Gained, *f)
		case old.Level != f.Level:
			o := of(after, f)
			o.Changed = append(o.Changed, Changed{*f, old.Level})
		}
	}
	for i := range before.Findings {
		f := &before.Findings[i]
		if f.Suppressed == nil && is.of(f) == nil {
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

// prints are findings by all fingerprints that they have or had: a rule may be renamed between two reports.
type prints map[string]*Finding

// of is the finding that another one is, nil for none.
func (p prints) of(f *Finding) *Finding {
	for _, print := range f.Fingerprints() {
		if p[print] != nil {
			return p[print]
		}
	}
	return nil
}

// counting are the findings that count, by what they are about, and how many they are.
func counting(r *Report) (prints, int) {
	all, n := prints{}, 0
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Suppressed != nil {
			continue
		}
		n++
		for _, print := range f.Fingerprints() {
			all[print] = f
		}
	}
	return all, n
}

// owner is the full name of who owns what a finding is about, its team where it has no owner, "" for nobody.
func (r *Report) owner(f *Finding) string {
	res := r.Model.Find(f.Resource.Kind, f.Resource.ID)
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
