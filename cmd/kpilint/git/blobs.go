package git

import (
	"bufio"
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// blobs hands over the contents of files by their ids, in order, with their sizes in bytes. Of one that is larger
// than limit, the content is not read. Git is asked for all in one run.
func (r Repo) blobs(
	ctx context.Context, ids []string, limit int64, take func(i int, content []byte, size int64) error,
) error {
	kept := keptBy(ctx).of(r.Dir)
	asked := make([]string, 0, len(ids))
	for _, id := range ids {
		if _, ok := kept.content(id, limit); !ok {
			asked = append(asked, id)
		}
	}
	if len(asked) == 0 {
		return eachKept(ids, kept, limit, take)
	}
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	cmd := r.command(ctx, "cat-file", "--batch", "--buffer")
	cmd.Stdin = strings.NewReader(strings.Join(asked, "\n") + "\n")
	var said tail
	cmd.Stderr = &said
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start git: %w", errors.Unwrap(err))
	}
	in := bufio.NewReaderSize(out, 1<<16)
	for i, id := range ids {
		if content, ok := kept.content(id, limit); ok && (len(asked) == 0 || asked[0] != id) {
			if err := take(i, content, int64(len(content))); err != nil {
				stop()
				_ = cmd.Wait() // it is ended on purpose
				return err
			}
			continue
		}
		asked = asked[1:]
		content, size, err := blob(in, id, limit)
		if err == nil {
			kept.keep(id, content, size)
			err = take(i, content, size)
		}
		if errors.Is(err, errNoAnswer) {
			return fmt.Errorf("read %s from git: this clone does not have the content of that file: %w",
				id, r.says(&said, cmp.Or(cmd.Wait(), err)))
		}
		if err != nil {
			stop()
			_ = cmd.Wait() // it is ended on purpose
			return err
		}
	}
	if err := cmd.Wait(); err != nil {
		return r.says(&said, err)
	}
	return nil
}

var errNoAnswer = errors.New("git gave no answer")

// blob reads one answer of cat-file: a line with the id, the type and the size, the content, a line end.
func blob(in *bufio.Reader, id string, limit int64) (content []byte, size int64, err error) {
	head, err := in.ReadString('\n')
	if err != nil {
		return nil, 0, errNoAnswer
	}
	words := strings.Fields(head)
	if len(words) != 3 || words[1] != "blob" {
		return nil, 0, fmt.Errorf("read %s from git: this clone does not have the content of that file", id)
	}
	if size, err = strconv.ParseInt(words[2], 10, 64); err != nil || size < 0 {
		return nil, 0, fmt.Errorf("read %s from git: it gave no size", id)
	}
	if size <= limit {
		content = make([]byte, size)
		_, err = io.ReadFull(in, content)
	} else {
		_, err = io.CopyN(io.Discard, in, size)
	}
	if err == nil {
		_, err = in.Discard(1)
	}
	if err != nil {
		return nil, 0, fmt.Errorf("read %s from git: it gave less than it said", id)
	}
	return content, size, nil
}

// Contents hands over the contents of files, in order, with their sizes in bytes. Of one that is larger than limit,
// the content is not read.
func (r Repo) Contents(
	ctx context.Context, list []Entry, limit int64, take func(e Entry, content []byte, size int64) error,
) error {
	ids := make([]string, len(list))
	for i, e := range list {
		ids[i] = e.ID
	}
	return r.blobs(ctx, ids, limit, func(i int, content []byte, size int64) error { return take(list[i], content, size) })
}
