package format

import (
	"strings"

	"github.com/kpilint/kpilint/engine/wording"
)

// other is a format that is not read, and how its files become some that are.
type other struct {
	is   func(*sample) bool
	says wording.Text
}

// others are asked after the readers.
var others = []other{
	{starts("%PDF-", "\xef\xbb\xbf%PDF-"), wording.TheFileIsAPdf},
	{stream("EncryptedPackage"), wording.TheFileIsProtectedWithA},
	{stream("WordDocument"), wording.TheFileIsAWord},
	{stream("Workbook"), wording.TheFileIsAnOldWorkbook},
	{stream("Book"), wording.TheFileIsAnOldWorkbook},
	{stream("PowerPoint Document"), wording.TheFileIsAPresentation},
	{stream("__properties_version1.0"), wording.TheFileIsAMessage},
	{starts("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
		wording.TheFileIsOfAn},
	{starts("{\\rtf"), wording.TheFileIsRichText},
	{parted("xl/workbook.bin"), wording.TheFileIsABinary},
	{parted("ppt/"), wording.TheFileIsAPresentation},
	{parted("index/"), wording.TheFileIsOfPages},
	{parted("index.zip"), wording.TheFileIsOfPages},
	{kind("application/epub+zip"), wording.TheFileIsABook},
	{kind(openDocument), wording.TheFileIsAnOpendocument},
	{isArchive, wording.TheFileIsAnArchive},
	{isPicture, wording.TheFileIsAPicture},
	{xml("<workbook"), wording.TheFileIsAWorkbook},
	{xml("<w:worddocument"), wording.TheFileIsADocument},
	{xml("<pkg:package"), wording.TheFileIsADocumentIn},
	{xml("<office:document"), wording.TheFileIsOpendocumentIn},
	{isMail, wording.TheFileIsAPage},
}

func starts(signs ...string) func(*sample) bool {
	return func(s *sample) bool { return s.begins(signs...) }
}

func stream(name string) func(*sample) bool { return func(s *sample) bool { return s.old(name) } }

func parted(begin string) func(*sample) bool { return func(s *sample) bool { return s.has(begin) } }

func kind(begin string) func(*sample) bool {
	return func(s *sample) bool { return strings.HasPrefix(s.kind, begin) }
}

func xml(word string) func(*sample) bool { return func(s *sample) bool { return s.isXML(word) } }

func isArchive(s *sample) bool {
	return s.archive != nil || s.begins("\x1f\x8b", "7z\xbc\xaf\x27\x1c", "Rar!\x1a\x07", "BZh", "\xfd7zXZ\x00")
}

func isPicture(s *sample) bool {
	d := string(s.data[:min(len(s.data), 12)])
	if len(d) == 12 && (d[4:8] == "ftyp" || d[:4] == "RIFF" && d[8:] == "WEBP") {
		return true
	}
	return s.begins("\x89PNG\r\n", "\xff\xd8\xff", "GIF87a", "GIF89a", "II*\x00", "MM\x00*", "BM") && s.text == nil ||
		s.isXML("<svg") && !strings.Contains(s.head, "<html")
}

func isMail(s *sample) bool {
	for _, begin := range []string{"mime-version:", "date:", "from:"} {
		if strings.HasPrefix(s.head, begin) {
			return strings.Contains(s.head, "content-type: multipart/")
		}
	}
	return false
}
