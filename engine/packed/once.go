package packed

// Once numbers what is written once: where it comes again, its number is written in its place. A Reader of the same
// counts along with Seen. The zero Once has written nothing.
type Once[K comparable] struct{ numbers map[K]int }

// Again writes the number of what was written before. Where it was not, it writes that it follows, and is false: the
// caller writes it then, and says so with Wrote.
func (o *Once[K]) Again(w *Writer, k K) bool {
	n := o.numbers[k]
	w.Number(n)
	return n > 0
}

// Wrote says that something was written which was new to Again. What was written within it has its numbers before it.
func (o *Once[K]) Wrote(k K) {
	if o.numbers == nil {
		o.numbers = map[K]int{}
	}
	o.numbers[k] = len(o.numbers) + 1
}

// Seen are the things that were read of those that Once has written.
type Seen[V any] struct{ all []V }

// Again reads what was read before; false where it follows, for the caller to read it and to say so with Read.
func (s *Seen[V]) Again(r *Reader) (v V, again bool) {
	n := r.Below(len(s.all) + 1)
	if n == 0 {
		return v, r.Torn()
	}
	return s.all[n-1], true
}

// Read says that something new was read.
func (s *Seen[V]) Read(v V) { s.all = append(s.all, v) }

// Texts writes each text once.
type Texts struct{ once Once[string] }

// Write writes a text, or its number where it was written before.
func (t *Texts) Write(w *Writer, s string) {
	if !t.once.Again(w, s) {
		w.Text(s)
		t.once.Wrote(s)
	}
}

// SeenTexts reads what Texts has written.
type SeenTexts struct{ seen Seen[string] }

// Read reads a text.
func (t *SeenTexts) Read(r *Reader) string {
	s, again := t.seen.Again(r)
	if !again {
		s = r.Text()
		t.seen.Read(s)
	}
	return s
}
