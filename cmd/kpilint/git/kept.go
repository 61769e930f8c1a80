package git

import (
	"context"
	"encoding/binary"
	"sync"
)

// Kept are contents of files that were read before, by their ids: what an id stands for never changes. A nil Kept has
// none and takes none. It is safe for concurrent use.
type Kept struct {
	Load func(dir string) []byte       // what Save was given for the repository in a folder; nil for nothing
	Save func(dir string, data []byte) // takes what the next run is to know

	mu    sync.Mutex
	repos map[string]*contents
}

// contents are those of one repository.
type contents struct {
	mu    sync.Mutex
	known map[string][]byte
	used  map[string]bool // in this run
	more  bool            // there are some that were not known
}

type keptKey struct{}

// WithKept is a context in which contents that are known are not read again.
func WithKept(ctx context.Context, k *Kept) context.Context {
	return context.WithValue(ctx, keptKey{}, k)
}

func keptBy(ctx context.Context) *Kept {
	k, _ := ctx.Value(keptKey{}).(*Kept)
	return k
}

// of are the contents that are known of a repository; nil where nothing is kept.
func (k *Kept) of(dir string) *contents {
	if k == nil {
		return nil
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.repos == nil {
		k.repos = map[string]*contents{}
	}
	if k.repos[dir] == nil {
		k.repos[dir] = &contents{known: decode(k.Load(dir)), used: map[string]bool{}}
	}
	return k.repos[dir]
}

// End saves the contents that were used, where there are some that were not known.
func (k *Kept) End() {
	k.mu.Lock()
	defer k.mu.Unlock()
	for dir, c := range k.repos {
		if c.more {
			k.Save(dir, c.encode())
		}
	}
}

// content is that of an id, of at most limit bytes.
func (c *contents) content(id string, limit int64) (content []byte, ok bool) {
	if c == nil {
		return nil, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	content, ok = c.known[id]
	if ok = ok && int64(len(content)) <= limit; ok {
		c.used[id] = true
	}
	return content, ok
}

// largest is the size of the largest content that is kept, in bytes.
const largest = 256 << 10

// keep keeps a content that was read whole.
func (c *contents) keep(id string, content []byte, size int64) {
	if c == nil || size > largest || int64(len(content)) != size {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, known := c.known[id]; !known {
		c.known[id], c.more = content, true
	}
	c.used[id] = true
}

func (c *contents) encode() []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	size := 0
	for id := range c.used {
		size += len(id) + len(c.known[id]) + 8
	}
	b := make([]byte, 0, size)
	for id := range c.used {
		b = append(binary.AppendUvarint(b, uint64(len(id))), id...)
		b = append(binary.AppendUvarint(b, uint64(len(c.known[id]))), c.known[id]...)
	}
	return b
}

// decode reads what encode wrote. What cannot be read is left out.
func decode(b []byte) map[string][]byte {
	known := map[string][]byte{}
	next := func() (part []byte, ok bool) {
		n, used := binary.Uvarint(b)
		if used <= 0 || n > uint64(len(b)-used) {
			return nil, false
		}
		part, b = b[used:used+int(n):used+int(n)], b[used+int(n):]
		return part, true
	}
	for {
		id, ok := next()
		content, whole := next()
		if !ok || !whole {
			return known
		}
		known[string(id)] = content
	}
}

// eachKept hands over contents that are all known.
func eachKept(ids []string, c *contents, limit int64, take func(i int, content []byte, size int64) error) error {
	for i, id := range ids {
		content, _ := c.content(id, limit)
		if err := take(i, content, int64(len(content))); err != nil {
			return err
		}
	}
	return nil
}
