package queues

import (
	"github.com/kpilint/kpilint/engine/network"
)

// Queue is the waiting line of a service.
type Queue struct {
	// Its waiting line (Erlang C: calls come at random and nobody gives up), where it promises a time, or says how many
	// come, how long one takes and how many answer.
	Queue *WaitingLine `json:"queue,omitzero"`
}

// Backlog is the pile of open cases of a service.
type Backlog struct {
	// How the pile of open cases grows, where both `opened` and `closed` are given.
	Backlog *BacklogGrowth `json:"backlog,omitzero"`
}

// Hours are when a service is staffed.
type Hours struct {
	// When it is staffed and when it promises an answer.
	Hours *OpenHours `json:"hours,omitzero"`
}

// WaitingLine is the waiting line of a service.
type WaitingLine struct {
	// Arrivals an hour; those of a day, week or month are spread over the hours it is open.
	Arrivals *network.Node `json:"arrivals,omitzero"`
	// Arrivals × handling time, in erlangs: how many agents are busy at any time.
	Load *network.Node `json:"load,omitzero"`
	// Those who answer at the same time.
	Agents *network.Node `json:"agents,omitzero"`
	// Load ÷ agents, in percent.
	Occupancy *network.Node `json:"occupancy,omitzero"`
	// The share that has to wait, in percent.
	Waiting *network.Node `json:"waiting,omitzero"`
	// How long all wait on the mean; absent where the line only grows.
	MeanWait *network.Node `json:"meanWait,omitzero"`
	// The share that is promised, in percent.
	Promised *network.Node `json:"promised,omitzero"`
	// The share that is answered within the promised time, in percent; 0 where the load is not below the agents.
	ServiceLevel *network.Node `json:"serviceLevel,omitzero" reads:"promised"`
	// The fewest agents that keep the promise.
	Needed *network.Node `json:"needed,omitzero"`
	// The service level with them.
	LevelAtNeeded *network.Node `json:"levelAtNeeded,omitzero"`
	// The service level with them.
	LevelWithOneFewer *network.Node `json:"levelWithOneFewer,omitzero" reads:"agents"`
	// One agent fewer than needed, where that is still more than there are.
	OneFewer *network.Node `json:"oneFewer,omitzero" reads:"agents"`
	// The share of paid time that is worked, where leave is declared for the service or a team above it.
	Present *network.Node `json:"present,omitzero"`
	// The people that fill the needed seats: agents needed ÷ present, rounded up.
	Roster *network.Node `json:"roster,omitzero"`

	line *waitingLine `json:"-"`
}

// BacklogGrowth is by how much the open cases of a service grow.
type BacklogGrowth struct {
	// The period in which both are compared: that of both, else day; empty where they have none.
	Period string `json:"period" reads:"growth"`
	// What is opened.
	Opened *network.Node `json:"opened,omitzero"`
	// What is closed.
	Closed *network.Node `json:"closed,omitzero"`
	// Opened less closed.
	Growth *network.Node `json:"growth"`
	// The growth in a day, where the period is an hour.
	PerDay *network.Node `json:"perDay,omitzero"`
	// The growth in a month, where the period is another.
	PerMonth *network.Node `json:"perMonth,omitzero"`
}

// OpenHours are the hours of a service.
type OpenHours struct {
	// Hours staffed a week.
	Staffed *network.Node `json:"staffed,omitzero"`
	// Hours promised a week.
	Promised *network.Node `json:"promised,omitzero"`
	*Kept    `json:",omitzero"`
	// What is missing to compare them, in words.
	Missing []string `json:"missing,omitzero" reads:"numbers"`
}

// Kept is when somebody is there to keep what a service promises, where it says both.
type Kept struct {
	// When it is staffed, where it also says when it promises.
	Open string `json:"open"`
	// When the promise holds.
	Holds string `json:"holds"`
	// When the promise holds and nobody is there; empty for never.
	Outside string `json:"outside"`
}
