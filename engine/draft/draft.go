// Package draft turns what a plain document asks of people into definitions: a role, or a team, with a KPI for each
// demand. Each value stands where its words stand. What nobody wrote and the sums need is assumed, and marked so.
package draft

import (
	"cmp"
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/prose"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/tables"
	"github.com/kpilint/kpilint/engine/wording"
)

// Max is how many drafts are made of one file. What is beyond it is named.
const Max = 20_000

// Draft is what was drafted of a file.
type Draft struct {
	Documents []*source.Document // of each role or team; none where the file asks for nothing
	Asked     []Asked            // who is asked in each of them
	Demands   int                // how many there are, those beyond Max too
	Unasked   []prose.Left       // numbers of its text that are not taken for something that is asked
	Language  string             // of its text, where that language is not read; its numbers are left out
	Tables    []*tables.Reading
	Left      []content.Note // what the file says of others that only their own definitions can say
}

// Asked is a role or a team that a file asks for something.
type Asked struct {
	Kind, ID string
	By       Naming
	Staffed  bool // the file says how many people it has
}

// Name is what roles and teams are told apart by: the kind with the id.
func (a Asked) Name() string { return a.Kind + " " + a.ID }

// Naming is how a file names who is asked.
type Naming uint8

// The ways in which a file names who is asked.
const (
	ByFile  Naming = iota // by its own name: nothing in it says so
	ByTitle               // in its title
	ByCell                // in a cell of a table
)

// Names are what other files say: a draft avoids the names that they give, or adds to what they define.
type Names struct {
	More    []string                   // words that tell its role from another one of the same name
	Taken   map[string]bool            // ids of KPIs, which get the name of their role in front
	Others  map[string]map[string]bool // roles and teams that others define, with the ids of their KPIs
	Staffed map[string]bool            // of these, those with people
}

// Of drafts what a file asks for. Its name without folders and ending says who is asked where its title does not.
func Of(f *content.File, base string, names Names) *Draft {
	d := &drafter{doc: f, names: names, called: map[string]bool{}, among: map[string]map[string]bool{}}
	d.title(base)
	readings, blocks := readTables(f)
	draft := &Draft{Tables: readings, Language: unreadLanguage(textOf(blocks))}
	if draft.Language != "" {
		blocks = nil
	}
	foreign, blocks := d.foreign(blocks)
	text := prose.ReadPage(blocks, d.team, spaced(base))
	d.wrong = text.Wrong
	demands := together(unnumbered(text.Demands))
	if len(foreign) > 0 {
		demands = inOrder(append(demands, foreign...))
	}
	d.efforts, d.left = text.Taken, Max
	draft.Demands = len(demands)
	var roots []*source.Node
	var by []Naming
	add := func(root *source.Node) {
		document := &source.Document{File: f.Name, Index: len(draft.Documents), Root: root}
		draft.Documents = append(draft.Documents, document)
	}
	asked := func(root *source.Node, by Naming) {
		one := Asked{Kind: root.Get("kind").Text, ID: root.Get("id").Text, By: by, Staffed: staffed(root)}
		if names.Others[one.Name()] == nil {
			add(root)
			draft.Asked = append(draft.Asked, one)
			return
		}
		if n := root.Get("headcount"); n != nil && one.Kind == "Role" && !names.Staffed[one.Name()] {
			draft.Left = append(draft.Left, content.Note{Span: n.Span(),
				Text: wording.TheRoleIsDefinedElsewhere(one.ID, n.Text)})
		}
		for _, part := range d.apart(root, one) {
			add(part)
			draft.Asked = append(draft.Asked, one)
		}
	}
	demands = demands[:min(len(demands), Max)]
	d.left -= len(demands)
	d.time = d.timeOf()
	if len(demands) > 0 || len(d.wrong) > 0 || d.caresFor() || d.time != nil || d.relates() {
		root := d.root(demands)
		if kpis := root.Get("kpis"); kpis == nil || len(kpis.Items()) > 0 {
			draft.Demands += d.cases + len(d.wrong)
			roots, by = append(roots, root), append(by, d.by)
		}
	}
	for _, r := range readings {
		draft.Demands += r.Demands()
		for _, g := range d.tableRoots(r) {
			if !join(roots, g.root) {
				roots, by = append(roots, g.root), append(by, g.by)
			}
		}
	}
	for i, root := range roots {
		asked(root, by[i])
	}
	draft.Unasked = d.unasked(text.Left)
	return draft
}

// staffed reports whether a role or a team has people.
func staffed(root *source.Node) bool { return root.Get("headcount") != nil || root.Get("roles") != nil }

