package exchange

import (
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wire"
)

// Policies are a pack for conftest that is to be loaded.
type Policies struct {
	Name       string // what errors call its folder
	Pack       string
	Namespaces []string
	Input      string
	Data       []string // the folders and files of data
	Folder     *Folder
}

// Request is the request.
func (p *Policies) Request() []byte {
	w := begin(ToLoad)
	w.Text(p.Name)
	w.Text(p.Pack)
	w.texts(p.Namespaces)
	w.Text(p.Input)
	w.texts(p.Data)
	w.folder(p.Folder)
	return w.Bytes()
}

// ReadPolicies reads the request.
func ReadPolicies(request []byte) (*Policies, error) {
	r := open(request)
	p := &Policies{
		Name: r.Text(), Pack: r.Text(), Namespaces: r.texts(), Input: r.Text(), Data: r.texts(), Folder: r.folder(),
	}
	return p, r.ended()
}

// Loaded are the rules of such a pack, or what is wrong with it.
type Loaded struct {
	Rules []*policy.Rule
	Wrong error
}

// Answer is the answer.
func (l *Loaded) Answer() []byte {
	w := &writer{}
	w.wrong(l.Wrong)
	w.Number(len(l.Rules))
	for _, rule := range l.Rules {
		w.Text(rule.ID)
		w.Text(rule.Title)
		w.Text(rule.Why)
		w.Number(int(rule.Level))
		w.Text(rule.File)
	}
	return w.Bytes()
}

// ReadLoaded reads the answer about a pack.
func ReadLoaded(answer []byte, c *policy.Conftest, p *Policies) (*Loaded, error) {
	r := newReader(string(answer))
	l := &Loaded{Wrong: r.wrong()}
	c.Modules = p.Folder.modules(p.Name)
	seen := map[string]bool{}
	r.each(outcomeThings, func(int) {
		rule := &policy.Rule{
			ID: r.Text(), Title: policy.Cut(r.Text()), Why: policy.Cut(r.Text()),
			Level: policy.Level(r.Below(int(policy.Error) + 1)), File: r.Text(),
			Category: c.Pack, Pack: c.Pack, Conftest: c, Dir: ".",
		}
		for i := range c.Modules {
			if c.Modules[i].File == rule.File {
				rule.Rego = &c.Modules[i]
			}
		}
		if rule.Rego == nil || !isName(rule.ID) || seen[rule.ID] {
			r.Tear()
			return
		}
		seen[rule.ID] = true
		l.Rules = append(l.Rules, rule)
	})
	if err := r.ended(); err != nil {
		return nil, err
	}
	if len(l.Rules) == 0 && l.Wrong == nil {
		return nil, ErrOdd
	}
	return l, nil
}

// isName reports whether a text may be the name of a policy.
func isName(id string) bool {
	for _, c := range []byte(id) {
		if c != '_' && (c < '0' || c > '9') && (c < 'A' || c > 'Z') && (c < 'a' || c > 'z') {
			return false
		}
	}
	return id != ""
}

// Rules are rules that are to be compiled. Each has a number: first those that are written in folders of their own,
// then those of policies.
type Rules struct {
	Jobs   int // goroutines
	Own    []Own
	Beside []Own    // in Rego, which come with kpilint and are on: others read what they say
	Names  []string // rules of policies that were loaded
}

// Own is a rule in a folder of its own.
type Own struct {
	policy.Text
	Params *model.Object
}

// Request is the request.
func (a *Rules) Request() []byte {
	w := begin(ToCompile)
	w.Number(a.Jobs)
	for _, all := range [][]Own{a.Own, a.Beside} {
		w.Number(len(all))
		for _, rule := range all {
			w.text(&rule.Text)
			w.object(rule.Params)
		}
	}
	w.texts(a.Names)
	return w.Bytes()
}

// ReadRules reads the request.
func ReadRules(request []byte) (*Rules, error) {
	r := open(request)
	a := &Rules{Jobs: r.Number()}
	r.each(objectThings, func(int) { a.Own = append(a.Own, Own{r.text(), r.object(0)}) })
	r.each(objectThings, func(int) { a.Beside = append(a.Beside, Own{r.text(), r.object(0)}) })
	a.Names = r.texts()
	return a, r.ended()
}

func (w *writer) text(t *policy.Text) {
	w.Text(t.Folder)
	w.Text(t.File)
	w.Text(string(t.Data))
	w.Flag(t.Module != nil)
	if t.Module != nil {
		w.Text(t.Module.File)
		w.Text(string(t.Module.Source))
	}
}

func (r *reader) text() policy.Text {
	t := policy.Text{Folder: r.Text(), File: r.Text(), Data: []byte(r.Text())}
	if r.Flag() {
		t.Module = &policy.Module{File: r.Text(), Source: []byte(r.Text())}
	}
	return t
}

// Compiled are the programs of rules, and what is wrong with others.
type Compiled struct {
	Programs []Program
	Wrong    error
}

// Program is what a program tells of itself. Lists that are nil are those of which nothing is known.
type Program struct {
	Rule   int         // its number
	Asks   []string    // facts that it may read
	Fields []string    // fields of the definition that it judges by
	Paths  *view.Paths // of a rule in Rego: the fields that it reads; nil where that is not known
	Named  *wire.Named // what it names of an organisation
}

// Answer is the answer.
func (c *Compiled) Answer() []byte {
	w := &writer{}
	w.wrong(c.Wrong)
	w.Number(len(c.Programs))
	for i := range c.Programs {
		p := &c.Programs[i]
		w.Number(p.Rule)
		w.texts(p.Asks)
		w.texts(p.Fields)
		w.Flag(p.Paths != nil)
		if p.Paths != nil {
			w.Text(string(p.Paths.Bytes()))
		}
		w.Text(string(p.Named.Bytes()))
	}
	return w.Bytes()
}

// ReadCompiled reads the answer about so many rules. Each of them has a program, or something is wrong.
func ReadCompiled(answer []byte, rules int) (*Compiled, error) {
	r := newReader(string(answer))
	c := &Compiled{Wrong: r.wrong()}
	seen := make([]bool, rules)
	r.each(objectThings, func(int) {
		p := Program{Rule: r.Below(rules), Asks: r.texts(), Fields: r.texts()}
		if r.Flag() {
			var whole bool
			if p.Paths, whole = view.ReadPaths([]byte(r.Text())); !whole {
				r.Tear()
			}
		}
		var err error
		p.Named, err = wire.ReadNamed([]byte(r.Text()))
		if r.Torn() || err != nil || seen[p.Rule] {
			r.Tear()
			return
		}
		seen[p.Rule] = true
		c.Programs = append(c.Programs, p)
	})
	if err := r.ended(); err != nil {
		return nil, err
	}
	if len(c.Programs) < rules && c.Wrong == nil {
		return nil, ErrOdd
	}
	return c, nil
}
