package worker

import (
	"encoding/binary"
	"errors"
	"io"
)

// What the process that reads definitions and the one that runs rules say to each other is put in frames: what it is,
// which remote it is for, how long it is, and that many bytes.
type frame struct {
	what    byte
	remote  uint32
	payload []byte
}

// What frames are.
const (
	frameOpen   = iota // a remote begins, by a word before the names of its rules
	frameAsk           // a request to a remote
	frameStop          // what is asked is to come to an end
	frameAnswer        // an answer
	frameWrong         // why a request has no answer
	frames
)

// header is the length of what comes before the bytes of a frame.
const header = 1 + 4 + 8

// maxFrame is how long a frame may be.
const maxFrame = maxMemory

// errFrame is said of what is no frame.
var errFrame = errors.New("the process that runs the rules wrote what makes no sense")

func (f *frame) write(w io.Writer) error {
	head := make([]byte, header)
	head[0] = f.what
	binary.LittleEndian.PutUint32(head[1:], f.remote)
	binary.LittleEndian.PutUint64(head[5:], uint64(len(f.payload)))
	if _, err := w.Write(head); err != nil {
		return err
	}
	_, err := w.Write(f.payload)
	return err
}

// readFrame reads a frame. What it says of its length is believed as far as bytes come.
func readFrame(r io.Reader) (*frame, error) {
	head := make([]byte, header)
	if _, err := io.ReadFull(r, head); err != nil {
		return nil, err
	}
	f := &frame{what: head[0], remote: binary.LittleEndian.Uint32(head[1:])}
	n := binary.LittleEndian.Uint64(head[5:])
	if f.what >= frames || n > maxFrame {
		return nil, errFrame
	}
	const step = 1 << 20
	for left := int(n); left > 0; {
		at := len(f.payload)
		f.payload = append(f.payload, make([]byte, min(left, max(step, at)))...)
		if _, err := io.ReadFull(r, f.payload[at:]); err != nil {
			return nil, err
		}
		left -= len(f.payload) - at
	}
	return f, nil
}
