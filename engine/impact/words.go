package impact

import (
	"fmt"

	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// inPercent writes a share of 2/5 as 40 %.
func inPercent(share *network.Node) quantity.Amount { return share.Hundredfold().In(percent).Amount }

// missedBy is how far a share is from what was asked: 40 % of it is a miss by 60 %.
func missedBy(share *network.Node, lower bool) quantity.Amount {
	off := network.Minus(wording.MissedByWord(), wholly, share)
	if lower {
		off = network.Minus(wording.MissedByWord(), share, wholly)
	}
	return inPercent(off.NotBelowZero())
}

// bare is a number without its unit.
func bare(n *network.Node) string { return n.Number() }

// becomes writes what is left of a number: 50 calls/person/day × 40 % = 20 calls/person/day.
func becomes(asked, value, share *network.Node) string {
	if asked.Amount.IsRange() || value.Amount.IsRange() {
		return wording.InsteadOf(asAsked(value.Amount, asked).String(), asked.Amount.String())
	}
	return fmt.Sprintf("%s × %s = %s", asked.Amount, inPercent(share), asAsked(value.Amount, asked))
}

// asAsked is an amount in days or weeks where its author asks for it so, and not in hours.
func asAsked(value quantity.Amount, asked *network.Node) quantity.Amount {
	if asked.Amount.InDays() {
		return value.Like(asked.Amount)
	}
	return value
}

// covers compares a supply with a demand in words: short by 3,000 (60 %).
func covers(supply, demand *network.Node) string {
	return balance(supply, demand, bare, func() string {
		return fmt.Sprintf(" (%s)", missedBy(network.Part("share", supply, demand), false))
	})
}

// inMoney compares money that is there with money that is needed.
func inMoney(there, needed *network.Node) string {
	return balance(there, needed, money, func() string { return "" })
}

// balance compares what is there with what is needed; more is said of what is short.
func balance(there, needed *network.Node, write func(*network.Node) string, more func() string) string {
	left, short := network.Minus("left", there, needed), network.Minus("short", needed, there)
	switch {
	case left == nil:
		return ""
	case short.Amount.High.Sign() == 0 && short.Amount.Low.Sign() == 0:
		return wording.JustEnough()
	case short.Amount.High.Sign() <= 0:
		return wording.ToSpare(write(left))
	case short.Amount.Low.Sign() <= 0:
		return wording.MayBeShortByUp(write(short.HighEnd()))
	}
	return wording.ShortBy(write(short), more())
}

// enough compares a supply with a demand.
func enough(supply, demand *network.Node) quantity.Answer {
	return atLeastZero(network.Minus("left", supply, demand))
}

// atLeastZero says whether a difference is not below zero.
func atLeastZero(left *network.Node) quantity.Answer {
	switch {
	case left == nil:
		return quantity.Depends
	case left.Amount.Low.Sign() >= 0:
		return quantity.Holds
	case left.Amount.High.Sign() < 0:
		return quantity.Fails
	}
	return quantity.Depends
}

// money is a sum of money without its time.
func money(n *network.Node) string {
	return n.In(quantity.NewUnit([]string{n.Amount.Unit.Currency()}, nil)).Amount.String()
}
