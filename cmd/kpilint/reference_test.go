package main

import (
	"context"
	"encoding/json"
	"fmt"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// markedPart holds a part of a page against what it should be, or writes it with -update.
func markedPart(t *testing.T, file, what, want string) {
	t.Helper()
	begin := "<!-- " + what + ": written by go test ./cmd/kpilint -run References -update -->\n"
	end := "<!-- end of " + what + " -->\n"
	p := newPage(t, file)
	before, rest, ok := strings.Cut(strings.Join(p.lines, "\n"), begin)
	shown, after, closed := strings.Cut(rest, end)
	switch {
	case !ok || !closed:
		t.Fatalf("%s has not both %s and %s", file, begin, end)
	case *updateDocs:
		p.write(filepath.Join(p.root, p.file), before+begin+want+end+after)
	case shown != want:
		t.Errorf("%s needs updating: run go test ./cmd/kpilint -run References -update (-want +got):\n%s", file,
			cmp.Diff(want, shown))
	}
}

// TestReferences keeps docs/commands.md and docs/configuration.md what the commands and the schema say.
func TestReferences(t *testing.T) {
	root := (&app{git: newIndexes(context.Background())}).root()
	root.InitDefaultCompletionCmd()
	var list, sections strings.Builder
	for _, cmd := range commandsBelow(root) {
		path := cmd.CommandPath()
		fmt.Fprintf(&list, "| [`%s`](#%s) | %s |\n", path, strings.ReplaceAll(path, " ", "-"), cmd.Short)
		sections.WriteString(commandSection(t, cmd))
	}
	const head = "\n| command | what it does |\n|---|---|\n"
	markedPart(t, "docs/commands.md", "commands", head+list.String()+sections.String()+"\n")
	markedPart(t, "docs/configuration.md", "settings", settingsTable(t))
}

// commandsBelow are the commands that people call, each before those below it.
func commandsBelow(of *cobra.Command) []*cobra.Command {
	var all []*cobra.Command
	for _, cmd := range of.Commands() {
		if cmd.Hidden || cmd.Name() == "help" {
			continue
		}
		if all = append(all, cmd); cmd.Name() != "completion" { // that of each shell is cobra's
			all = append(all, commandsBelow(cmd)...)
		}
	}
	return all
}

// commandSection is what the page says of a command. All but completion, which is cobra's, have an example and say what
// their exit codes mean.
func commandSection(t *testing.T, cmd *cobra.Command) string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n## %s\n\n", cmd.CommandPath())
	long := cmd.Long
	if long == "" {
		long = cmd.Short + "."
	}
	if cmd.Name() == "completion" {
		long = cmd.Short + ".\n\nExit code 0: printed; 2: wrong use."
		cmd.Example = "  kpilint completion bash"
	}
	if !strings.Contains(long, "\nExit code 0: ") || cmd.Example == "" {
		t.Errorf("%s has no example, or does not say what its exit codes mean", cmd.CommandPath())
	}
	for i, paragraph := range strings.Split(long, "\n\n") {
		if i > 0 {
			b.WriteString("\n")
		}
		if strings.HasPrefix(paragraph, "  ") {
			fmt.Fprintf(&b, "```text\n%s\n```\n", paragraph)
			continue
		}
		fmt.Fprintf(&b, "%s\n", strings.ReplaceAll(strings.ReplaceAll(paragraph, "|", "\\|"), "<", "\\<"))
	}
	fmt.Fprintf(&b, "\n```text\n%s\n```\n\n```sh\n%s\n```\n", cmd.UseLine(), unindented(cmd.Example))
	var rows []string
	cmd.LocalFlags().VisitAll(func(f *pflag.Flag) { rows = append(rows, flagRow(t, cmd, f)) })
	rows = slices.DeleteFunc(rows, func(row string) bool { return row == "" })
	if len(rows) > 0 {
		fmt.Fprintf(&b, "\n| flag | what it does | default |\n|---|---|---|\n%s", strings.Join(rows, ""))
	}
	return b.String()
}

