package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/cmd/kpilint/cache"
	"github.com/kpilint/kpilint/cmd/kpilint/git"
	"github.com/kpilint/kpilint/cmd/kpilint/trail"
	"github.com/kpilint/kpilint/cmd/kpilint/worker"
)

// pastRun is a run of lint as it is kept: what it looked at, and what it said.
type pastRun struct {
	sights   []trail.Sight
	code     byte
	out, err longText
	files    []longText // of the targets, in their order; none where one goes to standard output
}

// longText is a text in pieces, so that it grows without being copied.
type longText [][]byte

// pieceSize is how large a piece is at least, in bytes.
const pieceSize = 64 << 10

// Write adds to the text.
func (t *longText) Write(p []byte) (int, error) {
	if n := len(*t); n > 0 && len(p) <= cap((*t)[n-1])-len((*t)[n-1]) {
		(*t)[n-1] = append((*t)[n-1], p...)
	} else {
		*t = append(*t, append(make([]byte, 0, max(pieceSize, len(p))), p...))
	}
	return len(p), nil
}

// to writes the text.
func (t longText) to(w io.Writer) error {
	for _, piece := range t {
		if _, err := w.Write(piece); err != nil {
			return err
		}
	}
	return nil
}

// size is how long the text is, in bytes.
func (t longText) size() (n int) {
	for _, piece := range t {
		n += len(piece)
	}
	return n
}

// remember runs lint, or says again what an earlier run said that was started alike, where all that it looked at is as
// it was. Only runs that could check everything are kept: a rule that fails, and what cannot be read, is tried again.
func (a *app) remember(cmd *cobra.Command, f *lintFlags, targets []target, args []string, lint func() error) error {
	if a.kept != nil || !f.mayRemember(args) {
		return lint()
	}
	s, err := store(f.cacheDir)
	if err != nil {
		if f.cacheDir != "" {
			return fmt.Errorf("--cache %s: %w", called(f.cacheDir), err)
		}
		return lint()
	}
	if f.asOf == "" {
		f.asOf = today().String() // one day for all that follows
	}
	keys, err := a.startedAs(cmd, s, f, args)
	if err != nil {
		return lint()
	}
	key := keys.run
	contents := &git.Kept{
		Load: func(dir string, part int) []byte { data, _ := s.Get(contentsOf(dir, part)); return data },
		Save: func(dir string, part int, data []byte) {
			_ = s.Put(contentsOf(dir, part), data) // else they are read again
		},
	}
	defer contents.End()
	a.ctx = git.WithKept(a.ctx, contents)
	cmd.SetContext(a.ctx)
	if a.guard == nil && a.again(s, key, targets) {
		return nil
	}
	switch before := elsewhereBefore(s, key); {
	case a.elsewhere == nil:
	case before == commandElsewhere:
		return errElsewhere
	case before == rulesElsewhere && a.hands:
		a.serveFrom(worker.NewServer())
		go a.server.Start() // while the configuration is read
	}
	kept := &recording{store: s, key: key, alike: keys.alike}
	if f.trusted == "" && !f.verbose { // which notes what is read of the files
		kept.read = loadRead(s, keys.files)
	}
	err = a.keep(kept, f, targets, lint)
	if a.elsewhere != nil || a.guard != nil {
		a.noteElsewhere(s, key, errors.Is(err, errElsewhere))
	}
	return err
}

// elsewhereKey is where it is kept that a run had something done in a process of its own, as rules or mappings of
// strangers took part: the next one that is started alike starts that at once. Where none take part any more, a process
// that goes on with the command says what this one would, and one for rules is asked nothing.
func elsewhereKey(key cache.Key) cache.Key { return cache.KeyOf("elsewhere 1", key.String()) }

// What is done elsewhere.
const (
	commandElsewhere = "elsewhere"
	rulesElsewhere   = "rules"
)

// elsewhereBefore is what a run that was started alike had done elsewhere; "" for nothing.
func elsewhereBefore(s *cache.Store, key cache.Key) string {
	data, _ := s.Get(elsewhereKey(key))
	return string(data)
}

