package main

import (
	"fmt"
	"go/ast"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// about is a comment as a description: its first paragraph in one line. Later paragraphs are for those who read the
// code.
func about(doc *ast.CommentGroup) string {
	first, _, _ := strings.Cut(doc.Text(), "\n\n")
	return strings.Join(strings.Fields(first), " ")
}

// aboutType is the comment of a type as a description. What Go puts first, "Item is", is left out.
func aboutType(t *goType) string {
	text := about(t.doc)
	for _, verb := range []string{" is ", " are "} {
		if rest, ok := strings.CutPrefix(text, t.spec.Name.Name+verb); ok {
			first, size := utf8.DecodeRuneInString(rest)
			return string(unicode.ToUpper(first)) + rest[size:]
		}
	}
	return text
}

var nameDirective = regexp.MustCompile(`^//view:name ([A-Za-z][A-Za-z0-9]*)$`)

// directive is the name that a comment `//view:name side` gives a struct in the schema; empty where it has none.
func directive(doc *ast.CommentGroup) (string, error) {
	if doc == nil {
		return "", nil
	}
	name := ""
	for _, c := range doc.List {
		if !strings.HasPrefix(c.Text, "//view:") {
			continue
		}
		found := nameDirective.FindStringSubmatch(c.Text)
		if found == nil || name != "" {
			return "", fmt.Errorf("%s is not understood: write //view:name NAME once", c.Text)
		}
		name = found[1]
	}
	return name, nil
}
