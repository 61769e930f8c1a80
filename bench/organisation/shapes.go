package organisation

import "fmt"

// A Shape is an organisation of which one thing is as large as it can be.
type Shape struct {
	Name  string
	build func(w *writer) error
}

// Shapes are the worst ones. Each has as many definitions as are asked for.
var Shapes = []Shape{
	{"objectives-deep", objectivesDeep}, {"objectives-in-a-ring", objectivesInARing},
	{"objectives-wide", objectivesWide}, {"objectives-many-goals", objectivesManyGoals},
	{"kpis-deep", kpisDeep}, {"kpis-in-a-ring", kpisInARing},
	{"makers-and-users", makersAndUsers}, {"makers-deep", makersDeep}, {"makers-in-a-ring", makersInARing},
	{"teams-deep", teamsDeep}, {"teams-in-a-ring", teamsInARing}, {"one-team", oneTeam}, {"one-role", oneRole},
	{"names-that-do-not-exist", wrongNames}, {"ids-of-many", idsOfMany},
}

// whole is the organisation that everything else belongs to.
func whole(w *writer) error {
	return w.add("Organisation", "", "acme", document{{"name", "Acme"}, {"currency", "USD"}})
}

// each makes what comes first, and then one definition after the other until there are enough.
func (w *writer) each(first func(w *writer) error, one func(n int) error) error {
	if err := first(w); err != nil {
		return err
	}
	for n := 0; ; n++ {
		if err := one(n); err != nil {
			return err
		}
	}
}

func aGoal(w *writer) error {
	if err := whole(w); err != nil {
		return err
	}
	return w.add("Objective", "", "o0", document{{"name", "The goal"}, {"owner", "acme"}, {"cycle", "2026"}})
}

func aTeam(w *writer) error {
	if err := aGoal(w); err != nil {
		return err
	}
	return w.add("Team", "", "all", document{{"parent", "acme"}})
}

// helps is an objective of the one team that serves another one.
func (w *writer) helps(n, other int) error {
	return w.add("Objective", "all", fmt.Sprintf("o%d", n), document{
		{"name", fmt.Sprintf("Objective %d", n)}, {"owner", "all"}, {"cycle", "2026"},
		{"supports", list{{{"objective", fmt.Sprintf("o%d", other)}, {"link", "indirect"},
			{"because", "One leads to the other."}}}},
		{"keyResults", list{{{"id", "a"}, {"name", "A result"}, {"from", "10%"}, {"to", ">= 20%"}}}}})
}

func objectivesDeep(w *writer) error {
	return w.each(aTeam, func(n int) error { return w.helps(n+1, n) })
}

// objectivesInARing leaves the goal out: the last one serves the first.
func objectivesInARing(w *writer) error {
	last := w.Definitions - 3
	return w.each(aTeam, func(n int) error {
		if n == 0 {
			return w.helps(1, last)
		}
		return w.helps(n+1, n)
	})
}

func objectivesWide(w *writer) error {
	return w.each(aTeam, func(n int) error { return w.helps(n+1, 0) })
}

// objectivesManyGoals has a chain of objectives, and one more goal at each of its links.
func objectivesManyGoals(w *writer) error {
	return w.each(aTeam, func(n int) error {
		if n%2 == 0 {
			return w.add("Objective", "", fmt.Sprintf("goal-%d", n+1),
				document{{"name", "A goal"}, {"owner", "acme"}, {"cycle", "2026"}})
		}
		supports := list{{{"objective", fmt.Sprintf("goal-%d", n)}, {"link", "indirect"}, {"because", "It leads there."}}}
		if n > 1 {
			supports = append(supports, document{{"objective", fmt.Sprintf("all/o%d", n-2)}, {"link", "indirect"},
				{"because", "It helps."}})
		}
		return w.add("Objective", "all", fmt.Sprintf("o%d", n), document{{"name", "A link"}, {"owner", "all"},
			{"cycle", "2026"}, {"supports", supports}})
	})
}

// counts is a KPI of the one team with something more.
func (w *writer) counts(n int, more ...field) error {
	return w.add("KPI", "all", fmt.Sprintf("k%d", n), append(document{
		{"name", fmt.Sprintf("Number %d", n)}, {"owner", "all"}, {"measure", "volume"},
		{"direction", "higher"}, {"target", ">= 100 orders/month"}}, more...))
}

func kpisDeep(w *writer) error {
	return w.each(aTeam, func(n int) error {
		if n == 0 {
			return w.counts(0)
		}
		return w.counts(n, field{"parent", fmt.Sprintf("k%d", n-1)})
	})
}

