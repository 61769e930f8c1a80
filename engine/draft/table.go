package draft

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/tables"
)

// line is what the records of one row say of one number.
type line struct {
	subject                    []tables.Part
	several                    bool // its row has other numbers of its kind and time: the column tells them apart
	target, minimum, maximum   *tables.Record
	baseline, headcount, limit *tables.Record
	effort                     *tables.Record
	times                      []*line // what the row asks for at each of several times, in their order, this one too
	path                       bool    // times are a path to a target, with the days of its steps
}

// asks reports whether somebody is asked for something.
func (l *line) asks() bool {
	return l.target != nil || l.minimum != nil || l.maximum != nil || l.limit != nil || l.headcount != nil
}

// first is the record by which the line is found.
func (l *line) first() *tables.Record {
	return cmp.Or(l.target, l.minimum, l.maximum, l.limit, l.headcount)
}

// linesOf are the lines of a reading, in the order of its records. Those of one row and one time are one line.
func linesOf(r *tables.Reading) []*line {
	var all []*line
	byRow := map[string]*line{}
	for i := range r.Records {
		one := &r.Records[i]
		if one.Total || one.Change {
			continue
		}
		key := nameIn(one.Subject) + "\x00" + one.Time
		if len(one.Subject) > 0 && one.Subject[0].Row == one.Row {
			key = source.CellName(one.Row, 1) + "\x00" + one.Time
		}
		l := byRow[key]
		if l == nil || l.has(one.Kind) {
			again := l != nil && !l.sameColumn(one)
			if again {
				l.several = true
			}
			l = &line{subject: one.Subject, several: again}
			byRow[key] = l
			all = append(all, l)
		}
		if at := l.at(one.Kind); at != nil {
			*at = one
		}
	}
	efforts := map[int]*tables.Record{} // how long a piece of what a row counts takes, whatever the time of its targets
	for _, l := range all {
		if l.effort != nil && !l.asks() {
			efforts[l.effort.Row] = l.effort
		}
	}
	all = slices.DeleteFunc(all, func(l *line) bool { return !l.asks() })
	for _, l := range all {
		l.effort = cmp.Or(l.effort, efforts[l.first().Row])
	}
	return paths(all)
}

// at is where a line keeps records of a kind; nil for those that say nothing of what is asked.
func (l *line) at(k tables.Kind) **tables.Record {
	switch k {
	case tables.KindTarget:
		return &l.target
	case tables.KindMinimum:
		return &l.minimum
	case tables.KindMaximum:
		return &l.maximum
	case tables.KindLimit:
		return &l.limit
	case tables.KindBaseline:
		return &l.baseline
	case tables.KindHeadcount:
		return &l.headcount
	case tables.KindEffort:
		return &l.effort
	}
	return nil
}

func (l *line) has(k tables.Kind) bool {
	at := l.at(k)
	return at != nil && *at != nil
}

// sameColumn reports whether the number of a line comes from a column that is called as that of another number.
func (l *line) sameColumn(one *tables.Record) bool {
	at := l.at(one.Kind)
	return at != nil && *at != nil && (*at).Head == one.Head
}

// nameIn is what a line is about.
func nameIn(subject []tables.Part) string {
	if p := named(subject); p != nil {
		return p.Text
	}
	return ""
}

// named is the part that says what a line is about; nil for none.
func named(subject []tables.Part) *tables.Part {
	for i := range subject {
		if !whose[subject[i].As] && strings.TrimSpace(subject[i].Text) != "" {
			return &subject[i]
		}
	}
	return nil
}

// whose are the parts of a subject that say who is asked.
var whose = map[tables.As]bool{
	tables.AsTeam: true, tables.AsArea: true, tables.AsOwner: true, tables.AsJob: true, tables.AsSection: true,
	tables.AsParent: true,
}

func partOf(subject []tables.Part, as ...tables.As) *tables.Part {
	for _, a := range as {
		for i := range subject {
			if subject[i].As == a && strings.TrimSpace(subject[i].Text) != "" {
				return &subject[i]
			}
		}
	}
	return nil
}

// tableRoots are the roles and teams that a table asks, each with its KPIs: by the columns that name them, else the one
// that the file is called by.
func (d *drafter) tableRoots(r *tables.Reading) []*group {
	byName := map[string]*group{}
	var order []*group
	for _, l := range linesOf(r) {
		g := d.groupOf(l)
		if had := byName[g.kind+g.name]; had != nil {
			g = had
		} else {
			byName[g.kind+g.name] = g
			order = append(order, g)
		}
		g.lines = append(g.lines, l)
	}
	return slices.DeleteFunc(order, func(g *group) bool {
		g.root = d.groupRoot(g)
		return g.root == nil
	})
}

