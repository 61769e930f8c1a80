package config

import (
	"errors"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/kpilint/kpilint/engine/glob"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// entry is one text of a list of the configuration, with its place.
type entry struct {
	source.Location
	text string // as written
}

// conditions are those of an override, with their places.
type conditions struct {
	source.Location // of the override
	paths           []entry
	resources       []entry
	labels          []label
}

// label is one of `labels`.
type label struct {
	source.Location
	key, value string
}

func conditionsOf(name string, o *source.Node) conditions {
	c := conditions{
		Location: source.Location{File: name, Span: o.Span()},
		paths:    entriesOf(name, o.Get("paths")), resources: entriesOf(name, o.Get("resources")),
	}
	if labels := o.Get("labels"); labels != nil {
		for _, f := range labels.Fields() {
			c.labels = append(c.labels, label{source.Location{File: name, Span: f.Value.Span()}, f.Key.Text, f.Value.Text})
		}
	}
	return c
}

func entriesOf(name string, list *source.Node) []entry {
	if list == nil {
		return nil
	}
	var all []entry
	for _, item := range list.Items() {
		all = append(all, entry{source.Location{File: name, Span: item.Span()}, item.Text})
	}
	return all
}

// patternsIn are the patterns of a list of files.
func patternsIn(list *source.Node) []string {
	all := nodeTexts(list)
	for i := range all {
		all[i] = fromHere(all[i])
	}
	return all
}

// fromHere is a pattern without the `./` at its start, which paths do not have.
func fromHere(pattern string) string {
	rest, not := strings.CutPrefix(pattern, glob.Not)
	for strings.HasPrefix(rest, "./") {
		rest = strings.TrimLeft(strings.TrimPrefix(rest, "."), "/")
	}
	if not {
		return glob.Not + rest
	}
	return rest
}

// checkExclude is checkPatterns for a list in which a pattern may take back what those before it leave out.
func checkExclude(name string, list *source.Node) error {
	if list != nil && len(list.Items()) > 0 && strings.HasPrefix(list.Items()[0].Text, glob.Not) {
		first := list.Items()[0]
		return failure(name, first.Span(), wording.LetsFilesBeReadAgain(first.Text))
	}
	return checkEach(name, list)
}

// checkPatterns refuses what is not a pattern, as it would match nothing.
func checkPatterns(name string, list *source.Node) error {
	if list == nil {
		return nil
	}
	var errs []error
	for _, item := range list.Items() {
		if strings.HasPrefix(item.Text, glob.Not) {
			errs = append(errs, failure(name, item.Span(), wording.TakesPatternsBackUnderExclude(item.Text)))
		}
	}
	return errors.Join(append(errs, checkEach(name, list))...)
}

func checkEach(name string, list *source.Node) error {
	var errs []error
	if list == nil {
		return nil
	}
	all, index := 0, glob.Index{}
	for i, item := range list.Items() {
		before := len(index.Wild)
		index.Add(i, item.Text)
		n := glob.Alternatives(item.Text)
		if len(index.Wild) > before {
			all += n
		}
		if n <= glob.MaxAlternatives && all > glob.MaxWild {
			return errors.Join(append(errs, failure(name, item.Span(), wording.FromHereOnThereAre(glob.MaxWild)))...)
		}
		switch {
		case !doublestar.ValidatePattern(strings.TrimPrefix(item.Text, glob.Not)):
			errs = append(errs, failure(name, item.Span(),
				wording.IsNotAPatternA(item.Text)))
		case n > glob.MaxAlternatives:
			errs = append(errs, failure(name, item.Span(), wording.ThisPatternStandsForMore(glob.MaxAlternatives)))
		}
	}
	return errors.Join(errs...)
}
