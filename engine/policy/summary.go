package policy

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/kpilint/kpilint/engine/files"
)

// SummaryFile is the file in the folder of the catalogue that says what its rules read.
const SummaryFile = "summary.txt"

// A Summary says what a rule reads, as it was worked out when its pack was made. A rule that has one can be left
// uncompiled until it has something to judge. Lists that are nil are those of which nothing is known.
type Summary struct {
	Asks   []string // facts that it may read
	Fields []string // fields of the definition that it judges by; of a rule in CEL
	Needs  []string // collections of the model that it reads; of a rule in Rego
	Words  []string // every name of a field that it may read; of a rule in Rego
	Idle   []string // collections: where all of them are empty, it finds nothing; of a rule in Rego
	Looked []string // the counts whose sum is how much it has looked at then
}

// lists are the lists of a summary, by the words before them in the file.
func (s *Summary) lists() []struct {
	name string
	list *[]string
} {
	return []struct {
		name string
		list *[]string
	}{
		{"asks", &s.Asks}, {"fields", &s.Fields}, {"needs", &s.Needs}, {"words", &s.Words},
		{"idle", &s.Idle}, {"looked", &s.Looked},
	}
}

// AppendTo writes the summary of a rule as it stands in the file.
func (s *Summary) AppendTo(b []byte, r *Rule) []byte {
	b = fmt.Appendf(b, "%s %s\n", r.Name(), r.digest())
	for _, l := range s.lists() {
		if *l.list != nil {
			b = append(b, strings.Join(append([]string{" " + l.name}, *l.list...), " ")+"\n"...)
		}
	}
	return b
}

// Summarise gives rules of a pack the summaries that lie in its folder. One that was made of another text is no
// summary of the rule, and is left out.
func Summarise(fsys fs.FS, dir string, rules []*Rule) {
	data, err := files.Read(fsys, path.Join(dir, SummaryFile), files.Max)
	if err != nil {
		return
	}
	digests, all := map[string]string{}, map[string]*Summary{}
	var last *Summary
	for line := range bytes.Lines(data) {
		words := strings.Fields(string(line))
		switch {
		case len(words) == 0 || words[0] == "#":
		case line[0] != ' ' && len(words) == 2:
			last = &Summary{}
			all[words[0]], digests[words[0]] = last, words[1]
		case last != nil:
			for _, l := range last.lists() {
				if l.name == words[0] {
					*l.list = words[1:]
				}
			}
		}
	}
	for _, r := range rules {
		if s := all[r.Name()]; s != nil && digests[r.Name()] == r.digest() {
			r.Summary = s
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
