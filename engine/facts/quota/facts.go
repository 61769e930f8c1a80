package quota

import (
	"github.com/kpilint/kpilint/engine/network"
)

// Quota is the target of a team beside those of its people.
type Quota struct {
	// A team's target beside the targets per person that roles' `expectations` give for it.
	Quota *TeamQuota `json:"quota,omitzero"`
}

// TeamQuota sets a team's target beside what its people make when each reaches their own.
type TeamQuota struct {
	// The team's target.
	Target *network.Node `json:"target,omitzero"`
	// What those present make together: people less ramp and leave × target per person, over all roles that have one.
	Present *network.Node `json:"present,omitzero"`
	// What it would be with every position filled and at full speed.
	Full *network.Node `json:"full,omitzero"`
	// Why fewer are present, in words: one is in ramp at 50 %.
	Absences []string `json:"absences,omitzero" reads:"numbers"`
}
