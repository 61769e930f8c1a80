package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/source"
)

type gitlabIssue struct {
	Description string         `json:"description"`
	Check       string         `json:"check_name"`
	Fingerprint string         `json:"fingerprint"`
	Severity    string         `json:"severity"`
	Location    gitlabLocation `json:"location"`
}

type gitlabLocation struct {
	Path  string      `json:"path"`
	Lines gitlabLines `json:"lines"`
}

type gitlabLines struct {
	Begin int `json:"begin"`
	End   int `json:"end"`
}

// GitLab writes a Code Quality report: the findings that count, each with a fingerprint of its own, as GitLab takes equal
// ones for one. GitLab compares that fingerprint with those of earlier reports: so it is the first that a finding ever
// had.
func GitLab(w io.Writer, r *engine.Report, o Options) error {
	issues := []gitlabIssue{}
	seen := map[string]int{}
	add := func(name, text, severity, fingerprint string, l source.Location) {
		if seen[fingerprint]++; seen[fingerprint] > 1 {
			fingerprint = fmt.Sprintf("%s-%d", fingerprint, seen[fingerprint])
		}
		l = region(l)
		issues = append(issues, gitlabIssue{Lines(text), Safe(name), fingerprint, severity, gitlabLocation{o.fromRoot(l.File), gitlabLines{l.Line, l.EndLine}}})
	}
	for _, e := range failures(r) {
		sum := sha256.Sum256([]byte(e.Rule + "\x00" + e.Resource + "\x00" + e.Message))
		add(failedAs(e), "kpilint: "+onResource(e), "blocker", hex.EncodeToString(sum[:12]), locationOf(e))
	}
	for _, f := range standing(r) {
		word, _ := said(f)
		severity := map[string]string{"error": "critical", "warning": "major", notCheckable: "minor", "info": "info"}[word]
		add(f.Name(), advised(f), severity, f.First(), f.Location)
	}
	return Encode(w, issues)
}
