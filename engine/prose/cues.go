package prose

import "github.com/kpilint/kpilint/engine/content"

// This file holds the words that tell a demand from other numbers.

var (
	// earlier numbers are no demands: what was, what comes first or last, places in a list.
	earlier = content.WordSet(`
first last next past previous coming initial top big fortune another other these those all every past
recent`)

	// labels have a number as their name: Grade 8, ISO 9001, SOC 2, page 12, Form 4, Q 2.
	labels = content.WordSet(`
priority severity sev
grade level tier stage form forms section rule article step phase page pages chapter room floor figure
table appendix platform version release v class category band rfc paragraph clause directive regulation iso iec soc
soc2 asc ifrs nist din en ieee pci sox gaap fips part unit no nr number line model office analytics covid area fy q
building type route runway highway terminal gate round option choice track scenario lesson module chart dashboard
windows android ios web net .net bay ward phone tel telephone mobile fax extension ext developer grid`)

	months = content.WordSet(`
january february march april may june july august september october november december jan feb mar apr
jun jul aug sep sept oct nov dec`)

	// requirements tell what somebody brings along, and what they did before.
	requirements = content.WordSet(`
experience experienced knowledge familiarity familiar understanding ability expertise skills
skill proficient proficiency fluent fluency degree certification certifications certificate certificates degrees
credits diploma qualification qualifications expert proven demonstrated demonstrable track record history background
reside languages education graduate semester coursework licence license prior previous seniority credentials ideal
ideally experiences`)

	// attainments tell the same of a rate: "proven ability to close 10 deals a month".
	attainments = content.WordSet("experience experienced ability proficiency proven demonstrated demonstrable")

	// experiences are those of others, and no requirement.
	experiences = content.WordSet(`
customer customers candidate user users employee patient patients passenger onboarding digital
guest client shopping overall`)

	// pay is money for the work, and other parts of a contract.
	pay = content.WordSet(`
salary salaries compensation pay payout payouts wage wages commission commissions ote bonus bonuses equity
oti stock options pension 401k 401(k) 401(k match base variable insurance allowance stipend benefits benefit perks
discount reimbursement overtime earn earnings remuneration tuition`)

	// wages stand at shares that are pay.
	wages = content.WordSet(`
salary salaries compensation pay payout payouts wage wages commission commissions ote oti bonus bonuses
equity pension 401k 401(k remuneration stipend base variable dental premium premiums`)

	// offDuty words stand at times and counts of an employment, even where they are limits.
	offDuty = content.WordSet(`vacation pto severance redundancy parental maternity paternity
probation probationary sabbatical ramp ramping off appointment appointments tenure`)

	// contract words stand at times that somebody works, or does not.
	contract = content.WordSet(`
vacation holiday holidays leave pto parental maternity paternity sick probation probationary contract
break lunch rotation rota on-call fixed-term temporary permanent internship apprenticeship employment off absence
sabbatical ramp ramping full-time part-time fte hybrid remote office on-site onsite home weekends`)

	// histories tell of a company, or of what has been.
	histories = content.WordSet(`
was were had founded since established raised averaged grew grown doubled tripled made finished
accomplished conducted employs employ employees serve serves serving trusted located operates operate worldwide
globally headquartered valued history offices countries used there acquired became started listed`)

	// pasts tell what has been.
	pasts = content.WordSet(`
serve serves founded was were grew grown rose fell raised averaged increased decreased declined doubled
tripled`)

	// describing words stand before the colon of a number that describes: "Team size: 8".
	describing = content.WordSet(`
size headcount grade level age date salary position positions opening openings vacancy vacancies
location travel hours id phone team members report reports contract band duration start people employees seats years
experience office room weight share`)

	// firms are whom a sentence describes: "Our depots sort 2 million parcels a day".
	firms = content.WordSet(`
our company hospital clinic firm group business organisation organization store stores plant factory
warehouse depot depots hub hubs department ward practice`)

	// phrasal verbs have "over" as a part: "hand over 10 opportunities".
	phrasal = content.WordSet(`
hand hands handed handing take takes turn turns carry carries bring brings pass passes go goes roll
rolls`)

	// people and places are counted to describe, not to ask.
	crowds = content.WordSet(`
people employee employees member members teammate teammates report reports colleague colleagues country
countries office offices state states continent location locations site sites store stores language languages year
years pillar pillars stage stages type types way ways part parts area areas level levels framework frameworks kg lb
lbs pound pounds km mile miles metre metres meter meters group groups department departments division divisions
company companies shift shifts team teams recruiter recruiters interviewer executive executives peer peers user seat
manager managers director directors developer developers reference references thing things option options region
regions market markets hemisphere`)

	// groups are followed by "of" and a number of people.
	groups = content.WordSet(`
team teams group staff crew fleet department organisation organization workforce pool squad force
network company unit`)

	// makes are verbs whose object is a result: "Publish 2 articles".
	makes = content.WordSet(`
make run publish write close deliver hire win land book generate complete conduct create produce hold
handle process resolve answer serve visit call contact sell ship install inspect review recruit source schedule add
reach achieve hit secure get launch onboard attend host teach train treat see sign build qualify submit pack pick load
test audit repair maintain prepare organise organize share feature amplify elevate celebrate interview choose start
execute develop design draft define document identify implement improve migrate move automate release deploy fix
triage merge evaluate survey meet present demo pitch prospect dial email engage nurture convert retain renew expand
collect recover invoice forecast plan coach mentor certify screen place fill staff dispatch sort scan count receive
calibrate clean respond reply discharge admit assess examine operate cook bake print translate transcribe edit
proofread post film record draw code patch update upgrade reconcile approve register file check bring raise gather
validate verify facilitate sponsor negotiate renegotiate prioritize prioritise tackle solve adopt finalize finalise
benchmark select pilot return clear invite enrol enroll feed wash perform undertake dispense vaccinate assemble restock
tutor chair plant read measure ring`)

	// goals stand at a number that is asked for.
	goals = content.WordSet(`
target targets quota quotas goal goals kpi kpis objective objectives pipeline revenue bookings arr acv
nrr savings sales takings donations
turnover margin spend budget cost costs expense expenses orders generate close win book sell raise
save collect`)

	// scores are numbers without a unit.
	scores = content.WordSet(`
score scores scoring rating ratings rated csat nps enps factor index sentiment average satisfaction survey
stars ratio`)

	// conditions make a number a case, not a demand.
	conditions = content.WordSet("if unless whenever where until assumed assuming")

	// usual words tell what is common elsewhere.
	usual = content.WordSet("often cited commonly typically typical generally usually considered")

	// late words stand at durations that tell which cases are meant: "nothing older than 14 days".
	late = content.WordSet("older ago old future later")

	// negations make "more than" a limit: "no customer waits more than 30 days".
	negations = content.WordSet(`no none nobody never not don't don’t can't can’t cannot shouldn't shouldn’t
		mustn't mustn’t
doesn't doesn’t won't won’t`)
)
