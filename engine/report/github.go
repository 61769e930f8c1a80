package report

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// annotations is how many of each kind GitHub shows for a step.
const annotations = 10

// GitHub writes workflow commands, which GitHub shows at the lines they name: the most important findings, as many as it shows. All
// findings follow as text in a group of the log.
func GitHub(w io.Writer, r *engine.Report, o Options) error {
	var buf bytes.Buffer
	g := &github{Buffer: &buf, shown: map[string]int{}}
	for _, e := range failures(r) {
		g.failure(e, o)
	}
	for _, f := range ranked(r) {
		g.finding(f, o)
	}
	for _, item := range trustedItems(r) {
		g.trusted(item)
	}
	buf.WriteString("::group::kpilint: all findings\n")
	if err := Text(&buf, r, Options{Verbose: o.Verbose, Quiet: true, each: true}); err != nil {
		return err
	}
	buf.WriteString("::endgroup::\n")
	if !o.Quiet {
		fmt.Fprintf(&buf, "%s\n", closingLine(r))
	}
	if left := g.left(); left != "" {
		fmt.Fprintf(&buf, "%s\n", left)
		o.notice(left)
	}
	_, err := w.Write(buf.Bytes())
	return err
}

type github struct {
	*bytes.Buffer
	shown   map[string]int
	omitted []*engine.Finding
	failed  int // failures left out
}

// trusted says in a notice what the change does to what judges it; beyond what GitHub shows it stands in the log.
func (g *github) trusted(item trustedItem) {
	if !g.room("notice") {
		return
	}
	var at *source.Location
	if item.at.File != "" {
		at = &item.at
	}
	g.command("notice", "kpilint", at, item.text)
}

func (g *github) finding(f *engine.Finding, o Options) {
	word, _ := said(f)
	command := map[string]string{"error": "error", "warning": "warning"}[word]
	if command == "" {
		command = "notice"
	}
	if !g.room(command) {
		g.omitted = append(g.omitted, f)
		return
	}
	l := f.Location
	l.File = o.fromRoot(l.File)
	g.command(command, f.Name(), &l, advised(f))
}

func (g *github) failure(e ruleError, o Options) {
	if !g.room("error") {
		g.failed++
		return
	}
	l, title, message := e.Location, wording.KpilintCouldNotRun(), e.Message
	if l != nil {
		at := *l
		at.File = o.fromRoot(at.File)
		l = &at
	}
	if e.Rule != "" {
		title, message = wording.ErrorInRule(e.Rule), onResource(e)
	}
	g.command("error", title, l, message)
}

// onResource is the message of a failure with the definition on which it happened.
func onResource(e ruleError) string {
	if e.Resource == "" {
		return e.Message
	}
	return fmt.Sprintf("%s (on `%s`)", e.Message, e.Resource)
}

// room counts a command, and reports whether GitHub shows it.
func (g *github) room(command string) bool {
	g.shown[command]++
	return g.shown[command] <= annotations
}

// command writes one line. Columns are only understood within one line.
func (g *github) command(command, title string, l *source.Location, message string) {
	fmt.Fprintf(g, "::%s title=%s", command, property(title))
	if l != nil {
		at := region(*l)
		fmt.Fprintf(g, ",file=%s,line=%d,endLine=%d", property(at.File), at.Line, at.EndLine)
		if at.EndLine == at.Line {
			fmt.Fprintf(g, ",col=%d,endColumn=%d", at.Column, at.EndColumn)
		}
	}
	fmt.Fprintf(g, "::%s\n", data(message))
}

// data and property escape texts as GitHub's toolkit does; first they are made harmless as everywhere, since GitHub prints them again.
var (
	escapeData = sync.OnceValue(func() *strings.Replacer {
		return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A")
	})
	escapeProperty = sync.OnceValue(func() *strings.Replacer {
		return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C")
	})
)

func data(s string) string     { return escapeData().Replace(Lines(s)) }
func property(s string) string { return escapeProperty().Replace(Safe(s)) }

// left says what is not annotated, "" when everything is.
func (g *github) left() string {
	var parts []string
	if g.failed > 0 {
		parts = append(parts, wording.Failures(g.failed))
	}
	if len(g.omitted) > 0 {
		parts = append(parts, tally(g.omitted))
	}
	if len(parts) == 0 {
		return ""
	}
	return wording.NotShownAsAnnotationsAs(and(parts), annotations)
}
