package rates

import (
	"github.com/kpilint/kpilint/engine/network"
)

// Rate is the target of the whole team.
type Rate struct {
	// The target of the whole team in a month.
	PerMonth *network.Node `json:"perMonth,omitzero"`
}
