// Package git asks git for what it keeps, as bytes: names of commits, lists of files, and the content of files as
// it was committed or staged. Nothing that a tree or the configuration of its repository says is run: no filter, no
// hook, no file-system monitor, no text conversion, no transport. Nothing is written.
package git

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/cmd/kpilint/trail"
)

// harmless keeps git from starting anything: what a repository's configuration names, and what git would do by the way.
var harmless = []string{
	"--no-optional-locks",
	"-c", "core.fsmonitor=false", "-c", "core.hooksPath=" + os.DevNull, "-c", "core.attributesFile=" + os.DevNull,
	"-c", "protocol.allow=never", "-c", "gc.auto=0", "-c", "maintenance.auto=false",
}

// quiet keeps git from asking anybody, from fetching what a partial clone lacks, and from giving the content of another
// object for that of an id.
var quiet = []string{
	"GIT_NO_LAZY_FETCH=1", "GIT_NO_REPLACE_OBJECTS=1", "GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0",
	"GIT_PROTOCOL_FROM_USER=0", "LC_ALL=C",
}

// ofHook are the variables that git sets for a hook; they are about the repository of the hook alone.
var ofHook = []string{
	"GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE",
}

// maxList is the most that git may print where it lists files, in bytes: some millions of names.
const maxList = 512 << 20

// maxWord is the most that git may print where it names one thing, in bytes.
const maxWord = 1 << 20

// Repo is a git repository on disk: by its folder, or where a submodule has none (any more), by what git keeps of it.
type Repo struct {
	Dir    string
	within []string // how git is told
	module bool     // a submodule, which the variables that git sets for a hook are not about
}

// At is the repository with a folder.
func At(dir string) Repo { return Repo{Dir: dir, within: []string{"-C", dir}} }

// Nested is the repository with a folder inside of another one, such as a submodule.
func Nested(dir string) Repo {
	r := At(dir)
	r.module = true
	return r
}

// command is a call of git that starts nothing.
func (r Repo) command(ctx context.Context, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, "git", slices.Concat(harmless, r.within, args)...)
	cmd.Env = os.Environ()
	if r.module {
		cmd.Env = slices.DeleteFunc(cmd.Env, func(v string) bool {
			name, _, _ := strings.Cut(v, "=")
			return slices.Contains(ofHook, name)
		})
	}
	cmd.Env = append(cmd.Env, quiet...)
	return cmd
}

// run returns what git prints, of which there may be limit bytes.
func (r Repo) run(ctx context.Context, limit int64, args ...string) ([]byte, error) {
	if lasting(args) {
		return r.output(ctx, limit, args...)
	}
	asked := question{r.Dir, r.within, r.module, limit, args}.String()
	out, err, ok := keptBy(ctx).answer(asked)
	if !ok {
		out, err = r.output(ctx, limit, args...)
	}
	trail.Answered(asked, out, err)
	return out, err
}

// lasting reports a call that gives the same for ever: it lists a tree by its id.
func lasting(args []string) bool {
	return args[0] == "ls-tree" && isID(args[len(args)-1])
}

// isID reports whether a text is the id of an object.
func isID(text string) bool {
	return (len(text) == 40 || len(text) == 64) && strings.Trim(text, "0123456789abcdef") == ""
}

// question is a call of git, as somebody may make it again.
type question struct {
	Dir    string
	Within []string
	Module bool
	Limit  int64
	Args   []string
}

func (q question) String() string {
	text, _ := json.Marshal(q) // of words and numbers
	return string(text)
}

// Ask makes a call of git again, and returns the answer as trails keep it. Where contents are kept, the answer is, too,
// for the next one who asks the same.
func Ask(ctx context.Context, asked string) string {
	var q question
	if err := json.Unmarshal([]byte(asked), &q); err != nil || len(q.Args) == 0 {
		return ""
	}
	r := Repo{Dir: q.Dir, within: q.Within, module: q.Module}
	out, err := r.output(ctx, q.Limit, q.Args...)
	keptBy(ctx).answered(asked, out, err)
	return trail.AnswerOf(out, err)
}

