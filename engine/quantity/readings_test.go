package quantity

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestReadings reads what people write, as the files below testdata/readings list it: a text, "=>", and its reading,
// the exact number in the atoms of its unit; or "refused", and something the message has to say. Each file says in its
// first line how many of its texts are read.
func TestReadings(t *testing.T) {
	files, err := filepath.Glob("testdata/readings/*/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no readings: ", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			texts, read := 0, 0
			for line := range strings.Lines(string(content)) {
				text, want, ok := strings.Cut(strings.TrimRight(line, "\n"), " => ")
				if !ok || strings.HasPrefix(line, "#") {
					continue
				}
				texts++
				if readsAs(t, text, want) && !strings.HasPrefix(want, "refused") {
					read++
				}
			}
			says := fmt.Sprintf("# %d of %d texts are read", read, texts)
			if !strings.HasPrefix(string(content), says) {
				t.Errorf("the file has to begin with %q", says)
			}
		})
	}
}

func readsAs(t *testing.T, text, want string) bool {
	t.Helper()
	got := reading(text)
	says, refused := strings.CutPrefix(want, "refused: ")
	ok := got == want || refused && strings.HasPrefix(got, "refused: ") && strings.Contains(got, says)
	if !ok {
		t.Errorf("%s => %s\nwant %s", text, got, want)
	}
	return ok
}

// reading is all that is understood of a text, in one line.
func reading(text string) string {
	q, err := Parse(text)
	if err != nil {
		return readingOfChange(text, err)
	}
	parts := []string{string(q.Comparator), endsOf(q)}
	if unit := q.Unit.String(); unit != "" {
		parts = append(parts, unit)
	}
	parts = append(parts, q.Statistic)
	switch {
	case q.By != "":
		parts = append(parts, "by "+q.By)
	case q.Due != "":
		parts = append(parts, "by "+q.Due+" of the year")
	}
	if q.Limits {
		parts = append(parts, "[limits]")
	}
	if q.Keep {
		parts = append(parts, "[kept]")
	}
	if q.Start != nil {
		parts = append(parts, "[from "+q.Start.String()+"]")
	}
	if q.Note != "" {
		parts = append(parts, "("+q.Note+")")
	}
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}

func endsOf(q Quantity) string {
	if !q.IsRange() {
		return q.Low.RatString()
	}
	return fmt.Sprintf("%s..%s", q.Low.RatString(), q.High.RatString())
}

// readingOfChange is that of a text which is not a quantity.
func readingOfChange(text string, notQuantity error) string {
	switch c, found, err := ParseChange(text); {
	case !found:
		return "refused: " + notQuantity.Error()
	case err != nil:
		return "refused: " + err.Error()
	case c.Times != nil:
		return "baseline × " + c.Times.RatString()
	default:
		return "baseline + " + c.Plus.String()
	}
}

// TestHintsAreRead holds that every text which a message says to write is read, and keeps the side of the number, its
// statistic and its day.
func TestHintsAreRead(t *testing.T) {
	hints := 0
	for _, text := range refusedTexts(t) {
		refused := unread(text)
		if refused == nil {
			continue
		}
		var all *Error
		if _, err := Parse(text); !errors.As(err, &all) {
			t.Fatalf("%s: %v", text, err)
		}
		for _, hint := range all.Instead {
			hints++
			if !strings.Contains(all.Message, `"`+hint+`"`) {
				t.Errorf("%s: %s\ndoes not say %q", text, all, hint)
			}
			if err := unread(hint); err != nil {
				t.Errorf("%s: %s\n%q is refused too: %s", text, all, hint, err)
			}
			for _, word := range keeps.FindAllString(text, -1) {
				if other := map[string]string{"at least": "at most", "at most": "at least"}[word]; other != "" &&
					strings.Contains(all.Message, "says one for") {
					word = other // of a ratio whose sides are changed
				}
				if !strings.Contains(hint, word) && len(all.Instead) == 1 && !strings.Contains(text, "within") {
					t.Errorf("%s: %s\n%q says nothing of %q", text, all, hint, word)
				}
			}
		}
	}
	if hints < 90 {
		t.Errorf("%d hints", hints)
	}
}

// keeps are the words of a target that no hint may leave out, unless there are two to choose from.
var keeps = regexp.MustCompile(`\b(?:at least|at most|above|below|between|minimum|maximum|p90|median)\b`)

// refusedTexts are all texts below testdata/readings, and those of TestParseRefuses.
func refusedTexts(t *testing.T) []string {
	t.Helper()
	var all []string
	files, err := filepath.Glob("testdata/readings/*/*.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(content)) {
			text, _, _ := strings.Cut(strings.TrimRight(line, "\n"), " => ")
			all = append(all, text)
		}
	}
	for _, test := range refused {
		all = append(all, strings.NewReplacer("«", "", "»", "").Replace(test.text))
	}
	return all
}
