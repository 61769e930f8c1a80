package engine

import (
	"slices"

	"github.com/kpilint/kpilint/engine/model"
)

// Packed are definitions of files as an earlier run has read them, by the names and contents of the files.
type Packed = model.Packed

// Unpack reads what ReadFiles.Pack gave; nil where it is something else.
func Unpack(data []byte) *Packed { return model.Unpack(data) }

// ReadFiles are the files that a run has read. A later run takes what they gave from there: see Input.Packed.
type ReadFiles struct{ files []*parsed }

// maxPacked is of how many bytes of files what they gave is packed: it takes about as many.
const maxPacked = 64 << 20

// readFiles are those of a snapshot; nil where nobody asked, or where they are too large.
func (s *Snapshot) readFiles() *ReadFiles {
	size := 0
	for _, p := range s.read {
		size += p.size()
	}
	if !s.in.Carry || !s.in.unpacks() || size > maxPacked {
		return nil
	}
	return &ReadFiles{s.read}
}

// unpacks reports whether files need not be read of which is known what they gave: not where somebody asks what is read
// of definitions, and not where an earlier state is held against this one.
func (in *Input) unpacks() bool { return !in.Track && in.Trusted == nil }

// Pack packs what the files gave that others do not have, and says how many files these are. It is safe on nil.
func (r *ReadFiles) Pack(others *Packed) (data []byte, files int) {
	if r == nil {
		return nil, 0
	}
	var packer model.Packer
	for _, p := range r.files {
		if p.plain() && !others.Has(p.name, p.digest()) && packer.Pack(p.name, p.digest(), p.definitions) {
			files++
		}
	}
	return packer.Bytes(), files
}

// plain reports whether a file gave definitions, and nothing else that anybody has to know.
func (p *parsed) plain() bool {
	return p.ours && p.err == nil && !p.document && p.content == nil && p.drafted == nil && p.mapped == nil &&
		len(p.problems)+len(p.ignores)+len(p.others)+len(p.skips)+len(p.empty) == 0
}

// unpack takes what the file gave when it was read before; false where that is not known.
func (of *reading) unpack(p *parsed) bool {
	for _, packed := range of.packed {
		if all := packed.Definitions(p.name, p.digest(), p.data); all != nil {
			p.definitions, p.ours = slices.Clip(all), true
			return true
		}
	}
	return false
}
