package report

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// Configuration is what is in force in a workspace, for Config and as JSON.
type Configuration struct {
	File      string         `json:"file,omitempty"`
	Values    []Value        `json:"values"`
	Rules     []RuleInForce  `json:"rules"`
	Overrides []OverrideLine `json:"overrides,omitempty"`
	Below     []string       `json:"below,omitempty"` // configurations of other organisations, in folders below
}

// Value is one setting of the configuration with where it was said.
type Value struct {
	Name  string   `json:"name"`
	Value []string `json:"value"`
	From  string   `json:"from"`
}

// RuleInForce is a rule with its level and settings and where they were said.
type RuleInForce struct {
	Name   string         `json:"rule"`
	Level  string         `json:"level"`
	From   string         `json:"from"`
	Coming string         `json:"coming,omitempty"` // the level that was announced, and its day
	Locked string         `json:"locked,omitempty"` // the pack that insists on it
	Params []ParamInForce `json:"params,omitempty"`
}

// ParamInForce is a setting of a rule.
type ParamInForce struct {
	Name    string `json:"name"`
	Value   string `json:"value"`
	Default string `json:"default"`
	From    string `json:"from"`
}

// OverrideLine is one level that holds for some definitions alone.
type OverrideLine struct {
	For      string `json:"for"`
	Selector string `json:"rule"`
	Level    string `json:"level"`
	From     string `json:"from"`
}

// ConfigurationOf collects what is in force. file is the configuration file as its user knows it, "" for none.
func ConfigurationOf(e *engine.Engine, file string) Configuration {
	s := e.Config().Settings()
	c := Configuration{File: file, Values: []Value{
		valueAt(s, file, "required", versions(s)),
		valueAt(s, file, "include", s.Include), valueAt(s, file, "exclude", s.Exclude), valueAt(s, file, "packs", packNames(s)),
		valueAt(s, file, "failOn", []string{cmp.Or(s.FailOn, "error")}), valueAt(s, file, "strict", []string{fmt.Sprint(s.Strict)}),
		valueAt(s, file, "output", []string{cmp.Or(s.Output.Format, "text"), cmp.Or(s.Output.Sort, ByImportance)}),
	}}
	for _, r := range e.Config().InForce() {
		line := RuleInForce{Name: r.Rule.Name(), Level: r.Level.String(), From: r.From.String(), Coming: r.Coming, Locked: r.Locked}
		for _, p := range r.Params {
			line.Params = append(line.Params, ParamInForce{p.Name, paramText(p.Value), paramText(p.Default), p.From.String()})
		}
		c.Rules = append(c.Rules, line)
	}
	for _, o := range s.Overrides {
		for _, set := range o.Rules {
			if set.Level != nil {
				c.Overrides = append(c.Overrides, OverrideLine{scope(o), set.Selector, set.Level.String(), set.Origin().String()})
			}
		}
	}
	return c
}

func valueAt(s *config.Settings, file, name string, value []string) Value {
	v := Value{Name: name, Value: value, From: "default"}
	if at, ok := s.At[name]; ok {
		v.From = source.Location{File: file, Span: at}.Start()
	}
	return v
}

// versions are those of kpilint that a workspace works with; none for any.
func versions(s *config.Settings) []string {
	if s.Required.Versions == "" {
		return nil
	}
	return []string{s.Required.Versions}
}

func packNames(s *config.Settings) []string {
	var names []string
	for _, p := range s.Packs {
		names = append(names, p.Source)
	}
	return names
}

// scope says in words for what an override holds.
func scope(o config.Override) string {
	var parts []string
	if len(o.Paths) > 0 {
		parts = append(parts, wording.FilesOf(strings.Join(o.Paths, ", ")))
	}
	if len(o.Resources) > 0 {
		parts = append(parts, wording.DefinitionsOf(strings.Join(o.Resources, ", ")))
	}
	for _, key := range slices.Sorted(maps.Keys(o.Labels)) {
		parts = append(parts, wording.Label(key, o.Labels[key]))
	}
	return cmp.Or(strings.Join(parts, " and "), "everything")
}

// Config writes what is in force in columns: what, its value, where it was said.
func Config(w io.Writer, c Configuration) error {
	b := bufio.NewWriter(w)
	fmt.Fprint(b, wording.ConfigurationFile(Safe(cmp.Or(c.File, "none")))+"\n\n")
	table := tabwriter.NewWriter(b, 0, 0, 2, ' ', 0)
	for _, v := range c.Values {
		fmt.Fprintf(table, "%s\t%s\t%s\n", v.Name, Safe(cmp.Or(strings.Join(v.Value, ", "), "-")), Safe(v.From))
	}
	fmt.Fprintln(table)
	for _, r := range c.Rules {
		level := r.Level
		if r.Coming != "" {
			level += ", " + r.Coming
		}
		if r.Locked != "" {
			level += wording.LockedBy(r.Locked)
		}
		fmt.Fprintf(table, "%s\t%s\t%s\n", Safe(r.Name), Safe(level), Safe(r.From))
		for _, p := range r.Params {
			fmt.Fprintf(table, "  %s\t%s\t%s\n", Safe(p.Name), Safe(short(p.Value)), Safe(p.From))
		}
	}
	if len(c.Overrides) > 0 {
		fmt.Fprintln(table)
	}
	for _, o := range c.Overrides {
		fmt.Fprintf(table, "%s, %s\t%s\t%s\n", Safe(o.Selector), Safe(o.For), o.Level, Safe(o.From))
	}
	table.Flush()
	for i, file := range c.Below {
		if i == 0 {
			fmt.Fprintln(b)
		}
		fmt.Fprint(b, wording.IsTheConfigurationOfAnother(Safe(file))+"\n")
	}
	return b.Flush()
}

// short cuts a long list, such as one of words, which as JSON is whole: the columns would not fit on a page.
func short(value string) string {
	const most = 60
	if runes := []rune(value); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return value
}
