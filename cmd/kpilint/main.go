// Command kpilint checks the definitions of an organisation's numbers: KPIs, roles, teams, objectives, services, cash plans.
package main

import (
	"os"
	"runtime/debug"
)

// gcPercent lets a short run collect less often: it spends about a fifth of its time on collecting otherwise.
const gcPercent = 400

func main() {
	if os.Getenv("GOGC") == "" {
		debug.SetGCPercent(gcPercent)
	}
	os.Exit(untilSignal(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
