package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/cmd/kpilint/disk"
	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/report"
)

// lockName is the file beside the configuration that holds the digests of packs.
const lockName = "kpilint.lock"

// lockFile is the content of kpilint.lock: what each pack of the configuration was when somebody looked at it last.
type lockFile struct {
	Version int          `json:"version"`
	Packs   []lockedPack `json:"packs"`
}

type lockedPack struct {
	Source   string `json:"source"`             // as the configuration writes it
	Resolved string `json:"resolved,omitempty"` // the commit or manifest that a tag stood for
	Digest   string `json:"digest"`             // of the content, sha256:…
}

func (l *lockFile) find(source string) *lockedPack {
	for i := range l.Packs {
		if l.Packs[i].Source == source {
			return &l.Packs[i]
		}
	}
	return nil
}

// readLock reads kpilint.lock beside a configuration; an empty one when there is none.
func readLock(dir string, t *trusted) (*lockFile, error) {
	l := &lockFile{Version: 1}
	data, err := t.read(filepath.Join(dir, lockName), files.Max)
	if errors.Is(err, fs.ErrNotExist) {
		return l, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", lockName, err)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(l); err != nil {
		return nil, fmt.Errorf("read %s: %w; `kpilint packs update` writes it anew", lockName, err)
	}
	if l.Version != 1 {
		return nil, fmt.Errorf("read %s: version %d is not known to this kpilint", lockName, l.Version)
	}
	return l, nil
}

// fetcher brings a pack that lies elsewhere. Only `kpilint packs update` and `kpilint packs fetch` call one.
type fetcher interface {
	// fetch puts the content of a source into an empty folder and says what it stood for, as a commit or manifest digest.
	fetch(cmd *cobra.Command, source, resolved, into string) (string, error)
}

// fetcherOf is what brings a source, by its scheme; nil for a folder.
func fetcherOf(source string) (fetcher, error) {
	scheme, _, ok := strings.Cut(source, "://")
	if !ok {
		return nil, nil
	}
	for prefix, f := range fetchers {
		if scheme == prefix || strings.HasPrefix(scheme, prefix+"+") {
			return f, nil
		}
	}
	return nil, fmt.Errorf("`%s` is not a pack: write a folder, git+https://host/path@tag, or oci://registry/name:tag", source)
}

var fetchers = map[string]fetcher{"git": gitFetcher{}, "oci": ociFetcher{}}

// packs are the packs that the configuration names, as they lie on this machine. Nothing is fetched; one whose content is not what the
// lock says is refused.
func (w *workspace) packs() ([]engine.Pack, error) {
	if len(w.settings.Packs) == 0 {
		return nil, nil
	}
	lock, err := readLock(filepath.Dir(w.config), w.trusted)
	if err != nil {
		return nil, err
	}
	var all []engine.Pack
	var errs []error
	for _, ref := range w.settings.Packs {
		p, err := w.packAt(ref.Source, lock)
		if err != nil {
			errs = append(errs, &config.Error{Location: ref.Location, Message: err.Error()})
			continue
		}
		all = append(all, p)
	}
	return all, errors.Join(errs...)
}

// packAt opens one pack and holds its content to the lock. A folder may be without an entry, which is how a pack is written.
func (w *workspace) packAt(source string, lock *lockFile) (engine.Pack, error) {
	locked := lock.find(source)
	folder, err := w.packFolder(source, locked)
	if err != nil {
		return engine.Pack{}, err
	}
	content, err := w.trusted.folder(folder)
	if err != nil {
		return engine.Pack{}, fmt.Errorf("read pack `%s`: %w", source, err)
	}
	p := engine.Pack{FS: content, Dir: ".", Name: source, Quotable: w.git.pack(folder)}
	if locked == nil {
		return p, nil
	}
	digest, err := digestOf(p.FS)
	if err != nil {
		return p, fmt.Errorf("read pack `%s`: %w", source, err)
	}
	if digest != locked.Digest {
		return p, fmt.Errorf("pack `%s` is not what %s says: its content is %s, locked is %s; look at what changed, then run `kpilint packs update`",
			source, lockName, short(digest), short(locked.Digest))
	}
	return p, nil
}

