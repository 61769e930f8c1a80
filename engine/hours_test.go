package engine_test

import (
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// TestHours holds that opening hours that cannot be read are reported at the part that is wrong.
func TestHours(t *testing.T) {
	text := `apiVersion: kpilint/v1
kind: Service
id: phone
hours: mon-fri 8-18
promise: {share: 80%, within: 20 s, hours: "mon-fry 08:00-18:00"}
`
	found := map[[2]int]string{}
	for _, f := range lint(t, fstest.MapFS{"a.yaml": {Data: []byte(text)}}, nil).Findings {
		if f.Name() == "definition-file/wrong-type" {
			found[[2]int{f.Location.Line, f.Location.Column}] = f.Message
		}
	}
	want := map[[2]int]string{
		{4, 16}: `"8" is not a time: write HH:MM, such as 08:00`,
		{5, 49}: `"fry" is not a weekday: did you mean fri?`,
	}
	if diff := cmp.Diff(want, found); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
