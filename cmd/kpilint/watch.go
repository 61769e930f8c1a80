package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
	"github.com/kpilint/kpilint/cmd/kpilint/trail"
	"github.com/kpilint/kpilint/engine"
)

// How lint --watch looks for changes: where the system tells of them, at once, and seldom at everything else.
// Elsewhere it looks at everything after a pause, and for a small share of the time, however many files there are. A
// file that is being written is left alone for a moment.
const (
	pauseAtLeast = 100 * time.Millisecond
	pauseTimes   = 10 // as long as looking takes: a tenth of the time at most
	pauseHearing = 2 * time.Second
	timesHearing = 100
	settling     = 40 * time.Millisecond
	drawing      = time.Millisecond // to hear what has come meanwhile
)

// maxNews is how many findings are listed as new or gone: the report itself has all.
const maxNews = 10

// watching is a run of lint that goes on.
type watching struct {
	app  *app
	cmd  *cobra.Command
	args []string
	from lintFlags // as they were given

	targets []target // standard output, for people
	to      io.Writer
	file    *os.File // the terminal, nil for none

	sights  []trail.Sight  // what the last round looked at
	notices *trail.Notices // of changes there; nil where the system gives none
	flags   *lintFlags     // of the rules and settings in force
	parts   []*part
	files   []*engine.Snapshot // of the parts; none where something has to be put right before anything can be checked
	carried []*engine.Carried  // what the last round has found out of the parts with the same rules and settings
	report  *engine.Report
}

// watch checks again after each change, until the run is stopped.
func (a *app) watch(cmd *cobra.Command, f *lintFlags, targets []target, args []string) error {
	if slices.Contains(args, "-") {
		return errors.New("--watch waits for changes of files: give it no `-`")
	}
	w := &watching{app: a, cmd: cmd, args: args, from: *f, targets: targets, to: a.out, file: fileOf(a.out)}
	if w.file != nil {
		w.to = w.file // and not when the command ends
	}
	if w.notices = trail.Listen(); w.notices != nil {
		defer w.notices.Close()
	}
	var changed []string
	for {
		err := w.round(changed)
		if err != nil {
			return err
		}
		if changed = w.wait(); changed == nil {
			return nil
		}
	}
}

// wait waits for a change, and names what has changed; nil where the run was stopped.
func (w *watching) wait() []string {
	all, atLeast, times := time.Now().Add(pauseAtLeast), pauseAtLeast, time.Duration(pauseTimes)
	if w.notices != nil && w.notices.To(w.sights) {
		all, atLeast, times = time.Now(), pauseHearing, timesHearing // something may have changed before that
	}
	for {
		near := w.rest(time.Until(all))
		if w.app.ctx.Err() != nil {
			return nil
		}
		begun := time.Now()
		changed := w.changed(near)
		if len(changed) == 0 && near == nil {
			collectWhileIdle()
			all = time.Now().Add(max(atLeast, times*time.Since(begun)))
		}
		for len(changed) > 0 {
			if !sleep(w.app.ctx, settling) {
				return nil
			}
			if near != nil {
				near = append(near, w.rest(drawing)...)
			}
			now := w.changed(near)
			if slices.Equal(now, changed) {
				return changed
			}
			changed = now // another one, or it is as it was before
		}
	}
}

// rest waits, less long where the system tells of a change: then it gives the names of what may have changed. Nil
// stands for anything.
func (w *watching) rest(d time.Duration) []string {
	if w.notices == nil {
		sleep(w.app.ctx, d)
		return nil
	}
	near, all := w.notices.Within(d, w.app.ctx.Done())
	if !all {
		return nil
	}
	return near
}

// changed names what has changed of all that was looked at, or near some names.
func (w *watching) changed(near []string) []string {
	if near == nil {
		return trail.Changed(w.sights)
	}
	return trail.Changed(trail.Near(w.sights, near))
}

// sleep sleeps, unless the run is stopped.
func sleep(ctx context.Context, d time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(d):
		return true
	}
}

// round checks, and prints what it found and what is different.
func (w *watching) round(changed []string) error {
	begun := time.Now()
	var said screen
	said.file = w.file
	one := &app{ctx: w.app.ctx, in: bytes.NewReader(nil), out: &said, err: struct{ io.Writer }{&said},
		git: newIndexes(w.app.ctx), guard: w.app.guard, elsewhere: w.app.elsewhere, args: w.app.args,
		hands: w.app.hands, server: w.app.server}
	before := w.report
	err := w.check(one, changed)
	w.app.server = one.server // for the next round
	switch {
	case errors.Is(err, errElsewhere):
		return err
	case w.app.ctx.Err() != nil:
		return nil
	case err != nil:
		one.fail(exitUsage, err)
		w.report = nil
	}
	w.print(said.Bytes(), changed, before, time.Since(begun))
	return nil
}

