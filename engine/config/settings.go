// Package config holds what a workspace and its packs say of rules: which there are, at which levels they are and for
// whom, with which parameters, what is locked, and what they were called before.
package config

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/finding"
	"github.com/kpilint/kpilint/engine/glob"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Settings are what a workspace changes: the content of .kpilint.yaml and of flags.
type Settings struct {
	Include   []string // globs relative to Dir; none: every definition file
	Exclude   []string
	Sources   []string // globs relative to Dir: documents and tables that are read in folders; none: none are
	Bound     []Binding
	Dir       string // where the configuration lies in the file system of the input, "" for its root
	Rules     []Setting
	Overrides []Override
	Packs     []PackRef
	Required  Requirement
	FailOn    string
	Strict    bool
	Output    Output
	Adjusts   bool                   // `root: false`: it only adjusts the configuration above it
	At        map[string]source.Span // where each field is written
	include   []entry
	exclude   []entry
	sources   []entry
	locked    map[string][]int // by the name of a locked rule, the packs that have a say in it
}

// Output says how a report is written where the command line does not say it. It names no file: a configuration cannot
// choose what is written on a machine.
type Output struct {
	Format string // "" for text
	Sort   string // the order of text, "" for that of importance
}

// Binding is an entry of `sources`: files, and what reads them.
type Binding struct {
	source.Location             // of the entry
	Files           string      // a glob relative to Dir
	Mapping         string      // a path relative to Dir, or the name of a mapping of a pack; "" for what is recognised
	At              source.Span // of Mapping
}

// PackRef is an entry of `packs`: a folder, a git repository or an OCI artifact.
type PackRef struct {
	source.Location
	Source string // as written
}

// Fails reports whether a finding makes a run fail: what is violated at FailOn or above, and with Strict also what
// is not checkable.
func (s *Settings) Fails(f *finding.Finding) bool {
	failOn, err := policy.ParseLevel(s.FailOn)
	if err != nil || failOn == policy.Off {
		failOn = policy.Error
	}
	switch {
	case f.Suppressed != nil:
		return false
	case f.Outcome == finding.NotCheckable:
		return s.Strict
	}
	return f.Level >= failOn
}

// Setting changes the rules that a selector (id, category/id, category/*) names. Later settings win.
type Setting struct {
	Selector        string
	Level           *policy.Level  // nil: as it is
	From            calendar.Date  // the day from which it holds in full; zero: always
	Enable          bool           // on at its own level, whatever switched it off before
	Params          []source.Field // as written
	source.Location                // of the selector; zero for a flag
	pack            int            // that says so, from 1; 0 for the workspace
	coming          policy.Level   // the level from the day From on, where that is still to come; else Off
}

// Override changes rules for some resources.
type Override struct {
	Paths     []string // globs relative to Dir
	Resources []string // full names, or team/*
	Labels    map[string]string
	Rules     []Setting
	written   conditions
}

// Error is something wrong with the configuration or a flag, with its place where it has one.
type Error struct {
	source.Location
	Message string
	Shown   *int // how many code points of the line may be shown; nil: all
}

// Quote is the line of the error as far as it may be shown; "" where that does not reach to the error.
func (e *Error) Quote(line string) string {
	switch {
	case e.Shown == nil:
		return line
	case *e.Shown < e.Span.Column:
		return ""
	}
	return source.Shown(line, *e.Shown)
}

func failure(file string, at source.Span, message string) *Error {
	return &Error{Location: source.Location{File: file, Span: at}, Message: message}
}

// Error is the message with its place.
func (e *Error) Error() string {
	if e.File == "" {
		return e.Message
	}
	return e.Start() + ": " + e.Message
}

// ParseSettings reads a .kpilint.yaml for a version of kpilint, "" for one that is not known. Everything wrong with it
// is returned, joined; each is a *Error. That it requires another version is returned alone.
func ParseSettings(name string, data []byte, version string) (*Settings, error) {
	if err := outdated(name, data, version); err != nil {
		return &Settings{}, err
	}
	root, err := oneDocument(name, data, "config", wording.AConfigurationBeginsWithApiversion())
	if err != nil {
		return &Settings{}, err
	}
	return settings(name, root, version)
}

