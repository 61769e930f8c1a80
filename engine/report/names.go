package report

import (
	"regexp"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/view"
)

// names turns the ids of definitions into what people call them.
type names struct {
	model  *view.Organisation
	titles map[titled]int // how many definitions of one kind have a title, of whatever team
	inTeam map[titled]int // how many of them belong to one team, or to none
}

// titled is what definitions of one kind, team and title have in common.
type titled struct {
	team        *model.Resource
	kind, title string
}

func newNames(m *view.Organisation) *names {
	n := &names{model: m}
	if m == nil {
		return n
	}
	n.titles, n.inTeam = make(map[titled]int, len(m.Resources)), make(map[titled]int, len(m.Resources))
	for _, r := range m.Resources {
		title := r.Title()
		n.titles[titled{nil, r.Kind, title}]++
		n.inTeam[titled{r.Team, r.Kind, title}]++
	}
	return n
}

// resource is the definition that a finding is about, of a row its KPI; nil where it is about none.
func (n *names) resource(f *engine.Finding) *model.Resource {
	if n.model == nil || f.Resource.ID == "" {
		return nil
	}
	of := f.Resource.Whole()
	return n.model.Find(of.Kind, of.ID)
}

// title is the title of a definition, with its team where another one has the same; with its id where that one belongs
// to the same team.
func (n *names) title(r *model.Resource) string {
	title := r.Title()
	if title == r.ID {
		title = strings.ReplaceAll(title, "-", " ")
	}
	if n.inTeam[titled{r.Team, r.Kind, title}] > 1 && title != r.ID {
		return title + " (" + r.ID + ")"
	}
	if n.titles[titled{nil, r.Kind, title}] > 1 && r.Team != nil && r.Team != r {
		return title + " (" + r.Team.Title() + ")"
	}
	return title
}

// of is what a definition is called in a sentence: a team, a role and the organisation by their name, all else in
// quotation marks.
func (n *names) of(r *model.Resource) string {
	switch r.Kind {
	case "Team", "Role", "Organisation":
		return n.title(r)
	}
	return "“" + n.title(r) + "”"
}

// quotable are the kinds whose names may stand in the texts of rules, the likeliest first.
var quotable = []string{"KPI", "Role", "Team", "Objective", "Service", "CashPlan", "Exception", "Organisation"}

// called is the definition with a name as messages write it; nil for another text.
func (n *names) called(text string) *model.Resource {
	if n.model == nil {
		return nil
	}
	for _, kind := range quotable {
		if r := n.model.Find(kind, text); r != nil {
			return r
		}
	}
	return nil
}

// spoken is a text with titles in place of the ids that stand in backquotes. What a definition has to say stays as
// it is. Times are rounded.
func (n *names) spoken(text string) string {
	text = roundTimes(text)
	parts := strings.Split(text, "`")
	if len(parts)%2 == 0 {
		return text
	}
	var b strings.Builder
	for i := 0; i < len(parts); i++ {
		if i%2 == 0 {
			b.WriteString(fullName().ReplaceAllStringFunc(parts[i], n.titleOf))
			continue
		}
		r := n.called(parts[i])
		if r == nil {
			b.WriteString("`" + parts[i] + "`")
			continue
		}
		b.WriteString(n.of(r))
		parts[i+1] = strings.TrimPrefix(parts[i+1], " ("+r.Title()+")") // which would say it twice
	}
	return b.String()
}

// fullName is what may be the full name of a definition outside of backquotes.
var fullName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`[A-Za-z][A-Za-z0-9-]*/[A-Za-z][A-Za-z0-9-]*`)
})

// titleOf is the title of the definition with a full name, and the text itself where there is none.
func (n *names) titleOf(text string) string {
	if r := n.called(text); r != nil {
		return n.of(r)
	}
	return text
}

// sentence begins a text with a capital letter, where it begins with a plain word.
func sentence(text string) string {
	if text == "" {
		return ""
	}
	r, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(r)) + text[size:]
}
