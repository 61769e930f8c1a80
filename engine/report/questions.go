package report

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/wording"
)

// What a page shows of the questions to people, and what an e-mail takes.
const (
	pagePeople    = 250
	pageAsked     = 8 // questions to one of them
	mailCharacter = 1_500
)

// person is somebody who is asked: the owner of what the questions are about.
type person struct {
	Anchor    string
	Name      string
	Questions []question
	More      int
	Mail      string // the address of an e-mail that is ready to send
	Filter    filter
}

// question is one that can be asked as it stands.
type question struct {
	State string
	Text  []span
	To    string // the entry that it is about
}

// asked is the question that a finding raises, "" for none that its owner could answer.
func (h *Headlines) ask(f *engine.Finding) []string {
	if f.Outcome == engine.NotCheckable {
		var all []string
		for _, lack := range f.Missing {
			all = append(all, wording.WhatShouldStandThere(sentence(h.spoken(lack))))
		}
		return all
	}
	headline := h.Of(f)
	if strings.HasSuffix(headline, "?") {
		return []string{headline}
	}
	rule := h.rules[f.Name()]
	if rule == nil || rule.Question == "" {
		return nil
	}
	return []string{strings.TrimSuffix(headline, ".") + ". " + rule.Question}
}

// people are those to ask, each with the questions about what they answer for, the most important first.
func (b *builder) people(order []*engine.Finding) []*person {
	byName := map[string]*person{}
	var all []*person
	told := map[string]bool{}
	same := b.asksSame(order)
	for _, f := range order {
		r := b.resource(f)
		if r == nil {
			continue
		}
		name := b.whomToAsk(r)
		also := same[name+"\x00"+b.headlines.repeats(f)]
		if len(also) >= foldFrom && also[0] != f {
			continue
		}
		for _, text := range b.headlines.ask(f) {
			if len(also) >= foldFrom {
				text += " " + wording.TheSameOf(several(b.titles(also[1:])))
			}
			if told[name+"\x00"+text] {
				continue
			}
			told[name+"\x00"+text] = true
			p := byName[name]
			if p == nil {
				p = &person{Name: Safe(sentence(name)), Filter: b.filterOf(r)}
				byName[name] = p
				all = append(all, p)
			}
			p.Filter.join(b.filterOf(r))
			if len(p.Questions) == pageAsked {
				p.More++
				continue
			}
			p.Questions = append(p.Questions, question{State: stateOf(f), Text: typeset(text), To: b.anchors[f]})
		}
	}
	slices.SortStableFunc(all, func(x, y *person) int {
		return cmp.Compare(len(y.Questions)+y.More, len(x.Questions)+x.More)
	})
	if left := len(all) - pagePeople; left > 0 {
		all = all[:pagePeople]
		b.left = append(b.left, wording.QuestionsToMoreOwners(left))
	}
	for i, p := range all {
		p.Anchor = "p" + strconv.Itoa(i+1)
		p.Mail = b.mail(p)
	}
	return all
}

// asksSame are the findings that raise the same question of different definitions, by whom is asked and what they say.
func (b *builder) asksSame(order []*engine.Finding) map[string][]*engine.Finding {
	same := map[string][]*engine.Finding{}
	for _, f := range order {
		key := b.headlines.repeats(f)
		if r := b.resource(f); r != nil && key != "" && len(b.headlines.ask(f)) == 1 {
			key = b.whomToAsk(r) + "\x00" + key
			same[key] = append(same[key], f)
		}
	}
	return same
}

// titles are those of what findings are about.
func (b *builder) titles(all []*engine.Finding) []string {
	names := make([]string, len(all))
	for i, f := range all {
		names[i] = b.headlines.of(b.resource(f))
	}
	return names
}

// whomToAsk is the name of who can answer for a definition.
func (b *builder) whomToAsk(r *model.Resource) string {
	if owner := ownerOf(r); owner != nil {
		return b.headlines.title(owner)
	}
	return b.headlines.goals
}

// ownerOf is who can answer for a definition: its owner, else its team; nil for nobody.
func ownerOf(r *model.Resource) *model.Resource {
	switch {
	case r.Kind == "Role" || r.Kind == "Team":
		return r
	case r.Owner != nil:
		return r.Owner
	}
	return r.Team
}

// mail is the address of an e-mail with the questions to somebody.
func (b *builder) mail(p *person) string {
	var body strings.Builder
	most := mailCharacter
	if b.less > 0 {
		most /= 2
	}
	for i, q := range p.Questions {
		line := strconv.Itoa(i+1) + ". " + plainText(q.Text) + "\r\n"
		if body.Len()+len(line) > most {
			break
		}
		body.WriteString(line)
	}
	subject := wording.QuestionsAboutTheNumbersOf(p.Name)
	return "mailto:?subject=" + url.PathEscape(subject) + "&body=" + url.PathEscape(body.String())
}

// plainText is a message without its marks.
func plainText(all []span) string {
	var b strings.Builder
	for _, s := range all {
		b.WriteString(s.Text)
	}
	return b.String()
}
