package markdown

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/contenttest"
)

// shown writes blocks as lines: what a block is, where it begins, and its text with painted bytes left out.
func shown(blocks []content.Block) string {
	var b strings.Builder
	for _, block := range blocks {
		if block.Table != nil {
			fmt.Fprintf(&b, "table %s header %d\n", block.Table.Name, block.Table.Header)
			for _, row := range block.Table.Rows {
				fmt.Fprintf(&b, "  %d:", row.Number)
				for _, c := range row.Cells {
					fmt.Fprintf(&b, " %d@%d:%d%s %q", c.Column, c.Text.Line, c.Text.Column, bolded(c.Strong), c.Text)
				}
				b.WriteByte('\n')
			}
			continue
		}
		kind := [...]string{"paragraph", "heading", "item"}[block.Kind]
		if block.Level > 0 {
			kind += fmt.Sprint(" ", block.Level)
		}
		fmt.Fprintf(&b, "%s@%d:%d%s %q\n", kind, block.Text.Line, block.Text.Column, bolded(block.Strong), block.Text)
	}
	return b.String()
}

func bolded(strong bool) string {
	if strong {
		return " strong"
	}
	return ""
}

// TestBlocks holds what blocks a text has and where they stand.
func TestBlocks(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"paragraphs": {"One\ntwo.\n\nThree.", "paragraph@1:1 \"One\\ntwo.\"\nparagraph@4:1 \"Three.\"\n"},
		"labels": {"**Year 1:** one\nreport\n**Years 2-3**: two *or* more\nand __so:__ on\n",
			"paragraph@1:1 \"Year 1: one\\nreport\"\nparagraph@3:1 \"Years 2-3: two or more\\nand so: on\"\n"},
		"headings": {"# Calls\n\nVisits\n---\n", "heading 1@1:3 \"Calls\"\nheading 2@3:1 \"Visits\"\n"},
		"list": {"- [x] Calls\n  of *two* sorts\n\n  More.\n  1. Visits\n* **All**\n",
			"item 1@1:7 \"Calls\\n  of two sorts\"\nparagraph@4:3 \"More.\"\nitem 2@5:6 \"Visits\"\nitem 1@6:3 strong " +
				"\"All\"\n"},
		"quote":              {"> Four\n> visits.\n", "paragraph@1:3 \"Four\\n  visits.\"\n"},
		"code":               {"Use `x` now.\n\n```\ncode\n```\n\n    code\n", "paragraph@1:1 \"Use  now.\"\n"},
		"indented in a list": {"-      Calls a day\n", "item 1@1:8 \"Calls a day\"\n"},
		"indented entries": {"- Calls:\n\n      - 4 a day\n      - 5 a week\n",
			"item 1@1:3 \"Calls:\"\nitem 1@3:9 \"4 a day\"\nitem 1@4:9 \"5 a week\"\n"},
		"links": {"See [it](https://a.b/4) or [x].\n\n[x]: https://a.b/5\n",
			"paragraph@1:1 \"See it or x.\"\n"},
		"table": {"Above\n\n| KPI | Target |\n|---|--:|\n| Calls | **50** | more |\n| | 3 \\| 4 |\n",
			"paragraph@1:1 \"Above\"\ntable  header 1\n  1: 1@3:3 \"KPI\" 2@3:9 \"Target\"\n" +
				"  2: 1@5:3 \"Calls\" 2@5:11 strong \"50\" 3@5:20 \"more\"\n  3: 2@6:5 \"3 | 4\"\n"},
		"table without bars at its ends": {"KPI | Target\n--- | ---\nCalls | 50\n",
			"table  header 1\n  1: 1@1:1 \"KPI\" 2@1:7 \"Target\"\n  2: 1@3:1 \"Calls\" 2@3:9 \"50\"\n"},
		"table without a header": {"Text\n| Calls | 50 |\n| Visits | 4 |\n",
			"paragraph@1:1 \"Text\"\ntable  header 0\n  1: 1@2:3 \"Calls\" 2@2:11 \"50\"\n  2: 1@3:3 \"Visits\" 2@3:12 " +
				"\"4\"\n"},
		"table of HTML": {"A\n\n<table>\n<tr><th>KPI</th><th>Target</th></tr>\n\n<tr>\n<td rowspan=2>\n\n**Calls**\n\n" +
			"</td><td>50&nbsp;a<br>day</td></tr>" +
			"<tr><td></td><td colspan=\"2\"><p>x</p><p>y</p></td></tr></table>\n\nB\n",
			"paragraph@1:1 \"A\"\ntable  header 1\n  1: 1@4:9 strong \"KPI\" 2@4:21 strong \"Target\"\n  2: 1@9:1 " +
				"\"Calls\" 2@11:10 \"50\\u00a0a\\nday\"\n" +
				"  3: 3@11:68 \"x\\n\\ny\"\nparagraph@13:1 \"B\"\n"},
		"table of HTML in code":     {"```\n<table><tr><td>A</table>\n```\n", ""},
		"table of HTML without end": {"<table><tr><td>A\n\nB\n", "paragraph@1:1 \"A\"\nparagraph@3:1 \"B\"\n"},
		"html": {"<p>You make 4 visits</p>\n\n<script>\n5 calls\n</script>\n",
			"paragraph@1:1 \"You make 4 visits\"\n"},
	} {
		t.Run(name, func(t *testing.T) {
			blocks, unread := Blocks([]byte(c.text), 1)
			if diff := cmp.Diff(c.want, shown(blocks)); diff != "" || len(unread) > 0 {
				t.Errorf("unread %v (-want +got):\n%s", unread, diff)
			}
		})
	}
}

