package chart

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// widths are those of the letters from space to ~ in thousandths of the height, as in the metrics of Helvetica
// (Adobe, Core 14 fonts), which most fonts for screens are close to.
var widths = [...]uint16{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667,
	944,
	667, 667, 611, 278, 278, 278, 469, 556, 333,
	556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500,
	500, 500, 334, 260, 334, 584,
}

const (
	roomier = 1.04 // other fonts are wider
	boldly  = 1.08
)

// width is how wide a text is at most, for layout.
func width(text string, size float64, bold bool) float64 {
	sum := 0.0
	for _, r := range text {
		switch {
		case r >= ' ' && int(r-' ') < len(widths):
			sum += float64(widths[r-' '])
		case unicode.Is(unicode.Mn, r):
		case r >= 0x1100: // scripts with wide letters, and signs
			sum += 1000
		default:
			sum += 620
		}
	}
	sum *= size / 1000 * roomier
	if bold {
		sum *= boldly
	}
	return sum
}

// fit shortens a text until it fits into a width.
func fit(text string, room, size float64, bold bool) string {
	if text = clean(text); width(text, size, bold) <= room {
		return text
	}
	for text != "" {
		_, last := utf8.DecodeLastRuneInString(text)
		text = strings.TrimRight(text[:len(text)-last], " ,;:·")
		if width(text+"…", size, bold) <= room {
			return text + "…"
		}
	}
	return "…"
}

// wrap breaks a text into at most so many lines of a width; the last is shortened.
func wrap(text string, room, size float64, bold bool, most int) []string {
	var lines []string
	line := ""
	words := strings.FieldsFunc(strings.ReplaceAll(clean(text), " %", "\u00a0%"), func(r rune) bool { return r == ' ' })
	for i, word := range words {
		longer := strings.TrimLeft(line+" "+word, " ")
		if line == "" || width(longer, size, bold) <= room {
			line = longer
			continue
		}
		if len(lines) == most-1 {
			line += " " + strings.Join(words[i:], " ")
			break
		}
		lines, line = append(lines, fit(line, room, size, bold)), word
	}
	if line == "" {
		return lines
	}
	return append(lines, fit(line, room, size, bold))
}

// clean makes a text fit for a drawing: without signs that are none, that change direction or that XML does not have.
func clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\t' || r == '\r':
			return ' '
		case r == utf8.RuneError || r == 0xFFFE || r == 0xFFFF:
			return '\uFFFD'
		case unicode.Is(unicode.Cc, r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r),
			unicode.Is(unicode.Cs, r), unicode.Is(unicode.Co, r):
			return -1
		}
		return r
	}, text)
}

// capital begins a text with a capital letter.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}

// Wide is how wide a text is at most, as the layout takes it.
func (s *Shape) Wide() float64 { return width(s.Text, s.Size, s.Bold) }
