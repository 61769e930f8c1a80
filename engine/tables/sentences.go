package tables

import (
	"slices"
	"strings"
	"unicode"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// promise adds the time within which a share is to be reached, where the name or the description of the row says one.
func (n *numberOf) promise(rec *Record, q quantity.Quantity) {
	if !rec.Kind.Asks() || !strings.Contains(rec.Quantity, "%") || rec.Change || q.Comparator == quantity.AtMost ||
		q.Comparator == quantity.LessThan || len(n.row.Names) > 0 && atRisk(withoutBrackets(n.row.Names[0].Text)) {
		return // a share that is to be small is no promise
	}
	d, from := n.times()
	if d == "" {
		d, from = n.answeredIn()
	}
	if d == "" {
		return
	}
	rec.Within = d
	rec.Joined = append(rec.Joined, from)
	if q.Comparator == quantity.NoComparator && !q.Limits {
		rec.Quantity = "at least " + rec.Quantity
	}
}

// atRisk reports whether a name is of something that should be rare, whose time only tells which cases count:
// "Portfolio at risk at 30 days".
func atRisk(name string) bool {
	return slices.ContainsFunc(split(name), func(w string) bool { return riskWords.Has(w) })
}

var riskWords = content.WordSet(`
risk overdue arrears default defaults delinquency late unpaid readmission readmissions
readmitted riesgo mora vencida risque impaye impayes retard risiko verzug uberfallig rischio`)

// times is the one time that the texts of the row promise, "" for none or several.
func (n *numberOf) times() (string, Part) {
	var found string
	var at Part
	if names := n.column.Names; n.column.Measure != "" && len(names) > 0 {
		at = names[len(names)-1]
		if times := promised(withoutBrackets(at.Text), n.block.marks); len(times) == 1 {
			return times[0], at // Calls answered in 30 s
		}
	}
	for i := range n.block.Columns {
		c := &n.block.Columns[i]
		switch c.As {
		case AsKPI, AsDescription, AsMilestone, AsKeyResult:
		case AsLabel:
			if len(n.row.Names) > 0 && n.row.Names[0].As != AsLabel {
				continue // a guardrail beside a KPI
			}
		default:
			continue
		}
		cell := cellAt(n.cells, c.Number)
		if cell == nil || cell.Holds != content.Words {
			continue
		}
		p := part(c.As, n.cells, cell)
		times := promised(p.Text, n.block.marks)
		if len(times) == 1 && found == "" {
			found, at = times[0], p
		}
		if len(times) > 1 && found == "" {
			return "", at
		}
	}
	return found, at
}

// answeredIn is the time of the one column that is called a service level and holds times, beside the share that is to
// be reached in it: "SL target" 80 % and "SL threshold (s)" 20. It is "" where there is none.
func (n *numberOf) answeredIn() (string, Part) {
	if !ofServiceLevel(n.column.text()) {
		return "", Part{}
	}
	var time *Column
	for i := range n.block.Columns {
		c := &n.block.Columns[i]
		if c.Number == n.column.Number || !ofServiceLevel(c.text()) || c.As == AsActual || c.Unit != "s" && c.Unit != "min" {
			continue
		}
		if time != nil {
			return "", Part{}
		}
		time = c
	}
	if time == nil {
		return "", Part{}
	}
	r := n.figureIn(time)
	if r == nil || r.Sign() <= 0 {
		return "", Part{}
	}
	return written(r) + " " + time.Unit, part(time.As, n.cells, cellAt(n.cells, time.Number))
}

// ofServiceLevel reports whether a name has a word for a service level.
func ofServiceLevel(name string) bool {
	words := split(name)
	return slices.ContainsFunc(words, func(w string) bool { return w == "sl" || w == "servicelevel" }) ||
		slices.Contains(words, "service") && slices.Contains(words, "level")
}

// sentence reads a cell that says its number in a sentence.
func (n *numberOf) sentence(s spoken) {
	why := wording.IsNotANumber(short(n.part.Text))
	if strings.ContainsAny(n.part.Text, "0123456789") {
		why = wording.HoldsANumberAndWhat(short(n.part.Text))
	}
	if n.kind == KindTarget && strings.ContainsAny(n.part.Text, "·•;") && n.parts(n.part) {
		return
	}
	if turned := turnWords.Get().MatchString(n.part.Text); turned && strings.Contains(n.part.Text, "%") {
		n.unread(n.part, why)
		return
	}
	if perMany.Get().MatchString(s.text) || n.leadsElse(s.text) || !n.tell(n.part, n.kind) {
		n.unread(n.part, why)
	}
}

// turnWords say in other languages than English that a share is one by which a number changes.
var turnWords = content.Pattern(`(?i)% (?:de |d['’]|di )?(?:reducción|reducao|redução|incremento|aumento|mejora|` +
	`réduction|augmentation|hausse|baisse|reduktion|reduzierung|senkung|steigerung|erhöhung|zuwachs|` +
	`riduzione|minskning|ökning|` +
	`vermindering|stijging|redukcji|wzrostu|spadku)`)

// leadsElse reports whether a cell begins with a number that is none of those which its sentence asks for: it would be
// lost. "10 °C within 90 min" asks for more than 90 min.
func (n *numberOf) leadsElse(text string) bool {
	first := numerals(text)
	if len(first) == 0 || strings.TrimLeft(text[:first[0].from], "<>=≤≥ ") != "" {
		return false
	}
	lead := text[first[0].from:first[0].to]
	return strings.HasPrefix(strings.TrimSpace(text[first[0].to:]), "degrees") &&
		!slices.ContainsFunc(sentences(n.part.Text, n.block.marks), func(d demand) bool {
			return strings.Contains(d.quantity.Text, lead)
		})
}

// ofTarget reports whether a text measures against a target: "below 50 % of the target".
func ofTarget(text string) bool {
	words := split(text)
	for _, m := range columnWords().find(words) {
		if as := As(m.in[0].name); m.from > 1 && (as == AsTarget || as == asGoal || as == AsProgress) && len(words) > 3 &&
			(ofWords.Has(words[m.from-1]) || articles()[words[m.from-1]] || ofWords.Has(words[m.from])) {
			return true
		}
	}
	return false
}

// perMany recognises "1 per 100 lines": a sentence of which the first number alone would mean something else.
var perMany = content.Pattern(`(?i)(\bper|\bpro|/) ?\d`)

// tell reads the demands in a sentence, and reports whether it has any.
func (j *joiner) tell(p Part, kind Kind) bool {
	if share, within := shareThenTime(j.block.speak(p.Text, j.block.marks).text); share != "" {
		j.add(Record{Part: p, Kind: kind, Quantity: "at least " + share, Within: within})
		return true
	}
	if withdrawn.Get().MatchString(p.Text) {
		return false
	}
	all := outside(p.Text, sentences(p.Text, j.block.marks))
	share, within := pairOf(all)
	if share != nil && within != nil && (share.quantity.Comparator == quantity.LessThan ||
		share.quantity.Comparator == quantity.AtMost) {
		all = []demand{*share} // "failures below 2 % over 24 h": what should be rare is not to be reached within a time
	} else if share != nil && within != nil && (negative(p.Text, *share) || added(p.Text, *share)) {
		all = []demand{*share} // "-40 % in 3 months": by how much it changes, and until when
	} else if share != nil && within != nil && !apart.Get().MatchString(p.Text) {
		text := share.quantity.Text
		if share.quantity.Comparator == quantity.NoComparator && !share.quantity.Limits {
			text = "at least " + text
		}
		j.add(Record{Part: p, Kind: kind, Quantity: text, Within: bareTime(within.quantity)})
		return true
	}
	if pairs := steps(all); pairs != nil {
		for _, pair := range pairs {
			j.add(Record{Part: p, Kind: kind, Quantity: "at least " + pair[0].quantity.Text,
				Within: bareTime(pair[1].quantity)})
		}
		return true
	}
	for _, d := range all {
		rec := Record{Part: p, Kind: kind, Quantity: d.quantity.Text}
		if negative(p.Text, d) {
			rec.Quantity, rec.Change = "-"+d.quantity.Text, true
		} else if added(p.Text, d) {
			if absolutely.Get().MatchString(p.Text) {
				return false // percentage points, or percent of what there is: nothing says which
			}
			rec.Quantity, rec.Change = "+"+d.quantity.Text, true // sales +3 %
		}
		j.addSaid(rec, d.quantity)
	}
	return len(all) > 0
}

// apart recognises two numbers that a sign sets beside each other, each with its side: ≥90 % · ≤8 h.
var apart = content.Pattern(`^[<>≤≥=]+ ?[\d.,]+ ?[%\pL]* ?[·;•+|] ?[<>≤≥=]+ ?[\d.,]+`)

// withdrawn recognises that a goal is given up: "We drop the goal of 40 deployments".
var withdrawn = content.Pattern(`(?i)\b(?:drop(?:s|ped)?|abandon(?:s|ed)?|cancel(?:s|led|ed)?|scrap(?:s|ped)?|` +
	`withdr[ae]w(?:n|s)?|give up|gave up|no longer)\b[\pL ]{0,24}\b(?:goals?|targets?|objectives?|quotas?|aims?|kpis?)\b`)

// shareWithin recognises "95% < 10 min", whose sign belongs to the time.
var shareWithin = content.Pattern(`^(\d[\d.]* ?%)(?: (?:of )?[\pL ]{0,40}?)? ?(?:<=?|at most|less than) ?` +
	`(\d[\d.]* ?(?:ms|s|min|h|days|workdays|calendar-days|weeks))$`)

func shareThenTime(text string) (share, within string) {
	if m := shareWithin.Get().FindStringSubmatch(text); m != nil {
		return m[1], m[2]
	}
	if m := timeInShare.Get().FindStringSubmatch(text); m != nil {
		return m[2], m[1]
	}
	return "", ""
}

// timeInShare recognises "2 workdays in 95 % of requests".
var timeInShare = content.Pattern(`^(?:within |<=? ?|at most )?` +
	`(\d[\d.]* ?(?:ms|s|min|h|days|workdays|calendar-days|weeks)) (?:in|for|bei|dans|en) (\d[\d.]* ?%)(?: [\pL ]*)?$`)

// serviceLevelForm recognises 80/20 as people at telephones write it: 80 % of the calls within 20 seconds.
var serviceLevelForm = content.Pattern(`^([5-9]\d|100) ?/ ?([1-9]\d{0,2}) ?(?:s|sec|sek|seg)?$`)

// serviceLevel reads 80/20 in a column or a row that is called a service level.
func (n *numberOf) serviceLevel() (share, within string) {
	m := serviceLevelForm.Get().FindStringSubmatch(n.part.Text)
	if m == nil {
		return "", ""
	}
	names := slices.Concat(n.column.Names, n.row.Names[:min(len(n.row.Names), 1)])
	if slices.ContainsFunc(names, func(p Part) bool { return ofServiceLevel(p.Text) }) {
		return m[1] + "%", m[2] + " s"
	}
	return "", ""
}

// added reports whether a plus stands before the share of a demand: "sales +3 % on last year".
func added(text string, d demand) bool {
	bare := strings.NewReplacer(" ", "").Replace
	return d.quantity.Unit.Words() == "%" && strings.Contains(bare(text), "+"+bare(d.quantity.Text))
}

// absolutely recognises "+25 % absolute".
var absolutely = content.Pattern(`(?i)\babsolut`)

// negative reports whether a minus stands before the number of a demand that is nothing but a share: "-10% YoY".
func negative(text string, d demand) bool {
	before := strings.TrimRight(text[:min(max(d.from, 0), len(text))], " ")
	return (strings.HasSuffix(before, "-") || strings.HasSuffix(before, "−") || strings.HasSuffix(before, "–")) &&
		d.quantity.Unit.Words() == "%" && !strings.ContainsFunc(before, unicode.IsDigit) ||
		before == "" && len(text) > 1 && (text[0] == '-' || strings.HasPrefix(text, "−"))
}

// outside leaves out what stands in brackets, where something stands outside of them: "under 2 h (75 % less)".
func outside(text string, all []demand) []demand {
	var left []demand
	for _, d := range all {
		before := text[:min(max(d.from, 0), len(text))]
		if strings.Count(before, "(") <= strings.Count(before, ")") {
			left = append(left, d)
		}
	}
	if len(left) == 0 {
		return all
	}
	return left
}

// steps are pairs of a share without a sign and the time within which it is to be reached, where a sentence holds two
// or more of them and nothing else: "90 % within 48 hours, 100 % within 5 days".
func steps(all []demand) [][2]demand {
	if len(all) < 4 || len(all)%2 != 0 {
		return nil
	}
	var pairs [][2]demand
	for i := 0; i < len(all); i += 2 {
		share, within := pairOf(all[i : i+2])
		if share == nil || within == nil || share != &all[i] || share.quantity.Comparator != quantity.NoComparator {
			return nil
		}
		pairs = append(pairs, [2]demand{*share, *within})
	}
	return pairs
}

// pairOf is a share and the time in which it is to be reached, where a sentence asks for these two alone.
func pairOf(all []demand) (share, within *demand) {
	if len(all) != 2 {
		return nil, nil
	}
	for i := range all {
		switch q := all[i].quantity; {
		case q.Unit.Words() == "%":
			share = &all[i]
		case q.TimeUnit != "" && q.Comparator != quantity.AtLeast && q.Comparator != quantity.MoreThan:
			within = &all[i]
		}
	}
	return share, within
}

// promised are the different times within which a text promises something.
func promised(text string, m Mark) []string {
	if slices.ContainsFunc(split(text), func(w string) bool { return lookingBack.Has(w) }) {
		return nil
	}
	var all []string
	for _, d := range sentences(stages.Get().ReplaceAllString(text, "$1"), m) {
		q := d.quantity
		if q.TimeUnit == "" || q.Comparator == quantity.AtLeast || q.Comparator == quantity.MoreThan ||
			strings.Contains(q.Unit.Words(), "/") {
			continue
		}
		if t := bareTime(q); t != "" && !slices.Contains(all, t) {
			all = append(all, t)
		}
	}
	return all
}

// stages recognises what has a number as its name: Stage 1.
var stages = content.Pattern(`(?i)\b(stage|level|tier|priority|phase|class|category|grade|line|step|stufe|phase|` +
	`niveau|nivel|nivå|livello) \d\b`)

// lookingBack are words of times over which something is measured: "rolling 12 months".
var lookingBack = content.WordSet(`after nach apres despues efter dopo
trailing rolling last past previous rollierend rollierende gleitend letzten glissant
glissants derniers ultimos moviles rullande senaste voortschrijdend laatste mobile ultimi`)

// bareTime is a time without its comparator.
func bareTime(q quantity.Quantity) string {
	text := q.Text
	for _, c := range []string{"<=", "<", "≤", "=", "at most", "within", "less than", "under"} {
		text = strings.TrimSpace(strings.TrimPrefix(text, c))
	}
	if strings.HasPrefix(text, "1 ") {
		text = strings.TrimSuffix(text, "s") // within a day
	}
	return text
}

// undecided recognises a letter that stands for a number in a name: "Z% of people", "more than X volunteers".
var undecided = content.Pattern(`\b[XYZ]{1,3} ?%|(?i:\b(than|least|most|to|over|under|of|by) )[XYZ]{1,3} \pL`)

// speaks reports whether a sentence in a column that only names things is to be read as one that asks for something:
// where no column holds what is asked for, and the table is a list of sentences, or one of standards, or is called a
// plan.
func (b *Block) speaks(c *Column, text string) bool {
	if b.silent {
		return false
	}
	for i := range b.Columns {
		if b.Columns[i].As.asks() {
			return false
		}
	}
	if slices.ContainsFunc(split(c.text()), func(w string) bool { return definingWords.Has(w) }) {
		return false // how something is counted
	}
	return c.As == AsDescription || b.plans() || b.prose() || c.As == AsKPI &&
		(beginsWithNumber.Get().MatchString(text) || b.measuresInWords(c))
}

// measuresInWords reports whether a column of KPIs behind one of areas holds a number in two cells of three, in a table
// without numbers of their own: how each area of a job is measured.
func (b *Block) measuresInWords(c *Column) bool {
	area := b.columnAs(AsArea)
	return area != nil && area.Number < c.Number && c.Holds.Figures > 1 && c.Holds.Figures*3 >= c.Holds.Cells*2 &&
		!slices.ContainsFunc(b.Columns, func(o Column) bool {
			return o.Holds.Numbers > 0 && o.Holds.mostly(o.Holds.Numbers)
		})
}

// definingWords head sentences that say what a number is, and not what is asked.
var definingWords = content.WordSet(`definition definitions logic formula formulas calculation berechnung formel
definicion formule calcul calculo definizione definitie berakning`)

// risks reports whether a table is a list of risks: one column says how likely each is, and another one how bad it
// would be. What its sentences say is what may happen, and nothing that is asked for.
func (b *Block) risks() bool {
	likely, bad := false, false
	for i := range b.Columns {
		for _, w := range split(b.Columns[i].text()) {
			likely, bad = likely || likelyWords.Has(w), bad || badWords.Has(w)
		}
	}
	return likely && bad
}

// consequences reports whether a table says of cases what is done or meant then: one column is of conditions, and
// another one of actions.
func (b *Block) consequences() bool {
	cases, actions := false, false
	for i := range b.Columns {
		text := fold(b.Columns[i].text())
		cases, actions = cases || caseHeads.Get().MatchString(text), actions || actionHeads.Get().MatchString(text)
	}
	return cases && actions
}

// benefits is how many columns say what good something does: to the guest, and to the hotel.
func (b *Block) benefits() int {
	n := 0
	for i := range b.Columns {
		if strings.Contains(fold(b.Columns[i].text()), "benefit") {
			n++
		}
	}
	return n
}

// ofPrices reports whether a column is called as what things cost, beside which texts say what they are.
func (b *Block) ofPrices() bool {
	return slices.ContainsFunc(b.Columns, func(c Column) bool {
		return c.As == AsPrice || c.As == AsPay || priceHeads.Get().MatchString(fold(c.text()))
	})
}

var (
	caseHeads = content.Pattern(`^(?:conditions?|triggers?|signals?|symptoms?|red flags?|if|when|levels?|criteria|` +
		`scenarios?|results?|variance|performance|possible causes?)$`)
	actionHeads = content.Pattern(`^(?:actions?|actions? required|required actions?|implications?|consequences?|` +
		`validation|meaning|what it means|what to do|diagnostic|fix|payout|payouts|rate|escalate to|next steps?)$`)
	priceHeads = content.Pattern(`^(?:amount|cost|costs|price|prices|fee|fees)$`)
)

var (
	likelyWords = content.WordSet(`
likelihood probability prob eintrittswahrscheinlichkeit wahrscheinlichkeit ew probabilite
vraisemblance probabilidad sannolikhet kans waarschijnlijkheid probabilita`)
	badWords = content.WordSet(`
impact severity consequence auswirkung schadenshohe schadensausmass tragweite gravite consequence
impacto gravedad konsekvens gevolg impatto gravita schaden`)
)

// beginsWithNumber recognises "≥ 60 % of arrivals …" and "At least 4 visits …".
var beginsWithNumber = content.Pattern(`^(?i:[≥≤<>=]+|at least|at most|more than|less than|mindestens|höchstens|` +
	`au moins|al menos|minst|minstens|almeno|within|under|up to)? ?\d`)

// prose reports whether a table is a list of sentences, with at most a number or a name beside them, so that its cells
// are read as a text is.
func (b *Block) prose() bool {
	texts := 0
	for i := range b.Columns {
		switch c := &b.Columns[i]; c.As {
		case AsID, AsOrder, AsLevel, AsPeriod, AsYear, AsOwner, AsStatus:
		default:
			if c.Holds.Numbers > 0 && c.Holds.mostly(c.Holds.Numbers) {
				return false
			}
			if c.Holds.Words > 0 {
				texts++
			}
		}
	}
	return texts < 3 && !rowWords().has(b.above, "results")
}

// withNumber reports whether a text holds a number outside of codes such as B2B.
func withNumber(text string) bool {
	return slices.ContainsFunc(strings.Fields(text), func(w string) bool {
		return strings.ContainsAny(w, "0123456789") && !coded(strings.Trim(w, "(),;:."))
	})
}

// maxSentence is how long a name is at most, in bytes, that is read as a sentence.
const maxSentence = 600

// parts reads a key result that is a list, or that begins with how many of something there are to be, and reports
// whether it is one: "3 sites live, under 100 ms, 99.9 % uptime", "60 customers with a success plan". What of a list is
// not understood is named.
func (j *joiner) parts(p Part) bool {
	all := listed(p.Text)
	if len(all) == 0 {
		text := j.countFirst(p.Text)
		if text != "" {
			j.add(Record{Part: p, Kind: KindTarget, Quantity: text})
		}
		return text != ""
	}
	var read, left []string
	for _, part := range all {
		if text := j.countFirst(part); text != "" {
			read = append(read, text)
		} else if found := sentences(part, j.block.marks); len(found) == 1 {
			read = append(read, found[0].quantity.Text)
		} else {
			left = append(left, part)
		}
	}
	if len(read) < 2 {
		return false
	}
	for _, text := range read {
		j.add(Record{Part: p, Kind: KindTarget, Quantity: text})
	}
	for _, part := range left {
		j.unread(p, wording.HoldsANumberAndWhat(short(part)))
	}
	return true
}

// listed are the entries with numbers of a list in one cell; none where the cell is no list of at least two.
func listed(text string) []string {
	var all []string
	for _, part := range listSigns.Get().Split(text, -1) {
		if part = strings.TrimSpace(part); withNumber(part) {
			all = append(all, part)
		}
	}
	if len(all) < 2 {
		return nil
	}
	for _, part := range all {
		if !beginsWithNumber.Get().MatchString(part) && !amountFirst.Get().MatchString(part) {
			return nil // from 3 to 5, in 2 weeks
		}
	}
	return all
}

// listSigns separate the entries of a list in one cell.
var listSigns = content.Pattern(`[,;] | ?[•·] ?`)

// countFirst is how many of something a text begins with, or which amount: 60 customers, USD 10K; "" where it begins
// otherwise.
func (j *joiner) countFirst(text string) string {
	if m := amountFirst.Get().FindStringSubmatch(text); m != nil {
		s := j.block.speak(m[1], j.block.marks)
		if q, _, err := readQuantity(s.text); err == nil && currencies.Has(strings.ToUpper(q.Unit.Words())) {
			return s.text
		}
		return ""
	}
	m := countedThings.Get().FindStringSubmatch(text)
	if m == nil {
		return ""
	}
	words := strings.Fields(m[2])
	for k := 1; k <= min(len(words), 3); k++ {
		last := strings.Trim(fold(words[k-1]), ",;:.")
		if stopWords()[last] || ofWords.Has(last) || unitOf(last) != "" || onlyTime(last) {
			return "" // 8 of 10, 3 days
		}
		if !plural(last) {
			continue
		}
		s := j.block.speak(m[1]+" "+strings.Trim(strings.Join(words[:k], " "), ",;:."), j.block.marks)
		if q, _, err := readQuantity(s.text); err == nil && q.Unit.Words() != "" && q.TimeUnit == "" {
			return s.text
		}
		return ""
	}
	return ""
}

// countedThings recognises a number at the beginning of a text and the words behind it.
var countedThings = content.Pattern(`(?i)^((?:(?:at least|more than|over|min\.?|[≥>]=?) ?)?` +
	`\d[\d.,']*[km]?\+?) (\pL.*)$`)

// amountFirst recognises an amount of money at the beginning of a text: $10K MRR.
var amountFirst = content.Pattern(`^((?:[≥>≤<]=? ?)?[$€£] ?\d[\d.,']*(?:[kKmM]|bn)?\+?) \pL`)

// text reads names that are sentences with a number: key results, objectives, and KPIs of rows without a target.
func (j *joiner) text(c *Column, cell *content.Cell) {
	if cell.Holds != content.Words || j.asked || j.row.Is != Data {
		return
	}
	p := part(c.As, j.cells, cell)
	if (c.As == AsOutcome || c.As == AsMilestone) && j.block.telling {
		return
	}
	asking := c.As == AsKeyResult || c.As == AsObjective || c.As == AsOutcome
	if asking || undecided.Get().MatchString(p.Text) {
		if letter := lettered(p.Text); letter != "" {
			j.unread(p, wording.InStandsForANumber(letter, short(p.Text)))
			return
		}
	}
	if len(p.Text) > maxSentence || len(strings.Fields(p.Text)) < 3 || !withNumber(p.Text) {
		return
	}
	if c.As == AsOutcome && !strings.Contains(p.Text, "%") {
		return // how much there is of something, and not what is asked for
	}
	if c.As == AsKeyResult && j.parts(p) {
		return
	}
	if !asking && !j.block.speaks(c, p.Text) || j.tell(p, KindTarget) ||
		!asking && !standards[fold(c.text())] && !c.asksWhat() {
		return
	}
	j.unread(p, wording.HoldsANumberAndWhat(short(p.Text)))
}
