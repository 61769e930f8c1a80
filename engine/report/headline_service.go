package report

import (
	"github.com/kpilint/kpilint/engine/facts/queues"
	"github.com/kpilint/kpilint/engine/quantity"
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
	if !ok || !also || level.Low.Sign() == 0 {
		return t.of(t.about) + " has " + spell(line.Agents.Amount) + "; it takes " + needed + " to keep up"
	}
	within := "in time"
	if q := t.about.Object.Object(field.Promise).Quantity(field.Within); q != nil {
		within = "within " + q.Amount.String()
	}
	return t.of(t.about) + " answers " + share(level, promised.Low) + " " + within + " and promises " +
		share(promised, nil) + "; it takes " + needed + ", and there are " + bare(line.Agents.Amount)
}

func (t *statement) busy() string {
	line := t.line()
	busy, ok := t.amount("occupancy")
	if line == nil || !ok || !line.Agents.Valued() {
		return ""
	}
	return "The " + spell(line.Agents.Amount) + " of " + t.of(t.about) + " are busy " + share(busy, nil) + " of the time"
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
	return spell(b.Opened.Amount) + " come in; " + t.whose(t.about) + " closes " + bare(b.Closed.Amount)
}

func (t *statement) inProgress() string {
	return t.pair("stated", "computed", func(stated, computed quantity.Amount) string {
		return t.of(t.about) + " says that " + spell(stated) + " are in progress; its rate and its time give " +
			bare(computed)
	})
}
