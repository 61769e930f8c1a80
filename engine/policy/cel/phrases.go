package cel

import (
	"slices"
	"strings"
	"sync"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"

	"github.com/kpilint/kpilint/engine/model"
)

// phrases is a list of texts that a rule has as a parameter. It is looked for in many texts, so what that takes is
// worked out once.
type phrases struct {
	traits.Lister
	texts  []types.String
	plain  []string         // each as plainWords gives it
	length []int            // how long those up to each are together
	first  map[string][]int // which begin with a word
}

func newPhrases(all []string) *phrases {
	p := &phrases{first: map[string][]int{}}
	values := make([]ref.Val, len(all))
	length := 0
	for i, text := range all {
		values[i] = types.String(text)
		length += len(text)
		p.texts, p.plain = append(p.texts, types.String(text)), append(p.plain, plainWords(text))
		p.length = append(p.length, length)
		if words := strings.Fields(p.plain[i]); len(words) > 0 {
			p.first[words[0]] = append(p.first[words[0]], i)
		}
	}
	p.Lister = types.NewRefValList(adapter{types.DefaultTypeAdapter}, values)
	return p
}

// in is the first phrase that a text has, "" for none. It counts as if one phrase was looked for after the other.
func (p *phrases) in(m *meter, text string, has func(text, phrase string) bool) ref.Val {
	words, found := m.words(text), len(p.texts)
	for at := 1; at < len(words); {
		end := at + strings.IndexByte(words[at:], ' ')
		if end <= at {
			break
		}
		for _, i := range p.first[words[at:end]] {
			if i < found && has(words, p.plain[i]) {
				found = i
				break // those after it come later
			}
		}
		at = end + 1
	}
	looked := min(found+1, len(p.texts))
	if looked > 0 && !m.spend(looked*len(text)+p.length[looked-1]) {
		return types.WrapErr(errTooMuch)
	}
	if found == len(p.texts) {
		return types.String("")
	}
	return p.texts[found]
}

// given are the parameters as expressions read them: lists of texts are phrases.
func given(params *model.Object) *model.Object {
	if params == nil {
		return nil
	}
	o := &model.Object{Node: params.Node}
	params.Each(func(name string, v any) {
		if all, ok := v.([]string); ok {
			v = newPhrases(all)
		}
		if list, ok := v.(model.List); ok {
			texts := make([]string, 0, len(list))
			for _, entry := range list {
				if text, ok := entry.(string); ok {
					texts = append(texts, text)
				}
			}
			if len(texts) == len(list) {
				v = newPhrases(texts)
			}
		}
		o.Set(name, v)
	})
	return o
}

// mostKept is how many texts a meter keeps the words of: a rule looks for several lists in one text, and several rules
// in the same.
const mostKept = 4

// kept is a text and its words.
type kept struct{ text, words string }

// unusedMeters keep the words of the texts in which phrases were looked for last.
var unusedMeters = sync.Pool{New: func() any { return &meter{} }}

// words is plainWords, of the latest texts without making them anew.
func (m *meter) words(text string) string {
	i := slices.IndexFunc(m.texts, func(k kept) bool { return k.text == text })
	if i >= 0 {
		return m.texts[i].words
	}
	if len(m.texts) == mostKept {
		m.texts = slices.Delete(m.texts, 0, 1)
	}
	words := plainWords(text)
	m.texts = append(m.texts, kept{text, words})
	return words
}
