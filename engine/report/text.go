package report

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// Text writes findings for people: a line with the place first and the rule last, the source line with a caret, what to do, the other
// places, and a closing line that counts everything.
func Text(w io.Writer, r *engine.Report, o Options) error {
	t := &text{
		Writer: bufio.NewWriter(w), report: r, Options: o, sources: sourcesOf(r), rules: rulesOf(r),
		headlines: NewHeadlines(r),
	}
	t.findings(inOrder(r, o.Sort))
	t.answers()
	t.documents()
	for _, e := range r.Errors {
		t.ruleError(e)
	}
	for _, item := range trustedItems(r) {
		fmt.Fprintln(t, item.line())
	}
	if o.Verbose {
		t.looked()
	}
	if !o.Quiet {
		t.begin()
		fmt.Fprintln(t, closingLine(r))
	}
	return t.Flush()
}

type text struct {
	*bufio.Writer
	Options
	report    *engine.Report
	sources   *sources
	rules     map[string]*policy.Rule
	headlines *Headlines
	below     folds
	entries   []*shown // those that were shown
}

// Colours of a terminal (ECMA-48 SGR).
const (
	red, yellow, blue, magenta, cyan, grey, bold = "31", "33", "34", "35", "36", "90", "1"
)

func (t *text) paint(code, s string) string {
	if !t.Color {
		return s
	}
	return "\x1b[" + code + "m" + s + "\x1b[0m"
}

// headline is the fact with names for ids, and below what stands below it: the sum, or the whole message with the ids
// of the files. How files and exceptions are written is said as it is, and so are the messages of rules of strangers.
func (t *text) headline(f *engine.Finding) (fact, below string) {
	_, message := said(f)
	rule := t.rules[f.Name()]
	strange := rule == nil || !rule.Trusted && t.headlines.own(f) == ""
	switch {
	case strange, f.Category == fileCategory, f.Category == "exceptions", f.Name() == unresolved:
		return message, ""
	case t.headlines.Below(f) == "":
		return t.headlines.Of(f), ""
	}
	return t.headlines.Of(f), strings.TrimPrefix(message, mayNot)
}

// finding shows the fact, the line where it is written, the sum, what to do, the other places, and what follows.
func (t *text) finding(f *engine.Finding) {
	fact, below := t.headline(f)
	t.head(f, fact)
	if below != "" {
		fmt.Fprintf(t, "   %s: %s\n", inFull(f), Safe(below))
	}
	if f.Fix != "" {
		fmt.Fprint(t, "   "+wording.Fix(Safe(f.Fix))+"\n")
	}
	t.also(f.Related)
	t.following(t.below[f.Fingerprint])
	t.WriteByte('\n')
}

// inFull is the word before the message of a finding that has a headline: it has a sum, or says more.
func inFull(f *engine.Finding) string {
	if f.Because != "" {
		return "sum"
	}
	return "says"
}

// head is the place of a finding, how serious it is, its headline and its rule, and below it the line.
func (t *text) head(f *engine.Finding, headline string) {
	word, _ := said(f)
	colour := map[string]string{"error": red, "warning": yellow, "info": blue, notCheckable: magenta}[word]
	note := ""
	if f.Suppressed != nil {
		note = " (" + suppressed(f.Suppressed) + ")"
	}
	place, rule := t.paint(bold, Safe(f.Location.Start())), t.paint(grey, Safe("["+f.Name()+"]"))
	fmt.Fprintf(t, "%s: %s: %s%s %s\n", place, t.paint(colour, word), Safe(headline), Safe(note), rule)
	t.snippet(f.Location, colour)
}

// notCheckable is the word for what is no finding of any level: what could not be found out.
const notCheckable = "not checkable"

// said is how serious a finding is, in a word, and its message without that word.
func said(f *engine.Finding) (word, message string) {
	if f.Outcome == engine.NotCheckable {
		return notCheckable, strings.TrimPrefix(f.Message, notCheckable+": ")
	}
	return f.Level.String(), f.Message
}

// placeText is a place as people and editors write it.

func suppressed(s *engine.Suppression) string {
	switch s.Way {
	case engine.ByBaseline, engine.BySince:
		return s.Reason
	case engine.ByInline:
		return wording.SuppressedInTheFile(s.Reason)
	}
	return wording.ExceptedBy(s.By, until(s.Until))
}

