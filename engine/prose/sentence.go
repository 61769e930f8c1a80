package prose

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/content"
)

// sentence is a run of tokens that is read on its own.
type sentence struct {
	tokens  []token
	words   map[string]bool // all of them, in lower case
	in      purpose         // of its section, or as its first words say: "Key result: …"
	plan    bool            // of a page on which a team says what it does: "we make" is a demand
	ahead   bool            // of a page whose title says that it is a plan: "we will build" is a demand
	checked bool            // its entry begins with a tick
	marked  bool            // others of its page are called targets, and no heading above it speaks of some
	apart   bool            // its words stand by themselves, as in a formula
	item    bool            // it stands in a list
	goesOn  bool            // the one before it in its entry ends with what is counted in a period, and asked for
	later   bool            // another sentence of the same entry stands before it
	then    bool            // an arrow after it leads to words: "score < 0.3 → answer by hand"
	acts    bool            // an arrow after it leads to what is done then: "error rate > 1 % → page the team"
	aim     int             // how strongly the headings say that its numbers are targets, from 0 to 2
	metrics bool            // its heading only speaks of what is measured
	genre   genre           // of its page
	result  bool            // a key result: an entry of a list of targets, or one that says so
	places  places          // where its bytes stand

	// Of a cell of a table:
	label  int    // how many of the tokens name the row
	end    int    // where the cell ends, and other cells begin; 0 for all others
	period string // what its numbers are per, as the header says
}

// maxSentence is how many tokens a sentence has at most. What is longer is no sentence that somebody reads, and would
// cost its square.
const maxSentence = 100

// sentences splits the tokens of a block. What follows an arrow tells what came of a goal, and is no part of it.
func sentences(tokens []token) []sentence {
	var all []sentence
	from := 0
	for i, t := range tokens {
		if i > 0 && strings.HasSuffix(tokens[i-1].text, "=>") || arrow(t.word) || i > 0 && gluedArrow(t.text) {
			within := i > from && i+1 < len(tokens)
			if within && (t.leads(tokens[i-1], tokens[i+1]) || namesSteps(tokens[from:], i-from)) {
				continue
			}
			all = appendSentence(all, tokens[from:i])
			if n := len(all); n > 0 {
				all[n-1].then = i+1 < len(tokens) && !hasDigit(tokens[i+1:])
				all[n-1].acts = slices.ContainsFunc(tokens[i:], func(t token) bool { return acted.Has(t.word) })
			}
			return all
		}
		last := i == len(tokens)-1
		if last || i-from+1 == maxSentence || tokens[i].stops(tokens[i+1]) {
			all = appendSentence(all, tokens[from:i+1])
			from = i + 1
		}
	}
	return all
}

// namesSteps reports whether an arrow belongs to the name of a measure, from one step to the next: "Demo → Trial: 40
// %".
func namesSteps(tokens []token, arrow int) bool {
	if arrow == 0 || arrow > maxNoun || hasDigit(tokens[:arrow]) || strings.HasSuffix(tokens[arrow-1].close, ":") {
		return false
	}
	for i := arrow + 1; i < min(arrow+maxNoun, len(tokens)); i++ {
		if hasDigit(tokens[i : i+1]) {
			return false
		}
		if strings.HasSuffix(tokens[i].close, ":") {
			return true
		}
	}
	return false
}

// acted are words for what is done when a number is passed.
var acted = content.WordSet(`
alert alerts alerted escalate escalates escalation page pages pager notify notifies warn warning investigate pause halt
rollback revert abort trigger triggers`)

func arrow(word string) bool { return word == "=>" || word == "==>" || word == "→" }

// leads recognises an arrow from one number to another: "8 % -> 12 %".
func (t token) leads(before, after token) bool {
	return (t.word == "->" || t.word == "→") && before.amount() && after.amount()
}

// amount reports whether a token is written with digits, or is the sign behind them.
func (t token) amount() bool {
	return strings.Trim(t.text, "$€£¥~<>≤≥=0123456789.,%kKMh") == "" || timeUnits()[t.word] != ""
}

// gluedArrow recognises the arrow of "=>100%", which no number with a sign is: people write >= for that.
func gluedArrow(text string) bool {
	return strings.HasPrefix(text, "=>") || strings.HasPrefix(text, "->")
}

func appendSentence(all []sentence, tokens []token) []sentence {
	if len(tokens) == 0 {
		return all
	}
	s := sentence{tokens: tokens}
	s.index()
	return append(all, s)
}

