package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/discover"
	"github.com/kpilint/kpilint/engine/files"
)

// maxOrganisations is the most organisations of one run: the rules are compiled for each.
const maxOrganisations = 100

// organisations divides what a workspace reads among the configurations that count for it: the nearest one above each
// file does. A folder with a configuration is an organisation of its own, unless that only adjusts the one above. They
// are in the order of their folders.
func (w *workspace) organisations() ([]*workspace, error) {
	if w.single {
		return []*workspace{w}, nil
	}
	d := &division{workspace: w, of: map[string]*workspace{}, folders: map[string]*workspace{},
		adjusted: map[string]bool{}}
	for _, p := range w.input.Paths {
		if err := d.path(p); err != nil {
			return nil, err
		}
	}
	if err := d.below(); err != nil {
		return nil, err
	}
	if len(d.all) > maxOrganisations {
		return nil, fmt.Errorf("there are %d organisations, each with a %s of its own, and the most that are read "+
			"together is %d: name the folders of fewer", len(d.all), configName, maxOrganisations)
	}
	slices.SortStableFunc(d.all, func(a, b *workspace) int { return strings.Compare(a.folder(), b.folder()) })
	d.apart()
	return d.all, nil
}

// division is the work of organisations.
type division struct {
	*workspace
	all      []*workspace
	of       map[string]*workspace // by the path of the configuration on the machine, "" for none
	folders  map[string]*workspace // by the folders of configurations that count, in the file system of the input
	adjusted map[string]bool       // configurations whose adjustments were added
}

// on is where a path of the file system of the input lies on the machine.
func (w *workspace) on(p string) string { return filepath.Join(w.root, filepath.FromSlash(p)) }

// folder is where the configuration lies in the file system of the input; "" for none.
func (w *workspace) folder() string {
	if w.config == "" {
		return ""
	}
	return w.settings.Dir
}

// path gives a path that is asked for to the organisation that it lies in.
func (d *division) path(p string) error {
	real := p
	if to, _ := discover.Resolve(d.input.FS, p); to != "" {
		real = to
	}
	at := d.nearest(d.on(real))
	o, err := d.organisation(at)
	if err != nil {
		return err
	}
	o.asked = true
	o.input.Paths = append(o.input.Paths, p)
	return nil
}

// organisation is that of a configuration, made where it is not there yet. Of one that only adjusts another it is that
// of the configuration above, with the adjustments. Where there is no configuration, that of the working directory
// counts.
func (d *division) organisation(at string) (*workspace, error) {
	if at == "" {
		at = d.config
	}
	if o := d.of[at]; o != nil {
		return o, nil
	}
	o := *d.workspace
	if at != d.config {
		var err error
		if at, o.settings, err = d.settingsAt(at); err != nil {
			return nil, err
		}
	}
	switch {
	case o.settings.Adjusts:
		return d.adjusting(at, o.settings)
	case d.of[at] != nil:
		return d.of[at], nil
	}
	o.input.Paths, o.input.Config, o.config, o.main = nil, "", at, at == d.config
	if at != "" {
		o.settings.Dir = relative(d.root, filepath.Dir(at))
		o.input.Config = relative(d.root, at)
		d.folders[o.settings.Dir] = &o
	}
	d.of[at] = &o
	d.all = append(d.all, &o)
	return &o, nil
}

// adjusting adds the settings of a configuration to those of the one above that it adjusts, once.
func (d *division) adjusting(at string, by *config.Settings) (*workspace, error) {
	name := relative(d.here, at)
	above := d.above(at)
	if above == "" {
		return nil, adjustsNothing(name, by)
	}
	o, err := d.organisation(above)
	if err != nil || d.adjusted[at] {
		return o, err
	}
	d.adjusted[at] = true
	dir := relative(d.root, filepath.Dir(at))
	d.folders[dir] = o
	if err := o.settings.Adjust(relative(filepath.Dir(o.config), filepath.Dir(at)), by); err != nil {
		return nil, fmt.Errorf("read configuration: %s: %w", name, err)
	}
	return o, nil
}

// adjustsNothing is the error of a configuration that says `root: false` where there is none above it.
func adjustsNothing(name string, s *config.Settings) error {
	e := &config.Error{Message: "`root: false` adjusts the configuration above this one, and there is none: take it out"}
	e.File, e.Span = name, s.At["root"]
	return e
}

// below finds the configurations below the folders that are asked for. One that the configuration above it leaves out
// does not count.
func (d *division) below() error {
	var errs []error
	found, err := d.configurations()
	if err != nil {
		return err
	}
	for _, name := range found {
		dir := path.Dir(name)
		owner := d.owner(dir)
		switch {
		case owner == nil || owner.leavesOut(name):
			continue
		case path.Base(name) != configName:
			d.said = append(d.said, isMisnamed(relative(d.here, d.on(name))))
			continue
		case len(d.all) > maxOrganisations:
			continue
		}
		own, err := d.organisation(d.on(name))
		if err != nil {
			errs = append(errs, err)
			continue
		}
		covers := func(p string) bool { return within(p, dir) }
		if own.config == d.on(name) && !slices.ContainsFunc(own.input.Paths, covers) {
			own.input.Paths = append(own.input.Paths, dir)
			own.showFolder(name)
		}
	}
	return errors.Join(errs...)
}

// showFolder shows the folder of a configuration that is at the trusted revision where the change has deleted it, so
// that the run reports what is gone from there.
func (w *workspace) showFolder(name string) {
	if _, err := fs.Lstat(w.input.FS, path.Dir(name)); w.trusted == nil || !errors.Is(err, fs.ErrNotExist) {
		return
	}
	if data, err := w.readConfig(w.config); err == nil {
		w.input.FS = files.Over(w.input.FS, name, data)
	}
}

