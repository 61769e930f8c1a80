package format

import (
	"bytes"
	"errors"
	"strings"
	"unicode/utf16"

	"github.com/kpilint/kpilint/engine/content/charset"
	"github.com/kpilint/kpilint/engine/content/csv"
	"github.com/kpilint/kpilint/engine/content/parts"
	"github.com/kpilint/kpilint/engine/wording"
)

// sample is what a file shows of itself.
type sample struct {
	data    []byte
	archive *parts.Archive // of a zip
	kind    string         // what a zip says it is, of those that say so
	text    []byte         // the beginning of a text, in UTF-8; nil for none
	head    string         // its first letters, small, behind what stands before the first element of XML
}

const (
	headLength = 64 << 10 // bytes of a text that are looked at
	maxKind    = 256      // bytes
)

func newSample(data []byte) (*sample, error) {
	s := &sample{data: data}
	if len(bytes.TrimSpace(data)) == 0 {
		return nil, errors.New(wording.TheFileIsEmpty())
	}
	if bytes.HasPrefix(data, []byte("PK\x03\x04")) || bytes.HasPrefix(data, []byte("PK\x05\x06")) {
		var err error
		if s.archive, err = parts.Open(data); err != nil {
			return nil, err
		}
		kind, err := s.archive.Bytes("mimetype", maxKind)
		s.kind = string(kind)
		return s, err
	}
	text, _, err := charset.Decode(data[:min(len(data), headLength)])
	if err == nil {
		s.text = text
		s.head = strings.ToLower(string(bytes.TrimSpace(text[:min(len(text), 4096)])))
	}
	return s, nil
}

func (s *sample) begins(signs ...string) bool {
	for _, sign := range signs {
		if bytes.HasPrefix(s.data, []byte(sign)) {
			return true
		}
	}
	return false
}

// has reports whether a zip has parts that begin so.
func (s *sample) has(begin string) bool { return s.archive != nil && len(s.archive.Names(begin)) > 0 }

func (s *sample) isWord() bool { return s.has("word/") }

func (s *sample) isExcel() bool { return s.has("xl/") && !s.has("xl/workbook.bin") }

func (s *sample) isOpenDocument() bool {
	return s.has("content.xml") && (strings.HasPrefix(s.kind, openDocument+"text") || strings.HasPrefix(s.kind,
		openDocument+"spreadsheet"))
}

const openDocument = "application/vnd.oasis.opendocument."

// streams are what files of older formats of Office have in them, whose names say what they are.
var streams = []string{"EncryptedPackage", "WordDocument", "Workbook", "Book", "PowerPoint Document",
	"__properties_version1.0"}

// old reports whether a file is of the older format of Office that has a stream of the name. A document may hold
// others; its own stream comes first.
func (s *sample) old(stream string) bool {
	if !s.begins("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
		return false
	}
	first, at := "", len(s.data)
	for _, name := range streams {
		var wide []byte
		for _, c := range utf16.Encode([]rune(name + "\x00")) {
			wide = append(wide, byte(c), byte(c>>8))
		}
		if i := bytes.Index(s.data[:at], wide); i >= 0 {
			first, at = name, i
		}
	}
	return first == stream
}

// looksPosted reports whether a text is a job posting in JSON.
func (s *sample) looksPosted() bool {
	return (strings.HasPrefix(s.head, "{") || strings.HasPrefix(s.head, "[")) && bytes.Contains(s.data, []byte(
		`"JobPosting"`))
}

// looksLikePage reports whether a text is HTML.
func (s *sample) looksLikePage() bool {
	for _, begin := range []string{"<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<div", "<p", "<h1"} {
		if strings.HasPrefix(s.head, begin) {
			return true
		}
	}
	return strings.HasPrefix(s.head, "<") && strings.Contains(s.head, "<html")
}

func (s *sample) looksLikeTable() bool { return s.text != nil && csv.IsTable(s.text) }

func (s *sample) isText() bool { return s.text != nil }

// isXML reports whether a text is XML with a word in its first element.
func (s *sample) isXML(word string) bool {
	return strings.HasPrefix(s.head, "<") && strings.Contains(s.head, word)
}
