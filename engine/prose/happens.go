package prose

import (
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
)

// This file tells what people do from what things do: a tool opens 5 requests a day, and a team answers 5.

// happens recognises what a thing does, or what can be done, at a number that nobody is to keep: "the tool opens at
// most 5 requests", "it can be done in under 2 minutes".
func (c *candidate) happens() bool {
	s := c.sentence
	for i := s.claimStart(c.begin); i < c.begin; i++ {
		w := s.at(i).word
		if w == "takes" && negations.Has(s.at(c.begin).word) && longer.Has(c.unit) {
			continue // recruitment takes no longer than 45 days
		}
		if s.thingDoes(i) && !s.any(i, c.begin, asking()) {
			return true
		}
		if w == "will" && !s.people(i) && s.at(i+1).word != "need" && !negations.Has(s.at(i+1).word) &&
			(s.at(i+1).word != "be" || s.at(i+2).word == "able") {
			return true
		}
		if cans.Has(w) && !s.any(i, c.begin, negations.Set()) && !s.people(i) {
			return true
		}
	}
	return false
}

// thingDoes reports whether a verb stands at a place whose subject is no person.
func (s sentence) thingDoes(i int) bool {
	next := s.at(i + 1).word
	verb := i > 0 && thingsDo.Has(s.at(i).word) && !finites.Has(next) && next != "to" && next != "up" && !s.at(i).ends()
	return verb && !doers.Has(s.at(i-1).word) && !s.person(i-1) && !s.rolesName(i-1)
}

// person reports whether a word names people by their work, or those who work together.
func (s sentence) person(i int) bool {
	w := s.at(i).word
	if teams.Has(w) || bodies.Has(w) || who.Has(w) {
		return true
	}
	return agent(quantity.Singular(w)) && !boundaries.Has(w) &&
		(plural(w) || i == 0 || beforeOne.Has(s.at(i-1).word) || isUpper(s.at(i).text))
}

// people reports whether a word for people stands in its part of a sentence before a place.
func (s sentence) people(before int) bool {
	from, _ := s.clause(max(before-1, 0))
	for i := from; i < before; i++ {
		if s.person(i) {
			return true
		}
	}
	return s.rolesName(before - 1)
}

// rolesName recognises the short name of a role, "the CSM", "XDRs", right before a verb.
func (s sentence) rolesName(i int) bool {
	return !s.at(i).ends() && acronym(strings.TrimSuffix(s.at(i).text, "s"))
}

// undertaken reports whether people promise what "will" says, or that something will be done in a time: "the team will
// answer within 2 days", "access will be removed within 48 hours".
func (c *candidate) undertaken(will int) bool {
	s := c.sentence
	next := s.at(will + 1).word
	if s.at(will).word == "will" && next == "be" && (participle(s.at(will+2).word) || irregular.Has(s.at(will+2).word)) {
		return c.comparator != "" && c.kind == duration || c.period != ""
	}
	return s.people(will)
}

// someoneMust reports whether people have to do what a number says: "managers must hold at least 2 interviews".
func (c *candidate) someoneMust() bool {
	s := c.sentence
	for i := 1; i < c.begin; i++ {
		if strictly.Has(s.at(i).word) && s.people(i) {
			return true
		}
	}
	return false
}

// eachHas reports whether so many belong to each of some, or have to stay so many: "four people at each till", "no more
// than 4 mentees per mentor", "requests stay under 400 lines".
func (c *candidate) eachHas() bool {
	s := c.sentence
	return s.any(c.stop, c.stop+4, repeating.Set()) || s.any(c.stop, c.stop+2, perEach.Set()) ||
		s.any(max(0, c.begin-3), c.begin, staying.Set()) || s.person(1) && c.begin > 2 && !finites.Has(s.at(2).word) ||
		c.comparator == quantity.AtMost && s.at(c.begin).word != "up" && s.any(0, c.begin, strictly.Set())
}

// meant are words of which each says that a number is a goal. What is required may be a part of a thing.
var meant = sync.OnceValue(func() map[string]bool {
	return union(wishes.Set(), asked.Set(), growing.Set(), hoping.Set())
})

var (
	// thingsDo are verbs that say what a thing does, where no person stands before them.
	thingsDo = content.WordSet(`
opens takes runs fails dictates supports allows makes gives holds contains uses returns stores lasts reduces shows
costs enables lets generates creates sends handles scales serves processes provides includes offers expires dies
suggests recommends predicts estimates says states finds claims improves saves helps means represents accounts
covers requires needs agrees has does works tends fits complete completes`)
	// bodies are people who do something together, and those who lead them.
	bodies = content.WordSet(`
support sales marketing security engineering hr ops staff employees employee people members member department
operations finance legal desk office committee board council management leadership manager managers lead leads head
heads president dri dris executive executives partners centre center company
group panel reviewers everyone everybody nobody owner
owners ministry agency`)
	who = content.WordSet("who we you they")
	// beforeOne words stand before one person who is named by their work.
	beforeOne = content.WordSet("a an the each every this your our one that any")
	// foretelling words ask of people, and only foretell of things.
	foretelling = content.WordSet("will need needs require requires required")
	hoping      = content.WordSet(`
aims aim goal goals objective objectives committed commits promise promises expected kpi kpis`)
	perEach = content.WordSet("per")
	longer  = content.WordSet("days workdays calendar-days weeks months")
)
