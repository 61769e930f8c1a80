
more-demands-were-read-v = { NUMBER($all) } more demands were read (-v lists them)
not-known = not known: { $unknown }
no-number-in-it-asks = { $file }: no number in it asks anything of anybody
read-so = read so
not-read = not read
hold-other-numbers-v = { $n ->
    [one] 1 sentence holds other numbers, which are not taken for something that is asked (-v lists them)
   *[other] { $n } sentences hold other numbers, which are not taken for something that is asked (-v lists them)
}
cells-hold-other-numbers-v = { $n ->
    [one] 1 cell holds another number, which is not taken for something that is asked (-v lists it)
   *[other] { $n } cells hold other numbers, which are not taken for something that is asked (-v lists them)
}
places-were-not-read = { $n ->
    [one] 1 place was not read
   *[other] { NUMBER($n) } places were not read
}
places-hold-other-numbers = { $n ->
    [one] 1 place holds a number that is not taken for a target
   *[other] { NUMBER($n) } places hold numbers that are not taken for targets
}
could-not-be-read-v = { $file }: { $count } could not be read (-v lists them)

a-day-of = A day of { $duration }
minutes-short = { $part } min
the-net-day = the net day
too-much = { $duration } too much
time-a-day-of = Time a day of { $role }
needed = needed
there-is = there is
a-month = { $capital } a month
supplied = supplied
number-short = { $write } short
up-to = up to { $words }
answered-in-time = Answered in time
expected = expected
answered-within = Answered within { $amount }
agents = Agents
there-are = there are
busy-on-average = busy on average
cases-a = Cases a { $period }
opened = opened
closed = closed
free-cash-and-what-late = Free cash, and what late payment holds up
free = free
held-up = held up
free-cash-at-the-end = Free cash at the end of each month
what-is-left-of-each = What is left of each, in percent of what is asked
left-lost-by-the-miss = { $filled } left  { $shaded } lost by the miss  { $missing } missing before it
was = { $after } %, was { $before } %

files-of = files { $paths }
definitions-of = definitions { $resources }
label = label { $key }: { $labels }
configuration-file = configuration: { $file }
locked-by = , locked by { $locked }
is-the-configuration-of-another = { $file } is the configuration of another organisation

cannot-be-told-as = cannot be told, as { $missing }

nobodys = nobody's
level-was = { $level }, was { $was }
no-difference-under-and = no difference: { $count } under { $old } and { $new }
gained-lost-changed-in-level = { $old } → { $new }: { NUMBER($gained) } gained, { NUMBER($lost) } lost, { NUMBER($changed) } changed in level

v-lists-them = (-v lists them)
fix = fix: { $fix }
more-v-lists-them = { $n } more (-v lists them)
also = also: { $places }
begin-with-these-of = Begin with these { NUMBER($beginWithin) } of { NUMBER($first) }:
once = once
times = { NUMBER($n) } times
from-this-follows = from this follows:

column-exception = EXCEPTION
column-state = STATE
column-rules = RULES
column-for = FOR
column-until = UNTIL
column-left = LEFT
column-covers = COVERS
column-approved-by = APPROVED BY
column-reason = REASON
back = { NUMBER($back) } back

kpilint-could-not-run = kpilint could not run
error-in-rule = error in rule { $rule }
not-shown-as-annotations-as = not shown as annotations: { $parts }, as GitHub shows { NUMBER($annotations) } of a kind in a step; the log above has them all

unknown-format-it-may-be = unknown format { $format }: it may be { $graphFormats }
nobody-plans = Nobody plans { $item }
so-many-cannot-hold = { $label }, { $bad } cannot hold

missed-at-once = missed at once: { $words }
missed-by = { $count } missed by { $miss }
nothing-that-is-written-here = nothing that is written here
nothing-else-depends-on-it = nothing else depends on it
needs-for = needs, for { $sum }
is-missed-by = is missed by { $miss }
by-how-much-cannot-be = ; by how much cannot be told, as { $missing }
leads-back-to-it-a = leads back to it: a circle, which is not followed
see-there = see there
see-its-other-line = see its other line
market = market { $name }
can-no-longer-be-met = can no longer be met
could-not-be-met-before = could not be met before, and less so now
may-not-be-met = may not be met
at-risk = at risk
could-not-be-met-before-and = could not be met before, and no worse now
cannot-be-told = cannot be told
no-other-number-is-hit = no other number is hit
write-the-ranking-draws-what = write the ranking: { $format } draws what depends on one number: name it
on-which-others-depend-not = { $count } on which others depend, { NUMBER($numbers) } not shown; nothing depends on { NUMBER($idle) }
slack-not-known-as = slack not known, as { $missing }
supplied-nobody-says-how-many = { $supply } supplied, nobody says how many are needed
supplied-needed = { $inBrackets } supplied − { $inBrackets2 } needed = { $minus } ({ $minus2 })

