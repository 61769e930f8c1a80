package prose

import (
	"slices"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
)

func read(text string) []Demand { return Read(&source.Prose{Text: text, Line: 1}).Demands }

// demanding are sentences with what they ask for, one a line.
const demanding = `
Make 50 sales prospecting calls a day.|50 call/day
Visit customers: at least 4 visits a day.|>= 4 visit/day
Answer every message within 2 hours.|<= 2 h
You also make 20 sales calls a week.|20 call/week
Manage 20 accounts per week.|20 account/week
Respond to 95 % of tickets within one business day.|95 %|<= 1 workday
You carry a quota of $250,000 a quarter.|USD 250000/quarter
You see every patient who is yours, at least 24 visits a day.|>= 24 visit/day
Close 12 deals per quarter.|12 deal/quarter
You deliver up to 140 stops a day and keep damage below 0.5 %.|<= 140 stop/day|< 0.5 %
Keep bed occupancy under 85 percent.|< 85 %
Answer 80% of calls within 20 seconds.|80 %|<= 20 s
Review every pull request within an hour.|<= 1 h
Each week you write two articles and three posts.|2 article/week|3 post/week
You make 40 calls, 12 visits and 3 demos a day.|40 call/day|12 visit/day|3 demo/day
No patient waits more than 30 minutes for a nurse.|<= 30 min
Nobody has more than 25 open cases at a time.|<= 25 case
There are never fewer than 3 nurses on a shift.|>= 3 nurse/day
No batch has more than 2 % scrap.|<= 2 %
CSAT stays above 4.5 out of 5.|> 4.5
Cause no more than 2 incidents a month.|<= 2 incident/month
Between 10 and 15 interviews a week are held by you.|between 10 and 15 interview/week
We expect 3 to 5 visits a day.|3..5 visit/day
Handle a dozen claims a day.|12 claim/day
A monthly target of 20 new customers is yours.|20 customer/month
Spend no longer than 15 minutes per call.|<= 15 min/call
Your score in the customer survey is at least 4.5.|>= 4.5
Take part in 10 hours of training a quarter.|10 h/quarter
Ship 95 percent of orders on the day they come in.|95 %
Resolve incidents in less than 4 hours, 24/7.|< 4 h
Bring in EUR 40k a month in new revenue.|EUR 40k/month
Win 3 tenders or more a year.|>= 3 tender/year
At least **4** visits a *day*.|>= 4 visit/day
Process 60 invoices/day.|60 invoice/day
Handle at least 30 parcels per person per hour.|>= 30 parcel/person/hour
Keep the error rate at or below 2 %.|<= 2 %
Turn at least 30% of demos into orders within 60 calendar days.|>= 30 %|<= 60 calendar-days
Complete 6 home visits per shift.|6 visit/day
Our team closes 50 orders a month.|50 order/month
You call back within 24 h.|<= 24 h
Review 90% of pull requests within one working day.|90 %|<= 1 workday
Ship at least two releases a month and keep change failure rate below 15%.|>= 2 release/month|< 15 %
Fix critical bugs within 8 working hours.|<= 8 h
Keep uptime at 99.9 %.|99.9 %
Sort 1,200 parcels an hour.|1200 parcel/hour
Response time: 15 minutes.|15 min
Time to answer: 15 minutes.|15 min
Close 12 deals per quarter → at most 3 alerts.|12 deal/quarter
Rather than producing one video per week, publish 4 videos a month.|4 video/month
Month 12: sign 40 customers a month.|40 customer/month
Answer every query within 500ms - 2s.|<= 0.5 s..2 s
Spend $500-2K per month on tools.|USD 500..USD 2000/month
Handle 800-1.2k tickets a month.|800..1200 ticket/month
Handle four hundred to twelve hundred tickets a month.|400..1200 ticket/month
Close one hundred and twenty tickets a month.|120 ticket/month
Answer between one hundred and two hundred calls a week.|between 100 and 200 call/week
You load 8 trucks per shift, with no more than 3 damaged parcels per week.|8 truck/day|<= 3 parcel/week
Deliver 98.5% of parcels on the promised day.|98.5 %
Triage new patients within 10 minutes of arrival.|<= 10 min
Discharge letters are sent within two calendar days.|<= 2 calendar-days
You will be expected to book 15 qualified meetings each month.|15 meeting/month
Qualify at least 30 inbound leads a week and hand over 10 opportunities per month to sales.|>= 30 lead/week|10 opportunity/month
Hold a net promoter score above 50.|> 50
Keep average handling time under 6 minutes and answer 45 calls per day.|< 6 min|45 call/day
Process invoices in 3 business days or less.|<= 3 workdays
Maintain a customer satisfaction rating of 4.6 or higher.|>= 4.6
Your annual quota is $1.2M in new business.|USD 1.2M/year
Absence stays below four percent.|< 4 %
You carry out 2 safety inspections per quarter.|2 inspection/quarter
Answer e-mails in under four hours.|< 4 h
You take part in every stand-up and close at least eight tickets per week.|>= 8 ticket/week
Recruit 5 drivers per month.|5 driver/month
Theatre starts on time in 85% of cases.|85 %
Make sure that no order waits longer than 2 days.|<= 2 days
Complete 100% of mandatory training.|100 %
You see 12 to 15 outpatients per clinic day.|12..15 outpatient/day
Write up each visit within 30 minutes after it ends.|<= 30 min
Cut waste by 10 % a year.|10 %/year
Call 50 prospects a day.|50 prospect/day
Complete 20 background checks a week.|20 check/week
Settle 95 % of insurance claims within 3 days.|95 %|<= 3 days
Keep stock accuracy above 98 %.|> 98 %
Close open tickets within 2 workdays.|<= 2 workdays
Answer leave requests within one business day.|<= 1 workday
When on-call, respond within 15 minutes.|<= 15 min
Make the first home visit within 24 hours.|<= 24 h
At least 95 % of patients say they were treated with respect.|>= 95 %
Write 2 knowledge articles a week.|2 article/week
New customers: 8|8 customer
Keep overtime below 5 %.|< 5 %
We make at least 4 visits a day.|>= 4 visit/day
Save EUR 200k per year in purchasing.|EUR 200k/year
Write 3 reports per week.|3 report/week
Visit at least 2 sites a week.|>= 2 site/week
Reduce customer churn to below 5% annually.|< 5 %/year
Maintain a CSAT score of 90% or above.|>= 90 %
Achieve a minimum of 95% on-time delivery.|>= 95 %
Deliver a minimum of 3 workshops per quarter.|>= 3 workshops/quarter
Respond to all customer inquiries within one (1) business day.|<= 1 workday
Make 60-80 outbound dials per day.|60..80 dials/day
Book 12-15 demos a month for the account executives.|12..15 demos/month
Source at least 25 qualified candidates per open role.|>= 25 candidates/role
Keep the average time to fill under 45 days.|< 45 days
Fill open roles in 40 days or fewer.|<= 40 days
Ensure that invoices are processed within 48 hours of receipt.|<= 48 h
Maintain inventory accuracy at 99.5% or higher.|>= 99.5 %
Generate $2M in new pipeline every quarter.|USD 2,000,000/quarter
Increase NPS from 35 to 50 by the end of the year.|50
Bring the error rate down to 1%.|1 %
Run two A/B tests per week.|2 tests/week
Publish three blog posts and one newsletter each month.|3 posts/month|1 newsletter/month
Visit every store at least once a month.|>= 1/month
Attend at least four industry events a year.|>= 4 events/year
Onboard 2 new partners per month and keep 90% of them active.|2 partners/month|90 %
Handle 40+ tickets daily with a first contact resolution of at least 75%.|>= 40 tickets/day|>= 75 %
Answer calls within 3 rings.|<= 3 rings
Keep shrinkage under 1.5% of sales.|< 1.5 %
Complete all inspections within 10 working days of the request.|<= 10 workdays
You will be responsible for a quota of €500k per quarter.|EUR 500,000/quarter
Hit 100% of your quarterly bookings target.|100 %
Your goal is 10 new customers per month.|10 customers/month
Utilisation: 75%|75 %
Average handle time: under 5 minutes|< 5 min
First response time: 4 hours|4 h
Calls per day: 50|50 calls/day
Weekly target: 25 calls|25 calls/week
Targets: 50 calls a day, 10 meetings a week, 2 deals a month|50 calls/day|10 meetings/week|2 deals/month
Ensure less than 2 escalations a month.|< 2 escalations/month
No more than three complaints in a quarter.|<= 3 complaints/quarter
Every patient is seen within 30 minutes of arrival.|<= 30 min
Teach 18 lessons per week.|18 lessons/week
See 20 to 25 patients a day.|20..25 patients/day
Pick 120 lines an hour with 99.8% accuracy.|120 lines/hour|99.8 %
Review 100% of contracts over $50k within 5 days.|100 %|<= 5 days
Keep 95% of projects on budget.|95 %
Sign 4 to 6 new clients each year.|4..6 clients/year
Cold call 100 companies a week.|100 companies/week
You are expected to achieve a conversion rate of 15%.|15 %
Deliver features with fewer than 0.5 bugs per release.|< 0.5 bugs/release
Raise test coverage to 80%.|80 %
Mean time to recovery of less than one hour.|< 1 h
Uptime of 99.95% or better.|>= 99.95 %
Grow monthly recurring revenue by $20k a month.|USD 20,000/month
Retain 92% of accounts by value.|92 %
Audit five suppliers each quarter.|5 suppliers/quarter
Keep sickness absence under 3%.|< 3 %
Train 100 employees a year in first aid.|100 employees/year
Resolve P1 incidents in under an hour and P2 within a day.|< 1 h|<= 1 day
Process at least 95% of claims within five business days of receipt.|>= 95 %|<= 5 workdays
Maintain customer retention above 92%.|> 92 %
Your target is 8 placements per quarter.|8 placements/quarter
Cut onboarding time from 6 weeks to 3 weeks.|3 weeks
Write and ship three case studies each quarter.|3 studies/quarter
Monthly target: $40K in new ARR|USD 40,000/month
Response rate: 20% or more|>= 20 %
Aim for 30 qualified leads per week|30 leads/week
Ensure 100% of staff complete safety training.|100 %
Prepare monthly reports within 5 days after month end.|<= 5 days
Serve 60 covers per shift.|60 covers/day
Change failure rate of no more than 10%.|<= 10 %
Interview 5 users every month.|5 users/month
Reach out to 30 prospects daily by phone and email.|30 prospects/day
Reduce waste by 15% this year.|15 %
Hold two webinars a quarter with at least 100 attendees each.|2 webinars/quarter|>= 100 attendees
Inspect 10% of all shipments.|10 %
Average order value of at least €80.|>= EUR 80
Keep the budget within 3% of plan.|<= 3 %
Absences are recorded within one hour.|<= 1 h
Deliver 15 sessions a month, 45 minutes each.|15 sessions/month
Take no longer than 3 minutes per customer at the till.|<= 3 min/customer
Grow the community to 5,000 members.|5,000 members
Your portfolio brings in $3 million a year.|USD 3,000,000/year
Open 4 stores a year.|4 stores/year
Fewer than 2% of orders are returned.|< 2 %
Our SLA with customers is 4 hours.|4 h
`

