package model

import (
	"context"
	"math/big"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/engine/work"
	"github.com/kpilint/kpilint/schema/field"
)

// Options are what a model needs beside the documents.
type Options struct {
	AsOf    calendar.Date
	IsRule  func(id string) bool // whether an exception's rule exists; nil: every id is taken
	RuleIDs []string             // for the nearest name
	Track   bool                 // resources note which of their fields are read, for Unread
	Jobs    int                  // on so many goroutines; 0: on one

	// Last says that nobody resolves the definitions again, or asks what they refer to: the resources take what they
	// hold, which is half of the memory. It is not for definitions that others have, too, nor goes with Track.
	Last bool

	Described map[*Definition]*content.File // documents that describe definitions of other files

	// Besides are others of the organisation that are left out. What they count is known all the same, and nothing is
	// looked for that an unknown name may mean.
	Besides []*Definition
}

// Resolve joins definitions, in the order in which they were read, into one organisation of new resources: names,
// owners and teams, references, the calendar. The definitions stay as they are. A second one of one kind and full
// name is a problem and left out. An error is the end of the context.
func Resolve(ctx context.Context, definitions []*Definition, opts Options) (*Model, []Problem, error) {
	m := &Model{
		AsOf: opts.AsOf, made: make([]Resource, len(definitions)),
		byName: map[string]map[string]*Resource{}, byID: map[string]map[string]*Resource{}, byKind: map[string][]*Resource{},
		othersOf: map[string]map[string][]*Resource{},
	}
	v := &resolver{
		ctx: ctx, m: m, opts: opts, definitions: definitions, to: len(definitions), duplicates: map[*Resource]bool{},
		known: map[string][]string{}, knownCycles: map[string]error{}, stepDays: map[string]readDay{},
	}
	if opts.Track {
		m.Watch = &Watch{numbers: map[*source.Node]*mark{}}
	}
	m.Watch.At(v.join).Read(false) // a quantity is only held to its form
	if ctx.Err() != nil {
		return nil, nil, ctx.Err()
	}
	return m, v.problems, nil
}

// join makes one organisation, until the context ends.
func (v *resolver) join() {
	for _, step := range []func(){
		v.make, v.name, v.collect, v.references, v.rows, v.m.index, v.calendar, v.dueDays, v.resultDays, v.plans, v.actuals,
		v.resultChanges, v.workingDays,
		v.activitiesAndCycles, v.headcounts, v.hours,
	} {
		if step(); v.ctx.Err() != nil {
			return
		}
	}
}

// make makes a resource of each definition, in its place in the one around it, which stands before it.
func (v *resolver) make() {
	var around []int // those around the latest, and itself
	v.each(func(i int, d *Definition, r *Resource) {
		d.fill(r)
		r.Described = v.opts.Described[d]
		for len(around) > 0 && v.definitions[around[len(around)-1]] != d.Around {
			around = around[:len(around)-1]
		}
		if len(around) > 0 {
			r.Around = &v.m.made[around[len(around)-1]]
			r.Around.Nested = append(r.Around.Nested, r)
		}
		around = append(around, i)
	})
}

// collect takes the resources that are none twice.
func (v *resolver) collect() {
	m := v.m
	v.each(func(_ int, _ *Definition, r *Resource) {
		if !v.duplicates[r] {
			m.Resources, m.byKind[r.Kind] = append(m.Resources, r), append(m.byKind[r.Kind], r)
		}
	})
	m.organisations = m.Of("Organisation")
	if len(m.organisations) > 0 {
		m.Organisation = m.organisations[0]
	}
}

// each goes through definitions and what they become until the context ends.
func (v *resolver) each(f func(i int, d *Definition, r *Resource)) {
	for i := v.from; i < v.to; i++ {
		if i%100 == 0 && v.ctx.Err() != nil {
			return
		}
		f(i, v.definitions[i], &v.m.made[i])
	}
}