// snippet shows the line with a caret under the region; a region of several lines is marked to the end of its first.
func (t *text) snippet(l source.Location, colour string) {
	if l.Part != nil {
		t.part(l, colour)
	} else if lines, n := t.sources.line(l.File, l.Line); lines != nil {
		t.mark(source.Span{Line: l.Line, Column: l.Column, EndLine: l.EndLine, EndColumn: l.EndColumn}, lines, n, colour)
	}
}

// widest is the longest source line shown in full, in code points.
const widest = 160

// clip makes a source line safe to print, cuts a long one around its region, and gives the spaces before the caret and its length.
func clip(lines *source.Lines, n, column, width int) (shown, lead string, mark int) {
	from, all := 0, lines.Count(n)
	if all > widest && column > widest/2 {
		from = column - widest/2
	}
	to := max(from, min(all, from+widest))
	column = min(max(0, column-from), to-from)
	width = max(1, min(width, to-from-column))
	before := lines.Cut(n, from, from+column)
	shown = Safe(Safe(before) + Safe(lines.Cut(n, from+column, to))) // once more: a command may lie across the two
	if from > 0 {
		shown, before = "…"+shown, " "+before
	}
	if to < all {
		shown += "…"
	}
	return shown, blank(Safe(before)), utf8.RuneCountInString(Safe(lines.Cut(n, from+column, min(to, from+column+width)))) + zero(from+column >= to)
}

func zero(empty bool) int {
	if empty {
		return 1
	}
	return 0
}

// blank is as wide as a text on a terminal: tabs stay tabs, wide characters count twice.
func blank(s string) string {
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\t':
			b.WriteRune('\t')
		case wide(r):
			b.WriteString("  ")
		case unicode.Is(unicode.Mn, r):
		default:
			b.WriteByte(' ')
		}
	}
	return b.String()
}

// wide reports whether a terminal gives a character two cells: East Asian scripts and emoji.
func wide(r rune) bool {
	return r >= 0x1100 && r <= 0x115f || r >= 0x2e80 && r <= 0xa4cf || r >= 0xac00 && r <= 0xd7a3 || r >= 0xf900 && r <= 0xfaff ||
		r >= 0xfe30 && r <= 0xfe6f || r >= 0xff00 && r <= 0xff60 || r >= 0x1f300 && r <= 0x1faff
}

func (t *text) also(related []source.Related) {
	if len(related) == 0 {
		return
	}
	places := make([]string, len(related))
	for i, r := range related {
		places[i] = fmt.Sprintf("%s (%s)", r.Start(), r.Message)
	}
	fmt.Fprint(t, "   "+wording.Also(Safe(strings.Join(places, ", ")))+"\n")
}

func (t *text) ruleError(e *policy.RuleError) {
	what := wording.ErrorInARule()
	if _, ok := e.Mapping(); ok {
		what = wording.ErrorInAMapping()
	}
	fmt.Fprintf(t, "%s %s\n", t.paint(red, what), Safe(e.Error()))
	t.caret(e.Span, e.Line, red)
	t.WriteByte('\n')
}

// caret shows a source line with its region marked; nothing where the line is not known.
func (t *text) caret(at source.Span, line, colour string) {
	t.mark(at, source.NewLines([]byte(line)), 1, colour)
}

// mark shows the nth line of a file with a region of it marked; nothing where it is empty.
func (t *text) mark(at source.Span, lines *source.Lines, n int, colour string) {
	if len(lines.Line(n)) == 0 {
		return
	}
	width := at.EndColumn - at.Column
	if at.EndLine > at.Line {
		width = lines.Count(n) - at.Column + 1
	}
	shown, lead, mark := clip(lines, n, at.Column-1, max(1, width))
	number := fmt.Sprintf("%5d", at.Line)
	fmt.Fprintf(t, "%s | %s\n%s | %s%s\n", number, shown, strings.Repeat(" ", len(number)), lead, t.paint(colour, "^"+strings.Repeat("~", mark-1)))
}

