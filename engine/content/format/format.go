// Package format knows which reader takes a file.
package format

import (
	"fmt"
	"path"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/csv"
	"github.com/kpilint/kpilint/engine/content/docx"
	"github.com/kpilint/kpilint/engine/content/html"
	"github.com/kpilint/kpilint/engine/content/markdown"
	"github.com/kpilint/kpilint/engine/content/odf"
	"github.com/kpilint/kpilint/engine/content/plain"
	"github.com/kpilint/kpilint/engine/content/xlsx"
)

// readers are by the extensions of the files that they take.
var readers = map[string]func(name string, data []byte) (*content.File, error){
	".csv": csv.Read, ".tsv": csv.Read, ".tab": csv.Read,
	".html": html.Read, ".htm": html.Read, ".jsonld": html.Read,
	".odt": odf.Read, ".ods": odf.Read,
	".txt": plain.Read, ".text": plain.Read,
	".md": markdown.Read, ".markdown": markdown.Read,
	".docx": docx.Read, ".docm": docx.Read,
	".xlsx": xlsx.Read, ".xlsm": xlsx.Read,
}

// Read reads a document or a workbook. An error is a sentence that says what the file is, and what to do.
func Read(name string, data []byte) (*content.File, error) {
	extension := strings.ToLower(path.Ext(name))
	read, ok := readers[extension]
	if !ok {
		return nil, fmt.Errorf("files with the extension %q are not read", extension)
	}
	return read(name, data)
}
