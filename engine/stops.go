package engine

import (
	"errors"
	"slices"
	"sync"

	"github.com/kpilint/kpilint/engine/policy"
)

// maxStops is on how many definitions a rule that does not come with kpilint may meet its limits. It judges none after
// them: a limit on each of ten thousand definitions is none.
const maxStops = 20

// stops remembers at which tasks rules met their limits. What is over depends on the order of tasks alone: a task is
// over when enough stops lie before it, and none that is not over is ever passed by.
type stops struct {
	mu sync.Mutex
	at map[*policy.Rule][]int // sorted
}

// note remembers a rule that was stopped at a task.
func (s *stops) note(r *policy.Rule, task int, err error) {
	if err == nil || r.Trusted {
		return
	}
	var wrong *policy.RuleError
	if !errors.As(err, &wrong) || !wrong.Stopped {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	i, _ := slices.BinarySearch(s.at[r], task)
	s.at[r] = slices.Insert(s.at[r], i, task)
}

// over reports whether a rule judges nothing any more at a task.
func (s *stops) over(r *policy.Rule, task int) bool {
	if r.Trusted {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	before, _ := slices.BinarySearch(s.at[r], task)
	return before >= maxStops
}
