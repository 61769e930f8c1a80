package suppress

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/finding"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// An Inline is an inline ignore, which suppresses rules beside the value they complain of: `# kpilint:ignore rule-id
// -- reason`, or `x-kpilint-ignore` as a field. This is what its file says; it does not change after parsing.
type Inline struct {
	at         source.Location
	text       string // as written, `rule-id -- reason`
	shape      string // how it is written, with %s for that text
	about      string // what it is for, in words
	line       int    // which it is about; 0 for a field
	regions    []source.Span
	Definition *model.Definition // in which it stands, nil outside of all
	rules      []string
	reason     string
	flaw       string // why it is no ignore, in words
}

// An Ignore is an inline ignore in an organisation, and what it did there.
type Ignore struct {
	*Inline
	Resource *model.Resource // what the definition became, nil outside of all
	void     bool            // it suppresses nothing: it is no ignore, or names what cannot be suppressed
	covered  int             // findings
}

// ignoreField is the field that suppresses what is written in the object around it.
const ignoreField = "x-kpilint-ignore"

// nearField is a field whose writer means ignoreField.
var nearField = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^x-(?i:kpi)[-_]?(?i:lint)[-_]?(?i:ignor|disabl|suppress|silenc|skip)`)
})

const ignoreWord = "kpilint:ignore"

// collector gathers the ignores of one file.
type collector struct {
	name    string // of the file, as findings call it
	ignores []*Inline
}

// Collect takes the ignores of one file, with the definitions they stand in.
func Collect(name string, data []byte, docs []*source.Document, definitions []*model.Definition) []*Inline {
	p := &collector{name: name}
	fields := bytes.Contains(data, []byte("x-kpi")) || bytes.Contains(data, []byte("x-KPI"))
	var places *model.Territory // of the definitions that are read, which takes a while to survey
	for _, d := range docs {
		if places == nil && (fields || len(d.Comments) > 0) {
			places = model.TerritoryOf(definitions)
		}
		for _, c := range d.Comments {
			p.ignores = append(p.ignores, p.comment(c, places))
		}
		if fields {
			p.fields(d, places)
		}
	}
	return p.ignores
}

// nearly is what somebody writes who means `kpilint:ignore`, up to the rules.
var nearly = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?i:kpi[-_ ]?lint)[ \t]*[-_: \t][ \t]*[^ \t,]*`)
})

func (p *collector) comment(c source.Comment, places *model.Territory) *Inline {
	word := nearly().FindString(c.Text)
	i := &Inline{
		at: source.Location{File: p.name, Span: c.Span}, text: strings.TrimSpace(c.Text[len(word):]),
		shape: ignoreWord + " %s", line: c.Line, about: wording.OnThisLine(),
	}
	if c.Line != c.Span.Line {
		i.about = wording.OnTheLineBelow()
	}
	i.Definition = places.OnLine(c.Line)
	if i.read(); word != ignoreWord {
		i.text, i.flaw = c.Text, wording.MeansNothingACommentThat(word, i.example())
	}
	return i
}

// fields collects the ignores that are fields. A map that several places share is met once.
func (p *collector) fields(d *source.Document, places *model.Territory) {
	seen, found := map[*source.Node]bool{}, map[*source.Node]*Inline{}
	var walk func(n *source.Node)
	walk = func(n *source.Node) {
		if seen[n] {
			return
		}
		seen[n] = true
		for _, item := range n.Items() {
			walk(item)
		}
		for _, f := range n.Fields() {
			if f.Key.Text == ignoreField || nearField().MatchString(f.Key.Text) {
				p.field(d, n, f, found, places)
				continue
			}
			walk(f.Value)
		}
	}
	walk(d.Root)
	for _, i := range found {
		i.regions = apart(i.regions)
	}
}

