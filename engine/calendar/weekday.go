package calendar

import (
	"fmt"
	"strings"
	"time"

	"github.com/agnivade/levenshtein"
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
	if near := nearest(word, weekdayForms()); near != "" {
		return 0, fmt.Errorf("%q is no weekday: did you mean %s?", s, near)
	}
	return 0, fmt.Errorf("%q is no weekday: write mon, tue, wed, thu, fri, sat or sun", s)
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

// nearest is the first of the names with the fewest letters to change, or "" when all are too far:
// more than one letter away, or two in words of six letters and more.
func nearest(word string, names []string) string {
	best, limit := "", 1
	if len(word) >= 6 {
		limit = 2
	}
	for _, name := range names {
		distance := levenshtein.ComputeDistance(word, name)
		if distance <= limit {
			best, limit = name, distance-1
		}
	}
	return best
}
