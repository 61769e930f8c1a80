package engine_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"unicode"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/schema/field"
)

// A hinted file is one with mistakes, of which messages say what to write instead.
type hinted struct {
	name, text string
	before     []byte // an earlier state, nil for none
}

// hintedFiles are the examples of the catalogue, the targets and definitions below testdata/hints, and the texts that
// engine/quantity refuses, each as a target.
func hintedFiles(t *testing.T) []hinted {
	t.Helper()
	var all []hinted
	for _, file := range glob(t, "../rules/*/*/fail*.yaml") {
		before, _ := os.ReadFile(filepath.Join(filepath.Dir(file), "before.yaml"))
		all = append(all, hinted{strings.TrimPrefix(file, "../"), string(readFile(t, file)), before})
	}
	target := func(from, text string) {
		const team = "apiVersion: kpilint/v1\nkind: Team\nid: sales\nkpis:\n  - id: calls\n    owner: sales\n    target: "
		all = append(all, hinted{name: from + " " + text, text: team + strconv.Quote(text) + "\n"})
	}
	for _, file := range glob(t, "quantity/testdata/readings/*/*.txt") {
		for line := range strings.Lines(string(readFile(t, file))) {
			if text, want, _ := strings.Cut(line, " => "); strings.HasPrefix(want, "refused") {
				target(filepath.Base(file), text)
			}
		}
	}
	for line := range strings.Lines(string(readFile(t, "testdata/hints/targets.txt"))) {
		if text := strings.TrimSuffix(line, "\n"); !strings.HasPrefix(text, "#") {
			target("targets.txt", text)
		}
	}
	for part := range strings.SplitSeq(string(readFile(t, "testdata/hints/definitions.yaml")), "# -- ") {
		if name, text, ok := strings.Cut(part, "\n"); ok && !strings.HasPrefix(part, "#") {
			all = append(all, hinted{name: "definitions.yaml, " + name, text: text})
		}
	}
	return all
}

func glob(t *testing.T, pattern string) []string {
	t.Helper()
	all, err := filepath.Glob(pattern)
	if err != nil || len(all) == 0 {
		t.Fatal(pattern, " has no file ", err)
	}
	return all
}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// The forms in which findings say what to write. A text in double quotes is the whole value; one in backticks stands
// in place of what the finding underlines.
var (
	writeWhole = regexp.MustCompile(`write ("[^"]+"(?:, "[^"]+")*(?: or "[^"]+")?)`)
	writePart  = regexp.MustCompile("(?:did you mean|write) (`[^`]+`(?:, `[^`]+`)*(?:,? or `[^`]+`)*)")
	writeField = regexp.MustCompile("^[a-zA-Z]+: ")
	writeFront = regexp.MustCompile("write (`[^`]+` or `[^`]+`) before `([^`]+)`")
	advised    = regexp.MustCompile("(?:lower|raise|set|shorten|lengthen) (?:the (target)|`([^`]+)`) to " +
		"((?:[A-Z]{3} )?[0-9][^;]*?)(?:,? or |, |;|$| for | if |: )")
	shortened = regexp.MustCompile(`shorten one to ([0-9][0-9a-z. ]*)`)
	inQuotes  = regexp.MustCompile("\"([^\"]+)\"|`([^`]+)`")
)

// An applied hint is a file as it is after somebody followed a hint to the letter.
type applied struct {
	hint string
	data []byte
	at   string // the path of the value that was written, "" for none

	removes bool // whether something was taken out
}

// follow makes every edit that a finding asks for.
func follow(f *engine.Finding, data []byte, o *engine.Organisation) []applied {
	var all []applied
	put := func(hint string, s source.Splice, err error, at string) {
		if err == nil {
			all = append(all, applied{hint: hint, data: source.Apply(data, []source.Splice{s}), at: at})
		}
	}
	says := f.Message
	if f.Fix != "" {
		says += "\n" + f.Fix
	}
	if f.Edit != nil {
		put("fix", f.Edit.Splice, nil, f.Path)
	}
	for _, m := range writeWhole.FindAllStringSubmatch(says, -1) {
		for _, text := range quotedIn(m[1]) {
			s, err := replaced(data, f.Path, text)
			put(text, s, err, f.Path)
		}
	}
	for _, m := range writeFront.FindAllStringSubmatch(says, -1) {
		for _, word := range quotedIn(m[1]) {
			s, err := replaced(data, f.Path, word+" "+m[2])
			put(word+" "+m[2], s, err, f.Path)
		}
		says = strings.Replace(says, m[0], "", 1)
	}
	for _, m := range writePart.FindAllStringSubmatch(says, -1) {
		for _, text := range quotedIn(m[1]) {
			if writeField.MatchString(text) && f.Resource.ID != "" {
				key, value, _ := strings.Cut(text, ": ")
				s, err := setField(data, o, f, key, value)
				put(text, s, err, "")
				continue
			}
			s, err := underlined(data, f.Location.Span, f.Message, text)
			put(text, s, err, f.Path)
		}
	}
	for _, m := range advised.FindAllStringSubmatch(shortened.ReplaceAllString(says, ""), -1) {
		s, err := setField(data, o, f, m[1]+m[2], m[3])
		put(m[0], s, err, "")
	}
	for _, m := range shortened.FindAllStringSubmatch(says, -1) {
		s, err := setField(data, o, f, "effort", m[1]+perPiece(o, f))
		put(m[0], s, err, "")
	}
	return all
}

