package supply

import (
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
)

// Funnel are the stages that lead to a KPI.
type Funnel struct {
	// The stages that `conversion` states.
	Funnel []*FunnelStage `json:"funnel,omitzero"`
}

// OpenWork is what is open at one time.
type OpenWork struct {
	// How many are open at one time, for each role that limits them (`wipLimit`).
	OpenWork []*OpenInRole `json:"openWork,omitzero"`
}

// LeadTime is the time that a KPI promises for an item.
type LeadTime struct {
	// Of a KPI that `promises` an item: the time to finish what is in progress of it.
	LeadTime *PromisedTime `json:"leadTime,omitzero"`
}

// Markets are what is drawn on them.
type Markets struct {
	// Of a KPI that draws most on a market: what all draw on it.
	Markets []*Market `json:"markets,omitzero"`
}

// Shares are what others set aside of a supply.
type Shares struct {
	// Of a KPI that others draw on: the shares of its supply that they set aside.
	Shares []*SharesOfSupply `json:"shares,omitzero"`
}

// LittlesLaw is what is open at the same time by Little's law.
type LittlesLaw struct {
	// What is open at the same time, of a KPI with a target, `inProgress` and `cycleTime` (Little's law).
	Little *WorkInProgress `json:"little,omitzero"`
}

// OpenInRole is how many are open at one time, beside the limit of a role.
type OpenInRole struct {
	// The role.
	Role string `json:"role"`
	// Rate a month × months that one takes: of one person where the KPI is per person, else of the role.
	Open *network.Node `json:"open"`
	// The role's limit.
	Limit *network.Node `json:"limit"`
	// Whether both are of one person.
	Each bool `json:"each"`
	// The target, as the role has it.
	Target *network.Node `json:"target,omitzero"`
}

// PromisedTime is the time that is promised for an item, beside the time it takes to finish what is in progress.
type PromisedTime struct {
	// The item.
	Item string `json:"item,omitzero"`
	// The promise.
	Promised *network.Node `json:"promised,omitzero"`
	// True where the promise is written in bare days, which are elapsed ones of 24 h; absent otherwise.
	BareDay bool `json:"bareDay,omitzero"`
	// What is in progress.
	InProgress *network.Node `json:"inProgress,omitzero"`
	// What is finished in a month.
	Throughput *network.Node `json:"throughput,omitzero"`
	// In progress ÷ finished, in the unit of the promise.
	Needed *network.Node `json:"needed,omitzero"`
	// How many may be in progress for the promise to hold, in whole units.
	Most *network.Node `json:"most,omitzero"`
}

// SharesOfSupply are the shares of one supply that others set aside.
type SharesOfSupply struct {
	// The supply: this KPI, or an item that several make.
	Of string `json:"of"`
	// The sum of the shares, in percent.
	Total *network.Node `json:"total"`
	// Each share in words.
	Parts []string `json:"parts"`
}

// FunnelStage is what a conversion gives, beside what the KPI states.
type FunnelStage struct {
	// The entry of `needs`.
	At string `json:"at"`
	// Input × conversion.
	Computed *network.Node `json:"computed"`
	// The target on the same ground.
	Stated *network.Node `json:"stated"`
	// How far apart, in percent of the stated.
	Deviation *network.Node `json:"deviation,omitzero"`
	// The KPI or item that goes in.
	From string `json:"from"`
	// All stages together, where there are several.
	All *network.Node `json:"all,omitzero"`
	// How far the sum of all stages is from the stated.
	AllDeviation *network.Node `json:"allDeviation,omitzero"`
	// What the funnel gives: all stages together, or the one that there is.
	Gives *network.Node `json:"gives,omitzero"`
	// How far that is from the stated, in percent of it.
	Apart *network.Node `json:"apart,omitzero"`
	// Whether it certainly gives more than a target asks for that should rise.
	More bool `json:"more"`
}

// WorkInProgress is what is open at the same time, as stated and as worked out.
type WorkInProgress struct {
	// What is in progress, as written.
	Stated *network.Node `json:"stated"`
	// Rate × cycle time, of the team, or of a person where what is in progress is.
	Computed *network.Node `json:"computed"`
	// How far apart, in percent of what is stated.
	Deviation *network.Node `json:"deviation,omitzero"`
}

// What is drawn from a market, at the KPI that draws most.
//
//view:name Market
type Market struct {
	// The market.
	Market string `json:"market"`
	// After how many months the same one can be used again; absent where each is used once.
	Again *network.Node `json:"again,omitzero"`
	// What all KPIs together draw in a month.
	Draw *network.Node `json:"draw"`
	// How many can be served; where only the addressable are known, those, with what is missing.
	Size *network.Node `json:"size"`
	// In how many months the draw uses up the market.
	Lasts *network.Node `json:"lasts,omitzero"`

	Draws []*Side `json:"-"` // each KPI that draws on it, with as many as it draws in a month
}

// A KPI's part in an item.
//
//view:name side
type Side struct {
	// The KPI.
	KPI string `json:"kpi"`
	// The field that says so.
	At string `json:"at"`
	// Whether it makes no demand: a stage of a funnel, or a share that is only set aside.
	Conversion bool `json:"conversion"`
	// Items a month.
	Rate *network.Node `json:"rate,omitzero"`
	// Items a month of one person, for a target per person.
	PerPerson *network.Node `json:"perPerson,omitzero"`

	Of   *model.Resource `json:"-"` // the KPI itself
	From *model.Resource `json:"-"` // of a consumer: the one supplier that it draws on, nil for any
}

// What some KPIs produce and others need.
//
//view:name Item
type Item struct {
	// The noun, singular.
	Item string `json:"item"`
	// The noun, plural.
	Plural string `json:"plural"`
	// Who makes it.
	Producers []*Side `json:"producers"`
	// Who uses it.
	Consumers []*Side `json:"consumers"`
	// All that is made, a month.
	Supply *network.Node `json:"supply,omitzero"`
	// All that is needed, a month.
	Demand *network.Node `json:"demand,omitzero"`
	// Of an item nobody makes: one with nearly the same name that somebody makes.
	Nearest string `json:"nearest,omitzero"`
	// The market whose unit the item is: a supply that nobody produces.
	Market string `json:"market,omitzero"`
	// The largest consumer.
	Largest string `json:"largest,omitzero" reads:"demand"`
	// Demand less supply, where it may be above zero.
	Short *network.Node `json:"short,omitzero"`
	// The shortage in percent of the demand.
	ShortShare *network.Node `json:"shortShare,omitzero"`
	// The target of the largest consumer that the supply allows.
	HoldsAt *network.Node `json:"holdsAt,omitzero"`
	// The largest producer.
	Maker string `json:"maker,omitzero" reads:"supply"`
	// The target of the largest producer at which it makes what is needed.
	CoversAt *network.Node `json:"coversAt,omitzero"`
	// Of several suppliers, those that some draw on alone, each as an item of its own.
	Draws []*Item `json:"draws,omitzero"`
}
