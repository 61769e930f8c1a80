package nearest

import (
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/wording"
)

// Question is a question about the name that may have been meant, to be put after a message: "; did you mean `x`?".
// It is "" when no name is near.
func Question(text string, known []string) string { return new(Finder).Question(text, known) }

// Name is the known name closest to what was written, "" when none is close. Names have parts, as sales/calls has. A
// bare id is compared with the last part of a full name too, and spaces and capitals do not count.
func Name(text string, known []string) string { return new(Finder).Name(text, known) }

// Typo reports whether a text is the name nearest to it with a typo: few letters are wrong, no digit is, as team-8 is
// not team-9, and no other name is as near. Only such a name can be corrected without asking.
func Typo(text, near string, known []string) bool { return new(Finder).Typo(text, near, known) }

// maxCompared bounds the work of suggesting names, in pairs of letters that are compared: a workspace with ten
// thousand dangling references needs no ten thousand suggestions. It is enough for a thousand of them among ten
// thousand names, of which few are alike.
const maxCompared = 500_000_000

// A Finder suggests names for a whole workspace, as long as it has not compared too many letters. The zero Finder is
// ready.
type Finder struct{ compared int }

// spent reports whether no more is compared, after some more work.
func (f *Finder) spent(work int) bool {
	f.compared += work
	return f.compared > maxCompared
}

// Question is the function Question, "" when too much was compared already.
func (f *Finder) Question(text string, known []string) string {
	if near := f.Name(text, known); near != "" {
		return wording.DidYouMeanNearNear(near)
	}
	return ""
}

// Name is the function Name, "" when too much was compared already.
func (f *Finder) Name(text string, known []string) string {
	wanted := plainName(text)
	letters, bare := lettersOf(wanted), !strings.Contains(wanted, "/")
	best, distance := "", min(max(2, len(wanted)/3), len(wanted)-1)+1
	for _, name := range known {
		if f.spent(len(name)) {
			return ""
		}
		d := f.within(wanted, name, letters, distance)
		if bare {
			_, last := cutLast(name)
			d = min(d, f.within(wanted, last, letters, distance))
		}
		if d < distance || d == distance && best != "" && simpler(name, best) {
			best, distance = name, d
		}
	}
	if best == "" {
		return namesake(wanted, known)
	}
	return best
}

func plainName(text string) string {
	return strings.ReplaceAll(strings.ToLower(strings.TrimSpace(text)), " ", "-")
}

// Typo is the function Typo, false when too much was compared already.
func (f *Finder) Typo(text, near string, known []string) bool {
	if near == "" {
		return false
	}
	wanted := plainName(text)
	letters, bare := lettersOf(wanted), !strings.Contains(wanted, "/")
	apart := func(name string) int {
		d := Letters(wanted, name)
		if _, last := cutLast(name); bare {
			d = min(d, Letters(wanted, last))
		}
		return d
	}
	d := apart(near)
	_, last := cutLast(near)
	if d > 2 || d*4 > len(wanted) || digits(wanted) != digits(near) && (!bare || digits(wanted) != digits(last)) {
		return false
	}
	asNear := func(name string) bool {
		_, last := cutLast(name)
		far := letters.apart(lettersOf(name)) > d && (!bare || letters.apart(lettersOf(last)) > d)
		return name != near && !far && !f.spent(len(wanted)*len(name)) && apart(name) <= d
	}
	return !slices.ContainsFunc(known, asNear) && !f.spent(len(known))
}

// namesake is the simplest known name that ends like a full name, as goal does for organisation/goal; "" for none.
func namesake(wanted string, known []string) string {
	best := ""
	rest, last := cutLast(wanted)
	if rest == "" {
		return ""
	}
	for _, name := range known {
		if _, end := cutLast(name); end == last && (best == "" || simpler(name, best)) {
			best = name
		}
	}
	return best
}

// simpler prefers, of two names that are equally near, the one with fewer parts, then the first.
func simpler(a, b string) bool {
	if x, y := strings.Count(a, "/"), strings.Count(b, "/"); x != y {
		return x < y
	}
	return a < b
}

// within is how many letters of two names differ, or limit+1 when their lengths or letters alone say that it is
// beyond the limit.
func (f *Finder) within(a, b string, letters letters, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit || letters.apart(lettersOf(b)) > limit || f.spent(len(a)*len(b)) {
		return limit + 1
	}
	return Letters(a, b)
}

func cutLast(name string) (before, last string) {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return name[:i], name[i+1:]
	}
	return "", name
}