// apart are the KPIs and roles of somebody whom another file defines, each a definition of its own that names them.
func (d *drafter) apart(root *source.Node, whose Asked) []*source.Node {
	var all []*source.Node
	at := root.Get("id").Span()
	alone := func(kind string, of *source.Node) {
		one := source.New(source.Map, "", of.Span())
		one.Append("apiVersion", assumed("kpilint/v1", of.Span()))
		one.Append("kind", assumed(kind, of.Span()))
		one.AppendFields(of.Fields()...)
		if whose.Kind == "Team" {
			one.Append("team", written(whose.ID, at))
		}
		if kind == "KPI" {
			one.Append("owner", written(whose.ID, at))
		}
		all = append(all, one)
	}
	if roles := root.Get("roles"); roles != nil && !d.names.Staffed[whose.Name()] {
		for _, role := range roles.Items() {
			alone("Role", role)
		}
	}
	if kpis := root.Get("kpis"); kpis != nil {
		for _, k := range kpis.Items() {
			alone("KPI", k)
		}
	}
	return all
}

// ordinal recognises the number of an entry in a list of key results, which is not a number of its own: "KR 1.2".
var ordinal = content.Pattern(`^(?i)(?:(?:KR|O|OKR|key result|objective|goal|result)\s*\d{1,2}(?:\.\d{1,2})*|` +
	`\d{1,2}(?:\.\d{1,2})+)[.:)]?\s+`)

// unnumbered leaves out the numbers of entries.
func unnumbered(all []prose.Demand) []prose.Demand {
	return slices.DeleteFunc(all, func(d prose.Demand) bool { // package prose makes them for this call
		bare := d.Quantity.Comparator == quantity.NoComparator // 0.95 or higher is a number
		return bare && isOrdinal(d)
	})
}

// isOrdinal reports whether the number of a demand is, or would be, that of its entry.
func isOrdinal(d prose.Demand) bool {
	m := ordinal.Get().FindStringIndex(d.Phrase)
	return m != nil && strings.Index(d.Phrase, d.Words) < m[1]
}

// saying is what a demand says without the number of its entry.
func saying(d prose.Demand) string {
	phrase := d.Phrase
	if !isOrdinal(d) {
		phrase = ordinal.Get().ReplaceAllString(phrase, "")
	}
	return strings.TrimRight(phrase, ".,;: ")
}

// inOrder are demands in the order of the text.
func inOrder(all []prose.Demand) []prose.Demand {
	slices.SortStableFunc(all, func(a, b prose.Demand) int {
		return cmp.Or(cmp.Compare(a.Span.Line, b.Span.Line), cmp.Compare(a.Span.Column, b.Span.Column))
	})
	return all
}

// join adds the KPIs of a role or team to those of the same one, and reports whether there is one.
func join(all []*source.Node, root *source.Node) bool {
	for _, earlier := range all {
		if earlier.Get("id").Text != root.Get("id").Text || earlier.Get("kind").Text != root.Get("kind").Text {
			continue
		}
		for _, f := range root.Fields() {
			switch had := earlier.Field(f.Key.Text); {
			case had == nil:
				earlier.AppendFields(f)
			case f.Key.Text == "kpis":
				had.Value.AppendItems(f.Value.Items()...)
			}
		}
		return true
	}
	return false
}

// drafter makes the nodes of one file.
type drafter struct {
	doc     *content.File
	name    string      // who is asked
	at      source.Span // where the file says so, or its beginning
	by      Naming      // how the file says so
	inWords bool        // its numbers are called as it asks for them: nouns of its language cannot be counted
	team    bool        // a team is asked, and not each person of a role
	id      string
	ids     map[string]bool            // those of its KPIs
	among   map[string]map[string]bool // the ids of KPIs, by what they belong to
	called  map[string]bool            // the names of all KPIs of tables
	crowds  map[string]*crowdOf        // those whom the text entrusts to somebody, by the word for one
	named   map[string]namedDemand     // the first demand of each name that the text gives
	under   map[string]int             // how many demands say no more than a number, by their headings
	left    int                        // how many more drafts are made
	single  bool                       // one of its demands counts pieces in a period, and no other
	hours   *big.Rat                   // of the working day, where the text says so; nil where it does not

	names   Names
	efforts []prose.Taken
	wrong   []prose.Wrong
	time    *source.Node // how its text divides the time of a person, where that is more than all of it
	given   []given      // the numbers of things of its text, once they are counted
	counted bool
	week    *week         // once it was looked for
	inDays  *inDays       // once they were looked for
	cases   int           // KPIs of what is done for each of those whom somebody looks after
	used    []source.Span // of people and of hours, which say something and ask for nothing
}

