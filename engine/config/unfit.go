package config

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/kpilint/kpilint/engine/glob"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Workspace is all that the settings can be about.
type Workspace struct {
	Met         []string          // every file that was met, by its path in the file system of the input
	Paths       map[string]string // of the files that hold definitions: their paths, by the names in findings
	Definitions []*model.Resource
	IsFolder    func(path string) bool
}

// Unfit are the settings that fit nothing: a name that no definition has is wrong; a pattern, a path or a label may
// have been written for later, so it is only said. Each is a *Error with its place.
func (s *Settings) Unfit(w Workspace) (wrong, said []error) {
	u := &unfit{s: s, w: w, left: maxFitted}
	if len(s.include)+len(s.exclude)+len(s.sources) > 0 {
		met := newNames(u.files(w.Met))
		for _, e := range s.include {
			u.pattern(e, "read", met)
		}
		for _, e := range s.exclude {
			u.pattern(e, wording.LeftOut(), met)
		}
		for _, e := range s.sources {
			u.pattern(e, "read", met)
		}
	}
	if len(s.Overrides) > 0 {
		u.survey()
	}
	for i := range s.Overrides {
		if !u.spent(0) {
			u.override(&s.Overrides[i])
		}
	}
	if u.spent(0) {
		u.said = append(u.said, &Error{Message: wording.TheConfigurationHasMoreSettings()})
	}
	return u.wrong, u.said
}

// Limits of what is compared and said: a configuration may have very many patterns that fit nothing.
const (
	maxFitted = 20_000_000 // comparisons of a pattern with a name
	maxUnfit  = 200        // settings
)

// spent reports whether no more is looked at, after some more comparisons.
func (u *unfit) spent(more int) bool {
	u.left -= more
	return u.left < 0 || len(u.wrong)+len(u.said) >= maxUnfit
}

// names are what patterns may fit.
type names struct {
	list []string
	set  map[string]bool
}

func newNames(list []string) *names {
	n := &names{list, make(map[string]bool, len(list))}
	for _, name := range list {
		n.set[name] = true
	}
	return n
}

// unfit collects what fits nothing.
type unfit struct {
	s           *Settings
	w           Workspace
	left        int                 // comparisons
	finder      nearest.Finder      // of names that were meant
	defining    *names              // the files that hold definitions, as patterns know them
	names       *names              // of definitions
	labels      map[string][]string // the values of each label
	keys        map[string][]string // the labels that have a value
	wrong, said []error
}

// survey notes what overrides may name.
func (u *unfit) survey() {
	u.defining = newNames(u.files(slices.Sorted(maps.Values(u.w.Paths))))
	var all []string
	u.labels, u.keys = map[string][]string{}, map[string][]string{}
	seen := map[[2]string]bool{}
	for _, r := range u.w.Definitions {
		all = append(all, r.Name)
		labels := r.Object.Object(field.Labels)
		if labels == nil {
			continue
		}
		for _, key := range labels.Names() {
			if value, _ := labels.Named(key).(string); !seen[[2]string{key, value}] {
				seen[[2]string{key, value}] = true
				u.labels[key], u.keys[value] = append(u.labels[key], value), append(u.keys[value], key)
			}
		}
	}
	u.names = newNames(all)
}

// files are paths as patterns know them.
func (u *unfit) files(all []string) []string {
	own := make([]string, len(all))
	for i, p := range all {
		own[i] = u.s.relative(p)
	}
	return own
}

func (u *unfit) say(e entry, message string) {
	u.said = append(u.said, failure(e.File, e.Span, message))
}

// pattern says that no file fits a pattern. Where its folder is there and nothing in it was met, git ignores it, or it
// is hidden: it may be written for those who have it otherwise.
func (u *unfit) pattern(e entry, what string, files *names) bool {
	pattern := strings.TrimPrefix(fromHere(e.text), glob.Not)
	if u.fitsAny(pattern, files) || u.spent(len(files.list)) {
		return true
	}
	base, _ := doublestar.SplitPattern(pattern)
	there := func(p string) bool { return u.w.IsFolder(path.Join(u.s.Dir, p)) }
	if base != "." && there(base) && !slices.ContainsFunc(files.list, func(f string) bool {
		return strings.HasPrefix(f, base+"/")
	}) {
		return true
	}
	if folder := strings.TrimSuffix(pattern, "/"); !isPattern(folder) && there(folder) {
		u.say(e, wording.FitsNoFileSoNothing(e.text, what, folder))
		return false
	}
	u.say(e, wording.FitsNoFileSoNothingIs(e.text, what, u.nearest(pattern, files)))
	return false
}

