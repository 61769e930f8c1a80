package mapping

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// File is the name of a mapping in a folder of its own.
const File = "mapping.yaml"

// Example is one example of a mapping: a file, and the definitions that are wanted of it.
type Example struct {
	Name     string // of the file
	Wanted   string // that with the definitions which are wanted of it
	Failures []Failure
}

// Failure is what an example gives otherwise than is wanted.
type Failure struct {
	Line    int // of the wanted definitions; 0 for the whole
	Message string
}

// Tested are the examples of a mapping.
type Tested struct {
	Examples []Example
	Reached  int // how many entries of the mapping took a record
	Entries  int
	Gaps     []string // the entries that took none
}

const (
	inMark   = ".in."
	wantMark = ".want.yaml"
)

// Test runs the examples that lie beside a mapping: NAME.in.EXT, with the definitions that are wanted in
// NAME.want.yaml. A document there with `problems` lists what is said to be wrong, and with `leftOut` how many records
// are left out. An error says that they could not be run.
func (m *Mapping) Test(ctx context.Context, fsys fs.FS, dir string) (*Tested, error) {
	found, err := fs.Glob(fsys, path.Join(dir, "*"+inMark+"*"))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", wording.ListExamples(), err)
	}
	kinds, err := shape.Load()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", wording.LoadSchemas(), err)
	}
	t := &Tested{Entries: len(m.each)}
	reached := make([]bool, len(m.each))
	for _, file := range found {
		data, err := files.Read(fsys, file, content.MaxFile)
		if err != nil {
			return nil, fmt.Errorf("read %s: %w", file, err)
		}
		res, err := m.made(ctx, path.Base(file), data)
		name, _, _ := strings.Cut(path.Base(file), inMark)
		e := Example{Name: path.Base(file), Wanted: name + wantMark}
		if err != nil {
			e.Failures = []Failure{{0, err.Error()}}
		} else {
			for i, n := range res.Taken {
				reached[i] = reached[i] || n > 0
			}
			e.Failures = compare(fsys, path.Join(dir, e.Wanted), res, invalid(kinds, res))
		}
		t.Examples = append(t.Examples, e)
	}
	for i, e := range m.each {
		if reached[i] {
			t.Reached++
			continue
		}
		t.Gaps = append(t.Gaps, wording.NoExampleHasARecord(i+1, e.kind))
	}
	return t, nil
}

// made applies the mapping to an example. Its name is without the mark.
func (m *Mapping) made(ctx context.Context, name string, data []byte) (*Result, error) {
	in, problems, err := m.Open(strings.Replace(name, inMark, ".", 1), data)
	if err != nil {
		return nil, err
	}
	if len(problems) > 0 {
		return nil, errors.New(problems[0].Message)
	}
	return m.Apply(ctx, in)
}

// invalid says what is wrong with the definitions by themselves.
func invalid(kinds *shape.Kinds, res *Result) []string {
	var all []string
	for _, root := range res.Roots {
		kind := root.Get("kind").Text
		for _, p := range shape.Check(strings.ToLower(kind), "", root) {
			all = append(all, p.Message)
		}
		_, problems := model.Read(kinds, &source.Document{Root: root}, kind, root, "")
		for _, p := range problems {
			all = append(all, p.Message)
		}
	}
	return all
}

