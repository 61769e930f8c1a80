package view

import (
	"errors"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestValues holds which values are absent, and that a list that is always there is never nil. What tables make of
// them is held beside the generator, in generate/testdata/sample.txtar.
func TestValues(t *testing.T) {
	word := "a"
	for _, c := range []struct {
		name      string
		got, want any
	}{
		{"a text", given("a"), "a"},
		{"an empty text", given(""), nil},
		{"false", given(false), nil},
		{"zero", given(0), nil},
		{"a pointer", given(&word), &word},
		{"a nil pointer", given[*string](nil), nil},
		{"texts", givenTexts([]string{"a"}), []string{"a"}},
		{"no texts", givenTexts([]string{}), []string{}},
		{"nil texts", givenTexts(nil), nil},
		{"nil texts that are always there", texts(nil), []string{}},
		{"texts that are always there", texts([]string{"a"}), []string{"a"}},
		{"records", givenRecords([]*string{&word}), list[string]{&word}},
		{"no records", givenRecords([]*string{}), list[string]{}},
		{"nil records", givenRecords[string](nil), nil},
	} {
		if diff := cmp.Diff(c.want, c.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.name, diff)
		}
	}
	if l, ok := records[string](nil).(List); !ok || l.Len() != 0 {
		t.Errorf("nil records that are always there are %v", l)
	}
	if l := records([]*string{nil, &word}).(List); l.At(0) != nil || l.At(1) != any(&word) {
		t.Errorf("the entries are %v and %v", l.At(0), l.At(1))
	}
}

// broken cannot be written.
type broken struct{}

func (broken) MarshalJSON() ([]byte, error) { return nil, errors.New("broken") }

// TestBrokenValue holds that a value that cannot be written is an error, alone and within a list and a record.
func TestBrokenValue(t *testing.T) {
	value := broken{}
	inRecord := table{"", []Field{{Name: "value", Get: func(any) any { return value }}}}
	if _, err := AppendJSON(nil, value); err == nil {
		t.Error("alone it is no error")
	}
	if _, err := AppendJSON(nil, records([]*broken{&value})); err == nil {
		t.Error("in a list it is no error")
	}
	if _, err := inRecord.appendJSON(nil, nil); err == nil {
		t.Error("in a record it is no error")
	}
}
