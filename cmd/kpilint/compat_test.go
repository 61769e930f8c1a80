package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
)

// compatDay is the day for which testdata/compat was written.
const compatDay = "2026-05-20"

// compat puts a workspace of an earlier version into a folder of its own, goes there, and returns what that version
// wrote.
func compat(t *testing.T, version string) (written func(name string) []byte, differences map[string]bool) {
	t.Helper()
	from, err := filepath.Abs(filepath.Join("../../testdata/compat", version))
	if err != nil {
		t.Fatal(err)
	}
	list, err := os.ReadFile(from + ".differences")
	if err != nil {
		t.Fatal(err)
	}
	differences = map[string]bool{}
	for line := range strings.Lines(string(list)) {
		if words := strings.Fields(line); len(words) > 2 && words[0] != "#" {
			differences[words[0]+" "+words[1]] = true
		}
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(from)); err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir)
	return func(name string) []byte {
		data, err := os.ReadFile(filepath.Join(from, name))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}, differences
}

// says runs a command for the day of compat, and returns what it prints and its exit code.
func says(t *testing.T, args ...string) (out []byte, code int) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code = Main(context.Background(), append(args, "--as-of", compatDay), strings.NewReader(""), &stdout, &stderr)
	if code > exitFindings {
		t.Fatalf("kpilint %s: exit code %d: %s", strings.Join(args, " "), code, stderr.String())
	}
	return stdout.Bytes(), code
}

// identity is what may not change of a finding.
var identity = []string{"category", "rule", "level", "outcome", "resource", "path", "location"}

// TestCompatReport holds that the report has every finding that 0.2.0 had, as it was, with the keys it had; and the
// other way round, none that 0.2.0 had not.
func TestCompatReport(t *testing.T) {
	written, differences := compat(t, "0.2.0")
	out, _ := says(t, "lint", "-f", "json")
	was, is := object(t, written("report.json")), object(t, out)
	now := byIdentity(t, is)
	for name, one := range byIdentity(t, was) {
		place := placeOf(one)
		switch {
		case now[name] == nil && !differences[place]:
			t.Errorf("%s is not found any more as it was: %s", place, name)
		case now[name] != nil && differences[place]:
			t.Errorf("%s is as it was, and listed as a difference", place)
		case now[name] != nil:
			keeps(t, place, one, now[name])
			delete(now, name)
		}
	}
	for name, one := range now {
		if !differences[placeOf(one)] {
			t.Errorf("%s is new: %s", placeOf(one), name)
		}
	}
	delete(was, "findings")
	keeps(t, "the report", was, is)
}

// TestCompatBaseline holds that a baseline of 0.2.0 covers all that it covered.
func TestCompatBaseline(t *testing.T) {
	_, differences := compat(t, "0.2.0")
	out, _ := says(t, "lint", "-f", "json", "--baseline", ".kpilint-baseline.json")
	for _, f := range object(t, out)["findings"].([]any) {
		if one := f.(map[string]any); one["suppressed"] == nil && one["outcome"] == "violated" && !differences[placeOf(one)] {
			t.Errorf("%s is not in the baseline any more: %v", placeOf(one), one["message"])
		}
	}
}

// TestCompatReleasedBaseline holds the same of the baseline that 0.2.0 wrote as it was released, before its
// fingerprints told subjects apart.
func TestCompatReleasedBaseline(t *testing.T) {
	written, differences := compat(t, "0.2.0")
	released := written("../0.2.0.released-baseline.json")
	if err := os.WriteFile(".kpilint-baseline.json", released, 0o644); err != nil {
		t.Fatal(err)
	}
	asRead(t, differences)
	if _, code := says(t, "lint", "--write-baseline"); code != exitClean {
		t.Fatalf("exit code %d: the baseline cannot be written anew", code)
	}
	data, err := os.ReadFile(".kpilint-baseline.json")
	if err != nil {
		t.Fatal(err)
	}
	if was, is := entriesOf(t, released), entriesOf(t, data); whats(was) != whats(is) {
		t.Errorf("it was about\n%s\nand is about\n%s", whats(was), whats(is))
	}
}