// output is what git prints, of which there may be limit bytes.
func (r Repo) output(ctx context.Context, limit int64, args ...string) ([]byte, error) {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	cmd := r.command(ctx, args...)
	var said tail
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start git: %w", errors.Unwrap(err))
	}
	var data bytes.Buffer
	n, err := data.ReadFrom(io.LimitReader(out, limit+1))
	if n > limit {
		stop()
		return nil, errors.Join(fmt.Errorf("git prints more than %d MiB", limit>>20), ignore(cmd.Wait()))
	}
	if err = errors.Join(err, cmd.Wait()); err != nil {
		return nil, r.says(&said, err)
	}
	return data.Bytes(), nil
}

// ignore is no error: the process was ended on purpose.
func ignore(error) error { return nil }

// says is an error in git's words, without the folder.
func (r Repo) says(said *tail, err error) error {
	line, _, _ := strings.Cut(strings.TrimSpace(said.String()), "\n")
	if line == "" {
		line = err.Error()
	}
	return fmt.Errorf("git says: %s", strings.ReplaceAll(line, filepath.ToSlash(r.Dir), "."))
}

// tail keeps the first part of what git complains of.
type tail struct{ bytes.Buffer }

// Write takes all and keeps some.
func (t *tail) Write(p []byte) (int, error) {
	if left := 4096 - t.Len(); left > 0 {
		t.Buffer.Write(p[:min(left, len(p))])
	}
	return len(p), nil
}

// line is the one line that git prints.
func (r Repo) line(ctx context.Context, args ...string) (string, error) {
	out, err := r.run(ctx, maxWord, args...)
	return strings.TrimSpace(string(out)), err
}

// Commit is the name of a commit, or of a tree where the revision is one; false where there is no such revision.
func (r Repo) Commit(ctx context.Context, rev string) (name string, ok bool) {
	for _, kind := range []string{"commit", "tree"} {
		name, err := r.line(ctx, "rev-parse", "--verify", "--quiet", "--end-of-options", rev+"^{"+kind+"}")
		if err == nil && name != "" {
			return name, true
		}
	}
	return "", false
}

// Fork is the commit at which a branch left another; false where git knows none. Both are names that Commit gave,
// or HEAD.
func (r Repo) Fork(ctx context.Context, from, branch string) (commit string, ok bool) {
	commit, err := r.line(ctx, "merge-base", from, branch)
	return commit, err == nil && commit != ""
}

// Shallow reports whether a clone lacks history.
func (r Repo) Shallow(ctx context.Context) bool {
	said, err := r.line(ctx, "rev-parse", "--is-shallow-repository")
	return err == nil && said == "true"
}

// Entry is a file as git lists it.
type Entry struct {
	Mode  string // 100644, 100755, 120000 for a symbolic link, 160000 for a submodule
	ID    string
	Path  string // from the root of the repository, with slashes
	Stage int    // 0, but for a file whose versions are not merged
}

// IsSubmodule reports a submodule, of which git lists the commit.
func (e Entry) IsSubmodule() bool { return e.Mode == modeSubmodule }

// IsFile reports a regular file.
func (e Entry) IsFile() bool { return strings.HasPrefix(e.Mode, "100") }

// The modes of what is no regular file.
const (
	modeNone      = "000000" // of what is not there
	modeLink      = "120000"
	modeSubmodule = "160000"
)

// List lists the files of a commit or tree in the order of their paths.
func (r Repo) List(ctx context.Context, tree string) ([]Entry, error) {
	kept := keptBy(ctx).of(r.Dir)
	return kept.list(tree, func() ([]Entry, error) {
		out, ok := kept.tree(tree)
		if !ok {
			var err error
			if out, err = r.run(ctx, maxList, "ls-tree", "-r", "-z", "--full-tree", tree); err != nil {
				return nil, err
			}
			kept.keepTree(tree, out)
		}
		return entries(out, func(words [3]string) Entry { return Entry{Mode: words[0], ID: words[2]} }), nil
	})
}

