package content

import (
	"errors"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// What a document or a workbook may ask of us. Those that people write stay far below; what lies above is a mistake,
// or meant to keep us busy. A file that is too large is refused. Of the others, what is beyond a limit is left out,
// and File.Unread says so.
const (
	MaxFile    = 20 << 20  // bytes of a file
	MaxText    = 64 << 10  // bytes of a paragraph or a cell
	MaxRows    = 1_048_576 // rows of a table: what a sheet can hold
	MaxColumns = 16_384    // and its columns
	MaxCells   = 2_000_000 // cells or paragraphs of a file that are not empty
	MaxDepth   = 64        // lists, tables and quotes inside each other
)

// Cut is a text up to MaxText, and whether more of it was there. It ends with a whole letter.
func Cut(text []byte) (short []byte, cut bool) {
	if len(text) <= MaxText {
		return text, false
	}
	end := MaxText
	for end > MaxText-utf8.UTFMax && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end:end], true
}

// FitsFile refuses a file that is larger than MaxFile.
func FitsFile(data []byte) error {
	if len(data) <= MaxFile {
		return nil
	}
	return errors.New(wording.TheFileHasMibAnd((len(data)+1<<20-1)>>20, MaxFile>>20))
}

// TooManyRows says of a table that only its first rows were read.
func TooManyRows(within source.Within, at source.Span) Note {
	return Note{Within: within, Span: at, Text: wording.OnlyTheFirstRowsAre(MaxRows)}
}

// TooManyColumns says of a row that only its first cells were read.
func TooManyColumns(within source.Within, at source.Span) Note {
	return Note{Within: within, Span: at, Text: wording.OnlyTheFirstColumnsAre(MaxColumns)}
}

// TooLong says of a paragraph or a cell that only its beginning was read.
func TooLong(within source.Within, at source.Span) Note {
	return Note{Within: within, Span: at, Text: wording.OnlyTheFirstKibOf(MaxText >> 10)}
}

// maxTexts is how many bytes all texts of a file have at most. Files that say a text once and show it in many cells
// could have many more of them than bytes.
const maxTexts = 128 << 20

// Room counts what a file holds, up to what is read of it. The zero Room is empty.
type Room struct {
	cells, bytes int
	full         bool
}

// Take makes room for one more cell or paragraph, and reports whether there was any.
func (r *Room) Take(text int) bool {
	if r.full {
		return false
	}
	r.cells++
	r.bytes += text
	r.full = r.cells > MaxCells || r.bytes > maxTexts
	return !r.full
}

// Note says where the room ended.
func (r *Room) Note(within source.Within, at source.Span) Note {
	why := wording.WhatFollowsIsNotRead(MaxCells)
	if r.cells <= MaxCells {
		why = wording.WhatFollowsIsNotReadSince(maxTexts >> 20)
	}
	return Note{Within: within, Span: at, Text: why}
}
