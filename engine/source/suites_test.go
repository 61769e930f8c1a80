package source

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/big"
	"os"
	"slices"
	"strings"
	"testing"
)

// What becomes of a case of a suite. A difference from what the suite wants must stand in its list.
const (
	accepted = "accepted" // without a problem, with the right value where the suite has one
	refused  = "refused"  // with a problem that has a place
	other    = "other"    // accepted, with another value
	unsound  = "unsound"  // with a value or a problem whose place or text is wrong
)

// TestYAMLSuite parses the cases of yaml-test-suite.
func TestYAMLSuite(t *testing.T) {
	var cases []struct {
		ID, YAML string
		JSON     *string
		Invalid  bool
	}
	readSuite(t, "yaml-test-suite", &cases)
	differences := readDifferences(t, "yaml-test-suite")
	for _, c := range cases {
		got := outcomeOf(t, c.ID, "x.yaml", []byte(c.YAML), c.JSON)
		want := accepted
		if c.Invalid {
			want = refused
		}
		differences.check(t, c.ID, got, want)
	}
	differences.unused(t)
}

// TestJSONSuite parses the cases of JSONTestSuite. What a parser may accept or refuse only must not break anything.
func TestJSONSuite(t *testing.T) {
	var cases []struct {
		ID         string
		Data, Then []byte
		Times      int
	}
	readSuite(t, "json-test-suite", &cases)
	differences := readDifferences(t, "json-test-suite")
	for _, c := range cases {
		data := append(bytes.Repeat(c.Data, max(1, c.Times)), c.Then...)
		var value *string
		if json.Valid(data) {
			text := string(data)
			value = &text
		}
		got := outcomeOf(t, c.ID, "x.json", data, value)
		switch c.ID[:2] {
		case "y_":
			differences.check(t, c.ID, got, accepted)
		case "n_":
			differences.check(t, c.ID, got, refused)
		}
	}
	differences.unused(t)
}

func readSuite(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile("testdata/suites/" + name + ".json")
	if err == nil {
		err = json.Unmarshal(data, into)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// outcomeOf parses a case and says what became of it. Empty documents are no definitions and are left out of the
// comparison.
func outcomeOf(t *testing.T, id, name string, data []byte, want *string) string {
	t.Helper()
	docs, problems := Parse(name, data)
	if msg := invalid(name, data, docs, problems); msg != "" {
		t.Logf("%s: %s", id, msg)
		return unsound
	}
	if len(problems) > 0 {
		return refused
	}
	if want == nil {
		return accepted
	}
	var got []any
	for _, d := range docs {
		got = append(got, valueOf(d.Root))
	}
	if render(notNull(got)) != render(notNull(valuesOf(t, id, *want))) {
		return other
	}
	return accepted
}

func notNull(all []any) []any { return slices.DeleteFunc(all, func(v any) bool { return v == nil }) }

// valuesOf are the JSON values of a text, one after another.
func valuesOf(t *testing.T, id, text string) []any {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var all []any
	for {
		var v any
		err := decoder.Decode(&v)
		if errors.Is(err, io.EOF) {
			return all
		}
		if err != nil {
			t.Fatalf("%s: the suite's own value: %v", id, err)
		}
		all = append(all, v)
	}
}

// valueOf is a node as encoding/json has it.
func valueOf(n *Node) any {
	switch n.Kind {
	case Null:
		return nil
	case Bool:
		return strings.EqualFold(n.Text, "true")
	case Number:
		return json.Number(n.Text)
	case List:
		list := []any{}
		for _, item := range n.Items() {
			list = append(list, valueOf(item))
		}
		return list
	case Map:
		fields := map[string]any{}
		for _, f := range n.Fields() {
			fields[f.Key.Text] = valueOf(f.Value)
		}
		return fields
	}
	return n.Text
}

// render writes a value so that equal ones read the same: 1.0 and 1 are equal, "1" and 1 are not.
func render(v any) string {
	switch v := v.(type) {
	case json.Number:
		if r, ok := new(big.Rat).SetString(v.String()); ok {
			return r.RatString()
		}
		return v.String()
	case []any:
		var all []string
		for _, item := range v {
			all = append(all, render(item))
		}
		return "[" + strings.Join(all, ",") + "]"
	case map[string]any:
		var all []string
		for key, value := range v {
			all = append(all, fmt.Sprintf("%q:%s", key, render(value)))
		}
		slices.Sort(all)
		return "{" + strings.Join(all, ",") + "}"
	case string:
		return fmt.Sprintf("%q", v)
	}
	return fmt.Sprint(v)
}

// differences are the cases of a suite in which we differ on purpose: `ID OUTCOME reason`, one a line; # starts a
// comment.
type differences struct {
	file string
	list map[string]string
}

func readDifferences(t *testing.T, name string) *differences {
	t.Helper()
	d := &differences{file: "testdata/suites/" + name + ".differences", list: map[string]string{}}
	data, err := os.ReadFile(d.file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		words := strings.Fields(line)
		if len(words) < 5 || d.list[words[0]] != "" {
			t.Errorf("%s: %q: one line a case, `ID OUTCOME reason`", d.file, line)
			continue
		}
		d.list[words[0]] = words[1]
	}
	return d
}

func (d *differences) check(t *testing.T, id, got, want string) {
	t.Helper()
	listed, ok := d.list[id]
	delete(d.list, id)
	switch {
	case got == want && ok:
		t.Errorf("%s: is as the suite wants, and stands in %s", id, d.file)
	case got != want && got != listed:
		t.Errorf("%s: %s, want %s", id, got, want)
	}
}

// unused holds that no entry is about a case that the suite does not have.
func (d *differences) unused(t *testing.T) {
	t.Helper()
	for id := range d.list {
		t.Errorf("%s: the suite has no case %s to compare", d.file, id)
	}
}
