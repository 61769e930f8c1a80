package flow

import (
	"math"
	"math/big"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// spoken writes what is per something as people say it: 50 calls/person/day is 50 calls a person a day.
func spoken(text string) string {
	parts := strings.Split(text, "/")
	for i, p := range parts[1:] {
		parts[i+1] = wording.WithArticle(p)
	}
	return strings.Join(parts, " ")
}

// amount writes an amount as people say it, "2,500 leads a month".
func amount(a quantity.Amount) string { return spoken(a.String()) }

// bare writes an amount without what it counts, "2,500 a month"; money, time and shares keep their unit.
func bare(a quantity.Amount) string {
	text := a.String()
	front, per, _ := strings.Cut(text, "/")
	switch noun := a.Unit.Noun(); noun {
	case "", "%", "min", "workday", "month":
	default:
		if a.Unit.Currency() == "" {
			front = network.NumberText(a)
		}
	}
	if per == "" {
		return front
	}
	return spoken(front + "/" + per)
}

// number writes a number; of what is many only whole ones count.
func number(f float64) string {
	r := new(big.Rat)
	if r.SetFloat64(whole(f)) == nil {
		return "?"
	}
	return quantity.Number(r)
}

// many is from where on only whole ones count.
const many = 10

// whole are the whole ones of what is many.
func whole(f float64) float64 {
	if f < many {
		return f
	}
	return math.Floor(f + 1e-6)
}

// rounded is how a sum writes what is many: a hundred and more as the nearest whole number.
func rounded(f float64) float64 {
	if f < 100 {
		return whole(f)
	}
	return nearest(f)
}

// nearest is the nearest whole number of what is many.
func nearest(f float64) float64 {
	if f < many {
		return f
	}
	return math.Round(f)
}

// comparators are the words before a number.
var comparators = map[quantity.Comparator]wording.Text{
	quantity.AtLeast: wording.AtLeast, quantity.AtMost: wording.AtMost, quantity.MoreThan: wording.MoreThan,
	quantity.LessThan: wording.LessThan, quantity.Exactly: wording.Exactly,
}

// asked writes a target without what it counts: "at least 70 %".
func asked(q *model.Quantity, write func(quantity.Amount) string) string {
	if q == nil || q.Low == nil {
		return ""
	}
	text := write(q.Amount)
	if word := comparators[q.Comparator]; word != nil {
		text = word() + " " + text
	}
	switch q.Statistic {
	case "":
	case "median", "mean":
		text += " (" + q.Statistic + ")"
	default:
		text += " (" + strings.TrimPrefix(q.Statistic, "p") + " %)"
	}
	return text
}

// lacking says what is missing to know the first number that cannot be told.
func lacking(of ...*network.Node) string {
	for _, n := range of {
		if lacks := n.Lacks(); len(lacks) > 0 {
			return wording.CannotBeToldLacks(strings.Join(lacks, "; "))
		}
	}
	return ""
}

// joined puts two texts into one line; either may be empty.
func joined(a, b string) string {
	if a == "" || b == "" || a == b {
		return a + strings.TrimPrefix(b, a)
	}
	return a + "; " + b
}

// capital begins a text with a capital letter.
func capital(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	if size == 0 || first == utf8.RuneError {
		return text
	}
	return string(unicode.ToUpper(first)) + text[size:]
}
