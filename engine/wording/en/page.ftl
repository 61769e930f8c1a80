
cannot-hold = Cannot hold
cannot-be-read = Cannot be read
to-look-at = To look at
good-to-know = Good to know
open-question = Open question
state-excepted = Excepted
no-finding = No finding
no-number-set = No number set

two-written-numbers-contradict-each = Two written numbers contradict each other, or a promise cannot be kept with what there is.
something-is-written-in-a = Something is written in a way that kpilint does not understand, so that it could not be checked.
it-can-hold-something-is = It can hold. Something is missing or risky.
a-hint-nothing-has-to = A hint. Nothing has to change.
a-number-is-missing-without = A number is missing without which nobody can say whether it holds.
it-was-checked-and-nothing = It was checked, and nothing was found.
somebody-approved-that-it-may = Somebody approved that it may stay for a time, with a reason.
may-not-hold = May not hold
it-holds-for-some-values = It holds for some values of a range, and not for others.
term-short = Short
needed-minus-planned = Needed minus planned.
goal = Goal
an-objective-of-the-whole = An objective of the whole organisation.
key-result = Key result
a-number-that-shows-whether = A number that shows whether an objective is reached.
counterweight = Counterweight
a-number-that-gets-worse = A number that gets worse when another one is reached with worse work.
net-day = Net day
the-working-day-without-its = The working day without its breaks.
agents-busy-on-average = Agents busy on average
calls-an-hour-minutes-a = Calls an hour × minutes a call ÷ 60.
baseline = Baseline
where-a-number-stands-today = Where a number stands today.

filter-team = Team
all-teams = All teams
filter-role = Role
all-roles = All roles
filter-owner = Owner
all-owners = All owners
filter-kind = Kind
all-kinds = All kinds

at-least = at least
at-most = at most
more-than = more than
less-than = less than
exactly = exactly

the-organisation = The organisation
the-top-folder = The top folder
do-the-numbers-hold = { $name }: do the numbers hold?
this-check-is-not-complete = This check is not complete.
nothing-cannot-hold = Nothing was found that cannot hold.
chip-cannot-hold = cannot hold
chip-cannot-be-read = cannot be read
chip-to-look-at = to look at
chip-good-to-know = good to know
chip-known-before = known before

organisations-do-the-numbers-hold = { NUMBER($parts) } organisations: do the numbers hold?

minutes-nbsp = { $m } min
the-breaks = breaks
picture-a-day-of = A day of { $minutes }:
too-many = { $minutes } too many
the-day = { $minutes }: the day
picture-promised = Promised: { $amount }
promised = promised
more-in-a-month = { $amount } more in a month
stay-open = { $each } stay open: { $end }
stay-open-short = { $each } stay open
today = today
so-many-needed = { $needs }, needed
so-many-planned = { $plans }, planned
short = short
cost-of-the-target = Cost of the target
budget-label = Budget
asked-for = Asked for
what-leads-to-it-gives = What leads to it gives
promised-label = Promised
takes-label = Takes
late-word = late
the-text = The text
the-target = The target
more-word = more
time-for-it-in-a = Time for it in a day
it-takes = It takes
too-much-word = too much
paid-on-time = Paid on time
paid-late = Paid late

a-word-or-a-number = A word or a number stands there that kpilint does not know, often only a typo. Until it is corrected, nobody can say whether the rest holds.
open-questions = Open questions
these-could-not-be-checked = These could not be checked, because something is not written down. Nobody can say yet whether they hold.
in-short-with-their-definitions = in short, with their definitions: { $tallied }
left-out-of-this-page = left out of this page: { $left }

begins-in = begins in { $count }
no-end = no end
ended-ago = ended { $count } ago
last-day-today = last day today
time-left = { $count } left
excepted-or-known-before = { NUMBER($all) } excepted or known before

sheets-of-further-roles = sheets of further roles
a-finding-on-this-role = A finding on this role is excepted.
stands-today = { $cut } today

