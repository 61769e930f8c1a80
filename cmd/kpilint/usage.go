package main

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/kpilint/kpilint/engine/nearest"
)

// plainly lets a command and those below it say in plain words what is wrong with how they were called.
func plainly(cmd *cobra.Command) {
	cmd.SetFlagErrorFunc(flagError)
	if check := cmd.Args; check != nil {
		cmd.Args = func(cmd *cobra.Command, words []string) error {
			if err := check(cmd, words); err != nil {
				return wordError(cmd, words, err)
			}
			return nil
		}
	}
	for _, sub := range cmd.Commands() {
		plainly(sub)
	}
}

var atMost = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^accepts (?:at most )?(\d) arg`)
})

// wordError says what is wrong with the words after a command.
func wordError(cmd *cobra.Command, words []string, err error) error {
	var names []string
	for _, sub := range cmd.Commands() {
		if sub.IsAvailableCommand() {
			names = append(names, sub.Name())
		}
	}
	use := strings.TrimSuffix(cmd.UseLine(), " [flags]")
	m := atMost().FindStringSubmatch(err.Error())
	switch {
	case len(words) > 0 && len(names) > 0:
		return fmt.Errorf("unknown command %q%s", words[0], meant(words[0], names, fmt.Sprintf(": `%s --help` lists them", cmd.CommandPath())))
	case strings.HasPrefix(err.Error(), "unknown command"):
		return fmt.Errorf("%q is one argument too many: write `%s`", words[0], use)
	case m != nil && len(words) > int(m[1][0]-'0'):
		return fmt.Errorf("%q is one argument too many: write `%s`", words[m[1][0]-'0'], use)
	case strings.Contains(err.Error(), " arg(s)"):
		return fmt.Errorf("an argument is missing: write `%s`", use)
	}
	return err
}

// flagError says what is wrong with a flag.
func flagError(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var lacking *pflag.ValueRequiredError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown) && unknown.GetSpecifiedShortnames() != "":
		return fmt.Errorf("unknown flag: -%s: `%s --help` lists them", unknown.GetSpecifiedName(), cmd.CommandPath())
	case errors.As(err, &unknown):
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		name := unknown.GetSpecifiedName()
		near := cmp.Or(onlyBegun(name, names), nearest.Name(name, names))
		if near == "" {
			return err
		}
		return fmt.Errorf("unknown flag: --%s; did you mean --%s?", name, near)
	case errors.As(err, &lacking):
		kind, what := pflag.UnquoteUsage(lacking.GetFlag())
		return fmt.Errorf("--%s needs a %s after it: %s", lacking.GetFlag().Name, kind, what)
	case errors.As(err, &invalid):
		return valueError(invalid)
	}
	return err
}

// onlyBegun is the one flag of which somebody wrote the beginning, "" where there is none or several.
func onlyBegun(name string, names []string) string {
	const short = 3
	found := ""
	for _, full := range names {
		switch {
		case len(name) < short || !strings.HasPrefix(full, name):
		case found != "":
			return ""
		default:
			found = full
		}
	}
	return found
}

func valueError(err *pflag.InvalidValueError) error {
	flag := err.GetFlag()
	switch flag.Value.Type() {
	case "bool":
		return fmt.Errorf("--%s=%s: write --%s, or leave it out", flag.Name, err.GetValue(), flag.Name)
	case "int":
		return fmt.Errorf("--%s %s: write a whole number", flag.Name, err.GetValue())
	}
	return fmt.Errorf("--%s: %w", flag.Name, err.Unwrap())
}

// meant is a question about a name that may have been meant, or what to say where none is near. One of the same letters
// in another order is the nearest.
func meant(word string, names []string, otherwise string) string {
	slices.Sort(names)
	if near := cmp.Or(nearest.Anagram(word, names), nearest.Name(word, names)); near != "" {
		return fmt.Sprintf("; did you mean `%s`?", near)
	}
	return otherwise
}

var notSet = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^required flag\(s\) "([^"]+)"`)
})

// missingFlag says which flag a command cannot do without.
func missingFlag(cmd *cobra.Command, err error) error {
	m := notSet().FindStringSubmatch(err.Error())
	if m == nil || cmd.Flags().Lookup(m[1]) == nil {
		return err
	}
	_, what := pflag.UnquoteUsage(cmd.Flags().Lookup(m[1]))
	return fmt.Errorf("--%s is missing: %s", m[1], what)
}