// unasked are the numbers that say nothing which a draft holds.
func (d *drafter) unasked(all []prose.Left) []prose.Left {
	used := slices.Clone(d.used)
	for _, e := range d.efforts {
		used = append(used, e.Span)
	}
	var rest []prose.Left
	for _, left := range all {
		left = slices.DeleteFunc(slices.Clone(left), func(n prose.Number) bool {
			in := func(at source.Span) bool { return !before(n.Span, at) && before(n.Span, end(at)) }
			return slices.ContainsFunc(used, in)
		})
		if len(left) > 0 {
			rest = append(rest, left)
		}
	}
	return rest
}

// root is the role or the team with its KPIs.
func (d *drafter) root(demands []prose.Demand) *source.Node {
	kind := "Role"
	if d.team {
		kind = "Team"
	}
	d.id = d.rootID(kind, Slug(d.name))
	d.ids = d.idsOf(kind, d.id)
	root := d.head(kind, d.id, d.name)
	if people := d.people(); people != nil {
		d.staff(root, *people)
		d.used = append(d.used, people.at)
	}
	if day := d.workingDay(demands); day != nil && !d.team {
		root.Append("workingDay", day)
		d.used = append(d.used, day.Span())
		if q, err := quantity.Parse(day.Text); err == nil {
			d.hours = new(big.Rat).Quo(q.Low, big.NewRat(60, 1))
		}
	}
	if d.time != nil {
		root.Append("time", d.time)
	}
	d.under = map[string]int{}
	counted := 0
	for _, one := range demands {
		if Counts(one.Quantity.Unit) && one.Quantity.Unit.Period() != "" {
			counted++
		}
		if onlyNumber(one) {
			d.under[one.Under]++
		}
	}
	d.single = counted == 1
	kpis := source.New(source.List, "", d.at)
	seen := map[string]bool{}
	var made []prose.Demand // of each KPI
	for i, one := range demands {
		said := strings.ToLower(one.Phrase)
		if onlyNumber(one) {
			said = one.Under + " " + strconv.Itoa(one.Span.Line)
		}
		if seen[said] {
			continue // the same once more, for another level of a job
		}
		seen[said] = true
		k := d.kpi(one)
		again := one.Again || i > 0 && goesOn(demands[i-1], one)
		if k != nil && again && i > 0 && d.sayAgain(k, kpis.Items(), one) {
			d.used = append(d.used, one.Span)
			continue
		}
		if k != nil {
			kpis.AppendItems(k)
			made = append(made, one)
		}
	}
	if len(made) <= maxCompared {
		sameCases(made, kpis.Items())
	}
	for _, one := range d.wrong {
		kpis.AppendItems(d.faulty(one))
	}
	cases := d.caseload()
	d.cases = len(cases)
	kpis.AppendItems(cases...)
	d.compare(root, kpis)
	if len(kpis.Items()) > 0 || d.time == nil {
		root.Append("kpis", kpis)
	}
	return root
}

// maxCompared is how many KPIs of a text are compared with each other. Nobody asks for more of one person or team.
const maxCompared = 300

// compare says of KPIs what leads from one to another, as far as the text says it.
func (d *drafter) compare(root, kpis *source.Node) {
	if len(kpis.Items()) > maxCompared {
		return
	}
	d.forPieces(d.doc.Blocks, kpis.Items())
	kpis.AppendItems(d.conversions(d.doc.Blocks, kpis.Items())...)
	d.valued(d.doc.Blocks, kpis.Items())
	kpis.AppendItems(d.overspent(d.doc.Blocks, kpis.Items())...)
	kpis.AppendItems(d.overfull(d.doc.Blocks)...)
	kpis.AppendItems(d.inAll(d.doc.Blocks)...)
	kpis.AppendItems(d.wrongParts(d.doc.Blocks)...)
	if !slices.ContainsFunc(kpis.Items(), comesOfMoney) {
		kpis.AppendItems(d.beyondMeans(d.doc.Blocks)...)
	}
	if root.Get("headcount") != nil {
		ofAll(kpis.Items())
	}
}

// rootID is the id of a role or a team by its name, with the words that tell it from another one.
func (d *drafter) rootID(kind, slug string) string {
	slug = cmp.Or(slug, strings.ToLower(kind))
	if d.names.Others[Asked{Kind: kind, ID: slug}.Name()] != nil {
		return slug
	}
	return Slug(slug + " " + strings.Join(d.names.More, " "))
}

