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

// exampled gives the commands that cobra makes by itself an example, as all others have.
func exampled(root *cobra.Command) {
	root.InitDefaultHelpCmd()
	root.InitDefaultCompletionCmd()
	examples := map[string]string{
		"help":       "  kpilint help lint",
		"completion": "  kpilint completion bash > ~/.local/share/bash-completion/completions/kpilint",
	}
	for _, cmd := range root.Commands() {
		if example, ok := examples[cmd.Name()]; ok {
			cmd.Example = example
		}
	}
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
