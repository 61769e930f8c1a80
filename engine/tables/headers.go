package tables

import (
	"slices"
	"sort"
	"strings"
	"time"
	"unicode"

	"github.com/kpilint/kpilint/engine/content"
)

// A header is found by what it says: names of columns that are known, years and quarters, and no numbers. Above it may
// lie titles and a row of groups, below it a row of machine names, tags or units. Where a row further down looks like a
// header again, another table begins there.

const (
	maxHeader   = 3     // rows of a header
	maxAbove    = 40    // rows among which the first header is looked for
	maxProfiles = 20000 // rows that are looked at for further headers
	maxHeads    = 20000 // columns of all headers; what lies behind is read by the last of them
)

// profile is how a row looks as a header.
type profile struct {
	cells, words, known, times, numbers, long, strong int
	filled                                            int // cells that span several columns
	spans                                             int // 6 months, 12 months: several of them head columns
}

// names recognises the names of columns, each text once.
type names struct {
	seen map[string]As
}

// maxNames is how many texts are kept with what they mean.
const maxNames = 5000

// of is what a header cell says that its column holds, AsNothing where it is not known.
func (n *names) of(text string) As {
	if as, ok := n.seen[text]; ok {
		return as
	}
	as, _, _, _ := namedAs([]string{text})
	if as != AsNothing && !covered(text) {
		as = AsNothing // a name of something, in which such a word occurs
	}
	if len(n.seen) < maxNames {
		if n.seen == nil {
			n.seen = map[string]As{}
		}
		n.seen[text] = as
	}
	return as
}

// headWords head posts without anybody, and texts that tell more, where they stand in a header.
var headWords = content.WordSet(`open offen abierto abiertos oppna example beispiel exemple ejemplo exempel voorbeeld
esempio`)

// named reports whether a text that begins with a number names a column: 12-month target.
func (n *names) named(text string) bool {
	as := n.of(text)
	return (as.counts() || as == asGoal) && unitOf(strings.TrimLeft(text, "0123456789.,- ")) == ""
}

// covered reports whether words of columns are at least half of the words of a text. "Rural Roads Project" is the name
// of a project, and "Project name" that of a column.
func covered(text string) bool {
	words := split(text)
	n := 0
	for _, m := range columnWords().find(words) {
		n += m.to - m.from
	}
	for _, w := range words {
		if stopWords()[w] || digits(w) || unitOf(w) != "" || !unicode.IsLetter([]rune(w)[0]) {
			n++
		}
	}
	return n*2 >= len(words)
}

func (n *names) profile(r content.Row) profile {
	var p profile
	for i := range r.Cells {
		c := &r.Cells[i]
		p.cells++
		if c.Strong {
			p.strong++
		}
		if c.Across > 1 {
			p.filled++
		}
		text := textOf(c)
		switch {
		case c.Holds == content.Number && yearOf(c.Number()) != 0, c.Holds == content.Words && onlyTime(text):
			p.times++
		case c.Holds == content.Date:
			p.times++
			p.numbers++ // dates head columns seldom, and lie in them often
		case c.Holds != content.Words:
			p.numbers++
		case len(text) > 90 || len(strings.Fields(text)) > 12:
			p.long++
		case i == 0 && len(r.Cells) > 1 && keyResultCode.Get().MatchString(text) &&
			len(strings.Fields(textOf(&r.Cells[1]))) > 2:
			p.numbers++ // KR1 stands beside what it is
		case clockSpan.Get().MatchString(text):
			p.spans++ // 10–12, beside 12–15
		case headsTime(text, &p), marked(text), strings.HasSuffix(text, ":"):
			// "1 - Poor" heads marks, and "Position:" is the name of a field in a form.
			p.words++
		case headWords.Has(fold(text)):
			p.words++ // elsewhere it says that something is still open, or only an example
		case dateIn(text) != "", numeric(text) && timeOf(text) == (moment{}) && !n.named(text), absent(text) != "":
			p.numbers++
		default:
			p.words++
			if len(strings.Fields(text)) < 9 && n.of(text) != AsNothing {
				p.known++
			}
		}
	}
	if n := datesApart(r); n > 0 {
		p.numbers -= n
	}
	if n := weeksApart(r); n > 0 && p.known > 1 {
		p.numbers -= n
		p.times += n
	}
	if n := monthKeys(r); n > 0 {
		p.numbers -= n
		p.times += n
	}
	if n := levelsPaid(r); n > 0 {
		p.numbers -= n
		p.times += n
	}
	if p.spans > 1 {
		p.times += p.spans
	} else {
		p.numbers += p.spans
	}
	return p
}

