package tables

import (
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/prose"
	"github.com/kpilint/kpilint/engine/quantity"
)

// demand is a number in a sentence that asks for something.
type demand struct {
	quantity quantity.Quantity
	from     int // where it begins in the text; 0 where that is not known
}

// sentences are the demands of a sentence. Package prose reads English; of other languages only shares, times and money
// are read, in the words that are known.
func sentences(text string, m Mark) []demand {
	var all []demand
	if twoPeriods.Get().MatchString(text) {
		return nil
	}
	if !foreign(text) {
		for _, d := range prose.Sentence(text) {
			if u := d.Quantity.Unit; u.Period() == "day" && technicalUnits.Has(u.Noun()) && shiftWord.Get().MatchString(text) {
				return nil // 320 t/shift: a plant may work several shifts a day, a person does not
			}
			from, _ := prose.Offsets(text, d.Span)
			all = append(all, demand{d.Quantity, from})
		}
		if len(all) > 0 {
			return all
		}
	}
	s := speak(text, m)
	if s.why != "" || len(s.text) > 400 {
		return nil
	}
	for _, words := range measures.Get().FindAllString(s.text, -1) {
		q, err := quantity.Parse(strings.TrimSpace(words))
		if err != nil {
			return nil
		}
		all = append(all, demand{q, 0})
	}
	if len(numerals(s.text)) != countNumerals(all) {
		return nil // another number says something that is not understood
	}
	return all
}

// shiftWord recognises a word for a shift.
var shiftWord = content.Pattern(`(?i)\b(?:shifts?|schicht)\b`)

// twoPeriods recognises what a number is for that two times make up: per shift and month.
var twoPeriods = content.Pattern(`(?i)\b(?:per|pro|je|par|por) (?:shift|day|week|month|schicht|tag|woche|monat|jour|` +
	`semaine|mois|turno|día|semana|mes) (?:and|und|et|y) (?:shift|day|week|month|quarter|year|schicht|tag|woche|monat|` +
	`quartal|jahr|jour|semaine|mois|trimestre|an|turno|día|semana|mes|año)\b`)

func countNumerals(all []demand) int {
	n := 0
	for _, d := range all {
		n += len(numerals(d.quantity.Text))
	}
	return n
}

// measures finds shares, times and money in a text that speak has put into the words of quantities.
var measures = content.Pattern(`(?:(?:at least|at most|more than|less than|between|within|[<>]=?) ?)?` +
	`(?:(?:EUR|USD|GBP|CHF|SEK) )?\d[\d.,]*(?: ?(?:to|and|-|–) ?\d[\d.,]*)? ?` +
	`(?:%|(?:percentage points|calendar-days|workdays|days|weeks|months|years|min|h|s|EUR|USD|GBP|CHF|SEK)\b)` +
	`(?:/[a-z]+)*` +
	`|(?:(?:at least|at most|more than|less than|[<>]=?) ?)?(?:EUR|USD|GBP|CHF|SEK) \d[\d.,]*\d` +
	`(?: (?:thousand|million|billion)|[kKMB]|bn)?\b(?:/[a-z]+)*`)

// foreign reports whether a text is in another language than English, by its small words.
func foreign(text string) bool {
	english, others := smallWords(text)
	return others > english
}

// smallWords counts the small words of a text in English, and in other languages.
func smallWords(text string) (english, others int) {
	for _, w := range split(text) {
		switch {
		case englishWords.Has(w):
			english++
		case foreignWords.Has(w):
			others++
		}
	}
	return english, others
}

var (
	englishWords = content.WordSet(`
the of and to for with within at by from on is are be or that all each every our their not
more less than under over as`)
	foreignWords = content.WordSet(`
der die das den dem des und ist sind mit von im bei nach pro fur auf oder ein eine einer nicht
innerhalb mindestens hochstens alle werden wird le la les des du de une un et est dans par pour sur avec au aux que qui
ne pas moins plus chaque el los las una con por para en del al y sin cada menos mas che di il lo gli della
delle dei dal da nel nella entro almeno meno dopo non och att som med av till inom minst hogst ar inte en ett
pa het een van voor met op binnen ten minste niet elke prima ogni tutti tutte alla allo uno secondi minuti
giorni secondes minutes jours sekunden minuten tage segundos minutos dias`)
)
