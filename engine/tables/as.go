package tables

import "sync"

// As is what a column or a cell is understood as. Its text is the section of words/columns.txt that names it.
type As string

// What columns hold. Names say what a row is about.
const (
	AsNothing As = ""

	AsTeam        As = "team"
	AsArea        As = "area"
	AsOwner       As = "owner"
	AsJob         As = "job"
	AsKPI         As = "kpi"
	AsObjective   As = "objective"
	AsKeyResult   As = "keyresult"
	AsOutcome     As = "outcome" // what is to come of it, in words
	AsMilestone   As = "milestone"
	AsDescription As = "description"
	AsSection     As = "section"
	AsLabel       As = "label" // the first column of words that nothing names

	AsID     As = "id"
	AsParent As = "parent"
	AsOrder  As = "order"
	AsLevel  As = "level" // dotted numbers

	AsTarget     As = "target"
	AsMinimum    As = "minimum"
	AsMaximum    As = "maximum"
	AsStretch    As = "stretch"
	AsLimit      As = "limit"
	AsHeadcount  As = "headcount"
	AsVacancies  As = "vacancies" // posts without anybody in them
	AsBaseline   As = "baseline"
	AsActual     As = "actual"
	AsProgress   As = "progress"
	AsWeight     As = "weight"
	AsBudget     As = "budget"
	AsPrice      As = "price"
	AsQuantity   As = "quantity"
	AsPay        As = "pay"
	AsVolume     As = "volume"
	AsEffort     As = "effort" // how long one piece of what the row counts takes
	AsMet        As = "met"
	AsChange     As = "change"
	AsAdjustment As = "adjustment"
	AsCopy       As = "copy"
	AsStep       As = "step"
	AsValue      As = "value"
	AsTotal      As = "total"

	AsUnit      As = "unit"
	AsPeriod    As = "period"
	AsYear      As = "year"
	AsQuarter   As = "quarter"
	AsMonth     As = "month"
	AsDirection As = "direction"
	AsOperator  As = "operator"
	AsChoice    As = "choice" // says of each row whether its numbers are targets or results

	AsStart   As = "start"
	AsDue     As = "due"
	AsEntered As = "entered"

	AsStatus   As = "status"
	AsVerdict  As = "verdict"
	AsBand     As = "amber" // where a number is amber or red: the other side of a limit
	AsNotes    As = "notes"
	AsLink     As = "link"
	AsAudience As = "audience"

	// What names alone leave open, and the contents decide.
	asGoal   As = "goal"   // an objective, or a target
	asPeople As = "people" // a unit of those counted
	asCount  As = "count"
	asFiller As = "filler"
	asGreen  As = "green" // where a number is good, if columns for amber and red stand beside it
	asBand   As = "band"
)

// kinds are the kinds of the records in columns of numbers and dates.
var kinds = sync.OnceValue(func() map[As]Kind {
	return map[As]Kind{
		AsTarget: KindTarget, AsMinimum: KindMinimum, AsMaximum: KindMaximum, AsStretch: KindStretch, AsLimit: KindLimit,
		AsHeadcount: KindHeadcount, AsVacancies: KindVacancies, AsDue: KindDue, AsStart: KindStart,
		AsBaseline: KindBaseline, AsActual: KindActual,
		AsProgress: KindProgress, AsWeight: KindWeight, AsBudget: KindBudget, AsPrice: KindCost, AsQuantity: KindQuantity,
		AsPay: KindPay, AsVolume: KindVolume, AsEffort: KindEffort, AsMet: KindMet, AsChange: KindChange,
		AsAdjustment: KindAdjustment,
	}
})

// asks reports whether numbers in such a column ask for something.
func (a As) asks() bool { return kinds()[a].Asks() && a != AsDue && a != AsHeadcount }

// isTime reports whether such a column is called by a time alone.
func (a As) isTime() bool { return a == AsYear || a == AsQuarter || a == AsMonth || a == AsPeriod }

// counts reports whether such a column holds numbers.
func (a As) counts() bool {
	switch a {
	case AsCopy, AsStep, AsValue, AsTotal, asGoal:
		return true
	}
	return kinds()[a] != "" && a != AsDue && a != AsStart
}

// telling are the names of a row, the one that tells most first.
var telling = []As{AsKPI, AsKeyResult, AsMilestone, AsJob, AsLabel, AsOutcome, AsDescription, AsObjective, AsTeam,
	AsArea,
	AsSection,
	AsParent, AsOwner}
