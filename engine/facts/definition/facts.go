package definition

import (
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/network"
)

// Form is what stands where the target of a KPI belongs.
type Form struct {
	// number, text (a placeholder), relative, reason (`noTarget`), unreadable, rows (`targets` by dimension, each of which
	// has a state of its own) or missing.
	TargetState string `json:"targetState" enum:"number text relative reason unreadable rows missing" reads:"numbers"`
	// Whether the number should fall.
	LowerIsBetter bool `json:"lowerIsBetter"`
}

// Wording is how good the definition of a KPI is by itself.
type Wording struct {
	// All that the KPI says about what it counts, to look for words in: its id, name and formula.
	Wording string `json:"wording"`
	// How much of the formula is written: complete (numerator and denominator, or an expression), numerator, denominator
	// or none.
	FormulaState string `json:"formulaState" enum:"complete numerator denominator none"`
	// Whether the number is in % or has no unit: by the target, else by the baseline, else because neither says one. Words
	// in place of a target make it false.
	Unitless bool `json:"unitless"`
	// Whether numerator and denominator count the same thing, so that one is a part of the other: leads accepted by leads
	// delivered.
	PartOfWhole bool `json:"partOfWhole"`
}

// Direction is which way a KPI with a target shall go.
type Direction struct {
	// What the unit of the target measures: count, duration, percent, money or number (no unit).
	UnitKind string `json:"unitKind" enum:"count duration percent money number" reads:"numbers"`
	// What the sign of the target asks for: higher (at least, more than), lower (at most, less than), maintain (=,
	// between), or empty for no sign.
	Asks string `json:"asks" enum:"higher lower maintain ''" reads:"numbers"`
	// Which way the number shall go by that sign and `direction` together: higher, lower, maintain, or empty where there
	// is neither, or the two contradict each other.
	Wants string `json:"wants" enum:"higher lower maintain ''" reads:"numbers"`
	// Whether the KPI is a draft, which somebody still has to finish. Where a document does not say a direction, and the
	// draft of it supposes one, `asks` and `wants` are empty.
	Drafted bool `json:"drafted"`
	// Where a KPI with a target starts.
	Start *Start `json:"start"`
	// How far it is from the baseline to the target in the wanted direction; below zero the target is on the wrong side.
	// Absent where nobody says a direction, the sign contradicts it, or the number is only watched.
	Way *network.Node `json:"way,omitzero"`
}

// Counted says of a target what it counts, and in what time.
type Counted struct {
	// Whether the target says what it counts, or of whole numbers the name.
	HasUnit bool `json:"hasUnit"`
	// Whether the target has no unit and the baseline has one, in which the target may be meant.
	BaselineUnit bool `json:"baselineUnit"`
	// The scope or period that a misspelt word of the target's unit is near to.
	UnitHint string `json:"unitHint,omitzero" reads:"numbers"`
	// That word, where its letters show that it is a typo: two changed places, one came twice or one is left out, as in
	// dya and mnth. Absent where it may be a word of its own, as in bay.
	UnitTypo string `json:"unitTypo,omitzero" reads:"numbers"`
	// Whether the target has a period or a due date, or the name has a period.
	HasPeriod bool `json:"hasPeriod"`
}

// Schedule is how a KPI with a due date stands.
type Schedule struct {
	// How a KPI whose target has a due date stands against it.
	Schedule *Due `json:"schedule,omitzero"`
}

// Due is how a target with a due date stands.
type Due struct {
	// The due date.
	Date string `json:"date"`
	// Whether it is past.
	Past bool `json:"past"`
	// Whether the number is reached by the baseline: yes, no (measured on the due date or later), or unknown (not yet
	// when it was last measured, or nobody says).
	Reached string `json:"reached" enum:"yes no unknown" reads:"numbers"`
	// The day of the baseline; empty where it has none.
	Measured string `json:"measured"`

	*Pace `json:",omitzero"`
}

// Pace is how fast a running total has to grow until its due date, or a stock to change; nil where that is not known
// or does not apply.
type Pace struct {
	// How much is left, from the baseline to the target.
	Left *network.Node `json:"left"`
	// What is left, for each month that is left.
	Needed *network.Node `json:"needed"`
	// What the total has grown for each month since the fiscal year began in which it was measured, or the stock has come
	// nearer to its target since its baseline.
	SoFar *network.Node `json:"soFar"`
	// The first day of that year, or the day of the baseline.
	Since string `json:"since"`
	// Whether it is that of a stock, from the day of its baseline to the latest actual, and not of a running total.
	OfStock bool `json:"ofStock"`
}

