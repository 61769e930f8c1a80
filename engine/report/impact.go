package report

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/impact"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// ImpactFormats are the formats in which an impact can be written.
func ImpactFormats() []string { return []string{"text", "json", "mermaid", "dot"} }

// Impact writes who else misses when a number is missed, or what a number needs from whom.
func Impact(w io.Writer, a *impact.Answer, format string, o Options) error {
	switch format {
	case "json":
		return Encode(w, impactJSON(a, o))
	case "mermaid":
		return diagram(w, a, mermaid)
	case "dot":
		return diagram(w, a, dot)
	}
	t := &impactText{Writer: bufio.NewWriter(w), shown: map[*impact.Node]bool{}}
	t.answer(a)
	return t.Flush()
}

// impactText writes an answer as an indented tree.
type impactText struct {
	*bufio.Writer
	shown map[*impact.Node]bool
}

func (t *impactText) answer(a *impact.Answer) {
	if len(a.Misses) > 1 {
		fmt.Fprintf(t, "%s\n\n", Safe(missesWords(a)))
	} else if len(a.Roots) > 1 || a.Roots[0].Name != a.Resource {
		fmt.Fprintf(t, "%s: %s\n\n", Safe(a.Resource), rootsWords(a))
	}
	for i, root := range a.Roots {
		if i > 0 {
			t.WriteByte('\n')
		}
		t.root(a, root)
	}
	if a.Question == "impact" {
		fmt.Fprintf(t, "\n%s\n", strings.Join(hits(a), "\n"))
	}
}

// missesWords say of several numbers that are missed at once by how much each is.
func missesWords(a *impact.Answer) string {
	var words []string
	for _, m := range a.Misses {
		words = append(words, fmt.Sprintf("%s by %s", m.Resource, m.Share))
	}
	return wording.MissedAtOnce(strings.Join(words, ", "))
}

func rootsWords(a *impact.Answer) string {
	if a.Question == "needs" {
		return wording.Numbers(len(a.Roots))
	}
	return wording.MissedBy(wording.Numbers(len(a.Roots)), a.Miss.String())
}

func (t *impactText) root(a *impact.Answer, n *impact.Node) {
	if t.shown[n] {
		return
	}
	fmt.Fprintf(t, "%s%s %s%s\n", Safe(label(n)), owner(n), Safe(rootWords(a, n)), bracketed(n.At))
	t.below(n, "")
	if len(n.Out) == 0 {
		t.WriteString("└─ " + map[bool]string{true: wording.NothingThatIsWrittenHere(),
			false: wording.NothingElseDependsOnIt()}[a.Question == "needs"] + "\n")
	}
}

func rootWords(a *impact.Answer, n *impact.Node) string {
	if a.Question == "needs" {
		if n.Sum == "" {
			return "needs"
		}
		return wording.NeedsFor(n.Sum)
	}
	miss := a.Miss
	if n.Miss != nil {
		miss = *n.Miss
	}
	words := wording.IsMissedBy(miss.String())
	if n.Sum != "" {
		words += ": " + n.Sum
	}
	if len(n.Missing) > 0 {
		words += wording.ByHowMuchCannotBe(strings.Join(n.Missing, "; "))
	}
	return words
}

// below writes what depends on a node, each under its own branch, and that once.
func (t *impactText) below(n *impact.Node, indent string) {
	t.shown[n] = true
	for i, l := range n.Out {
		branch, deeper := "├─ ", "│  "
		if i == len(n.Out)-1 {
			branch, deeper = "└─ ", "   "
		}
		again := t.shown[l.To] || !l.Decides
		fmt.Fprintf(t, "%s%s%s%s: %s%s\n", indent, branch, Safe(label(l.To)), owner(l.To), Safe(t.words(l, again)),
			bracketed(l.At))
		if !again && !l.Circle {
			t.below(l.To, indent+deeper)
		}
	}
}

// words are the sum of a link with what it means.
func (t *impactText) words(l *impact.Link, again bool) string {
	switch {
	case l.Circle:
		return wording.LeadsBackToItA()
	case len(l.Missing) > 0:
		return joined(l.Sum, wording.CannotBeToldAs(strings.Join(l.Missing, "; ")))
	case again && l.To.Status == impact.Start:
		return joined(l.Sum, wording.SeeThere())
	case again && len(l.To.Out) > 0:
		return joined(l.Sum, wording.SeeItsOtherLine())
	case again:
		return l.Sum
	}
	return joined(l.Sum, l.To.Verdict)
}

func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), "; ")
}