// check reads what has changed, or all where that decides on more than itself, and judges it.
func (w *watching) check(one *app, changed []string) error {
	t := trail.Begin()
	defer t.End()
	files, same := w.definitions(changed)
	if !same {
		f := w.from
		f.formats = true // whatever the configuration says, this is for people
		w.flags, w.files, w.carried, w.sights = &f, nil, nil, nil
		defer func() { w.sights, _ = t.Sights() }()
		var err error
		if w.parts, err = one.prepare(w.cmd, &f, w.targets, w.args); err != nil {
			return err
		}
		for _, p := range w.parts {
			s, err := p.engine.Snapshot(one.ctx, p.in)
			if err != nil {
				w.files = nil
				return err
			}
			w.files = append(w.files, s)
		}
	} else {
		defer func() {
			anew, _ := t.Sights()
			w.sights = trail.After(w.sights, changed, anew)
		}()
		if err := w.again(one.ctx, files); err != nil {
			return err
		}
	}
	carried := make([]*engine.Carried, len(w.parts))
	for i, p := range w.parts {
		var was *engine.Carried
		if w.carried != nil {
			was = w.carried[i]
		}
		r, err := w.files[i].After(was).Lint(one.ctx)
		if err != nil || r.Stopped {
			return err
		}
		p.report, carried[i] = r, r.Carried
	}
	w.report, w.carried = one.joined(w.parts), carried
	return one.tell(w.flags, w.targets, w.parts, w.report)
}

// again reads files that have changed. The folder is opened anew: it may have been put in the place of another one.
func (w *watching) again(ctx context.Context, changed []string) error {
	now, err := disk.Open(w.flags.root)
	if err != nil {
		return fmt.Errorf("open %s: %w", called(w.flags.root), err)
	}
	if was, ok := w.parts[0].in.FS.(io.Closer); ok {
		_ = was.Close() // nothing was written
	}
	for i, p := range w.parts {
		p.in.FS = now
		if w.files[i], err = w.files[i].Again(ctx, now, changed); err != nil {
			return err
		}
	}
	return nil
}

// definitions are the changed files, as snapshots call them; same is false where something else has changed, or
// where these decide on more than what they hold.
func (w *watching) definitions(changed []string) (files []string, same bool) {
	if len(w.files) == 0 || len(changed) == 0 {
		return nil, false
	}
	for _, name := range changed {
		info, err := os.Lstat(name)
		file := relative(w.flags.root, name)
		reads := func(s *engine.Snapshot) bool { return s.Reads(file) }
		if err != nil || !info.Mode().IsRegular() || !trail.Only(w.sights, name) || !slices.ContainsFunc(w.files, reads) {
			return nil, false
		}
		files = append(files, file)
	}
	return files, true
}

// screen is what a round prints, held until it ends.
type screen struct {
	bytes.Buffer
	file *os.File
}

// File is where it goes.
func (s *screen) File() *os.File { return s.file }

// print shows what a round has said, in place of what the last one has where that is a terminal.
func (w *watching) print(said []byte, changed []string, before *engine.Report, took time.Duration) {
	var b bytes.Buffer
	if w.file != nil && isTerminal(w.file) {
		b.WriteString("\x1b[H\x1b[2J\x1b[3J")
	}
	b.Write(said)
	fmt.Fprintf(&b, "\nchecked in %d ms%s", took.Milliseconds(), after(changed))
	if before != nil && w.report != nil {
		d := engine.Compare(before, w.report)
		gained, lost, other := d.Count()
		fmt.Fprintf(&b, ": %d new, %d gone", gained, lost)
		if other > 0 {
			fmt.Fprintf(&b, ", %d of another level", other)
		}
		b.WriteByte('\n')
		var news, gone []engine.Finding
		for _, o := range d.Owners {
			news, gone = append(news, o.Gained...), append(gone, o.Lost...)
		}
		list(&b, "new", news)
		list(&b, "gone", gone)
	} else {
		b.WriteByte('\n')
	}
	b.WriteString("waiting for changes; Ctrl-C ends\n")
	_, _ = w.to.Write(b.Bytes()) // a reader that has gone ends the process
}

// after says what a round comes after.
func after(changed []string) string {
	here, err := disk.Here()
	if len(changed) == 0 || err != nil {
		return ""
	}
	names := make([]string, len(changed))
	for i, name := range changed {
		names[i] = plain(relative(here, filepath.Clean(name)))
	}
	return " after a change of " + shortList(names)
}

// list lists findings in a line each.
func list(b *bytes.Buffer, what string, all []engine.Finding) {
	for i := range all {
		if i == maxNews {
			fmt.Fprintf(b, "  %-5s and %d more\n", "", len(all)-i)
			return
		}
		f := &all[i]
		message, _, _ := strings.Cut(f.Message, "\n")
		fmt.Fprintf(b, "  %-5s %s:%d:%d: %s [%s]\n", what, plain(f.Location.File), f.Location.Line, f.Location.Column,
			plain(message), f.Name())
	}
}
