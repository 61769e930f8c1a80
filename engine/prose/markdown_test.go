package prose

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine/source"
)

// TestMarkdown holds what of a Markdown text is read, and where it stands: words, line:column-line:column.
func TestMarkdown(t *testing.T) {
	for name, c := range map[string]struct{ text, want string }{
		"paragraph":            {"You make 4 visits a day.", "4 visits a day 10:10-10:24"},
		"emphasis":             {"You make at least **4** _visits_ a day.", "at least 4 visits a day 10:10-10:39"},
		"line end in a demand": {"You make at least\n4 visits\na day.", "at least 4 visits a day 10:10-12:6"},
		"letters of two bytes": {"Für Ärzte: 4 visits a day.", "4 visits a day 10:12-10:26"},
		"heading":              {"# 4 visits a day\n\n4 visits a day\n==============\n", ""},
		"list":                 {"1. 4 visits a day\n2. 5 calls a day\n- [ ] 6 calls a day\n", "4 visits a day 10:4-10:18; 5 calls a day 11:4-11:17; 6 calls a day 12:7-12:20"},
		"list number alone":    {"50. calls a day\n51. visits a day\n", ""},
		"nested list":          {"- Calls\n    - 4 calls a day\n\n      of 5 minutes each\n", "4 calls a day 11:7-11:20"},
		"code":                 {"Use `4 visits a day`.\n\n```\n4 visits a day\n```\n\n    4 visits a day\n", ""},
		"code never closed":    {"~~~\n4 visits a day\n", ""},
		"link":                 {"You make [4 visits](https://example.com/9-calls-a-day) a day.", "4 visits a day 10:11-10:61"},
		"reference":            {"[x]: https://example.com '9 calls a day'\n\nYou make [4 visits][x] a day.", "4 visits a day 12:11-12:29"},
		"addresses":            {"See <https://example.com/4> and https://example.com/5-calls a day, or 6@example.com.", ""},
		"image":                {"![4 visits a day](visits.png)", ""},
		"comment":              {"<!-- 4 visits a day -->\nYou make <!-- 5\nor --> 6 calls a day.", "6 calls a day 12:8-12:21"},
		"tags":                 {"You make <b>4</b> visits<br>a day.", "4 visits a day 10:13-10:34"},
		"entities":             {"Utilisation &gt;= 40&nbsp;% &amp; more", ">= 40 % 10:13-10:28"},
		"escapes":              {"1\\. Win rate \\> 30\\%", "> 30% 10:15-10:21"},
		"quote":                {"> You make 4 visits\n> a day.", "4 visits a day 10:12-11:8"},
		"table":                {"| calls | visits |\n|---|--:|\n| 50 calls a day | 4 visits a day |", "50 calls a day 12:3-12:17; 4 visits a day 12:20-12:34"},
		"struck out":           {"You make ~~5~~ 4 visits a day.", "4 visits a day 10:16-10:30"},
		"line across":          {"You make 4\n\n---\n\nvisits a day.", ""},
		"brackets":             {"Answer fast (within 2 hours).", "within 2 hours 10:14-10:28"},
		"mark of order":        {"You make\u200b 4 visits a day.", "4 visits a day 10:11-10:25"},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, d := range Read(&source.Prose{Text: c.text, Line: 10}).Demands {
				got = append(got, d.Words+" "+spanText(d.Span))
			}
			if diff := cmp.Diff(c.want, strings.Join(got, "; ")); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func spanText(s source.Span) string {
	return fmt.Sprintf("%d:%d-%d:%d", s.Line, s.Column, s.EndLine, s.EndColumn)
}

// TestLineEnds holds that front matter and line ends of any sort leave places what an editor shows.
func TestLineEnds(t *testing.T) {
	for _, end := range []string{"\n", "\r\n", "\r"} {
		file := strings.ReplaceAll("---\nkind: Role\n---\n# Ärztin\n\nDu machst\nat least 4 visits a day.\n", "\n", end)
		docs, problems := source.Parse("a.md", []byte(file))
		if len(docs) != 1 || len(problems) > 0 {
			t.Fatalf("%q: %v", end, problems)
		}
		d := Read(docs[0].Prose).Demands
		if len(d) != 1 || d[0].Span != (source.Span{Line: 7, Column: 1, EndLine: 7, EndColumn: 24}) {
			t.Errorf("%q: got %+v", end, d)
		}
	}
}

// TestHostile holds that reading takes memory in proportion to the text: twice as much of it takes about twice as much.
func TestHostile(t *testing.T) {
	const size = 1 << 16
	for _, part := range []string{
		"[", "[a](", "*a_ ", "> ", "1. ", "`", "``a`", "<!--", "<a ", "&amp", "~~a", "![", "\\", "|", "50 ", "50 calls ", "50 calls a day ", "at least ",
		"a ", "a\n", "- 50 calls a day\n", "between 1 and ", "from 1 call to ", "(", "5 % of ", "in 5 days, ", "1 h 2 min ", "word-word/", "0,000", "=> 5 ",
		"|a", "not ", "é", "\xff", "two dozen ",
	} {
		one, two := reading(part, size), reading(part, 2*size)
		if limit := one*26/10 + 1_000_000; two > limit {
			t.Errorf("%d bytes of %q take %d bytes of memory, and twice as many %d: more than %d", size, part, one, two, limit)
		}
	}
}

// reading counts the memory that it takes to read so many bytes of a text that repeats.
func reading(part string, size int) uint64 {
	text := strings.Repeat(part, size/len(part))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	Read(&source.Prose{Text: text, Line: 1})
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

// FuzzRead holds that no text breaks the reader, and that what it finds stands where it says.
func FuzzRead(f *testing.F) {
	for _, l := range corpus(f) {
		f.Add(l.text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ReplaceAll(text, "\r", "\n")
		lines := strings.Split(text, "\n")
		last := source.Span{Line: 1, Column: 1}
		for _, d := range Read(&source.Prose{Text: text, Line: 1}).Demands {
			s := d.Span
			if s.Line < last.Line || s.EndLine < s.Line || s.EndLine > len(lines) {
				t.Fatalf("%q stands at %+v, after %+v", d.Words, s, last)
			}
			if s.Column < 1 || s.EndColumn > len([]rune(lines[s.EndLine-1]))+1 || s.Line == s.EndLine && s.EndColumn <= s.Column {
				t.Fatalf("%q stands at %+v of %q", d.Words, s, lines[s.Line-1])
			}
			if d.Quantity.Low == nil || d.Words == "" {
				t.Fatalf("%+v has no number", d)
			}
			last = s
		}
	})
}
