package main

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine/report"
	"github.com/kpilint/kpilint/schema"
)

// TestGroups holds that the help shows every command in a group, and that no group names one that is not there.
func TestGroups(t *testing.T) {
	root := (&app{git: newIndexes(context.Background())}).root()
	exampled(root)
	there := map[string]bool{}
	for _, cmd := range root.Commands() {
		if cmd.Example == "" && !cmd.Hidden {
			t.Errorf("%s has no example", cmd.Name())
		}
		if there[cmd.Name()] = true; cmd.GroupID == "" && !cmd.Hidden {
			t.Errorf("%s is in no group", cmd.Name())
		}
	}
	for _, g := range groups {
		for _, name := range g.commands {
			if !there[name] {
				t.Errorf("the group %s names %s, which is no command", g.id, name)
			}
		}
	}
}

// TestOutputFormats holds that a configuration may name every format that needs no file of its own.
func TestOutputFormats(t *testing.T) {
	data, err := schema.Bundle("config")
	if err != nil {
		t.Fatal(err)
	}
	var config struct {
		Definitions struct {
			Output struct {
				Properties map[string]struct{ Enum []string }
			}
		}
	}
	if err := json.Unmarshal(data, &config); err != nil {
		t.Fatal(err)
	}
	output := config.Definitions.Output.Properties
	if diff := cmp.Diff(report.Formats(), output["format"].Enum); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(report.Orders(), output["sort"].Enum); diff != "" {
		t.Error(diff)
	}
}

// TestCommandsAlone holds that a command which is made without the others says of itself what it says among them.
func TestCommandsAlone(t *testing.T) {
	a := &app{git: newIndexes(context.Background())}
	whole := a.root()
	for name := range a.often() {
		args := []string{name, "--help"}
		among, _, err := whole.Find(args)
		if err != nil {
			t.Fatal(err)
		}
		root := a.rootFor(args)
		alone, _, err := root.Find(args)
		if err != nil || len(root.Commands()) != 1 {
			t.Fatalf("%s: %v, among %d commands", name, err, len(root.Commands()))
		}
		if got, want := alone.Long+alone.UsageString(), among.Long+among.UsageString(); got != want {
			t.Errorf("%s alone says\n%s\nand among others\n%s", name, got, want)
		}
	}
	if n := len(a.rootFor([]string{"fix"}).Commands()); n != len(whole.Commands()) {
		t.Errorf("for another command there are %d of %d", n, len(whole.Commands()))
	}
}