// others are sentences whose numbers ask for nothing.
const others = `
You have 5 years of experience in sales.
At least 3 years' experience with B2B software.
Minimum of two years in a similar role.
You bring 10+ years of leadership experience, 3 of them in a hospital.
We are a team of 8 and part of a company of 300 people in 12 countries.
Founded in 1987, we serve over 1,000 customers.
The salary is EUR 45,000 to EUR 52,000 a year, with a bonus of up to 10 %.
The salary range is $80,000 - $95,000 per year.
You work 40 hours a week, Monday to Friday, 8:00 to 17:00.
You work 38.5 hours per week in two shifts.
You get 30 days of holiday a year and 6 weeks of parental leave.
You travel about 20 % of your time.
Up to 25% travel is part of the job.
We work to ISO 9001 and SOC 2, and report under IFRS 15.
The ward is open 24/7.
Call us on +46 8 123 456 or 555-1234.
Apply by 15 March 2026.
We start on 2026-09-01, in Q3 FY26.
In your first 90 days you learn our tools.
You are at least 18 years old and hold a driving licence of class C1.
You can lift up to 25 kg.
You type 60 words per minute and speak two languages: ability to do so is tested.
You report to one of 4 managers.
This is a full-time position (100 %), starting in 2026.
We use version 3.8 of our software, and Windows 11.
Candidates will be invited to a 30 minute interview with 2 or 3 peers.
You work at a Fortune 500 company, one of the top 10 employers in the region.
Write a 30-60-90 day plan.
See page 12 for details, and https://example.com/2026/50-calls-a-day for more.
The probation period is 6 months with 2 weeks' notice.
You lead 12 engineers in three teams.
A 15-minute break is taken after 4 hours of work.
A degree of at least 180 credits in a field of health is needed.
You hold 2 certifications or more.
Our revenue grew by 40 % last year to USD 30M.
The role has 3 direct reports and a budget we share.
The group moves 40 people a year between 5 countries.
Equity of 0.1 % vests over 4 years.
Half of the team works from home 2 days a week.
The office is a 5 minute walk from the station, at 12 Harbour Street.
Our 3,500 employees deliver 2 million parcels a day across 14 countries.
The hospital has 420 beds and treats 60,000 patients a year.
You will share on-call duty, one week in four.
Working hours: 37.5 hours per week.
Salary: $85,000 per year.
Contract: 12 months, starting 1 September 2026.
Shifts start at 06:00, 14:00 and 22:00.
You should have completed at least 2 projects of this kind.
A minimum of 3 references is needed.
Experience managing budgets of at least $1M a year.
You have led teams of 5 to 10 people.
We offer 25 days of annual leave, a 5 % pension match and EUR 1,000 a year for training.
You bring a forklift licence and 2 years behind you in a warehouse.
The post is for 80-100 % and open from 1 May.
Section 3 of the Act and Article 5 of Directive 2003/88/EC apply.
The company doubled its revenue to EUR 12 million in 2025.
Interviews take 2 weeks; the first one lasts 45 minutes.
You will report to one of two directors, and work with 6 other nurses on a ward of 28 beds.
Series B, USD 40M raised, 150 people.
The role reports 50 % to sales and 50 % to marketing.
80 % selling, 20 % administration.
This is a 100 % position.
Beds: 28
We deliver 2.1 million parcels a week from 14 depots.
Proven ability to close 10 deals a month.
Close the books by the fifth working day of each month.
Conduct weekly 1:1s with each of your 6 direct reports.
Update the forecast once a week, on Mondays.
Spend at least 60% of your week with customers.
We offer 30 days of paid vacation and a budget of €2,000 a year for learning.
You bring at least 3-5 years of experience in B2B sales.
Our 40 stores serve 2 million customers a year.
Manage a team of 5-8 people.
Manage a portfolio of 120 accounts worth $15M.
Work with clients from 15 countries.
Compensation: $120,000 - $150,000 per year plus equity of 0.05%.
OTE of $180k (50/50 split).
You have closed deals over $100k.
The team grew from 5 to 30 people in two years.
We raised $40M from 3 investors.
Travel up to 30% of the time.
40 hours per week, with flexible start between 7 and 10 am.
Founded in 2012, we have offices in 4 cities and serve 65% of the Fortune 500.
You will report to the VP of Sales and work with 2 SDRs.
Sit-stand desks and a 15-inch laptop.
A 4-day week after your first 6 months.
Must be able to lift 50 pounds.
Recognised as one of the top 10 places to work 3 years in a row.
Our customers rate us 4.8 out of 5.
More than 10,000 companies trust us.
You will be joined by 4 other engineers.
Ability to manage up to 20 projects at once.
Probation period: 3 months
Start date: 1 March 2026
Contract type: full-time, 37.5 hours
Shift: 8 hours
Company size: 250
Salary: 50k
Holiday: 25 days a year
Vesting: 4 years with a 1-year cliff
Commission of 10% on every deal.
Earn up to $2,000 in referral bonuses.
Free gym membership worth $50 a month.
Interview process: 3 rounds in 2 weeks.
Notice period of 3 months.
There are 12 stations on the line.
The plant makes 400 cars a day.
The average deal size is $25k and the sales cycle is 60 days.
Reports to the CFO, 20% dotted line to legal.
A typical day has 5 meetings.
Up to 3 days a week in the office.
At least 2 days per week on site.
Two rounds of interviews, 60 minutes each.
Maintain at least 3x pipeline coverage.
Support 12 schools across two districts.
Join a team of 14 nurses caring for 28 patients.
A minimum of 2 years' experience in a call centre making 80+ calls a day.
You thrive in a company that doubled its revenue to $30M last year.
Our average customer has 200 seats.
Salary range: £35,000-£42,000 + 10% bonus
25 days holiday plus 8 bank holidays
Hours: 9am-5pm, 5 days a week
Up to 6% employer pension contribution.
You have at least a 2:1 degree.
Experience with 3+ programming languages.
We are 120 people in 9 countries, and 45% of our leaders are women.
Valid driving licence with fewer than 6 points.
DBS check, takes 2 weeks.
Must live within 30 minutes of the station.
Start with a 2 week induction.
£500 referral bonus for each friend you bring.
12-month fixed-term contract.
Free lunch 3 days a week.
Rated 4.7 on Glassdoor by 300 employees.
We have saved our clients over $1 billion.
A budget of $2M and a team of 15.
The role covers 3 regions and 12 markets.
Expect 10% of your time on admin.
The on-call rota is 1 week in 6.
Complete a 90-day plan.
You'll own 2 of our 5 product lines.
Make seven fifty to fifteen hundred calls a month.
Operations: 2025-12+ (weekly syncs)
Year 3: [% - typically]
Year 1 Revenue
Time invested: 6 hours
Timeline: 6 weeks
Your time: 15 minutes
Errors > 1% → alert the team
Runway 30 arrivals shall be cleared at once.
Each sprint lasts 2 weeks.
Our net promoter score is 72.
`

func TestDemands(t *testing.T) {
	for line := range strings.Lines(strings.TrimSpace(demanding)) {
		text, want, _ := strings.Cut(strings.TrimSpace(line), "|")
		var wanted, got []string
		for _, w := range strings.Split(want, "|") {
			q, err := quantity.Parse(w)
			if err != nil {
				t.Fatalf("%s: %v", w, err)
			}
			wanted = append(wanted, q.String())
		}
		for _, d := range read(text) {
			got = append(got, d.Quantity.String())
		}
		if !slices.Equal(got, wanted) {
			t.Errorf("%s\n got %q\nwant %q", text, got, wanted)
		}
	}
}

func TestOthers(t *testing.T) {
	for line := range strings.Lines(strings.TrimSpace(others)) {
		for _, d := range read(line) {
			t.Errorf("%q asks for %q", strings.TrimSpace(line), d.Quantity.String())
		}
	}
}
