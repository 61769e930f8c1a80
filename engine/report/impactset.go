package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/impact"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// WhatIf is what other values of some quantities change.
type WhatIf struct {
	Set []engine.Replaced
	*engine.Difference
	Numbers []*impact.Change
	Then    *impact.Answer // who misses then; nil where nobody asks
}

// shownNumbers is how many numbers are listed; the others are counted.
const shownNumbers = 20

// WhatIfText writes what other values change.
func WhatIfText(w io.Writer, c *WhatIf) error {
	t := bufio.NewWriter(w)
	for _, s := range c.Set {
		fmt.Fprintf(t, "%s: %s → %s  [%s]\n", Safe(fieldName(s)), Safe(s.Before), Safe(s.Now), Safe(s.Location.Start()))
	}
	gained, lost, changed := c.Count()
	fmt.Fprint(t, "\n"+wording.Breaks(wording.Findings(gained))+"\n")
	for _, o := range c.Owners {
		whatIfLines(t, o.Gained)
	}
	fmt.Fprint(t, wording.Fixes(wording.Findings(lost))+"\n")
	for _, o := range c.Owners {
		whatIfLines(t, o.Lost)
	}
	if changed > 0 {
		fmt.Fprint(t, wording.ChangesTheLevelOf(wording.Findings(changed))+"\n")
	}
	for _, o := range c.Owners {
		for i := range o.Changed {
			f := &o.Changed[i]
			_, message := said(&f.Finding)
			fmt.Fprintf(t, "  %s: %s → %s: %s [%s]\n", Safe(f.Location.Start()), f.Was, f.Level, Safe(message), f.Name())
		}
	}
	fmt.Fprint(t, "\n"+wording.Changes(wording.Numbers(len(c.Numbers)))+"\n")
	for _, n := range c.Numbers[:min(shownNumbers, len(c.Numbers))] {
		before, after := Safe(valueOrNone(n.Before)), Safe(sumOrNone(n.After))
		fmt.Fprintf(t, "  %s %s: %s → %s\n", Safe(n.Of), n.Fact, before, after)
	}
	if more := len(c.Numbers) - shownNumbers; more > 0 {
		fmt.Fprint(t, "  "+wording.AndMore(more)+"\n")
	}
	if c.Then == nil {
		return t.Flush()
	}
	t.WriteByte('\n')
	if err := t.Flush(); err != nil {
		return err
	}
	return Impact(w, c.Then, "text", Options{})
}

func fieldName(s engine.Replaced) string {
	return s.Resource.ID + "." + strings.ReplaceAll(s.Path, "/", ".")
}

func whatIfLines(w io.Writer, all []engine.Finding) {
	for i := range all {
		f := &all[i]
		word, message := said(f)
		level := f.Level.String()
		if f.Outcome == engine.NotCheckable {
			level = word
		}
		fmt.Fprintf(w, "  %s: %s: %s [%s]\n", Safe(f.Location.Start()), level, Safe(message), f.Name())
	}
}

func valueOrNone(n *network.Node) string {
	if n == nil {
		return "none"
	}
	return n.String()
}

func sumOrNone(n *network.Node) string {
	if n.Valued() {
		return n.Sum()
	}
	return valueOrNone(n)
}

// whatIfDocument is the same as JSON.
type whatIfDocument struct {
	Version  int             `json:"version"`
	Tool     tool            `json:"tool"`
	Question string          `json:"question"`
	Set      []setField      `json:"set"`
	Breaks   []finding       `json:"breaks"`
	Mends    []finding       `json:"mends"`
	Levels   []levelChange   `json:"levels,omitempty"` // findings that have another level
	Numbers  []changedNumber `json:"numbers"`
	NotShown int             `json:"notShown"`
	Impact   *impactDocument `json:"impact,omitempty"`
}

type setField struct {
	Resource impactResource  `json:"resource"`
	Path     string          `json:"path"`
	Before   string          `json:"before"`
	After    string          `json:"after"`
	Location source.Location `json:"location"`
}

type changedNumber struct {
	Of     string        `json:"of"`
	Fact   string        `json:"fact"`
	Before *factOfWhatIf `json:"before"`
	After  *factOfWhatIf `json:"after"`
}

// levelChange is a finding that has another level than before.
type levelChange struct {
	finding
	Before string `json:"before"`
}

// factOfWhatIf is a number with its sum, or what is missing.
type factOfWhatIf struct {
	value
	Sum     string   `json:"sum,omitempty"`
	Missing []string `json:"missing,omitempty"`
}

// WhatIfJSON writes what other values change as one document.
func WhatIfJSON(w io.Writer, c *WhatIf, o Options) error {
	d := &whatIfDocument{Version: 1, Tool: tool{"kpilint", o.Version}, Question: "set", Breaks: []finding{},
		Mends: []finding{}, Numbers: []changedNumber{}, NotShown: max(0, len(c.Numbers)-shownNumbers)}
	for _, s := range c.Set {
		d.Set = append(d.Set, setField{impactResource{s.Resource.Kind, s.Resource.ID}, s.Path, s.Before, s.Now, s.Location})
	}
	for _, owner := range c.Owners {
		d.Breaks, d.Mends = append(d.Breaks, findingsOf(owner.Gained)...), append(d.Mends, findingsOf(owner.Lost)...)
		for i := range owner.Changed {
			f := &owner.Changed[i]
			d.Levels = append(d.Levels, levelChange{findingOf(&f.Finding), f.Was.String()})
		}
	}
	for _, n := range c.Numbers[:min(shownNumbers, len(c.Numbers))] {
		d.Numbers = append(d.Numbers, changedNumber{n.Of, n.Fact, factOf(n.Before), factOf(n.After)})
	}
	if c.Then != nil {
		d.Impact = impactJSON(c.Then, o)
	}
	return Encode(w, d)
}

func factOf(n *network.Node) *factOfWhatIf {
	if n == nil {
		return nil
	}
	f := &factOfWhatIf{Missing: n.Lacks()}
	if n.Valued() {
		f.value, f.Sum = *amountOf(&n.Amount), n.Sum()
	}
	return f
}