// TestCompatBaselineIsRewritten holds that a baseline of 0.2.0 can be written anew without force, as nothing in it is
// new, and then holds the same findings under the fingerprints of today.
func TestCompatBaselineIsRewritten(t *testing.T) {
	written, differences := compat(t, "0.2.0")
	asRead(t, differences)
	if _, code := says(t, "lint", "--write-baseline"); code != exitClean {
		t.Fatalf("exit code %d: the baseline cannot be written anew", code)
	}
	data, err := os.ReadFile(".kpilint-baseline.json")
	if err != nil {
		t.Fatal(err)
	}
	was, is := entriesOf(t, written(".kpilint-baseline.json")), entriesOf(t, data)
	if len(was) != len(is) {
		t.Errorf("it had %d entries and has %d", len(was), len(is))
	}
	for print, what := range was {
		if is[print] != "" {
			t.Errorf("%s of %s is still the fingerprint of 0.2.0", print, what)
		}
	}
	if whats(was) != whats(is) {
		t.Errorf("it was about\n%s\nand is about\n%s", whats(was), whats(is))
	}
	out, _ := says(t, "lint", "-f", "json", "--baseline", ".kpilint-baseline.json")
	for _, f := range object(t, out)["findings"].([]any) {
		if one := f.(map[string]any); one["suppressed"] == nil && one["outcome"] == "violated" && !differences[placeOf(one)] {
			t.Errorf("%s is not in the baseline", placeOf(one))
		}
	}
}

