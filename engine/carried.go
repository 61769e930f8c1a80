package engine

import (
	"fmt"
	"slices"
	"sync"

	"github.com/kpilint/kpilint/engine/carry"
	"github.com/kpilint/kpilint/engine/exchange"
	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/rego"
	"github.com/kpilint/kpilint/schema/field"
)

// Carried is what a run finds out that the next one need not find out again: see [carry.State].
type Carried = carry.State

// DecodeCarried reads what Carried.Encode wrote.
func DecodeCarried(data []byte) (*Carried, error) { return carry.Decode(data) }

// carried is what a run takes over from an earlier one, and what it finds out for the next.
type carried struct {
	rules    []*policy.Rule               // those that take part
	place    map[*policy.Rule]int         // of each of them
	files    []*carry.File                // of this run
	fill     func(i int)                  // gives one of these what takes time
	inFile   [][]*subject                 // the KPIs and objectives of each, in their order
	of       map[*model.Resource]*subject // the same
	left     facts.Left                   // KPIs of which no facts are wanted but those that other rules read
	findings []knownFinding               // that are still said of definitions
	places   func() map[string]int        // of files, by their names
	remarked map[*model.Resource]bool     // KPIs of which facts remarked something
	answers  *rego.Answers                // of rules over the whole
}

// subject is what was known of a KPI or an objective, and what was found out.
type subject struct {
	of            *model.Resource
	was           *carry.Verdict // nil where that is not known
	looked, found carry.Bits

	known []saidBefore // what rules are known to say
	said  []carry.Said // the same, and what they say now
	odd   carry.Bits   // rules that say something which is not kept; nil for none
}

// carries compares an organisation with that of an earlier run; nil where nothing is to be carried over, or could be.
func (s *Snapshot) carries(m *model.Model, definitions []*model.Definition) *carried {
	in := &s.in
	if !in.Carry || in.AllFacts || in.Track || in.Trusted != nil || s.drafts() || len(m.Resources) != len(definitions) {
		return nil
	}
	c := &carried{place: map[*policy.Rule]int{}, of: make(map[*model.Resource]*subject, len(m.Resources))}
	c.rules, c.left.Wanted = s.engine.ofItself()
	names := make([]string, len(c.rules))
	for i, r := range c.rules {
		c.place[r], names[i] = i, r.Name()
	}
	c.files, c.fill = s.carriedFiles()
	was := in.Carried
	c.answers = answersOf(was)
	same := was != nil && slices.Equal(was.Rules, names) && carry.Same(was.Files, c.files, c.fill)
	c.places = sync.OnceValue(func() map[string]int {
		all := make(map[string]int, len(c.files))
		for i, f := range c.files {
			all[f.Name] = i
		}
		return all
	})
	c.take(s, m, same)
	return c
}

// answersOf are the answers of rules over the whole that an earlier run has left.
func answersOf(was *Carried) *rego.Answers {
	known := map[string]rego.Answer{}
	if was != nil {
		for name, one := range was.Answers {
			known[name] = rego.Answer(one)
		}
	}
	return rego.NewAnswers(known)
}

// said are the answers of rules over the whole; nil where none are kept.
func (c *carried) said() *rego.Answers {
	if c == nil {
		return nil
	}
	return c.answers
}

// carriedFiles are the files of a snapshot, with digests of their contents, and how to find out more of one.
func (s *Snapshot) carriedFiles() (files []*carry.File, fill func(i int)) {
	room := make([]carry.File, len(s.read))
	files = make([]*carry.File, len(s.read))
	for i, p := range s.read {
		files[i] = &room[i]
		files[i].Name, files[i].Content = p.name, p.digest()
	}
	return files, func(i int) {
		f := s.read[i].filled()
		files[i].Others, files[i].Judged = f.Others, slices.Clone(f.Judged)
	}
}

// digest is that of the content of a file.
func (p *parsed) digest() carry.Digest {
	if p.sum == nil {
		return carry.Of(p.bytes())
	}
	return p.sum()
}

// filled is what a file says to others. Of one that holds anything but definitions in which nothing is wrong, nobody
// can say that.
func (p *parsed) filled() *carry.File {
	f := &carry.File{}
	f.Fill(p.definitions)
	odd := p.err != nil || p.document || p.content != nil || p.mapped != nil
	if odd || len(p.problems)+len(p.others) > 0 {
		f.Others = carry.Digest{}
	}
	return f
}

