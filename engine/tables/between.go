package tables

import (
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// One number may stand in several tables: in a sheet of targets and in its summary, in two blocks of a sheet. Here they
// are held to each other. Tables of one form, such as a sheet for each region or each version, tell their rows apart by
// where they stand: they are held to each other only where their rows say whose numbers they are and nearly all agree.

// between looks for numbers that have two values in the tables of a file.
func between(all []*Reading) {
	c := comparison{first: map[string]*stated{}, pairs: map[[2]int]*pair{}}
	for _, r := range all {
		for i := range r.Blocks {
			c.blocks = append(c.blocks, stating{r, r.Blocks[i]})
		}
	}
	if len(c.blocks) < 2 {
		return
	}
	n := 0
	for _, r := range all {
		for i := range r.Records {
			block := n + r.blockOf(r.Records[i].Part)
			c.look(block, &r.Records[i])
		}
		n += len(r.Blocks)
	}
	for _, p := range c.order {
		c.tell(p)
	}
}

// blockOf is the place of the block in which a cell lies.
func (r *Reading) blockOf(p Part) int {
	for i, b := range r.Blocks {
		if b.owns(p) {
			return i
		}
	}
	return 0
}

// comparison holds the numbers of several blocks to each other.
type comparison struct {
	blocks []stating
	first  map[string]*stated // by what they are about
	pairs  map[[2]int]*pair
	order  []*pair
}

type stating struct {
	reading *Reading
	block   *Block
}

// stated is a number as one block has it.
type stated struct {
	block  int
	record *Record
	is     quantity.Quantity
	whose  string
}

// pair is what two blocks say of the same numbers.
type pair struct {
	blocks [2]int
	agree  int
	differ [][2]*stated
}

// maxDiffer is how many numbers of two blocks are named as different.
const maxDiffer = 50

// look notes a number, and compares it with the one of the same name that another block has first.
func (c *comparison) look(block int, rec *Record) {
	if rec.Change || rec.Quantity == "" || rec.Kind == KindDue || rec.Kind == KindStart ||
		rec.Kind == KindWeight || rec.Kind == KindProgress || rec.Kind == KindAdjustment {
		return
	}
	name := nameOf(rec.Subject)
	if name == "" || rec.Total && rowWords().is(name, "total") || onlyTime(name) || weekdays.Has(fold(name)) {
		return // each table has days of its own
	}
	q, err := quantity.Parse(rec.Quantity)
	if err != nil {
		return
	}
	one := &stated{block, rec, q, whoseOf(rec.Subject)}
	key := strings.Join([]string{fold(name), one.whose, string(rec.Kind), rec.Time, rec.Within}, "\x00")
	first := c.first[key]
	switch {
	case first == nil:
		c.first[key] = one
	case first.block != block && first.is.Unit.Equal(q.Unit):
		at := [2]int{first.block, block}
		p := c.pairs[at]
		if p == nil {
			p = &pair{blocks: at}
			c.pairs[at] = p
			c.order = append(c.order, p)
		}
		if sameNumber(first.is, q) {
			p.agree++
		} else if len(p.differ) < maxDiffer {
			p.differ = append(p.differ, [2]*stated{first, one})
		}
	}
}

// weekdays come again and again.
var weekdays = content.WordSet(`
monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag lundi mardi mercredi jeudi vendredi samedi
dimanche lunes martes miercoles jueves viernes sabado domingo mandag tisdag onsdag torsdag fredag lordag sondag
maandag dinsdag woensdag donderdag vrijdag zaterdag zondag lunedi martedi mercoledi giovedi venerdi domenica
segunda-feira terca-feira quarta-feira quinta-feira sexta-feira poniedzialek wtorek sroda czwartek piatek sobota
niedziela`)

// nameOf is what a number is of.
func nameOf(subject []Part) string {
	for _, p := range subject {
		if p.As == AsKPI || p.As == AsLabel || p.As == AsKeyResult {
			return line(p.Text)
		}
	}
	return ""
}

// whoseOf are the teams, areas, roles and sections that a number belongs to.
func whoseOf(subject []Part) string {
	var all []string
	for _, p := range subject {
		if p.As == AsTeam || p.As == AsArea || p.As == AsJob || p.As == AsSection {
			all = append(all, fold(line(p.Text)))
		}
	}
	slices.Sort(all)
	return strings.Join(slices.Compact(all), "\x01")
}

// sameNumber reports whether two quantities have the same ends. A sign may be left out in one of them.
func sameNumber(a, b quantity.Quantity) bool {
	return a.Low != nil && b.Low != nil && a.Low.Cmp(b.Low) == 0 && a.High.Cmp(b.High) == 0
}

// tell tells of numbers that differ, where the two blocks speak of the same.
func (c *comparison) tell(p *pair) {
	one, two := c.blocks[p.blocks[0]], c.blocks[p.blocks[1]]
	if older(one.reading.Table.Name) || older(two.reading.Table.Name) {
		return
	}
	parallel := sameColumns(one.block, two.block)
	for _, d := range p.differ {
		whose := d[0].whose != ""
		sum := one.reading != two.reading && (rowWords().has(one.reading.Table.Name, "summary") ||
			rowWords().has(two.reading.Table.Name, "summary"))
		switch {
		case parallel && (!whose || p.agree < leastHolding || len(p.differ)*3 > p.agree):
		case parallel, sum, whose && one.reading != two.reading:
			two.reading.twoValues(d, true)
		case p.agree > 1 && len(p.differ) <= p.agree:
			two.reading.twoValues(d, false)
		}
	}
}

// older reports whether a sheet is called as one that does not hold any more, or does not hold yet.
func older(name string) bool { return rowWords().has(name, "version") }

// sameColumns reports whether two blocks have the same header.
func sameColumns(a, b *Block) bool {
	if len(a.Columns) != len(b.Columns) {
		return false
	}
	same := 0
	for i := range a.Columns {
		if fold(a.Columns[i].text()) == fold(b.Columns[i].text()) {
			same++
		}
	}
	return same*10 >= len(a.Columns)*8
}

// twoValues tells of a number that has two values in two tables.
func (r *Reading) twoValues(d [2]*stated, sure bool) {
	first, second := d[0].record, d[1].record
	of := ""
	if second.Time != "" {
		of = " for " + second.Time
	}
	where := ""
	if name := d[0].record.Cell.Text.Within().Sheet; name != "" && name != second.Cell.Text.Within().Sheet {
		where = wording.InTheSheet(strconv.Quote(name))
	}
	says := wording.HasTwoValuesAnd(short(nameOf(second.Subject)), of, second.Text, first.Text, where)
	parts := []Part{second.Part, first.Part}
	fix := wording.KeepOneValue(second.Text, first.Text)
	if sure {
		r.contradiction(TwoValues, parts, says, fix)
	} else {
		r.Questions = append(r.Questions, Fault{TwoValues, parts, wording.WhichCounts(says), fix})
	}
}
