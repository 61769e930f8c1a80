package worktime

import (
	"github.com/kpilint/kpilint/engine/network"
)

// Day is the working day of a role.
type Day struct {
	// The role's working day.
	WorkingDay *network.Node `json:"workingDay,omitzero"`
	// The working day less breaks.
	NetDay *network.Node `json:"netDay,omitzero"`
}

// Planning is how the calendar plans a month.
type Planning struct {
	// The working days planned for a month, against the mean month of the year.
	Planning *PlannedMonth `json:"planning,omitzero"`
}

// PlannedMonth sets the working days planned for a month beside the mean month of the year.
type PlannedMonth struct {
	// `daysPerMonth`.
	Planned *network.Node `json:"planned"`
	// The days of the working week in the year.
	Weekdays *network.Node `json:"weekdays,omitzero"`
	// The holidays that fall on them.
	Holidays *network.Node `json:"holidays,omitzero"`
	// (Days of the working week − holidays) ÷ 12.
	Mean *network.Node `json:"mean"`
	// How far the planned days are from the mean, in percent of the mean.
	Apart *network.Node `json:"apart,omitzero"`
}

// The calendar in force, with its planning figures.
//
//view:name PlanningCalendar
type PlanningCalendar struct {
	// The Calendar they come from; without one all is default.
	Calendar string `json:"calendar,omitzero"`
	// The working day.
	WorkingDay *network.Node `json:"workingDay,omitzero"`
	// The working day less breaks.
	NetDay *network.Node `json:"netDay,omitzero"`
	// Breaks inside the working day, where declared.
	Breaks *network.Node `json:"breaks,omitzero"`
	// Working days a month: as declared, else the mean month of the year.
	DaysPerMonth *network.Node `json:"daysPerMonth,omitzero"`
	// Working days a week.
	DaysPerWeek *network.Node `json:"daysPerWeek,omitzero"`
	// The longest week, in minutes, where declared.
	MaxWeek *network.Node `json:"maxWeek,omitzero"`
}
