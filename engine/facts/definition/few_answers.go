package definition

import (
	"math/big"
	"regexp"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Few says how far one answer can move a grade on a scale, and how far the target is away; nil where the scale or the
// number of answers is not known.
func Few(k *model.Resource) *FewAnswers {
	base, _ := baseline(k)
	target := k.Quantity(field.Target)
	if base == nil || base.Low == nil || target == nil || target.Low == nil || target.IsRange() || base.IsRange() {
		return nil
	}
	top, ok := scaleOf(target, base)
	answers := answersOf(k)
	if !ok || answers == nil || target.Unit != base.Unit {
		return nil
	}
	steps := quantity.Exact(new(big.Rat).Sub(top, big.NewRat(1, 1)), quantity.Unit{})
	width := network.Found(wording.WidthOfTheScale(), steps, target.Place)
	moves := network.Over(wording.OneAnswerMoves(), width, answers)
	apart := network.By(wording.FromBaselineToTarget(), "−", distance, network.Written("target", target),
		network.Written("baseline", base))
	if !moves.Known() || !apart.Known() {
		return nil
	}
	return &FewAnswers{answers, moves, apart}
}

// distance is how far two numbers are from each other.
func distance(of []quantity.Amount) (quantity.Amount, bool) {
	return quantity.Exact(basis.Distance(of[0].Low, of[1].Low), quantity.Unit{}), true
}

// scaleOf is the top of the scale that one of some numbers names: 4.5 out of 5.
func scaleOf(all ...*model.Quantity) (*big.Rat, bool) {
	for _, q := range all {
		if q.OnScale() {
			return new(big.Rat).SetString(strings.TrimPrefix(q.Note, "out of "))
		}
	}
	return nil, false
}

// meanOf finds how many answers a formula takes the mean of.
var meanOf = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)\b(?:mean|average) of (?:the |our )?([a-z-]+|\d+) ` +
		`(?:answers|responses|replies|grades|ratings|marks)\b`)
})

// answersOf is how many answers the baseline is of: its sample, else the number in the formula; nil where nobody says.
func answersOf(k *model.Resource) *network.Node {
	if size := k.Object.Object(field.Baseline).Quantity(field.Sample); size != nil {
		if size.Low == nil || size.Low.Sign() <= 0 {
			return nil
		}
		return network.Found(wording.Answers(), quantity.Amount{Low: size.Low, High: size.High}, size.Place)
	}
	formula := k.Object.Object(field.Formula)
	found := meanOf().FindStringSubmatch(formula.Text(field.Expression))
	if found == nil {
		return nil
	}
	q, err := quantity.Parse(found[1])
	if err != nil || !q.Unit.IsZero() || q.Low.Sign() <= 0 {
		return nil
	}
	return network.Found(wording.Answers(), q.Amount, formula.Place(k.File, field.Expression))
}
