package report

import (
	"github.com/kpilint/kpilint/engine/impact"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

// impactDocument is an answer as JSON, stable: it grows only by adding.
type impactDocument struct {
	Version  int            `json:"version"`
	Tool     tool           `json:"tool"`
	Question string         `json:"question"`
	Resource impactResource `json:"resource"`
	Miss     *value         `json:"miss,omitempty"`
	Misses   []impactMiss   `json:"misses,omitempty"` // where several are missed at once
	Summary  *impactSummary `json:"summary,omitempty"`
	Nodes    []impactNode   `json:"nodes"`
	Edges    []impactEdge   `json:"edges"`
}

type impactMiss struct {
	ID   string `json:"id"`
	Miss *value `json:"miss"`
}

// impactSummary counts numbers and objectives; items are ways between them.
type impactSummary struct {
	Missed       int `json:"missed"`
	Worse        int `json:"worse"`
	MayMiss      int `json:"mayMiss"`
	AtRisk       int `json:"atRisk"`
	Unchanged    int `json:"unchanged"`
	Holds        int `json:"holds"`
	NotCheckable int `json:"notCheckable"`
}

type impactResource struct {
	Kind string `json:"kind"`
	ID   string `json:"id"`
}

type impactNode struct {
	ID           string           `json:"id"`
	Kind         string           `json:"kind"`
	Name         string           `json:"name"`
	Title        string           `json:"title,omitempty"`
	Team         string           `json:"team,omitempty"`
	Owner        string           `json:"owner,omitempty"`
	Location     *source.Location `json:"location,omitempty"`
	Status       impact.Status    `json:"status"`
	Message      string           `json:"message,omitempty"`
	Asked        *value           `json:"asked,omitempty"`
	Before       *value           `json:"before,omitempty"`
	After        *value           `json:"after,omitempty"`
	MissedBefore *value           `json:"missedBefore,omitempty"`
	MissedBy     *value           `json:"missedBy,omitempty"`
	Missing      []string         `json:"missing,omitempty"`
	Path         []string         `json:"path"`
}

type impactEdge struct {
	From     string           `json:"from"`
	To       string           `json:"to"`
	Kind     string           `json:"kind"`
	Status   impact.Status    `json:"status"`
	Message  string           `json:"message,omitempty"`
	Missing  []string         `json:"missing,omitempty"`
	Decides  bool             `json:"decides"`
	Circle   bool             `json:"circle"`
	Location *source.Location `json:"location,omitempty"`
}

func whereIs(p source.Location) *source.Location {
	if p.File == "" {
		return nil
	}
	return &p
}

func impactJSON(a *impact.Answer, o Options) *impactDocument {
	d := &impactDocument{Version: 1, Tool: tool{"kpilint", o.Version}, Question: a.Question, Resource: impactResource{a.Kind, a.Resource}, Nodes: []impactNode{}, Edges: []impactEdge{}}
	if a.Question == "impact" {
		d.Miss, d.Summary = amountOf(&a.Miss), summary(a)
	}
	for i := range a.Misses {
		if m := &a.Misses[i]; len(a.Misses) > 1 {
			d.Misses = append(d.Misses, impactMiss{m.Resource, amountOf(&m.Share)})
		}
	}
	for _, n := range a.Nodes {
		d.Nodes = append(d.Nodes, impactNode{n.ID, n.Kind, n.Name, n.Title, n.Team, n.Owner, whereIs(n.At), n.Status, joined(n.Sum, n.Verdict), amountOf(n.Asked), amountOf(n.Before),
			amountOf(n.After), amountOf(n.MissedBefore), amountOf(n.MissedBy), n.Missing, n.Path})
	}
	for _, l := range a.Links {
		d.Edges = append(d.Edges, impactEdge{l.From.ID, l.To.ID, l.Kind, l.Status, l.Sum, l.Missing, l.Decides, l.Circle, whereIs(l.At)})
	}
	return d
}

// summary counts numbers and objectives by their status.
func summary(a *impact.Answer) *impactSummary {
	count := func(s impact.Status) int { return len(withStatus(a, s)) }
	return &impactSummary{count(impact.Missed), count(impact.Worse), count(impact.MayMiss), count(impact.AtRisk), count(impact.Unchanged), count(impact.Holds), count(impact.NotCheckable)}
}

func amountOf(a *quantity.Amount) *value {
	if a == nil || a.Low == nil {
		return nil
	}
	low, _ := quantity.Decimal(a.Low)
	high, _ := quantity.Decimal(a.High)
	if low == high {
		return &value{Value: low, Unit: a.Unit.String()}
	}
	return &value{Low: low, High: high, Unit: a.Unit.String()}
}

type rankingDocument struct {
	Version  int            `json:"version"`
	Tool     tool           `json:"tool"`
	Question string         `json:"question"`
	Numbers  []rankedNumber `json:"numbers"`
	NotShown int            `json:"notShown"`
	Idle     int            `json:"idle"`
}

type rankedNumber struct {
	Rank       int              `json:"rank"`
	Kind       string           `json:"kind"`
	Name       string           `json:"name"`
	Team       string           `json:"team,omitempty"`
	Owner      string           `json:"owner,omitempty"`
	Location   *source.Location `json:"location,omitempty"`
	Numbers    int              `json:"numbers"`
	Objectives int              `json:"objectives"`
	Slack      []rankedSlack    `json:"slack"`
}

type rankedSlack struct {
	Item    string   `json:"item"`
	Supply  *value   `json:"supply,omitempty"`
	Demand  *value   `json:"demand,omitempty"`
	Slack   *value   `json:"slack,omitempty"`
	Share   *value   `json:"share,omitempty"`
	Missing []string `json:"missing,omitempty"`
}

func rankingJSON(r *impact.Ranking, shown []*impact.Ranked, o Options) *rankingDocument {
	d := &rankingDocument{Version: 1, Tool: tool{"kpilint", o.Version}, Question: "ranking", Numbers: []rankedNumber{}, NotShown: len(r.Numbers) - len(shown), Idle: r.Idle}
	for _, one := range shown {
		n := rankedNumber{one.Rank, one.Kind, one.Name, one.Team, one.Owner, whereIs(one.At), one.Numbers, one.Objectives, []rankedSlack{}}
		for _, s := range one.Slack {
			n.Slack = append(n.Slack, rankedSlack{s.Item, amountOf(&s.Supply), amountOf(&s.Demand), amountOf(&s.Left), amountOf(s.Share), s.Missing})
		}
		d.Numbers = append(d.Numbers, n)
	}
	return d
}
