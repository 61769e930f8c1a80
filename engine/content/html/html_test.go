package html

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/contenttest"
)

// shown writes the blocks of a file: what one is, where it begins, and its text with blanks in a row as one.
func shown(f *content.File) string {
	var b strings.Builder
	text := func(t content.Text) string { return strings.Join(strings.Fields(t.String()), " ") }
	for _, block := range f.Blocks {
		if block.Table != nil {
			fmt.Fprintf(&b, "table %q header %d\n", block.Table.Name, block.Table.Header)
			for _, row := range block.Table.Rows {
				fmt.Fprintf(&b, "  %d:", row.Number)
				for _, c := range row.Cells {
					fmt.Fprintf(&b, " %d@%d:%d%s %q", c.Column, c.Text.Line, c.Text.Column, mark(c.Strong), text(c.Text))
					if c.Across > 0 {
						fmt.Fprintf(&b, " %dx%d", c.Across, c.Down)
					}
				}
				b.WriteByte('\n')
			}
			continue
		}
		kind := [...]string{"paragraph", "heading", "item"}[block.Kind]
		if block.Level > 0 {
			kind += fmt.Sprint(" ", block.Level)
		}
		fmt.Fprintf(&b, "%s@%d:%d%s %q\n", kind, block.Text.Line, block.Text.Column, mark(block.Strong), text(block.Text))
	}
	return b.String()
}

func mark(strong bool) string {
	if strong {
		return " strong"
	}
	return ""
}

// TestRead holds what blocks a page has.
func TestRead(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"paragraphs": {"<body><p>One <b>bold</b> word<br>and\nmore.</p>\n<p>Two<p>Three</body>",
			"paragraph@1:10 \"One bold word and more.\"\nparagraph@3:4 \"Two\"\nparagraph@3:10 \"Three\"\n"},
		"headings": {"<title>Job</title><h2 class=x>Your <i>week</i></h2>Text",
			"heading 1@1:8 \"Job\"\nheading 2@1:31 \"Your week\"\nparagraph@1:52 \"Text\"\n"},
		"lists": {"<ul><li>A<ol><li><p>B</p><p>C</p></li></ol></li><li>D</ul>• E",
			"item 1@1:9 \"A\"\nitem 2@1:21 \"B\"\nparagraph@1:29 \"C\"\nitem 1@1:53 \"D\"\nitem 1@1:59 \"E\"\n"},
		"entities": {"<p>&gt;= 40&nbsp;% &amp; more&bogus;</p>", "paragraph@1:4 \">= 40 % & more&bogus;\"\n"},
		"no text": {"<p>A<!-- x --><script>5 calls</script><style>p{}</style> B</p><div style=\"display: none\">" +
			"C<div>D</div></div><p hidden>E</p>F", "paragraph@1:4 \"A B\"\nparagraph@1:124 \"F\"\n"},
		"strong": {"<p><strong>All</strong> <b>of it</b></p><p><b>Not</b> all</p>",
			"paragraph@1:12 strong \"All of it\"\nparagraph@1:47 \"Not all\"\n"},
		"table": {"<table><caption>Aims</caption><thead><tr><th>KPI<th>Target</thead><tr><td rowspan=2>Calls</td><td><p>" +
			"50</p><p>a day</p></td></tr><tr><td>60</td></tr></table>",
			"table \"Aims\" header 1\n  1: 1@1:46 strong \"KPI\" 2@1:53 strong \"Target\"\n  2: 1@1:85 \"Calls\" 1x2 " +
				"2@1:102 \"50 a day\"\n  3: 2@1:138 \"60\"\n"},
		"columns": {"<table><tr><td colspan=2>A<td>B<tr><td>C<td><td>D</table>",
			"table \"\" header 0\n  1: 1@1:26 \"A\" 2x1 3@1:31 \"B\"\n  2: 1@1:40 \"C\" 3@1:49 \"D\"\n"},
		"nested tables": {"<table><tr><td>A<table><tr><td>B</table>C<td>D</table>E",
			"table \"\" header 0\n  1: 1@1:32 \"B\"\nparagraph@1:41 \"C\"\ntable \"\" header 0\n  1: 1@1:16 \"A\" 2@1:46 " +
				"\"D\"\nparagraph@1:55 \"E\"\n"},
		"templates": {"{% if a < b %}\n<p>Send {{ n }} a day{# 5 #}.</p>\n{% endif %}",
			"paragraph@2:4 \"Send a day .\"\n"},
		"list in a template": {"<div>{% for a, b in [\n('First', '1 day'),\n('Second', '3 days')] %}<p>{{ a }}</p>{% " +
			"endfor %}</div>",
			"table \"\" header 0\n  1: 1@2:3 \"First\" 2@2:12 \"1 day\"\n  2: 1@3:3 \"Second\" 2@3:13 \"3 days\"\n"},
		"document of Google": {"<style>.c3{font-weight:700}.c4{color:red}</style><p class=\"c1\"><span class=\"c3\">" +
			"Duties</span></p><ul class=\"lst-kix_ab1-1 start\"><li class=\"c2 li-bullet-0\"><span class=c4>50 " +
			"calls</span></li></ul>",
			"paragraph@1:81 strong \"Duties\"\nitem 2@1:172 \"50 calls\"\n"},
		"wiki": {"<h1>Aims</h1><ac:structured-macro ac:name=\"info\"><ac:parameter ac:name=\"title\">x</ac:parameter>" +
			"<ac:rich-text-body><p>By <time datetime=\"2026-03-31\" /> or <time datetime=\"2026-04-30\"></time></p>" +
			"</ac:rich-text-body></ac:structured-macro>",
			"heading 1@1:5 \"Aims\"\nparagraph@1:118 \"By 2026-03-31 or 2026-04-30\"\n"},
		"posting in a page": {"<h1>Rep</h1><p>Sells.</p><script type=\"application/ld+json\">" +
			"{\"@graph\":[{\"@type\":\"JobPosting\",\"title\":\"Rep\",\"description\":\"<p>Sells.</p>" +
			"\",\"responsibilities\":\"50 calls a day\"}]}</script>",
			"heading 1@1:5 \"Rep\"\nparagraph@1:16 \"Sells.\"\nheading 2@1:139 \"Responsibilities\"\nparagraph@1:158 \"50 " +
				"calls a day\"\n"},
		"posting": {"{\n \"@type\": [\"Thing\", \"JobPosting\"], \"title\": \"R\\u00e9p\",\n \"description\": " +
			"\"&lt;p&gt;One&lt;/p&gt;&lt;li&gt;Two &amp;amp; three\",\n \"skills\": [\"A\", \"B\"],\n" +
			" \"jobBenefits\": {\"name\": \"Line\\none \\ud83d\\ude00\"}, \"qualifications\": \"\", \"baseSalary\": 5}",
			"heading 1@2:46 \"Rép\"\nparagraph@3:27 \"One\"\nitem 1@3:50 \"Two & three\"\nheading 2@4:3 \"Skills\"\n" +
				"item 1@4:14 \"A\"\nitem 1@4:19 \"B\"\n" +
				"heading 2@5:3 \"Benefits\"\nparagraph@5:27 \"Line\"\nparagraph@5:33 \"one 😀\"\n"},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := Read("a.html", []byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			hides := len(f.Said) > 0 && f.Said[0].Text == "hidden text is not read"
			if hides != (name == "no text") {
				t.Errorf("said %v", f.Said)
			}
			if diff := cmp.Diff(c.want, shown(f)); diff != "" || len(f.Unread) > 0 {
				t.Errorf("unread %v (-want +got):\n%s", f.Unread, diff)
			}
		})
	}
}