func unindented(example string) string {
	lines := strings.Split(strings.Trim(example, "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimPrefix(line, "  ")
	}
	return strings.Join(lines, "\n")
}

func flagRow(t *testing.T, cmd *cobra.Command, f *pflag.Flag) string {
	if f.Hidden || f.Name == "help" {
		return ""
	}
	value, usage := pflag.UnquoteUsage(f)
	if usage == "" {
		t.Errorf("%s --%s does not say what it does", cmd.CommandPath(), f.Name)
	}
	name := "--" + f.Name
	if f.Shorthand != "" {
		name = "-" + f.Shorthand + ", " + name
	}
	if value != "" {
		name += " " + strings.ToUpper(value)
	}
	shown := f.DefValue
	switch shown {
	case "", "[]", "false":
		shown = ""
	default:
		shown = "`" + shown + "`"
	}
	return fmt.Sprintf("| `%s` | %s | %s |\n", strings.ReplaceAll(name, "|", `\|`),
		strings.NewReplacer("|", `\|`, "<", `\<`).Replace(usage), shown)
}

// settingsTable lists every setting of the configuration, with its type, default and an example.
func settingsTable(t *testing.T) string {
	r := schemaFile{T: t, raw: map[string]json.RawMessage{}}
	root := r.load("config")
	var b strings.Builder
	b.WriteString("\n| setting | type | default | example | meaning |\n|---|---|---|---|---|\n")
	r.settings(&b, "", root)
	for _, part := range []struct{ prefix, name string }{{"rules.RULE.", "setting"}, {"overrides[].", "override"},
		{"output.", "output"}} {
		r.settings(&b, part.prefix, root.Definitions[part.name])
	}
	b.WriteString("| `x-…` | anything | | `x-note: agreed in May` | Data of your own: it is not read. |\n\n")
	return b.String()
}

func (r schemaFile) settings(b *strings.Builder, prefix string, of node) {
	for _, p := range of.Properties {
		kind, example := settingType(p.node), exampleOf(p)
		if kind == "" || example == "" || p.Description == "" {
			r.Errorf("config.schema.json: `%s%s` has no type, no example or no description", prefix, p.name)
		}
		shown := ""
		switch {
		case p.Default != nil:
			shown = fmt.Sprintf("`%v`", p.Default)
		case slices.Contains(of.Required, p.name):
			shown = "*needed*"
		}
		fmt.Fprintf(b, "| `%s%s` | %s | %s | `%s` | %s |\n", prefix, p.name, kind, shown, example,
			strings.ReplaceAll(p.Description, "|", `\|`))
	}
}

// settingType is what a setting takes, in words.
func settingType(n node) string {
	switch ref := n.Ref[strings.LastIndexByte(n.Ref, '/')+1:]; {
	case n.Const != "":
		return "`" + n.Const + "`"
	case len(n.Enum) > 0:
		return "one of " + strings.Join(n.Enum, ", ")
	case ref == "level":
		return "one of error, warning, info, off"
	case ref == "boolean":
		return "true or false"
	case ref == "output":
		return "`format` and `sort`"
	case ref == "rules":
		return "map of rules to a level, or to `level`, `params` and `from`"
	case ref == "labels":
		return "map of texts"
	case ref == "apiVersion":
		return "`kpilint/v1`"
	case ref != "":
		return ref
	case n.Type == "object":
		return "map"
	case n.Type == "array" && n.Items != nil && strings.HasSuffix(n.Items.Ref, "/source"):
		return "list of texts, or of `files` with a `mapping`"
	case n.Type == "array" && n.Items != nil && strings.HasSuffix(n.Items.Ref, "/override"):
		return "list of overrides"
	case n.Type == "array":
		return "list of texts"
	}
	return ""
}

// exampleOf shows a setting as it is written.
func exampleOf(p property) string {
	switch {
	case p.Const != "":
		return p.name + ": " + p.Const
	case strings.HasSuffix(p.Ref, "/apiVersion"):
		return p.name + ": kpilint/v1"
	case len(p.Examples) > 0:
		return p.name + ": " + inFlow(p.Examples[0])
	case len(p.Enum) > 0:
		return p.name + ": " + p.Enum[len(p.Enum)/2]
	case strings.HasSuffix(p.Ref, "/boolean"):
		return p.name + ": true"
	case strings.HasSuffix(p.Ref, "/level"):
		return p.name + ": warning"
	}
	return ""
}

// inFlow writes JSON as YAML on one line, with quotation marks where it needs them.
func inFlow(raw json.RawMessage) string {
	var text string
	if json.Unmarshal(raw, &text) == nil {
		if strings.ContainsAny(text[:1], ">*&!{[@`%") {
			return `"` + text + `"`
		}
		return text
	}
	return strings.NewReplacer(`":"`, `": "`, `":{`, `": {`, `":[`, `": [`, `","`, `", "`, `],"`, `], "`).
		Replace(string(raw))
}

// TestIndex holds that docs/index.md leads to every page, with a question, and that README leads there.
func TestIndex(t *testing.T) {
	index := strings.Join(newPage(t, "docs/index.md").lines, "\n")
	pages, err := filepath.Glob("../../docs/*.md")
	if err != nil || len(pages) < 10 {
		t.Fatal(pages, err)
	}
	for _, page := range pages {
		name := filepath.Base(page)
		row := regexp.MustCompile(`(?m)^\| \[` + regexp.QuoteMeta(name) + `\]\(` + regexp.QuoteMeta(name) + `\) \| .*\? \|$`)
		if name != "index.md" && !row.MatchString(index) {
			t.Errorf("docs/index.md has no line with a question for %s", name)
		}
	}
	if readme := strings.Join(newPage(t, "README.md").lines, "\n"); !strings.Contains(readme, "](docs/index.md)") {
		t.Error("README.md does not lead to docs/index.md")
	}
}
