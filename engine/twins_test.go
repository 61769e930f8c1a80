package engine_test

import (
	"context"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine"
)

// A flaw is a change of a sound organisation, and the findings that it should lead to, each as "level rule message".
type flaw struct {
	about, from, to string
	want            []string
}

// TestTwins holds that nothing is found in the sound organisations below testdata/twins, and that each of their flaws,
// made by itself, leads to its findings and to no others.
func TestTwins(t *testing.T) {
	e := newEngine(t, nil)
	for _, file := range glob(t, "testdata/twins/*/flaws.txt") {
		name := filepath.Base(filepath.Dir(file))
		sound := string(readFile(t, filepath.Join(filepath.Dir(file), name+".yaml")))
		t.Run(name, func(t *testing.T) {
			for _, found := range foundIn(t, e, sound, true) {
				t.Errorf("the sound twin: %s", found)
			}
			for _, f := range readFlaws(t, file) {
				flawed := f.in(t, sound)
				if got := foundIn(t, e, flawed, !f.isShort()); !f.wants(got) {
					t.Errorf("%s\n\tgot  %s\n\twant %s", f.about, strings.Join(got, "\n\t     "), strings.Join(f.want, "\n\t     "))
				}
			}
		})
	}
}

// readFlaws reads entries with an empty line between them: "# " says what is wrong, "- " what stands in the sound
// twin, "+ " what stands in its place, both with " | " between two lines, and each "= " a finding.
func readFlaws(t *testing.T, file string) []flaw {
	t.Helper()
	var all []flaw
	for block := range strings.SplitSeq(strings.TrimSpace(string(readFile(t, file))), "\n\n") {
		f := flaw{}
		for line := range strings.Lines(block) {
			sign, text, _ := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
			switch sign {
			case "#":
				f.about = text
			case "-":
				f.from = text
			case "+":
				f.to = text
			case "=":
				f.want = append(f.want, text)
			default:
				t.Fatalf("%s: %q is no line of a flaw", file, line)
			}
		}
		if f.from == "" || f.to == "" || len(f.want) == 0 {
			t.Fatalf("%s: a flaw needs what stands there, what stands in its place, and a finding: %q", file, block)
		}
		slices.Sort(f.want)
		all = append(all, f)
	}
	return all
}

// wants reports whether findings are those that a flaw should lead to.
func (f flaw) wants(got []string) bool {
	return slices.EqualFunc(got, f.want, func(got, want string) bool {
		return got == want || f.isShort() && strings.HasPrefix(got, want+" ")
	})
}

// isShort reports whether only level and rule of the findings are written, which agree with any message. What follows
// from them is not listed then.
func (f flaw) isShort() bool {
	return !slices.ContainsFunc(f.want, func(want string) bool { return strings.Count(want, " ") > 1 })
}

// in is a sound organisation with the flaw in it.
func (f flaw) in(t *testing.T, sound string) string {
	t.Helper()
	var lines []string
	for line := range strings.SplitSeq(f.from, "|") {
		lines = append(lines, regexp.QuoteMeta(strings.TrimSpace(line)))
	}
	at := regexp.MustCompile(strings.Join(lines, `\n *`)).FindStringIndex(sound)
	if at == nil {
		t.Fatalf("%s: %q is not in the sound twin", f.about, f.from)
	}
	indent := strings.Repeat(" ", at[0]-strings.LastIndexByte(sound[:at[0]], '\n')-1)
	return sound[:at[0]] + strings.ReplaceAll(f.to, " | ", "\n"+indent) + sound[at[1]:]
}

// foundIn are the findings of a file, sorted, with or without those that follow from others.
func foundIn(t *testing.T, e *engine.Engine, text string, followers bool) []string {
	t.Helper()
	r, err := e.Lint(context.Background(), engine.Input{FS: fstest.MapFS{"a.yaml": {Data: []byte(text)}}})
	if err != nil {
		t.Fatal(err)
	}
	var all []string
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Cause != "" && !followers {
			continue
		}
		state := f.Level.String()
		if f.Outcome == engine.NotCheckable {
			state = "not-checkable"
		}
		_, rule, _ := strings.Cut(f.Name(), "/")
		all = append(all, strings.Join([]string{state, rule, f.Message}, " "))
	}
	slices.Sort(all)
	return all
}
