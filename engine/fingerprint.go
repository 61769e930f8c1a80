package engine

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
)

// An about is what a finding is about, beside its rule, its definition and its outcome.
type about struct {
	field   string   // entries of lists go by what they name; where there is no definition it begins with the document
	subject []string // what tells it from others at this field
	first   string   // what stood for both in the first fingerprints
	bare    string   // what did so before they told subjects apart
}

// identify gives every finding its fingerprint, and those under which earlier versions and earlier names of its rule
// knew it. It forgets what findings are about, which nobody else asks for.
func (e *Engine) identify(all []Finding) {
	first, bare := map[string]int{}, map[string]int{}
	for i := range all {
		f := &all[i]
		names := e.ruleOf(f).Names()
		f.Formerly = f.early(names, f.about.first, first)
		for _, print := range f.early(names, f.about.bare, bare) {
			if !slices.Contains(f.Formerly, print) {
				f.Formerly = append(f.Formerly, print)
			}
		}
	}
	equal := map[string]int{}
	for _, i := range standing(all) {
		f := &all[i]
		e.present(f, equal)
		f.about = about{}
	}
}

// present gives a finding the fingerprint of today, by the first name of its rule; seen counts the equal ones.
func (e *Engine) present(f *Finding, seen map[string]int) {
	rule := e.ruleOf(f)
	own := f.fingerprint(identityOf(rule, rule.Identity()))
	seen[own]++
	f.Fingerprint = own + numbered(seen[own])
	for _, name := range rule.Names()[1:] {
		if other := f.fingerprint(identityOf(rule, name)); other != own {
			f.Formerly = append(f.Formerly, other+numbered(seen[own]))
		}
	}
}

// early are fingerprints as kpilint 0.2.0 made them, for each name of the rule; seen counts the equal ones.
func (f *Finding) early(names []string, at string, seen map[string]int) []string {
	own := f.firstFingerprint(names[0], at)
	seen[own]++
	all := []string{own + numbered(seen[own])}
	for _, name := range names[1:] {
		all = append(all, f.firstFingerprint(name, at)+numbered(seen[own]))
	}
	return all
}

// standing are the places of findings, those first that nothing in their files covers. Findings that nothing tells
// apart are counted, so one that is silenced does not take the place of one that counts.
func standing(all []Finding) []int {
	var covered, order []int
	for i := range all {
		if all[i].Suppressed != nil {
			covered = append(covered, i)
			continue
		}
		order = append(order, i)
	}
	return append(order, covered...)
}

// numbered is what is put after the fingerprint of the nth of equal findings. Which of them that is does not matter.
func numbered(n int) string {
	if n < 2 {
		return ""
	}
	return "-" + strconv.Itoa(n)
}

