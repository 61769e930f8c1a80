package calendar

// Span is a run of days; From and To both belong to it. It is empty when To is before From
// or when either is not a date.
type Span struct{ From, To Date }

// IsEmpty reports whether s holds no day.
func (s Span) IsEmpty() bool {
	return s.From.IsZero() || s.To.IsZero() || s.To.Before(s.From)
}

// Overlaps reports whether the two spans share a day. An empty span overlaps nothing.
func (s Span) Overlaps(o Span) bool {
	return !s.IsEmpty() && !o.IsEmpty() && !s.To.Before(o.From) && !o.To.Before(s.From)
}

// Contains reports whether d is a day of s.
func (s Span) Contains(d Date) bool {
	return !s.IsEmpty() && !d.Before(s.From) && !d.After(s.To)
}

// Days is the number of days in s, both ends counted.
func (s Span) Days() int {
	if s.IsEmpty() {
		return 0
	}
	return s.To.DaysSince(s.From) + 1
}

// Months is the number of whole months from the first day of s; exact says that no days are left over.
// A quarter has exactly 3, and so has 6 April to 5 July.
func (s Span) Months() (n int, exact bool) {
	if s.IsEmpty() {
		return 0, true
	}
	end := s.To.AddDays(1)
	n = (end.Year-s.From.Year)*12 + int(end.Month-s.From.Month)
	if s.From.AddMonths(n).After(end) {
		n--
	}
	return n, s.From.AddMonths(n) == end
}

// String writes the span as FROM..TO.
func (s Span) String() string { return s.From.String() + ".." + s.To.String() }
