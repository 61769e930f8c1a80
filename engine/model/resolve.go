package model

import (
	"fmt"
	"math/big"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
)

// Options are what a model needs beside the documents.
type Options struct {
	AsOf    calendar.Date
	IsRule  func(id string) bool // whether an exception's rule exists; nil: every id is taken
	RuleIDs []string             // for the nearest name
}

// Resolve joins resources into one organisation: names, owners and teams, references, the calendar. A second resource of one kind
// and full name is a problem and left out.
func Resolve(resources []*Resource, opts Options) (*Model, []Problem) {
	m := &Model{AsOf: opts.AsOf, byName: map[string]map[string]*Resource{}, byID: map[string]map[string][]*Resource{}}
	v := &resolver{m: m, opts: opts, duplicates: map[*Resource]bool{}, known: map[string][]string{}}
	v.name(resources)
	for _, r := range resources {
		if !v.duplicates[r] {
			m.Resources = append(m.Resources, r)
		}
	}
	m.organisations = m.Of("Organisation")
	if len(m.organisations) > 0 {
		m.Organisation = m.organisations[0]
	}
	v.references()
	m.index()
	v.calendar()
	for _, role := range v.m.Of("Role") {
		v.time(role, "workingDay", "day")
	}
	v.rolesAsPeople()
	v.activitiesAndCycles()
	v.headcounts()
	v.hours()
	return m, v.problems
}

type resolver struct {
	m          *Model
	opts       Options
	problems   []Problem
	duplicates map[*Resource]bool
	known      map[string][]string // names by kinds, for suggestions
	guesses    int                 // how many names were compared so far
}

// maxGuesses bounds the work of suggesting names: a workspace with ten thousand dangling references needs no ten thousand suggestions.
const maxGuesses = 5_000_000

// name gives every resource its team, owner and full name. Teams and the organisation come first, then roles, then what they own.
func (v *resolver) name(resources []*Resource) {
	for _, kinds := range [][]string{{"Organisation", "Calendar", "Team"}, {"Role"}, nil} {
		for _, r := range resources {
			if r.Name == "" && (kinds == nil || slices.Contains(kinds, r.Kind)) {
				v.own(r)
				r.Name = FullName(r.Team, r.ID)
				v.register(r)
			}
		}
	}
}