// perPiece is what an effort is for each of, "/call".
func perPiece(o *engine.Organisation, f *engine.Finding) string {
	for _, r := range o.Model.Resources {
		if effort := r.Object.Quantity(field.Effort); r.Kind == "KPI" && r.Name == f.Resource.ID && effort != nil {
			return "/" + strings.Join(effort.Unit.PerNouns(), "/")
		}
	}
	return ""
}

func quotedIn(text string) []string {
	var all []string
	for _, m := range inQuotes.FindAllStringSubmatch(text, -1) {
		all = append(all, m[1]+m[2])
	}
	return all
}

// replaced writes another text for the scalar at a pointer.
func replaced(data []byte, pointer, text string) (source.Splice, error) {
	docs, _ := source.Parse("a.yaml", data)
	for _, d := range docs {
		node, err := d.Root.Own(strings.Split(strings.TrimPrefix(pointer, "/"), "/")...)
		if err == nil && node != nil {
			return node.Replace(text)
		}
	}
	return source.Splice{}, fmt.Errorf("%s is not written", pointer)
}

// underlined replaces what a finding points at: the word that its message quotes first, where that is a part of it.
func underlined(data []byte, s source.Span, message, text string) (source.Splice, error) {
	offset := func(line, column int) int {
		at := 0
		for range line - 1 {
			at += bytes.IndexByte(data[at:], '\n') + 1
		}
		for range column - 1 {
			_, size := utf8.DecodeRune(data[at:])
			at += size
		}
		return at
	}
	from, to := offset(s.Line, s.Column), offset(s.EndLine, s.EndColumn)
	part := string(data[from:to])
	if whole := strings.Trim(part, "\"'"); nearest.Within(strings.ToLower(whole), text, 2) {
		i := strings.Index(part, whole)
		return source.Splice{From: from + i, To: from + i + len(whole), Text: text}, nil
	}
	if near := nearest.Word(text, strings.FieldsFunc(part, notInName), nearest.Third); near != "" && near != part {
		i := strings.Index(part, near)
		return source.Splice{From: from + i, To: from + i + len(near), Text: text}, nil
	}
	if m := inQuotes.FindStringSubmatch(message); m != nil && !strings.Contains(m[2], " ") {
		word := strings.ToLower(m[2])
		if i := strings.Index(strings.ToLower(part), word); word != "" && i >= 0 {
			return source.Splice{From: from + i, To: from + i + len(word), Text: text}, nil
		}
	}
	switch {
	case strings.Contains(part, " ") && !strings.Contains(text, " "):
		return source.Splice{}, errors.New("the word is not among those that are underlined")
	case part != "" && strings.ContainsRune("\"'", rune(part[0])):
		from, to = from+1, to-1
	case strings.HasPrefix(part, "# "):
		from += len("# ")
	}
	return source.Splice{From: from, To: to, Text: text}, nil
}

func notInName(r rune) bool {
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_'
}

// setField writes a field of the definition that a finding is about, or of another one whose name stands before it. A
// name with a slash is that of a KPI, and means its target.
func setField(data []byte, o *engine.Organisation, f *engine.Finding, name, value string) (source.Splice, error) {
	of, name, found := strings.Cut(name, ".")
	switch {
	case !found && strings.Contains(of, "/"):
		name = "target"
	case !found:
		of, name = f.Resource.ID, of
	}
	for _, r := range o.Model.Resources {
		if r.Name != of || of == f.Resource.ID && r.Kind != f.Resource.Kind {
			continue
		}
		parent := r.Node
		node, err := parent.Own(strings.Split(name, ".")...)
		switch {
		case err != nil:
			return source.Splice{}, err
		case node == nil:
			return parent.Add(name, parent.Scalar(value), "")
		}
		if old, _ := r.Object.Named(name).(*model.Quantity); old != nil && old.Comparator != "" {
			value = string(old.Comparator) + " " + value
		}
		return node.Replace(value)
	}
	return source.Splice{}, fmt.Errorf("there is no %s", of)
}

