package report

import (
	"cmp"
	"html/template"
	"math/big"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/facts/cash"
	"github.com/kpilint/kpilint/engine/facts/effort"
	"github.com/kpilint/kpilint/engine/facts/queues"
	"github.com/kpilint/kpilint/engine/facts/supply"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/schema/field"
)

// Headlines say of each finding the fact in one sentence, with names for ids: "Sales needs 5,000 leads a month;
// Marketing plans 2,500".
type Headlines struct {
	*names
	parts map[string]*Headlines    // of several organisations, by their folders; nil where there is one
	goals string                   // what the goals of an organisation are goals of
	cash  map[string]template.HTML // pictures of plans, by their full names; nil for none
}

// NewHeadlines are those of the findings of a report.
func NewHeadlines(r *engine.Report) *Headlines {
	h := &Headlines{names: newNames(r.Model), goals: "the organisation"}
	if len(r.Parts) > 0 {
		h.parts = map[string]*Headlines{}
	}
	for _, part := range r.Parts {
		h.parts[part.Folder] = NewHeadlines(part)
	}
	if r.Model != nil && r.Model.Organisation != nil {
		h.goals = r.Model.Organisation.Title()
	}
	return h
}

// in are the headlines of the organisation that a finding is about.
func (h *Headlines) in(f *engine.Finding) *Headlines { return cmp.Or(h.parts[f.In], h) }

// resource is the definition that a finding is about, of a row its KPI; nil where it is about none.
func (h *Headlines) resource(f *engine.Finding) *model.Resource { return h.in(f).names.resource(f) }

// Of is the headline of a finding: that of its rule where the facts for one are known, else its message. It has no
// full stop, and is not yet safe to print.
func (h *Headlines) Of(f *engine.Finding) string {
	h = h.in(f)
	if own := h.own(f); own != "" {
		return own
	}
	return h.message(f)
}

// message is the message of a finding with names for ids; those of a rule that says what to write where an id
// stands stay as they are.
func (h *Headlines) message(f *engine.Finding) string {
	_, message := said(f)
	text := h.sum(f)
	about := h.resource(f)
	if about == nil || text != message || strings.Contains(text, about.Title()) || h.mentions(text) {
		return sentence(text)
	}
	return sentence(h.of(about)) + ": " + text
}

// sum is the message of a finding with names for ids, as it stands below a headline.
func (h *Headlines) sum(f *engine.Finding) string {
	h = h.in(f)
	_, message := said(f)
	if f.Category == fileCategory || f.Name() == "alignment/unresolved-reference" {
		return message
	}
	return h.spoken(message)
}

// mentions reports whether a text names a definition by its id.
func (h *Headlines) mentions(text string) bool {
	return slices.ContainsFunc(spans(text), func(s span) bool { return s.Code && h.called(s.Text) != nil })
}

// fix is what to do about a finding, with names for ids.
func (h *Headlines) fix(f *engine.Finding) string {
	h = h.in(f)
	if f.Category == fileCategory {
		return f.Fix
	}
	return sentence(h.spoken(f.Fix))
}

// own is the headline that a rule has, "" for none.
func (h *Headlines) own(f *engine.Finding) string {
	h = h.in(f)
	make := headlines[f.Name()]
	if make == nil || f.Outcome == engine.NotCheckable || h.model == nil || f.Flaw != nil {
		return ""
	}
	about := h.resource(f)
	if about == nil {
		return ""
	}
	text := sentence(make(&statement{Headlines: h, finding: f, about: about}))
	if f.GrewFrom > 0 && text != "" {
		text += f.Growth()
	}
	if strings.HasPrefix(f.Message, mayNot) && text != "" {
		return "May not hold: " + text
	}
	return text
}

// mayNot is how the message of a finding begins that holds for some values of a range alone.
const mayNot = "may not hold: "

// statement is a finding whose headline is made.
type statement struct {
	*Headlines
	finding *engine.Finding
	about   *model.Resource
}