// packFolder is where a pack lies: a folder where it is written, anything else where `kpilint packs fetch` put it.
func (w *workspace) packFolder(source string, locked *lockedPack) (string, error) {
	f, err := fetcherOf(source)
	if err != nil {
		return "", err
	}
	if f == nil {
		return w.packHere(source)
	}
	if locked == nil {
		return "", fmt.Errorf("pack `%s` is not in %s: run `kpilint packs update`, look at it, and commit the lock", source, lockName)
	}
	folder, err := cached(locked.Digest)
	if err != nil {
		return "", err
	}
	if !disk.IsFolder(folder) {
		return "", fmt.Errorf("pack `%s` is not on this machine yet: run `kpilint packs fetch`", source)
	}
	return folder, nil
}

// packHere is a pack in a folder: one of the repository, as a change to it is seen by those who review it, or one in a folder that a flag or
// the environment allows.
func (w *workspace) packHere(source string) (string, error) {
	dir := filepath.Dir(w.config)
	if at := absolutely(dir, filepath.FromSlash(source)); w.trusted.has(at) {
		if !w.trusted.isFolder(at) {
			return "", fmt.Errorf("there is no folder `%s` at %s", source, w.trusted.rev)
		}
		return at, nil
	}
	folder, link, err := disk.Locate(absolutely(dir, filepath.FromSlash(source)))
	switch {
	case err != nil:
		return "", fmt.Errorf("read pack `%s`: %w", source, err)
	case link != "":
		return "", fmt.Errorf("read pack `%s`: %w", source, files.ErrLink)
	}
	inside := func(root string) bool { return disk.Within(root, folder) }
	if !inside(repository(dir)) && !slices.ContainsFunc(w.packsFrom, inside) {
		return "", fmt.Errorf("`%s` lies outside of the repository: move the pack into it, or name the folder around the pack with --packs-from, or in %s", source, packsFromVariable)
	}
	if !disk.IsFolder(folder) {
		return "", fmt.Errorf("there is no folder `%s`", source)
	}
	return folder, nil
}

// packsFromVariable is the variable of the environment that allows packs from outside of the repository.
const packsFromVariable = "KPILINT_PACKS_FROM"

// packsFrom are the folders outside of the repository from which packs are taken: those of the flag and of the environment.
func packsFrom(flags []string) []string {
	var all []string
	for _, dir := range slices.Concat(flags, filepath.SplitList(os.Getenv(packsFromVariable))) {
		if dir == "" {
			continue
		}
		if at, link, err := disk.Locate(dir); err == nil && link == "" {
			all = append(all, at)
		}
	}
	return all
}

// cached is the folder for the content of a digest: $KPILINT_CACHE, else the user's cache.
func cached(digest string) (string, error) {
	base, err := cacheFolder("")
	if err != nil {
		return "", fmt.Errorf("find the folder for packs: %w; set %s", err, cacheVariable)
	}
	return filepath.Join(base, "packs", strings.ReplaceAll(digest, ":", "-")), nil
}

func short(digest string) string { return digest[:min(len(digest), len("sha256:")+12)] }

// maxPack is the size of the largest pack, in bytes.
const maxPack = 64 << 20

// digestIn is the digest of a folder.
func digestIn(dir string) (string, error) {
	folder, err := disk.Open(dir)
	if err != nil {
		return "", err
	}
	defer folder.Close()
	return digestOf(folder)
}

// digestOf is a digest of the names and contents of all files of a pack, whatever their order and times. What git keeps
// for itself does not count; all else might be loaded.
func digestOf(fsys fs.FS) (string, error) {
	var lines []string
	total := int64(0)
	err := fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case d.Name() == ".git":
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		case !d.Type().IsRegular():
			return fmt.Errorf("%s is not a regular file", p)
		}
		sum, n, err := hashFile(fsys, p)
		if total += n; total > maxPack {
			return fmt.Errorf("larger than %d MiB", maxPack>>20)
		}
		lines = append(lines, sum+"  "+p+"\n")
		return err
	})
	if err != nil {
		return "", err
	}
	slices.Sort(lines)
	sum := sha256.Sum256([]byte(strings.Join(lines, "")))
	return "sha256:" + hex.EncodeToString(sum[:]), nil
}

func hashFile(fsys fs.FS, p string) (sum string, n int64, err error) {
	f, err := fsys.Open(p)
	if err != nil {
		return "", 0, err
	}
	defer f.Close()
	h := sha256.New()
	n, err = io.Copy(h, io.LimitReader(f, maxPack+1))
	return hex.EncodeToString(h.Sum(nil)), n, err
}

