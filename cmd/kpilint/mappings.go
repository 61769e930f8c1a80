package main

import (
	"bytes"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/files"
)

// isMappingFile reports whether the name of a mapping is a path, and not that of one of a pack or of kpilint.
func isMappingFile(name string) bool {
	return name != "" && (!strings.Contains(name, ":") || filepath.IsAbs(name))
}

// mappings are the mapping files that the configuration names, by their names there. Each is read where the
// configuration is: at the trusted revision, where there is one.
func (w *workspace) mappings(with string) (map[string]engine.MappingFile, error) {
	all := map[string]engine.MappingFile{}
	var errs []error
	here, err := disk.Here()
	if err != nil {
		return nil, err
	}
	for _, b := range w.settings.Bound {
		if all[b.Mapping].Name != "" || !isMappingFile(b.Mapping) {
			continue
		}
		from := filepath.Dir(w.config)
		if b.Mapping == with {
			from = here
		}
		at := absolutely(from, filepath.FromSlash(b.Mapping))
		data, err := w.trusted.read(at, files.Max)
		if err != nil {
			place := b.Location
			place.Span = b.At
			errs = append(errs, &config.Error{Location: place, Message: fmt.Sprintf("read mapping %s: %v", b.Mapping, err)})
			continue
		}
		all[b.Mapping] = engine.MappingFile{Name: relative(here, at), Data: data}
	}
	return all, errors.Join(errs...)
}

func (a *app) mapping() *cobra.Command {
	var c common
	var to string
	var list bool
	cmd := &cobra.Command{
		Use:   "map FILE [--with MAPPING]",
		Short: "Write down how a table is read, as a mapping to edit",
		Long: `Write the mapping that reads a table, or a file of JSON or YAML, as it was recognised; what was not
recognised is a comment. Edit it, and bind it to files under "sources" in .kpilint.yaml.

With --with, apply a mapping instead, and write the definitions that it makes: what lint checks
where the mapping is bound to the file. MAPPING is a file, kpilint:ID for one that comes with
kpilint (--list names them), or PACK:ID.

Exit code 0: written; 1: the mapping cannot read a record or a column; 2: wrong use, or a file that
cannot be read; 3: the mapping is wrong.`,
		Example: `  kpilint map targets.xlsx > targets.map.yaml
  kpilint map targets.xlsx --with targets.map.yaml
  kpilint map --list`,
		Args: cobra.MaximumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			switch {
			case list:
				return a.listMappings()
			case len(args) == 0:
				return errors.New("name the file that is to be read; --list names the mappings that come with kpilint")
			}
			watchSize(args[:1])
			data, err := disk.ReadFile(args[0], engine.MaxDocument)
			if err != nil {
				return fmt.Errorf("read %s: %w", called(args[0]), err)
			}
			out, err := a.proposed(cmd, &c, args[0], data)
			if err != nil {
				return err
			}
			return a.put(to, out)
		},
	}
	cmd.Flags().StringVar(&c.with, "with", "", "apply this `mapping`, and write the definitions that it makes")
	cmd.Flags().BoolVar(&list, "list", false, "list the mappings that come with kpilint")
	cmd.Flags().StringVarP(&to, "output", "o", "", "write to this file instead of standard output")
	c.flags(cmd)
	return cmd
}

// proposed is the mapping of a file, or what a mapping makes of it.
func (a *app) proposed(cmd *cobra.Command, c *common, file string, data []byte) ([]byte, error) {
	if c.with == "" {
		out, err := engine.Propose(called(file), data)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", called(file), err)
		}
		return out, nil
	}
	o, _, err := a.engineHere(c, func(s *config.Settings) error {
		s.Bound = append(slices.Clip(s.Bound), config.Binding{Mapping: c.with})
		return nil
	})
	if err != nil {
		return nil, err
	}
	definitions, wrong, err := o.engine.Mapped(c.with, called(file), data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", called(file), err)
	}
	for _, said := range wrong {
		a.fail(exitFindings, errors.New(said))
	}
	return bytes.Join(definitions, []byte("---\n")), nil
}

func (a *app) listMappings() error {
	table := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	for _, m := range engine.Mappings() {
		fmt.Fprintf(table, "%s\t%s\n", m[0], m[1])
	}
	return table.Flush()
}
