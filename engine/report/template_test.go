package report

import (
	"strings"
	"testing"
	"text/template"
	"time"

	"github.com/kpilint/kpilint/engine"
)

// TestTemplateWrong holds that an error names the file and the line, and comes before anything is linted where it can.
func TestTemplateWrong(t *testing.T) {
	for text, want := range map[string]string{
		"x\n{{range .findings}}": "a.tmpl:2: unexpected EOF",
		"{{nosuch 1}}":           `a.tmpl:1: function "nosuch" not defined`,
		"a\nb\n{{.findings ||}}": "a.tmpl:3: unexpected",
	} {
		if _, err := Template("a.tmpl", text); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
	for text, want := range map[string]string{
		"{{.finding}}": `a.tmpl:1:2: executing "a.tmpl" at <.finding>: map has no entry for key "finding"`,
		"\n{{range .findings}}{{.masage}}{{end}}": `a.tmpl:2:21: executing "a.tmpl" at <.masage>: map has no entry for key "masage"`,
	} {
		w, err := Template("a.tmpl", text)
		if err != nil {
			t.Fatal(err)
		}
		if err := w(&strings.Builder{}, many(1), Options{}); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%q: %v, want %q", text, err, want)
		}
	}
}

// TestTemplateEnds holds that a template ends: one that turns without writing, and one that writes without end.
func TestTemplateEnds(t *testing.T) {
	nested := strings.Repeat("{{range $.findings}}", 12) + strings.Repeat("{{end}}", 12)
	data, err := templateData(documentOf(many(50), Options{}))
	if err != nil {
		t.Fatal(err)
	}
	slow := template.Must(template.New("slow.tmpl").Parse(nested))
	if err := execute(&strings.Builder{}, slow, data, 50*time.Millisecond); err == nil || !strings.Contains(err.Error(), "slow.tmpl: no end after 50ms") {
		t.Errorf("slow: %v", err)
	}
	long := template.Must(template.New("long.tmpl").Parse(
		`{{define "x"}}{{printf "%1000000s" ""}}{{template "x" .}}{{end}}{{template "x" .}}`))
	if err := execute(&strings.Builder{}, long, data, 5*time.Minute); err == nil || !strings.Contains(err.Error(), errTooLong.Error()) {
		t.Errorf("long: %v", err)
	}
}

// TestTemplateData holds the names of the JSON report, empty ones too, and the functions.
func TestTemplateData(t *testing.T) {
	r := &engine.Report{AsOf: "2026-05-20", Findings: []engine.Finding{{Rule: "r", Category: "c", Message: "a\n::error::b", Missing: []string{"x", "y"}}}}
	for text, want := range map[string]string{
		`{{.version}} {{.tool.name}} {{.asOf}} {{.complete}} {{.summary.error}} {{len .errors}}`:                                          "1 kpilint 2026-05-20 true 0 0",
		`{{range .findings}}{{.rule}}/{{.category}}{{.fix}}{{.because}}{{.resource.id}}{{len .related}}{{if .suppressed}}s{{end}}{{end}}`: "r/c0",
		`{{range .findings}}{{line .message}}|{{join .missing " and "}}|{{upper .rule}}|{{json .missing}}|{{.location.line}}{{end}}`:      `a \x3a:error::b|x and y|R|["x","y"]|0`,
		`{{csv "=1+1" "-5" "a,b" "@x" "＝1" "say \"x\"" 3}}`:                                                                               `'=1+1,-5,"a,b",'@x,'＝1,"say ""x""",3`,
		`{{markdown "*a* <b> @team"}}`: `\*a\* \<b\> \@` + wordJoiner + "team",
	} {
		w, err := Template("t", text)
		if err != nil {
			t.Fatal(err)
		}
		if got := write(t, w, r, Options{Version: "1"}); got != want {
			t.Errorf("%s gives %q, want %q", text, got, want)
		}
	}
}

// TestTemplateHostile holds that data printed as it is gives no command to a runner.
func TestTemplateHostile(t *testing.T) {
	w, err := Template("t", "{{range .findings}}{{.message}}\n{{.location.file}}\n{{.fix}}\n{{end}}{{range .errors}}{{.message}}\n{{end}}{{range $name, $n := .looked}}{{$name}}\n{{end}}")
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range hostile {
		for line := range strings.SplitSeq(write(t, w, hostileReport(t, s), Options{}), "\n") {
			checkSafe(t, line)
		}
	}
}
