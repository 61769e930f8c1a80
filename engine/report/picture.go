package report

import (
	"fmt"
	"html/template"
	"math"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/facts/effort"
	"github.com/kpilint/kpilint/engine/facts/queues"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// The measures of a small picture, in the units of its view box.
const (
	pictureWidth  = 400.0
	pictureBar    = 22.0
	pictureLetter = 7.0 // the width of a letter of 12.5 px, at most
)

// picture draws a small picture as SVG. What is planned and possible is filled, what is needed and missing is
// hatched.
type picture struct {
	strings.Builder
	height float64
	says   string
}

func (p *picture) rect(class string, x, y, w, h float64) {
	if w > 0 {
		fmt.Fprintf(p, `<rect class="%s" x="%s" y="%s" width="%s" height="%s"/>`, class, coordinate(x), coordinate(y),
			coordinate(w), coordinate(h))
	}
}

// text writes a line that begins, ends or has its middle at x.
func (p *picture) text(class, anchor string, x, y float64, text string) {
	fmt.Fprintf(p, `<text class="%s" text-anchor="%s" x="%s" y="%s">%s</text>`, class, anchor,
		coordinate(x), coordinate(y), template.HTMLEscapeString(Safe(text)))
}

func (p *picture) line(class string, x1, y1, x2, y2 float64) {
	fmt.Fprintf(p, `<path class="%s" d="M%s %sL%s %s"/>`, class, coordinate(x1), coordinate(y1), coordinate(x2),
		coordinate(y2))
}

func (p *picture) path(class, d string) { fmt.Fprintf(p, `<path class="%s" d="%s"/>`, class, d) }

// done is the picture with what it says in words.
func (p *picture) done() template.HTML {
	return template.HTML(fmt.Sprintf( //nolint:gosec // every text in it is escaped
		`<svg class="pic" viewBox="0 0 400 %s" role="img" aria-label="%s">%s</svg>`,
		coordinate(p.height), template.HTMLEscapeString(Safe(p.says)), p.String()))
}

// coordinate writes a length with one decimal.
func coordinate(x float64) string {
	return strings.TrimSuffix(strconv.FormatFloat(x, 'f', 1, 64), ".0")
}

// fitting reports whether a text fits into a width.
func fitting(text string, width float64) bool {
	return float64(utf8.RuneCountInString(text))*pictureLetter+8 <= width
}

// figure is a length of a picture with its words.
type figure struct {
	label string
	size  float64
	text  string
}

func (f figure) says() string { return f.label + ": " + f.text + ". " }

func figureOf(label string, a quantity.Amount) figure {
	return figure{label, float(a.High), spell(a)}
}

// float is a number for a drawing.
func float(r *big.Rat) float64 {
	f, _ := r.Float64()
	return f
}

// compare draws what is needed as one bar and what there is as another, with what is missing hatched.
func compare(needed, there figure, short string) template.HTML {
	if needed.size <= 0 || there.size < 0 || needed.size <= there.size {
		return ""
	}
	p := &picture{says: needed.says() + there.says() + short + "."}
	y := p.caption(12, needed)
	p.rect("asked", 0, y, pictureWidth, pictureBar)
	have := pictureWidth * there.size / needed.size
	p.second(p.caption(y+40, there), have, short)
	return p.done()
}

// over draws what is allowed as one bar and what it takes as another, longer one, with what is beyond hatched.
func over(allowed, takes figure, beyond string) template.HTML {
	if takes.size <= allowed.size || allowed.size < 0 {
		return ""
	}
	p := &picture{says: allowed.says() + takes.says() + beyond + "."}
	have := pictureWidth * allowed.size / takes.size
	top := p.caption(12, allowed)
	p.rect("asked", 0, top, have, pictureBar)
	y := p.caption(top+40, takes)
	p.second(y, have, beyond)
	p.line("limit", have, top-4, have, y+pictureBar+3)
	return p.done()
}

// caption writes what a bar is, in two lines where one is too short, and says where the bar begins.
func (p *picture) caption(y float64, f figure) float64 {
	text := f.label + ": " + f.text
	width := pictureWidth
	most := int(width / pictureLetter)
	if utf8.RuneCountInString(text) > most {
		first := string([]rune(text)[:most])
		if at := strings.LastIndexByte(first, ' '); at > 0 {
			p.text("b", "start", 0, y, first[:at])
			text, y = text[at+1:], y+16
		}
	}
	p.text("b", "start", 0, y, cutTo(text, pictureWidth))
	return y + 8
}

// second draws the lower of two bars: what there is, and hatched what is missing or too much, with words for that in
// it or below it.
func (p *picture) second(y, have float64, missing string) {
	p.rect("flow", 0, y, have, pictureBar)
	p.rect("gap", have, y, pictureWidth-have, pictureBar)
	p.height = y + pictureBar + 6
	if gap := pictureWidth - have; fitting(missing, gap) {
		p.text("bad b", "middle", have+gap/2, y+pictureBar/2+4.5, missing)
		return
	}
	p.height += 16
	p.text("bad b", "end", pictureWidth, y+pictureBar+16, missing)
}

// cutTo shortens a text to a width.
func cutTo(text string, width float64) string { return cut(text, int(width/pictureLetter)) }

// block is a part of a day.
type block struct {
	name    string
	minutes float64
	own     bool // it is a number of the role, and no other activity
}

// blocks are the parts of the day of a role: other activities first, then its numbers.
func blocks(load *effort.Load, role *model.Resource, m *Headlines) []block {
	var others, numbers []block
	parts := load.Total.Of()
	if len(parts) == 0 || load.Total.Op() != "+" {
		parts = []*network.Node{load.Total}
	}
	for i, part := range parts {
		if !part.Valued() || len(parts) != len(load.Parts) {
			return nil
		}
		name := strings.TrimSuffix(load.Parts[i], " "+network.NumberText(part.Amount))
		b := block{name: strings.ReplaceAll(name, "-", " "), minutes: float(part.Amount.High)}
		for _, k := range m.model.KPIsOf(role) {
			if k.ID == name {
				b.name, b.own = k.Title(), true
			}
		}
		if b.own {
			numbers = append(numbers, b)
		} else {
			others = append(others, b)
		}
	}
	return append(others, numbers...)
}

// day draws the working day of a role with what fills it, the breaks too where asked for, and what does not fit in.
func (h *Headlines) day(role *model.Resource, breaks bool) template.HTML {
	of := h.model.Facts.Role(role)
	if of == nil || of.Loaded == nil || of.Load == nil || !of.Load.Total.Valued() || !of.Load.WorkingDay.Valued() {
		return ""
	}
	all := blocks(of.Load, role, h)
	length, total := float(of.Load.WorkingDay.Amount.High), 0.0
	if breaks && of.Load.NetDay.Valued() {
		all = append([]block{{name: wording.TheBreaks(), minutes: length - float(of.Load.NetDay.Amount.High)}}, all...)
	}
	for _, b := range all {
		total += b.minutes
	}
	if len(all) == 0 || length <= 0 || total <= 0 {
		return ""
	}
	minutes := func(m float64) string { return wording.MinutesNbsp(thousands(int(m + 0.5))) }
	p := &picture{height: 62}
	scale := pictureWidth / max(length, total)
	p.says = wording.PictureADayOf(minutes(length)) + " "
	at := 0.0
	parts := map[bool][]string{} // other activities, and what the numbers of the role take
	for _, b := range all {
		class := "quiet"
		if b.own {
			class = "asked"
		}
		from, to := min(at, length)*scale, min(at+b.minutes, length)*scale
		p.rect(class, from, 22, to-from-1, 30)
		parts[b.own] = append(parts[b.own], b.name+"\u00a0"+minutes(b.minutes))
		at += b.minutes
	}
	p.says += strings.Join(slices.Concat(parts[false], parts[true]), ", ")
	p.line("limit", length*scale, 17, length*scale, 57)
	room := pictureWidth // of the line above the day
	if total > length {
		over := wording.TooMany(minutes(total - length))
		p.rect("gap", length*scale, 22, (total-length)*scale, 30)
		p.says += ". " + over
		if fitting(over, (total-length)*scale) {
			p.text("bad b", "middle", (length+total)/2*scale, 41.5, over)
		} else {
			p.text("bad b", "end", pictureWidth, 13, over)
			room -= (float64(utf8.RuneCountInString(over)) + 2) * pictureLetter
		}
	}
	label, anchor, x := wording.TheDay(minutes(length)), "middle", length*scale
	if width := float64(utf8.RuneCountInString(label)) * pictureLetter; x+width/2 > room {
		anchor, x = "end", room
	} else if x < width/2 {
		anchor, x = "start", 0
	}
	p.text("b", anchor, x, 13, label)
	p.legend("quiet", parts[false])
	p.legend("asked", parts[true])
	return p.done()
}

// legend lists what the parts of a picture with one look are, in as many lines as that takes.
func (p *picture) legend(class string, parts []string) {
	const mark, line = 12.0, 17.0
	if len(parts) == 0 {
		return
	}
	p.rect(class, 0, p.height+2, mark, mark)
	text := ""
	write := func() {
		p.text("", "start", mark+8, p.height+12, cutTo(text, pictureWidth-mark-8))
		p.height += line
	}
	for i, part := range parts {
		if i < len(parts)-1 {
			part += ","
		}
		next := strings.TrimLeft(text+" "+part, " ")
		if text != "" && !fitting(next, pictureWidth-mark) {
			write()
			next = part
		}
		text = next
	}
	write()
}

// queuePicture draws how many are answered in time by how many agents.
func queuePicture(line *queues.WaitingLine) template.HTML {
	if !line.Promised.Valued() || !line.ServiceLevel.Valued() || !line.Agents.Valued() || !line.Needed.Valued() ||
		!line.LevelAtNeeded.Valued() {
		return ""
	}
	type bar struct {
		agents string
		share  float64
		text   string
	}
	one := func(agents, level *network.Node) bar {
		return bar{spell(agents.Amount), float(level.Amount.Low), share(level.Amount, line.Promised.Amount.Low)}
	}
	bars := []bar{one(line.Agents, line.ServiceLevel)}
	if line.LevelWithOneFewer.Valued() && line.OneFewer.Valued() && spell(line.OneFewer.Amount) != bars[0].agents {
		bars = append(bars, one(line.OneFewer, line.LevelWithOneFewer))
	}
	bars = append(bars, one(line.Needed, line.LevelAtNeeded))
	promised := float(line.Promised.Amount.Low)
	p := &picture{height: 128, says: wording.PicturePromised(share(line.Promised.Amount, nil))}
	const floor, high = 104.0, 88.0
	y := func(share float64) float64 { return floor - high*share/100 }
	for i, b := range bars {
		x := float64(i) * 104
		p.rect("flow", x, y(b.share), 80, floor-y(b.share))
		if b.share < promised {
			p.rect("gap", x, y(promised), 80, y(b.share)-y(promised))
		}
		p.text("in b", "middle", x+40, floor-8, b.text)
		p.text("", "middle", x+40, floor+18, cutTo(b.agents, 100))
		p.says += ". " + b.agents + ": " + b.text
	}
	width := float64(len(bars)) * 104
	p.line("limit", 0, y(promised), width, y(promised))
	p.line("axis", 0, floor, width, floor)
	p.text("b", "start", min(width+6, 316), max(12, y(promised)+4), share(line.Promised.Amount, nil))
	p.text("mute", "start", min(width+6, 316), max(27, y(promised)+19), wording.Promised())
	return p.done()
}

// backlogGrowth draws what stays open and grows.
func backlogGrowth(b *queues.BacklogGrowth) template.HTML {
	if !b.Growth.Valued() || b.Growth.Amount.High.Sign() <= 0 {
		return ""
	}
	each := spell(b.Growth.Amount)
	end := wording.NumberMore(bare(b.Growth.Amount))
	if b.PerMonth.Valued() {
		end = wording.MoreInAMonth(bare(b.PerMonth.Amount))
	}
	p := &picture{height: 108, says: wording.StayOpen(each, end)}
	p.text("b", "start", 0, 13, cutTo(wording.StayOpenShort(each), pictureWidth))
	p.path("gap", "M0 88L236 30L236 88Z")
	p.line("bad-line", 0, 88, 236, 30)
	p.line("axis", 0, 88, 236, 88)
	p.text("bad b", "start", 244, 36, cutTo(end, 156))
	p.text("mute", "start", 0, 104, wording.Today())
	return p.done()
}

// moneyPicture draws the free cash by month, or what late payment leaves of it.
func moneyPicture(points []figure) template.HTML {
	if len(points) < 2 {
		return ""
	}
	low, high := 0.0, 0.0
	for _, m := range points {
		low, high = min(low, m.size), max(high, m.size)
	}
	if low >= 0 {
		return ""
	}
	const top, floor = 34.0, 96.0
	y := func(v float64) float64 { return floor - (floor-top)*(v-low)/(high-low) }
	p := &picture{height: 134}
	step := (pictureWidth - 60) / float64(len(points)-1)
	path := ""
	var said []string
	p.line("axis", 0, y(0), pictureWidth, y(0))
	for i, m := range points {
		x := 30 + float64(i)*step
		path += fmt.Sprintf("%s%s %s", map[bool]string{true: "M", false: "L"}[i == 0], coordinate(x), coordinate(y(m.size)))
		said = append(said, m.label+": "+m.text)
	}
	p.path("line", path)
	every, free := (len(points)+4)/5, math.Inf(-1) // where the amounts written so far end
	for i, m := range points {
		x := 30 + float64(i)*step
		class, words := "dot", "b"
		if m.size < 0 {
			class, words = "dot bad-dot", "bad b"
		}
		fmt.Fprintf(p, `<circle class="%s" cx="%s" cy="%s" r="4"/>`, class, coordinate(x), coordinate(y(m.size)))
		last := i == len(points)-1
		if i%every != 0 && !last {
			continue
		}
		wide := float64(utf8.RuneCountInString(m.text)) * pictureLetter
		anchor, left := "middle", x-wide/2
		switch {
		case i == 0:
			anchor, x, left = "start", 0, 0
		case last:
			anchor, x, left = "end", pictureWidth, pictureWidth-wide
		}
		p.text("mute", anchor, x, 126, cutTo(m.label, step*float64(every)))
		if end := pictureWidth - moneyWidth(points); last || left > free && left+wide < end {
			p.text(words, anchor, x, y(m.size)-10, m.text)
			free = left + wide + pictureLetter
		}
	}
	p.says = strings.Join(said, ", ")
	return p.done()
}

// moneyWidth is how much room the last amount of a picture of money takes at its right end.
func moneyWidth(points []figure) float64 {
	return float64(utf8.RuneCountInString(points[len(points)-1].text)+1) * pictureLetter
}

// pictures are those of the rules that have one, by category and id.
var pictures = map[string]func(t *statement) template.HTML{
	"capacity/no-room-for-breaks":      func(t *statement) template.HTML { return t.Headlines.day(t.about, true) },
	"capacity/role-overloaded":         func(t *statement) template.HTML { return t.Headlines.day(t.about, false) },
	"capacity/target-exceeds-time":     (*statement).timePicture,
	"finance/late-payment-breaks-plan": (*statement).latePicture,
	"finance/plan-does-not-cover-costs": func(t *statement) template.HTML {
		return t.cash[t.about.Name]
	},
	"staffing/closing-below-arrivals":             (*statement).backlogPicture,
	"staffing/too-few-agents":                     (*statement).agentsPicture,
	"supply/budget-below-target":                  (*statement).budgetPicture,
	"supply/promise-exceeds-throughput":           (*statement).promisePicture,
	"supply/supply-below-demand":                  (*statement).supplyPicture,
	"supply/funnel-contradicts-rates":             (*statement).funnelPicture,
	"transparency/job-description-number-differs": (*statement).textPicture,
}

// picture is the small picture of a finding, "" for none.
func (h *Headlines) picture(f *engine.Finding) template.HTML {
	draw := pictures[f.Name()]
	about := h.resource(f)
	if draw == nil || about == nil || f.Outcome == engine.NotCheckable {
		return ""
	}
	return draw(&statement{Headlines: h, finding: f, about: about})
}

// lacking is the difference of two amounts of one unit, in words; "" for a range.
func lacking(needed, there quantity.Amount, word string) string {
	if needed.IsRange() || there.IsRange() {
		return word
	}
	a := quantity.Amount{Low: new(big.Rat).Sub(needed.Low, there.Low), Unit: needed.Unit}
	a.High = a.Low
	return bare(a) + " " + word
}

func (t *statement) supplyPicture() template.HTML {
	it := t.item()
	if it == nil {
		return ""
	}
	needs, _ := t.within(it.Consumers, it.Producers)
	plans, _ := t.within(it.Producers, it.Consumers)
	demand, supply := wholePieces(it.Demand.Amount, it.Supply.Amount)
	return compare(figureOf(wording.SoManyNeeded(needs), demand), figureOf(wording.SoManyPlanned(plans), supply),
		lacking(demand, supply, wording.Short()))
}

func (t *statement) budgetPicture() template.HTML {
	return t.shortPicture("needed", wording.CostOfTheTarget(), "budget", wording.BudgetLabel())
}

func (t *statement) funnelPicture() template.HTML {
	return t.shortPicture("stated", wording.AskedFor(), "computed", wording.WhatLeadsToItGives())
}

// shortPicture compares what is wanted with what is there, two values of the finding, each under its label.
func (t *statement) shortPicture(wanted, wantedLabel, there, thereLabel string) template.HTML {
	want, ok := t.amount(wanted)
	have, also := t.amount(there)
	if !ok || !also {
		return ""
	}
	want, have = wholePieces(want, have)
	return compare(figureOf(wantedLabel, want), figureOf(thereLabel, have), lacking(want, have, wording.Short()))
}

func (t *statement) promisePicture() template.HTML {
	promised, ok := t.amount(wording.Promised())
	needed, also := t.amount("needed")
	if !ok || !also || promised.Unit != needed.Unit {
		return ""
	}
	return over(figureOf(wording.PromisedLabel(), promised), figureOf(wording.TakesLabel(), needed),
		lacking(needed, promised, wording.LateWord()))
}

func (t *statement) textPicture() template.HTML {
	said, ok := t.amount("said")
	asked, also := t.amount("asked")
	if !ok || !also || said.Unit != asked.Unit {
		return ""
	}
	if said.High.Cmp(asked.High) < 0 {
		return over(figureOf(wording.TheText(), said), figureOf(wording.TheTarget(), asked),
			lacking(asked, said, wording.MoreWord()))
	}
	return over(figureOf(wording.TheTarget(), asked), figureOf(wording.TheText(), said),
		lacking(said, asked, wording.MoreWord()))
}

func (t *statement) timePicture() template.HTML {
	in := t.time()
	if in == nil {
		return ""
	}
	needed, there := in.Needed.Amount, in.Available.Amount
	needed.Unit, there.Unit = needed.Unit.Without("person", "day"), there.Unit.Without("person", "day")
	return over(figureOf(wording.TimeForItInA(), there), figureOf(wording.ItTakes(), needed),
		lacking(needed, there, wording.TooMuchWord()))
}

func (t *statement) agentsPicture() template.HTML {
	if line := t.line(); line != nil {
		return queuePicture(line)
	}
	return ""
}

func (t *statement) backlogPicture() template.HTML {
	if of := t.model.Facts.Service(t.about); of != nil && of.Backlog != nil && of.Backlog.Backlog != nil {
		return backlogGrowth(of.Backlog.Backlog)
	}
	return ""
}

func (t *statement) latePicture() template.HTML {
	held, ok := t.amount("heldUp")
	free, also := t.amount("cash")
	if !ok || !also || held.IsRange() || free.IsRange() {
		return ""
	}
	left := quantity.Amount{Low: new(big.Rat).Sub(free.Low, held.Low), Unit: free.Unit}
	left.High = left.Low
	return moneyPicture([]figure{
		{wording.PaidOnTime(), float(free.Low), spell(free)}, {wording.PaidLate(), float(left.Low), spell(left)},
	})
}
