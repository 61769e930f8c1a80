// Package report writes a report in the formats that people and programs read: one file a format.
package report

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine"
)

// Options say how a report is written.
type Options struct {
	Color   bool
	Quiet   bool // findings only, no closing line
	Verbose bool // also what is excepted, how much each rule looked at, and what nobody read
	Version string
}

// Writer writes a report in one format.
type Writer func(w io.Writer, r *engine.Report, o Options) error

var writers = map[string]Writer{"text": Text, "json": JSON}

// Formats lists the names of the formats.
func Formats() []string { return slices.Sorted(maps.Keys(writers)) }

// ForFormat returns the writer of a format; the error names those there are.
func ForFormat(name string) (Writer, error) {
	if w := writers[name]; w != nil {
		return w, nil
	}
	return nil, fmt.Errorf("unknown format %q: it may be %s", name, strings.Join(Formats(), ", "))
}