// label is how a node is called: a definition by its full name, people, time and money by their word.
func label(n *impact.Node) string {
	switch n.Kind {
	case impact.People, impact.Time, impact.Money:
		return n.Title
	case impact.Market:
		return wording.Market(n.Name)
	}
	return n.Name
}

// owner tells whose a number is, where the name does not begin with it.
func owner(n *impact.Node) string {
	if n.Owner == "" || n.Owner == n.Team || n.Kind == impact.People || n.Kind == impact.Time || n.Kind == impact.Money {
		return ""
	}
	return " (" + Safe(n.Owner) + ")"
}

func bracketed(p source.Location) string {
	if p.File == "" {
		return ""
	}
	return "  [" + Safe(p.Start()) + "]"
}

// hits counts what is hit, by what it means.
func hits(a *impact.Answer) []string {
	var lines []string
	for _, group := range []struct {
		status impact.Status
		words  string
	}{
		{impact.Missed, wording.CanNoLongerBeMet()}, {impact.Worse, wording.CouldNotBeMetBefore()},
		{impact.MayMiss, wording.MayNotBeMet()},
		{impact.AtRisk, wording.AtRisk()}, {impact.Unchanged, wording.CouldNotBeMetBeforeAnd()},
		{impact.NotCheckable, wording.CannotBeTold()},
	} {
		if names := withStatus(a, group.status); len(names) > 0 {
			lines = append(lines, fmt.Sprintf("%s: %d (%s)", group.words, len(names), Safe(strings.Join(names, ", "))))
		}
	}
	if len(lines) == 0 {
		return []string{wording.NoOtherNumberIsHit()}
	}
	return lines
}

// withStatus lists the numbers and objectives of a status; items are ways between them.
func withStatus(a *impact.Answer, s impact.Status) []string {
	var names []string
	for _, n := range a.Nodes {
		if n.Status == s && n.Kind != impact.Item {
			names = append(names, n.Name)
		}
	}
	return names
}

// Ranking writes on which numbers most others depend, the first so many of them.
func Ranking(w io.Writer, r *impact.Ranking, top int, format string, o Options) error {
	shown := r.Numbers[:min(top, len(r.Numbers))]
	switch format {
	case "json":
		return Encode(w, rankingJSON(r, shown, o))
	case "text":
		return rankingText(w, r, shown)
	}
	return errors.New(wording.WriteTheRankingDrawsWhat(format))
}

func rankingText(w io.Writer, r *impact.Ranking, shown []*impact.Ranked) error {
	b := bufio.NewWriter(w)
	for _, one := range shown {
		fmt.Fprintf(b, "%2d. %s%s: %s%s\n", one.Rank, Safe(label(&impact.Node{Kind: one.Kind, Name: one.Name})),
			owner(&impact.Node{Kind: one.Kind, Owner: one.Owner, Team: one.Team}), depending(one), bracketed(one.At))
		for _, s := range one.Slack {
			fmt.Fprintf(b, "    %s: %s\n", Safe(s.Item), Safe(slackWords(s)))
		}
	}
	if len(shown) > 0 {
		b.WriteByte('\n')
	}
	fmt.Fprint(b, wording.OnWhichOthersDependNot(wording.Numbers(len(r.Numbers)), len(r.Numbers)-len(shown), r.Idle)+"\n")
	return b.Flush()
}

func depending(r *impact.Ranked) string {
	parts := []string{}
	if r.Numbers > 0 {
		parts = append(parts, wording.Numbers(r.Numbers))
	}
	if r.Objectives > 0 {
		parts = append(parts, wording.ObjectivesCount(r.Objectives))
	}
	return wording.DependOnIt(and(parts), r.Numbers+r.Objectives)
}

func slackWords(s *impact.Slack) string {
	if len(s.Missing) > 0 {
		return wording.SlackNotKnownAs(strings.Join(s.Missing, "; "))
	}
	if s.Share == nil {
		return wording.SuppliedNobodySaysHowMany(s.Supply.String())
	}
	return wording.SuppliedNeeded(inBrackets(s.Supply), inBrackets(s.Demand), minus(s.Left.String()),
		minus(s.Share.String()))
}

func inBrackets(a quantity.Amount) string {
	if a.IsRange() {
		return "(" + quantity.Number(a.Low) + " to " + quantity.Number(a.High) + ")"
	}
	return quantity.Number(a.Low)
}

// minus writes a negative number with the sign that sums have.
func minus(text string) string {
	return strings.ReplaceAll(strings.Replace(text, "-", "−", boolInt(strings.HasPrefix(text, "-"))), " to -", " to −")
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
