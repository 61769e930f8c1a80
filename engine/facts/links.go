package facts

import (
	"fmt"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
)

// links works out how objectives serve goals: whom each supports, which goals it reaches, who supports a goal, and the rings.
func (c *computer) links() model.List {
	objectives := c.m.Of("Objective")
	supporters := map[*model.Resource][]*model.Resource{}
	named := map[string]bool{} // key results that a link names
	for _, o := range objectives {
		for _, s := range o.Objects("supports") {
			to, part := supported(s)
			if to == nil {
				continue
			}
			if all := supporters[to]; len(all) == 0 || all[len(all)-1] != o {
				supporters[to] = append(all, o) // once, however many links it has
			}
			if part != "" {
				named[to.Name+"/"+part] = true
			} else {
				named[to.Name] = true
			}
		}
	}
	deliveries := byTeam(objectives)
	for _, o := range objectives {
		c.about("links", o, func() {
			c.objective(o, supporters[o], named)
			c.dependencies(o, deliveries)
		})
	}
	c.among(objectives)
	return c.rings(objectives)
}

// supported is the objective that an entry of `supports` names, and the id of the key result if it names one.
func supported(s *model.Object) (*model.Resource, string) {
	for _, field := range []string{"objective", "keyResult"} {
		if ref := s.Ref(field); ref != nil && ref.To != nil {
			return ref.To, ref.Part
		}
	}
	return nil, ""
}

func (c *computer) objective(o *model.Resource, supporters []*model.Resource, named map[string]bool) {
	f := o.Facts
	c.owner(o)
	f.Set("level", level(o))
	f.Set("links", c.linkFacts(o))
	if level(o) == "organisation" {
		f.Set("supporters", names(supporters))
		f.Set("unsupported", unsupported(o, named))
	} else {
		c.reach(o)
	}
	c.keyResultClashes(o)
	c.childSums(o, supporters)
}

// among counts the objectives of one owner and cycle, in the order of files and lines.
func (c *computer) among(objectives []*model.Resource) {
	type together struct {
		owner *model.Resource
		cycle string
	}
	place, count := map[*model.Resource]int{}, map[together]int{}
	key := func(o *model.Resource) together {
		if span, known := c.cycle(o); known {
			return together{o.Owner, span.String()}
		}
		return together{o.Owner, o.Text("cycle")}
	}
	for _, o := range objectives {
		count[key(o)]++
		place[o] = count[key(o)]
	}
	for _, o := range objectives {
		n := &model.Object{}
		n.Set("place", place[o])
		n.Set("of", count[key(o)])
		n.Set("owned", o.Owner != nil)
		n.Set("keyResults", len(o.Objects("keyResults")))
		o.Facts.Set("among", n)
	}
}

// level of an objective follows its owner: organisation, team or role; "" when the owner is unknown.
func level(o *model.Resource) string {
	if o.Owner == nil {
		return ""
	}
	switch o.Owner.Kind {
	case "Organisation":
		return "organisation"
	case "Team":
		return "team"
	}
	return strings.ToLower(o.Owner.Kind)
}

func names(all []*model.Resource) model.List {
	list := model.List{}
	for _, r := range all {
		list = append(list, r.Name)
	}
	return list
}

// unsupported lists the key results of a goal that no link names while links name others of it. A link to the goal itself serves all.
func unsupported(goal *model.Resource, named map[string]bool) model.List {
	list := model.List{}
	some := false
	for i, kr := range goal.Objects("keyResults") {
		if named[goal.Name+"/"+kr.Text("id")] {
			some = true
			continue
		}
		o := &model.Object{}
		o.Set("id", kr.Text("id"))
		o.Set("at", fmt.Sprintf("keyResults/%d", i))
		list = append(list, o)
	}
	if !some || named[goal.Name] {
		return model.List{}
	}
	return list
}

// linkFacts say of each entry of `supports` how well it is explained.
func (c *computer) linkFacts(o *model.Resource) model.List {
	list := model.List{}
	for i, s := range o.Objects("supports") {
		to, part := supported(s)
		l := &model.Object{}
		l.Set("at", fmt.Sprintf("supports/%d", i))
		l.Set("link", s.Text("link"))
		l.Set("because", s.Text("because"))
		l.Set("words", len(strings.Fields(s.Text("because"))))
		if to != nil {
			l.Set("goal", to.Name)
			l.Set("repeatsTitles", repeats(s.Text("because"), o.Title()+" "+to.Title()))
			c.linkPath(l, o, to, part)
		} else {
			l.Set("goal", s.Text("objective")+s.Text("keyResult"))
			l.Set("repeatsTitles", false)
		}
		list = append(list, l)
	}
	return list
}

