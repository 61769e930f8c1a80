package git

import (
	"context"
	"encoding/binary"
	"math"
	"slices"
	"sync"

	"github.com/kpilint/kpilint/engine/packed"
)

// Kept are contents of files that were read before, by their ids: what an id stands for never changes. A nil Kept has
// none and takes none. It is safe for concurrent use.
type Kept struct {
	Load func(dir string, part int) []byte       // what Save was given for the repository in a folder; nil for nothing
	Save func(dir string, part int, data []byte) // takes what the next run is to know

	mu      sync.Mutex
	repos   map[string]*contents
	answers map[string]answer // of git, by what it was asked
}

// answer is what git printed, or why it printed nothing.
type answer struct {
	out []byte
	err error
}

// answered keeps an answer for the next one who asks the same.
func (k *Kept) answered(asked string, out []byte, err error) {
	if k == nil {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	if k.answers == nil {
		k.answers = map[string]answer{}
	}
	k.answers[asked] = answer{out, err}
}

// answer is an answer that was kept; it is handed over once.
func (k *Kept) answer(asked string) (out []byte, err error, ok bool) {
	if k == nil {
		return nil, nil, false
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	a, ok := k.answers[asked]
	delete(k.answers, asked)
	return a.out, a.err, ok
}

// The parts in which contents are kept: nearly all of them, and what has come since these were written. Beside them are
// the lists of a few trees.
const (
	most = iota
	since
	parts
	trees = parts
)

// contents are those of one repository.
type contents struct {
	mu    sync.Mutex
	known [parts]map[string]*content // the last with those that this run has read
	size  [parts]int                 // of these parts as they are kept, in bytes
	more  bool                       // there are some that were not known
	lists map[string]listing         // of trees, by their ids
	trees []tree                     // what git printed of some, the latest first
	fresh bool                       // one of these was not known
}

// tree is what git printed of a tree, by its id.
type tree struct {
	id  string
	out []byte
}

// maxTrees is how many trees are kept: two states that are compared.
const maxTrees = 2

// tree is what git printed of a tree.
func (c *contents) tree(id string) (out []byte, ok bool) {
	if c == nil || !isID(id) {
		return nil, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	i := slices.IndexFunc(c.trees, func(t tree) bool { return t.id == id })
	if i < 0 {
		return nil, false
	}
	return c.trees[i].out, true
}

// keepTree keeps what git printed of a tree, in place of the one that was kept first.
func (c *contents) keepTree(id string, out []byte) {
	if c == nil || !isID(id) || len(out) > largestTree {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.trees, c.fresh = slices.Insert(c.trees, 0, tree{id, out}), true
	c.trees = c.trees[:min(len(c.trees), maxTrees)]
}

// encodeTrees writes the trees: the id, the length, and what git printed of each.
func (c *contents) encodeTrees() []byte {
	var w packed.Writer
	w.Number(len(c.trees))
	for _, t := range c.trees {
		w.Text(t.id)
		w.Text(string(t.out))
	}
	return w.Bytes()
}

// decodeTrees reads what encodeTrees wrote; nil for anything else.
func decodeTrees(data []byte) []tree {
	r := packed.NewReader(string(data))
	all := make([]tree, r.Count())
	for i := range all {
		all[i] = tree{r.Text(), []byte(r.Text())}
	}
	if !r.Ended() {
		return nil
	}
	return all
}

// listing is the list of a tree, which is asked for when somebody first needs it.
type listing func() ([]Entry, error)

// content is that of a file.
type content struct {
	data []byte
	used bool // in this run
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
		c := &contents{lists: map[string]listing{}}
		for part := range parts {
			data := k.Load(dir, part)
			c.known[part], c.size[part] = decode(data), len(data)
		}
		c.trees = decodeTrees(k.Load(dir, trees))
		k.repos[dir] = c
	}
	return k.repos[dir]
}

// End saves contents that were not known: beside those that were, or with all that were used where there are many.
func (k *Kept) End() {
	k.mu.Lock()
	defer k.mu.Unlock()
	for dir, c := range k.repos {
		if c.fresh {
			k.Save(dir, trees, c.encodeTrees())
		}
		if !c.more {
			continue
		}
		if data := c.encode(since); len(data) < c.size[most]/8 {
			k.Save(dir, since, data)
			continue
		}
		k.Save(dir, most, c.encode(most, since))
		k.Save(dir, since, nil)
	}
}

// content is that of an id, of at most limit bytes.
func (c *contents) content(id string, limit int64) (data []byte, ok bool) {
	if c == nil {
		return nil, false
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	known := c.of(id)
	if known == nil || int64(len(known.data)) > limit {
		return nil, false
	}
	known.used = true
	return known.data, true
}

func (c *contents) of(id string) *content {
	for part := range parts {
		if known := c.known[part][id]; known != nil {
			return known
		}
	}
	return nil
}

// list is that of a tree by its id, which is asked for once. Contents can be had meanwhile. After an error the next one
// asks again.
func (c *contents) list(id string, ask listing) ([]Entry, error) {
	if c == nil || !isID(id) {
		return ask()
	}
	all, err := c.listing(id, ask)()
	if err != nil {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.lists, id)
	}
	return all, err
}

func (c *contents) listing(id string, ask listing) listing {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.lists[id] == nil {
		c.lists[id] = sync.OnceValues(ask)
	}
	return c.lists[id]
}

// largest is the size of the largest content that is kept, in bytes.
const largest = 256 << 10

// largestTree is the size of the longest list of a tree that is kept, in bytes.
const largestTree = 64 << 20

// keep keeps a content that was read whole.
func (c *contents) keep(id string, data []byte, size int64) {
	if c == nil || size > largest || int64(len(data)) != size {
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.of(id) == nil {
		c.known[since][id], c.more = &content{data, true}, true
	}
}

// encode writes those of some parts that were used: the length of the list of their ids and sizes, that list, and one
// after the other.
func (c *contents) encode(of ...int) []byte {
	c.mu.Lock()
	defer c.mu.Unlock()
	var list []byte
	var all []*content
	size := 0
	for _, part := range of {
		for id, one := range c.known[part] {
			if !one.used {
				continue
			}
			list = append(binary.AppendUvarint(list, uint64(len(id))), id...)
			list = binary.AppendUvarint(list, uint64(len(one.data)))
			all = append(all, one)
			size += len(one.data)
		}
	}
	b := make([]byte, 0, binary.MaxVarintLen64+len(list)+size)
	b = append(binary.AppendUvarint(b, uint64(len(list))), list...)
	for _, one := range all {
		b = append(b, one.data...)
	}
	return b
}

// decode reads what encode wrote. What cannot be read is left out.
func decode(b []byte) map[string]*content {
	known := map[string]*content{}
	length, used := binary.Uvarint(b)
	if used <= 0 || length > uint64(len(b)-used) {
		return known
	}
	list, b := b[used:used+int(length)], b[used+int(length):]
	ids, at := string(list), 0 // one text for all of them
	number := func() (int, bool) {
		n, used := binary.Uvarint(list[at:])
		at += max(used, 0)
		return int(n), used > 0 && n <= math.MaxInt32
	}
	for at < len(list) {
		n, ok := number()
		if !ok || n > len(list)-at {
			return known
		}
		id := ids[at : at+n]
		at += n
		size, ok := number()
		if !ok || size > len(b) {
			return known
		}
		known[id] = &content{data: b[:size:size]}
		b = b[size:]
	}
	return known
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
