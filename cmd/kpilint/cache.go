package main

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/kpilint/kpilint/cmd/kpilint/cache"
	"github.com/kpilint/kpilint/cmd/kpilint/disk"
	"github.com/kpilint/kpilint/cmd/kpilint/trail"
	"github.com/kpilint/kpilint/engine/files"
)

// cacheVariable is the variable of the environment that names the folder of the cache, and of packs.
const cacheVariable = "KPILINT_CACHE"

// cacheFolder is the folder below which runs and packs are kept: a named one, $KPILINT_CACHE, else the user's.
func cacheFolder(named string) (string, error) {
	if named == "" {
		named = os.Getenv(cacheVariable)
	}
	if named != "" {
		return filepath.Abs(named)
	}
	user, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(user, "kpilint"), nil
}

// runsFolder is the folder with what runs of lint keep. It may not lie in a repository, where a change that is checked
// could bring entries; the user's own is where the system has it.
func runsFolder(named string) (string, error) {
	base, err := cacheFolder(named)
	if err != nil {
		return "", err
	}
	if (named != "" || os.Getenv(cacheVariable) != "") && disk.Repository(base) != "" {
		return "", &files.Refused{
			Why: "it lies in a git repository, where a change could bring results: name a folder outside",
		}
	}
	return filepath.Join(base, "lint"), nil
}

// store opens the cache. named is the folder of --cache, "" for the usual one.
func store(named string) (*cache.Store, error) {
	dir, err := runsFolder(named)
	if err != nil {
		return nil, err
	}
	return cache.Open(dir)
}

func (a *app) cache() *cobra.Command {
	var named string
	cmd := &cobra.Command{
		Use:   "cache",
		Short: "Show where results of lint are kept and how much space they take; delete them",
		Long: `Show where kpilint lint keeps results, and how much space they take.

lint keeps each report with everything that it read, and prints the report again as long as nothing of that has changed.
Results are in the folder "lint" of the user's cache folder; --cache or KPILINT_CACHE names another one. lint
--no-cache neither reads nor writes them.

Exit code 0: listed or deleted; 2: wrong use, or a folder that cannot be used.`,
		Example: "  kpilint cache\n  kpilint cache clean",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return a.withStore(named, func(dir string, s *cache.Store) error {
				n, size, err := s.Size()
				fmt.Fprintf(a.out, "%s: %s, %s\n", plain(dir), entries(n), megabytes(size))
				return err
			})
		},
	}
	cmd.PersistentFlags().StringVar(&named, "cache", "", cacheHelp)
	cmd.AddCommand(&cobra.Command{
		Use:   "clean",
		Short: "Delete all results; packs that were fetched stay",
		Long: "Delete all results of lint. Packs that were fetched stay.\n\n" +
			"Exit code 0: deleted; 2: wrong use, or a folder that cannot be used.",
		Example: "  kpilint cache clean",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return a.withStore(named, func(dir string, s *cache.Store) error {
				n, size, err := s.Clean()
				fmt.Fprintf(a.out, "%s: deleted %s, %s\n", plain(dir), entries(n), megabytes(size))
				return err
			})
		},
	}, &cobra.Command{
		Use:   "dir",
		Short: "Print the folder",
		Long: "Print the folder in which results of lint are kept.\n\n" +
			"Exit code 0: printed; 2: wrong use, or no place to keep results.",
		Example: "  kpilint cache dir",
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			dir, err := runsFolder(named)
			if err == nil {
				_, err = fmt.Fprintln(a.out, plain(dir))
			}
			return err
		},
	})
	return cmd
}

// cacheHelp says what --cache does.
const cacheHelp = "the `folder` in which results are kept (default: $KPILINT_CACHE, else the user's cache folder)"

func (a *app) withStore(named string, do func(dir string, s *cache.Store) error) error {
	dir, err := runsFolder(named)
	if err != nil {
		return fmt.Errorf("open the cache: %w", err)
	}
	s, err := cache.Open(dir)
	if err == nil {
		err = do(dir, s)
	}
	if err != nil {
		return fmt.Errorf("open the cache %s: %w", dir, err)
	}
	return nil
}

func entries(n int) string {
	if n == 1 {
		return "1 result"
	}
	return fmt.Sprintf("%d results", n)
}

// megabytes is a size in words.
func megabytes(n int64) string { return fmt.Sprintf("%.1f MB", float64(n)/1e6) }

// itself is a digest of the program that runs: another one may find something else. The cache knows that of a program
// whose file is as it was; else the file is read.
func itself(s *cache.Store) (string, error) {
	f, err := trail.Program()
	if err != nil {
		return "", err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return "", err
	}
	stat := trail.StatOf(info)
	key := cache.KeyOf("program", fmt.Sprint(stat))
	if stat != (trail.Stat{}) {
		if known, ok := s.Get(key); ok && len(known) == sha256.Size {
			return string(known), nil
		}
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, f); err != nil {
		return "", err
	}
	digest := sum.Sum(nil)
	if stat != (trail.Stat{}) {
		_ = s.Put(key, digest) // else it is read again the next time
	}
	return string(digest), nil
}
