package finding

import (
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
)

// field is, for the first fingerprints, a field path in which entries of lists go by what they name, so that
// reordering does not matter.
func field(r *model.Resource, path string) string {
	var parts []string
	node := r.Node
	for token := range strings.SplitSeq(path, "/") {
		next, _ := node.Lookup(token)
		if i, err := strconv.Atoi(token); err == nil && node != nil && node.Kind == source.List && i < len(node.Items()) {
			token = entryName(node.Items()[i], token)
		}
		parts, node = append(parts, token), next
	}
	return strings.Join(parts, "/")
}

func entryName(entry *source.Node, index string) string {
	if entry.Kind == source.String {
		return entry.Text
	}
	for _, key := range []string{"id", "kpi", "item", "objective", "keyResult", "team", "at", "month"} {
		if v := entry.Get(key); v != nil {
			return v.Text
		}
	}
	return index
}

// isName reports the name of a definition, an item or a field: it changes with what is meant, not with the numbers
// around it.
func isName(text string) bool {
	for i, c := range text {
		letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || (c < '0' || c > '9') && !strings.ContainsRune("-/_", c)) {
			return false
		}
	}
	return text != ""
}

// subjects tell findings of one rule at one field apart, such as two items of which one target needs too much:
// those of its values that are names.
func subjects(o *policy.Outcome) []string {
	var all []string
	for _, v := range o.Values {
		if isName(v.Text) {
			all = append(all, v.Name+"="+v.Text)
		}
	}
	return all
}

// named are, for the first fingerprints, the names that a message about a file quotes, before what it proposes:
// that depends on other definitions.
func named(message string) []string {
	var all []string
	message, _, _ = strings.Cut(message, "did you mean")
	for i, part := range strings.Split(message, "`") {
		if i%2 == 1 && isName(part) {
			all = append(all, part)
		}
	}
	return all
}
