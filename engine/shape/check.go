package shape

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v5"

	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema"
)

// Version is the apiVersion of the definitions we read.
const Version = "kpilint/v1"

var schemas = schema.NewSet()

// Check validates a node against the JSON Schema of a name ("kpi", "config", "rule") and returns what is wrong, each at its exact
// place. The schema is the judge; the messages are for people.
func Check(name, file string, node *source.Node) []source.Problem {
	if accepts(name, node) {
		return nil
	}
	judge, err := schemas.Compiled(name)
	if err != nil {
		return []source.Problem{{File: file, Rule: "not-parsed", Span: node.Span(), Message: err.Error()}}
	}
	err = validate(judge, plain(node))
	if err == nil {
		return nil
	}
	var invalid *jsonschema.ValidationError
	if !errors.As(err, &invalid) {
		return []source.Problem{{File: file, Rule: "wrong-type", Span: node.Span(), Message: err.Error()}}
	}
	c := checker{file: file, root: node, shape: rootShape(name)}
	c.walk(invalid)
	return c.problems
}

// validate contains a panic of the validator: one bad number must not stop the run.
func validate(s *jsonschema.Schema, v any) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = errors.New(wording.CannotBeCheckedAgainstThe(fmt.Sprintf("%v", p)))
		}
	}()
	return s.Validate(v)
}

func rootShape(name string) *Shape {
	kinds, err := Load()
	if err != nil {
		return nil
	}
	for kind, s := range kinds.kinds {
		if strings.EqualFold(kind, name) {
			return s
		}
	}
	return nil
}

// plain turns a node into what the validator takes. Numbers keep their digits; those that are no JSON numbers are text already.
func plain(n *source.Node) any {
	switch n.Kind {
	case source.Map:
		m := make(map[string]any, len(n.Fields()))
		for _, f := range n.Fields() {
			m[f.Key.Text] = plain(f.Value)
		}
		return m
	case source.List:
		l := make([]any, len(n.Items()))
		for i, item := range n.Items() {
			l[i] = plain(item)
		}
		return l
	case source.Bool:
		return strings.EqualFold(n.Text, "true")
	case source.Number:
		return json.Number(n.Text)
	case source.Null:
		return nil
	}
	return n.Text
}

// checker turns the validator's errors into problems.
type checker struct {
	file     string
	root     *source.Node
	shape    *Shape
	problems []source.Problem
	path     []string               // of the value in question
	proposed map[unknownName]string // the nearest known names found so far
}

type unknownName struct {
	name string
	in   *Shape
}

// maxProposed is for how many unknown names of a definition the nearest known one is looked for. More of them are not typos.
const maxProposed = 1_000

// nearest is the name of a shape that an unknown one may mean, "" for none.
func (c *checker) nearest(name string, s *Shape) string {
	found, known := c.proposed[unknownName{name, s}]
	if known || len(c.proposed) == maxProposed {
		return found
	}
	if c.proposed == nil {
		c.proposed = map[unknownName]string{}
	}
	found = nearest.Word(name, s.Names, nearest.Third)
	c.proposed[unknownName{name, s}] = found
	return found
}

// walk goes to the errors that have no cause of their own.
func (c *checker) walk(e *jsonschema.ValidationError) {
	if len(e.Causes) == 0 {
		c.report(e)
		return
	}
	if keyword(e) == "anyOf" || keyword(e) == "oneOf" {
		if meant := meant(e); meant != nil {
			c.walk(meant)
			return
		}
		c.report(e)
		return
	}
	for _, cause := range e.Causes {
		c.walk(cause)
	}
}

// meant is the one of several forms that was meant where a value fits none of them: the first that takes what is written there, a text or
// a map. Nil where the forms differ in the fields that they need.
func meant(e *jsonschema.ValidationError) *jsonschema.ValidationError {
	for _, form := range e.Causes {
		other := false
		for _, leaf := range leaves(form) {
			if keyword(leaf) == "required" && leaf.InstanceLocation == e.InstanceLocation {
				return nil
			}
			other = other || keyword(leaf) == "type" && leaf.InstanceLocation == e.InstanceLocation
		}
		if !other {
			return form
		}
	}
	return nil
}

