package suppress

import (
	"cmp"
	"slices"
	"sort"

	"github.com/kpilint/kpilint/engine/finding"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
)

// spots are the findings of one rule in one file, in the order of their places. What stands on a line or in a
// region is found without looking at all of them.
type spots struct {
	rule    *policy.Rule
	locked  bool
	all     []finding.Finding
	at      []int         // which of all
	last    []int         // the last line of each
	latest  []int         // the latest of these in the part of at of which it is the middle
	silent  []int         // from each on, the next that no ignore has suppressed, or further on
	onLines map[int][]int // what was asked for before
	marked  map[int]bool  // the lines that an ignore has suppressed
	steps   int           // findings passed so far, which tests count
}

// spotsIn are the findings of a file by their rules, in the order in which these were met.
func (m *Matcher) spotsIn(all []finding.Finding, of []int) []*spots {
	byRule := map[string]*spots{}
	var list []*spots
	for _, i := range of {
		f := &all[i]
		s := byRule[f.Name()]
		if s == nil {
			s = &spots{rule: m.Rules.Of(f), locked: m.locked(f), all: all, onLines: map[int][]int{}, marked: map[int]bool{}}
			byRule[f.Name()], list = s, append(list, s)
		}
		s.at = append(s.at, i)
	}
	for _, s := range list {
		s.sort()
	}
	return list
}

func (s *spots) sort() {
	slices.SortStableFunc(s.at, func(a, b int) int {
		x, y := s.all[a].Location, s.all[b].Location
		return cmp.Or(x.Line-y.Line, x.Column-y.Column)
	})
	s.last, s.latest, s.silent = make([]int, len(s.at)), make([]int, len(s.at)), make([]int, len(s.at)+1)
	for i := range s.at {
		at := s.all[s.at[i]].Location
		if s.last[i] = at.EndLine; at.EndColumn <= 1 {
			s.last[i]-- // it ends with the line before
		}
		s.last[i] = max(s.last[i], at.Line)
	}
	for i := range s.silent {
		s.silent[i] = i
	}
	s.measure(0, len(s.at))
}

func (s *spots) measure(from, to int) int {
	if from >= to {
		return 0
	}
	middle := (from + to) / 2
	s.latest[middle] = max(s.last[middle], s.measure(from, middle), s.measure(middle+1, to))
	return s.latest[middle]
}

// onLine are the findings whose places touch a line.
func (s *spots) onLine(line int) []int {
	found, known := s.onLines[line]
	if !known {
		found = s.touching(line, 0, len(s.at), nil)
		s.onLines[line] = found
	}
	return found
}

func (s *spots) touching(line, from, to int, found []int) []int {
	s.steps++
	middle := (from + to) / 2
	if from >= to || s.latest[middle] < line {
		return found
	}
	found = s.touching(line, from, middle, found)
	if s.all[s.at[middle]].Location.Line > line {
		return found
	}
	if s.last[middle] >= line {
		found = append(found, middle)
	}
	return s.touching(line, middle+1, to, found)
}

// within is the part of at that begins in a region.
func (s *spots) within(r source.Span) (from, to int) {
	from = sort.Search(len(s.at), func(i int) bool {
		at := s.all[s.at[i]].Location
		return at.Line > r.Line || at.Line == r.Line && at.Column >= r.Column
	})
	to = sort.Search(len(s.at), func(i int) bool {
		at := s.all[s.at[i]].Location
		return at.Line > r.EndLine || at.Line == r.EndLine && at.Column > r.EndColumn
	})
	return from, max(from, to)
}

// cover counts the findings that stand where an ignore holds, and suppresses them.
func (s *spots) cover(i *Inline, by finding.Suppression) int {
	count := 0
	if i.line > 0 {
		found := s.onLine(i.line)
		if count = len(found); !s.locked && !s.marked[i.line] {
			s.marked[i.line] = true
			s.steps += len(found)
			for _, n := range found {
				s.all[s.at[n]].Suppress(by)
			}
		}
		return count
	}
	for _, r := range i.regions {
		from, to := s.within(r)
		if count += to - from; s.locked {
			continue
		}
		for n := s.next(from); n < to; n = s.next(n) {
			s.all[s.at[n]].Suppress(by)
			s.silent[n] = n + 1
			s.steps++
		}
	}
	return count
}

// next is the first finding from n on that no ignore has suppressed by its region.
func (s *spots) next(n int) int {
	end := n
	for s.silent[end] != end {
		end = s.silent[end]
		s.steps++
	}
	for s.silent[n] != n {
		n, s.silent[n] = s.silent[n], end
	}
	return end
}

// apart are regions without those that lie in others.
func apart(all []source.Span) []source.Span {
	if len(all) < 2 {
		return all
	}
	slices.SortFunc(all, func(a, b source.Span) int {
		return cmp.Or(a.Line-b.Line, a.Column-b.Column, b.EndLine-a.EndLine, b.EndColumn-a.EndColumn)
	})
	kept := all[:1]
	for _, r := range all[1:] {
		if !kept[len(kept)-1].Holds(r) {
			kept = append(kept, r)
		}
	}
	return kept
}