// headlines are the sentences of rules, by category and id. One that lacks a number gives "".
var headlines = map[string]func(t *statement) string{
	"alignment/children-miss-parent":              (*statement).childrenOfGoal,
	"alignment/kpi-children-miss-parent":          (*statement).childrenOfKPI,
	"alignment/objective-without-goal":            (*statement).withoutGoal,
	"calendar/days-do-not-match-calendar":         (*statement).plannedDays,
	"capacity/effort-undeclared":                  (*statement).effort,
	"capacity/full-quota-for-part-presence":       (*statement).quota,
	"capacity/no-room-for-breaks":                 (*statement).breaks,
	"capacity/okr-work-exceeds-free-time":         (*statement).objectiveWork,
	"capacity/role-overloaded":                    (*statement).day,
	"capacity/target-exceeds-time":                (*statement).fits,
	"capacity/time-over-allocated":                (*statement).allocated,
	"counterweight/speed-without-resolution":      say("“{}” counts whether or not the matter was resolved"),
	"counterweight/volume-without-counterweight":  (*statement).quality,
	"definition/baseline-missing":                 (*statement).baseline,
	"definition/source-missing":                   (*statement).source,
	"definition/target-missing":                   (*statement).noTarget,
	"definition/target-never-reached":             (*statement).reached,
	"finance/late-payment-breaks-plan":            (*statement).late,
	"finance/plan-does-not-cover-costs":           (*statement).runsOut,
	"staffing/closing-below-arrivals":             (*statement).backlog,
	"staffing/littles-law-broken":                 (*statement).inProgress,
	"staffing/occupancy-too-high":                 (*statement).busy,
	"staffing/too-few-agents":                     (*statement).agents,
	"supply/budget-below-target":                  (*statement).budget,
	"supply/demand-without-supplier":              (*statement).nobodyMakes,
	"supply/funnel-contradicts-rates":             (*statement).funnel,
	"supply/market-exhausted":                     (*statement).market,
	"supply/promise-exceeds-throughput":           (*statement).promise,
	"supply/supply-below-demand":                  (*statement).supply,
	"supply/supply-promised-twice":                (*statement).promisedTwice,
	"transparency/job-description-number-differs": (*statement).textDiffers,
}

// say is a headline that needs only the title of what a finding is about.
func say(text string) func(t *statement) string {
	return func(t *statement) string { return strings.ReplaceAll(text, "{}", t.title(t.about)) }
}

// value is a value of the finding as people say it, "" where it has none of that name.
func (t *statement) value(name string) string {
	a, ok := t.amount(name)
	if !ok {
		return ""
	}
	return spell(a)
}

// amount is a value of the finding; false where it has none of that name, or it is not a number.
func (t *statement) amount(name string) (quantity.Amount, bool) {
	for _, v := range t.finding.Values {
		if v.Name == name {
			return numberOf(v)
		}
	}
	return quantity.Amount{}, false
}

func numberOf(v policy.Value) (quantity.Amount, bool) {
	low, ok := new(big.Rat).SetString(v.Low)
	high, also := new(big.Rat).SetString(v.High)
	if !ok || !also {
		return quantity.Amount{}, false
	}
	num, den, _ := strings.Cut(v.Unit, "/")
	if num == "1" {
		num = ""
	}
	unit := quantity.NewUnit(atoms(num, "·"), atoms(den, "/"))
	return quantity.Amount{Low: low, High: high, Unit: unit}, true
}

func atoms(text, sign string) []string {
	if text == "" {
		return nil
	}
	return strings.Split(text, sign)
}

// spell is an amount as people say it: "50 calls a person a day".
func spell(a quantity.Amount) string { return aloud(a.String()) }

// aloud writes per as a word: "50 calls a person a day" for "50 calls/person/day".
func aloud(text string) string {
	var b strings.Builder
	parts := strings.Split(text, "/")
	b.WriteString(parts[0])
	for _, p := range parts[1:] {
		word := " a "
		if strings.ContainsAny(p[:min(1, len(p))], "aeioAEIO") || strings.HasPrefix(p, "hour") {
			word = " an "
		}
		b.WriteString(word + p)
	}
	return noBreak(b.String())
}

// noBreak keeps a number with its sign.
func noBreak(text string) string { return strings.ReplaceAll(text, " %", "\u00a0%") }

