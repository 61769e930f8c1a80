package prose

import (
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/quantity"
)

// This file tells how far a goal has come from the goal itself: "Deprecate TLS 1.0: 100 %", "45 % done".

// status recognises a share that says how much of a task is done. It ends a sentence whose task stands before it.
func (c *candidate) status() bool {
	s := c.sentence
	alone := len(s.tokens) == c.next && (c.at == 0 && s.in != targets || c.at == 1 && s.at(0).word == "-")
	if c.reported() || alone && c.kind == share {
		return true
	}
	if c.kind == share && c.comparator == quantity.Exactly && states.has(s.at(c.stop).word) {
		return true // = 70 % done
	}
	if c.kind != share || c.comparator != "" || c.high != "" || s.label > 0 {
		return false
	}
	if !s.at(c.stop-1).ends() && states.has(s.at(c.stop).word) {
		return true
	}
	if next := s.at(c.stop); next.word == "of" || next.word == "on" {
		return false
	}
	switch before := c.before(); {
	case before.word == "-" || before.word == "–":
		return c.begin-1 > maxNoun && c.last()
	case strings.HasSuffix(before.close, ":"):
		from := c.begin - 1
		for from > 0 && !strings.HasSuffix(s.at(from-1).close, ":") {
			from--
		}
		return before.word == "total" || c.begin-from > 2 && tasks()[s.at(from).word] && !aiming.has(s.at(from).word)
	}
	return false
}

// reported recognises what came of a goal behind it: "hire 2 engineers: 15 sourced (25 %)", "5 runbooks: 5/5, 100 %".
func (c *candidate) reported() bool {
	s := c.sentence
	if s.label > 0 {
		return false
	}
	for i := c.at - 1; i > 0; i-- {
		if outOfAll(s.at(i).text) {
			return true
		}
		if strings.HasSuffix(s.at(i).close, ":") {
			return s.counts(i+1) && (reports.has(s.at(i+2).word) || outOfAll(s.at(i+1).text) || s.graded(i+2))
		}
	}
	return false
}

// graded reports whether a share in brackets follows within a few words: "6 prospects (60 %)".
func (s sentence) graded(i int) bool {
	for k := i; k < i+3; k++ {
		if t := s.at(k); t.open == "(" && strings.HasPrefix(t.close, ")") && strings.HasSuffix(t.text, "%") {
			return true
		}
	}
	return false
}

// counts reports whether a number written with digits stands at a place: ~50 or X, too.
func (s sentence) counts(i int) bool {
	text := strings.TrimLeft(s.at(i).text, "~<>")
	return text != "" && (isDigit(text[0]) || text == "X")
}

// outOfAll recognises 3/5 as so many of all, and not as a score, a date or a rate.
func outOfAll(text string) bool {
	part, all, ok := strings.Cut(text, "/")
	return ok && part != "" && all != "" && digitsOnly(part) && digitsOnly(all) && len(part) < 4 && len(all) < 4
}

// last reports whether nothing but a remark in brackets follows in the sentence.
func (c *candidate) last() bool {
	next := c.sentence.at(c.stop)
	return next.text == "" || strings.HasPrefix(next.open, "(") || strings.ContainsAny(c.sentence.at(c.stop-1).close, ".,")
}

// reached recognises a clause about what has been: "Achieved 95 % CSAT", "Delivered on 100 % of goals".
func (c *candidate) reached() bool {
	s := c.sentence
	from, _ := s.clause(c.begin)
	part := c.begin
	for part > 0 && !strings.HasSuffix(s.at(part-1).close, ":") {
		part--
	}
	if (s.at(0).word == "we've" || s.at(0).word == "we’ve") && s.in != targets && c.period == "" {
		return true
	}
	if second := s.at(1).word; s.at(0).word == "we" && s.in != targets && strings.HasSuffix(second, "ed") &&
		c.kind == share && c.comparator == "" && !wishes.has(second) {
		return true // We created 100 % of what was asked
	}
	if c.kind != share && c.kind != count {
		return c.comparator != "" && !c.sign && averaging.has(c.before().word)
	}
	return c.begin-from <= 3 && c.begin > from && results.has(s.at(from).word) ||
		part > 0 && c.begin > part && results.has(s.at(part).word) || s.any(from, c.begin, helped.all()) ||
		c.comparator != "" && !c.sign && averaging.has(c.before().word)
}

var (
	states = wordSet{words: "done complete completed finished implemented achieved"}

	// aiming verbs stand before a number that is to be reached: "Increase the win rate: 30 %".
	aiming = wordSet{words: `
achieve reach keep maintain increase reduce raise lower improve grow cut decrease hold hit exceed
target aim ensure meet get bring`}

	reports   = wordSet{words: "sourced hired merged closed done completed created average delivered"}
	results   = wordSet{words: "achieved reached delivered completed sourced hired exceeded closed launched"}
	helped    = wordSet{words: "helped allowed enabled still"}
	averaging = wordSet{words: "averages"}
)

// tasks are verbs of what is done or not: "Complete the work on weekly releases: 50 %".
var tasks = sync.OnceValue(func() map[string]bool { return union(makes.all(), otherTasks.all()) })

var otherTasks = wordSet{words: `complete finish deprecate incorporate aggregate establish enable author propose
introduce provide support help drive work preserve remove integrate adopt roll investigate research explore plan`}
