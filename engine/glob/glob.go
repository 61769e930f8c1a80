// Package glob compares paths with many patterns.
package glob

import (
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// Index finds which of many glob patterns a path may fit, so that not all are tried: those with a name that the
// path has, and those in which every name has a wildcard.
type Index struct {
	named map[string][]int // by the last name without a wildcard
	Wild  []int            // those without
}

// MaxWild is how many patterns without a plain name may be in force. Each path is compared with all of them.
const MaxWild = 1000

// Add takes the next pattern, which has a number.
func (p *Index) Add(number int, pattern string) {
	for _, name := range slices.Backward(strings.Split(pattern, "/")) {
		if name != "" && !strings.ContainsAny(name, `*?[]{},\ `) {
			if p.named == nil {
				p.named = map[string][]int{}
			}
			p.named[name] = append(p.named[name], number)
			return
		}
	}
	p.Wild = append(p.Wild, number)
}

// Candidates are the numbers of the patterns that a path may fit, in order.
func (p *Index) Candidates(parts []string) []int {
	all := slices.Clone(p.Wild)
	for i, part := range parts {
		if !slices.Contains(parts[:i], part) {
			all = append(all, p.named[part]...)
		}
	}
	slices.Sort(all)
	return all
}

// Not begins a pattern that takes back what the patterns before it in a list fit.
const Not = "!"

// List is a list of patterns, as a configuration has them.
type List struct {
	patterns []string
	index    Index
}

// ListOf is a list of patterns.
func ListOf(all []string) *List {
	g := &List{patterns: all}
	for i, pattern := range all {
		g.index.Add(i, strings.TrimPrefix(pattern, Not))
	}
	return g
}

// Match reports whether a path fits one of them: the last pattern that fits decides.
func (g *List) Match(p string) bool {
	if len(g.patterns) == 0 {
		return false
	}
	for _, i := range slices.Backward(g.index.Candidates(strings.Split(p, "/"))) {
		pattern, not := strings.CutPrefix(g.patterns[i], Not)
		if ok, _ := doublestar.Match(pattern, p); ok {
			return !not
		}
	}
	return false
}

// MaxAlternatives is the most patterns that one with braces may stand for: matching it tries them all.
const MaxAlternatives = 1000

// Alternatives is how many patterns without braces a pattern stands for, at most one more than MaxAlternatives.
// `{a,b}{c,d}` are four.
func Alternatives(pattern string) int {
	type group struct{ sum, now int }
	open := []group{{now: 1}}
	for i := 0; i < len(pattern); i++ {
		top := &open[len(open)-1]
		switch c := pattern[i]; {
		case c == '\\':
			i++
		case c == '{':
			open = append(open, group{now: 1})
		case c == ',' && len(open) > 1:
			top.sum, top.now = top.sum+top.now, 1
		case c == '}' && len(open) > 1:
			n := top.sum + top.now
			open = open[:len(open)-1]
			open[len(open)-1].now = min(open[len(open)-1].now*n, MaxAlternatives+1)
		}
	}
	return open[0].now
}
