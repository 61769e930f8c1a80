package report

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/wording"
)

// What text shows of many findings: so many places of one entry, and from so many entries on the three to begin
// with.
const (
	textPlaces  = 12
	beginAmong  = 10
	beginWithin = 3
)

// findings shows each entry: a finding, and those that follow from it in a line each. What says the same of
// different definitions is one entry, and what is only not written a line for each rule. Asked for all, it shows
// each by itself.
func (t *text) findings(all []*engine.Finding) {
	if t.Verbose || t.each || t.Sort == ByPlace {
		t.oneByOne(all)
		return
	}
	var unwritten []*engine.Finding
	standing := slices.DeleteFunc(slices.Clone(all), func(f *engine.Finding) bool { return f.Suppressed != nil })
	t.headlines.makeReady(standing, t.jobs())
	t.below = foldsOf(standing)
	standing = slices.DeleteFunc(standing, func(f *engine.Finding) bool {
		if !t.below.under(f) && t.ofForm(f) {
			unwritten = append(unwritten, f)
			return true
		}
		return false
	})
	entries := t.headlines.foldedBy(standing, func(f *engine.Finding) string {
		if f.Level == policy.Error { // each has its line, which editors and builds look for
			return ""
		}
		return t.headlines.repeats(f)
	})
	t.sources.ahead(func(yield func(*engine.Finding) bool) {
		for _, e := range entries {
			if !yield(e.Finding) {
				return
			}
		}
	})
	for _, e := range entries {
		if e.Same != nil {
			t.repetition(e)
		} else {
			t.finding(e.Finding)
		}
	}
	t.unwritten(unwritten)
	t.entries = entries
}

func (t *text) oneByOne(all []*engine.Finding) {
	t.headlines.makeReady(slices.DeleteFunc(slices.Clone(all), func(f *engine.Finding) bool {
		return f.Suppressed != nil && !t.Verbose
	}), t.jobs())
	t.below = foldsOf(all)
	var alone, unwritten []*engine.Finding
	for _, f := range all {
		switch {
		case f.Suppressed != nil && !t.Verbose, t.below.under(f):
		case !t.Verbose && t.ofForm(f):
			unwritten = append(unwritten, f)
		default:
			alone = append(alone, f)
		}
	}
	t.sources.ahead(slices.Values(alone))
	for _, f := range alone {
		t.finding(f)
		if f.Suppressed == nil {
			t.entries = append(t.entries, &shown{Finding: f, Headline: t.headlines.Of(f)})
		}
	}
	t.unwritten(unwritten)
}

// ofForm reports whether a finding only says what is not written, and does not make the run fail.
func (t *text) ofForm(f *engine.Finding) bool {
	return f.Suppressed == nil && f.Level == policy.Info && f.Outcome == engine.Violated && isForm(t.rules[f.Name()]) &&
		len(t.below[f.Fingerprint]) == 0 && !t.fails(f)
}

// unwritten says in a line for each rule what is not written.
func (t *text) unwritten(all []*engine.Finding) {
	byRule := map[string][]*engine.Finding{}
	for _, f := range all {
		key := f.Name() + "\x00" + f.In
		byRule[key] = append(byRule[key], f)
	}
	for _, key := range sortedKeys(byRule) {
		rule, in, _ := strings.Cut(key, "\x00")
		headline, more := t.headlines.Of(byRule[key][0]), ""
		if len(byRule[key]) > 1 {
			headline, more = t.headlines.together(byRule[key]), " "+wording.VListsThem()
		}
		if in != "" {
			headline += "; in " + in
		}
		name := t.paint(grey, Safe("["+rule+"]"))
		fmt.Fprintf(t, "%s: %s %s%s\n", t.paint(blue, "info"), Safe(headline), name, more)
	}
	if len(all) > 0 {
		t.WriteByte('\n')
	}
}

// repetition shows findings that say the same as one entry: at the place of the first, with the places of the
// others.
func (t *text) repetition(e *shown) {
	t.head(e.Finding, e.Headline)
	if e.Fix != "" {
		fmt.Fprint(t, "   "+wording.Fix(Safe(e.Fix))+"\n")
	}
	var places []string
	for _, f := range e.Same[1:min(len(e.Same), textPlaces)] {
		places = append(places, f.Location.Start())
	}
	if n := len(e.Same) - textPlaces; n > 0 {
		places = append(places, wording.MoreVListsThem(strconv.Itoa(n)))
	}
	fmt.Fprint(t, "   "+wording.Also(Safe(strings.Join(places, ", ")))+"\n\n")
}

// begin names the entries to begin with where there are many.
func (t *text) begin() {
	if len(t.entries) <= beginAmong {
		return
	}
	first := slices.Clone(t.entries)
	if t.Sort == ByPlace {
		newImportance(t.report).sortEntries(first)
	}
	fmt.Fprint(t, wording.BeginWithTheseOf(beginWithin, len(first))+"\n")
	for i, e := range first[:beginWithin] {
		fmt.Fprintf(t, "  %d. %s %s\n", i+1, Safe(e.Headline), t.paint(grey, Safe("("+e.Location.Start()+")")))
	}
	t.WriteByte('\n')
}

func often(n int) string {
	if n == 1 {
		return wording.Once()
	}
	return wording.Times(n)
}

// following shows in a line each what follows from a finding.
func (t *text) following(all []*engine.Finding) {
	for n, f := range all {
		if n == 0 {
			t.WriteString("   " + wording.FromThisFollows() + "\n")
		}
		word, _ := said(f)
		rule := t.paint(grey, Safe("["+f.Name()+"]"))
		fact, _ := t.headline(f)
		fmt.Fprintf(t, "     %s: %s: %s %s\n", Safe(f.Location.Start()), word, Safe(fact), rule)
	}
}
