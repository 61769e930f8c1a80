package draft

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/prose"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

// title finds who is asked: in the first heading, else in the name of the file. A role is one whose name ends as those
// of people do; all else is a team or a page about one.
func (d *drafter) title(base string) {
	d.at = source.Beginning
	d.name = Upper(spaced(base))
	for i, b := range d.doc.Blocks {
		text := firstLine(b.Text.String())
		if b.Table != nil && d.titleInForm(b.Table) || i > maxBefore {
			break
		}
		if b.Table != nil {
			if len(b.Table.Rows) > maxForm || b.Table.Within.Medium == source.InCell {
				break
			}
			continue
		}
		if i == 0 {
			d.at = b.Text.Places().Span(0, len(b.Text.Bytes))
		}
		if b.Kind != content.Heading && !b.Strong && !labelled(text) {
			continue
		}
		inner := i > 0 && b.Kind == content.Heading
		if name := role(text); name != "" && !(inner && part.Get().MatchString(name)) {
			d.name, d.at, d.by = name, b.Text.Places().Span(0, len(b.Text.Bytes)), ByTitle
			break
		}
	}
	d.team = !isPerson(d.name) && !d.toOnePerson()
}

// part recognises the heading of a part that many pages have, which names none of them.
var part = content.Pattern(`(?i)^(?:executive summary|summary|introduction|overview|goals?|purpose|background|` +
	`contents|table of contents|objectives?|situation|context|scope|about|mission|vision)$`)

// mostLines is how many entries a text has at most that somebody writes to one person.
const mostLines = 5

// toOnePerson reports whether a text is a few lines without a title or a heading, whose first word tells somebody what
// to do: "Make 50 calls a day". The name of its file says nothing of a team.
func (d *drafter) toOnePerson() bool {
	if d.by != ByFile || len(d.doc.Blocks) == 0 || len(d.doc.Blocks) > mostLines ||
		slices.ContainsFunc(strings.Fields(strings.ToLower(d.name)), ofMany.Has) {
		return false
	}
	for _, b := range d.doc.Blocks {
		if b.Kind == content.Heading || b.Strong || b.Table != nil {
			return false
		}
	}
	first, _, _ := strings.Cut(strings.ToLower(d.doc.Blocks[0].Text.String()), " ")
	return prose.Orders(first)
}

// spaced is the name of a file in words.
func spaced(base string) string { return strings.NewReplacer("-", " ", "_", " ").Replace(base) }

// firstLine is what stands before a line break: forms have a line for each field.
func firstLine(text string) string {
	line, _, _ := strings.Cut(text, "\n")
	return line
}

// titleInForm finds the title in a form at the top of a document: "Job title | Salesperson".
func (d *drafter) titleInForm(t *content.Table) bool {
	if t.Within.Medium == source.InCell {
		return false // a sheet, whose first column may be called so
	}
	for _, r := range t.Rows[:min(len(t.Rows), maxForm)] {
		if len(r.Cells) != 2 || !isLabel(strings.TrimRight(r.Cells[0].Text.String(), ": ")) {
			continue
		}
		text := r.Cells[1].Text
		if name := role(text.String()); name != "" {
			d.name, d.at, d.by = name, text.Places().Span(0, len(text.Bytes)), ByTitle
			return true
		}
	}
	return false
}

// maxBefore is how many blocks stand before a title at most.
const maxBefore = 12

// labels stand before the title of a job.
var labels = []string{
	"job description", "role description", "job title", "position", "role", "title", "job", "vacancy", "position title",
	"role title", "post title", "post", "job name", "job profile", "role profile",
	"stelle", "stellenbezeichnung", "stellenbeschreibung", "stellenprofil", "funktion", "funktionsbezeichnung", "rolle",
	"berufsbezeichnung", "jobtitel", "aufgabenbeschreibung", "stellenausschreibung",
	"poste", "intitulé du poste", "fonction", "fiche de poste", "description de poste", "description du poste",
	"puesto", "cargo", "descripción del puesto", "descripción de puesto", "perfil del puesto", "nombre del puesto",
	"befattning", "tjänst", "befattningsbeskrivning", "arbetsbeskrivning", "rollbeskrivning",
	"functie", "functietitel", "functieomschrijving", "functiebeschrijving", "functieprofiel",
	"mansione", "posizione", "mansionario", "descrizione della mansione", "titolo della posizione",
}

