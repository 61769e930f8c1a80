package main

import "testing"

// TestGarbageShare holds that small runs are not collected, and that large ones take little beyond what they need.
func TestGarbageShare(t *testing.T) {
	for live, want := range map[uint64]int{
		2 << 20: 16000, 10 << 20: 3200, 80 << 20: 400, 160 << 20: 200, 320 << 20: 100, 1 << 30: 31, 8 << 30: 30,
	} {
		if got := garbageShare(live); got != want {
			t.Errorf("with %d MiB alive: %d %%, want %d %%", live>>20, got, want)
		}
	}
	readsWorkbook.Store(true)
	defer readsWorkbook.Store(false)
	for live, want := range map[uint64]int{10 << 20: 640, 64 << 20: 100, 320 << 20: 30, 8 << 30: 30} {
		if got := garbageShare(live); got != want {
			t.Errorf("with %d MiB alive of a workbook: %d %%, want %d %%", live>>20, got, want)
		}
	}
}

// TestMemoryLimit holds that all but the largest runs stay below 4 GB, and that these have room to be collected in.
func TestMemoryLimit(t *testing.T) {
	for live, want := range map[uint64]int64{0: enough, 2 << 30: enough, 8 << 30: 10 << 30} {
		if got := memoryLimit(live); got != want {
			t.Errorf("with %d MiB alive: %d, want %d", live>>20, got, want)
		}
	}
	if enough >= 4e9 {
		t.Errorf("%d bytes are not below 4 GB", enough)
	}
}

// TestRoomFor holds that a run which fits into the first room makes no other, and that the largest makes no more than
// it can use.
func TestRoomFor(t *testing.T) {
	for added, want := range map[uint64]int{
		0: 0, 5 << 20: 0, 20 << 20: 0, 35 << 20: 35 * perFirst << 20, 400 << 20: mostRoom,
	} {
		if got := roomFor(added); got != want {
			t.Errorf("with %d MiB added: %d, want %d", added>>20, got, want)
		}
	}
}

// TestRoomier holds that it is told how far a run is, whatever room is made.
func TestRoomier(t *testing.T) {
	var told []int
	tell := roomier(func(_ string, done, _ int) { told = append(told, done) })
	for done := range 20 {
		tell("read", done, 20)
	}
	tell("done", 20, 20)
	if len(told) != 21 {
		t.Errorf("told %d times: %v", len(told), told)
	}
}