// Plan is what a KPI says of its target in several numbers.
type Plan struct {
	// The steps to a target, as they are written; a `target` with a later day of its own is the last.
	Steps []*Step `json:"steps,omitzero"`
	// The levels of a target, as they are written.
	Levels []*Level `json:"levels,omitzero"`
}

// Step is a number that is to be reached by a day.
type Step struct {
	// The entry.
	At string `json:"at"`
	// The day by which it is to be reached; absent where it cannot be read.
	By string `json:"by,omitzero"`
	// The number; a bare one with the unit of the others.
	Value *network.Node `json:"value"`
	// counts (it is the target of today), past, or later.
	State string `json:"state" enum:"counts past later"`
	// Of one that is written after a step with a later day: that day.
	After string `json:"after,omitzero"`
	// The step before it in time.
	Before *StepBefore `json:"before,omitzero"`

	basis.Later[WayToStep] `json:",omitzero"`
}

// WayToStep is the way on which a number gets to a step.
type WayToStep struct {
	// How fast the number has to change on the way to it, where it had to change before.
	Jump *Jump `json:"jump,omitzero"`
}

// StepBefore is the step before another one.
type StepBefore struct {
	// Its day.
	By string `json:"by"`
	// Its number.
	Value *network.Node `json:"value"`
	// How far it is from there in the wanted direction, below zero it goes back; absent where nobody says a direction.
	Way *network.Node `json:"way,omitzero"`
	// Whether both are due on one day and are certainly not one number.
	Differs bool `json:"differs"`
}

// Jump is how fast a number has to change on the way to a step, beside the fastest change before.
type Jump struct {
	// Where the way begins: baseline, or the day of a step.
	From string `json:"from"`
	// The number there.
	Value *network.Node `json:"value"`
	// How far it is from there.
	Way *network.Node `json:"way"`
	// In how many months.
	Months *network.Node `json:"months"`
	// The change in a month.
	Pace *network.Node `json:"pace"`
	// The largest change in a month before.
	Fastest *network.Node `json:"fastest"`
	// Where that was, in words: from 28 tickets/day to 30 tickets/day in 12 months.
	FastestWay string `json:"fastestWay" reads:"numbers"`
	// How many times as fast; absent where nothing changed before.
	Times *network.Node `json:"times,omitzero"`
}

// Level is one of several numbers for a target.
type Level struct {
	// The entry.
	At string `json:"at"`
	// Its name.
	Name string `json:"name"`
	// Its number.
	Value *network.Node `json:"value"`
	// counts (it is the target, for all that depends on it) or other.
	State string `json:"state" enum:"counts other"`
	// The level before it.
	Before *LevelBefore `json:"before,omitzero"`
}

// LevelBefore is the level before another one.
type LevelBefore struct {
	// Its name.
	Name string `json:"name"`
	// Its number.
	Value *network.Node `json:"value"`
	// How far it is from there in the wanted direction; below zero the later level is easier. Absent where nobody says a
	// direction.
	Way *network.Node `json:"way,omitzero"`
}

// History is what a KPI was in the past.
type History struct {
	// Its actuals, as they are written.
	Actuals []*Actual `json:"actuals,omitzero"`
	// The best of them beside the target. Absent for a running total, and where nobody says which way is better.
	Reached *Reached `json:"reached,omitzero"`
	// Of a target that is a total of a year or a quarter, or up to a day: what it has come to so far.
	Progress *Progress `json:"progress,omitzero"`
}

// Actual is what a number was in a period, or on a day.
type Actual struct {
	// The entry.
	At string `json:"at"`
	// The period as written.
	Period string `json:"period"`
	// Its first day.
	From string `json:"from"`
	// Its last day.
	To string `json:"to"`
	// The number; a bare one in the unit of the target.
	Value *network.Node `json:"value"`
	// over, running (today lies in it) or future.
	State string `json:"state" enum:"over running future"`
	// The first entry for the same period, where there is one before.
	Twice *Twice `json:"twice,omitzero"`
	// The months or quarters of the period, where all are written and the numbers add up.
	Parts *Parts `json:"parts,omitzero"`
	// The baseline, where its date is the last day of the period and it is certainly another number.
	Baseline *network.Node `json:"baseline,omitzero"`
	// The other entries, where there are at least three of equally long periods and all are above zero.
	Others *Others `json:"others,omitzero"`
}

// Others are the other entries of equally long periods.
type Others struct {
	// The least of them.
	Least *network.Node `json:"least"`
	// The most of them.
	Most *network.Node `json:"most"`
}

