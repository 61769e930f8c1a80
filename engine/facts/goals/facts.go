package goals

import (
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
)

// A KPI or objective that has not one owner that exists.
//
//view:name Unowned
type Unowned struct {
	// KPI or Objective.
	Kind string `json:"kind"`
	// Its full name.
	Resource string `json:"resource"`
	// missing, several, unknown, ambiguous or organisation (which no KPI can have as its owner).
	State string `json:"state" enum:"missing several unknown ambiguous organisation"`
	// The nearest team or role.
	Nearest string `json:"nearest,omitzero"`
	// The owner is the name of that one, or its id with a typo: a letter or two are wrong, no digit is, and no
	// other id is as near.
	Slip bool `json:"slip,omitzero"`
	// The full names that an ambiguous owner may mean.
	Candidates []string `json:"candidates,omitzero"`
	// The owner as written.
	Text string `json:"text,omitzero"`
}

// Causes are the needs of a KPI that take time.
type Causes struct {
	// The needs that take time, where objectives date the KPI: at the tightest of its cycles.
	Causes []*Cause `json:"causes,omitzero"`
}

// Tree is the place of a KPI in its tree.
type Tree struct {
	// The KPI among its parent and children; absent where it has neither.
	Tree *InTree `json:"tree,omitzero"`
}

// InTree is the place of a KPI among its parent and its children.
type InTree struct {
	// The full name of its parent; empty for none.
	Parent string `json:"parent"`
	// KPI or Objective.
	ParentKind string `json:"parentKind,omitzero"`
	// The KPIs that have it as their parent.
	Children []string `json:"children"`
	// What those of them come to together that count the same, where such numbers add up: counts and money do; shares,
	// means, times, levels and what is for each person do not. Absent where fewer than two do.
	Sum *TreeSum `json:"sum,omitzero"`
}

// TreeSum is what the children of a KPI come to together.
type TreeSum struct {
	// The target of each child, in the unit of the parent, in words: 40.
	Parts []string `json:"parts" reads:"numbers"`
	// All of them together.
	Total *network.Node `json:"total"`

	*Comparison `json:",omitzero"`
}

// Alignment is whose objective it is, and whom it serves.
type Alignment struct {
	// organisation, team or role; empty when the owner is unknown.
	Level string `json:"level" enum:"organisation team role ''"`
	// Its entries of `supports`.
	Links []*Link `json:"links"`
}

// Reach are the goals that an objective serves, or who serves a goal.
type Reach struct {
	// Of a goal: the objectives that support it.
	Supporters []string `json:"supporters,omitzero"`
	// Of a goal: whether the objective of a team or role could support it, and has to: there are some, and none of them
	// answers for the goal or for the KPI of one of its key results.
	Supportable bool `json:"supportable,omitzero"`
	// Of a goal: the key results that no link names, while links name others.
	Unsupported []*UnservedResult `json:"unsupported,omitzero"`
	// Objectives of the organisation it serves, directly or through others, whose cycle overlaps.
	Reaches []string `json:"reaches,omitzero"`
	// Those whose cycle does not overlap.
	ReachesOtherCycle []string `json:"reachesOtherCycle,omitzero"`
	// Those whose cycle overlaps, and that it reaches only through objectives of which one runs at another time.
	ReachesOutOfTime []string `json:"reachesOutOfTime,omitzero"`
	// Links on the way that name nothing, in words.
	UnknownSupports []string `json:"unknownSupports,omitzero"`
	// Whether the organisation has no objective that it could serve.
	NoGoals bool `json:"noGoals,omitzero"`
}

// ChildSums are what supporters of a goal promise together.
type ChildSums struct {
	// Its key results on numbers that add up, each with what the objectives that support it promise of it together.
	ChildSums []*ChildSum `json:"childSums,omitzero"`
}

// Dependencies are what an objective waits for.
type Dependencies struct {
	// Its entries of `dependsOn`, those on its own team left out.
	Dependencies []*Dependency `json:"dependencies,omitzero"`
}

// Results are what the key results of an objective say.
type Results struct {
	// Its key results, each with what it says of the number to reach.
	Results []*Result `json:"results,omitzero"`
}

