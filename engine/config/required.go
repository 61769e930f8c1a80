package config

import (
	"github.com/Masterminds/semver/v3"

	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// Requirement says which versions of kpilint a workspace works with.
type Requirement struct {
	source.Location
	Versions string // such as ">= 0.3"; "" for any
}

// admits reports whether a version of kpilint is one of those that are asked for. Without a version, as in a build
// for development, nothing is refused.
func admits(versions, version string) (bool, error) {
	if versions == "" || version == "" {
		return true, nil
	}
	asked, err := semver.NewConstraint(versions)
	if err != nil {
		return false, err
	}
	v, err := semver.NewVersion(version)
	return err != nil || asked.Check(v), nil
}

// checkVersions refuses what does not name versions.
func checkVersions(name string, n *source.Node) error {
	if n == nil {
		return nil
	}
	if _, err := semver.NewConstraint(n.Text); err != nil {
		return failure(name, n.Span(), wording.SaysNoVersionsWriteFor(n.Text))
	}
	return nil
}

// requirement reads the requirement of a configuration, and refuses it where this version of kpilint does not fit.
func requirement(name string, root *source.Node, version string) (Requirement, error) {
	n := root.Get("required")
	if n == nil {
		return Requirement{}, nil
	}
	if err := checkVersions(name, n); err != nil {
		return Requirement{}, err
	}
	r := Requirement{source.Location{File: name, Span: n.Span()}, n.Text}
	fits, err := admits(r.Versions, version)
	if err == nil && !fits {
		err = failure(name, n.Span(), wording.ThisConfigurationRequiresKpilintAnd(r.Versions, version,
			wording.InstallOneThatFits()))
	}
	return r, err
}

// outdated is the error of a configuration that was written for another version of kpilint. It goes before all others:
// what is wrong for this version may be right for that one.
func outdated(name string, data []byte, version string) error {
	docs, _ := source.Parse(name, data)
	if len(docs) != 1 || checkVersions(name, docs[0].Root.Get("required")) != nil {
		return nil
	}
	_, err := requirement(name, docs[0].Root, version)
	return err
}

// unchecked is the notice of a build that has no version, so that nobody takes the requirement for checked.
func (r Requirement) unchecked(version string) []string {
	if r.Versions == "" || version != "" {
		return nil
	}
	message := wording.ThisBuildOfKpilintHas(r.Versions)
	return []string{(&Error{Location: r.Location, Message: message}).Error()}
}
