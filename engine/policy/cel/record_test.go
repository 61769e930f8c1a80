package cel_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/cel"
	"github.com/kpilint/kpilint/engine/source"
)

func records(t *testing.T) *cel.Records {
	t.Helper()
	upper := cel.TextFunction{Name: "upper", Args: 1, Do: func(a []string) (string, error) {
		return strings.ToUpper(a[0]), nil
	}}
	r, err := cel.NewRecords("test", []string{"row"}, []string{"file"}, []cel.TextFunction{upper}, false)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func expressionOf(text string) *policy.Expression {
	return policy.NewExpression("m.yaml", &source.Node{Kind: source.String, Text: text}, nil)
}

// rowOf is a document in YAML as a record.
func rowOf(t *testing.T, text string) map[string]*source.Node {
	t.Helper()
	docs, problems := source.Parse("row.yaml", []byte(text))
	if len(problems) > 0 || len(docs) != 1 {
		t.Fatal(problems)
	}
	return map[string]*source.Node{"row": docs[0].Root}
}

// TestRecords holds what expressions over a record give; want is the text, a list in brackets, or a part of the error
// behind "!".
func TestRecords(t *testing.T) {
	r := records(t)
	if err := r.Let("unit", expressionOf("get(row, 'Unit') == '' ? 'points' : row.Unit")); err != nil {
		t.Fatal(err)
	}
	nodes := rowOf(t, "{Target value: 007, Empty: null, On: true, Deep: {a: {b: x}}, List: [a, '', b]}")
	fill := map[string]*cel.Fill{"row": {}}
	fill["row"].Add([]string{"Absent"})
	fill["row"].Add([]string{"Gone", "value"})
	for _, c := range []struct{ text, want string }{
		{"row['Target value'] + ' ' + unit", "007 points"},
		{"row.Empty", ""},
		{"row.On == 'true'", "true"},
		{"row.Absent + row.Gone.value", ""},
		{"has(row.Unit)", "false"},
		{"get(row.Deep, 'a').b + get(row.Deep, 'c')", "x"},
		{"row.List", "[a b]"},
		{"row.List.map(x, x + '!')", "[a! ! b!]"},
		{"upper(file)", "TARGETS"},
		{"row.Missing", "!no entry"},
		{"quantity('7 h') * 2", "14 h"},
		{"upper(row.Deep)", "!no such overload"},
		{"[1, 2].map(x, row)", "!gives a map"},
	} {
		x, err := r.Compile(expressionOf(c.text), false)
		if err != nil {
			t.Errorf("%s: %v", c.text, err)
			continue
		}
		out, err := x.Of(r.Values(context.Background(), nodes, map[string]string{"file": "targets"}, fill))
		got := out.Text
		if out.IsList {
			got = "[" + strings.Join(out.List, " ") + "]"
		}
		if err != nil {
			got = "!" + err.Error()
		}
		part, fails := strings.CutPrefix(c.want, "!")
		if fails && !(err != nil && strings.Contains(got, part)) || !fails && got != c.want {
			t.Errorf("%s gives %s, want %s", c.text, got, c.want)
		}
	}
}

// TestReads holds what an expression is seen to read, in the order in which it is written.
func TestReads(t *testing.T) {
	r := records(t)
	if err := r.Let("unit", expressionOf("row.Unit")); err != nil {
		t.Fatal(err)
	}
	x, err := r.Compile(expressionOf("has(row.B) ? row.A.x.y + unit : get(row, 'C') + row[file] + upper('k')"), false)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, read := range x.Reads() {
		text := strings.Join(read.Path, "/")
		if read.Tested {
			text += "?"
		}
		got = append(got, text)
	}
	if want := []string{"B?", "A/x/y", "Unit", "C?", ""}; !slices.Equal(got, want) {
		t.Errorf("reads %q, want %q", got, want)
	}
	if calls := x.Calls(); len(calls) != 1 || calls[0] != (cel.Call{Function: "upper", First: "k"}) {
		t.Errorf("calls %v", calls)
	}
}

// TestRecordsHaveLimits holds that what goes through very much is stopped, and what does not fit is refused.
func TestRecordsHaveLimits(t *testing.T) {
	r := records(t)
	list := strings.Repeat("1,", 99) + "1"
	loop := "[" + list + "].map(a, [" + list + "].map(b, [" + list + "].map(c, [" + list + "].map(d, row.x))))"
	x, err := r.Compile(expressionOf(loop), false)
	if err != nil {
		t.Fatal(err)
	}
	_, err = x.Of(r.Values(context.Background(), rowOf(t, "x: a"), nil, map[string]*cel.Fill{}))
	if err == nil || !strings.Contains(err.Error(), "takes too long") {
		t.Errorf("a loop of 100 million steps ends with %v", err)
	}
	for text, want := range map[string]string{
		"rov.KPI": "did you mean `row`?", "row.KPI ==": "", "{'a': 1}": "gives a map", "row.A +": "",
		"1 + 'a'": "cannot join",
	} {
		if _, err := r.Compile(expressionOf(text), false); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
	}
	if _, err := r.Compile(expressionOf("'a'"), true); err == nil {
		t.Error("a text is a condition")
	}
}
