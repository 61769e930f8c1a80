package prose

import (
	"slices"
	"testing"

	"github.com/kpilint/kpilint/engine/content/markdown"
	"github.com/kpilint/kpilint/engine/quantity"
)

// pages are stretches of the pages of a company, in the manner of its handbook, each with what it asks for.
var pages = []struct {
	text string
	want []string
}{
	// What is asked.
	{"Managers should send the notes within 48 hours of the meeting.", []string{"<= 48 h"}},
	{"The head of communications will look at the request within 1 hour.", []string{"<= 1 h"}},
	{"Access to the building will be removed within 48 hours.", []string{"<= 48 h"}},
	{"CSMs need 45 touchpoints a day.", []string{"45 touchpoints/day"}},
	{"We look through these rules twice a year.", []string{"2/year"}},
	{"We aim to keep 80% of the seats in use.", []string{"80%"}},
	{"No more than 4 apprentices per mentor.", []string{"<= 4 apprentices/mentor"}},
	{"Pull requests stay under 400 lines.", []string{"< 400 lines"}},
	{"Bug reports are confirmed within two working days.", []string{"<= 2 workdays"}},
	{"Samples are back in 60 minutes, 98% of the time.", []string{"<= 60 min", "98%"}},
	{"- Income of €1.2m by 2028", []string{"EUR 1,200,000"}},
	{"A pass rate of 90%.", []string{"90%"}},
	{"# Service levels\n\nNormal: four hours", []string{"4 h"}},
	{"# Goals\n\n- Demos held: 5 a week", []string{"5 demos/week"}},
	{"# Goals\n\n- At least 10 tier 2 & 3 deals", []string{">= 10 deals"}},
	{"Stock accuracy is 99.2%; it has to stay above 99%.", []string{"> 99 %"}},
	{"Every open deal has a next step, and none is older than 120 days.", []string{"<= 120 days"}},
	{"# Goals\n\n- Spend within ±2% of budget", []string{"<= 2 %"}},
	{"We reach 97% of that and want 99%.", []string{"99 %"}},
	{"# Goals\n\n- Fill 3 of 5 open positions", []string{"3 positions"}},
	{"Restores are tested 4 times a year.", []string{"4/year"}},
	{"The click rate must stay under 3%.", []string{"< 3 %"}},
	{"Keep the classes at 8 to 15 learners.", []string{"8..15 learners"}},
	{"See that at least 75% of orders are right.", []string{">= 75 %"}},
	{"Class size is capped at 16 students.", []string{"<= 16 students"}},
	{"- Complaints: max. 5 a month", []string{"<= 5 complaints/month"}},
	{"95% of users trust our numbers (now 71%).", []string{"95 %"}},
	{"A call should not last longer than 40 minutes.", []string{"<= 40 min"}},

	{"## Expenses\n\nExpense claims are paid within 10 working days.", []string{"<= 10 workdays"}},
	{"No lost-time accidents.", []string{"<= 0 accidents"}},
	{"There should be no lost-time injuries this year.", []string{"<= 0 injuries"}},
	{"Rotate the keys once every 2 weeks.", []string{"1 every 2 weeks"}},
	{"Rotate the keys once in 2 weeks.", []string{"1 every 2 weeks"}},

	{"Rotate the signing keys every 90 days.", []string{"<= 90 days"}},
	{"Access to the till is reviewed every 6 months.", []string{">= 1 every 6 months"}},
	{"# Goals\n\n- Return on the campaign: 4x+", []string{">= 4"}},
	{"# Severity levels\n\n- Initial response time: **20 minutes**", []string{"20 min"}},
	{"# SLO definitions\n\n**Target**: 99.7% availability", []string{"99.7 %"}},
	{"# Template support\n\n- Target: 40% of buyers renew", []string{"40 %"}},
	{"Examples of faults include:\n\n- 3 lines are down\n\nFaults should be fixed within 24 hours.", []string{"<= 24 h"}},

	// Numbers for which too little speaks.
	{"# Test performance\n\n- Unit tests: ~8ms", nil},
	{"# Cash plan for the shop\n\n- Coffee machines: 4", nil},
	{"# Goals\n\n- 20 tastings at $50 = $1,000", nil},
	{"# Goals\n\n- **<15% come back** → the offer does not help them", nil},
	{"# Goals\n\n- 100% reached = the goals were too easy", nil},
	{"# Setting quotas\n\n## Step 2: Audit the quota method\n\n- Interview 2-3 reps", nil},
	{"# Delivery metrics\n\n- Elite performers: lead time <1 day, recover in <1 hour", nil},
	{"# Delivery metrics\n\n- 2025 finding: 1.5% reduction in speed", nil},
	{"# Budget authority\n\n- **Shift lead**: up to $50 for a complaint", nil},
	{"**Trigger:** cash lasts below 1 month", nil},
	{"Although 49% of guests did not mind, 35% found it rude.", nil},
	{"- Fines: up to 4% of revenue", nil},
	{"# Shareholders Agreement\n\nEach party gives written notice within five business days.", nil},
	{"# Pricing and launch plan\n\n- 1,000 messages: Rp 40,000", nil},
	{"# Plan\n\n## Pricing\n\n- Savings: $82,000 a year", nil},
	{"# Incident report\n\n## Metrics\n\n- Recovery: 0.8% (within 10 minutes of the fix)", nil},
	{"# Case study: a shop in Leeds\n\n## Results and metrics\n\n- The bot handles 78% of cases", nil},
	{"You are an expert planner for a bakery.\n\n- Generate 10+ ideas per shelf", nil},

	// What a thing does, or what can be done.
	{"It allows us to sort 3 million samples in less than 20 minutes.", nil},
	{"The queue populates two metrics:", nil},
	{"If you want to go back, create two entries.", nil},
	{"You need to add 2 annotations to the record.", nil},
	{"*Goal #2* is done by offering two entry points to the suite.", nil},

	// Versions, years, files and signs that are no numbers.
	{"# Goals\n\n- Plan the 1.13 enhancements with the other groups.", nil},
	{"# Goals\n\n- Help with the 1.9 release every day.", nil},
	{"Welcome to the 2021 annual council election.", nil},
	{"- [50 Leave Form.pdf](50.leave.form.pdf)", nil},
	{"- Thanks for the help with the posts <3", nil},
	{"- Scores lie in <0; 100>", nil},

	// Conditions and definitions.
	{"The licence comes back if the breach ends, provided it is cured within 30 days.", nil},
	{"If you find a case with a label, but there is no answer within 30 days, then ask the group.", nil},
	{"- An outage >1 hour requires a call to the customer.", nil},
	{"Any repeated violations (3 or more per quarter) of these rules lead to a ban.", nil},
	{"A simple majority of votes (>50%) wins.", nil},
	{"We consider less than 90% over an hour as an incident, less than 97% over a day as a fault.", nil},
	{"Buyers := users with at least one order.", nil},
	{"All parts are to be merged under one group.", nil},
	{"At least 2 hours of merge time are wasted.", nil},
	{"- Less than one week to vote!", nil},
	{"Plain words help, as roughly 1 in 10 people have dyslexia.", nil},
	{"# Council election results\n\n- Turnout: 35.3%", nil},
	{"The committee is not meeting in two weeks.", nil},
	{"We have no complaints about him.", nil},
	{"## Expenses\n\nClaims must be handed in within 30 days, or are not paid.", nil},

	{"The tool opens a maximum of five requests.", nil},
	{"The job will take up to 2 hours to sync the records.", nil},
	{"The plan should be used by default, and it fits 90% of cases.", nil},
	{"New links can be made in under 2 minutes.", nil},
	{"The team works in 2 week sprints.", nil},
	{"By default, nobody gets an email more than once a week.", nil},
	{"Requests without any activity for more than 120 days get a label.", nil},
	{"This needs at least two releases to be done safely.", nil},
	{"- Only 13% of large projects succeed.", nil},
	{"- Increase the default from 50 to 150.", nil},

	// Examples, guides and meetings.
	{"# Example objectives\n\n- Uptime of 99.99%", nil},
	{"# Example message for the team\n\n- Screened: 59 candidates", nil},
	{"We want numbers (for example: $10k less a year, $20k more a year).", nil},
	{"1. Give those who take part five minutes to write their hopes down.", nil},
	{"1. Invite at least one person from the field to the workshop.", nil},
	{"Ask 4 questions:", nil},
	{"# Goals\n\n- Do I have experience in leading 2 people.", nil},
	{"# Goals\n\n- Why we count: it does two things: 1) it counts what was seen and 2) it weighs what was used.", nil},
	{"# Goals\n\nThe score is (13 - 10) / 7 = 3 / 7.", nil},
	{"# Goals\n\n- In 2005, machines had 2 cores, in 2010 they had 16.", nil},

	// Pay, prices and what people may claim.
	{"Expense up to $50 for each meal.", nil},
	{"We allow up to 20% over the price if you looked for the best one.", nil},
	{"The salary is paid 14 times a year.", nil},
	{"Deals under $25,000 need no review, and no changes are made for deals under $10,000.", nil},
	{"Open a request for an engineer ($10k+ opportunities).", nil},
	{"# Goals\n\n- 70% base pay", nil},
	{"Marketplace fee: 3% of the value of the booking", nil},

	{"Above 100% of quota the rate doubles.", nil},
	{"From 10 to 20% you need your manager.", nil},
	{"Commit means a probability of 90% or more.", nil},
	{"Clients pay within 30 days.", nil},
	{"Nobody spends more than $500 without approval.", nil},
	{"We bid on about 40 tenders a year.", nil},
	{"- Break even (2024: deficit of €11m)", nil},
	{"2020: the warehouse cost us $4,000 a month.", nil},

	// Names, scales and what was.
	{"Issue 357577 outlines the work that this takes.", nil},
	{"It is rated from 1 to 5.", nil},
	{"Apply for the 30% Ruling Questionnaire.", nil},
	{"Within four weeks, spending was cut in half!", nil},
	{"Click rate: average click rate of 35% in FY23.", nil},
	{"Stay until customers reach 80% of their seats.", nil},
	{"We cannot always be 100% sure.", nil},
	{"# Metrics\n\n- Alert threshold: >1% warning, >5% critical", nil},
	{"# Metrics\n\n- Target: 0.95 or higher", []string{">= 0.95"}},
	{"There are 2 possible outcomes after this:", nil},
	{"- [Zero Downtime Releases](zero.md)", nil},
	{"- However, as of 2021 less than half of all teams had a lead.", nil},
	{"# Goals\n\n- Won: The total number of accounts with at least one order.", nil},
	{"# Retirement savings plan\n\n## Plan details\n\n- Match: up to 3% with a cap of $2,500.", nil},
	{"For any leave of less than 2 weeks, ask your lead.", nil},
	{"If a gift card is given, its value cannot exceed $25.", nil},
	{"People who meet once, or maybe once a year, get along.", nil},
	{"Choose the languages higher than 30%.", nil},

	// What was found, what things cost or are sold for, and what a market or a machine is like.
	{"## Test results\n\n- Coverage: 91%", nil},
	{"## Test results\n\n- Coverage: 91% (target: 95%)", []string{"95 %"}},
	{"## Load test results\n\n- Error rate < 1%", nil},
	{"## Market opportunity\n\n- Clinics that use such software: 40%", nil},
	{"## Cost structure\n\n- Gross margin: 70%", nil},
	{"## Revenue projections\n\n- Year 2: 300 customers", nil},
	{"## Target customers\n\n- Bakeries: 40+ shops", nil},
	{"## Targets\n\n- Customers: 40+ shops", []string{">= 40 shops"}},
	{"## Results\n\n- Key result: win rate of 30%", []string{"30 %"}},
	{"## Rate limits\n\n- At most 50 exports per hour", nil},
	{"## Approval thresholds\n\n- Team lead: at most $5,000 a month", nil},
	{"## Staged rollout\n\n- Increase to 20% of the shops", nil},
	{"## Key features\n\n- Answers in less than 2 seconds", nil},
	{"## Service levels\n\n- Answers in less than 2 seconds", []string{"< 2 s"}},
	{"- **Integration tests**: ~70% coverage", nil},
	{"- **Integration tests**: at least 70% coverage", []string{">= 70 %"}},
	{"- **Price**: $1,200/month", nil},
	{"- **Includes**: up to 20 reports per month", nil},
	{"- **Orders**: 120 requests per minute", nil},
	{"Each agent should answer 40 requests per day.", []string{"40 requests/day"}},
	{"- 60% cheaper than a courier", nil},
	{"- **Paper use**: 60% reduction", nil},
	{"- Reduce paper use: 60% reduction by 2028", []string{"60 %"}},
	{"- Alert: accuracy < 90%", nil},
	{"- Alerts fire when the queue > 400", nil},
	{"- Budget alerts at 80%", nil},
	{"- Stop the build (fail < 70%)", nil},
	{"- First contact resolution is at 81%, exceeding the target of 75%.", []string{"75 %"}},

	// A page that marks its targets says of the other numbers where they stand.
	{"- Retention: 84% (target: 90%)\n- Refunds: 3% (target: 2%)\n- Accuracy: 95%", []string{"90 %", "2 %"}},
	{"- Retention: 84% (target: 90%)\n- Refunds: 3% (target: 2%)\n- Replies: 94% within 24 hours",
		[]string{"90 %", "2 %"}},
	{"- Retention: 84% (target: 90%)\n- Refunds: 3% (target: 2%)\n- Accuracy: 95% (current: 92%)",
		[]string{"90 %", "2 %", "95 %"}},
	{"- Retention: 84% (target: 90%)\n- Refunds: 3% (target: 2%)\n\n## Goals for next year\n\n- Accuracy: 95%",
		[]string{"90 %", "2 %", "95 %"}},
	{"- Accuracy: 95%", []string{"95 %"}},

	// What a study found, and what a thing does to a number.
	{"Every survey of clinics finds that more than 60% of calls come in the morning.", nil},
	{"Answers took 9 s vs 3 s with the new page.", nil},
	{"A shared calendar reduces missed visits by 30%.", nil},
	{"A better headline can shift sign-ups by 15%.", nil},
	{"- Balances must be >= 0", nil},
	{"- Total impact: $3M a year", nil},
	{"## When to escalate\n\n- Failed calls > 30%", nil},

	// Where something stands, beside its target or the year before; which cases are meant; names.
	{"- Detection rate: 89% (target: 92%)", []string{"92 %"}},
	{"- Filings: 98% on time (target: >95%)", []string{"> 95 %"}},
	{"- Visits: at least 40 a week (12 more than last year)", []string{">= 40 visits/week"}},
	{"- Win rate: 31% (-2% YoY)", nil},
	{"Look into delays exceeding 20% of the usual time.", nil},
	{"The share of late orders must not exceed 20%.", []string{"<= 20 %"}},
	{"- Four Golden Signals of a service", nil},
	{"- Time to fix: 1 hour", nil},
	{"## Service levels\n\n- Time to fix: 1 hour", []string{"1 h"}},
	{"## Root causes\n\n- Orders above 40 a day", nil},

	// Conditions, filters and steps of tests.
	{"The scale changes when 30% of the goal is reached.", nil},
	{"We have done well when 90% of guests come back.", nil},
	{"This does not mean that you must have 100% of the facts.", nil},
	{"- Filter: total > 50", nil},
	{"- Zero entries is one line", nil},
	{"- Zero late orders", []string{"<= 0 orders"}},
	{"- Works with readers of 3.12+ files", nil},
	{"## Test steps\n\n- Add at least 2 objectives", nil},

	{"You receive a response to your appeal within 14 days.", []string{"<= 14 days"}},
	{"We send a response to each appeal within 14 days.", []string{"<= 14 days"}},
	{"You may appeal within 14 days.", nil},

	// Names, sums, examples, placeholders, and what is foreseen.
	{"- Web 3 jobs in a group chat", nil},
	{"- Sketch Porter's Five Forces", nil},
	{"- 16 calls = 1 visit", nil},
	{"Do not aim for 100%.", nil},
	{"100% is the wrong target.", nil},
	{"Write each as a target over a time, e.g. “97% within a day” or “95% within an hour”.", nil},
	{"- Check the page at 200% zoom", nil},
	{"The new desk is projected to save £1.5 million.", nil},
	{"We confirm a report within <5 working days>.", nil},
	{"We confirm a report within 5 working days.", []string{"<= 5 workdays"}},
	{"For very fast answers (< 2 s), leave the note out.", nil},
	{"## Files changed\n\n- Forms: at most 8 files", nil},

	// What is done.
	{"- ✅ 19 forms in use", nil},
	{"- ✅ Checks: 0 errors", nil},
	{"- ✅ Answer each letter within 2 days", []string{"<= 2 days"}},
	{"## Goals\n\n- ✅ Win 15 customers", []string{"15 customers"}},
	{"## Forms ✅\n\n- Answers in < 2 s", nil},
	{"- **Forms**: 750 lines removed", nil},
	{"- Cut the calls by up to 90%", nil},
	{"## Code impact\n\n- Less to read: 75% in forms", nil},

	// From which value on something counts as high or low, and what is done then.
	{"- **Green (≥95%):** First choice of the routes.", nil},
	{"- Low take-up (<50%)", nil},
	{"- Reply by hand where the machine has a low confidence (< 0.5)", nil},
	{"- For sites with low traffic (under 1000 visits/day), one server will do.", nil},
	{"## Goals\n\n- Low error rate (<1%)", []string{"< 1 %"}},
	{"- Error rate (<1%)", []string{"< 1 %"}},
	{"- Keep the parts small (< 400 lines)", []string{"< 400 lines"}},
	{"- **score < 0.3** AND confidence > 0.8 → send the answer", nil},

	// What is so, what things cost, and how much of something they have.
	{"The tax for small firms is only about 15%, so keep some money back.", nil},
	{"We track food on its own, as it's only 50% deductible.", nil},
	{"24% is a lot of money.", nil},
	{"95% is our target.", []string{"95 %"}},
	{"People who write down their goals are 43% more likely to reach them.", nil},
	{"- Shares must be bought at 50% of the market rate.", nil},
	{"Call the manager and offer a 10% discount on the first month.", nil},
	{"This page covers 95% of what you need.", nil},
	{"At 2 listings a month that's under $500 a month.", nil},
	{"**$25,000+ annually**", nil},
	{"- Bandwidth: 2 GB/month", nil},
	{"1. Claim each free page. Most take <10 minutes each.", nil},
	{"**Priority**: LOW **Estimated**: 1 day", nil},

	// What others must not do, or fail to do, and by when a number is to change.
	{"- The client should not water treated areas within 24 hours of the visit.", nil},
	{"- Client fails to pay within 21 days of the invoice date.", nil},
	{"- We must reply within 24 hours and must not close a case without a call.", []string{"<= 24 h"}},
	{"- Collection rate (percent collected within 30 days)", nil},
	{"Cut the time for paperwork by 50% within 3 months.", []string{"50 %"}},
	{"## Goals\n\n- Raise the share from 40% to 60% within 6 months", []string{"60 %"}},
	{"## Goal\n\nHire and keep 2 more field workers without a heavy HR machine.", []string{"2 workers"}},

	{"- Median income (2020–2024 census): $66,630", nil},

	// How soon people who apply are answered.
	{"## Interview process\n\nYou'll typically hear back within two business days.", []string{"<= 2 workdays"}},
	{"## How we hire\n\nEvery application gets a reply within 24 hours.", []string{"<= 24 h"}},
	{"## Interview process\n\nAll candidates receive a decision within 10 working days.", []string{"<= 10 workdays"}},
	{"## Interview process\n\nPlease send your answers within 5 days. The talk takes 45 minutes.", nil},

	// What was counted, what a test shows, what somebody is to say, and whom a rule is about.
	{"- Total documents: 20", nil},
	{"- Average coverage: 11.4%", nil},
	{"- Scales to: 10K queries/day", nil},
	{"**Version:** 1.0", nil},
	{"- Sales: 14 (47%)", nil},
	{"## Goals\n\n- Sales: 14 (47%)", []string{"14"}},
	{"**Expected:** Should return 1 row", nil},
	{"**Subject**: Cutting costs by 80% at your firm", nil},
	{"- \"Only 3 places left this week\"", nil},
	{"- Room to grow (what % of the best can achieve 150%+)", nil},
	{"New hires within 90 days may be left out.", nil},
	{"- Find slow steps (stages >20% over target)", nil},
	{"A 99.99% uptime requires no more than 13 minutes of downtime a quarter.", nil},
	{"You should be able to use it on other pages within a minute or two.", nil},
	{"Any partner holding less than ten percent may object.", nil},
	{"- Call people from your 600 contacts", nil},

	// Rates of interest, when something is to be done, and what was done.
	{"- Savings: 0.50% APY", nil},
	{"- **Health**: look at the accounts when below 100%", nil},
	{"Staff are full-time (40 hours/week) or part-time (less than 40 hours/week).", nil},
	{"- Two links need somebody who knows them", nil},
	{"The report has the total revenue ($41.2M) and all expenses.", nil},
	{"- Files created/modified: 20+", nil},

	// A period behind a slash is that of its own number.
	{"## Goals\n\n- 20 users, 100 reports/week", []string{"20 users", "100 reports/week"}},
	{"## Goals\n\n- 8 visits, 12 calls a week", []string{"8 visits/week", "12 calls/week"}},
	{"## Goals\n\n- 100 reports/week", []string{"100 reports/week"}},

	// What others found, with where that was read.
	{"Small changes make people happier by 10% according to a survey of 2017.", nil},
	{"Forrester predicts that 40% of firms will have one by 2027, but over 40% of these will be gone by 2029.", nil},
	{"65% of teams hit a wall within 12 months (Clinic Weekly, May 2026).", nil},
	// How long lies between two.
	{"- **Every 30min:** Update with progress", []string{"<= 30 min"}},
	{"- Posts updates in the channel every 15-30min", []string{"<= 30 min"}},
	{"Update the status page every 2 hours.", []string{"<= 2 h"}},
	{"The job updates the index every 30 minutes.", nil},
	{"Passwords expire every 90 days.", nil},

	// Names of steps and days, limits before a noun, and what is done day by day.
	{"# Goals\n\n- Demo → Trial: 40% (target: 60%)", []string{"60 %"}},
	{"# Goals\n\n- TTD < 5 minutes for all tills", []string{"< 5 min"}},
	{"- Maximum 20-minute restart time", []string{"<= 20 min"}},
	{"- **RPO (Recovery Point Objective)**: 1 hour", []string{"1 h"}},
	{"- Show the menu within the first 5 minutes", []string{"<= 5 min"}},
	{"**Time in stage:** Max 7 days before it is closed", []string{"<= 7 days"}},
	{"**Weekly:**\n\n- Publish 2 posts", []string{"2 posts/week"}},
	{"**Daily (15 min):**\n\n- Send 3-5 cards to shops", []string{"3..5 cards/day"}},
	{"## Daily sales routine\n\n### Midday\n\n- [ ] Send 5-10 follow-ups", []string{"5..10 follow-ups/day"}},
	{"## Daily targets\n\n- Day 1: 200 emails, 10 calls", []string{"200 emails", "10 calls"}},
	{"## Weekly report\n\n- Send 2 pictures", nil},
	{"- Instance use (target: 60-80% average)", []string{"60..80 %"}},
	{"- **Word count target:** 800-1000 words on a page", []string{"800..1000 words"}},
	{"# Success metrics\n\n### First 60 days\n\n- Achieve 70%+ of the first quota", []string{">= 70 %"}},
	{"### First 60 days\n\n- Achieve 70%+ of the first quota", nil},

	// Cases, parts, scores, sizes, and what a thing may do.
	{"# Goals\n\nA focus on objectives 1-2 might bring more.", nil},
	{"**Call the manager if:**\n\n- Cash below 25%\n- Two tills are down", nil},
	{"# Goals\n\n**Success is when:**\n\n- Stock accuracy above 98%", []string{"> 98 %"}},
	{"- Replace \"a strong name\" with \"78% of buyers know it (others: 45%)\".", nil},
	{"**Score 7+:** Go on to a demonstration", nil},
	{"# Goals\n\n- Faults per unit (can be > 1 per unit)", nil},
	{"# Goals\n\n- Company size: 1-10 employees", nil},
	{"# Goals\n\n- At 50 leads/month: call them all", nil},
	{"Such plans can reduce the cost by 30-72%.", nil},
	{"We must reduce the cost by 30%.", []string{"30 %"}},
	{"## Quota and pay\n\n### Commission structure\n\n- Accelerators start at 100% of quota", nil},
	{"**Pain signals:**\n\n- Spends 30+ minutes per review", nil},

	// Limits behind a label, and how soon people answer, whatever the heading.
	{"- **Send within:** 1 hour of the call", []string{"<= 1 h"}},
	{"1. **Speed wins** - First response within 2 hours", []string{"<= 2 h"}},
	{"# Goals\n\n- Cost: <$50 per qualified lead", []string{"< USD 50/lead"}},
	{"Expected to respond within 5 minutes.", []string{"<= 5 min"}},
	{"## Working hours\n\nThe agent is expected to respond within 5 minutes.", []string{"<= 5 min"}},
	{"**Target benchmarks:**\n\n- Outreach: <$30 per lead", []string{"< USD 30/lead"}},
	{"- Team size: 1-5 people", nil},
	{"> \"The tills stood still. Our hit rate is 85%, which bought us a year.\"", nil},
}

func TestPages(t *testing.T) {
	for _, p := range pages {
		var wanted, got []string
		for _, w := range p.want {
			q, err := quantity.Parse(w)
			if err != nil {
				t.Fatalf("%s: %v", w, err)
			}
			wanted = append(wanted, q.String())
		}
		blocks, _ := markdown.Blocks([]byte(p.text), 1)
		for _, d := range ReadBlocks(blocks, true).Demands {
			got = append(got, d.Quantity.String())
		}
		if !slices.Equal(got, wanted) {
			t.Errorf("%s\n got %q\nwant %q", p.text, got, wanted)
		}
	}
}
