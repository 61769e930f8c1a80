package engine

import (
	"errors"
	"sync"

	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/view"
)

// STAND-IN until package wire is there.
var standIn sync.Map

func nameOf(p policy.Program) []byte { return nil }

func writeOrganisation(m *view.Organisation, named [][]byte) ([]byte, error) {
	standIn.Store("x", m)
	return []byte("x"), nil
}

func readOrganisation(data []byte) (*view.Organisation, error) {
	m, ok := standIn.Load(string(data))
	if !ok {
		return nil, errors.New("no")
	}
	return m.(*view.Organisation), nil
}