// take takes over what was found of KPIs and objectives; nothing where the state of the others is not the same.
func (c *carried) take(s *Snapshot, m *model.Model, same bool) {
	if same {
		c.left.Of = map[*model.Resource]bool{}
	}
	before := 0
	c.inFile = make([][]*subject, len(s.read))
	for i, p := range s.read {
		for at, d := range p.definitions {
			if !carry.Judges(d.Kind) {
				continue
			}
			r := m.Made(before + at)
			on := &subject{of: r}
			if same {
				on.was = c.files[i].Of(len(c.inFile[i]))
			}
			c.inFile[i], c.of[r] = append(c.inFile[i], on), on
			if d.Kind == "KPI" && on.was != nil && on.was.Found.None() && !on.was.Open && m.TargetsOf(r) == nil {
				c.left.Of[r] = true
			}
		}
		before += len(p.definitions)
	}
	for _, o := range m.Of("Objective") {
		if slices.ContainsFunc(o.Objects(field.KeyResults), c.isAboutAnother) {
			c.of[o].was = nil
		}
	}
	c.takeFindings()
}

// isAboutAnother reports whether a key result names a KPI that is not known to be as it was.
func (c *carried) isAboutAnother(kr *model.Object) bool {
	kpi := kr.To(field.KPI)
	return kpi != nil && (c.of[kpi.Whole()] == nil || c.of[kpi.Whole()].was == nil)
}

// ofItself are the rules that read nothing of a KPI or an objective but what depends on no number of another one, and
// the facts that all other programs may read; nil for all.
func (e *Engine) ofItself() (rules []*policy.Rule, others basis.Wanted) {
	others = basis.Wanted{}
	for _, b := range []batch{e.programs.first, e.programs.last} {
		for _, p := range b.programs() {
			asks, tells := p.(interface{ Asks() []string })
			var names []string
			if tells {
				names = asks.Asks()
			}
			switch {
			case names != nil && p.Rule().Rego == nil && facts.OfItself(p.Rule().For, names):
				rules = append(rules, p.Rule())
			case names == nil:
				others = nil
			case others != nil:
				for _, name := range names {
					others[name] = true
				}
			}
		}
	}
	return rules, others
}

// remaining gives, for a resource, those of the programs of a batch that are not known to have nothing to say of it.
func (c *carried) remaining(b batch) func(r *model.Resource) []policy.Program {
	all := func(r *model.Resource) []policy.Program { return b.byKind[r.Kind] }
	if c == nil {
		return all
	}
	after := map[likeness][]policy.Program{}
	for _, on := range c.of {
		if on.was == nil || after[on.like()] != nil {
			continue
		}
		after[on.like()] = slices.DeleteFunc(slices.Clone(b.byKind[on.of.Kind]), func(p policy.Program) bool {
			place, takesPart := c.place[p.Rule()]
			return takesPart && !on.was.Found.Has(place)
		})
	}
	return func(r *model.Resource) []policy.Program {
		if on := c.of[r]; on != nil && on.was != nil {
			return after[on.like()]
		}
		return all(r)
	}
}

// known are, for some programs of a batch, on which KPIs and objectives they are known to have nothing to say, by
// numbers of both; and the numbers of those that take part. The KPIs of which all of these are known are left.
func (c *carried) known(all []policy.Program, about *exchange.About) (
	noted []int, known exchange.Sets, left map[*model.Resource]bool,
) {
	if c == nil {
		return nil, exchange.Sets{}, nil
	}
	var takePart []policy.Program
	for _, p := range all {
		if _, takesPart := c.place[p.Rule()]; takesPart {
			takePart, noted = append(takePart, p), append(noted, tells(p).Rule)
		}
	}
	places, left := map[*carry.Verdict]int{}, map[*model.Resource]bool{} // those that are alike have the same set
	for i, r := range about.Resources {
		on := c.of[r]
		if on == nil || on.was == nil {
			continue
		}
		place, seen := places[on.was]
		if !seen {
			var set []int
			for k, p := range takePart {
				if !on.was.Found.Has(c.place[p.Rule()]) {
					set = append(set, noted[k])
				}
			}
			place = known.Add(set)
			places[on.was] = place
		}
		known.Put(i, place)
		left[r] = r.Kind == "KPI" && len(known.At(i)) == len(takePart)
	}
	return noted, known, left
}

// noted takes note of what was found elsewhere, and at which definitions rules looked.
func (c *carried) noted(v *exchange.Verdict, rules []*policy.Rule, about *exchange.About) {
	if c == nil {
		return
	}
	for i := range v.LookedAt.Of {
		on := c.of[about.At(i)]
		for _, n := range v.LookedAt.At(i) {
			if place, ok := c.place[rules[n]]; ok && on != nil {
				on.room(len(c.rules))
				on.looked.Set(place)
			}
		}
	}
	for i := range v.Outcomes {
		on := c.of[v.Outcomes[i].Resource.Whole()]
		if place, ok := c.place[v.Outcomes[i].Rule]; ok && on != nil {
			on.room(len(c.rules))
			on.found.Set(place)
		}
	}
}