func (v *resolver) own(r *Resource) {
	if r.Kind == "Organisation" || r.Kind == "Calendar" || r.Kind == "Team" {
		return
	}
	r.Team = v.teamOf(r)
	switch owner := r.Ref("owner"); {
	case owner != nil:
		r.Owner, _ = v.find(owner.Text, []string{"Team", "Role", "Organisation"}, r.Team)
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
	if ref := r.Ref("team"); ref != nil {
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

func (v *resolver) register(r *Resource) {
	if v.m.byName[r.Kind] == nil {
		v.m.byName[r.Kind], v.m.byID[r.Kind] = map[string]*Resource{}, map[string][]*Resource{}
	}
	if first := v.m.byName[r.Kind][r.Name]; first != nil {
		v.duplicate(r, first)
		return
	}
	v.m.byName[r.Kind][r.Name] = r
	v.m.byID[r.Kind][r.ID] = append(v.m.byID[r.Kind][r.ID], r)
}

func (v *resolver) duplicate(r, first *Resource) {
	v.duplicates[r] = true
	span, at := r.Written("")
	firstSpan, _ := first.Written("")
	v.problems = append(v.problems, Problem{Resource: r, Pointer: at, Problem: source.Problem{
		File: r.File, Rule: "duplicate-resource", Span: span,
		Message: fmt.Sprintf("%s `%s` is defined twice: first at %s:%d; give one of them another id, or remove it", r.Kind, r.Name, first.File, firstSpan.Line),
		Related: []source.Place{{File: first.File, Span: firstSpan, Message: "first definition"}},
	}})
}

// find resolves a reference: the own team's resource wins, then the one with this full name, then the only one with this id.
// Several candidates are returned when the bare id does not say which.
func (v *resolver) find(text string, kinds []string, team *Resource) (*Resource, []string) {
	for _, k := range kinds {
		if team != nil {
			if r := v.m.byName[k][team.Name+"/"+text]; r != nil {
				return r, nil
			}
		}
	}
	for _, k := range kinds {
		if r := v.m.byName[k][text]; r != nil {
			return r, nil
		}
	}
	var found []*Resource
	for _, k := range kinds {
		found = append(found, v.m.byID[k][text]...)
	}
	if len(found) == 1 {
		return found[0], nil
	}
	var names []string
	for _, r := range found {
		names = append(names, r.Name)
	}
	slices.Sort(names)
	return nil, slices.Compact(names)
}

// anyKind is what an exception may be for.
var anyKind = []string{"KPI", "Role", "Team", "Objective", "Service", "CashPlan", "Organisation", "Calendar", "Exception"}

func (v *resolver) references() {
	for _, r := range v.m.Resources {
		for _, p := range r.refs {
			v.reference(r, p)
		}
	}
}

func (v *resolver) reference(r *Resource, p pending) {
	kinds := p.refersTo
	switch {
	case p.path == "owner":
		p.ref.To = r.Owner
	case slices.Contains(kinds, "Market"):
		v.listed(r, p, "markets", "market")
	case slices.Contains(kinds, "Value"):
		v.listed(r, p, "values", "value")
	case slices.Contains(kinds, "Rule"):
		v.rule(r, p)
	case slices.Contains(kinds, "KeyResult"):
		v.keyResult(r, p)
	case slices.Contains(kinds, "Any"):
		v.resource(r, p, anyKind)
	case !slices.Contains(kinds, "Activity") && !slices.Contains(kinds, "Cycle"):
		v.resource(r, p, kinds)
	}
}

func (v *resolver) resource(r *Resource, p pending, kinds []string) {
	to, candidates := v.find(p.ref.Text, kinds, r.Team)
	if p.ref.To = to; to != nil {
		return
	}
	if slices.Equal(kinds, anyKind) && len(candidates) > 0 {
		return // an exception is matched by name, whatever the kind
	}
	v.unresolved(r, p, kindWords(kinds), candidates, v.names(kinds))
}

func (v *resolver) listed(r *Resource, p pending, field, word string) {
	var known []string
	for _, entry := range v.m.Listed(field) {
		if entry.Text("id") == p.ref.Text {
			return
		}
		known = append(known, entry.Text("id"))
	}
	v.unresolved(r, p, word, nil, known)
}

func (v *resolver) rule(r *Resource, p pending) {
	if v.opts.IsRule != nil && !v.opts.IsRule(p.ref.Text) {
		v.unresolved(r, p, "rule", nil, v.opts.RuleIDs)
	}
}

// keyResult resolves objective/key-result within the team, or team/objective/key-result.
func (v *resolver) keyResult(r *Resource, p pending) {
	objective, id := cutLast(p.ref.Text)
	if objective == "" {
		v.bareKeyResult(r, p)
		return
	}
	to, candidates := v.find(objective, []string{"Objective"}, r.Team)
	if to != nil && KeyResult(to, id) != nil {
		p.ref.To, p.ref.Part = to, id
		return
	}
	for i := range candidates {
		candidates[i] += "/" + id
	}
	v.unresolved(r, p, "key result", candidates, v.keyResultNames())
}

// bareKeyResult resolves the id of a key result alone, when only one objective has it.
func (v *resolver) bareKeyResult(r *Resource, p pending) {
	var found []string
	for _, o := range v.m.Of("Objective") {
		if KeyResult(o, p.ref.Text) != nil {
			found = append(found, o.Name+"/"+p.ref.Text)
			p.ref.To, p.ref.Part = o, p.ref.Text
		}
	}
	if len(found) != 1 {
		p.ref.To, p.ref.Part = nil, ""
		slices.Sort(found)
		v.unresolved(r, p, "key result", found, v.keyResultNames())
	}
}

// KeyResult returns the key result of an objective with this id, nil when there is none.
func KeyResult(objective *Resource, id string) *Object {
	for _, kr := range objective.Objects("keyResults") {
		if kr.Text("id") == id {
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
		for _, kr := range o.Objects("keyResults") {
			all = append(all, o.Name+"/"+kr.Text("id"))
		}
	}
	v.known["KeyResult"] = all
	return all
}

func (v *resolver) unresolved(r *Resource, p pending, wanted string, candidates, known []string) {
	nearest := v.nearest(p.ref.Text, known)
	v.m.Unresolved = append(v.m.Unresolved, &Unresolved{
		From: r, Path: p.path, Text: p.ref.Text, Wanted: wanted, Candidates: candidates, Nearest: nearest, Slip: Slip(p.ref.Text, nearest, known),
	})
}

func (v *resolver) nearest(text string, known []string) string {
	if v.guesses += len(known); v.guesses > maxGuesses {
		return ""
	}
	return Nearest(text, known)
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

// Nearest is the known name closest to what was written, "" when none is close. A bare id is compared with the last part of a full
// name too, and spaces and capitals do not count.
func Nearest(text string, known []string) string {
	wanted := plainName(text)
	best, distance := "", min(max(2, len(wanted)/3), len(wanted)-1)+1
	for _, name := range known {
		d := within(wanted, name, distance)
		if _, last := cutLast(name); !strings.Contains(wanted, "/") {
			d = min(d, within(wanted, last, distance))
		}
		if d < distance || d == distance && best != "" && simpler(name, best) {
			best, distance = name, d
		}
	}
	if best == "" {
		return namesake(wanted, known)
	}
	return best
}

func plainName(text string) string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimSpace(text)), " ", "-")
}

// Slip reports whether a text is the name nearest to it with a slip of the pen: few letters are wrong, no digit is, as team-8 is not team-9,
// and no other name is as near. Only such a name can be corrected without asking.
func Slip(text, nearest string, known []string) bool {
	if nearest == "" {
		return false
	}
	wanted := plainName(text)
	apart := func(name string) int {
		d := shape.Letters(wanted, name)
		if _, last := cutLast(name); !strings.Contains(wanted, "/") {
			d = min(d, shape.Letters(wanted, last))
		}
		return d
	}
	d := apart(nearest)
	_, last := cutLast(nearest)
	if d > 2 || d*4 > len(wanted) || digits(wanted) != digits(nearest) && (strings.Contains(wanted, "/") || digits(wanted) != digits(last)) {
		return false
	}
	return !slices.ContainsFunc(known, func(name string) bool { return name != nearest && apart(name) <= d })
}

func digits(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, name)
}

// namesake is the simplest known name that ends like a full name, as goal does for organisation/goal; "" for none.
func namesake(wanted string, known []string) string {
	best := ""
	rest, last := cutLast(wanted)
	for _, name := range known {
		if _, end := cutLast(name); rest != "" && end == last && (best == "" || simpler(name, best)) {
			best = name
		}
	}
	return best
}

// simpler prefers, of two names that are equally near, the one with fewer parts, then the first.
func simpler(a, b string) bool {
	if x, y := strings.Count(a, "/"), strings.Count(b, "/"); x != y {
		return x < y
	}
	return a < b
}

// within is the edit distance of two names, or limit+1 when their lengths alone say that it is beyond the limit.
func within(a, b string, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit {
		return limit + 1
	}
	return levenshtein.ComputeDistance(a, b)
}

func cutLast(name string) (before, last string) {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return name[:i], name[i+1:]
	}
	return "", name
}