// small words say nothing of their own in a reason.
var small = strings.Fields("a an and are as be because by for from helps help in is it its it's more of on our supports support that the their them this to us we will with which directly so")

// repeats reports whether every telling word of a reason stands in the titles already.
func repeats(reason, titles string) bool {
	known := tokens(titles)
	telling := 0
	for _, w := range tokens(reason) {
		if slices.Contains(small, w) {
			continue
		}
		if !slices.Contains(known, w) {
			return false
		}
		telling++
	}
	return telling > 0
}

func tokens(text string) []string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !('a' <= r && r <= 'z' || '0' <= r && r <= '9' || r > 127)
	})
	for i, w := range words {
		words[i] = quantity.Singular(w)
	}
	return words
}

// reach follows supports upwards to the goals of the organisation whose cycle overlaps the objective's own.
func (c *computer) reach(o *model.Resource) {
	reached, elsewhere, missing := model.List{}, model.List{}, model.List{}
	own, ok := c.cycle(o)
	c.reached[o] = o
	queue, ends, depth := append(c.walked[:0], o), 1, 0
	for n := 0; n < len(queue); n++ {
		at := queue[n]
		if n == ends {
			ends, depth = len(queue), depth+1
		}
		if why := c.tooFar(depth); why != "" {
			c.tooLarge("supports", o, "supports", fmt.Sprintf("`%s` supports objectives that support others, and so on, for more than %s", o.Name, why))
			missing = append(missing, fmt.Sprintf("what `%s` supports through others is followed for no more than %s", o.Name, why))
			break
		}
		for i, link := range c.supports(at) {
			to := link.to
			switch {
			case to == nil && len(missing) < maxWords:
				missing = append(missing, c.unknownGoal(at, link.entry, fmt.Sprintf("supports/%d/", i)))
			case to == nil, c.reached[to] == o:
			case level(to) != "organisation":
				c.reached[to] = o
				queue = append(queue, to)
			default:
				c.reached[to] = o
				if span, known := c.cycle(to); !ok || !known || span.Overlaps(own) {
					reached = append(reached, to.Name)
				} else {
					elsewhere = append(elsewhere, to.Name)
				}
			}
		}
	}
	c.walked = queue
	o.Facts.Set("reaches", reached)
	o.Facts.Set("reachesOtherCycle", elsewhere)
	o.Facts.Set("unknownSupports", missing)
}

// upward is an entry of `supports`, and the objective that it names.
type upward struct {
	entry *model.Object
	to    *model.Resource // nil for none
}

// supports lists what an objective supports.
func (c *computer) supports(o *model.Resource) []upward {
	return memo(c.upwards, o, func() []upward {
		var all []upward
		for _, s := range o.Objects("supports") {
			to, _ := supported(s)
			all = append(all, upward{s, to})
		}
		return all
	})
}

// tooFar counts a step along links, and says where the limit is once it is reached; "" while it is not.
func (c *computer) tooFar(depth int) string {
	switch c.steps++; {
	case depth > MaxDepth:
		return fmt.Sprintf("%d steps", MaxDepth)
	case c.steps > maxSteps:
		return fmt.Sprintf("%d steps in the whole organisation", maxSteps)
	}
	return ""
}

// unknownGoal says why an entry of `supports` leads nowhere.
func (c *computer) unknownGoal(o *model.Resource, s *model.Object, at string) string {
	why := "does not exist"
	if c.missingRefs == nil {
		c.missingRefs = map[*model.Resource][]*model.Unresolved{}
		for _, u := range c.m.Unresolved {
			c.missingRefs[u.From] = append(c.missingRefs[u.From], u)
		}
	}
	for _, u := range c.missingRefs[o] {
		if strings.HasPrefix(u.Path, at) && len(u.Candidates) > 0 {
			why = "may be any of " + strings.Join(u.Candidates, ", ")
		}
	}
	return fmt.Sprintf("`%s` supports `%s%s`, which %s", o.Name, s.Text("objective"), s.Text("keyResult"), why)
}

// cycle is the time an objective runs; false when it has none or an unknown one.
func (c *computer) cycle(o *model.Resource) (calendar.Span, bool) {
	if o.Text("cycle") == "" {
		return calendar.Span{}, false
	}
	span, err := c.m.Calendar.Cycle(o.Text("cycle"))
	return span, err == nil
}