// field takes the ignores that one map has, which are its own or merged into it.
func (p *collector) field(
	d *source.Document, in *source.Node, f source.Field, found map[*source.Node]*Inline, places *model.Territory,
) {
	value := f.Value
	entries := []*source.Node{value}
	if value.Kind == source.List {
		entries = value.Items()
	}
	for _, entry := range entries {
		i := found[entry]
		if i == nil {
			i = &Inline{
				at: source.Location{File: p.name, Span: entry.Span()}, text: entry.Text, shape: ignoreField + ": %s",
				about: wording.InWhatItStandsIn(), Definition: places.Around(in.Span()),
			}
			if i.read(); entry.Kind != source.String {
				i.flaw = wording.HoldsTextOrAList(ignoreField, i.example())
			}
			if f.Key.Text != ignoreField {
				i.flaw = wording.MeansNothingTheFieldThat(f.Key.Text, ignoreField, strings.Trim(i.example(), "`"))
			}
			p.ignores, found[entry] = append(p.ignores, i), i
		}
		region := in.Span()
		if in == d.Root && d.Prose != nil {
			region.EndLine, region.EndColumn = maxLine, 1
		}
		i.regions = append(i.regions, region)
	}
}

// maxLine is beyond every file.
const maxLine = 1 << 30

// reasonAfter finds what divides the rules from the reason. Editors make dashes of two hyphens.
var reasonAfter = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:^|\s)(?:--|—|–)(?:\s|$)`)
})

var someWord = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`[\pL\pN]`)
})

// read takes the text apart, and says what is missing of it.
func (i *Inline) read() {
	rules := i.text
	if m := reasonAfter().FindStringIndex(i.text); m != nil {
		rules, i.reason = i.text[:m[0]], strings.TrimSpace(i.text[m[1]:])
	}
	i.rules = strings.FieldsFunc(rules, func(r rune) bool { return r == ',' || r == ' ' || r == '\t' })
	switch {
	case len(i.rules) == 0:
		i.flaw = wording.ThisDoesNotSayWhich(i.example())
	case !someWord().MatchString(i.reason):
		i.flaw = wording.DoesNotSayWhyWrite(i.String(), i.example())
	}
}

// String is the ignore as written.
func (i *Inline) String() string { return fmt.Sprintf(i.shape, i.text) }

// example shows how it is written.
func (i *Inline) example() string {
	rules, reason := "rule-id", "reason"
	if len(i.rules) > 0 {
		rules = strings.Join(i.rules, ", ")
	}
	if someWord().MatchString(i.reason) {
		reason = i.reason
	}
	if i.line == 0 {
		return fmt.Sprintf("`%s -- %s`", rules, reason)
	}
	return fmt.Sprintf("`%s %s -- %s`", ignoreWord, rules, reason)
}

// ignore lets inline ignores suppress what rules have found, and returns what is wrong with them.
func (m *Matcher) ignore(all []finding.Finding, failures []*policy.RuleError) []finding.Finding {
	byFile := map[string][]int{}
	if len(m.Ignores) > 0 {
		for i := range all {
			byFile[all[i].Location.File] = append(byFile[all[i].Location.File], i)
		}
	}
	found := map[string][]*spots{}
	failed := failedRules(failures)
	var wrong []finding.Finding
	for _, i := range m.Ignores {
		i.covered = 0 // an organisation may be judged more than once
		if wrong = append(wrong, m.flaws(i)...); i.void || m.Trust != nil && !m.Trust.Ignore(i) {
			continue
		}
		if found[i.at.File] == nil {
			found[i.at.File] = m.spotsIn(all, byFile[i.at.File])
		}
		locked := i.suppress(found[i.at.File])
		wrong = append(wrong, m.useless(i, locked, failed)...)
	}
	return wrong
}

// suppress lets an ignore suppress what stands where it holds, and returns the rules that a pack locks against it.
func (i *Ignore) suppress(found []*spots) (locked []string) {
	by := finding.Suppression{Way: finding.ByInline, By: finding.ByInline.String(), Reason: i.reason}
	for _, s := range found {
		if !slices.ContainsFunc(i.rules, s.rule.Matches) {
			continue
		}
		switch n := s.cover(i.Inline, by); {
		case n == 0:
		case s.locked:
			locked = append(locked, s.rule.ID)
		default:
			i.covered += n
		}
	}
	return locked
}

// flaws says why an ignore suppresses nothing at all.
func (m *Matcher) flaws(i *Ignore) []finding.Finding {
	if i.void = i.flaw != ""; i.void {
		return m.complaint(i, "exceptions/exception-unexplained", i.flaw,
			wording.SayWhichRuleItSuppresses())
	}
	var all []finding.Finding
	for _, selector := range i.rules {
		switch {
		case finding.OfFiles(selector):
			i.void = true
			all = append(all, m.complaint(i, "exceptions/exception-unused",
				wording.CannotSuppressTheFindingsOf(i.String(), selector),
				wording.TakeItOutAndFix(), selector)...)
		case !m.Rules.IsSelector(selector):
			i.void = true
			all = append(all, m.complaint(i, "alignment/unresolved-reference", m.Rules.NoSuch(selector),
				wording.CorrectTheNameUntilThen(), selector)...)
		}
	}
	return all
}

// useless says that an ignore suppresses nothing, or not all it names.
func (m *Matcher) useless(i *Ignore, locked []string, failed map[string]bool) []finding.Finding {
	const unused = "exceptions/exception-unused"
	slices.Sort(locked)
	if locked = slices.Compact(locked); len(locked) > 0 {
		return m.complaint(i, unused,
			wording.CannotSuppressThePackOf(i.String(), strings.Join(locked, " and ")),
			wording.TakeItOutAndFix())
	}
	off := func(r *policy.Rule) bool {
		return m.Rules.LevelFor(r, i.Resource, m.Paths[i.at.File]) == policy.Off
	}
	if i.covered > 0 || !m.looked(i.rules, failed, off) {
		return nil
	}
	return m.complaint(i, unused,
		wording.SuppressesNothingFindsNothing(i.String(), strings.Join(i.rules, ", "), i.about),
		wording.RemoveItOrPutIt())
}

// complaint is a finding about an ignore by a rule of the catalogue, at the level that the rule has there; none
// when the rule is off. Its subject is all rules that the ignore names, where none is given.
func (m *Matcher) complaint(i *Ignore, rule, message, fix string, subject ...string) []finding.Finding {
	r := m.Rules.Find(rule)
	if r == nil {
		return nil
	}
	level := m.Rules.LevelFor(r, i.Resource, m.Paths[i.at.File])
	if level == policy.Off {
		return nil
	}
	f := finding.Finding{
		Rule: r.ID, Category: r.Category, Level: level, Outcome: finding.Violated, Location: i.at, Message: message, Fix: fix,
		About: finding.AboutIgnore(i.text, i.rules, subject...),
	}
	if i.Resource != nil {
		f.Resource, f.Path = finding.Resource{Kind: i.Resource.Kind, ID: i.Resource.Name}, i.Resource.Pointer
	}
	return []finding.Finding{f}
}

// Listed is a well-formed ignore as reports list it: a comment or field that suppresses rules beside a value.
type Listed struct {
	source.Location
	Resource finding.Resource // in which it stands, zero for none
	Rules    []string
	Reason   string
	Covers   int // findings of this run, also those that an exception covers
}

// List has the ignores that suppress something, or would, in the order of files and lines.
func List(ignores []*Ignore) []Listed {
	var all []Listed
	for _, i := range ignores {
		if i.void {
			continue
		}
		one := Listed{Location: i.at, Rules: i.rules, Reason: i.reason, Covers: i.covered}
		if i.Resource != nil {
			one.Resource = finding.Resource{Kind: i.Resource.Kind, ID: i.Resource.Name}
		}
		all = append(all, one)
	}
	slices.SortStableFunc(all, func(a, b Listed) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line, a.Column-b.Column)
	})
	return all
}

// Renamed are the places at which an ignore calls rules by names that they no longer have.
func (i *Ignore) Renamed(rules *config.Rules) []string {
	var all []string
	for _, selector := range i.rules {
		for _, said := range rules.Renamed(selector) {
			all = append(all, i.at.Start()+": "+said)
		}
	}
	return all
}
