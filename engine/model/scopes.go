package model

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// people knows the words after "per" that mean a person.
type people struct {
	roles    map[string]bool // what roles are called
	initials map[string]bool // what they are called for short: AE for an account executive
	last     map[string]bool // the last words of what they are called: engineer for a support engineer
	counted  map[string]bool // what is counted somewhere: per one of these is not per person
	known    []string        // the words to guess from
}

// synonyms are words for a person at work, unless something counts them.
var synonyms = words("employee agent fte head head-count staff staff-member team-member worker associate colleague " +
	"representative rep individual mitarbeiter mitarbeiterin mitarbeitende kollege")

func words(text string) map[string]bool {
	all := map[string]bool{}
	for word := range strings.FieldsSeq(text) {
		all[word] = true
	}
	return all
}

// people collects what roles are called and what is counted.
func (v *resolver) people() *people {
	p := &people{
		roles: map[string]bool{}, initials: map[string]bool{}, last: map[string]bool{}, counted: map[string]bool{},
	}
	for _, role := range v.m.Of("Role") {
		p.roles[role.ID] = true
		p.roles[quantity.Singular(role.ID)] = true
		p.roles[quantity.Noun(role.Title())] = true
		p.short(role)
	}
	counts := func(d *Definition, _ *Resource) {
		for _, noun := range d.counted {
			if p.counted[noun] {
				continue
			}
			if _, near := v.slips(noun, false); near == "" {
				p.counted[noun] = true
			}
		}
	}
	v.joined(counts)
	for _, d := range v.opts.Besides {
		counts(d, nil)
	}
	p.known = slices.Concat([]string{"person", "people", "team", "organisation"}, slices.Sorted(maps.Keys(synonyms)),
		slices.Sorted(maps.Keys(p.roles)))
	return p
}

// short notes the initials of a role of several words.
func (p *people) short(role *Resource) {
	for _, name := range []string{role.ID, quantity.Noun(role.Title())} {
		initials := ""
		for word := range strings.SplitSeq(name, "-") {
			if word != "" {
				initials += word[:1]
			}
		}
		if len(initials) > 1 {
			p.initials[initials] = true
			p.last[name[strings.LastIndexByte(name, '-')+1:]] = true
		}
	}
}

// in reads a role's name after "per" as a person, "140 stops per driver per day", and a word for one too.
func (p *people) in(u quantity.Unit) quantity.Unit {
	for _, noun := range u.PerNouns() {
		if p.roles[noun] || (synonyms[noun] || p.initials[noun] || p.last[noun]) && !p.counted[noun] && u.Scope() == "" {
			u = u.Replace(noun, "person")
		}
	}
	return u
}

// scope tells of a word in the place of a scope or a period that is neither: a target per `persn` is multiplied by
// nobody.
func (v *resolver) scope(p *people, r *Resource, at string, u quantity.Unit, q *Quantity) {
	if q.Low == nil || v.slip(p, r, at, u, q) || !isThing(u.Noun()) || at != "target" && !isRowTarget(at) &&
		!strings.HasSuffix(at, "/to") &&
		!strings.HasPrefix(at, "steps/") {
		return
	}
	for _, noun := range u.PerNouns() {
		if p.counted[noun] {
			continue
		}
		says, asks := p.guess(noun, u), false
		if says == "" && u.Period() != "" && u.Scope() == "" && r.Owner != nil && r.Owner.Kind == "Role" {
			says, asks = wording.SoItIsNotMultiplied(), true
		}
		if says == "" {
			continue
		}
		span, pointer := r.WrittenAt(at)
		v.problems = append(v.problems, Problem{Resource: r, Pointer: pointer, Mild: !asks, Asks: asks,
			Problem: source.Problem{
				File: r.File, Rule: "unknown-scope", Span: span,
				Message: wording.InIsNotAScope(asWritten(noun, q.Text), q.Text, says),
			}})
	}
}

// slip tells of a word that looks like a typo of a period or a unit, 50 leads/mnth or 4 hrous, and reports whether
// there is one.
func (v *resolver) slip(p *people, r *Resource, at string, u quantity.Unit, q *Quantity) bool {
	tell := func(says string) bool {
		span, pointer := r.WrittenAt(at)
		v.problems = append(v.problems, Problem{Resource: r, Pointer: pointer, Mild: true, Problem: source.Problem{
			File: r.File, Rule: "unknown-scope", Span: span, Message: says,
		}})
		return true
	}
	if u.Period() == "" && (r.Kind != "KPI" || at != "target") { // unit-or-period-missing says so of a target
		for _, noun := range u.PerNouns() {
			if word, near := v.slips(noun, true); near != "" && !p.counted[noun] {
				word = asWritten(word, q.Text)
				return tell(wording.InIsNotAScope(word, q.Text, wording.DidYouMeanNear(near)))
			}
		}
	}
	if noun := u.Noun(); noun != "" && isThing(noun) {
		if word, near := v.slips(noun, false); near != "" {
			if strings.Contains(strings.ToLower(q.Text), word+"s") {
				word, near = word+"s", quantity.Plural(near)
			}
			return tell(wording.InIsNotAUnit(asWritten(word, q.Text), q.Text, wording.DidYouMeanNear(near)))
		}
	}
	return false
}

