package config

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/rego"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/engine/work"
)

// Rules are the rules of packs, as a workspace has them.
type Rules struct {
	loaded   []*policy.Rule // in the order of packs
	byName   map[string]*policy.Rule
	broken   []*policy.RuleError
	settings *Settings // those in force on a day; those of packs come first
	packs    []Pack
	version  string
	packed   []Setting // what packs change in rules
	locks    []lock
	notices  []string // what is written under a name that a rule no longer has, and what was not checked

	everything bool // a pack judges documents that are no definitions too
	policies   Policies
}

// Policies reads the policies of a pack for conftest, as [rego.LoadConftest] does.
type Policies func(p Pack, top fs.FS, c *policy.Conftest, data []string) ([]*policy.Rule, error)

// Load reads the rules of packs, and holds the settings of a workspace against them; nil settings change nothing.
// version is that of kpilint, which packs and the workspace may ask for; "": any will do. The rules that are sound are
// returned beside the error, which joins what is wrong with others and with the settings. policies reads those for
// conftest; nil: they are read here.
func Load(packs []Pack, s *Settings, day calendar.Date, version string, policies Policies) (*Rules, error) {
	if s == nil {
		s = &Settings{}
	}
	if policies == nil {
		policies = ReadPolicies
	}
	r := &Rules{
		policies: policies, packs: packs, version: version, settings: s, byName: map[string]*policy.Rule{},
		notices: s.Required.unchecked(version),
	}
	var errs []error
	for i, p := range packs {
		errs = append(errs, r.load(p, i+1))
	}
	r.broken = Errors(errors.Join(errs...)) // known by name, though they do not run
	for _, rule := range r.loaded {
		r.byName[rule.Name()] = rule
	}
	errs = append(errs, policy.Unique(r.loaded), r.checkSelectors())
	r.settings = s.on(day)
	errs = append(errs, r.lockRules())
	r.settings.Rules = slices.Concat(r.packed, r.settings.Rules)
	return r, errors.Join(errs...)
}

// Fail notes which rules are broken, by all that is wrong with them, and returns that in order.
func (r *Rules) Fail(err error) error {
	err = inOrder(err)
	r.broken = r.Blank(Errors(err))
	return err
}

// All are all rules, sorted by category and id, also those that are off.
func (r *Rules) All() []*policy.Rule {
	rules := slices.Clone(r.loaded)
	slices.SortFunc(rules, func(a, b *policy.Rule) int { return strings.Compare(a.Name(), b.Name()) })
	return rules
}

// Loaded are all rules in the order of their packs. The list is not to be changed.
func (r *Rules) Loaded() []*policy.Rule { return r.loaded }

// Broken is what is wrong with rules.
func (r *Rules) Broken() []*policy.RuleError { return r.broken }

// Sound are the same rules, of which none is called broken.
func (r *Rules) Sound() *Rules {
	sound := *r
	sound.broken = nil
	return &sound
}

// Everything reports whether a pack judges documents that are no definitions too.
func (r *Rules) Everything() bool { return r.everything }

// Settings are the settings in force on the day.
func (r *Rules) Settings() *Settings { return r.settings }

// Level is the level of a rule as configured for the whole workspace.
func (r *Rules) Level(rule *policy.Rule) policy.Level { return r.settings.level(rule) }

// LevelFor is the level of a rule on a resource of a file, by its path in the file system.
func (r *Rules) LevelFor(rule *policy.Rule, res *model.Resource, file string) policy.Level {
	return r.settings.levelFor(rule, res, file)
}

// Params are the parameters of a rule, as the workspace sets them.
func (r *Rules) Params(rule *policy.Rule) (*model.Object, error) { return r.settings.params(rule) }

// On reports whether a rule has a level above off for some resource.
func (r *Rules) On(rule *policy.Rule) bool {
	if r.Level(rule) > policy.Off {
		return true
	}
	return slices.ContainsFunc(r.settings.Overrides, func(o Override) bool {
		return slices.ContainsFunc(o.Rules, func(s Setting) bool {
			return s.Level != nil && *s.Level > policy.Off && rule.Matches(s.Selector)
		})
	})
}

// hasMappings reports whether a pack has mappings.
func hasMappings(p Pack) bool {
	found, _ := fs.Glob(p.FS, path.Join(p.Dir, "mappings/*/mapping.yaml")) // the pattern is sound
	return len(found) > 0
}

// load takes a pack, which has a number: its rules, and what it changes in rules, which comes before what the workspace
// says.
func (r *Rules) load(p Pack, number int) error {
	m, err := ReadManifest(p)
	if err != nil {
		return err
	}
	rules, err := r.loadRules(p, m)
	for _, rule := range rules {
		rule.Trusted = p.Trusted
		if p.Pages != "" {
			rule.Page = p.Pages + rule.Name()
		}
	}
	r.loaded = append(r.loaded, rules...)
	if m == nil {
		return err
	}
	var none *policy.NoRules
	if errors.As(err, &none) && (len(m.settings) > 0 || hasMappings(p)) {
		err = nil // it changes the rules of others, or says how files are read
	}
	for _, rule := range rules {
		rule.Pack = m.Name
		if rule.Locked {
			r.locks = append(r.locks, lock{Setting{Selector: rule.Name(), pack: number}, m.Name})
		}
	}
	for _, s := range m.settings {
		s.pack = number
		r.packed = append(r.packed, s)
	}
	for _, s := range m.locked {
		s.pack = number
		r.locks = append(r.locks, lock{s, m.Name})
	}
	return errors.Join(err, m.fits(r.version))
}

// loadRules reads the rules of a pack: folders, or the names that policies of conftest use.
func (r *Rules) loadRules(p Pack, m *Manifest) ([]*policy.Rule, error) {
	name := p.Called()
	if m == nil || m.conftest == nil {
		return p.rules()
	}
	fsys, err := fs.Sub(p.FS, p.Dir)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", wording.ListPoliciesIn(name), err)
	}
	r.everything = r.everything || m.everything
	return r.policies(p, fsys, m.conftest, m.data)
}

// ReadPolicies reads the policies of a pack in this process.
func ReadPolicies(p Pack, top fs.FS, c *policy.Conftest, data []string) ([]*policy.Rule, error) {
	return rego.LoadConftest(top, p.Called(), c, data)
}

// Blank takes the lines out of errors whose files are not to be shown.
func (r *Rules) Blank(all []*policy.RuleError) []*policy.RuleError {
	for _, one := range all {
		for _, p := range r.packs {
			below, ours := strings.CutPrefix(one.File, path.Clean(p.Called())+"/")
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

// inOrder puts what is wrong with the configuration first, in the order of its lines.
func inOrder(err error) error {
	place := func(err error) (file string, span source.Span) {
		var c *Error
		if errors.As(err, &c) {
			return c.File, c.Span
		}
		return "\uffff", span
	}
	all := work.Unjoin(err)
	slices.SortStableFunc(all, func(a, b error) int {
		fileA, spanA := place(a)
		fileB, spanB := place(b)
		return cmp.Or(strings.Compare(fileA, fileB), spanA.Line-spanB.Line, spanA.Column-spanB.Column)
	})
	return errors.Join(all...)
}

// Errors are what is wrong with rules, one for each of the errors that were joined.
func Errors(err error) []*policy.RuleError {
	var all []*policy.RuleError
	for _, e := range work.Unjoin(err) {
		var one *policy.RuleError
		if !errors.As(e, &one) {
			one = &policy.RuleError{Message: e.Error()}
		}
		all = append(all, one)
	}
	return all
}