// datesApart is how many dates a row holds where they head columns: at least three, one beside the other, each as far
// from the next as days, weeks, months or quarters are, and nothing but words beside them. Else it is 0.
func datesApart(r content.Row) int {
	n, step := 0, 0
	var before time.Time
	for i := range r.Cells {
		c := &r.Cells[i]
		if c.Holds == content.Words {
			if n > 0 && n < 3 {
				return 0
			}
			continue
		}
		day, err := time.Parse(time.DateOnly, dateIn(textOf(c)))
		if c.Holds != content.Date || err != nil {
			return 0
		}
		if n++; n > 1 {
			apart := stepOf(int(day.Sub(before).Hours() / 24))
			if apart == 0 || step != 0 && apart != step || r.Cells[i-1].Holds != content.Date {
				return 0
			}
			step = apart
		}
		before = day
	}
	if n < 3 {
		return 0
	}
	return n
}

// weeksApart is how many days without a year head columns, one beside the other at the end of a row and all different:
// 5/4, 5/11. Else it is 0.
func weeksApart(r content.Row) int {
	n := 0
	seen := map[string]bool{}
	for i := range r.Cells {
		text := textOf(&r.Cells[i])
		if !dayWithoutYear.Get().MatchString(text) {
			if n > 0 {
				return 0
			}
			continue
		}
		if seen[text] || r.Cells[i].Holds != content.Words {
			return 0
		}
		seen[text] = true
		n++
	}
	if n < 2 {
		return 0
	}
	return n
}

// dayWithoutYear recognises 5/11 and 11.05. as days.
var dayWithoutYear = content.Pattern(`^(?:0?[1-9]|[12]\d|3[01])/(?:0?[1-9]|[12]\d|3[01])$|` +
	`^(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.$`)

// levelsPaid is how many percents head columns of what earns how much of a bonus: "50 %", "100 %", "150 %" behind
// words, one of them all of it. Else it is 0.
func levelsPaid(r content.Row) int {
	n, before, whole := 0, 0, false
	for i := range r.Cells {
		m := paidLevel.Get().FindStringSubmatch(textOf(&r.Cells[i]))
		switch {
		case m == nil && n == 0 && r.Cells[i].Holds == content.Words:
		case m == nil || number(m[1]) <= before:
			return 0
		default:
			n, before = n+1, number(m[1])
			whole = whole || before == 100
		}
	}
	if n < 3 || !whole || n == len(r.Cells) {
		return 0
	}
	return n
}

// paidLevel recognises how much of a bonus is paid: 50 %, 100%.
var paidLevel = content.Pattern(`^(\d{1,3}) ?%$`)

// stepOf is how far apart two days are, in days of the shortest such period; 0 where no period is as long.
func stepOf(days int) int {
	switch {
	case days == 1, days == 7:
		return days
	case 28 <= days && days <= 31:
		return 28
	case 90 <= days && days <= 92:
		return 90
	}
	return 0
}

// headsTime counts a time without a calendar, and reports whether the text is one.
func headsTime(text string, p *profile) bool {
	is, named := horizon(text)
	switch {
	case is && named:
		p.times++
		p.words--
	case is:
		p.spans++
		p.words--
	}
	return is
}

// marked reports whether a text is a mark with its name: 1 - Poor, 5 = outstanding.
func marked(text string) bool { return markNamed.Get().MatchString(text) }

