package main

import (
	"archive/zip"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// clone is a git repository on disk: by its folder, or where a submodule has none (any more), by what git keeps of it.
type clone struct {
	dir    string
	within []string // how git is told
	module bool     // a submodule, which the variables that git sets for a hook are not about
}

// clone is the repository with a folder.
func cloneAt(dir string) clone { return clone{dir: dir, within: []string{"-C", dir}} }

// git runs git in a clone.
func (c clone) git(ctx context.Context, in io.Reader, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", slices.Concat(c.within, args)...)
	if c.module {
		cmd.Env = slices.DeleteFunc(os.Environ(), func(v string) bool {
			return strings.HasPrefix(v, "GIT_DIR=") || strings.HasPrefix(v, "GIT_INDEX_FILE=") || strings.HasPrefix(v, "GIT_WORK_TREE=") ||
				strings.HasPrefix(v, "GIT_PREFIX=") || strings.HasPrefix(v, "GIT_COMMON_DIR=") || strings.HasPrefix(v, "GIT_OBJECT_DIRECTORY=")
		})
	}
	return runGit(cmd, c.dir, in)
}

// line is the one line that git prints.
func (c clone) line(ctx context.Context, args ...string) (string, error) {
	out, err := c.git(ctx, nil, args...)
	return strings.TrimSpace(string(out)), err
}

// commit is the name of a commit, or of a tree where the revision is one; false where there is no such revision.
func (c clone) commit(ctx context.Context, rev string) (name string, ok bool) {
	for _, kind := range []string{"commit", "tree"} {
		if name, err := c.line(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{"+kind+"}"); err == nil && name != "" {
			return name, true
		}
	}
	return "", false
}

// fork is the commit at which a branch left another; false where git knows none.
func (c clone) fork(ctx context.Context, from, branch string) (commit string, ok bool) {
	commit, err := c.line(ctx, "merge-base", from, branch)
	return commit, err == nil && commit != ""
}

// shallow reports whether a clone lacks history.
func (c clone) shallow(ctx context.Context) bool {
	said, err := c.line(ctx, "rev-parse", "--is-shallow-repository")
	return err == nil && said == "true"
}

// noRevision says that a revision is not there, and why it may not be.
func (c clone) noRevision(ctx context.Context, rev string) error {
	if c.shallow(ctx) {
		return fmt.Errorf("there is no revision %s: a shallow clone has no history, fetch it with depth 0", rev)
	}
	return fmt.Errorf("there is no revision %s in this repository", rev)
}

// state is a workspace as it was at a revision, its submodules too.
type state struct {
	files   fs.FS    // with the root of the workspace
	unknown []string // folders of submodules whose content at that revision is not here
}

// revision is the workspace with a root as it was at a revision of a repository in it.
func revision(ctx context.Context, root, repo, tree string) (*state, error) {
	prefix := relative(root, repo)
	if prefix == "." {
		prefix = ""
	} else {
		prefix += "/"
	}
	r := &reader{ctx: ctx, seen: map[string]bool{}}
	r.w = zip.NewWriter(&r.data)
	if err := r.read(cloneAt(repo), prefix, tree); err != nil {
		return nil, err
	}
	if err := r.w.Close(); err != nil {
		return nil, fmt.Errorf("read revision: %w", err)
	}
	files, err := zip.NewReader(bytes.NewReader(r.data.Bytes()), int64(r.data.Len()))
	if err != nil {
		return nil, fmt.Errorf("read revision: %w", err)
	}
	return &state{files, r.unknown}, nil
}

// reader puts what git has of a revision into one archive.
type reader struct {
	ctx     context.Context
	data    bytes.Buffer
	w       *zip.Writer
	seen    map[string]bool
	unknown []string
}

// blob is a file of a tree, or a submodule, by the name it has in the archive.
type blob struct{ id, name string }

// read adds the files of a tree, also those that its .gitattributes keep out of archives (export-ignore): definitions are checked all the
// same.
func (r *reader) read(c clone, prefix, tree string) error {
	data, err := c.git(r.ctx, nil, "archive", "--format=zip", "--prefix="+prefix, tree)
	if err != nil {
		return err
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return fmt.Errorf("read archive: %w", err)
	}
	for _, f := range archive.File {
		if !r.seen[f.Name] {
			r.seen[f.Name] = true
			err = errors.Join(err, r.w.Copy(f))
		}
	}
	if err != nil {
		return fmt.Errorf("read archive: %w", err)
	}
	left, modules, err := r.leftOut(c, prefix, tree)
	if err != nil {
		return err
	}
	if err := r.add(c, left); err != nil {
		return err
	}
	for _, m := range modules {
		if err := r.module(c, prefix, tree, m); err != nil {
			return err
		}
	}
	return nil
}

// leftOut lists the files of a tree that its archive has not, and its submodules.
func (r *reader) leftOut(c clone, prefix, tree string) (left, modules []blob, err error) {
	out, err := c.git(r.ctx, nil, "ls-tree", "-r", "-z", "--full-tree", tree)
	if err != nil {
		return nil, nil, err
	}
	for entry := range strings.SplitSeq(string(out), "\x00") {
		about, name, _ := strings.Cut(entry, "\t")
		words := strings.Fields(about) // mode, type, id
		switch {
		case len(words) != 3:
		case words[1] == "commit":
			modules = append(modules, blob{words[2], prefix + name})
		case strings.HasPrefix(words[0], "100") && !r.seen[prefix+name]:
			left = append(left, blob{words[2], prefix + name})
		}
	}
	return left, modules, nil
}

// add adds files by their ids.
func (r *reader) add(c clone, files []blob) error {
	if len(files) == 0 {
		return nil
	}
	var ids bytes.Buffer
	for _, b := range files {
		fmt.Fprintln(&ids, b.id)
	}
	out, err := c.git(r.ctx, &ids, "cat-file", "--batch")
	if err != nil {
		return err
	}
	for _, b := range files {
		var content []byte
		content, out = cutBlob(out)
		file, wrong := r.w.CreateHeader(&zip.FileHeader{Name: b.name})
		if wrong == nil {
			_, wrong = file.Write(content)
		}
		err = errors.Join(err, wrong)
	}
	if err != nil {
		return fmt.Errorf("read revision: %w", err)
	}
	return nil
}

// module adds a submodule as it was, or notes that what it held is not here.
func (r *reader) module(c clone, prefix, tree string, m blob) error {
	sub, ok := c.submodule(r.ctx, tree, strings.TrimPrefix(m.name, prefix))
	if ok {
		_, err := sub.git(r.ctx, nil, "cat-file", "-e", m.id+"^{tree}")
		ok = err == nil
	}
	if !ok {
		r.unknown = append(r.unknown, m.name)
		return nil
	}
	return r.read(sub, m.name+"/", m.id)
}

// submodule finds the clone of a submodule: in its folder, or where there is no such folder any more, in what git keeps. One that was
// never fetched is not on disk either, so it is found nowhere.
func (c clone) submodule(ctx context.Context, tree, path string) (sub clone, ok bool) {
	dir := filepath.Join(c.dir, filepath.FromSlash(path))
	if _, err := os.Stat(filepath.Join(dir, ".git")); err == nil {
		sub = cloneAt(dir)
		sub.module = true
		return sub, true
	}
	if _, err := os.Lstat(dir); err == nil {
		return sub, false
	}
	paths, err := c.git(ctx, nil, "config", "-z", "--blob", tree+":.gitmodules", "--get-regexp", `^submodule\..*\.path$`)
	if err != nil {
		return sub, false
	}
	common, err := c.line(ctx, "rev-parse", "--git-common-dir")
	for entry := range strings.SplitSeq(string(paths), "\x00") {
		key, at, _ := strings.Cut(entry, "\n")
		name := strings.TrimSuffix(strings.TrimPrefix(key, "submodule."), ".path")
		if at != path || err != nil || !fs.ValidPath(name) {
			continue
		}
		kept := filepath.Join(absolutely(c.dir, common), "modules", filepath.FromSlash(name))
		if _, err := os.Stat(filepath.Join(kept, "HEAD")); err == nil {
			return clone{dir: kept, within: []string{"--git-dir=" + kept, "--work-tree=" + kept}, module: true}, true
		}
	}
	return sub, false
}

// cutBlob takes the first file off what `git cat-file --batch` prints: a line with its size, the content, a line end.
func cutBlob(out []byte) (content, rest []byte) {
	head, rest, _ := bytes.Cut(out, []byte("\n"))
	words := bytes.Fields(head)
	if len(words) != 3 {
		return nil, rest
	}
	size, err := strconv.Atoi(string(words[2]))
	if err != nil || size >= len(rest) {
		return rest, nil
	}
	return rest[:size], rest[size+1:]
}

// git runs git in a folder and returns what it prints. Only --since, --staged and the commands of packs start a process.
func git(ctx context.Context, dir string, args ...string) ([]byte, error) {
	if strings.HasPrefix(args[len(args)-1], "-") {
		return nil, errors.New("a revision does not begin with a hyphen")
	}
	return cloneAt(dir).git(ctx, nil, args...)
}

// runGit runs git with a text on its standard input.
func runGit(cmd *exec.Cmd, dir string, in io.Reader) ([]byte, error) {
	var out, complaint bytes.Buffer
	cmd.Stdin, cmd.Stdout, cmd.Stderr = in, &out, &complaint
	if err := cmd.Run(); err != nil {
		said, _, _ := strings.Cut(strings.TrimSpace(complaint.String()), "\n")
		if said == "" {
			said = err.Error()
		}
		return nil, fmt.Errorf("git says: %s", strings.ReplaceAll(said, filepath.ToSlash(dir), "."))
	}
	return out.Bytes(), nil
}
