// Package packed writes numbers and texts one after the other as bytes, and reads them back without a copy.
package packed

import (
	"encoding/binary"
	"math"
)

// A Writer writes. The zero Writer has written nothing.
type Writer struct{ b []byte }

// Bytes are all that was written.
func (w *Writer) Bytes() []byte { return w.b }

// Len is how many bytes were written.
func (w *Writer) Len() int { return len(w.b) }

// Number writes a number from 0 on.
func (w *Writer) Number(n int) { w.b = binary.AppendUvarint(w.b, uint64(n)) }

// Integer writes any whole number.
func (w *Writer) Integer(n int) { w.b = binary.AppendVarint(w.b, int64(n)) }

// Text writes a text with its length.
func (w *Writer) Text(s string) {
	w.Number(len(s))
	w.b = append(w.b, s...)
}

// Raw writes bytes whose length the reader knows.
func (w *Writer) Raw(b ...byte) { w.b = append(w.b, b...) }

// Flag writes whether something is so.
func (w *Writer) Flag(is bool) {
	n := 0
	if is {
		n = 1
	}
	w.Number(n)
}

// A Reader reads what a Writer has written, from a text: what it gives are parts of that. Once it is Torn, all that it
// reads is zero.
type Reader struct {
	rest string
	torn bool
	all  int // bytes
}

// NewReader reads a text.
func NewReader(text string) *Reader { return &Reader{rest: text, all: len(text)} }

// At is how many bytes were read.
func (r *Reader) At() int { return r.all - len(r.rest) }

// Torn reports whether something else was there than what was to be read.
func (r *Reader) Torn() bool { return r.torn }

// Ended reports whether all was read, and nothing was torn.
func (r *Reader) Ended() bool { return !r.torn && r.rest == "" }

// Left is how many bytes are left to read.
func (r *Reader) Left() int { return len(r.rest) }

// Tear gives up: what was read makes no sense to the caller.
func (r *Reader) Tear() { r.torn, r.rest = true, "" }

// Number reads a number of up to 2³¹−1.
func (r *Reader) Number() int {
	if r.rest != "" && r.rest[0] < 0x80 {
		n := int(r.rest[0])
		r.rest = r.rest[1:]
		return n
	}
	n, shift := uint64(0), 0
	for i := 0; i < len(r.rest) && shift < 35; i++ {
		c := r.rest[i]
		n |= uint64(c&0x7f) << shift
		if shift += 7; c >= 0x80 {
			continue
		}
		if n > math.MaxInt32 {
			break
		}
		r.rest = r.rest[i+1:]
		return int(n)
	}
	r.Tear()
	return 0
}

// Integer reads any whole number.
func (r *Reader) Integer() int {
	n, shift := uint64(0), 0
	for i := 0; i < len(r.rest) && shift < 64; i++ {
		c := r.rest[i]
		n |= uint64(c&0x7f) << shift
		if shift += 7; c < 0x80 {
			r.rest = r.rest[i+1:]
			return int(int64(n>>1) ^ -int64(n&1))
		}
	}
	r.Tear()
	return 0
}

// Count reads how many things follow. Each takes a byte at least, so there are not more than bytes.
func (r *Reader) Count() int { return r.Below(len(r.rest) + 1) }

// Below reads a number below another one, such as a place in a list.
func (r *Reader) Below(end int) int {
	if n := r.Number(); n < end {
		return n
	}
	r.Tear()
	return 0
}

// Flag reads whether something is so.
func (r *Reader) Flag() bool { return r.Below(2) == 1 }

// Text reads a text.
func (r *Reader) Text() string { return r.Raw(r.Count()) }

// Raw reads so many bytes.
func (r *Reader) Raw(n int) string {
	if n > len(r.rest) {
		r.Tear()
		return ""
	}
	raw := r.rest[:n]
	r.rest = r.rest[n:]
	return raw
}

// Byte reads one byte.
func (r *Reader) Byte() byte {
	if r.rest == "" {
		r.Tear()
		return 0
	}
	b := r.rest[0]
	r.rest = r.rest[1:]
	return b
}
