package quantity

import (
	"strconv"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/wording"
)

// fronts are the words that people put before a number to say on which side of it they want to be.
var fronts = sync.OnceValue(func() phrases {
	return say(map[string]string{
		string(AtLeast): "at least|at or above|at or over|at or greater than|at or higher than|at or more than|" +
			"at minimum|at a minimum|at a minimum of|a minimum of|minimum|minimum of|min|min of|" +
			"no less than|not less than|no fewer than|not fewer than|no lower than|not lower than|not below|never below|not " +
			"under|never under|never less than|never fewer than|never lower than|" +
			"equal or greater than|equal to or greater than|greater than or equal to|greater or equal to|" +
			"greater than or equal|equal or more than|equal to or more than|more than or equal to|equal or higher than|" +
			"equal to or higher than|" +
			"higher than or equal to|equal or above|equal to or above|above or equal to|" +
			"starting at|starting from|from|from at least",
		string(AtMost): "at most|at or below|at or under|at or less than|at or lower than|at or fewer than|" +
			"at maximum|at a maximum|at a maximum of|a maximum of|maximum|maximum of|max|max of|" +
			"no more than|not more than|no greater than|not greater than|no higher than|not higher than|no longer than|" +
			"not longer than|no later than|not above|never above|not over|" +
			"never over|never more than|never higher than|never longer than|never later than|" +
			"not exceeding|not to exceed|does not exceed|" +
			"do not exceed|must not exceed|should not exceed|" +
			"equal or less than|equal to or less than|less than or equal to|less or equal to|less than or equal|" +
			"equal or fewer than|equal to or fewer than|fewer than or equal to|equal or lower than|equal to or lower than|" +
			"lower than or equal to|equal or below|equal to or below|below or equal to|up to|within",
		string(MoreThan): "more than|greater than|higher than|longer than|over|above|exceeding|exceeds|in excess of",
		string(LessThan): "less than|fewer than|lower than|shorter than|under|below",
		string(Exactly):  "exactly|equal to|equals|at|at exactly|a total of",
		string(Between):  "between|in between",
	})
})

// backs are the words that say it after the number.
var backs = sync.OnceValue(func() phrases {
	return say(map[string]string{
		string(AtLeast): "or more|or above|or over|or higher|or greater|or longer|or better|and more|and above|and up|and " +
			"over|" +
			"minimum|at least|at minimum|at a minimum|plus|as a minimum|or over",
		string(AtMost): "or less|or fewer|or below|or under|or lower|or shorter|or faster|or sooner|and below|and under|" +
			"maximum|max|at most|at maximum|at a maximum|as a maximum",
		string(Exactly): "exactly",
	})
})

// signs stand before a number. What people write for them and could be another thing has no comparator.
var signs = []struct {
	sign  string
	is    Comparator
	meant []string // the signs that may be meant
}{
	{">=", AtLeast, nil}, {"≥", AtLeast, nil}, {"⩾", AtLeast, nil},
	{"<=", AtMost, nil}, {"≤", AtMost, nil}, {"⩽", AtMost, nil},
	{"=>", "", []string{">="}}, {"=<", "", []string{"<="}}, {"==", "", []string{"="}},
	{"<>", "", []string{"<", ">"}}, {"!=", "", []string{"<", ">"}},
	{">", MoreThan, nil}, {"<", LessThan, nil}, {"=", Exactly, nil},
}

// comparator reads the comparator in front of a quantity, if there is one.
func (p *parser) comparator() *Error {
	p.space()
	start := p.pos
	for _, s := range signs {
		if !p.eat(s.sign) {
			continue
		}
		if s.is == NoComparator {
			return wrong(start, p.pos, wording.IsNotASignThat(strconv.Quote(s.sign))).put(s.meant...)
		}
		p.q.Comparator = s.is
		p.front, p.began = s.sign, start
		return nil
	}
	if p.q.Comparator = Comparator(p.says(fronts())); p.q.Comparator == NoComparator && p.allOf() {
		p.q.Comparator = AtLeast
	}
	p.front, p.began = p.text[start:p.pos], start
	return nil
}

// alls are the words before the number of all there are.
var alls = sync.OnceValue(func() phrases {
	return say(map[string]string{"all": "all|all the|all of the|all our|all of our"})
})

// allOf moves past the words of "all 24 letters", before a number.
func (p *parser) allOf() bool {
	start := p.pos
	if p.says(alls()) != "" {
		if p.space(); p.digitNext() || p.numeralNext() {
			return true
		}
	}
	p.pos = start
	return false
}

// back reads the comparator after a number, "5 or more". It may say again what stands before the number, and nothing
// else.
func (p *parser) back() (found bool, err *Error) {
	start := p.pos
	p.space()
	from := p.pos
	is := Comparator(p.says(backs()))
	if is == NoComparator {
		p.pos = start
		return false, nil
	}
	return true, p.agree(is, from)
}

// backBeforePer reads the comparator between what is counted and what it is for each of.
func (p *parser) backBeforePer() *Error {
	start, is := p.pos, p.q.Comparator
	found, err := p.back()
	if here := p.pos; found && err == nil && p.per() {
		p.pos = here
		return nil
	}
	p.pos, p.q.Comparator = start, is // the tail reads it
	return nil
}

// agree takes a comparator that stands after the number.
func (p *parser) agree(is Comparator, from int) *Error {
	switch p.q.Comparator {
	case NoComparator:
		p.q.Comparator = is
	case is:
	case Exactly:
		if strings.EqualFold(p.front, "at") { // at 90 or above
			p.q.Comparator = is
			break
		}
		fallthrough
	default:
		err := wrong(from, p.pos, wording.SaysAnotherSideOfThe(strconv.Quote(p.text[from:p.pos]),
			strconv.Quote(p.front)))
		return err.put("").putAt(p.began, p.began+len(p.front), "")
	}
	return nil
}

// plus reads the sign of 5+ and 80 %+.
func (p *parser) plus() *Error {
	if p.peek() != '+' || p.pos+1 < len(p.text) && (isDigit(p.text[p.pos+1]) || p.text[p.pos+1] == '/') {
		return nil
	}
	p.pos++
	return p.agree(AtLeast, p.pos-1)
}
