package config

import (
	"fmt"

	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
)

// InForce is how a rule stands in a workspace, and where each part of that was said.
type InForce struct {
	Rule   *policy.Rule
	Level  policy.Level
	From   Origin
	Coming string // the level that it will have and the day, where that was announced
	Locked string // the pack that insists on it, "" for none
	Params []ParamInForce
}

// ParamInForce is a parameter with its value, which has the type that the rule says.
type ParamInForce struct {
	Name           string
	Value, Default any
	From           Origin
}

// Origin is where a value was said: a place in a file, or by nobody.
type Origin struct {
	source.Location
	Words string // "default" or "flag", where it is in no file
}

// String is the place, or the words.
func (o Origin) String() string {
	if o.File == "" {
		return o.Words
	}
	return o.Start()
}

// Origin is where the setting was said.
func (s *Setting) Origin() Origin {
	if s.File == "" {
		return Origin{Words: "flag"}
	}
	return Origin{Location: s.Location}
}

// InForce lists how every rule stands, sorted by name.
func (r *Rules) InForce() []InForce {
	var all []InForce
	for _, rule := range r.All() {
		one := InForce{Rule: rule, Level: r.Level(rule), From: Origin{Words: "default"}, Locked: r.LockOf(rule)}
		params, _ := r.Params(rule) // what is wrong with one was reported by New
		for _, p := range rule.Params {
			one.Params = append(one.Params, ParamInForce{p.Name, params.Named(p.Name), p.Default, Origin{Words: "default"}})
		}
		for i := range r.settings.Rules {
			r.note(&one, &r.settings.Rules[i])
		}
		all = append(all, one)
	}
	return all
}

// note remembers a setting as the origin of what it sets.
func (r *Rules) note(one *InForce, s *Setting) {
	if !one.Rule.Matches(s.Selector) {
		return
	}
	if s.Level != nil && *s.Level == one.Level || s.Enable {
		one.From, one.Coming = s.Origin(), ""
		if s.coming > policy.Off {
			one.Coming = fmt.Sprintf("%s from %s", s.coming, s.From)
		}
	}
	if !r.settings.mayset(*s, one.Rule) {
		return
	}
	for _, f := range s.Params {
		for i := range one.Params {
			if one.Params[i].Name == f.Key.Text {
				one.Params[i].From = Origin{Location: source.Location{File: s.File, Span: f.Key.Span()}}
			}
		}
	}
}
