package tables

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/content/format"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

// The tables in testdata/unseen are in the styles of the world. What a person reads in each of them was written down
// before anything was read. When they were read for the first time, 42 of the 71 numbers in testdata/unseen/heldout
// were read as meant; of the files that begin with d, e, f and g 158 of 229, 116 of 186, 97 of 150, and 79 of 129.

// worldly is a file, and what a person reads in it.
type worldly struct {
	name string // of the file that is read: 01-scorecard.xlsx
	data []byte
	is   []string // lines such as "A kpi", "D4 target: 97% | On-time delivery", "unread D7", "contradiction H6"
}

func readUnseen(t *testing.T, file string) worldly {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	body, labels, ok := strings.Cut(string(text), "\n--\n")
	if !ok {
		t.Fatal(file, "has no labels")
	}
	u := worldly{name: strings.TrimSuffix(filepath.Base(file), ".txt")}
	u.is = strings.Split(strings.TrimSpace(labels), "\n")
	switch filepath.Ext(u.name) {
	case ".xlsx":
		u.data = workbook(t, body)
	case ".docx":
		u.data = document(t, body)
	case ".ods":
		u.data = openSheet(t, body)
	default:
		u.data = []byte(body)
	}
	return u
}

// tally counts how the labels of unseen files were read.
type tally struct {
	numbers, right, open, part, named, missing, wrong int
	alien                                             int // numbers that are taken for targets and are none
	columns, columnsRight                             int
	faults, found                                     int
	alienFaults                                       int
	logf                                              func(string, ...any)
}

func (s *tally) add(o tally) {
	s.numbers += o.numbers
	s.right += o.right
	s.open += o.open
	s.part += o.part
	s.named += o.named
	s.missing += o.missing
	s.wrong += o.wrong
	s.alien += o.alien
	s.columns += o.columns
	s.columnsRight += o.columnsRight
	s.faults += o.faults
	s.found += o.found
	s.alienFaults += o.alienFaults
}

func (s tally) String() string {
	return fmt.Sprintf("%d of %d as meant (direction open in %d), %d in part, %d named as not read, %d missing, "+
		"%d wrong, %d not targets taken; columns %d of %d; contradictions %d of %d, %d that nobody sees",
		s.right, s.numbers, s.open, s.part, s.named, s.missing, s.wrong, s.alien, s.columnsRight, s.columns, s.found,
		s.faults, s.alienFaults)
}

var labelLine = regexp.MustCompile(`^([A-Z]+\d+) (\w+): (.*?)(?: \((\d{4}[^)]*)\))?(?: \| (.*))?$`)