// leaves are the errors without a cause of their own.
func leaves(e *jsonschema.ValidationError) []*jsonschema.ValidationError {
	if len(e.Causes) == 0 {
		return []*jsonschema.ValidationError{e}
	}
	var all []*jsonschema.ValidationError
	for _, cause := range e.Causes {
		all = append(all, leaves(cause)...)
	}
	return all
}

func keyword(e *jsonschema.ValidationError) string {
	return e.KeywordLocation[strings.LastIndexByte(e.KeywordLocation, '/')+1:]
}

func (c *checker) report(e *jsonschema.ValidationError) {
	path := tokens(e.InstanceLocation)
	c.path = path
	node, _ := c.root.Lookup(path...)
	s := c.shape.at(path)
	if isBoolean := func(f Form) bool { return f == Boolean }; node != nil && s != nil && YesOrNo(node) != "" &&
		isBoolean(s.Pick(isBoolean).Form) {
		return // it is read as true or false
	}
	field := wording.TheDefinition()
	if len(path) > 0 {
		field = "`" + path[len(path)-1] + "`"
		if named := container(path); named != path[len(path)-1] {
			field = wording.ThisEntryOf(named) // a place in a list is no name
		}
	}
	switch word := keyword(e); word {
	case "additionalProperties":
		c.unknown(node, s)
	case "required":
		c.missing(node, path, e)
	case "anyOf", "oneOf":
		c.missingOneOf(node, path, field, e)
	case "enum", "const":
		c.notAllowed(node, field, s)
	default:
		c.add("wrong-type", node.Span(), "", wrongType(node, field, s, word))
	}
}

// YesOrNo is "true" or "false" for a yes, no, on or off without quotes, as older YAML has them; "" for anything else.
func YesOrNo(n *source.Node) string {
	if n.Kind != source.String || !n.Plain {
		return ""
	}
	switch strings.ToLower(n.Text) {
	case "yes", "on":
		return "true"
	case "no", "off":
		return "false"
	}
	return ""
}

// add reports a problem of the value in question, with what it is about where that is not the value itself.
func (c *checker) add(rule string, span source.Span, subject, message string) {
	c.problems = append(c.problems, source.Problem{
		File: c.file, Rule: rule, Span: span, Message: message, Subject: subject, Path: c.path,
	})
}

// unknown reports every field that the shape does not have, with the nearest one it has.
func (c *checker) unknown(node *source.Node, s *Shape) {
	if s == nil {
		c.add(source.UnknownField, node.Span(), "", wording.UnknownField())
		return
	}
	s = s.Pick(func(f Form) bool { return f == Object })
	for i, f := range node.Fields() {
		name := f.Key.Text
		if s.Fields[name] != nil || strings.HasPrefix(name, "x-") || name == "$schema" && s.Fields["apiVersion"] != nil {
			continue
		}
		message, was := wording.UnknownFieldName(name), ""
		if isRest(node, i) {
			message = wording.BetweenAndACommaBegins(name)
		} else if near := c.nearest(name, s); near != "" {
			message += wording.DidYouMeanNearNear(near)
		} else if meant := s.Meant[strings.ReplaceAll(strings.ToLower(name), " ", "_")]; meant != "" {
			was = message + notThere(name, s)
			message += "; " + suggested(meant)
		} else if f.Value.Kind == source.Null && besideAnother(node, i) {
			was = message + notThere(name, s)
			message = wording.BetweenAndACommaBegins(name)
		} else {
			message += notThere(name, s)
		}
		c.add(source.UnknownField, f.Key.Span(), name, message)
		c.problems[len(c.problems)-1].Was = was
	}
}

// isRest reports whether a field is what a comma cut off from the value before it.
func isRest(node *source.Node, i int) bool {
	f := node.Fields()[i]
	name := f.Key.Text
	return f.Value.Kind == source.Null && (startsWithDigit(name) || strings.Contains(name, " ") && besideAnother(node, i))
}

// CutOff reports whether a comma cut the rest off from the value of a field, as in {from: 1,240 patients}.
func CutOff(node *source.Node, i int) bool {
	return i+1 < len(node.Fields()) && startsWithDigit(node.Fields()[i+1].Key.Text) && isRest(node, i+1)
}

func startsWithDigit(name string) bool { return name != "" && name[0] >= '0' && name[0] <= '9' }

// besideAnother reports whether a field follows another one on its line, as between { and }.
func besideAnother(node *source.Node, i int) bool {
	fields := node.Fields()
	return i > 0 && fields[i-1].Value.Span().EndLine == fields[i].Key.Span().Line
}