// Index lists the files of the index in the order of their paths.
func (r Repo) Index(ctx context.Context) ([]Entry, error) {
	out, err := r.run(ctx, maxList, "ls-files", "-s", "-z")
	if err != nil {
		return nil, err
	}
	return entries(out, func(words [3]string) Entry {
		stage, _ := strconv.Atoi(words[2])
		return Entry{Mode: words[0], ID: words[1], Stage: stage}
	}), nil
}

// Difference is how the index differs from the last commit.
type Difference []difference

// difference is one file of which the two do not say the same.
type difference struct {
	was, is Entry // without a mode where it is not there
}

// Difference is how the index differs from the last commit.
func (r Repo) Difference(ctx context.Context) (Difference, error) {
	out, err := r.run(ctx, maxList, "diff-index", "--cached", "--raw", "-z", "--no-abbrev", "--no-renames",
		"--ignore-submodules=none", "--ita-visible-in-index", "HEAD")
	if err != nil {
		return nil, err
	}
	var all Difference
	words := strings.Split(string(out), "\x00")
	for i := 0; i+1 < len(words); i += 2 {
		about := strings.Fields(strings.TrimPrefix(words[i], ":"))
		if len(about) != 5 {
			return nil, fmt.Errorf("git says of the index what is not understood: %q", words[i])
		}
		one := difference{Entry{Path: words[i+1]}, Entry{Path: words[i+1]}}
		if about[0] != modeNone {
			one.was.Mode, one.was.ID = about[0], about[2]
		}
		if about[1] != modeNone {
			one.is.Mode, one.is.ID = about[1], about[3]
		}
		all = append(all, one)
	}
	return all, nil
}

// Before are the files of the last commit, given those of the index; false where these are not those that were
// compared.
func (d Difference) Before(index []Entry) (head []Entry, ok bool) {
	head = make([]Entry, 0, len(index)+len(d))
	rest := slices.Clone(d)
	slices.SortFunc(rest, func(a, b difference) int { return strings.Compare(a.was.Path, b.was.Path) })
	for _, e := range index {
		for len(rest) > 0 && rest[0].was.Path < e.Path {
			if rest[0].is.Mode != "" {
				return nil, false
			}
			head, rest = append(head, rest[0].was), rest[1:]
		}
		if len(rest) == 0 || rest[0].was.Path != e.Path {
			head = append(head, e)
			continue
		}
		if rest[0].is != e {
			return nil, false
		}
		if rest[0].was.Mode != "" {
			head = append(head, rest[0].was)
		}
		rest = rest[1:]
	}
	for _, one := range rest {
		if one.is.Mode != "" {
			return nil, false
		}
		head = append(head, one.was)
	}
	return head, true
}

// entries reads lists of three words, a tab and a path.
func entries(out []byte, read func(words [3]string) Entry) []Entry {
	all := make([]Entry, 0, bytes.Count(out, []byte{0}))
	for line := range strings.SplitSeq(string(out), "\x00") {
		about, path, ok := strings.Cut(line, "\t")
		first, rest, two := strings.Cut(about, " ")
		second, third, three := strings.Cut(rest, " ")
		if !ok || !two || !three || strings.Contains(third, " ") {
			continue
		}
		e := read([3]string{first, second, third})
		e.Path = path
		all = append(all, e)
	}
	return all
}

// emptyBlob are the ids of a file without content, in the two kinds of repositories. Git lists so, too, what is
// only meant to be added.
var emptyBlob = []string{
	"e69de29bb2d1d6434b8b29ae775ad8c2e48c5391", "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
}

// Staged are the files of an index that a commit would have: without those that are only meant to be added. head
// are those of the last commit.
func Staged(index, head []Entry) []Entry {
	had := sync.OnceValue(func() map[string]bool {
		paths := make(map[string]bool, len(head))
		for _, e := range head {
			paths[e.Path] = true
		}
		return paths
	})
	meant := func(e Entry) bool { return slices.Contains(emptyBlob, e.ID) && !had()[e.Path] }
	return slices.DeleteFunc(slices.Clone(index), meant)
}
