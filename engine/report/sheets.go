package report

import (
	"html/template"
	"strconv"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/flow"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// What a sheet shows at most, so that it prints on one page, and how many sheets a page has.
const (
	pageSheets   = 300
	sheetNumbers = 7
	sheetOthers  = 5
	sheetPoints  = 5
	sheetLetters = 180 // of one text
)

// sheet is what a role is asked for, on one page to talk about and to sign.
type sheet struct {
	Anchor, Title, Of string
	Numbers           []sheetNumber
	MoreNumbers       int
	Day               template.HTML
	DaySays           string
	Needs, Gives      []string
	Skills            []string
	Points            []point
	MorePoints        int
	Filter            filter
}

// sheetNumber is a number of a role.
type sheetNumber struct {
	Title, Target, Today, About string
	State                       string
	Says                        string
}

// point is something open.
type point struct{ State, Text string }

// sheets are those of the roles, in the order of the teams.
func (b *builder) sheets(flows *flow.Flow, order []*engine.Finding) []*sheet {
	found := map[*model.Resource][]*engine.Finding{}
	for _, f := range order {
		if r := b.resource(f); r != nil {
			found[r] = append(found[r], f)
		}
	}
	byName := map[string]*flow.Number{}
	if flows != nil {
		for _, n := range flows.Numbers {
			byName[n.Name] = n
		}
	}
	var all []*sheet
	for _, t := range b.teamsInOrder() {
		for _, r := range b.model.Of("Role") {
			if r.Team != t || !b.report.Asked(r.File) {
				continue
			}
			if len(all) == pageSheets {
				b.left = append(b.left, wording.SheetsOfFurtherRoles())
				return all
			}
			s := b.sheet(r, found, byName)
			s.Anchor = "s" + strconv.Itoa(len(all)+1)
			all = append(all, s)
		}
	}
	return all
}

func (b *builder) sheet(
	r *model.Resource, found map[*model.Resource][]*engine.Finding, flows map[string]*flow.Number,
) *sheet {
	s := &sheet{Title: Safe(cut(sentence(b.headlines.title(r)), sheetLetters)), Filter: b.filterOf(r)}
	s.Of = Safe(b.headlines.goals)
	if r.Team != nil {
		s.Of = Safe(cut(sentence(b.headlines.title(r.Team)), sheetLetters)) + ", " + s.Of
	}
	if of := b.model.Facts.Role(r); of != nil && of.Present != nil && of.People.Valued() {
		s.Of += " · " + Safe(of.People.Text())
	}
	s.Day = b.headlines.day(r, false)
	if b.excepted[r] {
		s.Points = append(s.Points, point{"excepted", wording.AFindingOnThisRole()})
	}
	kpis := b.model.KPIsOf(r)
	open := found[r]
	for _, k := range kpis {
		open = append(open[:len(open):len(open)], found[k]...)
		if n := flows[k.Name]; n != nil {
			s.Needs = append(s.Needs, bands(n.In, false)...)
			s.Gives = append(s.Gives, bands(n.Out, true)...)
		}
		if len(s.Numbers) == sheetNumbers {
			s.MoreNumbers++
			continue
		}
		n := sheetNumber{Title: Safe(cut(b.headlines.title(k), sheetLetters)), Target: b.targetOf(k), Today: b.todayOf(k),
			About: Safe(cut(k.Text(field.Source), 80))}
		n.State, n.Says = b.state(k)
		s.Numbers = append(s.Numbers, n)
	}
	for _, f := range open {
		if len(s.Points) == sheetPoints {
			s.MorePoints++
			continue
		}
		s.Points = append(s.Points, point{stateOf(f), Safe(plainText(spans(cut(b.headlines.Of(f), sheetLetters))))})
	}
	s.Needs, s.Gives = s.Needs[:min(len(s.Needs), sheetOthers)], s.Gives[:min(len(s.Gives), sheetOthers)]
	for _, skill := range r.Texts(field.Skills) {
		if len(s.Skills) < sheetOthers {
			s.Skills = append(s.Skills, Safe(cut(skill, 60)))
		}
	}
	return s
}

// bands say what a number needs of others, or gives them.
func bands(all []*flow.Band, out bool) []string {
	var texts []string
	for _, band := range all {
		other := band.From
		if out {
			other = band.To
		}
		text := band.Label
		if band.Amount != "" {
			text += ": " + band.Amount
		}
		if band.Short != "" {
			text += " (" + band.Short + ")"
		}
		if other != nil {
			name := "“" + other.Title + "”"
			if other.Team != nil && other.Team.Title != "" {
				name = other.Team.Title
			}
			text += map[bool]func(string) string{true: wording.ForTeam, false: wording.FromTeam}[out](name)
		}
		texts = append(texts, Safe(cut(text, sheetLetters)))
	}
	return texts
}

// targetOf is the target of a KPI as people say it, "" for none.
func (b *builder) targetOf(k *model.Resource) string {
	if q := k.Quantity(field.Target); q != nil {
		return Safe(cut(compared(aloud(q.Text)), 80))
	}
	if rows := b.model.RowsOf(k); len(rows) > 0 {
		return wording.Targets(len(rows))
	}
	return Safe(cut(k.Text(field.Target), 80))
}

// todayOf is where a KPI stands, "" where nothing says so.
func (b *builder) todayOf(k *model.Resource) string {
	if q := k.Quantity(field.Baseline); q != nil {
		return wording.StandsToday(Safe(cut(aloud(q.Text), 60)))
	}
	return ""
}
