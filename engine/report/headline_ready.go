package report

import (
	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/work"
)

// The texts of a headline that are asked for more than once.
const (
	headlineOwn = iota
	headlineOf
	headlineBelow
	headlineTexts
)

// readyHeadlines are the texts of the headlines of findings that were made ready. The zero one has none.
type readyHeadlines struct {
	of map[*engine.Finding]*readyHeadline
}

type readyHeadline struct {
	texts [headlineTexts]string
	made  [headlineTexts]bool
}

// text is one of the texts of a finding, made where it is not ready yet. Of a finding that is made ready it is kept, so
// one goroutine at a time may ask for it.
func (r *readyHeadlines) text(f *engine.Finding, which int, text func(*engine.Finding) string) string {
	one := r.of[f]
	if one == nil {
		return text(f)
	}
	if !one.made[which] {
		one.texts[which] = text(f)
		one.made[which] = true
	}
	return one.texts[which]
}

// makeReady makes the headlines of some findings, on so many goroutines.
func (h *Headlines) makeReady(all []*engine.Finding, jobs int) {
	h.ready.of = make(map[*engine.Finding]*readyHeadline, len(all))
	room := make([]readyHeadline, len(all))
	for i, f := range all {
		h.ready.of[f] = &room[i]
	}
	work.Each(jobs, len(all), func(i int) {
		h.own(all[i])
		h.Of(all[i])
		h.Below(all[i])
	})
}
