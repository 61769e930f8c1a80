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
	"strconv"
	"strings"
)

// revision is the workspace with a root as it was at a revision, as a file system with the same root.
func revision(ctx context.Context, root, tree string) (fs.FS, error) {
	here, err := os.Getwd()
	if err != nil {
		return nil, fmt.Errorf("find the working directory: %w", err)
	}
	repo := repository(here)
	prefix := relative(root, repo)
	if prefix == "." {
		prefix = ""
	} else {
		prefix += "/"
	}
	data, err := git(ctx, repo, "archive", "--format=zip", "--prefix="+prefix, tree)
	if err != nil {
		return nil, err
	}
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, fmt.Errorf("read archive: %w", err)
	}
	left, err := leftOut(ctx, repo, prefix, tree, archive)
	if err != nil || len(left) == 0 {
		return archive, err
	}
	return addBlobs(ctx, repo, archive, left)
}

// blob is a file of a tree, by the name it has in an archive.
type blob struct{ id, name string }

// leftOut lists the files of a tree that its archive has not, as its .gitattributes say export-ignore of them: definitions are checked
// all the same.
func leftOut(ctx context.Context, repo, prefix, tree string, archive *zip.Reader) ([]blob, error) {
	out, err := git(ctx, repo, "ls-tree", "-r", "-z", "--full-tree", tree)
	if err != nil {
		return nil, err
	}
	there := map[string]bool{}
	for _, f := range archive.File {
		there[f.Name] = true
	}
	var left []blob
	for entry := range strings.SplitSeq(string(out), "\x00") {
		about, name, _ := strings.Cut(entry, "\t")
		words := strings.Fields(about) // mode, type, id
		regular := len(words) == 3 && strings.HasPrefix(words[0], "100")
		if name = prefix + name; regular && !there[name] {
			left = append(left, blob{words[2], name})
		}
	}
	return left, nil
}

// addBlobs returns an archive with further files.
func addBlobs(ctx context.Context, repo string, archive *zip.Reader, left []blob) (fs.FS, error) {
	var ids, data bytes.Buffer
	for _, b := range left {
		fmt.Fprintln(&ids, b.id)
	}
	out, err := gitWith(ctx, repo, &ids, "cat-file", "--batch")
	if err != nil {
		return nil, err
	}
	w := zip.NewWriter(&data)
	for _, f := range archive.File {
		err = errors.Join(err, w.Copy(f))
	}
	for _, b := range left {
		var content []byte
		content, out = cutBlob(out)
		file, wrong := w.CreateHeader(&zip.FileHeader{Name: b.name})
		if err = errors.Join(err, wrong); wrong == nil {
			_, wrong = file.Write(content)
			err = errors.Join(err, wrong)
		}
	}
	if err = errors.Join(err, w.Close()); err != nil {
		return nil, fmt.Errorf("read revision: %w", err)
	}
	return zip.NewReader(bytes.NewReader(data.Bytes()), int64(data.Len()))
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
	return gitWith(ctx, dir, nil, args...)
}

// gitWith runs git with a text on its standard input.
func gitWith(ctx context.Context, dir string, in io.Reader, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, "git", append([]string{"-C", dir}, args...)...)
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
