package serve

import (
	"context"
	"math"
	"slices"
	"strconv"
	"time"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/report"
	"github.com/kpilint/kpilint/engine/source"
)

// What the search for values that hold takes at most.
const (
	zonePoints = 16              // values that are tried first, from one end to the other
	zoneTime   = 2 * time.Second // after it, what is known is shown
)

// zoneView says for which values of a number nothing is found that cannot hold and that depends on it.
type zoneView struct {
	Holds    []zone `json:"holds"`    // from the least value to the largest
	Complete bool   `json:"complete"` // false where the ends of a zone may lie nearer to its middle
}

// zone is a range of values, with its ends as they would be written.
type zone struct {
	From     float64 `json:"from"`
	To       float64 `json:"to"`
	FromText string  `json:"fromText"`
	ToText   string  `json:"toText"`
}

// zoner tries values of a number, each by a whole run over a copy that nobody sees.
type zoner struct {
	board *board
	now   *judged
	field string
	at    source.Location // where the number begins
	view  *sliderView
	known map[int]bool // by the steps of the slider: whether the value holds
}

// zones finds the values of a number that hold: it tries some from one end to the other, and then looks for the steps
// at which the answer changes between two of them.
func (b *board) zones(ctx context.Context, j *judged, field string) (*zoneView, error) {
	_, q := j.find(field)
	if q == nil {
		return nil, &refused{field + " is not a number that is written."}
	}
	z := &zoner{board: b, now: j, field: field, at: q.Location(), view: sliderOf(q.Quantity), known: map[int]bool{}}
	if z.view == nil {
		return nil, &refused{field + " is not one plain number."}
	}
	until := time.Now().Add(zoneTime)
	last := int(math.Round((z.view.Max - z.view.Min) / z.view.Step))
	complete := true
	for _, at := range firstSteps(last, int(math.Round((z.view.Value-z.view.Min)/z.view.Step))) {
		if time.Now().After(until) {
			complete = false
			break
		}
		if err := z.try(ctx, at); err != nil {
			return nil, err
		}
	}
	for complete {
		low, high := z.between()
		if low < 0 {
			break
		}
		if complete = time.Now().Before(until); complete {
			if err := z.try(ctx, (low+high)/2); err != nil {
				return nil, err
			}
		}
	}
	return z.result(complete), nil
}

// firstSteps are the steps that are tried first: evenly, with the present one.
func firstSteps(last, present int) []int {
	all := []int{present}
	for i := range zonePoints {
		all = append(all, last*i/(zonePoints-1))
	}
	return slices.Compact(all)
}

// between is the first pair of tried steps that are no neighbours and of which one holds; below 0 for none.
func (z *zoner) between() (low, high int) {
	steps := z.tried()
	for i := 1; i < len(steps); i++ {
		if steps[i]-steps[i-1] > 1 && z.known[steps[i]] != z.known[steps[i-1]] {
			return steps[i-1], steps[i]
		}
	}
	return -1, -1
}

// tried are the steps whose answer is known, in order.
func (z *zoner) tried() []int {
	steps := make([]int, 0, len(z.known))
	for step := range z.known {
		steps = append(steps, step)
	}
	slices.Sort(steps)
	return steps
}

// try finds out whether a value holds. It takes its turn with the changes of users, which come between two values.
func (z *zoner) try(ctx context.Context, step int) error {
	if _, ok := z.known[step]; ok {
		return nil
	}
	change := engine.Replacement{Field: z.field, Value: z.text(step)}
	in, _, err := z.board.engine.Replace(engine.Input{}, z.now.org, []engine.Replacement{change})
	if err != nil { // as a value of zero, where none may be
		z.known[step] = false
		return nil
	}
	if err := z.board.wait(ctx); err != nil {
		return err
	}
	defer func() { <-z.board.turn }()
	j, err := z.board.judge(ctx, z.now.edited(in.Given))
	if err != nil {
		return err
	}
	z.known[step] = !slices.ContainsFunc(j.report.Findings, func(f engine.Finding) bool { return z.breaks(&f) })
	return nil
}

// breaks reports whether a finding says that something cannot hold for which the number is a part of the sum.
func (z *zoner) breaks(f *engine.Finding) bool {
	state := stateOf(f)
	if f.Suppressed != nil || state != "error" && state != "unread" {
		return false
	}
	return slices.ContainsFunc(append([]source.Location{f.Location}, related(f)...), func(l source.Location) bool {
		return l.File == z.at.File && l.Line == z.at.Line && l.Column == z.at.Column
	})
}

// value is the number at a step.
func (z *zoner) value(step int) float64 { return z.view.Min + float64(step)*z.view.Step }

// text is the number at a step as its author writes it.
func (z *zoner) text(step int) string {
	places := 0
	for s := z.view.Step; s < 1 && places < 3; s *= 10 {
		places++
	}
	return z.view.Before + strconv.FormatFloat(z.value(step), 'f', places, 64) + z.view.After
}

// result are the zones between the steps that were tried: from the first that holds to the last in a row.
func (z *zoner) result(complete bool) *zoneView {
	v := &zoneView{Holds: []zone{}, Complete: complete}
	open := false
	for _, step := range z.tried() {
		text := z.text(step)
		if q, err := quantity.Parse(text); err == nil {
			text = q.Text
		}
		end := report.Safe(text)
		switch {
		case !z.known[step]:
			open = false
		case !open:
			v.Holds, open = append(v.Holds, zone{z.value(step), z.value(step), end, end}), true
		default:
			last := &v.Holds[len(v.Holds)-1]
			last.To, last.ToText = z.value(step), end
		}
	}
	return v
}
