package main

import (
	"bytes"
	"context"
	"regexp"
	"strings"
	"testing"
)

// meantHere are the words that a message proposes for one that is wrong.
var meantHere = regexp.MustCompile("did you mean (?:`([^`]+)`|\"([^\"]+)\"|(--[a-z-]+))\\?")

// proposed is what a message proposes; "" for nothing.
func proposed(message string) string {
	m := meantHere.FindStringSubmatch(message)
	if m == nil {
		return ""
	}
	return m[1] + m[2] + m[3]
}

const hintedTeam = "apiVersion: kpilint/v1\nkind: Team\nid: sales\nkpis:\n" +
	"  - {id: calls, owner: sales, measure: quality, target: \">= 90 %\", baseline: 80 %, source: crm, measured: daily," +
	" formula: {numerator: a, denominator: b}}\n"

// answers runs a command line in a folder with one sound definition.
func answers(t *testing.T, args ...string) (code int, text string) {
	t.Helper()
	var out bytes.Buffer
	code = Main(context.Background(), args, strings.NewReader(""), &out, &out)
	return code, out.String()
}

// TestHintsOfCommands follows what the command line proposes for a word that is wrong, and holds that it is taken.
func TestHintsOfCommands(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("KPILINT_CACHE", t.TempDir())
	write(t, "a.yaml", hintedTeam)
	for _, line := range []string{ // what is wrong stands between { and }
		"{lnit} a.yaml", "lint {--formt} json a.yaml", "lint --format {jsn} a.yaml", "lint {--quite} a.yaml",
		"lint --enable {definition/baseline-mising} a.yaml", "lint --disable {basline-missing} a.yaml",
		"explain {sales/cals} a.yaml", "explain {basline-missing}", "schema {kpy}", "impact {sales/cals} a.yaml",
		"impact sales/calls {--mis} 20% a.yaml", "impact --set {sales/calls.traget}=95% a.yaml", "fmt {--chek} a.yaml",
		"graph {--form} svg a.yaml", "graph --follow {sales/cals} a.yaml", "graph --team {slaes} a.yaml",
	} {
		before, rest, _ := strings.Cut(line, "{")
		wrong, after, _ := strings.Cut(rest, "}")
		code, text := answers(t, strings.Fields(before+wrong+after)...)
		meant := proposed(text)
		if code != 2 || meant == "" {
			t.Errorf("%s: exit code %d, proposes nothing:\n%.300s", line, code, text)
			continue
		}
		if code, text := answers(t, strings.Fields(before+meant+after)...); code == 2 {
			t.Errorf("%s with %s, as was proposed: %.300s", line, meant, text)
		}
	}
}

// TestHintsOfSettings follows what is proposed for a word of a configuration, one after another, until it is sound.
func TestHintsOfSettings(t *testing.T) {
	t.Chdir(t.TempDir())
	t.Setenv("KPILINT_CACHE", t.TempDir())
	write(t, "a.yaml", hintedTeam)
	write(t, "other.yaml", "left: out\n")
	for _, settings := range []string{ // what is wrong stands between « and »
		"«rulez»: {}\n",
		"«excludes»: [other.yaml]\n",
		"rules:\n  «definition/baseline-mising»: error\n",
		"rules:\n  gaming/pay-cliff: {«levle»: off}\n",
		"rules:\n  gaming/pay-cliff: {level: «eror»}\n",
		"rules:\n  gaming/pay-on-one-number: {params: {«msot»: 60%}}\n",
		"overrides:\n  - {resources: [«sales/cals»], rules: {gaming/pay-cliff: off}}\n",
		"overrides:\n  - {«resuorces»: [sales/calls], rules: {gaming/pay-cliff: off}}\n",
	} {
		before, rest, _ := strings.Cut("apiVersion: kpilint/v1\nkind: Config\n"+settings, "«")
		wrong, after, _ := strings.Cut(rest, "»")
		write(t, configName, before+wrong+after)
		_, text := answers(t, "lint")
		meant := proposed(text)
		if meant == "" {
			t.Errorf("%s: nothing is proposed:\n%.300s", settings, text)
			continue
		}
		write(t, configName, before+meant+after)
		if code, text := answers(t, "lint"); code > 1 || strings.Contains(text, configName) {
			t.Errorf("%s with %s: exit code %d:\n%.300s", settings, meant, code, text)
		}
	}
}
