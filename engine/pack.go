package engine

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/Masterminds/semver/v3"

	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/rego"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
)

// packFile is the file that says what a folder of rules is called, and what it changes in rules.
const packFile = "pack.yaml"

// Manifest is what a pack says of itself in its pack.yaml.
type Manifest struct {
	Name, Version, Description string
	Needs                      string           // versions of kpilint, such as ">= 0.2.0"; "" for any
	conftest                   *policy.Conftest // nil for a pack of rules
	data                       []string         // of a conftest pack
	everything                 bool             // a conftest pack judges documents that are no definitions too
	settings                   []Setting
	locked                     []Setting
}

// ReadManifest reads the pack.yaml of a pack; nil when it has none. Everything wrong with it is returned, joined; each is a
// *ConfigError.
func ReadManifest(p Pack) (*Manifest, error) {
	data, err := files.Read(p.FS, path.Join(p.Dir, packFile), files.Max)
	name := path.Join(cmp.Or(p.Name, p.Dir), packFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, misnamed(p, name)
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	root, err := oneDocument(name, data, "pack", "a pack.yaml begins with `name` and `version`")
	if err != nil {
		return nil, err
	}
	m := &Manifest{
		Name: source.TextOf(root.Get("name")), Version: source.TextOf(root.Get("version")), Description: source.TextOf(root.Get("description")), Needs: source.TextOf(root.Get("kpilint")),
		settings: ruleSettings(name, root.Get("rules")),
	}
	for _, s := range m.settings {
		if source.TextOf(root.Get("rules").Get(s.Selector).Get("locked")) == "true" {
			m.locked = append(m.locked, s)
		}
	}
	return m, errors.Join(checkDays(name, root.Get("rules")), checkVersion(name, root.Get("version")), checkNeeds(name, root.Get("kpilint")), m.readConftest(name, root))
}

// misnamed refuses a pack.yml, which nobody would read.
func misnamed(p Pack, name string) error {
	const other = "pack.yml"
	if _, err := fs.Stat(p.FS, path.Join(p.Dir, other)); err != nil {
		return nil
	}
	return &ConfigError{Message: fmt.Sprintf("%s: this file is not read under its name: call it %s", path.Join(path.Dir(name), other), packFile)}
}

// readConftest reads what a pack of conftest policies says, which a pack of rules must not.
func (m *Manifest) readConftest(name string, root *source.Node) error {
	if source.TextOf(root.Get("kind")) != "conftest" {
		var errs []error
		for _, key := range []string{"input", "documents", "namespaces", "data"} {
			if f := root.Field(key); f != nil {
				errs = append(errs, configError(name, f.Key.Span, fmt.Sprintf("`%s` is for policies of conftest: write `kind: conftest`", key)))
			}
		}
		return errors.Join(errs...)
	}
	m.conftest = &policy.Conftest{
		Pack: m.Name, Input: cmp.Or(source.TextOf(root.Get("input")), policy.InputDocument), Namespaces: nodeTexts(root.Get("namespaces")),
	}
	if len(m.conftest.Namespaces) == 0 {
		m.conftest.Namespaces = []string{"main"}
	}
	m.data, m.everything = nodeTexts(root.Get("data")), source.TextOf(root.Get("documents")) == "all"
	return nil
}

// oneDocument reads a file that holds one document of a schema.
func oneDocument(name string, data []byte, schemaName, empty string) (*source.Node, error) {
	docs, problems := source.Parse(name, data)
	if len(docs) == 1 {
		problems = append(problems, shape.Check(schemaName, name, docs[0].Root)...)
	}
	slices.SortStableFunc(problems, func(a, b source.Problem) int {
		return cmp.Or(a.Span.Line-b.Span.Line, a.Span.Column-b.Span.Column)
	})
	var errs []error
	until := source.Foreign(problems)
	for _, p := range problems {
		one := configError(p.File, p.Span, p.Message)
		if n, ok := until[p.Span.Line]; ok {
			one.Shown = &n
		}
		errs = append(errs, one)
	}
	if len(docs) > 1 {
		errs = append(errs, configError(name, docs[1].Root.Span, "this file is one document"))
	}
	if len(docs) == 0 && len(errs) == 0 {
		errs = append(errs, configError(name, source.Beginning, empty))
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return docs[0].Root, nil
}

func checkVersion(name string, n *source.Node) error {
	if _, err := semver.StrictNewVersion(n.Text); err != nil {
		return configError(name, n.Span, fmt.Sprintf("`%s` is no version: write major.minor.patch, such as 1.2.0", n.Text))
	}
	return nil
}

func checkNeeds(name string, n *source.Node) error {
	if n == nil {
		return nil
	}
	if _, err := semver.NewConstraint(n.Text); err != nil {
		return configError(name, n.Span, fmt.Sprintf("`%s` says no versions: write for example >= 0.2.0", n.Text))
	}
	return nil
}

// fits refuses a pack that needs another kpilint than this one.
func (m *Manifest) fits(version string) error {
	if m.Needs == "" || version == "" {
		return nil
	}
	needs, err := semver.NewConstraint(m.Needs)
	if err != nil {
		return err
	}
	v, err := semver.NewVersion(version)
	if err != nil || needs.Check(v) {
		return nil
	}
	return &ConfigError{Message: fmt.Sprintf("pack `%s` %s needs kpilint %s, and this is %s", m.Name, m.Version, m.Needs, version)}
}

// load takes a pack: its rules, and what it changes in rules, which comes before what the workspace says.
func (e *Engine) load(p Pack) error {
	m, err := ReadManifest(p)
	if err != nil {
		return err
	}
	rules, err := e.loadRules(p, m)
	for _, r := range rules {
		r.Trusted = p.Trusted
		if p.Pages != "" {
			r.Page = p.Pages + r.Name()
		}
	}
	e.rules = append(e.rules, rules...)
	e.loaded++
	if m == nil {
		return err
	}
	var none *policy.NoRules
	if errors.As(err, &none) && len(m.settings) > 0 {
		err = nil // it changes the rules of others
	}
	for _, r := range rules {
		r.Pack = m.Name
		if r.Locked {
			e.locks = append(e.locks, lock{Setting{Selector: r.Name(), pack: e.loaded}, m.Name})
		}
	}
	for _, s := range m.settings {
		s.pack = e.loaded
		e.packed = append(e.packed, s)
	}
	for _, s := range m.locked {
		s.pack = e.loaded
		e.locks = append(e.locks, lock{s, m.Name})
	}
	return errors.Join(err, m.fits(e.opts.Version))
}

// loadRules reads the rules of a pack: folders, or the names that policies of conftest use.
func (e *Engine) loadRules(p Pack, m *Manifest) ([]*policy.Rule, error) {
	name := cmp.Or(p.Name, p.Dir)
	if m == nil || m.conftest == nil {
		return policy.LoadAs(p.FS, p.Dir, name)
	}
	fsys, err := fs.Sub(p.FS, p.Dir)
	if err != nil {
		return nil, fmt.Errorf("list policies in %s: %w", name, err)
	}
	e.everything = e.everything || m.everything
	return rego.LoadConftest(fsys, name, m.conftest, m.data)
}

// blank takes the lines out of errors whose files are not to be shown.
func (e *Engine) blank(all []*policy.RuleError) []*policy.RuleError {
	for _, one := range all {
		for _, p := range e.opts.Packs {
			below, ours := strings.CutPrefix(one.File, path.Clean(cmp.Or(p.Name, p.Dir))+"/")
			if path.Clean(p.Name) == "." {
				below, ours = one.File, true
			}
			if one.Line != "" && ours && p.Quotable != nil && !p.Quotable(below) {
				one.Line = ""
			}
		}
	}
	return all
}

// lock keeps the workspace, and other packs, from changing rules that a pack insists on.
type lock struct {
	Setting
	name string // of the pack
}

// lockOf is the name of the pack that locks a rule, "" for none. A rule that says so itself is locked by its own; outside of a pack there is
// nobody who could.
func (e *Engine) lockOf(r *policy.Rule) string {
	for _, l := range e.locks {
		if r.Matches(l.Selector) {
			return l.name
		}
	}
	return ""
}

// lockRules notes who may set what is locked, and refuses settings of others that name such a rule. A setting for a whole category passes
// them by.
func (e *Engine) lockRules() error {
	var errs []error
	e.opts.Settings.locked = map[string][]int{}
	for _, r := range e.rules {
		for _, l := range e.locks {
			if r.Matches(l.Selector) {
				e.opts.Settings.locked[r.Name()] = append(e.opts.Settings.locked[r.Name()], l.pack)
			}
		}
		if e.lockOf(r) == "" {
			continue
		}
		level := (&Settings{Rules: e.packed, locked: e.opts.Settings.locked}).level(r)
		for _, s := range slices.Concat(e.packed, e.opts.Settings.all()) {
			named := breadth(s.Selector) == 0 && r.Matches(s.Selector) && !e.opts.Settings.mayset(s, r)
			if named && (s.Level != nil && *s.Level < level || len(s.Params) > 0) {
				errs = append(errs, configError(s.File, s.Span, fmt.Sprintf(
					"`%s` is locked by pack `%s`: it stays at level %s, with the settings of the pack", r.ID, e.lockOf(r), level)))
			}
		}
	}
	return errors.Join(errs...)
}

// all are the settings of the workspace, those of overrides too.
func (s *Settings) all() []Setting {
	all := slices.Clone(s.Rules)
	for _, o := range s.Overrides {
		all = append(all, o.Rules...)
	}
	return all
}

// Locked is the name of the pack that keeps a rule from being changed or excepted, "" for none.
func (e *Engine) Locked(r *policy.Rule) string { return e.lockOf(r) }
