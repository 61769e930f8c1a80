package shape

import "testing"

// TestPlaces holds that every shape of a definition has a number of its own, and is found by it.
func TestPlaces(t *testing.T) {
	kinds, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range []*Shape{kinds.Of("KPI"), kinds.Of("KPI").Fields["owner"], kinds.Of("Team").Fields["kpis"].Item,
		kinds.Of("Objective").Fields["keyResults"].Item.Fields["kpi"]} {
		if n, ok := s.Place(); !ok || At(n) != s {
			t.Errorf("a shape has the number %d, %v", n, ok)
		}
	}
	if _, ok := (&Shape{}).Place(); ok || At(len(placed().all)) != nil {
		t.Error("what is no shape of a definition has a number")
	}
	if len(placed().all) != len(placed().of) || len(placed().all) < 100 {
		t.Errorf("%d shapes have %d numbers", len(placed().of), len(placed().all))
	}
}