// clockSpan recognises a time of the day from one hour to another: 10–12, 08:00-08:30.
var clockSpan = content.Pattern(`^(?:[01]?\d|2[0-4])(?:[:.]\d\d)? ?[-–] ?` +
	`(?:[01]?\d|2[0-4])(?:[:.]\d\d)?(?: ?h| Uhr)?$`)

// keyResultCode recognises KR1, KR 2.1, O-3.
var keyResultCode = content.Pattern(`^(?:KR|OKR|O) ?-?\d[\d.]*$`)

var markNamed = content.Pattern(`^\d ?[-–=:.)] ?\pL{3}`)

// sure reports whether the row can only be a header.
func (p profile) sure() bool {
	return p.cells > 1 && (p.numbers == 0 || p.known > 4 && p.numbers*8 <= p.cells) && p.known > 1 &&
		(p.known+p.times)*2 >= p.cells && p.long*4 <= p.cells
}

// may reports whether the row is a header where the rows below it hold what it says.
func (p profile) may() bool {
	return p.cells > 1 && p.numbers == 0 && p.long*4 <= p.cells && (p.words+p.times)*4 >= p.cells*3
}

// blocks splits a table into stretches of rows under one header each.
func blocks(t *content.Table) []*Block {
	s := splitter{table: t, rows: t.Rows, marks: t.Header}
	if all := s.lying(); all != nil {
		return all
	}
	if all := s.sides(); all != nil {
		return s.beside(all)
	}
	return s.blocks()
}

func (s *splitter) blocks() []*Block {
	t := s.table
	var all []*Block
	from, heads := 0, 0
	for heads < maxHeads {
		head := s.header(from, len(all) == 0)
		if head < 0 {
			break
		}
		first, last := s.extend(head, from)
		if len(all) > 0 {
			all[len(all)-1].rows = s.rows[from:s.titles(first, from)]
			from = s.titles(first, from)
		}
		b := &Block{table: t}
		for _, r := range s.rows[from:first] {
			for i := range r.Cells {
				b.Title = append(b.Title, part(AsNothing, r, &r.Cells[i]))
			}
		}
		b.head(s.rows[first : last+1])
		heads += len(b.Columns)
		if len(all) > 0 {
			b.inherit(all)
		}
		all = append(all, b)
		from = last + 1
	}
	if len(all) == 0 {
		all = []*Block{{table: t}}
	}
	all[len(all)-1].rows = s.rows[from:]
	return all
}

func part(as As, r content.Row, c *content.Cell) Part {
	return Part{As: as, Text: textOf(c), Row: r.Number, Cell: c}
}

type splitter struct {
	table    *content.Table
	marks    int // how many of its first rows the file marks as the header
	rows     []content.Row
	names    names
	profiled int
	known    map[int]profile
}

func (s *splitter) profile(i int) profile {
	if p, ok := s.known[i]; ok {
		return p
	}
	p := s.names.profile(s.rows[i])
	s.profiled++
	if s.known == nil {
		s.known = map[int]profile{}
	}
	s.known[i] = p
	return p
}

// header is the place of the next header, -1 where there is none.
func (s *splitter) header(from int, first bool) int {
	end := len(s.rows)
	if first {
		end = min(end, from+maxAbove)
	}
	if i := s.marks - 1; first && s.marked(i) {
		return i
	}
	maybe := -1
	for i := from; i < end && s.profiled < maxProfiles; i++ {
		if !first && !s.breaks(i) {
			continue
		}
		p := s.profile(i)
		if p.sure() && maybe >= 0 && s.fills(maybe, i) {
			return maybe // the names of columns stand above its rows, of which this is one
		}
		if p.sure() {
			return s.better(i, p)
		}
		if !first && s.anew(i, p) {
			return i
		}
		if first && maybe < 0 && p.may() && s.heads(i, p) {
			maybe = i
		}
	}
	if first && maybe < 0 && end < len(s.rows) {
		return s.header(end, false)
	}
	return maybe
}

