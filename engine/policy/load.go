package policy

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// Load reads every rule below dir: each folder <category>/<id> with a rule.yaml. Every rule that is wrong is reported, joined; the
// others are returned, sorted by name. A pack without a rule is an error.
func Load(fsys fs.FS, dir string) ([]*Rule, error) { return LoadAs(fsys, dir, dir) }

// LoadAs is Load where errors call the folder by another name: the one its user knows.
func LoadAs(fsys fs.FS, dir, name string) ([]*Rule, error) {
	pack, err := fs.Sub(fsys, dir)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", wording.ListRulesIn(name), err)
	}
	found, err := fs.Glob(pack, "*/*/rule.yaml")
	if err != nil {
		return nil, fmt.Errorf("%s: %w", wording.ListRulesIn(name), err)
	}
	found = slices.DeleteFunc(found, hidden)
	errs := []error{misplaced(pack, name), linked(pack, name)}
	if len(found) == 0 {
		return nil, errors.Join(append([]error{&NoRules{name}}, errs...)...)
	}
	var rules []*Rule
	for _, file := range found {
		rule, err := loadRule(pack, file, name)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		rules = append(rules, rule)
	}
	slices.SortFunc(rules, func(a, b *Rule) int { return cmpText(a.Name(), b.Name()) })
	for _, r := range rules {
		r.Dir, r.Pack = path.Join(dir, r.Dir), name
	}
	return rules, errors.Join(errs...)
}

// hidden reports a file in a folder that people do not see, or that is one itself.
func hidden(file string) bool {
	return strings.HasPrefix(file, ".") || strings.Contains(file, "/.")
}

// linked tells of folders that would hold rules and are links, through which nothing is read.
func linked(pack fs.FS, name string) error {
	dirs, _ := fs.Glob(pack, "*") // the pattern is sound
	var errs []error
	for _, dir := range slices.DeleteFunc(append(dirs, "."), hiddenFolder) {
		for _, link := range files.Links(pack, dir) {
			if !hidden(link) && path.Ext(link) == "" {
				errs = append(errs, &RuleError{Rule: link, Message: fmt.Sprintf("read %s: %v", path.Join(name, link), files.ErrLink)})
			}
		}
	}
	return errors.Join(errs...)
}

func hiddenFolder(dir string) bool { return dir != "." && hidden(dir) }

// misplaced tells of files that look like rules and are not read.
func misplaced(pack fs.FS, name string) error {
	var errs []error
	for pattern, what := range map[string]string{
		"*/*/rule.yml":    wording.IsNotReadUnderIts(),
		"*/*/*/rule.yaml": wording.IsNotReadSoDeep(),
	} {
		found, _ := fs.Glob(pack, pattern) // the patterns are sound
		for _, file := range slices.DeleteFunc(found, hidden) {
			errs = append(errs, &RuleError{Rule: path.Dir(file), Message: fmt.Sprintf("%s %s", path.Join(name, file), what)})
		}
	}
	slices.SortFunc(errs, func(a, b error) int { return cmpText(a.Error(), b.Error()) })
	return errors.Join(errs...)
}

