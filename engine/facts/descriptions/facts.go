package descriptions

import (
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
)

// Text is what the job description of a role says.
type Text struct {
	// What the text of a job description says, or the `description` of the role, beside its KPIs.
	Text *TextOfRole `json:"text,omitzero"`
}

// TextNumber is a number in the text of a job description that asks for something.
type TextNumber struct {
	Stands model.Place `json:"-"` // where it stands in the text
	// As written: at least 4 visits a day.
	Words string `json:"words"`
	// The words with their subject, to be quoted: make at least 4 visits a day.
	Demand string `json:"demand"`
	// Its line in the file, from 1.
	Line int `json:"line,omitzero"`
	// Its column in code points, from 1.
	Column int `json:"column,omitzero"`
	// Whether it stands in the `description` of the role, which tells what the role is, and not in a job description.
	Described bool `json:"described"`
	// Whether it is how long one piece takes, and the KPI gives it another time (`effort`).
	Takes bool `json:"takes"`
	// What is missing to compare them, in words.
	Missing []string `json:"missing" reads:"numbers"`
	// defined (a KPI is about it), known (the role or the words of a KPI state the very number) or undefined.
	State string `json:"state" enum:"defined known undefined"`
	// The KPI that is about it.
	KPI string `json:"kpi,omitzero"`
	// What that KPI asks for, as written; the expectation's target wins over the KPI's.
	Target          string `json:"target,omitzero"`
	*TextComparison `json:",omitzero"`
}

// TextComparison sets a number of a text beside the target of the KPI that it is about. Where both name a period, the
// shorter one is brought to the longer.
type TextComparison struct {
	// The number of the text. It is for one person unless the text speaks of the team.
	Said *network.Node `json:"said,omitzero"`
	// The target.
	Asked *network.Node `json:"asked,omitzero"`
	// The first less the second.
	Apart *network.Node `json:"apart,omitzero"`
	// How far they are apart, in percent of the target.
	Deviation *network.Node `json:"deviation,omitzero"`
	// Whether one reading of the words gives the same number: 2 days and 2 workdays, 1 a week and 4 a month.
	Agrees bool `json:"agrees"`
	// Whether one says at least and the other at most.
	Opposite bool `json:"opposite"`
	// Whether `said` is a sum.
	Converted bool `json:"converted"`
	// Whether `asked` is a sum.
	Restated bool `json:"restated"`
}

// TextConsequence is a KPI with a consequence for a role, and whether its text says so.
type TextConsequence struct {
	// The KPI.
	KPI string `json:"kpi"`
	// Its name, else its id.
	Title string `json:"title"`
	// Where the consequence is written.
	At string `json:"at"`
	// review, bonus, dismissal, or pay (it is in the incentive).
	Consequence string `json:"consequence"`
	// Whether the text names what it counts, or the words of its name or id.
	Mentioned bool `json:"mentioned"`
}

// TextOfRole is what the text of a job description says, beside the KPIs of the role.
type TextOfRole struct {
	// The numbers in the text that ask for something, in its order. A finding on one stands at its words.
	Numbers []*TextNumber `json:"numbers"`
	// The KPIs with a consequence for the role: of an expectation, or in the incentive.
	Consequences []*TextConsequence `json:"consequences"`
	// The KPIs of the role in words, empty for none.
	KPIs string `json:"kpis"`
}