// fills reports whether a row that may be a header stands over at least two rows as wide as it is before another one,
// which hold numbers, and names at least one column that is known.
func (s *splitter) fills(maybe, end int) bool {
	over := s.profile(maybe)
	if over.known == 0 || s.rows[end].Number != s.rows[end-1].Number+1 {
		return false
	}
	n := 0
	for i := maybe + 1; i < end; i++ {
		if len(s.rows[i].Cells) == over.cells && s.profile(i).numbers > 0 {
			n++
		}
	}
	return n > 1
}

// anew reports whether another table begins with a row: behind an empty row and a title of its own it names columns, of
// which one is known, over numbers in most of them.
func (s *splitter) anew(i int, p profile) bool {
	if i < 2 || i+1 >= len(s.rows) || !p.may() || p.known == 0 || p.cells < 3 {
		return false
	}
	title, below := s.rows[i-1], s.rows[i+1]
	if len(title.Cells) != 1 || title.Cells[0].Holds != content.Words || title.Number == s.rows[i-2].Number+1 ||
		s.rows[i].Number != title.Number+1 || below.Number != s.rows[i].Number+1 {
		return false
	}
	figures := 0
	for k := range below.Cells {
		if holdsFigure(&below.Cells[k]) && cellAt(s.rows[i], below.Cells[k].Column) != nil {
			figures++
		}
	}
	return figures > 0 && figures*2 >= p.cells
}

// marked reports whether the file marks a row as the last one of the header, and it names columns: where no number
// stands below it, only with a name that is known.
func (s *splitter) marked(i int) bool {
	if i < 0 || i+1 >= len(s.rows) || i >= maxHeader || len(s.rows[i].Cells) < 2 {
		return false
	}
	p := s.profile(i)
	return p.long == 0 && (p.known+p.times > 0 || s.heads(i, p))
}

// better is the row that says more than the one that was found, where it comes soon behind it and no numbers lie
// between: letters of columns and headings of a form may look like a header.
func (s *splitter) better(i int, p profile) int {
	for j := i + 1; j < len(s.rows) && j < i+4; j++ {
		q := s.profile(j)
		if q.sure() && q.known > p.known+1 && q.known*10 >= q.cells*6 && (j > i+1 || !s.below(j, i)) {
			return j
		}
		if q.numbers > 0 {
			break
		}
	}
	return i
}

// breaks reports whether something sets a row off from those above it: an empty row, a title, or bold words.
func (s *splitter) breaks(i int) bool {
	if i == 0 {
		return true
	}
	r, before := s.rows[i], s.rows[i-1]
	if r.Number > before.Number+1 || len(before.Cells) == 1 && len(r.Cells) > 1 {
		return true
	}
	if hasNumber(r) {
		return false
	}
	if len(r.Cells) > 2 && !holdsNumber(r) && len(before.Cells) > 1 && s.profiled < maxProfiles &&
		s.profile(i-1).numbers == 0 {
		if p := s.profile(i); p.known > 2 && p.known*10 >= p.cells*8 {
			return true // nothing but names of columns
		}
	}
	return len(r.Cells) > 1 && r.Cells[0].Strong && r.Cells[len(r.Cells)-1].Strong && !before.Cells[0].Strong
}

// monthKeys is how many cells of a row are months as one number, one after the other: 202604, 202605, 202606. It is 0
// for fewer than three.
func monthKeys(r content.Row) int {
	n, last := 0, 0
	for i := range r.Cells {
		c := &r.Cells[i]
		if c.Holds != content.Number || len(c.Number()) != 6 || yearOf(c.Number()[:4]) == 0 {
			continue
		}
		key := number(c.Number())
		if month := key % 100; month < 1 || month > 12 || key <= last {
			return 0
		}
		n, last = n+1, key
	}
	if n < 3 {
		return 0
	}
	return n
}

// hasNumber reports whether a cell is a number or begins with one that is no year: no header does.
func hasNumber(r content.Row) bool {
	if monthKeys(r) > 0 {
		return false
	}
	for i := range r.Cells {
		c := &r.Cells[i]
		if text := c.Text.Bytes; c.Holds == content.Number && yearOf(c.Number()) == 0 || c.Holds == content.Words &&
			len(text) > 0 &&
			digit(text[0]) && len(text) < 20 && timeOf(string(text)) == (moment{}) {
			return true
		}
	}
	return false
}

