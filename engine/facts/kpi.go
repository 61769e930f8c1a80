package facts

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
)

// kpi works out the facts of one KPI that need no other KPI's.
func (c *computer) kpi(k *model.Resource) {
	f := k.Facts
	f.Set("targetState", targetState(k))
	f.Set("lowerIsBetter", lowerIsBetter(k))
	c.owner(k)
	c.definition(k)
	c.addConflicts(k, c.kpiTime(k)...)
	c.addConflicts(k, c.spend(k), baselineClash(k))
	if t := k.Quantity("target"); t != nil && t.Low != nil {
		f.Set("hasUnit", !t.Unit.IsZero() && (t.Unit.Noun() != "" || len(t.Unit.PerNouns()) > 0))
		if hint := misspelt(t.Unit); hint != "" {
			f.Set("unitHint", hint)
		}
		f.Set("hasPeriod", t.Unit.Period() != "" || t.By != "")
		c.targetRate(k, t.Unit)
		c.division(k)
	}
	c.counterweights(k)
}

// targetState says what stands where the target belongs: number, text (a placeholder), relative, reason (noTarget) or
// missing.
func targetState(k *model.Resource) string {
	t := k.Quantity("target")
	switch {
	case t != nil && t.Low != nil:
		return "number"
	case t != nil && quantity.Relative(t.Text):
		return "relative"
	case t != nil:
		return "text"
	case k.Node.Get("target") != nil:
		return "unreadable"
	case k.Text("noTarget") != "":
		return "reason"
	}
	return "missing"
}

// misspelt proposes a scope or period for a noun of a unit that is nearly one: "day" for 50 calls/person/dya.
func misspelt(u quantity.Unit) string {
	for _, noun := range u.PerNouns() {
		if nearest, ok := quantity.NearestNoun(noun, []string{"hour", "day", "week", "month", "quarter", "year", "person", "team", "organisation"}); ok {
			return nearest
		}
	}
	return ""
}

// aimless reports whether a KPI has no target on purpose.
func aimless(k *model.Resource) bool {
	return k.Quantity("target") == nil && (k.Text("purpose") == "monitor" || k.Text("noTarget") != "")
}

// baseline is where the number of a KPI stands, nil where nobody says or it cannot be read, and the field that says so.
func baseline(k *model.Resource) (q *model.Quantity, at string) {
	if o := k.Object.Object("baseline"); o != nil {
		return o.Quantity("value"), "baseline/value"
	}
	return k.Quantity("baseline"), "baseline"
}

func baselineClash(k *model.Resource) *conflict {
	base, at := baseline(k)
	target := k.Quantity("target")
	if base == nil || base.Low == nil || target == nil || target.Low == nil {
		return nil
	}
	return clash(at, "the baseline cannot be compared with the target: %v", compatible(base.Amount, target.Amount))
}

// addConflicts notes the pairs of units of a resource that cannot be compared.
func (c *computer) addConflicts(r *model.Resource, conflicts ...*conflict) {
	for _, found := range conflicts {
		if found == nil {
			continue
		}
		o := of(r)
		o.Set("at", found.at)
		o.Set("message", found.message)
		c.conflicts = append(c.conflicts, o)
	}
}

// of begins an entry about a resource.
func of(r *model.Resource) *model.Object {
	o := &model.Object{}
	o.Set("kind", r.Kind)
	o.Set("resource", r.Name)
	return o
}

// owner notes a definition that has not one owner that exists, and why.
func (c *computer) owner(r *model.Resource) {
	text := r.Text("owner")
	o := of(r)
	titled := ""
	if r.Owner == nil && text != "" {
		titled = c.byTitle(text)
	}
	switch {
	case titled != "":
		o.Set("state", "unknown")
		o.Set("nearest", titled)
		o.Set("slip", true)
	case r.Owner != nil && (r.Kind != "KPI" || r.Owner.Kind != "Organisation"):
		return
	case r.Owner != nil:
		o.Set("state", "organisation")
	case text == "":
		o.Set("state", "missing")
	case severalOwners(text):
		o.Set("state", "several")
	default:
		c.unknownOwner(r, o, text)
	}
	if text != "" {
		o.Set("text", text)
	}
	c.unowned = append(c.unowned, o)
}

