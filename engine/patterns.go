package engine

import (
	"slices"
	"strings"
)

// patterns finds which of many glob patterns a path may fit, so that not all are tried: those with a name that the
// path has, and those in which every name has a wildcard.
type patterns struct {
	named map[string][]int // by the last name without a wildcard
	wild  []int
}

// maxWild is how many patterns without a plain name may be in force. Each path is compared with all of them.
const maxWild = 1000

// add takes the next pattern, which has a number.
func (p *patterns) add(number int, pattern string) {
	for _, name := range slices.Backward(strings.Split(pattern, "/")) {
		if name != "" && !strings.ContainsAny(name, `*?[]{},\ `) {
			if p.named == nil {
				p.named = map[string][]int{}
			}
			p.named[name] = append(p.named[name], number)
			return
		}
	}
	p.wild = append(p.wild, number)
}

// candidates are the numbers of the patterns that a path may fit, in order.
func (p *patterns) candidates(parts []string) []int {
	all := slices.Clone(p.wild)
	for i, part := range parts {
		if !slices.Contains(parts[:i], part) {
			all = append(all, p.named[part]...)
		}
	}
	slices.Sort(all)
	return all
}