// TestFile holds how a whole file is read.
func TestFile(t *testing.T) {
	f, err := Read("a.md", []byte("\xef\xbb\xbf---\ntitle: 'Sales: north'\ntags:\n- a\ndescription: >-\n  Sells.\n"+
		"---\r\n# Ärztin\r\n"))
	if err != nil {
		t.Fatal(err)
	}
	want := "table front matter header 0\n  2: 1@2:1 \"title\" 2@2:8 \"Sales: north\"\n  3: 1@3:1 \"tags\"\n" +
		"  4: 2@4:1 \"- a\"\n  5: 1@5:1 \"description\"\n  6: 2@6:3 \"Sells.\"\nheading 1@8:3 \"Ärztin\"\n"
	if diff := cmp.Diff(want, shown(f.Blocks)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestUnread holds that what is not read is said.
func TestUnread(t *testing.T) {
	for text, want := range map[string]string{
		"Text\n\n<!-- open\n4 visits": "3:1 a comment begins here and does not end: " +
			"what follows is not read",
		"\n" + strings.Repeat("> ", maxNested+1) + "4 visits\n\n- - -\n": "2:1 quotes and lists more than 16 deep are " +
			"not read",
		strings.Repeat("long ", content.MaxText/5+1):   "1:1 only the first 64 KiB of this text are read",
		strings.Repeat("- ", maxNested) + "4 visits\n": "",
	} {
		_, unread := Blocks([]byte(text), 1)
		var got []string
		for _, n := range unread {
			got = append(got, fmt.Sprintf("%d:%d %s", n.Span.Line, n.Span.Column, n.Text))
		}
		if strings.Join(got, "; ") != want {
			t.Errorf("%.40q: got %q, want %q", text, got, want)
		}
	}
}

// TestHostile holds that reading takes memory in proportion to the text: twice as much of it takes about twice as
// much.
func TestHostile(t *testing.T) {
	pieces := []string{
		"[", "[a](", "*a_ ", "> ", ">", "1. ", "- ", "> - ", "`", "``a`", "<!--", "<!-- -->", "<a ", "<a>\n", "<table>\n",
		"<table><tr><td>a</table>\n", "<table>\n<td rowspan=100 colspan=100>", "&amp",
		"~~a", "![", "\\", "|", "|-", "a|\n-|\n",
		"|a|\n", "a ", "a\n", "# a\n", "(", "é", "\xff", "[a]: b\n", "[a]:\n", "- a\n", "\t", "  ", "---\n", "a\n---\n",
		"```\n", "~~~ ", "* * ", "\n\n> ",
	}
	contenttest.InProportion(t, 1<<16, pieces, func(text string) func() {
		data := []byte(text)
		return func() { Blocks(data, 1) }
	})
}

// FuzzRead holds that no text breaks the reader, and that its blocks are stretches of the file, one after the other.
func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("../testdata/real/*/*.md")
	if err != nil || len(files) == 0 {
		f.Fatal(files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(data))
	}
	for _, text := range []string{"> - a\n>   b\n\n|a|\n|-|\n|b|c|\n", "<!--", "a\n===\n\n\tb\n", "- \n\n  a",
		"[a]: b\nc", "<div>\n\na"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		file, err := Read("a.md", []byte(text))
		if err != nil {
			return
		}
		last := 0
		check := func(c content.Text) {
			if c.Raw != nil && len(*c.Raw) != len(c.Bytes) {
				t.Fatalf("%d bytes are painted as %d", len(*c.Raw), len(c.Bytes))
			}
			if int(c.Line) < last || c.Column < 1 || len(c.Bytes) == 0 {
				t.Fatalf("%q stands at %d:%d, after line %d", c.Bytes, c.Line, c.Column, last)
			}
			last = int(c.Line)
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
