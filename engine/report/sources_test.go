package report

import (
	"slices"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/source"
)

// TestAhead holds that lines cut out ahead are those of the files, whatever order findings are shown in, and that a
// few files alone are left as they are.
func TestAhead(t *testing.T) {
	files := map[string][]byte{
		"a.yaml": []byte("\ufeffone\r\ntwo\rthree\n"), "b.yaml": []byte("four\n\nsix"), "c.yaml": nil,
	}
	var found []*engine.Finding
	for _, line := range []int{3, 1, 2, 9} {
		for _, file := range []string{"c.yaml", "a.yaml", "gone.yaml", "b.yaml"} {
			found = append(found, &engine.Finding{Location: source.Location{File: file, Span: source.Span{Line: line}}})
		}
	}
	shown := func(most int) (all []string, cut int) {
		s := sourcesOf(&engine.Report{Sources: files})
		s.most = most
		s.ahead(slices.Values(found))
		for _, f := range found {
			lines, n := s.line(f.Location.File, f.Location.Line)
			if lines == nil {
				all = append(all, "not at hand")
				continue
			}
			all = append(all, string(lines.Line(n)))
		}
		return all, len(s.cut)
	}
	want, cut := shown(manySources)
	if cut > 0 {
		t.Errorf("%d lines of a few files were cut out", cut)
	}
	if text := strings.Join(want, ","); !strings.Contains(text, "three") || strings.Contains(text, "\ufeff") {
		t.Errorf("lines of the files: %s", text)
	}
	got, cut := shown(1)
	if !slices.Equal(got, want) || cut == 0 {
		t.Errorf("%d lines cut out ahead:\n%q, want\n%q", cut, got, want)
	}
}