// bare is a number without its unit, as after another one of the same.
func bare(a quantity.Amount) string {
	if a.Unit.Currency() != "" {
		return spell(quantity.Amount{Low: a.Low, High: a.High, Unit: quantity.NewUnit([]string{a.Unit.Currency()}, nil)})
	}
	switch a.Unit.Noun() {
	case "min", "%", "":
		return spell(a)
	}
	if a.IsRange() {
		return quantity.Number(a.Low) + " to " + quantity.Number(a.High)
	}
	return quantity.Number(a.Low)
}

// aDay is an amount for each person and day without these words.
func aDay(a quantity.Amount) string {
	a.Unit = a.Unit.Without("person", "day")
	return spell(a)
}

// share is a percentage with at most one decimal, and with two where it would look like a limit: the one given, or
// a round number.
func share(a quantity.Amount, limit *big.Rat) string {
	text := func(r *big.Rat) string {
		one := r.FloatString(1)
		shown, _ := new(big.Rat).SetString(one)
		round := strings.HasSuffix(one, "0.0") || strings.HasSuffix(one, "5.0")
		if shown.Cmp(r) != 0 && (round || limit != nil && shown.Cmp(limit) == 0) {
			one = r.FloatString(2)
		}
		return strings.TrimSuffix(strings.TrimSuffix(one, ".00"), ".0")
	}
	if a.IsRange() {
		return text(a.Low) + " to " + text(a.High) + "\u00a0%"
	}
	return text(a.Low) + "\u00a0%"
}

// pair is a sentence with two values, "" where one of them is not there.
func (t *statement) pair(first, second string, say func(first, second quantity.Amount) string) string {
	a, ok := t.amount(first)
	b, also := t.amount(second)
	if !ok || !also {
		return ""
	}
	return say(a, b)
}

// whose is who answers for a definition, in a sentence: its team, else its owner, else itself.
func (t *statement) whose(r *model.Resource) string {
	switch {
	case r.Team != nil && r.Team != r:
		return t.title(r.Team)
	case r.Owner != nil && r.Owner != r:
		return t.title(r.Owner)
	}
	return t.of(r)
}

// within is what a list of definitions is called: their teams, each once; or they themselves where one team has
// them all and others too.
func (t *statement) within(sides []*supply.Side, apart []*supply.Side) (who string, one bool) {
	var teams, each []string
	other := map[*model.Resource]bool{}
	for _, s := range apart {
		if s.Of != nil {
			other[s.Of.Team] = true
		}
	}
	both := false
	for _, s := range sides {
		if s.Of == nil {
			continue
		}
		both = both || s.Of.Team == nil || other[s.Of.Team]
		if name := t.whose(s.Of); !slices.Contains(teams, name) {
			teams = append(teams, name)
		}
		each = append(each, t.of(s.Of))
	}
	if both {
		teams = each
	}
	if len(teams) > 3 {
		return and(append(teams[:2:2], count(len(teams)-2, "other"))), false
	}
	return and(teams), len(teams) == 1
}

// verb is a verb after one or several.
func verb(one bool, single, plural string) string {
	if one {
		return single
	}
	return plural
}

func isOne(a quantity.Amount) bool { return !a.IsRange() && a.Low.Cmp(big.NewRat(1, 1)) == 0 }

// like is an amount after one with which it is compared: without its unit, where that is the same.
func like(a, before quantity.Amount) string {
	if a.Unit == before.Unit {
		return bare(a)
	}
	return spell(a)
}

// item is the item that a finding of supply and demand is about, with that demand; nil where it is not known.
func (t *statement) item() *supply.Item {
	for _, v := range t.finding.Values {
		if v.Name != "item" {
			continue
		}
		for _, it := range t.model.Facts.Items {
			for _, one := range append([]*supply.Item{it}, it.Draws...) {
				if one.Item == v.Text && t.is("demand", one.Demand) && t.is("supply", one.Supply) {
					return one
				}
			}
		}
	}
	return nil
}

// is reports whether a number is the value of the finding with a name.
func (t *statement) is(name string, n *network.Node) bool {
	return n.Valued() && slices.ContainsFunc(t.finding.Values, func(v policy.Value) bool {
		return v.Name == name && v.Low == decimal(n.Amount.Low) && v.High == decimal(n.Amount.High)
	})
}