func kindWords(kinds []string) string {
	if len(kinds) > 3 {
		return "definition called"
	}
	words := make([]string, len(kinds))
	for i, k := range kinds {
		if words[i] = k; k != "KPI" {
			words[i] = strings.ToLower(k)
		}
	}
	return strings.Join(words, " or ")
}

// rolesAsPeople reads a role's name after "per" as a person: "140 stops per driver per day".
func (v *resolver) rolesAsPeople() {
	roles := map[string]bool{}
	for _, role := range v.m.Of("Role") {
		roles[role.ID] = true
		roles[quantity.Singular(role.ID)] = true
		roles[strings.ReplaceAll(strings.ToLower(role.Title()), " ", "-")] = true
	}
	for _, r := range v.m.Resources {
		for _, q := range r.amounts {
			for _, noun := range q.Unit.PerNouns() {
				if roles[noun] {
					q.Unit = q.Unit.Replace(noun, "person")
				}
			}
		}
	}
}

// activitiesAndCycles resolves what is named inside other resources: an activity in a role's time, a cycle in the calendar.
func (v *resolver) activitiesAndCycles() {
	for _, r := range v.m.Resources {
		for _, p := range r.refs {
			if slices.Contains(p.refersTo, "Activity") {
				v.activity(r, p)
			}
			if slices.Contains(p.refersTo, "Cycle") {
				v.cycle(r, p)
			}
		}
	}
}

