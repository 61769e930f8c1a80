package content

import (
	"regexp"
	"strings"
	"sync"
)

// Expression is a regular expression that is compiled when it is first asked for: a run that meets no document pays
// for none.
type Expression struct {
	text     string
	once     sync.Once
	compiled *regexp.Regexp
}

// Pattern returns the expression that a text stands for, in the syntax of package regexp.
func Pattern(text string) *Expression { return &Expression{text: text} }

// Get returns the compiled expression. It panics if the text is not an expression.
func (e *Expression) Get() *regexp.Regexp {
	e.once.Do(func() { e.compiled = regexp.MustCompile(e.text) })
	return e.compiled
}

// Lexicon are the words of a text, which is split when somebody first asks for one of them.
type Lexicon struct {
	text string
	once sync.Once
	all  map[string]bool
}

// WordSet returns the words that spaces separate in a text.
func WordSet(text string) *Lexicon { return &Lexicon{text: text} }

// Has says whether a word is one of them.
func (w *Lexicon) Has(word string) bool { return w.Set()[word] }

// Set returns the words as the keys of a map, each with true. Nobody may change it.
func (w *Lexicon) Set() map[string]bool {
	w.once.Do(func() {
		w.all = map[string]bool{}
		for one := range strings.FieldsSeq(w.text) {
			w.all[one] = true
		}
	})
	return w.all
}