// A key result, and what it says of the number to reach.
//
//view:name KeyResultFacts
type Result struct {
	// The entry of `keyResults`.
	At string `json:"at"`
	// Its name, else its id.
	Name string `json:"name"`
	// What stands where its number belongs: number, kpi (that of its KPI), milestone, relative, text (a placeholder),
	// unreadable or missing.
	State string `json:"state" enum:"number kpi milestone relative text unreadable missing"`
	// What it says under `to`, as written; empty for nothing.
	Text string `json:"text"`
	// Of one with a number: the way it shall go, by its sign, its start or its KPI: higher, lower, maintain, or empty
	// where nothing says it.
	Wants string `json:"wants" enum:"higher lower maintain ''"`
	// Of one with a number: whether it, its start or its KPI says what is counted.
	HasUnit bool `json:"hasUnit"`
	// Whether it is reached by getting worse: its sign says the other way than from its start to its end.
	Backwards bool `json:"backwards"`

	*Outcome `json:",omitzero"`
}

// Outcome is how a key result stands, or what it came to; nil where nobody says, and it has no day.
type Outcome struct {
	// The day by which it should be reached: its own, else the last of the cycle; empty for none.
	Due string `json:"due"`
	// Whether that is past.
	Past bool `json:"past"`
	// Where it stands, as `actual` says it; absent where that is not written.
	Actual *network.Node `json:"actual,omitzero"`
	// Whether the actual is what it asks for: yes, no, or unknown where it has none, or none that can be compared.
	Reached string `json:"reached" enum:"yes no unknown"`
	// How much of the way from its start to its end was made, in percent; absent where one of the three is not known.
	Made *network.Node `json:"made,omitzero"`
	// Its grade, in percent; absent where it has none.
	Grade *network.Node `json:"grade,omitzero"`
	// How far the grade is from the way that was made, in points.
	GradeOff *network.Node `json:"gradeOff,omitzero"`
	// Whether anything says what it came to: its actual, its grade, or a measurement of its KPI in the cycle or later.
	Told bool `json:"told"`

	*OnTheWay `json:",omitzero"`
}

// OnTheWay is how far a key result is while its time runs, by its `actual` or the latest actual of its KPI in the
// cycle; nil where that, its start or its cycle is not known.
type OnTheWay struct {
	// Where it stands.
	Stands *network.Node `json:"stands"`
	// The last day of the actual of its KPI; empty where the number is its own, which is of today.
	On string `json:"on"`
	// How much of the way from its start to its end it has made, in percent.
	Done *network.Node `json:"done"`
	// How much of the time from the first day of the cycle to its day had passed by then, in percent.
	Elapsed *network.Node `json:"elapsed"`
	// By how much the way is behind the time, in points; below zero it is ahead.
	Behind *network.Node `json:"behind"`
}

// Main is what is said of a main objective.
type Main struct {
	// Of an objective that is the main one of its owner: what it stands beside.
	Main *MainObjective `json:"main,omitzero"`
}

// MainObjective is the main objective of an owner.
type MainObjective struct {
	// An objective of the same owner that is its main one, too, runs at the same time and stands before it, by file and
	// line; empty for none.
	Other string `json:"other"`
	// Of one of a team or role: the main objectives of the organisation at that time.
	Goals []string `json:"goals"`
	// Whether it reaches one of them, or there is none, or it says why it serves no goal.
	Serves bool `json:"serves"`
}

// Among is the place of an objective among others.
type Among struct {
	// The objective among those of the same owner and cycle.
	Among *Place `json:"among,omitzero"`
}

// Cause is a need that takes time, in the tightest cycle of its KPI.
type Cause struct {
	// Days of the calendar from the start until it is done.
	Needed *network.Node `json:"needed"`
	// Days of the calendar from the start to the end.
	Room *network.Node `json:"room"`

	*Period `json:",omitzero"`

	// The field.
	At string `json:"at"`
	// The time it takes, as written.
	Takes string `json:"takes"`
}

