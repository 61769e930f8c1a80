package report

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/trust"
	"github.com/kpilint/kpilint/engine/wording"
)

// What GitHub takes: more makes it refuse the file, or drop the rest without a word.
const (
	sarifResults = 25_000   // results of a run
	sarifShown   = 5_000    // results that it shows, the most serious
	sarifPlaces  = 100      // locations of a result
	sarifBytes   = 10 << 20 // of the file, compressed by gzip
	sarifName    = 255      // characters of a rule's name
	sarifText    = 1_024    // characters of a rule's descriptions
)

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool        sarifTool                `json:"tool"`
	Automation  sarifID                  `json:"automationDetails"`
	Invocations []sarifInvocation        `json:"invocations"`
	Bases       map[string]sarifArtifact `json:"originalUriBaseIds"`
	ColumnKind  string                   `json:"columnKind"`
	Results     []sarifResult            `json:"results"`
	Properties  sarifProps               `json:"properties"`
}

// sarifProps is what a run says that SARIF has no place for.
type sarifProps struct {
	Summary engine.Summary `json:"summary"`
	Trusted *trust.Report  `json:"trusted,omitempty"`
}

type sarifID struct {
	ID string `json:"id"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name        string       `json:"name"`
	Version     string       `json:"version,omitempty"`
	Information string       `json:"informationUri"`
	Rules       []*sarifRule `json:"rules"`
}

type sarifRule struct {
	ID         string         `json:"id"`
	Name       string         `json:"name"`
	Deprecated []string       `json:"deprecatedIds,omitempty"` // what the rule was called before
	Short      sarifMessage   `json:"shortDescription"`
	Full       sarifMessage   `json:"fullDescription"`
	Help       sarifMessage   `json:"help"`
	HelpURI    string         `json:"helpUri,omitempty"`
	Default    sarifLevel     `json:"defaultConfiguration"`
	Properties sarifRuleProps `json:"properties"`
}

type sarifLevel struct {
	Level string `json:"level"`
}

type sarifRuleProps struct {
	Tags      []string `json:"tags"`
	Precision string   `json:"precision"`
	Severity  string   `json:"problem.severity"`
}

type sarifMessage struct {
	Text     string `json:"text"`
	Markdown string `json:"markdown,omitempty"`
}

type sarifResult struct {
	Rule         string             `json:"ruleId"`
	Index        int                `json:"ruleIndex"`
	Kind         string             `json:"kind"`
	Level        string             `json:"level"`
	Message      sarifMessage       `json:"message"`
	Locations    []sarifLocation    `json:"locations"`
	Related      []sarifLocation    `json:"relatedLocations,omitempty"`
	Fingerprints map[string]string  `json:"partialFingerprints"`
	Suppressions []sarifSuppression `json:"suppressions,omitempty"`
	Fixes        []sarifFix         `json:"fixes,omitempty"`
}

type sarifFix struct {
	Description sarifPlainText `json:"description"`
	Changes     []sarifChange  `json:"artifactChanges"`
}

type sarifChange struct {
	Artifact     sarifArtifact      `json:"artifactLocation"`
	Replacements []sarifReplacement `json:"replacements"`
}

type sarifReplacement struct {
	Deleted  sarifRegion    `json:"deletedRegion"`
	Inserted sarifPlainText `json:"insertedContent"`
}

type sarifSuppression struct {
	Kind          string `json:"kind"`
	Status        string `json:"status"`
	Justification string `json:"justification"`
}

type sarifLocation struct {
	ID       int             `json:"id,omitempty"`
	Physical *sarifPhysical  `json:"physicalLocation,omitempty"`
	Logical  []sarifLogical  `json:"logicalLocations,omitempty"`
	Message  *sarifPlainText `json:"message,omitempty"`
}

type sarifPlainText struct {
	Text string `json:"text"`
}

type sarifPhysical struct {
	Artifact sarifArtifact `json:"artifactLocation"`
	Region   sarifRegion   `json:"region"`
}

type sarifArtifact struct {
	URI         string          `json:"uri,omitempty"`
	Base        string          `json:"uriBaseId,omitempty"`
	Description *sarifPlainText `json:"description,omitempty"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn"`
	EndLine     int `json:"endLine"`
	EndColumn   int `json:"endColumn"`

	Snippet *sarifPlainText `json:"snippet,omitempty"` // of a cell or paragraph: no line of the file shows it
}

type sarifLogical struct {
	Name string `json:"fullyQualifiedName"`
	Kind string `json:"kind"`
}

type sarifInvocation struct {
	Successful    bool                `json:"executionSuccessful"`
	Notifications []sarifNotification `json:"toolExecutionNotifications,omitempty"`
}

type sarifNotification struct {
	Level     string          `json:"level"`
	Message   sarifMessage    `json:"message"`
	Rule      *sarifID        `json:"associatedRule,omitempty"`
	Locations []sarifLocation `json:"locations,omitempty"`
}

