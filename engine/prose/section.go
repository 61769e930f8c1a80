package prose

import (
	"bytes"
	"slices"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
)

// purpose is what the section of a text is for, by its heading.
type purpose uint8

const (
	unnamed purpose = iota // its heading does not say
	profile                // what people bring along, get, or are told of the company: it asks for nothing
	report                 // what was found, costs or is foreseen: only a number that is called a target is one
	work                   // what people do
	targets                // what they are measured by
)

// tells reports whether a section tells, and asks for nothing by itself.
func (p purpose) tells() bool { return p == profile || p == report }

// outline is where a text is read: the headings above, the outermost first.
type outline struct {
	levels   []int
	purposes []purpose
	metrics  []bool   // of each, whether it speaks of metrics
	rhythms  []string // of each, the period in which what stands below it is done; "" for none
	aimed    []bool   // of each, whether it speaks of what is to be reached: targets and goals, and not metrics
	listing  bool     // the last one is a line of plain text that only leads to the list below it
	plan     bool     // it is that of the page of a team
	loose    bool     // the outermost heading is the title of a plan
	reports  bool     // the name of the file says that it reports what has been or was found
}

// leading is the level of a line of bold text, or one that ends in a colon, in the place of a heading.
const leading = 7

// enter takes a block that stands as a heading, and reports whether it does.
func (o *outline) enter(b block, tokens []token) bool {
	level := b.level
	if b.item {
		return o.enterItem(b, tokens)
	}
	if o.listing && level == 0 {
		o.leave(leading) // the list is over
	}
	o.listing = false
	rest := afterNumber(tokens)
	numbered := len(rest) < len(tokens) // Slide 2: Goals
	tokens = rest
	if level == 0 && o.plan && b.leads && listsCases(tokens) {
		o.leave(leading)
		o.push(leading, report)
		o.listing = true
		return true
	}
	rhythm := ""
	if o.plan {
		rhythm = rhythmOf(tokens)
	}
	if level == 0 && (len(tokens) > maxHeading || len(tokens) == 0 || hasDigit(tokens) && !numbered && rhythm == "") {
		return false
	}
	p := purposeOf(tokens[:min(len(tokens), maxLabel)])
	if len(o.levels) == 0 && level == 1 && ofPost(tokens) {
		p = unnamed
	}
	if level == 0 {
		last := tokens[len(tokens)-1].close
		leads := strings.HasSuffix(last, ":") || b.leads && last == ""
		if !b.strong && !numbered && !(leads && (p != unnamed || rhythm != "")) {
			return false
		}
		level = leading
		o.listing = o.plan && !b.strong
	}
	o.leave(level)
	if o.plan {
		if p = onPage(tokens, p, o.purpose()); o.aim() < 2 && !speaksOfAims(tokens) && p != profile && ofPrices(tokens) {
			p = report
		}
	}
	aims := speaksOfAims(tokens)
	switch {
	case o.purpose() == profile && ofPlan(tokens):
		p = profile // the health plan among benefits
	case o.reports && p == targets && !aims:
		p = unnamed // performance, in the minutes of a meeting
	case o.plan && p == profile && o.aim() > 0 && firstDays(tokens):
		p = targets // the first 90 days, below what success looks like
	case p == unnamed && bytes.HasSuffix(bytes.TrimSpace(b.text), []byte("✅")):
		p = report // what is done
	}
	o.push(level, p)
	o.aimed[len(o.aimed)-1] = aims
	o.metrics[len(o.metrics)-1] = slices.ContainsFunc(tokens, func(t token) bool { return metricsOf.Has(t.word) })
	o.rhythms[len(o.rhythms)-1] = rhythm
	if len(o.levels) == 1 {
		o.loose = level <= 1 && ofPlan(tokens)
		if level <= 1 && p == unnamed && ofStrategy(tokens) {
			o.loose, o.purposes[0] = true, targets
		}
	}
	return true
}

// listsCases recognises a line over a list of cases in which something is done: "Escalate to the manager if:".
func listsCases(tokens []token) bool {
	n := len(tokens)
	if n < 2 || n > maxHeading+2 || !strings.HasSuffix(tokens[n-1].close, ":") || !ifs.Has(tokens[n-1].word) {
		return false
	}
	return !slices.ContainsFunc(tokens, func(t token) bool { return succeeds.Has(t.word) || well.Has(t.word) })
}

