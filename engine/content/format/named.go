package format

import (
	"slices"

	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// unread are the endings of documents for people that no reader takes, and what is to be said of each.
var unread = map[string]wording.Text{
	"doc": wording.MetOldWord, "rtf": wording.MetRichText, "pdf": wording.MetPdf, "pages": wording.MetPages,
	"numbers": wording.MetNumbers, "xls": wording.MetOldExcel, "rst": wording.MetRst, "adoc": wording.MetAsciidoc,
	"ppt": wording.MetSlides, "pptx": wording.MetSlides, "odp": wording.MetOdp, "toml": wording.MetToml,
}

// Met says of a file for people that lies in a folder why it is not read there; "" of other files. Those that can be
// read are read where somebody names them: a folder may hold very many that ask for nothing.
func Met(name string) string {
	e := extension(name)
	for _, r := range readers {
		if slices.Contains(r.extensions, e) && source.LanguageOf(name) == source.NoLanguage {
			return wording.IsReadWhereNamed(r.what())
		}
	}
	if says := unread[e]; says != nil {
		return says()
	}
	return ""
}