// compare holds what was made to what is wanted.
func compare(fsys fs.FS, file string, res *Result, wrong []string) []Failure {
	data, err := files.Read(fsys, file, files.Max)
	if err != nil {
		return []Failure{{0, wording.IsMissingItHoldsThe(path.Base(file))}}
	}
	docs, problems := source.Parse(path.Base(file), data)
	if len(problems) > 0 {
		return []Failure{{problems[0].Span.Line, problems[0].Message}}
	}
	c := &comparison{}
	said := slices.Clone(wrong)
	for _, p := range res.Problems {
		said = append(said, p.Message)
	}
	got := map[string]*source.Node{}
	for _, root := range res.Roots {
		got[nameOf(root)] = root
	}
	told := false
	for _, d := range docs {
		if d.Root.Get("apiVersion") == nil {
			c.beside(d.Root, said, res)
			told = true
			continue
		}
		name := nameOf(d.Root)
		if got[name] == nil {
			c.fail(d.Root, wording.IsNotMade(name))
			continue
		}
		c.nodes(name, d.Root, got[name])
		delete(got, name)
	}
	for _, root := range res.Roots {
		if name := nameOf(root); got[name] != nil {
			c.failures = append(c.failures, Failure{0, wording.IsMadeAndNotWanted(name)})
			delete(got, name)
		}
	}
	if !told {
		c.said(nil, nil, said)
	}
	return c.failures
}

func nameOf(root *source.Node) string {
	return source.TextOf(root.Get("kind")) + " `" + source.TextOf(root.Get("id")) + "`"
}

type comparison struct{ failures []Failure }

func (c *comparison) fail(at *source.Node, message string) {
	line := 0
	if at != nil {
		line = at.Span().Line
	}
	c.failures = append(c.failures, Failure{line, message})
}

// beside compares what is said beside the definitions.
func (c *comparison) beside(want *source.Node, said []string, res *Result) {
	var texts []string
	if list := want.Get("problems"); list != nil {
		for _, one := range list.Items() {
			texts = append(texts, one.Text)
		}
	}
	c.said(want, texts, said)
	if n := want.Get("leftOut"); n != nil && n.Text != fmt.Sprint(res.LeftOut) {
		c.fail(n, wording.RecordsAreLeftOutAnd(res.LeftOut, n.Text))
	}
	for _, f := range want.Fields() {
		if f.Key.Text != "problems" && f.Key.Text != "leftOut" {
			c.fail(f.Key, wording.IsNeitherProblemsNorLeftout(f.Key.Text))
		}
	}
}

// said compares problems: each that is wanted is a part of one, and none is left.
func (c *comparison) said(at *source.Node, want, said []string) {
	left := slices.Clone(said)
	for _, text := range want {
		i := slices.IndexFunc(left, func(s string) bool { return strings.Contains(s, text) })
		if i < 0 {
			c.fail(at, wording.NothingSays(strconv.Quote(text)))
			continue
		}
		left = slices.Delete(left, i, i+1)
	}
	for _, s := range left {
		c.fail(at, wording.ThereIsAProblemThat(s))
	}
}

// nodes compares two values by their fields, whatever their order.
func (c *comparison) nodes(name string, want, got *source.Node) {
	switch {
	case (want.Kind == source.Map) != (got.Kind == source.Map), (want.Kind == source.List) != (got.Kind == source.List):
		c.fail(want, wording.IsAAndAIs(name, got.Kind.String(), want.Kind.String()))
	case want.Kind == source.Map:
		for _, f := range want.Fields() {
			if other := got.Get(f.Key.Text); other != nil {
				c.nodes(name+" "+f.Key.Text, f.Value, other)
			} else {
				c.fail(f.Key, wording.HasNoKey(name, f.Key.Text))
			}
		}
		for _, f := range got.Fields() {
			if want.Get(f.Key.Text) == nil {
				c.fail(want, wording.HasWhichIsNotWanted(name, f.Key.Text, f.Value.Text))
			}
		}
	case want.Kind == source.List:
		if len(want.Items()) != len(got.Items()) {
			c.fail(want, wording.HasEntriesAndAreWanted(name, len(got.Items()), len(want.Items())))
			return
		}
		for i := range want.Items() {
			c.nodes(fmt.Sprintf("%s/%d", name, i), want.Items()[i], got.Items()[i])
		}
	case want.Text != got.Text:
		c.fail(want, wording.IsAndIsWanted(name, got.Text, want.Text))
	}
}
