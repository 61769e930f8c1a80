// Command kpilint checks the definitions of an organisation's numbers: KPIs, roles, teams, objectives, services, cash plans.
package main

import (
	"os"

	_ "github.com/kpilint/kpilint/cmd/kpilint/heap" // while the process starts
)

// largePercent keeps the memory of a run near to what a large document needs: it has few runs to save time in.
const largePercent = 40

// collectMore collects more often from now on.
func collectMore() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(largePercent)
	}
}

func main() {
	paceCollector()
	os.Exit(untilSignal(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