// joined goes through those that are part of the organisation.
func (v *resolver) joined(f func(d *Definition, r *Resource)) {
	v.each(func(_ int, d *Definition, r *Resource) {
		if !v.duplicates[r] {
			f(d, r)
		}
	})
}

func (v *resolver) workingDays() {
	for _, role := range v.m.Of("Role") {
		v.time(role, field.WorkingDay, "day")
	}
}

type resolver struct {
	ctx         context.Context
	m           *Model
	opts        Options
	definitions []*Definition
	from, to    int // the definitions that it goes through
	problems    []Problem
	open        []open // references that lead nowhere, of which nothing near was looked for yet
	duplicates  map[*Resource]bool
	known       map[string][]string // names by kinds, for suggestions
	guesses     nearest.Finder

	several    map[string][]string           // what a text may mean that names several, by kinds and text
	lists      map[string]*entryList         // what organisations list, by field
	keyResults map[string][]*Resource        // the objectives that have a key result, by its id
	partsOf    map[*Resource]map[string]bool // the ids of an objective's key results
	pastimes   map[*Resource]*pastimes       // what the roles of an owner spend time on
	looks      int                           // for these so far
	due        []dated                       // quantities that are due by a period

	slipped       map[slipKey]slip
	refusedCycles map[string]bool  // cycles that the calendar has, and that have no days
	knownCycles   map[string]error // those that were looked up, by their names
	stepDays      map[string]readDay
	isPart        bool // others go through further definitions at the same time
}

// name gives every resource its team, owner and full name. Teams and the organisation come first, then roles, then
// what they own.
func (v *resolver) name() {
	for _, kinds := range [][]string{{"Organisation", "Calendar", "Team"}, {"Role"}, nil} {
		v.each(func(_ int, _ *Definition, r *Resource) {
			if r.Name == "" && (kinds == nil || slices.Contains(kinds, r.Kind)) {
				v.own(r)
				r.Name = FullName(r.Team, r.ID)
				v.register(r)
			}
		})
	}
}

func (v *resolver) own(r *Resource) {
	if r.Kind == "Organisation" || r.Kind == "Calendar" || r.Kind == "Team" {
		return
	}
	r.Team = v.teamOf(r)
	switch owner := r.Ref(field.Owner); {
	case owner != nil:
		r.Owner = v.find(owner.Text, []string{"Team", "Role", "Organisation"}, r.Team)
	case r.Around != nil:
		r.Owner = r.Around
	}
	if r.Team != nil || r.Owner == nil {
		return
	}
	if r.Team = r.Owner.Team; r.Owner.Kind == "Team" {
		r.Team = r.Owner
	}
}

// teamOf is the team a resource names, else the team around it.
func (v *resolver) teamOf(r *Resource) *Resource {
	if ref := r.Ref(field.Team); ref != nil {
		if team := v.m.Find("Team", ref.Text); team != nil {
			return team
		}
	}
	if r.Around == nil {
		return nil
	}
	if r.Around.Kind == "Team" {
		return r.Around
	}
	return r.Around.Team
}

// count is how many definitions of a kind there are.
func (v *resolver) count(kind string) int {
	n := 0
	for _, d := range v.definitions {
		if d.Kind == kind {
			n++
		}
	}
	return n
}

func (v *resolver) register(r *Resource) {
	if v.m.byName[r.Kind] == nil {
		n := v.count(r.Kind)
		v.m.byName[r.Kind], v.m.byID[r.Kind] = make(map[string]*Resource, n), make(map[string]*Resource, n)
		v.m.othersOf[r.Kind] = map[string][]*Resource{}
	}
	if first := v.m.byName[r.Kind][r.Name]; first != nil {
		v.duplicate(r, first)
		return
	}
	v.m.byName[r.Kind][r.Name] = r
	if v.m.byID[r.Kind][r.ID] == nil {
		v.m.byID[r.Kind][r.ID] = r
		return
	}
	v.m.othersOf[r.Kind][r.ID] = append(v.m.othersOf[r.Kind][r.ID], r)
}

