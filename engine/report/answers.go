package report

import (
	"fmt"
	"strings"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/answer"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// fewAnswers is how many answers are shown where nobody asks for all.
const fewAnswers = 20

// answers say what the demands of documents come to.
func (t *text) answers() {
	all := t.report.Answers
	for i := range all {
		if i == fewAnswers && !t.Verbose {
			fmt.Fprint(t, wording.MoreDemandsWereReadV(len(all)-i)+"\n\n")
			return
		}
		fmt.Fprintf(t, "%s: %s\n", t.paint(bold, Safe(all[i].Location.Start())), Safe(all[i].Said))
		for _, line := range answerLines(&all[i]) {
			fmt.Fprintf(t, "   %s\n", Safe(line))
		}
		t.WriteByte('\n')
	}
}

// answerLines are the sums of an answer, its questions, and what is not known.
func answerLines(a *answer.Answer) []string {
	lines := append(append([]string(nil), a.Sums...), a.Questions...)
	if len(a.Unknown) > 0 {
		lines = append(lines, wording.NotKnown(strings.Join(a.Unknown, ", ")))
	}
	return lines
}

// documents say of each document that asks for nothing, what could not be read, and that other numbers were met.
func (t *text) documents() {
	unasked, untaken := 0, 0
	for _, d := range t.report.Documents {
		unasked += d.Unasked
		untaken += d.Untaken
		switch {
		case d.Foreign:
			fmt.Fprintf(t, "%s: %s\n", Safe(d.File), Safe(d.Unread[0].Text))
		case d.Demands == 0 && !d.Mapped:
			fmt.Fprint(t, wording.NoNumberInItAsks(Safe(d.File))+"\n")
		}
		unread := d.Unread
		if d.Foreign {
			unread = unread[1:]
		}
		if t.Verbose {
			t.notes(d.Said, wording.ReadSo())
			t.notes(unread, wording.NotRead())
			continue
		}
		n := 0
		for i := range unread {
			if unread[i].Limit {
				t.notes(unread[i:i+1], wording.NotRead())
			} else {
				n++
			}
		}
		if n > 0 {
			fmt.Fprint(t, wording.CouldNotBeReadV(Safe(d.File), wording.Places(n))+"\n")
		}
	}
	if unasked > 0 && !t.Verbose {
		fmt.Fprint(t, wording.HoldOtherNumbersV(unasked)+"\n")
	}
	if untaken > 0 && !t.Verbose {
		fmt.Fprint(t, wording.CellsHoldOtherNumbersV(untaken)+"\n")
	}
}

func (t *text) notes(all []engine.Note, what string) {
	for _, n := range all {
		at := n.File
		if n.Line > 0 {
			at = n.Start()
		}
		fmt.Fprintf(t, "%s: %s: %s\n", what, Safe(at), Safe(n.Text))
	}
}

// answered is an answer in JSON.
type answered struct {
	Resource  engine.Resource `json:"resource"`
	Location  source.Location `json:"location"`
	Said      string          `json:"said"`
	Sums      []string        `json:"sums,omitempty"`
	Questions []string        `json:"questions,omitempty"`
	Unknown   []string        `json:"unknown,omitempty"`
}

// documented is a document in JSON.
type documented struct {
	File    string  `json:"file"`
	Demands int     `json:"demands"`
	Said    []noted `json:"said,omitempty"`
	Unread  []noted `json:"unread,omitempty"`
}

type noted struct {
	Location source.Location `json:"location"`
	Text     string          `json:"text"`
}

func answersOf(r *engine.Report) []answered {
	var all []answered
	for _, a := range r.Answers {
		id := engine.Resource{Kind: a.Resource.Kind, ID: a.Resource.Name}
		all = append(all, answered{id, a.Location, a.Said, a.Sums, a.Questions, a.Unknown})
	}
	return all
}

func documentsOf(r *engine.Report) []documented {
	var all []documented
	for _, d := range r.Documents {
		all = append(all, documented{d.File, d.Demands, notedOf(d.Said), notedOf(d.Unread)})
	}
	return all
}

func notedOf(all []engine.Note) []noted {
	var notes []noted
	for _, n := range all {
		notes = append(notes, noted{n.Location, n.Text})
	}
	return notes
}

// answers list what documents ask, as far as there is room.
func (m *markdown) answers() {
	for i := range m.report.Answers {
		a := &m.report.Answers[i]
		text := fmt.Sprintf("- %s (%s)\n", phrase(a.Said), code(m.row(a.Location)))
		for _, line := range answerLines(a) {
			text += "  - " + phrase(line) + "\n"
		}
		if i == 0 {
			text = "\n#### " + wording.NavDocuments() + "\n\n" + text
		}
		if !m.add(text) {
			return
		}
	}
}

// asked is an answer on the page.
type asked struct {
	Said, Where, Whom string
	Lines             []string
}

// answers shows what documents ask, as many as a page holds.
func (b *builder) answers(p *page) {
	for i := range b.report.Answers {
		a := &b.report.Answers[i]
		if i == pageAnswers {
			p.MoreAsked = len(b.report.Answers) - i
			return
		}
		one := asked{Said: Safe(a.Said), Where: Safe(where(a.Location)), Whom: Safe(b.whom(a.Resource))}
		for _, line := range answerLines(a) {
			one.Lines = append(one.Lines, Safe(line))
		}
		p.Asked = append(p.Asked, one)
	}
}
