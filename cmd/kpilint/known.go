package main

import (
	"context"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/kpilint/kpilint/engine"
)

// earlier is a state of the repository that a run is compared with.
type earlier struct {
	tree string // a revision or tree of git, "" for none
	name string // as people call it
	flag string
}

// compare adds to an input what it is compared with: an earlier state, and the findings that do not count, which are those of the
// baseline and those of that state.
func (f *lintFlags) compare(ctx context.Context, e *engine.Engine, in *engine.Input) error {
	known, err := f.known()
	if err != nil {
		return err
	}
	if f.since != "" {
		f.before = earlier{f.since, f.since, "--since " + f.since}
	}
	if f.before.tree != "" {
		there, err := f.earlier(ctx, e, in)
		if err != nil {
			return err
		}
		known = append(known, there)
	}
	in.Known = known
	return nil
}

// earlier reads and lints the same paths as they were. What was silenced then is not known: a change that takes an exception away brings
// the finding back.
func (f *lintFlags) earlier(ctx context.Context, e *engine.Engine, in *engine.Input) (engine.Known, error) {
	there := engine.Known{Way: engine.BySince, Reason: f.before.name + " has it too", Fingerprints: map[string]bool{}}
	files, err := revision(ctx, f.root, f.before.tree)
	if err != nil {
		return there, fmt.Errorf("%s: %w (a shallow clone has no history: fetch it with depth 0)", f.before.flag, err)
	}
	then := *in
	then.FS, then.Given, then.Known = files, nil, nil
	if in.Before, err = e.Read(ctx, then); err != nil {
		return there, err
	}
	was, err := e.Judge(ctx, then, in.Before)
	if err != nil {
		return there, err
	}
	for i := range was.Findings {
		if was.Findings[i].Suppressed == nil {
			there.Fingerprints[was.Findings[i].Fingerprint] = true
		}
	}
	return there, nil
}

// stage shows the files as they are staged instead of those on disk, the configuration too, and says what they are compared with.
func (f *lintFlags) stage(ctx context.Context, w *workspace) error {
	here, err := os.Getwd()
	if err != nil {
		return fmt.Errorf("find the working directory: %w", err)
	}
	now, before, err := staged(ctx, repository(here))
	if err != nil {
		return fmt.Errorf("--staged: %w", err)
	}
	files, err := revision(ctx, w.root, now)
	if err != nil {
		return fmt.Errorf("--staged: %w", err)
	}
	f.before, w.input.FS = before, files
	if w.config == "" {
		return nil
	}
	data, err := fs.ReadFile(files, relative(w.root, w.config))
	if err != nil {
		return nil // git does not know it: it is as it is on disk
	}
	dir := w.settings.Dir
	w.settings, err = engine.ParseSettings(relative(here, w.config), data)
	w.settings.Dir = dir
	return err
}

// staged is the tree that is about to be committed, or was pushed, and what it is compared with: nothing where it brings no change, or
// where there is nothing yet.
func staged(ctx context.Context, repo string) (now string, before earlier, err error) {
	from, to := os.Getenv("PRE_COMMIT_FROM_REF"), os.Getenv("PRE_COMMIT_TO_REF")
	if from == "" || to == "" {
		if now, err = line(git(ctx, repo, "write-tree")); err != nil {
			return "", before, err
		}
		before = earlier{tree: "HEAD", name: "HEAD", flag: "--staged"}
		head, err := line(git(ctx, repo, "rev-parse", "--verify", "--quiet", "HEAD^{tree}"))
		if err != nil || head == now {
			before.tree = "" // no commit yet, or nothing staged
		}
		return now, before, nil
	}
	if strings.Trim(from, "0") == "" {
		return to, before, nil // as git writes what is not there
	}
	then, err := line(git(ctx, repo, "rev-parse", "--verify", "--quiet", from+"^{tree}"))
	if err != nil {
		return "", before, fmt.Errorf("there is no revision %s (PRE_COMMIT_FROM_REF): a shallow clone has no history, fetch it with depth 0", from)
	}
	if now, err = line(git(ctx, repo, "rev-parse", "--verify", "--quiet", to+"^{tree}")); err != nil {
		return "", before, fmt.Errorf("there is no revision %s (PRE_COMMIT_TO_REF)", to)
	}
	if now != then {
		before = earlier{tree: then, name: from, flag: "--staged"}
	}
	return now, before, nil
}

func line(out []byte, err error) (string, error) { return strings.TrimSpace(string(out)), err }