func (v *resolver) duplicate(r, first *Resource) {
	v.duplicates[r] = true
	if r.Mapped && first.Mapped && r.File != first.File && isHeading(r) && isHeading(first) {
		return // two tables name the team to which their rows belong
	}
	span, at := r.Written(field.Itself)
	firstSpan, _ := first.Written(field.Itself)
	v.problems = append(v.problems, Problem{Resource: r, Pointer: at, Problem: source.Problem{
		File: r.File, Rule: "duplicate-resource", Span: span,
		Message: wording.IsDefinedTwiceFirstAt(r.Kind, r.Name,
			source.Location{File: first.File, Span: firstSpan}.Row()),
		Related: []source.Related{{
			Location: source.Location{File: first.File, Span: firstSpan}, Message: wording.FirstDefinition(),
		}},
	}})
}

// isHeading reports whether a team or an organisation is only named, for what belongs to it.
func isHeading(r *Resource) bool {
	named := r.Kind == "Team" || r.Kind == "Organisation"
	r.Object.Each(func(name string, _ any) { named = named && (name == "id" || name == "name") })
	return named
}

// find resolves a reference: the own team's resource wins, then the one with this full name, then the only one with
// this id; nil when there is none, or several.
func (v *resolver) find(text string, kinds []string, team *Resource) *Resource {
	for _, k := range kinds {
		if team != nil {
			if r := v.m.byName[k][team.Name+"/"+text]; r != nil {
				return r
			}
		}
	}
	for _, k := range kinds {
		if r := v.m.byName[k][text]; r != nil {
			return r
		}
	}
	var only *Resource
	for _, k := range kinds {
		switch found := v.m.byID[k][text]; {
		case found == nil:
		case only != nil || len(v.m.othersOf[k][text]) > 0:
			return nil
		default:
			only = found
		}
	}
	return only
}

// maxCandidates is how many definitions are named that a text may mean: there may be one in each of a thousand teams.
const maxCandidates = 20

// candidates are the full names, once all are known, of what has a bare id that does not say which.
func (v *resolver) candidates(text string, kinds []string) []string {
	key := strings.Join(kinds, " ") + " " + text
	if names, ok := v.several[key]; ok {
		return names
	}
	var names []string
	for _, k := range kinds {
		if first := v.m.byID[k][text]; first != nil {
			names = append(names, first.Name)
		}
		for _, r := range v.m.othersOf[k][text] {
			names = append(names, r.Name)
		}
	}
	names = first(names)
	if v.several == nil {
		v.several = map[string][]string{}
	}
	v.several[key] = names
	return names
}

// first sorts names and keeps the first of them.
func first(names []string) []string {
	slices.Sort(names)
	names = slices.Compact(names)
	return slices.Clip(names[:min(len(names), maxCandidates)])
}

// anyKind is what an exception may be for.
var anyKind = []string{"KPI", "Role", "Team", "Objective", "Service", "CashPlan", "Organisation", "Calendar", "Exception"}

// references finds what references lead to. Of many definitions several parts are gone through at a time.
func (v *resolver) references() {
	people := v.people()
	v.inParts(v.share, func(part *resolver) { part.refer(people) })
}

// inParts goes through all definitions, of many through several parts at a time. before it looks up what these share.
func (v *resolver) inParts(before func(), through func(part *resolver)) {
	parts := make([]*resolver, 1)
	if v.m.Watch == nil && len(v.definitions) >= enoughToSplit {
		parts = make([]*resolver, max(1, v.opts.Jobs))
	}
	if len(parts) > 1 {
		before()
	}
	work.Split(len(parts), len(v.definitions), func(part, from, to int) {
		parts[part] = v.part(from, to)
		through(parts[part])
	})
	for _, part := range parts {
		v.problems, v.due = append(v.problems, part.problems...), append(v.due, part.due...)
		for _, o := range part.open {
			v.unresolved(o.from, o.pending, o.wanted, o.candidates, o.known)
		}
	}
}

