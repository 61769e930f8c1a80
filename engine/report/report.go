// Package report writes a report in the formats that people and programs read: one file a format.
package report

import (
	"errors"
	"io"
	"maps"
	"runtime"
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/wording"
)

// Options say how a report is written.
type Options struct {
	Color    bool
	Quiet    bool   // findings only, no closing line
	Verbose  bool   // also what is excepted, how much each rule looked at, and what nobody read
	Sort     string // of text: ByImportance, also for "", or ByPlace
	Version  string
	Below    string                     // the working directory as seen from the root of the repository, for readers who look from there
	Fails    func(*engine.Finding) bool // whether a finding makes the run fail; nil: an error does
	Previous *Previous                  // an earlier report, with which a page compares
	Jobs     int                        // goroutines that encode findings; 0: one a processor
	each     bool                       // text shows each finding by itself
	pages    int                        // how many organisations share one page; 0 for one
	less     int                        // by how many bytes a page got too large
	over     int                        // by how many it did the last time
	round    int                        // how often it was made before
	Notice   func(string)               // told when a format leaves something out; nil: the report itself is enough
}

// jobs is how many goroutines encode findings.
func (o Options) jobs() int {
	if o.Jobs > 0 {
		return o.Jobs
	}
	return runtime.GOMAXPROCS(0)
}

// fails reports whether a finding makes the run fail.
func (o Options) fails(f *engine.Finding) bool {
	if o.Fails != nil {
		return o.Fails(f)
	}
	return (&config.Settings{}).Fails(f)
}

func (o Options) notice(text string) {
	if o.Notice != nil && text != "" {
		o.Notice(text)
	}
}

// Writer writes a report in one format.
type Writer func(w io.Writer, r *engine.Report, o Options) error

// writers are the formats by name; programs read those of which machine is true, and get a report also of a run that did not take place.
var writers = map[string]struct {
	write   Writer
	machine bool
}{
	"text": {Text, false}, "json": {JSON, true}, "jsonl": {JSONLines, true}, "sarif": {SARIF, true},
	"github": {GitHub, false},
	"junit":  {JUnit, true}, "gitlab": {GitLab, true}, "checkstyle": {Checkstyle, true}, "rdjson": {RDJSON, true},
	"markdown": {Markdown, false}, "html": {HTML, false}, "csv": {CSV, true}, "xlsx": {XLSX, false},
}

// Formats lists the names of the formats. Beside them there is Template, which needs a text.
func Formats() []string { return slices.Sorted(maps.Keys(writers)) }

// ForFormat returns the writer of a format; the error names those there are, and the nearest one.
func ForFormat(name string) (Writer, error) {
	if f := writers[name]; f.write != nil {
		return f.write, nil
	}
	question := ""
	if near := nearest.Name(name, append(Formats(), "template")); near != "" {
		question = wording.DidYouMean(strconv.Quote(near))
	}
	return nil, errors.New(wording.UnknownFormatItMayBeOr(strconv.Quote(name), strings.Join(Formats(), ", "), question))
}

// ForMachines reports whether programs read a format, and so want a report whatever happens.
func ForMachines(name string) bool { return writers[name].machine }

// ForReaders reports whether a format is opened by people, in a program of its own.
func ForReaders(name string) bool { return name == "html" || name == "xlsx" }

// Contents says in words what is in a report.
func Contents(r *engine.Report) string { return closing(r) }

// Binary reports whether a format is not text, so that a terminal must not get it.
func Binary(name string) bool { return name == "xlsx" }

// home is where the tool is described.
const home = "https://github.com/kpilint/kpilint"

// rulesOf are the rules of a report by category/id, without those of definition-file.
func rulesOf(r *engine.Report) map[string]*policy.Rule {
	all := map[string]*policy.Rule{}
	for _, rule := range r.Rules {
		all[rule.Name()] = rule
	}
	return all
}

// fileCategory is the category of what is wrong with a file itself; its rules have no folder.
const fileCategory = "definition-file"

// titleOf is what a rule says, in words.
func titleOf(rule *policy.Rule, id string) string {
	if rule != nil {
		return strings.TrimSuffix(rule.Title, ".")
	}
	if title := engine.FileRules[id]; title != nil {
		return title()
	}
	return wording.ADefinitionFileIsWrong()
}
