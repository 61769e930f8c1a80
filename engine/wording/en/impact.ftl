
and-another-name-both-mean = `{ $resource }` and another name both mean `{ $name }`, and one number is missed by one share
by-what-it-depends-on = { $ownSum }; by what it depends on { $amount } is left
instead-of = { $own } instead of { $amount }
of-the-opened-are-closed = ; { $still } of the { $amount } opened are closed: { $covers }
at-risk-by-how-much = at risk; by how much cannot be told
at-risk-before-already = at risk before already
cannot-be-met-any-more = cannot be met any more
no-worse-than-before = no worse than before
as-before = as before
before-the-miss = before the miss { $balance }
may-be-missed-by-up = may be missed, by up to { $high }, before the miss by up to { $high2 }
may-be-missed-by-up-to = may be missed, by up to { $high }
missed-by-before-the-miss = missed by { $by }, before the miss by { $missedBefore } ({ $amount })
may-be-missed-by-up-to-before = may be missed, by up to { $high }, before already, and no more now
missed-by-before-already-and = missed by { $by } before already, and no more now
missed-by-amount = missed by { $by }

does-not-say-how-much = `{ $name }` does not say how much is free (`cash`)
late-payment = late payment
customers-pay-in-time-while = customers pay in time while it holds
it-is-not-known-how = it is not known how much `{ $name }` holds up
it-is-not-known-whether = it is not known whether what delays it is missed
customers-pay-in-time = customers pay in time
paid-late-held-up-of = { $words } paid late = { $money } held up, of { $amount } in cash: { $inMoney }
if-these-are-the-sales = if these are the sales of the plan: { $amount } instead of { $amount2 }
a-month-go-out = ; { $money } a month go out: { $inMoney }

may-be-any-of-write = `{ $name }` may be any of { $candidates }: write the full name
is-no-number-here-did = `{ $name }` is not a number here; did you mean `{ $nearest }`?
is-no-kpi-service-role = `{ $name }` is no KPI, service, role, team, objective, key result or market here
has-no-number-of-its = has no number of its own that could be missed
is-and-has-no-number = is { $article }, and has no number of its own that could be missed
asks-for-and-its-kpi = `{ $name }` asks for { $sum } and its KPI for { $sum2 }

is-worked-out-as-which = `{ $name }` is worked out as `{ $expression }`, which is not a sum of KPIs
the-of-is-no-kpi = the { $part } of `{ $name }` ({ $text }) is no KPI here
says-no = `{ $name }` says no { $part }
nothing-would-be-left-of = nothing would be left of the denominator of `{ $name }`
its-numerator-at-its-denominator = its numerator `{ $name }` at { $inPercent }, its denominator `{ $name2 }` at { $inPercent2 }
is-in-in = `{ $name }` is in { $words }, `{ $name2 }` in { $words2 }
stands-in-its-formula = stands in its formula
which-its-formula-uses = { $amount }, which its formula uses

has-a-source-that-is = `{ $name }` has a source that is not known
of-all-sources = of all sources
the-sources-of-do-not = the sources of `{ $name }` do not count the same
definition-has-no-target = `{ $name }` has no target
the-limits-of-are-not = the limits of `{ $name }` are not known in { $words }
is-not-known = `{ $name }` is not known
for-the-stated = { $words } = { $total } for the { $stated } stated: { $covers }

says-no-number-to-reach = `{ $name }` says no number to reach (`to`)
asks-for-no-number = asks for no number
has-no-number = `{ $name }` has no number
is-in-its-kpi-in = `{ $name }` is in { $words }, its KPI `{ $name2 }` in { $words2 }
may-be = may be
it-is-not-known-how-far = it is not known how far `{ $name }` falls short
its-key-result = its key result { $is } { $word }: { $ids }
of-its-key-results = { NUMBER($ids) } of its { NUMBER($total) } key results { $is } { $word }: { $ids2 }
supports-it = `{ $name }` supports it
depends-on-named = depends on `{ $name }`
depends-on-word = depends on

has-no-number-as-its = `{ $name }` has no number as its target
promises-no-share-and-says = `{ $name }` promises no share and says not how many it closes

market-does-not-say-how = market `{ $id }` does not say how many it has (`serviceable`)
it-is-not-known-what = it is not known what is drawn on market `{ $name }`
each-is-asked-once-in = each is asked once in them
market-may-be-asked-again = market `{ $name }` may be asked again at once
it-is-not-known-what-draws = it is not known what `{ $name }` draws on market `{ $id }`
it-may-be-that-nobody = it may be that nobody draws on market `{ $name }`
left-for-others = left for others
drawn-by-all = drawn by all
a-month-months-of-in = { $demand } a month{ $by } × { $again } months = { $used } of { $amount } in the market: { $covers }

there-is-no-such = there is no such { $wanted }
it-may-be-any-of = it may be any of { $candidates }
of-a = of a { $role }
the-time-it-takes-is = the time it takes is not known
the-time-there-is-is = the time there is is not known
time-there-is = { $sum }; there is { $amount }: { $lacksTime }
min-to-spare = 0 min to spare
the-budget-is-not-known = the budget is not known
budget-is-words = { $sum }; the budget is { $amount }: { $inMoney }
does-not-say-how-many = `{ $name }` does not say how many seats it has (`agents`)

the-others = the others
in-all-of-that-parts = { $now } in all, of { $amount } that { NUMBER($children) } parts ask for together
at-least-one-of-them = : at least one of them is missed
all-parts = all parts
asks-for-nothing-so-no = `{ $name }` asks for nothing, so no share of it can be told
its-parts-ask-for-of = its { NUMBER($children) } parts ask for { $all }, of { $amount }

no-kpi-produces = no KPI produces { $plural }
the-amount-that-needs-of = the amount that `{ $name }` needs of `{ $name2 }` cannot be brought to a month
has-no-rate-a-month = `{ $name }` has no rate a month
of-a-month-supplied = { $value } of { $asked } a month supplied
supplied-to-spare = { $value } supplied, { $value } to spare
a-month-supplied-needed = { $value } a month supplied, { $demand } needed: { $words }
does-not-produce = `{ $name }` does not produce { $plural }
asks-for-no-number-above = `{ $name }` asks for no number above zero
left-for-the-others = left for the others
has-the-a-month-it = has the { $rate } { $plural } a month it needs
shared-in-proportion-to-what = , shared in proportion to what each needs
by-all = , { $demand } by all

kpis-produce-at-most-are = { NUMBER($in) } KPIs produce { $item }; at most { NUMBER($maxEntries) } are followed to who promises them
no-would-be-finished = no { $plural } would be finished
lead-time = lead time
in-progress-a-month-promised = { $inProgress } in progress ÷ { $at } a month{ $unit } = { $amount }, promised { $amount2 }
it-is-not-known-how-long = it is not known how long `{ $name }` takes
days-a-month = × { $factor } days a month

by-nobody = by nobody

all-of-it = all of it
has-no-number-above-zero = `{ $name }` has no number above zero to fall short of

missed-by-word = missed by
to-spare = { $write } to spare
may-be-short-by-up = may be short, by up to { $write }
short-by = short by { $write }{ $more }

# $name, $link
supports-it-by = { $link ->
    [direct] `{ $name }` supports it directly
   *[indirect] `{ $name }` supports it indirectly
}
just-enough = just enough
just-enough-supplied = { $supplied } supplied, { $balance }
key-result-called = Key result: { $title }
