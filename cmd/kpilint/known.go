package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
	"github.com/kpilint/kpilint/cmd/kpilint/git"
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
		if f.repo, err = repositoryOf(f.root, in.Paths); err == nil {
			f.before, err = f.forked(ctx, git.At(f.repo))
		}
		if err != nil {
			return fmt.Errorf("--since %s: %w", f.since, err)
		}
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

// inOneRepository refuses to compare what lies in several repositories.
func (f *lintFlags) inOneRepository(all []organisation) error {
	if f.since == "" {
		return nil
	}
	var paths []string
	for _, o := range all {
		paths = append(paths, o.input.Paths...)
	}
	if _, err := repositoryOf(f.root, paths); err != nil {
		return fmt.Errorf("--since %s: %w", f.since, err)
	}
	return nil
}

// forked is the state that --since names: the commit at which HEAD left the revision. What was done there afterwards is no change of
// this branch. Where git knows no such commit, it is the revision itself.
func (f *lintFlags) forked(ctx context.Context, repo git.Repo) (earlier, error) {
	rev, err := oneRevision(f.since)
	if err != nil {
		return earlier{}, err
	}
	commit, ok := repo.Commit(ctx, rev)
	if !ok {
		return earlier{}, noRevision(ctx, repo, rev)
	}
	before := earlier{commit, rev, "--since " + f.since}
	fork, ok := repo.Fork(ctx, commit, "HEAD")
	switch {
	case ok && fork != commit:
		before.tree, before.name = fork, "the commit at which this branch left "+rev
	case !ok && repo.Shallow(ctx):
		f.note("--since %s: this clone does not reach back to where the branch left %s, so it is compared with %s as it is now; fetch it with depth 0", f.since, rev, rev)
	}
	return before, nil
}

// repositoryOf is the repository of some paths below a root: that of the working directory where it holds them, else the one around
// them.
func repositoryOf(root string, paths []string) (string, error) {
	here, err := disk.Here()
	if err != nil {
		return "", err
	}
	found := ""
	for _, p := range paths {
		at := filepath.Join(root, filepath.FromSlash(p))
		repo := repository(here)
		if !isRepository(repo) || !disk.Within(repo, at) {
			if !disk.IsFolder(at) {
				at = filepath.Dir(at)
			}
			repo = repository(at)
		}
		if found != "" && repo != found {
			return "", errors.New("the paths are in different repositories: give those of one repository at a time")
		}
		found = repo
	}
	switch {
	case isRepository(found) || os.Getenv("GIT_DIR") != "":
	case found == here:
		return "", errors.New("this folder is in no git repository")
	default:
		return "", fmt.Errorf("%s is in no git repository", relative(here, found))
	}
	return found, nil
}

func isRepository(dir string) bool { return disk.Exists(filepath.Join(dir, ".git")) }

// earlier reads and lints the same paths as they were. What was suppressed then is not known: a change that takes an exception away brings
// the finding back.
func (f *lintFlags) earlier(ctx context.Context, e *engine.Engine, in *engine.Input) (engine.Known, error) {
	there := engine.Known{Way: engine.BySince, Reason: f.before.name + " has it too"}
	was, err := f.trees.at(ctx, f.root, f.repo, f.before.tree)
	if err != nil {
		return there, fmt.Errorf("%s: %w", f.before.flag, err)
	}
	f.leaveOut(in, was.Unknown())
	then := *in
	then.FS, then.Git, then.Given, then.Known, then.Found, then.Trusted = was, was, nil, nil, nil, nil
	s, err := e.Snapshot(ctx, then)
	if err != nil {
		return there, err
	}
	if !f.verbose { // else each state notes by itself what is read of it
		in.Like = s
	}
	if sizes, ok := f.kept.known(in, was); ok {
		there.Sizes, in.Then = sizes, s
		return there, nil
	}
	if in.Before, err = s.Organisation(ctx); err != nil {
		return there, err
	}
	report, err := e.Judge(ctx, then, in.Before)
	if err == nil && report.Stopped {
		err = ctx.Err() // what it had is not known, so nothing of it can count as known
	}
	if err != nil {
		return there, err
	}
	there.Sizes = report.Known()
	if report.Carried != nil {
		in.Carried = report.Carried
	}
	if report.Complete() && len(report.Unreadable) == 0 {
		f.kept.keepKnown(in, was, there.Sizes)()
	}
	return there, nil
}

// leaveOut keeps submodules out of both states, as what they held in one of them is not here: else all that they hold would be new.
func (f *lintFlags) leaveOut(in *engine.Input, folders []string) {
	for _, folder := range folders {
		if !slices.Contains(in.Without, folder) {
			in.Without = append(in.Without, folder)
			f.note("the submodule %s is left out: its content at that commit is not here (git submodule update --init fetches it)", in.Name(folder))
		}
	}
}

