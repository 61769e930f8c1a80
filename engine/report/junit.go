package report

import (
	"encoding/xml"
	"fmt"
	"io"
	"strings"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/wording"
)

type junitSuites struct {
	XMLName  xml.Name      `xml:"testsuites"`
	Name     string        `xml:"name,attr"`
	Tests    int           `xml:"tests,attr"`
	Failures int           `xml:"failures,attr"`
	Errors   int           `xml:"errors,attr"`
	Skipped  int           `xml:"skipped,attr"`
	Suites   []*junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Skipped  int         `xml:"skipped,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name      string       `xml:"name,attr"`
	Class     string       `xml:"classname,attr"`
	File      string       `xml:"file,attr,omitempty"`
	Line      int          `xml:"line,attr,omitempty"`
	Failure   *junitResult `xml:"failure"`
	Error     *junitResult `xml:"error"`
	Skipped   *junitResult `xml:"skipped"`
	SystemOut string       `xml:"system-out,omitempty"`
}

type junitResult struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// JUnit writes the XML that build servers show as test results: a suite a category, a test for each finding, and one for each rule that
// holds. A finding fails its test when it makes the run fail; a milder one passes and is in the test's output; what is not checkable or
// excepted is skipped.
func JUnit(w io.Writer, r *engine.Report, o Options) error {
	j := &junit{suites: map[string]*junitSuite{}, names: map[string]int{}}
	found := map[string]bool{}
	for i := range r.Findings {
		found[r.Findings[i].Name()] = true
		j.finding(&r.Findings[i], o)
	}
	for _, e := range failures(r) {
		found[e.Rule] = true
		j.failure(e)
	}
	for _, rule := range r.Rules {
		if _, ran := r.Looked[rule.Name()]; ran && !found[rule.Name()] {
			j.add(rule.Category, junitCase{Name: Safe(rule.ID)})
		}
	}
	return encodeXML(w, j.document())
}

type junit struct {
	suites map[string]*junitSuite
	names  map[string]int
}

// add files a test under its category. Readers tell tests apart by name and class, so a second one of a name gets a number.
func (j *junit) add(category string, c junitCase) {
	c.Class = "kpilint." + Safe(category)
	key := c.Class + "\x00" + c.Name
	if j.names[key]++; j.names[key] > 1 {
		c.Name += fmt.Sprintf(" (%d)", j.names[key])
	}
	s := j.suites[category]
	if s == nil {
		s = &junitSuite{Name: Safe(category)}
		j.suites[category] = s
	}
	s.Cases = append(s.Cases, c)
	s.Tests++
	switch {
	case c.Failure != nil:
		s.Failures++
	case c.Error != nil:
		s.Errors++
	case c.Skipped != nil:
		s.Skipped++
	}
}

func (j *junit) finding(f *engine.Finding, o Options) {
	c := junitCase{Name: Safe(strings.TrimSuffix(f.Rule+": "+f.Resource.ID, ": ")), File: Safe(f.Location.File), Line: f.Location.Line}
	_, message := said(f)
	message = Safe(message)
	detail := Safe(f.Location.Start()) + "\n" + Lines(advised(f))
	switch {
	case f.Suppressed != nil:
		c.Skipped = &junitResult{Message: Safe(suppressed(f.Suppressed))}
	case o.fails(f):
		word, _ := said(f)
		c.Failure = &junitResult{Message: message, Type: word, Text: detail}
	case f.Outcome == engine.NotCheckable:
		c.Skipped = &junitResult{Message: notCheckable + ": " + message}
	default:
		c.SystemOut = f.Level.String() + ": " + detail
	}
	j.add(f.Category, c)
}

func (j *junit) failure(e ruleError) {
	category, rule, ok := strings.Cut(e.Rule, "/")
	if !ok {
		category, rule = "kpilint", "run"
	}
	l := locationOf(e)
	j.add(category, junitCase{Name: Safe(rule), File: Safe(l.File), Line: l.Line, Error: &junitResult{Message: Safe(onResource(e)), Type: wording.RuleError()}})
}

func (j *junit) document() *junitSuites {
	all := &junitSuites{Name: "kpilint"}
	for _, name := range sortedKeys(j.suites) {
		s := j.suites[name]
		all.Suites = append(all.Suites, s)
		all.Tests, all.Failures, all.Errors, all.Skipped = all.Tests+s.Tests, all.Failures+s.Failures, all.Errors+s.Errors, all.Skipped+s.Skipped
	}
	return all
}
