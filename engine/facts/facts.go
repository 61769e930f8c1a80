// Package facts computes what definitions imply: people present, time, rates, supply and demand, money, links. Every
// number is a node of the network, down to the places its factors are written, and what could not be computed says what
// is missing.
package facts

import "github.com/kpilint/kpilint/engine/network"

// shown is a number as a fact shows it: the parts of one that is very large are left out.
func shown(n *network.Node) *network.Node { return n.Cut(maxNodes) }
