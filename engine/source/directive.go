package source

import "bytes"

// readAs11 returns data in which %YAML 1.2 reads %YAML 1.1, the only version
// that go.yaml.in/yaml/v4 does not refuse. Nothing else depends on it: scalars
// are resolved here, and no byte moves. Text that looks like a directive, but
// does not stand where one may, is left alone.
func readAs11(data []byte, from int) []byte {
	directive := []byte("%YAML 1.2")
	if !bytes.Contains(data, directive) {
		return data
	}
	data = bytes.Clone(data)
	head := true // no document is open
	for i := from; i < len(data); i = afterLine(data, i) {
		line := data[i:lineEnd(data, i)]
		if head && bytes.HasPrefix(line, directive) {
			line[len(directive)-1] = '1'
		}
		head = head && isHead(line) || isMarker(line, 0, "...")
	}
	return data
}

// isHead reports a line that may stand before a document: empty, a comment or
// a directive.
func isHead(line []byte) bool {
	trimmed := bytes.TrimLeft(line, " \t")
	return len(trimmed) == 0 || trimmed[0] == '#' || line[0] == '%'
}
