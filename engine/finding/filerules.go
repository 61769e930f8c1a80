package finding

import (
	"slices"
	"strings"
)

// FileCategory is the category of what the loader finds. It is always on.
const FileCategory = "definition-file"

// FileRules say what the rules of definition-file say, by id. They have no folder: the loader finds them.
var FileRules = map[string]string{
	"link-not-read":       "A symbolic link is not followed, so what it leads to is not checked",
	"lfs-pointer":         "The file is a pointer of Git LFS, and its content is not here",
	"submodule-missing":   "The content of a submodule is not here",
	"hidden":              "A definition that the trusted revision has is still there and is no longer read",
	"not-parsed":          "The file is not YAML or JSON, from here on",
	"unknown-field":       "The language has no such field",
	"wrong-type":          "A value of another form belongs here",
	"missing-field":       "A field that has to be there is not",
	"unknown-kind":        "The kind is not one that this kpilint knows",
	"unknown-version":     "The version of the language is not one that this kpilint knows",
	"duplicate-key":       "A key stands twice in one map",
	"duplicate-resource":  "Two definitions of one kind have the same full name",
	"bad-quantity":        "A quantity cannot be read, or must be above zero and is not",
	"duplicate-row":       "Two targets of one KPI hold at one place, and neither is more specific",
	"unknown-place":       "A row of `targets` names a dimension, or a value of one, that is not declared",
	"year-missing":        "A due date names a part of a year, and no year",
	"unknown-scope":       "A word that is not known stands where a scope or a period belongs",
	"bad-reference-form":  "A reference is not written as one",
	"table-contradiction": "Cells of a table contradict each other",
	"table-question":      "Cells of a table may contradict each other",
	"mapping-field":       "A mapping cannot give a field of a record",
	"mapping-column":      "A file lacks what its mapping reads",
	"too-large":           "A list or a chain of definitions is longer than kpilint reads",
}

// Hidden is the name of the rule whose findings nothing suppresses.
const Hidden = FileCategory + "/hidden"

// unread are the rules of definition-file about what is not read at all, however it is changed.
var unread = []string{
	"not-parsed", "unknown-kind", "unknown-version", "duplicate-resource", "too-large", "hidden", "link-not-read",
	"lfs-pointer", "submodule-missing",
}

// IsUnread reports whether a rule says that a file or a document was not read, so that nobody knows what is in it.
func IsUnread(rule string) bool {
	id, ours := strings.CutPrefix(rule, FileCategory+"/")
	return ours && slices.Contains(unread, id)
}

// Unread reports whether a finding says so: a document without `kind` is not read either.
func (f *Finding) Unread() bool {
	return IsUnread(f.Name()) || f.Name() == FileCategory+"/missing-field" && f.Resource.ID == ""
}

// OfFiles reports whether a selector names a rule of definition-file.
func OfFiles(selector string) bool {
	return selector == FileCategory || strings.HasPrefix(selector, FileCategory+"/") || FileRules[selector] != ""
}
