// Command generate writes a function for each text of the catalogue: engine/wording/NAME.go of en/NAME.ftl.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func main() {
	made, err := generate("en")
	for name, data := range made {
		if err == nil {
			err = os.WriteFile(name, data, 0o644)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// generate makes the files of a folder of texts, by their names. A key stands once in all of them.
func generate(folder string) (map[string][]byte, error) {
	names, err := filepath.Glob(filepath.Join(folder, "*.ftl"))
	if err != nil {
		return nil, err
	}
	made, where := map[string][]byte{}, map[string]string{}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		all, err := parse(name, string(text))
		if err != nil {
			return nil, err
		}
		for _, m := range all {
			at := fmt.Sprintf("%s:%d", name, m.line)
			if other := where[m.key]; other != "" {
				return nil, fmt.Errorf("%s: `%s` is a key already, at %s", at, m.key, other)
			}
			where[m.key] = at
		}
		subject := strings.TrimSuffix(filepath.Base(name), ".ftl")
		if made[subject+".go"], err = write(name, all); err != nil {
			return nil, err
		}
	}
	return made, nil
}
