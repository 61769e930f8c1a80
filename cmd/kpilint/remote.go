package main

import (
	"context"
	"fmt"

	"github.com/kpilint/kpilint/cmd/kpilint/worker"
	"github.com/kpilint/kpilint/engine"
)

// serveRules runs rules of strangers for another process, which hands it what they judge, and returns the exit code.
func (a *app) serveRules() int {
	go engine.Warm()
	remotes := map[uint32]*engine.Remote{}
	err := a.guard.Serve(worker.Handler{
		Open: func(n uint32, guard *worker.Aside) { remotes[n] = engine.NewRemote(guard) },
		Ask: func(ctx context.Context, n uint32, request []byte) ([]byte, error) {
			r := remotes[n]
			if r == nil {
				return nil, fmt.Errorf("there is no remote %d", n)
			}
			return r.Answer(ctx, request)
		},
	})
	if err != nil {
		return exitBroken
	}
	return exitClean
}
