package packed

import (
	"math"
	"testing"
)

// TestReadsWhatWasWritten holds that all comes back, and that of fewer bytes nothing comes back that was not written.
func TestReadsWhatWasWritten(t *testing.T) {
	numbers := []int{0, 1, 127, 128, 300, 1 << 14, 1 << 21, math.MaxInt32}
	var w Writer
	for _, n := range numbers {
		w.Number(n)
	}
	w.Text("a text")
	w.Raw(7, 8)
	w.Number(2)
	read := func(data string) *Reader {
		r := NewReader(data)
		for _, want := range numbers {
			if got := r.Number(); got != want && !r.Torn() {
				t.Errorf("%d is read as %d", want, got)
			}
		}
		if got := r.Text(); got != "a text" && !r.Torn() {
			t.Errorf("the text is %q", got)
		}
		if a, b := r.Byte(), r.Raw(1); (a != 7 || b != "\x08") && !r.Torn() {
			t.Errorf("the bytes are %d and %q", a, b)
		}
		if got := r.Below(3); got != 2 && !r.Torn() {
			t.Errorf("2 is read as %d", got)
		}
		return r
	}
	data := string(w.Bytes())
	if len(data) != w.Len() || !read(data).Ended() {
		t.Error("something is left, or torn")
	}
	for n := range data {
		if r := read(data[:n]); !r.Torn() || r.Ended() {
			t.Errorf("the first %d bytes are read as a whole", n)
		}
	}
}

// TestTorn holds that numbers beyond what may be there tear a reader, and that it gives nothing more then.
func TestTorn(t *testing.T) {
	for name, read := range map[string]func(r *Reader){
		"a number beyond 31 bits": func(r *Reader) { r.Number() },
		"more than there are":     func(r *Reader) { r.Byte(); r.Count() },
		"a place beyond a list":   func(r *Reader) { r.Byte(); r.Below(3) },
	} {
		r := NewReader("\xff\xff\xff\xff\x0f\x05\x03")
		if name != "a number beyond 31 bits" {
			r = NewReader("\x00\x05\x03\x01")
		}
		read(r)
		if !r.Torn() || r.Number() != 0 || r.Text() != "" || r.Byte() != 0 || r.Ended() {
			t.Errorf("%s: the reader goes on", name)
		}
	}
}
