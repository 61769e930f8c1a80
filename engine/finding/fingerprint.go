package finding

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
)

// About is what a finding is about, beside its rule, its definition and its outcome.
type About struct {
	row     string   // where the row of `targets` holds that it stands on, in whatever order that is written
	field   string   // entries of lists go by what they name; where there is no definition it begins with the document
	subject []string // what tells it from others at this field
	first   string   // what stood for both in the first fingerprints
	bare    string   // what did so before they told subjects apart
}

// Identify gives every finding its fingerprint, and those under which earlier versions and earlier names of its rule
// knew it. It forgets what findings are about, which nobody else asks for.
func Identify(all []Finding, ruleOf func(f *Finding) *policy.Rule) {
	equal, first, bare := map[string]int{}, map[string]int{}, map[string]int{}
	for _, i := range standing(all) {
		all[i].present(ruleOf(&all[i]), equal)
	}
	for i := range all {
		f := &all[i]
		names := ruleOf(f).Names()
		own := f.earlyBases(names, f.About.first)
		early := counted(own, first)
		f.first = early[0]
		if f.About.bare != f.About.first {
			own = f.earlyBases(names, f.About.bare)
		}
		for _, print := range counted(own, bare) {
			if !slices.Contains(early, print) {
				early = append(early, print)
			}
		}
		f.Formerly = append(f.Formerly, early...)
		f.About = About{}
	}
}

// present gives a finding the fingerprint of today, by the first name of its rule, and those by the others; seen counts
// the equal ones.
func (f *Finding) present(rule *policy.Rule, seen map[string]int) {
	own := f.fingerprint(identityOf(rule, rule.Identity()))
	seen[own]++
	f.Fingerprint = own + numbered(seen[own])
	for _, name := range rule.Names()[1:] {
		if other := f.fingerprint(identityOf(rule, name)); other != own {
			f.Formerly = append(f.Formerly, other+numbered(seen[own]))
		}
	}
}

// earlyBases are fingerprints as kpilint 0.2.0 made them, for each name of the rule, before equal ones are counted.
func (f *Finding) earlyBases(names []string, at string) []string {
	all := make([]string, len(names))
	for i, name := range names {
		all[i] = f.firstFingerprint(name, at)
	}
	return all
}

// counted are the fingerprints of a finding with its number among those whose first is equal; seen counts them.
func counted(bases []string, seen map[string]int) []string {
	seen[bases[0]]++
	n := numbered(seen[bases[0]])
	all := make([]string, len(bases))
	for i, base := range bases {
		all[i] = base + n
	}
	return all
}

// standing are the places of findings in the order in which equal ones are counted: those first that nothing in their
// files covers, so that one that is suppressed does not take the place of one that counts; and the milder ones before
// the more serious, so that a baseline that has one of two leaves the more serious to count. Where they stand in files
// matters only among those that are alike in this, too.
func standing(all []Finding) []int {
	order := make([]int, len(all))
	for i := range order {
		order[i] = i
	}
	covered := func(i int) int {
		if all[i].Suppressed != nil {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(covered(i), covered(j)), cmp.Compare(all[i].Level, all[j].Level))
	})
	return order
}

// numbered is what is put after the fingerprint of the nth of equal findings.
func numbered(n int) string {
	if n < 2 {
		return ""
	}
	return "-" + strconv.Itoa(n)
}

// identityOf is what stands for a rule under one of its names: its id, which is its own in whatever category. Conftest
// packs may have the same ids, and what the loader finds has no folder: those keep their category.
func identityOf(rule *policy.Rule, name string) string {
	if rule.Conftest != nil || rule.Category == FileCategory {
		return name
	}
	return path.Base(name)
}

// fingerprint is made of rule, outcome, definition, field and subject, each with its length: what a file says of one
// cannot look like another.
func (f *Finding) fingerprint(rule string) string {
	file := f.Location.File
	if f.Resource.ID != "" {
		file = "" // a definition may move to another
	}
	var b []byte
	id := f.Resource.ID
	if f.About.row != "" { // the name of a row follows the order in which dimensions are declared
		id = f.Resource.Of + " (" + f.About.row + ")"
	}
	parts := []string{"kpilint/v2", rule, string(f.Outcome), f.Resource.Kind, id, file, f.About.field}
	for _, part := range append(parts, f.About.subject...) {
		b = append(strconv.AppendInt(b, int64(len(part)), 10), ':')
		b = append(b, part...)
	}
	return digest(b)
}

// firstFingerprint is what kpilint 0.2.0 wrote into baselines and reports: with the category, and for what belongs to
// no definition with its message.
func (f *Finding) firstFingerprint(rule, at string) string {
	if f.Resource.ID == "" {
		at = strings.Join([]string{f.Location.File, at, f.Message}, "\x00")
	}
	return digest([]byte(strings.Join([]string{rule, f.Resource.Kind, f.Resource.ID, at, string(f.Outcome)}, "\x00")))
}

