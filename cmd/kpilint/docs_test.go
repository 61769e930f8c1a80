package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/kpilint/kpilint/schema"
)

// updateDocs writes what the documents show of the tool's output, and the tables of fields. `…` stays: what is left out is not ours to write.
var updateDocs = flag.Bool("update", false, "write the output shown in the documents")

// documents are the pages whose examples are run, from the root of the repository.
var documents = []string{
	"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "docs/definitions.md", "docs/writing-rules.md", "docs/editors.md", "docs/formats.md",
	"docs/adopting.md", "docs/ci.md", "docs/hr.md", "docs/installation.md", "docs/tutorial.md", "docs/faq.md",
	"docs/glossary.md", "docs/compatibility.md", "docs/mappings.md", "docs/packs.md", "docs/facts.md", "SECURITY.md",
}

// TestDocuments runs the examples of the documents in their order. A heading begins a new folder. In it
//
//   - a block of YAML, Rego or Markdown is a file, named by a comment in its first lines ("# sales.yaml"), else definitions.yaml; a
//     definition must have no finding about its form, a configuration must be accepted;
//   - a template is a file, named by its first line, and so is a text that has a name behind that word;
//   - a diff changes a file;
//   - of a console block each `$ kpilint …` is run and must print what follows, where a line `…` stands for anything; `$ echo $?` is
//     the exit code. A command that names testdata runs in the root of the repository;
//   - in a sh block, commands and flags of ours must exist.
func TestDocuments(t *testing.T) {
	for _, name := range documents {
		t.Run(name, func(t *testing.T) { newPage(t, name).run() })
	}
}

type page struct {
	*testing.T
	file    string
	root    string
	lines   []string
	dir     string // the folder of the section
	code    int    // exit code of the last command
	updated []string
}

func newPage(t *testing.T, name string) *page {
	root := checkout(t)
	data, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return &page{T: t, file: name, root: root, lines: strings.Split(string(data), "\n")}
}

func checkout(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	return root
}

func (p *page) run() {
	for i := 0; i < len(p.lines); i++ {
		line := p.lines[i]
		if strings.HasPrefix(line, "#") {
			p.dir = p.TempDir()
		}
		if p.updated = append(p.updated, line); !strings.HasPrefix(line, "```") {
			continue
		}
		end := i + 1
		for ; p.lines[end] != "```"; end++ {
		}
		body := p.lines[i+1 : end]
		p.updated = append(append(p.updated, p.block(i+1, strings.TrimPrefix(line, "```"), body)...), "```")
		i = end
	}
	if *updateDocs {
		p.write(filepath.Join(p.root, p.file), strings.Join(p.updated, "\n"))
	}
}

// block handles one block and returns what it should be.
func (p *page) block(line int, language string, body []string) []string {
	if p.dir == "" {
		p.dir = p.TempDir()
	}
	if name, ok := strings.CutPrefix(language, "text "); ok {
		p.write(filepath.Join(p.dir, name), strings.Join(body, "\n")+"\n")
		return body
	}
	switch language {
	case "yaml", "rego", "markdown":
		p.store(line, language, body)
	case "template":
		p.write(filepath.Join(p.dir, strings.TrimSuffix(strings.TrimPrefix(body[0], "{{/* "), " */ -}}")), strings.Join(body, "\n")+"\n")
	case "diff":
		p.patch(line, body)
	case "console":
		return p.console(line, body)
	case "sh":
		for i, command := range body {
			p.known(line+i+1, command)
		}
	}
	return body
}

var fileComment = regexp.MustCompile(`^# (\S+\.(?:ya?ml|rego|md))$`)

// store writes a block into the folder and checks it.
func (p *page) store(line int, language string, body []string) {
	name := map[string]string{"yaml": "definitions.yaml", "markdown": "role.md", "rego": "rule.rego"}[language]
	for _, l := range body[:min(2, len(body))] {
		if m := fileComment.FindStringSubmatch(l); m != nil {
			name = m[1]
		}
	}
	text := strings.Join(body, "\n") + "\n"
	p.write(filepath.Join(p.dir, filepath.FromSlash(name)), text)
	switch {
	case strings.Contains(text, "kind: Config\n"):
		if out, code := p.kpilint("rules"); code != exitClean {
			p.Errorf("%s:%d: the configuration is refused:\n%s", p.file, line, out)
		}
	case strings.Contains(text, "kind: Mapping\n"): // its file is read by a command below it
	case strings.Contains(text, "apiVersion: kpilint/"):
		p.wellFormed(line, name)
	case p.file == "docs/definitions.md" && language == "yaml":
		p.Errorf("%s:%d: a block of YAML here is a definition file", p.file, line)
	}
}

func (p *page) write(file, text string) {
	if err := errors.Join(os.MkdirAll(filepath.Dir(file), 0o755), os.WriteFile(file, []byte(text), 0o644)); err != nil {
		p.Fatal(err)
	}
}

