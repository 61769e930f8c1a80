package config

import (
	"sync/atomic"

	"github.com/kpilint/kpilint/engine/policy"
)

// ahead are the rules of a pack that are read while something else is done.
type ahead struct {
	read  chan rulesRead
	taken atomic.Bool
}

type rulesRead struct {
	rules []*policy.Rule
	err   error
}

// Ahead is a pack without a manifest, such as the one that comes with kpilint, whose rules are being read from now on.
// The first who loads it takes them; whoever loads it again reads it again, as rules belong to those who have loaded
// them.
func (p Pack) Ahead() Pack {
	a := &ahead{read: make(chan rulesRead, 1)}
	go func() {
		defer func() {
			_ = recover() // whoever loads it meets the same
			close(a.read)
		}()
		rules, err := p.readRules()
		a.read <- rulesRead{rules, err}
	}()
	p.ahead = a
	return p
}

// take takes what was read ahead; false where nothing was, or somebody else has taken it. It waits for it.
func (a *ahead) take() (r rulesRead, ok bool) {
	if a == nil || !a.taken.CompareAndSwap(false, true) {
		return rulesRead{}, false
	}
	r, ok = <-a.read
	return r, ok
}

// rules are those of a pack that are folders.
func (p Pack) rules() ([]*policy.Rule, error) {
	if r, ok := p.ahead.take(); ok {
		return r.rules, r.err
	}
	return p.readRules()
}

func (p Pack) readRules() ([]*policy.Rule, error) {
	rules, err := policy.LoadAs(p.FS, p.Dir, p.Called())
	if p.Trusted {
		policy.Summarise(p.FS, p.Dir, rules)
	}
	return rules, err
}
