package calendar

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"time"
)

const (
	minutesPerDay  = 24 * 60
	minutesPerWeek = 7 * minutesPerDay
)

// Hours are the opening hours of a week. The zero Hours are never open.
type Hours struct {
	days [7]shifts // Monday first; sorted, and joined where they meet
}

// shift is opening time in minutes of the day on which it opens: 0 to 1439, and an end after the start, which is
// beyond 1440 where the shift runs into the next day. No shift is longer than a day.
type shift struct{ from, to int }

type shifts []shift

// always are the hours of 24/7.
func always() Hours {
	var h Hours
	for day := range h.days {
		h.days[day] = shifts{{0, minutesPerDay}}
	}
	return h
}

// add puts a shift into the day and keeps it tidy.
func (s shifts) add(new shift) shifts {
	s = append(slices.Clone(s), new)
	slices.SortFunc(s, shift.compare)
	tidy := s[:1]
	for _, next := range s[1:] {
		last := &tidy[len(tidy)-1]
		if joined, ok := last.join(next); ok {
			*last = joined
			continue
		}
		tidy = append(tidy, next)
	}
	return tidy
}

func (s shift) compare(o shift) int {
	return cmp.Or(cmp.Compare(s.from, o.from), cmp.Compare(s.to, o.to))
}

// join makes one shift of two that meet, the second of which starts no earlier. Two that together are longer
// than what can be written as one, 24 hours from midnight or less than 24 hours, stay two.
func (s shift) join(o shift) (shift, bool) {
	whole := shift{s.from, max(s.to, o.to)}
	length := whole.to - whole.from
	writable := length < minutesPerDay || whole == shift{0, minutesPerDay}
	return whole, o.from <= s.to && writable
}

// Equal reports whether the two are open at the same times, however that is written: a night shift may be one
// shift or two that meet at midnight.
func (h Hours) Equal(o Hours) bool { return slices.Equal(h.week(), o.week()) }

// IsZero reports whether h is never open.
func (h Hours) IsZero() bool { return h.DaysOpen() == 0 }

// week lays the shifts out as runs of open minutes from Monday 00:00, sorted, apart, and inside the week:
// what runs over the end of Sunday is open on Monday morning.
func (h Hours) week() shifts {
	var runs shifts
	for day, open := range h.days {
		for _, s := range open {
			from, to := s.from+day*minutesPerDay, s.to+day*minutesPerDay
			runs = append(runs, shift{from, min(to, minutesPerWeek)})
			if to > minutesPerWeek {
				runs = append(runs, shift{0, to - minutesPerWeek})
			}
		}
	}
	slices.SortFunc(runs, shift.compare)
	return runs.merge()
}

// merge makes one run of those that meet.
func (s shifts) merge() shifts {
	var merged shifts
	for _, next := range s {
		if n := len(merged); n > 0 && next.from <= merged[n-1].to {
			merged[n-1].to = max(merged[n-1].to, next.to)
			continue
		}
		merged = append(merged, next)
	}
	return merged
}

// MinutesPerWeek is how long the week is open, in minutes; what overlaps counts once.
func (h Hours) MinutesPerWeek() int {
	n := 0
	for _, run := range h.week() {
		n += run.to - run.from
	}
	return n
}

// Contains reports whether h is open whenever o is.
func (h Hours) Contains(o Hours) bool {
	open := h.week()
	for _, wanted := range o.week() {
		within := func(run shift) bool { return run.from <= wanted.from && wanted.to <= run.to }
		if !slices.ContainsFunc(open, within) {
			return false
		}
	}
	return true
}

// Without is when h is open and o is not, each day by itself: mon-fri 08:00-20:00 without mon-fri 08:00-18:00 is mon-fri
// 18:00-20:00.
func (h Hours) Without(o Hours) Hours {
	var rest Hours
	closed := o.week()
	for _, run := range h.week() {
		for _, left := range run.without(closed) {
			rest.open(left)
		}
	}
	return rest
}

// without is what is left of a run when others, which are sorted and apart, are taken out.
func (s shift) without(others shifts) (left shifts) {
	for _, o := range others {
		if o.to <= s.from || s.to <= o.from {
			continue
		}
		if s.from < o.from {
			left = append(left, shift{s.from, o.from})
		}
		s.from = o.to
	}
	if s.from < s.to {
		left = append(left, s)
	}
	return left
}

// open adds a run of the week, cut at every midnight.
func (h *Hours) open(run shift) {
	for from := run.from; from < run.to; {
		day := from / minutesPerDay
		midnight := (day + 1) * minutesPerDay
		to := min(run.to, midnight)
		h.days[day] = h.days[day].add(shift{from - day*minutesPerDay, to - day*minutesPerDay})
		from = to
	}
}

// DaysOpen is the number of days of the week on which h opens. A shift over midnight belongs to the day
// on which it opens: mon-fri 22:00-06:00 opens on 5 days.
func (h Hours) DaysOpen() int {
	n := 0
	for _, open := range h.days {
		if len(open) > 0 {
			n++
		}
	}
	return n
}

// MinutesPerDay is the week's minutes ÷ the days on which h opens; 0 when it never does.
func (h Hours) MinutesPerDay() *big.Rat {
	if h.IsZero() {
		return new(big.Rat)
	}
	return big.NewRat(int64(h.MinutesPerWeek()), int64(h.DaysOpen()))
}

// String writes the hours so that ParseHours reads them back: days with the same times together, Monday first;
// empty when never open.
func (h Hours) String() string {
	if h.alwaysOpen() {
		return "24/7"
	}
	var groups []string
	for first := 0; first < 7; {
		last := first
		for last < 6 && slices.Equal(h.days[last+1], h.days[first]) {
			last++
		}
		if open := h.days[first]; len(open) > 0 {
			groups = append(groups, dayRange(first, last)+" "+open.String())
		}
		first = last + 1
	}
	return strings.Join(groups, ", ")
}

func (h Hours) alwaysOpen() bool {
	whole := shifts{{0, minutesPerDay}}
	for _, open := range h.days {
		if !slices.Equal(open, whole) {
			return false
		}
	}
	return true
}

// String writes the times of a day.
func (s shifts) String() string {
	var times []string
	for _, one := range s {
		to := one.to
		if to > minutesPerDay {
			to -= minutesPerDay
		}
		times = append(times, clock(one.from)+"-"+clock(to))
	}
	return strings.Join(times, ", ")
}

// dayRange writes days counted from Monday = 0.
func dayRange(first, last int) string {
	if first == last {
		return dayName(first)
	}
	return dayName(first) + "-" + dayName(last)
}

func dayName(fromMonday int) string { return weekdayNames[(fromMonday+1)%7][:3] }

// fromMonday counts a weekday from Monday = 0.
func fromMonday(day time.Weekday) int { return (int(day) + 6) % 7 }

// clock writes minutes of the day as HH:MM.
func clock(minutes int) string { return fmt.Sprintf("%02d:%02d", minutes/60, minutes%60) }