// wellFormed holds that the folder's definitions have no finding about their form. The file is named: it may be an example of a rule.
func (p *page) wellFormed(line int, name string) {
	out, code := p.kpilint("lint", "-f", "json", ".", name)
	var report struct {
		Findings []struct{ Category, Rule, Message string }
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil || code > exitFindings {
		p.Errorf("%s:%d: exit code %d: %v\n%s", p.file, line, code, err, out)
	}
	for _, f := range report.Findings {
		if f.Category == "definition-file" {
			p.Errorf("%s:%d: %s: %s", p.file, line, f.Rule, f.Message)
		}
	}
}

// patch replaces, in the one file that has it, each line with - by the line with + after it.
func (p *page) patch(line int, body []string) {
	var from, to string
	for _, l := range body {
		if strings.HasPrefix(l, "-") {
			from += l[1:] + "\n"
		} else {
			to += l[1:] + "\n"
		}
	}
	changed := 0
	err := filepath.WalkDir(p.dir, func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(file)
		if bytes.Count(data, []byte(from)) == 1 {
			changed++
			p.write(file, strings.Replace(string(data), from, to, 1))
		}
		return err
	})
	if err != nil || changed != 1 {
		p.Errorf("%s:%d: %d files have the lines to change, want 1 (%v)", p.file, line, changed, err)
	}
}

// console runs the commands of a block and compares what they print; with -update it returns the block with what they print.
func (p *page) console(line int, body []string) []string {
	var updated []string
	for len(body) > 0 {
		command := body[0]
		n := 1
		for n < len(body) && !strings.HasPrefix(body[n], "$ ") {
			n++
		}
		shown := body[1:n]
		updated = append(updated, command)
		got := strings.Split(strings.TrimRight(p.command(line, strings.TrimPrefix(command, "$ ")), "\n"), "\n")
		if slices.Equal(got, []string{""}) {
			got = nil
		}
		switch {
		case slices.Contains(shown, "…"):
			updated = append(updated, shown...)
			p.parts(line, command, shown, got)
		case *updateDocs:
			updated = append(updated, got...)
		default:
			updated = append(updated, shown...)
			if diff := cmp.Diff(shown, got); diff != "" {
				p.Errorf("%s:%d: %s prints something else: if it is right, run go test ./cmd/kpilint -run Documents -update\n%s", p.file, line, command, diff)
			}
		}
		body, line = body[n:], line+n
	}
	return updated
}

// parts holds that each run of lines between … is printed, in this order.
func (p *page) parts(line int, command string, shown, got []string) {
	rest := "\n" + strings.Join(got, "\n") + "\n"
	for part := range strings.SplitSeq("\n"+strings.Join(shown, "\n")+"\n", "\n…\n") {
		if part = strings.Trim(part, "\n"); part == "" {
			continue
		}
		_, after, found := strings.Cut(rest, "\n"+part+"\n")
		if !found {
			p.Errorf("%s:%d: %s does not print\n%s\nbut\n%s", p.file, line, command, part, strings.Join(got, "\n"))
			return
		}
		rest = "\n" + after
	}
}

// command runs one command line of a console block.
func (p *page) command(line int, text string) string {
	if text == "echo $?" {
		return fmt.Sprint(p.code)
	}
	args := ours(text)
	if args == nil {
		p.Errorf("%s:%d: cannot run %q", p.file, line, text)
		return ""
	}
	out, code := p.kpilint(args...)
	p.code = code
	return out
}

// kpilint runs the tool, in the root where the arguments name testdata, else in the folder of the section, and returns all it prints.
func (p *page) kpilint(args ...string) (string, int) {
	dir := p.dir
	if dir == "" || strings.Contains(strings.Join(args, " "), "testdata/") {
		dir = p.root
	}
	p.Chdir(dir)
	var out bytes.Buffer
	code := Main(context.Background(), args, strings.NewReader(""), &out, &out)
	return out.String(), code
}

// ours are the arguments of a command line that runs kpilint, nil for others.
func ours(text string) []string {
	for _, before := range []string{"kpilint ", "go run ./cmd/kpilint "} {
		if rest, ok := strings.CutPrefix(text, before); ok {
			return fields(rest)
		}
	}
	return nil
}

// fields splits a command line as a shell does, as far as documents need it.
func fields(text string) []string {
	var all []string
	for _, m := range regexp.MustCompile(`'([^']*)'|"([^"]*)"|(\S+)`).FindAllStringSubmatch(text, -1) {
		all = append(all, m[1]+m[2]+m[3])
	}
	return all
}

