package main

import (
	"bufio"
	"bytes"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// lintUses are the packages that `kpilint lint` cannot do without: ours, and the libraries that cmd/kpilint itself
// imports for it.
var lintUses = []string{
	"./engine", "./engine/report", "./cmd/kpilint/disk", "./cmd/kpilint/git", "./cmd/kpilint/worker", "./rules",
	"github.com/spf13/cobra", "github.com/spf13/pflag", "golang.org/x/term",
}

// TestStartUp holds that a run pays for little before it begins: nothing of ours is worked out while packages are
// initialised, and what `kpilint lint` does not use takes less than a millisecond.
func TestStartUp(t *testing.T) {
	if testing.Short() {
		t.Skip("builds kpilint")
	}
	kpilint := filepath.Join(t.TempDir(), "kpilint")
	goTool(t, "build", "-o", kpilint, "./cmd/kpilint")
	used := map[string]bool{}
	for name := range strings.FieldsSeq(goTool(t, append([]string{"list", "-deps"}, lintUses...)...)) {
		used[name] = true
	}

	least := map[string]initialised{}
	for range 10 {
		for name, i := range trace(t, kpilint) {
			if before, ok := least[name]; ok {
				// A map grows sooner or later by the seed of its hash, so that one run may count one more than another.
				i.took, i.allocations = min(i.took, before.took), min(i.allocations, before.allocations)
			}
			least[name] = i
		}
	}
	if len(least) < 50 {
		t.Fatalf("only %d packages are initialised: %v", len(least), least)
	}
	const most = 300 // allocations: of the headers of small maps, and of sync.OnceValue
	var rest time.Duration
	for _, name := range slices.Sorted(maps.Keys(least)) {
		i := least[name]
		if ours := name == "main" || strings.HasPrefix(name, "github.com/kpilint/"); ours && i.allocations > most {
			t.Errorf("%s makes %d allocations in %s while it is initialised, more than %d: put it into a sync.OnceValue",
				name, i.allocations, i.took, most)
		} else if !ours && !used[name] {
			rest += i.took
		}
	}
	fault := pageFault(t)
	may := max(time.Millisecond, time.Millisecond*fault/usualFault)
	if rest > may {
		t.Errorf("packages that lint does not use take %s to initialise, more than %s", rest, may)
	}
	t.Logf("packages that lint does not use take %s to initialise; a page takes %s", rest, fault)
}

// usualFault is what it takes at most on most machines to get a page of memory. Packages spend nearly all of their time
// on that while they are initialised. There are virtual machines on which a page takes five times as long, and so does
// all this.
const usualFault = 3 * time.Microsecond

// initialised is what GODEBUG=inittrace=1 says of a package.
type initialised struct {
	took        time.Duration
	allocations int
}

func trace(t *testing.T, kpilint string) map[string]initialised {
	t.Helper()
	cmd := exec.Command(kpilint, "version")
	cmd.Env = append(os.Environ(), "GODEBUG=inittrace=1")
	var said bytes.Buffer
	cmd.Stderr = &said
	if err := cmd.Run(); err != nil {
		t.Fatal(err, said.String())
	}
	all := map[string]initialised{}
	lines := bufio.NewScanner(&said)
	for lines.Scan() {
		// init internal/bytealg @0.008 ms, 0 ms clock, 0 bytes, 0 allocs
		var name string
		var at, took float64
		var size, allocations int
		_, err := fmt.Sscanf(lines.Text(), "init %s @%f ms, %f ms clock, %d bytes, %d allocs",
			&name, &at, &took, &size, &allocations)
		if err != nil {
			t.Fatalf("%q: %v", lines.Text(), err)
		}
		all[name] = initialised{time.Duration(took * float64(time.Millisecond)), allocations}
	}
	return all
}

// goTool runs the go command at the root of the project, and returns what it prints.
func goTool(t *testing.T, args ...string) string {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = filepath.Join("..", "..")
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(out)
}
