package source

import (
	"errors"
	"fmt"
	"strings"

	"go.yaml.in/yaml/v4"
)

// failure reports, in our words, that a document which starts at from cannot
// be parsed.
func (y *yamlReader) failure(err error, from int) {
	var e *yaml.LoadError
	if !errors.As(err, &e) || e.Mark.Line == 0 {
		y.problemAt(from, "this cannot be read as YAML: simplify or quote what follows")
		return
	}
	at := min(y.offset(e.Mark.Line+y.firstLine, e.Mark.Column), y.end)
	say, show := y.explain(e, at)
	y.problemAt(show, "%s", say)
}

// explain returns what is wrong, and where to point.
func (y *yamlReader) explain(e *yaml.LoadError, at int) (say string, show int) {
	open := at
	if e.ContextMark.Line > 0 {
		open = y.offset(e.ContextMark.Line+y.firstLine, e.ContextMark.Column)
	}
	for _, x := range explanations {
		if strings.Contains(e.ContextMsg, x.context) && strings.Contains(e.Message, x.message) {
			return x.say(y, e, open, at)
		}
	}
	return y.generic(at), at
}

// generic is for errors that we have no words for.
func (y *yamlReader) generic(at int) string {
	return fmt.Sprintf("this cannot be read as YAML: %s is not expected here; check the indentation, or quote what is text", y.see(at))
}

// An explanation puts an error of the library into words for people who do
// not know how YAML is parsed.
type explanation struct {
	context, message string
	say              func(y *yamlReader, e *yaml.LoadError, open, at int) (string, int)
}

// The texts on the left are those of go.yaml.in/yaml/v4; TestYAMLErrors fails
// when one of them changes.
var explanations = []explanation{
	{"quoted scalar", "document indicator", unclosedQuote},
	{"quoted scalar", "end of stream", unclosedQuote},
	{"quoted scalar", "unknown escape", badEscape},
	{"quoted scalar", "hexadecimal", badEscape},
	{"quoted scalar", "invalid Unicode", badEscape},
	{"next token", "cannot start any token", badStart},
	{"", "tab character", tabIndent},
	{"", "mapping values are not allowed", strayColon},
	{"", "could not find expected ':'", missingColon},
	{"", "block sequence entries are not allowed", here("a list cannot start in the middle of a line: put %s on a line of its own, under its key")},
	{"", "expected '-' indicator", here("the list above goes on, but %s is no item of it: start it with \"- \", or check its indentation")},
	{"flow sequence", "expected ',' or ']'", unclosedBracket("[", "]")},
	{"flow mapping", "expected ',' or '}'", unclosedBracket("{", "}")},
	{"block mapping", "did not find expected key", here("%s is no key of the map above: check its indentation, or quote the text it belongs to")},
	{"flow node", "expected node content", emptyInBrackets},
	{"", "expected node content", here("a value is expected here, not %s: quote it if it is text")},
	{"", "unknown anchor", unknownAnchor},
	{"", "exceeded max depth", tooDeep},
	{"", "found incompatible YAML document", here("this file asks for another version of YAML: remove the line %s")},
	{"directive", "", here("a line that starts with % instructs the YAML reader, and %s is no such instruction: indent or quote it if it is text")},
	{"", "directive", here("%s stands where no instruction to the YAML reader may stand: indent or quote it if it is text")},
	{"block scalar", "", unquotedSign},
	{"anchor", "", here("an anchor needs a name of letters and digits after &: quote %s if it is text")},
	{"alias", "", here("a name of letters and digits is expected after *: quote %s if it is text")},
	{"tag", "", here("%s is read as a tag, because it starts with !: quote it if it is text")},
}

// here explains with the rest of the line in place of the last %s.
func here(format string) func(*yamlReader, *yaml.LoadError, int, int) (string, int) {
	return func(y *yamlReader, e *yaml.LoadError, open, at int) (string, int) {
		return strings.Replace(format, "%s", y.see(at), 1), at
	}
}

// unquotedSign is for the slip that everybody makes once: `target: >= 50 calls/day` without quotes.
func unquotedSign(y *yamlReader, _ *yaml.LoadError, _, at int) (string, int) {
	header := at
	for header > 0 && !isSpace(y.data[header-1]) {
		header--
	}
	rest := strings.TrimSpace(string(y.data[header:lineEnd(y.data, at)]))
	if strings.HasPrefix(rest, ">") || strings.HasPrefix(rest, "|") {
		return fmt.Sprintf("a value that begins with %s starts a block of text in YAML: put quotes around it, \"%s\"", rest[:1], clip(rest)), header
	}
	return y.see(at) + " cannot follow here in a block of text: check its first line and the indentation of all lines", at
}

func unclosedQuote(y *yamlReader, _ *yaml.LoadError, open, _ int) (string, int) {
	quote := string(y.data[open : open+1])
	return fmt.Sprintf("the quotation that starts here is never closed: add %s where it ends", quote), open
}

func badEscape(y *yamlReader, _ *yaml.LoadError, _, at int) (string, int) {
	return fmt.Sprintf("%s is no escape that double quotes know: write \\\\ for a backslash, or use single quotes", y.see(at)), at
}

func badStart(y *yamlReader, _ *yaml.LoadError, _, at int) (string, int) {
	if at < len(y.data) && y.data[at] == '\t' {
		return "this line is indented with a tab: use spaces", at
	}
	return fmt.Sprintf("a value cannot start with %s: quote it", y.see(at)), at
}

func tabIndent(_ *yamlReader, _ *yaml.LoadError, _, at int) (string, int) {
	return "this line is indented with a tab: use spaces", at
}

func strayColon(y *yamlReader, _ *yaml.LoadError, _, at int) (string, int) {
	return `": " cannot stand here: quote the text around it, or check the indentation of this line and the brackets before it`, at
}

func missingColon(y *yamlReader, e *yaml.LoadError, open, at int) (string, int) {
	return fmt.Sprintf("%s is neither a key nor a part of the line before: add \":\" after the key, or indent the text", y.see(open)), open
}

func unclosedBracket(left, right string) func(*yamlReader, *yaml.LoadError, int, int) (string, int) {
	return func(y *yamlReader, e *yaml.LoadError, open, at int) (string, int) {
		line := e.ContextMark.Line + y.firstLine
		return fmt.Sprintf("the %q of line %d is not closed before %s: add %q, or a comma between values", left, line, y.see(at), right), at
	}
}

func emptyInBrackets(y *yamlReader, _ *yaml.LoadError, _, at int) (string, int) {
	if at < y.end {
		return fmt.Sprintf("a value is expected here, not %s: quote it if it is text", y.see(at)), at
	}
	return y.see(at) + " comes inside of brackets: close them with ] or }", at
}

func unknownAnchor(y *yamlReader, e *yaml.LoadError, _, at int) (string, int) {
	name := strings.TrimSuffix(strings.TrimPrefix(e.Message, "unknown anchor '"), "' referenced")
	return fmt.Sprintf("*%s names no value above it: write &%s before the value that is meant, or quote the text if it is text", clip(name), clip(name)), at
}

func tooDeep(_ *yamlReader, _ *yaml.LoadError, _, at int) (string, int) {
	return fmt.Sprintf("nested more than %d levels deep: take it apart", maxDepth), at
}
