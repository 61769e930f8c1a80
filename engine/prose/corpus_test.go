package prose

import (
	"bufio"
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/content/markdown"
	"github.com/kpilint/kpilint/engine/quantity"
)

// labelled is a sentence of the corpus with the demands that somebody found in it by hand.
type labelled struct {
	part    string // seen, tuned or held; page of a handbook; of fresh sentences, their round
	job     bool   // of a job description, not of a page of goals
	okr     bool   // of a list of objectives and key results
	kinds   bool   // written for this test, a few for each kind of number that asks for nothing or for something
	from    string
	section string // the headings it stands under, the outermost first; "" for none
	demands []string
	text    string // as it is written, without that heading
}

var okrLists = regexp.MustCompile(`okrs|goals__|OKR|Objectives and Key Results`)

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
			l.job = strings.Contains(file, "/gitlab/") || strings.HasPrefix(l.from, "sales-role")
			l.kinds = strings.Contains(file, "/kinds/")
			l.okr = okrLists.MatchString(file + " " + l.from)
			all = append(all, l)
		}
		f.Close()
	}
	return all
}

func label(t testing.TB, line string) labelled {
	t.Helper()
	fields := strings.SplitN(line, "\t", 5)
	if len(fields) != 5 {
		t.Fatalf("malformed line of the corpus: %q", line)
	}
	l := labelled{part: fields[0], from: fields[1], section: fields[2], text: fields[4]}
	if l.part != "seen" && !l.fresh() && !l.ofPage() && l.part != drawn(l.text) {
		t.Fatalf("%s is %q, and its hash says %q", l.from, l.part, drawn(l.text))
	}
	l.text = strings.ReplaceAll(l.text, `\n`, "\n")
	if fields[3] == "-" {
		return l
	}
	for _, d := range strings.Split(fields[3], " | ") {
		q, err := quantity.Parse(d)
		if err != nil {
			t.Fatalf("%s: %q: %v", l.from, d, err)
		}
		l.demands = append(l.demands, q.String())
	}
	return l
}

// fresh reports whether the sentence is one of a set that was read at first sight before the reader was changed for it.
func (l labelled) fresh() bool { return strings.HasPrefix(l.part, "round ") }

// ofPage reports whether the paragraph is one of the page of a team, as it is drafted.
func (l labelled) ofPage() bool { return l.part == "page" }

// drawn is the part of a sentence that no word list was made for before: the first bit of its hash decides.
func drawn(text string) string {
	if sha256.Sum256([]byte(text))[0]%2 == 0 {
		return "held"
	}
	return "tuned"
}

func (l labelled) parts() []string {
	parts := []string{"all", "tuned on"}
	if l.part == "held" {
		parts[1] = "held out"
	}
	switch {
	case l.fresh() || l.ofPage():
		return []string{l.part}
	case l.kinds:
		return []string{"kinds " + parts[1]}
	case l.job:
		parts = append(parts, "job descriptions")
	case l.okr && l.part == "held":
		parts = append(parts, "OKRs held out")
	}
	return parts
}

// read reads a sentence below its headings, in the text of a job or on the page of a team.
func (l labelled) read(plan bool) []string {
	text := strings.TrimLeft(l.text, " ")
	if l.section != "" {
		for i, heading := range slices.Backward(strings.Split(l.section, " > ")) {
			text = strings.Repeat("#", i+1) + " " + heading + "\n\n" + text
		}
	}
	var got []string
	blocks, _ := markdown.Blocks([]byte(text), 1)
	for _, d := range ReadBlocks(blocks, plan).Demands {
		got = append(got, d.Quantity.String())
	}
	return got
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
	"held out, as pages": {0.95, 0.92},
	"tuned on":           {0.975, 0.98}, "held out": {0.955, 0.92}, "all": {0.97, 0.96}, "job descriptions": {1, 1},
	"OKRs held out": {0.945, 0.90}, "kinds tuned on": {0.96, 0.97}, "kinds held out": {0.74, 0.86},
	"round 1": {1, 0.96}, "round 2": {1, 0.94}, "round 3": {1, 0.91}, "round 4": {1, 0.95},
	"round 5": {0.98, 0.88}, "round 6": {0.97, 0.82}, "round 7": {0.92, 0.87}, "round 8": {0.93, 0.97},
	"round 9": {0.95, 0.69}, "round 10": {1, 0.91}, "round 11": {0.61, 0.88},
	"page": {0.69, 1},
}

// TestCorpus measures the reader on real job descriptions, handbooks and goals. A demand counts as found when its
// number, unit and comparator are right. No word list was changed for the sentences held out.
func TestCorpus(t *testing.T) {
	tallies := map[string]*tally{}
	for part := range floors {
		tallies[part] = &tally{}
	}
	for _, l := range corpus(t) {
		got := l.read(l.ofPage())
		for _, part := range l.parts() {
			tallies[part].add(l.demands, got)
		}
		if l.part == "held" && !l.job && !l.kinds {
			tallies["held out, as pages"].add(l.demands, l.read(true))
		}
		if testing.Verbose() && l.part != "held" && !slices.Equal(got, l.demands) {
			t.Logf("%s (%s): want %q, got %q: %s", l.from, l.section, l.demands, got, l.text)
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
