package calendar

import (
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/wording"
)

// weekdayNames are the days of the week by time.Weekday, Sunday first.
var weekdayNames = [7]string{"sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"}

// ParseWeekday reads the English name of a day or its beginning of three letters or more
// (mon, tues, friday), in any case. The error names the nearest day.
func ParseWeekday(s string) (time.Weekday, error) {
	word := strings.ToLower(s)
	for day, name := range weekdayNames {
		if len(word) >= 3 && strings.HasPrefix(name, word) {
			return time.Weekday(day), nil
		}
	}
	if near := nearest.Word(word, weekdayForms(), nearest.Few); near != "" {
		return 0, errors.New(wording.IsNoWeekdayDidYou(strconv.Quote(s), near))
	}
	return 0, errors.New(wording.IsNoWeekdayWriteMon(strconv.Quote(s)))
}

// weekdayForms are the short and the long names, Monday first.
func weekdayForms() []string {
	var forms []string
	for i := range 7 {
		name := weekdayNames[(i+1)%7]
		forms = append(forms, name[:3], name)
	}
	return forms
}