// Period is the time that there is for a need: from the start of its supply to the end of its KPI. It is nil for needs
// that are not read.
type Period struct {
	// The first day of the earliest cycle of the supply, else of the KPI's own cycle.
	Start string `json:"start"`
	// That cycle.
	StartCycle string `json:"startCycle"`
	// The objective that has it.
	StartObjective string `json:"startObjective"`
	// The day on which it is done; of a range the latest.
	Done string `json:"done" reads:"numbers"`
	// The last day of the KPI's cycle.
	End string `json:"end"`
	// That cycle.
	EndCycle string `json:"endCycle"`
	// The objective that has it.
	EndObjective string `json:"endObjective"`
}

// Link is an entry of `supports`.
type Link struct {
	// The entry.
	At string `json:"at"`
	// direct, indirect or empty.
	Link string `json:"link" enum:"direct indirect ''"`
	// The reason, empty for none.
	Because string `json:"because"`
	// How many words the reason has.
	Words int `json:"words"`
	// The objective it names.
	Goal string `json:"goal"`
	// Whether the reason only repeats the titles of both objectives.
	RepeatsTitles bool `json:"repeatsTitles"`

	*Way `json:",omitzero"`
}

// Way is how an objective leads to what it supports; nil where the goal is not known.
type Way struct {
	// By which numbers the objective leads to a key result of the goal: KPIs and items with arrows between them, one KPI
	// where both have it, its own key result where both have one of that name and unit, empty for no way. Absent where
	// the goal is not known.
	Path string `json:"path"`
	// Where there is no path: whose key results name no KPI, so that none could be found, in words.
	Unnumbered []string `json:"unnumbered"`
	// Where there is no path: the key results of both that have a number and name no KPI.
	Unnamed []string `json:"unnamed"`
	// The KPIs of the objective's key results.
	Numbers []string `json:"numbers"`
	// The KPIs of the key results that the link may serve.
	GoalNumbers []string `json:"goalNumbers"`
}

// UnservedResult is a key result that no link names.
type UnservedResult struct {
	// The key result.
	ID string `json:"id"`
	// Where it is.
	At string `json:"at"`
}

// ChildSum sets a key result of a goal beside what the objectives that support it promise together.
type ChildSum struct {
	// The end of the key result.
	At string `json:"at"`
	// Its full name.
	KeyResult string `json:"keyResult"`
	// The number of each supporting key result, in the unit of the goal, in words: 40.
	Parts []string `json:"parts"`
	// All parts together.
	Total *network.Node `json:"total"`

	*Comparison `json:",omitzero"`

	Of  *model.Object `json:"-"` // the key result itself
	All []*PartOfSum  `json:"-"` // the parts that Total adds up, where all are known
}

// PartOfSum is a key result that adds to that of a goal.
type PartOfSum struct {
	Of   *model.Object // the key result
	Adds *network.Node // what it asks for, in the unit of the goal
}

// Comparison sets what a goal asks for beside what its parts promise; nil where that is not known in full.
type Comparison struct {
	// What the goal's key result, or the parent, asks for.
	Goal *network.Node `json:"goal"`
	// Whether the parts are less than the goal.
	Short bool `json:"short"`
	// How far parts and goal are from one another.
	Apart *network.Node `json:"apart"`
	// The same in percent of the goal, where that is above zero.
	Share *network.Node `json:"share,omitzero"`
}

// Dependency is an entry of `dependsOn`.
type Dependency struct {
	// The entry.
	At string `json:"at"`
	// The team that has to deliver.
	Team string `json:"team"`
	// What it has to deliver, empty where that is not said.
	Item string `json:"item"`
	// accepted, refused, missing, or who or on, where that half of it is missing.
	Acceptance string `json:"acceptance"`

	*Delivery `json:",omitzero"`
}

// Delivery is when something is needed, and when it is due; nil where either is not known.
type Delivery struct {
	// The day by which it is needed: `by`, else the end of the cycle. Known where the item names an objective or key
	// result of the other team.
	Needed string `json:"needed"`
	// The day on which it is due there: the date of the key result, else the end of the cycle.
	Due string `json:"due"`
	// The full name of the objective or key result.
	DueAt string `json:"dueAt"`
	// Whether it is due there after it is needed here.
	Late bool `json:"late"`
}

