package main

import (
	"bytes"
	"context"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/nearest"
)

// The definitions that the settings and commands below are about.
const hintedTeam = `apiVersion: kpilint/v1
kind: Team
id: sales
labels: {stage: pilot}
roles: [{id: rep, headcount: 5}]
kpis:
  - {id: calls, owner: rep, target: ">= 5 calls/person/day", baseline: 4 calls/person/day, labels: {stage: pilot}}
`

// hintedSettings are lines of .kpilint.yaml with one mistake each.
var hintedSettings = []string{
	`excludes: ["drafts/**"]`,
	`failon: warning`,
	`failOn: warnin`,
	`exclude: ["drfts/**"]`,
	`exclude: ["drafts"]`,
	`include: ["taem.yaml", "drafts/**"]`,
	`rules: {volume-without-counterwait: error}`,
	`rules: {capacty/*: error}`,
	`rules: {owner-missing: warn}`,
	`rules: {owner-missing: of}`,
	`rules: {owner-missing: {levl: warning}}`,
	`rules: {role-overloaded: {params: {treshold: 90%}}}`,
	`overrides: [{path: ["drafts/**"], rules: {owner-missing: info}}]`,
	`overrides: [{paths: ["drfts/**"], rules: {owner-missing: info}}]`,
	`overrides: [{paths: ["team.yml"], rules: {owner-missing: info}}]`,
	`overrides: [{resources: [sales/callz], rules: {owner-missing: info}}]`,
	`overrides: [{resources: [Sales/*], rules: {owner-missing: info}}]`,
	`overrides: [{labels: {stage: pilto}, rules: {owner-missing: info}}]`,
	`overrides: [{labels: {stange: pilot}, rules: {owner-missing: info}}]`,
}

// hintedCommands are commands with one mistake each.
var hintedCommands = []string{
	"lnit", "lint --basline x", "lint --level owner-missing=eror", "lint --level owner-mising=error", "lint -f sariv",
	"lint --disable owner-mising", "lint --enable capacty/*", "explain sales/callz", "explain owner-mising",
	"impact sales/calz", "schema kpj", "packs updat", "impact --set sales/rep.headcont=4", "rules owner-mising",
	"lint --trace owner-mising --resource sales/calls", "lint --trace owner-missing --resource sales/callz",
}

var proposed = regexp.MustCompile("(?:did you mean|write) [`\"]?([^`\"?]+?)[`\"]?(?:\\?|$)")

// TestHintsOfSettings follows what messages about a configuration say to write, and holds that they are gone and that
// no other has come.
func TestHintsOfSettings(t *testing.T) {
	for _, line := range hintedSettings {
		before := runHinted(t, line, "lint", "-q")
		complaint := complaintIn(before)
		m := proposed.FindStringSubmatch(complaint)
		if m == nil {
			t.Errorf("%s: %q says nothing to write", line, before)
			continue
		}
		corrected, ok := correct(line, complaint, m[1])
		if !ok {
			t.Errorf("%s: %s\nsays to write %s, and not for what", line, complaint, m[1])
		} else if after := complaintIn(runHinted(t, corrected, "lint", "-q")); after != "" {
			t.Errorf("%s: %s\ncorrected to %s: %s", line, complaint, corrected, after)
		}
	}
}

// TestHintsOfCommands does the same for flags, names and words on the command line.
func TestHintsOfCommands(t *testing.T) {
	for _, line := range hintedCommands {
		complaint := complaintIn(runHinted(t, "", strings.Fields(line)...))
		m := proposed.FindStringSubmatch(complaint)
		if m == nil {
			t.Errorf("%s: %q says nothing to write", line, complaint)
			continue
		}
		corrected, ok := correct(line, complaint, m[1])
		if !ok {
			t.Errorf("%s: %s\nsays to write %s, and not for what", line, complaint, m[1])
			continue
		}
		after := complaintIn(runHinted(t, "", strings.Fields(corrected)...))
		if proposed.MatchString(after) {
			t.Errorf("%s: %s\ncorrected to %s: %s", line, complaint, corrected, after)
		}
	}
}

// runHinted returns standard error of a command in a folder with definitions and a configuration.
func runHinted(t *testing.T, setting string, args ...string) string {
	t.Helper()
	t.Chdir(t.TempDir())
	for name, text := range map[string]string{"team.yaml": hintedTeam, "drafts/draft.yaml": strings.Replace(hintedTeam,
		"id: sales", "id: drafted", 1)} {
		if err := os.MkdirAll("drafts", 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text := "apiVersion: kpilint/v1\nkind: Config\n" + setting + "\n"
	if err := os.WriteFile(".kpilint.yaml", []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	var out, errw bytes.Buffer
	Main(context.Background(), append(args, asOfFor(args)...), strings.NewReader(""), &out, &errw)
	return errw.String()
}

// asOfFor keeps the day of commands that ask for one.
func asOfFor(args []string) []string {
	if args[0] == "lint" {
		return []string{"--as-of", "2026-05-20"}
	}
	return nil
}

// complaintIn is the first message of kpilint on standard error, "" for none.
func complaintIn(errw string) string {
	for line := range strings.Lines(errw) {
		if text, ok := strings.CutPrefix(line, "kpilint: "); ok {
			return strings.TrimSuffix(text, "\n")
		}
	}
	return ""
}

var quotedBefore = regexp.MustCompile("[`\"]([^`\"]+)[`\"]")

// correct writes what a message proposes in place of what it quotes before that, in a line.
func correct(line, message, proposal string) (string, bool) {
	says, _, _ := strings.Cut(message, "did you mean")
	var quoted []string
	for _, m := range quotedBefore.FindAllStringSubmatch(says, -1) {
		if strings.Contains(line, m[1]) {
			quoted = append(quoted, m[1])
		}
	}
	const few = 4
	if near := nearest.Word(proposal, quoted, nearest.AtMost(few)); near != "" {
		quoted = []string{near}
	}
	if len(quoted) > 0 {
		return strings.Replace(line, quoted[0], proposal, 1), true
	}
	if flag := regexp.MustCompile(`--[a-z-]+`).FindString(says); flag != "" && strings.Contains(line, flag) {
		return strings.Replace(line, flag, proposal, 1), true
	}
	return line, false
}