func settings(name string, root *source.Node, version string) (*Settings, error) {
	files := filesOf(root.Get("sources"))
	s := &Settings{
		Include: patternsIn(root.Get("include")), Exclude: patternsIn(root.Get("exclude")),
		Sources: patternsIn(files), sources: entriesOf(name, files), Bound: bindings(name, root.Get("sources")),
		include: entriesOf(name, root.Get("include")), exclude: entriesOf(name, root.Get("exclude")),
		FailOn: source.TextOf(root.Get("failOn")),
		Output: Output{Format: textIn(root.Get("output"), "format"), Sort: textIn(root.Get("output"), "sort")},
		Strict: source.TextOf(root.Get("strict")) == "true", Adjusts: source.TextOf(root.Get("root")) == "false",
		Rules: ruleSettings(name, root.Get("rules")),
	}
	var required error
	s.Required, required = requirement(name, root, version)
	errs := []error{
		required, checkPatterns(name, root.Get("include")), checkExclude(name, root.Get("exclude")),
		checkPatterns(name, files),
		checkDays(name, root.Get("rules")),
	}
	errs = append(errs, checkOverrides(name, root.Get("overrides")))
	s.At = map[string]source.Span{}
	for _, f := range root.Fields() {
		s.At[f.Key.Text] = f.Key.Span()
	}
	errs = append(errs, s.checkAdjusts(name, root))
	if packs := root.Get("packs"); packs != nil {
		for _, item := range packs.Items() {
			s.Packs = append(s.Packs, PackRef{source.Location{File: name, Span: item.Span()}, item.Text})
		}
	}
	if all := root.Get("overrides"); all != nil {
		for _, o := range all.Items() {
			errs = append(errs, checkOverride(name, o))
			s.Overrides = append(s.Overrides, override(name, o))
		}
	}
	return s, errors.Join(errs...)
}

// textIn is the text of a field, "" where there is none.
func textIn(n *source.Node, name string) string {
	if n == nil {
		return ""
	}
	return source.TextOf(n.Get(name))
}

// checkOverrides refuses very many overrides: each finding is compared with all of them.
func checkOverrides(name string, list *source.Node) error {
	if list == nil || len(list.Items()) <= maxOverrides {
		return nil
	}
	return failure(name, list.Items()[maxOverrides].Span(),
		wording.ThereAreOverridesAndThe(len(list.Items()), maxOverrides))
}

// maxOverrides is the most overrides that a configuration may have.
const maxOverrides = 1000

// checkOverride refuses what an override cannot do, so that nobody waits for it: programs are made once for all
// definitions.
func checkOverride(name string, o *source.Node) error {
	errs := []error{checkPatterns(name, o.Get("paths")), checkPatterns(name, o.Get("resources")), checkDays(name, o.Get("rules"))}
	rules := o.Get("rules")
	if rules == nil {
		return errors.Join(errs...)
	}
	for _, f := range rules.Fields() {
		if params := f.Value.Get("params"); params != nil {
			errs = append(errs, failure(name, params.Span(), wording.AnOverrideSetsLevelsWrite()))
		}
	}
	return errors.Join(errs...)
}

// checkDays refuses days from which a level should hold and that no calendar has.
func checkDays(name string, rules *source.Node) error {
	if rules == nil {
		return nil
	}
	var errs []error
	for _, f := range rules.Fields() {
		if from := f.Value.Get("from"); from != nil {
			if _, err := calendar.ParseDate(from.Text); err != nil {
				errs = append(errs, failure(name, from.Span(), err.Error()))
			}
		}
	}
	return errors.Join(errs...)
}

func ruleSettings(name string, n *source.Node) []Setting {
	if n == nil {
		return nil
	}
	var all []Setting
	for _, f := range n.Fields() {
		s := Setting{Selector: f.Key.Text, Location: source.Location{File: name, Span: f.Key.Span()}}
		word := f.Value.Text
		if f.Value.Kind == source.Map {
			word = source.TextOf(f.Value.Get("level"))
			s.From, _ = calendar.ParseDate(source.TextOf(f.Value.Get("from"))) // which checkDays checks
			if params := f.Value.Get("params"); params != nil {
				s.Params = params.Fields()
			}
		}
		if level, err := policy.ParseLevel(word); err == nil {
			s.Level = &level
		}
		all = append(all, s)
	}
	// a setting for one rule wins over one for its category, wherever it stands
	slices.SortStableFunc(all, func(a, b Setting) int { return breadth(b.Selector) - breadth(a.Selector) })
	return all
}

func breadth(selector string) int {
	if strings.HasSuffix(selector, "/*") || strings.HasPrefix(selector, policy.Tagged) {
		return 1
	}
	return 0
}

