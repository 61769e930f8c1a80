package config

import (
	"errors"
	"path"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/glob"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// ofOrganisation are the settings that one folder of an organisation cannot have for itself.
var ofOrganisation = []string{"include", "sources", "packs", "failOn", "output", "strict"}

// checkAdjusts refuses in a configuration that only adjusts another one what holds for a whole organisation.
func (s *Settings) checkAdjusts(name string, root *source.Node) error {
	if !s.Adjusts {
		return nil
	}
	var errs []error
	refuse := func(at source.Span, what string) {
		errs = append(errs, failure(name, at, wording.HoldsForAWholeOrganisation(what)))
	}
	for _, f := range root.Fields() {
		if slices.Contains(ofOrganisation, f.Key.Text) {
			refuse(f.Key.Span(), f.Key.Text)
		}
	}
	if rules := root.Get("rules"); rules != nil {
		for _, f := range rules.Fields() {
			if params := f.Value.Get("params"); params != nil {
				refuse(params.Span(), "params")
			}
		}
	}
	return errors.Join(errs...)
}

// Adjust adds what the configuration of a folder below says of the files there: its levels and overrides win over
// those of the settings, as later overrides do. The folder is a path as seen from that of the settings. An error is
// that there are more settings together than one configuration may have.
func (s *Settings) Adjust(folder string, by *Settings) error {
	within := func(pattern string) string {
		rest, not := strings.CutPrefix(pattern, glob.Not)
		rest = literal(folder) + "/" + fromHere(rest)
		if not {
			return glob.Not + rest
		}
		return rest
	}
	all := func(patterns []string) []string {
		own := make([]string, len(patterns))
		for i, p := range patterns {
			own[i] = within(p)
		}
		return own
	}
	entries := func(written []entry) []entry {
		own := slices.Clone(written)
		for i := range own {
			own[i].text = within(own[i].text)
		}
		return own
	}
	here := []string{within("**")}
	s.Exclude, s.exclude = append(s.Exclude, all(by.Exclude)...), append(s.exclude, entries(by.exclude)...)
	if len(by.Rules) > 0 {
		s.Overrides = append(s.Overrides, Override{Paths: here, Rules: by.Rules})
	}
	for _, o := range by.Overrides {
		if o.Paths, o.written.paths = all(o.Paths), entries(o.written.paths); len(o.Paths) == 0 {
			o.Paths = here
		}
		s.Overrides = append(s.Overrides, o)
	}
	if n := len(s.Overrides); n > maxOverrides {
		return errors.New(wording.WithTheConfigurationsThatAdjust(n, maxOverrides))
	}
	var index glob.Index
	for i, p := range s.Exclude {
		index.Add(i, strings.TrimPrefix(p, glob.Not))
	}
	if len(index.Wild) > glob.MaxWild {
		return errors.New(wording.WithTheConfigurationsThatAdjustIt(glob.MaxWild))
	}
	return nil
}

// literal is a path as a pattern that it alone fits.
func literal(p string) string {
	return strings.NewReplacer(`\`, `\\`, "*", `\*`, "?", `\?`, "[", `\[`, "{", `\{`, "!", `\!`).Replace(path.Clean(p))
}