// part shows a cell or a paragraph with a region of it marked.
func (t *text) part(l source.Location, colour string) {
	name := l.Part.Cell
	from, width := 0, math.MaxInt
	if l.Part.Medium == source.InParagraph {
		from, width = l.Column-1, max(1, l.EndColumn-l.Column)
	}
	lines := source.NewLines([]byte(strings.Join(strings.Fields(l.Part.Text), " ")))
	if len(lines.Line(1)) == 0 {
		return
	}
	shown, lead, mark := clip(lines, 1, from, min(width, max(1, lines.Count(1)-from)))
	fmt.Fprintf(t, "%5s | %s\n      | %s%s\n", name, shown, lead, t.paint(colour, "^"+strings.Repeat("~", mark-1)))
}

// looked says how many definitions each rule looked at, and what nobody looked at, so that nothing found is not taken for a check.
func (t *text) looked() {
	width := 0
	for name, n := range t.report.Looked {
		if n > 0 {
			width = max(width, utf8.RuneCountInString(Safe(name)))
		}
	}
	for _, name := range sortedKeys(t.report.Looked) {
		if n := t.report.Looked[name]; n > 0 {
			rule := fmt.Sprintf("%-*s", width, Safe(name))
			fmt.Fprintln(t, wording.LookedAtSoMany(rule, fmt.Sprintf("%5d", n)))
		}
	}
	if idle := idle(t.report); len(idle) > 0 {
		fmt.Fprint(t, wording.LookedAtNothing(Safe(strings.Join(idle, ", ")))+"\n")
	}
	for _, u := range t.report.Unread {
		more := ""
		if u.Count > 1 {
			more = " " + wording.AndMore(u.Count-1)
		}
		fmt.Fprint(t, wording.ReadByNoRule(u.Kind, Safe(strings.ReplaceAll(u.Field, "/", ".")), Safe(u.First.Start()), more)+"\n")
	}
}

// idle lists the rules that are on and found nothing to look at.
func idle(r *engine.Report) []string {
	var names []string
	for _, name := range sortedKeys(r.Looked) {
		if r.Looked[name] == 0 {
			names = append(names, name)
		}
	}
	return names
}

// lookedAt sums up for the closing line at how much the rules looked: the fewest and most definitions of those that found any, and how
// applied says how many of the rules look at anything here.
func applied(r *engine.Report) string {
	some := 0
	for _, n := range r.Looked {
		if n > 0 {
			some++
		}
	}
	switch all := wording.RulesCount(r.Summary.Rules); {
	case r.Summary.Rules == 0:
		return wording.ThereAreNoRules()
	case some == 0:
		return wording.NoneOfAppliesHere(all)
	case len(idle(r)) > 0:
		return wording.SomeOfApplyHereVerbose(some, all)
	default:
		return wording.SomeOfApplyHere(some, all)
	}
}

// closingLine counts everything, also what is not shown, and says how many rules apply.
func closingLine(r *engine.Report) string {
	switch {
	case len(r.Unreadable) == 0:
		return closing(r) + "; " + applied(r)
	case r.Summary.Definitions == 0 && len(r.Findings) == 0 && len(r.Documents) == 0:
		if r.Summary.Skipped > 0 {
			return wording.NothingWasChecked() + "; " + wording.SkippedDocuments(r.Summary.Skipped)
		}
		return wording.NothingWasChecked()
	}
	return closing(r) + "; " + wording.NotEverythingCouldBeRead()
}

// closing counts everything in words.
func closing(r *engine.Report) string {
	all := standing(r)
	return counted(r, len(all), entries(all))
}

// counted counts everything in words, with so many findings that stand in so many entries.
func counted(r *engine.Report, findings, entries int) string {
	s := r.Summary
	parts := []string{wording.Errors(s.Error), wording.Warnings(s.Warning), wording.SoManyInfo(s.Info), wording.SoManyNotCheckable(s.NotCheckable)}
	if s.Excepted > 0 {
		parts = append(parts, wording.SoManyExcepted(s.Excepted, until(earliest(r))))
	}
	if s.Inline > 0 {
		parts = append(parts, wording.SoManySuppressed(s.Inline))
	}
	if s.Baselined > 0 {
		parts = append(parts, wording.InTheBaseline(s.Baselined))
	}
	if before := s.Suppressed - s.Inline; before > 0 {
		parts = append(parts, wording.ThereBefore(before))
	}
	if s.Skipped > 0 {
		parts = append(parts, wording.SkippedDocuments(s.Skipped))
	}
	if n := failed(r); n > 0 {
		parts = append(parts, wording.SoManyFailed(wording.RulesCount(n)))
	}
	text := checked(r) + ": " + strings.Join(parts, ", ")
	if entries < findings {
		text += "; " + wording.FoundInEntries(wording.Findings(findings), wording.Entries(entries))
	}
	return Safe(text)
}