// floors are what was reached in each folder.
var floors = map[string]tally{
	"testdata/unseen": {right: 1349, columnsRight: 557, found: 28},
	// These were written in sets, h to o and w, with what a person reads in them, before anything was read in them, each
	// in styles that no table before it has. At first sight 49 % of the numbers in h were read as meant, and 66, 71, 61,
	// 63, 68, 77 and 82 % of those in i to o, each time with what was learnt from the sets before, and 88 % of those in w,
	// which are in the manner of documents that developers write. In the last two sets 6 were read wrongly at first sight,
	// and 32 numbers that ask for nothing were taken for targets. So a set of the next style is read at about 75 %.
	//
	// Sets p to v came later, each of twelve tables, x and y of eight, and z, za and zb of 28, 27 and 10. At first sight,
	// of the numbers in each:
	//
	//	set           p    q    r    s    t    u    v    x    y    z   za   zb
	//	numbers     126  114  118  113  141  132  129   76   67  266  256   82
	//	as meant     84   83   86   91  100  110  104   66   56  175  182   67
	//	wrongly       4    1   15    7    2    8    0    0    1   14   10    2
	//	not asked    12   13    5   15    8    4   13    0    0    8    6    6
	//
	// The twelve of zc are of kinds that were missing: scorecards with merged groups and weights, pairs of plan and
	// result, targets in words, scales of India, rotas, exports of Google Docs and Confluence. Of their 122 numbers 88
	// were read as meant at first sight, 6 in part and 7 wrongly; 14 were named as not read and 7 were not, and 8 that
	// nobody asks for were taken. A budget is not taken for a target here, as zc09 has it.
	//
	// The eight of zd were written after what zc taught: this period beside the year to date, tables within tables,
	// service levels by tier, units in a row, kinds of numbers in a column. Of their 106 numbers 91 were read as meant at
	// first sight, 5 in part and 6 without their unit; 3 were named as not read, 1 was not, and 7 that nobody asks for
	// were taken. Tons a shift stay without their unit in zd07: no quantity has it.
	//
	// The twelve of ze are cards of a KPI dictionary, a legend that says the unit of all numbers, national standards
	// beside trajectories, services in sentences, goals with a description, and others. Of their 161 numbers 103 were read
	// as meant at first sight, 4 in part and 8 wrongly, which were renewals in thousands of pounds taken for so many
	// renewals; 34 were named as not read and 12 were not; 10 that nobody asks for were taken. ze13 has units that are
	// codes.
	//
	// The twelve of zf were written after what ze taught. Of their 138 numbers 110 were read as meant at first sight, 7 in
	// part and 2 without their unit; 14 were named as not read and 5 were not, and 8 that nobody asks for were taken: what
	// a year before reached, and what a level of a commission pays. zf13 and zf14 are what tables of others taught.
	//
	// The twelve of zg came after zf. Of their 126 numbers 116 were read as meant at first sight, 1 in part, 3 without the
	// thousands that the title says and 1 wrongly; 3 were named as not read and 2 were not, and 5 that nobody asks for
	// were taken. zg13 and zg14 are what tables of others taught: 28 of 34 numbers of eight of them were read.
	//
	// The six of zh were the last: of their 56 numbers 46 were read as meant at first sight, 6 in part, 4 were named as
	// not read, and none was read wrongly; of the 83 numbers of twelve tables of others 77, and 6 in part. Ratios had the
	// period of their refreshing, which zh07 has.
	//
	// The twelve of zi are of another round, in Polish and Portuguese, too. Of 141 numbers of their kind 100 were read as
	// meant at first sight, 15 in part and 9 wrongly, six of which were shares below "Compliance threshold" taken for the
	// most that is allowed; of 143 numbers in 24 tables of others 128, and none wrongly but what is added to a score.
	//
	// zj came after zi: of the 119 numbers of its first twelve 67 were read as meant at first sight, 8 in part and 2
	// wrongly; of 242 in 25 tables of others 188, and 1 wrongly. zj13 to zj15 are what those of others taught.
	//
	// zk came after zj: of the 126 numbers of its first twelve 112 were read as meant at first sight, 10 in part and none
	// wrongly, 4 were named as not read; of 141 in 22 tables of others 133, and 2 wrongly: of two numbers in a cell one
	// was read, and a share by which something is reduced was one that is to be reached. zk13 has these.
	//
	// The seven of zl came last: of their 87 numbers 58 were read as meant at first sight, 5 in part, and 14 in dollars
	// instead of reais; 10 were named as not read or taken for progress.
	//
	// zm has what changes a number and stands around it, read or named: scales, currencies, periods, "per" and the like.
	// Of 201 numbers in 26 tables of others, read before the rule about words that are left over, 185 were read as meant,
	// and 16 in part: six without a period, four in minutes that are a minimum, and others with a wrong unit.
	//
	// zn is of what 41 more tables of others taught. Of the 184 numbers of 18 of them 163 were read as meant at first
	// sight, 8 in part and 4 only written otherwise (2.3x), and 9 were named as not read; of the 104 of the other 23,
	// read later, 98, 4 in part and 2 wrongly. Litres per 100 km, tons a shift and so many per 1,000 people, of which
	// no quantity can be made, are named as not read now; they were read without their unit. Of 106 numbers in 17
	// tables that came after that 102 were read as meant at first sight and 3 in part, one with a wrong noun; 1 was
	// named as not read.
	//
	// Some labels are held to what is read although a person would follow what is read: in p01 a share "under 10 min" is
	// read with its time, in w09 "< 1 per 100 LOC" is read whole, in s11 and p07 the 5 of "Days to close" and the 90 of
	// "Days of cash" with their unit, and in r01 the total of a total is told as well as the number that it comes from. In
	// r12 a label is wrong: the total does add up.
	"testdata/fresh":          {right: 4380, wrong: 3, alienFaults: 1, found: 15},
	"testdata/unseen/heldout": {right: 69, columnsRight: 32, found: 1},
}

