package main

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/report"
)

// The forms of --profile.
const (
	profileTable = "table"
	profileJSON  = "json"
)

// mostProfiled is how many rules the table shows.
const mostProfiled = 20

func (f *lintFlags) profiles(s *pflag.FlagSet) {
	s.StringVar(&f.profile, "profile", "", "say on standard error how long each stage and rule took, in this `form`: "+
		"a table, or JSON with --profile=json; nothing is taken from earlier runs")
	s.Lookup("profile").NoOptDefVal = profileTable
}

// measure starts the clock of --profile.
func (f *lintFlags) measure() error {
	switch f.profile {
	case "":
		return nil
	case profileTable, profileJSON:
		begun := time.Now()
		f.clock = func() time.Duration { return time.Since(begun) }
		return nil
	}
	return fmt.Errorf("--profile: unknown form %q: it may be table or json", f.profile)
}

// writeProfile writes what a run took, in a form; nothing for "".
func writeProfile(w io.Writer, form string, p *engine.Profile) error {
	switch form {
	case "":
		return nil
	case profileJSON:
		return report.Encode(w, p)
	}
	var b strings.Builder
	var whole time.Duration
	for _, s := range p.Stages {
		whole += s.Took
	}
	b.WriteString("     time  share  stage\n")
	for _, s := range p.Stages {
		spent(&b, s.Took, whole, s.Name)
	}
	spent(&b, whole, whole, "all stages")
	var rules time.Duration
	for _, s := range p.Rules {
		rules += s.Took
	}
	b.WriteString("\n     time  share  rule, and how often it ran\n")
	for i, s := range p.Rules {
		if i == mostProfiled {
			var rest time.Duration
			for _, s := range p.Rules[i:] {
				rest += s.Took
			}
			spent(&b, rest, rules, fmt.Sprintf("%d more rules", len(p.Rules)-i))
			break
		}
		spent(&b, s.Took, rules, fmt.Sprintf("%s, %d", s.Name, s.Runs))
	}
	spent(&b, rules, rules, "all rules, on all processors")
	_, err := io.WriteString(w, b.String())
	return err
}

// spent writes a line of the table: 12.3 ms, 45 %, and what it is about.
func spent(b *strings.Builder, took, of time.Duration, what string) {
	share := 0.0
	if of > 0 {
		share = 100 * float64(took) / float64(of)
	}
	fmt.Fprintf(b, "%6.1f ms  %3.0f %%  %s\n", float64(took)/float64(time.Millisecond), share, what)
}
