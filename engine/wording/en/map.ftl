
amount-paid-for = { $buys } paid for
not-all-fit-into-the = not all fit into the day
of-fit-into-the-day = { $number } of { $month } fit into the day

in-out-a-month = { $bareMoney } in, { $bareMoney2 } out a month
held-up-if-of-the = { $heldUp } held up, if { $share } of the sales are paid { $extra } late

how-many-is-not-known = how many is not known
no-number-as-its-target = no number as its target
with-the-planned = { $number } with the planned { $item }
describes-nobody-plans = nobody plans { $item }
does-not-fit-into-the = does not fit into the day
# $fit, $n
fit-into-the-day = { $n ->
    [one] only { $fit } fits into the day
   *[other] { $fit } fit into the day
}
# $fit, $n
number-fit = { $n ->
    [one] only { $fit } fits
   *[other] { $fit } fit
}
sum-there-is = { $sum }; there is { $sum2 }
are-promised = { $sum }; { $promised } are promised
a-month-needed = { $number } a month needed
of-closed-a = { $closed } of { $opened } closed a { $period }
the-budget-is = { $sum }; the budget is { $budget }
pays-for = pays for { $buys } { $buys2 }
in-use = in use
so-many-in-use = ; { $use } in use
asks-for-a-month-gives = { $to } asks for { $number } a month; { $from } gives { $number2 }
needs-a-month-nobody-plans = { $to } needs { $number } { $item } a month; nobody plans them


cannot-be-told-lacks = cannot be told: { $lacks }

nobody-plans-them = { $item }: nobody plans them

so-many-numbers-cannot-hold = { NUMBER($bad) } cannot hold

planned-and-possible = planned and possible
planned-without-the-time-or = planned, without the time or money
needed-and-missing = needed and missing
may-be-missing = may be missing
all-bands-have-one-scale = All bands have one scale.
bands-of-one-chain-have = Bands of one chain have one scale; the widest of each is what is needed most.

planned-where-something-is-missing = planned, where something is missing

needs-1-step-before = needs, 1 step before
gives-1-step-after = gives, 1 step after
steps-before = { NUMBER($x) } steps before
steps-after = { NUMBER($step) } steps after
what-it-needs-and-what = { $follow }: what it needs and what it gives
further-away-are-left-out = { $count } further away are left out.
neither-give-to-it-nor = { $count } neither give to it nor get from it.

what-falls-short-the-largest = What falls short, the largest share first
asks-and-nobody-plans = { $to }; nobody plans them.

cannot-hold-as-written = Cannot hold as written
no-shortfall-leads-here = No shortfall leads here
leads-to-no-goal = serves no goal
does-not-say-how-it = does not say how it serves: { $goal }
no-goal = no goal
does-not-say-how = does not say how

what-flows = What flows
by-team = By team

map-nothing-is-missing = { $text } Nothing that one team needs of another is missing.

gives-to = { $from } gives to { $to }: { $all }

if-it-fails-money-comes = if it fails, money comes late

and-more-goals = { $n ->
    [one] and 1 more goal
   *[other] and { $n } more goals
}
numbers-of-teams = { $numbers } of { $teams }.
# $short, $all
supplies-fall-short = { $all ->
    [one] { NUMBER($short) } of 1 supplies falls short
   *[other] { NUMBER($short) } of { $all } supplies fall short
}
is-short-of = { $to } is { $short } of { $item }
at-risk-of = At risk: { $reached } of { $asked } { $noun }
at-risk-numbers-cannot-hold = At risk: { $numbers } cannot hold
a-small-square-is-a-number = A small square is a number; a tall one cannot hold, or is to be looked at.
map-hint = Point at a number or a band, or tab to it: its sum appears here.
and-more-supplies = And { NUMBER($n) } more
under-one-percent = under 1 %
band-holds = holds
map-teams = Teams
the-map-of-the-numbers-of = The map of the numbers of { $organisation }
find-a-number = Find a number
no-number-of-that-name = No number here has that name.
team-needs = { $team } needs { $amount }
which-gives = { $needs }; { $from } gives { $amount }.
which-plans = { $needs }; { $from } plans { $amount }.
so-many-times = { $n ->
    [one] once
   *[other] { $n } times
}
with-times = { $text } ({ $times }).

targets-by-place = { $n ->
    [one] 1 target, for a part of the cases
   *[other] { $n } targets, each for a part of the cases
}