// group is whom some lines ask.
type group struct {
	kind, name string
	at         source.Span
	by         Naming
	lines      []*line
	root       *source.Node // its definition
}

func (d *drafter) groupOf(l *line) *group {
	if job := partOf(l.subject, tables.AsJob); job != nil {
		return &group{kind: "Role", name: clean(job.Text), at: job.Span(), by: ByCell}
	}
	if team := partOf(l.subject, tables.AsTeam, tables.AsArea, tables.AsSection); team != nil {
		return &group{kind: "Team", name: clean(team.Text), at: team.Span(), by: ByCell}
	}
	kind := "Role"
	if d.team {
		kind = "Team"
	}
	at := d.at
	if at == source.Beginning && l.first() != nil {
		at = l.first().Span()
	}
	return &group{kind: kind, name: d.name, at: at, by: d.by}
}

func clean(text string) string { return strings.Join(strings.Fields(text), " ") }

func (d *drafter) groupRoot(g *group) *source.Node {
	id := d.rootID(g.kind, cmp.Or(Slug(g.name), Slug(d.name)))
	inner := &drafter{
		doc: d.doc, name: g.name, at: g.at, team: g.kind == "Team", id: id, names: d.names,
		ids: d.idsOf(g.kind, id), called: d.called,
	}
	root := inner.head(g.kind, id, g.name)
	kpis := source.New(source.List, "", g.at)
	for _, l := range g.lines {
		if l.headcount != nil && !staffed(root) {
			inner.headcount(root, l)
		}
		if d.left == 0 {
			continue
		}
		if k := inner.lineKPI(l); k != nil {
			d.left--
			kpis.AppendItems(k)
		}
	}
	if len(kpis.Items()) > 0 {
		root.Append("kpis", kpis)
	} else if !staffed(root) {
		return nil
	}
	return root
}

func (d *drafter) headcount(root *source.Node, l *line) {
	q, err := quantity.Parse(l.headcount.Quantity)
	if err == nil && q.Low != nil && q.Low.Sign() >= 0 {
		d.staff(root, crowd{count: quantity.Number(q.Low), at: l.headcount.Span()})
	}
}

// lineKPI is the KPI of a line; nil where nothing in it can be a target.
func (d *drafter) lineKPI(l *line) *source.Node {
	text, at := l.asked()
	q, err := quantity.Parse(text)
	if text == "" || err != nil {
		return nil
	}
	name, place := d.nameOf(l, at), at.Span()
	k := source.New(source.Map, "", place)
	id := d.uniqueWords(cmp.Or(Slug(name), "number"), append(texts(l.subject), text))
	k.Append("id", written(id, place))
	nameAt := place
	if p := named(l.subject); p != nil {
		nameAt = p.Span()
	}
	k.Append("name", written(name, nameAt))
	direction := directionIn(name, q)
	if l.path {
		k.Append("steps", l.stepsOf(place))
		if last, err := quantity.Parse(l.times[len(l.times)-1].target.Quantity); err == nil {
			direction = away(q, last, direction)
		}
	} else {
		k.Append("target", written(text, place))
	}
	if times := l.allTimes(); times != "" {
		k.Append("description", written(name+": "+times, place))
	}
	if l.baseline != nil {
		if b, err := quantity.Parse(l.baseline.Quantity); err == nil && b.Unit.Equal(q.Unit) {
			k.Append("baseline", written(l.baseline.Quantity, l.baseline.Span()))
			direction = away(b, q, direction)
		}
	}
	if q.Comparator == quantity.NoComparator {
		k.Append("direction", assumed(direction, place))
	}
	if e := l.effortFor(q); e != nil {
		k.Append("effort", e)
	}
	if Counts(q.Unit) && q.Unit.Period() != "" {
		words := strings.FieldsFunc(strings.ToLower(name), notLetter)
		for _, w := range append(words, strings.FieldsFunc(q.Unit.Noun(), notLetter)...) {
			words = append(words, quantity.Singular(w))
		}
		items(k, place, words, q)
	}
	return k
}

