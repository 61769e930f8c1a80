package main

import (
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/kpilint/kpilint/cmd/kpilint/cache"
	"github.com/kpilint/kpilint/engine"
)

// What a run has found out of KPIs holds for the next run that is started alike, also where some files have changed in
// between: it is kept with digests of the files, and the engine takes from it what still holds.

// tellOnly are the flags that say what is told, what it is compared with, and where it goes: none of them decides on
// what rules find.
var tellOnly = []string{
	"format", "output", "fail-on", "strict", "only", "baseline", "since", "staged", "sort", "color", "quiet", "verbose",
	"exit-zero", "statistics", "cache", "jobs", "as-of",
}

// alike is the key of runs that find the same in the same files: the program, the folder and the environment it was
// started in, the day, and all of the command line that may decide on what is found.
func (f *lintFlags) alike(cmd *cobra.Command, program, here string, args []string) cache.Key {
	parts := []string{"carried 2", program, here, f.asOf}
	parts = append(parts, args...)
	cmd.Flags().Visit(func(flag *pflag.Flag) {
		if !slices.Contains(tellOnly, flag.Name) {
			parts = append(parts, "--"+flag.Name, flag.Value.String())
		}
	})
	for _, name := range variables {
		value, set := os.LookupEnv(name)
		if set {
			parts = append(parts, name, value)
		}
	}
	return cache.KeyOf(parts...)
}

// carriedKey is where the runs that are like this one keep what they found out; false where it may not be kept.
func (r *recording) carriedKey(in *engine.Input) (k cache.Key, ok bool) {
	if r == nil || r.begun() == "torn" {
		return k, false
	}
	return cache.KeyOf("carried", r.alike.String(), r.begun(), r.settings, strings.Join(in.Paths, "\x00"), in.Config), true
}

// carry lets a run take over what an earlier one found out.
func (r *recording) carry(in *engine.Input) {
	k, ok := r.carriedKey(in)
	if in.Carry = ok; !ok {
		return
	}
	if data, ok := r.store.Get(k); ok {
		in.Carried, _ = engine.DecodeCarried(data) // else all is found out again
	}
	in.Packed = r.read.all()
}

// keepCarried gives what keeps what the run has found out, whatever is done with its report meanwhile.
func (r *recording) keepCarried(in *engine.Input, found *engine.Carried) (put func()) {
	k, ok := r.carriedKey(in)
	if !ok || found == nil {
		return func() {}
	}
	return func() { _ = r.store.Put(k, found.Encode()) } // else the next run finds it out again
}
