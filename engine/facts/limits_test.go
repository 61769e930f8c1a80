package facts

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
)

// each writes a line n times, with the number of the line in place of every #.
func each(n int, line string) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.ReplaceAll(line, "#", fmt.Sprint(i)))
	}
	return b.String()
}

// chain is each, with the number before in place of every @, from the second on.
func chain(n int, first, line string) string {
	b := strings.Builder{}
	b.WriteString(first)
	for i := 1; i < n; i++ {
		b.WriteString(strings.NewReplacer("#", fmt.Sprint(i), "@", fmt.Sprint(i-1)).Replace(line))
	}
	return b.String()
}

const (
	shop      = "apiVersion: kpilint/v1\nkind: Team\nid: shop\n"
	doc       = "---\napiVersion: kpilint/v1\nkind: "
	objective = doc + "Objective\nowner: shop\ncycle: 2026\nid: "
)

// shapes are organisations that grow in one way each. Every one of them once took time or memory beyond any proportion.
var shapes = map[string]func(n int) string{
	"conversions of one KPI": func(n int) string {
		return shop + "kpis:\n  - {id: v, owner: shop, target: 9 visits/month}\n  - id: leads\n    owner: shop\n    target: 9 leads/month\n    needs:\n" +
			each(n, "      - {kpi: v, conversion: 1%}\n")
	},
	"makers and users of an item": func(n int) string {
		return shop + "kpis:\n" + each(n, "  - {id: m#, owner: shop, target: 1 widgets/month, produces: widget}\n"+
			"  - {id: u#, owner: shop, target: 1 orders/month, needs: [{item: widget, amount: 1 widgets/order}]}\n")
	},
	"makers of an item that is converted": func(n int) string {
		return shop + "kpis:\n" + each(n, "  - {id: m#, owner: shop, target: 1 widgets/month, produces: widget}\n"+
			"  - {id: u#, owner: shop, target: 1 orders/month, needs: [{item: widget, conversion: 10%}]}\n")
	},
	"shares of an item": func(n int) string {
		return shop + "kpis:\n" + each(n, "  - {id: m#, owner: shop, target: 1 widgets/month, produces: widget}\n"+
			"  - {id: u#, owner: shop, target: 1 orders/month, needs: [{item: widget, share: 1%}]}\n")
	},
	"each draws on one maker": func(n int) string {
		return shop + "kpis:\n" + each(n, "  - {id: m#, owner: shop, target: 1 widgets/month, produces: widget}\n"+
			"  - {id: u#, owner: shop, target: 1 orders/month, needs: [{kpi: m#, amount: 1 widgets/order}]}\n")
	},
	"promises of an item": func(n int) string {
		return shop + "kpis:\n" + each(n, "  - {id: m#, owner: shop, target: 1 widgets/month, produces: widget, inProgress: 3 widgets}\n"+
			"  - {id: u#, owner: shop, target: <= 10 workdays, promises: widget}\n")
	},
	"needs that take time": func(n int) string {
		return shop + "kpis:\n" + each(n, "  - {id: m#, owner: shop, target: 1 widgets/month, produces: widget}\n"+
			"  - {id: u#, owner: shop, target: 1 orders/month, needs: [{item: widget, amount: 1 widgets/order, takes: 30 workdays}]}\n") +
			each(n, objective+"o#\nkeyResults: [{id: a, kpi: shop/u#, to: 1 orders/month}, {id: b, kpi: shop/m#, to: 1 widgets/month}]\n")
	},
	"a chain of KPIs": func(n int) string {
		return shop + "kpis:\n" + chain(n, "  - {id: k0, owner: shop, target: 1 things/month}\n", "  - {id: k#, owner: shop, target: 1 things/month, needs: [{kpi: k@, amount: 1 things/thing}]}\n")
	},
	"a chain of objectives": func(n int) string {
		return shop + doc + "Organisation\nid: org\n" + chain(n, doc+"Objective\nid: o0\nowner: org\n", objective+"o#\nsupports: [{objective: o@, link: direct}]\n")
	},
	"a ring of objectives": func(n int) string {
		return shop + chain(n, objective+fmt.Sprintf("o0\nsupports: [{objective: o%d, link: direct}]\n", n-1), objective+"o#\nsupports: [{objective: o@, link: direct}]\n")
	},
	"objectives of one goal": func(n int) string {
		return shop + "kpis:\n  - {id: k, owner: shop, measure: volume, target: 9 things/month}\n" + doc + "Organisation\nid: org\n" +
			doc + "Objective\nid: goal\nowner: org\nkeyResults: [{id: a, kpi: shop/k, to: 9 things/month}]\n" +
			each(n, objective+"o#\nsupports: [{objective: goal, link: direct}]\nkeyResults: [{id: a, kpi: shop/k, to: 1 things/month}]\n")
	},
	"key results of one objective": func(n int) string {
		return shop + "kpis:\n  - {id: k, owner: shop, measure: volume, target: 9 things/month}\n" + objective + "o\nkeyResults:\n" + each(n, "  - {id: a#, kpi: shop/k, to: # things/month}\n")
	},
	"roles that ask for one KPI": func(n int) string {
		return shop + "kpis:\n  - {id: k, owner: shop, effort: 5 min/thing, target: 9 things/month}\nroles:\n" +
			each(n, "  - {id: r#, headcount: 2, expectations: [{kpi: k, target: 1 things/person/month}]}\n")
	},
	"KPIs of one role": func(n int) string {
		return shop + "kpis:\n" + each(n, "  - {id: k#, owner: shop, effort: 5 min/thing, points: 3 points, target: 9 things/month}\n") +
			"roles:\n  - id: r\n    headcount: 2\n    wipLimit: 5 things\n    expectations:\n" + each(n, "      - {kpi: k#, target: 1 things/person/month}\n")
	},
	"variable pay": func(n int) string {
		return shop + "kpis:\n" + each(n, "  - {id: k#, owner: r, target: 9 things/month}\n") + "roles:\n  - id: r\n    headcount: 2\n    incentive:\n" + each(n, "      - {kpi: k#, weight: 2%}\n")
	},
	"counterweights": func(n int) string {
		return shop + "kpis:\n" + each(n, "  - {id: k#, owner: shop, target: 9 things/month}\n") + "  - id: all\n    owner: shop\n    target: 9 things/month\n    counterweights:\n" + each(n, "      - {kpi: k#}\n")
	},
	"services of a team": func(n int) string {
		return shop + "roles:\n" + each(n, "  - {id: r#, positions: [{skills: [a, b]}]}\n") + each(n, doc+"Service\nid: s#\nteam: shop\nskills: [a, c]\n")
	},
	"markets": func(n int) string {
		return shop + "kpis:\n" + each(n, "  - {id: k#, owner: shop, target: 9 things/month, needs: [{item: firm#, amount: 2 firm#/thing}]}\n") +
			doc + "Organisation\nid: org\nmarkets:\n" + each(n, "  - {id: m#, unit: firm#, serviceable: 1000 firm#}\n")
	},
	"values": func(n int) string {
		return shop + "kpis:\n" + each(n, "  - {id: k#, owner: shop, target: 9 things/month, tensionWith: [v#]}\n") + doc + "Organisation\nid: org\nvalues:\n" + each(n, "  - {id: v#, statement: so}\n")
	},
	"dependencies": func(n int) string {
		return shop + doc + "Team\nid: mill\n" + each(n, objective+"o#\ndependsOn: [{team: mill, item: item #}]\n"+doc+"Objective\nid: p#\nowner: mill\ncycle: 2026\nname: Item #\n")
	},
	"KPIs of one name": func(n int) string {
		return shop + "kpis:\n" + each(n, "  - {id: k#, name: Sales, owner: shop, target: 9 things/month, formula: {numerator: Sales, denominator: sales}}\n")
	},
	"owners that nobody knows": func(n int) string {
		return shop + "kpis:\n" + each(n, "  - {id: k#, owner: Somebody Else #, target: 9 things/month}\n")
	},
	"activities": func(n int) string {
		return shop + "kpis:\n" + each(n, "  - {id: k#, owner: r, effort: 5 min/thing, target: 1 things/person/day}\n") + "roles:\n  - id: r\n    headcount: 2\n    time:\n" + each(n, "      a#: 1 min\n")
	},
	"unresolved links": func(n int) string {
		return shop + each(n, objective+"o#\nsupports: [{objective: nowhere#, link: direct}]\n")
	},
}