// noteElsewhere keeps what a run has done in a process of its own: it goes on there, or has to be there, or has rules
// run there. A run that has not come to the rules leaves it as it is.
func (a *app) noteElsewhere(s *cache.Store, key cache.Key, goes bool) {
	was := elsewhereBefore(s, key)
	now := was
	switch {
	case goes:
		now = commandElsewhere
	case a.server != nil && a.server.Asked():
		now = rulesElsewhere
	case a.alone:
		now = ""
	}
	if now != was {
		_ = s.Put(elsewhereKey(key), []byte(now)) // else the next run looks again
	}
}

// contentsOf is the key of a part of the contents that are known of a repository, by their ids.
func contentsOf(dir string, part int) cache.Key {
	return cache.KeyOf("contents 2", dir, fmt.Sprint(part))
}

// mayRemember reports whether a run may be kept, or be one that was kept.
func (f *lintFlags) mayRemember(args []string) bool {
	return !f.noCache && f.profile == "" && f.previous == "" && !f.writeBaseline &&
		!slices.Contains(args, "-") && (f.trusted == "" || f.cacheDir != "")
}

// layout is the number of the layout of runs that are kept.
const layout = "run 1"

// variables are those of the environment that a run of lint goes by. What git answers, with whatever is set for it, is
// looked at.
var variables = []string{
	packsFromVariable, cacheVariable, "PRE_COMMIT_FROM_REF", "PRE_COMMIT_TO_REF", "HOME", "XDG_CACHE_HOME",
	"LocalAppData", "KPILINT_DEBUG", "GIT_DIR",
}

// runKeys say as what a run was started.
type runKeys struct {
	run   cache.Key // the program, its command line, the folder and the environment it was started in, and the day
	alike cache.Key // the same for all runs that find the same in the same files
	files cache.Key // and for all that read the same files in the same way
}

func (a *app) startedAs(cmd *cobra.Command, s *cache.Store, f *lintFlags, args []string) (keys runKeys, err error) {
	program, err := itself(s)
	if err != nil {
		return keys, err
	}
	here, err := os.Getwd()
	if err != nil {
		return keys, err
	}
	parts := []string{layout, program, here, f.asOf, fmt.Sprint(len(a.args))}
	parts = append(parts, fmt.Sprint(useColour(f.colour, a.out), isTerminal(a.out), committing()))
	parts = append(parts, a.args...)
	for _, name := range variables {
		value, set := os.LookupEnv(name)
		parts = append(parts, name, fmt.Sprint(set), value)
	}
	keys.run, keys.alike = cache.KeyOf(parts...), f.alike(cmd, program, here, args)
	keys.files = cache.KeyOf(append([]string{"read 1", program, here}, args...)...)
	return keys, nil
}

// again says what a run said that was kept, where all that it looked at is as it was.
func (a *app) again(s *cache.Store, key cache.Key, targets []target) bool {
	data, ok := s.Get(key)
	if !ok {
		return false
	}
	r, err := decodePast(data)
	if err != nil || len(r.files) != len(targets) {
		return false
	}
	same, renewed := trail.Same(r.sights, func(question string) string {
		a.ahead() // while git answers; seldom has nothing changed where it is asked
		return git.Ask(a.ctx, question)
	})
	if !same || a.ctx.Err() != nil || replacesInput(targets, r.sights) {
		return false
	}
	if renewed > 0 {
		_ = s.Put(key, r.encode()) // else the files are read again the next time
	}
	a.say(r, targets)
	return true
}

// say writes what a run said.
func (a *app) say(r *pastRun, targets []target) {
	_ = r.err.to(a.err) // as with every message
	for i, t := range targets {
		if t.file == "" {
			continue
		}
		if err := writeTo(t.to, t.file, r.files[i].to); err != nil {
			a.fail(exitBroken, err)
		}
	}
	if err := r.out.to(a.out); err != nil {
		a.fail(exitBroken, err)
	}
	a.raise(int(r.code))
}

