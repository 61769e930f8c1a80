
the-organisation-in-a-sentence = the organisation
may-not-hold-headline = May not hold: { $text }

cash-may-run-out = Cash may run out{ $when }: it is up to { $missing } short
cash-runs-out = Cash runs out{ $when }: it is { $missing } short

nothing-checks-the-count = Nothing checks that { $about } is not reached by leaving some uncounted
nothing-checks-the-work = Nothing checks how good the work behind { $about } is
plans-with-other-days-than-calendar = { $goals } plans with { $planned } working days a month; its calendar has { $mean }
serves-no-goal = { $about } serves no goal of { $goals }
objectives-below-promise = The objectives below { $about } promise { $total } of { $goal }
targets-below-add-up-to = The targets below { $about } add up to { $total } of { $goal }
does-not-say-where-it-stands = { $about } does not say where it stands today
does-not-say-how-often-it-is-measured = { $about } does not say how often it is measured
does-not-say-where-its-number-is-from = { $about } does not say where its number comes from
does-not-say-where-from-or-how-often = { $about } does not say where its number comes from, or how often it is measured
is-not-a-target = “{ $q }” is not a target: { $about } has no number to check
has-no-target = { $about } has no target
asks-for-more-than-the-best = { $about } asks for { $amount }; the best so far was { $best }
job-description-asks-for-another-number = The job description of { $about } asks for { $said }; the target asks for { $asked }

has-too-few-to-keep-up = { $about } has { $amount }; it takes { $needed } to keep up
cannot-keep-up-and-promises = { $about } cannot keep up with { $amount }, and promises { $promised } in time; it needs { $needed }
in-time = in time
within-time = within { $amount }
answers-less-than-it-promises = { $about } answers { $level } { $within } and promises { $promised }; it needs { $needed }, and has { $amount }
agents-are-busy = The { $amount } of { $about } are busy { $busy } of the time
more-come-in-than-are-closed = { $amount } come in; { $whose } closes { $amount2 }
in-progress-does-not-fit = { $about } says that { $stated } are in progress; its rate and its time give { $computed }

needs-what-nobody-makes = { $about } needs { $plural }; nobody has a target that makes them
costs-more-than-the-budget = Reaching { $about } costs { $needed }; the budget is { $budget }
asks-for-more-than-leads-to-it = { $about } asks for { $stated }; what leads to it gives { $computed }
market-is-used-up = A market of { $size } is used up in { $lasts }: { $drawn }
market-does-not-last = A market of { $size } does not last: { $drawn }
promises-less-than-it-takes = { $about } promises { $promised }; it takes { $needed }
is-set-aside = { $total } of { $about } is set aside

the-day-is-full = The day of { $about } is { $full } full, with no slack for anything else
the-day-is-so-full = The day of { $about } is { $full } full
has-more-work-than-a-day = { $about } has { $amount } of work for a day of { $day }
numbers-take-more-than-a-week = The numbers of { $about } take { $week }, more than a week may have
has-no-room-for-breaks = { $about } has { $load } of work a day, and no room for the breaks
only-part-of-the-day-is-planned = Only { $total } of the day of { $about } is planned
the-day-is-planned-to = The day of { $about } is planned to { $total }
objectives-plan-more-work-than-there-is = The objectives of { $about } plan { $planned } of work: { $x } of the time that its people have
is-asked-for-more-than-those-present = { $whose } is asked for { $target }; those present make { $present }
does-not-say-how-long-and-leaves = { $about } does not say how long one takes; its target leaves { $each }
# $first, $n
number-more-missing = { $n ->
    [one] { $first }; one more number is missing
   *[other] { $first }; { $n } more numbers are missing
}
does-not-say-how-long = { $about } does not say how long one takes

questions-about-the-numbers-of = Questions about the numbers of { $name }

kpis = KPIs
roles = roles
teams = teams
objectives = objectives
services = services
cash-plans = cash plans
calendars = calendars
organisations = organisations
exceptions = exceptions
and-the-same-of = { $first }; the same of { $several }
definitions = definitions
number-more = { $names } more

cash-is-short-if-paid-late = If { $share } of the sales are paid { $late } late, cash is { $short } short
cash-may-be-short-if-paid-late = If { $share } of the sales are paid { $late } late, cash may be up to { $short } short
asks-for = { $about } asks for { $rate }
asks-whom-for = { $about } asks { $whom } for { $rate }
# $amount, $n
fit-into-the-time = { $n ->
    [one] { $amount } fits into the time
   *[other] { $amount } fit into the time
}
a-day-of-there-are = { $asks } a day; there are { $available }
needs-more-than-is-planned = { $needs } { $needers ->
    [one] needs
   *[other] need
} { $demand }; { $plans } { $planners ->
    [one] plans
   *[other] plan
} { $supply }
# $draw, $n
drawn-from-it = { $n ->
    [one] { $draw } is drawn from it
   *[other] { $draw } are drawn from it
}
should-fall-unguarded = “{ $title }” should fall; nothing beside it says whether the work is still done well