func (a *app) packs() *cobra.Command {
	var c common
	cmd := &cobra.Command{
		Use:   "packs",
		Short: "List the packs of the configuration; update and fetch get packs from elsewhere",
		Long: `List the packs of the configuration with their versions and digests, and say which of them are not here.

Exit code 0: listed; 2: wrong use, or a configuration or lock that cannot be read.`,
		Example: "  kpilint packs\n  kpilint packs update\n  kpilint packs fetch",
		Args:    cobra.NoArgs,
		RunE:    func(*cobra.Command, []string) error { return a.listPacks(&c) },
	}
	cmd.PersistentFlags().StringVarP(&c.config, "config", "c", "", "the configuration `file` (default: .kpilint.yaml here or above)")
	cmd.PersistentFlags().StringArrayVar(&c.packsFrom, "packs-from", nil, "a `folder` outside of the repository from which the configuration may take packs; may be repeated")
	cmd.AddCommand(&cobra.Command{
		Use:   "update [SOURCE…]",
		Short: "Fetch the packs anew and write their digests to " + lockName,
		Long: "Fetch the packs at the versions that the configuration names, all of them or those of the SOURCEs, compile\n" +
			"their rules, and write their digests to " + lockName + ".\n\nExit code 0: written; 2: wrong use, or a pack " +
			"that cannot be fetched; 3: a rule does not compile, so the lock is left as it is.",
		Example: "  kpilint packs update\n  kpilint packs update git+https://git.example.org/rules.git@v1.2.0",
		RunE:    func(cmd *cobra.Command, args []string) error { return a.updatePacks(cmd, &c, args) },
	}, &cobra.Command{
		Use:   "fetch",
		Short: "Fetch what " + lockName + " says and this machine does not have",
		Long: "Fetch what " + lockName + " says and this machine does not have, and compare it with the digests there.\n\n" +
			"Exit code 0: all is here; 2: wrong use, or a pack that cannot be fetched or has another digest.",
		Example: "  kpilint packs fetch",
		Args:    cobra.NoArgs,
		RunE:    func(cmd *cobra.Command, _ []string) error { return a.fetchPacks(cmd, &c) },
	})
	return cmd
}

// packsOf is the configuration with its packs and their lock.
func (a *app) packsOf(c *common) (*workspace, *lockFile, error) {
	w, err := a.workspace(c, nil)
	if err != nil {
		return nil, nil, err
	}
	if w.config == "" {
		return nil, nil, fmt.Errorf("there is no %s here or above: packs are named there", configName)
	}
	lock, err := readLock(filepath.Dir(w.config), nil)
	return w, lock, err
}

func (a *app) listPacks(c *common) error {
	w, lock, err := a.packsOf(c)
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(a.out, 0, 0, 2, ' ', 0)
	for _, ref := range w.settings.Packs {
		p, err := w.packAt(ref.Source, lock)
		state := "as locked"
		if err != nil {
			state = err.Error()
			a.raise(exitUsage)
		} else if lock.find(ref.Source) == nil {
			state = "not locked"
		}
		name := "-"
		if err == nil {
			if m, _ := config.ReadManifest(p); m != nil {
				name = m.Name + " " + m.Version
			}
		}
		fmt.Fprintf(table, "%s\t%s\t%s\n", report.Safe(ref.Source), report.Safe(name), report.Safe(state))
	}
	return table.Flush()
}

// updatePacks fetches the packs, or those named, and writes the lock anew. Entries of packs that are no longer configured go.
func (a *app) updatePacks(cmd *cobra.Command, c *common, only []string) error {
	w, old, err := a.packsOf(c)
	if err != nil {
		return err
	}
	if a.elsewhere != nil {
		return errElsewhere
	}
	for _, source := range only {
		if !slices.ContainsFunc(w.settings.Packs, func(ref config.PackRef) bool { return ref.Source == source }) {
			return fmt.Errorf("`%s` is not among the `packs` of %s", source, filepath.Base(w.config))
		}
	}
	dir := filepath.Dir(w.config)
	lock := &lockFile{Version: 1, Packs: []lockedPack{}}
	for _, ref := range w.settings.Packs {
		before := old.find(ref.Source)
		if before != nil && len(only) > 0 && !slices.Contains(only, ref.Source) {
			lock.Packs = append(lock.Packs, *before)
			continue
		}
		entry, err := w.bring(cmd, ref.Source, "")
		if err != nil {
			return fmt.Errorf("update pack `%s`: %w", ref.Source, err)
		}
		lock.Packs = append(lock.Packs, entry)
		fmt.Fprintf(a.out, "%s: %s\n", report.Safe(ref.Source), packChange(before, entry))
	}
	if sound, err := a.soundPacks(w, lock); !sound || err != nil {
		return err
	}
	data, err := json.MarshalIndent(lock, "", "  ")
	if err != nil {
		return err
	}
	return writeOurs(filepath.Join(dir, lockName), func(w io.Writer) error {
		_, err := w.Write(append(data, '\n'))
		return err
	})
}

