package report

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"io"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/chart"
	"github.com/kpilint/kpilint/engine/wording"
)

var (
	//go:embed html/page.html
	pageHTML string
	//go:embed html/page.css
	pageCSS string
	//go:embed html/page.js
	pageJS string
)

// pageTemplate is the page with its style and its script in it. Everything that comes out of a report goes through
// html/template.
var pageTemplate = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("page").Funcs(wording.HTML()).Funcs(marks).Parse(
		strings.NewReplacer("/* style */", pageStyle(), "/* script */", pageScript()).Replace(pageHTML)))
})

// marks are what the template sets apart within a text.
var marks = template.FuncMap{
	"markup": func(text string) template.HTML { return template.HTML(text) }, //nolint:gosec // its arguments are escaped
	"bdi":    func(text string) string { return "<bdi>" + escaped(text) + "</bdi>" },
	"code":   codeHTML,
	"codes": func(all []string) string {
		marked := make([]string, len(all))
		for i, text := range all {
			marked[i] = codeHTML(text)
		}
		return strings.Join(marked, ", ")
	},
	"link": func(to, text string) string { return `<a href="` + to + `">` + escaped(text) + "</a>" },
	"spans": func(all []span) string {
		var b strings.Builder
		for _, s := range all {
			if s.Code {
				b.WriteString(codeHTML(s.Text))
			} else {
				b.WriteString(escaped(s.Text))
			}
		}
		return b.String()
	},
}

func codeHTML(text string) string { return "<code>" + escaped(text) + "</code>" }

// escaped is a text as html/template writes it.
func escaped(text string) string {
	return strings.ReplaceAll(template.HTMLEscapeString(text), "+", "&#43;")
}

// The style and the script of a page, with those of its map.
func pageStyle() string  { return chart.CSS() + pageCSS }
func pageScript() string { return pageJS + chart.Script() }

// policyOf is the Content Security Policy of the page: nothing is loaded, and nothing runs but its own style and script.
func policyOf() string {
	return "default-src 'none'; style-src " + digest(pageStyle()) + "; script-src " + digest(pageScript()) +
		"; base-uri 'none'; form-action 'none'"
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// HTML writes one page for people who do not look at files: on top what cannot hold and for whom, then questions, exceptions, what teams
// need of each other, and every number by team and role, each unfolding to the places where its factors are written. The page needs no
// network, and no script to be read.
func HTML(w io.Writer, r *engine.Report, o Options) error {
	write := pageOfSeveral
	if len(r.Parts) == 0 {
		write = func(r *engine.Report, o Options) ([]byte, []string, error) { return pageText(r, o, "page") }
	}
	text, left, err := write(r, o)
	if err != nil {
		return err
	}
	o.notice(strings.Join(left, "; "))
	_, err = w.Write(text)
	return err
}

// pageText is the page about one organisation by a template, and what is left out of it. One that gets too large is
// made again with fewer of the numbers of definitions.
func pageText(r *engine.Report, o Options, name string) (text []byte, left []string, err error) {
	most := pageMost / max(1, o.pages)
	for o.round = range 4 {
		var buf bytes.Buffer
		p := newPage(r, o)
		if err := pageTemplate().ExecuteTemplate(&buf, name, p); err != nil {
			return nil, nil, err
		}
		text, left = buf.Bytes(), p.Left
		if buf.Len() <= most {
			break
		}
		o.over = buf.Len() - most
		o.less += o.over
	}
	return text, left, nil
}
