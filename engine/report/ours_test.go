package report

import (
	"bytes"
	"os"
	"testing"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/chart"
)

// TestOurs holds that every report is known again as one, also an empty one, and that what people write is not.
func TestOurs(t *testing.T) {
	full := acme(t)
	for _, name := range Formats() {
		for what, r := range map[string]*engine.Report{"a report": full, "an empty report": {}} {
			var b bytes.Buffer
			if err := writers[name].write(&b, r, Options{Version: "1"}); err != nil {
				t.Fatal(err)
			}
			if data := b.Bytes(); !Ours(data[:min(len(data), 1<<16)]) {
				t.Errorf("%s as %s is not known again: %.200s", what, name, data)
			}
		}
	}
	for _, format := range GraphFormats() {
		for what, o := range map[string]chart.Options{"a map": {}, "a folded map": {FoldAbove: 1}} {
			var b bytes.Buffer
			if err := Graph(&b, Flow(full), format, o); err != nil {
				t.Fatal(err)
			}
			if data := b.Bytes(); !Ours(data[:min(len(data), 1<<16)]) {
				t.Errorf("%s as %s is not known again: %.200q", what, format, data)
			}
		}
	}
	for _, name := range []string{"../../README.md", "../../go.mod", "../../testdata/acme/sales.yaml", "../../docs/formats.md", "report.go",
		"../../action.yml", "../../docs/rules.md", "../../CHANGELOG.md"} {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if Ours(data) {
			t.Errorf("%s counts as a report", name)
		}
	}
}
