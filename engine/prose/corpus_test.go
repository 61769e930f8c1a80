package prose

import (
	"bufio"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

// labelled is a sentence of the corpus with the demands that somebody found in it by hand.
type labelled struct {
	held    bool
	job     bool // of a job description, not of a page of goals
	from    string
	demands []string
	text    string
}

func corpus(t testing.TB) []labelled {
	t.Helper()
	files, err := filepath.Glob("testdata/*/sentences.tsv")
	if err != nil || len(files) == 0 {
		t.Fatalf("no corpus: %v", err)
	}
	var all []labelled
	for _, file := range files {
		f, err := os.Open(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := bufio.NewScanner(f)
		for lines.Scan() {
			l := label(t, lines.Text())
			l.job = strings.Contains(file, "gitlab") || strings.HasPrefix(l.from, "sales-role")
			all = append(all, l)
		}
		f.Close()
	}
	return all
}

func label(t testing.TB, line string) labelled {
	t.Helper()
	fields := strings.SplitN(line, "\t", 4)
	if len(fields) != 4 || fields[0] != "held" && fields[0] != "tuned" {
		t.Fatalf("malformed line of the corpus: %q", line)
	}
	l := labelled{held: fields[0] == "held", from: fields[1], text: strings.ReplaceAll(fields[3], `\n`, "\n")}
	if fields[2] == "-" {
		return l
	}
	for _, d := range strings.Split(fields[2], " | ") {
		q, err := quantity.Parse(d)
		if err != nil {
			t.Fatalf("%s: %q: %v", l.from, d, err)
		}
		l.demands = append(l.demands, q.String())
	}
	return l
}

func (l labelled) parts() []string {
	parts := []string{"all", "tuned on"}
	if l.held {
		parts[1] = "held out"
	}
	if l.job {
		parts = append(parts, "job descriptions")
	}
	return parts
}

// tally counts what was found and what was missed.
type tally struct{ sentences, labelled, right, found int }

func (t *tally) add(want, got []string) {
	t.sentences, t.labelled, t.found = t.sentences+1, t.labelled+len(want), t.found+len(got)
	left := slices.Clone(want)
	for _, g := range got {
		if i := slices.Index(left, g); i >= 0 {
			left = slices.Delete(left, i, i+1)
			t.right++
		}
	}
}

func (t *tally) precision() float64 { return float64(t.right) / float64(t.found) }
func (t *tally) recall() float64    { return float64(t.right) / float64(t.labelled) }

func (t *tally) String() string {
	return fmt.Sprintf("%d sentences with %d demands; %d found, %d of them right: precision %.3f, recall %.3f",
		t.sentences, t.labelled, t.found, t.right, t.precision(), t.recall())
}

// floors are the precision and recall that were reached, rounded down.
var floors = map[string][2]float64{
	"tuned on": {0.97, 0.93}, "held out": {0.78, 0.71}, "all": {0.92, 0.86}, "job descriptions": {0.92, 0.97},
}

// TestCorpus measures the reader on real job descriptions, handbooks and goals. A demand counts as found when its number, unit and
// comparator are right. No word list was changed for the sentences held out.
func TestCorpus(t *testing.T) {
	tallies := map[string]*tally{}
	for part := range floors {
		tallies[part] = &tally{}
	}
	for _, l := range corpus(t) {
		var got []string
		for _, d := range Read(&source.Prose{Text: l.text, Line: 1}).Demands {
			got = append(got, d.Quantity.String())
		}
		for _, part := range l.parts() {
			tallies[part].add(l.demands, got)
		}
		if testing.Verbose() && !l.held && !slices.Equal(got, l.demands) {
			t.Logf("%s: want %q, got %q: %s", l.from, l.demands, got, l.text)
		}
	}
	for _, part := range slices.Sorted(maps.Keys(tallies)) {
		reached, floor := tallies[part], floors[part]
		t.Logf("%s: %v", part, reached)
		if reached.precision() < floor[0] || reached.recall() < floor[1] {
			t.Errorf("%s: precision %.3f and recall %.3f are below %v", part, reached.precision(), reached.recall(), floor)
		}
	}
}
