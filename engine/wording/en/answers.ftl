
the-role-is-defined-elsewhere = the role `{ $iD }` is defined elsewhere, and does not say how many people it has: write `headcount: { $n }` there
per-person = { $text } per person

cyrillic-script = Cyrillic script
arabic-script = Arabic script
chinese-or-japanese = Chinese or Japanese
devanagari-script = Devanagari script

team-members = Team members

drafted-from-finish-it-say = Drafted from { $file }. Finish it: say what is missing, correct what is assumed, and remove `draft`.

that-is-one-in-of = that is one in { $each } of working time, with no break, travel, meeting or follow-up in it
in-that-is-an-hour = in { $day } that is { $low } an hour: { $each } each, with no break, travel, meeting or follow-up
at-each-they-take-of = at { $one } each they take { $all } of the { $day }
in-a-month-of-to = in a month of { NUMBER($few) } to { NUMBER($many) } working days that is { $ranged } { $pieces } a person
each-is-taken-to-use = each { $piece } is taken to use up one { $item }: who makes as many { $plural }? Nothing here says so
each-is-taken-to-use-up = each { $piece } is taken to use up one { $item }; { $makers }
counts-for-each-did-you-mean = this counts for each “{ $word }”; did you mean { $meant }?
nothing-here-speaks-of-how = nothing here speaks of how well this is to be done
nothing-here-speaks-of-how-good = nothing here speaks of how good { $piece } is
how-long-a-takes = how long { $piece } takes
how-long-each-takes = how long each takes
how-many-people-do-this = how many people do this
what-the-day-holds-besides = what the day holds besides
how-many-there-are-in = how many there are in a month
greek = Greek
hebrew = Hebrew
japanese = Japanese
korean = Korean
thai = Thai
that-nothing-else-leads-to-it = that nothing else leads to it than these { $share }