// notThere says where an unknown field may belong.
func notThere(name string, s *Shape) string {
	where := wording.DataOfYourOwnGoes(elsewhere(name, s))
	if s.Fields["labels"] != nil {
		where += " or `labels`"
	}
	return where
}

// suggested asks whether a word was meant; a sentence stands as it is.
func suggested(near string) string {
	if strings.Contains(near, " ") {
		return near
	}
	return wording.DidYouMeanNear(near)
}

// elsewhere says which kinds have a field that this one has not, else what this one may have.
func elsewhere(name string, s *Shape) string {
	kinds, err := Load()
	if err != nil {
		return ""
	}
	var others []string
	for _, kind := range kinds.Names() {
		if kinds.Of(kind).Fields[name] != nil {
			others = append(others, kind)
		}
	}
	switch {
	case len(others) > 0 && s.Fields["id"] != nil:
		return wording.HereItBelongsTo(strings.Join(others, ", "))
	case len(s.Names) <= 12:
		return wording.ThereMayBe(strings.Join(s.Names, ", "))
	}
	return wording.KpilintSchemaListsThoseThere()
}

var quotedName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`'([^']*)'`)
})

// missing reports required fields at the nearest thing that is written: the key or the id around them.
func (c *checker) missing(node *source.Node, path []string, e *jsonschema.ValidationError) {
	for _, m := range quotedName().FindAllStringSubmatch(e.Message, -1) {
		where := wording.ThisDefinition()
		if len(path) > 0 {
			where = wording.ThisEntryOf(container(path))
		}
		message := fmt.Sprintf("%s needs `%s`", where, m[1])
		c.add("missing-field", c.near(path, node), m[1], message+example(node, m[1]))
		c.problems[len(c.problems)-1].Was = message
	}
}

// example proposes an id that is made of the name of a definition.
func example(node *source.Node, field string) string {
	name := node.Get("name")
	if field != "id" || name == nil {
		return ""
	}
	id := strings.Join(strings.FieldsFunc(strings.ToLower(name.Text), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	}), "-")
	if id == "" || len(id) > 40 || len(id) < len(name.Text)*3/4 {
		return "" // other letters than an id can have
	}
	return wording.WriteIDForExample(id)
}

// container is the last name in a path, over list indices.
func container(path []string) string {
	for _, token := range slices.Backward(path) {
		if strings.Trim(token, "0123456789") != "" {
			return token
		}
	}
	return ""
}

// near is where a map with something missing is pointed at.
func (c *checker) near(path []string, node *source.Node) source.Span {
	if len(path) > 0 {
		if parent, rest := c.root.Lookup(path[:len(path)-1]...); len(rest) == 0 {
			if f := parent.Field(path[len(path)-1]); f != nil {
				return f.Key.Span()
			}
		}
	}
	if id := node.Get("id"); id != nil {
		return id.Span()
	}
	if len(node.Fields()) > 0 {
		return node.Fields()[0].Key.Span()
	}
	return node.Span()
}

func (c *checker) missingOneOf(node *source.Node, path []string, field string, e *jsonschema.ValidationError) {
	var names []string
	for _, cause := range e.Causes {
		for _, m := range quotedName().FindAllStringSubmatch(cause.Message, -1) {
			names = append(names, "`"+m[1]+"`")
		}
	}
	if s := c.shape.at(path); len(names) == 0 || s != nil && s.Form == Either {
		c.add("wrong-type", node.Span(), "", wording.IsButMustBe(field, form(node), want(s)))
		return
	}
	span := node.Span()
	if len(node.Fields()) > 0 {
		span = node.Fields()[0].Key.Span()
	}
	names = slices.Compact(names)
	c.add("missing-field", span, strings.Join(names, " "), wording.ThisEntryNeedsOneOf(strings.Join(names, ", ")))
}

// notAllowed reports a word that is none of those allowed.
func (c *checker) notAllowed(node *source.Node, field string, s *Shape) {
	if s != nil {
		s = s.Pick(func(f Form) bool { return f == Text })
	}
	message := wording.IsNotAllowedFor(shown(node), field)
	if s != nil && len(s.Enum) > 0 {
		message += wording.ItMayBe(strings.Join(inOneCase(s.Enum), ", "))
		if near := cmp.Or(s.Meant[strings.ToLower(node.Text)], nearest.Choice(node.Text, s.Enum)); near != "" {
			message += ": " + suggested(near)
		}
	}
	c.add("wrong-type", node.Span(), "", message)
}