// labelled reports whether a line begins with a word that a title follows: "Position: Salesperson".
func labelled(text string) bool {
	label, after, ok := strings.Cut(text, ":")
	return ok && len(after) > 0 && isLabel(label)
}

func isLabel(text string) bool {
	return slices.Contains(labels, strings.ToLower(strings.TrimSpace(text)))
}

// role is the title of a heading without what stands around it; "" where it is none.
func role(text string) string {
	text = clean(anyGender.Get().ReplaceAllString(text, ""))
	for _, mark := range []string{":", " – ", " - ", " — "} {
		if label, after, ok := strings.Cut(text, mark); ok && isLabel(label) {
			text = strings.TrimSpace(after)
		} else if ok && isLabel(after) {
			text = strings.TrimSpace(label)
		}
	}
	words := strings.Fields(text)
	bare := inBrackets.Get().ReplaceAllString(levelOf.Get().ReplaceAllString(text, ""), "")
	numbered := withNumber.Get().MatchString(bare)
	if len(words) == 0 || len(words) > 8 || isLabel(text) || numbered {
		return ""
	}
	return Upper(strings.TrimRight(text, ".:"))
}

// withNumber recognises a word that begins with a digit; Xcellent1 and Q3 are names.
var withNumber = content.Pattern(`(?:^|[^\pL\d])\d`)

// levelOf recognises the level of a post: "Technician (level 1)", "Nurse, band 6".
var levelOf = content.Pattern(`(?i)\b(?:level|band|grade|tier|step)\s*\d{1,2}\b|\bL\d\b`)

// inBrackets is what a title says besides: "Writer (remote, GMT ± 2 h)".
var inBrackets = content.Pattern(`\([^()]*\)`)

// anyGender recognises that everybody may apply: (m/w/d), (f/m/x).
var anyGender = content.Pattern(`(?i)\s*\(\s*[mwfdhxv](?:\s*/\s*[mwfdhxv*]){1,3}\s*\)`)

// endings are how the names of people by their work end: those of up to three letters any word, longer ones alone.
var endings = strings.Fields(`er or ist man agent student president superintendent resident correspondent analyst
accountant assistant consultant attendant merchant sergeant lieutenant servant
person people woman rep representative lead head chief officer executive intern clerk associate cashier nurse
cook chef coach partner guard host driver director technician sales specialist vp sdr bdr ceo cfo cto coo vendeur
vendeuse conseiller conseillère operative aide paralegal steward stewardess waitress hostess attorney solicitor judge
registrar bursar dean paramedic medic captain sailor blacksmith locksmith groom concierge valet nanny carer orderly
warden custodian janitor dietitian veterinarian guardian trustee referee notary actuary shepherd farmhand tutor
mechanic apprentice trainee pilot secretary midwife surgeon physician librarian electrician courier chauffeur
infirmier infirmière responsable gerente encargado encargada säljare handläggare medarbetare medewerker
addetto addetta
vet historian vicar priest dba sre gp cio cmo cpo sourcer`)

// lastOnly name people where they end a title: "Vineyard hand".
var lastOnly = content.WordSet("hand principal fellow counsel staff porter keeper")

// tails end the names of people by their work in languages that write them as one word.
var tails = strings.Fields("ician barista kraft frau mann leitung leiterin erin person")

// groups end as people do, and are none.
var groups = content.WordSet(`
customer customers center centre department newsletter order paper number quarter team director's
user folder transfer checklist waitlist shortlist wishlist assist
offer charter chapter register computer other
over under after never however counter letter matter power september october
november december weather vendor error indicator factor behavior behaviour color colour major minor prior sensor monitor
career calendar answer cover layer tier consumer helper water paper header footer router docker cluster server
summer winter printer scanner browser buffer filter trigger gender border dinner floor door mirror motor sector vector
starter starters`)

