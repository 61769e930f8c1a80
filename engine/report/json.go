package report

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"unicode/utf16"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/trust"
	"github.com/kpilint/kpilint/engine/work"
)

// document is the JSON report, stable: it grows only by adding.
type document struct {
	header
	Findings  []finding    `json:"findings"`
	Answers   []answered   `json:"answers,omitempty"`
	Documents []documented `json:"documents,omitempty"`
	Errors    []ruleError  `json:"errors,omitempty"`
}

type header struct {
	Version  int            `json:"version"`
	Tool     tool           `json:"tool"`
	AsOf     string         `json:"asOf"`
	Complete bool           `json:"complete"`
	Summary  engine.Summary `json:"summary"`
	Looked   map[string]int `json:"looked,omitempty"`
	Trusted  *trust.Report  `json:"trusted,omitempty"`

	Organisations []organisation `json:"organisations,omitempty"` // where there are several
}

// organisation is one of several in a report.
type organisation struct {
	Folder   string         `json:"folder"`
	Name     string         `json:"name,omitempty"`
	Complete bool           `json:"complete"`
	Summary  engine.Summary `json:"summary"`
}

// organisationsOf are the organisations of a report about several.
func organisationsOf(r *engine.Report) []organisation {
	var all []organisation
	for _, part := range r.Parts {
		o := organisation{Folder: part.Folder, Complete: complete(part), Summary: part.Summary}
		if part.Model != nil && part.Model.Organisation != nil {
			o.Name = part.Model.Organisation.Title()
		}
		all = append(all, o)
	}
	return all
}

type tool struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

type finding struct {
	Rule        string              `json:"rule"`
	Category    string              `json:"category"`
	Level       string              `json:"level"`
	Outcome     engine.Outcome      `json:"outcome"`
	In          string              `json:"organisation,omitempty"` // its folder, where there are several
	Resource    *engine.Resource    `json:"resource,omitempty"`
	Path        string              `json:"path"`
	Location    source.Location     `json:"location"`
	Message     string              `json:"message"`
	Because     string              `json:"because,omitempty"`
	Derivation  *model.Object       `json:"derivation,omitempty"`
	Fix         string              `json:"fix,omitempty"`
	Related     []related           `json:"related,omitempty"`
	Values      map[string]value    `json:"values,omitempty"`
	Missing     []string            `json:"missing,omitempty"`
	Size        float64             `json:"size,omitempty"`
	GrewFrom    float64             `json:"grewFrom,omitempty"`
	Cause       string              `json:"cause,omitempty"`
	Fingerprint string              `json:"fingerprint"`
	Earlier     map[string]string   `json:"fingerprints"` // by version
	Suppressed  *engine.Suppression `json:"suppressed"`
}

type related struct {
	source.Location
	Message string `json:"message"`
}

// value is an exact decimal with its canonical unit; a range has low and high instead.
type value struct {
	Value string `json:"value,omitempty"`
	Low   string `json:"low,omitempty"`
	High  string `json:"high,omitempty"`
	Unit  string `json:"unit,omitempty"`
	Text  string `json:"text,omitempty"`
}

type ruleError struct {
	Rule     string           `json:"rule,omitempty"`
	Resource string           `json:"resource,omitempty"`
	Location *source.Location `json:"location,omitempty"`
	Message  string           `json:"message"`
}

// firstVersion is the key under which formats have the fingerprints of kpilint 0.2.0, beside the present ones.
const (
	firstVersion   = "kpilint/v1"
	presentVersion = "kpilint/v2"
)

// JSON writes the report as one document, one finding after the other: a long report is never in memory as a whole.
func JSON(w io.Writer, r *engine.Report, o Options) error {
	if len(r.Findings) == 0 {
		return Encode(w, documentOf(r, o))
	}
	around, err := newEncoder("", jsonIndent).encode(withoutFindings(r, o))
	if err != nil {
		return err
	}
	before, after, _ := bytes.Cut(around, []byte(noFindings))
	out := bufio.NewWriterSize(w, 64<<10)
	out.Write(before)
	out.WriteString(noFindings[:len(noFindings)-1])
	if err := eachFinding(out, r.Findings, o.jobs()); err != nil {
		return err
	}
	out.WriteString("\n" + jsonIndent + "]")
	out.Write(after)
	return out.Flush()
}

// atATime is how many findings a goroutine encodes before they are written.
const atATime = 32

// eachFinding writes findings as entries of a list, with commas between them. So many goroutines encode some each, and
// when these are written they go on.
func eachFinding(out *bufio.Writer, all []engine.Finding, jobs int) error {
	encoders, texts, errs := make([]*encoder, jobs), make([]bytes.Buffer, jobs), make([]error, jobs)
	for i := range encoders {
		encoders[i] = newEncoder(entryIndent, jsonIndent)
	}
	for first := 0; first < len(all); first += jobs * atATime {
		round := all[first:min(first+jobs*atATime, len(all))]
		parts := (len(round) + atATime - 1) / atATime
		work.Split(parts, parts, func(part, _, _ int) {
			of := round[part*atATime : min((part+1)*atATime, len(round))]
			texts[part].Reset()
			errs[part] = encoders[part].entries(&texts[part], of, first+part > 0)
		})
		for part := range parts {
			if errs[part] != nil {
				return errs[part]
			}
			out.Write(texts[part].Bytes())
		}
	}
	return nil
}

// entries adds findings as entries of a list, each but the first of all after a comma.
func (e *encoder) entries(to *bytes.Buffer, all []engine.Finding, more bool) error {
	for i := range all {
		f := findingOf(&all[i])
		text, err := e.entryOf(&f)
		if err != nil {
			return err
		}
		if more || i > 0 {
			to.WriteByte(',')
		}
		to.WriteString("\n" + entryIndent)
		to.Write(text)
	}
	return nil
}

