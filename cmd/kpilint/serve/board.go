package serve

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/files"
)

// What one run of the page may hold.
const (
	maxAdded   = 200       // files that were dropped or pasted
	maxBytes   = 100 << 20 // bytes of these together
	maxHistory = 100       // changes that can be undone
	maxTime    = time.Minute
)

// board is the copy of the files that all pages of a run show and change. There is one, so that no page has a state of
// its own that another one could overwrite; who changes a file or a number says what it was, and is refused where that
// is no longer so. It is evaluated once at a time.
type board struct {
	engine *engine.Engine
	in     engine.Input
	dir    string // where added files lie in the file system of the input

	turn chan struct{} // the one who holds it changes the copy

	mu       sync.Mutex // guards what follows
	version  int
	history  []*copied
	at       int // the present one
	now      *judged
	base     *judged           // what was there before the gesture of the present one; nil where there is none
	started  map[string][]byte // contents of the files it was started on, or has written since
	watchers map[chan int]bool
}

// copied is the files at one moment. It does not change.
type copied struct {
	given    map[string][]byte // contents that are not those of the start, by path
	added    []string          // paths of files that were not there at the start, in the order of adding
	snapshot *engine.Snapshot
	says     string            // what was done to the copy before: "sales.yaml edited"
	gesture  string            // changes with the same word are undone as one; "" for one by itself
	since    map[string]*mark  // with what findings are compared
	moved    map[string]string // what numbers were that were given another value since, by their fields
}

// mark is a finding as it was before what was tried.
type mark struct {
	said  string
	state string
	view  *findingView
}

// judged is a copy with what was found in it.
type judged struct {
	*copied
	version int
	org     *engine.Organisation
	report  *engine.Report
}

// conflict is a change of something that is no longer as its author saw it.
type conflict struct{ what string }

func (c *conflict) Error() string {
	return c.what + " was changed in another window meanwhile. Nothing was overwritten. Look at it, and change it again."
}

// refused is a change that cannot be made, in words for its author.
type refused struct{ why string }

func (r *refused) Error() string { return r.why }

// newBoard reads the files of an input and judges them.
func newBoard(ctx context.Context, e *engine.Engine, in engine.Input, dir string) (*board, error) {
	var disk *frozen
	in.FS, disk = freeze(in.FS)
	b := &board{
		engine: e, in: in, dir: dir, turn: make(chan struct{}, 1), watchers: map[chan int]bool{},
		started: map[string][]byte{},
	}
	s, err := e.Snapshot(ctx, in)
	if err != nil {
		return nil, err
	}
	disk.close()
	for _, f := range s.Files() {
		b.started[f.Path] = f.Data
	}
	first := &copied{snapshot: s}
	now, err := b.judge(ctx, first)
	if err != nil {
		return nil, err
	}
	first.since = marksOf(now)
	b.history, b.now = []*copied{first}, now
	return b, nil
}

// input is what a copy is read from anew.
func (b *board) input(c *copied) engine.Input {
	in := b.in
	in.Given = maps.Clone(b.in.Given)
	if in.Given == nil {
		in.Given = map[string][]byte{}
	}
	maps.Copy(in.Given, c.given)
	if len(in.Paths) == 0 && len(c.added) > 0 {
		in.Paths = []string{"."}
	}
	in.Paths = slices.Concat(in.Paths, c.added)
	return in
}

// judge works out what is found in a copy.
func (b *board) judge(ctx context.Context, c *copied) (*judged, error) {
	ctx, cancel := context.WithTimeout(ctx, maxTime)
	defer cancel()
	o, err := c.snapshot.Organisation(ctx)
	if err != nil {
		return nil, err
	}
	r, err := b.engine.Judge(ctx, b.input(c), o)
	if err != nil {
		return nil, err
	}
	if r.Stopped {
		return nil, context.Cause(ctx)
	}
	return &judged{copied: c, org: o, report: r}, nil
}

// present is the copy as it is.
func (b *board) present() *judged {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.now
}

// before is the copy as it was before a gesture, for numbers to be compared with while it goes on.
func (b *board) before(gesture string) *judged {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.base != nil && b.now.gesture == gesture {
		return b.base
	}
	return b.now
}

