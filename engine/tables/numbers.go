package tables

import (
	"bytes"
	"errors"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/wording"
)

// Mark is the sign before decimals, as far as a column or file shows it.
type Mark byte

// The marks.
const (
	Unknown Mark = 0
	Point   Mark = '.'
	Comma   Mark = ','
	Mixed   Mark = '?' // it shows both
)

// MarkOf is the mark that the cells of a table show, Unknown where none shows one, and Mixed where they show both.
func MarkOf(t *content.Table) Mark {
	var e evidence
	for _, r := range t.Rows {
		for i := range r.Cells {
			e.look(&r.Cells[i])
		}
	}
	return e.mark()
}

// told says how the table is read, where that is not plain: its decimal mark, and that it is hidden.
func (r *Reading) told(m Mark, c Context) {
	row := r.Table.Rows[0]
	if r.Table.Hidden {
		r.Said = append(r.Said, Note{part(AsNothing, row, &row.Cells[0]), wording.TheWorkbookDoesNotShow()})
	}
	if m != Comma {
		return
	}
	if p, ok := showing(r.Table, Comma); ok {
		r.Said = append(r.Said, Note{p, wording.NumbersAreReadWithA(p.Text)})
	} else if c.Mark == Comma {
		r.Said = append(r.Said, Note{part(AsNothing, row, &row.Cells[0]),
			wording.NumbersAreReadWithADecimal()})
	} else {
		r.Said = append(r.Said, Note{part(AsNothing, row, &row.Cells[0]),
			wording.NumbersAreReadWithADecimalComma()})
	}
}

// showing is the first cell whose number can only be read with a mark.
func showing(t *content.Table, m Mark) (Part, bool) {
	for _, r := range t.Rows {
		for i := range r.Cells {
			var e evidence
			if e.look(&r.Cells[i]); e.mark() == m {
				return part(AsNothing, r, &r.Cells[i]), true
			}
		}
	}
	return Part{}, false
}

// evidence is how many numbers can only be read with one mark.
type evidence struct{ points, commas int }

func (e *evidence) look(c *content.Cell) {
	if c.Holds != content.Words || len(c.Text.Bytes) > maxNumeral*4 || !bytes.ContainsAny(c.Text.Bytes, ".,") {
		return
	}
	for _, n := range numerals(c.Text.String()) {
		switch n.shows() {
		case Point:
			e.points++
		case Comma:
			e.commas++
		}
	}
}

func (e evidence) mark() Mark {
	switch {
	case e.points > 0 && e.commas > 0:
		return Mixed
	case e.points > 0:
		return Point
	case e.commas > 0:
		return Comma
	}
	return Unknown
}

// accounting recognises a number in brackets, as books write what goes out: (98), ($1,200).
var accounting = content.Pattern(`^\(\s*([€$£]?\s*\d[\d.,'’ ]*\s*[€$£]?)\)$`)

// minus is the text in the brackets of a negative number; "" where there are none.
func minus(text string) string {
	if len(text) > maxNumeral || text == "" || text[0] != '(' {
		return ""
	}
	if m := accounting.Get().FindStringSubmatch(text); m != nil {
		return m[1]
	}
	return ""
}

// accounts reports whether numbers in brackets are negative in a column: it holds money, or the table is called as one
// of accounts.
func (b *Block) accounts(c *Column) bool {
	return currencies.Has(c.Unit) || rowWords().has(b.above, "accounts")
}

// maxNumeral is how long a numeral is at most, in bytes.
const maxNumeral = 60

// numeral is a run of digits with the signs between them.
type numeral struct {
	from, to int
	groups   []string // of digits
	signs    []rune   // between them
}

// numerals finds the numerals in a text.
func numerals(text string) []numeral {
	var all []numeral
	for i := 0; i < len(text); i++ {
		if !digit(text[i]) {
			continue
		}
		n := numeralAt(text, i)
		all = append(all, n)
		i = n.to
	}
	return all
}

func digit(c byte) bool { return '0' <= c && c <= '9' }

// separators stand between the digits of one numeral. Blanks do so only before three digits.
const separators = ".,'’\u00a0\u202f\u2009 _"

func numeralAt(text string, from int) numeral {
	n := numeral{from: from}
	i := from
	for {
		start := i
		for i < len(text) && digit(text[i]) {
			i++
		}
		n.groups, n.to = append(n.groups, text[start:i]), i
		sign, size := signAt(text[i:])
		next := i + size
		if size == 0 || next >= len(text) || !digit(text[next]) || i-from > maxNumeral {
			return n
		}
		if strings.ContainsRune("'’\u00a0\u202f\u2009 _", sign) {
			// 1 000 000 is one number, "3 12" are two.
			length := 0
			for next+length < len(text) && digit(text[next+length]) {
				length++
			}
			if length != 3 || len(text[start:i]) > 3 || len(n.signs) > 0 && n.signs[0] != sign {
				return n
			}
		}
		n.signs, i = append(n.signs, sign), next
	}
}

func signAt(text string) (rune, int) {
	c, size := utf8.DecodeRuneInString(text)
	if size == 0 || !strings.ContainsRune(separators, c) {
		return 0, 0
	}
	return c, size
}