// byTitle is the team or role whose name for people is this text, "" for none.
func (c *computer) byTitle(text string) string {
	if c.titles == nil {
		c.titles = map[string]string{}
		for _, r := range c.m.Resources {
			if title := normal(r.Text("name")); (r.Kind == "Team" || r.Kind == "Role") && c.titles[title] == "" {
				c.titles[title] = r.Name
			}
		}
	}
	return c.titles[normal(text)]
}

// unknownOwner says what an owner that is not known may mean.
func (c *computer) unknownOwner(r *model.Resource, o *model.Object, text string) {
	o.Set("state", "unknown")
	if c.owners == nil {
		c.indexOwners()
	}
	names := c.owners
	if meant := c.ownersEnding[text]; len(meant) > 0 {
		o.Set("state", "ambiguous")
		o.Set("candidates", textList(meant))
		return
	}
	if c.guesses += len(names); c.guesses > maxSteps/10 {
		return // each guess looks at all names
	}
	if near := nearest.Name(text, names); near != "" {
		o.Set("nearest", near)
		if nearest.Typo(text, near, names) {
			o.Set("slip", true)
		}
	}
}

// indexOwners lists the names that an owner can have, and what they end in.
func (c *computer) indexOwners() {
	c.owners, c.ownersEnding = c.m.Names("Team", "Role", "Organisation"), map[string][]string{}
	for _, name := range c.owners {
		for i := range name {
			if name[i] == '/' {
				c.ownersEnding[name[i+1:]] = append(c.ownersEnding[name[i+1:]], name)
			}
		}
	}
}

// severalOwners reports whether a text names more than one: "A & B", "A, B", "A and B".
func severalOwners(text string) bool {
	for _, joint := range []string{"&", ",", ";", "+", " and ", " or "} {
		if strings.Contains(text, joint) {
			return true
		}
	}
	return false
}

// spend sets the money a target costs a month against its budget.
func (c *computer) spend(k *model.Resource) *conflict {
	cost, budget := k.Quantity("cost"), k.Quantity("budget")
	if cost == nil || budget == nil || cost.Low == nil || budget.Low == nil || lowerIsBetter(k) {
		return nil
	}
	spend := &model.Object{}
	if aimless(k) {
		return nil
	}
	k.Facts.Set("spend", spend)
	period := "month"
	total := c.monthlyTotal(k)
	if t := k.Quantity("target"); t != nil && t.Low != nil && t.Unit.Period() == "" && budget.Unit.Period() == "" {
		period = "" // both are totals
		if total = c.floor(k); total.Known() {
			total = c.bring(k, total, "", "")
		}
	}
	if !total.Known() {
		set(spend, "needed", total)
		return nil
	}
	if budget.Unit.Period() == "" && period != "" {
		set(spend, "needed", network.Lacking(fmt.Sprintf("the budget `%s` of `%s` does not say for which time", budget.Text, k.Name)))
		return nil
	}
	need := network.Times("cost of the target", total, network.Written("cost of one", cost))
	monthly := c.bring(k, network.Written("budget", budget), budget.Unit.Scope(), period)
	if !monthly.Known() {
		set(spend, "needed", monthly)
		return nil
	}
	if !need.Amount.Unit.Equal(monthly.Amount.Unit) {
		k.Facts.Set("spend", &model.Object{})
		return spendClash(cost, budget, total, need, monthly)
	}
	set(spend, "needed", need)
	set(spend, "budget", monthly)
	if buys := network.Over("what the budget buys", monthly, network.Written("cost of one", cost)); buys != nil {
		set(spend, "buys", buys.Floor().In(total.Amount.Unit))
	}
	return nil
}

func spendClash(cost, budget *model.Quantity, total *network.Node, need *network.Node, monthly *network.Node) *conflict {
	if cost.Unit.Currency() != budget.Unit.Currency() {
		return &conflict{"budget", fmt.Sprintf("the cost is %s and the budget %s: no rate between %s and %s is known, so write both in one currency",
			cost.Text, budget.Text, cost.Unit.Currency(), budget.Unit.Currency())}
	}
	if perWord(cost.Unit) == "" {
		return &conflict{"cost", fmt.Sprintf("the cost `%s` does not say for each what: write `%s/%s`", cost.Text, cost.Text, total.Amount.Unit.Noun())}
	}
	return &conflict{"cost", fmt.Sprintf("the cost `%s` is for each %s, the target counts %s: %s and %s do not convert",
		cost.Text, perWord(cost.Unit), quantity.Plural(total.Amount.Unit.Noun()), need.Amount.Unit.Words(), monthly.Amount.Unit.Words())}
}

