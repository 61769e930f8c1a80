package stated

import (
	"math/big"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// beyondRate checks "The crew lays 250 metres a day, five days a week. Finish 9,000 metres a month" and "Fold 4,000
// leaflets an hour for seven hours a day. Daily output: 40,000 leaflets".
func (p *page) beyondRate() []Placed {
	for i := range p.sentences {
		s := &p.sentences[i]
		for k := range s.numbers {
			rate := &s.numbers[k]
			p.assumed = nil
			ofAll := doneBy.Get().MatchString(s.low[:rate.from])
			one := p.people == nil || p.people.count.Cmp(big.NewRat(1, 1)) == 0
			if !ofAll && (!one || eachWorker.Get().MatchString(s.low[:rate.from])) {
				continue
			}
			if !rate.counts() || rate.each || limited.Get().MatchString(s.low[:rate.from]) ||
				rate.period != "hour" && (rate.period != "day" || !ofAll || p.days == nil) {
				continue
			}
			a, sum := new(big.Rat).Set(rate.value), rate.words
			if rate.period == "hour" {
				hours := hoursIn(s, k)
				if hours == nil {
					continue
				}
				a.Mul(a, new(big.Rat).Quo(hours.value, big.NewRat(60, 1)))
				sum += " × " + hours.words
			}
			if !ofAll && p.people == nil && !p.alone() {
				continue
			}
			alone := p.assumed
			for j := range p.sentences {
				p.assumed = alone
				if !ofAll && ofSeveral.Get().MatchString(p.sentences[j].low) {
					continue
				}
				if f := p.more(&p.sentences[j], rate, a, sum); f != nil {
					return []Placed{*f}
				}
			}
		}
	}
	return nil
}

// doneBy recognises who or what does so much, and not who is asked for it.
var doneBy = content.Pattern(`\b(?:the|your|our)\s+(?:[a-z]+ )?(?:crew|team|gang|line|machine|press|plant|mill|oven)` +
	`\s+[a-z]+s\s+(?:about |around )?$`)

// hoursIn are the hours of a day for which something is done, behind a rate of its sentence; nil for none.
func hoursIn(s *sentence, k int) *number {
	if k+1 >= len(s.numbers) {
		return nil
	}
	n := &s.numbers[k+1]
	if !n.minutes || n.clock || n.period != "day" && n.period != "" || n.value.Cmp(big.NewRat(60, 1)) < 0 ||
		!strings.HasSuffix(s.low[:n.from], " for ") || strings.TrimSpace(s.low[s.numbers[k].to:n.from]) != "for" {
		return nil
	}
	return n
}

// more is the fault that a sentence asks for more than is done in a day at a rate; nil for none.
func (p *page) more(s *sentence, rate *number, aDay *big.Rat, sum string) *Placed {
	for k := range s.numbers {
		n := &s.numbers[k]
		if n == rate || !n.same(*rate) || n.each || n.period == rate.period ||
			limited.Get().MatchString(s.low[:n.from]) || past.Get().MatchString(s.low) {
			continue
		}
		days := p.daysIn(n.period)
		if days == nil {
			continue
		}
		most := new(big.Rat).Mul(aDay, days)
		if n.value.Cmp(new(big.Rat).Mul(most, big.NewRat(105, 100))) <= 0 {
			continue
		}
		if days.Cmp(big.NewRat(1, 1)) != 0 {
			sum += " × " + quantity.Number(days) + " days"
		}
		return &Placed{*fault(*n, sum+" = "+shown(most, *n)), s.text}
	}
	return nil
}

// beyondWeek checks "Maintenance takes 25 hours a week, repairs 10 hours a week and rounds 15 hours a week. Your week
// has 40 hours".
func (p *page) beyondWeek() []Placed {
	if p.week == nil && p.hours == nil {
		return nil
	}
	for i := range p.sentences {
		p.assumed = nil
		s := &p.sentences[i]
		if unsure.Get().MatchString(s.low) || !spends.Get().MatchString(s.low) || strings.Contains(s.low, " or ") {
			continue
		}
		var some []number
		for _, n := range s.numbers {
			if n.minutes && n.period == "week" && !n.clock && !n.each {
				some = append(some, n)
			}
		}
		if len(some) < 3 || len(some) != len(s.numbers) {
			continue
		}
		all, sum := add(some)
		week := p.weekLength()
		if all.Cmp(week) <= 0 || p.people != nil && p.people.count.Cmp(big.NewRat(1, 1)) != 0 || !p.alone() {
			continue
		}
		first, last := some[0], some[len(some)-1]
		says := wording.ItTakesMoreTime(s.said[first.from:last.named], sum+" = "+quantity.Duration(all),
			wording.OneHasAtMost(quantity.Duration(week), wording.APeriod("week")))
		return []Placed{{Fault{From: s.at + first.from, To: s.at + last.named, Says: says}, s.text}}
	}
	return nil
}

var spends = content.Pattern(`\b(?:takes?|spend|goes|go into|are for|need|needs)\b`)
