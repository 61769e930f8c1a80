package rego

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/json"
	"hash"
	"slices"
	"sync"
)

// What a rule in Rego says follows from what it is given. So an answer is kept with a digest of that, and a run that
// gives a rule of the catalogue the same need neither compile nor evaluate it. What is left for later is in the answer
// as marks, and is put in its place each time: a sum that is worked out anew stands in the finding as it is now.

// Answers are what rules said of what they were given, by their names. It is safe for concurrent use, and on nil, which
// knows and keeps none.
type Answers struct {
	mu  sync.Mutex
	was map[string]Answer
	now map[string]Answer
}

// Answer is what a rule said, and a digest of what it was given.
type Answer struct {
	Given [sha256.Size]byte
	Said  string // as JSON, with marks for what is left for later
}

// longestAnswer is how long an answer is that is kept, in bytes.
const longestAnswer = 1 << 20

// NewAnswers are those that an earlier run has left.
func NewAnswers(was map[string]Answer) *Answers { return &Answers{was: was, now: map[string]Answer{}} }

// All are those of this run, by the names of rules.
func (a *Answers) All() map[string]Answer {
	if a == nil {
		return nil
	}
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.now
}

// known is what a rule is known to say of what it is given; false where that is not known.
func (a *Answers) known(rule string, given [sha256.Size]byte) (said string, ok bool) {
	if a == nil {
		return "", false
	}
	was, ok := a.was[rule]
	if !ok || was.Given != given {
		return "", false
	}
	return was.Said, true
}

// filled is an answer that was kept, with what was left for later in its place; nil where it is torn, or not all could
// be put in its place.
func filled(said string, left []*later) *result {
	data := []byte(said)
	if marked(data) {
		dec := json.NewDecoder(bytes.NewReader(data))
		dec.UseNumber()
		var value map[string]any
		if dec.Decode(&value) != nil {
			return nil
		}
		fillFindings(value, left)
		var err error
		if data, err = json.Marshal(value); err != nil || marked(data) {
			return nil
		}
	}
	r, err := decode(data)
	if err != nil {
		return nil
	}
	return r
}

func (a *Answers) keep(rule string, one Answer) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.now[rule] = one
}

// take keeps what a rule said of what it was given, before anything is put in the places of marks.
func (a *Answers) take(rule string, given [sha256.Size]byte, value map[string]any) {
	if a == nil {
		return
	}
	if said, err := json.Marshal(value); err == nil && len(said) <= longestAnswer {
		a.keep(rule, Answer{given, string(said)})
	}
}

// notes make a digest of what becomes a Rego value, while it does. It is safe on nil, which notes nothing.
type notes struct {
	to     hash.Hash
	buffer []byte
}

// What is noted of a value before what it has.
const (
	notedNull = iota
	notedText
	notedNumber
	notedFalse
	notedTrue
	notedList
	notedBegin // of an object
	notedEnd
	notedLater
)

func newNotes() *notes { return &notes{to: sha256.New()} }

func (n *notes) raw(b byte) {
	if n == nil {
		return
	}
	if n.buffer = append(n.buffer, b); len(n.buffer) > 1<<15 {
		n.flush()
	}
}

func (n *notes) flush() {
	_, _ = n.to.Write(n.buffer)
	n.buffer = n.buffer[:0]
}

func (n *notes) text(sort byte, s string) {
	if n == nil {
		return
	}
	n.raw(sort)
	n.buffer = append(binary.AppendUvarint(n.buffer, uint64(len(s))), s...)
}

func (n *notes) flag(is bool) {
	if is {
		n.raw(notedTrue)
	} else {
		n.raw(notedFalse)
	}
}

func (n *notes) list(length int) {
	if n == nil {
		return
	}
	n.raw(notedList)
	n.buffer = binary.AppendUvarint(n.buffer, uint64(length))
}

func (n *notes) sum() (all [sha256.Size]byte) {
	n.flush()
	return [sha256.Size]byte(n.to.Sum(nil))
}

// given is a digest of parts of the input as rules see them, by their names.
func given(names []string, parts []*part) [sha256.Size]byte {
	h := sha256.New()
	for i, p := range parts {
		_, _ = h.Write(slices.Concat([]byte(names[i]), []byte{0}, p.noted[:]))
	}
	return [sha256.Size]byte(h.Sum(nil))
}