func cmpText(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// Unique refuses a second rule with an id that another one has, in whatever category or pack. Every pack of conftest policies has a
// `deny`: those are told apart by their packs.
func Unique(rules []*Rule) error {
	var errs []error
	seen := map[string]*Rule{}
	for _, r := range rules {
		id := r.ID
		if r.Conftest != nil {
			id = r.Name()
		}
		if first := seen[id]; first != nil {
			errs = append(errs, fmt.Errorf("rule %s: %s", r.Name(), twice(first, r)))
			continue
		}
		seen[id] = r
	}
	return errors.Join(append(errs, claimed(rules))...)
}

// claimed refuses an earlier name that another rule has, or has had.
func claimed(rules []*Rule) error {
	var errs []error
	by := map[string]*Rule{}
	for _, r := range rules {
		by[r.ID] = r
	}
	for _, r := range rules {
		for _, name := range r.Formerly {
			id := path.Base(name)
			if other := by[id]; other != nil && other != r {
				errs = append(errs, &RuleError{Rule: r.Name(), Location: source.Location{File: r.File},
					Message: wording.ItWasNotCalledBefore(name, other.Name())})
				continue
			}
			by[id] = r
		}
	}
	return errors.Join(errs...)
}

// twice says where two rules with one id come from.
func twice(first, second *Rule) string {
	from, to := first.from(), second.from()
	switch {
	case from == to:
		return wording.ItComesTwiceFromName(from)
	case first.Name() == second.Name():
		return wording.ItComesFromAndFrom(from, to)
	}
	return wording.TheIDIsAlreadyTaken(first.Name(), from, to)
}

// from is the file of a rule, or the pack of one that has none of its own.
func (r *Rule) from() string {
	if r.File != "" {
		return r.File
	}
	return r.Pack
}

// NoRules is a folder without a rule, which would check nothing.
type NoRules struct{ Folder string }

// Error says so.
func (n *NoRules) Error() string {
	return wording.LoadRulesHoldsNoCategory(n.Folder)
}

type loader struct {
	rule *Rule
	pack string // what its user calls the pack
	file string // below it, as errors call it
	data []byte
	errs []error

	beside string // a module that is called otherwise than rule.rego, "" for none
}

func loadRule(fsys fs.FS, file, pack string) (*Rule, error) {
	data, err := files.Read(fsys, file, files.Max)
	if err != nil {
		return nil, &RuleError{Rule: path.Dir(file), Message: fmt.Sprintf("read %s: %v", path.Join(pack, file), err)}
	}
	l := newLoader(path.Dir(file), path.Join(pack, file), data)
	l.pack = pack
	l.read()
	l.module(fsys)
	return l.done()
}

// newLoader loads the rule of a folder from the text of its rule.yaml, which errors call by a name.
func newLoader(dir, file string, data []byte) *loader {
	rule := &Rule{ID: path.Base(dir), Category: path.Base(path.Dir(dir)), Dir: dir}
	return &loader{file: file, data: data, rule: rule}
}

// done is the rule, with all that is wrong with it.
func (l *loader) done() (*Rule, error) {
	if len(l.errs) == 0 {
		l.complete()
	}
	return l.rule, errors.Join(l.errs...)
}

// Text is what is written of a rule that has a folder.
type Text struct {
	Folder string  // <category>/<id>
	File   string  // the rule.yaml, as errors call it
	Data   []byte  // its content
	Module *Module // nil for a rule in CEL
}

// Text is what the rule was loaded from.
func (r *Rule) Text() Text { return Text{Folder: r.Name(), File: r.File, Data: r.data, Module: r.Rego} }

// Load loads the rule again, as it is without what a pack or a workspace says of it.
func (t Text) Load() (*Rule, error) {
	l := newLoader(t.Folder, t.File, t.Data)
	l.rule.Rego = t.Module
	l.read()
	return l.done()
}

func (l *loader) read() {
	docs, problems := source.Parse(l.file, l.data)
	for _, p := range problems {
		l.fail(p.Span, p.Message+l.unquoted(p.Span.Line))
	}
	start := source.Span{Line: 1, Column: 1, EndLine: 1, EndColumn: 1}
	switch {
	case len(problems) > 0:
	case len(docs) == 0:
		l.fail(start, wording.TheFileIsEmptyA())
	case len(docs) > 1:
		l.fail(docs[1].Root.Span(), wording.ASecondRuleBeginsHere())
	}
	if len(l.errs) > 0 {
		return
	}
	root := docs[0].Root
	problems = shape.Check("rule", l.file, root)
	until := source.Foreign(problems)
	for _, p := range problems {
		l.fail(p.Span, strings.ReplaceAll(p.Message, wording.ThisDefinition(), wording.ARule()))
		if n, ok := until[p.Span.Line]; ok {
			l.cut(n)
		}
	}
	if len(l.errs) == 0 {
		l.fields(root)
	}
}

// cut shows only so many code points of the line of the last error; nothing where that does not reach to it.
func (l *loader) cut(n int) {
	e := l.errs[len(l.errs)-1].(*RuleError)
	if e.Line = source.Shown(e.Line, n); n < e.Span.Column {
		e.Line = ""
	}
}

var expressionKey = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^\s*(?:- )?(when|assert|message|fixMessage|because|size|group):`)
})

// unquoted is advice for an expression that YAML takes for something else: one that begins with a quotation mark, ! or [.
func (l *loader) unquoted(line int) string {
	m := expressionKey().FindStringSubmatch(source.Line(l.data, line))
	if m == nil {
		return ""
	}
	return wording.AnExpressionThatBeginsWith(m[1])
}

func (l *loader) fail(span source.Span, message string) {
	l.errs = append(l.errs, &RuleError{
		Rule: l.rule.Name(), Location: source.Location{File: l.file, Span: span},
		Line: source.Line(l.data, span.Line), Message: message,
	})
}

func (l *loader) fields(root *source.Node) {
	r := l.rule
	r.file, r.data, r.File = root, l.data, l.file
	r.Title, r.For, r.Since = text(root, "title"), text(root, "for"), text(root, "since")
	r.Why, r.Fix = text(root, "why"), text(root, "fix")
	r.Several, r.Question, r.Headlines = text(root, "several"), text(root, "question"), texts(root.Get("headline"))
	for _, headline := range r.Headlines {
		if wrong := wrongPlace(headline); wrong != "" {
			l.fail(root.Get("headline").Span(), wording.IsNotAPlaceIn(wrong))
		}
	}
	r.Level, _ = ParseLevel(text(root, "level"))
	r.Sources, r.Tags = texts(root.Get("source")), texts(root.Get("tags"))
	r.Follows = follows(root.Get("follows"))
	r.Locked = text(root, "locked") == "true"
	l.formerly(root.Get("formerly"))
	if id := text(root, "id"); id != r.ID {
		l.fail(root.Get("id").Span(), wording.TheIDIsTheFolder(id, r.ID))
	}
	if since := root.Get("since"); since != nil && !version().MatchString(since.Text) {
		l.fail(since.Span(), wording.IsNeitherAVersionAs(since.Text))
	}
	l.params(root.Get("params"))
	if root.Get("assert") != nil {
		l.checks(root)
	}
}

// Places are what a headline leaves room for: {definition}, and values of the finding by their names.
var Places = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\{([A-Za-z][A-Za-z0-9]*)\}`) })

