package cel

import (
	"strings"
	"sync"
	"unicode"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"

	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/wording"
)

// functionOptions are the functions of rules beside CEL's own. They are pure and small:
//
//	quantity("85 %")        a quantity from text
//	plain(x)                the number without its unit, in words: "2,500"
//	count(x)                the number with what it counts, without scope and period: "2,500 leads"
//	time(x)                 a duration, without what it is for each of: "12 h 30 min"
//	minutes(x)              plain minutes, for sums: "465 min"
//	roundUp(x)              the upper end, rounded up to what a text shows: 13 calls of 12.3
//	roundDown(x)            the lower end, rounded down
//	share(a, b)             a ÷ b in percent
//	join(list, ", ")        texts joined
//	words(text)             the number of words in a text
//	mention(text, phrases)  the first of the phrases that stands in a text as whole words, "" for none
//	opening(text, phrases)  the first of the phrases that a text begins with
//
// What share does, and the last four, which go through whole texts and lists, is among countedCalls.
func functionOptions() []cel.EnvOption {
	text, number := cel.StringType, quantityType
	return []cel.EnvOption{
		cel.Function("quantity", cel.Overload("quantity_from_text", []*cel.Type{text}, number, cel.UnaryBinding(fromText))),
		cel.Function("plain", cel.Overload("plain_number", []*cel.Type{number}, text, cel.UnaryBinding(inWords(plainText)))),
		cel.Function("count", cel.Overload("count_text", []*cel.Type{number}, text, cel.UnaryBinding(inWords(countText)))),
		cel.Function("time", cel.Overload("time_text", []*cel.Type{number}, text, cel.UnaryBinding(durations("time", timeText)))),
		cel.Function("minutes", cel.Overload("minutes_text", []*cel.Type{number}, text, cel.UnaryBinding(durations("minutes", minutesText)))),
		cel.Function("roundUp", cel.Overload("round_up", []*cel.Type{number}, number,
			cel.UnaryBinding(rounding(quantity.Amount.RoundUp)))),
		cel.Function("roundDown", cel.Overload("round_down", []*cel.Type{number}, number,
			cel.UnaryBinding(rounding(quantity.Amount.RoundDown)))),
		cel.Function("share", cel.Overload("share_of", []*cel.Type{number, number}, number)),
		cel.Function("join", cel.Overload("join_texts", []*cel.Type{cel.ListType(text), text}, text)),
		cel.Function("words", cel.Overload("count_words", []*cel.Type{text}, cel.IntType)),
		cel.Function("mention", cel.Overload("mention_of", []*cel.Type{text, cel.ListType(text)}, text)),
		cel.Function("opening", cel.Overload("opening_of", []*cel.Type{text, cel.ListType(text)}, text)),
	}
}

func fromText(v ref.Val) ref.Val {
	q, err := quantity.Parse(string(v.(types.String)))
	return computed(q.Amount, err)
}

// rounding makes an amount of another one; free text has none.
func rounding(round func(quantity.Amount) quantity.Amount) func(ref.Val) ref.Val {
	return func(v ref.Val) ref.Val {
		a, ok := toAmount(v)
		if !ok || a.Low == nil {
			return types.WrapErr(errNoNumber)
		}
		return computed(round(a), nil)
	}
}

// durations formats what is a time, also one for each of something; other numbers are an error, as they have no minutes.
func durations(name string, format func(quantity.Amount) string) func(ref.Val) ref.Val {
	inMinutes := inWords(format)
	return func(v ref.Val) ref.Val {
		if a, ok := toAmount(v); ok && a.Low != nil && a.Unit.Noun() != "min" {
			if a.Unit.Noun() == "workday" {
				return inWords(countText)(v)
			}
			return types.WrapErr(&advised{
				&quantity.Incomparable{A: a.Unit, B: minute}, wording.WritesADurationStringWrites(name),
			})
		}
		return inMinutes(v)
	}
}

var minute = quantity.NewUnit([]string{"min"}, nil)

// inWords formats both ends of a number, or the one where they are equal.
func inWords(format func(quantity.Amount) string) func(ref.Val) ref.Val {
	return func(v ref.Val) ref.Val {
		a, ok := toAmount(v)
		if !ok || a.Low == nil {
			return types.WrapErr(errNoNumber)
		}
		if !a.IsRange() {
			return types.String(format(a))
		}
		if noun := a.Unit.Noun(); noun != "" && noun != "min" && format(a) == countText(a) {
			return types.String(countText(a)) // one noun for both ends
		}
		return types.String(format(quantity.Exact(a.Low, a.Unit)) + " to " + format(quantity.Exact(a.High, a.Unit)))
	}
}

func plainText(a quantity.Amount) string   { return quantity.Number(a.Low) }
func timeText(a quantity.Amount) string    { return quantity.Duration(a.Low) }
func minutesText(a quantity.Amount) string { return quantity.Minutes(a.Low) }

// countText keeps the noun of a unit: "50 calls" of 50 calls/person/day.
func countText(a quantity.Amount) string {
	if noun := a.Unit.Noun(); noun != "" {
		a.Unit = quantity.NewUnit([]string{noun}, nil)
	}
	return a.String()
}

var percent = quantity.NewUnit([]string{"%"}, nil)

func joinTexts(m *meter, args []ref.Val) ref.Val {
	separator := string(args[1].(types.String))
	var all []string
	length := 0
	for it := args[0].(traits.Lister).Iterator(); it.HasNext() == types.True; {
		text, ok := it.Next().(types.String)
		if !ok {
			return types.MaybeNoSuchOverloadErr(args[0])
		}
		if length += len(text) + len(separator); length > maxJoined {
			return types.WrapErr(errTooLarge)
		}
		if !m.spend(1 + len(text) + len(separator)) {
			return types.WrapErr(errTooMuch)
		}
		all = append(all, string(text))
	}
	return types.String(strings.Join(all, separator))
}

func countWords(m *meter, args []ref.Val) ref.Val {
	text := string(args[0].(types.String))
	if !m.spend(len(text)) {
		return types.WrapErr(errTooMuch)
	}
	return types.Int(len(strings.Fields(text)))
}

// found looks for phrases in a text, word by word: case, hyphens and plurals do not count. Phrases are few, as rules write them, and are
// looked for in every text, so their words are kept.
func found(in func(text, phrase string) bool) func(m *meter, args []ref.Val) ref.Val {
	known := &sync.Map{}
	return func(m *meter, args []ref.Val) ref.Val {
		text := string(args[0].(types.String))
		if !m.spend(len(text)) {
			return types.WrapErr(errTooMuch)
		}
		if all, ok := args[1].(*phrases); ok {
			return all.in(m, text, in)
		}
		words := m.words(text)
		for it := args[1].(traits.Lister).Iterator(); it.HasNext() == types.True; {
			phrase, ok := it.Next().(types.String)
			if !ok {
				return types.MaybeNoSuchOverloadErr(args[1])
			}
			if !m.spend(len(text) + len(phrase)) {
				return types.WrapErr(errTooMuch)
			}
			plain, ok := known.Load(phrase)
			if !ok {
				plain, _ = known.LoadOrStore(phrase, plainWords(string(phrase)))
			}
			if plain != "  " && in(words, plain.(string)) {
				return phrase
			}
		}
		return types.String("")
	}
}

// plainWords is a text as words in the singular with a space before, between and after them.
func plainWords(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '%' })
	for i, w := range words {
		words[i] = quantity.Singular(w)
	}
	return " " + strings.Join(words, " ") + " "
}