// keyResultClashes finds key results whose numbers cannot be compared: from with to, or either with the KPI they stand on.
func (c *computer) keyResultClashes(o *model.Resource) {
	var found []*conflict
	for i, kr := range o.Objects("keyResults") {
		at := fmt.Sprintf("keyResults/%d/", i)
		to, from := kr.Quantity("to"), kr.Quantity("from")
		found = append(found, unitClash(from, to, at+"from", "the start of the key result cannot be compared with its end: %v"))
		if kpi := kr.To("kpi"); kpi != nil {
			found = append(found, unitClash(to, kpi.Quantity("target"), at+"to", "the key result cannot be compared with the target of `"+kpi.Name+"`: %v"))
		}
	}
	c.addConflicts(o, found...)
}

func unitClash(a, b *model.Quantity, at, format string) *conflict {
	if a == nil || b == nil || a.Low == nil || b.Low == nil {
		return nil
	}
	return clash(at, format, compatible(a.Amount, b.Amount))
}

// rings finds the objectives that support each other in a circle (strongly connected components, Tarjan 1972), each ring once, from
// its first member by full name.
func (c *computer) rings(objectives []*model.Resource) model.List {
	t := &tarjan{index: map[*model.Resource]int{}, low: map[*model.Resource]int{}, on: map[*model.Resource]bool{}}
	for _, o := range objectives {
		if _, seen := t.index[o]; !seen {
			t.visit(o)
		}
	}
	slices.SortFunc(t.rings, func(a, b []*model.Resource) int { return strings.Compare(a[0].Name, b[0].Name) })
	list := model.List{}
	for _, ring := range t.rings {
		o := &model.Object{}
		o.Set("first", ring[0].Name)
		o.Set("members", names(ring))
		o.Set("path", path(ring))
		list = append(list, o)
	}
	return list
}

type tarjan struct {
	index, low map[*model.Resource]int
	on         map[*model.Resource]bool
	stack      []*model.Resource
	rings      [][]*model.Resource
}

func (t *tarjan) visit(o *model.Resource) {
	t.index[o], t.low[o] = len(t.index), len(t.index)
	t.stack, t.on[o] = append(t.stack, o), true
	self := false
	for _, s := range o.Objects("supports") {
		to, _ := supported(s)
		if to == nil {
			continue
		}
		self = self || to == o
		if _, seen := t.index[to]; !seen {
			t.visit(to)
			t.low[o] = min(t.low[o], t.low[to])
		} else if t.on[to] {
			t.low[o] = min(t.low[o], t.index[to])
		}
	}
	if t.low[o] == t.index[o] {
		t.close(o, self)
	}
}

// close takes the component of o off the stack; it is a ring when it has several members or supports itself.
func (t *tarjan) close(o *model.Resource, self bool) {
	i := len(t.stack) - 1
	for t.stack[i] != o { // it is mostly the last
		i--
	}
	ring := slices.Clone(t.stack[i:])
	t.stack = t.stack[:i]
	for _, member := range ring {
		t.on[member] = false
	}
	if len(ring) > 1 || self {
		slices.SortFunc(ring, func(a, b *model.Resource) int { return strings.Compare(a.Name, b.Name) })
		t.rings = append(t.rings, ring)
	}
}

// path walks a ring along its links from its first member back to it, as far as one walk goes.
func path(ring []*model.Resource) string {
	walk, at := []string{ring[0].Name}, ring[0]
	members := map[*model.Resource]bool{}
	for _, member := range ring {
		members[member] = true
	}
	for seen := map[*model.Resource]bool{at: true}; ; {
		next := nextIn(ring[0], members, at, seen)
		if next == nil || next == ring[0] {
			return strings.Join(append(walk, ring[0].Name), " → ")
		}
		seen[next] = true
		walk, at = append(walk, next.Name), next
	}
}

// nextIn is the member of the ring that one supports: an unseen one if there is one, else the first member.
func nextIn(first *model.Resource, members map[*model.Resource]bool, at *model.Resource, seen map[*model.Resource]bool) *model.Resource {
	var back *model.Resource
	for _, s := range at.Objects("supports") {
		to, _ := supported(s)
		switch {
		case to == nil || !members[to]:
		case !seen[to]:
			return to
		case to == first:
			back = to
		}
	}
	return back
}