// override says which conditions of an override nothing fulfils, else that nothing fulfils all of them.
func (u *unfit) override(o *Override) {
	fits := true
	for _, e := range o.written.paths {
		fits = u.pattern(e, "changed", u.defining) && fits
	}
	for _, e := range o.written.resources {
		fits = u.resource(e, u.names) && fits
	}
	for _, l := range o.written.labels {
		fits = u.label(l) && fits
	}
	covers := func(r *model.Resource) bool { return o.covers(u.s, r, u.w.Paths[r.File]) }
	if !fits || len(o.Resources)+len(o.Labels) == 0 {
		return
	}
	patterns := len(o.Resources) + len(o.Paths) + len(o.Labels)
	if !u.spent(patterns*len(u.w.Definitions)) && !slices.ContainsFunc(u.w.Definitions, covers) {
		u.say(entry{Location: o.written.Location},
			wording.NoDefinitionFulfilsAllConditions())
	}
}

func (u *unfit) resource(e entry, names *names) bool {
	if u.fitsAny(e.text, names) || u.spent(0) {
		return true
	}
	if !isPattern(e.text) {
		u.wrong = append(u.wrong, failure(e.File, e.Span,
			wording.ThereIsNoDefinition(e.text, u.finder.Question(e.text, names.list))))
		return false
	}
	u.say(e, wording.NoDefinitionFitsSoNothing(e.text, u.nearest(e.text, names)))
	return false
}

func (u *unfit) label(l label) bool {
	if slices.Contains(u.labels[l.key], l.value) {
		return true
	}
	var near []string // what the label is elsewhere, and what else has this value
	for _, value := range u.labels[l.key] {
		near = append(near, l.key+": "+value)
	}
	for _, key := range u.keys[l.value] {
		near = append(near, key+": "+l.value)
	}
	slices.Sort(near)
	written, question := l.key+": "+l.value, ""
	if meant := nearest.Word(written, near, nearest.AtMost(3)); meant != "" {
		question = wording.DidYouMeanNearNear(meant)
	}
	u.say(entry{Location: l.Location}, wording.NoDefinitionHasTheLabel(written, question))
	return false
}

// nearest is a question about what a pattern may have meant: itself in small letters, or with the first part that names
// have.
func (u *unfit) nearest(pattern string, all *names) string {
	if lower := strings.ToLower(pattern); lower != pattern && u.fitsAny(lower, all) {
		return wording.DidYouMeanNearNear(lower)
	}
	if !isPattern(pattern) {
		return u.finder.Question(pattern, all.list)
	}
	first, rest, ok := strings.Cut(pattern, "/")
	if !ok || isPattern(first) {
		return ""
	}
	firsts := map[string]bool{}
	for _, name := range all.list {
		if one, _, ok := strings.Cut(name, "/"); ok {
			firsts[one] = true
		}
	}
	near := u.finder.Name(first, slices.Sorted(maps.Keys(firsts)))
	if near == "" || !u.fitsAny(near+"/"+rest, all) {
		return ""
	}
	return wording.DidYouMeanRest(near, rest)
}

// fitsAny reports whether a pattern fits a name. Past the limit it is taken to.
func (u *unfit) fitsAny(pattern string, all *names) bool {
	if !isPattern(pattern) {
		return all.set[pattern]
	}
	if u.spent(len(all.list)) {
		return true
	}
	return slices.ContainsFunc(all.list, func(name string) bool {
		ok, _ := doublestar.Match(pattern, name)
		return ok
	})
}

// isPattern reports whether a text has a wildcard.
func isPattern(text string) bool { return strings.ContainsAny(text, `*?[{\`) }
