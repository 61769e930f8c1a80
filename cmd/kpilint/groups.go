package main

import "github.com/spf13/cobra"

// groups are the tasks for which people come, in the order in which they meet them, and the commands for each.
var groups = []struct {
	id, title string
	commands  []string
}{
	{"begin", "Begin:", []string{"init", "extract", "template", "map"}},
	{"check", "Check definitions:", []string{"lint", "fix", "fmt", "exceptions"}},
	{"understand", "Understand the numbers:", []string{"explain", "graph", "impact", "serve", "model"}},
	{"rules", "Work on rules:", []string{"rules", "new", "test", "docs", "diff-rules"}},
	{"share", "Set up and share:", []string{"config", "packs", "bundle", "schema", "cache"}},
	{"other", "Other:", []string{"completion", "help", "version"}},
}

// group puts the commands into groups, by which the help lists them.
func group(root *cobra.Command) {
	of := map[string]string{}
	for _, g := range groups {
		root.AddGroup(&cobra.Group{ID: g.id, Title: g.title})
		for _, name := range g.commands {
			of[name] = g.id
		}
	}
	for _, cmd := range root.Commands() {
		cmd.GroupID = of[cmd.Name()]
	}
	root.SetHelpCommandGroupID("other")
	root.SetCompletionCommandGroupID("other")
}
