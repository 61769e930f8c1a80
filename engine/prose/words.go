package prose

import (
	"cmp"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/quantity"
)

// This file holds every word that decides. A list says of its words what a number near them is.

func set(words string) map[string]bool {
	all := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		all[w] = true
	}
	return all
}

var numberWords = map[string]string{
	"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9", "ten": "10",
	"eleven": "11", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60",
	"hundred": "100", "dozen": "12",
}

var scales = map[string]string{"thousand": "k", "million": "M", "billion": "bn"}

// timeUnits are words for time as the grammar of quantities spells them.
var timeUnits = map[string]string{
	"ms": "ms", "millisecond": "ms", "milliseconds": "ms", "s": "s", "sec": "s", "secs": "s", "second": "s", "seconds": "s",
	"min": "min", "mins": "min", "minute": "min", "minutes": "min", "h": "h", "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
	"day": "days", "days": "days", "week": "weeks", "weeks": "weeks", "month": "months", "months": "months",
	"quarter": "quarters", "quarters": "quarters", "year": "years", "years": "years", "yr": "years", "yrs": "years",
	"workday": "workdays", "workdays": "workdays",
}

// dayKinds say whose day or hour it is.
var dayKinds = map[string]string{
	"business": "workdays", "working": "workdays", "work": "workdays", "calendar": "calendar-days", "full": "days", "consecutive": "days",
}

// periods are what a rate is per, as the grammar spells it. A shift is the day of whoever works it.
var periods = map[string]string{
	"hour": "hour", "day": "day", "workday": "day", "shift": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year",
}

// often are adverbs and adjectives that say a period.
var often = map[string]string{
	"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "yearly": "year", "annually": "year",
	"annual": "year",
}

// scopes are words for those whom a rate is per.
var scopes = map[string]string{
	"person": "person", "head": "person", "employee": "person", "member": "person", "teammate": "person", "rep": "person",
	"representative": "person", "individual": "person", "colleague": "person", "team": "team", "organisation": "organisation",
	"organization": "organisation", "company": "organisation",
}

var perWords = set("per a an each every")

// fillers stand between per and a period: "each working day".
var fillers = set("single given working business calendar normal average full")

type comparator struct {
	words []string
	means quantity.Comparator
	sign  bool
}

var signs = map[string]quantity.Comparator{
	"<": quantity.LessThan, ">": quantity.MoreThan, "<=": quantity.AtMost, ">=": quantity.AtLeast, "=<": quantity.AtMost, "=>": quantity.AtLeast,
	"≤": quantity.AtMost, "≥": quantity.AtLeast, "=": quantity.Exactly,
}

// comparators are the words before a number, longer ones before shorter ones.
var comparators = comparatorsOf(map[quantity.Comparator][]string{
	quantity.AtLeast: {"at least", "a minimum of", "minimum of", "at a minimum", "minimum", "no less than", "no fewer than", "not less than",
		"not fewer than", "not below", "at or above", "at or over", "never below", "never fewer than", "never less than"},
	quantity.AtMost: {"at most", "at or below", "at or under", "a maximum of", "maximum of", "maximum", "no more than", "not more than", "never more than", "no longer than",
		"up to", "within", "not exceed", "not exceeding", "never exceed", "no later than", "not longer than", "never over", "not over"},
	quantity.MoreThan: {"more than", "greater than", "higher than", "longer than", "over", "above", "exceed", "exceeds", "exceeding"},
	quantity.LessThan: {"less than", "fewer than", "lower than", "shorter than", "under", "below", "in under", "in less than"},
})

// afterwards are the words after a number or its unit.
var afterwards = comparatorsOf(map[quantity.Comparator][]string{
	quantity.AtLeast: {"or more", "or higher", "or above", "or better", "or over", "and above", "and more", "and over", "at least", "minimum"},
	quantity.AtMost:  {"or less", "or fewer", "or below", "or lower", "or under", "or faster", "or sooner", "at most", "maximum", "max"},
})

// hedges are words between a comparator and its number, or in its place, that change nothing.
var hedges = set("about approximately around roughly some just only another a an average")