func (t *statement) supply() string {
	it := t.item()
	if it == nil {
		return ""
	}
	needs, one := t.within(it.Consumers, it.Producers)
	plans, alone := t.within(it.Producers, it.Consumers)
	if needs == "" || plans == "" {
		return ""
	}
	demand, supply := it.Demand.Amount, it.Supply.Amount
	if !demand.IsRange() && demand.RoundUp().Low.Cmp(supply.High) > 0 && demand.Low.Cmp(big.NewRat(10, 1)) > 0 {
		demand = demand.RoundUp() // nobody needs half a piece
	}
	return needs + verb(one, " needs ", " need ") + spell(demand) + "; " +
		plans + verb(alone, " plans ", " plan ") + bare(supply)
}

func (t *statement) nobodyMakes() string {
	for _, v := range t.finding.Values {
		for _, it := range t.model.Facts.Items {
			if v.Name == "item" && it.Item == v.Text {
				return t.of(t.about) + " needs " + it.Plural + "; nobody has a target that makes them"
			}
		}
	}
	return ""
}

func (t *statement) budget() string {
	return t.pair("needed", "budget", func(needed, budget quantity.Amount) string {
		return "Reaching " + t.of(t.about) + " costs " + spell(needed) + "; the budget is " + bare(budget)
	})
}

func (t *statement) funnel() string {
	return t.pair("computed", "stated", func(computed, stated quantity.Amount) string {
		return t.of(t.about) + " asks for " + spell(stated) + "; what leads to it gives " + bare(computed)
	})
}

func (t *statement) market() string {
	return t.pair("size", "draw", func(size, draw quantity.Amount) string {
		drawn := spell(draw) + verb(isOne(draw), " is", " are") + " drawn from it"
		if lasts := t.value("lasts"); lasts != "" {
			return "A market of " + spell(size) + " is used up in " + lasts + ": " + drawn
		}
		return "A market of " + spell(size) + " does not last: " + drawn
	})
}

func (t *statement) promise() string {
	return t.pair("promised", "needed", func(promised, needed quantity.Amount) string {
		return t.of(t.about) + " promises " + spell(promised) + "; it takes " + like(needed, promised)
	})
}

func (t *statement) promisedTwice() string {
	total, ok := t.amount("total")
	if !ok {
		return ""
	}
	return share(total, big.NewRat(100, 1)) + " of " + t.of(t.about) + " is set aside"
}

// line is the waiting line of the service that a finding is about, nil for none.
func (t *statement) line() *queues.WaitingLine {
	if of := t.model.Facts.Service(t.about); of != nil && of.Queue != nil {
		return of.Queue.Queue
	}
	return nil
}

func (t *statement) agents() string {
	line := t.line()
	needed := t.value("needed")
	if line == nil || needed == "" || !line.Agents.Valued() {
		return ""
	}
	level, ok := t.amount("serviceLevel")
	promised, also := t.amount("promised")
	if !ok || !also || level.Low.Sign() == 0 {
		return t.of(t.about) + " has " + spell(line.Agents.Amount) + "; it takes " + needed + " to keep up"
	}
	within := "in time"
	if q := t.about.Object.Object(field.Promise).Quantity(field.Within); q != nil {
		within = "within " + q.Amount.String()
	}
	return t.of(t.about) + " answers " + share(level, promised.Low) + " " + within + " and promises " +
		share(promised, nil) + "; it takes " + needed + ", and there are " + bare(line.Agents.Amount)
}

func (t *statement) busy() string {
	line := t.line()
	busy, ok := t.amount("occupancy")
	if line == nil || !ok || !line.Agents.Valued() {
		return ""
	}
	return "The " + spell(line.Agents.Amount) + " of " + t.of(t.about) + " are busy " + share(busy, nil) + " of the time"
}

func (t *statement) backlog() string {
	of := t.model.Facts.Service(t.about)
	if of == nil || of.Backlog == nil || of.Backlog.Backlog == nil {
		return ""
	}
	b := of.Backlog.Backlog
	if !b.Opened.Valued() || !b.Closed.Valued() {
		return ""
	}
	return spell(b.Opened.Amount) + " come in; " + t.whose(t.about) + " closes " + bare(b.Closed.Amount)
}