// soundPacks compiles the rules of packs before they are locked, and names those that do not say why they matter. Where
// one does not compile, nothing is locked.
func (a *app) soundPacks(w *workspace, lock *lockFile) (sound bool, err error) {
	opts := engine.Options{
		AsOf: today(), Settings: w.settings, Version: version, Packs: []engine.Pack{catalogue()}, Guard: a.watching(a.aside),
	}
	for _, ref := range w.settings.Packs {
		p, err := w.packAt(ref.Source, lock)
		if err != nil {
			return false, err
		}
		opts.Packs = append(opts.Packs, p)
	}
	e, err := engine.New(opts)
	usage, broken := a.sort(err)
	if usage != nil {
		return false, usage
	}
	a.unexplained(slices.DeleteFunc(e.Rules(), func(r *policy.Rule) bool { return r.Trusted }))
	if broken == nil {
		return true, nil
	}
	a.fail(exitBroken, broken)
	a.fail(exitBroken, fmt.Errorf("%s is left as it is: a rule is broken", lockName))
	return false, nil
}

func packChange(before *lockedPack, now lockedPack) string {
	switch {
	case before == nil:
		return short(now.Digest)
	case before.Digest == now.Digest:
		return short(now.Digest) + ", as before"
	}
	return short(now.Digest) + ", was " + short(before.Digest)
}

func (a *app) fetchPacks(cmd *cobra.Command, c *common) error {
	w, lock, err := a.packsOf(c)
	if err != nil {
		return err
	}
	var errs []error
	for _, ref := range w.settings.Packs {
		locked := lock.find(ref.Source)
		if _, err := w.packAt(ref.Source, lock); err == nil {
			continue // a folder, or here already
		} else if locked == nil {
			errs = append(errs, err)
			continue
		}
		entry, err := w.bring(cmd, ref.Source, locked.Resolved)
		if err == nil && entry.Digest != locked.Digest {
			err = fmt.Errorf("what was fetched is %s, and %s says %s: somebody changed it under the same name", short(entry.Digest), lockName, short(locked.Digest))
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("fetch pack `%s`: %w", ref.Source, err))
			continue
		}
		fmt.Fprintf(a.out, "%s: %s\n", report.Safe(ref.Source), short(entry.Digest))
	}
	return errors.Join(errs...)
}

// bring fetches a pack into the folder of its digest; of a folder it only takes the digest. resolved is what the lock says it stood
// for, "" to ask anew.
func (w *workspace) bring(cmd *cobra.Command, source, resolved string) (lockedPack, error) {
	none := lockedPack{}
	f, err := fetcherOf(source)
	if err != nil {
		return none, err
	}
	if f == nil {
		folder, err := w.packFolder(source, nil)
		if err != nil {
			return none, err
		}
		digest, err := digestIn(folder)
		return lockedPack{Source: source, Digest: digest}, err
	}
	store, err := cached("")
	if err != nil {
		return none, err
	}
	tmp, remove, err := disk.TemporaryFolder(store)
	if err != nil {
		return none, err
	}
	defer remove()
	into := filepath.Join(tmp, "pack")
	if err := os.Mkdir(into, 0o755); err != nil {
		return none, err
	}
	stood, err := f.fetch(cmd, source, resolved, into)
	if err != nil {
		return none, err
	}
	digest, err := digestIn(into)
	if err != nil {
		return none, err
	}
	return lockedPack{Source: source, Resolved: cmp.Or(resolved, stood), Digest: digest}, keep(into, digest)
}

// keep moves a fetched pack to where its digest is looked for; one that is there already stays.
func keep(from, digest string) error {
	to, err := cached(digest)
	if err != nil {
		return err
	}
	if err := os.Rename(from, to); err != nil {
		if _, there := os.Stat(to); there != nil {
			return err
		}
		if now, err := digestIn(to); err != nil || now != digest { // somebody changed it since
			return errors.Join(os.RemoveAll(to), os.Rename(from, to))
		}
	}
	return nil
}
