package tables

import (
	"bufio"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

// invented is a table that was made up for the test, and what a person reads in it. Its file has tables between lines
// of "==": a name, what stands around the table, the table as in Markdown, and below "--" what is to be found.
type invented struct {
	name  string
	table *content.Table
	c     Context
	wants []string
}

func readInvented(t *testing.T, file string) []invented {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var all []invented
	for piece := range strings.SplitSeq(string(text), "\n==\n") {
		in := invented{table: &content.Table{Within: source.Within{Medium: source.InCell, Sheet: ""}}}
		below := false
		s := bufio.NewScanner(strings.NewReader(piece))
		for s.Scan() {
			l := s.Text()
			switch {
			case l == "--":
				below = true
			case below:
				if strings.TrimSpace(l) != "" {
					in.wants = append(in.wants, l)
				}
			case strings.HasPrefix(l, "# "):
				in.name = l[2:]
			case strings.HasPrefix(l, "sheet: "):
				in.table.Name = l[7:]
			case strings.HasPrefix(l, "file: "):
				in.c.File = l[6:]
			case strings.HasPrefix(l, "before: "):
				in.c.Before = append(in.c.Before, l[8:])
			case l == "semicolons":
				in.c.Separator = ';'
			case strings.HasPrefix(l, "|"):
				in.table.Rows = appendRow(in.table.Rows, l)
			case l == "" && len(in.table.Rows) > 0:
				in.table.Rows = append(in.table.Rows, content.Row{Number: -1})
			}
		}
		in.table.Rows = numbered(in.table.Rows)
		all = append(all, in)
	}
	return all
}

func appendRow(rows []content.Row, l string) []content.Row {
	var r content.Row
	l = strings.TrimSuffix(strings.TrimPrefix(strings.TrimSpace(l), "|"), "|")
	for i, text := range strings.Split(l, "|") {
		text = strings.TrimSuffix(strings.TrimPrefix(text, " "), " ")
		if strings.TrimSpace(text) == "" {
			continue
		}
		c := content.Cell{Column: i + 1}
		var stored content.Stored
		// {0.8; 0%} is a number with its format, {0.8; 0%; =A1/B1} one of a formula; <3>text is over three columns,
		// <1v2>text over two rows.
		if strings.HasPrefix(text, "{") {
			fields := strings.Split(strings.Trim(text, "{} "), ";")
			c.Holds, text = content.Number, strings.TrimSpace(fields[0])
			stored.Number = text
			if len(fields) > 1 {
				stored.Format = strings.TrimSpace(fields[1])
			}
			if len(fields) > 2 {
				stored.Formula = strings.TrimSpace(fields[2])
			}
			if strings.HasPrefix(text, "#") {
				c.Holds = content.Fault
			}
			if strings.HasPrefix(stored.Format, "date") {
				c.Holds = content.Date
			}
		} else if strings.HasPrefix(text, "<") && len(text) > 2 && text[2] == '>' {
			c.Across = int32(text[1] - '0')
			text = text[3:]
		} else if strings.HasPrefix(text, "<1v") && len(text) > 4 && text[4] == '>' {
			c.Down = int32(text[3] - '0')
			text = text[5:]
		}
		c.Text = content.Text{Bytes: []byte(text), In: &source.Within{Medium: source.InCell}, Column: int32(i + 1)}
		c.Store(stored)
		r.Cells = append(r.Cells, c)
	}
	return append(rows, r)
}

// numbered gives the rows their numbers, and drops those that are empty.
func numbered(rows []content.Row) []content.Row {
	var all []content.Row
	for i, r := range rows {
		if len(r.Cells) == 0 {
			continue
		}
		r.Number = i + 1
		for k := range r.Cells {
			r.Cells[k].Text.Line = int32(r.Number)
		}
		all = append(all, r)
	}
	return all
}

// TestInvented holds what is read in tables in many languages. Nothing but what is written there may be read.
func TestInvented(t *testing.T) {
	files, err := filepath.Glob("testdata/invented/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no tables", err)
	}
	total, found := 0, 0
	for _, file := range files {
		for _, in := range readInvented(t, file) {
			t.Run(in.name, func(t *testing.T) {
				has := told(Read(in.table, in.c))
				for _, want := range in.wants {
					total++
					if i := slices.Index(has, want); i >= 0 {
						has = slices.Delete(has, i, i+1)
						found++
						continue
					}
					t.Errorf("missing: %s", want)
				}
				for _, other := range has {
					t.Errorf("not written: %s", other)
				}
			})
		}
	}
	t.Logf("%d of %d", found, total)
}

