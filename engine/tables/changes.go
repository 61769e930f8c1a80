package tables

import (
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// Cells that ask for more or less than there was: "10% ↑ vs LY", "down 5 % YoY", "12 % growth on last year".

// compares reads a cell that compares with an earlier time, or has an arrow, and reports whether it did. Without a word
// or a sign for more or less it is no number that is to be reached, and is named.
func (n *numberOf) compares(text string) bool {
	bare, earlier := text, false
	if m := earlierTime.Get().FindStringIndex(text); m != nil && m[0] > 0 {
		bare, earlier = strings.TrimSpace(text[:m[0]]), true
	}
	up, down := strings.ContainsAny(bare, "↑▲⬆↗"), strings.ContainsAny(bare, "↓▼⬇↘")
	if m := leadsUp.Get().FindString(bare); m != "" && !down {
		up, bare = true, bare[len(m):]
	} else if m := leadsDown.Get().FindString(bare); m != "" && !up {
		down, bare = true, bare[len(m):]
	}
	if _, found, err := quantity.ParseChange(text); found && err == nil && !earlier {
		return false // it is one in the words of quantities
	}
	if bare == "" || !earlier && up == down || n.named() || n.block.accounts(n.column) {
		return false
	}
	share := strings.TrimSpace(strings.Map(func(c rune) rune {
		if strings.ContainsRune("↑▲⬆↗↓▼⬇↘\ufe0f", c) {
			return -1
		}
		return c
	}, bare))
	s := n.block.speak(share, n.block.markOf(n.column))
	switch {
	case s.number == nil || !shareAlone.Get().MatchString(s.text):
		c, found, err := quantity.ParseChange(s.text)
		if earlier && found && err == nil && c.Times != nil {
			n.changed(s.text)
			return true
		}
		if earlier && endsWithOf.Get().MatchString(share) {
			n.unread(n.part, wording.ComparesWithAnEarlierTime(short(n.part.Text)))
			return true // 95 % of last year
		}
		return false
	case up != down && (earlier || !digit(bare[0]) || bare[0] != text[0]):
		sign := "+"
		if down {
			sign = "-"
		}
		n.changed(sign + strings.TrimLeft(s.text, "+-"))
	case up != down:
		n.unread(n.part, wording.MayBeAChangeOrALevel(short(n.part.Text)))
	case strings.HasPrefix(share, "+") || s.number.Sign() < 0:
		n.changed("+" + strings.TrimLeft(s.text, "+"))
	default:
		n.unread(n.part, wording.ComparesWithAnEarlierTime(short(n.part.Text)))
	}
	return true
}

// changed adds a change.
func (n *numberOf) changed(text string) {
	text = strings.Replace(text, "+-", "-", 1)
	n.add(Record{Part: n.part, Kind: n.kind, Quantity: strings.ReplaceAll(text, " %", "%"), Change: true, Time: n.time()})
}

// named reports whether the column or the row is called as a change, so that its number is one itself: 5 % of "Sales
// growth, YoY".
func (n *numberOf) named() bool {
	if n.column.Change || n.column.As == AsChange || columnWords().has(n.column.text(), string(AsChange)) {
		return true
	}
	return len(n.row.Names) > 0 && columnWords().has(n.row.Names[0].Text, string(AsChange))
}

// endsWithOf recognises a word for "of" at the end of a text.
var endsWithOf = content.Pattern(`(?i) (?:of|von|de|des|du|av|van|di|del)(?: the)?$`)

// leadsUp and leadsDown recognise words for more and less before a number. "Down to 5 %" has none.
var (
	leadsUp   = content.Pattern(`(?i)^(?:up|increase by|increase|grow by|grow|raise by|improve by|plus) (?:by )?`)
	leadsDown = content.Pattern(`(?i)^(?:down|decrease by|decrease|reduce by|reduce|cut by|cut|lower by|minus) (?:by )?`)
)

// shareAlone recognises a share, with its sign or not.
var shareAlone = content.Pattern(`^[+-]? ?\d[\d.]* ?%$`)

// earlierTime recognises an earlier time at the end of a cell, with which it compares.
var earlierTime = content.Pattern(`(?i)[ ,(]+` +
	`(?:(?:vs\.?|versus|on|over|against|compared (?:to|with)|than|from) )?(?:the )?` +
	`(?:ly|py|yoy|y/y|y-o-y|mom|qoq|year[- ]on[- ]year|year[- ]over[- ]year|` +
	`(?:last|prior|previous|preceding) (?:fiscal |financial )?(?:year|yr|quarter|month|week|period)|baseline|` +
	`(?:ggü\.?|gegenüber|zum|vs\.?) (?:dem )?vorjahr|` +
	`(?:par rapport à |vs\.? )(?:l['’]an dernier|l['’]année précédente|n-1)|` +
	`(?:respecto al|vs\.?) año anterior|jämfört med (?:förra|föregående) året|t\.?o\.?v\.? vorig jaar|` +
	`rispetto all['’]anno precedente)\)?$`)
