package report

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/wording"
)

// RuleInfo is a rule as `kpilint rules -f json` lists it.
type RuleInfo struct {
	ID       string      `json:"id"`
	Category string      `json:"category"`
	Title    string      `json:"title"`
	Level    string      `json:"level"`   // as configured
	Default  string      `json:"default"` // of the rule
	Language string      `json:"language"`
	For      string      `json:"for,omitempty"`
	Since    string      `json:"since"`
	Why      string      `json:"why"`
	Fix      string      `json:"fix"`
	Source   []string    `json:"source"`
	Params   []ParamInfo `json:"params,omitempty"`
	Values   []string    `json:"values,omitempty"`
	Formerly []string    `json:"formerly,omitempty"` // what it was called before, category/id
}

// ParamInfo is a setting of a rule.
type ParamInfo struct {
	Name        string `json:"name"`
	Type        string `json:"type"`
	Default     string `json:"default"`
	Description string `json:"description"`
}

// RuleOf describes a rule at its configured level.
func RuleOf(r *policy.Rule, level policy.Level) RuleInfo {
	info := RuleInfo{
		ID: r.ID, Category: r.Category, Title: r.Title, Level: level.String(), Default: r.Level.String(), Language: r.Language(), For: r.For,
		Since: r.Since, Why: r.Why, Fix: r.Fix, Source: r.Sources, Values: r.Values, Formerly: r.Formerly,
	}
	for _, p := range r.Params {
		info.Params = append(info.Params, ParamInfo{p.Name, p.Type, paramText(p.Default), p.Description})
	}
	return info
}

func paramText(v any) string {
	switch v := v.(type) {
	case *model.Quantity:
		return v.Text
	case []string:
		return strings.Join(v, ", ")
	}
	return fmt.Sprint(v)
}

// RulePage is the page of a rule without its examples, as `kpilint explain` prints it: in Markdown that reads well as it is.
func RulePage(r *policy.Rule) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s\n\n%s.\n\n", r.Name(), strings.TrimSuffix(r.Title, "."))
	fmt.Fprintf(&b, "%s · %s", r.Level, about(r))
	if r.Since != "" {
		fmt.Fprint(&b, " "+wording.Since(r.Since))
	}
	b.WriteString("\n\n")
	section(&b, wording.Why(), r.Why)
	section(&b, wording.HowToFix(), r.Fix)
	if len(r.Params) > 0 {
		b.WriteString(wording.Settings() + "\n\n")
		for _, p := range r.Params {
			fmt.Fprintf(&b, "- `%s` (%s, default `%s`): %s\n", p.Name, p.Type, paramText(p.Default), p.Description)
		}
		b.WriteString("\n")
	}
	if len(r.Values) > 0 {
		fmt.Fprintf(&b, "## %s\n\n%s\n\n", wording.Values(), wording.FindingsCarry(strings.Join(r.Values, "`, `")))
	}
	section(&b, wording.Source(), strings.Join(r.Sources, "; "))
	return strings.TrimRight(b.String(), "\n") + "\n"
}

func section(b *strings.Builder, title, text string) {
	if text != "" {
		fmt.Fprintf(b, "## %s\n\n%s\n\n", title, strings.TrimSpace(text))
	}
}

// about says on whom findings of the rule stand, which is what exceptions match by.
func about(r *policy.Rule) string {
	if r.For == "" {
		return wording.OnTheDefinitionAtFault(r.Language())
	}
	return wording.OnA(r.Language(), r.For)
}

// FullPage is the page of a rule with its examples, as it lies beside the rule. The examples are read from the pack's file system.
func FullPage(fsys fs.FS, r *policy.Rule) (string, error) {
	page := RulePage(r)
	for _, part := range []struct{ title, name string }{{wording.Before(), "before"}, {wording.Flagged(), "fail*"}, {wording.NotFlagged(), "pass*"}} {
		var examples []string
		for _, extension := range []string{".yaml", ".md"} {
			found, err := fs.Glob(fsys, path.Join(r.Dir, part.name+extension))
			if err != nil {
				return "", fmt.Errorf("%s: %w", wording.ListExamplesOf(r.Name()), err)
			}
			examples = append(examples, found...)
		}
		if len(examples) > 0 {
			page += "\n## " + part.title + "\n"
		}
		for _, file := range examples {
			data, err := files.Read(fsys, file, files.Max)
			if err != nil {
				return "", fmt.Errorf("%s: %w", wording.ReadExampleOf(r.Name()), err)
			}
			fence, language := "```", strings.TrimPrefix(path.Ext(file), ".")
			if language == "md" {
				fence, language = "````", "markdown"
			}
			page += fmt.Sprintf("\n%s%s\n%s\n%s\n", fence, language, strings.TrimSpace(string(data)), fence)
		}
	}
	return page, nil
}

// RuleIndex lists all rules by category, each linked to its page, which lies below the folder that links begin with.
func RuleIndex(all []*policy.Rule, folder string) string {
	var b strings.Builder
	b.WriteString("# " + wording.RulesTitle() + "\n\n" + wording.RulesIntro() + "\n")
	category := ""
	for _, r := range all {
		if r.Category != category {
			category = r.Category
			fmt.Fprintf(&b, "\n## %s\n\n| rule | level | says |\n|---|---|---|\n", category)
		}
		fmt.Fprintf(&b, "| [%s](%s%s/README.md) | %s | %s |\n", r.ID, folder, r.Name(), r.Level, strings.ReplaceAll(r.Title, "|", `\|`))
	}
	return b.String()
}