// idsOf are the ids of KPIs that may not stand twice: those of a team, or of all roles, as a role gives no longer name.
func (d *drafter) idsOf(kind, id string) map[string]bool {
	others := d.names.Others[Asked{Kind: kind, ID: id}.Name()]
	if kind == "Role" {
		id = ""
	}
	if d.among[kind+id] == nil {
		d.among[kind+id] = map[string]bool{}
	}
	maps.Copy(d.among[kind+id], others)
	return d.among[kind+id]
}

// head is a definition without more than what each has.
func (d *drafter) head(kind, id, name string) *source.Node {
	root := d.object()
	root.Append("apiVersion", assumed("kpilint/v1", d.at))
	root.Append("kind", assumed(kind, d.at))
	root.Append("id", written(id, d.at))
	root.Append("name", written(name, d.at))
	return root
}

// kpi is the KPI of one demand; nil where its number cannot be a target.
func (d *drafter) kpi(of prose.Demand) *source.Node {
	target, q := d.target(of)
	if target == "" {
		return nil
	}
	name := d.nameApart(d.demandName(of, q), of)
	id := d.unique(idOf(of, q, name), of)
	k := source.New(source.Map, "", of.Span)
	k.Append("id", written(id, of.Span))
	k.Append("name", written(name, of.Span))
	description := saying(of)
	if under := d.heading(of); under != "" {
		description = under + ": " + description
	}
	k.Append("description", written(description, of.Span))
	k.Append("target", written(target, of.Span))
	if of.Quantity.Comparator == quantity.NoComparator {
		k.Append("direction", assumed(directionOf(of), of.Span))
	}
	if e := d.daysFor(q); e != nil {
		k.Append("effort", e)
	} else if e := d.effort(of, q); e != nil {
		k.Append("effort", e)
		if day := d.onOneDay(of, q, e); day != "" {
			k.Get("target").Text, k.Get("target").Assumed = day, true
		}
	} else if e := d.ofHours(of, q); e != nil {
		k.Append("effort", e)
	}
	items(k, of.Span, append(slices.Clone(of.Qualifier), of.Quantity.Unit.Noun()), q)
	return k
}

// goesOn reports whether a demand without a verb of its own counts what the one before it in its line counts: "complete
// 12 mortgages a month and 144 mortgages a year".
func goesOn(before, of prose.Demand) bool {
	a, b := before.Quantity.Unit, of.Quantity.Unit
	return before.Span.Line == of.Span.Line && Counts(a) && a.Noun() == b.Noun() && a.Period() != b.Period() &&
		slices.Equal(before.Qualifier, of.Qualifier) && verbOf(of) == ""
}

// faulty is the KPI of what a text asks for and no number can be. Its target is refused with what is wrong with it.
func (d *drafter) faulty(of prose.Wrong) *source.Node {
	id := cmp.Or(Slug(strings.Trim(of.Phrase, "0123456789 ")), "number")
	k := source.New(source.Map, "", of.Span)
	k.Append("id", written(d.uniqueWords(id, nil), of.Span))
	k.Append("name", written(Upper(of.Phrase), of.Span))
	k.Append("description", written(of.Phrase, of.Span))
	k.Append("target", written(of.Words, of.Span))
	return k
}

// sayAgain reports whether a KPI says no more than the one before it, in another period: "40 calls a day, that is 200 a
// week". Where its number is another one, it gets the name of that one, and what it counts.
func (d *drafter) sayAgain(k *source.Node, all []*source.Node, of prose.Demand) bool {
	if len(all) == 0 {
		return false
	}
	before := all[len(all)-1]
	q, err := quantity.Parse(before.Get("target").Text)
	if err != nil || !Counts(q.Unit) || q.Unit.Period() == "" || q.Unit.Period() == of.Quantity.Unit.Period() {
		return false
	}
	if d.agree(q, of) {
		return true
	}
	days := d.daysAWeek()
	if weekly := q.Unit.Period() == "day" && of.Quantity.Unit.Period() == "week"; weekly && days != nil {
		share := new(big.Rat).Quo(days, big.NewRat(daysOfWorkWeek, 1))
		need(k, before, quantity.Number(share.Mul(share, big.NewRat(100, 1)))+"%", of.Span)
	} else if daily := q.Unit.Period() == "week" && of.Quantity.Unit.Period() == "day"; daily && days != nil {
		share := new(big.Rat).Quo(days, big.NewRat(daysOfWorkWeek, 1))
		need(before, k, quantity.Number(share.Mul(share, big.NewRat(100, 1)))+"%", of.Span)
	} else {
		k.Get("name").Text = before.Get("name").Text
	}
	if q.Unit.Noun() == of.Quantity.Unit.Noun() {
		return false
	}
	target := quantity.Number(of.Quantity.Low) + " " + Pieces(q.Amount, 2) + "/" + of.Quantity.Unit.Period()
	if d.each(of) {
		target = wording.PerPerson(target)
	}
	if _, err := quantity.Parse(target); err == nil && !of.Quantity.IsRange() {
		k.Get("target").Text, k.Get("target").Assumed = target, true
	}
	return false
}