// Place is the place of an objective among those of one owner and cycle.
type Place struct {
	// Which one it is, from 1, by file and line.
	Place int `json:"place"`
	// How many there are.
	Of int `json:"of"`
	// Whether the owner is known.
	Owned bool `json:"owned"`
	// How many key results it has.
	KeyResults int `json:"keyResults"`
}

// Objectives that support each other in a circle.
//
//view:name Ring
type Ring struct {
	// The first by full name.
	First string `json:"first"`
	// All of them.
	Members []string `json:"members"`
	// A walk around it.
	Path string `json:"path"`
}

// A field of a definition.
//
//view:name place
type FieldPlace struct {
	// The kind of the definition.
	Kind string `json:"kind"`
	// Its full name.
	Resource string `json:"resource"`
	// The field.
	At string `json:"at"`
}

// A second place that says something else about a number than the first, by file and line.
//
//view:name Truth
type Truth struct {
	// The kind of the definition that is second.
	Kind string `json:"kind"`
	// Its full name.
	Resource string `json:"resource"`
	// The field.
	At string `json:"at"`
	// The place that is first.
	First *FieldPlace `json:"first"`
	// What the second is: target, keyResult or expectation of one KPI; name or formula of another KPI with the same name.
	What string `json:"what"`
	// What the first is: target, keyResult, expectation or formula.
	FirstWhat string `json:"firstWhat"`
	// What the second says.
	Says string `json:"says"`
	// What the first says.
	FirstSays string `json:"firstSays"`
	// Whether both may be the same for some values of their ranges.
	Depends bool `json:"depends"`
	// Whether one is a key result that lies between where the number stands and the target: it may be a step on the way.
	Step bool `json:"step"`
	// Whether one of two KPIs with one name is a draft of a text, which gave it no name.
	Drafted bool `json:"drafted"`
	// What the first says in the unit of the second, where the two have different units.
	Converted *network.Node `json:"converted,omitzero"`
	// The KPI that both are about; of two KPIs with one name their name.
	KPI string `json:"kpi,omitzero"`
	// Why the two cannot be compared, where they have one name and units that do not convert.
	Unlike string `json:"unlike,omitzero"`
}

// RisingResult is a financial key result that should rise.
type RisingResult struct {
	// Where it is.
	At string `json:"at"`
	// The key result.
	ID string `json:"id"`
}

// A goal of the organisation with financial key results that should rise.
//
//view:name GrowthGoal
type GrowthGoal struct {
	// Objective.
	Kind string `json:"kind"`
	// Its full name.
	Resource string `json:"resource"`
	// Those key results.
	Rising []*RisingResult `json:"rising"`
	// Whether a ratio or a quality is among the key results; a percentage is a ratio.
	Balanced bool `json:"balanced"`
	// Key results whose KPI does not say what it measures, in words.
	Unmeasured []string `json:"unmeasured"`
	// The names of all key results and of their KPIs, in small letters.
	Titles []string `json:"titles"`
}

// Off is a day on which there is a holiday.
type Off struct {
	// The name of the holiday on it, where there is one; empty for one without a name.
	Holiday string `json:"holiday"`
}

// A day by which something is due.
//
//view:name DueDate
type DueDate struct {
	// The kind of the definition.
	Kind string `json:"kind"`
	// Its full name.
	Resource string `json:"resource"`
	// The field.
	At string `json:"at"`
	// The day, 2026-06-30.
	Date string `json:"date"`
	// Its name: Tuesday.
	Weekday string `json:"weekday"`
	// Whether it is a day of the working week and no holiday.
	Workday bool `json:"workday"`
	*Off    `json:",omitzero"`
	// Whether a month, quarter, half or year, or a cycle of the calendar ends on it: then it says how long somebody has,
	// and is no day of delivery.
	EndsPeriod bool `json:"endsPeriod"`
	// Whether it lies in the cycle of its objective; true where there is none.
	InCycle bool `json:"inCycle"`
	// That cycle.
	Cycle string `json:"cycle,omitzero"`
	// Its first day.
	From string `json:"from,omitzero"`
	// Its last day.
	To string `json:"to,omitzero"`
}

// Objective is what follows for an objective.
type Objective struct {
	*Alignment
	*Reach
	*ChildSums
	*Dependencies
	*Among
	*Main
	*Results
}
