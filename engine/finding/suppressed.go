package finding

// Way is a way in which a finding is kept from counting. A finding that several of them cover shows the first, in
// the order of the constants: what somebody approved, with an end, says more than what was merely there before.
type Way int

// The ways, the first of which wins.
const (
	ByException Way = iota // an Exception that is in force
	ByInline               // a comment or field beside the value, in the file itself
	ByBaseline             // it is in the baseline
	BySince                // an earlier revision has it too
)

// String is what a report calls a way: an exception is called by its own name.
func (w Way) String() string { return [...]string{"exception", "inline", "baseline", "since"}[w] }

// Suppression says why a finding does not count.
type Suppression struct {
	Way    Way    `json:"-"`
	By     string `json:"by"` // the name of the exception, else the way
	Reason string `json:"reason"`
	Until  string `json:"until,omitempty"`
}

// Suppress marks a finding, unless an earlier way has marked it. Every way goes through here.
func (f *Finding) Suppress(by Suppression) {
	if f.Suppressed == nil || by.Way < f.Suppressed.Way {
		f.Suppressed = &by
	}
}
