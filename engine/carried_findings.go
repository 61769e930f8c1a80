package engine

import (
	"slices"

	"github.com/kpilint/kpilint/engine/carry"
	"github.com/kpilint/kpilint/engine/finding"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/work"
)

// saidBefore is what a rule is known to say of a definition: some of the findings that are known.
type saidBefore struct {
	carry.Said
	from int
}

// knownFinding is a finding that an earlier run has left, and as what.
type knownFinding struct {
	finding.Finding
	packed carry.Packed
}

// takeFindings takes over what rules said of definitions of which they would say the same.
func (c *carried) takeFindings() {
	for i, all := range c.inFile {
		for k, on := range all {
			if on.was == nil || len(c.files[i].Judged[k].Said) == 0 {
				continue
			}
			for _, said := range c.files[i].Judged[k].StillSaid(c.files) {
				if found, ok := c.unpack(on.of, said); ok {
					on.known = append(on.known, saidBefore{said, len(c.findings)})
					c.findings = append(c.findings, found...)
				}
			}
		}
	}
}

// unpack unpacks what a rule said of a definition; false where something else is there.
func (c *carried) unpack(on *model.Resource, said carry.Said) (all []knownFinding, ok bool) {
	for _, p := range said.Findings {
		files := make([]string, len(p.Files))
		for i, place := range p.Files {
			files[i] = c.files[place].Name
		}
		f, ok := finding.Unpack(p.Data, c.rules[said.Rule], on, files)
		if !ok {
			return nil, false
		}
		all = append(all, knownFinding{f, p})
	}
	return all, true
}

// saidOf are the outcomes that stand for what a rule is known to say of a definition; false where that has to be found
// out.
func (c *carried) saidOf(r *model.Resource, rule *policy.Rule) (outcomes []policy.Outcome, looked int, ok bool) {
	if c == nil || c.of[r] == nil {
		return nil, 0, false
	}
	for _, said := range c.of[r].known {
		if c.rules[said.Rule] != rule {
			continue
		}
		outcomes = make([]policy.Outcome, len(said.Findings))
		for i := range outcomes {
			outcomes[i] = policy.Outcome{Rule: rule, Resource: r, Known: 1 + said.from + i}
		}
		if c.of[r].was.Looked.Has(said.Rule) {
			looked = 1
		}
		return outcomes, looked, true
	}
	return nil, 0, false
}

// finding is one that an earlier run has left, as it is placed now.
func (c *carried) finding(o *policy.Outcome, paths map[string]string) Finding {
	f := c.findings[o.Known-1].Finding
	if f.Edit != nil {
		f.Edit.Path = paths[f.Edit.File]
	}
	return f
}

// keep keeps what rules said of definitions, as it was placed: findings by the places of their outcomes.
func (c *carried) keep(jobs int, outcomes []policy.Outcome, findings []Finding, placed []bool) {
	if c == nil {
		return
	}
	kept, whole := make([]carry.Packed, len(outcomes)), make([]bool, len(outcomes))
	subjects := make([]*subject, len(outcomes))
	for i := range outcomes {
		if _, takesPart := c.place[outcomes[i].Rule]; takesPart {
			subjects[i] = c.of[outcomes[i].Resource.Whole()]
		}
	}
	c.places()
	work.Each(jobs, len(outcomes), func(i int) {
		if o := &outcomes[i]; subjects[i] != nil && placed[i] {
			kept[i], whole[i] = c.pack(o, &findings[i])
		}
	})
	for i, on := range subjects {
		if on != nil {
			on.says(c.place[outcomes[i].Rule], kept[i], whole[i] || !placed[i], placed[i], len(c.rules))
		}
	}
}

// pack packs the finding of an outcome; false where that cannot be kept.
func (c *carried) pack(o *policy.Outcome, f *Finding) (p carry.Packed, ok bool) {
	if o.Known > 0 {
		return c.findings[o.Known-1].packed, true
	}
	if f.Evidence != nil && f.Evidence.Of != nil {
		tree := f.Derivation() // which reports show, too
		f.Evidence = &policy.Evidence{Later: func() *model.Object { return tree }}
	}
	data, files, ok := f.Pack()
	for _, name := range files {
		place, known := c.places()[name]
		if ok = ok && known; !ok {
			return p, false
		}
		p.Files = append(p.Files, place)
	}
	p.Data = string(data)
	return p, ok
}

// says notes what a rule says of the definition: a finding, unless it is left out of reports.
func (on *subject) says(rule int, p carry.Packed, kept, told bool, rules int) {
	if on.odd == nil {
		on.odd = carry.NewBits(rules)
	}
	if !kept {
		on.odd.Set(rule)
		return
	}
	i := slices.IndexFunc(on.said, func(s carry.Said) bool { return s.Rule == rule })
	if i < 0 {
		i, on.said = len(on.said), append(on.said, carry.Said{Rule: rule})
	}
	if told {
		on.said[i].Findings = append(on.said[i].Findings, p)
	}
}

// allSaid is what the rules say of the definition, of those of which all is kept.
func (on *subject) allSaid() []carry.Said {
	return slices.DeleteFunc(on.said, func(s carry.Said) bool { return on.odd.Has(s.Rule) })
}
