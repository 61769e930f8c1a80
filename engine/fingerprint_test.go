package engine_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/rules"
)

// mistaken is a workspace in which many rules find something, and many files are wrong.
func mistaken(t *testing.T) fstest.MapFS {
	t.Helper()
	files := fstest.MapFS{}
	for _, dir := range []string{"compat/0.2.0/acme", "compat/0.2.0/more", "hospital", "parcel"} {
		names, err := fs.Glob(os.DirFS("../testdata/"+dir), "*.yaml")
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %d files (%v)", dir, len(names), err)
		}
		for _, name := range names {
			data, err := os.ReadFile(path.Join("../testdata", dir, name))
			if err != nil {
				t.Fatal(err)
			}
			files[path.Join(dir, name)] = &fstest.MapFile{Data: data}
		}
	}
	return files
}

// prints are the fingerprints of a report, sorted.
func prints(r *engine.Report) []string {
	var all []string
	for _, f := range r.Findings {
		all = append(all, f.Fingerprint)
	}
	slices.Sort(all)
	return all
}

// TestFingerprintsStayWhenListsAreReversed holds that no place in a list, of documents or of entries, is part of a
// fingerprint.
func TestFingerprintsStayWhenListsAreReversed(t *testing.T) {
	spelled := func(turn bool) fstest.MapFS {
		all := fstest.MapFS{}
		for name, f := range mistaken(t) {
			// of two definitions with one name the first counts, which is a matter of places
			docs, _ := source.Parse(name, bytes.Replace(f.Data, []byte("{id: two,"), []byte("{id: twice,"), 1))
			var texts []string
			for _, d := range docs {
				root := d.Root
				if turn {
					root = reversed(root)
				}
				texts = append(texts, inJSON(root))
			}
			if turn {
				slices.Reverse(texts)
			}
			all[name+".json"] = &fstest.MapFile{Data: []byte("[" + strings.Join(texts, ",\n") + "]")}
		}
		return all
	}
	before, after := lint(t, spelled(false), nil), lint(t, spelled(true), nil)
	if len(before.Findings) < 60 {
		t.Fatalf("only %d findings", len(before.Findings))
	}
	if diff := cmp.Diff(said(before), said(after)); diff != "" {
		t.Error(diff)
	}
	paths := map[string]bool{}
	for _, f := range before.Findings {
		paths[f.Fingerprint+f.Path] = true
	}
	turned := 0
	for _, f := range after.Findings {
		if !paths[f.Fingerprint+f.Path] {
			turned++
		}
	}
	if turned < len(after.Findings)/2 {
		t.Errorf("only %d of %d findings are at other places in lists", turned, len(after.Findings))
	}
}

// said is what a report says of what, by fingerprint.
func said(r *engine.Report) []string {
	var all []string
	for _, f := range r.Findings {
		all = append(all, strings.Join([]string{f.Fingerprint, f.Name(), f.Resource.ID}, " "))
	}
	slices.Sort(all)
	return all
}

// reversed is a value in which every list stands the other way round.
func reversed(n *source.Node) *source.Node {
	turned := n.Empty()
	for _, item := range slices.Backward(n.Items()) {
		turned.AppendItems(reversed(item))
	}
	for _, f := range n.Fields() {
		turned.AppendFields(source.Field{Key: f.Key, Value: reversed(f.Value)})
	}
	return turned
}

// TestFingerprintsStayWhenRulesMoveAndSpeakOtherwise holds that neither the words nor the category of a rule are part
// of a fingerprint.
func TestFingerprintsStayWhenRulesMoveAndSpeakOtherwise(t *testing.T) {
	files := each(mistaken(t), func(_ string, data []byte) []byte {
		// a category is no rule, so the old one is no earlier name
		return bytes.ReplaceAll(data, []byte("definition/*"), []byte("definition/source-missing"))
	})
	before := lint(t, files, nil)
	after := lint(t, files, func(o *engine.Options) { o.Packs[0].FS = moved(t) })
	if diff := cmp.Diff(prints(before), prints(after)); diff != "" {
		t.Error(diff)
	}
	was := map[string]engine.Finding{}
	for _, f := range before.Findings {
		was[f.Fingerprint] = f
	}
	reworded := 0
	for _, f := range after.Findings {
		old := was[f.Fingerprint]
		if old.Message != f.Message {
			reworded++
		}
		if !slices.Contains(f.Fingerprints(), old.First()) && old.Resource.ID != "" {
			t.Errorf("%s on %s is not known by its first fingerprint any more", f.Name(), f.Resource.ID)
		}
	}
	if reworded < len(after.Findings)/2 {
		t.Errorf("only %d of %d messages differ", reworded, len(after.Findings))
	}
}