func override(name string, o *source.Node) Override {
	return Override{
		Paths: patternsIn(o.Get("paths")), Resources: nodeTexts(o.Get("resources")), Labels: nodeMap(o.Get("labels")),
		Rules: ruleSettings(name, o.Get("rules")), written: conditionsOf(name, o),
	}
}

func nodeTexts(n *source.Node) []string {
	if n == nil {
		return nil
	}
	var all []string
	for _, item := range n.Items() {
		all = append(all, item.Text)
	}
	return all
}

func nodeMap(n *source.Node) map[string]string {
	if n == nil {
		return nil
	}
	m := map[string]string{}
	for _, f := range n.Fields() {
		m[f.Key.Text] = f.Value.Text
	}
	return m
}

// relative is a path as seen from the folder of the configuration.
func (s *Settings) relative(p string) string {
	if s.Dir == "" || s.Dir == "." {
		return p
	}
	if rest, ok := strings.CutPrefix(p, s.Dir+"/"); ok {
		return rest
	}
	return path.Join("..", p)
}

// on is how the settings hold on a day: before its `from`, a level is announced one level lower.
func (s *Settings) on(day calendar.Date) *Settings {
	now := *s
	now.Rules, now.Overrides = announce(s.Rules, day), slices.Clone(s.Overrides)
	for i := range now.Overrides {
		now.Overrides[i].Rules = announce(now.Overrides[i].Rules, day)
	}
	return &now
}

// announce keeps the settings that hold on a day. What becomes an error later warns until then, with the settings
// it will have, a warning is info until then, and anything else waits.
func announce(all []Setting, day calendar.Date) []Setting {
	var now []Setting
	for _, set := range all {
		if day.Before(set.From) {
			if set.Level == nil || *set.Level < policy.Warning {
				continue
			}
			lower := set.Level.Lower()
			set.coming, set.Level = *set.Level, &lower
		}
		now = append(now, set)
	}
	return now
}

// level is the level of a rule for the whole workspace.
func (s *Settings) level(r *policy.Rule) policy.Level {
	level := r.Level
	for _, set := range s.Rules {
		switch {
		case !r.Matches(set.Selector):
		case set.Level != nil && !s.mayset(set, r):
			level = max(level, *set.Level)
		case set.Level != nil:
			level = *set.Level
		case set.Enable && level == policy.Off:
			level = r.Level
		}
	}
	return level
}

// mayset reports whether a setting may do more than raise the level of a rule. Of one that is locked only the packs
// that lock it have a say.
func (s *Settings) mayset(set Setting, r *policy.Rule) bool {
	packs := s.locked[r.Name()]
	return len(packs) == 0 || slices.Contains(packs, set.pack)
}

// levelFor is the level of a rule on a resource: overrides win over the rest, later ones over earlier ones.
func (s *Settings) levelFor(r *policy.Rule, res *model.Resource, file string) policy.Level {
	level := s.level(r)
	for _, o := range s.Overrides {
		if !o.covers(s, res, file) {
			continue
		}
		for _, set := range o.Rules {
			switch {
			case set.Level == nil || !r.Matches(set.Selector):
			case s.mayset(set, r):
				level = *set.Level
			default:
				level = max(level, *set.Level)
			}
		}
	}
	return level
}

// covers reports whether all conditions of an override hold.
func (o *Override) covers(s *Settings, res *model.Resource, file string) bool {
	byGlob := func(globs []string, text string) bool {
		return len(globs) == 0 || slices.ContainsFunc(globs, func(g string) bool { ok, _ := doublestar.Match(g, text); return ok })
	}
	if !byGlob(o.Paths, s.relative(file)) || res == nil && len(o.Resources)+len(o.Labels) > 0 {
		return false
	}
	if res == nil {
		return true
	}
	res = res.Whole()
	labels := res.Object.Object(field.Labels)
	for key, value := range o.Labels {
		if text, _ := labels.Named(key).(string); text != value {
			return false
		}
	}
	return byGlob(o.Resources, res.Name)
}

// params are the parameters of a rule, as the workspace sets them.
func (s *Settings) params(r *policy.Rule) (*model.Object, error) {
	o := r.Defaults()
	var errs []error
	for _, set := range s.Rules {
		if !r.Matches(set.Selector) || !s.mayset(set, r) {
			continue
		}
		for _, f := range set.Params {
			errs = append(errs, setParam(o, r, set, f))
		}
	}
	return o, errors.Join(errs...)
}