// daysOfWorkWeek is how many days a week has where nothing else is written: five.
const daysOfWorkWeek = 5

// agree reports whether a number in another period may say the same as the one before it: people count 20 to 23 days to
// a month. So many an hour are not done in each hour of a day, unless the text says so.
func (d *drafter) agree(before quantity.Quantity, of prose.Demand) bool {
	a, b := before, of.Quantity
	if a.Low == nil || b.Low == nil || a.Low.Sign() <= 0 || b.Low.Sign() <= 0 {
		return false
	}
	low, high := countsTo(a.Unit.Period(), b.Unit.Period())
	if days := d.daysAWeek(); days != nil && days.Cmp(big.NewRat(daysOfWorkWeek, 1)) < 0 &&
		a.Unit.Period() == "week" && b.Unit.Period() == "day" {
		low, high = new(big.Rat).Inv(days), new(big.Rat).Inv(days)
	}
	if days := d.daysAWeek(); days != nil && a.Unit.Period() == "day" && b.Unit.Period() == "week" {
		low = days // you work three days a week
		if days.Cmp(big.NewRat(daysOfWorkWeek, 1)) < 0 {
			high = days
		}
	}
	if a.Unit.Period() == "hour" && b.Unit.Period() == "day" {
		if d.hours != nil {
			high = d.hours
		}
		if !of.Again {
			low = new(big.Rat)
		}
	}
	times := new(big.Rat).Quo(b.Low, a.Low)
	if byWeight.Has(a.Unit.Noun()) {
		if days := calendarDays[b.Unit.Period()]; days != nil && a.Unit.Period() == "day" {
			high = days
		}
		if days := calendarDays[a.Unit.Period()]; days != nil && b.Unit.Period() == "day" {
			low = new(big.Rat).Inv(days)
		}
	}
	return low != nil && times.Cmp(low) >= 0 && times.Cmp(high) <= 0
}

// calendarDays are the days of a period in which a plant works on every one: 1 tonne a day, 30 tonnes a month.
var calendarDays = map[string]*big.Rat{"week": big.NewRat(7, 1), "month": big.NewRat(31, 1),
	"quarter": big.NewRat(92, 1), "year": big.NewRat(366, 1)}

// byWeight are units of what plants make.
var byWeight = content.WordSet("tonne ton kg gram litre liter gallon barrel m3 kwh mwh")

// countsTo is by how much people multiply what is so many in one period to say it in another one, at least and at most;
// nil where they do not.
func countsTo(from, to string) (low, high *big.Rat) {
	if from == to {
		return big.NewRat(1, 1), big.NewRat(1, 1)
	}
	if many, ok := periodsIn[from+" "+to]; ok {
		return big.NewRat(many[0], 1), big.NewRat(many[1], 1)
	}
	if many, ok := periodsIn[to+" "+from]; ok {
		return big.NewRat(1, many[1]), big.NewRat(1, many[0])
	}
	return nil, nil
}

// periodsIn are how many of one period of work people count to another one, at least and at most.
var periodsIn = map[string][2]int64{
	"hour day": {6, 8}, "hour week": {30, 40}, "day week": {5, 6}, "day month": {20, 23}, "day quarter": {60, 66},
	"day year": {200, 261}, "week month": {4, 5}, "week quarter": {12, 13}, "week year": {44, 52},
	"month quarter": {3, 3}, "month year": {11, 12}, "quarter year": {4, 4},
}

