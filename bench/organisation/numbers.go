package organisation

import "fmt"

// kpi is what every KPI says. Owner is "" where nobody answers for it.
func kpi(name, description, owner, measure string) document {
	d := document{{"name", name}, {"description", description}}
	if owner != "" {
		d = append(d, field{"owner", owner})
	}
	return append(d, field{"measure", measure})
}

// kept is how a number is looked after; n makes labels differ.
func kept(n int) document {
	return document{{"source", "crm"}, {"measured", "daily"},
		{"because", "It leads to orders, and orders pay all of us."},
		{"labels", document{{"area", fmt.Sprintf("area-%d", n%9)}, {"stage", "pilot"}}},
		{"reviewBy", "2026-12-01"}, {"visibility", "organisation"}}
}

// guarded is the counterweight of a volume of team t.
func guarded(t int) field {
	return field{"counterweights", list{
		{{"kpi", fmt.Sprintf("quality-%d-0", t)}, {"because", "A call that annoys is not a call."}},
	}}
}

// calls is a number of each person, which has to fit into the day. Four flaws are possible, one at a time.
func calls(w *writer, t, n int) error {
	baseline := 1 + w.draw(2, 22, uint64(t), uint64(n))
	target := fmt.Sprintf(">= %d calls/person/day", baseline+1)
	counterweight := document{guarded(t)}
	var broken []string
	switch {
	case w.flawed(directionContradicts, t, n, 12):
		target = fmt.Sprintf(">= %d calls/person/day", baseline)
		baseline += 4
		broken = []string{Comparable[directionContradicts]}
	case w.flawed(withoutCounterweight, t, n, 12):
		counterweight = nil
		broken = []string{Comparable[withoutCounterweight]}
	case w.flawed(exceedsTime, t, n, 12):
		target = fmt.Sprintf(">= %d calls/person/day", 110+n)
		broken = []string{Comparable[exceedsTime]}
	}
	d := append(kpi(fmt.Sprintf("Calls of kind %d", n), "How many calls of this kind each person in the team makes.",
		fmt.Sprintf("agent-%d-%d", t, n%3), "volume"), document{
		{"direction", "higher"}, {"aggregation", "incremental"},
		{"baseline", fmt.Sprintf("%d calls/person/day", baseline)}, {"target", target},
		{"effort", "5 min/call"}, {"activity", "calling"},
	}...)
	d = append(append(d, counterweight...), kept(n)...)
	return w.add("KPI", fmt.Sprintf("team-%d", t), fmt.Sprintf("calls-%d-%d", t, n), d, broken...)
}

// item is what team t makes, in letters: part-a, part-b …
func item(t int) string {
	var letters []byte
	for t++; t > 0; t = (t - 1) / 26 {
		letters = append(letters, byte('a'+(t-1)%26))
	}
	return "part-" + string(letters)
}

// maker makes what the next team of the group uses up, out of what the team before it makes.
func maker(w *writer, t, n int) error {
	stage := t % group
	made := 250 * (group - stage)
	d := append(kpi(fmt.Sprintf("Parts made on line %d of team %d", n, t), "How many parts leave the line in a month.",
		fmt.Sprintf("team-%d", t), "volume"), document{
		{"direction", "higher"}, {"baseline", fmt.Sprintf("%d %s/month", made-20, item(t))},
		{"target", fmt.Sprintf(">= %d %s/month", made, item(t))}, {"produces", item(t)},
	}...)
	if stage > 0 {
		amount := fmt.Sprintf("1 %s/%s", item(t-1), item(t))
		d = append(d, field{"needs", list{{{"item", item(t - 1)}, {"amount", amount}}}})
	}
	d = append(append(d, guarded(t)), kept(n)...)
	return w.add("KPI", fmt.Sprintf("team-%d", t), fmt.Sprintf("made-%d-%d", t, n), d)
}

// orders use up what the team before makes. One that is flawed alone needs more than there is.
func orders(w *writer, t, n int) error {
	target, needs := 10*(3-n), document(nil)
	var broken []string
	if t%group > 0 {
		needs = document{{"needs", list{{{"item", item(t - 1)}, {"amount", fmt.Sprintf("2 %s/order", item(t-1))}}}}}
		if n == 0 && w.flawed(belowDemand, t, n, 500) {
			target = 3000 + t%100
			broken = []string{Comparable[belowDemand]}
		}
	}
	d := append(kpi(fmt.Sprintf("Orders of kind %d in team %d", n, t), "How many orders are delivered in a month.",
		fmt.Sprintf("team-%d", t), "volume"), document{
		{"direction", "higher"}, {"baseline", fmt.Sprintf("%d orders/month", target-2)},
		{"target", fmt.Sprintf(">= %d orders/month", target)},
	}...)
	d = append(append(append(d, needs...), guarded(t)), kept(n)...)
	return w.add("KPI", fmt.Sprintf("team-%d", t), fmt.Sprintf("orders-%d-%d", t, n), d, broken...)
}