func (t *statement) inProgress() string {
	return t.pair("stated", "computed", func(stated, computed quantity.Amount) string {
		return t.of(t.about) + " says that " + spell(stated) + " are in progress; its rate and its time give " +
			bare(computed)
	})
}

func (t *statement) late() string {
	held, ok := t.amount("heldUp")
	free, also := t.amount("cash")
	of := t.model.Facts.MonthlyCashOf(t.about)
	if !ok || !also || of == nil {
		return ""
	}
	i := slices.IndexFunc(of.Late, func(l *cash.LatePayment) bool {
		return t.is("heldUp", l.HeldUp)
	})
	if i < 0 || !of.Late[i].Share.Valued() || !of.Late[i].Extra.Valued() {
		return ""
	}
	short := quantity.Amount{Unit: held.Unit}
	short.Low, short.High = new(big.Rat).Sub(held.Low, free.High), new(big.Rat).Sub(held.High, free.Low)
	cashIs := "cash is "
	if short.Low.Sign() < 0 {
		short.Low, cashIs = short.High, "cash may be up to "
	}
	late := of.Late[i]
	return "If " + share(late.Share.Amount, nil) + " of the sales are paid " + spell(late.Extra.Amount) +
		" late, " + cashIs + spell(short) + " short"
}

func (t *statement) runsOut() string {
	of := t.model.Facts.MonthlyCashOf(t.about)
	if of == nil || !of.Left.Valued() {
		return ""
	}
	missing := of.Left.Amount
	missing.Low, missing.High = new(big.Rat).Neg(missing.High), new(big.Rat).Neg(missing.Low)
	when := ""
	if of.UsedUpIn != "" {
		when = " in " + of.UsedUpIn
	}
	if missing.Low.Sign() < 0 {
		missing.Low = missing.High
		return "Cash may run out" + when + ": it is up to " + spell(missing) + " short"
	}
	return "Cash runs out" + when + ": it is " + spell(missing) + " short"
}

// load is the work of the role that a finding is about, nil for none.
func (t *statement) load() *effort.Load {
	if of := t.model.Facts.Role(t.about); of != nil && of.Loaded != nil {
		return of.Loaded.Load
	}
	return nil
}

func (t *statement) day() string {
	load := t.load()
	if load == nil || !load.Total.Valued() || !load.WorkingDay.Valued() {
		return ""
	}
	if t.finding.Level < policy.Error && load.Share.Valued() {
		full := share(load.Share.Amount, big.NewRat(100, 1))
		return "The day of " + t.of(t.about) + " is " + full + " full, with no slack for anything else"
	}
	day := aDay(load.WorkingDay.Amount)
	return t.of(t.about) + " has " + aDay(load.Total.Amount) + " of work for a day of " + day
}

func (t *statement) breaks() string {
	if week := t.value("week"); week != "" {
		return "The numbers of " + t.of(t.about) + " take " + week + ", more than a week may have"
	}
	if load, ok := t.amount("load"); ok {
		return sentence(t.of(t.about)) + " has " + aDay(load) + " of work a day, and no room for the breaks"
	}
	return ""
}

// time is the time that the target of a finding takes in a role, nil where that is not known.
func (t *statement) time() *effort.TimeInRole {
	for _, in := range t.model.Facts.TimeInRoles(t.about) {
		if t.is("needed", in.Needed) && t.is("available", in.Available) {
			return in
		}
	}
	return nil
}

func (t *statement) fits() string {
	in := t.time()
	if in == nil {
		return ""
	}
	asks := t.of(t.about) + " asks for "
	if role := t.model.Find("Role", in.Role); role != nil && in.Shared {
		asks = t.of(t.about) + " asks " + t.of(role) + " for "
	}
	if in.Fitting != nil && in.Rate.Valued() && in.Fit.Valued() {
		rate := in.Rate.Amount
		if !in.Daily && in.Target.Valued() {
			rate = in.Target.Amount
		}
		return asks + spell(rate) + "; " + like(in.Fit.Amount, rate) + verb(isOne(in.Fit.Amount), " fits", " fit") +
			" into the time"
	}
	return asks + aDay(in.Needed.Amount) + " a day; there are " + aDay(in.Available.Amount)
}

