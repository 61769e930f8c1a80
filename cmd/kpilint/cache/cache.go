// Package cache keeps what runs have worked out, in a folder of the user. An entry is found by a digest of all that it
// follows from. It is written beside and put in its place in one step, and carries a checksum: one that is torn,
// altered or another one's is none. Any number of processes may use a folder at a time, and any of them may be killed.
//
// The folder must be the user's own, and closed to all others: anyone who can write to it can say what runs find.
package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/cespare/xxhash/v2"
)

// The bounds of a cache. Where there is more, what was not used for the longest time goes.
const (
	MaxEntry   = 128 << 20 // the size of the largest entry, in bytes
	MaxSize    = 512 << 20 // of all together
	maxEntries = 2000
)

// Key is a digest of what an entry follows from.
type Key [sha256.Size]byte

// KeyOf is the key of something, by all that it follows from.
func KeyOf(parts ...string) Key {
	h := sha256.New()
	for _, p := range parts {
		var n [8]byte
		binary.LittleEndian.PutUint64(n[:], uint64(len(p)))
		h.Write(n[:])
		h.Write([]byte(p))
	}
	return Key(h.Sum(nil))
}

// String is the name of its file.
func (k Key) String() string { return hex.EncodeToString(k[:]) }

// Store is a folder with entries. A nil Store has none and takes none.
type Store struct {
	root *os.Root
	most int64 // MaxSize, but for tests
}

// Open opens a folder, and makes it where it does not exist. It is refused where it is a link, or somebody else may
// write to it.
func Open(dir string) (*Store, error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return nil, plain(err)
	}
	info, err := os.Lstat(dir)
	switch {
	case err != nil:
		return nil, plain(err)
	case info.Mode()&fs.ModeSymlink != 0:
		return nil, errors.New("it is a symbolic link")
	case !info.IsDir():
		return nil, errors.New("it is not a folder")
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, plain(err)
	}
	opened, err := root.Stat(".")
	if err == nil && !os.SameFile(info, opened) {
		err = errors.New("it changed while it was opened")
	}
	if err == nil {
		err = ours(opened)
	}
	if err != nil {
		return nil, errors.Join(plain(err), root.Close())
	}
	return &Store{root: root, most: MaxSize}, nil
}

// magic begins every entry; its number is that of the layout.
const magic = "kpilint cache 2\n"

// header is what comes before the content: magic, key, checksum and length.
const header = len(magic) + sha256.Size + 2*8

// Get is an entry; false where there is none that is whole.
func (s *Store) Get(k Key) ([]byte, bool) {
	if s == nil {
		return nil, false
	}
	data, err := s.read(k.String())
	if err != nil {
		return nil, false
	}
	content, ok := open(k, data)
	if !ok {
		_ = s.root.Remove(k.String()) // another run may have done so
		return nil, false
	}
	s.used(k.String())
	return content, true
}

func open(k Key, data []byte) (content []byte, ok bool) {
	if len(data) < header || string(data[:len(magic)]) != magic {
		return nil, false
	}
	rest := data[len(magic):]
	content = data[header:]
	sum, length := binary.LittleEndian.Uint64(rest[len(k):]), binary.LittleEndian.Uint64(rest[len(k)+8:])
	ok = bytes.Equal(rest[:len(k)], k[:]) && length == uint64(len(content)) && sum == checksum(k, content)
	return content, ok
}

// checksum shows that a content was torn or changed by accident. Somebody who changes it on purpose can change this,
// too.
func checksum(k Key, content []byte) uint64 {
	var h xxhash.Digest
	h.Reset()
	_, _ = h.Write(k[:])
	_, _ = h.Write(content)
	return h.Sum64()
}

// read reads a file of the folder: a regular one of bounded size, through no link.
func (s *Store) read(name string) ([]byte, error) {
	info, err := s.root.Lstat(name)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() || info.Size() > int64(MaxEntry+header) {
		return nil, errors.New("it is no entry")
	}
	f, err := s.root.OpenFile(name, os.O_RDONLY|withoutWaiting, 0)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	now, err := f.Stat()
	if err != nil || !os.SameFile(info, now) {
		return nil, errors.New("it changed while it was opened")
	}
	data := make([]byte, info.Size())
	_, err = io.ReadFull(f, data)
	return data, err
}

// oftenEnough is how exactly the folder knows when an entry was last used.
const oftenEnough = time.Hour

// used notes that an entry is used. Where that fails it goes earlier than it might.
func (s *Store) used(name string) {
	now := time.Now()
	if info, err := s.root.Lstat(name); err == nil && now.Sub(info.ModTime()) > oftenEnough {
		_ = s.root.Chtimes(name, now, now)
	}
}

// beginning is how names of files begin that are being written.
const beginning = ".new-"

