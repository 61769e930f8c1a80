package engine_test

import (
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/kpilint/kpilint/engine/nearest"
)

// near is a hint that names what a name may mean, quoted is a name in it, and atPlace is where it stands in which file.
var (
	near    = regexp.MustCompile("did you mean [`\"]([^`\"]+)[`\"]\\?$")
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

// TestHintsOfRulesFollowed does what each "did you mean" says of a mistake in a rule: the name is written as it says,
// and the rule compiles. What it then finds in the definitions of the test may stop it, as a field that they lack.
func TestHintsOfRulesFollowed(t *testing.T) {
	followed := 0
	follow := func(t *testing.T, files fstest.MapFS) {
		t.Helper()
		said := firstMistake(t, files)
		hint, at := near.FindStringSubmatch(said), atPlace.FindStringSubmatch(said)
		if hint == nil || at == nil {
			return
		}
		file := files["own/bad/"+at[1]]
		lines := strings.Split(string(file.Data), "\n")
		n, _ := strconv.Atoi(at[2]) // digits
		column, _ := strconv.Atoi(at[3])
		line := []rune(lines[n-1])
		before, behind := string(line[:column-1]), string(line[column-1:])
		if name := namedWrong(said, hint[1]); name != "" {
			whole := regexp.MustCompile(`\b` + regexp.QuoteMeta(name) + `\b`)
			if in := whole.FindStringIndex(behind); in != nil {
				lines[n-1] = before + behind[:in[0]] + hint[1] + behind[in[1]:]
			}
		}
		now := strings.Join(lines, "\n")
		if now == string(file.Data) {
			t.Errorf("%s\nthe name that it speaks of is not there: %s", said, string(line))
			return
		}
		file.Data = []byte(now)
		followed++
		left := firstMistake(t, files)
		if left != "" && !strings.Contains(left, "(on `") && !strings.HasSuffix(left, "needs `message`") {
			t.Errorf("%s\nwas followed, and then\n%s\n%s", said, left, lines[n-1])
		}
	}
	for _, m := range mistakes {
		follow(t, m.files(t))
	}
	for _, m := range regoMistakes {
		if m.module[0] == '#' {
			continue
		}
		follow(t, fstest.MapFS{
			"own/bad/rule.yaml": {Data: []byte(rightYAML + "  part: {type: percent, default: 60%, description: x}\n")},
			"own/bad/rule.rego": {Data: []byte("package kpilint.own.bad\n\n" + m.module + "\n")},
		})
	}
	if followed < 40 {
		t.Errorf("%d hints are followed", followed)
	}
	t.Log(followed, "hints followed")
}
