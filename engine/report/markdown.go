package report

import (
	"fmt"
	"io"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// markdownBytes is what GitHub and GitLab take as a comment at least; a step summary may be longer.
const markdownBytes = 65_536

// marker lets a comment be found and replaced by the next run.
const marker = "<!-- kpilint -->\n"

// Markdown writes a report for a comment on a pull request or a step summary, the most important findings first. What would make it too
// long is left out, and the last line says how much.
func Markdown(w io.Writer, r *engine.Report, o Options) error {
	m := &markdown{Options: o, report: r, rules: rulesOf(r), headlines: NewHeadlines(r)}
	m.add(m.head())
	for _, e := range failures(r) {
		if !m.add(failureItem(e)) {
			m.failed++
		}
	}
	section := ""
	for _, e := range m.headlines.entriesOf(inSections(ranked(r))) {
		text := m.entry(e) + m.following(e.Below)
		if state := stateOf(e.Finding); state != section {
			section = state
			text = "\n#### " + markdownSections[state]() + "\n\n" + text
		}
		if !m.add(text) {
			m.omitted = append(m.omitted, e.all()...)
		}
	}
	m.answers()
	m.unread()
	m.trusted()
	m.settled()
	m.foot()
	_, err := io.WriteString(w, m.text.String())
	return err
}

// trusted lists what the change does to what judges it.
func (m *markdown) trusted() {
	for n, item := range trustedItems(m.report) {
		text := "- " + phrase(item.text)
		if item.at.File != "" {
			text += " (" + code(item.at.Start()) + ")"
		}
		text += "\n"
		if n == 0 {
			text = "\n#### " + wording.HeldTo(escapeMarkdown(m.report.Trusted.Rev)) + "\n\n" + text
		}
		m.add(text)
	}
}

var markdownSections = map[string]wording.Text{
	"error": wording.CannotHold, unread: wording.WrittenInAWayThat, "warning": wording.ToLookAt,
	"question": wording.NotCheckableQuestionsToAsk, "info": wording.WorthKnowing,
}

type markdown struct {
	Options
	report    *engine.Report
	rules     map[string]*policy.Rule
	headlines *Headlines
	text      strings.Builder
	full      bool
	omitted   []*engine.Finding
	failed    int // failures left out
	quiet     int // settled findings left out
}

// reserved is kept free for the last lines.
const reserved = 1_024

// add appends a text if there is room for it. Once something did not fit nothing more is added, so that the order stays.
func (m *markdown) add(text string) bool {
	if m.full || m.text.Len()+len(text) > markdownBytes-reserved {
		m.full = true
		return false
	}
	m.text.WriteString(text)
	return true
}

func (m *markdown) head() string {
	s := m.report.Summary
	verdict := wording.NothingFoundThatCannotHold()
	switch {
	case !complete(m.report):
		verdict = wording.NotEverythingCouldBeChecked()
	case s.Error > 0:
		verdict = cannot(m.report)
	case s.Warning > 0:
		verdict = wording.SoManyToLookAt(wording.Things(s.Warning))
	case s.NotCheckable > 0:
		verdict = wording.CannotBeCheckedYet(wording.Things(s.NotCheckable))
	}
	return marker + "### kpilint: " + verdict + "\n\n" + escapeMarkdown(cut(closing(m.report), reserved)) + ".\n"
}

func failureItem(e ruleError) string {
	return "\n" + wording.Failed(code(failedAs(e)), phrase(onResource(e))) + "\n"
}

// entry is one of a list: the headline, the sum, what to do, and where. What says the same of several definitions is
// folded with the place of each.
func (m *markdown) entry(e *shown) string {
	word, _ := said(e.Finding)
	var b strings.Builder
	fmt.Fprintf(&b, "- **%s** %s  \n", word, phrase(e.Headline))
	if below := m.headlines.Below(e.Finding); e.Same == nil && below != "" {
		fmt.Fprintf(&b, "  %s  \n", phrase(below))
	}
	if e.Fix != "" {
		fmt.Fprint(&b, "  "+wording.WhatToDoItalic(phrase(m.headlines.Fix(e.Finding)))+"  \n")
	}
	if e.Same != nil {
		fmt.Fprintf(&b, "  %s\n  <details><summary>Where</summary>\n\n", m.ruleLink(e.Finding))
		for _, f := range e.Same {
			fmt.Fprintf(&b, "  - %s · %s\n", code(f.Resource.ID), code(m.row(f.Location)))
		}
		b.WriteString("\n  </details>\n")
		return b.String()
	}
	whose := ""
	if e.Resource.ID != "" {
		whose = code(e.Resource.ID) + " · "
	}
	fmt.Fprintf(&b, "  %s%s · %s\n", whose, code(m.row(e.Location)), m.ruleLink(e.Finding))
	return b.String()
}

// row is where a finding is, as it is called from the root of the repository.
func (m *markdown) row(at source.Location) string {
	at.File = m.fromRoot(at.File)
	return at.Row()
}

// following lists what follows from a finding.
func (m *markdown) following(all []*engine.Finding) string {
	var b strings.Builder
	for n, f := range all {
		if n == 0 {
			b.WriteString("  " + wording.FromThisFollowsItalic() + "\n")
		}
		word, _ := said(f)
		fmt.Fprintf(&b, "    - **%s** %s · %s · %s\n", word, phrase(m.headlines.Of(f)),
			code(m.row(f.Location)), m.ruleLink(f))
	}
	return b.String()
}

func (m *markdown) ruleLink(f *engine.Finding) string {
	if rule := m.rules[f.Name()]; rule != nil && rule.Page != "" {
		return "[" + escapeMarkdown(f.Name()) + "](" + rule.Page + ")"
	}
	return code(f.Name())
}

// settled lists what does not count, folded.
func (m *markdown) settled() {
	all := settled(m.report)
	if len(all) == 0 {
		return
	}
	if !m.add(fmt.Sprintf("\n<details><summary>%s</summary>\n\n",
		wording.ExceptedInTheBaselineOr(wording.Findings(len(all))))) {
		m.quiet = len(all)
		return
	}
	for _, f := range all {
		_, message := said(f)
		if !m.add(fmt.Sprintf("- %s: %s (%s)\n", code(f.Name()), phrase(message), phrase(suppressed(f.Suppressed)))) {
			m.quiet++
		}
	}
	m.text.WriteString("\n</details>\n")
}

// foot is the last line: what was left out.
func (m *markdown) foot() {
	var parts []string
	if m.failed > 0 {
		parts = append(parts, wording.Failures(m.failed))
	}
	if len(m.omitted) > 0 {
		parts = append(parts, tally(m.omitted))
	}
	if m.quiet > 0 {
		parts = append(parts, wording.SoManyExceptedShort(m.quiet))
	}
	if len(parts) == 0 {
		return
	}
	left := wording.LeftOutAsAComment(and(parts), markdownBytes)
	m.notice(left)
	m.text.WriteString("\n" + wording.MoreWasFoundThanFits(strings.ToUpper(left[:1]), left[1:]) + "\n")
}

// phrase writes a message: what stands in backquotes as code, all else with no meaning to Markdown.
func phrase(s string) string {
	var b strings.Builder
	for _, p := range spans(s) {
		if p.Code {
			b.WriteString(code(p.Text))
			continue
		}
		b.WriteString(escapeMarkdown(p.Text))
	}
	return b.String()
}

// span is a piece of a message.
type span struct {
	Text string
	Code bool
}

// spans takes a message apart at its backquotes. Where they do not pair it is one plain text.
func spans(s string) []span {
	s = Safe(s)
	parts := strings.Split(s, "`")
	if len(parts)%2 == 0 {
		return []span{{s, false}}
	}
	var all []span
	for i, p := range parts {
		if p != "" {
			all = append(all, span{p, i%2 == 1})
		}
	}
	return all
}

// code is a code span; a text with backquotes gets a longer fence.
func code(s string) string {
	s = Safe(s)
	if strings.TrimSpace(s) == "" {
		return ""
	}
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return fence + s + fence
}

// wordJoiner is invisible and parts what GitHub would link: a mention, a reference to an issue.
const wordJoiner = "\u2060"

// escapeMarkdown takes every meaning from a text: markup, HTML, links that make themselves, mentions and references to issues.
func escapeMarkdown(s string) string {
	s = Safe(s)
	var b strings.Builder
	for i, r := range s {
		switch {
		case strings.ContainsRune("\\`*_[]<>&|~$!", r), r == '.' && strings.HasSuffix(strings.ToLower(s[:i]), "www"), r == ':' && strings.HasPrefix(s[i:], "://"):
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == '@' || r == '#':
			b.WriteByte('\\')
			b.WriteRune(r)
			if next, _ := utf8.DecodeRuneInString(s[i+1:]); unicode.IsLetter(next) || unicode.IsDigit(next) {
				b.WriteString(wordJoiner)
			}
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}