// rhythmOf is the period that a heading says for all that is listed below it: week of "Weekly", "Every week (1 hour)",
// "Weekly targets" and "Outreach (weekly)". It is "" where other words stand in the heading.
func rhythmOf(heading []token) string {
	for i, t := range heading { // what stands in brackets says how long it takes, or in which period
		if strings.HasPrefix(t.open, "(") {
			if period := often(t.word); period != "" && strings.HasPrefix(t.close, ")") {
				return period
			}
			heading = heading[:i]
			break
		}
	}
	n := len(heading)
	if n == 0 {
		return ""
	}
	period, rest := often(heading[0].word), heading[1:]
	if repeating.Has(heading[0].word) && n > 1 {
		period, rest = periods()[heading[1].word], heading[2:]
	}
	if period == "" || len(rest) > 3 || len(rest) > 0 && !inRhythm.Has(rest[len(rest)-1].word) {
		return ""
	}
	return period
}

// orders reports whether a sentence begins with what is to be done, and not with a name before a colon.
func (s sentence) orders() bool {
	for i := range min(maxEntry, len(s.tokens)) {
		if strings.HasSuffix(s.at(i).close, ":") {
			return false
		}
	}
	return s.ordersFirst() && !s.numberAt(0) || base(s.at(0))
}

// rhythm is the period of the nearest heading that says one.
func (o *outline) rhythm() string {
	for _, r := range slices.Backward(o.rhythms) {
		if r != "" {
			return r
		}
	}
	return ""
}

// firstDays recognises a heading of the first weeks in a post: "First 90 days".
func firstDays(heading []token) bool {
	for i, t := range heading {
		if t.word == "first" && i+2 < len(heading) && timeUnits()[heading[i+2].word] != "" {
			return true
		}
	}
	return false
}

var (
	well     = content.WordSet("well happy track")
	inRhythm = content.WordSet(`
routine routines tasks activities activity rhythm habits targets target goals goal quota quotas minimums standards
schedule workflow duties`)
)

// onPage is what a heading says of its section on the page of a team, where some words of job descriptions say less:
// levels are of priorities as well, requirements those of the work, and below definitions of targets lie targets.
func onPage(heading []token, p, within purpose) purpose {
	left := slices.DeleteFunc(slices.Clone(heading), func(t token) bool { return softly.Has(t.word) })
	switch {
	case p == targets && ofPractice(heading):
		return unnamed // how targets are set
	case p == targets && within.tells() && !speaksOfAims(heading):
		return unnamed // metrics, below what was measured
	case p != profile || len(left) == len(heading):
		return p
	}
	switch q := purposeOf(left); {
	case q != unnamed:
		return q
	case slices.ContainsFunc(heading, func(t token) bool { return explaining.Has(t.word) }):
		return report
	}
	return unnamed
}

// ofPractice reports whether a heading is of how targets are set, and not of targets: "Goal setting", "Step 2: Audit
// the quota method".
func ofPractice(heading []token) bool {
	if len(heading) > 3 && labels.Has(heading[0].word) || len(heading) > 3 && heading[0].word == "step" {
		if strings.HasSuffix(heading[1].close, ":") && base(heading[2]) {
			return true
		}
	}
	if len(heading) > 1 && practising.Has(heading[0].word) {
		return true
	}
	for i, t := range heading {
		if practices.Has(t.word) && i > 0 && aimsOf.Has(heading[i-1].word) {
			return true
		}
	}
	return false
}

var (
	softly = content.WordSet(`
level levels definition definitions terms pricing prices constraints requirements requirement`)
	explaining = content.WordSet("definition definitions terms pricing prices constraints")
	practising = content.WordSet("setting writing choosing designing building calculating")
	practices  = content.WordSet(`
setting framework process methodology method guide template templates examples attainment`)
)

// ofPrices reports whether a heading is of what things cost, or what they are said to save.
func ofPrices(heading []token) bool {
	return slices.ContainsFunc(heading, func(t token) bool { return priceHeads.Has(t.word) })
}

var priceHeads = content.WordSet("pricing price prices roi break-even packages fees discounts")

// ofPost recognises a title that names somebody by their work and then what it has to do with: "Caseworker, benefits".
func ofPost(title []token) bool {
	for i, t := range title {
		if strings.HasSuffix(t.close, ",") {
			return agent(t.word) && i+1 < len(title)
		}
	}
	return false
}

