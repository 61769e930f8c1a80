package main

import (
	"errors"
	"fmt"
	"go/ast"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// tag is what stands behind a field: `json:"state,omitzero" enum:"missing several" reads:"total"`.
type tag struct {
	name     string
	omitzero bool
	words    []string // the only texts that it, or an entry of it, can hold; nil for any
	reads    string   // "numbers" where it depends on quantities; else other numbers of the record that are read with it
}

var (
	tagPart    = regexp.MustCompile(`([a-z]+):("(?:[^"\\]|\\.)*")`)
	factName   = regexp.MustCompile(`^[a-z][A-Za-z0-9]*$`)
	otherFacts = regexp.MustCompile(`^[a-z][A-Za-z0-9]*( [a-z][A-Za-z0-9]*)*$`)
	word       = regexp.MustCompile(`'[^']*'|[^' ]+`)
)

// readTag reads the tag of a field. That of an embedded struct has no name.
func readTag(lit *ast.BasicLit) (tag, error) {
	var t tag
	if lit == nil {
		return t, nil
	}
	text, _ := strconv.Unquote(lit.Value)
	var parts []string
	for _, part := range tagPart.FindAllStringSubmatch(text, -1) {
		parts = append(parts, part[0])
		value, err := strconv.Unquote(part[2])
		switch {
		case err != nil:
			return t, fmt.Errorf("the tag %s cannot be read", lit.Value)
		case part[1] == "json":
			err = t.readName(value)
		case part[1] == "enum":
			t.words, err = readWords(value)
		case part[1] == "reads":
			t.reads = value
			if !otherFacts.MatchString(value) {
				err = errors.New("`reads` is neither `numbers` nor a list of facts with one blank between them")
			}
		default:
			err = fmt.Errorf("the tag `%s` is not one of `json`, `enum` and `reads`", part[1])
		}
		if err != nil {
			return t, err
		}
	}
	if strings.Join(parts, " ") != text {
		return t, fmt.Errorf("the tag %s cannot be read", lit.Value)
	}
	return t, nil
}

func (t *tag) readName(value string) error {
	name, options, more := strings.Cut(value, ",")
	if more && options != "omitzero" {
		return fmt.Errorf("%q is not an option of `json`: only omitzero is", options)
	}
	if name != "" && !factName.MatchString(name) {
		return fmt.Errorf("%q is not the name of a fact: a small letter, then letters and digits alone", name)
	}
	t.name, t.omitzero = name, more
	return nil
}

// readWords splits the words of an enum at blanks. What has blanks itself, or is empty, stands between single quotes.
func readWords(value string) ([]string, error) {
	var words []string
	parts := word.FindAllString(value, -1)
	for _, part := range parts {
		w := strings.Trim(part, "'")
		if slices.Contains(words, w) {
			return nil, fmt.Errorf("the word %q stands twice in `enum`", w)
		}
		words = append(words, w)
	}
	if words == nil || strings.Join(parts, " ") != value {
		return nil, errors.New("`enum` is not a list of words with one blank between them, `one two 'and more'`")
	}
	return words, nil
}
