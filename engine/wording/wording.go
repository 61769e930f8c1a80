// Package wording holds the engine's own texts: what reports, the page, messages about files and drafts say in words.
// en/ has them by key, and a function is generated for each, so that a key that does not exist, or an argument too
// many, does not compile. Another language is another folder with the same keys and arguments; it changes neither what
// is found nor a fingerprint. Texts of rules stand with the rules.
package wording

import "strings"

//go:generate go run ./generate

// Text is a text without arguments.
type Text = func() string

// WithArticle is a noun with its article: a call, an interview, an hour.
func WithArticle(noun string) string {
	if strings.HasPrefix(noun, "hour") || noun != "" && strings.ContainsRune("aeioAEIO", rune(noun[0])) {
		return "an " + noun
	}
	return "a " + noun
}

// Wrap is an error that says a text, and is another one too: the text has what that says already.
func Wrap(text string, err error) error { return &wrapped{text, err} }

type wrapped struct {
	text string
	err  error
}

func (w *wrapped) Error() string { return w.text }

func (w *wrapped) Unwrap() error { return w.err }