one = One
two = Two
three = Three
four = Four
five = Five
six = Six
seven = Seven
eight = Eight
nine = Nine
ten = Ten
eleven = Eleven
twelve = Twelve
no-two-numbers-that-somebody = No two numbers that somebody wrote contradict each other.
no-decision-is-needed = No decision is needed.
one-decision-comes-first = One decision comes first: { $parts }.
decisions-come-first = { $numeral } decisions come first: { $parts }.
nothing-that-was-found-touches = Nothing that was found touches cash, or a goal of { $goals }.
plans-needs = planned by { $from }, needed by { $to }
gives-asks-for = from “{ $from }”, asked for by “{ $to }”
item-a-month = { $item } a month

number = number
numbers-of-the-team = Numbers of the team
objective = objective
heading-objectives = Objectives
service = service
heading-services = Services
cash-plan = cash plan
heading-cash = Cash
calendar = calendar
heading-calendar = Calendar
organisation = organisation
role = role
heading-roles = Roles
team = team
heading-teams = Teams
the-whole-organisation = The whole organisation
the-team = The team
the-role = The role
chip-open-question = open question
nothing-found = nothing found
chip-no-number-set = no number set
sound-by-itself = sound by itself

at-line = { $file }, line { NUMBER($line) }
january-2006 = 2 January 2006

no = No
chip-excepted = excepted
chip-sound = sound
chip-suppressed = suppressed
chip-questions-to-ask = { $n ->
    [one] question to ask
   *[other] questions to ask
}
chip-definitions-sound = { $n ->
    [one] definition sound
   *[other] definitions sound
}
a-cash-plan = a cash plan
a-promise = a promise
a-full-day = a day that is too full
a-shortfall = a shortfall
thing-is = What cannot hold is { $what }.
things-are = What cannot hold: { $what }.
other-things = { $n ->
    [one] 1 other thing
   *[other] { $n } other things
}
who-on-subject = { $who } on “{ $subject }”
who-together-on-subject = { $who } together on “{ $subject }”
leaders-of = the management of { $organisation }
who-decides = Who decides: { $leaders }.
who-decides-and-who-knows = Who decides: { $leaders }. Whom to ask: { $whom }.
each-decides = Who decides: each of { $teams } for its own.
who-has-to-talk = Who has to talk: { $teams }.
who-decides-and-asks = Who decides: { $team }. Whom to ask: { $others }, whose numbers are connected with it.
who-decides-within = Who decides: { $team }. Whom to ask: { $leaders }, as no other team is involved.
goals-are-at-risk = { $n ->
    [one] As it stands, the goal { $goals } is at risk.
   *[other] As it stands, the goals { $goals } are at risk.
}
goals-cannot-hold = { $n ->
    [one] The goal { $goals } cannot hold as it is written.
   *[other] The goals { $goals } cannot hold as they are written.
}
some-that-cannot-hold = { NUMBER($n) } that cannot hold
some-that-cannot-be-read = { NUMBER($n) } that cannot be read
some-to-look-at = { NUMBER($n) } to look at
some-good-to-know = { NUMBER($n) } good to know
found-in-entries = { $findings } in { $entries }
without-their-numbers = without their numbers: { $definitions }
things-cannot-hold = { $things } cannot hold
# $things, $read
things-cannot-hold-or-be-read = { $read ->
    [one] { $things } cannot hold, and 1 is written in a way that cannot be read
   *[other] { $things } cannot hold, and { $read } are written in a way that cannot be read
}
things-cannot-be-read = { $n ->
    [one] 1 thing is written in a way that cannot be read
   *[other] { $n } things are written in a way that cannot be read
}
things-to-look-at = { $things } to look at.
nothing-cannot-hold-but-questions = { $n ->
    [one] Nothing was found that cannot hold; 1 question is open.
   *[other] Nothing was found that cannot hold; { $n } questions are open.
}
the-same-of = The same of { $names }.
questions-to-more-owners = { $n ->
    [one] the questions to 1 more owner
   *[other] the questions to { $n } more owners
}
for-team = , for { $team }
from-team = , from { $team }
the-search-on-the-map = the search on the map
