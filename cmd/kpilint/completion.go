package main

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/report"
	"github.com/kpilint/kpilint/schema"
)

// A completer lists the words that may follow, each with what it means after a tab where it has a meaning.
type completer = func(cmd *cobra.Command, before []string, begun string) (proposals, cobra.ShellCompDirective)

// proposals are words with what they mean.
type proposals = []cobra.Completion

// complete says of the commands below root which words shells propose for their flags and after their names.
func (a *app) complete(root *cobra.Command) {
	levels := words("error", "warning", "info")
	flags := map[string]completer{
		"fail-on": levels, "sort": words(report.Orders()...),
		"color": words(colours...), "enable": a.ruleNames, "disable": a.ruleNames, "trace": a.ruleNames,
		"level": a.ruleLevels, "resource": a.definitions(), "miss": a.definitions(),
		"follow": a.definitions("KPI", "Service"), "team": a.definitions("Team"),
	}
	formats := map[string][]string{
		"lint": report.Formats(), "graph": report.GraphFormats(), "impact": report.ImpactFormats(),
		"test": report.TestFormats(),
	}
	for _, cmd := range root.Commands() {
		for name, list := range flags {
			if cmd.Flags().Lookup(name) != nil {
				_ = cmd.RegisterFlagCompletionFunc(name, list) // fails only for a flag that is not there
			}
		}
		if cmd.Flags().Lookup("format") != nil {
			all := formats[cmd.Name()]
			if all == nil {
				all = []string{"text", "json"}
			}
			_ = cmd.RegisterFlagCompletionFunc("format", words(all...))
		}
		switch cmd.Name() {
		case "schema":
			cmd.ValidArgsFunction = words(schema.Names()...)
		case "rules":
			cmd.ValidArgsFunction = a.ruleNames
		case "explain":
			cmd.ValidArgsFunction = either(a.ruleNames, a.definitions())
		case "impact":
			cmd.ValidArgsFunction = a.definitions()
		}
	}
}

// words completes with some words.
func words(all ...string) completer {
	return func(_ *cobra.Command, _ []string, begun string) (proposals, cobra.ShellCompDirective) {
		var fit []cobra.Completion
		for _, word := range all {
			if strings.HasPrefix(word, begun) {
				fit = append(fit, word)
			}
		}
		return fit, cobra.ShellCompDirectiveNoFileComp
	}
}

// either completes the first word with those of both, and those that follow with files.
func either(one, other completer) completer {
	return func(cmd *cobra.Command, before []string, begun string) (proposals, cobra.ShellCompDirective) {
		first, _ := one(cmd, before, begun)
		second, then := other(cmd, before, begun)
		return append(first, second...), then
	}
}

// ruleNames completes with the ids of the rules and their titles; where a category is begun, with their full names.
func (a *app) ruleNames(_ *cobra.Command, before []string, begun string) (proposals, cobra.ShellCompDirective) {
	if len(before) > 0 {
		return nil, cobra.ShellCompDirectiveDefault
	}
	return a.rulesThatBegin(begun), cobra.ShellCompDirectiveNoFileComp
}

// ruleLevels completes RULE=LEVEL.
func (a *app) ruleLevels(_ *cobra.Command, _ []string, begun string) (proposals, cobra.ShellCompDirective) {
	const then = cobra.ShellCompDirectiveNoFileComp | cobra.ShellCompDirectiveNoSpace
	rule, word, given := strings.Cut(begun, "=")
	var fit []cobra.Completion
	if !given {
		for _, c := range a.rulesThatBegin(begun) {
			name, title, _ := strings.Cut(c, "\t")
			fit = append(fit, cobra.CompletionWithDesc(name+"=", title))
		}
		return fit, then
	}
	for _, level := range []string{"error", "warning", "info", "off"} {
		if strings.HasPrefix(level, word) {
			fit = append(fit, rule+"="+level)
		}
	}
	return fit, then
}

// rulesThatBegin are the rules of the catalogue that begin so. Those of packs are not proposed: they would have to be
// compiled while a person types.
func (a *app) rulesThatBegin(begun string) []cobra.Completion {
	e, err := engine.New(engine.Options{AsOf: calendar.Date{}, Packs: []engine.Pack{catalogue()}})
	if err != nil {
		return nil
	}
	var fit []cobra.Completion
	for _, rule := range e.Rules() {
		name := rule.ID
		if strings.Contains(begun, "/") {
			name = rule.Name()
		}
		if strings.HasPrefix(name, begun) {
			fit = append(fit, cobra.CompletionWithDesc(name, rule.Title))
		}
	}
	return fit
}

// definitions completes the first word with the names of the definitions that are read here, with their kinds: of these
// kinds, or of all.
func (a *app) definitions(kinds ...string) completer {
	return func(cmd *cobra.Command, before []string, begun string) (proposals, cobra.ShellCompDirective) {
		return a.definitionNames(kinds, cmd, before, begun)
	}
}

func (a *app) definitionNames(
	kinds []string, cmd *cobra.Command, before []string, begun string,
) (proposals, cobra.ShellCompDirective) {
	if len(before) > 0 {
		return nil, cobra.ShellCompDirectiveDefault
	}
	quiet := *a // what is wrong here is told when the command runs
	quiet.err, quiet.elsewhere = io.Discard, nil
	w, err := quiet.workspace(&common{}, nil)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	e, _ := engine.New(engine.Options{AsOf: today(), Settings: w.settings}) // rules of packs are not known here
	if e == nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	s, err := e.Snapshot(cmd.Context(), w.input)
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	o, err := s.Organisation(cmd.Context())
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var fit []cobra.Completion
	for _, r := range o.Model.Resources {
		wanted := len(kinds) == 0 || slices.Contains(kinds, r.Kind)
		if name := r.Name; wanted && name != "" && strings.HasPrefix(name, begun) {
			fit = append(fit, cobra.CompletionWithDesc(name, r.Kind))
		}
	}
	return slices.Compact(fit), cobra.ShellCompDirectiveNoFileComp
}
