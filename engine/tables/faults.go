package tables

import (
	"bytes"
	"fmt"
	"iter"
	"math"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

func find(all []*figures, as ...As) *figures {
	for _, a := range as {
		for _, f := range all {
			if f.column.As == a {
				return f
			}
		}
	}
	return nil
}

// manyCases is of how many cases it cannot be believed that none succeeded.
const manyCases = 1000

// more tells of more that met a standard than there was, and asks about none of very many.
func (r *Reading) more(b *Block, all []*figures) {
	met, volume := find(all, AsMet), find(all, AsVolume)
	if met == nil || volume == nil || met.percent || b.shownInPercent(met.column) {
		return
	}
	for i, row := range b.Rows {
		m, v := met.of[i], volume.of[i]
		if row.Is == Average || math.IsNaN(m) || math.IsNaN(v) || v <= 0 {
			continue
		}
		parts := []Part{b.at(i, met.column), b.at(i, volume.column)}
		switch {
		case m > v+met.slack()+volume.slack():
			r.contradiction(MoreThanAll, parts,
				wording.MetItAndThereWere(figureText(m), figureText(v), figureText(m/v*100)),
				wording.CorrectTheCount(figureText(m), figureText(v)))
		case m == 0 && v >= manyCases:
			r.question(NoneOfMany, parts, wording.OfMetItWasIt(figureText(v)))
		}
	}
}

// statuses holds what a row says of its state to its number.
func (r *Reading) statuses(b *Block, all []*figures) {
	status, progress := b.columnAs(AsStatus), b.progress(all)
	if status != nil && progress != nil {
		whole := 100.0
		if !progress.percent && progress.column.Holds.InOne == progress.column.Holds.Numbers && progress.decimals > 0 ||
			progress.column.Share || b.shownInPercent(progress.column) {
			whole = 1
		}
		l := rowWords()
		for i, row := range b.Rows {
			cell := cellAt(b.rows[i], status.Number)
			if row.Is != Data || cell == nil || math.IsNaN(progress.of[i]) {
				continue
			}
			text, done := textOf(cell), progress.of[i]
			parts := []Part{part(AsStatus, b.rows[i], cell), b.at(i, progress.column)}
			switch {
			case l.is(text, "done") && done < whole:
				r.contradiction(StatusNumber, parts,
					wording.WithDoneIsNot100(short(text), figureText(done*100/whole)),
					wording.ChangeTheStatus(short(text), figureText(done*100/whole)))
			case l.is(text, "notbegun") && done > 0:
				r.contradiction(StatusNumber, parts,
					wording.WithSoMuchDone(short(text), figureText(done*100/whole)),
					wording.ChangeTheStatus(short(text), figureText(done*100/whole)))
			}
		}
	}
	r.verdicts(b, all)
}

// progress are the figures that say how much is done. There may be one of the month and one of all: the last counts.
func (b *Block) progress(all []*figures) *figures {
	var found *figures
	for _, f := range all {
		if f.column.As != AsProgress {
			continue
		}
		if found == nil || !strings.Contains(fold(f.column.text()), "mens") && !strings.Contains(fold(f.column.text()),
			"month") {
			found = f
		}
	}
	return found
}

func (b *Block) shownInPercent(c *Column) bool {
	for _, r := range b.rows[:min(len(b.rows), 50)] {
		if cell := cellAt(r, c.Number); cell != nil && cell.Holds == content.Number && shownInPercent(cell.Format()) {
			return true
		}
	}
	return false
}

// verdicts holds yes and no to target and result, where nearly all rows show in which way they are compared.
func (r *Reading) verdicts(b *Block, all []*figures) {
	verdict := b.columnAs(AsVerdict)
	target, actual := find(all, AsTarget), find(all, AsActual, AsProgress)
	if verdict == nil || target == nil || actual == nil {
		return
	}
	l := rowWords()
	var above, below, rows int
	yes := func(i int) (met, ok bool) {
		cell := cellAt(b.rows[i], verdict.Number)
		if cell == nil || b.Rows[i].Is != Data || math.IsNaN(target.of[i]) || math.IsNaN(actual.of[i]) || target.of[i] == 0 {
			return false, false
		}
		text := textOf(cell)
		switch {
		case l.is(text, "yes"), fold(text) == "true":
			return true, true
		case l.is(text, "no"), fold(text) == "false":
			return false, true
		}
		return false, false
	}
	for i := range b.Rows {
		met, ok := yes(i)
		if !ok {
			continue
		}
		rows++
		if met == (actual.of[i] >= target.of[i]) {
			above++
		}
		if met == (actual.of[i] <= target.of[i]) {
			below++
		}
	}
	if rows < 5 || max(above, below)*10 < rows*9 {
		return
	}
	for i := range b.Rows {
		met, ok := yes(i)
		if !ok || near(actual.of[i], target.of[i], actual.slack()+target.slack()) {
			continue
		}
		reached := actual.of[i] >= target.of[i]
		if above < below {
			reached = actual.of[i] <= target.of[i]
		}
		if met != reached {
			parts := []Part{b.at(i, verdict), b.at(i, target.column), b.at(i, actual.column)}
			r.contradiction(StatusNumber, parts,
				wording.WithATargetOfAnd(parts[0].Text, figureText(target.of[i]), figureText(actual.of[i])),
				wording.ChangeTheVerdict(parts[0].Text, figureText(target.of[i]), figureText(actual.of[i])))
		}
	}
}

// timings tells of ends before their starts and of dates outside of the period of their row.
func (r *Reading) timings(b *Block) {
	start, due := b.columnAs(AsStart), b.columnAs(AsDue)
	if due == nil {
		return
	}
	for i, row := range b.Rows {
		cell := cellAt(b.rows[i], due.Number)
		if row.Is != Data || cell == nil {
			continue
		}
		end := part(AsDue, b.rows[i], cell)
		last, ok := lastDay(due, end.Text)
		if !ok {
			continue
		}
		if start != nil {
			if cell := cellAt(b.rows[i], start.Number); cell != nil {
				begin := part(AsStart, b.rows[i], cell)
				if first, ok := firstDay(start, begin.Text); ok && last.Before(first) {
					r.contradiction(Untimely, []Part{begin, end},
						wording.ItEndsOnBeforeIt(last.Format(time.DateOnly), first.Format(time.DateOnly)),
						wording.MoveTheDates(first.Format(time.DateOnly), last.Format(time.DateOnly)))
				}
			}
		}
		r.outside(b, i, end, due)
	}
}

// done reports whether the status of a row says that it is finished: then it may have ended early.
func (b *Block) done(i int) bool {
	c := b.columnAs(AsStatus)
	if c == nil {
		return false
	}
	cell := cellAt(b.rows[i], c.Number)
	return cell != nil && rowWords().is(textOf(cell), "done")
}

func lastDay(c *Column, text string) (time.Time, bool) {
	if day, err := time.Parse(time.DateOnly, c.Holds.day(text)); err == nil {
		return day, true
	}
	_, last, ok := timeOf(text).span()
	return last, ok
}

func firstDay(c *Column, text string) (time.Time, bool) {
	if day, err := time.Parse(time.DateOnly, c.Holds.day(text)); err == nil {
		return day, true
	}
	first, _, ok := timeOf(text).span()
	return first, ok
}

// outside compares a date with the year, quarter or month of its row. A fiscal year may lie elsewhere: that is asked.
func (r *Reading) outside(b *Block, i int, end Part, due *Column) {
	var when moment
	var parts []Part
	fiscal := false
	for k := range b.Columns {
		c := &b.Columns[k]
		cell := cellAt(b.rows[i], c.Number)
		if cell == nil || c.As != AsYear && c.As != AsQuarter && c.As != AsMonth && c.As != AsPeriod {
			continue
		}
		m := timeIn(textOf(cell), c.As)
		if m == (moment{}) || c.As == AsPeriod && !onlyTime(textOf(cell)) {
			continue
		}
		fiscal = fiscal || strings.Contains(fold(c.text()), "fisc") || strings.Contains(fold(textOf(cell)), "fy")
		when = when.or(m)
		parts = append(parts, part(c.As, b.rows[i], cell))
	}
	first, last, ok := when.span()
	if !ok {
		return
	}
	begins, ok := firstDay(due, end.Text)
	ends, _ := lastDay(due, end.Text)
	if !ok || !begins.After(last) && !ends.Before(first) {
		return
	}
	parts = append(parts, end)
	says := wording.PlannedForWhichEndsOn(when.String(), last.Format(time.DateOnly), begins.Format(time.DateOnly))
	if ends.Before(first) {
		says = wording.PlannedForWhichBeginsOn(when.String(), first.Format(time.DateOnly), ends.Format(time.DateOnly))
	}
	if fiscal || ends.Before(first) && b.done(i) {
		r.question(Untimely, parts, wording.IsThatMeant(says))
		return
	}
	r.contradiction(Untimely, parts, says,
		wording.WriteADayWithin(first.Format(time.DateOnly), last.Format(time.DateOnly), when.String()))
}

// limits tells of minima above their maxima, and of targets outside of both.
func (r *Reading) limits(b *Block, all []*figures) {
	low, high, target := find(all, AsMinimum), find(all, AsMaximum), find(all, AsTarget)
	if low != nil && high != nil && target != nil && b.apart(low, high, target) {
		target = nil
	}
	for i, row := range b.Rows {
		if row.Is != Data {
			continue
		}
		has := func(f *figures) bool { return f != nil && !math.IsNaN(f.of[i]) }
		if has(low) && has(high) && has(target) && low.of[i] > target.of[i] && target.of[i] > high.of[i] {
			continue // levels of what is to be small
		}
		if has(low) && has(high) && low.of[i] > high.of[i] {
			r.contradiction(Crossed, []Part{b.at(i, low.column), b.at(i, high.column)},
				wording.TheMinimumIsAboveThe(figureText(low.of[i]), figureText(high.of[i])),
				wording.CorrectTheLimits(figureText(high.of[i]), figureText(low.of[i])))
			continue
		}
		if has(low) && has(high) && has(target) && low.column.Times == target.column.Times &&
			(target.of[i] < low.of[i] || target.of[i] > high.of[i]) && low.percent == target.percent {
			r.contradiction(Crossed, []Part{b.at(i, target.column), b.at(i, low.column), b.at(i, high.column)},
				wording.TheTargetIsNotBetween(figureText(target.of[i]), figureText(low.of[i]), figureText(high.of[i])),
				wording.WriteATargetBetween(figureText(low.of[i]), figureText(high.of[i])))
		}
	}
}

// apart reports whether a target is of something else than the limits beside it: its column names what is measured,
// theirs do not, and most of its rows are outside of them: instances, beside "Target concurrency".
func (b *Block) apart(low, high, target *figures) bool {
	if target.column.Measure == "" || target.column.Measure == low.column.Measure {
		return false
	}
	within, outside := 0, 0
	for i, row := range b.Rows {
		switch {
		case row.Is != Data || math.IsNaN(low.of[i]+high.of[i]+target.of[i]):
		case target.of[i] < low.of[i] || target.of[i] > high.of[i]:
			outside++
		default:
			within++
		}
	}
	return outside > within
}

// weights tells of weights that make no 100 %. They may make it in all, or for each objective, team, owner or section.
func (r *Reading) weights(b *Block, all []*figures) {
	f := find(all, AsWeight)
	if f == nil {
		return
	}
	groups := b.groupings()
	whole, sure := 100.0, f.percent || f.column.Unit == "%" || b.shownInPercent(f.column)
	var total sum
	for i, row := range b.Rows {
		if row.Is == Data {
			total.add(f, i)
		}
	}
	if total.gaps || total.parts < 2 {
		return
	}
	if f.allAbove(b, whole) {
		return // each is a factor: 125 % for a director
	}
	if b.shownInPercent(f.column) || !f.percent && f.decimals > 0 && f.column.Holds.InOne == f.column.Holds.Numbers {
		whole = 1
	}
	var wrong []sum
	var cells [][]int // their rows
	var of []string
	best := false // some of the groups make 100 %
	for _, group := range groups {
		sums, parts, names, members := map[string]*sum{}, map[string][]int{}, []string(nil), b.members(group)
		for i, row := range b.Rows {
			if row.Is != Data || math.IsNaN(f.of[i]) {
				continue
			}
			key := group(i)
			if row.isGroup(key) && members[key] {
				continue // its weight is that of the group
			}
			if sums[key] == nil {
				sums[key] = &sum{}
				names = append(names, key)
			}
			sums[key].add(f, i)
			parts[key] = append(parts[key], i)
		}
		var off []sum
		var offCells [][]int
		var offNames []string
		for _, key := range names {
			slack := f.slack()
			if whole == 1 {
				slack = min(slack, 0.005) // shown in percent, 0.4 is not rounded
			}
			if s := sums[key]; !near(s.of, whole, slack*float64(s.parts)) {
				off, offCells, offNames = append(off, *s), append(offCells, parts[key]), append(offNames, key)
			}
		}
		if len(off) == 0 {
			return // these groups make 100 %
		}
		if some := len(off) < len(names); wrong == nil || some && !best {
			best = some
			wrong, cells, of = off, offCells, offNames
		}
	}
	for k, s := range wrong {
		share := s.of / whole * 100
		if !sure && (share < 80 || share > 120) || s.parts < 2 {
			continue
		}
		where := ""
		if of[k] != "" {
			where = ` of "` + short(of[k]) + `"`
		}
		var at []Part
		for _, i := range cells[k] {
			at = append(at, b.at(i, f.column))
		}
		if !sure {
			r.question(WrongWeights, at, wording.TheWeightsMakeAre(s.parts, where, figureText(share)))
			continue
		}
		fix := wording.AddToTheWeights(figureText(100 - share))
		if share > 100 {
			fix = wording.TakeFromTheWeights(figureText(share - 100))
		}
		r.contradiction(WrongWeights, at, wording.TheWeightsMakeAndNot(s.parts, where, figureText(share)), fix)
	}
}

// isGroup reports whether a row has no name but that of its group: the group stands in a row of its own.
func (r Row) isGroup(name string) bool {
	return name != "" && len(r.Names) == 1 && r.Names[0].Text == name
}

// members are the groups with rows that have names of their own.
func (b *Block) members(group func(i int) string) map[string]bool {
	all := map[string]bool{}
	for i, row := range b.Rows {
		if key := group(i); row.Is == Data && !row.isGroup(key) {
			all[key] = true
		}
	}
	return all
}

// allAbove reports whether no figure of the rows is below a whole.
func (f *figures) allAbove(b *Block, whole float64) bool {
	for i, row := range b.Rows {
		if row.Is == Data && f.of[i] < whole {
			return false
		}
	}
	return true
}

// groupings are the ways in which rows may belong together: all, by section, by each column of names.
func (b *Block) groupings() []func(i int) string {
	all := []func(i int) string{func(int) string { return "" }}
	if b.deepest > 1 || b.columnAs(AsParent) != nil {
		all = append(all, func(i int) string { return strconv.Itoa(b.Rows[i].Parent) })
	}
	for _, as := range []As{AsSection, AsObjective, AsTeam, AsArea, AsOwner, AsJob, AsParent} {
		if as != AsSection && b.columnAs(as) == nil {
			continue
		}
		all = append(all, func(i int) string {
			for _, p := range b.Rows[i].Names {
				if p.As == as {
					return p.Text
				}
			}
			return ""
		})
	}
	return all
}

// copies compares what was saved with what it is a copy of: the number left of it in its group.
func (r *Reading) copies(b *Block, all []*figures) {
	for k, f := range all {
		if f.column.As != AsCopy {
			continue
		}
		var of *figures
		for _, g := range all[:k] {
			if g.column.As == AsTarget && !g.column.Change && sameGroup(g.column, f.column) {
				of = g
			}
		}
		if of == nil {
			continue
		}
		var parts []Part
		first, most := "", 0.0
		for i := range b.Rows {
			if math.IsNaN(f.of[i]) || math.IsNaN(of.of[i]) || f.of[i] == 0 {
				continue
			}
			d := math.Abs(of.of[i]/f.of[i] - 1)
			if d < 0.01 {
				continue
			}
			parts = append(parts, b.at(i, of.column), b.at(i, f.column))
			if d > most {
				most, first = d, fmt.Sprintf("%s against %s", figureText(of.of[i]), figureText(f.of[i]))
			}
		}
		if len(parts) > 0 {
			r.question(Stale, parts, wording.AndWhichKeepsACopy(name(of.column), name(f.column), len(parts)/2,
				figureText(most*100), first))
		}
	}
}

func sameGroup(a, b *Column) bool {
	return len(a.Names) == 0 || len(b.Names) == 0 || len(a.Names) == 1 && len(b.Names) == 1 ||
		a.Names[0].Cell == b.Names[0].Cell
}

// values tells of rows with the same words and other numbers, and asks about rows that say the same.
func (r *Reading) values(b *Block) {
	if !b.has(AsKPI) && !b.has(AsLabel) && !b.has(AsKeyResult) && !b.has(AsMilestone) {
		return
	}
	seen, counts := map[string]int{}, map[*Column]bool{}
	var twice []Part
	for i, row := range b.Rows {
		if row.Is != Data || len(row.Names) == 0 {
			continue
		}
		key, words := b.words(i)
		if words == 0 || toFillIn(row.Names[0]) {
			continue
		}
		k, ok := seen[key]
		if !ok {
			seen[key] = i
			continue
		}
		if r.compare(b, k, i, counts) {
			twice = append(twice, b.Rows[k].Names[0], row.Names[0])
		}
	}
	if n := len(twice); n > 0 && b.asks() {
		r.question(Twice, twice, wording.RowSaysTheSameAs(twice[1].Row, twice[0].Row, andOthers(n/2-1),
			short(twice[0].Text)))
	}
}

const (
	leastStandards = 10 // rows in which a standard has to stand before one that stands twice is asked about
	leastStandard  = 40 // bytes of it
	mostTwins      = 4  // of such pairs; more are no slips
)

// sameStandard asks about two things that have the same standard, word for word, where all others have one of their
// own.
func (r *Reading) sameStandard(b *Block) {
	c := b.columnAs(AsDescription)
	if c == nil || !b.has(AsKPI) {
		return
	}
	first := map[string]int{}
	var twice [][2]int
	rows := 0
	for i, row := range b.Rows {
		cell := cellAt(b.rows[i], c.Number)
		if row.Is != Data || cell == nil || len(row.Names) == 0 || len(cell.Text.Bytes) < leastStandard {
			continue
		}
		rows++
		text := textOf(cell)
		k, ok := first[text]
		if !ok {
			first[text] = i
		} else if nameOf(b.Rows[k].Names) != nameOf(row.Names) {
			twice = append(twice, [2]int{k, i})
		}
	}
	if !b.asks() || rows < leastStandards || len(twice) == 0 || len(twice) > mostTwins ||
		len(twice)*leastStandards > rows {
		return
	}
	for _, t := range twice {
		r.question(Twice, []Part{b.at(t[1], c), b.at(t[0], c)},
			wording.AndSayTheSameWord(short(nameOf(b.Rows[t[0]].Names)), short(nameOf(b.Rows[t[1]].Names)),
				short(b.at(t[1], c).Text)))
	}
}

func andOthers(n int) string {
	switch n {
	case 0:
		return ""
	case 1:
		return wording.AndSoDoesOneOther()
	}
	return wording.AndSoDoOtherRows(n)
}

// words are all words of a row: what is the same in two rows that speak of the same thing.
func (b *Block) words(i int) (key string, words int) {
	var k strings.Builder
	for _, p := range b.Rows[i].Names {
		k.WriteString(p.Text + "\x00")
	}
	for c := range b.rows[i].Cells {
		cell := &b.rows[i].Cells[c]
		column := b.column(cell.Column)
		if column == nil {
			continue
		}
		switch column.As {
		case AsOrder:
			if cell.Holds != content.Words || numeric(textOf(cell)) {
				continue
			}
		case AsID, AsLink, AsLevel:
			continue
		case AsYear, AsQuarter, AsMonth, AsDue, AsStart, AsPeriod, AsJob:
		default:
			if cell.Holds != content.Words || kinds()[column.As] != "" && numeric(textOf(cell)) {
				continue
			}
			words++
		}
		k.WriteString(textOf(cell) + "\x01")
	}
	return k.String(), words
}

// compare compares two rows that speak of the same, and reports whether they say the same. Which columns count rows is
// kept for the next two.
func (r *Reading) compare(b *Block, k, i int, counts map[*Column]bool) bool {
	same := true
	for n := range b.Columns {
		c := &b.Columns[n]
		one, two := cellAt(b.rows[k], c.Number), cellAt(b.rows[i], c.Number)
		if one == nil || two == nil {
			same = same && one == two
			continue
		}
		switch c.As {
		case AsOrder, AsID, AsLevel:
			if _, known := counts[c]; !known {
				counts[c] = b.countsRows(c)
			}
			same = same && (textOf(one) == textOf(two) || counts[c])
			continue
		}
		if textOf(one) == textOf(two) {
			continue
		}
		same = false
		if weekdays.Has(fold(b.Rows[i].Names[0].Text)) {
			continue // each week has one
		}
		if c.As.asks() && one.Formula() == "" && two.Formula() == "" {
			p, q := part(c.As, b.rows[k], one), part(c.As, b.rows[i], two)
			if tellsApart(b, k, i) {
				r.question(TwoValues, []Part{p, q},
					wording.HasTwoValuesAndAnd(short(b.Rows[i].Names[0].Text), p.Text, q.Text))
				continue
			}
			r.contradiction(TwoValues, []Part{p, q},
				wording.HasTwoValuesAndQuantity(short(b.Rows[i].Names[0].Text), p.Text, q.Text),
				wording.KeepOneValue(p.Text, q.Text))
		}
	}
	return same
}

// countsRows reports whether a column has nothing but numbers of rows.
func (b *Block) countsRows(c *Column) bool {
	for _, r := range b.rows {
		cell := cellAt(r, c.Number)
		if cell != nil && cell.Holds == content.Words && !serial.Get().MatchString(textOf(cell)) {
			return false
		}
	}
	return true
}

// toFillIn reports whether a name is a line to write on, or a placeholder in brackets. A Markdown file has these as
// marks of a link.
func toFillIn(name Part) bool {
	if !strings.ContainsFunc(name.Text, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return true // "____"
	}
	if name.Cell != nil && name.Cell.Text.Raw != nil && bracketed(string(bytes.TrimSpace(*name.Cell.Text.Raw))) {
		return true
	}
	return bracketed(name.Text)
}

// serial recognises what only counts rows: 7, K-12, 3.1. "1.6.x" is a thing of its own.
var serial = content.Pattern(`^[A-Za-z#]*[-. ]?\d+(\.\d+)*[.)]?$`)

// tellsApart reports whether two rows have different ids.
func tellsApart(b *Block, k, i int) bool {
	for n := range b.Columns {
		if c := &b.Columns[n]; c.As == AsID || c.As == AsLevel {
			one, two := cellAt(b.rows[k], c.Number), cellAt(b.rows[i], c.Number)
			if one != nil && two != nil && textOf(one) != textOf(two) {
				return true
			}
		}
	}
	return false
}

// opposites are words that cannot both head a column.
var opposites = [][2]string{{"female", "male"}}

// tags tells of headers whose rows say opposite things.
func (r *Reading) tags(b *Block) {
	for i := range b.Columns {
		names := b.Columns[i].Names
		for k := range names {
			for _, other := range names[k+1:] {
				for _, pair := range opposites {
					says := func(p Part, is, not string) bool {
						return rowWords().has(p.Text, is) && !rowWords().has(p.Text, not)
					}
					if says(names[k], pair[0], pair[1]) && says(other, pair[1], pair[0]) ||
						says(names[k], pair[1], pair[0]) && says(other, pair[0], pair[1]) {
						r.contradiction(Headed, []Part{names[k], other},
							wording.TheHeaderSaysAndThe(short(names[k].Text), short(other.Text)),
							wording.ChangeTheHeader(short(names[k].Text), short(other.Text)))
					}
				}
			}
		}
	}
}

// shareHours looks at rows that give a share of working time and hours: each allows some lengths of a week, and there
// has to be one that all allow.
func (r *Reading) shareHours(b *Block) {
	low, high := 0.0, math.Inf(1)
	var parts []Part
	n := 0
	for of := range r.targetsByRow(b) {
		if len(of) != 2 {
			continue
		}
		share, hours := shareAndHours(of)
		if share == nil {
			continue
		}
		s, _ := share.q.Low.Float64()
		from, _ := hours.q.Low.Float64()
		to, _ := hours.q.High.Float64()
		if s <= 0 || share.q.IsRange() || share.q.Comparator != quantity.NoComparator {
			continue
		}
		n++
		parts = append(parts, share.Part, hours.Part)
		low, high = math.Max(low, from/60/s*100), math.Min(high, to/60/s*100)
	}
	switch {
	case n < 2:
	case low > high*1.0001:
		r.contradiction(ShareHours, parts,
			wording.TheSharesAndTheHours(figureText(math.Round(low*10)/10), figureText(math.Round(high*10)/10)),
			wording.CorrectTheHours(n))
	default:
		r.question(ShareHours, parts,
			wording.TheSharesAndTheHoursOf(figureText(math.Round(low*10)/10), figureText(math.Round(high*10)/10)))
	}
}

// targetsByRow gives the targets of each row of a block, in the order of the rows. Each is valid until the next one.
func (r *Reading) targetsByRow(b *Block) iter.Seq[[]*Record] {
	return func(yield func([]*Record) bool) {
		var of []*Record
		for i := range r.Records {
			rec := &r.Records[i]
			if rec.Kind != KindTarget || rec.Total || rec.Part.Cell == nil || !b.owns(rec.Part) {
				continue
			}
			if len(of) > 0 && of[0].Row != rec.Row {
				if !yield(of) {
					return
				}
				of = of[:0]
			}
			of = append(of, rec)
		}
		if len(of) > 0 {
			yield(of)
		}
	}
}

type readRecord struct {
	*Record
	q quantity.Quantity
}

// shareAndHours are the two targets of a row that is one share and one time.
func shareAndHours(all []*Record) (share, hours *readRecord) {
	for _, rec := range all {
		q, err := quantity.Parse(rec.Quantity)
		if err != nil || rec.Within != "" {
			return nil, nil
		}
		switch {
		case q.Unit.Words() == "%":
			share = &readRecord{rec, q}
		case q.TimeUnit == "h" || q.TimeUnit == "min":
			hours = &readRecord{rec, q}
		}
	}
	if share == nil || hours == nil {
		return nil, nil
	}
	return share, hours
}

// owns reports whether a row is one of the block.
func (b *Block) owns(p Part) bool {
	if c := b.columns; c.from > 0 && (p.Cell.Column < c.from || p.Cell.Column > c.to) {
		return false
	}
	return len(b.Rows) > 0 && b.Rows[0].Number <= p.Row && p.Row <= b.Rows[len(b.Rows)-1].Number
}
