package report

import "github.com/kpilint/kpilint/engine"

// Ranked are the findings of a report that count, what matters most first.
func Ranked(r *engine.Report) []*engine.Finding { return ranked(r) }