// note keeps what a user is told on standard error beside the report.
func (f *lintFlags) note(format string, args ...any) {
	f.notes = append(f.notes, fmt.Sprintf(format, args...))
}

// stage shows the files as they are staged instead of those on disk, the configuration too, and says what they are compared with.
func (f *lintFlags) stage(ctx context.Context, w *workspace) error {
	err := f.readStaged(ctx, w)
	if err != nil {
		return fmt.Errorf("--staged: %w", err)
	}
	return f.stagedSettings(w)
}

func (f *lintFlags) readStaged(ctx context.Context, w *workspace) error {
	var err error
	if f.repo, err = repositoryOf(w.root, w.input.Paths); err != nil {
		return err
	}
	repo := git.At(f.repo)
	s, err := staged(ctx, repo)
	if err != nil {
		return err
	}
	if s.before.tree != "" && !slices.ContainsFunc(s.now, git.Entry.IsSubmodule) { // which are looked for on the disk
		f.trees.begin(ctx, w.root, f.repo, s.before.tree, s.head)
	}
	is, err := repo.NewTree(ctx, relative(w.root, f.repo), s.now)
	if err != nil {
		return err
	}
	f.before, w.input.FS, w.input.Git, w.input.Found, w.isStaged = s.before, is, is, nil, true
	f.leaveOut(&w.input, is.Unknown())
	return nil
}

// stagedSettings reads the configuration as it is staged. One that git does not know is as it is on disk.
func (f *lintFlags) stagedSettings(w *workspace) error {
	if w.config == "" {
		return nil
	}
	dir := w.settings.Dir
	var err error
	w.config, w.settings, err = w.settingsAt(w.config)
	w.settings.Dir = dir
	return err
}

// staging is what is about to be committed, or was pushed, and what it is compared with: nothing where there is nothing
// yet, or where nothing is staged and no commit is being made.
type staging struct {
	now    []git.Entry
	before earlier
	head   []git.Entry // the files of that; nil where they are still to be listed
}

// staged is what is about to be committed, or was pushed.
func staged(ctx context.Context, repo git.Repo) (s staging, err error) {
	from, to := os.Getenv("PRE_COMMIT_FROM_REF"), os.Getenv("PRE_COMMIT_TO_REF")
	if from != "" && to != "" {
		return between(ctx, repo, from, to)
	}
	var commit string
	var changes git.Difference
	var born bool
	var wrong error
	var beside sync.WaitGroup
	beside.Go(func() { commit, born = repo.Commit(ctx, "HEAD") })
	beside.Go(func() { changes, wrong = repo.Difference(ctx) })
	now, err := repo.Index(ctx)
	if beside.Wait(); err != nil {
		return s, err
	}
	if i := slices.IndexFunc(now, func(e git.Entry) bool { return e.Stage > 0 }); i >= 0 {
		return s, fmt.Errorf("%s has a conflict that is not resolved: resolve it and `git add` the file", now[i].Path)
	}
	if !born {
		return staging{now: now}, nil
	}
	head, same := changes.Before(now)
	if wrong != nil || !same { // an older git, or another command has staged something meanwhile
		if head, err = repo.List(ctx, commit); err != nil {
			return s, err
		}
	}
	now = git.Staged(now, head)
	if slices.Equal(now, head) && !committing() {
		return staging{now: now}, nil
	}
	return staging{now, earlier{tree: commit, name: "HEAD", flag: "--staged"}, head}, nil
}

// committing reports whether git runs this as a hook of a commit: then it says which index it commits. A commit may bring nothing, as one
// that only gives the last a better message.
func committing() bool { return os.Getenv("GIT_INDEX_FILE") != "" }

// between is a revision, compared with the commit at which it left another.
func between(ctx context.Context, repo git.Repo, from, to string) (s staging, err error) {
	commit, ok := repo.Commit(ctx, to)
	if !ok {
		return s, fmt.Errorf("%w (PRE_COMMIT_TO_REF)", noRevision(ctx, repo, to))
	}
	if s.now, err = repo.List(ctx, commit); err != nil {
		return s, err
	}
	if strings.Trim(from, "0") == "" {
		return s, nil // as git writes what is not there
	}
	then, ok := repo.Commit(ctx, from)
	if !ok {
		return s, fmt.Errorf("%w (PRE_COMMIT_FROM_REF)", noRevision(ctx, repo, from))
	}
	if fork, ok := repo.Fork(ctx, then, commit); ok {
		then = fork
	}
	s.before = earlier{tree: then, name: from, flag: "--staged"}
	return s, nil
}