func kpisInARing(w *writer) error {
	size := w.Definitions - 3
	return w.each(aTeam, func(n int) error {
		return w.counts(n, field{"parent", fmt.Sprintf("k%d", (n+size-1)%size)})
	})
}

// makersAndUsers has one item, which half of the KPIs make and half use.
func makersAndUsers(w *writer) error {
	return w.each(aTeam, func(n int) error {
		if n%2 == 0 {
			return w.add("KPI", "all", fmt.Sprintf("k%d", n), document{{"owner", "all"}, {"measure", "volume"},
				{"target", ">= 100 leads/month"}, {"produces", "lead"}})
		}
		return w.counts(n, field{"needs", list{{{"item", "lead"}, {"amount", "1 lead/order"}}}})
	})
}

// makes is a KPI that makes an item out of another one.
func (w *writer) makes(n, of int) error {
	d := document{{"owner", "all"}, {"measure", "volume"}, {"target", fmt.Sprintf(">= 100 %s/month", item(n))},
		{"produces", item(n)}}
	if of >= 0 {
		amount := fmt.Sprintf("1 %s/%s", item(of), item(n))
		d = append(d, field{"needs", list{{{"item", item(of)}, {"amount", amount}}}})
	}
	return w.add("KPI", "all", fmt.Sprintf("k%d", n), d)
}

func makersDeep(w *writer) error {
	return w.each(aTeam, func(n int) error { return w.makes(n, n-1) })
}

func makersInARing(w *writer) error {
	size := w.Definitions - 3
	return w.each(aTeam, func(n int) error { return w.makes(n, (n+size-1)%size) })
}

// below is a team below another one, or a role or KPI in it.
func (w *writer) below(n int, parent string) error {
	team := fmt.Sprintf("t%d", n/3)
	switch n % 3 {
	case 0:
		return w.add("Team", "", team, document{{"parent", parent}})
	case 1:
		return w.add("Role", team, fmt.Sprintf("r%d", n), document{{"headcount", 2}})
	}
	return w.add("KPI", team, fmt.Sprintf("k%d", n),
		document{{"owner", team}, {"measure", "volume"}, {"target", ">= 100 orders/month"}})
}

func teamsDeep(w *writer) error {
	return w.each(whole, func(n int) error {
		if n < 3 {
			return w.below(n, "acme")
		}
		return w.below(n, fmt.Sprintf("t%d", n/3-1))
	})
}

func teamsInARing(w *writer) error {
	size := (w.Definitions + 1) / 3
	return w.each(whole, func(n int) error { return w.below(n, fmt.Sprintf("t%d", (n/3+size-1)%size)) })
}

func oneTeam(w *writer) error {
	return w.each(aTeam, func(n int) error {
		if n%5 == 4 {
			return w.add("Role", "all", fmt.Sprintf("r%d", n), document{{"headcount", 2}})
		}
		return w.counts(n)
	})
}

// oneRole has a role whose day all KPIs draw on.
func oneRole(w *writer) error {
	return w.each(func(w *writer) error {
		if err := aTeam(w); err != nil {
			return err
		}
		return w.add("Role", "all", "agent", document{{"headcount", 5},
			{"time", document{{"calling", "80%"}, {"meetings", "20%"}}}})
	}, func(n int) error {
		return w.add("KPI", "all", fmt.Sprintf("k%d", n), document{{"owner", "agent"}, {"measure", "volume"},
			{"target", ">= 2 calls/person/day"}, {"effort", "5 min/call"}, {"activity", "calling"}})
	})
}

// wrongNames has KPIs that name what does not exist, in words that many names are close to.
func wrongNames(w *writer) error {
	return w.each(aTeam, func(n int) error {
		return w.counts(n, field{"parent", fmt.Sprintf("orders-of-kind-%d", n)},
			field{"counterweights", list{{{"kpi", fmt.Sprintf("kk%d", n)}, {"because", "It gets worse."}}}})
	})
}

// idsOfMany has as many teams as there are KPIs, all with KPIs of the same id.
func idsOfMany(w *writer) error {
	return w.each(whole, func(n int) error {
		team := fmt.Sprintf("t%d", n/2)
		if n%2 == 0 {
			return w.add("Team", "", team, document{{"parent", "acme"}})
		}
		return w.add("KPI", team, "orders", document{{"owner", team}, {"measure", "volume"},
			{"target", ">= 100 orders/month"}, {"counterweights", list{{{"kpi", "quality"}, {"because", "It gets worse."}}}}})
	})
}