// holdsNumber reports whether a number that is no time stands in a cell of words: "Reduce the limit from 5 to 3".
func holdsNumber(r content.Row) bool {
	for i := range r.Cells {
		if text := textOf(&r.Cells[i]); strings.ContainsAny(text, "0123456789") && timeOf(text) == (moment{}) {
			return true
		}
	}
	return false
}

// heads reports whether the rows below hold other things than words, or the row is bold and they are not.
func (s *splitter) heads(i int, p profile) bool {
	if p.known > 0 && i+1 == len(s.rows) {
		return p.known > 1
	}
	numbers, rows := 0, 0
	for j := i + 1; j < len(s.rows) && j < i+6; j++ {
		below := s.profile(j)
		rows++
		if below.numbers > 0 {
			numbers++
		}
		if j == i+1 && below.sure() {
			return false // the next row is the header
		}
	}
	switch {
	case rows == 0:
		return false
	case numbers > 0:
		return true
	case p.strong == p.cells && p.cells > 1 && !s.rows[i+1].Cells[0].Strong:
		return true
	}
	return i == 0 && (p.known > 0 || s.table.Within.Table > 0 || s.rows[0].Number == 1)
}

// extend adds the rows of groups above a header, and those of tags and units below it.
func (s *splitter) extend(head, from int) (first, last int) {
	first, last = head, head
	for first > from && last-first+1 < maxHeader && s.groups(first-1, first) {
		first--
	}
	for last+1 < len(s.rows) && last-first+1 < maxHeader && s.below(last+1, head) {
		last++
	}
	return first, last
}

// groups reports whether a row lies over a header and groups its columns.
func (s *splitter) groups(i, header int) bool {
	r, below := s.rows[i], s.rows[header]
	p := s.profile(i)
	if r.Number != below.Number-1 || p.numbers > 0 || p.long > 0 || len(r.Cells) == 0 {
		return false
	}
	if tagged(below) || unitsRow(r) {
		return p.words == p.cells // the names over their tags, the units over what the numbers are
	}
	if len(r.Cells) == 1 {
		c := r.Cells[0]
		return c.Column > below.Cells[0].Column && (c.Across > 1 && int(c.Across) < len(below.Cells) || p.times == 1 ||
			p.known == 1)
	}
	if r.Cells[0].Column+max(int(r.Cells[0].Across), 1) > below.Cells[len(below.Cells)-1].Column+1 {
		return false // it lies over nothing
	}
	return p.filled > 0 || p.times > 1 || p.known > 0 && len(r.Cells) < len(below.Cells) ||
		len(r.Cells) > 2 && len(r.Cells) < len(below.Cells)
}

// unitsRow reports whether the cells of a row are units: (%), min, t/month.
func unitsRow(r content.Row) bool {
	n := 0
	for i := range r.Cells {
		if isUnit(textOf(&r.Cells[i])) {
			n++
		}
	}
	return n > 1 && n*10 >= len(r.Cells)*8
}

// isUnit reports whether a text is a unit, or stands in brackets as one does.
func isUnit(text string) bool {
	return unitLike(text) || len(text) > 2 && strings.HasPrefix(text, "(") && strings.HasSuffix(text, ")")
}

// tagged reports whether a row is one of tags, such as #sector+es.
func tagged(r content.Row) bool {
	n := 0
	for i := range r.Cells {
		if text := textOf(&r.Cells[i]); len(text) > 1 && text[0] == '#' && !strings.Contains(text, " ") {
			n++
		}
	}
	return n > 1 && n*10 >= len(r.Cells)*8
}