// enoughToSplit is how many definitions are worth several goroutines.
const enoughToSplit = 64

// namesKeyResult reports whether a definition refers to a key result.
func namesKeyResult(d *Definition) bool {
	return slices.ContainsFunc(d.refs, func(p pending) bool { return refersTo(p.shape, "KeyResult") })
}

// share looks up what all parts read.
func (v *resolver) share() {
	if slices.ContainsFunc(v.definitions, namesKeyResult) {
		v.indexKeyResults()
	}
	for _, name := range []field.Path{field.Markets, field.Values} {
		v.list(name)
	}
}

// part goes through some of the definitions. It reads what the others share, and changes nothing of it.
func (v *resolver) part(from, to int) *resolver {
	return &resolver{
		ctx: v.ctx, m: v.m, opts: v.opts, definitions: v.definitions, from: from, to: to, duplicates: v.duplicates,
		known: map[string][]string{}, lists: v.lists, keyResults: v.keyResults, partsOf: v.partsOf, isPart: true,
		stepDays: map[string]readDay{},
	}
}

// open is a reference that leads nowhere.
type open struct {
	from       *Resource
	pending    pending
	wanted     string
	candidates []string
	known      func() []string
}

// refer finds what references lead to, and gives each resource its object with them in it.
func (v *resolver) refer(people *people) {
	settler := settler{watch: v.m.Watch, inPlace: v.opts.Last}
	var targets []target
	var units []quantity.Unit
	v.joined(func(d *Definition, r *Resource) {
		targets, units = targets[:0], units[:0]
		for _, p := range d.refs {
			targets = append(targets, v.reference(r, p))
		}
		for i, q := range d.amounts {
			units = append(units, people.in(q.Unit))
			v.scope(people, r, d.paths[i], units[i], q)
		}
		v.otherWords(d, r, units)
		people.measured(d, units, targets)
		alike(d, r, units)
		first := len(settler.due)
		r.Object = settler.settle(d, targets, units)
		for i := first; i < len(settler.due); i++ {
			settler.due[i].of = r
		}
		if v.opts.Last {
			d.letGo()
		}
	})
	v.due = settler.due
}

func (v *resolver) reference(r *Resource, p pending) target {
	kinds := p.shape.RefersTo
	switch {
	case p.path == field.Owner.String():
		return target{to: r.Owner}
	case slices.Contains(kinds, "Market"):
		v.listed(r, p, field.Markets, "market")
	case slices.Contains(kinds, "Value"):
		v.listed(r, p, field.Values, "value")
	case slices.Contains(kinds, "Rule"):
		v.rule(r, p)
	case slices.Contains(kinds, "KeyResult"):
		return v.keyResult(r, p)
	case slices.Contains(kinds, "Any"):
		return v.resource(r, p, anyKind)
	case !slices.Contains(kinds, "Activity") && !slices.Contains(kinds, "Cycle"):
		return v.resource(r, p, kinds)
	}
	return target{}
}

func (v *resolver) resource(r *Resource, p pending, kinds []string) target {
	if to := v.find(p.ref.Text, kinds, r.Team); to != nil {
		return target{to: to}
	}
	candidates := v.candidates(p.ref.Text, kinds)
	if slices.Equal(kinds, anyKind) && len(candidates) > 0 {
		return target{} // an exception is matched by name, whatever the kind
	}
	v.unresolved(r, p, kindWords(kinds), candidates, func() []string { return v.names(kinds) })
	return target{}
}

// entryList is what the organisations list under a field.
type entryList struct {
	ids   []string
	known map[string]bool
}

func (v *resolver) listed(r *Resource, p pending, name field.Path, word string) {
	if l := v.list(name); !l.known[p.ref.Text] {
		v.unresolved(r, p, word, nil, func() []string { return l.ids })
	}
}