// TestUnseen measures how much of tables in the styles of the world is read, and holds what was reached.
func TestUnseen(t *testing.T) {
	for folder, least := range floors {
		files, err := filepath.Glob(folder + "/*.txt")
		if err != nil || len(files) == 0 {
			t.Fatal("no files", err)
		}
		var all tally
		for _, file := range files {
			u := readUnseen(t, file)
			f, err := format.Read(u.name, u.data)
			if err != nil {
				t.Errorf("%s: %v", u.name, err)
				continue
			}
			s := u.score(ReadFile(f), t.Logf)
			all.add(s)
			t.Logf("%-24s %s", u.name, s)
		}
		t.Logf("%s: %s", folder, all)
		switch {
		case all.right < least.right || all.columnsRight < least.columnsRight || all.found < least.found:
			t.Errorf("%d numbers, %d columns and %d contradictions are read as meant; %d, %d and %d were", all.right,
				all.columnsRight, all.found, least.right, least.columnsRight, least.found)
		case all.wrong > least.wrong || all.alien > least.alien || all.alienFaults > least.alienFaults:
			t.Errorf("%d are read wrongly, %d are taken for targets, %d contradict nothing", all.wrong, all.alien,
				all.alienFaults)
		}
	}
}

// score compares what was read with what a person reads.
func (u worldly) score(all []*Reading, logf func(string, ...any)) tally {
	s := tally{logf: logf}
	records, not, labelled := map[string][]Record{}, map[string]string{}, map[string]bool{}
	columns := map[string][]As{}
	var faults []Fault
	for _, r := range all {
		lying := len(r.Blocks) > 0 && r.Blocks[0].Lying
		spot := func(p Part) string {
			if p.Within().Medium == source.InCell {
				return source.CellName(p.Span().Line, p.Span().Column) // where it lies
			}
			if lying {
				return source.CellName(p.Cell.Column, p.Row) // its rows are the columns of the file
			}
			return spotOf(p)
		}
		for _, rec := range r.Records {
			at := spot(rec.Part)
			records[at] = append(records[at], rec)
		}
		left := r.cellsLeft(1000).named
		for _, n := range slices.Concat(left, r.Unread) {
			not[spot(n.Part)] = n.Why
		}
		for _, b := range r.Blocks {
			for _, c := range b.Columns {
				name := strings.TrimRight(source.CellName(1, c.Number), "1")
				columns[name] = append(columns[name], c.As)
			}
		}
		faults = append(append(faults, r.Contradictions...), r.Questions...)
	}
	told := map[int]bool{}
	for _, l := range u.is {
		if l == "" {
			continue
		}
		if m := labelLine.FindStringSubmatch(strings.TrimPrefix(l, "unread-or ")); m != nil {
			s.number(u.name, m, u.others(l, records[m[1]]), not[m[1]], strings.HasPrefix(l, "unread-or "))
			labelled[m[1]] = true
			continue
		}
		name, rest, _ := strings.Cut(l, " ")
		switch name {
		case "unread":
			labelled[rest] = true
			s.numbers++
			switch {
			case len(asking(records[rest])) > 0:
				s.wrong++
				logf("%s %s: says no number, and is read as %s", u.name, rest, wordsOf(records[rest]))
			case not[rest] != "":
				s.right++
			default:
				s.missing++
				logf("%s %s: is not named", u.name, rest)
			}
		case "contradiction":
			s.faults++
			hit := false
			for i, f := range faults {
				if slices.ContainsFunc(f.Parts, func(p Part) bool { return spotOf(p) == rest }) {
					hit, told[i] = true, true
				}
			}
			if hit {
				s.found++
			} else {
				logf("%s %s: the contradiction is not found", u.name, rest)
			}
		default:
			s.columns++
			if akinTo(columns[name], As(rest)) {
				s.columnsRight++
			} else {
				logf("%s column %s: %s is read as %q", u.name, name, rest, columns[name])
			}
		}
	}
	for i, f := range faults {
		if !told[i] && f.Kind != ShareHours {
			s.alienFaults++
			logf("%s: nobody sees %s %s: %s", u.name, f.Kind, spotOf(f.Parts[0]), f.Says)
		}
	}
	for at, recs := range records {
		if !labelled[at] && len(asking(recs)) > 0 && !recs[0].Total && !u.sampled(at) {
			s.alien++
			logf("%s %s: nobody reads %s", u.name, at, wordsOf(recs))
		}
	}
	return s
}

