package ruletest

import (
	"bytes"
	"context"
	"regexp"
	"slices"
	"sync"
	"time"

	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/rego"
	"github.com/kpilint/kpilint/engine/wording"
)

// mutantTime is how long a mutant may take on one example: `<` for `>` in a loop need not end.
const mutantTime = 5 * time.Second

// mutate tries every mutant and keeps those that no example notices.
func (t *tester) mutate() {
	marks := t.marks()
	var all []policy.Mutant
	t.engine.Watched(t.rule, func() { all = t.mutants() })
	for _, m := range all {
		if t.ctx.Err() != nil {
			return
		}
		var p policy.Program
		var err error
		t.engine.Watched(t.rule, func() { p, err = m.Compile() })
		if err != nil {
			continue // not a mutant: the rule would not even load
		}
		t.result.Mutants++
		if t.notices(p) {
			continue
		}
		if i := slices.IndexFunc(marks, func(k mark) bool { return k.covers(&m) }); i >= 0 {
			marks[i].used = true
			continue
		}
		t.result.Unnoticed = append(t.result.Unnoticed, m)
	}
	for _, k := range marks {
		if !k.used {
			t.result.Idle = append(t.result.Idle,
				Failure{File: k.file, Line: k.line, Message: wording.ThisMarksNoMutantAn()})
		}
	}
}

func (t *tester) mutants() []policy.Mutant {
	if t.rule.Rego != nil {
		return rego.Mutants(t.rule)
	}
	return t.cel.Mutants(t.rule)
}

// notices reports whether an example of the rule fails with the program.
func (t *tester) notices(p policy.Program) bool {
	e := t.engine.With(p)
	for _, x := range t.examples {
		ctx, cancel := context.WithTimeout(t.ctx, mutantTime)
		rep, err := e.Judge(ctx, x.input, x.read)
		cancel()
		if err != nil || rep.Stopped || len(x.own().compare(rep)) > 0 {
			return true
		}
	}
	return false
}

// own is the example without what it wants of other rules.
func (x *example) own() *example {
	alone := *x
	alone.wants = slices.DeleteFunc(slices.Clone(x.wants), func(w want) bool { return w.rule != x.rule.Name() })
	return &alone
}

// mark is a comment that a change on its line, or on the one below, makes no difference, with the reason:
//
//	# same with `<=`: nobody has exactly no time
//	# same without `not item.market`: a market has no producers
type mark struct {
	file string
	line int
	word string // what becomes of it, or what is left out
	out  bool
	used bool
}

var marked = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile("(?:#|//) same (with|without) `([^`]+)`: *\\S")
})

// marks reads them from the files of the rule.
func (t *tester) marks() []mark {
	var all []mark
	for file, text := range t.rule.Texts() {
		for i, line := range bytes.Split(text, []byte("\n")) {
			if m := marked().FindSubmatch(line); m != nil {
				all = append(all, mark{file: file, line: i + 1, word: string(m[2]), out: string(m[1]) == "without"})
			}
		}
	}
	slices.SortFunc(all, func(a, b mark) int { return a.line - b.line })
	return all
}

// covers reports whether the mark speaks of a mutant.
func (k *mark) covers(m *policy.Mutant) bool {
	word := m.Becomes
	if m.Becomes == "" {
		word = m.Was
	}
	lines := []int{m.Span.Line, m.Span.Line - 1, m.Begins, m.Begins - 1}
	return k.file == m.File && k.word == word && k.out == (m.Becomes == "") && slices.Contains(lines, k.line)
}
