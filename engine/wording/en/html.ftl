# What the template of the page says. A text in which something is set apart is given it as HTML.
what-should-stand-there = { $missing }. What should stand there?
what-could-change = What could change.

# $others, $subject
others-about = { $others ->
    [one] 1 more finding is about “{ $subject }”.
   *[other] { $others } more findings are about “{ $subject }”.
}
more-findings-follow = { $n ->
    [one] 1 more finding follows from this
   *[other] { $n } more findings follow from this
}
where-places = Where: { NUMBER($n) } places
page-and-more = and { NUMBER($n) } more
how-this-comes-about = How this comes about, and where it is written
where-it-is-written = Where it is written
page-new = New
more-stand-in-short = More stand in short with the definitions of
more-are-left-out = { NUMBER($n) } more are left out of this page.
there-is-more-than-fits = There is more than this page holds.
all-of-it-is-in = All of it is in { $all }; { $folder } makes a page of one folder.
written-in = Written in
depends-on = Depends on
page-rule = Rule
and-more-parts = and { NUMBER($n) } more parts, not shown here
with-parts = with { NUMBER($n) } parts, not shown here
page-not-known = not known: { $missing }
part-of-the-sum-at = Part of the sum at
written = Written
what-follows = What follows

with-others-in = { $n ->
    [one] With others in entry
   *[other] With others in entries
}
part-of-the-sum-in = Part of the sum in
definition-in-file = { $definition } in { $file }
contents = Contents
nav-summary = Summary
nav-what-changed = What changed
nav-map = Map
nav-findings = Findings
nav-documents = What the documents ask
teams-and-roles = Teams and roles
nav-questions = Questions
role-sheets = Role sheets
page-exceptions = Exceptions
page-glossary = Glossary
do-the-numbers-of-hold = Do the numbers of { $organisation } hold?
checked-as-of = Checked as of { $date }.
this-page-is-about = This page is about { $paths } alone; what was found elsewhere does not show here.
where-most-is-missing = Where most is missing
filled-and-hatched = Filled: planned. Hatched: needed and missing.
what-changed-since = What changed since { $date }
new-gone-same = { NUMBER($new) } new, { NUMBER($gone) } no longer there, { NUMBER($same) } as before.
and-more-marked-new = and { NUMBER($n) } more, marked as new below
no-longer-there = No longer there
not-everything-was-checked = Not everything could be checked
the-map-of-the-numbers = The map of the numbers
map-intro = What one team plans and another needs flows between them. A hatched part is needed, and nobody plans it.
what-was-found = What was found
findings-intro = The most important first. An entry is one cause: what follows from it, and what is the same elsewhere, is folded below it.
filter-words = Words
unfold-all = Unfold all
fold-all = Fold all
entries-shown = { $n } of { $of } entries
nothing-to-report = There is no finding.
entries-of-a-group = { $n } entries
stand-in-no-entry = { NUMBER($brief) } of { NUMBER($count) } stand in no entry of their own
where-they-stand = where they stand
documents-intro = What each number comes to, and what has to be asked before more can be said.
nav-not-checked = Not checked
what-was-not-checked = What was not checked
not-checked-advice = If one of these asks something of people, write what is counted, how much of it, and over what period. Otherwise nothing has to be done.
not-read-title = Not read
not-a-target-title = Numbers that are not taken for targets
teams-intro = Open a number to see how it comes about, down to the place where each part is written.
part-of-team = Part of { $team }
more-counted-not-shown = { NUMBER($n) } more, counted above and not shown on this page.
questions-to-ask = Questions to ask
questions-intro = By who can answer, ready to send.
write-an-e-mail = Write an e-mail
to-person = to { $person }
why-link = why
this-is-asked = this is asked
sheets-intro = One page for each role, to talk about and to sign. To print them by themselves, { $part } and print; to print one, open its link.
open-this-part = open this part
role-sheet = Role sheet
role-sheet-as-of = Role sheet, as of { $date }
sheet-link = Link
to-the-sheet-of = to the sheet of { $role }
your-numbers = Your numbers
what-you-need = What you need from others
what-depends-on-you = What depends on you
skills = Skills
what-it-asks-of-a-day = What it asks of a day
open-points = Open points
room-for-decision = Room for decision
no-number-is-asked = No number is asked of this role.
none-was-found = None was found.
what-you-may-decide = What you may decide by yourself. Agree on it and write it here.
sign-name = Name
sign-manager = Manager
sign-date = Date
exceptions-intro = What is allowed to stand for a while, and for how long.
days-have-passed = { NUMBER($gone) } of { NUMBER($long) } days have passed
exception-for = For
exception-allows = Allows
exception-approved-by = Approved by
exception-until = Until
exception-ticket = Ticket
exception-covers-now = Covers now

covers-findings = { $n ->
    [0] nothing
    [one] 1 finding
   *[other] { $n } findings
}
excepted-or-known = Excepted or known before
show-what-does-not-count = Show what was found and does not count
page-do-the-numbers-hold = Do the numbers hold?
so-many-organisations = { NUMBER($n) } organisations
skip-to-what-was-found = Skip to what was found
nothing-is-hidden = Nothing is hidden: what is folded is counted.
a-sum-is-only-as-right = A sum is only as right as the numbers in it. The owner of a number can say whether it is written correctly. This page opens no network connection.
made-by = Made by kpilint { $version }
contents-of = Contents of { $organisation }