// below reports whether a row under a header belongs to it: names once more, tags, machine names, units.
func (s *splitter) below(i, head int) bool {
	r, above := s.rows[i], s.rows[i-1]
	p := s.profile(i)
	if r.Number != above.Number+1 || len(r.Cells) < 2 || p.long > 0 {
		return false
	}
	if p.sure() && sameTexts(r, s.rows[head]) || s.under(i, head) {
		return true
	}
	machine, units := 0, 0
	for j := range r.Cells {
		text := textOf(&r.Cells[j])
		switch {
		case r.Cells[j].Holds != content.Words:
		case isUnit(text):
			units++
		case strings.HasPrefix(text, "#") && !strings.Contains(text, " ") && len(text) > 1,
			strings.ContainsAny(text, "._") && !strings.ContainsFunc(text, notMachine),
			!strings.ContainsFunc(text, notMachine) && s.names.of(textOf(&r.Cells[j])) != AsNothing:
			machine++
		}
	}
	n := len(r.Cells)
	switch {
	case p.numbers > units:
	case units*10 >= n*8, units*2 > n && units > 1 && s.unitsUnder(r, head):
		return true
	case machine*10 >= n*7 && machine > 1:
		return true
	case p.sure() && s.profile(head).filled > 0:
		return true // the header was a row of groups
	case p.may() && s.overGroups(head, r) && i+1 < len(s.rows) && s.profile(i+1).numbers > 0:
		return true
	}
	return p.sure() && s.profile(head).times+s.profile(head).known < p.known+p.times && s.columnsBetween(r, head)
}

// unitsUnder reports whether a row leaves out the first name of the header and holds single words for all others, some
// of them units that are known.
func (s *splitter) unitsUnder(r content.Row, head int) bool {
	over := s.rows[head]
	if r.Cells[0].Column <= over.Cells[0].Column || len(r.Cells)+1 < len(over.Cells) {
		return false
	}
	for i := range r.Cells {
		if text := textOf(&r.Cells[i]); strings.Contains(text, " ") && !unitLike(text) || len(text) > 12 {
			return false
		}
	}
	return true
}

// under reports whether all cells of a row stand below cells of the header that span several columns, and name these:
// Q1 to Q4 below "Target". What else the header holds goes on over the row, or stands over nothing.
func (s *splitter) under(i, head int) bool {
	r, over := s.rows[i], s.rows[i-1]
	if i-1 < head || s.profile(i).numbers > 0 || s.profile(head).filled == 0 {
		return false
	}
	for k := range r.Cells {
		if c := covering(over, r.Cells[k].Column); c == nil || c.Across < 2 || c.Down > 1 {
			return false
		}
	}
	return r.Cells[0].Column > over.Cells[0].Column || over.Cells[0].Across > 1
}

// covering is the cell of a row that stands in a column or spans it; nil for none.
func covering(r content.Row, column int) *content.Cell {
	i := sort.Search(len(r.Cells), func(i int) bool { return r.Cells[i].Column > column }) - 1
	if i < 0 || r.Cells[i].Column+max(int(r.Cells[i].Across), 1) <= column {
		return nil
	}
	return &r.Cells[i]
}

// overGroups reports whether a header is a row of groups over the names in another row.
func (s *splitter) overGroups(head int, r content.Row) bool {
	p := s.profile(head)
	return len(r.Cells) > p.cells && (p.filled > 0 || s.columnsBetween(r, head) && (p.times > 0 || p.known > 0))
}

// columnsBetween reports whether a row has names for columns over which the header has none.
func (s *splitter) columnsBetween(r content.Row, head int) bool {
	over := s.rows[head]
	n := 0
	for i := range r.Cells {
		if cellAt(over, r.Cells[i].Column) == nil {
			n++
		}
	}
	return n > 0
}

func notMachine(c rune) bool {
	return !('a' <= c && c <= 'z' || '0' <= c && c <= '9' || strings.ContainsRune("._#+", c)) && !('A' <= c && c <= 'Z')
}

func sameTexts(a, b content.Row) bool {
	if len(a.Cells) != len(b.Cells) {
		return false
	}
	for i := range a.Cells {
		if a.Cells[i].Column != b.Cells[i].Column || string(a.Cells[i].Text.Bytes) != string(b.Cells[i].Text.Bytes) {
			return false
		}
	}
	return true
}