// ofMany are the words of a title that names several people at once.
var ofMany = content.WordSet("team department unit division group")

// asking words begin the title of a page that tells something, and things end one that is about what people do or use.
var (
	asking = content.WordSet("how what why when where which who guide guidance guidelines using working about")
	things = content.WordSet(`
program programs programme programmes onboarding timeline guide guides guidance handbook policy policies
process processes procedure procedures plan plans playbook checklist template templates training metrics kpis okrs goals
overview summary expectations review reviews calls meetings dinners events framework ladder levels progression
guideline guidelines newsletter charter queue identity email emails benchmarking summaries resources drivers mechanics
winner winners exporter election elections results survey roadmap architecture notes minutes
pack packs research agreement agreements contract contracts waiver report reports analysis study strategy system toolkit
kit manual form letter script scripts sheet hierarchy matrix model schedule roster rota directory comparison protocol
protocols standards rules journey persona personas mapping budget forecast dashboard scorecard statement stories`)
)

// isPerson reports whether a title names somebody by their work.
func isPerson(title string) bool {
	words := strings.FieldsFunc(strings.ToLower(title), func(r rune) bool { return !unicode.IsLetter(r) })
	for i, w := range words {
		if ofMany.Has(w) && (i+1 == len(words) || !isPerson(words[i+1])) {
			return false // Support team, and not Team leader
		}
	}
	head := strings.Fields(strings.ToLower(title))
	if end := strings.IndexAny(title, ",(–—:"); end >= 0 {
		head = strings.Fields(strings.ToLower(title[:end])) // Manager, Training
	}
	if len(head) > 0 && (asking.Has(head[0]) || things.Has(head[len(head)-1]) || ofThing(head)) {
		return false
	}
	if len(head) > 0 && lastOnly.Has(quantity.Singular(head[len(head)-1])) {
		return true
	}
	for _, w := range words {
		w = quantity.Singular(w)
		if groups.Has(w) || strings.HasSuffix(w, "ment") {
			continue // an agreement, a development plan
		}
		for _, e := range endings {
			if len(e) > 3 && w == e || len(e) <= 3 && (w == e || len(w) > len(e)+2 && strings.HasSuffix(w, e)) {
				return true
			}
		}
		if slices.ContainsFunc(tails, func(tail string) bool { return strings.HasSuffix(w, tail) }) {
			return true
		}
	}
	return false
}

// ofThing reports whether a title names a thing by what it does or belongs to, before "in", "of" or "for": "Scheduling
// queue in the scheduler", "Guidance for managers".
func ofThing(head []string) bool {
	for i, w := range head {
		if i > 0 && (w == "in" || w == "for" || w == "of" || w == "under") {
			return things.Has(head[i-1])
		}
	}
	return false
}

// Slug makes an id of words: lower-case letters, digits and single hyphens, as many as an id has.
func Slug(text string) string { return slug(text, MaxID) }

// Hyphened is Slug without an end: it may be longer than an id.
func Hyphened(text string) string { return slug(text, len(text)+len(text)/2+1) }

func slug(text string, most int) string {
	var b strings.Builder
	dash := false
	for _, r := range norm.NFD.String(strings.ToLower(text)) {
		switch {
		case r == 'ß':
			b.WriteString("ss")
		case 'a' <= r && r <= 'z' || '0' <= r && r <= '9':
			if dash && b.Len() > 0 {
				b.WriteByte('-')
			}
			b.WriteRune(r)
			dash = false
		case unicode.Is(unicode.Mn, r), r == '\'', r == '’':
		default:
			dash = true
		}
		if b.Len() > most {
			break
		}
	}
	return strings.TrimRight(b.String()[:min(b.Len(), most)], "-")
}

// MaxID is how long an id is at most.
const MaxID = 63

// Upper begins a text with a capital.
func Upper(text string) string {
	if text == "" {
		return ""
	}
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToUpper(first)) + text[size:]
}
