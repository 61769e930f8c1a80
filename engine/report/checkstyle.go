package report

import (
	"encoding/xml"
	"io"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
)

type checkstyle struct {
	XMLName xml.Name          `xml:"checkstyle"`
	Version string            `xml:"version,attr"`
	Files   []*checkstyleFile `xml:"file"`
}

type checkstyleFile struct {
	Name   string            `xml:"name,attr"`
	Errors []checkstyleError `xml:"error"`
}

type checkstyleError struct {
	Line     int    `xml:"line,attr"`
	Column   int    `xml:"column,attr,omitempty"`
	Severity string `xml:"severity,attr"`
	Message  string `xml:"message,attr"`
	Source   string `xml:"source,attr"`
}

// Checkstyle writes the XML of that name, which build servers and reviewdog read: the findings that count, by file.
func Checkstyle(w io.Writer, r *engine.Report, _ Options) error {
	doc := &checkstyle{Version: "5.0"}
	for _, e := range failures(r) {
		l := region(locationOf(e))
		doc.add(l.File, checkstyleError{l.Line, l.Column, "error", Safe(onResource(e)), Safe(failedAs(e))})
	}
	for _, f := range standing(r) {
		severity := f.Level.String()
		if f.Outcome == engine.NotCheckable {
			severity = policy.Info.String()
		}
		l := region(f.Location)
		doc.add(l.File, checkstyleError{l.Line, l.Column, severity, Safe(advised(f)), Safe(f.Name())})
	}
	return encodeXML(w, doc)
}

// add puts an error under its file.
func (c *checkstyle) add(file string, e checkstyleError) {
	name := Safe(file)
	for _, f := range c.Files {
		if f.Name == name {
			f.Errors = append(f.Errors, e)
			return
		}
	}
	c.Files = append(c.Files, &checkstyleFile{name, []checkstyleError{e}})
}

// locationOf is where something failed; what has no place is called by the tool.
func locationOf(e ruleError) source.Location {
	if e.Location != nil {
		return *e.Location
	}
	return source.Location{File: "kpilint"}
}

// failedAs is the rule that failed, or the tool.
func failedAs(e ruleError) string {
	if e.Rule != "" {
		return e.Rule
	}
	return "kpilint"
}