// TestRefused holds what is no page.
func TestRefused(t *testing.T) {
	for text, want := range map[string]string{
		"{\"a\": 1}": "without a job posting", "[1,": "cannot be read to its end", "{\"@type\":\"JobPosting\",\"title\":" +
			"5": "cannot be read to its end",
		"a\x00b": "not text",
	} {
		if _, err := Read("a.html", []byte(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: got %v, want %q", text, err, want)
		}
	}
}

// TestHostile holds that reading takes memory in proportion to the text, and that its work is bounded.
func TestHostile(t *testing.T) {
	pieces := []string{"<", "<a", "<a ", "<p>", "<p>a", "</p>", "<b>a", "<table>", "<table><tr><td>a",
		"<tr><td>a", "<td colspan=1000 rowspan=1000>a",
		"<ul>", "<li>a", "<ul><li>a", "&", "&amp;", "<!--", "{{", "{%", "{{a}}", "{% ('a','b') ('c','d') %}", "<script>",
		"<style>.a{", "<div hidden>", "a ", "é", "\xff", "<caption>a",
		"<time datetime=\"a\">", "<a b=c ", "('a',"}
	contenttest.InProportion(t, 1<<18, pieces, func(text string) func() {
		data := []byte(text)
		return func() { _, _ = Read("a.html", data) }
	})
}

// TestLong holds that a text that is too long is read at its beginning, and said.
func TestLong(t *testing.T) {
	f, err := Read("a.html", []byte("<p>"+strings.Repeat("<b>é</b>", content.MaxText)+"</p>"))
	if err != nil || len(f.Unread) != 1 || !strings.HasSuffix(f.Blocks[0].Text.String(), "é") {
		t.Error(err, f.Unread)
	}
}

// FuzzRead holds that no page breaks the reader, and that its texts are stretches of the file.
func FuzzRead(f *testing.F) {
	data, err := os.ReadFile("../testdata/real/notify-delivery-times/delivery-times.html")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(data)
	for _, text := range []string{
		"<table><caption>a<table><tr><td>b</caption></table>c", "<li><p>a</ul><td>b",
		"{\"@type\":\"JobPosting\",\"title\":\"\\u00e9\\\\\",\"skills\":[[\"<b>a\"]]}",
		"<script type=ld+json>{\"@type\":\"JobPosting\",\"description\":\"&lt;p&gt;a\"}</script>",
		"{%('a','b'),('c','d')%}", "<time datetime=a></time><h1><title>",
		"<ul class=lst-kix_a-3><li class=lst-kix_a-3>a", "&nbsp;&#0;&#x1a;",
		"<style>.a{font-weight:bold}</style><p class=a>b",
	} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Read("a.html", data)
		if err != nil {
			return
		}
		check := func(c content.Text) {
			if c.Line < 1 || c.Column < 1 || len(c.Bytes) == 0 || c.Raw != nil && len(*c.Raw) != len(c.Bytes) {
				t.Fatalf("%q stands at %d:%d of %q", c, c.Line, c.Column, c.Raw)
			}
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
