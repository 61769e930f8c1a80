package main

import (
	_ "embed" // intro.md
	"fmt"
	"slices"
	"strings"
)

// intro is what docs/facts.md begins with.
//
//go:embed intro.md
var intro string

// page writes the facts of a schema for authors of rules.
func page(s *schema, examples map[string]string) []byte {
	var p writer
	p.schema, p.examples = s, examples
	p.WriteString("<!-- Written by go generate ./engine/view. -->\n\n" + intro + "\n")
	sections := p.sections()
	for _, sec := range sections {
		fmt.Fprintf(&p, "* [%s](#%s)\n", sec.title, anchor(sec.title))
	}
	for _, sec := range sections {
		fmt.Fprintf(&p, "\n## %s\n\n%s\n", sec.title, sec.about)
		p.table(sec.name, sec.object)
	}
	return []byte(p.String())
}

// section is a table of the page.
type section struct {
	title, about string
	name         string // of the definition, "whole" for what belongs to none
	object       *schema
}

type writer struct {
	strings.Builder
	schema   *schema
	examples map[string]string // by the name of the definition, a space and the path; nil for none
}

// sections are numbers, the whole, each kind, and the definitions that these use.
func (p *writer) sections() []section {
	def := p.schema.Definitions.get
	all := []section{
		{"A number", def("fact").Description, "fact", def("fact")},
		{"The whole organisation", "What belongs to no single definition.", "whole", p.schema},
	}
	kinds := []string{"quantity", "fact"}
	for _, r := range roots {
		if s := def(r.definition); s != nil {
			all = append(all, section{strings.TrimSuffix(r.definition, "Facts"), s.Description, r.definition, s})
			kinds = append(kinds, r.definition)
		}
	}
	for _, d := range p.schema.Definitions {
		if !slices.Contains(kinds, d.name) {
			all = append(all, section{title(d.name), d.Description, d.name, d.schema})
		}
	}
	return all
}

// table lists the fields of an object, those of its groups and entries after their own.
func (p *writer) table(definition string, s *schema) {
	if len(s.Properties) == 0 {
		return
	}
	head := "\n| fact | what it is | meaning |\n|---|---|---|\n"
	if p.examples != nil {
		head = "\n| fact | what it is | meaning | for example |\n|---|---|---|---|\n"
	}
	p.WriteString(head)
	p.rows(definition, "", s)
}

func (p *writer) rows(definition, prefix string, s *schema) {
	for _, f := range s.Properties {
		name := prefix + f.name
		holds := p.holds(f.schema)
		if slices.Contains(s.Required, f.name) {
			holds += ", *always*"
		}
		meaning := strings.ReplaceAll(f.Description, "|", `\|`)
		fmt.Fprintf(p, "| `%s` | %s | %s |", name, strings.ReplaceAll(holds, "|", `\|`), meaning)
		if p.examples != nil {
			fmt.Fprintf(p, " %s |", p.examples[definition+" "+name])
		}
		p.WriteString("\n")
		if f.Items != nil {
			p.rows(definition, name+"[].", f.Items)
		}
		p.rows(definition, name+".", f.schema)
	}
}

// holds says what sort of value a field has, with the words that it may be.
func (p *writer) holds(s *schema) string {
	switch {
	case s.Ref == toDefinition+"fact":
		return "[number](#a-number)"
	case s.Ref != "":
		name := title(strings.TrimPrefix(s.Ref, toDefinition))
		return "[" + name + "](#" + anchor(name) + ")"
	case s.Type == "array" && s.Items.Properties != nil:
		return "list"
	case s.Type == "array":
		return "list of " + p.entries(s.Items)
	case s.Enum != nil:
		return "text: " + words(s.Enum)
	}
	return map[string]string{
		"string": "text", "boolean": "true or false", "integer": "whole number", "number": "exact number", "object": "group",
	}[s.Type]
}

func (p *writer) entries(s *schema) string {
	switch {
	case s.Type == "string" && s.Enum != nil:
		return "texts: " + words(s.Enum)
	case s.Type == "string":
		return "texts"
	}
	return p.holds(s)
}

// words lists what a text may be.
func words(all []string) string {
	shown := make([]string, len(all))
	for i, w := range all {
		if shown[i] = "`" + w + "`"; w == "" {
			shown[i] = "empty"
		}
	}
	if last := len(shown) - 1; last > 0 {
		return strings.Join(shown[:last], ", ") + " or " + shown[last]
	}
	return shown[0]
}

// title is the name of a definition as a heading: DueDate is Due date.
func title(definition string) string {
	var b strings.Builder
	for i, r := range definition {
		switch upper := r >= 'A' && r <= 'Z'; {
		case i == 0:
			b.WriteString(strings.ToUpper(string(r)))
		case upper:
			b.WriteString(" " + strings.ToLower(string(r)))
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// anchor is the address of a heading, as GitHub makes it.
func anchor(title string) string { return strings.ReplaceAll(strings.ToLower(title), " ", "-") }
