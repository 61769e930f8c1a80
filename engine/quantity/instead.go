package quantity

import (
	"math/big"
	"slices"
	"strings"
)

// change of a text: what to put in place of a part of it.
type splice struct {
	from, to int
	texts    []string
	guess    bool // of several guesses the first that is read is proposed
}

// put proposes texts in place of the part that is wrong.
func (e *Error) put(texts ...string) *Error { return e.putAt(e.Start, e.End, texts...) }

// putAt proposes texts in place of another part.
func (e *Error) putAt(from, to int, texts ...string) *Error {
	e.splices = append(e.splices, splice{from: from, to: to, texts: texts})
	return e
}

// guessAt proposes a text in place of a part, unless an earlier guess is read.
func (e *Error) guessAt(from, to int, text string) {
	e.splices = append(e.splices, splice{from, to, []string{text}, true})
}

// or says what else may be done, after the texts that are proposed.
func (e *Error) or(other string) *Error {
	e.other = other
	return e
}

// general says what to do where no text can be proposed.
func (e *Error) general(rule string) *Error {
	e.rule = rule
	return e
}

const (
	maxMistakes = 4  // in one text, that a proposal corrects
	maxInstead  = 4  // proposals
	maxGuesses  = 8  // of one error
	maxTries    = 64 // texts that are read to find proposals, so that no text takes long
)

// advise completes an error with the whole texts to write instead. Only those are proposed that are read, so a hint
// never leads to the next mistake.
func (e *Error) advise(text string) *Error {
	tries := maxTries
	e.Instead = e.corrections(text, maxMistakes, &tries)
	switch {
	case len(e.Instead) > 0:
		e.Message += ": write " + orList(e.Instead) + e.other
	case e.rule != "":
		e.Message += ": " + e.rule
	}
	return e
}

// corrections are the texts that an error proposes, with their own mistakes corrected too.
func (e *Error) corrections(text string, mistakes int, tries *int) []string {
	var all []string
	guessed := false
	for _, s := range e.splices {
		for _, t := range s.texts {
			corrected := joined(text[:s.from], t, text[s.to:])
			if corrected == text || strings.Contains(corrected, `"`) || len(all) >= maxInstead || s.guess && guessed ||
				*tries == 0 {
				continue
			}
			*tries--
			switch err := unread(corrected); {
			case err == nil:
				all = appendNew(all, corrected)
				guessed = guessed || s.guess
			case mistakes > 1 && !s.guess:
				for _, deeper := range err.corrections(corrected, mistakes-1, tries) {
					all = appendNew(all, deeper)
				}
			}
		}
	}
	return all[:min(len(all), maxInstead)]
}

// unread returns why a text is neither a quantity nor a change, nil where it is one.
func unread(text string) *Error {
	_, err := read(text)
	if err == nil {
		return nil
	}
	if _, found, asks := parseChange(text); found && asks == nil {
		return nil
	}
	return err
}

func appendNew(all []string, text string) []string {
	if slices.Contains(all, text) {
		return all
	}
	return append(all, text)
}

// joined puts a text between two others, with no more than one space at each seam.
func joined(before, text, after string) string {
	if text == "" {
		if before == "" || strings.HasSuffix(before, " ") {
			after = strings.TrimLeft(after, " ")
		}
		return strings.TrimSpace(before + after)
	}
	if strings.HasSuffix(before, " ") {
		text = strings.TrimLeft(text, " ")
	}
	return strings.TrimSpace(before + text + after)
}

// orList quotes texts, with "or" before the last.
func orList(texts []string) string {
	quoted := make([]string, len(texts))
	for i, t := range texts {
		quoted[i] = `"` + t + `"`
	}
	if last := len(quoted) - 1; last > 0 {
		return strings.Join(quoted[:last], ", ") + " or " + quoted[last]
	}
	return quoted[0]
}

// exactly writes a number with all its decimals, "" where they never end.
func exactly(r *big.Rat) string {
	text, exact := Decimal(r)
	if !exact {
		return ""
	}
	return text
}
