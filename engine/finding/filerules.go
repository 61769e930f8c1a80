package finding

import (
	"github.com/kpilint/kpilint/engine/wording"
	"slices"
	"strings"
)

// FileCategory is the category of what the loader finds. It is always on.
const FileCategory = "definition-file"

// FileRules say what the rules of definition-file say, by id. They have no folder: the loader finds them.
var FileRules = map[string]wording.Text{
	"link-not-read":       wording.FileLinkNotRead,
	"lfs-pointer":         wording.FileLfsPointer,
	"submodule-missing":   wording.FileSubmoduleMissing,
	"hidden":              wording.FileHidden,
	"not-parsed":          wording.FileNotParsed,
	"unknown-field":       wording.FileUnknownField,
	"wrong-type":          wording.FileWrongType,
	"missing-field":       wording.FileMissingField,
	"unknown-kind":        wording.FileUnknownKind,
	"unknown-version":     wording.FileUnknownVersion,
	"duplicate-key":       wording.FileDuplicateKey,
	"duplicate-resource":  wording.FileDuplicateResource,
	"bad-quantity":        wording.FileBadQuantity,
	"duplicate-row":       wording.FileDuplicateRow,
	"unknown-place":       wording.FileUnknownPlace,
	"year-missing":        wording.FileYearMissing,
	"unknown-scope":       wording.FileUnknownScope,
	"bad-reference-form":  wording.FileBadReferenceForm,
	"table-contradiction": wording.FileTableContradiction,
	"table-question":      wording.FileTableQuestion,
	"text-contradiction":  wording.FileTextContradiction,
	"text-question":       wording.FileTextQuestion,
	"mapping-field":       wording.FileMappingField,
	"mapping-column":      wording.FileMappingColumn,
	"too-large":           wording.FileTooLarge,
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
	return selector == FileCategory || strings.HasPrefix(selector, FileCategory+"/") || FileRules[selector] != nil
}
