//go:build unix

// Command compare runs kpilint and its peers on the same organisations, and prints what each run took, as a table in
// Markdown: processor time (median), wall time (least) and memory (most), also as ratios to kpilint with the same
// rules, and how many of the seeded flaws were found.
//
//	go run ./bench/compare                          # 10, 1,000 and 10,000 definitions
//	go run ./bench/compare -sizes 100000 -runs 1 -tools kpilint,conftest,opa
//	go run ./bench/compare -sizes 1000000 -runs 1 -tools kpilint -per-file 100
//
// The first run builds the peers in a folder of the user's cache, with the Go module proxy and npm.
package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/bench/organisation"
)

type options struct {
	sizes   []int
	runs    int
	perFile int
	tools   map[string]bool // nil: all of them
	cache   string
}

func main() {
	sizes := flag.String("sizes", "10,1000,10000", "how many definitions, one organisation after the other")
	runs := flag.Int("runs", 3, "how often each tool runs; they take turns")
	perFile := flag.Int("per-file", 1, "how many definitions stand in a file; peers run at 1 alone")
	tools := flag.String("tools", "", "which tools: "+strings.Join(order, ", ")+"; empty for all")
	cache := flag.String("cache", "", "where the peers are kept (default: kpilint-bench in the user's cache folder)")
	flag.Parse()
	o := options{runs: *runs, perFile: *perFile, cache: *cache}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := o.parse(*sizes, *tools)
	if err == nil {
		err = compare(ctx, o)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, "compare:", err)
		stop()
		os.Exit(1)
	}
}

func (o *options) parse(sizes, tools string) error {
	for text := range strings.SplitSeq(sizes, ",") {
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 {
			return fmt.Errorf("-sizes: %q is not a number of definitions", text)
		}
		o.sizes = append(o.sizes, n)
	}
	if o.runs < 1 || o.perFile < 1 {
		return fmt.Errorf("-runs and -per-file must be at least 1")
	}
	if tools != "" {
		o.tools = map[string]bool{}
		for name := range strings.SplitSeq(tools, ",") {
			if builders[name] == nil {
				return fmt.Errorf("-tools: there is no tool %q", name)
			}
			o.tools[name] = true
		}
	}
	if o.cache != "" {
		return nil
	}
	dir, err := os.UserCacheDir()
	o.cache = filepath.Join(dir, "kpilint-bench")
	return err
}

// compare builds the tools, and runs them on one organisation after the other. A tool that cannot be built is named,
// and the others run; one that finds something else than what is seeded fails the comparison at its end.
func compare(ctx context.Context, o options) error {
	work, err := os.MkdirTemp("", "kpilint-compare-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	tools, err := build(ctx, o, work)
	if err != nil {
		return err
	}
	fmt.Printf("%d processors, %s/%s, %s. Each tool ran %d times, in turns.\n", runtime.NumCPU(), runtime.GOOS,
		runtime.GOARCH, runtime.Version(), o.runs)
	wrong := 0
	for _, n := range o.sizes {
		c := &corpus{dir: filepath.Join(work, strconv.Itoa(n)), size: n}
		if err := c.write(o.perFile); err != nil {
			return err
		}
		results, err := c.run(ctx, o, tools)
		if err != nil {
			return err
		}
		wrong += print(n, o, c, results)
		if err := os.RemoveAll(c.dir); err != nil {
			return err
		}
	}
	if wrong > 0 {
		return fmt.Errorf("%d results differ from what was seeded", wrong)
	}
	return nil
}

// corpus is an organisation on disk: a folder of files, and the same definitions as one list in JSON.
type corpus struct {
	dir    string
	size   int             // how many definitions
	seeded map[string]bool // "rule resource"
}

func (c *corpus) files() string { return filepath.Join(c.dir, "files") }
func (c *corpus) list() string  { return filepath.Join(c.dir, "list") }

func (c *corpus) write(perFile int) error {
	o := organisation.Options{Definitions: c.size, Seed: 1, Flawed: true, PerFile: perFile}
	flaws, err := organisation.Write(o, into(c.files()))
	if err != nil {
		return err
	}
	c.seeded = map[string]bool{}
	for _, f := range flaws {
		c.seeded[f.Rule+" "+f.Resource] = true
	}
	if perFile > 1 {
		return nil
	}
	o.PerFile, o.JSON = c.size, true
	_, err = organisation.Write(o, into(c.list()))
	return err
}

// into writes files below a folder.
func into(folder string) func(name string, data []byte) error {
	return func(name string, data []byte) error {
		name = filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		return os.WriteFile(name, data, 0o644)
	}
}

// count compares what a tool found of its rules with what was seeded of them.
func (c *corpus) count(found map[string]bool, rules []string) (hits, seeded, others int) {
	for _, rule := range rules {
		for what := range c.seeded {
			if strings.HasPrefix(what, rule+" ") {
				seeded++
				if found[what] {
					hits++
				}
			}
		}
		for what := range found {
			if strings.HasPrefix(what, rule+" ") && !c.seeded[what] {
				others++
			}
		}
	}
	return hits, seeded, others
}

func decode(data []byte, into any) error {
	if err := json.Unmarshal(data, into); err != nil {
		return fmt.Errorf("read what it printed, %.200q: %w", data, err)
	}
	return nil
}
