package mapping

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/draft"
	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/cel"
	"github.com/kpilint/kpilint/engine/wording"
)

const lookupName = "lookup"

// functions are what expressions of mappings can call beside what rules can.
func (m *Mapping) functions() []cel.TextFunction {
	plain := func(name string, do func(text string) string) cel.TextFunction {
		return cel.TextFunction{Name: name, Args: 1, Do: func(a []string) (string, error) { return do(a[0]), nil }}
	}
	two := func(name string, do func(a, b string) string) cel.TextFunction {
		return cel.TextFunction{Name: name, Args: 2, Do: func(a []string) (string, error) { return do(a[0], a[1]), nil }}
	}
	return []cel.TextFunction{
		plain("slug", slug), plain("trim", clean), plain("lower", strings.ToLower),
		two("before", func(text, sep string) string {
			first, _, _ := strings.Cut(text, sep)
			return strings.TrimSpace(first)
		}),
		two("after", func(text, sep string) string {
			_, rest, _ := strings.Cut(text, sep)
			return strings.TrimSpace(rest)
		}),
		two("first", func(a, b string) string {
			if clean(a) != "" {
				return a
			}
			return b
		}),
		{Name: "replace", Args: 3, Do: replaced},
		{Name: "part", Args: 2, Do: m.part},
		{Name: "date", Args: 2, Do: func(a []string) (string, error) { return dateOf(a[0], a[1]) }},
		{Name: "decimal", Args: 2, Do: func(a []string) (string, error) { return decimal(a[0], a[1]) }},
		{Name: lookupName, Args: 2, Do: func(a []string) (string, error) { return m.look(a[0], a[1]) }},
		{Name: lookupName, Args: 3, Do: func(a []string) (string, error) {
			if found, err := m.look(a[0], a[1]); err == nil {
				return found, nil
			}
			return a[2], nil
		}},
		{Name: "split", Args: 2, List: func(a []string) ([]string, error) {
			var all []string
			for one := range strings.SplitSeq(a[0], a[1]) {
				if one = strings.TrimSpace(one); one != "" {
					all = append(all, one)
				}
			}
			return all, nil
		}},
	}
}

// endOfID is how much of the end of a long text its id keeps: there often stand the numbers that tell it from others.
const endOfID = 16

// slug makes an id. Of a text that is too long for one it keeps the beginning and the end.
func slug(text string) string {
	whole := draft.Hyphened(text)
	if len(whole) <= draft.MaxID {
		return whole
	}
	begin, end := whole[:draft.MaxID-endOfID-1], whole[len(whole)-endOfID:]
	return strings.TrimRight(begin, "-") + "-" + strings.TrimLeft(end, "-")
}

// replaced puts a text in the place of another one, within the room that a text may take.
func replaced(a []string) (string, error) {
	if a[1] == "" {
		return "", errors.New(wording.ReplaceNeedsATextTo())
	}
	if n := strings.Count(a[0], a[1]); len(a[0])+n*len(a[2]) > maxText {
		return "", errors.New(wording.TheTextGetsTooLong())
	}
	return strings.ReplaceAll(a[0], a[1], a[2]), nil
}

// maxText is how many bytes a text may have, as in a cell.
const maxText = 64 << 10

// look finds a word in a lookup. An empty text gives an empty one.
func (m *Mapping) look(name, text string) (string, error) {
	l := m.lookups[name]
	if l == nil {
		return "", errors.New(wording.ThereIsNoLookup(name, nearest.Question(name, m.lookupNames())))
	}
	text = clean(text)
	if found, ok := l.words[text]; ok {
		return found, nil
	}
	if text == "" {
		return "", nil
	}
	todo := cmp.Or(nearest.Question(text, l.names), wording.AddItToTheLookup(name))
	return "", errors.New(wording.TheLookupHasNo(name, policy.Cut(text), todo))
}

// compiled is a pattern, or what is wrong with it.
type compiled struct {
	re  *regexp.Regexp
	err error
}

// patterns are kept by all mappings; who reads them waits for who adds one.
var patterns sync.Mutex

// The limits of patterns: how many a mapping keeps, and the steps of one for each character.
const (
	maxPatterns = 100
	maxSteps    = 1000
)

func (m *Mapping) pattern(text string) *compiled {
	patterns.Lock()
	defer patterns.Unlock()
	if c := m.kept[text]; c != nil {
		return c
	}
	c := &compiled{}
	if policy.PatternSteps(text) > maxSteps {
		c.err = errors.New(wording.ThePatternNeedsMoreThan(maxSteps))
	} else if c.re, c.err = regexp.Compile(text); c.err != nil {
		c.err = errors.New(wording.ThePatternCannotBeReadText(strconv.Quote(text)))
	}
	if len(m.kept) < maxPatterns {
		m.kept[text] = c
	}
	return c
}