// effortFor is the time that the row gives to one piece of what a quantity counts; nil where it gives none.
func (l *line) effortFor(q quantity.Quantity) *source.Node {
	if l.effort == nil || !Counts(q.Unit) {
		return nil
	}
	time, err := quantity.Parse(l.effort.Quantity)
	if err != nil || time.TimeUnit == "" || time.Unit.Period() != "" {
		return nil
	}
	return written(l.effort.Quantity+"/"+unitOf(q), l.effort.Span())
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// directionIn is which way a number without a sign goes: what is called as something that should be less goes down.
func directionIn(name string, q quantity.Quantity) string {
	if isNone(q) || tables.Less(name) || isTime(q.Unit) && q.Unit.Period() == "" && !isMore(name) {
		return "lower"
	}
	return "higher"
}

// isNone reports whether a target is that nothing of something happens.
func isNone(q quantity.Quantity) bool {
	return q.Low != nil && q.High != nil && q.Low.Sign() == 0 && q.High.Sign() == 0
}

// away is the way from a baseline to a target, else another one.
func away(baseline, target quantity.Quantity, other string) string {
	if baseline.Low == nil || target.Low == nil {
		return other
	}
	switch baseline.Low.Cmp(target.Low) {
	case -1:
		return "higher"
	case 1:
		return "lower"
	}
	return other
}

func isTime(u quantity.Unit) bool {
	n := u.Noun()
	return n == "min" || n == "workday" || n == "month"
}

// isMore reports whether a time is called as one that should be long: training hours, uptime.
func isMore(name string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(name), notLetter),
		func(w string) bool { return longTimes.Has(quantity.Singular(w)) })
}

// longTimes are times of which more is better.
var longTimes = content.WordSet(`
training uptime learning billable productive tenure retention runtime availability focus runway
schulung weiterbildung fortbildung formation formación utbildning opleiding formazione`)

// nameOf is what the number is called: as its row, with the time that it is for, and of two alike with what else the
// row says.
func (d *drafter) nameOf(l *line, at *tables.Record) string {
	name := clean(cmp.Or(nameIn(l.subject), at.Head, at.Text))
	if l.several && at.Head != "" && !strings.Contains(name, at.Head) && len(l.times) == 0 {
		name += ", " + clean(at.Head)
	}
	if at.Time != "" && !strings.Contains(name, at.Time) && len(l.times) == 0 {
		name += " " + at.Time
	}
	for _, p := range l.subject {
		if !d.called[name] {
			break
		}
		if text := clean(p.Text); !whose[p.As] && text != "" && !strings.Contains(name, text) && len(text) < maxName {
			name += ", " + text
		}
	}
	d.called[name] = true
	return name
}

// maxName is how long a text is at most that tells one name from another.
const maxName = 80

// asked is what a line asks for, and the record that says so: both limits, where it has both.
func (l *line) asked() (string, *tables.Record) {
	switch {
	case l.target != nil:
		return l.target.Target(), l.target
	case l.minimum != nil && l.maximum != nil:
		low, err := quantity.Parse(l.minimum.Quantity)
		high, err2 := quantity.Parse(l.maximum.Quantity)
		if err == nil && err2 == nil && low.Low != nil && high.High != nil {
			return "between " + low.Amount.String() + " and " + high.Amount.String(), l.minimum
		}
	case l.minimum != nil:
		return l.minimum.Target(), l.minimum
	case l.maximum != nil:
		return l.maximum.Target(), l.maximum
	case l.limit != nil:
		return l.limit.Target(), l.limit
	}
	return "", nil
}

func texts(parts []tables.Part) []string {
	var all []string
	for _, p := range parts {
		all = append(all, p.Text)
	}
	return all
}

// readTables reads the tables of a file, and returns the blocks that are left to read as text.
func readTables(f *content.File) ([]*tables.Reading, []content.Block) {
	var left []content.Block
	var kept []*tables.Reading
	i := 0
	for _, r := range tables.ReadFile(f) {
		for ; i < len(f.Blocks) && f.Blocks[i].Table != r.Table; i++ {
			left = append(left, f.Blocks[i])
		}
		if r.Table.Name == content.FrontMatter {
			left = append(left, f.Blocks[i]) // settings of a page, of which the title is read with the text
			i++
			continue
		}
		kept = append(kept, r)
		if i < len(f.Blocks) && r.Demands() == 0 && !r.Figures() && f.Blocks[i].Table.Within.Medium != source.InCell {
			left = append(left, f.Blocks[i]) // a table in a text, whose rows may ask as sentences do
		}
		i++
	}
	return kept, append(left, f.Blocks[min(i, len(f.Blocks)):]...)
}