// known holds that commands and flags of ours exist.
func (p *page) known(line int, text string) {
	args := ours(text)
	if args == nil {
		return
	}
	if i := slices.IndexFunc(args, func(a string) bool { return a == "|" || a == ">" || a == "#" }); i >= 0 {
		args = args[:i]
	}
	command, rest, err := (&app{}).root().Find(args)
	if err == nil {
		err = command.ParseFlags(rest)
	}
	if err != nil {
		p.Errorf("%s:%d: %s: %v", p.file, line, text, err)
	}
}

// TestFirstCommand runs what README tells a newcomer to run, on any day.
func TestFirstCommand(t *testing.T) {
	p := newPage(t, "README.md")
	const command = "go run ./cmd/kpilint lint testdata/acme"
	if !slices.Contains(p.lines, command) {
		t.Fatalf("README.md does not show %s", command)
	}
	out, code := p.kpilint(ours(command)...)
	if code != exitFindings || !strings.Contains(out, "5,000 leads/month needed") {
		t.Errorf("exit code %d:\n%s", code, out)
	}
}

// TestOPA holds that the query of README, in plain OPA over `kpilint model` and the rules as a bundle, gives what kpilint reports.
func TestOPA(t *testing.T) {
	p := newPage(t, "README.md")
	i := slices.IndexFunc(p.lines, func(l string) bool { return strings.HasPrefix(l, "opa eval --bundle rules/ ") })
	if i < 0 {
		t.Fatal("README.md shows no opa eval --bundle rules/")
	}
	words := fields(p.lines[i])
	query := words[len(words)-1]
	for _, input := range []string{"testdata/acme", "testdata/acme/sales.yaml"} {
		got := p.opa(query, input)
		want := p.regoFindings(input)
		if len(want) == 0 {
			t.Errorf("%s: kpilint finds nothing with a Rego rule", input)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s: kpilint (-) and opa (+) differ\n%s", input, diff)
		}
	}
}

// opa evaluates a query that gives a list of lines "category/rule resource: message".
func (p *page) opa(query, input string) []string {
	out, code := p.kpilint("model", input, "--as-of", "2026-05-20")
	var model any
	if err := json.Unmarshal([]byte(out), &model); err != nil || code != exitClean {
		p.Fatalf("exit code %d: %v", code, err)
	}
	results, err := rego.New(rego.LoadBundle(filepath.Join(p.root, "rules")), rego.Input(model), rego.Query(query)).Eval(context.Background())
	if err != nil || len(results) != 1 {
		p.Fatalf("%d results: %v", len(results), err)
	}
	var all []string
	for _, v := range results[0].Expressions[0].Value.([]any) {
		all = append(all, v.(string))
	}
	slices.Sort(all)
	return all
}

// regoFindings are the findings of the rules in Rego, as lines.
func (p *page) regoFindings(input string) []string {
	out, _ := p.kpilint("lint", input, "--as-of", "2026-05-20", "-f", "json")
	var report struct {
		Findings []struct {
			Category, Rule, Outcome, Message string
			Resource                         struct{ ID string }
		}
	}
	if err := json.Unmarshal([]byte(out), &report); err != nil {
		p.Fatal(err)
	}
	var all []string
	for _, f := range report.Findings {
		_, err := os.Stat(filepath.Join(p.root, "rules", f.Category, f.Rule, "rule.rego"))
		if err == nil && f.Outcome == "violated" {
			name := strings.ReplaceAll(f.Category+"/"+f.Rule, "-", "_")
			all = append(all, fmt.Sprintf("%s %s: %s", name, f.Resource.ID, strings.TrimPrefix(f.Message, "may not hold: ")))
		}
	}
	slices.Sort(all)
	return all
}

var link = regexp.MustCompile(`\]\(([^)#:]+)(?:#[^)]*)?\)`)

// TestLinks holds that the files that documents link to are there.
func TestLinks(t *testing.T) {
	root := checkout(t)
	for _, name := range documents {
		data, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range link.FindAllSubmatch(data, -1) {
			if _, err := os.Stat(filepath.Join(root, path.Join(path.Dir(name), string(m[1])))); err != nil {
				t.Errorf("%s links to %s, which is not there", name, m[1])
			}
		}
	}
}