func (v *resolver) activity(r *Resource, p pending) {
	roles := v.m.RolesOf(r)
	var known []string
	for _, role := range roles {
		time := role.Object.Object("time")
		if time != nil && time.Node.Get(p.ref.Text) != nil {
			return // also where how much time it has cannot be read
		}
		if time != nil {
			known = append(known, time.Names()...)
		}
	}
	if len(roles) == 0 {
		return // owner-missing says so, or nobody holds it yet
	}
	nearest := Nearest(p.ref.Text, known)
	v.m.Unresolved = append(v.m.Unresolved, &Unresolved{
		From: r, Path: p.path, Text: p.ref.Text, Wanted: "activity", Nearest: nearest, Slip: Slip(p.ref.Text, nearest, known),
		Reason: fmt.Sprintf("the time of role `%s` has no `%s`", roles[0].Name, p.ref.Text),
	})
}

func (v *resolver) cycle(r *Resource, p pending) {
	if _, err := v.m.Calendar.Cycle(p.ref.Text); err != nil {
		v.m.Unresolved = append(v.m.Unresolved, &Unresolved{From: r, Path: p.path, Text: p.ref.Text, Wanted: "cycle", Reason: err.Error()})
	}
}

// headcounts reports roles whose headcount and positions disagree. Positions count.
func (v *resolver) headcounts() {
	for _, role := range v.m.Of("Role") {
		count, positions := role.Quantity("headcount"), role.Objects("positions")
		if count == nil || count.Low == nil || len(positions) == 0 {
			continue
		}
		filled, fte := 0, new(big.Rat)
		for _, p := range positions {
			if !p.Bool("filled", true) {
				continue
			}
			filled++
			fte.Add(fte, partOfFullTime(p))
		}
		agrees := func(n *big.Rat) bool { return count.Low.Cmp(n) == 0 }
		if agrees(big.NewRat(int64(len(positions)), 1)) || agrees(big.NewRat(int64(filled), 1)) || agrees(fte) {
			continue
		}
		span, at := role.Written("headcount")
		v.problems = append(v.problems, Problem{Resource: role, Pointer: at, Problem: source.Problem{
			File: role.File, Rule: "bad-quantity", Span: span, Message: fmt.Sprintf(
				"`headcount` says %s, and `positions` lists %d (%d filled): positions count; make them agree, or remove `headcount`", count.Text, len(positions), filled),
		}})
	}
}

func partOfFullTime(position *Object) *big.Rat {
	if q := position.Quantity("fte"); q != nil && q.Low != nil {
		return q.Plain().Low
	}
	return big.NewRat(1, 1)
}