// replacesInput reports whether a target is a file that was read: lint says what is wrong with that.
func replacesInput(targets []target, sights []trail.Sight) bool {
	for _, t := range targets {
		if t.file == "" || t.to.Stream || t.to.New {
			continue
		}
		info, err := os.Stat(t.to.Path)
		if err != nil {
			return true
		}
		for _, s := range sights {
			if s.Kind != trail.Content {
				continue
			}
			if read, err := os.Lstat(s.Name); err != nil || os.SameFile(info, read) {
				return true
			}
		}
	}
	return false
}

// recording is a run that is kept: what it writes, beside where that goes.
type recording struct {
	store    *cache.Store
	key      cache.Key
	alike    cache.Key   // of all runs that find the same in the same files
	read     *readBefore // what earlier runs have read of files; nil where nobody may go by it
	trail    *trail.Trail
	out, err copied
	files    []longText

	settings string // configurations that are not read from the disk
	started  string // what the run has looked at before it looked at definitions
}

// also is a writer that keeps what goes to the file of a target.
func (r *recording) also(i int, w io.Writer) io.Writer {
	if r == nil {
		return w
	}
	r.files[i] = nil
	return io.MultiWriter(w, &r.files[i])
}

// copied is a stream of which is kept what is written.
type copied struct {
	to   io.Writer
	kept longText
}

// Write writes, and keeps it.
func (c *copied) Write(p []byte) (int, error) {
	_, _ = c.kept.Write(p) // which cannot fail
	return c.to.Write(p)
}

// File is where the stream goes, nil where it goes to no file.
func (c *copied) File() *os.File { return fileOf(c.to) }

// keep runs lint, and keeps the run.
func (a *app) keep(kept *recording, f *lintFlags, targets []target, lint func() error) error {
	kept.trail = trail.Begin()
	defer kept.trail.End()
	a.git = newIndexes(a.ctx) // what git has answered before is not in the trail
	kept.out, kept.err, kept.files = copied{to: a.out}, copied{to: a.err}, make([]longText, len(targets))
	defer func(out, err io.Writer) { a.out, a.err, a.kept, f.kept = out, err, nil, nil }(a.out, a.err)
	a.out, a.err, a.kept, f.kept = &kept.out, &kept.err, kept, kept
	if err := lint(); err != nil {
		return err
	}
	careful := a.guard != nil && a.guard.Careful() || a.server != nil && a.server.Careful()
	if a.code > exitFindings || a.ctx.Err() != nil || careful {
		return nil
	}
	r := pastRun{code: byte(a.code), out: kept.out.kept, err: kept.err.kept, files: kept.files}
	var whole bool
	if r.sights, whole = kept.trail.Sights(); whole {
		_ = kept.store.Put(kept.key, r.encode()) // else the next run does all of it again
	}
	return nil
}

func (r *pastRun) encode() []byte {
	parts := slices.Concat([]longText{r.out, r.err}, r.files, []longText{{trail.Encode(r.sights)}})
	size := 1
	for _, part := range parts {
		size += binary.MaxVarintLen64 + part.size()
	}
	b := append(make([]byte, 0, size), r.code)
	for _, part := range parts {
		b = binary.AppendUvarint(b, uint64(part.size()))
		for _, piece := range part {
			b = append(b, piece...)
		}
	}
	return b
}

func decodePast(b []byte) (*pastRun, error) {
	if len(b) == 0 {
		return nil, io.ErrUnexpectedEOF
	}
	r := &pastRun{code: b[0]}
	var parts []longText
	for b = b[1:]; len(b) > 0; {
		n, used := binary.Uvarint(b)
		if used <= 0 || n > uint64(len(b)-used) {
			return nil, io.ErrUnexpectedEOF
		}
		parts = append(parts, longText{b[used : used+int(n)]})
		b = b[used+int(n):]
	}
	if len(parts) < 3 {
		return nil, io.ErrUnexpectedEOF
	}
	last := len(parts) - 1
	r.out, r.err, r.files = parts[0], parts[1], parts[2:last]
	var err error
	r.sights, err = trail.Decode(parts[last][0])
	return r, err
}
