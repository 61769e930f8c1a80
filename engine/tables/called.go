package tables

import (
	"slices"
	"strings"
	"sync"
)

// What the header of a column says.

// namedAs is what the texts of a header, top down, say that their column holds, and the words of it that say nothing of
// the kind: what is counted there. The group over a column counts too where it says what numbers are for: Plan over
// "Change" makes changes that are planned. "Whom?" over "Men" makes no owner.
func namedAs(texts []string) (is As, measure string, other, number As) {
	l := columnWords()
	best := len(l.order) + 1
	for k := len(texts) - 1; k >= 0; k-- {
		text := texts[k]
		if len(text) > 120 {
			continue
		}
		if bare := withoutBrackets(text); bare != text && len(columnWords().find(split(bare))) > 0 {
			if k == len(texts)-1 {
				other = nameIn(text[len(bare):])
			}
			text = bare // "Ziel (Quelle)" is a Ziel
		}
		words := split(text)
		taken := make([]bool, len(words))
		below := is
		for _, m := range l.find(words) {
			s := m.in[0]
			as := As(s.name)
			if m.from > 0 && perWord(words[:m.from]) || as == AsPeriod && perPhrase(words[m.from:m.to]) && len(words) > 1 {
				continue
			}
			switch as {
			case asFiller, asCount, asPeople:
				continue
			case AsValue, AsTotal:
			default:
				for i := m.from; i < m.to; i++ {
					taken[i] = true
				}
			}
			if as == AsActual && k < len(texts)-1 && below.counts() && below != AsValue && below != AsTotal {
				continue // "Performance" over "Target", "YTD" over "Budget"
			}
			if as.isTime() && k == len(texts)-1 && is == asGoal {
				continue // "Goal FY26" is a goal
			}
			if as.counts() && (number == AsNothing || s.place < l.order[string(number)]) {
				number = as
			}
			if other == AsNothing && !as.counts() && k == len(texts)-1 {
				other = as
			}
			if s.place < best && (below == AsNothing || k == len(texts)-1 || as.counts() && below.counts()) ||
				(below.isTime() || is.isTime()) && (as.counts() || as == asGoal) {
				best, is = s.place, as
			}
		}
		if rest := remainder(text, words, taken); rest != "" && measure == "" {
			measure = rest
		}
	}
	return is, measure, other, number
}

// nameIn is a name of rows among the words of a text: sector of "Planned operation (sector)".
func nameIn(text string) As {
	for _, m := range columnWords().find(split(text)) {
		if as := As(m.in[0].name); slices.Contains(telling, as) {
			return as
		}
	}
	return AsNothing
}

// withoutBrackets is a header without what stands in brackets.
func withoutBrackets(text string) string {
	for {
		from := strings.IndexByte(text, '(')
		if from < 0 {
			return text
		}
		to := strings.IndexByte(text[from:], ')')
		if to < 0 {
			return text
		}
		text = strings.TrimSpace(text[:from] + " " + text[from+to+1:])
	}
}

func perPhrase(words []string) bool {
	return len(words) == 1 && (words[0] == "per" || words[0] == "pro")
}

// remainder are the words of a header that are not taken, without units and times.
func remainder(text string, words []string, taken []bool) string {
	var left []string
	fields := strings.FieldsFunc(strings.Map(func(c rune) rune {
		if strings.ContainsRune("_:;,()[]\"/|-", c) {
			return ' '
		}
		return c
	}, text), func(c rune) bool { return c == ' ' || c == '\n' || c == '\t' })
	free := map[string]int{}
	for i, w := range words {
		if !taken[i] {
			free[w]++
		}
	}
	for _, f := range fields {
		key := strings.Join(split(f), "")
		all := true
		for _, w := range split(f) {
			if free[w] == 0 {
				all = false
			}
		}
		if !all || key == "" || digits(key) || unitOf(f) != "" || onlyTime(f) || stopWords()[key] ||
			ordinals[strings.TrimLeft(key, "0123456789")] {
			continue
		}
		left = append(left, f)
	}
	return strings.Join(left, " ")
}

var stopWords = sync.OnceValue(func() map[string]bool {
	return map[string]bool{"of": true, "the": true, "in": true, "per": true, "pro": true, "de": true, "for": true,
		"a": true, "an": true, "and": true, "or": true, "to": true, "by": true, "fur": true, "pour": true, "para": true,
		"for.": true,
		"name": true, "number": true, "no": true, "en": true, "fr": true, ".": true, "#": true, "%": true, "og": true,
		"och": true,
		"und": true, "et": true, "y": true, "i": true, "di": true, "du": true, "des": true, "la": true, "le": true,
		"value": true}
})

// name reads the header of a column.
func (b *Block) name(c *Column) {
	var texts []string
	for _, n := range c.Names {
		if len(texts) == 0 || texts[len(texts)-1] != n.Text {
			texts = append(texts, n.Text)
		}
	}
	c.As, c.Measure, c.other, c.number = namedAs(texts)
	if c.As != AsNothing {
		c.Why = "by its name"
	}
	var when moment
	for k, text := range texts {
		if is, _ := horizon(text); is {
			c.horizon = c.horizon || k == len(texts)-1
			continue
		}
		h := headerUnit(text)
		if h.unit == "min" && b.limitsInBrackets() {
			h.unit = "" // "(min)" beside "(max)" is no minute
			c.is(AsMinimum, byName)
		}
		if h.unit != "" && (c.Unit == "" || h.unit != "each") {
			c.Unit = h.unit
		}
		if h.times > 1 {
			c.Times = h.times
		}
		if h.per != "" {
			c.Per = h.per
		}
		when = when.or(timeOf(text))
		if c.As != AsNothing || c.Measure != "" {
			if noun := counted(text); noun != "" && c.Unit == "" {
				c.Unit = noun
			}
		}
	}
	c.when, c.Time = when, when.String()
}

// limitsInBrackets reports whether a header has "(max)", so that "(min)" in another one is a minimum.
func (b *Block) limitsInBrackets() bool {
	return slices.ContainsFunc(b.Columns, func(c Column) bool {
		return slices.ContainsFunc(brackets(c.text()), func(in string) bool {
			return fold(strings.Trim(in, ". ")) == "max"
		})
	})
}

// text is the header of a column on one line.
func (c *Column) text() string {
	if len(c.Names) == 0 {
		return ""
	}
	return c.Names[len(c.Names)-1].Text
}

// named reports whether words of a section stand in the header too.
func (b *Block) named(c *Column, as As) bool {
	for _, n := range c.Names {
		if columnWords().has(n.Text, string(as)) {
			return true
		}
	}
	return false
}

// endsAs reports whether the last word of a header is a name of a kind by itself.
func endsAs(text string, as As) bool {
	words := split(text)
	return len(words) > 0 && columnWords().is(words[len(words)-1], string(as))
}

// atYearEnd reports whether a column is called as the end of a year.
func atYearEnd(c *Column) bool { return rowWords().has(c.text(), "yearend") }
