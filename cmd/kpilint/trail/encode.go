package trail

import (
	"encoding/binary"
	"errors"
)

// Encode writes sights, which stand in order, as bytes: each with as much of its name as differs from the one before.
func Encode(all []Sight) []byte {
	var b []byte
	b = binary.AppendUvarint(b, uint64(len(all)))
	before := ""
	for _, s := range all {
		same := common(before, s.Name)
		b = append(b, byte(s.Kind))
		b = binary.AppendUvarint(b, uint64(same))
		b = text(b, s.Name[same:])
		b = text(b, s.Seen)
		before = s.Name
		if s.Kind != Content && s.Kind != Folder {
			continue
		}
		whole := int64(0)
		if s.Whole {
			whole = 1
		}
		for _, n := range []int64{s.Size, whole, int64(s.Stat.Device), int64(s.Stat.Inode), s.Stat.Size,
			s.Stat.Modified, s.Stat.Status} {
			b = binary.AppendVarint(b, n)
		}
	}
	return b
}

// Decode reads what Encode wrote.
func Decode(b []byte) ([]Sight, error) {
	r := reader{left: b}
	n := r.number()
	if n > uint64(len(b)) {
		return nil, errShort
	}
	all := make([]Sight, 0, n)
	before := ""
	for range n {
		var s Sight
		s.Kind = Kind(r.byte())
		same := r.number()
		if same > uint64(len(before)) {
			return nil, errShort
		}
		s.Name = before[:same] + r.text()
		s.Seen = r.text()
		before = s.Name
		if s.Kind == Content || s.Kind == Folder {
			s.Size, s.Whole = r.signed(), r.signed() == 1
			s.Stat = Stat{uint64(r.signed()), uint64(r.signed()), r.signed(), r.signed(), r.signed()}
		}
		if r.short {
			return nil, errShort
		}
		all = append(all, s)
	}
	return all, nil
}

var errShort = errors.New("what was seen cannot be read")

func common(a, b string) int {
	n := 0
	for n < min(len(a), len(b)) && a[n] == b[n] {
		n++
	}
	return n
}

func text(b []byte, s string) []byte { return append(binary.AppendUvarint(b, uint64(len(s))), s...) }

type reader struct {
	left  []byte
	short bool
}

func (r *reader) byte() byte {
	if len(r.left) == 0 {
		r.short = true
		return 0
	}
	b := r.left[0]
	r.left = r.left[1:]
	return b
}

func (r *reader) number() uint64 {
	v, n := binary.Uvarint(r.left)
	if n <= 0 {
		r.short = true
		return 0
	}
	r.left = r.left[n:]
	return v
}

func (r *reader) signed() int64 {
	v, n := binary.Varint(r.left)
	if n <= 0 {
		r.short = true
		return 0
	}
	r.left = r.left[n:]
	return v
}

func (r *reader) text() string {
	n := r.number()
	if n > uint64(len(r.left)) {
		r.short = true
		return ""
	}
	s := string(r.left[:n])
	r.left = r.left[n:]
	return s
}
