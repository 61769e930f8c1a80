package ruletest

import (
	"context"
	"errors"
	"runtime"
	"sync"

	"github.com/kpilint/kpilint/engine/policy"
)

// TestAll tests rules several at a time; the results are in the order of the rules.
func (p *Pack) TestAll(ctx context.Context, rules []*policy.Rule, o Options) ([]*Result, error) {
	results, errs := make([]*Result, len(rules)), make([]error, len(rules))
	var next sync.Mutex
	var all sync.WaitGroup
	i := -1
	for range min(len(rules), runtime.GOMAXPROCS(0)) {
		all.Go(func() {
			for {
				next.Lock()
				i++
				mine := i
				next.Unlock()
				if mine >= len(rules) {
					return
				}
				results[mine], errs[mine] = p.Test(ctx, rules[mine], o)
			}
		})
	}
	all.Wait()
	return results, errors.Join(errs...)
}
