package engine

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/answer"
	"github.com/kpilint/kpilint/engine/finding"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/trust"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/schema/field"
)

// What is found, as reports have it.
type (
	Finding     = finding.Finding
	Outcome     = finding.Outcome
	Resource    = finding.Resource
	Edit        = finding.Edit
	Suppression = finding.Suppression
	Way         = finding.Way
)

// The outcomes of findings.
const (
	Violated     = finding.Violated
	NotCheckable = finding.NotCheckable
)

// The ways in which a finding is kept from counting, the first of which wins.
const (
	ByException = finding.ByException
	ByInline    = finding.ByInline
	ByBaseline  = finding.ByBaseline
	BySince     = finding.BySince
)

// Hidden is the name of the rule about definitions that a change moves out of sight.
const Hidden = finding.Hidden

// FileRules say what the rules of definition-file say, by id. They have no folder: the loader finds them.
var FileRules = finding.FileRules

// Report is the result of a run. Two runs over the same input give the same report.
type Report struct {
	AsOf     string
	Summary  Summary
	Findings []Finding // by file, line, column, rule
	Errors   []*policy.RuleError
	Looked   map[string]int     // rule that is on → definitions it looked at
	Unread   []Unread           // written fields that nobody read, where the input asked for them
	Rules    []*policy.Rule     // all there are, by category and id, also those that are off
	Model    *view.Organisation // the organisation that was judged, nil when nothing was
	Stopped  bool               // the context ended before every rule had judged everything: Findings are what was found so far

	Folder string    // of a part: where its organisation lies, as findings call files; "." for the working directory
	Parts  []*Report // of a report about several organisations, each by itself; nil where there is one

	Only    []string // the files and folders asked for: what was found elsewhere is not in Findings; none: everything is
	Ignores []Ignore // inline ignores that are well-formed, in the order of files and lines

	Notices    []string          // where rules are called by names that they no longer have
	Trusted    *trust.Report     // what the run says of the state whose word counts; nil where there is none
	Skips      []Skip            // what was found and is no definition, by file and line
	Unreadable []error           // paths that name nothing, and files that could not be read
	Carried    *Carried          // what the next run need not find out again, where Input.Carry asked; nil for nothing
	Read       *ReadFiles        // what was read, where Input.Carry asked; nil for nothing
	Documents  []Document        // what was read where it lies
	Answers    []answer.Answer   // what the demands of documents come to
	Sources    map[string][]byte // the files with definitions, by name; see Source for their contents
	Texts      map[string][]byte // of those that are documents, what may be quoted of them; nil for nothing
	stored     map[string]*source.Content
}

// Source is the content of a file with definitions; false for another one. Where files are very many, it is unpacked.
func (r *Report) Source(name string) (data []byte, ok bool) {
	if stored := r.stored[name]; stored != nil {
		return stored.Bytes(), true
	}
	data, ok = r.Sources[name]
	return data, ok
}

// Asked reports whether a report has what was found in a file.
func (r *Report) Asked(file string) bool {
	return len(r.Only) == 0 || slices.ContainsFunc(r.Only, func(p string) bool {
		return file == p || p == "." && !strings.HasPrefix(file, "../") || strings.HasPrefix(file, strings.TrimSuffix(p, "/")+"/")
	})
}

// asked answers Asked for many files.
func (r *Report) asked() func(file string) bool {
	named, answers := map[string]bool{}, map[string]bool{}
	for _, p := range r.Only {
		named[p], named[strings.TrimSuffix(p, "/")+"/"] = true, true
	}
	return func(file string) bool {
		answer, known := answers[file]
		if !known {
			answer = len(r.Only) == 0 || named[file] || named["."] && !strings.HasPrefix(file, "../")
			for i := 0; i < len(file) && !answer; i++ {
				answer = file[i] == '/' && named[file[:i+1]]
			}
			answers[file] = answer
		}
		return answer
	}
}

