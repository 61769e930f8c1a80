package charset

import (
	"bytes"
	"html"
)

// maxEntity is how many bytes an entity has at most.
const maxEntity = 32

// Entity writes the characters that an entity of HTML stands for in its place, &nbsp; at the beginning of a text, and
// paints over what is left of it. It returns the length of the entity, 0 where the text begins with none.
func Entity(text []byte) int {
	end := bytes.IndexByte(text[:min(len(text), maxEntity)], ';')
	if end < 0 || text[0] != '&' {
		return 0
	}
	name := string(text[:end+1])
	decoded := html.UnescapeString(name)
	if decoded == name || len(decoded) > len(name) {
		return 0
	}
	clear(text[:len(name)]) // content.Nothing
	if copy(text, decoded); text[0] < ' ' {
		text[0] = ' '
	}
	return len(name)
}