// wrongPlace is what stands between braces in a headline and is no place, "" for nothing.
func wrongPlace(headline string) string {
	rest := Places().ReplaceAllString(headline, "")
	if at := strings.IndexAny(rest, "{}"); at >= 0 {
		wrong, _, _ := strings.Cut(rest[at:], " ")
		return wrong
	}
	return ""
}

// follows reads what the findings of the rule follow from. The schema says what may be written.
func follows(n *source.Node) []Follow {
	if n == nil {
		return nil
	}
	var all []Follow
	for _, item := range n.Items() {
		all = append(all, Follow{Rule: text(item, "rule"), At: text(item, "at")})
	}
	return all
}

// formerly reads the earlier names of the rule. One without a category was in the category that the rule is in.
func (l *loader) formerly(n *source.Node) {
	if n == nil {
		return
	}
	for _, item := range n.Items() {
		name := item.Text
		if !strings.Contains(name, "/") {
			name = l.rule.Category + "/" + name
		}
		if strings.Count(name, "/") != 1 || strings.HasSuffix(name, "/*") || name == l.rule.Name() {
			l.fail(item.Span(), wording.IsNotAnEarlierName(item.Text))
			continue
		}
		l.rule.Formerly = append(l.rule.Formerly, name)
	}
}

// version is what `since` takes.
var version = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:v?\d+(?:\.\d+){0,2}(?:[-+][0-9A-Za-z.+-]+)?|\d{4}-\d{2}-\d{2})$`)
})

func (l *loader) checks(root *source.Node) {
	l.rule.Checks = []Check{l.check(root, l.rule.Level)}
	for _, v := range l.rule.Checks[0].Values {
		l.rule.Values = append(l.rule.Values, v.Name)
	}
	also := root.Get("also")
	if also == nil {
		return
	}
	for _, item := range also.Items() {
		for _, key := range []string{"assert", "message"} {
			if item.Get(key) == nil {
				l.fail(item.Span(), wording.AnEntryOfAlsoNeeds(key))
			}
		}
		level := l.rule.Level
		if word := text(item, "level"); word != "" {
			level, _ = ParseLevel(word)
		}
		l.rule.Checks = append(l.rule.Checks, l.check(item, level))
	}
}

func (l *loader) check(n *source.Node, level Level) Check {
	c := Check{
		node: n, file: l.file, data: l.data,
		Level: level, Each: text(n, "each"), At: text(n, "at"),
		When: l.expression(n.Get("when")), Assert: l.expression(n.Get("assert")), Message: l.expression(n.Get("message")),
		FixMessage: l.expression(n.Get("fixMessage")), Because: l.expression(n.Get("because")),
		Size: l.expression(n.Get("size")), Group: l.expression(n.Get("group")),
	}
	if requires := n.Get("requires"); requires != nil {
		for _, item := range requires.Items() {
			c.Requires = append(c.Requires, l.expression(item))
		}
	}
	if values := n.Get("values"); values != nil {
		for _, f := range values.Fields() {
			c.Values = append(c.Values, NamedExpression{f.Key.Text, *l.expression(f.Value)})
		}
	}
	c.Edit = l.edit(n.Get("edit"))
	return c
}

func (l *loader) edit(n *source.Node) *EditRule {
	if n == nil {
		return nil
	}
	e := &EditRule{
		When: l.expression(n.Get("when")), Path: l.expression(n.Get("path")), Value: l.expression(n.Get("value")), Comment: text(n, "comment"),
		Raw: text(n, "raw") == "true", Remove: text(n, "remove") == "true", Unsafe: text(n, "unsafe") == "true",
	}
	if e.Remove == (e.Value != nil) {
		l.fail(n.Span(), wording.AnEditHasEitherA())
	}
	return e
}

func (l *loader) expression(n *source.Node) *Expression {
	if n == nil {
		return nil
	}
	return &Expression{Text: n.Text, File: l.file, node: n, data: l.data}
}

func (l *loader) params(n *source.Node) {
	if n == nil {
		return
	}
	for _, f := range n.Fields() {
		p := Param{Name: f.Key.Text, Type: text(f.Value, "type"), Description: text(f.Value, "description")}
		value, err := ParseParam(p.Type, f.Value.Get("default"))
		if err != nil {
			l.fail(f.Value.Get("default").Span(), wording.TheDefaultOf(p.Name, err.Error()))
		}
		p.Default = value
		l.rule.Params = append(l.rule.Params, p)
	}
}

// ParseParam reads a setting of the given type from where it is written.
func ParseParam(kind string, n *source.Node) (any, error) {
	if n == nil {
		return nil, errors.New(wording.AValueIsMissing())
	}
	switch {
	case n.Kind == source.List && kind == "text":
		return nil, errors.New(wording.ThisIsAListAnd())
	case n.Kind == source.List && kind != "texts":
		return nil, errors.New(wording.ThisIsAListAndTakes(kind))
	case n.Kind == source.Map:
		return nil, errors.New(wording.ThisIsAMapAnd(kind))
	}
	switch kind {
	case "boolean":
		v, err := strconv.ParseBool(n.Text)
		if err != nil {
			return nil, errors.New(wording.IsNeitherTrueNorFalse(n.Text))
		}
		return v, nil
	case "integer":
		v, err := strconv.Atoi(n.Text)
		if err != nil {
			return nil, errors.New(wording.IsNotAWholeNumber(n.Text))
		}
		return v, nil
	case "text":
		return n.Text, nil
	case "texts":
		return texts(n), nil
	}
	q, err := quantity.Parse(n.Text)
	switch {
	case kind == "percent" && (err != nil || q.Unit.String() != "%"):
		return nil, errors.New(wording.IsNotAPercentageAs(n.Text))
	case kind == "number" && (err != nil || !q.Unit.IsZero()):
		return nil, errors.New(wording.IsNotAPlainNumber(n.Text))
	case err != nil:
		return nil, err
	}
	return &model.Quantity{Quantity: &q}, nil
}

// module reads the rule.rego beside the rule.yaml, where there is one.
func (l *loader) module(fsys fs.FS) {
	file := path.Join(l.rule.Dir, "rule.rego")
	data, err := files.Read(fsys, file, files.Max)
	if err == nil {
		l.rule.Rego = &Module{File: path.Join(l.pack, file), Source: data}
		return
	}
	if !errors.Is(err, fs.ErrNotExist) {
		l.fail(source.Span{}, wording.ReadFile(path.Join(l.pack, file), err.Error()))
		return
	}
	found, err := fs.Glob(fsys, path.Join(l.rule.Dir, "*.rego"))
	if err != nil {
		return
	}
	for _, other := range found {
		if !strings.HasSuffix(other, "_test.rego") {
			l.beside = path.Base(other)
		}
	}
}

// complete refuses a rule that could never say anything, or that says it in two languages.
func (l *loader) complete() {
	hasCEL, whole := len(l.rule.Checks) > 0, source.Span{Line: 1, Column: 1, EndLine: 1, EndColumn: 1}
	if f := l.rule.file.Field("assert"); f != nil {
		whole = f.Key.Span()
	}
	switch {
	case hasCEL && l.rule.Rego != nil:
		l.fail(whole, wording.HasBothAnAssertAnd())
	case !hasCEL && l.rule.Rego == nil && l.beside != "":
		l.fail(whole, wording.HasNeitherAnAssertNor(l.beside))
	case !hasCEL && l.rule.Rego == nil:
		l.fail(whole, wording.HasNeitherAnAssertNorA())
	case hasCEL && l.rule.For == "":
		l.fail(whole, wording.AnAssertNeedsForThe())
	case hasCEL && l.rule.Checks[0].Message == nil:
		l.fail(whole, wording.AnAssertNeedsAMessage())
	}
}

func text(n *source.Node, key string) string {
	if v := n.Get(key); v != nil {
		return v.Text
	}
	return ""
}

// texts reads a text or a list of them.
func texts(n *source.Node) []string {
	if n == nil {
		return nil
	}
	if n.Kind != source.List {
		return []string{n.Text}
	}
	var all []string
	for _, item := range n.Items() {
		all = append(all, item.Text)
	}
	return all
}