// target is what is asked as people wrote it, where it reads as a quantity, and how it reads: for each person, unless
// the text speaks of a team.
func (d *drafter) target(of prose.Demand) (string, quantity.Quantity) {
	plain := []string{of.Words, of.Quantity.Text, of.Quantity.String()}
	kind := hoursOf(of)
	if kind != "" && d.each(of) {
		plain = []string{hourWord.Get().ReplaceAllString(of.Words, kind+" hours"), of.Quantity.String()}
	}
	var texts []string
	if d.each(of) {
		for _, text := range plain {
			texts = append(texts, wording.PerPerson(text))
		}
	}
	target, is := "", quantity.Quantity{}
	for _, text := range append(texts, plain...) {
		q, err := quantity.Parse(text)
		bare := q.Unit.Noun() == "" && isTime(of.Quantity.Unit) // and in full within 25
		if err != nil || bare || toldOf(q.Unit.Noun(), of.Quantity.Unit.Noun()) ||
			kind == "" && !same(q.Amount, of.Quantity.Amount) ||
			turned(q.Comparator, of.Quantity.Comparator) || q.Unit.Currency() != of.Quantity.Unit.Currency() {
			continue // 400 euros are money
		}
		if q.Unit.Period() == of.Quantity.Unit.Period() {
			return text, q
		}
		if target == "" { // "make 60 dials and send 40 emails a day" is 60 dials a day, which another text says
			target, is = text, q
		}
	}
	return target, is
}

// toldOf reports whether words behind a noun were read as a part of it: 500 claims paid each month.
func toldOf(read, noun string) bool {
	_, behind, found := strings.Cut(read, noun+"-")
	return found && (strings.HasSuffix(behind, "ed") || behind == "paid" || behind == "sold" || behind == "made")
}

// each reports whether a demand is one on each person: so much in a period, in the text of a role.
func (d *drafter) each(of prose.Demand) bool {
	u := of.Quantity.Unit
	return (!d.team || of.Each) && !of.Team && u.Period() != "" && u.Noun() != "%" && u.Noun() != "person" &&
		len(u.PerNouns()) == 0
}

// same reports whether two amounts are one number, whatever each counts.
func same(a, b quantity.Amount) bool {
	a, b = a.Plain(), b.Plain()
	return a.Low != nil && b.Low != nil && a.Low.Cmp(b.Low) == 0 && a.High.Cmp(b.High) == 0
}

// turned reports whether words by themselves ask for the other way than they do in their sentence: "nobody waits more
// than 2 hours".
func turned(words, sentence quantity.Comparator) bool {
	up := func(c quantity.Comparator) bool { return c == quantity.AtLeast || c == quantity.MoreThan }
	down := func(c quantity.Comparator) bool { return c == quantity.AtMost || c == quantity.LessThan }
	return up(words) && down(sentence) || down(words) && up(sentence)
}

// directionOf is which way a number without a sign goes: a time or a loss down, all else and hours of work up.
func directionOf(of prose.Demand) string {
	if isNone(of.Quantity) || isTime(of.Quantity.Unit) && hoursOf(of) == "" {
		return "lower"
	}
	earns := of.Quantity.Unit.Currency() != "" // a turnover
	words := slices.DeleteFunc(slices.Clone(of.Clause), func(w string) bool { return handled(of, w) })
	if slices.ContainsFunc(words, func(w string) bool { return losses.Has(w) && !(earns && w == "turnover") }) {
		return "lower"
	}
	return "higher"
}

// handled reports whether a word names those of which a share is asked for, with what is done to them: "100 % of
// incidents have a review".
func handled(of prose.Demand, word string) bool {
	_, behind, found := strings.Cut(strings.ToLower(of.Phrase), "% of ")
	words := strings.FieldsFunc(behind, notLetter)
	for i, w := range words[:min(len(words), maxOfAll)] {
		if found && quantity.Singular(w) == word {
			return i+1 < len(words)
		}
	}
	return false
}

// maxOfAll is how many words behind "% of" name what the share is of.
const maxOfAll = 4

var losses = content.WordSet(`
churn attrition turnover defect error complaint accident incident loss cost waste downtime absence
bug failure return reject delay`)

// items are what the work uses and makes, as far as people commonly mean it by its words: those before the noun that a
// number counts, and the noun.
func items(k *source.Node, at source.Span, words []string, q quantity.Quantity) {
	if item := uses(words); item != "" {
		need, needs := source.New(source.Map, "", at), source.New(source.List, "", at)
		need.Assumed, needs.Assumed = true, true
		need.Append("item", assumed(item, at))
		need.Append("amount", assumed("1 "+item+"/"+unitOf(q), at))
		needs.AppendItems(need)
		k.Append("needs", needs)
	}
	if noun := words[len(words)-1]; made.Has(noun) && q.Unit.Period() != "" {
		k.Append("produces", written(noun, at))
	}
}

