package goals

import (
	"strings"

	"github.com/kpilint/kpilint/engine/facts/basis"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/schema/field"
)

// owners are the names that an owner can have. They are listed when somebody asks.
type owners struct {
	names   []string
	endings map[string][]string // the names, by what they end in behind a slash
	titles  map[string]string   // names for people of teams and roles → their full names
	guesses int                 // names looked at so far for one that may be meant
}

// Owner says why a definition has not exactly one owner that exists; nil where it has.
func (c *Computer) Owner(r *model.Resource) *Unowned {
	if r.Owner != nil && (r.Kind != "KPI" || r.Owner.Kind != "Organisation") {
		return nil
	}
	u := &Unowned{Kind: r.Kind, Resource: r.Name, Text: r.Text(field.Owner)}
	switch {
	case r.Owner != nil:
		u.State = "organisation"
	case u.Text == "":
		u.State = "missing"
	default:
		c.unknownOwner(u)
	}
	return u
}

// unknownOwner says what an owner that is not known may mean.
func (c *Computer) unknownOwner(u *Unowned) {
	names := c.ownerNames()
	titled, meant := names.titles[basis.Normal(u.Text)], names.endings[u.Text]
	switch {
	case titled != "":
		u.State, u.Nearest, u.Slip = "unknown", titled, true
	case severalOwners(u.Text):
		u.State = "several"
	case len(meant) > 0:
		u.State, u.Candidates = "ambiguous", meant
	default:
		u.State = "unknown"
		u.Nearest, u.Slip = names.nearest(u.Text)
	}
}

// nearest is the name that a text is near to, "" for none, and whether a letter or two are all that is wrong.
func (o *owners) nearest(text string) (name string, slip bool) {
	if o.guesses += len(o.names); o.guesses > basis.MaxSteps/10 {
		return "", false // each guess looks at all names
	}
	name = nearest.Name(text, o.names)
	return name, name != "" && nearest.Typo(text, name, o.names)
}

// ownerNames are the names that an owner can have.
func (c *Computer) ownerNames() *owners {
	if c.owners == nil {
		c.owners = &owners{names: c.Model.Names("Team", "Role", "Organisation"), endings: map[string][]string{},
			titles: map[string]string{}}
		c.owners.end()
		for _, r := range c.Model.Resources {
			if r.Kind == "Team" || r.Kind == "Role" {
				c.owners.call(basis.Normal(r.Text(field.Name)), r.Name)
			}
		}
	}
	return c.owners
}

// end notes what the names end in.
func (o *owners) end() {
	for _, name := range o.names {
		for i := range name {
			if name[i] == '/' {
				o.endings[name[i+1:]] = append(o.endings[name[i+1:]], name)
			}
		}
	}
}

// call notes the name for people of a team or role, if it has one. The first that has it keeps it.
func (o *owners) call(title, name string) {
	if title != "" && o.titles[title] == "" {
		o.titles[title] = name
	}
}

// severalOwners reports whether a text names more than one: "A & B", "A, B", "A and B".
func severalOwners(text string) bool {
	for _, joint := range []string{"&", ",", ";", "+", " and ", " or "} {
		if strings.Contains(text, joint) {
			return true
		}
	}
	return false
}
