package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/facts/definition"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Exceptions is what `kpilint exceptions` lists: who may break which rule, until when, and what that covers today.
type Exceptions struct {
	Version    int             `json:"version"`
	AsOf       string          `json:"asOf"`
	Exceptions []ExceptionInfo `json:"exceptions"`
	Inline     []IgnoreInfo    `json:"inline"`
}

// ExceptionInfo is one definition of kind Exception.
type ExceptionInfo struct {
	ID         string   `json:"id"`
	File       string   `json:"file"`
	Line       int      `json:"line"`
	State      string   `json:"state"` // in force, not begun, over
	Rules      []string `json:"rules"`
	For        []string `json:"for"`
	Reason     string   `json:"reason"`
	ApprovedBy string   `json:"approvedBy"`
	Ticket     string   `json:"ticket,omitempty"`
	From       string   `json:"from,omitempty"`
	Until      string   `json:"until,omitempty"`
	DaysLeft   *int     `json:"daysLeft"` // after today, the last day included; below 0 when it is over, null without an end
	Covers     int      `json:"covers"`   // findings that it suppresses now
	Back       []string `json:"back"`     // what is back since it is over: "rule on `resource`"
}

// IgnoreInfo is one comment or field that suppresses rules beside a value.
type IgnoreInfo struct {
	File     string          `json:"file"`
	Line     int             `json:"line"`
	Resource engine.Resource `json:"resource"`
	Rules    []string        `json:"rules"`
	Reason   string          `json:"reason"`
	Covers   int             `json:"covers"`
}

// ExceptionsOf lists the exceptions of a report in the order of files and lines. With a horizon of 0 days or more only those that are
// over by then are listed; what stands inline has no end.
func ExceptionsOf(r *engine.Report, horizon int) Exceptions {
	list := Exceptions{Version: 1, AsOf: r.AsOf, Exceptions: []ExceptionInfo{}, Inline: []IgnoreInfo{}}
	list.add(r, horizon)
	for _, part := range r.Parts {
		list.add(part, horizon)
	}
	slices.SortStableFunc(list.Exceptions, func(a, b ExceptionInfo) int {
		return cmp.Or(strings.Compare(a.File, b.File), a.Line-b.Line)
	})
	for _, i := range r.Ignores {
		if horizon < 0 {
			list.Inline = append(list.Inline, IgnoreInfo{i.File, i.Line, i.Resource, i.Rules, i.Reason, i.Covers})
		}
	}
	return list
}

// add lists the exceptions of one organisation.
func (list *Exceptions) add(r *engine.Report, horizon int) {
	if r.Model == nil {
		return
	}
	covers := covered(r)
	for _, x := range r.Model.Of("Exception") {
		term := r.Model.Facts.Term(x)
		info := exceptionOf(x, term, r.AsOf)
		if covered := r.Model.Covered[x]; covered != nil && term.OverAt != "" {
			info.Back = append(info.Back, covered.Matches...)
		}
		info.Covers = covers[x.Name]
		if horizon < 0 || term.OverAt != "" || info.DaysLeft != nil && *info.DaysLeft <= horizon {
			list.Exceptions = append(list.Exceptions, info)
		}
	}
}

// covered counts, for each exception, the findings that it suppresses.
func covered(r *engine.Report) map[string]int {
	covers := map[string]int{}
	for _, f := range settled(r) {
		if f.Suppressed.Way == engine.ByException {
			covers[f.Suppressed.By]++
		}
	}
	return covers
}

func exceptionOf(x *model.Resource, term definition.Term, asOf string) ExceptionInfo {
	span, _ := x.Written(field.Itself)
	info := ExceptionInfo{
		ID: x.Name, File: x.File, Line: span.Line, State: term.State, Rules: texts(x, field.Rules), For: texts(x, field.For),
		Reason: x.Text(field.Reason), ApprovedBy: x.Text(field.ApprovedBy), Ticket: x.Text(field.Ticket),
		From: x.Text(field.From), Until: x.Text(field.Until), Back: []string{},
	}
	today, err := time.Parse(time.DateOnly, asOf)
	if end, wrong := time.Parse(time.DateOnly, info.Until); err == nil && wrong == nil {
		left := days(today, end)
		info.DaysLeft = &left
	}
	return info
}

// texts are those of a list field, an empty list for none.
func texts(x *model.Resource, name field.Path) []string {
	return append([]string{}, x.Texts(name)...)
}

// Table writes the list for people.
func (list Exceptions) Table(w io.Writer) error {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	row := func(cells ...string) {
		for i, c := range cells {
			if cells[i] = Safe(strings.Join(strings.Fields(c), " ")); cells[i] == "" {
				cells[i] = "-"
			}
		}
		fmt.Fprintln(t, strings.Join(cells, "\t"))
	}
	row(wording.ColumnException(), wording.ColumnState(), wording.ColumnRules(), wording.ColumnFor(),
		wording.ColumnUntil(), wording.ColumnLeft(), wording.ColumnCovers(), wording.ColumnApprovedBy(),
		wording.ColumnReason())
	for _, x := range list.Exceptions {
		left, _ := daysLeft(x.From, x.Until, list.AsOf)
		row(x.ID, x.State, strings.Join(x.Rules, ", "), strings.Join(x.For, ", "), x.Until, left, x.coverage(), x.ApprovedBy,
			x.Reason)
	}
	for _, i := range list.Inline {
		row(fmt.Sprintf("%s:%d", i.File, i.Line), "inline", strings.Join(i.Rules, ", "), i.Resource.ID, "", wording.NoEnd(),
			wording.Findings(i.Covers), "", i.Reason)
	}
	return t.Flush()
}

// coverage says what an exception suppresses, or what is back since it is over.
func (x ExceptionInfo) coverage() string {
	if len(x.Back) > 0 {
		return wording.Back(len(x.Back))
	}
	return wording.Findings(x.Covers)
}
