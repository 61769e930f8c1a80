package report

import (
	"io"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
)

// rdjson is the Diagnostic Format of reviewdog. Its columns count bytes of UTF-8.
type rdjson struct {
	Source      rdSource       `json:"source"`
	Diagnostics []rdDiagnostic `json:"diagnostics"`
}

type rdSource struct {
	Name string `json:"name"`
	URL  string `json:"url"`
}

type rdDiagnostic struct {
	Message  string     `json:"message"`
	Location rdLocation `json:"location"`
	Severity string     `json:"severity"`
	Code     rdCode     `json:"code"`

	Suggestions []rdSuggestion `json:"suggestions,omitempty"`
}

type rdSuggestion struct {
	Range rdRange `json:"range"`
	Text  string  `json:"text"`
}

type rdLocation struct {
	Path  string  `json:"path"`
	Range rdRange `json:"range"`
}

type rdRange struct {
	Start rdPosition `json:"start"`
	End   rdPosition `json:"end"`
}

type rdPosition struct {
	Line   int `json:"line"`
	Column int `json:"column"`
}

type rdCode struct {
	Value string `json:"value"`
	URL   string `json:"url,omitempty"`
}

// RDJSON writes the findings that count for reviewdog, with the edits that leave the meaning of a definition as suggestions.
func RDJSON(w io.Writer, r *engine.Report, _ Options) error {
	doc := rdjson{Source: rdSource{"kpilint", home}, Diagnostics: []rdDiagnostic{}}
	in := sourcesOf(r)
	add := func(message, severity string, code rdCode, l source.Location, suggestions []rdSuggestion) {
		doc.Diagnostics = append(doc.Diagnostics, rdDiagnostic{Lines(message), rdLocation{l.File, in.rdRange(l)}, severity, code, suggestions})
	}
	for _, e := range failures(r) {
		add(onResource(e), "ERROR", rdCode{Value: Safe(failedAs(e))}, locationOf(e), nil)
	}
	rules := rulesOf(r)
	for _, f := range standing(r) {
		severity := map[policy.Level]string{policy.Error: "ERROR", policy.Warning: "WARNING"}[f.Level]
		if severity == "" || f.Outcome == engine.NotCheckable {
			severity = "INFO"
		}
		code := rdCode{Value: Safe(f.Name())}
		if rule := rules[f.Name()]; rule != nil {
			code.URL = rule.Page
		}
		add(advised(f), severity, code, f.Location, in.suggestions(f))
	}
	return Encode(w, doc)
}

func (f *sources) rdRange(l source.Location) rdRange {
	l = f.inBytes(l)
	return rdRange{rdPosition{l.Line, l.Column}, rdPosition{l.EndLine, l.EndColumn}}
}

func (f *sources) suggestions(found *engine.Finding) []rdSuggestion {
	if found.Edit == nil || found.Edit.Unsafe || found.Edit.File != found.Location.File {
		return nil
	}
	at, ok := f.replaced(found.Edit)
	if !ok {
		return nil
	}
	return []rdSuggestion{{f.rdRange(at), found.Edit.Splice.Text}}
}
