package main

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/policy"
)

type bundleFlags struct {
	common
	output, revision              string
	signingKey, signingAlg, keyID string
}

func (a *app) bundle() *cobra.Command {
	f := bundleFlags{}
	cmd := &cobra.Command{
		Use:   "bundle",
		Short: "Write the rules in Rego as a bundle for OPA, with their parameters",
		Long: `Write the rules in Rego that are in force here as a bundle for an unmodified OPA: their modules,
their parameters and levels as configured, and the schema of the input. Give OPA as input what
kpilint model prints, and ask it for data.kpilint.violations and data.kpilint.not_checkable. With a
name that ends in .tar.gz the bundle is an archive, else a folder, which conftest takes, too. The
same rules give the same bytes. Only an archive can be signed.

The bundle lacks rules in CEL, which OPA cannot run, overrides for some definitions, and exceptions.

Exit code 0: written; 2: wrong use, or a file that cannot be written; 3: a rule failed, so nothing
is written.`,
		Example: `  kpilint bundle -o bundle.tar.gz --revision 2026-05
  kpilint bundle -o bundle.tar.gz --signing-key private.pem
  kpilint model > model.json
  kpilint bundle -o policy/`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error { return a.runBundle(cmd, &f) },
	}
	s := cmd.Flags()
	s.StringVarP(&f.output, "output", "o", "", "the `file` to write, bundle.tar.gz, or the folder")
	s.StringVar(&f.revision, "revision", version, "the `revision` in the manifest")
	s.StringVar(&f.signingKey, "signing-key", "", "sign with the key in this `file`: PEM, or the secret of an HS algorithm, which is all of the file, its last line end too")
	s.StringVar(&f.signingAlg, "signing-alg", "RS256", "the `algorithm` of the signature: RS256 … and PS256 … for an RSA key, ES256 … for one on a curve, EdDSA, HS256 … for a secret")
	s.StringVar(&f.keyID, "signing-key-id", "", "the `name` under which OPA knows the key")
	s.StringVarP(&f.config, "config", "c", "", "the configuration `file` (default: .kpilint.yaml here or above)")
	s.StringVar(&f.asOf, "as-of", "", "as of this `date`, for levels that apply from a day on (default: today)")
	s.StringArrayVar(&f.rules, "rules", nil, "a `folder` of further rules, <category>/<id>/rule.yaml; may be repeated")
	if err := cmd.MarkFlagRequired("output"); err != nil {
		panic(err)
	}
	return cmd
}

func (a *app) runBundle(cmd *cobra.Command, f *bundleFlags) error {
	if f.signingKey == "" && (cmd.Flags().Changed("signing-alg") || f.keyID != "") {
		return errors.New("--signing-alg and --signing-key-id say how to sign: name the key with --signing-key")
	}
	if f.signingKey != "" && !isArchive(f.output) { // a signature names the files of a folder by the path under which OPA is told of it
		return fmt.Errorf("%s: only an archive can be signed, as OPA knows the files of a folder by where the folder lies: write -o %s.tar.gz",
			filepath.ToSlash(f.output), strings.TrimSuffix(filepath.ToSlash(filepath.Clean(f.output)), ".zip"))
	}
	if err := a.bundleOutput(f.output); err != nil {
		return err
	}
	o, _, err := a.engineHere(&f.common, nil)
	if err != nil || a.code == exitBroken { // half of the rules would be a pass for the others
		return err
	}
	b, in, left, err := o.engine.Bundle(f.revision)
	if err != nil {
		return err
	}
	if f.signingKey != "" {
		key, err := disk.ReadFile(f.signingKey, files.Max)
		if err != nil {
			return fmt.Errorf("read key: %s: %w", called(f.signingKey), err)
		}
		if err := b.Sign(string(key), f.signingAlg, f.keyID); err != nil {
			return err
		}
	}
	if isArchive(f.output) {
		err = writeOurs(f.output, b.Write)
	} else if content, wrong := b.Files(); wrong != nil {
		err = wrong
	} else {
		err = writeBundle(f.output, content)
	}
	if err == nil {
		a.tellBundle(f.output, in, left)
	}
	return err
}

func isArchive(name string) bool { return strings.HasSuffix(name, ".tar.gz") }

// bundleOutput refuses an output before any work is done for it: an archive is a file like any report, a folder must be new, empty or a
// bundle already, as what is left over from something else would be loaded.
func (a *app) bundleOutput(name string) error {
	if isArchive(name) {
		_, err := a.output(name)
		return err
	}
	dir, err := disk.FolderAt(name)
	if err != nil {
		return fmt.Errorf("write %s: %w", called(name), err)
	}
	if entries, err := os.ReadDir(dir); err == nil && len(entries) > 0 && !isBundle(dir) {
		return fmt.Errorf("write %s: the folder is not empty, and it is not a bundle", called(name))
	}
	return nil
}

// isBundle reports a folder with the manifest of a bundle of ours.
func isBundle(dir string) bool {
	data, err := disk.ReadFile(filepath.Join(dir, ".manifest"), files.Max)
	return err == nil && bytes.Contains(data, []byte("kpilint"))
}

// writeBundle writes a bundle as a folder, in place of one that is there.
func writeBundle(name string, content map[string][]byte) error {
	dir, err := disk.FolderAt(name)
	if err == nil && isBundle(dir) {
		err = files.Plain(os.RemoveAll(dir))
	}
	if err != nil {
		return fmt.Errorf("write %s: %w", called(name), err)
	}
	for _, below := range slices.Sorted(maps.Keys(content)) {
		if err := disk.Create(filepath.Join(dir, filepath.FromSlash(below)), content[below]); err != nil {
			return fmt.Errorf("write %s: %w", called(filepath.Join(name, below)), err)
		}
	}
	return nil
}

// tellBundle says what is in the bundle and what OPA cannot answer.
func (a *app) tellBundle(name string, in, left []*policy.Rule) {
	fmt.Fprintf(a.out, "%s: %d rules in Rego\n", filepath.ToSlash(name), len(in))
	count := map[string]int{}
	for _, r := range left {
		count[r.Language()]++
	}
	if n := count["CEL"]; n > 0 {
		fmt.Fprintf(a.out, "left out: %d rules in CEL, which only kpilint runs\n", n)
	}
	if n := count["conftest"]; n > 0 {
		fmt.Fprintf(a.out, "left out: %d rules of conftest policies, which OPA and conftest load as they are\n", n)
	}
}