// How a report is indented, and what stands in one without findings: no text in it holds a line end.
const (
	jsonIndent  = "  "
	entryIndent = jsonIndent + jsonIndent // of the entries of a list at the top
	noFindings  = "\n" + jsonIndent + `"findings": []`
)

func documentOf(r *engine.Report, o Options) document {
	d := withoutFindings(r, o)
	for i := range r.Findings {
		d.Findings = append(d.Findings, findingOf(&r.Findings[i]))
	}
	return d
}

func withoutFindings(r *engine.Report, o Options) document {
	return document{header: headerOf(r, o), Findings: []finding{}, Answers: answersOf(r), Documents: documentsOf(r),
		Errors: failures(r)}
}

func headerOf(r *engine.Report, o Options) header {
	return header{Version: 1, Tool: tool{"kpilint", o.Version}, AsOf: r.AsOf, Complete: complete(r), Summary: r.Summary,
		Looked: r.Looked, Trusted: r.Trusted,
		Organisations: organisationsOf(r)}
}

// complete reports whether everything was read and every rule ran to its end.
func complete(r *engine.Report) bool { return r.Complete() && len(r.Unreadable) == 0 }

// failures are the rules that are wrong or failed, and what kept the run from reading its input.
func failures(r *engine.Report) []ruleError {
	var all []ruleError
	for _, e := range r.Errors {
		all = append(all, errorOf(e))
	}
	for _, e := range r.Unreadable {
		all = append(all, unreadable(e))
	}
	return all
}

// Encode writes a value as indented JSON that a build log can hold: no HTML escapes, but none of the commands of a runner either.
func Encode(w io.Writer, v any) error { return encode(w, v, jsonIndent) }

func encode(w io.Writer, v any, indent string) error {
	text, err := newEncoder("", indent).encode(v)
	if err != nil {
		return err
	}
	_, err = w.Write(text)
	return err
}

// An encoder writes values as JSON that a build log can hold, each into the same memory.
type encoder struct {
	text  bytes.Buffer
	json  *json.Encoder
	entry entryWriter
}

// newEncoder indents: the lines after the first begin with the prefix.
func newEncoder(prefix, indent string) *encoder {
	e := &encoder{}
	e.json = json.NewEncoder(&e.text)
	e.json.SetEscapeHTML(false)
	e.json.SetIndent(prefix, indent)
	return e
}

// encode is a value as JSON, with a line end. It holds until the next one is encoded.
func (e *encoder) encode(v any) ([]byte, error) {
	text, err := e.raw(v)
	return forLogs(text), err
}

// raw is the same with whatever a build log or a terminal would obey.
func (e *encoder) raw(v any) ([]byte, error) {
	e.text.Reset()
	if err := e.json.Encode(v); err != nil {
		return nil, err
	}
	return e.text.Bytes(), nil
}

// forLogs is JSON that a build log can hold.
func forLogs(text []byte) []byte {
	if bytes.Contains(text, []byte("##")) {
		text = runnerCommand().ReplaceAll(text, []byte(`#\u0023$1`))
	}
	return visible(text)
}

// visible writes what a terminal would obey or hide as JSON escapes, which mean the same. Below the blank JSON has only its own line ends.
func visible(text []byte) []byte {
	hidden := func(r rune) bool { return r > '~' && unsafe(r) }
	first := slices.IndexFunc(text, func(c byte) bool { return c > '~' }) // in most text there is none
	if first < 0 || bytes.IndexFunc(text[first:], hidden) < 0 {
		return text
	}
	var b bytes.Buffer
	for _, r := range string(text) {
		switch {
		case !hidden(r):
			b.WriteRune(r)
		case r > 0xffff:
			high, low := utf16.EncodeRune(r)
			fmt.Fprintf(&b, `\u%04x\u%04x`, high, low)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
	}
	return b.Bytes()
}

func findingOf(f *engine.Finding) finding {
	j := finding{
		Rule: f.Rule, Category: f.Category, Level: f.Level.String(), Outcome: f.Outcome, Path: f.Path, Location: f.Location,
		Message: f.Message, Because: f.Because, Derivation: f.Derivation(), Fix: f.Fix, Missing: f.Missing, Suppressed: f.Suppressed,
		Size: f.Size, GrewFrom: f.GrewFrom, Cause: f.Cause, In: f.In,
		Fingerprint: f.Fingerprint, Earlier: map[string]string{firstVersion: f.First()},
	}
	if f.Resource.ID != "" {
		j.Resource = &f.Resource
	}
	for _, r := range f.Related {
		j.Related = append(j.Related, related(r))
	}
	for _, v := range f.Values {
		if j.Values == nil {
			j.Values = map[string]value{}
		}
		j.Values[v.Name] = valueOf(v)
	}
	return j
}

func valueOf(v policy.Value) value {
	switch {
	case v.Text != "":
		return value{Text: v.Text}
	case v.Low == v.High:
		return value{Value: v.Low, Unit: v.Unit}
	}
	return value{Low: v.Low, High: v.High, Unit: v.Unit}
}

func errorOf(e *policy.RuleError) ruleError {
	j := ruleError{Rule: e.Rule, Resource: e.Resource, Message: e.Message}
	if e.File != "" {
		j.Location = &e.Location
	}
	return j
}

// unreadable is what kept the run from reading its input, or from running at all.
func unreadable(err error) ruleError {
	var rule *policy.RuleError
	var wrong *config.Error
	switch {
	case errors.As(err, &rule):
		return errorOf(rule)
	case errors.As(err, &wrong) && wrong.File != "":
		return errorOf(&policy.RuleError{Location: wrong.Location, Message: wrong.Message})
	}
	return ruleError{Message: err.Error()}
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
