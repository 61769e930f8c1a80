package quantity

import (
	"strings"
	"sync"
)

// A memo keeps what was worked out, by what it was worked out from: an organisation writes the same few quantities and
// units again and again. It holds so many entries at most, and begins anew then. It is safe for concurrent use.
type memo[K comparable, V any] struct {
	mu    sync.RWMutex
	known map[K]V
}

// maxKnown is how many entries a memo has.
const maxKnown = 1 << 14

func (m *memo[K, V]) get(of K) (V, bool) {
	m.mu.RLock()
	defer m.mu.RUnlock()
	v, ok := m.known[of]
	return v, ok
}

func (m *memo[K, V]) put(of K, v V) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.known == nil || len(m.known) == maxKnown {
		m.known = map[K]V{}
	}
	m.known[of] = v
}

// maxRemembered is how long a text is that is remembered, in bytes: longer ones are hardly written twice.
const maxRemembered = 64

var parsed memo[string, *Quantity]

// remembered is read, which reads each text once.
func remembered(text string) (*Quantity, *Error) {
	if len(text) > maxRemembered {
		q, err := read(text)
		return &q, err
	}
	if q, ok := parsed.get(text); ok {
		return q, nil
	}
	text = strings.Clone(text) // it may be a part of a file, which is not kept for its sake
	q, err := read(text)
	if err == nil {
		parsed.put(text, &q)
	}
	return &q, err
}
