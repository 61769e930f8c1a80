package report

import (
	"github.com/kpilint/kpilint/engine/facts/queues"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// line is the waiting line of the service that a finding is about, nil for none.
func (t *statement) line() *queues.WaitingLine {
	if of := t.model.Facts.Service(t.about); of != nil && of.Queue != nil {
		return of.Queue.Queue
	}
	return nil
}

func (t *statement) agents() string {
	line := t.line()
	needed := t.value("needed")
	if line == nil || needed == "" || !line.Agents.Valued() {
		return ""
	}
	level, ok := t.amount("serviceLevel")
	promised, also := t.amount("promised")
	switch {
	case !ok || !also:
		return wording.HasTooFewToKeepUp(t.of(t.about), spell(line.Agents.Amount), needed)
	case level.Low.Sign() == 0:
		return wording.CannotKeepUpAndPromises(t.of(t.about), spell(line.Agents.Amount), share(promised, nil), needed)
	}
	within := wording.InTime()
	if q := t.about.Object.Object(field.Promise).Quantity(field.Within); q != nil {
		within = wording.WithinTime(q.Amount.String())
	}
	return wording.AnswersLessThanItPromises(t.of(t.about), share(level, promised.Low), within, share(promised, nil),
		needed, bare(line.Agents.Amount))
}

func (t *statement) busy() string {
	line := t.line()
	busy, ok := t.amount("occupancy")
	if line == nil || !ok || !line.Agents.Valued() {
		return ""
	}
	return wording.AgentsAreBusy(spell(line.Agents.Amount), t.of(t.about), share(busy, nil))
}

func (t *statement) backlog() string {
	of := t.model.Facts.Service(t.about)
	if of == nil || of.Backlog == nil || of.Backlog.Backlog == nil {
		return ""
	}
	b := of.Backlog.Backlog
	if !b.Opened.Valued() || !b.Closed.Valued() {
		return ""
	}
	return wording.MoreComeInThanAreClosed(spell(b.Opened.Amount), t.whose(t.about), bare(b.Closed.Amount))
}

func (t *statement) inProgress() string {
	return t.pair("stated", "computed", func(stated, computed quantity.Amount) string {
		return wording.InProgressDoesNotFit(t.of(t.about), spell(stated), bare(computed))
	})
}
