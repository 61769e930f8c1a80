package report

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	goldhtml "github.com/yuin/goldmark/renderer/html"
	"golang.org/x/net/html"
)

// render turns Markdown into the nodes of a page as GitHub would, raw HTML and links that make themselves included.
func render(t *testing.T, text string) *html.Node {
	t.Helper()
	var buf bytes.Buffer
	if err := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(goldhtml.WithUnsafe())).Convert([]byte(text), &buf); err != nil {
		t.Fatal(err)
	}
	root, err := html.Parse(&buf)
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := range n.ChildNodes() {
		b.WriteString(textOf(c))
	}
	return b.String()
}

// nasty are texts that mean something to Markdown.
var nasty = append([]string{
	"@team please", "a#12", "fixes #7", "[x](http://evil)", "![x](http://evil/x.png)", "**bold** _it_ ~~no~~", "# head", "- item", "1. item", "| a | b |",
	"www.evil.example", "https://evil.example/x", "a@evil.example", "<img src=x onerror=y>", "<!-- x", "a`b", "``", "`x", "$x$", "&amp;", "\\*x\\*", "> q", "x\n\n# y", "---",
	"::: x", "[ ] todo", "| --- |", "`<b>`", "<https://evil.example>", "Setext\n===",
}, hostile...)

// TestPhrase renders texts and gets back what they say: no element but code, and no word joined to a mention or an issue.
func TestPhrase(t *testing.T) {
	mention := regexp.MustCompile(`[@#][\p{L}\p{N}]`)
	for _, s := range nasty {
		got := phrase(s)
		root := render(t, "- x "+got)
		for n := range root.Descendants() {
			if n.Type == html.ElementNode && !strings.Contains(" html head body ul li code ", " "+n.Data+" ") || n.Type == html.CommentNode {
				t.Errorf("%q becomes <%s>", s, n.Data)
			}
		}
		want := strings.ReplaceAll(strings.TrimSpace("x "+Safe(s)), "`", "")
		said := strings.ReplaceAll(strings.ReplaceAll(strings.TrimSpace(textOf(root)), wordJoiner, ""), "`", "")
		if fields(said) != fields(want) {
			t.Errorf("%q says %q", s, said)
		}
		for _, p := range spans(s) {
			if !p.Code && mention.MatchString(escapeMarkdown(p.Text)) {
				t.Errorf("%q mentions: %q", s, got)
			}
		}
	}
}

func fields(s string) string { return strings.Join(strings.Fields(s), " ") }

// TestMarkdownHostile holds that a whole report has no element that a text of it brought.
func TestMarkdownHostile(t *testing.T) {
	for _, s := range nasty {
		root := render(t, write(t, Markdown, hostileReport(t, s), Options{}))
		for n := range root.Descendants() {
			if n.Type != html.ElementNode {
				continue
			}
			if !strings.Contains(" html head body h3 h4 p ul li strong em code br details summary ", " "+n.Data+" ") {
				t.Errorf("%q brings <%s>", s, n.Data)
			}
		}
	}
}

// TestMarkdownLimit holds the size, the order, and the last line that says what is left out.
func TestMarkdownLimit(t *testing.T) {
	notice := ""
	out := write(t, Markdown, many(5_000), Options{Notice: func(s string) { notice = s }})
	if len(out) > markdownBytes || len(out) < markdownBytes/2 {
		t.Errorf("%d bytes", len(out))
	}
	lines := strings.Split(strings.TrimSpace(out), "\n")
	last := lines[len(lines)-1]
	shown := strings.Count(out, "\n- **error**")
	want := fmt.Sprintf("Left out: %d errors, 1500 warnings, 500 not checkable and 1500 info, as a comment takes 65536 characters.", 1500-shown)
	if shown == 0 || !strings.HasSuffix(last, want) || notice == "" {
		t.Errorf("%d shown; the last line is %q, want %q", shown, last, want)
	}
	if few := write(t, Markdown, acme(t), Options{}); strings.Contains(few, "eft out") {
		t.Error("says that something is left out of a report that fits")
	}
	if all := write(t, Markdown, hostileReport(t, strings.Repeat("x", 80_000)), Options{}); len(all) > markdownBytes || !strings.Contains(all, "Left out: 2 failures, 1 error, 1 warning and 1 not checkable and 1 excepted") || !strings.HasPrefix(all, marker+"### kpilint: Not everything") {
		t.Errorf("one long text: %d bytes, ends %q", len(all), all[max(0, len(all)-200):])
	}
}