// TestGrowth holds that twice as much to read takes about twice as much memory, in computing facts and in showing them.
func TestGrowth(t *testing.T) {
	for name, grown := range shapes {
		t.Run(name, func(t *testing.T) {
			const n = 250
			took, showed := work(t, grown(n))
			tookTwice, showedTwice := work(t, grown(2*n))
			if ratio := float64(tookTwice) / float64(took); ratio > 2.3 {
				t.Errorf("twice as much takes %.1f times the memory: %d and %d bytes", ratio, took, tookTwice)
			}
			if ratio := float64(showedTwice) / float64(showed); ratio > 2.3 {
				t.Errorf("twice as much shows %.1f times as much: %d and %d values", ratio, showed, showedTwice)
			}
		})
	}
}

// work is how many bytes it takes to compute the facts of an organisation, and how many values they show.
func work(t *testing.T, text string) (bytes uint64, shown int) {
	t.Helper()
	c := newComputer(context.Background(), read(t, text), nil)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	if r, err := c.compute(); err != nil || len(r.Failures) > 0 {
		t.Fatal(err, r.Failures)
	}
	runtime.ReadMemStats(&after)
	shown = values(reflect.ValueOf(&c.facts.Whole))
	for _, r := range c.Model.Resources {
		if of := c.facts.Of(r); of != nil {
			shown += values(reflect.ValueOf(of))
		}
	}
	return after.TotalAlloc - before.TotalAlloc, shown
}

