package view

import (
	"strings"
	"sync/atomic"
)

// given is a value that is absent when it is zero.
func given[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}

// words are texts as values, each where its length and its ends say. The texts of facts are mostly a few words, such as
// "higher", and one value is enough for each. What comes first stays.
var words [512]atomic.Pointer[any]

// longestWord is of how many bytes a text is that may be among them.
const longestWord = 16

// word is a text as a value.
func word(text string) any {
	n := len(text)
	if n == 0 || n > longestWord {
		return text
	}
	place := &words[(n*31+int(text[0])*7+int(text[n/2])*3+int(text[n-1]))%len(words)]
	same := place.Load()
	if same == nil {
		made := any(strings.Clone(text))
		place.CompareAndSwap(nil, &made)
		return made
	}
	if known, _ := (*same).(string); known == text {
		return *same
	}
	return text
}

// givenWord is a text as a value, that is absent when it is empty.
func givenWord(text string) any {
	if text == "" {
		return nil
	}
	return word(text)
}

// texts is a list that is always there.
func texts(v []string) any {
	if v == nil {
		return []string{}
	}
	return v
}

// givenTexts is a list that is absent when it is nil. An empty one is there.
func givenTexts(v []string) any {
	if v == nil {
		return nil
	}
	return v
}

// records is a list that is always there.
func records[T any](v []*T) any { return list[T](v) }

// givenRecords is a list that is absent when it is nil. An empty one is there.
func givenRecords[T any](v []*T) any {
	if v == nil {
		return nil
	}
	return list[T](v)
}

// list shows a list of structs without copying it.
type list[T any] []*T

func (l list[T]) Len() int { return len(l) }

func (l list[T]) At(i int) any { return given(l[i]) }

// taken is a list of records that were made one by one, some of which may be missing.
func taken[T any](all any) []*T {
	made := all.([]any)
	list := make([]*T, len(made))
	for i, one := range made {
		list[i], _ = one.(*T)
	}
	return list
}