// carriedFrom is what another process says that is known of definitions to rules, by their numbers.
func carriedFrom(asked *exchange.Batch, rules []*policy.Rule, about *exchange.About) *carried {
	if len(asked.Noted) == 0 {
		return nil
	}
	c := &carried{place: map[*policy.Rule]int{}, of: map[*model.Resource]*subject{}}
	for _, n := range asked.Noted {
		c.place[rules[n]] = len(c.rules)
		c.rules = append(c.rules, rules[n])
	}
	alike := map[int]*carry.Verdict{} // by the place of their set
	for i, r := range about.Resources {
		if !carry.Judges(r.Kind) {
			continue
		}
		on := &subject{of: r}
		if c.of[r] = on; i >= len(asked.Known.Of) || asked.Known.Of[i] == 0 {
			continue
		}
		if on.was = alike[asked.Known.Of[i]]; on.was != nil {
			continue
		}
		on.was = &carry.Verdict{Looked: carry.NewBits(len(c.rules)), Found: carry.NewBits(len(c.rules))}
		for place, n := range asked.Noted {
			if !slices.Contains(asked.Known.At(i), n) {
				on.was.Found.Set(place)
			}
		}
		alike[asked.Known.Of[i]] = on.was
	}
	return c
}

// lookedAt are the rules that looked at each definition, by their numbers.
func (c *carried) lookedAt(asked *exchange.Batch, about *exchange.About) (all exchange.Sets) {
	if c == nil {
		return all
	}
	places := map[string]int{}
	for i, r := range about.Resources {
		on := c.of[r]
		if on == nil || on.looked.None() {
			continue
		}
		key := fmt.Sprint(on.looked)
		if places[key] == 0 {
			var set []int
			for place, n := range asked.Noted {
				if on.looked.Has(place) {
					set = append(set, n)
				}
			}
			places[key] = all.Add(set)
		}
		all.Put(i, places[key])
	}
	return all
}

// note notes what rules had to judge of a resource, and to say.
func (c *carried) note(r *model.Resource, v *verdicts) {
	if c == nil || c.of[r] == nil {
		return
	}
	on := c.of[r]
	for _, l := range v.looked {
		if place, ok := c.place[l.rule]; ok && l.n > 0 {
			on.room(len(c.rules))
			on.looked.Set(place)
		}
	}
	for i := range v.outcomes {
		if place, ok := c.place[v.outcomes[i].Rule]; ok {
			on.room(len(c.rules))
			on.found.Set(place)
		}
	}
}

// likeness is what definitions have in common of which the same is known.
type likeness struct {
	kind string
	was  *carry.Verdict
}

func (on *subject) like() likeness { return likeness{on.of.Kind, on.was} }

func (on *subject) room(rules int) {
	if on.looked == nil {
		on.looked, on.found = carry.NewBits(rules), carry.NewBits(rules)
	}
}

// lookedBefore adds for some programs on how many definitions they had something to judge that are skipped.
func (c *carried) lookedBefore(programs []policy.Program, looked map[*policy.Rule]int) {
	if c == nil {
		return
	}
	like := map[likeness]int{} // how many there are
	for _, on := range c.of {
		if on.was != nil {
			like[on.like()]++
		}
	}
	for _, p := range programs {
		place, takesPart := c.place[p.Rule()]
		if !takesPart {
			continue
		}
		for of, n := range like {
			if of.kind == p.Rule().For && !of.was.Found.Has(place) && of.was.Looked.Has(place) {
				looked[p.Rule()] += n
			}
		}
	}
}

// state is what the run has found out, for the next one; nil where nobody asked, or where a rule or a file failed.
func (c *carried) state(r *Report) *Carried {
	if c == nil || r.Stopped || len(r.Errors)+len(r.Unreadable) > 0 {
		return nil
	}
	state := &Carried{Rules: make([]string, len(c.rules)), Files: c.files, Answers: map[string]carry.Answer{}}
	for name, one := range c.answers.All() {
		state.Answers[name] = carry.Answer(one)
	}
	for i, rule := range c.rules {
		state.Rules[i] = rule.Name()
	}
	alike := map[string]*carry.Verdict{}
	for i, f := range c.files {
		if f.Others == (carry.Digest{}) || len(f.Judged) != len(c.inFile[i]) {
			c.fill(i)
		}
		for k, on := range c.inFile[i] {
			f.Judged[k].Verdict, f.Judged[k].Said = c.verdict(on, alike), on.allSaid()
		}
	}
	return state
}

// verdict is what was found out of a definition, the same for those that are alike.
func (c *carried) verdict(on *subject, alike map[string]*carry.Verdict) *carry.Verdict {
	if was := on.was; was != nil && on.looked.None() && was.Found.None() && was.Open == c.remarked[on.of] {
		return was
	}
	on.room(len(c.rules))
	v := &carry.Verdict{Looked: on.looked, Found: on.found, Open: c.remarked[on.of]}
	if on.was != nil {
		for i := range v.Looked {
			v.Looked[i] |= on.was.Looked[i] &^ on.was.Found[i]
		}
	}
	key := fmt.Sprint(v.Looked, v.Found, v.Open)
	if alike[key] == nil {
		alike[key] = v
	}
	return alike[key]
}