var packageOf = regexp.MustCompile(`(?m)^package kpilint\.`)

// moved is the catalogue with every rule in another category and with other words.
func moved(t *testing.T) fs.FS {
	t.Helper()
	all := fstest.MapFS{}
	err := fs.WalkDir(rules.FS, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(rules.FS, name)
		text := string(data)
		switch path.Base(name) {
		case "rule.yaml":
			text = reword(text) + "formerly: [" + path.Dir(name) + "]\n"
		case "rule.rego":
			text = packageOf.ReplaceAllString(text, "package kpilint.moved_")
			text = strings.ReplaceAll(text, `"msg": sprintf("`, `"msg": sprintf("in other words, `)
		}
		all["moved-"+name] = &fstest.MapFile{Data: []byte(text)}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// reword puts words before each message of a rule in CEL.
func reword(rule string) string {
	lines := strings.Split(rule, "\n")
	for i := 0; i < len(lines); i++ {
		indent := len(lines[i]) - len(strings.TrimLeft(lines[i], " "))
		if strings.TrimLeft(lines[i], " -") != "message: >-" {
			continue
		}
		first := i + 1
		for i+1 < len(lines) && strings.HasPrefix(lines[i+1], strings.Repeat(" ", indent+1)) {
			i++
		}
		deep := len(lines[first]) - len(strings.TrimLeft(lines[first], " "))
		lines[first] = lines[first][:deep] + `"in other words, " + (` + lines[first][deep:]
		lines[i] += ")"
	}
	return strings.Join(lines, "\n")
}

const aTeam = "apiVersion: kpilint/v1\nkind: Team\nid: a\n"

func misspelt(id string) string { return "apiVersoin: kpilint/v1\nkind: Team\nid: " + id + "\n" }

// subjectsApart are pairs of mistakes of one kind that are about different things, with a word for each.
var subjectsApart = []struct{ rule, name, text string }{
	{"unknown-field", "two keys", "apiVersion: kpilint/v1\nkind: Team\nid: a\nsizze: 1\nclr: 2\n"},
	{"unknown-field", "one key in two entries", `apiVersion: kpilint/v1
kind: KPI
id: a
needs:
  - {item: x, amount: 1 x/call, clr: 1}
  - {item: y, amount: 1 y/call, clr: 1}
`},
	{"unknown-field", "one key in two definitions", `apiVersion: kpilint/v1
kind: Team
id: a
kpis: [{id: x, clr: 1}, {id: y, clr: 1}]
`},
	{"unknown-field", "a version misspelt in two documents", misspelt("a") + "---\n" + misspelt("b")},
	{"missing-field", "two fields", "apiVersion: kpilint/v1\nkind: Exception\nid: a\n"},
	{"missing-field", "two documents", "apiVersion: kpilint/v1\nid: a\n---\napiVersion: kpilint/v1\nid: b\n"},
	{"unknown-kind", "two kinds", "apiVersion: kpilint/v1\nkind: Teem\n---\n" +
		"apiVersion: kpilint/v1\nkind: Rolle\n"},
	{"unknown-version", "two versions", "apiVersion: kpilint/v2\nkind: Team\n---\n" +
		"apiVersion: kpilint/v3\nkind: Team\n"},
	{"duplicate-key", "two keys", aTeam + "name: A\nname: B\nheadcount: 1\nheadcount: 2\n"},
	{"duplicate-key", "one key in two entries", `apiVersion: kpilint/v1
kind: Team
id: a
kpis:
  - {id: x, name: A, name: B}
  - {id: y, name: A, name: B}
`},
	{"duplicate-key", "one key in two documents", "apiVersion: kpilint/v1\nkind: Team\nid: a\nname: A\nname: B\n---\n" +
		"apiVersion: kpilint/v1\nkind: Team\nid: b\nname: A\nname: B\n"},
	{"not-parsed", "two lines", "apiVersion: kpilint/v1\nkind: Team\nid: @a\n---\n" +
		"apiVersion: kpilint/v1\nkind: Team\nid: @b\n"},
	{"wrong-type", "two fields", "apiVersion: kpilint/v1\nkind: Team\nid: a\nroles: 1\nkpis: 2\n"},
	{"bad-quantity", "two entries", `apiVersion: kpilint/v1
kind: KPI
id: a
needs: [{item: x, amount: several}, {item: y, amount: several}]
`},
	{"unresolved-reference", "two rules of one ignore", "apiVersion: kpilint/v1\nkind: Team\n" +
		"id: a # kpilint:ignore no-a, no-b -- why\n"},
	{"exception-unused", "two ignores", aTeam + "description: d # kpilint:ignore target-missing -- why\n" +
		"name: A # kpilint:ignore owner-missing -- why\n"},
}

// TestSubjectsTellFingerprintsApart holds that findings about different things differ by more than their number, and
// that a line above, or the other order of documents, changes none.
func TestSubjectsTellFingerprintsApart(t *testing.T) {
	for _, c := range subjectsApart {
		t.Run(c.rule+" "+c.name, func(t *testing.T) {
			one := printsOf(t, c.rule, c.text)
			if len(one) != 2 || one[0] == one[1] || strings.Contains(one[0]+one[1], "-") {
				t.Fatalf("fingerprints %q", one)
			}
			if lower := printsOf(t, c.rule, "# a line more\n\n"+c.text); !slices.Equal(one, lower) {
				t.Errorf("with a line above they are %q, not %q", lower, one)
			}
			docs := strings.Split(strings.TrimSuffix(c.text, "\n"), "\n---\n")
			slices.Reverse(docs)
			if turned := printsOf(t, c.rule, strings.Join(docs, "\n---\n")+"\n"); !slices.Equal(one, turned) {
				t.Errorf("in the other order they are %q, not %q", turned, one)
			}
		})
	}
}

// printsOf are the fingerprints of what one rule finds in a file, sorted.
func printsOf(t *testing.T, rule, text string) []string {
	t.Helper()
	var all []string
	for _, f := range lint(t, fstest.MapFS{"x.yaml": {Data: []byte(text)}}, nil).Findings {
		if f.Rule == rule {
			all = append(all, f.Fingerprint)
		}
	}
	slices.Sort(all)
	return all
}

// TestEqualFindingsAreCounted holds that of findings that nothing tells apart those that count come first, so that
// silencing one does not bring the other back.
func TestEqualFindingsAreCounted(t *testing.T) {
	// two entries that name nothing, both with the same wrong key
	const both = "apiVersion: kpilint/v1\nkind: Role\nid: a\npositions: [{filled: 1, clr: 1}, {filled: 2, clr: 1}]\n"
	got := printsOf(t, "unknown-field", both)
	if len(got) != 2 || got[1] != got[0]+"-2" {
		t.Fatalf("fingerprints %q", got)
	}
	one := printsOf(t, "unknown-field", strings.Replace(both, "{filled: 1, clr: 1}, ", "", 1))
	if len(one) != 1 || one[0] != got[0] {
		t.Errorf("one of %q is left as %q", got, one)
	}
}

// TestSilencedFindingsCountLast holds that to silence one of several equal findings leaves the other as it was.
func TestSilencedFindingsCountLast(t *testing.T) {
	pack := fstest.MapFS{
		"own/no-start/rule.yaml": {Data: []byte("id: no-start\ntitle: A position has a start\nlevel: warning\nwhy: w\n")},
		"own/no-start/rule.rego": {Data: []byte(`package kpilint.own.no_start
violation contains {"msg": "no start", "kind": "Role", "resource": r.fullName, "at": at} if {
	some r in input.roles
	some i, p in r.positions
	not p.start
	at := sprintf("positions/%d", [i])
}
`)},
	}
	found := func(text string) map[string]bool {
		all := map[string]bool{}
		r := lint(t, fstest.MapFS{"x.yaml": {Data: []byte(text)}}, func(o *engine.Options) {
			o.Packs = append(o.Packs, engine.Pack{FS: pack, Dir: ".", Name: "own"})
		})
		for _, f := range r.Findings {
			if f.Rule == "no-start" {
				all[f.Fingerprint] = f.Suppressed == nil
			}
		}
		return all
	}
	const roles = "apiVersion: kpilint/v1\nkind: Role\nid: a\npositions:\n  - {filled: 1}%s\n  - {filled: 2}%s\n"
	const silent = " # kpilint:ignore no-start -- it is open"
	plain := found(fmt.Sprintf(roles, "", ""))
	if len(plain) != 2 {
		t.Fatalf("found %v", plain)
	}
	first, second := found(fmt.Sprintf(roles, silent, "")), found(fmt.Sprintf(roles, "", silent))
	if diff := cmp.Diff(first, second); diff != "" {
		t.Errorf("it matters which is suppressed: %s", diff)
	}
	for print, counts := range first {
		if _, there := plain[print]; !there || counts == strings.Contains(print, "-") {
			t.Errorf("%s counts: %v", print, counts)
		}
	}
}

// TestFingerprintsTakeWorkInProportion holds that twice as many keys that stand twice take twice the work.
func TestFingerprintsTakeWorkInProportion(t *testing.T) {
	e := newEngine(t, nil)
	work := func(n int) float64 {
		var b strings.Builder
		b.WriteString(aTeam + "kpis:\n")
		for i := range n {
			fmt.Fprintf(&b, "  - {id: k%d, name: a, name: b}\n", i)
		}
		in := engine.Input{FS: fstest.MapFS{"x.yaml": {Data: []byte(b.String())}}}
		return testing.AllocsPerRun(1, func() {
			if r, err := e.Lint(t.Context(), in); err != nil || len(r.Findings) < n {
				t.Error(err)
			}
		})
	}
	if one, two := work(400), work(800); two > 2.2*one {
		t.Errorf("%.0f allocations for 400 keys, %.0f for 800", one, two)
	}
}

// alike is a pack with one rule, which finds these at one field of every team, each an object in Rego.
func alike(findings ...string) func(o *engine.Options) {
	var b strings.Builder
	b.WriteString("package kpilint.own.alike\n")
	for _, f := range findings {
		fmt.Fprintf(&b, `violation contains object.union(%s, {"kind": "Team", "resource": t.fullName, "at": "id"}) if {
	some t in input.teams
}
`, f)
	}
	pack := fstest.MapFS{
		"own/alike/rule.yaml": {Data: []byte("id: alike\ntitle: Teams are not alike\nlevel: error\nwhy: w\n")},
		"own/alike/rule.rego": {Data: []byte(b.String())},
	}
	return func(o *engine.Options) { o.Packs = []engine.Pack{{FS: pack, Dir: ".", Name: "own"}} }
}

// Findings at one field: two that nothing tells apart but how serious they are, and one that is about something else.
const (
	grave = `{"msg": "a: grave"}`
	mild  = `{"msg": "m: mild", "level": "info"}`
	plain = `{"msg": "m: plain"}`
	other = `{"msg": "a: other", "values": {"item": "x"}}`
)

// TestAnEntryHoldsOneFinding holds that an entry of a baseline covers one finding: the one that it was written for,
// where anything tells, else not the more serious one, wherever they stand.
func TestAnEntryHoldsOneFinding(t *testing.T) {
	for _, c := range []struct {
		name   string
		was    string
		is     []string
		prints func(f *engine.Finding) string
		counts string
	}{
		{"of 0.2.0, beside one about something else", plain, []string{plain, other}, (*engine.Finding).First, "a: other"},
		{"of today, beside one about something else", plain, []string{plain, other}, today, "a: other"},
		{"of today, beside one that is more serious", mild, []string{mild, grave}, today, "a: grave"},
		{"of today, beside a milder one", grave, []string{mild, grave}, today, "a: grave"},
	} {
		t.Run(c.name, func(t *testing.T) {
			files := fstest.MapFS{"x.yaml": {Data: []byte(aTeam)}}
			was := lint(t, files, alike(c.was)).Findings
			if len(was) != 1 {
				t.Fatalf("%d findings", len(was))
			}
			in := engine.Input{FS: files, Known: []engine.Known{
				{Way: engine.ByBaseline, Sizes: map[string]float64{c.prints(&was[0]): 0}},
			}}
			r, err := newEngine(t, alike(c.is...)).Lint(t.Context(), in)
			if err != nil || len(r.Findings) != len(c.is) {
				t.Fatalf("%d findings (%v, %v)", len(r.Findings), err, r.Errors)
			}
			var counts []string
			for _, f := range r.Findings {
				if f.Suppressed == nil {
					counts = append(counts, f.Message)
				}
			}
			if len(counts) != 1 || counts[0] != c.counts {
				t.Errorf("%q count, not %q alone", counts, c.counts)
			}
		})
	}
}

func today(f *engine.Finding) string { return f.Fingerprint }

// TestCompareTellsFindingsAtOneFieldApart holds that a finding that is new is gained, also where another one at its
// field was there before.
func TestCompareTellsFindingsAtOneFieldApart(t *testing.T) {
	files := fstest.MapFS{"x.yaml": {Data: []byte(aTeam)}}
	one, both := lint(t, files, alike(plain)), lint(t, files, alike(plain, other))
	for _, c := range []struct {
		before, after *engine.Report
		gained, lost  int
	}{{one, both, 1, 0}, {both, one, 0, 1}, {both, both, 0, 0}} {
		d := engine.Compare(c.before, c.after)
		gained, lost, changed := d.Count()
		if gained != c.gained || lost != c.lost || changed != 0 {
			t.Errorf("%d gained, %d lost, %d changed, not %d, %d, 0", gained, lost, changed, c.gained, c.lost)
		}
		for _, o := range d.Owners {
			for _, f := range slices.Concat(o.Gained, o.Lost) {
				if f.Message != "a: other" {
					t.Errorf("%q differs", f.Message)
				}
			}
		}
	}
}

// TestLongNamesAreNotRepeated counts the memory that many mistakes inside one entry with a long name take: the name is
// not carried by each of them.
func TestLongNamesAreNotRepeated(t *testing.T) {
	e := newEngine(t, func(o *engine.Options) { o.Packs = []engine.Pack{{FS: complains, Dir: "."}} })
	const mistakes, long = 500, 50_000
	const inTeam = "{apiVersion: kpilint/v1, kind: Team, id: a, x-of: "
	for _, c := range []struct{ name, before, each, after string }{
		{"unknown fields", "apiVersion: kpilint/v1\nkind: KPI\nid: a\nneeds:\n- item: %s\n", "  k%d: 1\n", ""},
		{"keys that stand twice", inTeam + "[{id: %s, of: {", "k%[1]d: 1, k%[1]d: 1,\n", "}}]}"},
		{"keys that stand twice, below a long key", inTeam + "{%s: {", "k%[1]d: 1, k%[1]d: 1,\n", "}}}"},
		{"in no definition", "apiVersion: kpilint/v1\nkind: Team\nname: %s\nid: [1]\n", "k%d: 1\n", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			of := func(size int) uint64 {
				return work(t, e, in("x.yaml", fmt.Sprintf(c.before, strings.Repeat("x", size)), c.each, c.after)(mistakes))
			}
			if short, named := of(10), of(long); named > short+mistakes*long/5 {
				t.Errorf("a name of %d bytes takes %d bytes of memory more", long, named-short)
			}
		})
	}
}