var written atomic.Int64

// Put keeps an entry in place of an earlier one. One that is too large is left out.
func (s *Store) Put(k Key, content []byte) error {
	if s == nil || len(content) > MaxEntry {
		return nil
	}
	head := slices.Concat([]byte(magic), k[:])
	head = binary.LittleEndian.AppendUint64(head, checksum(k, content))
	head = binary.LittleEndian.AppendUint64(head, uint64(len(content)))
	beside := beginning + strings.Join([]string{strconv.Itoa(os.Getpid()), strconv.FormatInt(written.Add(1), 10),
		strconv.FormatInt(time.Now().UnixNano(), 36)}, "-")
	f, err := s.root.OpenFile(beside, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return plain(err)
	}
	_, err = f.Write(head)
	if err == nil {
		_, err = f.Write(content)
	}
	if err = errors.Join(err, f.Close()); err == nil {
		err = s.root.Rename(beside, k.String())
	}
	if err != nil {
		return errors.Join(plain(err), s.root.Remove(beside))
	}
	if s.due(header + len(content)) {
		s.trim(k.String())
	}
	return nil
}

// The folder is looked through after so many entries were put, or so many bytes, by all runs together: there may be
// thousands of files.
const (
	seldom    = 64
	seldomFor = 32 << 20
)

// tally is a file that has a byte for each entry that was put since the folder was last looked through, and several for
// a large one.
const tally = ".put"

// due reports whether the folder is to be looked through after so many bytes were put. Where nobody can count, it is.
func (s *Store) due(size int) bool {
	f, err := s.root.OpenFile(tally, os.O_WRONLY|os.O_CREATE|os.O_APPEND|withoutWaiting, 0o600)
	if err != nil {
		return true
	}
	defer f.Close()
	unit := min(seldomFor, s.most/16) / seldom
	_, err = f.Write(make([]byte, min(1+int64(size)/max(unit, 1), seldom)))
	info, wrong := f.Stat()
	return err != nil || wrong != nil || info.Size() >= seldom
}

// abandoned is the age of a file that is being written by a process that has ended.
const abandoned = time.Hour

// file is a file of the folder.
type file struct {
	name string
	size int64
	used time.Time
}

// files are the entries, those used last first, and what is being written.
func (s *Store) files() (entries, beside []file, err error) {
	names, err := fs.ReadDir(s.root.FS(), ".")
	if err != nil {
		return nil, nil, plain(err)
	}
	for _, n := range names {
		info, err := s.root.Lstat(n.Name())
		if err != nil || !info.Mode().IsRegular() {
			continue // it has gone meanwhile, or it is not one of ours
		}
		one := file{n.Name(), info.Size(), info.ModTime()}
		switch {
		case strings.HasPrefix(n.Name(), beginning):
			beside = append(beside, one)
		case isEntry(n.Name()):
			entries = append(entries, one)
		}
	}
	slices.SortStableFunc(entries, func(a, b file) int { return b.used.Compare(a.used) })
	return entries, beside, nil
}

func isEntry(name string) bool {
	b, err := hex.DecodeString(name)
	return err == nil && len(b) == len(Key{})
}

// trim keeps the folder within its bounds. kept stays, as it was written just now.
func (s *Store) trim(kept string) {
	_ = s.root.Remove(tally) // another run may have done so
	entries, beside, err := s.files()
	if err != nil {
		return
	}
	total := int64(0)
	for i, e := range entries {
		if total += e.size; (total > s.most || i >= maxEntries) && e.name != kept {
			_ = s.root.Remove(e.name) // another run may have done so
		}
	}
	for _, b := range beside {
		if time.Since(b.used) > abandoned {
			_ = s.root.Remove(b.name)
		}
	}
}

// Size is how many entries there are, and their size in bytes.
func (s *Store) Size() (n int, bytes int64, err error) {
	entries, _, err := s.files()
	for _, e := range entries {
		bytes += e.size
	}
	return len(entries), bytes, err
}

// Clean removes all entries, and what killed runs have left. It says how many entries went, and their size in bytes.
func (s *Store) Clean() (n int, bytes int64, err error) {
	entries, beside, err := s.files()
	if err != nil {
		return 0, 0, err
	}
	_ = s.root.Remove(tally)
	var errs []error
	for _, e := range slices.Concat(entries, beside) {
		err := s.root.Remove(e.name)
		switch {
		case err == nil && isEntry(e.name):
			n, bytes = n+1, bytes+e.size
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			errs = append(errs, fmt.Errorf("remove %s: %w", e.name, plain(err)))
		}
	}
	return n, bytes, errors.Join(errs...)
}

// plain is an error without the path in it.
func plain(err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return pathError.Err
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return link.Err
	}
	return err
}
