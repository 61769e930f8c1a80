//go:build hostile

package wire_test

func init() { everyMutant = true }