// TestRuleKeys holds that the guide for rule authors names every key of a rule.yaml.
func TestRuleKeys(t *testing.T) {
	guide, err := os.ReadFile(filepath.Join(checkout(t), "docs/writing-rules.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range fieldsOf(t, "rule") {
		if !strings.Contains(f.name, ".") && !bytes.Contains(guide, []byte("`"+f.name+"`")) {
			t.Errorf("docs/writing-rules.md does not name `%s`", f.name)
		}
	}
}

// TestFieldTables keeps the tables of docs/definitions.md what the schemas say.
func TestFieldTables(t *testing.T) {
	const begin, end = "<!-- fields: written by go test ./cmd/kpilint -run FieldTables -update -->\n", "<!-- end of fields -->\n"
	p := newPage(t, "docs/definitions.md")
	before, rest, ok := strings.Cut(strings.Join(p.lines, "\n"), begin)
	shown, after, closed := strings.Cut(rest, end)
	if !ok || !closed {
		t.Fatalf("docs/definitions.md has not both %s and %s", begin, end)
	}
	want := fieldTables(t)
	if *updateDocs {
		p.write(filepath.Join(p.root, p.file), before+begin+want+end+after)
	} else if shown != want {
		t.Errorf("docs/definitions.md needs updating: run go test ./cmd/kpilint -run FieldTables -update (-want +got):\n%s", cmp.Diff(want, shown))
	}
}

// fieldTables lists what every kind has once, as a service words it; a kind repeats a field that means something else there.
func fieldTables(t *testing.T) string {
	var b strings.Builder
	table := func(title string, fields []field) {
		fmt.Fprintf(&b, "\n### %s\n\n| field | meaning |\n|---|---|\n", title)
		for _, f := range fields {
			fmt.Fprintf(&b, "| `%s` | %s |\n", f.name, strings.ReplaceAll(f.text, "|", `\|`))
		}
	}
	every := []string{"id", "name", "description", "labels", "owner", "team", "visibility", "visibilityReason", "changeNote"}
	shared := slices.DeleteFunc(fieldsOf(t, "Service"), func(f field) bool { return !slices.Contains(every, f.name) })
	table("Every kind", shared)
	for _, kind := range schema.Kinds() {
		table(kind, slices.DeleteFunc(fieldsOf(t, kind), func(f field) bool {
			return slices.Contains([]string{"apiVersion", "kind", "id"}, f.name) || slices.Contains(shared, f)
		}))
	}
	return b.String() + "\n"
}

type field struct{ name, text string }

// fieldsOf lists the fields of a schema with their descriptions, in the order of the file, those of nested objects after their own.
func fieldsOf(t *testing.T, name string) []field {
	t.Helper()
	r := schemaFile{T: t, raw: map[string]json.RawMessage{}}
	root := r.load(strings.ToLower(name))
	if nested, ok := root.Definitions["nested"]; ok {
		root.Properties = nested.Properties
	}
	return r.fields(strings.ToLower(name), "", root, nil)
}

type schemaFile struct {
	*testing.T
	raw map[string]json.RawMessage
}

// node is what we read of a JSON Schema.
type node struct {
	Ref         string          `json:"$ref"`
	Description string          `json:"description"`
	Properties  ordered         `json:"properties"`
	Items       *node           `json:"items"`
	Definitions map[string]node `json:"definitions"`

	Type     any               `json:"type"`
	Enum     []string          `json:"enum"`
	Const    string            `json:"const"`
	Default  any               `json:"default"`
	Examples []json.RawMessage `json:"examples"`
	Required []string          `json:"required"`
	Others   json.RawMessage   `json:"additionalProperties"`
}

// ordered is an object whose names keep their order.
type ordered []property

type property struct {
	name string
	node
}

func (o *ordered) UnmarshalJSON(data []byte) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	if _, err := dec.Token(); err != nil {
		return err
	}
	for dec.More() {
		name, err := dec.Token()
		if err != nil {
			return err
		}
		p := property{name: name.(string)}
		if err := dec.Decode(&p.node); err != nil {
			return err
		}
		*o = append(*o, p)
	}
	return nil
}

func (r schemaFile) load(name string) node {
	raw, ok := schema.Raw(name)
	var n node
	if err := json.Unmarshal(raw, &n); err != nil || !ok {
		r.Fatalf("schema %s: %v", name, err)
	}
	return n
}

func (r schemaFile) fields(file, prefix string, n node, all []field) []field {
	for _, p := range n.Properties {
		all = append(all, field{prefix + p.name, p.Description})
		inner, at := p.node, prefix+p.name+"."
		if p.Items != nil {
			inner, at = *p.Items, prefix+p.name+"[]."
			if p.Properties != nil { // either an object or a list
				all = r.fields(file, prefix+p.name+".", node{Properties: p.Properties}, all)
			}
		}
		if to, found := r.follow(file, inner); found {
			all = r.fields(to.file, at, to.node, all)
		}
	}
	return all
}

type inFile struct {
	file string
	node
}

// follow gives the object that a field holds; definitions nested in another are tables of their own.
func (r schemaFile) follow(file string, n node) (inFile, bool) {
	if n.Ref == "" {
		return inFile{file, n}, n.Properties != nil
	}
	to, name, _ := strings.Cut(n.Ref, "#/definitions/")
	if to = strings.TrimSuffix(to, ".schema.json"); to == "" {
		to = file
	}
	def := r.load(to).Definitions[name]
	return inFile{to, def}, def.Properties != nil && name != "nested"
}