// wait waits for the turn to change the copy.
func (b *board) wait(ctx context.Context) error {
	select {
	case b.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// change makes another copy, judges it and shows it to all pages. Where the context ends first, nothing changes.
func (b *board) change(ctx context.Context, make func(now *judged) (*copied, error)) (*judged, error) {
	if err := b.wait(ctx); err != nil {
		return nil, err
	}
	defer func() { <-b.turn }()
	next, err := make(b.present())
	if err != nil {
		return nil, err
	}
	j, err := b.judge(ctx, next)
	if err != nil {
		return nil, err
	}
	if next.since == nil {
		next.since = marksOf(j)
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.history = b.history[:b.at+1]
	if next.gesture != "" && b.history[b.at].gesture == next.gesture {
		b.history[b.at] = next
	} else {
		b.history, b.base = append(b.history, next), nil
		if next.gesture != "" {
			b.base = b.now
		}
	}
	if over := len(b.history) - 1 - maxHistory; over > 0 {
		b.history = slices.Delete(b.history, 0, over)
	}
	b.at = len(b.history) - 1
	b.show(j)
	return j, nil
}

// show makes a copy the present one. Whoever calls it holds mu.
func (b *board) show(j *judged) {
	b.version++
	j.version = b.version
	b.now = j
	for w := range b.watchers {
		select {
		case w <- b.version:
		default: // it will see the newest anyway
		}
	}
}

// step undoes a change, or makes it again.
func (b *board) step(ctx context.Context, by, version int) (*judged, error) {
	if err := b.wait(ctx); err != nil {
		return nil, err
	}
	defer func() { <-b.turn }()
	b.mu.Lock()
	to := b.at + by
	var next *copied
	if to >= 0 && to < len(b.history) {
		next = b.history[to]
	}
	seen := b.version == version
	b.mu.Unlock()
	switch {
	case !seen:
		return nil, &conflict{"Something"}
	case next == nil && by < 0:
		return nil, &refused{"There is nothing to undo."}
	case next == nil:
		return nil, &refused{"There is nothing to redo."}
	}
	j, err := b.judge(ctx, next)
	if err != nil {
		return nil, err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.at, b.base = to, nil
	b.show(j)
	return j, nil
}

// watch tells of each new version until stop is called; false where too many watch already.
func (b *board) watch() (versions chan int, stop func(), ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if len(b.watchers) >= maxWatchers {
		return nil, nil, false
	}
	w := make(chan int, 1)
	b.watchers[w] = true
	return w, func() {
		b.mu.Lock()
		defer b.mu.Unlock()
		delete(b.watchers, w)
	}, true
}

// held is a file of a copy.
func (c *copied) held(p string) (engine.Held, bool) {
	for _, f := range c.snapshot.Files() {
		if f.Path == p {
			return f, true
		}
	}
	return engine.Held{}, false
}

// revision stands for the contents of a file.
func revision(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:8])
}

// edit gives a file of text other contents. was is the revision that its editor has seen.
func (b *board) edit(ctx context.Context, file, was, text, gesture string) (*judged, error) {
	return b.change(ctx, func(now *judged) (*copied, error) {
		f, ok := now.held(file)
		switch {
		case !ok:
			return nil, &conflict{path.Base(file)}
		case !editable(f):
			return nil, &refused{f.Name + " cannot be edited here: it is not a text."}
		case revision(f.Data) != was:
			return nil, &conflict{f.Name}
		}
		data := written(f.Data, text)
		if len(data) > files.Max {
			return nil, &refused{f.Name + " would be larger than 1 MiB, which is more than is read."}
		}
		next := now.edited(map[string][]byte{file: data})
		next.says = f.Name + " edited"
		if gesture != "" {
			next.gesture = "edit " + file + " " + gesture
		}
		return next, nil
	})
}

// set gives a quantity that is written another value. was is its text as the author of the change saw it.
func (b *board) set(ctx context.Context, field, was, value, gesture string) (*judged, error) {
	return b.change(ctx, func(now *judged) (*copied, error) {
		in, done, err := b.engine.Replace(engine.Input{}, now.org, []engine.Replacement{{Field: field, Value: value}})
		if err != nil {
			return nil, &refused{err.Error()}
		}
		if done[0].Before != was {
			return nil, &conflict{field}
		}
		next := now.edited(in.Given)
		if _, known := now.moved[field]; !known {
			next.moved[field] = was
		}
		next.says = fmt.Sprintf("%s: %s, was %s", field, value, was)
		next.gesture = moving(field, gesture)
		return next, nil
	})
}

// moving is the gesture of a number that is moved without letting go; "" for one that is changed once.
func moving(field, gesture string) string {
	if gesture == "" {
		return ""
	}
	return "set " + field + " " + gesture
}

// edited is a copy in which files that are there have other contents.
func (c *copied) edited(files map[string][]byte) *copied {
	next := c.with("", nil)
	next.snapshot = c.snapshot
	for file, data := range files {
		next.given[file] = data
		next.snapshot = next.snapshot.With(file, data)
	}
	return next
}

// with is a copy in which a file has other contents, still without a snapshot.
func (c *copied) with(file string, data []byte) *copied {
	next := &copied{given: map[string][]byte{}, added: c.added, since: c.since, moved: map[string]string{}}
	maps.Copy(next.given, c.given)
	maps.Copy(next.moved, c.moved)
	if file != "" {
		next.given[file] = data
	}
	return next
}

// add puts a file beside the others, or in the place of one that has its name.
func (b *board) add(ctx context.Context, name string, data []byte) (*judged, string, error) {
	name, err := fileName(name)
	if err != nil {
		return nil, "", err
	}
	if len(data) == 0 {
		return nil, "", &refused{name + " is empty."}
	}
	if err := content.FitsFile(data); err != nil {
		return nil, "", &refused{err.Error()}
	}
	file := path.Join(b.dir, name)
	j, err := b.change(ctx, func(now *judged) (*copied, error) {
		next := now.with(file, data)
		next.says = name + " added"
		if _, there := now.held(file); there {
			next.says = name + " replaced"
		}
		if _, started := b.started[file]; !started && !slices.Contains(next.added, file) {
			next.added = append(slices.Clip(next.added), file)
		}
		if err := next.fits(); err != nil {
			return nil, err
		}
		return b.readAnew(ctx, next)
	})
	return j, file, err
}

// remove takes away a file that was added.
func (b *board) remove(ctx context.Context, file string) (*judged, error) {
	return b.change(ctx, func(now *judged) (*copied, error) {
		i := slices.Index(now.added, file)
		if i < 0 {
			return nil, &refused{"Only files that were added here can be removed."}
		}
		next := now.with("", nil)
		delete(next.given, file)
		next.added = slices.Delete(slices.Clone(next.added), i, i+1)
		next.says = path.Base(file) + " removed"
		return b.readAnew(ctx, next)
	})
}

// readAnew reads the files of a copy again, as others are there. What is found from then on is compared with it.
func (b *board) readAnew(ctx context.Context, next *copied) (*copied, error) {
	s, err := b.engine.Snapshot(ctx, b.input(next))
	if err != nil {
		return nil, err
	}
	next.snapshot, next.since, next.moved = s, nil, nil
	return next, nil
}

// fits refuses a copy with more than a run holds.
func (c *copied) fits() error {
	if len(c.added) > maxAdded {
		return &refused{fmt.Sprintf("At most %d files can be added.", maxAdded)}
	}
	n := 0
	for _, data := range c.given {
		n += len(data)
	}
	if n > maxBytes {
		return &refused{fmt.Sprintf("The files that were added are larger than %d MiB together.", maxBytes>>20)}
	}
	return nil
}

// fileName is the name of a file without folders, or why it cannot be one here.
func fileName(name string) (string, error) {
	name = path.Base(strings.ReplaceAll(name, `\`, "/"))
	plain := strings.IndexFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f }) < 0
	switch {
	case name == "." || name == "/" || !plain || len(name) > 200:
		return "", &refused{"This file has no name that could be used."}
	case strings.HasPrefix(name, "."):
		return "", &refused{name + " is a hidden file, and these are not read."}
	}
	return name, nil
}

// changed are the files whose contents are not those of the start.
func (b *board) changed(j *judged) []changedFile {
	b.mu.Lock()
	defer b.mu.Unlock()
	var all []changedFile
	for _, f := range j.snapshot.Files() {
		before, started := b.started[f.Path]
		if !started || !bytes.Equal(before, f.Data) {
			all = append(all, changedFile{Held: f, before: before, added: !started})
		}
	}
	return all
}

// changedFile is one of them.
type changedFile struct {
	engine.Held
	before []byte
	added  bool
}

// writer gives a file on disk, by its path in the file system of the input, other contents.
type writer = func(path string, before, now []byte) error

// write writes the changed files that the run was started on, by a function that does so, and returns their names.
func (b *board) write(ctx context.Context, version int, to writer) ([]string, error) {
	if err := b.wait(ctx); err != nil {
		return nil, err
	}
	defer func() { <-b.turn }()
	now := b.present()
	if now.version != version {
		return nil, &conflict{"Something"}
	}
	var names []string
	var errs []error
	for _, f := range b.changed(now) {
		if f.added {
			continue
		}
		if err := to(f.Path, f.before, f.Data); err != nil {
			errs = append(errs, fmt.Errorf("write %s: %w", f.Name, err))
			continue
		}
		names = append(names, f.Name)
		b.mu.Lock()
		b.started[f.Path] = f.Data
		b.mu.Unlock()
	}
	return names, errors.Join(errs...)
}
