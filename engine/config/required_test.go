package config

import (
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/calendar"
)

func TestRequired(t *testing.T) {
	tests := []struct {
		required, version string
		want              string // part of the error; "": none
	}{
		{`">= 0.3"`, "0.3.0", ""},
		{`">= 0.3"`, "1.0.0", ""},
		{`">= 0.3"`, "0.2.0", "c.yaml:3:11: this configuration requires kpilint >= 0.3, and this is 0.2.0: install one"},
		{`">= 0.3"`, "0.3.0-rc.1", "requires kpilint >= 0.3, and this is 0.3.0-rc.1"},
		{`">= 0.3.0-rc.1"`, "0.3.0-rc.1", ""},
		{`"^0.2, != 0.2.1"`, "0.2.0", ""},
		{`"^0.2, != 0.2.1"`, "0.2.1", "requires kpilint ^0.2, != 0.2.1, and this is 0.2.1"},
		{`"< 0.2"`, "0.2.0", "requires kpilint < 0.2, and this is 0.2.0"},
		{`0.2`, "0.2.5", ""},
		{`">= 99"`, "", ""}, // a build without a version
		{`newest`, "0.2.0", "c.yaml:3:11: `newest` is not a range of versions: write for example >= 0.2.0"},
		{`newest`, "", "`newest` is not a range of versions"},
		{`""`, "0.2.0", "`` is not a range of versions"},
		{`[">= 0.3"]`, "0.2.0", "c.yaml:3:11: `required`"},

		// a configuration for another version may hold what this one does not know
		{"\">= 0.3\"\nlater: 1", "0.2.0", "c.yaml:3:11: this configuration requires kpilint >= 0.3"},
		{"\">= 0.2\"\nlater: 1", "0.2.0", "c.yaml:4:1: unknown field `later`"},
		{"\">= 0.3\"\nlater: 1", "", "c.yaml:4:1: unknown field `later`"},
		{"newest\nlater: 1", "0.2.0", "c.yaml:4:1: unknown field `later`"},
	}
	for _, test := range tests {
		data := "apiVersion: kpilint/v1\nkind: Config\nrequired: " + test.required + "\n"
		_, err := ParseSettings("c.yaml", []byte(data), test.version)
		switch {
		case err == nil && test.want != "":
			t.Errorf("required: %s with %q: no error, want %s", test.required, test.version, test.want)
		case err != nil && (test.want == "" || !strings.Contains(err.Error(), test.want)):
			t.Errorf("required: %s with %q: %v, want %q", test.required, test.version, err, test.want)
		case err != nil && strings.Contains(test.want, "requires") && strings.Contains(err.Error(), "\n"):
			t.Errorf("required: %s with %q: more than one error: %v", test.required, test.version, err)
		}
	}
}

// TestRequiredUnchecked holds that a build without a version says that it checks no requirement.
func TestRequiredUnchecked(t *testing.T) {
	s, err := ParseSettings("c.yaml", []byte("apiVersion: kpilint/v1\nkind: Config\nrequired: '>= 99'\n"), "")
	if err != nil {
		t.Fatal(err)
	}
	for version, want := range map[string]string{
		"":       "c.yaml:3:11: this build of kpilint has no version, so `required: >= 99` is not checked",
		"99.0.0": "",
	} {
		r, err := Load(nil, s, calendar.Date{}, version, nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Join(r.Notices(), "\n"); got != want {
			t.Errorf("version %q: notices %q, want %q", version, got, want)
		}
	}
}