// unitOf is what a quantity counts, as its own unit says it.
func unitOf(q quantity.Quantity) string { return strings.ReplaceAll(q.Unit.Noun(), " ", "-") }

// uses is the item of which each piece of work uses up one; "" for none. A call by which somebody looks for customers
// goes to a lead.
func uses(words []string) string {
	last := words[len(words)-1]
	if last != "call" && last != "outreach" {
		return ""
	}
	for _, w := range words {
		if outbound.Has(w) {
			return "lead"
		}
	}
	return ""
}

var (
	outbound = content.WordSet("prospecting prospect cold outbound sale sales outreach lead canvassing")
	// made are the items that others use.
	made = content.WordSet("lead")
)

// demandName names the number: what it counts, as written, else the demand with its subject.
func (d *drafter) demandName(of prose.Demand, q quantity.Quantity) string {
	if under := d.heading(of); under != "" {
		return Upper(under)
	}
	if Counts(q.Unit) && !d.inWords {
		if hoursOf(of) != "" {
			return Upper(Pieces(q.Amount, 2))
		}
		if verb := verbOf(of); verb != "" {
			return Upper(verb + " " + Pieces(q.Amount, 2))
		}
		return Upper(Pieces(q.Amount, 2))
	}
	return Upper(saying(of))
}

// nameApart is a name, or what a demand says where the name is that of another number: "sustained: 400 bookings a
// minute" beside "at its peak: 500 bookings a minute". Numbers of one sentence that says no more are told apart by
// themselves. Where two sentences say the same of two numbers, these have one name.
func (d *drafter) nameApart(name string, of prose.Demand) string {
	if d.named == nil {
		d.named = map[string]namedDemand{}
	}
	var key strings.Builder
	for w := range strings.FieldsSeq(strings.ToLower(name)) {
		key.WriteString(quantity.Singular(w) + " ") // closes tickets, close tickets
	}
	first, taken := d.named[key.String()]
	switch {
	case !taken:
		d.named[key.String()] = namedDemand{name, of}
		return name
	case first.of.Span.Line == of.Span.Line && first.of.Phrase == of.Phrase && name == Upper(saying(of)):
		return name + ", " + of.Words
	case of.Step != first.of.Step && of.Step != "" && !strings.HasSuffix(name, of.Step):
		return d.nameApart(name+", "+of.Step, of)
	case name == Upper(saying(of)) || first.of.Under == of.Under && saysAlike(first.of, of):
		return first.name
	}
	return d.nameApart(Upper(saying(of)), of)
}

// namedDemand is a name with the first demand that has it.
type namedDemand struct {
	name string
	of   prose.Demand
}

// saysAlike reports whether two demands say the same of their numbers, whomever they ask.
func saysAlike(a, b prose.Demand) bool {
	more := func(a, b prose.Demand) bool {
		return slices.ContainsFunc(prose.Telling(a.Clause), func(w string) bool {
			return !addressing.Has(w) && !isNumber(w) && !periods.Has(w) && !isPerson(w) &&
				!slices.ContainsFunc(b.Clause, func(other string) bool { return prose.Akin(w, other) })
		})
	}
	return !more(a, b) && !more(b, a) && slices.Equal(whenAndSide(a), whenAndSide(b))
}

// whenAndSide are the years and the sides of which a demand speaks: the minimum and the maximum are two numbers, and so
// are 2018 and 2025.
func whenAndSide(of prose.Demand) []string {
	var all []string
	for _, w := range slices.Concat(of.Clause, strings.FieldsFunc(of.Phrase, notDigit)) {
		if sides.Has(w) || len(w) == 4 && (strings.HasPrefix(w, "19") || strings.HasPrefix(w, "20")) && isNumber(w) {
			all = append(all, w)
		}
	}
	return all
}

func notDigit(r rune) bool { return r < '0' || r > '9' }

var sides = content.WordSet("minimum min maximum max")

// addressing are words that ask for a number, and do not say of what.
var addressing = content.WordSet(`
you your we our us everyone everybody expect expected ask asked need should must will aim reach hit complete achieve
deliver per each every all whom about around standard normal full typical regular please always`)

// heading is what names a demand that says no more than a number; "" where its own words do, or where several such
// demands stand under it.
func (d *drafter) heading(of prose.Demand) string {
	if !onlyNumber(of) || d.under[of.Under] > 1 {
		return ""
	}
	return strings.TrimRight(ordinal.Get().ReplaceAllString(of.Under, ""), ".,;: ")
}

