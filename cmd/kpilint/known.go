package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/report"
)

// baselineName is the baseline that --write-baseline writes when none is named.
const baselineName = ".kpilint-baseline.json"

// baseline holds what was wrong when it was written, by fingerprint: neither lines nor wording matter.
type baseline struct {
	Version  int     `json:"version"`
	Findings []entry `json:"findings"`
}

// entry is one known finding. Rule and resource are for readers; the fingerprint decides.
type entry struct {
	Fingerprint string `json:"fingerprint"`
	Rule        string `json:"rule"`
	Resource    string `json:"resource,omitempty"`
}

func readBaseline(name string) (*baseline, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	b := &baseline{}
	if err := json.Unmarshal(data, b); err != nil || b.Version != 1 {
		return nil, fmt.Errorf("read baseline %s: it is no baseline of kpilint; write it anew with --write-baseline", name)
	}
	return b, nil
}

// compare adds to an input what it is compared with: an earlier revision, and the findings that do not count, which are those of the
// revision and those of the baseline.
func (f *lintFlags) compare(ctx context.Context, e *engine.Engine, in *engine.Input) error {
	in.Known = map[string]engine.Suppression{}
	if f.since != "" {
		if err := f.earlier(ctx, e, in); err != nil {
			return err
		}
	}
	if f.baseline == "" {
		return nil
	}
	b, err := readBaseline(f.baseline)
	if errors.Is(err, fs.ErrNotExist) && f.writeBaseline {
		return nil
	}
	if err != nil {
		return fmt.Errorf("--baseline: %w", err)
	}
	for _, entry := range b.Findings {
		in.Known[entry.Fingerprint] = engine.Suppression{By: engine.ByBaseline, Reason: "in the baseline " + f.baseline}
	}
	return nil
}

// keepBaseline writes the baseline when asked to, and tells of entries that are mended.
func (a *app) keepBaseline(f *lintFlags, r *engine.Report) error {
	name := f.baseline
	if name == "" {
		name = baselineName
	}
	if f.baseline == "" && !f.writeBaseline {
		return nil
	}
	old, err := readBaseline(name)
	if errors.Is(err, fs.ErrNotExist) {
		return a.writeBaseline(name, r, func(string) bool { return true })
	}
	if err != nil {
		return err
	}
	now := map[string]bool{}
	for i := range r.Findings {
		now[r.Findings[i].Fingerprint] = true
	}
	was := map[string]bool{}
	stale := 0
	for _, entry := range old.Findings {
		was[entry.Fingerprint] = true
		if !now[entry.Fingerprint] {
			stale++
		}
	}
	if f.writeBaseline {
		return a.writeBaseline(name, r, func(fingerprint string) bool { return was[fingerprint] })
	}
	if stale > 0 && len(f.only) == 0 {
		fmt.Fprintf(a.err, "kpilint: %d of the baseline %s are mended: --write-baseline drops them\n", stale, name)
	}
	return nil
}

// writeBaseline writes the findings that count, and of those in the baseline the ones to keep; they do not count from now on.
func (a *app) writeBaseline(name string, r *engine.Report, keep func(fingerprint string) bool) error {
	b := baseline{Version: 1, Findings: []entry{}}
	for i := range r.Findings {
		f := &r.Findings[i]
		byUs := f.Suppressed == nil || f.Suppressed.By == engine.ByBaseline
		if !byUs || f.Outcome != engine.Violated || !keep(f.Fingerprint) {
			continue
		}
		b.Findings = append(b.Findings, entry{f.Fingerprint, f.Name(), f.Resource.ID})
		if f.Suppressed == nil {
			f.Suppressed = &engine.Suppression{By: engine.ByBaseline, Reason: "in the baseline " + name}
			r.Recount()
		}
	}
	slices.SortFunc(b.Findings, func(x, y entry) int {
		return strings.Compare(x.Rule+x.Resource+x.Fingerprint, y.Rule+y.Resource+y.Fingerprint)
	})
	fmt.Fprintf(a.err, "kpilint: wrote %d findings to %s\n", len(b.Findings), name)
	return writeFile(name, func(w io.Writer) error { return report.Encode(w, b) })
}

// earlier reads and lints the same paths as they were at a revision.
func (f *lintFlags) earlier(ctx context.Context, e *engine.Engine, in *engine.Input) error {
	files, err := f.revision(ctx)
	if err != nil {
		return fmt.Errorf("--since %s: %w (a shallow clone has no history: fetch it with depth 0)", f.since, err)
	}
	then := *in
	then.FS, then.Given, then.Known = files, nil, nil
	if in.Before, err = e.Read(ctx, then); err != nil {
		return err
	}
	was, err := e.Judge(ctx, then, in.Before)
	if err != nil {
		return err
	}
	for i := range was.Findings {
		in.Known[was.Findings[i].Fingerprint] = engine.Suppression{By: engine.BySince, Reason: f.since + " has it too"}
	}
	return nil
}

// revision is the workspace as it was, as a file system with the same root.
func (f *lintFlags) revision(ctx context.Context) (fs.FS, error) {
	here, err := os.Getwd()
	if err != nil {
		return nil, fmt.Errorf("find the working directory: %w", err)
	}
	repo := repository(here)
	prefix := relative(f.root, repo)
	if prefix == "." {
		prefix = ""
	} else {
		prefix += "/"
	}
	archive, err := git(ctx, repo, "archive", "--format=zip", "--prefix="+prefix, f.since)
	if err != nil {
		return nil, err
	}
	files, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		return nil, fmt.Errorf("read archive: %w", err)
	}
	return files, nil
}

// git runs git in a folder and returns what it prints. Only --since and the commands of packs start a process.
func git(ctx context.Context, dir string, args ...string) ([]byte, error) {
	if strings.HasPrefix(args[len(args)-1], "-") {
		return nil, errors.New("a revision does not begin with a hyphen")
	}
	cmd := exec.CommandContext(ctx, "git", append([]string{"-C", dir}, args...)...)
	var out, complaint bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &complaint
	if err := cmd.Run(); err != nil {
		said, _, _ := strings.Cut(strings.TrimSpace(complaint.String()), "\n")
		if said == "" {
			said = err.Error()
		}
		return nil, fmt.Errorf("git says: %s", strings.ReplaceAll(said, filepath.ToSlash(dir), "."))
	}
	return out.Bytes(), nil
}
