package config

import (
	"fmt"
	"strings"
	"testing"
)

// TestManyUnfit holds that very many settings that fit nothing cost little, and are not all told.
func TestManyUnfit(t *testing.T) {
	var b strings.Builder
	b.WriteString("apiVersion: kpilint/v1\nkind: Config\nexclude:\n")
	for i := range 20_000 {
		fmt.Fprintf(&b, "  - none-%d/x\n", i)
	}
	for i := range 900 {
		fmt.Fprintf(&b, "  - '*%d'\n", i)
	}
	b.WriteString("overrides:\n")
	for i := range 900 {
		fmt.Fprintf(&b, "  - {resources: ['x/*%d', 'y%d'], rules: {definition/*: info}}\n", i, i)
	}
	s, err := ParseSettings(".kpilint.yaml", []byte(b.String()), "")
	if err != nil {
		t.Fatal(err)
	}
	met := make([]string, 20_000)
	for i := range met {
		met[i] = fmt.Sprintf("folder-%d/file.yaml", i)
	}
	wrong, said := s.Unfit(Workspace{Met: met, IsFolder: func(string) bool { return false }})
	if n := len(wrong) + len(said); n > maxUnfit+1 || n < 2 {
		t.Errorf("%d settings are told", n)
	}
	last := said[len(said)-1].Error()
	if !strings.Contains(last, "too many settings to compare") {
		t.Errorf("the last says %s", last)
	}
}
