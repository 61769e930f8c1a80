package facts

import "github.com/kpilint/kpilint/engine/network"

// Measured is whom a target measures.
type Measured struct {
	// Whom a target per person measures.
	People *network.Node `json:"people,omitzero"`
}

// Present is who is in a role.
type Present struct {
	// People really there: headcount, or filled positions by their part of full time and ramp, less leave.
	People *network.Node `json:"people,omitzero"`
}

// Quota is the target of a team beside those of its people.
type Quota struct {
	// A team's target beside the targets per person that roles' `expectations` give for it.
	Quota *TeamQuota `json:"quota,omitzero"`
}

// A skill that a role or service needs.
//
//view:name SkillNeed
type SkillNeed struct {
	// Role or Service.
	Kind string `json:"kind"`
	// Its full name.
	Resource string `json:"resource"`
	// The entry of `skills`.
	At string `json:"at"`
	// The skill as written.
	Skill string `json:"skill"`
	// The filled positions whose people may have it.
	People int `json:"people"`
	// Whether somebody has it.
	Had bool `json:"had"`
	// What is missing to know, in words.
	Missing []string `json:"missing,omitzero"`
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
	Absences []string `json:"absences,omitzero"`
}
