package main

import (
	"debug/buildinfo"
	"errors"
	"runtime/debug"
	"strings"

	"github.com/kpilint/kpilint/engine/report"
)

// bom is a software bill of materials in CycloneDX 1.6, as far as a Go binary knows its modules.
type bom struct {
	Format      string      `json:"bomFormat"`
	SpecVersion string      `json:"specVersion"`
	Version     int         `json:"version"`
	Metadata    bomMetadata `json:"metadata"`
	Components  []component `json:"components"`
}

type bomMetadata struct {
	Component component `json:"component"`
}

type component struct {
	Type    string `json:"type"`
	Ref     string `json:"bom-ref"`
	Name    string `json:"name"`
	Version string `json:"version"`
	Purl    string `json:"purl"`
}

// billOfMaterials lists the modules that are linked into this binary, or into a build of it for another system, which links others.
func (a *app) billOfMaterials(build []string) error {
	info, err := buildInfo(build)
	if err != nil {
		return err
	}
	b := bom{Format: "CycloneDX", SpecVersion: "1.6", Version: 1, Components: []component{}}
	b.Metadata.Component = moduleOf("application", info.Main.Path, version)
	for _, dep := range info.Deps {
		if dep.Replace != nil {
			dep = dep.Replace
		}
		b.Components = append(b.Components, moduleOf("library", dep.Path, strings.TrimPrefix(dep.Version, "v")))
	}
	b.Components = append(b.Components, moduleOf("library", "std", strings.TrimPrefix(info.GoVersion, "go")))
	return report.Encode(a.out, b)
}

func buildInfo(build []string) (*debug.BuildInfo, error) {
	if len(build) > 0 {
		return buildinfo.ReadFile(build[0])
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return nil, errors.New("this binary does not know what it is made of: it was built without modules")
	}
	return info, nil
}

func moduleOf(kind, path, version string) component {
	purl := "pkg:golang/" + path + "@v" + version
	if path == "std" {
		purl = "pkg:golang/std@" + version
	}
	return component{Type: kind, Ref: purl, Name: path, Version: version, Purl: purl}
}
