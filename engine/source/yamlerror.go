package source

import (
	"errors"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/kpilint/kpilint/engine/wording"
)

// failure reports, in our words, that a document which starts at from cannot
// be parsed.
func (y *yamlReader) failure(err error, from int) {
	var e *yaml.LoadError
	if !errors.As(err, &e) || e.Mark.Line == 0 {
		y.problemAt(from, wording.ThisCannotBeReadAs())
		return
	}
	at := min(y.offset(e.Mark.Line+y.firstLine, e.Mark.Column), y.end)
	say, show := y.explain(e, at)
	y.problemAt(show, say)
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
	return wording.ThisCannotBeReadAsYAML(y.see(at))
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
	{"", "block sequence entries are not allowed", here(wording.AListCannotStartIn)},
	{"", "expected '-' indicator", here(wording.TheListAboveGoesOn)},
	{"flow sequence", "expected ',' or ']'", unclosedBracket("[", "]")},
	{"flow mapping", "expected ',' or '}'", unclosedBracket("{", "}")},
	{"block mapping", "did not find expected key", here(wording.IsNotAKeyOfThe)},
	{"flow node", "expected node content", emptyInBrackets},
	{"", "expected node content", here(wording.AValueIsExpectedHere)},
	{"", "unknown anchor", unknownAnchor},
	{"", "exceeded max depth", tooDeep},
	{"", "found incompatible YAML document", here(wording.ThisFileAsksForAnother)},
	{"directive", "", here(wording.ALineThatStartsWith)},
	{"", "directive", here(wording.StandsWhereNoInstruction)},
	{"block scalar", "", unquotedSign},
	{"anchor", "", here(wording.AnAnchorNeedsAName)},
	{"alias", "", here(wording.ANameOfLettersAnd)},
	{"tag", "", here(wording.IsReadAsATag)},
}

// here explains with the rest of the line.
func here(text func(rest string) string) func(*yamlReader, *yaml.LoadError, int, int) (string, int) {
	return func(y *yamlReader, e *yaml.LoadError, open, at int) (string, int) {
		return text(y.see(at)), at
	}
}

// unquotedSign is for the mistake that everybody makes once: `target: >= 50 calls/day` without quotes.
func unquotedSign(y *yamlReader, _ *yaml.LoadError, _, at int) (string, int) {
	header := at
	for header > 0 && !isSpace(y.data[header-1]) {
		header--
	}
	rest := strings.TrimSpace(string(y.data[header:lineEnd(y.data, at)]))
	if strings.HasPrefix(rest, ">") || strings.HasPrefix(rest, "|") {
		return wording.AValueThatBeginsWith(rest[:1], clip(rest)), header
	}
	return wording.CannotFollowHereInA(y.see(at)), at
}

func unclosedQuote(y *yamlReader, _ *yaml.LoadError, open, _ int) (string, int) {
	quote := string(y.data[open : open+1])
	return wording.TheQuotationThatStartsHere(quote), open
}

func badEscape(y *yamlReader, _ *yaml.LoadError, _, at int) (string, int) {
	return wording.IsNoEscapeThatDouble(y.see(at)), at
}

func badStart(y *yamlReader, _ *yaml.LoadError, _, at int) (string, int) {
	if at < len(y.data) && y.data[at] == '\t' {
		return wording.ThisLineIsIndentedWith(), at
	}
	return wording.AValueCannotStartWith(y.see(at)), at
}

func tabIndent(_ *yamlReader, _ *yaml.LoadError, _, at int) (string, int) {
	return wording.ThisLineIsIndentedWith(), at
}

func strayColon(y *yamlReader, _ *yaml.LoadError, _, at int) (string, int) {
	return wording.CannotStandHereQuoteThe(), at
}

func missingColon(y *yamlReader, e *yaml.LoadError, open, at int) (string, int) {
	return wording.IsNeitherAKeyNor(y.see(open)), open
}

func unclosedBracket(left, right string) func(*yamlReader, *yaml.LoadError, int, int) (string, int) {
	return func(y *yamlReader, e *yaml.LoadError, open, at int) (string, int) {
		line := e.ContextMark.Line + y.firstLine
		return wording.TheOfLineIsNot(strconv.Quote(left), line, y.see(at), strconv.Quote(right)), at
	}
}

func emptyInBrackets(y *yamlReader, _ *yaml.LoadError, _, at int) (string, int) {
	if at < y.end {
		return wording.AValueIsExpectedHere(y.see(at)), at
	}
	return wording.ComesInsideOfBracketsClose(y.see(at)), at
}

func unknownAnchor(y *yamlReader, e *yaml.LoadError, _, at int) (string, int) {
	name := strings.TrimSuffix(strings.TrimPrefix(e.Message, "unknown anchor '"), "' referenced")
	return wording.NamesNoValueAboveIt(clip(name)), at
}

func tooDeep(_ *yamlReader, _ *yaml.LoadError, _, at int) (string, int) {
	return wording.NestedMoreThanLevelsDeep(maxDepth), at
}
