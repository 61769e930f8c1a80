package main

import (
	"bytes"
	"context"
	"io"
	"log"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-containerregistry/pkg/registry"
	ocispec "github.com/opencontainers/image-spec/specs-go/v1"
	"oras.land/oras-go/v2"
	ocifile "oras.land/oras-go/v2/content/file"
	"oras.land/oras-go/v2/registry/remote"
)

const housePack = "name: house\nversion: 1.0.0\n"

const houseRule = `id: function-missing
title: A team has no function
level: error
for: Team
assert: has(team.function)
message: '"no function"'
`

// TestArtifacts brings a pack from a registry on this machine: an archive of a folder, and single files.
func TestArtifacts(t *testing.T) {
	server := httptest.NewServer(registry.New(registry.Logger(log.New(io.Discard, "", 0))))
	defer server.Close()
	host := strings.TrimPrefix(server.URL, "http://")
	push(t, host+"/rules/house:1.0.0", map[string]string{"pack.yaml": housePack, "house/function-missing/rule.yaml": houseRule})

	dir := workspaceOf(t, "oci://"+host+"/rules/house:1.0.0")
	run(t, dir, exitUsage, "is not in kpilint.lock: run `kpilint packs update`", "lint")
	run(t, dir, exitClean, ": sha256:", "packs", "update")
	run(t, dir, exitClean, "as locked", "packs")
	run(t, dir, exitFindings, "[house/function-missing]", "lint")

	// another machine has the lock, and no pack yet
	t.Setenv("KPILINT_CACHE", t.TempDir())
	run(t, dir, exitUsage, "run `kpilint packs fetch`", "lint")
	run(t, dir, exitClean, ": sha256:", "packs", "fetch")
	run(t, dir, exitFindings, "[house/function-missing]", "lint")

	// the tag moves: what the lock says is still fetched, by its digest, until somebody updates
	push(t, host+"/rules/house:1.0.0", map[string]string{"pack.yaml": housePack, "house/function-missing/rule.yaml": strings.Replace(houseRule, "error", "info", 1)})
	t.Setenv("KPILINT_CACHE", t.TempDir())
	run(t, dir, exitClean, ": sha256:", "packs", "fetch")
	run(t, dir, exitFindings, "error: no function", "lint")
	run(t, dir, exitClean, ", was sha256:", "packs", "update")
	run(t, dir, exitClean, "info: no function", "lint")

	// what lies in the cache is held to the digest as well
	rules, _ := filepath.Glob(filepath.Join(os.Getenv("KPILINT_CACHE"), "packs", "*", "house", "function-missing", "rule.yaml"))
	for _, rule := range rules {
		write(t, rule, "id: other\n")
	}
	run(t, dir, exitUsage, "is not what kpilint.lock says", "lint")

	write(t, filepath.Join(dir, configName), "apiVersion: kpilint/v1\nkind: Config\npacks: [\"oci://"+host+"/rules/none:1.0.0\"]\n")
	run(t, dir, exitUsage, "copy the artifact", "packs", "update")
	write(t, filepath.Join(dir, configName), "apiVersion: kpilint/v1\nkind: Config\npacks: [\"oci://"+host+"/rules/house\"]\n")
	run(t, dir, exitUsage, "which version?", "packs", "update")
}

