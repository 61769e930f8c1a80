package engine

import (
	"cmp"
	"slices"
	"sync"
	"time"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
)

// Profile is what the stages of a run and its rules took, by Options.Clock. Stages follow one another. Rules run
// several at a time, so all of them together may have taken more than the stage in which they run.
type Profile struct {
	Stages []Spent `json:"stages"` // in the order in which they began
	Rules  []Spent `json:"rules"`  // the one that took longest first, then by name
}

// Spent is the time that a stage or a rule took.
type Spent struct {
	Name string        `json:"name"`
	Took time.Duration `json:"nanoseconds"`
	Runs int           `json:"runs"` // how often it ran: a rule in CEL for each definition that it judges
}

// profile collects what is measured, also from several goroutines at a time. Without a clock nothing is.
type profile struct {
	clock  func() time.Duration
	mu     sync.Mutex
	stages []Spent
	rules  map[*policy.Rule]*Spent
}

func newProfile(clock func() time.Duration) *profile {
	return &profile{clock: clock, rules: map[*policy.Rule]*Spent{}}
}

// stage measures until what it returns is called.
func (p *profile) stage(name string) (end func()) {
	if p.clock == nil {
		return func() {}
	}
	begun := p.clock()
	p.mu.Lock()
	defer p.mu.Unlock()
	i := slices.IndexFunc(p.stages, func(s Spent) bool { return s.Name == name })
	if i < 0 {
		i = len(p.stages)
		p.stages = append(p.stages, Spent{Name: name})
	}
	return func() {
		took := p.clock() - begun
		p.mu.Lock()
		defer p.mu.Unlock()
		p.stages[i].Took += took
		p.stages[i].Runs++
	}
}

// watch measures what rules take, and lets another watch see them, too.
func (p *profile) watch(other watch) watch {
	if p.clock == nil {
		return other
	}
	return func(r *policy.Rule, on *model.Resource) func() {
		end := other(r, on)
		begun := p.clock()
		return func() {
			took := p.clock() - begun
			end()
			p.mu.Lock()
			defer p.mu.Unlock()
			if p.rules[r] == nil {
				p.rules[r] = &Spent{Name: r.Name()}
			}
			p.rules[r].Took += took
			p.rules[r].Runs++
		}
	}
}

// Stage measures what is done with the engine, such as writing a report, as one more stage of its Profile. Call what it
// returns at the end.
func (e *Engine) Stage(name string) (end func()) { return e.profile.stage(name) }

// Add adds what another engine of the same run took.
func (p *Profile) Add(other *Profile) {
	add := func(to *[]Spent, all []Spent) {
		for _, s := range all {
			i := slices.IndexFunc(*to, func(t Spent) bool { return t.Name == s.Name })
			if i < 0 {
				*to = append(*to, s)
				continue
			}
			(*to)[i].Took, (*to)[i].Runs = (*to)[i].Took+s.Took, (*to)[i].Runs+s.Runs
		}
	}
	add(&p.Stages, other.Stages)
	add(&p.Rules, other.Rules)
	slices.SortFunc(p.Rules, byTime)
}

// byTime puts the one first that took longest.
func byTime(a, b Spent) int { return cmp.Or(cmp.Compare(b.Took, a.Took), cmp.Compare(a.Name, b.Name)) }

// Profile is what was measured so far; it is empty without Options.Clock.
func (e *Engine) Profile() *Profile {
	p := e.profile
	p.mu.Lock()
	defer p.mu.Unlock()
	all := &Profile{Stages: slices.Clone(p.stages), Rules: []Spent{}}
	for _, s := range p.rules {
		all.Rules = append(all.Rules, *s)
	}
	slices.SortFunc(all.Rules, byTime)
	return all
}
