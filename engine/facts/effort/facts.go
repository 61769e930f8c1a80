package effort

import (
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/network"
)

// Use is the time that a KPI takes.
type Use struct {
	// The time of a KPI with `effort`, in each role whose time it takes.
	Time []*TimeInRole `json:"time,omitzero"`
}

// Division is the working day divided by a target.
type Division struct {
	// The working day divided by a target per person.
	Division *DayDivided `json:"division,omitzero"`
}

// HoursOfNobody is a target in hours that does not say of whom.
type HoursOfNobody struct {
	// A target in hours of a period that does not say of whom, and is more than one person has.
	UnscopedHours *UnscopedHours `json:"unscopedHours,omitzero"`
}

// UnscopedHours is a target in hours of a period that does not say of whom, in both ways in which it can be read.
type UnscopedHours struct {
	// The full name of the role whose hours they are.
	Role string `json:"role"`
	// The people who hold it.
	People *network.Node `json:"people"`
	// The time a day, if it is for each person.
	One *network.Node `json:"one"`
	// The time a day of each person, if it is for all of them.
	Each *network.Node `json:"each"`
	// The working day of the role.
	WorkingDay *network.Node `json:"workingDay"`
}

// Allocated is the time that a role has given away.
type Allocated struct {
	// The role's `time`, added up.
	Allocated *AllocatedTime `json:"allocated,omitzero"`
}

// Loaded is what a day and a week of a role hold.
type Loaded struct {
	// A day of the role: the time of its KPIs and of the entries of `time` that none of them claims.
	Load *Load `json:"load,omitzero" reads:"people"`
	// The load on all days of the working week, in minutes.
	Week *network.Node `json:"week,omitzero"`
}

// OkrWork is the work that a team plans for its objectives.
type OkrWork struct {
	// For each cycle of the team's own objectives that plan work (`effort`): that work and the time there is.
	OkrWork []*CycleWork `json:"okrWork,omitzero"`
}

// AllocatedTime is the time that a role has given away.
type AllocatedTime struct {
	// In percent of the net day.
	Total *network.Node `json:"total"`
	// Each entry in words: travel 50 %.
	Parts []string `json:"parts" reads:"total"`
	// The largest entry.
	Most *LargestShare `json:"most" reads:"total"`
}

// LargestShare is the entry of a role's time that has most of the day.
type LargestShare struct {
	// The entry of `time`.
	Name string `json:"name"`
	// In percent of the net day.
	Share *network.Node `json:"share"`
}

// Load is what a day of a role holds.
type Load struct {
	// Minutes a day.
	Total *network.Node `json:"total"`
	// Each part in words: sales-calls 240.
	Parts []string `json:"parts,omitzero" reads:"total"`
	// The working day.
	WorkingDay *network.Node `json:"workingDay,omitzero"`
	// The working day less breaks.
	NetDay *network.Node `json:"netDay,omitzero"`
	// The load in percent of the net day.
	Share *network.Node `json:"share,omitzero"`
	// Whether each of the KPIs works within an activity of `time`: somebody has divided the day.
	Divided bool `json:"divided"`
	// The KPI that takes most of the day, of those whose own target says how much.
	Most *LargestLoad `json:"most,omitzero" reads:"total"`
}

// LargestLoad is the KPI that takes most of a role's day.
type LargestLoad struct {
	// Its full name.
	KPI string `json:"kpi"`
	// Its target.
	Target *network.Node `json:"target"`
	// The time that it takes, in minutes a day.
	Needed *network.Node `json:"needed"`
}

// CycleWork is the work that a team plans for a cycle, beside the time there is.
type CycleWork struct {
	// The work of the objectives of the team, its roles and the teams below it whose cycle lies within this one, in
	// minutes.
	Planned *network.Node `json:"planned"`
	// Each objective with its work, in words.
	Parts []string `json:"parts" reads:"planned"`
	// The cycle, empty where an objective has none.
	Cycle string `json:"cycle"`
	// The working time of the people of the team and the teams below it: people less leave × working days less holidays
	// × net day, in minutes.
	Net *network.Node `json:"net"`
}

// TimeInRole is the time that a KPI takes of a person in one role, and the time there is.
type TimeInRole struct {
	// Whose time it is.
	Role string `json:"role,omitzero"`
	// Target for a person and day × effort, in minutes.
	Needed *network.Node `json:"needed,omitzero"`
	// The time of its activity, else the time that no activity claims, in minutes.
	Available *network.Node `json:"available,omitzero"`
	// The share of the net day that the activity has, where it is given as a share.
	Share *network.Node `json:"share,omitzero"`
	// The net day that the share is of.
	NetDay *network.Node `json:"netDay,omitzero"`

	basis.Later[Fitting] `json:",omitzero"`
	// Whether it takes the time of other roles too.
	Shared bool `json:"shared"`
}

// Fitting is how many units of a KPI fit in the time there is. It is there where both sides are known.
type Fitting struct {
	// The target for a person and day.
	Rate *network.Node `json:"rate"`
	// The time there is for each.
	Each *network.Node `json:"each,omitzero"`
	// How long one may take at most, in minutes: the time there is for each, in whole seconds.
	Within *network.Node `json:"within,omitzero"`
	// Whether it is at least one a day.
	Daily bool `json:"daily"`
	// The target as written.
	Target *network.Node `json:"target"`
	// How many fit, in whole units: a day, or where not even one does, in a longer period.
	Fit *network.Node `json:"fit,omitzero"`
}

// DayDivided is a working day divided by a target for each person.
type DayDivided struct {
	// The target a day.
	Rate *network.Node `json:"rate"`
	// Whether it is at least one a day.
	Daily bool `json:"daily"`
	// Whether it is at least one in 31 days, as many as a month may have where people work all week.
	Monthly bool `json:"monthly"`

	basis.Later[Divided]
}

// Divided is what a working day divided by a target gives.
type Divided struct {
	// The working day.
	WorkingDay *network.Node `json:"workingDay"`
	// The target an hour of the working day.
	PerHour *network.Node `json:"perHour"`
	// The time for each, with nothing else in the day.
	Each *network.Node `json:"each"`
	// The net day, where breaks are declared.
	NetDay *network.Node `json:"netDay,omitzero"`
	// The target an hour of the net day.
	PerHourNet *network.Node `json:"perHourNet,omitzero"`
	// The time for each in the net day.
	EachNet *network.Node `json:"eachNet,omitzero"`
}
