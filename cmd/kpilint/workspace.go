package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"
	"time"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/config"
)

// configName is the configuration file, looked for from the working directory up to the root of the repository.
const configName = ".kpilint.yaml"

// workspace is what a command reads: a file system that holds all its paths, and the configuration in force.
type workspace struct {
	root      string // folder on disk that the file system shows
	settings  *config.Settings
	input     engine.Input
	config    string   // path of the configuration on disk, "" for none
	git       *indexes // what git tracks
	packsFrom []string // folders outside of the repository from which packs are taken
	trusted   *trusted // the revision whose word counts; nil: what lies on disk

	here     string // the working directory
	main     bool   // its configuration is that of the working directory
	asked    bool   // a path of the command lies in it
	single   bool   // a flag names the configuration, so that no other counts
	kept     *recording
	said     []string // what to tell on standard error
	isStaged bool     // the file system is that of what is staged in git
}

// today is the only place where the tool asks the clock.
func today() calendar.Date { return calendar.DateOf(time.Now()) }

// workspace opens the folder that holds the working directory, all paths and the configuration.
func (a *app) workspace(c *common, paths []string) (*workspace, error) {
	here, err := disk.Here()
	if err != nil {
		return nil, err
	}
	w := &workspace{root: here, settings: &config.Settings{}, git: a.git, packsFrom: packsFrom(c.packsFrom),
		here: here, single: c.config != "", kept: a.kept}
	for _, dir := range c.packsFrom {
		if !disk.IsFolder(dir) {
			return nil, fmt.Errorf("--packs-from %s: there is no such folder", called(dir))
		}
	}
	given, paths, err := a.standardInput(c, paths)
	if err != nil {
		return nil, err
	}
	if c.trusted != "" {
		if w.trusted, err = trustedAt(a.ctx, c.trusted, here); err != nil {
			return nil, fmt.Errorf("--trusted-ref %s: %w", c.trusted, err)
		}
		a.trusted = w.trusted
	}
	if err := w.configure(c.config, here); err != nil {
		return nil, err
	}
	absolute := make([]string, len(paths))
	for i, p := range paths {
		if absolute[i], _, err = disk.Locate(p); err != nil {
			return nil, fmt.Errorf("%s: %w", filepath.ToSlash(p), err)
		}
		w.hold(absolute[i])
		if above := w.nearest(absolute[i]); above != "" && !w.single {
			w.hold(filepath.Dir(above))
		}
	}
	watchSize(absolute)
	if len(paths) == 0 && len(w.settings.Include) > 0 {
		absolute = []string{filepath.Dir(w.config)}
	}
	w.hold(repository(here)) // for the .gitignore files above
	if w.config != "" {
		w.hold(filepath.Dir(w.config)) // to which its patterns are relative
	}
	return w, w.open(here, absolute, given)
}

// hold widens the root until it holds a path.
func (w *workspace) hold(path string) { w.root = ancestor(w.root, path) }

func absolutely(here, p string) string {
	if filepath.IsAbs(p) {
		return filepath.Clean(p)
	}
	return filepath.Join(here, p)
}

// repository is the root of the repository around a folder, or the folder itself outside of one.
func repository(dir string) string { return cmp.Or(disk.Repository(dir), dir) }

// standardInput reads it when a path is "-".
func (a *app) standardInput(c *common, paths []string) (given map[string][]byte, rest []string, err error) {
	for _, p := range paths {
		if p != "-" {
			rest = append(rest, p)
			continue
		}
		data, err := readUntil(a.ctx, io.LimitReader(a.in, 1<<20+1))
		if err != nil {
			return nil, nil, fmt.Errorf("read standard input: %w", err)
		}
		given, a.given = map[string][]byte{filepath.ToSlash(c.stdin): data}, data
		rest = append(rest, c.stdin)
	}
	return given, rest, nil
}

