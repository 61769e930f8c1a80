package config

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"github.com/Masterminds/semver/v3"

	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// PackFile is the file that says what a folder of rules is called, and what it changes in rules.
const PackFile = "pack.yaml"

// Pack is a folder of rules, <category>/<id>/rule.yaml below Dir.
type Pack struct {
	FS   fs.FS
	Dir  string
	Name string // what errors call the folder; "": Dir

	// Trusted packs come with kpilint: their rules were reviewed, so no clock stops them, and no count of steps. Those
	// of others are stopped.
	Trusted bool

	Pages string // the address below which each rule has its page at <category>/<id>; "": there are none

	Quotable func(file string) bool // whether errors may show lines of a file, by its path below Dir; nil: those of all

	ahead *ahead // its rules, which are being read; nil: they are read when they are loaded
}

// Called is what errors call the folder.
func (p Pack) Called() string { return cmp.Or(p.Name, p.Dir) }

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

// ReadManifest reads the pack.yaml of a pack; nil when it has none. Everything wrong with it is returned, joined;
// each is a *Error.
func ReadManifest(p Pack) (*Manifest, error) {
	data, err := files.Read(p.FS, path.Join(p.Dir, PackFile), files.Max)
	name := path.Join(p.Called(), PackFile)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, misnamed(p, name)
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", name, err)
	}
	root, err := oneDocument(name, data, "pack", wording.APackYAMLBeginsWith())
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
	return m, errors.Join(
		checkDays(name, root.Get("rules")), checkVersion(name, root.Get("version")),
		checkVersions(name, root.Get("kpilint")), m.readConftest(name, root),
	)
}

// misnamed refuses a pack.yml, which nobody would read.
func misnamed(p Pack, name string) error {
	const other = "pack.yml"
	if _, err := fs.Stat(p.FS, path.Join(p.Dir, other)); err != nil {
		return nil
	}
	return &Error{Message: wording.ThisFileIsNotRead(path.Join(path.Dir(name), other), PackFile)}
}

// readConftest reads what a pack of conftest policies says, which a pack of rules must not.
func (m *Manifest) readConftest(name string, root *source.Node) error {
	if source.TextOf(root.Get("kind")) != "conftest" {
		var errs []error
		for _, key := range []string{"input", "documents", "namespaces", "data"} {
			if f := root.Field(key); f != nil {
				errs = append(errs, failure(name, f.Key.Span(), wording.IsForPoliciesOfConftest(key)))
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
		one := failure(p.File, p.Span, p.Message)
		if n, ok := until[p.Span.Line]; ok {
			one.Shown = &n
		}
		errs = append(errs, one)
	}
	if len(docs) > 1 {
		errs = append(errs, failure(name, docs[1].Root.Span(), wording.ThisFileIsOneDocument()))
	}
	if len(docs) == 0 && len(errs) == 0 {
		errs = append(errs, failure(name, source.Beginning, empty))
	}
	if len(errs) > 0 {
		return nil, errors.Join(errs...)
	}
	return docs[0].Root, nil
}

func checkVersion(name string, n *source.Node) error {
	if _, err := semver.StrictNewVersion(n.Text); err != nil {
		return failure(name, n.Span(), wording.IsNoVersionWriteMajor(n.Text))
	}
	return nil
}

// fits refuses a pack that needs another kpilint than this one.
func (m *Manifest) fits(version string) error {
	fits, err := admits(m.Needs, version)
	if err == nil && !fits {
		err = &Error{Message: wording.PackNeedsKpilintAndThis(m.Name, m.Version, m.Needs, version)}
	}
	return err
}
