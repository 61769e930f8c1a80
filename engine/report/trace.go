package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/wording"
)

// Trace writes what each part of a rule gave on a definition: a line a part with its place in the rule, indented as deep as it stands in another.
func Trace(w io.Writer, rule *policy.Rule, r *model.Resource, steps []policy.Step) error {
	b := bufio.NewWriter(w)
	fmt.Fprint(b, wording.OnThe(rule.Name(), r.Kind, Safe(r.Name))+"\n\n")
	if len(steps) == 0 {
		fmt.Fprint(b, wording.NoPartOfTheRule()+"\n")
	}
	width := 0
	for _, s := range steps {
		width = max(width, len(placeOf(s)))
	}
	for _, s := range steps {
		fmt.Fprintf(b, "%-*s  %s%s", width, placeOf(s), strings.Repeat("  ", s.Depth), Safe(s.Text))
		if s.Value != "" {
			fmt.Fprintf(b, "  →  %s", Safe(s.Value))
		}
		b.WriteByte('\n')
	}
	return b.Flush()
}

func placeOf(s policy.Step) string {
	return Safe(s.Start())
}
