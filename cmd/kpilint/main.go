// Command kpilint checks the definitions of an organisation's numbers: KPIs, roles, teams, objectives, services, cash plans.
package main

import "os"

func main() {
	paceCollector()
	os.Exit(untilSignal(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}