// afterNumber are the words of a heading behind its place in a document: "Slide 2: Goals for the year".
func afterNumber(tokens []token) []token {
	if len(tokens) > 2 && numberedParts.Has(tokens[0].word) && digitsOnly(tokens[1].text) &&
		strings.HasSuffix(tokens[1].close, ":") {
		return tokens[2:]
	}
	return tokens
}

var numberedParts = content.WordSet("slide section part chapter page")

// enterItem takes an entry of a list that names what the entries below it are: "Benefits", "GOOD".
func (o *outline) enterItem(b block, tokens []token) bool {
	level := leading + max(b.depth, 1)
	o.leave(level)
	named := func(t token) bool { return strings.HasSuffix(t.close, ":") } // Target: zero accidents
	if len(tokens) == 0 || len(tokens) > maxEntry || hasDigit(tokens) ||
		slices.ContainsFunc(tokens[:len(tokens)-1], named) {
		return false
	}
	p := purposeOf(tokens)
	if p == unnamed {
		return false
	}
	o.push(level, p)
	return true
}

// labelled is profile for a paragraph that names itself so before a colon or a dash: "Health insurance - You are …".
func (o *outline) labelled(tokens []token) purpose {
	if len(tokens) > 1 && outcomes.Has(tokens[0].word) && strings.HasSuffix(tokens[0].close, ":") {
		return profile // Result: build time reduced to 6 minutes
	}
	if o.purpose() == targets {
		return unnamed
	}
	if o.purpose() == unnamed && ofBenefits(tokens) {
		return profile
	}
	for i := range min(maxEntry, len(tokens)-1) {
		next := tokens[i+1].word
		if strings.HasSuffix(tokens[i].close, ":") || next == "-" || next == "–" {
			if p := purposeOf(tokens[:i+1]); p == profile && !(i > 0 && doesSo.Has(tokens[i].word)) {
				return p
			}
			break
		}
	}
	return unnamed
}

// doesSo are verbs that are nouns in headings: "Speed wins - first reply within 2 hours".
var doesSo = content.WordSet("wins pays")

// ofThePast reports whether a sentence begins with a label for what has been: "Average basket last year: €34.20".
func (s sentence) ofThePast() bool {
	for i := range min(maxEntry+1, len(s.tokens)) {
		if strings.HasSuffix(s.at(i).close, ":") {
			return s.any(0, i+1, standing.Set())
		}
	}
	return false
}

// outcomes are labels of what came out.
var outcomes = content.WordSet("result results outcome outcomes")

// ofBenefits recognises a paragraph that tells what employees get, by its words.
func ofBenefits(tokens []token) bool {
	found := map[string]bool{}
	for _, t := range tokens {
		if benefitWords.Has(t.word) {
			found[t.word] = true
		}
	}
	return len(found) >= leastBenefits
}

// leastBenefits is how many of these words a paragraph about benefits holds at least.
const leastBenefits = 4

var benefitWords = content.WordSet(`
benefits insurance dental vision medical retirement holidays vacation sick leave pension premium premiums reimbursement
deductible prescriptions paycheck coverage dependents eligible accrue accrues 401k tuition disability enrollment
enrolment copay salary pto paid`)

// maxEntry is how many words an entry of a list has at most that names those below it.
const maxEntry = 4

// leave goes to where a heading of a level stands.
func (o *outline) leave(level int) {
	n := len(o.levels)
	for n > 0 && o.levels[n-1] >= level {
		n--
	}
	o.levels, o.purposes, o.aimed, o.metrics = o.levels[:n], o.purposes[:n], o.aimed[:n], o.metrics[:n]
	o.rhythms = o.rhythms[:n]
}

func (o *outline) push(level int, p purpose) {
	o.levels, o.purposes = append(o.levels, level), append(o.purposes, p)
	o.aimed, o.metrics, o.rhythms = append(o.aimed, false), append(o.metrics, false), append(o.rhythms, "")
}

// aim is how strongly the headings say that numbers are targets: 2 for one that speaks of aims, 1 for a word such as
// plan or metrics, and 0 for others.
func (o *outline) aim() int {
	for i, p := range slices.Backward(o.purposes) {
		switch {
		case p == unnamed:
		case p != targets:
			return 0
		case o.aimed[i]:
			return 2
		default:
			return 1
		}
	}
	return 0
}