func (v *resolver) list(name field.Path) *entryList {
	if l := v.lists[name.String()]; l != nil {
		return l
	}
	l := &entryList{known: map[string]bool{}}
	for _, entry := range v.m.Listed(name) {
		id := entry.Text(field.ID)
		l.ids, l.known[id] = append(l.ids, id), true
	}
	if v.lists == nil {
		v.lists = map[string]*entryList{}
	}
	v.lists[name.String()] = l
	return l
}

func (v *resolver) rule(r *Resource, p pending) {
	if v.opts.IsRule != nil && !v.opts.IsRule(p.ref.Text) {
		v.unresolved(r, p, "rule", nil, func() []string { return v.opts.RuleIDs })
	}
}

// keyResult resolves objective/key-result within the team, or team/objective/key-result.
func (v *resolver) keyResult(r *Resource, p pending) target {
	slash := strings.LastIndexByte(p.ref.Text, '/')
	if slash <= 0 {
		return v.bareKeyResult(r, p)
	}
	objective, id := p.ref.Text[:slash], p.ref.Text[slash+1:]
	to := v.find(objective, []string{"Objective"}, r.Team)
	if to != nil && v.hasKeyResult(to, id) {
		return target{to, id}
	}
	var candidates []string
	if to == nil {
		candidates = slices.Clone(v.candidates(objective, []string{"Objective"}))
	}
	for i := range candidates {
		candidates[i] += "/" + id
	}
	v.unresolved(r, p, "key result", candidates, v.keyResultNames)
	return target{}
}

// bareKeyResult resolves the id of a key result alone, when only one objective has it.
func (v *resolver) bareKeyResult(r *Resource, p pending) target {
	v.indexKeyResults()
	having := v.keyResults[p.ref.Text]
	if len(having) == 1 {
		return target{having[0], p.ref.Text}
	}
	v.unresolved(r, p, "key result", v.havingKeyResult(having, p.ref.Text), v.keyResultNames)
	return target{}
}

// havingKeyResult are the full names that a bare id of a key result may stand for.
func (v *resolver) havingKeyResult(objectives []*Resource, id string) []string {
	if len(objectives) == 0 {
		return nil
	}
	key := "KeyResult " + id
	if names, ok := v.several[key]; ok {
		return names
	}
	names := make([]string, len(objectives))
	for i, o := range objectives {
		names[i] = o.Name + "/" + id
	}
	names = first(names)
	if v.several == nil {
		v.several = map[string][]string{}
	}
	v.several[key] = names
	return names
}

// indexKeyResults notes which objectives have which key results.
func (v *resolver) indexKeyResults() {
	if v.partsOf != nil {
		return
	}
	v.keyResults, v.partsOf = map[string][]*Resource{}, map[*Resource]map[string]bool{}
	for _, o := range v.m.Of("Objective") {
		ids := map[string]bool{}
		for _, kr := range o.Objects(field.KeyResults) {
			if id := kr.Text(field.ID); !ids[id] {
				ids[id] = true
				v.keyResults[id] = append(v.keyResults[id], o)
			}
		}
		v.partsOf[o] = ids
	}
}

func (v *resolver) hasKeyResult(objective *Resource, id string) bool {
	v.indexKeyResults()
	return v.partsOf[objective][id]
}

// KeyResult returns the key result of an objective with this id, nil when there is none.
func KeyResult(objective *Resource, id string) *Object {
	for _, kr := range objective.Objects(field.KeyResults) {
		if kr.Text(field.ID) == id {
			return kr
		}
	}
	return nil
}

func (v *resolver) keyResultNames() []string {
	if all, ok := v.known["KeyResult"]; ok {
		return all
	}
	var all []string
	for _, o := range v.m.Of("Objective") {
		for _, kr := range o.Objects(field.KeyResults) {
			all = append(all, o.Name+"/"+kr.Text(field.ID))
		}
	}
	v.known["KeyResult"] = all
	return all
}

