package people

import (
	"github.com/kpilint/kpilint/engine/network"
)

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
	Missing []string `json:"missing,omitzero" reads:"numbers"`
}