// others leaves out records that another label of the same cell means.
func (u worldly) others(own string, all []Record) []Record {
	return slices.DeleteFunc(slices.Clone(all), func(rec Record) bool {
		return slices.ContainsFunc(u.is, func(l string) bool {
			m := labelLine.FindStringSubmatch(strings.TrimPrefix(l, "unread-or "))
			return l != own && m != nil && m[1] == spotOf(rec.Part) && compare(rec, label{Kind: m[2], Means: &m[3]}) >= open
		})
	})
}

// sampled reports whether only some cells of this file were labelled.
func (u worldly) sampled(string) bool {
	return slices.Contains([]string{"09-hiring.xlsx", "10-cash.xlsx", "11-headcount.xlsx", "15-merged.xlsx",
		"58-roster.xlsx", "70-hires.xlsx", "81-budget.xlsx", "b3-shop.csv", "b4-crew.xlsx",
		"c5-production.xlsx", "c7-budget.xlsx", "zc07-rota.xlsx"}, u.name)
}

func asking(all []Record) []Record {
	return slices.DeleteFunc(slices.Clone(all), func(r Record) bool { return !r.Kind.Asks() })
}

func spotOf(p Part) string { return source.CellName(p.Row, p.Cell.Column) }

// akinTo reports whether a column is understood as a kind, or as one that says as much.
func akinTo(all []As, as As) bool {
	alike := map[As][]As{
		AsKPI: {AsLabel, AsKeyResult, AsObjective, AsMilestone}, AsKeyResult: {AsKPI, AsLabel}, AsObjective: {AsLabel, AsKPI},
		AsTeam: {AsArea, AsLabel}, AsArea: {AsTeam, AsLabel}, AsLabel: {AsKPI, AsTeam, AsArea, AsJob}, AsJob: {AsLabel},
		AsPeriod: {AsQuarter, AsMonth, AsYear}, AsMilestone: {AsLabel, AsKPI}, AsDescription: {AsNotes},
		AsPay: {AsBudget},
	}
	return slices.Contains(all, as) || slices.ContainsFunc(alike[as], func(a As) bool { return slices.Contains(all, a) })
}