// uncovers are findings that may come when a hint of a rule is followed, and why: what was hidden by the mistake is
// seen now.
var uncovers = map[string]map[string]string{
	"definition-file/bad-quantity": {
		"definition/unit-or-period-missing": "a target that is read is judged, and this one has no unit",
		"definition/target-missing":         "the same",
	},
	"alignment/unresolved-reference": {
		"alignment/objective-without-goal": "a link that leads somewhere can lead to another time",
	},
	"definition/owner-missing": {
		"alignment/objective-without-goal": "an objective of nobody was not judged",
	},
	"definition/measure-contradicts-unit": {
		"definition/unit-or-period-missing": "a volume is counted in a time, and this one says none",
	},
	"definition-file/unknown-scope": {
		"capacity/effort-undeclared":     "a target for each person is judged as one",
		"supply/demand-without-supplier": "what is needed under the name of an item is asked for",
	},
	"supply/units-do-not-convert": {
		"capacity/target-exceeds-time": "an effort that is read is set against the day",
		"capacity/role-overloaded":     "the same",
	},
	"capacity/target-exceeds-time": {
		"capacity/role-overloaded":    "what is unknown of a day does not matter while the rest alone is too much",
		"capacity/no-room-for-breaks": "the same",
	},
	"calendar/days-do-not-match-calendar": {
		"definition/direction-contradicts": "with other days a month the target is below its baseline",
	},
	"definition/direction-contradicts": {
		"definition/direction-contradicts": "where the baseline speaks against the side that was chosen, it is asked about",
	},
	"supply/supply-below-demand": {
		"supply/supply-below-demand": "what is unknown of the demand does not matter while the rest alone is too much",
	},
	"capacity/role-overloaded": {
		"capacity/role-overloaded":    "the same: of a day that fits, what is unknown matters",
		"capacity/no-room-for-breaks": "the same",
	},
	"capacity/effort-undeclared": {
		"capacity/target-exceeds-time": "a target with an effort is set against the day",
	},
	"definition/name-contradicts-number": {
		"definition/name-contradicts-number": "another number of the name is asked about",
		"definition/unit-or-period-missing":  "what the name alone said what it counts",
	},
	"gaming/pay-on-one-number": {
		"definition/not-explained": "a number on which pay depends is asked for its reason",
		"gaming/pay-on-one-number": "several weights are to be written",
	},
	"definition/key-result-unclear": {
		"supply/units-do-not-convert": "the test writes a share, where calls may be counted",
	},
	"definition/target-missing": {
		"exceptions/exception-unused":       "what an exception suppressed is gone",
		"definition/formula-missing":        "a quality without a target is asked for its formula",
		"capacity/effort-undeclared":        "a target that is read is judged",
		"definition/unit-or-period-missing": "the same",
	},
	"definition/draft-left": {
		"capacity/effort-undeclared":                 "what is no draft is judged",
		"counterweight/volume-without-counterweight": "the same",
		"definition/baseline-missing":                "the same",
		"definition/owner-missing":                   "the same",
		"definition/source-missing":                  "the same",
		"definition/target-missing":                  "the same",
	},
	"counterweight/reward-favours-easy-work": {
		"counterweight/reward-favours-easy-work": "what is unknown does not matter while what is known is too much",
	},
	"alignment/dependency-not-accepted": {
		"calendar/days-do-not-match-calendar": "the day that the other team has lies beyond the cycle",
	},
	"alignment/children-miss-parent": {
		"definition/key-result-unclear": "the goal was a limit below where it starts",
	},
	"alignment/two-main-objectives": {
		"alignment/two-main-objectives": "the main objective that is left is judged",
	},
	"exceptions/exception-unused": {
		"alignment/unresolved-reference": "another exception named the one that is removed",
	},
}

// prepares are the rules whose edit makes room for what somebody has to fill in.
var prepares = map[string]bool{"counterweight/volume-without-counterweight": true}

// needsBaseline are the words that say it: a change counts from a number that only the author knows.
const needsBaseline = "counts from today's number, which is not written"

// TestHints follows every hint to the letter, and holds that the finding is gone, that no other has come, and that
// what is written is read.
func TestHints(t *testing.T) {
	e := newEngine(t, nil)
	unapplied, all := map[string]int{}, map[string]int{}
	followed, ways, taken := 0, readWays(t), map[string][]int{}
	for rule, ways := range ways {
		taken[rule] = make([]int, len(ways))
	}
	for _, h := range hintedFiles(t) {
		w := judge(t, e, h, []byte(h.text))
		for i := range w.Findings {
			f := &w.Findings[i]
			if f.Outcome == engine.NotCheckable {
				continue // it says what is missing, and not what to write
			}
			hints := follow(f, []byte(h.text), w.read)
			more, any := filled(t, ways[f.Name()], f, []byte(h.text), w.read, taken[f.Name()])
			hints = append(hints, more...)
			if all[f.Name()]++; len(hints) == 0 && !any {
				unapplied[f.Name()]++
			}
			for _, hint := range hints {
				followed++
				for _, wrong := range w.compare(judge(t, e, h, hint.data), f, hint) {
					t.Errorf("%s: %s [%s]\n\t%s\n\tfollowed %q: %s", h.name, f.Message, f.Name(), f.Fix, hint.hint, wrong)
				}
			}
		}
	}
	t.Logf("%d hints followed", followed)
	for rule, ways := range ways {
		for i := range ways {
			if taken[rule][i] == 0 {
				t.Errorf("testdata/hints/filled.yaml: way %d of %s, %q, is not taken", i+1, rule, ways[i].Hint)
			}
		}
	}
	holdUnapplied(t, unapplied, all)
}