// quality keeps the volumes of a team honest.
func quality(w *writer, t, n int) error {
	d := append(kpi(fmt.Sprintf("Calls that helped, of sort %d", n), "The share of calls after which nobody calls again.",
		fmt.Sprintf("team-%d", t), "quality"), document{
		{"direction", "higher"}, {"baseline", "72%"}, {"target", ">= 80%"},
		{"formula", document{{"numerator", "calls that helped"}, {"denominator", "calls"}}},
	}...)
	return w.add("KPI", fmt.Sprintf("team-%d", t), fmt.Sprintf("quality-%d-%d", t, n), append(d, kept(n)...))
}

// reply is a time, and may lack an owner or a unit.
func reply(w *writer, t, n int) error {
	owner, target := fmt.Sprintf("team-%d", t), "<= 4 h p90"
	baseline := document{{"baseline", "6 h p90"}}
	var broken []string
	switch {
	case w.flawed(ownerMissing, t, n, 60):
		owner = ""
		broken = []string{Comparable[ownerMissing]}
	case w.flawed(unitMissing, t, n, 60):
		target, baseline = "<= 4", nil
		broken = []string{Comparable[unitMissing]}
	}
	d := append(kpi(fmt.Sprintf("Time until case %d is answered", n), "How long it takes until somebody has an answer.",
		owner, "duration"), field{"direction", "lower"})
	d = append(append(d, baseline...), field{"target", target}, guarded(t))
	return w.add("KPI", fmt.Sprintf("team-%d", t), fmt.Sprintf("reply-%d-%d", t, n), append(d, kept(n)...), broken...)
}

// stepped has a path to its target, whose days may be out of order.
func stepped(w *writer, t, n int) error {
	days := [3]string{"2026-09-30", "2026-12-31", "2027-06-30"}
	var broken []string
	if w.flawed(stepsOutOfOrder, t, n, 75) {
		days[0], days[1] = days[1], days[0]
		broken = []string{Comparable[stepsOutOfOrder]}
	}
	d := append(kpi(fmt.Sprintf("Share of kind %d that is paid", n), "The share of bills that are paid on the first day.",
		fmt.Sprintf("team-%d", t), "ratio"), document{
		{"direction", "higher"}, {"baseline", document{{"value", "60%"}, {"date", "2026-03-31"}}},
		{"steps", list{
			{{"by", days[0]}, {"target", ">= 65%"}}, {{"by", days[1]}, {"target", ">= 65%"}},
			{{"by", days[2]}, {"target", ">= 70%"}},
		}},
		{"formula", document{{"numerator", "bills paid on the first day"}, {"denominator", "bills"}}},
	}...)
	return w.add("KPI", fmt.Sprintf("team-%d", t), fmt.Sprintf("paid-%d-%d", t, n), append(d, kept(n)...), broken...)
}

// objective is one of three in each quarter. Those of a department serve a goal, those of its teams the department's.
func objective(w *writer, t, n int) error {
	quarter, place := n%4, n/4
	serves := fmt.Sprintf("goal-%d", place)
	if t%group != 0 {
		serves = fmt.Sprintf("objective-%d-%d", t-t%group, n)
	}
	supports := document{{"supports", list{{{"objective", serves}, {"link", "indirect"},
		{"because", "Customers who are served well come back and buy more."}}}}}
	var broken []string
	if t%group != 0 && w.flawed(withoutGoal, t, n, 60) {
		supports = nil
		broken = []string{Comparable[withoutGoal]}
	}
	d := append(document{{"name", fmt.Sprintf("Objective %d of team %d", n, t)},
		{"description", "What the team wants to reach in the quarter, in a sentence of the usual length."},
		{"owner", fmt.Sprintf("team-%d", t)}, {"cycle", fmt.Sprintf("2026-Q%d", quarter+1)}, {"commitment", "committed"},
		{"labels", document{{"area", fmt.Sprintf("area-%d", n)}, {"stage", "pilot"}}},
	}, supports...)
	d = append(d, field{"keyResults", list{
		{{"id", "first"}, {"name", "First result"}, {"from", "10%"},
			{"to", fmt.Sprintf(">= %d%%", 20+w.draw(50, 23, uint64(t), uint64(n)))}},
		{{"id", "second"}, {"name", "Second result"}, {"from", "5%"},
			{"to", fmt.Sprintf(">= %d%%", 10+w.draw(50, 24, uint64(t), uint64(n)))}},
	}})
	return w.add("Objective", fmt.Sprintf("team-%d", t), fmt.Sprintf("objective-%d-%d", t, n), d, broken...)
}