// number compares the records of a cell with a label.
func (s *tally) number(file string, m []string, got []Record, why string, mayRest bool) {
	s.numbers++
	kind, means, when, subject := m[2], m[3], m[4], m[5]
	if kind == "headcount" {
		means = strings.Replace(means, " FTE", " people", 1) // full-time equivalents are people in parts
	}
	means = strings.NewReplacer(" °C", " degrees", "./", "/").Replace(means) // as quantities write them
	if means = strings.ReplaceAll(means, " m²", " square-metres"); !strings.Contains(means, " within ") {
		got = withoutNamedTime(got)
	}
	verdict, best := missing, Record{}
	for _, rec := range got {
		if kind == "due" != (rec.Kind == KindDue) || !rec.Kind.Asks() {
			continue
		}
		if v := compare(rec, label{Kind: kind, Means: &means}); v > verdict || best.Cell == nil {
			verdict, best = v, rec
		}
	}
	if verdict == partly && sameButNouns(best, means) {
		verdict = right
	}
	if verdict >= open {
		switch {
		case when != "" && best.Time != when, kind == "limit" && best.Kind == KindTarget:
			verdict = partly
		case subject != "" && !slices.ContainsFunc(best.Subject, func(p Part) bool { return p.Text == subject }):
			verdict = partly
		}
	}
	switch {
	case verdict == right:
		s.right++
		return
	case verdict == open:
		s.right++
		s.open++
		return
	case best.Cell == nil && mayRest && (why != "" || len(got) > 0):
		s.right++
		return
	case verdict == partly:
		s.part++
	case best.Cell != nil:
		s.wrong++
		verdict = wrong
	case why != "":
		s.named++
	default:
		s.missing++
	}
	s.logf("%s %s: %s %s; %s: %s%s", file, m[1], kind, m[0][len(m[1])+1:], verdict, wordsOf(got), why)
}

// withoutNamedTime leaves out the time of shares whose name says it, for labels that leave it out too: 98 % of "Servers
// patched within 14 days" is read as 98 % within 14 days.
func withoutNamedTime(all []Record) []Record {
	all = slices.Clone(all)
	for i, rec := range all {
		if rec.Within != "" && slices.ContainsFunc(rec.Subject, func(p Part) bool {
			times := promised(p.Text, Unknown)
			return (p.As == AsKPI || p.As == AsLabel || p.As == AsKeyResult) && len(times) == 1 && times[0] == rec.Within
		}) {
			all[i].Within, all[i].Quantity = "", strings.TrimPrefix(rec.Quantity, "at least ")
		}
	}
	return all
}

// sameButNouns reports whether a number is read as meant but for a noun that its row or its column says, and only one
// of them writes beside the number: 40 of "Open cases" is 40 cases.
func sameButNouns(rec Record, means string) bool {
	if a, _, ok := strings.Cut(inBrackets.ReplaceAllString(means, ""), ", "); ok {
		means = a
	}
	want, err := quantity.Parse(means)
	got, err2 := quantity.Parse(rec.Quantity)
	if err != nil || err2 != nil || rec.Within != "" || rec.Change {
		return false
	}
	one, other, _ := strings.Cut(want.Unit.String(), "/")
	noun, below, _ := strings.Cut(got.Unit.String(), "/")
	one, noun = strings.TrimPrefix(one, "1"), strings.TrimPrefix(noun, "1")
	if got.TimeUnit != want.TimeUnit || one != "" && noun != "" || got.Unit.Period() != want.Unit.Period() {
		return false
	}
	if below != other && (one+other != "" || got.Unit.Period() != "") {
		return false
	}
	names := "pcs stuck stk piece unit " + fold(rec.Head) // a unit that only says that something is counted is left out
	for _, p := range rec.Subject {
		names += " " + fold(p.Text)
	}
	for _, w := range strings.Split(strings.Trim(one+noun, "-%"), "-") {
		if w = fold(w); w == "" || !strings.Contains(names, w[:min(len(w), max(4, len(w)-2))]) {
			return false
		}
	}
	gl, gh, wl, wh := got.Low, got.High, want.Low, want.High
	return gl != nil && wl != nil && gl.Cmp(wl) == 0 && gh.Cmp(wh) == 0 &&
		(got.Comparator == want.Comparator || want.Comparator == quantity.NoComparator)
}
