//go:build unix

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os/exec"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

// result is what the runs of a tool took, and what it found.
type result struct {
	tool   tool
	cpu    []time.Duration // user and system time
	wall   []time.Duration
	memory int64 // bytes, the most of all runs
	found  map[string]bool
}

// run lets the tools take turns.
func (c *corpus) run(ctx context.Context, o options, tools []tool) ([]*result, error) {
	var all []*result
	for _, t := range tools {
		if (o.perFile == 1 || t.many) && (t.most == 0 || c.size <= t.most) {
			all = append(all, &result{tool: t})
		}
	}
	for range o.runs {
		for _, r := range all {
			if err := r.once(ctx, c); err != nil {
				return nil, fmt.Errorf("%s: %w", r.tool.name, err)
			}
		}
	}
	return all, nil
}

// once runs a tool, which may end with an exit code that tells of findings.
func (r *result) once(ctx context.Context, c *corpus) error {
	args := r.tool.args(c)
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	var out, said bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &said
	begun := time.Now()
	err := cmd.Run()
	wall := time.Since(begun)
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		return err
	}
	if r.found, err = r.tool.found(out.Bytes()); err != nil {
		return fmt.Errorf("%w; it said %.400q", err, said.String())
	}
	r.wall = append(r.wall, wall)
	r.cpu = append(r.cpu, cmd.ProcessState.UserTime()+cmd.ProcessState.SystemTime())
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		most := int64(usage.Maxrss)
		if runtime.GOOS != "darwin" {
			most *= 1024 // elsewhere it is counted in KiB
		}
		r.memory = max(r.memory, most)
	}
	return nil
}

// median is the middle of some durations, the lower one of two.
func median(all []time.Duration) time.Duration {
	all = slices.Sorted(slices.Values(all))
	return all[(len(all)-1)/2]
}

// print prints the table of one size, and returns how many tools found something else than what was seeded.
func print(n int, o options, c *corpus, results []*result) (wrong int) {
	fmt.Printf("\n%s definitions, %d in a file\n\n", thousands(n), o.perFile)
	fmt.Println("| tool | rules | CPU s | ratio | wall s | ratio | MB | ratio | found of seeded | others |")
	fmt.Println("|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|")
	base := results[0]
	for _, r := range results {
		hits, seeded, others := c.count(r.found, r.tool.rules)
		if hits != seeded || others > 0 {
			wrong++
		}
		rules := fmt.Sprint(len(r.tool.rules))
		if strings.HasSuffix(r.tool.name, "all rules") {
			rules = "all"
		}
		fmt.Printf("| %s | %s | %.2f | %s | %.2f | %s | %d | %s | %d of %d | %d |\n", r.tool.name, rules,
			median(r.cpu).Seconds(), ratio(float64(median(r.cpu)), float64(median(base.cpu))),
			slices.Min(r.wall).Seconds(), ratio(float64(slices.Min(r.wall)), float64(slices.Min(base.wall))),
			r.memory>>20, ratio(float64(r.memory), float64(base.memory)), hits, seeded, others)
	}
	return wrong
}

func ratio(a, b float64) string { return fmt.Sprintf("%.1f", a/b) }

// thousands writes 10000 as 10,000.
func thousands(n int) string {
	text := fmt.Sprint(n)
	for i := len(text) - 3; i > 0; i -= 3 {
		text = text[:i] + "," + text[i:]
	}
	return text
}
