// Package exchange writes as bytes what the process that reads definitions and the one that runs the rules of
// strangers say to each other of rules: what is to be compiled, what programs tell of themselves, what they found, and
// what is wrong. What it reads is held to be a stranger's: it has limits, and is refused where it makes no sense.
package exchange

import (
	"errors"

	"github.com/kpilint/kpilint/engine/wording"
)

// Kind is what is asked.
type Kind byte

// What is asked, in the order in which that is done.
const (
	ToLoad    Kind = iota // policies for conftest: see [Policies]
	ToCompile             // rules: see [Rules]
	ToJudge               // an organisation: see [Batch]
)

// ErrOdd is the error of an answer that makes no sense.
var ErrOdd = errors.New(wording.TheAnswerMakesNoSense())

// KindOf is what a request asks; false if it is not a request.
func KindOf(request []byte) (Kind, bool) {
	if len(request) == 0 || Kind(request[0]) > ToJudge {
		return 0, false
	}
	return Kind(request[0]), true
}

// begin begins a request.
func begin(kind Kind) *writer {
	w := &writer{}
	w.Raw(byte(kind))
	return w
}

// open reads a request after its first byte.
func open(request []byte) *reader {
	r := newReader(string(request))
	r.Byte()
	return r
}

// ended is the error of something that was not read to its end.
func (r *reader) ended() error {
	if !r.Ended() {
		return ErrOdd
	}
	return nil
}
