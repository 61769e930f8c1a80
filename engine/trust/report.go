package trust

import (
	"github.com/kpilint/kpilint/engine/finding"
	"github.com/kpilint/kpilint/engine/source"
)

// Report is what a run says of the trusted state beside its findings. The order is that of files and lines.
type Report struct {
	Rev         string             `json:"rev"`
	Pending     []Entry            `json:"pending"`
	Altered     []Altered          `json:"altered"`
	Deleted     []finding.Resource `json:"deleted"`
	Lowered     []Lowered          `json:"lowered"`
	TargetsGone []TargetGone       `json:"targetsGone"`

	WithChange *WithChange `json:"withChange,omitempty"` // nil where the change leaves rules and configuration alone
}

func newReport(rev string) Report {
	return Report{
		Rev: rev, Pending: []Entry{}, Altered: []Altered{}, Deleted: []finding.Resource{}, Lowered: []Lowered{},
		TargetsGone: []TargetGone{},
	}
}

// Entry is something by which a change means to suppress findings, and which does not count yet.
type Entry struct {
	What     string          `json:"what"` // exception, ignore, baseline, exclude, mapping, source or configuration
	Name     string          `json:"name"`
	Location source.Location `json:"location"`
}

// Altered is a finding that was suppressed as it was, is another now, and counts.
type Altered struct {
	Rule     string           `json:"rule"`
	Resource finding.Resource `json:"resource"`
	By       string           `json:"by"` // what suppressed it
	Location source.Location  `json:"location"`
}

// Lowered is a level that a rule would have by what the change says of a definition, and does not have.
type Lowered struct {
	Rule     string           `json:"rule"`
	Resource finding.Resource `json:"resource"`
	From     string           `json:"from"` // the level there, which counts
	To       string           `json:"to"`
	Location source.Location  `json:"location"`
}

// TargetGone is a KPI that asks for a number there and for none here.
type TargetGone struct {
	Resource finding.Resource `json:"resource"`
	Target   string           `json:"target"` // as written there
	Location source.Location  `json:"location"`
}

// WithChange is what the rules and the configuration of the change would find.
type WithChange struct {
	More   int    `json:"more"`             // findings that count with them and not without
	Fewer  int    `json:"fewer"`            // the other way round
	Failed int    `json:"failed,omitempty"` // errors of rules
	Error  string `json:"error,omitempty"`  // why they cannot be tried
}