// values counts what is in facts.
func values(v reflect.Value) int {
	n := 1
	switch v.Kind() {
	case reflect.Pointer:
		if v.IsNil() {
			return 0
		}
		if number, ok := v.Interface().(*network.Node); ok {
			return n + number.Size() + len(number.Lacks())
		}
		return values(v.Elem())
	case reflect.Slice:
		for i := range v.Len() {
			n += values(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			switch of := v.Type().Field(i); {
			case of.Anonymous && of.Name == "Later":
				n += values(v.Field(i).MethodByName("Get").Call(nil)[0])
			case of.Tag.Get("json") != "-":
				n += values(v.Field(i))
			}
		}
	}
	return n
}

func read(t *testing.T, text string) *model.Model {
	t.Helper()
	kinds, err := shape.Load()
	if err != nil {
		t.Fatal(err)
	}
	docs, _ := source.Parse("x.yaml", []byte(text))
	var all []*model.Definition
	for _, d := range docs {
		definitions, problems := model.Read(kinds, d, d.Root.Get("kind").Text, d.Root, "")
		if len(problems) > 0 {
			t.Fatal(problems[0].Message)
		}
		all = append(all, definitions...)
	}
	m, _, _ := model.Resolve(t.Context(), all, model.Options{AsOf: calendar.Date{Year: 2026, Month: 5, Day: 20}})
	return m
}

// TestTooLarge holds what is a finding because it is more than is read, and what its facts then say.
func TestTooLarge(t *testing.T) {
	for _, c := range []struct{ shape, want string }{
		{"conversions of one KPI", "`shop/leads` has 900 `needs`; kpilint reads at most 200: split it, or leave out what does not count"},
		{"counterweights", "`shop/all` has 900 `counterweights`; kpilint reads at most 200: split it, or leave out what does not count"},
		{"key results of one objective", "`shop/o` has 900 `keyResults`; kpilint reads at most 200: split it, or leave out what does not count"},
		{"activities", "`shop/r` has 900 entries in `time`; kpilint reads at most 200: leave out what does not count"},
		{"makers and users of an item", ""},
	} {
		r, err := newComputer(context.Background(), read(t, shapes[c.shape](900)), nil).compute()
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, p := range r.Problems {
			if p.Rule != basis.TooLarge || p.Resource == nil || p.Span.Line == 0 {
				t.Errorf("%s: %+v", c.shape, p)
			}
			all = append(all, p.Message)
		}
		if got := strings.Join(all, "\n"); got != c.want {
			t.Errorf("%s: %q, want %q", c.shape, got, c.want)
		}
	}
}

// TestTooLargeIsMissing holds that what depends on needs beyond the limit says that they are missing.
func TestTooLargeIsMissing(t *testing.T) {
	m := read(t, shop+"kpis:\n  - {id: m, owner: shop, target: 9000 widgets/month, produces: widget}\n  - id: u\n    owner: shop\n    target: 1 orders/month\n    needs:\n"+
		each(201, "      - {item: widget, amount: 1 widgets/order}\n")+"      - {item: gadget, amount: 1 gadgets/order}\n      - {kpi: m, conversion: 1%}\n")
	r, err := Compute(context.Background(), m, nil)
	if err != nil {
		t.Fatal(err)
	}
	want := "`shop/u` has 203 `needs`; kpilint reads at most 200"
	if len(r.Items) != 2 {
		t.Errorf("%d items", len(r.Items))
	}
	for _, it := range r.Items {
		if len(it.Demand.Lacks()) != 1 || it.Demand.Lacks()[0] != want {
			t.Errorf("%s: %v", it.Item, it.Demand.Lacks())
		}
	}
	funnel := r.KPI(m.Find("KPI", "shop/u")).Funnel.Funnel
	if len(funnel) != 1 || funnel[0].Computed.Lacks()[0] != want {
		t.Errorf("the funnel does not say what is missing: %v", funnel)
	}
}

// TestDepth holds the limits of chains, each of which is one finding.
func TestDepth(t *testing.T) {
	chainOfKPIs := shapes["a chain of KPIs"](1200) + doc + "Organisation\nid: org\n" +
		doc + "Objective\nid: goal\nowner: org\nkeyResults: [{id: a, kpi: shop/k1199, to: 1 things/month}]\n" +
		objective + "sub\nsupports: [{objective: goal, link: direct}]\nkeyResults: [{id: a, kpi: shop/k0, to: 1 things/month}]\n"
	for _, c := range []struct{ text, want string }{
		{chainOfKPIs, "the numbers of `shop/sub` and those of `goal` are far apart: kpilint follows one KPI to the next for at most 1000 steps"},
		{shapes["a chain of objectives"](1200), ""},
		{chain(1200, "apiVersion: kpilint/v1\nkind: Team\nid: t0\n", doc+"Team\nid: t#\nparent: t@\n"),
			"`t1000` has more than 1000 teams above it, one above the other; kpilint reads at most 1000; the same holds for 199 more"},
	} {
		r, err := newComputer(context.Background(), read(t, c.text), nil).compute()
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, p := range r.Problems {
			all = append(all, p.Message)
		}
		if got := strings.Join(all, "\n"); got != c.want {
			t.Errorf("%q, want %q", got, c.want)
		}
	}
}

// TestCut holds that a sum from which parts are left out says so, and still adds up.
func TestCut(t *testing.T) {
	m := read(t, shop+"kpis:\n"+each(4000, "  - {id: m#, owner: shop, target: 1 widgets/week, produces: widget}\n"))
	r, err := Compute(context.Background(), m, nil)
	if err != nil {
		t.Fatal(err)
	}
	supply := r.Items[0].Supply
	sum := supply.Sum()
	if !strings.Contains(sum, " + … (") || !strings.Contains(sum, " more: ") || supply.Size() > basis.MaxNodes {
		t.Errorf("%d nodes, and the sum is %d bytes: %.200s … %s", supply.Size(), len(sum), sum, sum[len(sum)-100:])
	}
	total := supply.Of()[0].Amount
	for _, p := range supply.Of()[1:] {
		total, _ = total.Add(p.Amount)
	}
	if !total.Equal(supply.Amount) {
		t.Errorf("the parts give %s, and the sum is %s", total, supply.Amount)
	}
}

// TestFault holds that a fault in one fact costs that fact alone, and names it.
func TestFault(t *testing.T) {
	m := read(t, shop+"kpis:\n"+each(3, "  - {id: k#, owner: shop, target: 9 things/month, needs: [{kpi: k0, conversion: 10%}]}\n")+
		"  - {id: above, owner: shop, target: above average, visibility: private}\n")
	c := newComputer(context.Background(), m, nil)
	c.Trial = func(subject string, r *model.Resource) {
		if subject == "funnel" && r.ID == "k1" || subject == "hidden" {
			panic("out of order")
		}
	}
	r, err := c.compute()
	if err != nil || len(r.Failures) != 2 {
		t.Fatal(err, r.Failures)
	}
	if got, want := r.Failures[0].Doing(), "computing the fact `funnel` of KPI `shop/k1`"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if !strings.Contains(string(r.Failures[0].Stack), "limits_test.go") {
		t.Errorf("the stack does not show where the fault is: %s", r.Failures[0].Stack)
	}
	if r.KPI(m.Find("KPI", "shop/k1")).Funnel != nil || r.KPI(m.Find("KPI", "shop/k2")).Funnel == nil {
		t.Error("not the faulty fact alone is missing")
	}
	if len(r.Hidden) > 0 || len(r.RelativeTargets) != 1 {
		t.Errorf("of the lists of all not the faulty one alone is empty: %v, %v", r.Hidden, r.RelativeTargets)
	}
}

// TestStop holds that computing ends soon after its context.
func TestStop(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	c := newComputer(ctx, read(t, shop+"kpis:\n"+each(50, "  - {id: k#, owner: shop, target: 9 things/month}\n")), nil)
	after := 0
	c.Trial = func(subject string, r *model.Resource) {
		if ctx.Err() != nil {
			after++
		}
		if subject == "little" {
			cancel()
		}
	}
	if _, err := c.compute(); !errors.Is(err, context.Canceled) || after > 0 {
		t.Errorf("%v, and %d facts were begun after the end", err, after)
	}
}