// titles is where the titles above a header begin: rows with one cell of words, and what lies behind an empty row.
func (s *splitter) titles(first, from int) int {
	i := first
	for i > from && len(s.rows[i-1].Cells) == 1 && s.rows[i-1].Cells[0].Holds == content.Words && first-i < 3 &&
		s.profile(i-1).numbers == 0 {
		i--
	}
	return i
}

// head takes rows as the header.
func (b *Block) head(rows []content.Row) {
	columns := map[int]*Column{}
	var numbers []int
	for k, r := range rows {
		b.Header = append(b.Header, r.Number)
		for i := range r.Cells {
			c := &r.Cells[i]
			across := max(int(c.Across), 1)
			if k < len(rows)-1 && c.Across < 2 {
				across = reach(rows[k:], i)
			}
			for column := c.Column; column < c.Column+min(across, maxAcross); column++ {
				if columns[column] == nil {
					columns[column] = &Column{Number: column, Times: 1}
					numbers = append(numbers, column)
				}
				columns[column].Names = append(columns[column].Names, part(AsNothing, r, c))
			}
		}
	}
	sort.Ints(numbers)
	for _, n := range numbers {
		b.Columns = append(b.Columns, *columns[n])
	}
}

// maxAcross is over how many columns a name stands at most.
const maxAcross = 300

// reach is over how many columns a cell of a row of groups stands, where nothing says so: to the next group, and not
// past a column without a name of its own.
func reach(rows []content.Row, i int) int {
	group, below := rows[0], rows[1]
	from := group.Cells[i].Column
	to := from + 1
	end := from + maxAcross
	if i+1 < len(group.Cells) {
		end = group.Cells[i+1].Column
	}
	for to < end && cellAt(below, to) != nil {
		to++
	}
	if len(group.Cells) >= len(below.Cells) {
		return 1 // as many names as below: no groups
	}
	return to - from
}

// inherit takes over the lower rows of the header of an earlier block that begins in the same way.
func (b *Block) inherit(earlier []*Block) {
	for _, e := range earlier {
		if len(b.Header) >= len(e.Header) {
			continue
		}
		same, differ := 0, 0
		var columns []Column
		for _, column := range e.Columns {
			over := column.Names[:0:0]
			for _, n := range column.Names {
				if rank(n.Row, e.Header) < len(b.Header) {
					over = append(over, n)
				}
			}
			mine := b.column(column.Number)
			switch {
			case mine == nil && len(over) == 0:
			case mine != nil && len(over) > 0 && mine.Names[0].Text == over[0].Text:
				same++
			default:
				differ++
			}
			columns = append(columns, Column{Number: column.Number, Names: column.Names, Times: 1})
		}
		if same > 1 && differ == 0 {
			b.Columns = columns
			return
		}
	}
}

func rank(row int, header []int) int {
	for i, h := range header {
		if h == row {
			return i
		}
	}
	return len(header)
}

func (b *Block) column(n int) *Column {
	i := sort.Search(len(b.Columns), func(i int) bool { return b.Columns[i].Number >= n })
	if i < len(b.Columns) && b.Columns[i].Number == n {
		return &b.Columns[i]
	}
	return nil
}

// cellAt is the cell in a column, nil where it is empty.
func cellAt(r content.Row, column int) *content.Cell {
	i := sort.Search(len(r.Cells), func(i int) bool { return r.Cells[i].Column >= column })
	if i < len(r.Cells) && r.Cells[i].Column == column {
		return &r.Cells[i]
	}
	return nil
}