// hintState is a file with what is found in it, and what is read of it.
type hintState struct {
	*engine.Report
	read   *engine.Organisation
	values int // texts, numbers and names that are read
}

func judge(t *testing.T, e *engine.Engine, h hinted, data []byte) *hintState {
	t.Helper()
	in := engine.Input{FS: fstest.MapFS{"a.yaml": {Data: data}}}
	if h.before != nil {
		before, err := e.Read(context.Background(), engine.Input{FS: fstest.MapFS{"a.yaml": {Data: h.before}}})
		if err != nil {
			t.Fatal(err)
		}
		in.Before = before
	}
	read, err := e.Read(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	r, err := e.Judge(context.Background(), in, read)
	if err != nil {
		t.Fatal(err)
	}
	j := &hintState{Report: r, read: read}
	for _, r := range read.Model.Resources {
		j.values += valuesIn(r.Object)
	}
	return j
}

// valuesIn counts what is read of a value: a quantity without a number, and a name that leads nowhere, are not.
func valuesIn(v any) int {
	n := 0
	switch v := v.(type) {
	case *model.Object:
		v.Each(func(_ string, value any) { n += valuesIn(value) })
	case model.List:
		for _, entry := range v {
			n += valuesIn(entry)
		}
	case *model.Quantity:
		if v.Low != nil {
			return 1
		}
	case *model.Ref:
		if v.To != nil {
			return 1
		}
	default:
		return 1
	}
	return n
}

// compare says what is wrong after a hint of a finding was followed.
func (j *hintState) compare(after *hintState, f *engine.Finding, hint applied) []string {
	var wrong []string
	had, has := hintPlaces(j), hintPlaces(after)
	own := hintPlace(f)
	for i := range after.Findings {
		now := &after.Findings[i]
		place := hintPlace(now)
		switch {
		case place == own && has[own] >= had[own] && (hint.hint == "fix" && prepares[f.Name()] ||
			strings.Contains(now.Message, needsBaseline) && !strings.Contains(f.Message, needsBaseline)):
			return nil
		case place == own && now.Message == f.Message:
			wrong = append(wrong, "the finding is still there")
		case place == own && has[own] < had[own] || now.Level < f.Level || uncovers[f.Name()][now.Name()] != "":
		case has[place] > had[place] || place == own:
			wrong = append(wrong, fmt.Sprintf("%s: %s [%s]", now.Level, now.Message, now.Name()))
		}
	}
	if hint.removes || hint.hint == "fix" && f.Edit.Splice.Text == "" {
		return wrong // it takes out what is written
	}
	if after.values < j.values {
		wrong = append(wrong, fmt.Sprintf("%d values are read, %d were", after.values, j.values))
	}
	if len(after.read.Model.Resources) < len(j.read.Model.Resources) {
		wrong = append(wrong, "a definition is not read any more")
	}
	return wrong
}

// hintPlace is what tells findings apart that a hint may change: their rule, definition and field.
func hintPlace(f *engine.Finding) string {
	return strings.Join([]string{f.Name(), f.Resource.Kind, f.Resource.ID, f.Path}, " ")
}

func hintPlaces(s *hintState) map[string]int {
	all := map[string]int{}
	for i := range s.Findings {
		all[hintPlace(&s.Findings[i])]++
	}
	return all
}

// holdUnapplied holds the rules whose findings say nothing that can be followed to the letter, 2 for none of them and 1
// for some, against the list of them, which only shrinks.
func holdUnapplied(t *testing.T, unapplied, all map[string]int) {
	t.Helper()
	of, left := 0, 0
	for rule, n := range all {
		of, left = of+n, left+unapplied[rule]
	}
	t.Logf("%d of %d findings say something that is followed", of-left, of)
	for rule, n := range unapplied {
		t.Logf("%s: %d of %d findings", rule, n, all[rule])
		if unapplied[rule] = 1; n == all[rule] {
			unapplied[rule] = 2
		}
	}
	onlyShrinks(t, "testdata/hints/unapplied.txt", unapplied, "%s: more findings than before say nothing that can be "+
		"followed to the letter: %d, and may be %d (1: some of them, 2: all)")
}