// checked says what was checked: definitions, or the demands of documents where there is nothing else.
func checked(r *engine.Report) string {
	demands := 0
	for _, d := range r.Documents {
		demands += d.Demands
	}
	within := ""
	if n := len(r.Parts); n > 0 {
		within = " in " + wording.OrganisationsCount(n)
	}
	if len(r.Documents) == 0 || !allDrafted(r) {
		return wording.DefinitionsCount(r.Summary.Definitions) + within
	}
	return wording.Demands(demands) + " in " + wording.Documents(len(r.Documents)) + within
}

// allDrafted reports whether every definition was made of a document.
func allDrafted(r *engine.Report) bool {
	written := func(m *model.Resource) bool { return !m.Drafted }
	if len(r.Parts) == 0 {
		return r.Model != nil && !slices.ContainsFunc(r.Model.Resources, written)
	}
	return !slices.ContainsFunc(r.Parts, func(p *engine.Report) bool { return !allDrafted(p) })
}

// failed counts the rules that are wrong, of which one may have several errors.
func failed(r *engine.Report) int {
	names := map[string]bool{}
	for _, e := range r.Errors {
		names[e.Rule] = true
	}
	return len(names)
}

func until(date string) string {
	if date == "" {
		return ""
	}
	return " " + wording.UntilDate(date)
}

// earliest is the first day on which an exception that is used ends, "" when one has no end or there is none.
func earliest(r *engine.Report) string {
	first := ""
	for i := range r.Findings {
		if s := r.Findings[i].Suppressed; s != nil && s.Until != "" && (first == "" || s.Until < first) {
			first = s.Until
		}
	}
	return first
}

// runnerCommand is the beginning of what a build's runner takes for a command wherever it stands in the output: ##[error] of GitHub and
// Azure, ##vso[task.setvariable] of Azure, ##teamcity[buildStatus] of TeamCity.
var runnerCommand = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`##([A-Za-z\[])`)
})

// Safe makes text harmless for a terminal and for a build log: control, direction and zero-width characters are shown as escapes,
// and the commands that the runners of builds take from any output lose their meaning.
func Safe(s string) string {
	if !suspicious(s) {
		return s
	}
	var b strings.Builder
	before := rune(0)
	for i, r := range s {
		switch {
		case r == '\n':
			b.WriteByte(' ')
		case r == '\t':
			b.WriteByte('\t')
		case isJoiner(r) && joins(before) && joins(after(s[i:])):
			b.WriteRune(r)
		case r == utf8.RuneError || unsafe(r):
			fmt.Fprintf(&b, "\\u%04x", r)
		default:
			b.WriteRune(r)
		}
		before = r
	}
	out := runnerCommand().ReplaceAllString(b.String(), `\x23#$1`)
	if trimmed := strings.TrimLeft(out, " \t"); strings.HasPrefix(trimmed, "::") {
		out = strings.Replace(out, "::", `\x3a:`, 1)
	}
	return out
}

// Lines makes each line of a text safe and keeps the lines.
func Lines(s string) string {
	lines := strings.Split(s, "\n")
	for i := range lines {
		lines[i] = Safe(lines[i])
	}
	return strings.Join(lines, "\n")
}

func unsafe(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co)
}

// isJoiner reports whether a character joins or parts its neighbours: the parts of an emoji, and letters of Persian and
// of the scripts of India, whose words are other ones without. Between other letters nobody sees it.
func isJoiner(r rune) bool { return r == '\u200c' || r == '\u200d' }

// joins reports whether a character stands beside a joiner in ordinary text: a letter or sign of Arabic, or beyond it.
func joins(r rune) bool { return r >= '\u0600' && r != utf8.RuneError && !unsafe(r) }

// after is the second character of a text.
func after(s string) rune {
	_, size := utf8.DecodeRuneInString(s)
	r, _ := utf8.DecodeRuneInString(s[size:])
	return r
}

func suspicious(s string) bool {
	if strings.Contains(s, "##") || strings.Contains(s, "::") {
		return true
	}
	for _, r := range s {
		if r < ' ' || r == utf8.RuneError || r > '~' && unsafe(r) {
			return true
		}
	}
	return false
}
