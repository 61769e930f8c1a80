package disk

import (
	"errors"
	"os"
	"sync"
)

// mostNear is how many folders are kept open: files are read folder by folder, by a few goroutines.
const mostNear = 16

// nearby keeps open the folders from which files were opened last. The way to a file deep in a tree is gone once for
// its folder, and not once for each step and file.
type nearby struct {
	mu     sync.Mutex
	open   map[string]*held
	order  []string // the folders that are open, the one that was opened first before the others
	closed bool
}

// held is an open folder, and how many are opening something in it.
type held struct {
	root    *os.Root
	dir     *os.File // the same folder
	users   int
	dropped bool
}

// in is a folder below a root, which stays open until it is released.
func (n *nearby) in(root *os.Root, dir string) (_ *held, release func(), err error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	h := n.open[dir]
	if h == nil {
		if n.closed {
			return nil, nil, os.ErrClosed
		}
		opened, err := root.OpenRoot(dir)
		if err != nil {
			return nil, nil, err
		}
		same, err := opened.Open(".")
		if err != nil {
			return nil, nil, errors.Join(err, opened.Close())
		}
		h = &held{root: opened, dir: same}
		n.keep(dir, h)
	}
	h.users++
	return h, func() { n.release(h) }, nil
}

// keep notes an open folder, and lets go of the oldest where there are too many.
func (n *nearby) keep(dir string, h *held) {
	if n.open == nil {
		n.open = map[string]*held{}
	}
	if len(n.order) == mostNear {
		_ = n.open[n.order[0]].drop()
		delete(n.open, n.order[0])
		n.order = n.order[1:]
	}
	n.open[dir], n.order = h, append(n.order, dir)
}

func (n *nearby) release(h *held) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if h.users--; h.users == 0 && h.dropped {
		_ = h.close()
	}
}

// drop closes a folder, at once or when nobody opens anything in it any more.
func (h *held) drop() error {
	h.dropped = true
	if h.users > 0 {
		return nil
	}
	return h.close()
}

func (h *held) close() error { return errors.Join(h.dir.Close(), h.root.Close()) }

func (n *nearby) close() error {
	n.mu.Lock()
	defer n.mu.Unlock()
	var errs []error
	for _, h := range n.open {
		errs = append(errs, h.drop())
	}
	n.open, n.order, n.closed = nil, nil, true
	return errors.Join(errs...)
}