// ofMetrics reports whether the heading by which numbers are targets only speaks of what is measured: a heading of
// metrics also stands over results.
func (o *outline) ofMetrics() bool {
	for i, p := range slices.Backward(o.purposes) {
		if p != unnamed {
			return o.metrics[i]
		}
	}
	return false
}

var metricsOf = content.WordSet("metric metrics performance scorecard statistics")

// speaksOfAims reports whether a heading has a word for what is to be reached. "Metrics" and "performance" also stand
// over what was measured.
func speaksOfAims(heading []token) bool {
	for i, t := range heading {
		if aimsOf.Has(t.word) || t.word == "service" && i+1 < len(heading) && strings.HasPrefix(heading[i+1].word, "level") {
			return true
		}
	}
	return false
}

var aimsOf = content.WordSet(`
target targets goal goals objective objectives okr okrs result results commitment commitments promise promises sla slas
slo slos expectation expectations standard standards quota quotas priorities ambitions criteria success`)

// maxHeading is how many words a line has at most that stands as a heading without being marked as one.
const maxHeading = 8

func hasDigit(tokens []token) bool {
	for _, t := range tokens {
		if strings.ContainsAny(t.text, "0123456789") {
			return true
		}
	}
	return false
}

// running is the purpose for running text: a title that speaks of a plan does not make a target of all that stands
// below other headings.
func (o *outline) running() purpose {
	others := func(p purpose) bool { return p != unnamed }
	if o.loose && !slices.ContainsFunc(o.purposes[1:], others) {
		return unnamed
	}
	return o.purpose()
}

// ofPlan reports whether a title makes a section of targets by no more than a word such as plan.
func ofPlan(title []token) bool {
	left := slices.DeleteFunc(slices.Clone(title), func(t token) bool { return planWords.Has(t.word) })
	return purposeOf(title) == targets && purposeOf(left) == unnamed
}

// ofStrategy recognises the title of a strategy for some years: "Strategy 2025 to 2028".
func ofStrategy(title []token) bool {
	strategy := slices.ContainsFunc(title, func(t token) bool { return t.word == "strategy" || t.word == "roadmap" })
	return strategy && slices.ContainsFunc(title, func(t token) bool { return year(t.text) })
}

var planWords = content.WordSet("plan plans priorities performance commitments ambitions")

// purpose is that of the nearest heading that says one.
func (o *outline) purpose() purpose {
	for i := len(o.purposes) - 1; i >= 0; i-- {
		if o.purposes[i] != unnamed {
			return o.purposes[i]
		}
	}
	return unnamed
}

// purposeOf is what a heading says of its section. The last word that tells decides, but what somebody does wins over
// the rest of a list: "Requirements and responsibilities" may ask.
func purposeOf(heading []token) purpose {
	if len(heading) == 1 && (heading[0].word == "good" || heading[0].word == "bad") {
		return profile // of a look back
	}
	if len(heading) > 0 && illustrating.Has(heading[0].word) &&
		!(heading[0].word == "template" && len(heading) > 1 && heading[1].word != "for" && heading[0].close == "") {
		return profile // Example message for the team; template support is a service
	}
	s := sentence{tokens: heading}
	found, listed := unnamed, false
	for i := 0; i < len(heading); {
		p, n := s.headingWord(i)
		if (s.at(i).word == "plan" || s.at(i).word == "plans") &&
			(otherPlans.Has(s.at(i-1).word) || planParts.Has(s.at(i+1).word)) {
			p = unnamed
		}
		if p != unnamed && (!p.tells() || !listed || found.tells()) {
			found = p
		}
		i += n
		last := heading[i-1]
		listed = found != unnamed && (strings.Contains(last.close, ",") || listed && p == unnamed ||
			headingAnd.Has(last.word))
	}
	return found
}

// otherPlans are plans that set no targets: a cash plan pays for glasses.
var otherPlans = content.WordSet(`cash health healthcare medical dental vision pension insurance benefit benefits
	savings
retirement day onboarding development career learning training pricing price data recovery continuity contingency
incident response test testing research distribution phone payment floor lesson communication communications migration
rollback vesting option stock bonus commission equity purchase close account success seating file subscription project
trip`)

// illustrating are first words of headings over what is made up.
var illustrating = content.WordSet("example examples sample samples template templates hypothetical fictional typical")

// planParts are behind a plan that is told of: plan details.
var planParts = content.WordSet("details features options documents overview types administrator provider members")

