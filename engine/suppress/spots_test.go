package suppress

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/finding"
	"github.com/kpilint/kpilint/engine/source"
)

// covers is what an ignore covers, asked of one finding.
func covers(i *Inline, at source.Location) bool {
	last := at.EndLine
	if at.EndColumn <= 1 {
		last-- // it ends with the line before
	}
	if i.line == at.Line || i.line > at.Line && i.line <= last {
		return true
	}
	for _, r := range i.regions {
		if r.Holds(source.Span{Line: at.Line, Column: at.Column, EndLine: at.Line, EndColumn: at.Column}) {
			return true
		}
	}
	return false
}

// bare is a matcher without rules, of which none is locked.
func bare(t *testing.T) *Matcher {
	t.Helper()
	rules, err := config.Load(nil, nil, calendar.Date{}, "", nil)
	if err != nil {
		t.Fatal(err)
	}
	return &Matcher{Rules: rules}
}

// TestSpots holds that ignores cover what they cover when each finding is asked, and that the first of them is the
// one that is named.
func TestSpots(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	span := func() source.Span {
		line, column := 1+random.IntN(12), 1+random.IntN(4)
		return source.Span{
			Line: line, Column: column, EndLine: line + random.IntN(2)*random.IntN(5), EndColumn: column + random.IntN(3),
		}
	}
	for range 500 {
		var all, want []finding.Finding
		var of []int
		for i := range random.IntN(30) {
			at := source.Location{File: "a.yaml", Span: span()}
			all, of = append(all, finding.Finding{Category: "c", Rule: "r", Location: at}), append(of, i)
		}
		want = append(want, all...)
		found := bare(t).spotsIn(all, of)
		for range 6 {
			i := &Inline{reason: string(rune('a' + random.IntN(26)))}
			if random.IntN(2) == 0 {
				i.line = 1 + random.IntN(14)
			} else if first := span(); first.EndLine > first.Line { // regions lie in one another, or apart
				i.regions = apart([]source.Span{
					first, {Line: 20, Column: 1, EndLine: 30, EndColumn: 1}, first, {Line: 21, Column: 1, EndLine: 22, EndColumn: 9},
				})
			}
			by := finding.Suppression{Way: finding.ByInline, Reason: i.reason}
			count, counted := 0, 0
			for n := range want {
				if covers(i, want[n].Location) {
					want[n].Suppress(by)
					count++
				}
			}
			for _, s := range found {
				counted += s.cover(i, by)
			}
			if count != counted {
				t.Fatalf("%+v covers %d of %+v, not %d", i, count, all, counted)
			}
		}
		if !reflect.DeepEqual(all, want) {
			t.Fatalf("suppressed\n%+v\nwant\n%+v", all, want)
		}
	}
}

// TestSpotsGrow holds that twice as many ignores of twice as many findings take twice the steps, wherever they stand.
func TestSpotsGrow(t *testing.T) {
	for name, at := range map[string]func(i int) (*Inline, source.Span){
		"beside each": func(i int) (*Inline, source.Span) {
			return &Inline{line: i + 1}, source.Span{Line: i + 1, Column: 1, EndLine: i + 1, EndColumn: 2}
		},
		"above the one line of all": func(i int) (*Inline, source.Span) {
			return &Inline{line: 1}, source.Span{Line: 1, Column: i + 1, EndLine: 1, EndColumn: i + 2}
		},
		"for the whole document": func(i int) (*Inline, source.Span) {
			return &Inline{regions: []source.Span{{Line: 1, Column: 1, EndLine: maxLine, EndColumn: 1}}},
				source.Span{Line: i + 1, Column: 1, EndLine: i + 1, EndColumn: 2}
		},
		"for a map each": func(i int) (*Inline, source.Span) {
			return &Inline{regions: []source.Span{{Line: i + 1, Column: 1, EndLine: i + 1, EndColumn: 9}}},
				source.Span{Line: i + 1, Column: 1, EndLine: i + 1, EndColumn: 2}
		},
	} {
		steps := func(n int) int {
			var all []finding.Finding
			var of []int
			var ignores []*Inline
			for i := range n {
				one, span := at(i)
				found := finding.Finding{Category: "c", Rule: "r", Location: source.Location{File: "a.yaml", Span: span}}
				all, of, ignores = append(all, found), append(of, i), append(ignores, one)
			}
			total := 0
			for _, s := range bare(t).spotsIn(all, of) {
				for _, i := range ignores {
					s.cover(i, finding.Suppression{Way: finding.ByInline})
				}
				total += s.steps
			}
			return total
		}
		if one, two := steps(1000), steps(2000); two > one*23/10+100 {
			t.Errorf("%s: twice as many take %d steps, not %d", name, two, one)
		}
	}
}