// Twice is another entry for the same period.
type Twice struct {
	// The entry.
	At string `json:"at"`
	// The period as written there.
	Period string `json:"period"`
	// Its number.
	Value *network.Node `json:"value"`
	// Whether the two are certainly not one number.
	Differs bool `json:"differs"`
}

// Parts are the months or quarters of a period.
type Parts struct {
	// All of them together.
	Total *network.Node `json:"total"`
	// Whether that is certainly not the number of the period.
	Differs bool `json:"differs"`
}

// Reached is the best that a number ever was.
type Reached struct {
	// How many periods are over.
	Count int `json:"count"`
	// The same in words: 14 months.
	Over string `json:"over"`
	// The best, in the unit of the target.
	Best *network.Node `json:"best"`
	// Where it is written.
	At string `json:"at" reads:"numbers"`
	// In which period.
	Period string `json:"period" reads:"numbers"`
	// How far it lies from the worst of them: how much the number moves by itself.
	Spread *network.Node `json:"spread,omitzero"`
	// How far the target lies beyond it; below zero, or zero, it was reached.
	Beyond *network.Node `json:"beyond"`
	// The same in percent of the best; absent where that is zero.
	Share *network.Node `json:"share,omitzero"`
}

// Progress is what a total has come to.
type Progress struct {
	// The first day that counts.
	From string `json:"from"`
	// The last day.
	To string `json:"to"`
	// The last day for which actuals are written without a gap.
	Through string `json:"through"`
	// The total to reach.
	Of *network.Node `json:"of"`
	// What it has come to.
	Reached *network.Node `json:"reached"`
	// How many months have passed by then.
	Months *network.Node `json:"months"`
	// How many there are.
	AllMonths *network.Node `json:"allMonths"`
	// What is left; below zero more than the total was reached.
	Left *network.Node `json:"left"`
	// What is left, for each month that is left.
	Needed *network.Node `json:"needed"`
	// What came in each month so far.
	SoFar *network.Node `json:"soFar"`
	// What the total comes to at this pace.
	Projected *network.Node `json:"projected"`
}

// ByDimension are the targets of a KPI by its dimensions.
type ByDimension struct {
	// Where a KPI with `targets` has one.
	Places *Places `json:"places,omitzero"`
	// Targets of a KPI whose places differ in one dimension with an `order`: the earlier value first, and the next one at
	// which another row holds.
	InOrder []*InOrder `json:"inOrder,omitzero" reads:"numbers"`
}

// Places are those of a KPI with targets by dimension.
type Places struct {
	// The dimensions: those of the KPI, then those of the organisation.
	Dimensions []string `json:"dimensions"`
	// The first places that no row covers, in words (P3, premium), and how many more there are. A dimension that no row
	// tells apart is left out.
	Uncovered []string `json:"uncovered"`
	// How many there are in all, counted up to a million.
	Missing int `json:"missing"`
}

// InOrder are two targets, of which the second may not ask for more than the first.
type InOrder struct {
	// The target of the earlier value.
	At string `json:"at"`
	// The dimension.
	Dimension string `json:"dimension"`
	// The value that is earlier in its order.
	Earlier string `json:"earlier"`
	// The value that is later.
	Later string `json:"later"`
	// The row of the earlier value, without the name of the KPI.
	FirstRow string `json:"firstRow"`
	// The row of the later value.
	SecondRow string `json:"secondRow"`
	// The target of the earlier value, as written.
	FirstText string `json:"firstText" reads:"numbers"`
	// The target of the later value, as written.
	SecondText string `json:"secondText" reads:"numbers"`
	// The target of the earlier value.
	First *network.Node `json:"first"`
	// The target of the later value, in the same unit.
	Second *network.Node `json:"second"`
	// Whether the number should fall.
	LowerIsBetter bool `json:"lowerIsBetter"`
	// Whether the earlier target holds for more of the cases, so that nobody can be sure.
	Unsure bool `json:"unsure"`
	// By how much the earlier target asks for less than the later one; below zero it asks for more.
	Behind *network.Node `json:"behind,omitzero"`
}

// Sample is what a sample tells of a KPI.
type Sample struct {
	// What a sample tells, of a KPI that is a share and has a baseline with a sample (Wilson's interval, 95 %).
	Sample *Interval `json:"sample,omitzero"`
	// How far one answer moves the mean of a grade on a scale, where that is known.
	FewAnswers *FewAnswers `json:"fewAnswers,omitzero"`
}

// FewAnswers is how far one answer can move the mean of a grade.
type FewAnswers struct {
	// How many answers there are, by the sample of the baseline, else by the formula.
	Answers *network.Node `json:"answers"`
	// How far one of them can move the mean, from one end of the scale to the other.
	Moves *network.Node `json:"moves"`
	// How far the target is from the baseline.
	Apart *network.Node `json:"apart"`
}