// shows is the decimal mark that the numeral can only be read with. A date such as 31.12.2026 shows none by itself.
func (n numeral) shows() Mark {
	count := map[rune]int{}
	for _, s := range n.signs {
		count[s]++
	}
	last := len(n.groups) - 1
	switch {
	case len(n.signs) == 0:
		return Unknown
	case count['.'] > 0 && count[','] > 0:
		if end := n.signs[len(n.signs)-1]; end == '.' || end == ',' {
			return Mark(end)
		}
		return Unknown
	case count['.'] > 1 && n.thousands('.'):
		return Comma
	case count[','] > 1 && n.thousands(','):
		return Point
	case count['.'] == 1 && n.signs[len(n.signs)-1] == '.' && (len(n.groups[last]) != 3 || n.groups[0] == "0"):
		return Point
	case count[','] == 1 && n.signs[len(n.signs)-1] == ',' && (len(n.groups[last]) != 3 || n.groups[0] == "0"):
		return Comma
	}
	return Unknown
}

// thousands reports whether a sign stands before each third digit.
func (n numeral) thousands(sign rune) bool {
	if len(n.groups[0]) > 3 || n.groups[0] == "0" {
		return false
	}
	for i, s := range n.signs {
		if s == sign && len(n.groups[i+1]) != 3 {
			return false
		}
	}
	return true
}

// inCode reports whether the numeral has signs as a date, an address or a version has them: 31.12.2026, 1.2.3.
func (n numeral) inCode() bool {
	points := 0
	for _, s := range n.signs {
		if s == '.' {
			points++
		}
	}
	return points > 1 && !n.thousands('.')
}

// plain is the numeral with a point before decimals and nothing between thousands. What may mean two numbers is an
// error that says both.
func (n numeral) plain(m Mark) (string, error) {
	if len(n.signs) == 0 {
		return n.groups[0], nil
	}
	last := len(n.groups) - 1
	is := n.shows()
	decimal := rune(0)
	if is == Point || is == Comma {
		decimal = rune(is)
	}
	if end := n.signs[last-1]; is == Unknown && (end == '.' || end == ',') && last == 1 {
		// Three digits behind one sign: thousandths or thousands.
		switch {
		case m == Mark(end):
			decimal = end
		case end == '.' && m != Comma:
			whole, tail := n.groups[0], n.groups[1]
			return "", errors.New(wording.MayBeOr(whole+"."+tail, trimmed(whole+"."+tail), whole+","+tail))
		case end == ',' && m == Mixed:
			whole, tail := n.groups[0], n.groups[1]
			return "", errors.New(wording.MayBeOrWhole(whole+","+tail, trimmed(whole+"."+tail)))
		}
	}
	if decimal != 0 && n.signs[last-1] == decimal {
		return strings.Join(n.groups[:last], "") + "." + n.groups[last], nil
	}
	return strings.Join(n.groups, ""), nil
}

func trimmed(decimal string) string {
	return strings.TrimSuffix(strings.TrimRight(decimal, "0"), ".")
}

// exact is the number of a cell as a rational, rounded to the 15 digits that a spreadsheet means; nil where it is none.
func exact(number string) *big.Rat {
	if len(number) > maxNumeral {
		return nil
	}
	if plainNumber(number) != "" {
		n, _ := strconv.ParseInt(number, 10, 64) // at most 15 digits
		return new(big.Rat).SetInt64(n)
	}
	if i := strings.IndexAny(number, "eE"); i >= 0 && len(number)-i > 4 {
		return nil // more than a spreadsheet holds, and much work
	}
	r, ok := new(big.Rat).SetString(number)
	if !ok || strings.ContainsAny(number, "/_") {
		return nil
	}
	digits := strings.TrimLeft(signless.Replace(number), "0")
	if i := strings.IndexAny(digits, "eE"); i >= 0 {
		digits = digits[:i]
	}
	if len(digits) < 15 {
		return r
	}
	f, _ := r.Float64()
	short, ok := new(big.Rat).SetString(fmt.Sprintf("%.15g", f))
	if !ok {
		return r
	}
	return short
}

var signless = strings.NewReplacer("-", "", ".", "")

// written is a number as package quantity reads it without doubt: with a point, and never with three decimals alone,
// which could be thousands.
func written(r *big.Rat) string {
	if r.IsInt() {
		return r.Num().String()
	}
	text := strings.TrimRight(r.FloatString(12), "0")
	if i := strings.IndexByte(text, '.'); len(text)-i == 4 && text[:i] != "0" && text[:i] != "-0" {
		text += "0"
	}
	return text
}

// shown is a number as people read it in a sentence: 12,484,232.
func shown(r *big.Rat) string {
	places := 2
	if abs := new(big.Rat).Abs(r); abs.Cmp(big.NewRat(1, 1)) < 0 {
		places = 4
	}
	text := r.FloatString(places)
	whole, decimals, _ := strings.Cut(text, ".")
	if decimals = strings.TrimRight(decimals, "0"); decimals != "" {
		decimals = "." + decimals
	}
	sign := ""
	if whole[0] == '-' {
		sign, whole = "-", whole[1:]
	}
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return sign + whole + decimals
}