var headingAnd = content.WordSet("and & /")

// headingWord is what the words at a place of a heading say, and how many they are.
func (s sentence) headingWord(i int) (purpose, int) {
	for _, h := range headings()[s.at(i).word] {
		if n := s.phrase(i, h.words); n > 0 && (!h.says.tells() || s.headingEnds(i, n)) {
			return h.says, n
		}
	}
	if s.at(i).word == "first" && timeUnits()[s.at(i+2).word] != "" {
		return profile, 3 // your first 90 days
	}
	if i == 0 && (s.at(0).word == "about" || s.at(0).word == "you" && len(s.tokens) == 1) {
		return profile, 1
	}
	return unnamed, 1
}

// headingEnds reports whether n words of a heading are what the section is about, not what a job has to do with:
// "Requirements for the role", and not "Compensation analyst" or "Candidate experience".
func (s sentence) headingEnds(i, n int) bool {
	if experiences.Has(s.at(i - 1).word) {
		return false
	}
	last, next := s.at(i+n-1), s.at(i+n)
	if n > 1 && (last.word == "on" || last.word == "of") {
		return true // Results of the election
	}
	return next.text == "" || last.ends() || headingGoesOn.Has(next.word) || next.open == "(" || next.open == "["
}

func phrases(list string) [][]string {
	var all [][]string
	for words := range strings.SplitSeq(list, ",") {
		all = append(all, strings.Fields(words))
	}
	return all
}

// headingPhrase are words of a heading, and what they say of its section.
type headingPhrase struct {
	words []string
	says  purpose
}

// headings are phrases by their first word, longer ones before shorter ones.
var headings = sync.OnceValue(func() map[string][]headingPhrase {
	all := map[string][]headingPhrase{}
	for says, list := range [...][][]string{
		profile: profileHeadings(), report: reportHeadings(), work: workHeadings(), targets: targetHeadings(),
	} {
		for _, words := range list {
			all[words[0]] = append(all[words[0]], headingPhrase{words, purpose(says)})
		}
	}
	for _, list := range all {
		slices.SortStableFunc(list, func(a, b headingPhrase) int { return len(b.words) - len(a.words) })
	}
	return all
})