// Tensions are the values that a KPI says to strain.
type Tensions struct {
	// The values of the organisation that it says to strain.
	Tensions []*Tension `json:"tensions,omitzero"`
}

// Start is where a KPI with a target starts.
type Start struct {
	// Whether there is a baseline, or an actual in its place.
	Written bool `json:"written"`
	// The baseline in the unit of the target.
	Value *network.Node `json:"value,omitzero"`
	// Whether it is exactly the target.
	Same bool `json:"same"`
}

// Tension is a value that a KPI says to strain.
type Tension struct {
	// The entry of `tensionWith`.
	At string `json:"at"`
	// The value.
	Value string `json:"value"`
	// Whether a counterweight of the KPI, or of a key result on it, protects the value.
	Guarded bool `json:"guarded"`
}

// Interval is what a sample tells of a share.
type Interval struct {
	// The share that was seen.
	Seen *network.Node `json:"seen"`
	// The target; with `between` its limit that is nearer to what was seen.
	Target *network.Node `json:"target"`
	// How many cases the sample has.
	Size *network.Node `json:"size"`
	// The low end of the interval in which the true share lies.
	From *network.Node `json:"from"`
	// The high end.
	To *network.Node `json:"to"`
	// The smallest sample that tells the target from what was seen; absent where both are the same.
	Needed *network.Node `json:"needed,omitzero"`
}

// Value is a value of the organisation.
type Value struct {
	// The entry of `values`.
	At string `json:"at"`
	// The value.
	ID string `json:"id"`
	// What it says, empty for nothing.
	Statement string `json:"statement"`
	// Whether a KPI strains it, or a counterweight of a KPI or key result protects it.
	Referred bool `json:"referred"`
}

// Draft is a definition that says that somebody still has to finish it.
//
//view:name Draft
type Draft struct {
	// Its kind.
	Kind string `json:"kind"`
	// Its full name.
	Resource string `json:"resource"`
}

// A definition that fewer may see than the organisation's own setting says.
//
//view:name Hidden
type Hidden struct {
	// Its kind.
	Kind string `json:"kind"`
	// Its full name.
	Resource string `json:"resource"`
	// team or private.
	Visibility string `json:"visibility"`
	// Whether it has a `visibilityReason`.
	Explained bool `json:"explained"`
}

// A target that is set against others.
//
//view:name RelativeTarget
type RelativeTarget struct {
	// KPI, Role (of an expectation) or Objective (of a key result).
	Kind string `json:"kind"`
	// Its full name.
	Resource string `json:"resource"`
	// The field.
	At string `json:"at"`
	// As written.
	Text string `json:"text"`
}

// A number in a name or description that says otherwise than the field beside it.
//
//view:name NameNumber
type NameNumber struct {
	// KPI or Objective (of a key result).
	Kind string `json:"kind"`
	// Its full name.
	Resource string `json:"resource"`
	// The field with the words.
	At string `json:"at"`
	// The number as the words have it.
	Text string `json:"text"`
	// The field that says otherwise.
	Field string `json:"field"`
	// What it says.
	Says string `json:"says"`
}

// A name beside which no number stands that shows an effect. What has none on purpose (a reason, a milestone, a number
// that is only watched) is no such name.
//
//view:name Unnumbered
type Unnumbered struct {
	// KPI or Objective.
	Kind string `json:"kind"`
	// Its full name.
	Resource string `json:"resource"`
	// The field: the name of the definition, or of its key result.
	At string `json:"at"`
	// The name, else the id.
	Name string `json:"name"`
	// Whether the number is 100 %, which only says that all of it is done.
	Done bool `json:"done"`
}

// Term is whether an exception holds today.
type Term struct {
	// Of one that is over: the date that says so.
	OverAt string `json:"overAt,omitzero"`
	// Of one that is over: why, in words.
	OverBecause string `json:"overBecause,omitzero"`
	// in force, not begun, or over.
	State string `json:"state" enum:"'in force' 'not begun' over"`
}

// Covered is what an exception covers of what other rules found. It is no fact of the definitions: rules for exceptions
// have it besides.
type Covered struct {
	// The findings that it covers, or would if it were in force, each in words. Known while rules run, and not in `kpilint
	// model`.
	Matches []string `json:"matches"`
	// The findings that it names and that a pack does not let anybody except, each in words. Known as `matches` is.
	Locked []string `json:"locked"`
	// Whether all that it names exists, is on and ran, so that no match means that there is nothing to cover. Known as
	// `matches` is.
	Judged bool `json:"judged"`
}
