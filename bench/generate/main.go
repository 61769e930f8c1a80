// Command generate writes an organisation into a folder, and what is wrong in it into a file beside that folder. Both
// depend on the flags alone.
//
//	go run ./bench/generate -definitions 10000 -flawed -o /tmp/acme
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/kpilint/kpilint/bench/organisation"
)

func main() {
	var o organisation.Options
	flag.IntVar(&o.Definitions, "definitions", 1000, "how many definitions there are")
	flag.Uint64Var(&o.Seed, "seed", 1, "what the numbers are drawn from")
	flag.BoolVar(&o.Flawed, "flawed", false, "break some rules, and list them in FOLDER.flaws.json")
	flag.IntVar(&o.PerFile, "per-file", 1, "how many definitions stand in a file")
	flag.BoolVar(&o.JSON, "json", false, "write JSON instead of YAML")
	flag.StringVar(&o.Shape, "shape", "", "instead of a company: "+strings.Join(shapes(), ", "))
	folder := flag.String("o", "", "the folder to write, which must not exist")
	flag.Parse()
	if err := run(o, *folder); err != nil {
		fmt.Fprintln(os.Stderr, "generate:", err)
		os.Exit(1)
	}
}

func shapes() []string {
	var names []string
	for _, s := range organisation.Shapes {
		names = append(names, s.Name)
	}
	return names
}

func run(o organisation.Options, folder string) error {
	if folder == "" {
		return fmt.Errorf("name the folder to write with -o")
	}
	if err := os.Mkdir(folder, 0o755); err != nil {
		return err
	}
	made := map[string]bool{"": true}
	flaws, err := organisation.Write(o, func(name string, data []byte) error {
		name = filepath.Join(folder, name)
		if dir := filepath.Dir(name); !made[dir] {
			made[dir] = true
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return err
			}
		}
		return os.WriteFile(name, data, 0o644)
	})
	if err != nil || !o.Flawed {
		return err
	}
	f, err := os.Create(filepath.Clean(folder) + ".flaws.json")
	if err != nil {
		return err
	}
	w := bufio.NewWriter(f)
	if err := json.NewEncoder(w).Encode(flaws); err != nil {
		return err
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return f.Close()
}
