package plain

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/charset"
	"github.com/kpilint/kpilint/engine/content/contenttest"
)

// shown writes the blocks of a file: what one is, where it begins, and its text.
func shown(f *content.File) string {
	var b strings.Builder
	for _, block := range f.Blocks {
		if block.Table != nil {
			fmt.Fprintf(&b, "table header %d\n", block.Table.Header)
			for _, row := range block.Table.Rows {
				fmt.Fprintf(&b, "  %d:", row.Number)
				for _, c := range row.Cells {
					fmt.Fprintf(&b, " %d@%d:%d %q", c.Column, c.Text.Line, c.Text.Column, c.Text)
				}
				b.WriteByte('\n')
			}
			continue
		}
		kind := [...]string{"paragraph", "heading", "item"}[block.Kind]
		if block.Level > 0 {
			kind += fmt.Sprint(" ", block.Level)
		}
		fmt.Fprintf(&b, "%s@%d:%d %q\n", kind, block.Text.Line, block.Text.Column, block.Text)
	}
	return b.String()
}

// TestRead holds what blocks a text has.
func TestRead(t *testing.T) {
	long := strings.Repeat("word ", 30)
	for name, c := range map[string]struct{ text, want string }{
		"one sentence": {"Make 50 sales prospecting calls a day",
			"paragraph@1:1 \"Make 50 sales prospecting calls a day\"\n"},
		"paragraphs": {"One.\n\n  Two.\n", "paragraph@1:1 \"One.\"\nparagraph@3:3 \"Two.\"\n"},
		"broken lines": {"You make at least four visits\nto customers a day, and you\nwrite them down. You answer\n" +
			"Within 2 hours.\nShort\nThen more\n",
			"paragraph@1:1 \"You make at least four visits\\nto customers a day, and you\\nwrite them down. You answer\\n" +
				"Within 2 hours.\"\n" +
				"paragraph@5:1 \"Short\"\nparagraph@6:1 \"Then more\"\n"},
		"a line each": {long + "\nMake 50 calls\nVisit 4 customers\n", "paragraph@1:1 \"" + strings.TrimSpace(long) +
			"\"\nparagraph@2:1 \"Make 50 calls\"\nparagraph@3:1 \"Visit 4 customers\"\n"},
		"headings": {"SALES REP\n\nAbout\n=====\n\nYour week\n---\nResponsibilities\n\n- call\nWhat you bring:\nText " +
			"here 5 times.\n\nNot one, since it ends.\n",
			"heading 1@1:1 \"SALES REP\"\nheading 1@3:1 \"About\"\nheading 2@6:1 \"Your week\"\nheading 2@8:1 " +
				"\"Responsibilities\"\nitem 1@10:3 \"call\"\n" +
				"heading 2@11:1 \"What you bring:\"\nparagraph@12:1 \"Text here 5 times.\"\nparagraph@14:1 \"Not one, since " +
				"it ends.\"\n"},
		"list": {"• 50 calls\n  a day\n  - visits\n1) more\n* * *\n-5 degrees\n",
			"item 1@1:3 \"50 calls\\n  a day\"\nitem 2@3:5 \"visits\"\nitem 1@4:4 \"more\"\nparagraph@6:1 \"-5 degrees\"\n"},
		"tabs": {"KPI\tTarget\nCalls\t50\n\t4\n\nText\twith a tab\n",
			"table header 0\n  1: 1@1:1 \"KPI\" 2@1:5 \"Target\"\n  2: 1@2:1 \"Calls\" 2@2:7 \"50\"\nparagraph@3:2 \"4\"\n" +
				"paragraph@5:1 \"Text\\twith a tab\"\n"},
		"bars": {"| KPI | Target |\n|-----|--------|\n| Calls | 50 |\n",
			"table header 1\n  1: 1@1:3 \"KPI\" 2@1:9 \"Target\"\n  2: 1@3:3 \"Calls\" 2@3:11 \"50\"\n"},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := Read("a.txt", []byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, shown(f)); diff != "" || len(f.Unread) > 0 {
				t.Errorf("unread %v (-want +got):\n%s", f.Unread, diff)
			}
		})
	}
}

// TestBounds holds what is refused, and what is read of texts that are too long.
func TestBounds(t *testing.T) {
	if _, err := Read("a.txt", []byte("a\x00b")); !errors.Is(err, charset.ErrBinary) {
		t.Error(err)
	}
	f, err := Read("a.txt", []byte(strings.Repeat("word ", content.MaxText)))
	if err != nil || len(f.Unread) != 1 || len(f.Blocks[0].Text.Bytes) != content.MaxText {
		t.Error(err, f.Unread)
	}
}

// TestHostile holds that reading takes memory in proportion to the text.
func TestHostile(t *testing.T) {
	pieces := []string{"a\n", "a ", "\n", "- ", "- a\n", "\t", "a\tb\n", "|", "|\n", "a|", "A\n\n", "=\n",
		"---\n", "A:\n", "é", "\xff", "aaaa bbbb\nc\n"}
	contenttest.InProportion(t, 1<<18, pieces, func(text string) func() {
		data := []byte(text)
		return func() { _, _ = Read("a.txt", data) }
	})
}

// FuzzRead holds that no text breaks the reader, and that its blocks stand one after the other.
func FuzzRead(f *testing.F) {
	for _, text := range []string{"A\n===\n\n- b\n  c\n", "a\tb\nc\td\n", "|a|\n|-|\n", "\xff\xfea\x00", "B:\n\n1. c",
		"- \n-\n"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Read("a.txt", data)
		if err != nil {
			return
		}
		line, column := int32(1), int32(0)
		check := func(c content.Text) {
			if len(c.Bytes) == 0 || c.Line < line || c.Line == line && c.Column <= column {
				t.Fatalf("%q stands at %d:%d, after %d:%d", c, c.Line, c.Column, line, column)
			}
			line, column = c.Line, c.Column
		}
		for _, b := range file.Blocks {
			if b.Table == nil {
				check(b.Text)
				continue
			}
			for _, row := range b.Table.Rows {
				for _, c := range row.Cells {
					check(c.Text)
				}
			}
		}
	})
}