// unresolved notes a reference that leads nowhere. What may be meant is looked for within a limit, so in the order of
// definitions.
func (v *resolver) unresolved(
	r *Resource, p pending, wanted string, candidates []string, known func() []string,
) {
	if v.isPart {
		v.open = append(v.open, open{r, p, wanted, candidates, known})
		return
	}
	var names []string
	if v.opts.Besides == nil { // else what is meant may be among those that are left out
		names = known()
	}
	near := v.guesses.Name(p.ref.Text, names)
	v.m.Unresolved = append(v.m.Unresolved, &Unresolved{
		From: r, Path: p.path, Text: p.ref.Text, Wanted: wanted, Candidates: candidates,
		Nearest: near, Slip: v.guesses.Typo(p.ref.Text, near, names),
	})
}

// names lists the full names of the kinds.
func (v *resolver) names(kinds []string) []string {
	key := strings.Join(kinds, " ")
	if all, ok := v.known[key]; ok {
		return all
	}
	var all []string
	for _, k := range kinds {
		for name := range v.m.byName[k] {
			all = append(all, name)
		}
	}
	slices.Sort(all)
	if v.known != nil {
		v.known[key] = all
	}
	return all
}

// Names lists the full names of the resources of these kinds, sorted.
func (m *Model) Names(kinds ...string) []string { return (&resolver{m: m}).names(kinds) }

func kindWords(kinds []string) string {
	if len(kinds) > 3 {
		return wording.DefinitionCalled()
	}
	words := make([]string, len(kinds))
	for i, k := range kinds {
		if words[i] = k; k != "KPI" {
			words[i] = strings.ToLower(k)
		}
	}
	return strings.Join(words, " or ")
}

// activitiesAndCycles resolves what is named inside other resources: an activity in a role's time, a cycle in the
// calendar.
func (v *resolver) activitiesAndCycles() {
	v.joined(func(d *Definition, r *Resource) {
		for _, p := range d.refs {
			if refersTo(p.shape, "Activity") {
				v.activity(r, p)
			}
			if refersTo(p.shape, "Cycle") {
				v.cycle(r, p)
			}
		}
	})
}

func (v *resolver) cycle(r *Resource, p pending) {
	err, known := v.knownCycles[p.ref.Text]
	if !known {
		_, err = v.m.Calendar.Cycle(p.ref.Text)
		v.knownCycles[p.ref.Text] = err
	}
	if err != nil && !v.refusedCycles[p.ref.Text] {
		v.m.Unresolved = append(v.m.Unresolved, &Unresolved{From: r, Path: p.path, Text: p.ref.Text, Wanted: "cycle", Reason: err.Error()})
	}
}

// headcounts reports roles whose headcount and positions disagree. Positions count.
func (v *resolver) headcounts() {
	for _, role := range v.m.Of("Role") {
		count, positions := role.Quantity(field.Headcount), role.Objects(field.Positions)
		if count == nil || count.Low == nil || len(positions) == 0 {
			continue
		}
		v.m.Watch.ReadNumber(count.Node) // it is judged here
		filled, fte := 0, new(big.Rat)
		for _, p := range positions {
			if !p.Bool(field.Filled, true) {
				continue
			}
			filled++
			fte.Add(fte, partOfFullTime(p))
		}
		agrees := func(n *big.Rat) bool { return count.Low.Cmp(n) == 0 }
		if agrees(big.NewRat(int64(len(positions)), 1)) || agrees(big.NewRat(int64(filled), 1)) || agrees(fte) {
			continue
		}
		span, at := role.Written(field.Headcount)
		v.problems = append(v.problems, Problem{Resource: role, Pointer: at, Problem: source.Problem{
			File: role.File, Rule: "bad-quantity", Span: span,
			Message: wording.HeadcountSaysAndPositionsLists(count.Text, len(positions), filled),
		}})
	}
}

func partOfFullTime(position *Object) *big.Rat {
	if q := position.Quantity(field.FTE); q != nil && q.Low != nil {
		return q.Plain().Low
	}
	return big.NewRat(1, 1)
}
