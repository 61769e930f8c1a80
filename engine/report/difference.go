package report

import (
	"bufio"
	"fmt"
	"io"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/wording"
)

// PackDifference is what two versions of a pack say differently of the same definitions.
type PackDifference struct {
	Old, New string // the packs, as their user calls them
	AsOf     string
	*engine.Difference
}

// differenceDocument is the difference as JSON.
type differenceDocument struct {
	Version int               `json:"version"`
	Tool    tool              `json:"tool"`
	Old     string            `json:"old"`
	New     string            `json:"new"`
	AsOf    string            `json:"asOf"`
	Summary differenceSummary `json:"summary"`
	Owners  []ownerDocument   `json:"owners"`
}

type differenceSummary struct {
	Before  int `json:"before"`
	After   int `json:"after"`
	Gained  int `json:"gained"`
	Lost    int `json:"lost"`
	Changed int `json:"changed"`
}

type ownerDocument struct {
	Owner   string           `json:"owner"` // "" for what nobody owns
	Gained  []finding        `json:"gained"`
	Lost    []finding        `json:"lost"`
	Changed []changedFinding `json:"changed"`
}

type changedFinding struct {
	finding
	Was string `json:"was"`
}

// DifferenceJSON writes the difference as one document.
func DifferenceJSON(w io.Writer, d *PackDifference, o Options) error {
	gained, lost, changed := d.Count()
	doc := differenceDocument{
		Version: 1, Tool: tool{"kpilint", o.Version}, Old: d.Old, New: d.New, AsOf: d.AsOf,
		Summary: differenceSummary{d.Before, d.After, gained, lost, changed}, Owners: []ownerDocument{},
	}
	for _, owner := range d.Owners {
		one := ownerDocument{Owner: owner.Owner, Gained: findingsOf(owner.Gained), Lost: findingsOf(owner.Lost), Changed: []changedFinding{}}
		for i := range owner.Changed {
			one.Changed = append(one.Changed, changedFinding{findingOf(&owner.Changed[i].Finding), owner.Changed[i].Was.String()})
		}
		doc.Owners = append(doc.Owners, one)
	}
	return Encode(w, doc)
}

func findingsOf(all []engine.Finding) []finding {
	list := []finding{}
	for i := range all {
		list = append(list, findingOf(&all[i]))
	}
	return list
}

// DifferenceText writes the difference owner by owner, and last how much it is.
func DifferenceText(w io.Writer, d *PackDifference) error {
	b := bufio.NewWriter(w)
	for _, owner := range d.Owners {
		name := owner.Owner
		if name == "" {
			name = wording.Nobodys()
		}
		fmt.Fprintf(b, "%s\n", Safe(name))
		for i := range owner.Gained {
			differenceLine(b, "gained", owner.Gained[i].Level.String(), &owner.Gained[i])
		}
		for i := range owner.Lost {
			differenceLine(b, "lost", owner.Lost[i].Level.String(), &owner.Lost[i])
		}
		for i := range owner.Changed {
			c := &owner.Changed[i]
			differenceLine(b, "changed", wording.LevelWas(c.Level.String(), c.Was.String()), &c.Finding)
		}
		b.WriteByte('\n')
	}
	gained, lost, changed := d.Count()
	if gained+lost+changed == 0 {
		fmt.Fprint(b, wording.NoDifferenceUnderAnd(wording.Findings(d.Before), Safe(d.Old), Safe(d.New))+"\n")
	} else {
		fmt.Fprint(b, wording.GainedLostChangedInLevel(Safe(d.Old), Safe(d.New), gained, lost, changed)+"\n")
	}
	return b.Flush()
}

func differenceLine(w io.Writer, what, level string, f *engine.Finding) {
	word, message := said(f)
	if f.Outcome == engine.NotCheckable {
		level = word
	}
	fmt.Fprintf(w, "  %-7s  %s: %s: %s [%s]\n", what, Safe(f.Location.Start()), level, Safe(message), f.Name())
}