func digest(text []byte) string {
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:12])
}

// Fingerprints are all that the finding has or had, the present one first.
func (f *Finding) Fingerprints() []string { return append([]string{f.Fingerprint}, f.Formerly...) }

// Answers tells which of some entries each finding Answers to, the zero one for none. known is the entry of a
// fingerprint. Each is answered by one finding only, so that no more findings are known than there were: first by those
// that have the fingerprint today, then by those that had it before, the most exact first.
func Answers[E comparable](all []Finding, known func(print string) E) []E {
	var none E
	found := make([]E, len(all))
	taken := map[E]bool{}
	InTurn(all, func(i int, print string) bool {
		entry := known(print)
		if entry == none || taken[entry] {
			return false
		}
		found[i], taken[entry] = entry, true
		return true
	})
	return found
}

// InTurn calls use for the present fingerprint of each finding, then for the first of those that each had before, and
// so on. A finding for which use says so is done.
func InTurn(all []Finding, use func(i int, print string) (done bool)) {
	left := make([]int, len(all))
	for i := range left {
		left[i] = i
	}
	for n := 0; len(left) > 0; n++ {
		left = slices.DeleteFunc(left, func(i int) bool {
			print, ok := all[i].print(n)
			return !ok || use(i, print)
		})
	}
}

// print is the nth of the fingerprints that the finding has or had, false where there are fewer.
func (f *Finding) print(n int) (string, bool) {
	switch {
	case n == 0:
		return f.Fingerprint, true
	case n <= len(f.Formerly):
		return f.Formerly[n-1], true
	}
	return "", false
}

// First is the fingerprint that kpilint 0.2.0 gave the finding; one that was made otherwise has its own only.
func (f *Finding) First() string { return cmp.Or(f.first, f.Fingerprint) }

// AboutProblem is what a problem of a file is about.
func AboutProblem(p *model.Problem) About {
	a := About{field: p.Field, first: p.Pointer, bare: p.Pointer}
	if p.Subject != "" {
		a.subject = []string{p.Subject}
	}
	if p.Resource == nil {
		return a
	}
	at, _ := strings.CutPrefix(p.Pointer, p.Resource.Pointer)
	at = strings.Trim(at, "/")
	if p.Field == "" {
		a.field = byNames(p.Resource.Node, at)
	}
	a.first = strings.Join(append([]string{field(p.Resource, at)}, named(cmp.Or(p.Was, p.Message))...), " ")
	return a
}

// AboutOutcome is what a rule speaks of.
func AboutOutcome(o *policy.Outcome) About {
	a := About{field: byNames(o.Resource.Node, o.At), subject: subjects(o)}
	if o.Resource.Row != nil {
		a.row = o.Resource.Row.Place
	}
	a.first = strings.Join(append([]string{field(o.Resource, o.At)}, a.subject...), " ")
	a.bare = bareField(o)
	if o.Words != nil {
		a = About{field: "text", subject: []string{o.Words.Node.Text}, first: "text: " + o.Words.Node.Text}
		a.bare = a.first
	}
	if a.bare == "" && o.Resource.Kind != "" {
		_, a.bare = o.Resource.WrittenAt(o.At)
	}
	if o.Resource.Kind == "" { // a document that is no definition has no full name
		document := o.Resource.File + " " + o.Resource.Pointer + " "
		a.first, a.bare = document+a.first, document+a.bare
		a.field = DocumentName(o.Resource.Node) + "/" + a.field
	}
	if o.Rule.Conftest != nil { // all that such a policy gives is its message
		a.subject = append(a.subject, quoted(o.Message)...)
	}
	return a
}

// bareField is the field of an outcome as the release of 0.2.0 knew it: fewer entries of lists go by what they name.
func bareField(o *policy.Outcome) string {
	var parts []string
	node := o.Resource.Node
	for token := range strings.SplitSeq(o.At, "/") {
		next, _ := node.Lookup(token)
		if i, err := strconv.Atoi(token); err == nil && node != nil && node.Kind == source.List && i < len(node.Items()) {
			for _, key := range naming[:6] {
				if v := node.Items()[i].Get(key); v != nil {
					token = v.Text
					break
				}
			}
		}
		parts, node = append(parts, token), next
	}
	return strings.Join(parts, "/")
}

// AboutIgnore is what is wrong with an ignore: the rules that it names, whatever its reason says.
func AboutIgnore(text string, rules []string, subject ...string) About {
	if len(subject) == 0 {
		subject = slices.Sorted(slices.Values(rules))
	}
	if len(subject) == 0 {
		subject = []string{text}
	}
	return About{field: "ignore", subject: subject, first: "ignore: " + text, bare: "ignore: " + text}
}

