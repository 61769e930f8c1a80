package tables

import (
	"strings"

	"github.com/kpilint/kpilint/engine/quantity"
)

// people reports whether the words of a header are people that are counted: men, Kinder.
func people(text string) bool {
	for _, in := range columnWords().whole(text) {
		if As(in.name) == asPeople {
			return true
		}
	}
	return false
}

// plural reports whether the last word of a header is a plural that can be counted.
func plural(text string) bool {
	words := strings.Fields(text)
	if len(words) == 0 || len(words) > 3 {
		return false
	}
	last := fold(words[len(words)-1])
	return len(last) > 3 && quantity.Singular(last) != last && !strings.HasSuffix(last, "ss")
}

// fromName reads the unit and the period in the name of the KPI: "Number of visits", "Wait (min)", "Calls per day".
func (n *numberOf) fromName(per string) (unit, period string) {
	names := []string{n.column.Measure}
	if len(n.row.Names) > 0 && n.row.Names[0].As != AsTeam && n.row.Names[0].As != AsOwner && n.row.Names[0].As != AsJob {
		names = []string{n.row.Names[0].Text}
		if n.column.Measure != "" {
			names = append(names, n.column.Measure)
		}
	}
	for _, name := range names {
		if name == "" || len(name) > 120 {
			continue
		}
		h := headed{times: 1}
		for _, bracket := range brackets(name) {
			if h.take(bracket) {
				break
			}
		}
		if h.unit == "" && percentNamed(name) {
			h.unit = "%"
		}
		if h.unit == "" {
			words := split(name)
			for i, w := range words {
				if inWords[w] && i+1 < len(words) && i+3 >= len(words) {
					h.take(strings.Join(words[i+1:], " "))
				}
			}
		}
		if h.per != "" && per == "" {
			per = h.per
		}
		if h.times > 1 && h.unit != "" {
			h.unit = scaleWord(h.times) + " " + h.unit
		}
		if h.unit != "" && h.unit != "each" {
			return h.unit, per
		}
		if noun := counted(name); noun != "" {
			if per == "" {
				per = rhythmOf(name)
			}
			return nounOf(noun), per
		}
		if noun, below := divided(name); noun != "" {
			if per == "" {
				per = below
			} else if strings.Contains(below, "/") {
				per = below
			}
			return noun, per
		} else if below != "" && per == "" {
			per = below
		}
	}
	return "", per
}

// percentNamed reports whether the name of a KPI says that it is in percent: "% of orders", "Percentage of visits".
func percentNamed(name string) bool {
	if strings.Contains(name, "%") {
		return true
	}
	for _, m := range cellWords().find(split(name)) {
		for _, in := range m.in {
			if in.name == "%" {
				return true
			}
		}
	}
	return false
}

// divided reads "Visits per technician per day": what is counted, and what it is divided by, technician/day. Where what
// stands before "per" cannot be counted, as in "Revenue per employee", only a period is read.
func divided(name string) (noun, below string) {
	fields := strings.Fields(strings.ReplaceAll(name, "/", " / "))
	isPer := func(i int) bool { return i > 0 && i+1 < len(fields) && perWord([]string{"", fold(fields[i])}) }
	first := -1
	var parts []string
	for i := range fields {
		if !isPer(i) {
			continue
		}
		if first < 0 {
			first = i
		}
		word := follows(fields[i+1:])
		if word == "" {
			return "", ""
		}
		parts = append(parts, denominator(word))
	}
	if first < 0 {
		return "", ""
	}
	noun = before(fields[:first])
	if noun == "" || !plural(noun) && quantity.Singular(fold(noun)) == fold(noun) && !periodsOnly(parts) {
		noun = ""
	}
	if noun == "" {
		for _, p := range parts {
			if rhythmOf("per "+p) != "" && p != "person" {
				return "", p
			}
		}
		return "", ""
	}
	return noun, strings.Join(parts, "/")
}

// follows is the noun behind "per": technician of "per technician per day"; "" where more than an article and two words
// follow, and nobody knows which of them counts.
func follows(fields []string) string {
	for len(fields) > 0 && articles()[fold(fields[0])] {
		fields = fields[1:]
	}
	n := 0
	for n < len(fields) && !strings.ContainsAny(fields[n], "(,;:") && !countEnds()[fold(fields[n])] &&
		!perWord([]string{"", fold(fields[n])}) {
		n++
	}
	if n == 0 || n > 2 || strings.ContainsAny(fields[0], "0123456789") {
		return "" // per 100 accounts
	}
	return fields[n-1]
}

func periodsOnly(parts []string) bool {
	for _, p := range parts {
		if rhythmOf("per "+p) == "" {
			return false
		}
	}
	return true
}

// denominator is a word behind "per" as quantities write it.
func denominator(word string) string {
	for _, in := range cellWords().whole(word) {
		if unit := singulars()[in.name]; unit != "" {
			return unit
		}
	}
	return strings.ToLower(quantity.Singular(strings.Trim(word, ",;:()")))
}

// before is the noun among the words before "per": calls of "Sales calls", visits of "Visits to customers", files of
// "Files closed".
func before(fields []string) string {
	for _, f := range fields {
		if countEnds()[fold(f)] {
			return nounOf(fields[0])
		}
	}
	for k := len(fields) - 1; k >= 0; k-- {
		if plural(fields[k]) {
			return nounOf(fields[k])
		}
	}
	return nounOf(fields[len(fields)-1])
}

// nounOf is a noun as quantities write it: at most two words, without signs.
func nounOf(text string) string {
	words := strings.FieldsFunc(line(text), func(c rune) bool {
		return c == ' ' || c == ',' || c == ';' || c == ':' || c == '(' || c == ')' || c == '[' || c == ']' || c == '/'
	})
	var kept []string
	for _, w := range words {
		if f := fold(w); countEnds()[f] && f != "new" {
			if len(kept) > 0 {
				break
			}
			continue
		}
		kept = append(kept, w)
		if len(kept) == 2 {
			break
		}
	}
	noun := strings.Join(kept, " ")
	if _, err := quantity.Parse("5 " + noun); err != nil {
		noun = strings.Join(kept[:min(len(kept), 1)], "")
		if _, err := quantity.Parse("5 " + noun); err != nil {
			return ""
		}
	}
	return noun
}
