package source

import (
	"bytes"
	"compress/flate"
	"io"
	"sync"
)

// Content is what lies in a file, packed until somebody asks for it. It is safe for concurrent use.
type Content struct {
	packed []byte // nil where that is no smaller
	plain  []byte
	size   int
}

// packers are made once, as each takes more memory than most files.
var packers = sync.Pool{New: func() any {
	w, err := flate.NewWriter(io.Discard, flate.BestSpeed)
	if err != nil {
		panic(err) // there is such a level
	}
	return w
}}

// unpackers are made once, as each takes as much memory as a file of many definitions.
var unpackers = sync.Pool{New: func() any { return flate.NewReader(bytes.NewReader(nil)) }}

// NewContent packs the content of a file.
func NewContent(data []byte) *Content {
	var b bytes.Buffer
	w := packers.Get().(*flate.Writer)
	w.Reset(&b)
	_, err := w.Write(data)
	if err == nil {
		err = w.Close()
	}
	if err != nil || b.Len() > len(data)*3/4 {
		return &Content{plain: data, size: len(data)}
	}
	packers.Put(w)
	return &Content{packed: bytes.Clone(b.Bytes()), size: len(data)}
}

// Size is how many bytes the file has.
func (c *Content) Size() int { return c.size }

// Bytes are those of the file. They are for reading.
func (c *Content) Bytes() []byte {
	if c.packed == nil {
		return c.plain
	}
	data, r := make([]byte, c.size), unpackers.Get().(io.ReadCloser)
	err := r.(flate.Resetter).Reset(bytes.NewReader(c.packed), nil)
	if err == nil {
		_, err = io.ReadFull(r, data)
	}
	if err != nil {
		panic("source: what was packed in memory cannot be read: " + err.Error())
	}
	unpackers.Put(r)
	return data
}