func (t *statement) allocated() string {
	total, ok := t.amount("allocated")
	if !ok {
		return ""
	}
	if total.High.Cmp(big.NewRat(100, 1)) <= 0 {
		return "Only " + share(total, nil) + " of the day of " + t.of(t.about) + " is planned"
	}
	return "The day of " + t.of(t.about) + " is planned to " + share(total, big.NewRat(100, 1))
}

func (t *statement) objectiveWork() string {
	return t.pair("planned", "net", func(planned, net quantity.Amount) string {
		if net.Low.Sign() <= 0 || net.IsRange() || planned.IsRange() {
			return ""
		}
		part := new(big.Rat).Quo(planned.Low, net.Low)
		part.Mul(part, big.NewRat(100, 1))
		return "The objectives of " + t.of(t.about) + " plan " + spell(planned) + " of work: " +
			share(quantity.Amount{Low: part, High: part}, nil) + " of the time that its people have"
	})
}

func (t *statement) quota() string {
	return t.pair("target", "present", func(target, present quantity.Amount) string {
		return t.whose(t.about) + " is asked for " + spell(target) + "; those present make " + bare(present)
	})
}

func (t *statement) effort() string {
	if each := t.value("each"); each != "" && !strings.Contains(each, " to ") {
		return t.of(t.about) + " does not say how long one takes; its target leaves " + each
	}
	return t.of(t.about) + " does not say how long one takes"
}

func (t *statement) quality() string {
	if t.model.Facts.LowerIsBetter(t.about) {
		return "Nothing checks that " + t.of(t.about) + " is not reached by leaving some uncounted"
	}
	return "Nothing checks how good the work behind " + t.of(t.about) + " is"
}

func (t *statement) plannedDays() string {
	return t.pair("planned", "mean", func(planned, mean quantity.Amount) string {
		return sentence(t.goals) + " plans with " + bare(planned) + " working days a month; its calendar has " + bare(mean)
	})
}

func (t *statement) withoutGoal() string { return t.of(t.about) + " serves no goal of " + t.goals }

func (t *statement) childrenOfGoal() string {
	return t.pair("total", "goal", func(total, goal quantity.Amount) string {
		return "The objectives below " + t.of(t.about) + " promise " + bare(total) + " of " + spell(goal)
	})
}

func (t *statement) childrenOfKPI() string {
	return t.pair("total", "goal", func(total, goal quantity.Amount) string {
		return "The targets below " + t.of(t.about) + " add up to " + bare(total) + " of " + spell(goal)
	})
}

func (t *statement) baseline() string {
	if t.finding.Level > policy.Info { // it says where it stands, and that is its target
		return ""
	}
	return t.of(t.about) + " does not say where it stands today"
}

func (t *statement) source() string {
	switch {
	case t.about.Text(field.Source) != "":
		return t.of(t.about) + " does not say how often it is measured"
	case t.about.Text(field.Measured) != "":
		return t.of(t.about) + " does not say where its number comes from"
	}
	return t.of(t.about) + " does not say where its number comes from, or how often it is measured"
}

func (t *statement) noTarget() string {
	if q := strings.TrimSpace(t.about.Text(field.Target)); q != "" {
		return "“" + q + "” is not a target: " + t.of(t.about) + " has no number to check"
	}
	return t.of(t.about) + " has no target"
}

func (t *statement) reached() string {
	target := t.about.Quantity(field.Target)
	best, ok := t.amount("best")
	if target == nil || !ok {
		return ""
	}
	return t.of(t.about) + " asks for " + spell(target.Amount) + "; the best so far was " + bare(best)
}

func (t *statement) textDiffers() string {
	return t.pair("said", "asked", func(said, asked quantity.Amount) string {
		said.Unit = said.Unit.Without("person")
		return "The job description of " + t.of(t.about) + " asks for " + spell(said) + "; the target asks for " + bare(asked)
	})
}
