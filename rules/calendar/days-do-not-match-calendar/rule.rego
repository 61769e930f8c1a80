# METADATA
# title: Days do not match calendar
# description: The planned days of a month against the mean month, and due dates against working days and cycles.
package kpilint.calendar.days_do_not_match_calendar

looked := count([c | some c in input.calendars; c.facts.planning]) + count(input.dueDates)

violation contains {
	"msg": sprintf(
		"plans %s days a month; (%s days of the working week − %s holidays) ÷ 12 = %s in %s: %s apart, more than %v %%",
		[planning.planned.number, planning.weekdays.number, planning.holidays.number, planning.mean.number, year, distance(planning.apart), percent],
	),
	"kind": "Calendar",
	"resource": calendar.fullName,
	"at": "daysPerMonth",
	"depends": planning.apart.low <= percent,
	"because": planning.mean,
	"values": {"planned": planning.planned, "mean": planning.mean, "apart": planning.apart},
	"edit": {"value": planning.mean.number},
} if {
	year := substring(input.asOf, 0, 4)
	some calendar in input.calendars
	planning := calendar.facts.planning
	planning.apart.high > percent
}

violation contains {
	"msg": sprintf("`%s`: %s", [due.date, concat(", and ", wrong)]),
	"kind": due.kind,
	"resource": due.resource,
	"at": due.at,
	"values": {"date": due.date},
} if {
	some due in input.dueDates
	wrong := array.concat(idle(due), outside(due))
	count(wrong) > 0
}

# The tolerance in percent, without what a fraction of two loses.
percent := round((data.params.tolerance * 100) * 10000) / 10000

# One decimal, and more where one would make it look like the tolerance.
distance(apart) := apart.text if apart.text != sprintf("%v.0 %%", [percent])

distance(apart) := sprintf("%v %%", [round(apart.high * 10000) / 10000]) if apart.text == sprintf("%v.0 %%", [percent])

# A day that is both a holiday and in the weekend is called by the holiday.
# The last day of a month or cycle says how long there is, and is no day of delivery.
idle(due) := [] if due.workday

idle(due) := [] if due.endsPeriod

idle(due) := [sprintf("it is a %s, and no working day", [due.weekday])] if {
	not due.workday
	not due.endsPeriod
	not due.holiday
}

# A holiday of the calendar's own list has an empty name.
idle(due) := ["it is a holiday"] if {
	not due.endsPeriod
	due.holiday == ""
}

idle(due) := [sprintf("it is a holiday, %s", [due.holiday])] if {
	not due.endsPeriod
	due.holiday != ""
}

outside(due) := [] if due.inCycle

outside(due) := [sprintf("it is after %s, which ends on %s", [due.cycle, due.to])] if due.date > due.to

outside(due) := [sprintf("it is before %s, which begins on %s", [due.cycle, due.from])] if due.date < due.from