breaks = breaks: { $count }
fixes = fixes: { $count }
changes-the-level-of = changes the level of: { $count }
changes = changes: { $count }
and-more = and { NUMBER($more) } more

rule-error = rule error

written-in-a-way-that = Written in a way that cannot be read
not-checkable-questions-to-ask = Not checkable: questions to ask
worth-knowing = Worth knowing
nothing-found-that-cannot-hold = Nothing found that cannot hold
not-everything-could-be-checked = Not everything could be checked
so-many-to-look-at = { $count } to look at
cannot-be-checked-yet = { $count } cannot be checked yet
failed = - **failed** { $code }: { $phrase }
what-to-do-italic = *What to do:* { $phrase }
from-this-follows-italic = - *From this follows:*
excepted-in-the-baseline-or = { $count } excepted, in the baseline or there before
so-many-excepted-short = { NUMBER($quiet) } excepted
left-out-as-a-comment = left out: { $parts }, as a comment takes { NUMBER($markdownBytes) } characters
more-was-found-than-fits = More was found than fits here. { $toUpper }{ $left }.

list-and = { $parts } and { $parts2 }
what-to-do-advice = What to do: { $fix }

it-is-not-a-report = it is not a report in JSON
it-is-not-a-report-in = it is not a report in JSON: { $err }

did-you-mean = ; did you mean { $near }?
unknown-format-it-may-be-or = unknown format { $name }: it may be { $formats } or template=FILE{ $question }
a-definition-file-is-wrong = A definition file is wrong

owned-by = , owned by { $name }
target-as-written = {"  "}target: { $text } ({ $where })
target-read-as = {"  "}target: { $text }, read as { $says } ({ $where })
target-not-read = {"  "}target: { $text }, which is not a number ({ $where })
not-known-as = { $indent }{ $words }: not known, as { $missing }
makes = makes
uses = uses

since = · since { $since }
why = Why
how-to-fix = How to fix
settings = ## Settings
source = Source
on-the-definition-at-fault = { $language }, on the definition at fault
on-a = { $language }, on a { $xfor }
before = Before
flagged = Flagged
not-flagged = Not flagged
list-examples-of = list examples of { $name }
read-example-of = read example of { $name }

left-out-github-takes-for = { $count } left out: GitHub takes { NUMBER($sarifPlaces) } for a result
the-root-of-the-repository = The root of the repository.
github-shows-the-most-serious = GitHub shows the { NUMBER($sarifShown) } most serious of { NUMBER($all) } results
of-results-left-out-the = { NUMBER($all) } of { NUMBER($all2) } results left out, the least important ones: GitHub takes { NUMBER($sarifResults) } results or { NUMBER($sarifBytes) } MB
change-the-definition = Change the definition.
this-gives-the-definition-another = (This gives the definition another meaning.)

read-template = read template: { $trimPrefix }
run-template = run template: { $trimPrefix }
run-template-no-end-after = run template: { $name }: no end after { $most }
it-writes-too-much = it writes too much

unknown-format-it-may-be-json = unknown format { $format }: it may be json, junit or text
test-failed = FAILED
of-failed = { NUMBER($failed) } of { $count } failed
nothing-to-reach = nothing to reach
of-branches = { NUMBER($reached) } of { NUMBER($points) } branches
mutants-not-tried = mutants not tried
of-unnoticed = { NUMBER($n) } of { $count } unnoticed
noticed = { $count } noticed
no-example-fails-when = no example fails when { $m }
not-reached = not reached
test-failed-colon = failed:
with = with `{ $becomes }`
without = without `{ $was }`
add-a-case-just-beside = add a case just beside the limit; if there can be none, say why in a comment above: # same { $word }: …
branches-and-lines = branches and lines
ok-failed = { NUMBER($passed) } ok, { NUMBER($failed) } failed
broken = { NUMBER($broken) } broken
of-reached = { NUMBER($reached) } of { NUMBER($points) } { $points2 } reached
at-no-example-fails-when = { $start }: no example fails when { $m }

