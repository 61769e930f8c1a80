package engine

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// Replacement is another value for a quantity that is written.
type Replacement struct {
	Field string // the definition's name, a dot, and the path of the quantity: sales/orders.needs.0.amount
	Value string
}

// Replaced is a quantity with another value.
type Replaced struct {
	Resource    Resource
	Path        string // below the definition, with slashes
	Location    source.Location
	Before, Now string // as written
}

// Replace returns an input in which quantities of an organisation that was read from it have other values: as if they
// were written in the files, of which nothing is changed. An error names the field that is unknown, with the nearest
// there is, or says why its value cannot be another.
func (e *Engine) Replace(in Input, o *Organisation, all []Replacement) (Input, []Replaced, error) {
	files := map[string][]source.Splice{}
	var done []Replaced
	for _, one := range all {
		r, path, err := o.quantityAt(one.Field)
		if err != nil {
			return in, nil, err
		}
		of := Resource{Kind: r.Kind, ID: r.Name}
		if slices.ContainsFunc(done, func(d Replaced) bool { return d.Resource == of && d.Path == path }) {
			return in, nil, errors.New(wording.ItIsGivenTwoValues(one.Field))
		}
		if _, err := quantity.Parse(one.Value); err != nil {
			return in, nil, fmt.Errorf("%s=%s: %w", one.Field, one.Value, err)
		}
		splice, err := spliceFor(r, path, one.Value)
		if err != nil {
			return in, nil, fmt.Errorf("%s: %w", one.Field, err)
		}
		files[r.File] = append(files[r.File], splice)
		span, _ := r.WrittenAt(path)
		at := source.Location{File: r.File, Span: span}
		before := quantities(r)[path].Text
		done = append(done, Replaced{of, path, at, before, one.Value})
	}
	in.Given = maps.Clone(in.Given)
	if in.Given == nil {
		in.Given = map[string][]byte{}
	}
	for file, splices := range files {
		slices.SortFunc(splices, func(a, b source.Splice) int { return a.From - b.From })
		for i, s := range splices[1:] {
			if s.From < splices[i].To {
				return in, nil, errors.New(wording.OneFieldHasTwoValues(file))
			}
		}
		in.Given[o.paths[file]] = source.Apply(o.sources[file], splices)
	}
	return in, done, nil
}

// spliceFor is the smallest change of a file that gives a field another value.
func spliceFor(r *model.Resource, path, value string) (source.Splice, error) {
	node, err := r.Node.Own(strings.Split(path, "/")...)
	switch {
	case err != nil:
		return source.Splice{}, err
	case node == nil:
		return source.Splice{}, errors.New(wording.ItIsNotWrittenHere())
	}
	return node.Replace(value)
}

// quantityAt finds the definition and the path that a field names.
func (o *Organisation) quantityAt(field string) (*model.Resource, string, error) {
	name, path, _ := strings.Cut(field, ".")
	path = strings.ReplaceAll(path, ".", "/")
	var known []string
	var found []*model.Resource
	for _, r := range o.Model.Resources {
		if r.Name != name && r.ID != name {
			continue
		}
		all := quantities(r)
		for at := range all {
			known = append(known, r.Name+"."+strings.ReplaceAll(at, "/", "."))
		}
		if all[path] != nil {
			found = append(found, r)
		}
	}
	isOther := func(r *model.Resource) bool { return r.Name != name }
	if full := slices.DeleteFunc(slices.Clone(found), isOther); len(full) > 0 {
		found = full
	}
	switch {
	case len(found) == 1:
		return found[0], found[0].Stands(path), nil
	case len(found) > 1:
		return nil, "", errors.New(wording.MayBeAFieldOf(field, kindsAndNames(found)))
	case len(known) == 0:
		return nil, "", o.noDefinition(field, name)
	}
	slices.Sort(known)
	if near := nearest.Name(field, known); near != "" {
		return nil, "", errors.New(wording.IsNotAQuantityThat(field, near))
	}
	return nil, "", errors.New(wording.IsNotAQuantityThatIs(field, strings.Join(known, ", ")))
}

// noDefinition is the error of a field whose definition is not there, or has no quantity.
func (o *Organisation) noDefinition(field, name string) error {
	var all []string
	for _, r := range o.Model.Resources {
		if all = append(all, r.Name); r.Name == name {
			return errors.New(wording.HasNoQuantity(field, name))
		}
	}
	slices.Sort(all)
	if near := nearest.Name(name, all); near != "" {
		return errors.New(wording.ThereIsNoDefinitionDid(field, name, near))
	}
	return errors.New(wording.ThereIsNoDefinitionName(field, name))
}

func kindsAndNames(all []*model.Resource) string {
	var texts []string
	for _, r := range all {
		texts = append(texts, r.Kind+" "+r.Name)
	}
	return strings.Join(texts, ", ")
}

// quantities are those that are written in a definition, by their paths with slashes.
func quantities(r *model.Resource) map[string]*model.Quantity {
	all := map[string]*model.Quantity{}
	r.Object.Each(func(name string, value any) { quantitiesIn(name, value, all) })
	return all
}

func quantitiesIn(path string, value any, all map[string]*model.Quantity) {
	switch v := value.(type) {
	case *model.Quantity:
		all[path] = v
	case *model.Object:
		v.Each(func(name string, value any) { quantitiesIn(path+"/"+name, value, all) })
	case model.List:
		for i, entry := range v {
			quantitiesIn(path+"/"+strconv.Itoa(i), entry, all)
		}
	}
}