// otherWords tells of a noun that is the one of the target, or of the item that is needed, but for a typo: 35 salse
// calls beside 40 sales calls. Of two, the one that the KPI is called by is right.
func (v *resolver) otherWords(d *Definition, r *Resource, units []quantity.Unit) {
	if d.Kind == "Objective" {
		for i, at := range d.paths {
			entry, isFrom := strings.CutSuffix(at, "/"+field.From.String())
			if to := slices.Index(d.paths, entry+"/"+field.To.String()); isFrom && to >= 0 {
				v.otherWord(r, at, d.amounts[i], units[i].Noun(), units[to].Noun())
			}
		}
	}
	if d.Kind != "KPI" {
		return
	}
	of := slices.IndexFunc(d.paths, isAim)
	if of >= 0 && !isThing(units[of].Noun()) {
		of = -1
	}
	for i, at := range d.paths {
		if item := neededAt(r, at); item != "" {
			v.otherWord(r, at, d.amounts[i], units[i].Noun(), item)
		}
		if of < 0 || isAim(at) && i == of {
			continue
		}
		aim := units[of].Noun()
		nouns := units[i].PerNouns()
		if isAim(at) || isBaseline(at) || at == field.InProgress.String() {
			nouns = append([]string{units[i].Noun()}, nouns...)
		}
		for _, noun := range nouns {
			if word, _ := quantity.SameBut(noun, aim); word != "" && calledBy(r, word) {
				v.otherWord(r, d.paths[of], d.amounts[of], aim, noun)
				return // the target is misspelt
			}
			v.otherWord(r, at, d.amounts[i], noun, aim)
		}
	}
}

// calledBy reports whether a word is in the name or the id of a definition.
func calledBy(r *Resource, word string) bool {
	for part := range strings.SplitSeq(r.ID+"-"+quantity.Noun(r.Title()), "-") {
		if quantity.Singular(part) == word {
			return true
		}
	}
	return false
}

// neededAt is the item of the entry of `needs` whose amount a field is, "" for none.
func neededAt(r *Resource, at string) string {
	index, isNeed := strings.CutPrefix(at, field.Needs.String()+"/")
	index, isAmount := strings.CutSuffix(index, "/"+field.Amount.String())
	if !isNeed || !isAmount {
		return ""
	}
	entries, _ := r.Object.Get(field.Needs).(List)
	n, err := strconv.Atoi(index)
	if err != nil || n >= len(entries) {
		return ""
	}
	need, _ := entries[n].(*Object)
	return need.Text(field.Item)
}

// otherWord tells of a noun that is another one but for a typo.
func (v *resolver) otherWord(r *Resource, at string, q *Quantity, noun, other string) {
	word, meant := quantity.SameBut(noun, other)
	if word == "" || q.Low == nil {
		return
	}
	if written := quantity.Plural(word); strings.Contains(strings.ToLower(q.Text), written) {
		word, meant = written, quantity.Plural(meant)
	}
	span, pointer := r.WrittenAt(at)
	v.problems = append(v.problems, Problem{Resource: r, Pointer: pointer, Mild: true, Problem: source.Problem{
		File: r.File, Rule: "unknown-scope", Span: span,
		Message: wording.InIsNotWhatIsCounted(asWritten(word, q.Text), q.Text, wording.DidYouMeanNear(meant)),
	}})
}

// slips is [quantity.Slip], looked up once for each noun.
func (v *resolver) slips(noun string, per bool) (word, near string) {
	key := slipKey{noun, per}
	known, ok := v.slipped[key]
	if !ok {
		known.word, known.near = quantity.Slip(noun, per)
		if v.slipped == nil {
			v.slipped = map[slipKey]slip{}
		}
		v.slipped[key] = known
	}
	return known.word, known.near
}

// slipKey is a noun of a unit, and whether it stands after "per".
type slipKey struct {
	noun string
	per  bool
}

// slip is a word that may be a typo, and what it may be meant for.
type slip struct{ word, near string }

// asWritten is a word as it stands in a text, with its capital letters.
func asWritten(word, text string) string {
	if i := strings.Index(strings.ToLower(text), word); i >= 0 && i+len(word) <= len(text) {
		return text[i : i+len(word)]
	}
	return word
}

// isRowTarget reports whether a field is the target of a row.
func isRowTarget(at string) bool {
	return strings.HasPrefix(at, targetsField+"/") && strings.HasSuffix(at, "/"+field.Target.String())
}

// guess says what a word may be meant for, "" where nothing is near: for a period where the unit has none, else for a
// scope.
func (p *people) guess(noun string, u quantity.Unit) string {
	if u.Period() == "" {
		if period := quantity.ForeignPeriod(noun); period != "" {
			return fmt.Sprintf("write `%s`", period)
		}
		return "" // unit-or-period-missing says so
	}
	const short = 3 // words of three letters are too near to one another
	if near := nearest.Word(noun, p.known, nearest.AtMost(1)); len(noun) > short && near != "" && near != noun {
		return wording.DidYouMeanNear(near)
	}
	return ""
}

// isThing reports whether a noun is something that people make or do, and not money, a share or a time.
func isThing(noun string) bool {
	switch noun {
	case "", "%", "min", "workday", "month":
		return noun == ""
	}
	isCapital := func(r rune) bool { return r >= 'A' && r <= 'Z' }
	return !strings.ContainsFunc(noun, isCapital) || quantity.NewUnit([]string{noun}, nil).Currency() == ""
}