// SARIF writes SARIF 2.1.0 within the limits of GitHub's code scanning. What is not checkable is a result of kind "open", which the
// standard means for it, and so of level "none". What an exception or the baseline covers is a suppressed result. What does not fit is
// left out, the least important first, and a notification says how much.
func SARIF(w io.Writer, r *engine.Report, o Options) error { return sarifWithin(w, r, o, sarifBytes) }

// sarifWithin leaves out a quarter of the results as long as the compressed file is too large.
func sarifWithin(w io.Writer, r *engine.Report, o Options, size int) error {
	most := sarifResults
	for {
		s := &sarif{report: r, sources: sourcesOf(r), Options: o, rules: rulesOf(r), index: map[string]int{}, driver: []*sarifRule{}}
		doc := s.log(most)
		var buf bytes.Buffer
		if err := encode(&buf, doc, " "); err != nil {
			return err
		}
		if n := len(doc.Runs[0].Results); n > 0 && compressed(buf.Bytes()) > size {
			most = n * 3 / 4
			continue
		}
		for _, note := range s.left {
			o.notice(note)
		}
		_, err := w.Write(buf.Bytes())
		return err
	}
}

// compressed is the size of a text as GitHub counts it.
func compressed(data []byte) int {
	var n counter
	z := gzip.NewWriter(&n)
	z.Write(data)
	z.Close()
	return int(n)
}

type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))
	return len(p), nil
}

type sarif struct {
	Options
	report  *engine.Report
	sources *sources
	rules   map[string]*policy.Rule
	driver  []*sarifRule
	index   map[string]int
	left    []string // what was left out, in words
	places  int      // related places left out
}

func (s *sarif) log(most int) sarifLog {
	for _, rule := range s.report.Rules {
		if _, ran := s.report.Looked[rule.Name()]; ran {
			s.ruleIndex(rule.Name(), rule.ID, rule.Category)
		}
	}
	results := []sarifResult{}
	for _, f := range s.kept(most) {
		results = append(results, s.result(f))
	}
	if s.places > 0 {
		s.left = append(s.left, wording.LeftOutGithubTakesFor(wording.RelatedPlaces(s.places), sarifPlaces))
	}
	return sarifLog{
		Schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json", Version: "2.1.0",
		Runs: []sarifRun{{
			Tool:        sarifTool{sarifDriver{"kpilint", s.Version, home, s.driver}},
			Automation:  sarifID{"kpilint/"},
			Invocations: []sarifInvocation{{complete(s.report), s.notifications()}},
			Bases:       map[string]sarifArtifact{sarifRoot: {Description: &sarifPlainText{wording.TheRootOfTheRepository()}}},
			ColumnKind:  "unicodeCodePoints", Results: results,
			Properties: sarifProps{s.report.Summary, s.report.Trusted},
		}},
	}
}

// kept are the findings that fit, in the order of the report: the most important, then those that do not count.
func (s *sarif) kept(most int) []*engine.Finding {
	all := append(ranked(s.report), settled(s.report)...)
	if len(all) > sarifShown {
		s.left = append(s.left, wording.GithubShowsTheMostSerious(sarifShown, len(all)))
	}
	if len(all) <= most {
		most = len(all)
	} else {
		s.left = append(s.left, wording.OfResultsLeftOutThe(len(all)-most, len(all), sarifResults, sarifBytes>>20))
	}
	fits := map[*engine.Finding]bool{}
	for _, f := range all[:most] {
		fits[f] = true
	}
	var kept []*engine.Finding
	for i := range s.report.Findings {
		if f := &s.report.Findings[i]; fits[f] {
			kept = append(kept, f)
		}
	}
	return kept
}

// ruleIndex is the place of a rule in the list of rules, to which it is added when it is not there.
func (s *sarif) ruleIndex(name, id, category string) int {
	if i, ok := s.index[name]; ok {
		return i
	}
	s.index[name] = len(s.driver)
	s.driver = append(s.driver, describe(s.rules[name], name, id, category))
	return s.index[name]
}

func describe(rule *policy.Rule, name, id, category string) *sarifRule {
	title := titleOf(rule, id)
	d := &sarifRule{ID: Safe(name), Name: cut(pascal(id), sarifName), Short: sarifMessage{Text: Safe(cut(title, sarifText))}, Default: sarifLevel{"error"}}
	full, help := title+".", sarifMessage{Text: Lines(title + ".")}
	if rule != nil {
		for _, was := range rule.Formerly {
			d.Deprecated = append(d.Deprecated, Safe(was))
		}
		d.HelpURI, d.Default = rule.Page, sarifLevel{sarifLevels[rule.Level]}
		full = strings.TrimSpace(rule.Why)
		page := Lines(RulePage(rule))
		help = sarifMessage{page, page}
	}
	d.Full = sarifMessage{Text: Lines(cut(full, sarifText))}
	d.Help = help
	d.Properties = sarifRuleProps{Tags: []string{Safe(category)}, Precision: "high", Severity: map[string]string{"error": "error", "warning": "warning"}[d.Default.Level]}
	if d.Properties.Severity == "" {
		d.Properties.Severity = "recommendation"
	}
	return d
}

