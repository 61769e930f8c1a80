package policy

import "regexp/syntax"

// maxPattern is the length of a pattern that is looked at, in bytes.
const maxPattern = 10_000

// PatternSteps is about how many steps a pattern compiles to, counted without doing so: what repeats counts as often
// as it may. CEL has a limit of its own, which fails on every pattern that repeats; OPA has none. A pattern that cannot
// be read has none; that is another error.
func PatternSteps(pattern string) int {
	if len(pattern) > maxPattern {
		return len(pattern)
	}
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return 0
	}
	return patternSteps(tree)
}

func patternSteps(tree *syntax.Regexp) int {
	n := 1 + len(tree.Rune)/2
	for _, part := range tree.Sub {
		n += patternSteps(part)
	}
	if tree.Op == syntax.OpRepeat {
		n *= max(1, tree.Min, tree.Max)
	}
	return min(n, 1<<30)
}
