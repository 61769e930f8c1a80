package report

import (
	"bytes"
	"io"

	"github.com/kpilint/kpilint/engine"
)

// JSONLines writes one JSON object a line: each finding as in the JSON report, then what failed, and last the summary. `type` says which.
func JSONLines(w io.Writer, r *engine.Report, o Options) error {
	type line struct {
		Type string `json:"type"`
	}
	var buf bytes.Buffer
	for i := range r.Findings {
		if err := encode(&buf, struct {
			line
			finding
		}{line{"finding"}, findingOf(&r.Findings[i])}, ""); err != nil {
			return err
		}
	}
	for _, e := range failures(r) {
		if err := encode(&buf, struct {
			line
			ruleError
		}{line{"error"}, e}, ""); err != nil {
			return err
		}
	}
	if err := encode(&buf, struct {
		line
		header
	}{line{"summary"}, headerOf(r, o)}, ""); err != nil {
		return err
	}
	_, err := w.Write(buf.Bytes())
	return err
}
