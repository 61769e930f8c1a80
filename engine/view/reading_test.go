package view_test

import (
	"fmt"
	"io/fs"
	"maps"
	"math/big"
	"os"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/facts"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/view"
)

// definitions are those of the YAML files of a workspace.
func definitions(t *testing.T, workspace string) (all []*model.Definition) {
	t.Helper()
	kinds, err := shape.Load()
	if err != nil {
		t.Fatal(err)
	}
	dir := os.DirFS("../../testdata/" + workspace)
	err = fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || path.Ext(name) != ".yaml" {
			return err
		}
		text, err := fs.ReadFile(dir, name)
		docs, _ := source.Parse(name, text)
		for _, d := range docs {
			if kind := d.Root.Get("kind"); kind != nil {
				definitions, _ := model.Read(kinds, d, kind.Text, d.Root, "")
				all = append(all, definitions...)
			}
		}
		return err
	})
	if err != nil || len(all) == 0 {
		t.Fatal(workspace, err)
	}
	return all
}

// organisation joins definitions, and computes all facts.
func organisation(t *testing.T, all []*model.Definition, watch bool) *view.Organisation {
	t.Helper()
	day := calendar.Date{Year: 2026, Month: 5, Day: 20}
	m, _, err := model.Resolve(t.Context(), all, model.Options{AsOf: day, Track: watch})
	if err != nil {
		t.Fatal(err)
	}
	computed, err := facts.Compute(t.Context(), m, nil)
	if err != nil || len(computed.Failures) > 0 {
		t.Fatal(err, computed.Failures)
	}
	o := &view.Organisation{Model: m, Facts: computed.Facts}
	o.MarkReads()
	return o
}

// each calls f for each fact of the organisation: whose it is, its path, and what it says.
func each(o *view.Organisation, f func(of, path, says string)) {
	var walk func(of, path string, v any)
	walk = func(of, path string, v any) {
		switch v := v.(type) {
		case *network.Node:
			f(of, path, v.String()+strings.Join(v.Lacks(), ";"))
		case view.List:
			for i := range v.Len() {
				walk(fmt.Sprint(of, " ", i), path, v.At(i))
			}
		default:
			if view.Fields(v) == nil {
				f(of, path, fmt.Sprint(v))
				return
			}
			view.Each(v, func(name string, inner any) { walk(of, strings.TrimPrefix(path+"."+name, "."), inner) })
		}
	}
	for _, r := range o.Resources {
		walk(r.Kind+" "+r.Name, r.Kind, o.Record(r))
	}
	walk("", "", &o.Facts.Whole)
}

// numbers calls f for each quantity of an object.
func numbers(o *model.Object, at string, f func(at string, q *model.Quantity)) {
	o.Each(func(name string, v any) {
		name = at + "/" + name
		switch v := v.(type) {
		case *model.Quantity:
			f(name, v)
		case *model.Object:
			numbers(v, name, f)
		case model.List:
			for i, entry := range v {
				if entry, ok := entry.(*model.Object); ok {
					numbers(entry, fmt.Sprint(name, "/", i), f)
				}
			}
		}
	})
}

// readAt reads the facts at a path, and returns the quantities that count as read then.
func readAt(t *testing.T, all []*model.Definition, at string) map[string]bool {
	o := organisation(t, all, true)
	names := strings.Split(at, ".")
	var read func(v any, names []string)
	read = func(v any, names []string) {
		switch v := v.(type) {
		case view.Watched:
			if len(names) > 0 {
				read(v.Get(names[0]), names[1:])
			}
		case view.List:
			for i := range v.Len() {
				read(v.At(i), names)
			}
		}
	}
	if len(o.Of(names[0])) == 0 {
		read(o.WatchedWhole(), names)
	}
	for _, r := range o.Of(names[0]) {
		read(view.Definition{Resource: r, In: o}.Value("facts"), names[1:])
	}
	is, unread := map[string]bool{}, map[string]bool{}
	for _, r := range o.Resources {
		r.Unread(func(path, _ string) { unread[r.Kind+" "+r.Name+"/"+path] = true })
		numbers(r.Object, r.Kind+" "+r.Name, func(at string, _ *model.Quantity) {
			is[at] = !unread[at]
		})
	}
	return is
}

// others are what may stand in place of an amount: a larger one and a smaller one.
func others(a quantity.Amount) (all []quantity.Amount) {
	for _, by := range []*big.Rat{big.NewRat(13, 10), big.NewRat(1, 2)} {
		all = append(all, a.Scale(by))
	}
	return all
}

// TestWhatChangesAFactIsReadWithIt holds for each written number that makes a fact say something else that whoever
// reads the fact has read the number.
func TestWhatChangesAFactIsReadWithIt(t *testing.T) {
	for _, workspace := range strings.Fields("acme city hospital parcel posthog software sourcegraph") {
		all := definitions(t, workspace)
		before, depends := map[string]string{}, map[string]map[string]bool{}
		each(organisation(t, all, false), func(of, path, says string) { before[of+"\t"+path] = says })
		names := map[*model.Definition]string{}
		for i, r := range organisation(t, all, false).Resources {
			if i < len(all) {
				names[all[i]] = r.Kind + " " + r.Name
			}
		}
		for _, d := range all {
			numbers(d.Object, names[d], func(at string, q *model.Quantity) {
				if q.Low == nil {
					return
				}
				note := func(path string) {
					if depends[path] == nil {
						depends[path] = map[string]bool{}
					}
					depends[path][at] = true
				}
				shared, was := q.Quantity, q.Amount // others may be the same one
				own := *shared
				q.Quantity = &own
				defer func() { q.Quantity = shared }()
				for _, other := range others(was) {
					q.Amount = other
					each(organisation(t, all, false), func(of, path, says string) {
						if was, there := before[of+"\t"+path]; there && was != says {
							note(path)
						}
					})
				}
			})
		}
		for _, path := range slices.Sorted(maps.Keys(depends)) {
			read := readAt(t, all, path)
			var not []string
			for _, at := range slices.Sorted(maps.Keys(depends[path])) {
				if !read[at] {
					not = append(not, at)
				}
			}
			if len(not) > 0 {
				t.Errorf("%s: %s says something else with other numbers, and these of them are not read with it: %s",
					workspace, path, strings.Join(not, ", "))
			}
		}
	}
}
