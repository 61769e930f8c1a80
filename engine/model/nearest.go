package model

import (
	"math/bits"
	"slices"
	"strings"

	"github.com/agnivade/levenshtein"

	"github.com/kpilint/kpilint/engine/shape"
)

// Nearest is the known name closest to what was written, "" when none is close. A bare id is compared with the last
// part of a full name too, and spaces and capitals do not count.
func Nearest(text string, known []string) string {
	return (&guesser{left: maxCompared}).nearest(text, known)
}

// Slip reports whether a text is the name nearest to it with a slip of the pen: few letters are wrong, no digit is,
// as team-8 is not team-9, and no other name is as near. Only such a name can be corrected without asking.
func Slip(text, nearest string, known []string) bool {
	return (&guesser{left: maxCompared}).slip(text, nearest, known)
}

// maxCompared bounds the work of suggesting names, in pairs of letters that are compared: a workspace with ten
// thousand dangling references needs no ten thousand suggestions. It is enough for a thousand of them among ten
// thousand names, of which few are alike.
const maxCompared = 500_000_000

// A guesser suggests names as long as it may compare letters.
type guesser struct{ left int }

// spent reports whether no more is compared, after some more work.
func (g *guesser) spent(work int) bool {
	g.left -= work
	return g.left < 0
}

// nearest is Nearest, "" when too much was compared already.
func (g *guesser) nearest(text string, known []string) string {
	wanted := plainName(text)
	letters, bare := lettersOf(wanted), !strings.Contains(wanted, "/")
	best, distance := "", min(max(2, len(wanted)/3), len(wanted)-1)+1
	for _, name := range known {
		if g.spent(len(name)) {
			return ""
		}
		d := g.within(wanted, name, letters, distance)
		if bare {
			_, last := cutLast(name)
			d = min(d, g.within(wanted, last, letters, distance))
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

func (g *guesser) slip(text, nearest string, known []string) bool {
	if nearest == "" {
		return false
	}
	wanted := plainName(text)
	letters, bare := lettersOf(wanted), !strings.Contains(wanted, "/")
	apart := func(name string) int {
		d := shape.Letters(wanted, name)
		if _, last := cutLast(name); bare {
			d = min(d, shape.Letters(wanted, last))
		}
		return d
	}
	d := apart(nearest)
	_, last := cutLast(nearest)
	if d > 2 || d*4 > len(wanted) || digits(wanted) != digits(nearest) && (!bare || digits(wanted) != digits(last)) {
		return false
	}
	asNear := func(name string) bool {
		_, last := cutLast(name)
		far := letters.apart(lettersOf(name)) > d+1 && (!bare || letters.apart(lettersOf(last)) > d+1) // two letters that changed places are one
		return name != nearest && !far && !g.spent(len(wanted)*len(name)) && apart(name) <= d
	}
	return !slices.ContainsFunc(known, asNear) && !g.spent(len(known))
}

func digits(name string) string {
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, name)
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

// within is the edit distance of two names, or limit+1 when their lengths or letters alone say that it is beyond
// the limit.
func (g *guesser) within(a, b string, letters letters, limit int) int {
	if len(a)-len(b) > limit || len(b)-len(a) > limit || letters.apart(lettersOf(b)) > limit || g.spent(len(a)*len(b)) {
		return limit + 1
	}
	return levenshtein.ComputeDistance(a, b)
}

// letters are the letters that a name has, one bit for each or for a few of them.
type letters uint64

func lettersOf(name string) letters {
	var all letters
	for _, r := range name {
		all |= 1 << (r % 64)
	}
	return all
}

// apart is the least edit distance of two names with such letters: an edit changes two bits at most.
func (l letters) apart(other letters) int { return (bits.OnesCount64(uint64(l^other)) + 1) / 2 }

func cutLast(name string) (before, last string) {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return name[:i], name[i+1:]
	}
	return "", name
}