suppressed-in-the-file = suppressed in the file: { $reason }
excepted-by = excepted by { $by }{ $until }
error-in-a-rule = error in a rule:
error-in-a-mapping = error in a mapping:
looked-at-nothing = looked at nothing: { $idle }
read-by-no-rule = read by no rule: { $kind } { $replaceAll } ({ $start }{ $more })
there-are-no-rules = there are no rules
none-of-applies-here = none of { $all } applies here
so-many-info = { NUMBER($info) } info
nothing-was-checked = nothing was checked
not-everything-could-be-read = not everything could be read
so-many-not-checkable = { NUMBER($notCheckable) } not checkable
so-many-excepted = { NUMBER($excepted) } excepted{ $until }
so-many-suppressed = { NUMBER($inline) } suppressed
in-the-baseline = { NUMBER($baselined) } in the baseline
there-before = { NUMBER($before) } there before
so-many-failed = { $count } failed
until-date = until { $date }

on-the = { $name } on the { $kind } `{ $name2 }`
no-part-of-the-rule = no part of the rule looks at it

pending-is-not-on-yet = pending: { $what } { $phraseOf } is not on { $rev } yet, so it does not count
altered-on-differs-from-the = altered: `{ $rule }` on `{ $iD }` differs from the finding that { $by } suppresses on { $rev }, so it counts
lowered-keeps-level-for-as = lowered: `{ $rule }` keeps level { $from } for `{ $iD }`, as on { $rev }; this change would make it { $to }
target-gone = target gone: KPI `{ $name }` asks for { $target } on { $rev }, and for no number here
deleted-is-on-and-no = deleted: { $kind } `{ $iD }` is on { $rev } and no longer exists here
the-rules-and-the-configuration = the rules and the configuration of this change cannot be tried: { $wrong }
with-the-rules-and-the = with the rules and the configuration of this change: { NUMBER($more) } more, { NUMBER($fewer) } fewer
rules-of-this-change-fail = { $failed ->
    [one] { $what }; 1 of its rules fails
   *[other] { $what }; { $failed } of its rules fail
}

is-not-copied-since-it = { $path } is not copied, since it could not be kept whole: { $err }. This workbook has the findings alone.
a-workbook-of-findings = a workbook of findings
a-copy-of = a copy of { $path }
which-has-macros = , which has macros,
needs-a-name-that-ends = { $why } needs a name that ends in { $wants }, or programs do not open it
cells-have-a-comment-and = { NUMBER($cells) } cells have a comment, and { NUMBER($left) } more have none: the list has their findings
also-places = Also: { $places }
column-level = Level
column-where = Where
column-it-says = It says
column-for-whom = For whom
column-what-is-wrong = What is wrong
column-what-to-do = What to do
column-rule = Rule
column-decided-by = Decided by
column-date = Date
column-fingerprint = Fingerprint
findings-are-listed-the-most = { NUMBER($mostListed) } findings are listed, the most important; { NUMBER($all) } more are not
what-kpilint-found-as-of = What kpilint found, as of { $longDate }
# $said, $sheet
see-the-sheet = { $said }: see the sheet “{ $sheet }”.
column-what = What
unread-sheet = kpilint not read
column-why = Why
not-a-target = not a target
not-checked-intro = “not read”: kpilint cannot tell what is asked there. “not a target”: nothing says that the number is to be reached.
nothing-was-found = Nothing was found.
the-cells-below-lead-to = The cells below lead to their places. Red: error; yellow: warning; blue: a question, or worth knowing. Each coloured cell has a comment.
what-the-numbers-come-to = What the numbers come to

some-of-apply-here-verbose = { $some ->
    [one] 1 of { $rules } applies here (-v names the others)
   *[other] { $some } of { $rules } apply here (-v names the others)
}
some-of-apply-here = { $some ->
    [one] 1 of { $rules } applies here
   *[other] { $some } of { $rules } apply here
}
skipped-documents = { $n ->
    [one] 1 document skipped that is not ours
   *[other] { $n } documents skipped that are not ours
}
# $what, $n
depend-on-it = { $n ->
    [one] { $what } depends on it
   *[other] { $what } depend on it
}
looked-at-so-many = looked at: { $rule } { $n }
# $reached, $n
of-definitions = { $n ->
    [one] { NUMBER($reached) } of 1 definition
   *[other] { NUMBER($reached) } of { $n } definitions
}
of-lines = { $n ->
    [one] { NUMBER($reached) } of 1 line
   *[other] { NUMBER($reached) } of { $n } lines
}
held-to = Held to { $rev }
values = Values
findings-carry = Findings carry `{ $values }` in the JSON report.
rules-title = Rules
rules-intro = Every rule with its level; the page of each says why it is there, how to fix a finding, and shows what it flags and what not.