// asRead writes what is read otherwise today as 0.2.0 read it, in words that are no number today either, and does the
// same to what 0.2.0 said of it.
func asRead(t *testing.T, differences map[string]bool) func(said []byte) []byte {
	t.Helper()
	var words []string
	for difference := range differences {
		file, change, ok := strings.Cut(difference, " ")
		change = strings.ReplaceAll(change, "_", " ")
		word, now, isChange := strings.Cut(change, "=")
		if !ok || !isChange {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil || !bytes.Contains(data, []byte(word)) {
			t.Fatalf("%s does not say %q: %v", file, word, err)
		}
		if err := os.WriteFile(file, bytes.ReplaceAll(data, []byte(word), []byte(now)), 0o644); err != nil {
			t.Fatal(err)
		}
		words = append(words, word, now)
	}
	return func(said []byte) []byte { return []byte(strings.NewReplacer(words...).Replace(string(said))) }
}

// entriesOf are the entries of a baseline, what each is about by its fingerprint.
func entriesOf(t *testing.T, data []byte) map[string]string {
	t.Helper()
	all := map[string]string{}
	for _, f := range object(t, data)["findings"].([]any) {
		one := f.(map[string]any)
		all[one["fingerprint"].(string)] = fmt.Sprint(one["rule"], " ", one["resource"])
	}
	return all
}

func whats(entries map[string]string) string {
	return strings.Join(slices.Sorted(maps.Values(entries)), "\n")
}

// TestCompatModel holds that rules see what they saw, but for what is read otherwise today, and perhaps more.
func TestCompatModel(t *testing.T) {
	written, differences := compat(t, "0.2.0")
	was := asRead(t, differences)(written("model.json"))
	out, _ := says(t, "model")
	holdsAll(t, "", object(t, was), object(t, out))
}

// holdsAll reports what is missing in a value of JSON, or otherwise, compared with an earlier one. Keys may be added.
func holdsAll(t *testing.T, path string, was, is any) {
	t.Helper()
	switch was := was.(type) {
	case map[string]any:
		now, ok := is.(map[string]any)
		for key := range was {
			if _, there := now[key]; !ok || !there {
				t.Errorf("%s/%s is gone from kpilint model", path, key)
				continue
			}
			holdsAll(t, path+"/"+key, was[key], now[key])
		}
	case []any:
		now, ok := is.([]any)
		if !ok || len(now) != len(was) {
			t.Errorf("%s of kpilint model had %d entries, and is %v", path, len(was), is)
			return
		}
		for i := range was {
			holdsAll(t, fmt.Sprintf("%s/%d", path, i), was[i], now[i])
		}
	default:
		if was != is {
			t.Errorf("%s of kpilint model was %v, and is %v", path, was, is)
		}
	}
}

// TestCompatRules holds that the configuration names every rule of 0.2.0, and that each is still there.
func TestCompatRules(t *testing.T) {
	written, _ := compat(t, "0.2.0")
	var stdout bytes.Buffer
	if code := Main(context.Background(), []string{"rules"}, strings.NewReader(""), &stdout,
		&bytes.Buffer{}); code != exitClean {
		t.Fatalf("exit code %d", code)
	}
	var looked map[string]any
	report := object(t, written("report.json"))
	looked, _ = report["looked"].(map[string]any)
	if len(looked) < 86 {
		t.Fatalf("0.2.0 asked %d rules", len(looked))
	}
	for name := range looked {
		if !strings.Contains(stdout.String(), name+" ") {
			t.Errorf("there is no rule %s any more", name)
		}
	}
}

// keeps holds that what an object of JSON had is still there and of the same type, whatever came beside it.
func keeps(t *testing.T, where string, was, is map[string]any) {
	t.Helper()
	for key, value := range was {
		now, there := is[key]
		if !there || value != nil && now != nil && reflect.TypeOf(now) != reflect.TypeOf(value) {
			t.Errorf("%s: %s was %v and is %v", where, key, value, now)
			continue
		}
		if inner, ok := value.(map[string]any); ok && key != "looked" {
			keeps(t, where+" "+key, inner, now.(map[string]any))
		}
	}
}

func object(t *testing.T, data []byte) map[string]any {
	t.Helper()
	var o map[string]any
	if err := json.Unmarshal(data, &o); err != nil {
		t.Fatalf("%v in %.200s", err, data)
	}
	return o
}

// byIdentity are the findings of a report by what may not change of them.
func byIdentity(t *testing.T, report map[string]any) map[string]map[string]any {
	t.Helper()
	all := map[string]map[string]any{}
	for _, f := range report["findings"].([]any) {
		one := f.(map[string]any)
		var parts []any
		for _, key := range identity {
			parts = append(parts, one[key])
		}
		parts = append(parts, firstPrint(one))
		name, err := json.Marshal(parts)
		if err != nil || all[string(name)] != nil {
			t.Fatalf("two findings are one: %s (%v)", name, err)
		}
		all[string(name)] = one
	}
	return all
}

// firstPrint is the fingerprint that 0.2.0 gave a finding. Reports have another beside it since.
func firstPrint(f map[string]any) any {
	if earlier, ok := f["fingerprints"].(map[string]any); ok {
		return earlier["kpilint/v1"]
	}
	return f["fingerprint"]
}

func placeOf(f map[string]any) string {
	at, _ := f["location"].(map[string]any)
	return fmt.Sprintf("%v/%v %v:%v", f["category"], f["rule"], at["file"], at["line"])
}

// TestCompatFingerprints holds that a fingerprint does not depend on where in a list a definition stands, nor on lines.
func TestCompatFingerprints(t *testing.T) {
	compat(t, "0.2.0")
	before := fingerprintsOf(t)
	data, err := os.ReadFile("acme/sales.yaml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile("acme/sales.yaml", append([]byte("# one more line\n\n"), data...), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename("acme/support.yaml", "acme/a-support.yaml"); err != nil {
		t.Fatal(err)
	}
	if after := fingerprintsOf(t); !slices.Equal(before, after) {
		t.Errorf("lines and names of files are part of fingerprints: %d before, %d after", len(before), len(after))
	}
}

// fingerprintsOf are those of findings about definitions, sorted.
func fingerprintsOf(t *testing.T) []string {
	t.Helper()
	out, _ := says(t, "lint", "-f", "json")
	var all []string
	for _, f := range object(t, out)["findings"].([]any) {
		if one := f.(map[string]any); one["resource"] != nil {
			all = append(all, one["fingerprint"].(string))
		}
	}
	slices.Sort(all)
	return all
}