// told is a reading in lines: what asks for something, what contradicts, what is asked, what is not read.
func told(r *Reading) []string {
	var all []string
	for _, rec := range r.Records {
		if !rec.Kind.Asks() {
			continue
		}
		about := ""
		if len(rec.Subject) > 0 {
			about = rec.Subject[0].Text
		}
		when := ""
		if rec.Time != "" {
			when = " (" + rec.Time + ")"
		}
		all = append(all, fmt.Sprintf("%s %s: %s%s | %s", place(rec.Part), rec.Kind, rec.Words(), when, about))
	}
	for _, u := range r.Unread {
		all = append(all, "unread "+place(u.Part))
	}
	for _, f := range r.Contradictions {
		all = append(all, "contradiction "+string(f.Kind)+" "+places(f))
	}
	for _, f := range r.Questions {
		all = append(all, "question "+string(f.Kind)+" "+places(f))
	}
	return all
}

func place(p Part) string {
	s := p.Span()
	return source.CellName(s.Line, s.Column)
}

func places(f Fault) string {
	var all []string
	for _, p := range f.Parts {
		all = append(all, place(p))
	}
	return strings.Join(all, " ")
}

// TestQuantitiesAreRead holds that package quantity reads what records say.
func TestQuantitiesAreRead(t *testing.T) {
	files, _ := filepath.Glob("testdata/invented/*.txt")
	for _, file := range files {
		for _, in := range readInvented(t, file) {
			for _, rec := range Read(in.table, in.c).Records {
				if rec.Kind == KindDue || rec.Kind == KindStart {
					continue
				}
				var err error
				if _, err := quantity.Parse(rec.Target()); err != nil && !rec.Change {
					t.Errorf("%s: %q: %v", in.name, rec.Target(), err)
				}
				if rec.Change {
					_, _, err = quantity.ParseChange(rec.Quantity)
				} else {
					_, err = quantity.Parse(rec.Quantity)
				}
				if err != nil {
					t.Errorf("%s: %q: %v", in.name, rec.Quantity, err)
				}
			}
		}
	}
}

func TestNumerals(t *testing.T) {
	for _, test := range []struct {
		text string
		m    Mark
		want string // "" for a refusal
	}{
		{"1,234.5", Unknown, "1234.5"}, {"1.234,5", Unknown, "1234.5"}, {"2.500", Unknown, ""}, {"2.500", Comma, "2500"},
		{"2.500", Point, "2.500"}, {"1,234", Unknown, "1234"}, {"1,234", Comma, "1.234"}, {"1'000'000", Unknown, "1000000"},
		{"1 000 000", Unknown, "1000000"}, {"0.125", Unknown, "0.125"}, {"0,125", Unknown, "0.125"}, {"12,5", Unknown,
			"12.5"},
		{"1.234.567", Unknown, "1234567"}, {"1,234,567", Unknown, "1234567"}, {"100\u00a0000", Unknown, "100000"},
		{"2.500", Mixed, ""}, {"1,234", Mixed, ""},
	} {
		got, err := numerals(test.text)[0].plain(test.m)
		if err != nil {
			got = ""
		}
		if got != test.want {
			t.Errorf("%q with %q: %q %v, not %q", test.text, test.m, got, err, test.want)
		}
	}
}

func TestExact(t *testing.T) {
	for text, want := range map[string]string{"1.4999999999999999E-2": "0.015", "100654051.21731578": "100654051.217316",
		"150000": "150000", "0.1": "0.1", "2.125": "2.1250"} {
		if got := written(exact(text)); got != want {
			t.Errorf("%s: %s", text, got)
		}
	}
	for _, text := range []string{"1e999999", "x", "1/3", strings.Repeat("9", 200)} {
		if r := exact(text); r != nil {
			t.Errorf("%s is %v", text, new(big.Rat).Set(r))
		}
	}
}

func TestTarget(t *testing.T) {
	for _, test := range []struct{ quantity, within, want string }{
		{"at least 80%", "10 days", "<= 10 days p80"}, {"at least 100%", "24 h", "at least 100% (within 24 h)"},
		{"at least 99.5%", "2 h", "at least 99.5% (within 2 h)"}, {"80%", "", "80%"},
		{"at least 95 %", "2 workdays", "<= 2 workdays p95"},
	} {
		if got := (Record{Quantity: test.quantity, Within: test.within}).Target(); got != test.want {
			t.Errorf("%s within %s is %q, not %q", test.quantity, test.within, got, test.want)
		}
	}
}