func setParam(o *model.Object, r *policy.Rule, set Setting, f source.Field) error {
	name, node := f.Key.Text, f.Value
	i := slices.IndexFunc(r.Params, func(p policy.Param) bool { return p.Name == name })
	if i < 0 {
		var known []string
		for _, p := range r.Params {
			known = append(known, p.Name)
		}
		message := wording.RuleHasNoParameter(r.ID, name)
		return failure(set.File, f.Key.Span(), message+nearest.Question(name, known))
	}
	value, err := policy.ParseParam(r.Params[i].Type, node)
	if err != nil {
		return failure(set.File, node.Span(), fmt.Sprintf("parameter `%s` of `%s`: %v", name, r.ID, err))
	}
	o.Set(name, value)
	return nil
}

// Included tells of a path whether include and exclude let it be read.
func (s *Settings) Included() func(p string) bool {
	include, exclude := glob.ListOf(s.Include), glob.ListOf(s.Exclude)
	return func(p string) bool {
		relative := s.relative(p)
		return !exclude.Match(relative) && (len(s.Include) == 0 || include.Match(relative))
	}
}

// Reaches reports whether `include` lets files be read in a folder.
func (s *Settings) Reaches(dir string) bool {
	return len(s.Include) == 0 || slices.ContainsFunc(s.Include, func(pattern string) bool {
		return below(pattern, s.relative(dir))
	})
}

// below reports whether a pattern may fit a file in a folder or below it.
func below(pattern, dir string) bool {
	if strings.Contains(pattern, "{") {
		return true // alternatives may hold several steps
	}
	steps := strings.Split(pattern, "/")
	for _, name := range strings.Split(dir, "/") {
		if steps[0] == "**" {
			return true
		}
		if ok, _ := doublestar.Match(steps[0], name); !ok || len(steps) == 1 {
			return false
		}
		steps = steps[1:]
	}
	return true
}

// Excludes reports whether a path is excluded.
func (s *Settings) Excludes(p string) bool { return glob.ListOf(s.Exclude).Match(s.relative(p)) }

// Source tells of a path whether it is a document or a table that is read where it lies.
func (s *Settings) Source() func(p string) bool {
	sources, exclude := glob.ListOf(s.Sources), glob.ListOf(s.Exclude)
	return func(p string) bool {
		if len(s.Sources) == 0 {
			return false
		}
		relative := s.relative(p)
		return sources.Match(relative) && !exclude.Match(relative)
	}
}

// filesOf are the patterns of `sources`, with their places.
func filesOf(list *source.Node) *source.Node {
	if list == nil {
		return nil
	}
	all := list.Empty()
	for _, item := range list.Items() {
		if files := item.Get("files"); files != nil {
			item = files
		}
		all.AppendItems(item)
	}
	return all
}

func bindings(name string, list *source.Node) []Binding {
	if list == nil {
		return nil
	}
	var all []Binding
	for _, item := range list.Items() {
		b := Binding{Location: source.Location{File: name, Span: item.Span()}, Files: fromHere(item.Text)}
		if files := item.Get("files"); files != nil {
			b.Files = fromHere(files.Text)
		}
		if m := item.Get("mapping"); m != nil {
			b.Mapping, b.At = m.Text, m.Span()
		}
		all = append(all, b)
	}
	return all
}

// Mapping is what reads a file, as the configuration writes it: the last entry of `sources` that matches decides. ""
// for a file that none names, or that is recognised by itself.
func (s *Settings) Mapping(p string) string {
	if !slices.ContainsFunc(s.Bound, func(b Binding) bool { return b.Mapping != "" }) {
		return ""
	}
	relative := s.relative(p)
	for _, b := range slices.Backward(s.Bound) {
		if ok, _ := doublestar.Match(b.Files, relative); ok { // the pattern was checked
			return b.Mapping
		}
	}
	return ""
}

// IsPack reports whether a folder is a pack of the configuration.
func (s *Settings) IsPack(dir string) bool {
	return slices.ContainsFunc(s.Packs, func(p PackRef) bool { return path.Clean(p.Source) == s.relative(dir) })
}

// all are the settings of the workspace, those of overrides too.
func (s *Settings) all() []Setting {
	all := slices.Clone(s.Rules)
	for _, o := range s.Overrides {
		all = append(all, o.Rules...)
	}
	return all
}