// readUntil reads all there is, unless the run is stopped: standard input may never end.
func readUntil(ctx context.Context, in io.Reader) ([]byte, error) {
	type read struct {
		data []byte
		err  error
	}
	ended := make(chan read, 1)
	go func() {
		data, err := io.ReadAll(in)
		ended <- read{data, err}
	}()
	select {
	case r := <-ended:
		return r.data, r.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

// maxConfig is the size of the largest configuration, in bytes.
const maxConfig = 1 << 20

// configure reads the configuration that is named, or the nearest one.
func (w *workspace) configure(named, here string) error {
	w.config = w.nearest(here)
	if named != "" {
		w.config = absolutely(here, named)
	}
	if named == "" && w.trusted == nil {
		if err := misnamedConfig(here, w.config); err != nil {
			return err
		}
	}
	if w.config == "" {
		return nil
	}
	var err error
	w.config, w.settings, err = w.settingsAt(w.config)
	for err == nil && w.settings.Adjusts && !w.single {
		above := w.above(w.config)
		if above == "" {
			return adjustsNothing(relative(here, w.config), w.settings)
		}
		w.config, w.settings, err = w.settingsAt(above)
	}
	return err
}

// settingsAt reads a configuration, and returns its path without the links of the machine.
func (w *workspace) settingsAt(at string) (string, *config.Settings, error) {
	name := relative(w.here, at)
	data, err := w.readConfig(at)
	if err == nil && !w.trusted.has(at) {
		at, err = disk.Straight(at)
	}
	if err != nil {
		return at, &config.Settings{}, fmt.Errorf("read configuration: %s: %w", name, err)
	}
	s, err := config.ParseSettings(name, data, version)
	return at, s, err
}

// misnamed are names that a configuration may be given by mistake.
var misnamed = []string{".kpilint.yml", ".kpilint.json", ".kpilint"}

// misnamedConfig refuses a configuration that nobody reads under its name, between a folder and that of the one that
// is read.
func misnamedConfig(dir, read string) error {
	here := dir
	for {
		for _, name := range misnamed {
			at := filepath.Join(dir, name)
			if disk.Exists(at) && !disk.IsFolder(at) && !disk.Exists(filepath.Join(dir, configName)) {
				return errors.New("read configuration: " + isMisnamed(relative(here, at)))
			}
		}
		up := filepath.Dir(dir)
		if dir == filepath.Dir(read) || up == dir || disk.Exists(filepath.Join(dir, ".git")) {
			return nil
		}
		dir = up
	}
}

// nearest is the configuration that is nearest to a file or folder, at or above it; "" for none.
func (w *workspace) nearest(at string) string {
	dir := disk.Led(at)
	if !disk.IsFolder(dir) && !(w.trusted.has(dir) && w.trusted.isFolder(dir)) {
		dir = filepath.Dir(dir)
	}
	return w.nearestTo(dir)
}

// nearestTo is the nearest configuration in a folder or above it.
func (w *workspace) nearestTo(dir string) string {
	if w.trusted != nil && w.trusted.has(dir) {
		return w.trusted.nearestConfig(dir)
	}
	return nearestConfig(dir)
}

// above is the configuration that is nearest above the folder of another one; "" for none.
func (w *workspace) above(at string) string {
	dir := filepath.Dir(at)
	if up := filepath.Dir(dir); up != dir && !disk.Exists(filepath.Join(dir, ".git")) {
		return w.nearestTo(up)
	}
	return ""
}

// nearestConfig looks upwards to the root of the repository, or of the file system.
func nearestConfig(dir string) string {
	for {
		if disk.Exists(filepath.Join(dir, configName)) {
			return filepath.Join(dir, configName)
		}
		if up := filepath.Dir(dir); up != dir && !disk.Exists(filepath.Join(dir, ".git")) {
			dir = up
			continue
		}
		return ""
	}
}

// open shows the root as a file system; nothing outside it is read, and nothing through links.
func (w *workspace) open(here string, absolute []string, given map[string][]byte) error {
	root, err := disk.Open(w.root)
	if err != nil {
		return fmt.Errorf("open %s: %w", relative(here, w.root), err)
	}
	w.input = engine.Input{FS: root, Git: w.git.below(w.root), Given: map[string][]byte{}, Name: naming(here, w.root)}
	w.input.Found = func(hidden string) {
		if at := filepath.Join(w.root, filepath.FromSlash(hidden)); disk.IsLeftOver(at) {
			if tracked, _ := w.git.tracked(at); !tracked {
				disk.CleanUp(filepath.Dir(at))
			}
		}
	}
	for _, p := range absolute {
		w.input.Paths = append(w.input.Paths, relative(w.root, p))
	}
	if len(absolute) == 0 {
		w.input.Paths = []string{relative(w.root, here)}
	}
	for name, data := range given {
		w.input.Given[relative(w.root, absolutely(here, filepath.FromSlash(name)))] = data
	}
	if w.config != "" {
		w.settings.Dir = relative(w.root, filepath.Dir(w.config))
		w.input.Config = relative(w.root, w.config)
	}
	return nil
}

// naming calls paths below a root as they are seen from a folder.
func naming(here, root string) func(p string) string {
	inside, below := disk.Within(here, root), ""
	if at := relative(here, root); at != "." {
		below = at + "/"
	}
	return func(p string) string {
		if inside && p != "." && fs.ValidPath(p) && !strings.Contains(p, `\`) {
			return below + p
		}
		return relative(here, filepath.Join(root, filepath.FromSlash(p)))
	}
}

// ancestor is the deepest folder that holds both.
func ancestor(dir, path string) string {
	for !disk.Within(dir, path) {
		up := filepath.Dir(dir)
		if up == dir {
			return dir
		}
		dir = up
	}
	return dir
}

// relative is a path as seen from a folder, with slashes.
func relative(from, path string) string {
	if rel, err := filepath.Rel(from, path); err == nil {
		path = rel
	}
	return filepath.ToSlash(path)
}