// InDocument is where a path in a document leads, by names: from the definition that it lies in, else with the name of
// the document.
func InDocument(node *source.Node, at string, steps []string, d *model.Definition) string {
	if d != nil {
		rest, within := strings.CutPrefix(strings.Join(append([]string{at}, steps...), "/")+"/", d.Pointer+"/")
		if within {
			return byNames(d.Node, strings.TrimSuffix(rest, "/"))
		}
	}
	return DocumentName(node) + "/" + byNames(node, strings.Join(steps, "/"))
}

// DocumentName is what tells a document from others in its file, as far as it says so.
func DocumentName(node *source.Node) string {
	var parts []string
	for _, n := range []*source.Node{
		node.Get("kind"), node.Get("id"), node.Get("name"), node.Get("metadata").Get("name"),
	} {
		if n != nil {
			parts = append(parts, brief(n.Text))
		}
	}
	return strings.Join(parts, " ")
}

// brief is a name as far as it is part of a place. One name of 64 KB may stand around thousands of mistakes, each of
// which would carry it: of a long one the beginning and the length stand for it.
func brief(name string) string {
	const enough = 80
	if len(name) <= enough {
		return name
	}
	return name[:enough] + "…" + strconv.Itoa(len(name))
}

// placeOf joins the steps of a place. Many of them are told apart as well by their digest.
func placeOf(steps []string) string {
	const enough = 400
	place := strings.Join(steps, "/")
	if len(place) > enough {
		return digest([]byte(place))
	}
	return place
}

// byNames is a field path in which entries of lists go by what they name, so that reordering does not matter. Those
// that name nothing are alike.
func byNames(node *source.Node, path string) string {
	var parts []string
	for token := range strings.SplitSeq(path, "/") {
		next, rest := node.Lookup(token)
		if len(rest) > 0 {
			next = nil
		}
		if node != nil && node.Kind == source.List && next != nil {
			token = entryLabel(next)
		}
		parts, node = append(parts, brief(token)), next
	}
	return placeOf(parts)
}

// naming are the fields by which entries of lists are known, the first that is there.
var naming = []string{
	"id", "kpi", "item", "objective", "keyResult", "team", "at", "month", "name", "start", "from",
}

// entryLabel is what an entry of a list is known by, "" for nothing.
func entryLabel(entry *source.Node) string {
	switch entry.Kind {
	case source.List:
		return ""
	case source.Map:
		for _, key := range naming {
			if v := entry.Get(key); v != nil {
				return v.Text
			}
		}
		if place := entry.Get("for"); place != nil {
			return RowLabel(place)
		}
	}
	return entry.Text
}

// RowLabel is what a row of `targets` is known by: where it holds, in the order of names.
func RowLabel(place *source.Node) string {
	var parts []string
	for _, f := range place.Fields() {
		values := []string{f.Value.Text}
		for _, item := range f.Value.Items() {
			values = append(values, item.Text)
		}
		slices.Sort(values)
		parts = append(parts, f.Key.Text+"="+strings.Trim(strings.Join(values, ","), ","))
	}
	slices.Sort(parts)
	return strings.Join(parts, " ")
}

// inQuotes finds what a message quotes, in whatever quotes.
var inQuotes = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile("`([^`\\s]+)`|\"([^\"\\s]+)\"|'([^'\\s]+)'")
})

// quoted are the names in a message.
func quoted(message string) []string {
	var all []string
	for _, m := range inQuotes().FindAllStringSubmatch(message, -1) {
		all = append(all, m[1]+m[2]+m[3])
	}
	return all
}

// KeysByName are the places of keys that stand twice, by names, for the places of those that count.
func KeysByName(docs []*source.Document, problems []source.Problem) map[source.Span]string {
	wanted := map[source.Span]string{}
	for i := range problems {
		if problems[i].Rule == source.DuplicateKey {
			wanted[problems[i].Related[0].Span] = ""
		}
	}
	if len(wanted) == 0 {
		return nil
	}
	seen := map[*source.Node]bool{}
	var steps []string
	var walk func(n *source.Node)
	walk = func(n *source.Node) {
		if seen[n] {
			return // an alias
		}
		seen[n] = true
		for _, item := range n.Items() {
			steps = append(steps, brief(entryLabel(item)))
			walk(item)
			steps = steps[:len(steps)-1]
		}
		for _, f := range n.Fields() {
			if _, ok := wanted[f.Key.Span()]; ok {
				wanted[f.Key.Span()] = placeOf(steps)
			}
			steps = append(steps, brief(f.Key.Text))
			walk(f.Value)
			steps = steps[:len(steps)-1]
		}
	}
	for _, d := range docs {
		steps = append(steps[:0], DocumentName(d.Root))
		walk(d.Root)
	}
	return wanted
}
