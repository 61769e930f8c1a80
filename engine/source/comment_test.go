package source_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine/source"
)

// TestComments holds which comments speak to us, and of which line.
func TestComments(t *testing.T) {
	for _, c := range []struct {
		name, file, text string
		want             []string
	}{
		{"after a value", "a.yaml", "a: 1 # kpilint:ignore x -- y\n", []string{"1:6-1:29 1 kpilint:ignore x -- y"}},
		{"alone", "a.yaml", "  # kpilint:ignore x -- y\na: 1\n", []string{"1:3-1:26 2 kpilint:ignore x -- y"}},
		{"several alone", "a.yaml", "# kpilint:a\n  # said\n# kpilint:b\na: 1\n", []string{"1:1-1:12 4 kpilint:a", "3:1-3:12 4 kpilint:b"}},
		{"at the end", "a.yaml", "a: 1\n# kpilint:a", []string{"2:1-2:12 2 kpilint:a"}},
		{"CRLF and a byte order mark", "a.yaml", "\ufeffä: ö # kpilint:a\r\n# kpilint:b\r\nb: 1\r\n", []string{"1:6-1:17 1 kpilint:a", "2:1-2:12 3 kpilint:b"}},
		{"in quotes", "a.yaml", "a: 'x # kpilint:a'\nb: \"x\n  # kpilint:b\"\n\"c # kpilint:c\": 1\n", nil},
		{"in a block", "a.yaml", "a: | # kpilint:a\n  # kpilint:b\n  x # kpilint:c\n# kpilint:d\nb: 1\n", []string{"1:6-1:17 1 kpilint:a", "4:1-4:12 5 kpilint:d"}},
		{"in a plain value", "a.yaml", "a: x#kpilint:a\n", nil},
		{"in brackets", "a.yaml", "a: [1, # kpilint:a\n  {b: 1}] # kpilint:b\n", []string{"1:8-1:19 1 kpilint:a", "2:11-2:22 2 kpilint:b"}},
		{"after that of another tool", "a.yaml",
			"a: 1 # yamllint disable-line x # kpilint:a -- b # c\nb: 1 #kpilint:b\n## kpilint:c\nc: 1\n",
			[]string{"1:6-1:52 1 kpilint:a -- b # c", "2:6-2:16 2 kpilint:b", "3:1-3:13 4 kpilint:c"}},
		{"nearly", "a.yaml", "a: 1 # kpilint-ignore x -- y\nb: 1 # KPILint: Ignore x\nc: 1 # kpi-lint disable x\n" +
			"d: 1 # kpilint-plugin 2\ne: 1 # kpilint ignores it?\n",
			[]string{"1:6-1:29 1 kpilint-ignore x -- y", "2:6-2:25 2 KPILint: Ignore x", "3:6-3:26 3 kpi-lint disable x"}},
		{"nearly, in prose", "a.md",
			"---\na: 1\n---\nMake 5. <!-- kpilint-ignore x -- y -->\n", []string{"4:9-4:39 4 kpilint-ignore x -- y"}},
		{"of two documents", "a.yaml", "a: 1 # kpilint:a\n---\nb: 1 # kpilint:b\n", []string{"1:6-1:17 1 kpilint:a", "3:6-3:17 3 kpilint:b"}},
		{"of others", "a.yaml", "a: 1 # see kpilint:a\nb: 1 # kpilint is here\n", nil},
		{"where something cannot be read", "a.yaml", "a: 1 # kpilint:a\n---\nb: [1\n", nil},
		{"front matter and prose", "a.md", "---\na: 1 # kpilint:a\n---\n# T\nMake 5. <!-- kpilint:b -->\n\n<!--\n kpilint:c\n d -->\n<!-- kpilint:e -->\nMake 6.\n",
			[]string{"2:6-2:17 2 kpilint:a", "5:9-5:27 5 kpilint:b", "7:1-9:7 11 kpilint:c d", "10:1-10:19 11 kpilint:e"}},
		{"code in prose", "a.md", "---\na: 1\n---\n`<!-- kpilint:a -->`\n```yaml\n<!-- kpilint:b -->\n```\n<!-- kpilint:c\n", nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			docs, _ := source.Parse(c.file, []byte(c.text))
			var got []string
			for _, d := range docs {
				for _, m := range d.Comments {
					got = append(got, fmt.Sprintf("%d:%d-%d:%d %d %s", m.Span.Line, m.Span.Column, m.Span.EndLine, m.Span.EndColumn, m.Line, m.Text))
				}
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}