// empty are words without a meaning of their own.
var empty = set(`a an the and or of for to in on at by with from per each every as that this these those which who is are be been will
would shall should must may can do does did has have had it its their your you we our us they them he she his her i my not no than then
so such all any both more most least less few other into within without over under up out about through via when while if but also how
what there here very one new against`)

// boundaries end the noun after a number. Prepositions, conjunctions, and verbs that cannot be part of it.
var boundaries = set(`a an the and or of for to in on at by with from per each every as that which who is are be was were will would
should must may can has have had it its their your you we our they than then so into within without over under through via when while
if but also across between during before after until because where whose this these those not only daily weekly monthly quarterly
annually yearly hourly against about towards toward plus minus times versus vs`)

// abbreviations end in a point that ends no sentence.
var abbreviations = set("e.g i.e approx vs etc no nr min max st dr mr mrs ms incl ca cf resp avg")

// What follows are the words that tell a demand from other numbers.

var (
	// earlier numbers are no demands: what was, what comes first or last, places in a list.
	earlier = set("first last next past previous coming initial top big fortune another other these those all every past recent")

	// labels have a number as their name: Grade 8, ISO 9001, SOC 2, page 12, Form 4, Q 2.
	labels = set(`grade level tier stage form forms section rule article step phase page pages chapter room floor figure table appendix platform
version release v class category band rfc paragraph clause directive regulation iso iec soc soc2 asc ifrs nist din en ieee pci sox gaap
fips part unit no nr number line model office analytics covid area fy q building route gate bay ward phone tel telephone mobile fax
extension ext developer grid`)

	months = set(`january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept
oct nov dec`)

	// requirements tell what somebody brings along, and what they did before.
	requirements = set(`experience experienced knowledge familiarity familiar understanding ability expertise skills skill proficient
proficiency fluent fluency degree certification certifications certificate certificates degrees credits diploma qualification
qualifications expert proven demonstrated demonstrable track record history background reside languages education graduate licence license prior previous seniority credentials
ideal ideally experiences`)

	// attainments tell the same of a rate: "proven ability to close 10 deals a month".
	attainments = set("experience experienced ability proficiency proven demonstrated demonstrable")

	// experiences are those of others, and no requirement.
	experiences = set("customer customers candidate user users employee patient patients passenger onboarding digital guest client shopping overall")

	// hiring tells how somebody becomes part of the company.
	hiring = set("interview interviews interviewed intervies screening invited recruiter recruiters candidates candidate applicants applicant")

	// pay is money for the work, and other parts of a contract.
	pay = set(`salary salaries compensation pay payout payouts wage wages commission commissions ote bonus bonuses equity stock options
pension 401k 401(k) match insurance allowance stipend benefits benefit perks discount reimbursement overtime earn earnings
remuneration tuition`)

	// wages stand at shares that are pay.
	wages = set("salary salaries compensation pay payout payouts wage wages commission commissions ote bonus bonuses equity pension 401k remuneration stipend")

	// offDuty words stand at times and counts of an employment, even where they are limits.
	offDuty = set("vacation pto parental maternity paternity notice probation probationary sabbatical ramp ramping off")

	// contract words stand at times that somebody works, or does not.
	contract = set(`vacation holiday holidays leave pto parental maternity paternity sick notice probation probationary contract
break lunch rotation rota on-call fixed-term temporary permanent internship apprenticeship employment off absence sabbatical ramp
ramping full-time part-time fte hybrid remote office on-site onsite home weekends`)

	// histories tell of a company, or of what has been.
	histories = set(`was were had founded since established raised averaged grew grown doubled tripled made finished accomplished conducted
employs employ employees serve serves serving trusted located operates operate worldwide globally headquartered valued history
offices countries used there acquired became started listed`)

	// pasts tell what has been.
	pasts = set("was were grew grown rose fell raised averaged increased decreased declined doubled tripled")

	// describing words stand before the colon of a number that describes: "Team size: 8".
	describing = set(`size headcount grade level age date salary position positions opening openings vacancy vacancies location travel hours id
phone team members report reports contract band duration start people employees seats years experience office room weight share`)

	// firms are whom a sentence describes: "Our depots sort 2 million parcels a day".
	firms = set(`our company hospital clinic firm group business organisation organization store stores plant factory warehouse depot depots hub
hubs department ward practice`)

	// phrasal verbs have "over" as a part: "hand over 10 opportunities".
	phrasal = set("hand hands handed handing take takes turn turns carry carries bring brings pass passes go goes roll rolls")

	// people and places are counted to describe, not to ask.
	crowds = set(`people employee employees member members teammate teammates report reports colleague colleagues country countries
office offices state states continent location locations site sites store stores language languages year years pillar pillars stage
stages type types way ways part parts area areas level levels framework frameworks kg lb lbs pound pounds km mile miles metre metres
meter meters group groups department departments division divisions company companies shift shifts team teams recruiter
recruiters interviewer executive executives peer peers user seat manager managers director directors
developer developers reference references thing things option options region regions market markets hemisphere`)

	// groups are followed by "of" and a number of people.
	groups = set("team teams group staff crew fleet department organisation organization workforce pool squad force network company unit")

	// makes are verbs whose object is a result: "Publish 2 articles".
	makes = set(`make run publish write close deliver hire win land book generate complete conduct create produce hold handle process resolve
answer serve visit call contact sell ship install inspect review recruit source schedule add reach achieve hit secure get launch onboard
attend host teach train treat see sign build qualify submit pack pick load test audit repair maintain prepare organise organize share
shares deliver delivers makes runs publishes writes closes wins`)

	// goals stand at a number that is asked for.
	goals = set(`target targets quota quotas goal goals kpi kpis objective objectives pipeline revenue bookings arr acv nrr savings sales
turnover margin spend budget cost costs expense expenses orders generate close win book sell raise save collect`)

	// scores are numbers without a unit.
	scores = set("score scores scoring rating ratings rated csat nps factor index sentiment average satisfaction survey stars ratio")

	// conditions make a number a case, not a demand.
	conditions = set("if unless whenever where case until assumed assuming")

	// late words stand at durations that tell which cases are meant: "nothing older than 14 days".
	late = set("older ago old future later")

	// negations make "more than" a limit: "no customer waits more than 30 days".
	negations = set("no none nobody never not")
)

