package quantity

import (
	"strconv"
	"strings"
	"time"

	"github.com/kpilint/kpilint/engine/wording"
)

// Period is a day, or a period of the calendar, as it stands after "by" in a quantity.
type Period struct {
	Last string // its last day, 2026-06-30; "" where no year is written
	Name string // as the calendar calls it: 2026-Q2, 2026-06, 2026, or Q2 where no year is written; "" of a day
}

// ParsePeriod reads a day or a period: 2026-06-30, 2026, 2026-Q2, Q2 2026, June 2026, end of June 2026. The error is an
// [*Error].
func ParsePeriod(text string) (Period, error) {
	p := parser{scanner: scanner{text: text}}
	if err := p.check(); err != nil {
		return Period{}, err
	}
	p.space()
	p.takes("by")
	p.space()
	start := p.pos
	if days, n := otherDates(text[start:]); n > 0 {
		return Period{}, wrong(start, start+n,
			wording.IsNotWrittenAsA(strconv.Quote(text[start:start+n]), strings.Join(days, `" or "`)))
	}
	read, err := p.period()
	if err != nil {
		return Period{}, err
	}
	p.space()
	if !p.done() || read.last.IsZero() && !read.yearless {
		return Period{}, wrong(start, len(text), wording.IsNotADayOr(strconv.Quote(text[start:])))
	}
	if read.yearless {
		return Period{Name: read.name}, nil
	}
	return Period{Last: read.last.Format(time.DateOnly), Name: read.name}, nil
}