// inOneCase leaves out the words that differ from one before them by capitals alone.
func inOneCase(words []string) []string {
	var all []string
	for _, word := range words {
		if !slices.ContainsFunc(all, func(other string) bool { return strings.EqualFold(other, word) }) {
			all = append(all, word)
		}
	}
	return all
}

func shown(n *source.Node) string {
	if n.Kind == source.Map || n.Kind == source.List {
		return form(n)
	}
	return n.Text
}

// wrongType says what was seen and what is wanted.
func wrongType(node *source.Node, field string, s *Shape, word string) string {
	if node.Kind == source.Null {
		return wording.HasNoValueGiveIt(field)
	}
	switch {
	case word == "pattern" && s != nil && s.Form == Date:
		return wording.IsNotADateWrite(node.Text)
	case word == "pattern" && strings.Contains(field, "`id`"), word == "maxLength" && strings.Contains(field, "`id`"):
		return wording.IsNotAnIDUseLower(node.Text, kebab(node.Text))
	case word == "pattern" || word == "minLength" || word == "maxLength":
		return wording.IsNotWhatTakes(node.Text, field, describe(s))
	}
	return wording.IsButMustBeDescribe(field, form(node), want(s), cmp.Or(grouped(node, s), describe(s)))
}

// grouped shows how a name stands in a group of fields where one is wanted: below the first field that takes a name.
func grouped(node *source.Node, s *Shape) string {
	if s == nil || s.Form != Object || node.Kind != source.String {
		return ""
	}
	for _, name := range s.Order {
		if s.Fields[name].Form == Reference {
			return wording.SuchAs(name, node.Text)
		}
	}
	return ""
}

func describe(s *Shape) string {
	if s == nil || s.Description == "" {
		return ""
	}
	return ". " + s.Description
}

// form is what a node is, in words.
func form(n *source.Node) string {
	switch n.Kind {
	case source.Map:
		return wording.AGroupOfFields()
	case source.List:
		return "a list"
	case source.Bool:
		return wording.TrueOrFalse()
	case source.Number:
		return "a number"
	case source.Null:
		return "empty"
	}
	return "text"
}

// want is what a shape takes, in words.
func want(s *Shape) string {
	if s == nil {
		return wording.SomethingElse()
	}
	switch s.Form {
	case Quantity:
		return wording.AQuantitySuchAs40()
	case Reference:
		return wording.TheIDOfAnotherDefinition()
	case Noun:
		return wording.OneNoun()
	case Date:
		return wording.ADateSuchAs2026()
	case Boolean:
		return wording.TrueOrFalse()
	case Integer:
		return wording.AWholeNumber()
	case Object, Map, Resource:
		return wording.AGroupOfFields()
	case List:
		return "a list"
	case Either:
		if first := s.Alternative[0]; len(first.Enum) > 0 {
			return wording.OneOfOrAGroup(strings.Join(first.Enum, ", "))
		}
		return want(s.Alternative[0])
	}
	return "text"
}

// kebab proposes an id for a text.
func kebab(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') })
	if len(words) == 0 {
		return "sales-calls"
	}
	return strings.Join(words, "-")
}

// at follows a path through shapes; nil where it leads nowhere.
func (s *Shape) at(path []string) *Shape {
	kinds, _ := Load()
	for _, token := range path {
		if s == nil {
			return nil
		}
		if s.Form == Resource {
			s = kinds.Of(s.Kind)
		}
		s = s.step(token)
	}
	if s != nil && s.Form == Resource {
		return kinds.Of(s.Kind)
	}
	return s
}

func (s *Shape) step(token string) *Shape {
	switch s.Form {
	case Object:
		return s.Fields[token]
	case List, Map:
		return s.Item
	case Either:
		for _, a := range s.Alternative {
			if next := a.step(token); next != nil {
				return next
			}
		}
	}
	return nil
}

func tokens(pointer string) []string {
	if pointer == "" {
		return nil
	}
	parts := strings.Split(pointer[1:], "/")
	for i, p := range parts {
		parts[i] = strings.NewReplacer("~1", "/", "~0", "~").Replace(p)
	}
	return parts
}
