package engine_test

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/bench/organisation"
	"github.com/kpilint/kpilint/engine"
)

var rounds = flag.Int("rounds", 40, "how many rounds of changes TestRoundsAreFreshRuns makes")

// TestRoundsAreFreshRuns makes changes by chance in round after round, and holds that each round says what a fresh run
// says, to the byte: of a snapshot that goes on, as --watch has it, and of a process that takes over what the one
// before it has kept.
func TestRoundsAreFreshRuns(t *testing.T) {
	e := newEngine(t, func(o *engine.Options) { o.Packs[0].Trusted = true })
	alone := newEngine(t, func(o *engine.Options) { o.Packs[0].Trusted, o.Jobs = true, 1 })
	all := map[string]fstest.MapFS{
		"company": made(t, organisation.Options{Definitions: 150, PerFile: 1, Flawed: true}),
		"few":     made(t, organisation.Options{Definitions: 90, PerFile: 5, Flawed: true}),
	}
	for _, workspace := range []string{"acme", "hospital", "parcel", "software"} {
		all[workspace] = tree(t, "../testdata/"+workspace, "")
	}
	names := slices.Sorted(maps.Keys(all))
	each := *rounds / len(names)
	found := map[string]int{}
	for i, name := range names {
		roundsAreFresh(t, e, alone, name, all[name], rand.New(rand.NewPCG(uint64(i), 15)), each, found)
	}
	if len(found) < 2 {
		t.Errorf("rounds find no more than %v", found)
	}
}

func roundsAreFresh(
	t *testing.T, e, alone *engine.Engine, name string, files fstest.MapFS, r *rand.Rand, n int, found map[string]int,
) {
	t.Helper()
	ctx := context.Background()
	s, err := e.Snapshot(ctx, engine.Input{FS: files})
	if err != nil {
		t.Fatal(err)
	}
	watched, err := s.After(nil).Lint(ctx)
	if err != nil {
		t.Fatal(err)
	}
	_, process := after(t, e, files, nil)
	for round := range n {
		now, what := changedByChance(r, files)
		for file := range now {
			if was := files[file]; was == nil || string(was.Data) != string(now[file].Data) {
				s = s.With(file, now[file].Data)
			}
		}
		for file := range files {
			if now[file] == nil {
				s = s.With(file, nil)
			}
		}
		fresh, err := alone.Lint(ctx, engine.Input{FS: now})
		if err != nil {
			t.Fatal(err)
		}
		want := printed(t, fresh)
		var was *engine.Carried
		if watched != nil {
			was = watched.Carried
		}
		if watched, err = s.After(was).Lint(ctx); err != nil {
			t.Fatal(err)
		}
		said, kept := after(t, e, now, process)
		for way, got := range map[string]string{"watched": printed(t, watched), "kept": said} {
			if got != want {
				t.Errorf("%s, %s, round %d, after %s (-fresh +%s):\n%s", name, way, round, strings.Join(what, "; "), way,
					cmp.Diff(strings.FieldsFunc(want, ends), strings.FieldsFunc(got, ends)))
			}
		}
		if t.Failed() {
			return
		}
		if kept != nil {
			process = kept
		}
		files = now
		for i := range fresh.Findings {
			found[fresh.Findings[i].Name()]++
		}
	}
}

// inLines are what a line has that can be changed: in the order in which a change looks for them.
var inLines = []*regexp.Regexp{
	regexp.MustCompile(`\d+`),
	regexp.MustCompile(`\d{4}-\d\d-\d\d|\d{4}-Q\d|\d{4}-\d\d\b`),
	regexp.MustCompile(`\b(kpi|owner|team|objective|calendar|to|role|parent|for|item|activity): [\w/-]+`),
	regexp.MustCompile(`/(person|day|week|month|quarter|year)\b`),
	regexp.MustCompile(`\b(name|id|title|description|cycle|measure|source|labels): .+`),
	regexp.MustCompile(`>=|<=|at least|at most`),
}

// aLineMore is the number of the change that moves all lines of a file, and nothing else.
const aLineMore = 3