// TestRepositories brings a pack from a git repository at a tag, and from a folder of it at a commit.
func TestRepositories(t *testing.T) {
	repo := t.TempDir()
	commit := commitPack(t, repo, houseRule)
	address := "git+file://" + filepath.ToSlash(repo)

	dir := workspaceOf(t, address+"//packs/house@v1.0.0")
	run(t, dir, exitClean, ": sha256:", "packs", "update")
	run(t, dir, exitFindings, "[house/function-missing]", "lint")

	// the tag is moved: the commit of the lock is fetched, until somebody updates
	commitPack(t, repo, strings.Replace(houseRule, "error", "info", 1))
	t.Setenv("KPILINT_CACHE", t.TempDir())
	run(t, dir, exitClean, ": sha256:", "packs", "fetch")
	run(t, dir, exitFindings, "error: no function", "lint")
	run(t, dir, exitClean, ", was sha256:", "packs", "update")
	run(t, dir, exitClean, "info: no function", "lint")

	at := func(source string) string { return workspaceOf(t, source) }
	run(t, at(address+"//packs/house@"+commit), exitClean, ": sha256:", "packs", "update")
	run(t, at(address+"//packs/none@v1.0.0"), exitUsage, "there is no folder `packs/none` in it", "packs", "update")
	run(t, at(address+"@v9"), exitUsage, "git says", "packs", "update")
	run(t, at(address), exitUsage, "which version?", "packs", "update")
	run(t, at(address+"//../x@v1"), exitUsage, "outside of the repository", "packs", "update")
	run(t, at("git+ext://x@v1"), exitUsage, "git+ext:// is not taken", "packs", "update")
}

// workspaceOf is a folder with a team and a configuration that names a pack, and an empty cache.
func workspaceOf(t *testing.T, source string) string {
	t.Helper()
	dir := t.TempDir()
	t.Setenv("KPILINT_CACHE", t.TempDir())
	write(t, filepath.Join(dir, configName), "apiVersion: kpilint/v1\nkind: Config\npacks: [\""+source+"\"]\n")
	write(t, filepath.Join(dir, "team.yaml"), "apiVersion: kpilint/v1\nkind: Team\nid: sales\n")
	return dir
}

func run(t *testing.T, dir string, code int, want string, args ...string) {
	t.Helper()
	t.Chdir(dir)
	var out bytes.Buffer
	if got := Main(context.Background(), args, strings.NewReader(""), &out, &out); got != code || !strings.Contains(out.String(), want) {
		t.Errorf("kpilint %s: exit code %d, want %d and %q:\n%s", strings.Join(args, " "), got, code, want, out.String())
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// push packs files as an artifact with one layer for each file or folder at its top.
func push(t *testing.T, reference string, files map[string]string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		write(t, filepath.Join(dir, filepath.FromSlash(name)), text)
	}
	store, err := ocifile.New(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	var layers []ocispec.Descriptor
	for _, name := range []string{"pack.yaml", "house"} {
		layer, err := store.Add(context.Background(), name, "", "")
		if err != nil {
			t.Fatal(err)
		}
		layers = append(layers, layer)
	}
	ctx := context.Background()
	manifest, err := oras.PackManifest(ctx, store, oras.PackManifestVersion1_1, "application/vnd.kpilint.pack", oras.PackManifestOptions{Layers: layers})
	if err != nil {
		t.Fatal(err)
	}
	repo, err := remote.NewRepository(reference)
	if err != nil {
		t.Fatal(err)
	}
	repo.PlainHTTP = true
	if err := store.Tag(ctx, manifest, "1.0.0"); err != nil {
		t.Fatal(err)
	}
	if _, err := oras.Copy(ctx, store, "1.0.0", repo, "1.0.0", oras.DefaultCopyOptions); err != nil {
		t.Fatal(err)
	}
}

// commitPack commits a pack, moves the tag v1.0.0 to it, and returns the commit.
func commitPack(t *testing.T, repo, rule string) string {
	t.Helper()
	write(t, filepath.Join(repo, "packs", "house", "pack.yaml"), housePack)
	write(t, filepath.Join(repo, "packs", "house", "house", "function-missing", "rule.yaml"), rule)
	ctx, commit := context.Background(), ""
	for _, args := range [][]string{
		{"init", "--quiet", "."}, {"config", "user.name", "test"}, {"config", "user.email", "test@example.org"}, {"config", "uploadpack.allowAnySHA1InWant", "true"},
		{"add", "."}, {"commit", "--quiet", "--allow-empty", "--message", "rules"}, {"tag", "--force", "v1.0.0"}, {"rev-parse", "HEAD"},
	} {
		cmd := exec.CommandContext(ctx, "git", args...)
		cmd.Dir = repo
		out, err := cmd.Output()
		if err != nil {
			t.Fatal(err)
		}
		commit = strings.TrimSpace(string(out))
	}
	return commit
}