// index notes which words stand in the sentence.
func (s *sentence) index() {
	s.words = map[string]bool{}
	for _, t := range s.tokens {
		s.words[t.word] = true
	}
}

// within takes the purpose of the section, or what the first words of the sentence say.
func (s sentence) within(in purpose) sentence {
	if s.in == unnamed {
		s.in = in
	}
	if s.in != profile && s.announced() {
		s.in = targets
	}
	if s.in == report {
		s.in = profile
		if s.any(0, len(s.tokens), aims.Set()) || s.promisesAnswer() {
			s.in = unnamed
		}
	}
	s.result = s.in == targets && (s.labelledResult() || s.item && !s.statement())
	return s
}

// promisesAnswer recognises the label of how soon somebody is answered: "Initial response time: 15 minutes".
func (s sentence) promisesAnswer() bool {
	for i := range min(maxEntry+1, len(s.tokens)) {
		if strings.HasSuffix(s.at(i).close, ":") {
			return s.at(i).word == "time" && s.any(0, i, answerTimes.Set())
		}
	}
	return false
}

var answerTimes = content.WordSet("response resolution reply acknowledgement acknowledgment")

// announced reports whether a sentence says of itself that it is a target: "Key result: …", "Our goal is to …".
func (s sentence) announced() bool {
	for _, words := range announcements() {
		n := s.phrase(0, words)
		if n > 0 && (len(words) > 2 || strings.ContainsAny(s.at(n-1).close, ":")) {
			return true
		}
	}
	return s.labelledResult()
}

// labelledResult reports whether the words before a first colon end as those of a key result do: "Marketing KR: …".
func (s sentence) labelledResult() bool {
	for i := range min(maxHeading, len(s.tokens)) {
		if !strings.Contains(s.at(i).close, ":") {
			continue
		}
		word := strings.TrimRight(s.at(i).word, "0123456789.")
		if word == "" { // KR 1.2:
			i--
			word = s.at(i).word
		}
		return word == "kr" || word == "krs" || word == "result" && s.at(i-1).word == "key" ||
			word == "when" && s.any(0, i, succeeds.Set())
	}
	return false
}

// succeeds are words of "We know we are successful when: …".
var succeeds = content.WordSet("success successful succeed succeeded done")

var announcements = sync.OnceValue(func() [][]string {
	return phrases(`our goal is, our target is, our aim is, the goal is, the target is, we aim to,
our standard is, your goal is, your target is, kr, key result, target, goal, objective, objective 2, kpi`)
})

// stops reports whether a sentence ends between two tokens.
func (t token) stops(next token) bool {
	if strings.ContainsAny(t.close, "!?…;") {
		return true
	}
	if !strings.Contains(t.close, ".") || abbreviations.Has(t.word) {
		return false
	}
	r, _ := utf8.DecodeRuneInString(next.text)
	return !unicode.IsLower(r) || percentile(next.word)
}

// percentile reports whether a word is the short name of one, with which a sentence may begin: p95.
func percentile(word string) bool { return len(word) > 2 && word[0] == 'p' && digitsOnly(word[1:]) }

// at returns the token at a place, an empty one outside of the sentence.
func (s sentence) at(i int) token {
	if i < 0 || i >= len(s.tokens) {
		return token{}
	}
	return s.tokens[i]
}

// phrase returns how many tokens from i on are the words of a phrase; 0 when they are others.
func (s sentence) phrase(i int, words []string) int {
	for k, w := range words {
		if s.at(i+k).word != w || k > 0 && s.at(i+k-1).ends() {
			return 0
		}
	}
	return len(words)
}

// any reports whether one of the words stands between two places.
func (s sentence) any(from, to int, words map[string]bool) bool {
	for i := max(from, 0); i < min(to, len(s.tokens)); i++ {
		if words[s.tokens[i].word] {
			return true
		}
	}
	return false
}

// clause is the part of the sentence around a place: from the last comma, colon or dash before it to the next one after
// it. A comma in a list of numbers separates too.
func (s sentence) clause(i int) (from, to int) {
	for from = i; from > 0 && !s.tokens[from-1].breaks(); from-- {
	}
	for to = i; to < len(s.tokens) && !s.tokens[to].breaks(); to++ {
	}
	return from, min(to+1, len(s.tokens))
}

func (t token) breaks() bool {
	return strings.ContainsAny(t.close, ",:—") || t.word == "|" || t.word == "–" || t.word == "—" || t.word == "-"
}