// part is what the first brackets of a pattern find in a text, or all that it finds where it has none.
func (m *Mapping) part(a []string) (string, error) {
	c := m.pattern(a[1])
	if c.err != nil {
		return "", c.err
	}
	found := c.re.FindStringSubmatch(a[0])
	switch {
	case found == nil:
		return "", nil
	case len(found) > 1:
		return strings.TrimSpace(found[1]), nil
	}
	return found[0], nil
}

var months = strings.Fields("jan feb mar apr may jun jul aug sep oct nov dec")

// dateOf reads a date in a style such as dd.mm.yyyy, mm/dd/yyyy or d mmm yyyy, and writes it as 2026-05-31. An empty
// text gives an empty one.
func dateOf(text, style string) (string, error) {
	text = clean(text)
	if text == "" {
		return "", nil
	}
	if d, err := calendar.ParseDate(text); err == nil {
		return d.String(), nil // as workbooks give their dates
	}
	var year, month, day int
	rest := text
	for i := 0; i < len(style); {
		c := style[i]
		n := 1
		for i+n < len(style) && style[i+n] == c {
			n++
		}
		i += n
		if c != 'd' && c != 'm' && c != 'y' {
			for range n {
				if rest == "" || rest[0] != c {
					return "", errors.New(wording.IsNotADateOfThe(policy.Cut(text), style))
				}
				rest = rest[1:]
			}
			continue
		}
		var value int
		if c == 'm' && n > len("mm") {
			value, rest = monthIn(rest)
		} else {
			value, rest = digitsIn(rest, map[byte]int{'d': 2, 'm': 2, 'y': max(n, 2)}[c])
		}
		if value < 0 {
			return "", errors.New(wording.IsNotADateOfThe(policy.Cut(text), style))
		}
		switch c {
		case 'd':
			day = value
		case 'm':
			month = value
		default:
			if year = value; n <= len("yy") {
				year += 2000
			}
		}
	}
	if rest != "" {
		return "", errors.New(wording.IsNotADateOfTheStyle(policy.Cut(text), style, policy.Cut(rest)))
	}
	d, err := calendar.ParseDate(fmt.Sprintf("%04d-%02d-%02d", year, month, day))
	if err != nil {
		return "", fmt.Errorf("%s: %w", wording.IsNotADateOfThe(policy.Cut(text), style), err)
	}
	return d.String(), nil
}

func digitsIn(text string, most int) (value int, rest string) {
	n := 0
	for n < len(text) && n < most && '0' <= text[n] && text[n] <= '9' {
		n++
	}
	if n == 0 {
		return -1, text
	}
	value, _ = strconv.Atoi(text[:n])
	return value, text[n:]
}

func monthIn(text string) (value int, rest string) {
	n := 0
	for n < len(text) && (text[n]|0x20) >= 'a' && (text[n]|0x20) <= 'z' {
		n++
	}
	name := strings.ToLower(text[:n])
	for i, m := range months {
		if strings.HasPrefix(name, m) {
			return i + 1, text[n:]
		}
	}
	return -1, text
}

// numbers are stretches of digits with marks in them. The marks of thousands may be spaces and apostrophes.
var numbers = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`\d[\d.,'’ \x{a0}\x{202f}]*\d|\d`)
})

// decimal writes the numbers of a text with a decimal point and without marks of thousands. mark is the decimal mark
// that they have.
func decimal(text, mark string) (string, error) {
	other := map[string]string{",": ".", ".": ","}[mark]
	if other == "" {
		return "", errors.New(wording.TheDecimalMarkIsNeither(policy.Cut(mark)))
	}
	var wrong error
	out := numbers().ReplaceAllStringFunc(text, func(n string) string {
		for _, thousands := range []string{other, "'", "’", " ", "\u00a0", "\u202f"} {
			groups := strings.Split(n, thousands)
			for i, g := range groups[1:] {
				whole := g
				if i == len(groups)-2 {
					whole, _, _ = strings.Cut(g, mark)
				}
				if len(whole) != 3 || strings.Contains(whole, mark) {
					wrong = errors.New(wording.IsNotANumberWith(policy.Cut(n), mark))
				}
			}
			n = strings.Join(groups, "")
		}
		if strings.Count(n, mark) > 1 {
			wrong = errors.New(wording.IsNotANumberWith(policy.Cut(n), mark))
		}
		return strings.Replace(n, mark, ".", 1)
	})
	return out, wrong
}