// lying turns a table that lies on its side: the first column names what each row holds. Where the names come again,
// as in a form with a part for each KPI, each part is a block. It is nil where the table stands.
func (s *splitter) lying() []*Block {
	n := len(s.rows)
	if n < 3 || n > maxLying {
		return nil
	}
	known, kinds, filled, wide := 0, map[As]bool{}, 0, 0
	names := make([]string, n)                   // without digits
	first := s.rows[min(1, n-1)].Cells[0].Column // the corner may be empty
	if first > s.rows[0].Cells[0].Column {
		first = s.rows[0].Cells[0].Column
	}
	for i, r := range s.rows {
		c := r.Cells[0]
		wide = max(wide, len(r.Cells))
		if c.Column != first || c.Holds != content.Words || len(c.Text.Bytes) > 60 ||
			len(r.Cells) == 1 {
			continue
		}
		text := strings.TrimRight(textOf(&c), ": ")
		if as := s.names.of(text); as != AsNothing {
			known++
			kinds[as] = true
			names[i] = strings.Join(slices.DeleteFunc(split(text), digits), " ")
		}
		if len(r.Cells) > 1 {
			filled++
		}
	}
	starts := restarts(names)
	if len(starts) < 2 || wide > 2 {
		if s.profile(0).sure() {
			return nil
		}
		for i, r := range s.rows {
			if p := s.profile(i); len(r.Cells) > 2 && (p.sure() || p.times > 1) && !s.attribute(r) {
				return nil
			}
		}
	}
	number := false
	for as := range kinds {
		number = number || as.asks() || as == asGoal
	}
	if known < 3 || known*10 < n*6 || len(kinds) < 3 || filled < 3 || !number {
		return nil
	}
	if len(starts) < 2 {
		return s.laid([]int{0}, 0)
	}
	return s.laid(starts, starts[0])
}

// attribute reports whether a row of a table that lies on its side says one thing of all its columns: their unit, or
// who owns them and how often they are measured, of which some have the same.
func (s *splitter) attribute(r content.Row) bool {
	switch s.names.of(textOf(&r.Cells[0])) {
	case AsUnit:
		return true
	case AsOwner, AsTeam, AsPeriod, AsActual, AsStatus, AsDirection, AsNotes, AsArea:
	default:
		return false
	}
	seen := map[string]bool{}
	for i := range r.Cells[1:] {
		text := textOf(&r.Cells[i+1])
		if as := s.names.of(text); seen[text] || as.counts() || as.isTime() && as != AsPeriod {
			return seen[text] && !as.counts()
		}
		seen[text] = true
	}
	return false
}

// maxLying is how many rows a table has at most that lies on its side.
const maxLying = 200

// restarts are the rows in which a form begins anew: where the first name comes that comes again, and each time again.
func restarts(names []string) []int {
	count := map[string]int{}
	for _, name := range names {
		count[name]++
	}
	first := slices.IndexFunc(names, func(name string) bool { return name != "" && count[name] > 1 })
	if first < 0 {
		return nil
	}
	var all []int
	for i, name := range names {
		if name == names[first] {
			all = append(all, i)
		}
	}
	return all
}

// laid makes a block of each part of a table that lies on its side. The rows before the first part are in all of them.
func (s *splitter) laid(starts []int, common int) []*Block {
	var all []*Block
	for k, from := range starts {
		to := len(s.rows)
		if k+1 < len(starts) {
			to = starts[k+1]
		}
		byColumn := map[int]*content.Row{}
		var order []int
		for i, r := range s.rows[:to] {
			if i >= common && i < from {
				continue
			}
			for j := range r.Cells {
				c := r.Cells[j]
				if byColumn[c.Column] == nil {
					if len(order) > maxAcross {
						return nil
					}
					byColumn[c.Column] = &content.Row{Number: c.Column}
					order = append(order, c.Column)
				}
				row := byColumn[c.Column]
				c.Column, c.Across, c.Down = i+1, 0, 0
				row.Cells = append(row.Cells, c)
			}
		}
		sort.Ints(order)
		b := &Block{table: s.table, Lying: true}
		if len(starts) > 1 {
			b.columns = stretch{from + 1, to}
		}
		b.head([]content.Row{*byColumn[order[0]]})
		for _, column := range order[1:] {
			b.rows = append(b.rows, *byColumn[column])
		}
		all = append(all, b)
	}
	return all
}