var (
	// targetHeadings stand over what people are measured by.
	targetHeadings = sync.OnceValue(func() [][]string {
		return phrases(`performance indicators, performance indicator, performance, targets, target, goals, goal,
target benchmarks,
kpis, kpi, okrs, okr, key results, key result, objectives, metrics, scorecard, sla, slas, service standards,
service levels, service level agreement, service level agreements, quota, quotas, success looks like, measured by,
measure success, we measure you, measure you, be measured,
are you measured, we measure success, how you are measured,
plan, plans, priorities, commitments, ambitions,
what is expected, expectations, what we measure`)
	})

	// workHeadings stand over what people do.
	workHeadings = sync.OnceValue(func() [][]string {
		return phrases(`responsibilities, responsibility, responsibilites, duties, tasks, what you do,
what you'll do, what you’ll do, you will, you'll, what you will do, the role, your role, day to day, day-to-day,
your day, your week, a typical day, your work, accountabilities, deliverables, activities, mission, about the role,
the job, about the job, about the position, about this role`)
	})

	// profileHeadings stand over what people bring along or get, how they are hired, what the company is, what has
	// been, and examples.
	profileHeadings = sync.OnceValue(func() [][]string {
		return phrases(`requirements, requirement, qualifications, qualification, education, skills, experience,
background, profile, credentials, competencies, nice to have, nice-to-have, must have, must haves, preferred,
what you bring, what you'll bring, what you’ll bring, what you will bring, you bring, you'll bring, you’ll bring,
you have, who you are, you are a match, you are a fit, right for you, about you, you are, looking for,
 person specification, ideal candidate, excellent candidate, candidate, eligibility,
certifications, hiring process, hiring plan, hiring steps, interview process, selection process, application process,
recruitment process, how to apply, apply, your application, benefits, benefit, perks, what we offer, we offer,
you get, you'll get, what you get, compensation, salary, pay, pay range, salary range, remuneration, total rewards,
rewards, package, equity, ote, earnings, job grade, grade, level, levels, career ladder, about us, about the company,
about the team, about our company, who we are, our company, our story, our history, our team, the company, work here,
equal opportunity, travel, location, working hours, working conditions, contract, ramp, onboarding plan, references,
disclaimer, definitions, definition, glossary, terms, faq, faqs, frequently asked questions, formula,
leave, holiday, holidays, vacation, time off, pto, pension, severance, relocation, insurance, vesting,
stock options, esop, allowance, allowances, resume, cv, example, examples, sample, samples, looking back, look back,
what went well, what went wrong, retrospective, retrospective on, meeting minutes,
retro, year in review, quarter in review, q1 review, q2 review, q3 review, q4 review, lessons learned, learnings,
expenses, expense policy, expenses policy, reimbursement, reimbursements, travel expenses, per diem, pricing, prices,
price list, right to appeal, appeals, appeal, disciplinary procedure, grievance procedure, redundancy, jury duty,
bereavement, sick leave, sick pay, sample resume, resumes, release notes, changelog, troubleshooting, biography, bio,
where we stand, where we are, status, current state, progress so far, last year, last quarter, actuals, in numbers,
at a glance, facts and figures, key facts, situation, starting point,
history, assumptions, risks, not this quarter, not this year, not now, out of scope, non-goals, won't do, won’t do,
commission, commissions, commission plan, incentive plan, discounts, discount policy, asks,
notes, notes from,
referral bonus, referral bonuses, bonus, bonuses, commission types, payout, payouts, dental coverages,
medical coverages,
health coverage, dental coverage, severity criteria, proof points, case studies, customer stories, visas,
work permits, sending limits, scoring model,
scoring, agenda, meeting notes, annual report, hypothesis, hypotheses, constraints, fees, transaction fees,
subscription agreement, services agreement, license agreement, bylaws, terms of use, terms of service,
limited warranty,
warranty, competitors, competitors are doing, program rules, grant, grants, spending caps, spiffs, benchmarks,
benchmark,
commission structure, commission rates, accelerators, target earnings,
testimonials, survey results, election results, vote results, poll results,
highlights, achievements, accomplishments, what we achieved, wins, recap, results of, in review`)
	})

	// reportHeadings stand over what was measured, what things cost or are sold for, what a market or a machine is like,
	// and what is foreseen.
	reportHeadings = sync.OnceValue(func() [][]string {
		return phrases(`test results, validation results, training results, evaluation results, results summary,
performance results, load test results, performance improvements, performance improvement,
before optimization, before optimisation, current coverage, current metrics, current performance,
current performance metrics, current limits, current score, overall impact, key findings, issues found, quick stats,
statistics, performance characteristics, bottlenecks identified,
market opportunity, market size, market overview, market analysis, market trends, industry trends,
competition, competitive advantage, competitive advantages, competitive landscape, value proposition,
value propositions, target customers, target customer, target market, target markets, target audience, target users,
target personas, target persona, target segments, target industries,
cost structure, cost breakdown, cost estimate, cost estimates, cost analysis, cost summary, estimated cost,
estimated costs, monthly cost, monthly costs, infrastructure cost, infrastructure costs, running costs,
unit economics, revenue streams, revenue model, business model, exit scenarios, projections, revenue projections,
financial projections, pricing tiers, price tiers,
split configuration, evaluation weights, scoring weights, weights,
approval thresholds, approval authority, delegation of authority, approval limits, approval matrix,
rate limits, rate limiting, usage limits, api limits, api quotas, staged rollout, gradual rollout, phased rollout,
code impact, final impact, impact summary, code reduction, strengths, weaknesses, threats, scoring guide,
files changed, files modified, files created, changes made, changes implemented, work completed,
load scenarios, test scenarios, test steps, test cases, prerequisites,
when to escalate, escalation criteria, escalation triggers, rollback triggers,
rollback criteria, scaling triggers, root cause, root causes, root causes identified, problem statement, the problem,
issues identified, alert rules, alerting rules, alert thresholds, red flags, dependencies, common pitfalls, pitfalls,
budget allocation, budget components, direct costs, indirect costs, service credits, current scale,
pain signals, pain points, buying signals, target profile, target profiles, ideal customer profile, buyer personas,
who to connect with, who we target, launch offer, pricing structure,
budget authority, spending authority, signing authority, news segment, key statistics, failure signals, warning signs,
key features, common features, features`)
	})

	// headingGoesOn are the words after one that says what a section is for.
	headingGoesOn = content.WordSet(`for of in at to by and & or with we if process plan range package steps policy
policies guidelines guideline details information overview schedule rules / - – —`)
)
