// Package prose reads job descriptions: text that people wrote for people, in Markdown. It finds the numbers in it that
// ask something of somebody ("at least 4 visits a day", "respond within 2 hours"), reads them with the grammar of
// package quantity, and leaves alone all others: years of experience, dates, pay, standards, the size of a team.
//
// A number is a demand when its words say so: a rate, a share, a limit, a period within which. What words tell a demand
// from other numbers stands in words.go. A sentence with two numbers, "95 % of tickets within one business day", holds
// two demands.
package prose

import (
	"bytes"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/markdown"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

// Demand is one number of a text that asks something of somebody.
type Demand struct {
	// Quantity is what is asked, in the grammar of definitions. What is counted is a noun of one word, and a period that
	// the sentence names elsewhere ("each week you …") is part of it. "Twice a week" has a period and no noun.
	Quantity  quantity.Quantity
	Qualifier []string    // what stands before the noun, in the singular: sale, prospecting
	Clause    []string    // the words that mean something in its part of the sentence, in the singular
	Around    []string    // those of the whole sentence
	Team      bool        // the sentence speaks of the team, not of one person
	Each      bool        // the sentence speaks of each person: "each canvasser signs up 4 donors a day"
	Again     bool        // it says the number before it in another period: "that makes 250 a week"
	Step      string      // the part of a plan that it is for, as its label says: Phase 2, Year 1; "" for none
	Words     string      // as written, from the comparator to the period
	Phrase    string      // the words with their subject, as they are quoted: answer messages within 2 hours
	Under     string      // the heading below the title that it stands under, where there is a short one
	Span      source.Span // of Words, lines counted from the top of the file
}

// Text is what was read of a job description.
type Text struct {
	Demands []Demand // in the order of the text
	Taken   []Taken  // how long pieces of work take, in the order of the text
	Wrong   []Wrong  // what is asked and is no number, in the order of the text
	Left    []Left   // what else stands there in digits, by sentences
	blocks  []map[string]bool
}

// Wrong is something that a text asks for, and that no number can be: between 8 and 5 pieces a week.
type Wrong struct {
	Words  string // in the grammar of quantities, whose fault the parser names
	Phrase string // as it is quoted
	Span   source.Span
}

// Read reads the text of a file; nil gives a text without anything in it. Its work grows with the length of the text,
// whatever it holds.
func Read(p *source.Prose) *Text {
	if p == nil {
		return &Text{}
	}
	return ReadBlocks(Blocks(p), false)
}

// Blocks are the headings, paragraphs, entries of lists and tables of a text.
func Blocks(p *source.Prose) []content.Block {
	blocks, _ := markdown.Blocks([]byte(p.Text), p.Line)
	return blocks
}

// ReadBlocks reads what lies in a document. A plan is the
// page of a team, not the text of a job: what "we" do is asked there.
func ReadBlocks(all []content.Block, plan bool) *Text { return ReadPage(all, plan, "") }

// ReadPage reads what lies in a document whose name says what it is: minutes and results report what has been, below
// all headings that say nothing else.
func ReadPage(all []content.Block, plan bool, name string) *Text {
	r := reader{text: &Text{}, plan: plan}
	switch {
	case plan && reporting.Get().MatchString(name):
		r.outline.push(0, profile)
		r.outline.reports = true
	case plan && finding.Get().MatchString(name):
		r.outline.push(0, report)
		r.outline.reports = true
	}
	r.outline.plan = plan
	r.marked = plan && marksTargets(all)
	if plan {
		r.genre = genreOf(all, name)
	}
	r.blocks(all)
	return r.text
}

// reporting recognises the names of files that report what has been.
var reporting = content.Pattern(`(?i)\b(?:meeting (?:notes|minutes)|minutes|results|retro|retrospective|` +
	`annual report|newsletter|changelog|release notes|survey)\b`)

// finding recognises the names of files that say what was found or done, and what things cost.
var finding = content.Pattern(`(?i)\b(?:(?:test|audit|coverage|progress|completion|implementation|optimi[sz]ation|` +
	`migration|fix|fixes|gap|cost|market|competitor|competitive|vulnerability|profitability|refactoring|integration|` +
	`improvements?|enhancements?|testing|changes?|sprint|session|cleanup|final) ` +
	`(?:report|summary|analysis|findings|model)|complete|completed|` +
	`(?:code|codebase|content|documentation|site|seo|security|accessibility|comprehensive) audit(?: \d{4})?|` +
	`complete (?:summary|status|report)|(?:completion|final|deployment|project) (?:status|delivery|ready)|` +
	`(?:verified|verification|delivered|post ?-?mortem)|(?:cost|price) estimates?|costs)$`)

func (r *reader) blocks(all []content.Block) {
	for i, b := range all {
		if b.Table == nil {
			one := blockOf(b)
			one.leads = i+1 < len(all) && all[i+1].Table == nil && all[i+1].Kind == content.Item
			r.block(one)
			continue
		}
		if b.Table.Name == content.FrontMatter {
			r.title(b.Table)
			continue
		}
		for _, row := range rowsOf(b.Table) {
			r.block(row)
		}
	}
}

// reader reads the blocks of a text one after the other.
type reader struct {
	text    *Text
	plan    bool
	apart   bool // the text is no running text, but words that stand by themselves
	marked  bool // the text says of several numbers that they are targets, so others are where things stand
	genre   genre
	outline outline
	under   string // the heading of the section
	heading string // the last one, whatever it says of its section
	columns *columns
	header  *block // of the table that columns describe
	counted string // what the block counted last, in the singular; "" for nothing
	item    bool   // the block before is an entry of a list
	took    string // what the block said last how long it takes, in the singular; "" for nothing
}

// title takes the title in a front matter as the outermost heading.
func (r *reader) title(t *content.Table) {
	for _, row := range t.Rows {
		if len(row.Cells) == 2 && strings.EqualFold(row.Cells[0].Text.String(), "title") {
			tokens := labelTokens(stretch(row.Cells[1].Text))
			r.outline.push(0, purposeOf(tokens))
			r.outline.loose = ofPlan(tokens)
		}
	}
}

func (r *reader) block(b block) {
	if !b.item || !r.item {
		r.counted, r.took = "", ""
	}
	r.item = b.item
	if b.cells != nil {
		r.row(b)
		return
	}
	tokens := tokenize(b.text, b.from)
	r.text.blocks = append(r.text.blocks, meanings(tokens))
	if r.outline.enter(b, tokens) {
		last := len(r.outline.purposes) - 1
		r.heading = written(tokens[:min(len(tokens), maxHeading)])
		if r.under = ""; len(tokens) <= maxHeading && last > 0 && r.outline.purposes[last] == unnamed {
			r.under = written(tokens)
		}
		return
	}
	all := sentences(tokens)
	in := r.outline.labelled(tokens)
	checked := b.item && bytes.HasPrefix(bytes.TrimSpace(b.text), []byte("✅"))
	for i := range all {
		all[i].checked = checked
		all[i].places, all[i].item, all[i].later = b.places, b.item, i > 0
		if i == 0 || !all[0].ofThePast() {
			all[i].in = in
		}
	}
	if rhythm := r.outline.rhythm(); rhythm != "" && b.item {
		for i := range all {
			if all[i].orders() {
				all[i].period = rhythm // Publish 2 posts, below "Weekly"
			}
		}
	}
	in = r.outline.running()
	if b.item {
		in = r.outline.purpose()
	}
	if r.plan && spokenBy(all) {
		for i := range all {
			all[i].in = profile
		}
		in = profile
	}
	if b.ticked { // what is done asks for nothing
		for i := range all {
			all[i].in = profile
		}
		in = profile
	}
	r.sentences(all, in)
}

// spokenBy reports whether several sentences are one quotation: what somebody else said or is to say.
func spokenBy(all []sentence) bool {
	if len(all) < 2 || !strings.ContainsAny(all[0].at(0).open, quotes) {
		return false
	}
	for i, s := range all {
		last := len(s.tokens) - 1
		for k, t := range s.tokens {
			if ends := i == len(all)-1 && k == last; strings.ContainsAny(t.close, quotes) != ends {
				return false
			}
		}
	}
	return true
}

// row reads a row of a table.
func (r *reader) row(b block) {
	for _, cell := range b.cells {
		r.text.blocks = append(r.text.blocks, meanings(tokenize(cell.text, cell.from)))
	}
	if len(b.header) == 0 {
		r.columns, r.header = columnsOf(nil), nil
	} else if r.header != &b.header[0] {
		r.columns, r.header = columnsOf(b.header), &b.header[0]
	}
	r.sentences(r.columns.sentences(b.cells, r.outline.purpose()), r.outline.purpose())
}

func (r *reader) sentences(all []sentence, in purpose) {
	counts := false
	for _, s := range all {
		s.goesOn = counts
		s.plan, s.apart, s.ahead = r.plan, r.apart, r.plan && r.outline.loose
		s.aim, s.metrics, s.genre = r.outline.aim(), r.outline.ofMetrics(), r.genre
		s.marked = r.marked && !slices.Contains(r.outline.aimed, true)
		s = s.within(in)
		if s.in == profile && aboutClaims.Get().MatchString(r.heading) && s.answered() {
			s.in = unnamed // claims are paid within 10 days, below "Expenses"
		}
		if s.plan && s.in == profile && aboutHiring.Get().MatchString(r.heading) && s.hearsBack() {
			s.in = unnamed // candidates hear back within 2 days, below "Interviews"
		}
		if s.plan && s.in == profile && aboutHours.Get().MatchString(r.heading) && s.hearsBack() {
			s.in = unnamed // an agent is expected to respond within 5 minutes, below "Working hours"
		}
		candidates := s.candidates()
		times := r.taken(s, candidates)
		all, wrong := s.demands(candidates)
		all = slices.DeleteFunc(all, func(f found) bool { // how long each takes is no limit for it
			return f.kind == duration && f.comparator == "" && f.period == "" && slices.ContainsFunc(times,
				func(t taken) bool { return t.from <= f.at && f.at < t.to })
		})
		for _, f := range wrong {
			first, last := f.ends()
			r.text.Wrong = append(r.text.Wrong, Wrong{f.text(), f.phrase(), s.places.Span(first.from, last.to)})
		}
		counts = len(all) > 0 && all[len(all)-1].kind == count && all[len(all)-1].period != ""
		tokens, left := s.left(all), Left(nil)
		for _, f := range all {
			d := f.demand()
			d.Under = r.under
			first, last := f.ends()
			for len(times) > 0 && s.at(times[0].from).from < first.from {
				tokens = left.leave(s, tokens, s.at(times[0].from).from)
				tokens, times = r.keep(s, tokens, times)
			}
			tokens = left.leave(s, tokens, first.from)
			d.Span = s.places.Span(first.from, last.to)
			r.text.Demands = append(r.text.Demands, d)
			for len(times) > 0 && s.at(times[0].from).from < last.to { // within its words
				r.text.Taken = append(r.text.Taken, times[0].in(d.Span))
				times = times[1:]
			}
		}
		for len(times) > 0 {
			tokens = left.leave(s, tokens, s.at(times[0].from).from)
			tokens, times = r.keep(s, tokens, times)
		}
		if left.leave(s, tokens, math.MaxInt); len(left) > 0 {
			r.text.Left = append(r.text.Left, left)
		}
	}
}

// aboutClaims recognises the headings of pages on pay and expenses, which also say how soon somebody is answered.
var aboutClaims = content.Pattern(`(?i)\b(?:pay|payroll|salary|expenses?|reimbursements?|claims?)\b`)

// aboutHiring recognises the headings of pages on how people are hired, which also say how soon they are answered.
var aboutHiring = content.Pattern(`(?i)\b(?:interview|interviews|interviewing|hiring|recruiting|recruitment|` +
	`applications?|applying|apply|candidates?|selection|offer|offers)\b`)

// aboutHours recognises the headings of pages on when people work, which also say how soon they answer.
var aboutHours = content.Pattern(`(?i)\b(?:hours|availability|schedule|shifts?|on-?call|roles?|requirements?)\b`)

// hearsBack reports whether a sentence says how soon somebody is answered: "you'll hear back within two days".
func (s sentence) hearsBack() bool {
	if !s.withinTime(1, len(s.tokens)) || s.any(0, len(s.tokens), ifs.Set()) {
		return false
	}
	for i := range s.tokens {
		next := s.at(i + 1).word
		if w := s.at(i).word; hearing.Has(w) && (next == "back" || next == "from") || w == "get" && next == "back" ||
			answering.Has(w) && !s.any(0, i, mustNot.Set()) {
			return true
		}
	}
	return false
}

var (
	hearing   = content.WordSet("hear hears")
	answering = content.WordSet("reply replies respond responds answer answers decision response feedback")
	mustNot   = content.WordSet("your you please must")
)

// answered reports whether a sentence says how soon claims and questions are dealt with.
func (s sentence) answered() bool {
	end := len(s.tokens)
	return s.any(0, 4, claims.Set()) && s.any(1, end, dealtWith.Set()) && s.any(1, end, beings.Set()) &&
		s.withinTime(1, end) && !s.words["you"] && !s.any(0, end, musts.Set())
}

var (
	claims    = content.WordSet("claim claims question questions query queries request requests correction corrections")
	dealtWith = content.WordSet("paid answered processed checked approved reimbursed refunded reviewed corrected")
)

// taken is how long a sentence says that pieces take. "Each" is about what was counted last in the block.
func (r *reader) taken(s sentence, counts []*candidate) []taken {
	var all []taken
	for _, t := range s.taken(counts) {
		if t.noun == "" && t.beside {
			t.noun = r.took
		}
		if t.noun == "" {
			t.noun = r.counted
		}
		if t.noun != "" {
			all = append(all, t)
			r.took = t.noun
		}
	}
	if noun := countedLast(counts, len(s.tokens)); noun != "" {
		r.counted = noun
	}
	return all
}

// keep adds the first of some lengths of time to the text, and returns the numbers that are left behind it, and the
// other lengths.
func (r *reader) keep(s sentence, numbers []token, all []taken) ([]token, []taken) {
	t := all[0]
	end := s.at(t.to - 1).to
	at := s.places.Span(s.at(t.from).from, end)
	r.text.Taken = append(r.text.Taken, t.in(at))
	for len(numbers) > 0 && numbers[0].from < end {
		numbers = numbers[1:]
	}
	return numbers, all[1:]
}

// Sentence reads words that stand outside of a job description, such as the formula of a KPI. The spans of its demands
// count from the first line of the text.
func Sentence(text string) []Demand {
	blocks, _ := markdown.Blocks([]byte(text), 1)
	r := reader{text: &Text{}, apart: true}
	r.blocks(blocks)
	return r.text.Demands
}

// Offsets are the bytes at which a stretch of a text begins and ends, whose first line is 1.
func Offsets(text string, at source.Span) (from, to int) {
	return offset(text, at.Line, at.Column), offset(text, at.EndLine, at.EndColumn)
}

func offset(text string, line, column int) int {
	at := 0
	for ; line > 1; line-- {
		at += strings.IndexByte(text[at:], '\n') + 1
	}
	for ; column > 1 && at < len(text); column-- {
		_, size := utf8.DecodeRuneInString(text[at:])
		at += size
	}
	return at
}

// Mentions reports whether one paragraph, list entry or heading of the text holds all of the words, in singular or
// plural.
func (t *Text) Mentions(words []string) bool {
	if len(words) == 0 {
		return false
	}
	return slices.ContainsFunc(t.blocks, func(block map[string]bool) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !holds(block, w) })
	})
}

func holds(block map[string]bool, word string) bool {
	if block[word] {
		return true
	}
	for w := range block {
		if Akin(w, word) {
			return true
		}
	}
	return false
}

// Meanings returns the words of a text that mean something, in the singular and each once: without articles,
// prepositions and the like. A hyphenated word is also its parts.
func Meanings(text string) []string {
	var all []string
	seen := map[string]bool{}
	for _, t := range tokenize([]byte(text), 0) {
		for _, w := range t.meanings() {
			if !seen[w] {
				seen[w] = true
				all = append(all, w)
			}
		}
	}
	return all
}

func meanings(tokens []token) map[string]bool {
	all := map[string]bool{}
	for _, t := range tokens {
		for _, w := range t.meanings() {
			all[w] = true
		}
	}
	return all
}
