package engine_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"go.yaml.in/yaml/v4"

	"github.com/kpilint/kpilint/engine/nearest"
)

// near is a hint that names what a name may mean, quoted is a name in it, and atPlace is where it stands in which file.
var (
	near    = regexp.MustCompile("did you mean [`\"]([^`\"]+)[`\"]\\?(?: \\(on [^)]*\\))?$")
	quoted  = regexp.MustCompile("[`\"]([^`\"]+)[`\"]")
	atPlace = regexp.MustCompile(`^(rule\.(?:yaml|rego)):(\d+):(\d+): `)
)

// namedWrong is the name of a message that is nearest to the one it may mean.
func namedWrong(said, meant string) string {
	name := ""
	for _, m := range quoted.FindAllStringSubmatch(said, -1) {
		if m[1] != meant && (name == "" || nearest.Letters(m[1], meant) < nearest.Letters(name, meant)) {
			name = m[1]
		}
	}
	return name
}

// ruleWay is how the author of a rule does what a message says.
type ruleWay struct {
	Says, From, To string
	Top            bool

	taken bool
}

// write follows a way in a file from a line on; it reports whether something was there to be replaced.
func (w *ruleWay) write(text string, line int) (string, bool) {
	from := 0
	for range line - 1 {
		from += strings.IndexByte(text[from:], '\n') + 1
	}
	if w.Top {
		from = 0
	}
	re := regexp.MustCompile(w.From)
	m := re.FindStringSubmatchIndex(text[from:])
	if m == nil {
		return text, false
	}
	with := re.ExpandString(nil, w.To, text[from:], m)
	return text[:from+m[0]] + string(with) + text[from+m[1]:], true
}

// ofDefinitions reports whether a rule compiles, and what it is told comes of a definition that it then looked at.
func ofDefinitions(said string) bool { return said == "" || strings.Contains(said, "(on `") }

// TestHintsOfRulesFollowed does what is said of each mistake in a rule: "did you mean x" is written, and for what else
// is to be done there are ways in testdata/hints/rules.yaml. The rule compiles then. What it finds in the definitions
// of the test may stop it, as a field that they lack. Messages that nobody follows are in a list that only shrinks.
func TestHintsOfRulesFollowed(t *testing.T) {
	var ways []ruleWay
	if err := yaml.Unmarshal(readFile(t, "testdata/hints/rules.yaml"), &ways); err != nil {
		t.Fatal(err)
	}
	followed, of, unfollowed := 0, 0, map[string]int{}
	follow := func(t *testing.T, files func() fstest.MapFS) {
		t.Helper()
		said := firstMistake(t, files())
		at := atPlace.FindStringSubmatch(said)
		if at == nil {
			return
		}
		of++
		name, says := "own/bad/"+at[1], said[len(at[0]):]
		n, _ := strconv.Atoi(at[2]) // digits
		column, _ := strconv.Atoi(at[3])
		try := func(now string) {
			t.Helper()
			now, with := strings.TrimSuffix(now, "\n")+"\n", files()
			with[name] = &fstest.MapFile{Data: []byte(now)}
			left := firstMistake(t, with)
			if !ofDefinitions(left) && !strings.HasSuffix(left, "needs `message`") || left == said {
				t.Errorf("%s\nwas followed, and then\n%s\n%s", said, left, now)
			}
		}
		before := string(files()[name].Data)
		any := false
		if hint := near.FindStringSubmatch(said); hint != nil {
			any = true
			lines := strings.Split(before, "\n")
			line := []rune(lines[n-1])
			left, behind := string(line[:column-1]), string(line[column-1:])
			whole := regexp.MustCompile(`\b` + regexp.QuoteMeta(namedWrong(said, hint[1])) + `\b`)
			if in := whole.FindStringIndex(behind); in != nil {
				lines[n-1] = left + behind[:in[0]] + hint[1] + behind[in[1]:]
				try(strings.Join(lines, "\n"))
			} else {
				t.Errorf("%s\nthe name that it speaks of is not there: %s", said, string(line))
			}
		}
		for i := range ways {
			if !regexp.MustCompile(ways[i].Says).MatchString(says) {
				continue
			}
			if now, ok := ways[i].write(before, n); ok {
				any, ways[i].taken = true, true
				try(now)
			}
		}
		if any {
			followed++
			return
		}
		words := strings.Fields(says)
		unfollowed[strings.Join(words[:min(len(words), 8)], "_")]++
	}
	for _, m := range mistakes {
		follow(t, func() fstest.MapFS { return m.files(t) })
	}
	for _, m := range regoMistakes {
		follow(t, func() fstest.MapFS { return m.files() })
	}
	for _, w := range ways {
		if !w.taken {
			t.Errorf("testdata/hints/rules.yaml: the way of %q is not taken", w.Says)
		}
	}
	t.Logf("%d of %d messages followed", followed, of)
	onlyShrinks(t, "testdata/hints/rules_unapplied.txt", unfollowed,
		"%q: %d messages like it are not followed, and %d may not be: testdata/hints/rules.yaml has the ways")
}