// identityOf is what stands for a rule under one of its names: its id, which is its own in whatever category. Conftest
// packs may have the same ids, and what the loader finds has no folder: those keep their category.
func identityOf(rule *policy.Rule, name string) string {
	if rule.Conftest != nil || rule.Category == fileCategory {
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
	parts := []string{"kpilint/v2", rule, string(f.Outcome), f.Resource.Kind, f.Resource.ID, file, f.about.field}
	for _, part := range append(parts, f.about.subject...) {
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

// knownBy reports whether one of the fingerprints is, or was, that of the finding.
func (f *Finding) knownBy(fingerprints map[string]bool) bool {
	known := func(one string) bool { return fingerprints[one] }
	return known(f.Fingerprint) || slices.ContainsFunc(f.Formerly, known)
}

// First is the fingerprint that kpilint 0.2.0 gave the finding; one that was made otherwise has its own only.
func (f *Finding) First() string {
	if len(f.Formerly) == 0 {
		return f.Fingerprint
	}
	return f.Formerly[0]
}

// aboutProblem is what a problem of a file is about.
func aboutProblem(p *model.Problem) about {
	a := about{field: p.Field, first: p.Pointer, bare: p.Pointer}
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
	a.first = strings.Join(append([]string{field(p.Resource, at)}, named(p.Message)...), " ")
	return a
}

// aboutOutcome is what a rule speaks of.
func aboutOutcome(o *policy.Outcome) about {
	a := about{field: byNames(o.Resource.Node, o.At), subject: subjects(o)}
	a.first = strings.Join(append([]string{field(o.Resource, o.At)}, a.subject...), " ")
	a.bare = bareField(o)
	if o.Words != nil {
		a = about{field: "text", subject: []string{o.Words.Node.Text}, first: "text: " + o.Words.Node.Text}
		a.bare = a.first
	}
	if a.bare == "" && o.Resource.Kind != "" {
		_, a.bare = o.Resource.Written(o.At)
	}
	if o.Resource.Kind == "" { // a document that is no definition has no full name
		document := o.Resource.File + " " + o.Resource.Pointer + " "
		a.first, a.bare = document+a.first, document+a.bare
		a.field = documentName(o.Resource.Node) + "/" + a.field
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
		if i, err := strconv.Atoi(token); err == nil && node != nil && node.Kind == source.List && i < len(node.Items) {
			for _, key := range naming[:6] {
				if v := node.Items[i].Get(key); v != nil {
					token = v.Text
					break
				}
			}
		}
		parts, node = append(parts, token), next
	}
	return strings.Join(parts, "/")
}

// aboutIgnore is what is wrong with an ignore: the rules that it names, whatever its reason says.
func aboutIgnore(i *ignore, subject ...string) about {
	if len(subject) == 0 {
		subject = slices.Sorted(slices.Values(i.rules))
	}
	if len(subject) == 0 {
		subject = []string{i.text}
	}
	return about{field: "ignore", subject: subject, first: "ignore: " + i.text, bare: "ignore: " + i.text}
}

// inDocument is where a path in a document leads, by names: from the definition that it lies in, else with the name of
// the document.
func inDocument(node *source.Node, at string, steps []string, r *model.Resource) string {
	if r != nil {
		rest, within := strings.CutPrefix(strings.Join(append([]string{at}, steps...), "/")+"/", r.Pointer+"/")
		if within {
			return byNames(r.Node, strings.TrimSuffix(rest, "/"))
		}
	}
	return documentName(node) + "/" + byNames(node, strings.Join(steps, "/"))
}

// documentName is what tells a document from others in its file, as far as it says so.
func documentName(node *source.Node) string {
	var parts []string
	for _, n := range []*source.Node{
		node.Get("kind"), node.Get("id"), node.Get("name"), node.Get("metadata").Get("name"),
	} {
		if n != nil {
			parts = append(parts, n.Text)
		}
	}
	return strings.Join(parts, " ")
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
		parts, node = append(parts, token), next
	}
	return strings.Join(parts, "/")
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
	}
	return entry.Text
}

// inQuotes finds what a message quotes, in whatever quotes.
var inQuotes = regexp.MustCompile("`([^`\\s]+)`|\"([^\"\\s]+)\"|'([^'\\s]+)'")

// quoted are the names in a message.
func quoted(message string) []string {
	var all []string
	for _, m := range inQuotes.FindAllStringSubmatch(message, -1) {
		all = append(all, m[1]+m[2]+m[3])
	}
	return all
}

// keysByName are the places of keys that stand twice, by names, for the places of those that count.
func keysByName(docs []*source.Document, problems []source.Problem) map[source.Span]string {
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
		for _, item := range n.Items {
			steps = append(steps, entryLabel(item))
			walk(item)
			steps = steps[:len(steps)-1]
		}
		for _, f := range n.Fields {
			if _, ok := wanted[f.Key.Span]; ok {
				wanted[f.Key.Span] = strings.Join(steps, "/")
			}
			steps = append(steps, f.Key.Text)
			walk(f.Value)
			steps = steps[:len(steps)-1]
		}
	}
	for _, d := range docs {
		steps = append(steps[:0], documentName(d.Root))
		walk(d.Root)
	}
	return wanted
}
