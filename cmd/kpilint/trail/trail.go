// Package trail keeps what a run looks at on the machine: the files that it reads or finds missing, the folders that
// it lists, and what git answers. As long as all of that is the same, the run would say the same again.
//
// The idea is that of the test cache of Go, which keeps the files and variables that a test asks for, and that of
// the index of git, which tells by the stat of a file whether it may have changed.
package trail

import (
	"crypto/sha256"
	"io/fs"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Kind says what was looked at.
type Kind byte

// What can be looked at.
const (
	Type    Kind = 't' // what has a name: a file, a folder, a link, something else, or nothing
	Led     Kind = 's' // the same, where links lead to it
	Link    Kind = 'l' // where a link leads
	Real    Kind = 'r' // the name of a path without links
	Content Kind = 'c' // the first bytes of a file
	Folder  Kind = 'f' // the names in a folder, and what has them
	Answer  Kind = 'g' // what git answers
)

// Sight is one thing that was looked at, and what was seen.
type Sight struct {
	Kind  Kind
	Name  string // a path; of an answer, the question
	Size  int64  // of a content, how many bytes were read
	Whole bool   // of a content, whether these are all there were
	Seen  string // a digest, or a short text
	Stat  Stat   // of a content or folder: that of the file then; zero where it cannot be relied on
}

type key struct {
	kind  Kind
	name  string
	size  int64
	whole bool
}

// Trail is what one run looks at. It is safe for concurrent use.
type Trail struct {
	mu   sync.Mutex
	seen map[key]*Sight
	torn bool // something changed while the run looked at it
}

var (
	mu     sync.RWMutex
	trails []*Trail
	any    atomic.Bool // whether there are trails
)

// Begin begins a trail: from now on until End, all that this process looks at is kept in it.
func Begin() *Trail {
	mu.Lock()
	defer mu.Unlock()
	t := &Trail{seen: map[key]*Sight{}}
	trails = append(slices.Clone(trails), t)
	any.Store(true)
	return t
}

// End ends a trail.
func (t *Trail) End() {
	mu.Lock()
	defer mu.Unlock()
	trails = slices.DeleteFunc(slices.Clone(trails), func(one *Trail) bool { return one == t })
	any.Store(len(trails) > 0)
}

// Sights are what the trail has, by names. whole is false where something changed while the run looked at it.
func (t *Trail) Sights() (all []Sight, whole bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	all = make([]Sight, 0, len(t.seen))
	for _, s := range t.seen {
		all = append(all, *s)
	}
	slices.SortFunc(all, order)
	return all, !t.torn
}

// On reports whether somebody keeps what is looked at.
func On() bool { return any.Load() }

// note keeps what was seen in all trails.
func note(s Sight) {
	mu.RLock()
	now := trails
	mu.RUnlock()
	for _, t := range now {
		t.note(s)
	}
}

func (t *Trail) note(s Sight) {
	t.mu.Lock()
	defer t.mu.Unlock()
	k := key{s.Kind, s.Name, s.Size, s.Whole}
	if s.Whole {
		k.size = 0 // one that grows is another content
	}
	was := t.seen[k]
	switch {
	case was == nil:
		t.seen[k] = &s
	case was.Seen != s.Seen:
		t.torn = true
	case was.Stat != s.Stat:
		was.Stat = Stat{}
	}
}

// Typed notes what Lstat said of a path.
func Typed(name string, info fs.FileInfo, err error) {
	if On() {
		note(Sight{Kind: Type, Name: name, Seen: typeOf(info, err)})
	}
}

// LedTo notes what Stat said of a path.
func LedTo(name string, info fs.FileInfo, err error) {
	if On() {
		note(Sight{Kind: Led, Name: name, Seen: typeOf(info, err)})
	}
}

// Linked notes where a link leads.
func Linked(name, to string, err error) {
	if On() {
		note(Sight{Kind: Link, Name: name, Seen: textOf(to, err)})
	}
}

// Straightened notes the name of a path without links.
func Straightened(name, real string, err error) {
	if On() {
		note(Sight{Kind: Real, Name: name, Seen: textOf(real, err)})
	}
}

// Listed notes what lies in a folder. info is what the folder was before it was read; what is no folder has a sight of
// its own that says so.
func Listed(name string, info fs.FileInfo, entries []fs.DirEntry, err error) {
	if On() && info.IsDir() {
		note(Sight{Kind: Folder, Name: name, Seen: listOf(entries, err), Stat: statOf(info, time.Now())})
	}
}

// Answered notes what git answers to a question.
func Answered(question string, answer []byte, err error) {
	if On() {
		note(Sight{Kind: Answer, Name: question, Seen: AnswerOf(answer, err)})
	}
}

// AnswerOf is how an answer of git is kept.
func AnswerOf(answer []byte, err error) string {
	if err != nil {
		return "error: " + err.Error()
	}
	return digest(answer)
}

// typeOf is what has a name.
func typeOf(info fs.FileInfo, err error) string {
	if err != nil {
		return textOf("", err)
	}
	return info.Mode().Type().String()
}

// textOf is a short text, or why there is none.
func textOf(text string, err error) string {
	if err != nil {
		return "error: " + plain(err)
	}
	return text
}

// listOf is the digest of a list of names.
func listOf(entries []fs.DirEntry, err error) string {
	if err != nil {
		return textOf("", err)
	}
	h := sha256.New()
	for _, e := range entries {
		h.Write([]byte(e.Name()))
		h.Write([]byte{0})
		h.Write([]byte(e.Type().String()))
		h.Write([]byte{'\n'})
	}
	return string(h.Sum(nil))
}

func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return string(sum[:])
}
