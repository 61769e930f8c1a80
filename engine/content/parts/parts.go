// Package parts opens documents that are zip archives of XML, as office programs write them: within limits, one part
// at a time, and following nothing that leads elsewhere.
package parts

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/wording"
)

// What an archive may ask of us.
const (
	maxUnzipped = 200 << 20 // bytes of all of its parts together, and of those that are read
	maxEntries  = 10_000
	maxRatio    = 250      // how many times larger a part is than its bytes in the archive
	ratioFrom   = 10 << 20 // bytes of a part, below which its ratio does not matter
)

// Archive is an open document.
type Archive struct {
	parts map[string]*zip.File // by their names in small letters
	left  int64                // bytes that may still be read
}

// Open opens an archive. An error is a sentence that says what is wrong with the file.
func Open(data []byte) (*Archive, error) {
	if err := content.FitsFile(data); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, errors.New(wording.TheFileIsDamagedItsEnd())
	}
	if len(z.File) > maxEntries {
		return nil, errors.New(wording.TheFileHasPartsInside(len(z.File), maxEntries))
	}
	a := &Archive{parts: map[string]*zip.File{}, left: maxUnzipped}
	var total uint64
	for _, f := range z.File {
		if err := a.take(f); err != nil {
			return nil, err
		}
		if total += f.UncompressedSize64; total > maxUnzipped || f.UncompressedSize64 > maxUnzipped {
			return nil, errLarge
		}
	}
	return a, nil
}

var errLarge = errors.New(wording.TheFileIsLargerUnpacked(maxUnzipped >> 20))

// take adds a part, unless no office program would write it.
func (a *Archive) take(f *zip.File) error {
	name := strings.ReplaceAll(f.Name, `\`, "/")
	if strings.HasSuffix(name, "/") {
		return nil
	}
	key := strings.ToLower(name)
	switch {
	case path.IsAbs(name) || path.Clean(name) != name || strings.HasPrefix(name, "../") || strings.Contains(name, ":"):
		return strange(wording.TheNameOfAPart())
	case a.parts[key] != nil:
		return strange(wording.TwoOfItsPartsHave())
	case f.Flags&1 != 0:
		return errors.New(wording.TheFileIsProtectedWith())
	case f.Method != zip.Store && f.Method != zip.Deflate:
		return strange(wording.ItIsCompressedInA())
	case f.UncompressedSize64 > ratioFrom && f.UncompressedSize64/maxRatio > f.CompressedSize64:
		return strange(wording.APartOfItUnpacks(maxRatio))
	}
	a.parts[key] = f
	return nil
}

func strange(what string) error {
	return errors.New(wording.TheFileIsNotAs(what))
}

// Has reports whether there is a part of that name.
func (a *Archive) Has(name string) bool { return a.parts[strings.ToLower(name)] != nil }

// Names are the names of the parts that begin so, in small letters and in order.
func (a *Archive) Names(begin string) []string {
	var all []string
	for _, name := range slices.Sorted(maps.Keys(a.parts)) {
		if strings.HasPrefix(name, begin) {
			all = append(all, name)
		}
	}
	return all
}

// Bytes reads a part as it is, up to so many bytes; nil where there is none.
func (a *Archive) Bytes(name string, most int64) ([]byte, error) {
	r, err := a.open(name)
	if r == nil || err != nil {
		return nil, err
	}
	defer r.Close()
	data, err := io.ReadAll(io.LimitReader(r, most))
	if err != nil {
		return nil, damaged(name)
	}
	return data, nil
}

// open returns a reader of a part, nil where there is none.
func (a *Archive) open(name string) (io.ReadCloser, error) {
	f := a.parts[strings.ToLower(name)]
	if f == nil {
		return nil, nil
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged(name)
	}
	return &counted{r, a}, nil
}

func damaged(name string) error {
	return errors.New(wording.TheFileIsDamagedIn(name))
}

// counted reads no more than the archive may unpack, whatever it says of its sizes.
type counted struct {
	io.ReadCloser
	archive *Archive
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.ReadCloser.Read(p)
	if c.archive.left -= int64(n); c.archive.left < 0 {
		return 0, errLarge
	}
	return n, err
}