// configurations are the paths of those below the folders that are asked for, what lies above first: at the trusted
// revision, where there is one.
func (d *division) configurations() ([]string, error) {
	in := d.input.Files(&config.Settings{})
	names := append([]string{configName}, misnamed...)
	if d.trusted != nil {
		there, err := revision(d.trusted.ctx, d.root, d.trusted.repo, d.trusted.tip)
		if err != nil {
			return nil, err
		}
		in.FS, in.Given, names = there, nil, names[:1]
	}
	all := discover.Named(in, names...)
	counts := func(name string) bool { return path.Base(name) == configName }
	return slices.DeleteFunc(all, func(name string) bool { // where both lie, that with the right name is read
		return !counts(name) && slices.Contains(all, path.Join(path.Dir(name), configName))
	}), nil
}

// owner is the organisation in which a folder lies that is asked for; nil where it is in none of the paths.
func (d *division) owner(dir string) *workspace {
	for at := dir; ; at = path.Dir(at) {
		if at != dir {
			if o := d.folders[at]; o != nil {
				return o
			}
		}
		for _, o := range d.all {
			if slices.Contains(o.input.Paths, at) && (at != dir || o.folder() != at) {
				return o
			}
		}
		if at == "." {
			return nil
		}
	}
}

// leavesOut reports whether the configuration excludes a file, includes none in its folder, or takes a folder around it
// for a pack.
func (w *workspace) leavesOut(name string) bool {
	if w.config == "" {
		return false
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		if w.settings.IsPack(dir) {
			return true
		}
	}
	return w.settings.Excludes(name) || !w.settings.Reaches(path.Dir(name))
}

// apart tells each organisation which folders are those of others.
func (d *division) apart() {
	for _, o := range d.all {
		for _, other := range d.all {
			dir := other.folder()
			if other == o || dir == "" || o.config != "" && within(dir, o.folder()) {
				continue
			}
			o.input.Apart = append(o.input.Apart, dir)
		}
		slices.Sort(o.input.Apart)
	}
}

// within reports whether a path in a file system lies in a folder of it.
func within(dir, p string) bool { return dir == "." || p == dir || strings.HasPrefix(p, dir+"/") }

// readConfig reads a configuration where its word counts: at the trusted revision, as it is staged, or on disk. One
// that git does not know is as it is on disk.
func (w *workspace) readConfig(at string) ([]byte, error) {
	if w.isStaged {
		data, err := files.Read(w.input.FS, relative(w.root, at), maxConfig)
		if !errors.Is(err, fs.ErrNotExist) {
			w.kept.note(data)
			return data, err
		}
	}
	data, err := w.trusted.read(at, maxConfig)
	if w.trusted.has(at) {
		w.kept.note(data)
	}
	return data, err
}

// isMisnamed says that nobody reads a configuration under its name.
func isMisnamed(name string) string {
	return fmt.Sprintf("%s is not read under this name: call it %s", name, configName)
}

// reads lists the files that other organisations of a run read, for one of them; nil where there is one.
func (w *workspace) reads(all []*workspace) func(p string) bool {
	if len(all) == 1 {
		return nil
	}
	others := map[string]bool{}
	for _, o := range all {
		if o == w {
			continue
		}
		found, _ := discover.Discover(o.input.Files(o.settings)) // what cannot be read is reported where it is read
		for _, f := range found.Files {
			others[f.Path] = true
		}
	}
	return func(p string) bool { return others[p] }
}

// called is the folder of the organisation as findings call it.
func (w *workspace) called() string {
	if w.config == "" {
		return "."
	}
	return relative(w.here, filepath.Dir(w.config))
}

// one is the organisation that a command shows that shows one: the only one that is asked for, where it has
// definitions, else the only one that has some.
func (a *app) one(all []*workspace) (*workspace, error) {
	if len(all) == 1 {
		return all[0], nil
	}
	var asked, defining []*workspace
	for _, o := range all {
		switch {
		case !o.defines():
			continue
		case o.asked:
			asked = append(asked, o)
		}
		defining = append(defining, o)
	}
	switch {
	case len(defining) == 0:
		return all[0], nil
	case len(defining) == 1:
		return defining[0], nil
	case len(asked) != 1:
		return nil, fmt.Errorf("there are %d organisations here (%s), and this command shows one: name its folder",
			len(defining), foldersOf(defining))
	}
	others := slices.DeleteFunc(defining, func(o *workspace) bool { return o == asked[0] })
	a.notice([]string{
		"this is one of several organisations; name the folder of another one to see it: " + foldersOf(others)})
	return asked[0], nil
}

// foldersOf are the folders of organisations, as a user may name them.
func foldersOf(all []*workspace) string {
	names := make([]string, len(all))
	for i, o := range all {
		names[i] = o.called()
	}
	return shortList(names)
}

// defines reports whether there may be definitions in an organisation, or documents that are read.
func (w *workspace) defines() bool {
	in := w.input.Files(w.settings)
	found, _ := discover.Discover(in) // what cannot be read is reported where it is read
	return slices.ContainsFunc(found.Files, func(f discover.File) bool {
		data, err := in.Read(f.Path)
		return f.Source || err == nil && bytes.Contains(data, []byte("kpilint/"))
	})
}

// workspacesOf are those of organisations.
func workspacesOf(all []organisation) []*workspace {
	list := make([]*workspace, len(all))
	for i, o := range all {
		list[i] = o.workspace
	}
	return list
}