// Recount counts the findings anew, after one was marked as suppressed.
func (r *Report) Recount() {
	s := r.Summary
	r.Summary = Summary{Files: s.Files, Definitions: s.Definitions, Rules: s.Rules, Skipped: s.Skipped}
	for i := range r.Findings {
		r.Summary.count(&r.Findings[i])
	}
}

// count adds one finding.
func (s *Summary) count(f *Finding) {
	switch {
	case f.Suppressed != nil:
		s.suppressed(f.Suppressed.Way)
	case f.Outcome == NotCheckable:
		s.NotCheckable++
	case f.Level == policy.Error:
		s.Error++
	case f.Level == policy.Warning:
		s.Warning++
	default:
		s.Info++
	}
}

func (s *Summary) suppressed(way Way) {
	switch way {
	case ByException:
		s.Excepted++
	case ByBaseline:
		s.Baselined++
	case ByInline:
		s.Inline++
		s.Suppressed++
	case BySince:
		s.Suppressed++
	}
}

// Complete reports whether every rule ran to its end.
func (r *Report) Complete() bool { return len(r.Errors) == 0 && !r.Stopped }

// Summary counts everything, also what is not shown.
type Summary struct {
	Files        int `json:"files"`
	Definitions  int `json:"definitions"`
	Rules        int `json:"rules"`
	Error        int `json:"error"`
	Warning      int `json:"warning"`
	Info         int `json:"info"`
	NotCheckable int `json:"notCheckable"`
	Excepted     int `json:"excepted"`
	Suppressed   int `json:"suppressed"` // in their file, or there before
	Inline       int `json:"-"`          // of these, those in their file
	Baselined    int `json:"baselined"`
	Skipped      int `json:"skipped"`
}

// placesOf lists the written places of a sum with the value each stands for.
func placesOf(e *policy.Evidence, found []source.Related) []source.Related {
	if e.Of == nil {
		return leaves(e.Derivation, found, map[*model.Object]bool{})
	}
	for at, text := range e.Of.Written() {
		found = append(found, source.Related{Location: at, Message: text})
	}
	return found
}

// leaves are those of a derivation. A part that several sums share is met once.
func leaves(d *model.Object, found []source.Related, seen map[*model.Object]bool) []source.Related {
	if d == nil || seen[d] {
		return found
	}
	seen[d] = true
	if at := Place(d); at.Line > 0 {
		found = append(found, source.Related{Location: at, Message: d.Text(field.Text)})
	}
	for _, part := range d.Objects(field.Of) {
		found = leaves(part, found, seen)
	}
	return found
}

// Place is where a number of a derivation is written; the zero Location where it is worked out.
func Place(d *model.Object) source.Location {
	line := number(d.Get(field.Line))
	if line == 0 {
		return source.Location{}
	}
	at := source.Location{File: d.Text(field.File), Span: source.Span{
		Line: line, Column: number(d.Get(field.Column)),
		EndLine: number(d.Get(field.EndLine)), EndColumn: number(d.Get(field.EndColumn)),
	}}
	switch {
	case d.Named("cell") != nil:
		sheet, _ := d.Named("sheet").(string) // which a rule of a stranger may leave out
		at.Part = source.Within{Medium: source.InCell, Sheet: sheet}.Part(at.Line, at.Column, "")
	case d.Named("paragraph") != nil:
		at.Part = source.Within{Medium: source.InParagraph}.Part(at.Line, at.Column, "")
	case d.Named("table") != nil:
		table := number(d.Named("table"))
		at.Part = source.Within{Medium: source.InTableCell, Table: table}.Part(at.Line, at.Column, "")
	}
	return at
}

// number reads a whole number of a fact, which is an int in Go and a JSON number when it came back from Rego.
func number(v any) int {
	switch v := v.(type) {
	case int:
		return v
	case json.Number:
		n, _ := v.Int64()
		return int(n)
	}
	return 0
}
