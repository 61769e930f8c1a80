package format

import "strings"

// other is a format that is not read, and how its files become some that are.
type other struct {
	is   func(*sample) bool
	says string
}

// others are asked after the readers.
var others = []other{
	{starts("%PDF-", "\xef\xbb\xbf%PDF-"), "the file is a PDF, from which text comes without its tables and with " +
		"words that stick " +
		"together: save the document that it was made from as .docx or .xlsx, or copy its text into a .txt"},
	{stream("EncryptedPackage"), "the file is protected with a password: open it, remove the password (File, Info, " +
		"Protect), and " +
		"save it again"},
	{stream("WordDocument"), "the file is a Word document of the older format .doc: open it in Word or LibreOffice, " +
		"and save it as .docx"},
	{stream("Workbook"), oldWorkbook},
	{stream("Book"), oldWorkbook},
	{stream("PowerPoint Document"), slides},
	{stream("__properties_version1.0"), "the file is a message of Outlook: save its text as .txt, or the document " +
		"that it brings"},
	{starts("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
		"the file is of an older format of Office: open it in its program, and save it as " +
			".docx or .xlsx"},
	{starts("{\\rtf"), "the file is Rich Text (.rtf): open it in Word or LibreOffice, and save it as .docx"},
	{parted("xl/workbook.bin"), "the file is a binary workbook (.xlsb): open it in Excel, and save it as .xlsx"},
	{parted("ppt/"), slides},
	{parted("index/"), "the file is of Pages, Numbers or Keynote: export it there (File, Export To) as Word or Excel"},
	{parted("index.zip"), "the file is of Pages, Numbers or Keynote: export it there (File, Export To) as Word or " +
		"Excel"},
	{kind("application/epub+zip"), "the file is a book (.epub): save its text as .txt"},
	{kind(openDocument), "the file is an OpenDocument presentation or drawing: save its text as .odt or .txt"},
	{isArchive, "the file is an archive: unpack it, and name the documents in it"},
	{isPicture, "the file is a picture, and text in pictures is not read: take the document that it was made from"},
	{xml("<workbook"), "the file is a workbook in the XML of Excel 2003: open it in Excel, and save it as .xlsx"},
	{xml("<w:worddocument"), "the file is a document in the XML of Word 2003: open it in Word, and save it as .docx"},
	{xml("<pkg:package"), "the file is a document in one piece of XML: open it in Word, and save it as .docx"},
	{xml("<office:document"), "the file is OpenDocument in one piece of XML: open it in LibreOffice, and save it as " +
		".odt or .ods"},
	{isMail, "the file is a page or a message with all that belongs to it (.mht, .eml, or .doc as a wiki exports " +
		"it): open it in Word " +
		"or in a browser, and save it as .docx or .html"},
}

const (
	oldWorkbook = "the file is a workbook of the older format .xls: open it in Excel or LibreOffice, and save it as " +
		".xlsx"
	slides = "the file is a presentation, and slides are not read: save its text as .docx or .txt"
)

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
