package source

import (
	"bytes"
	"strings"
)

// This file finds where YAML values end: the parser only says where they
// start. It reads the text again, with the decoded value as its guide.

func isSpace(c byte) bool { return c == ' ' || c == '\t' || isBreak(c) }

// skipSpace passes spaces, line ends and comments. The byte before i must not
// be part of a plain scalar.
func skipSpace(data []byte, i int) int {
	for i < len(data) {
		switch {
		case isSpace(data[i]):
			i++
		case data[i] == '#':
			i = lineEnd(data, i)
		default:
			return i
		}
	}
	return i
}

// skipProperties passes the anchor and the tag of a value, in either order.
// It returns where they end and where the value may start.
func skipProperties(data []byte, i int, anchor string) (end, value int) {
	end, value = i, i
	var anchored, tagged bool
	for value < len(data) {
		switch {
		case data[value] == '&' && !anchored: // a second one is the next value's
			anchored, end = true, min(value+1+len(anchor), len(data))
		case data[value] == '!' && !tagged:
			tagged, end = true, tagEnd(data, value)
		default:
			return end, value
		}
		value = skipSpace(data, end)
	}
	return end, value
}

func tagEnd(data []byte, i int) int {
	if bytes.HasPrefix(data[i:], []byte("!<")) {
		if n := bytes.IndexByte(data[i:], '>'); n >= 0 {
			return i + n + 1
		}
	}
	for i < len(data) && !isSpace(data[i]) && !strings.ContainsRune(",[]{}", rune(data[i])) {
		i++
	}
	return i
}

// follow returns where value ends when its characters are written from i on,
// with other spaces and line ends between them than it has.
func follow(data []byte, i int, value string) int {
	if n := len(value); n > 0 && i+n <= len(data) && string(data[i:i+n]) == value {
		return i + len(strings.TrimRight(value, " \t\n"))
	}
	end := i
	for j := 0; j < len(value); j++ {
		if isSpace(value[j]) {
			continue
		}
		for i < len(data) && isSpace(data[i]) {
			i++
		}
		if i == len(data) || data[i] != value[j] {
			return end
		}
		i++
		end = i
	}
	return end
}

// singleEnd and doubleEnd return what follows the closing quote of a scalar
// that opens at i.
func singleEnd(data []byte, i int) int {
	for i++; i < len(data); i++ {
		if data[i] != '\'' {
			continue
		}
		if i+1 == len(data) || data[i+1] != '\'' {
			return i + 1
		}
		i++
	}
	return len(data)
}

func doubleEnd(data []byte, i int) int {
	for i++; i < len(data); i++ {
		switch data[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(data)
}

// blockEnd returns the end of the last line of a block scalar that holds more
// than spaces, or of its header when there is none.
func blockEnd(data []byte, i int, value string) int {
	header := headerEnd(data, i)
	if strings.Trim(value, " \t\n") == "" {
		return header
	}
	return lineEnd(data, follow(data, afterLine(data, header), value))
}

// headerEnd returns the end of `|`, `>2-` and the like.
func headerEnd(data []byte, i int) int {
	for i++; i < len(data) && strings.ContainsRune("+-123456789", rune(data[i])); i++ {
	}
	return i
}

// bracketEnd returns what follows the bracket that closes a flow collection
// whose last child ends at i.
func bracketEnd(data []byte, i int) int {
	for i < len(data) {
		i = skipSpace(data, i)
		if i == len(data) {
			break
		}
		switch data[i] {
		case ']', '}':
			return i + 1
		case ',', ':', '?':
			i++
		default:
			return i
		}
	}
	return i
}

// colonEnd returns what follows the colon after a key that ends at i, or i
// when none is written.
func colonEnd(data []byte, i int) int {
	at := skipSpace(data, i)
	if at == len(data) || data[at] != ':' {
		return i
	}
	if after := at + 1; after == len(data) || isSpace(data[after]) || strings.ContainsRune(",[]{}", rune(data[after])) {
		return after
	}
	return i
}
