package policy

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/kpilint/kpilint/engine/files"
)

// SummaryFile is the file in the folder of the catalogue that says what its rules read, and TreesFile the one that has
// the syntax trees of those in CEL.
const (
	SummaryFile = "summary.txt"
	TreesFile   = "trees.txt"
)

// A Summary says what a rule reads, as it was worked out when its pack was made. A rule that has one can be left
// uncompiled until it has something to judge. Lists that are nil are those of which nothing is known.
type Summary struct {
	Asks   []string // facts that it may read
	Fields []string // fields of the definition that it judges by; of a rule in CEL
	Needs  []string // collections of the model that it reads; of a rule in Rego
	Words  []string // every name of a field that it may read; of a rule in Rego
	Idle   []string // collections: where all of them are empty, it finds nothing; of a rule in Rego
	Looked []string // the counts whose sum is how much it has looked at then
	Trees  []byte   // the syntax trees of its expressions, as package cel writes them; of a rule in CEL
}

// Summarised is a program that tells its summary.
type Summarised interface{ Summary() (*Summary, error) }

// lists are the lists of a summary, by the words before them in the file.
func (s *Summary) lists() map[string]*[]string {
	return map[string]*[]string{
		"asks": &s.Asks, "fields": &s.Fields, "needs": &s.Needs, "words": &s.Words, "idle": &s.Idle, "looked": &s.Looked,
	}
}

// inOrder are the words of lists in the file.
var inOrder = []string{"asks", "fields", "needs", "words", "idle", "looked"}

// Write writes the summary of a rule as it stands in the two files.
func (s *Summary) Write(lists, trees *bytes.Buffer, r *Rule) {
	fmt.Fprintf(lists, "%s %s\n", r.Name(), r.digest())
	all := s.lists()
	for _, name := range inOrder {
		if list := *all[name]; list != nil {
			fmt.Fprintln(lists, strings.Join(append([]string{" " + name}, list...), " "))
		}
	}
	if s.Trees != nil {
		fmt.Fprintf(trees, "%s %s %s\n", r.Name(), r.digest(), base64.StdEncoding.EncodeToString(s.Trees))
	}
}

// Summarise gives rules of a pack the summaries that lie in its folder. One that was made of another text is no
// summary of the rule, and is left out.
func Summarise(fsys fs.FS, dir string, rules []*Rule) {
	byName := map[string]*Rule{}
	for _, r := range rules {
		byName[r.Name()] = r
	}
	current := func(words []string) *Rule {
		if r := byName[words[0]]; r != nil && r.digest() == words[1] {
			return r
		}
		return nil
	}
	var last *Summary
	eachLine(fsys, path.Join(dir, SummaryFile), func(line string, words []string) {
		switch {
		case line[0] != ' ' && len(words) == 2:
			last = nil
			if r := current(words); r != nil {
				last = &Summary{}
				r.Summary = last
			}
		case last != nil:
			if list := last.lists()[words[0]]; list != nil {
				*list = words[1:]
			}
		}
	})
	eachLine(fsys, path.Join(dir, TreesFile), func(_ string, words []string) {
		if len(words) != 3 {
			return
		}
		if r := current(words); r != nil && r.Summary != nil {
			r.Summary.Trees, _ = base64.StdEncoding.DecodeString(words[2]) // nil: they are made of the text
		}
	})
}

// eachLine reads the lines of a file that are neither empty nor remarks.
func eachLine(fsys fs.FS, name string, do func(line string, words []string)) {
	data, err := files.Read(fsys, name, files.Max)
	if err != nil {
		return
	}
	for line := range strings.Lines(string(data)) {
		if words := strings.Fields(line); len(words) > 0 && words[0] != "#" {
			do(line, words)
		}
	}
}

// digest is one of all that is written of the rule.
func (r *Rule) digest() string {
	h := sha256.New()
	h.Write(r.data)
	h.Write([]byte{0})
	if r.Rego != nil {
		h.Write(r.Rego.Source)
	}
	return hex.EncodeToString(h.Sum(nil)[:8])
}
