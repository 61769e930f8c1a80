package rego

import (
	"bytes"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// Watch compiles a rule into a program that remembers which of its lines were reached.
func Watch(rule *policy.Rule) (*Watched, error) {
	made, err := compileAlone(rule, rule.Rego.Source, rule.Defaults())
	if err != nil {
		return nil, err
	}
	w := &Watched{program: made, cover: cover.New()}
	w.extra = []rego.EvalOption{rego.EvalQueryTracer(w.cover)}
	return w, nil
}

// Watched is a program that remembers what it reached, also in tests that are given it.
type Watched struct {
	*program
	cover *cover.Cover
}

// Coverage counts the lines that can be reached.
func (w *Watched) Coverage() policy.Coverage {
	c := policy.Coverage{Unit: "line"}
	module := w.rule.Rego
	m, err := parseModule(module.File, module.Source)
	if err != nil {
		return c
	}
	f := w.cover.Report(map[string]*ast.Module{module.File: m}).Files[module.File]
	if f == nil {
		return c
	}
	c.Reached = f.CoveredLines
	c.Points = f.CoveredLines + f.NotCoveredLines
	told := map[int]bool{}
	for _, part := range f.NotCovered {
		for row := part.Start.Row; row <= part.End.Row; row++ {
			if told[row] {
				continue
			}
			told[row] = true
			if line := source.Line(module.Source, row); line != "" {
				c.Gaps = append(c.Gaps, policy.Gap{
					Location: source.Location{File: module.File, Span: wholeLine(row, line)}, Line: line,
					Message: wording.NoTestReachesThisLine(),
				})
			}
		}
	}
	return c
}

// wholeLine is a line less the spaces around it.
func wholeLine(row int, line string) source.Span {
	text := []rune(line)
	from := len(text) - len([]rune(string(bytes.TrimLeft([]byte(line), " \t"))))
	return source.Span{Line: row, Column: from + 1, EndLine: row, EndColumn: len(text) + 1}
}