func comparatorsOf(spellings map[quantity.Comparator][]string) []comparator {
	var all []comparator
	for means, list := range spellings {
		for _, words := range list {
			all = append(all, comparator{words: strings.Fields(words), means: means})
		}
	}
	for sign, means := range signs {
		all = append(all, comparator{words: []string{sign}, means: means, sign: true})
	}
	return longestFirst(all)
}

// longestFirst orders by length, and then by the alphabet, so that the order never changes.
func longestFirst(all []comparator) []comparator {
	slices.SortFunc(all, func(a, b comparator) int {
		return cmp.Or(len(b.words)-len(a.words), strings.Compare(strings.Join(a.words, " "), strings.Join(b.words, " ")))
	})
	return all
}

// vague words stand in most sentences of work, and say nothing of which number is meant.
var vague = set(`customer client patient user person people team member employee colleague company business organisation time day workday
week month quarter year hour minute second rate share percentage percent number level target quota goal kpi average total least work job
role make keep get give take good high low whole one two three four five six seven eight nine ten`)

// synonyms lead to one word of several that people use for the same.
var synonyms = map[string]string{
	"answer": "respond", "answered": "respond", "reply": "respond", "respond": "respond", "response": "respond", "responding": "respond",
	"solve": "resolve", "solved": "resolve", "fix": "resolve", "fixed": "resolve", "resolve": "resolve", "resolved": "resolve", "resolution": "resolve",
	"error": "mistake", "mistake": "mistake", "fault": "mistake", "defect": "mistake",
	"phone": "call", "call": "call", "telephone": "call",
	"happy": "satisfied", "satisfied": "satisfied", "satisfaction": "satisfied",
	"on-time": "punctual", "punctual": "punctual", "punctuality": "punctual",
}