// pascal writes an id as the standard wants a name: supply-below-demand is SupplyBelowDemand.
func pascal(id string) string {
	var b strings.Builder
	for word := range strings.SplitSeq(Safe(id), "-") {
		first, size := utf8.DecodeRuneInString(word)
		if size > 0 {
			b.WriteRune(unicode.ToUpper(first))
			b.WriteString(word[size:])
		}
	}
	return b.String()
}

var sarifLevels = map[policy.Level]string{policy.Error: "error", policy.Warning: "warning", policy.Info: "note", policy.Off: "none"}

func (s *sarif) result(f *engine.Finding) sarifResult {
	own := s.location(f.Location)
	if f.Resource.ID != "" {
		own.Logical = append([]sarifLogical{{Safe(f.Resource.ID), Safe(f.Resource.Kind)}}, own.Logical...)
	}
	res := sarifResult{
		Rule: Safe(f.Name()), Index: s.ruleIndex(f.Name(), f.Rule, f.Category), Kind: "fail", Level: sarifLevels[f.Level],
		Message: sarifMessage{Text: Lines(advised(f))}, Locations: []sarifLocation{own}, Related: s.related(f.Related),
		Fixes:        s.fixes(f),
		Fingerprints: map[string]string{firstVersion: Safe(f.First()), presentVersion: Safe(f.Fingerprint)},
	}
	if f.Outcome == engine.NotCheckable {
		res.Kind, res.Level = "open", "none"
	}
	if f.Suppressed != nil {
		why := suppressed(f.Suppressed)
		if f.Suppressed.Reason != "" && !strings.Contains(why, f.Suppressed.Reason) {
			why += ": " + f.Suppressed.Reason
		}
		kind := "external"
		if f.Suppressed.Way == engine.ByInline {
			kind = "inSource"
		}
		res.Suppressions = []sarifSuppression{{kind, "accepted", Safe(why)}}
	}
	return res
}

// fixes is the change that fixes a finding, as text and not made harmless: it is what goes into the file.
func (s *sarif) fixes(f *engine.Finding) []sarifFix {
	if f.Edit == nil {
		return nil
	}
	at, ok := s.sources.replaced(f.Edit)
	if !ok {
		return nil
	}
	description := cmp.Or(f.Fix, wording.ChangeTheDefinition())
	if f.Edit.Unsafe {
		description += " " + wording.ThisGivesTheDefinitionAnother()
	}
	physical := s.location(at).Physical
	return []sarifFix{{
		sarifPlainText{Lines(description)}, []sarifChange{{physical.Artifact, []sarifReplacement{{physical.Region, sarifPlainText{f.Edit.Splice.Text}}}}},
	}}
}

func (s *sarif) related(all []source.Related) []sarifLocation {
	if len(all) > sarifPlaces {
		s.places += len(all) - sarifPlaces
		all = all[:sarifPlaces]
	}
	var places []sarifLocation
	for i, r := range all {
		l := s.location(r.Location)
		l.ID, l.Message = i+1, &sarifPlainText{Safe(r.Message)}
		places = append(places, l)
	}
	return places
}

// sarifRoot is what GitHub calls the root of the repository.
const sarifRoot = "%SRCROOT%"

func (s *sarif) location(l source.Location) sarifLocation {
	at := region(l)
	r := sarifRegion{StartLine: at.Line, StartColumn: at.Column, EndLine: at.EndLine, EndColumn: at.EndColumn}
	var logical []sarifLogical
	if l.Part != nil {
		l.File = ""
		name := strings.TrimLeft(l.Start(), "! ")
		logical = []sarifLogical{{Name: Safe(name), Kind: "element"}}
		r.Snippet = &sarifPlainText{Lines(cut(l.Part.Text, widest))}
	}
	return sarifLocation{Logical: logical, Physical: &sarifPhysical{
		sarifArtifact{URI: uri(s.fromRoot(at.File)), Base: sarifRoot}, r,
	}}
}

// notifications tell what failed, and what was left out.
func (s *sarif) notifications() []sarifNotification {
	var all []sarifNotification
	for _, e := range failures(s.report) {
		n := sarifNotification{Level: "error", Message: sarifMessage{Text: Lines(onResource(e))}}
		if e.Rule != "" {
			n.Rule = &sarifID{Safe(e.Rule)}
		}
		if e.Location != nil && e.Location.File != "" {
			n.Locations = []sarifLocation{s.location(*e.Location)}
		}
		all = append(all, n)
	}
	for _, text := range s.left {
		all = append(all, sarifNotification{Level: "warning", Message: sarifMessage{Text: text}})
	}
	return all
}
