package main

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestFunctionsAreCurrent holds that the functions are those of the texts.
func TestFunctionsAreCurrent(t *testing.T) {
	made, err := generate("../en")
	if err != nil {
		t.Fatal(err)
	}
	if len(made) == 0 {
		t.Fatal("there are no texts")
	}
	for name, want := range made {
		got, err := os.ReadFile("../" + strings.TrimPrefix(name, "../"))
		if err != nil || cmp.Diff(string(want), strings.ReplaceAll(string(got), " of en/", " of ../en/")) != "" {
			t.Errorf("%s is not current: go generate ./engine/wording (%v)", name, err)
		}
	}
}

func TestFunctions(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"a text", "done = Nothing to report.\n", "func Done() string {\n\treturn \"Nothing to report.\"\n}"},
		{
			"arguments, in the order of the text", "left = { $days } left of { $all }\n",
			"func Left(days, all string) string {\n\treturn days + \" left of \" + all\n}",
		},
		{
			"arguments, in the order of a comment", "# $all, $days\nleft = { $days } left of { $all }\n",
			"func Left(all, days string) string {\n\treturn days + \" left of \" + all\n}",
		},
		{"a number", "more = and { NUMBER($n) } more\n", "return \"and \" + strconv.Itoa(n) + \" more\""},
		{
			"one and several", "kpis = { $n ->\n    [one] 1 KPI\n   *[other] { $n } KPIs\n}\n",
			"switch {\n\tcase n == 1:\n\t\treturn \"1 KPI\"\n\tdefault:\n\t\treturn strconv.Itoa(n) + \" KPIs\"\n\t}",
		},
		{"a brace", "open = it begins with { \"{\" }\n", "return \"it begins with {\""},
		{"a key of several words", "kpi-id = it has { $of-kpi }\n", "func KPIID(ofKPI string) string"},
	} {
		t.Run(test.name, func(t *testing.T) {
			all, err := parse("x.ftl", test.text)
			if err != nil {
				t.Fatal(err)
			}
			made, err := write("x.ftl", all)
			if err != nil || !strings.Contains(string(made), test.want) {
				t.Errorf("it makes\n%s%v", made, err)
			}
		})
	}
}

func TestMistakesAreRefused(t *testing.T) {
	for _, test := range []struct{ name, text, want string }{
		{"no text", "done =\n", "x.ftl:2: `done` has no text"},
		{"no key", "= done\n", "x.ftl:1: neither a key nor a comment"},
		{"an open brace", "done = { $n\n", "x.ftl:2: a brace is not closed"},
		{"a brace that nothing opened", "done = n }\n", "x.ftl:1: a closing brace that nothing opened"},
		{
			"a choice without a star", "done = { $n ->\n    [one] 1\n}\n",
			"a choice has variants, and the last of them a star",
		},
		{
			"another order", "# $m\ndone = { $n } of them\n",
			"the comment above `done` names other arguments than its text",
		},
		{"no words", "done = { $n }\n", "`done` has no words"},
	} {
		t.Run(test.name, func(t *testing.T) {
			all, err := parse("x.ftl", test.text)
			if err == nil {
				_, err = write("x.ftl", all)
			}
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v, want %s", err, test.want)
			}
		})
	}
}

// TestOneKey holds that a key stands once in all files.
func TestOneKey(t *testing.T) {
	folder := t.TempDir()
	for _, name := range []string{"a.ftl", "b.ftl"} {
		if err := os.WriteFile(folder+"/"+name, []byte("done = Done.\n"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := generate(folder); err == nil || !strings.Contains(err.Error(), "`done` is a key already") {
		t.Errorf("%v", err)
	}
}