// changedByChance are files after one to four changes by chance, and which.
func changedByChance(r *rand.Rand, files fstest.MapFS) (now fstest.MapFS, what []string) {
	now = maps.Clone(files)
	changes, slight := 1+r.IntN(4), r.IntN(3) > 0 // numbers and places, which leave most of what was found as it is
	for range changes {
		names := slices.Sorted(maps.Keys(now))
		name := names[r.IntN(len(names))]
		kind := inLines[r.IntN(len(inLines))]
		way := r.IntN(24)
		if slight {
			way, kind = []int{-1, -1, aLineMore}[r.IntN(3)], inLines[0]
		}
		switch way {
		case 0:
			if len(names) > 3 {
				delete(now, name)
				what = append(what, "no "+name)
			}
		case 1:
			added := fmt.Sprintf("added-%d.yaml", r.IntN(4))
			now[added] = &fstest.MapFile{Data: now[name].Data}
			what = append(what, added+" like "+name)
		case 2:
			added := fmt.Sprintf("except-%d.yaml", r.IntN(4))
			now[added] = &fstest.MapFile{Data: []byte("apiVersion: kpilint/v1\nkind: Exception\nid: " + added[:8] +
				"\nrules: [baseline-missing, target-exceeds-time, direction-contradicts]\nfor: [" + someID(r, now) +
				"]\nreason: by chance\nuntil: 2026-12-31\napprovedBy: nobody\n")}
			what = append(what, added)
		case aLineMore:
			now[name] = &fstest.MapFile{Data: append([]byte("# a line more\n"), now[name].Data...)}
			what = append(what, "a line before "+name)
		default:
			text, line := otherwise(r, now, string(now[name].Data), kind)
			now[name] = &fstest.MapFile{Data: []byte(text)}
			what = append(what, fmt.Sprintf("%s:%d", name, line))
		}
	}
	return now, what
}

// otherwise is a text of which one line is otherwise: a number, a date, a reference, a period or a word, or without it.
func otherwise(r *rand.Rand, files fstest.MapFS, text string, kind *regexp.Regexp) (now string, line int) {
	lines := strings.SplitAfter(text, "\n")
	for range 2 * len(lines) {
		i := r.IntN(len(lines))
		at := kind.FindStringIndex(lines[i])
		if at == nil || strings.Contains(lines[i], "apiVersion") {
			continue
		}
		old := lines[i][at[0]:at[1]]
		lines[i] = lines[i][:at[0]] + inPlaceOf(r, files, old) + lines[i][at[1]:]
		return strings.Join(lines, ""), i + 1
	}
	i := r.IntN(len(lines))
	return strings.Join(slices.Delete(lines, i, i+1), ""), i + 1
}

// inPlaceOf is what stands in the place of a part of a line.
func inPlaceOf(r *rand.Rand, files fstest.MapFS, old string) string {
	key, value, keyed := strings.Cut(old, ": ")
	switch {
	case keyed && inLines[2].MatchString(old):
		return key + ": " + someID(r, files)
	case keyed:
		return key + ": " + strings.Repeat("x", r.IntN(3)) + value
	case strings.HasPrefix(old, "/"):
		return []string{"/day", "/week", "/month", "/year", ""}[r.IntN(5)]
	case strings.Contains(old, "-"):
		return []string{"2026-06-30", "2026-12-31", "2027-Q1", "2026-Q2", "2026-05-02"}[r.IntN(5)]
	case strings.ContainsAny(old, "<>") || strings.HasPrefix(old, "at "):
		return []string{">=", "<=", "at least", "at most", ""}[r.IntN(5)]
	}
	return fmt.Sprint([]int{0, 1, 7, 20, 35, 90, 400}[r.IntN(7)])
}

var idOf = regexp.MustCompile(`\bid: ([\w-]+)`)

// someID is the id of a definition of one of some files.
func someID(r *rand.Rand, files fstest.MapFS) string {
	names := slices.Sorted(maps.Keys(files))
	for range 20 {
		all := idOf.FindAllSubmatch(files[names[r.IntN(len(names))]].Data, -1)
		if len(all) > 0 {
			return string(all[r.IntN(len(all))][1])
		}
	}
	return "nobody"
}