// counterweights says of each counterweight what it is, and whether it holds the number back.
func (c *computer) counterweights(k *model.Resource) {
	var list model.List
	guarded, unmeasured := false, model.List{}
	for i, entry := range k.Objects("counterweights") {
		ref := entry.Ref("kpi")
		if ref == nil || ref.To == nil {
			continue
		}
		o := &model.Object{}
		o.Set("at", fmt.Sprintf("counterweights/%d/kpi", i))
		o.Set("kpi", ref.To.Name)
		o.Set("measure", ref.To.Text("measure"))
		o.Set("hasTarget", slices.Contains([]string{"number", "relative", "reason", "unreadable"}, targetState(ref.To)))
		o.Set("sharesNumerator", sharesNumerator(k, ref.To))
		o.Set("forResolution", namedForResolution(ref.To))
		guarded = guarded || guards(ref.To)
		if ref.To.Text("measure") == "" {
			unmeasured = append(unmeasured, fmt.Sprintf("counterweight `%s` does not say what it is (`measure`)", ref.To.Name))
		}
		list = append(list, o)
	}
	if list != nil {
		k.Facts.Set("counterweights", list)
	}
	k.Facts.Set("unmeasured", unmeasured)
	k.Facts.Set("guarded", guarded || c.guardedElsewhere(k))
}

// guards reports whether a KPI can hold a volume back: it is of another measure than volume and stock.
func guards(k *model.Resource) bool {
	m := k.Text("measure")
	return m != "" && m != "volume" && m != "stock"
}

// guardedElsewhere reports whether the same number of the role's team has a counterweight, or a key result on the KPI
// names one.
func (c *computer) guardedElsewhere(k *model.Resource) bool {
	if t := k.Quantity("target"); t != nil && t.Low != nil && k.Owner != nil && k.Owner != k.Team {
		if c.teamGuards[teamNoun{k.Team, t.Unit.Noun()}] {
			return true
		}
	}
	return c.resultGuards[k]
}

// teamNoun is a number of a team, whatever its period.
type teamNoun struct {
	team *model.Resource
	noun string
}

// indexGuards notes which numbers of teams, and which KPIs through a key result, have a counterweight.
func (c *computer) indexGuards() {
	c.teamGuards, c.resultGuards = map[teamNoun]bool{}, map[*model.Resource]bool{}
	for _, k := range c.m.Of("KPI") {
		t := k.Quantity("target")
		if k.Owner != nil && k.Owner == k.Team && t != nil && t.Low != nil && t.Unit.Noun() != "" && anyGuards(k.Objects("counterweights")) {
			c.teamGuards[teamNoun{k.Team, t.Unit.Noun()}] = true
		}
	}
	for _, o := range c.m.Of("Objective") {
		for _, kr := range o.Objects("keyResults") {
			if to := kr.To("kpi"); to != nil && anyGuards(kr.Objects("counterweights")) {
				c.resultGuards[to] = true
			}
		}
	}
}

func anyGuards(counterweights []*model.Object) bool {
	for _, entry := range counterweights {
		if to := entry.To("kpi"); to != nil && guards(to) {
			return true
		}
	}
	return false
}

// sharesNumerator reports whether a counterweight counts the very thing it should hold back.
func sharesNumerator(volume, counterweight *model.Resource) bool {
	numerator := normal(counterweight.Object.Object("formula").Text("numerator"))
	if numerator == "" {
		return false
	}
	same := []string{normal(volume.Object.Object("formula").Text("numerator")), normal(volume.Text("name")), normal(volume.ID)}
	if t := volume.Quantity("target"); t != nil && t.Low != nil && t.Unit.Noun() != "" {
		same = append(same, normal(quantity.Plural(t.Unit.Noun())))
	}
	return slices.Contains(same, numerator)
}

// normal makes two ways of writing a name equal: case, hyphens and spaces do not count.
func normal(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(strings.ToLower(text), "-", " ")), " ")
}

// resolutionWords name what keeps speed honest.
var resolutionWords = []string{"resol", "reopen", "re-open", "defect", "satisf"}

func namedForResolution(k *model.Resource) bool {
	name := strings.ToLower(k.ID + " " + k.Text("name"))
	return slices.ContainsFunc(resolutionWords, func(w string) bool { return strings.Contains(name, w) })
}