// onlyNumber reports whether a demand says no more than a number, "Target: 95 % or higher". Its heading names it.
func onlyNumber(of prose.Demand) bool {
	names := func(w string) bool { return !unnaming.Has(w) && !isNumber(w) }
	return !slices.ContainsFunc(prose.Telling(of.Clause), names) &&
		!Counts(of.Quantity.Unit)
}

var unnaming = content.WordSet(`
higher lower more less better out maximum minimum above below under over average percent min
hr hrs`)

// verbOf is what is done with what a demand counts: the word before the number, with the small words that belong to it
// ("call back", "follow up with"), unless it says no more than that there is something to do.
func verbOf(of prose.Demand) string {
	before, _, found := strings.Cut(of.Phrase, of.Words)
	words := strings.Fields(strings.ToLower(before))
	verb := len(words) - 1
	for verb > 0 && roughly.Has(words[verb]) {
		words, verb = words[:verb], verb-1 // carry out around 12 visits
	}
	for verb > 0 && particles.Has(words[verb]) {
		verb--
	}
	if !found || verb < 0 || len(words)-verb > 3 || plainVerbs.Has(words[verb]) || particles.Has(words[verb]) {
		return ""
	}
	for _, w := range words[verb:] {
		if strings.Trim(w, "abcdefghijklmnopqrstuvwxyz") != "" {
			return ""
		}
	}
	return strings.Join(words[verb:], " ")
}

var roughly = content.WordSet(`about around approximately roughly nearly almost perhaps some circa`)

var particles = content.WordSet("about after at away back down for in off on out over through up upon with")

var plainVerbs = content.WordSet(`
make makes do does have has hold holds deliver delivers is are be to of the a an and or with for
target goal quota minimum maximum`)

// Counts reports whether a unit counts pieces of something, and no money, share, time or points.
func Counts(u quantity.Unit) bool {
	return u.Currency() == "" && u.Noun() != "" && !unnamed.Has(u.Noun())
}

// Pieces are n of what an amount counts, without their number, as written: sales prospecting calls.
func Pieces(of quantity.Amount, n int64) string {
	of.Low, of.High = big.NewRat(n, 1), big.NewRat(n, 1) // and with the words it was written in
	of.Unit = quantity.NewUnit([]string{of.Unit.Noun()}, nil)
	_, pieces, _ := strings.Cut(of.String(), " ")
	return pieces
}

var unnamed = content.WordSet("% min workday month point time")

// idOf makes an id of words that tell.
func idOf(of prose.Demand, q quantity.Quantity, name string) string {
	if Counts(q.Unit) {
		name = Pieces(q.Amount, 2)
	}
	if !strings.ContainsAny(name, "0123456789") {
		return cmp.Or(Slug(name), "number")
	}
	var words []string
	for _, w := range prose.Telling(of.Clause) {
		if !periods.Has(w) && !isNumber(w) {
			words = append(words, w)
		}
	}
	return Slug(cmp.Or(strings.Join(words[:min(len(words), 4)], " "), "number"))
}

var periods = content.WordSet(`
day week month quarter year hour minute business working annual daily weekly monthly two three`)

func isNumber(w string) bool { return strings.Trim(w, "0123456789.,%") == "" }

// unique is an id that no other draft of the file has: of two alike, the second gets the words that tell them apart,
// and at last its number.
func (d *drafter) unique(id string, of prose.Demand) string {
	words := slices.Concat(prose.Telling(of.Clause), prose.Telling(of.Around), []string{of.Quantity.String()})
	return d.uniqueWords(id, words)
}

// uniqueWords is an id with those of some words that tell it from others. Where all words are the same, it is counted.
func (d *drafter) uniqueWords(id string, words []string) string {
	long := id
	for _, w := range words {
		if !d.ids[long] {
			break
		}
		if w = Slug(w); w != "" && !strings.Contains(long, w) && !periods.Has(w) {
			long = longer(id, w)
		}
	}
	for n := 2; d.ids[long]; n++ {
		long = longer(id, strconv.Itoa(n))
	}
	d.ids[long] = true
	if !d.names.Taken[long] || d.team {
		return long
	}
	own := longer(d.id, long)
	for n := 2; d.ids[own]; n++ {
		own = longer(longer(d.id, long), strconv.Itoa(n))
	}
	d.ids[own] = true
	return own
}

// longer is an id with a word behind it, for which it makes room where it has to.
func longer(id, word string) string {
	word = word[:min(len(word), MaxID/2)]
	id = id[:min(len(id), MaxID-1-len(word))]
	return strings.Trim(id, "-") + "-" + strings.Trim(word, "-")
}
