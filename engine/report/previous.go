package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema"
)

// Previous is an earlier report in JSON, with which a page compares what was found.
type Previous struct {
	AsOf     string
	findings []previousFinding
}

// previousFinding is what is read of a finding of an earlier report.
type previousFinding struct {
	Rule        string            `json:"rule"`
	In          string            `json:"organisation"`
	Category    string            `json:"category"`
	Message     string            `json:"message"`
	Outcome     string            `json:"outcome"`
	Level       string            `json:"level"`
	Resource    engine.Resource   `json:"resource"`
	Fingerprint string            `json:"fingerprint"`
	Earlier     map[string]string `json:"fingerprints"`
	Suppressed  *json.RawMessage  `json:"suppressed"`
}

// ReadPrevious reads an earlier report. The error says where it is not what schema/report.schema.json describes.
func ReadPrevious(data []byte) (*Previous, error) {
	var document any
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	if err := decoder.Decode(&document); err != nil {
		return nil, fmt.Errorf("%s: %w", wording.ItIsNotAReport(), err)
	}
	if err := schema.Follows("report", document); err != nil {
		return nil, errors.New(wording.ItIsNotAReportIn(Safe(err.Error())))
	}
	var read struct {
		AsOf     string            `json:"asOf"`
		Findings []previousFinding `json:"findings"`
	}
	if err := json.Unmarshal(data, &read); err != nil {
		return nil, fmt.Errorf("%s: %w", wording.ItIsNotAReport(), err)
	}
	return &Previous{AsOf: read.AsOf, findings: slices.DeleteFunc(read.Findings, func(f previousFinding) bool {
		return f.Suppressed != nil
	})}, nil
}

// in is what the earlier report says of one of several organisations: what it says of none is about all.
func (p *Previous) in(folder string) *Previous {
	if p == nil {
		return nil
	}
	return &Previous{AsOf: p.AsOf, findings: slices.DeleteFunc(slices.Clone(p.findings), func(f previousFinding) bool {
		return f.In != "" && f.In != folder
	})}
}

// changes are what differs between two reports.
type changes struct {
	Since   string // the day of the earlier one
	New     []*engine.Finding
	Gone    []goneFinding
	Same    int
	isFresh map[*engine.Finding]bool
}

// goneFinding is one that is no longer there.
type goneFinding struct {
	State   string
	Message []span
	Subject string
}

// since compares the findings of a report that count with those of an earlier one. A finding is the same as long as
// its rule, definition, field and subject are, whatever its numbers.
func (p *Previous) since(all []*engine.Finding, h *Headlines) *changes {
	c := &changes{Since: longDate(p.AsOf), isFresh: map[*engine.Finding]bool{}}
	before := map[string]int{}
	for i, f := range p.findings {
		before[f.Fingerprint] = i
		for _, earlier := range f.Earlier {
			if _, known := before[earlier]; !known {
				before[earlier] = i
			}
		}
	}
	met := make([]bool, len(p.findings))
	for _, f := range all {
		found := false
		for _, print := range append([]string{f.Fingerprint, f.First()}, f.Formerly...) {
			if i, known := before[print]; known && print != "" && !found {
				met[i], found = true, true
			}
		}
		if found {
			c.Same++
			continue
		}
		c.New = append(c.New, f)
		c.isFresh[f] = true
	}
	for i, f := range p.findings {
		if met[i] {
			continue
		}
		gone := goneFinding{State: f.Level, Message: spans(h.earlier(f))}
		if f.Outcome == string(engine.NotCheckable) {
			gone.State = "question"
		}
		if h.model != nil {
			if r := h.model.Find(f.Resource.Kind, f.Resource.Whole().ID); r != nil {
				gone.Subject = Safe(h.title(r))
			}
		}
		c.Gone = append(c.Gone, gone)
	}
	return c
}

// earlier says what a finding of an earlier report was: the fact of its message. Of a long one it is the title of its
// rule, since that report has no headlines.
func (h *Headlines) earlier(f previousFinding) string {
	rule := h.rules[f.Category+"/"+f.Rule]
	if message := h.spoken(f.Message); rule == nil || utf8.RuneCountInString(message) <= headlineLong {
		return message
	}
	return rule.Title
}
