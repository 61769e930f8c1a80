package main

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "write the generated files")

// TestCurrent holds that the generated files are what the line in doc.go makes of the structs.
func TestCurrent(t *testing.T) {
	doc, err := os.ReadFile("../doc.go")
	if err != nil {
		t.Fatal(err)
	}
	command := regexp.MustCompile(`(?m)^//go:generate go run \./generate(.*)$`).FindSubmatch(doc)
	if command == nil {
		t.Fatal("engine/view/doc.go does not say how its tables are generated")
	}
	args := strings.Fields(string(command[1]))
	if *update {
		if err := run(args); err != nil {
			t.Fatal(err)
		}
	}
	root, err := checkout()
	if err != nil {
		t.Fatal(err)
	}
	made, err := generate(os.DirFS(root), args)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range made {
		got, err := os.ReadFile(filepath.Join(root, name))
		if err != nil {
			t.Error(err)
		}
		if diff := cmp.Diff(string(want), string(got)); diff != "" {
			t.Errorf("%s needs updating: run go generate ./engine/view (-want +got):\n%s", name, diff)
		}
	}
}

// TestSample holds what is made from every sort of fact.
func TestSample(t *testing.T) {
	archive := readArchive(t, "sample")
	made, err := generate(files(archive), nil)
	if err != nil {
		t.Fatal(err)
	}
	compareWant(t, archive, "sample", made)
}

// TestTablesRun compiles the tables of the sample, and holds what its program prints about records.
func TestTablesRun(t *testing.T) {
	archive := readArchive(t, "sample")
	made, err := generate(files(archive), nil)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for name, file := range files(archive) {
		writeFile(t, dir, name, file.Data)
	}
	for _, name := range []string{"view.go", "values.go", "json.go"} {
		data, err := os.ReadFile("../" + name)
		if err != nil {
			t.Fatal(err)
		}
		writeFile(t, dir, "engine/view/"+name, data)
	}
	writeFile(t, dir, tablesFile, made[tablesFile])
	cmd := exec.Command("go", "run", ".")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOWORK=off")
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	compareWant(t, archive, "sample", map[string][]byte{"output": out})
}

// TestRefusals holds that whatever is wrong with a struct is an error at its line, and nothing else is.
func TestRefusals(t *testing.T) {
	cases := map[string]fstest.MapFS{}
	for name, file := range files(readArchive(t, "refused")) {
		folderOfCase, rest, _ := strings.Cut(name, "/")
		if cases[folderOfCase] == nil {
			cases[folderOfCase] = fstest.MapFS{"go.mod": {Data: []byte("module github.com/kpilint/kpilint\n")}}
		}
		cases[folderOfCase][folder+"/"+rest] = file
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			_, err := generate(c, []string{"-partial"})
			if err == nil {
				t.Fatal("nothing is refused")
			}
			refusedAs(t, wanted(t, c), strings.Split(err.Error(), "\n"))
		})
	}
}

var wantComment = regexp.MustCompile(`// want "(.*)"$`)

// wanted are the messages that the comments of a case ask for, by file and line.
func wanted(t *testing.T, c fstest.MapFS) map[string]string {
	t.Helper()
	all := map[string]string{}
	for name, file := range c {
		for i, line := range strings.Split(string(file.Data), "\n") {
			if m := wantComment.FindStringSubmatch(line); m != nil {
				all[fmt.Sprintf("%s:%d: ", name, i+1)] = strings.ReplaceAll(m[1], `\"`, `"`)
			}
		}
	}
	return all
}

func refusedAs(t *testing.T, wanted map[string]string, got []string) {
	t.Helper()
	for at, message := range wanted {
		i := slices.IndexFunc(got, func(line string) bool { return strings.HasPrefix(line, at) })
		switch {
		case i < 0:
			t.Errorf("%snothing is refused; want %s", at, message)
			continue
		case !strings.Contains(got[i], message):
			t.Errorf("%s\nwant %s", got[i], message)
		}
		got = slices.Delete(got, i, i+1)
	}
	for _, line := range got {
		t.Errorf("also refused: %s", line)
	}
}

// TestMissingRoots holds that a kind whose struct is not declared is an error, but in part.
func TestMissingRoots(t *testing.T) {
	code := files(readArchive(t, "sample"))
	file := code[folder+"/facts.go"]
	file.Data = bytes.Replace(file.Data, []byte("type KPI "), []byte("type Number "), 1)
	_, err := generate(code, nil)
	want := "engine/facts: there is no type KPI, which holds what the schema calls KPIFacts"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	if o := readObjects(readCode(t, code), true); len(o.problems) > 0 {
		t.Errorf("in part: %v", o.problems)
	}
	nothing := fstest.MapFS{"go.mod": code["go.mod"], folder + "/doc.go": {Data: []byte("package facts")}}
	want = "there is no type Whole, which holds what the schema calls its own properties"
	if _, err := generate(nothing, nil); err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("without any struct: %v", err)
	}
}

// TestUnreadable holds that what cannot be read is an error that names it.
func TestUnreadable(t *testing.T) {
	const mod, code = "module github.com/kpilint/kpilint\n", folder + "/facts.go"
	for _, c := range []struct {
		files map[string]string
		want  string
	}{
		{map[string]string{}, "go.mod"},
		{map[string]string{"go.mod": "go 1.26.0\n"}, "go.mod does not name the module"},
		{map[string]string{"go.mod": mod}, folder},
		{map[string]string{"go.mod": mod, code: "package facts\n\ntype KPI {}\n"}, code + ":3:"},
		{map[string]string{"go.mod": mod, code: "package facts\n"}, schemaFile},
		{map[string]string{"go.mod": mod, code: "package facts\n", schemaFile: `{"pattern": ""}`}, "read " + schemaFile},
	} {
		root := fstest.MapFS{}
		for name, data := range c.files {
			root[name] = &fstest.MapFile{Data: []byte(data)}
		}
		if _, err := generate(root, []string{"-partial"}); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v: got %v, want %q", c.files, err, c.want)
		}
	}
}

// TestPartial holds that structs may be fewer than a schema that is written says, and may not contradict it.
func TestPartial(t *testing.T) {
	sample := files(readArchive(t, "sample"))
	whole, err := generate(sample, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ file, old, new, want string }{
		{"facts.go", "// Whom a target per person measures.\n\tPeople *network.Node `json:\"people,omitzero\"`", "", ""},
		{"facts.go", "type Objective ", "type Other ", ""},
		{"facts.go", "over two lines.", "over 2 lines.",
			`the description of KPIFacts.asks is "What the sign of the target asks for, over two lines.", ` +
				`and by its struct "What the sign of the target asks for, over 2 lines."`},
		{"facts.go", "Late int", "Late bool", `the type of RoleFacts.late is "integer", and by its struct "boolean"`},
		{"facts.go", `json:"late,omitzero"`, `json:"late"`,
			"whether RoleFacts.late is required is true by its struct, and false there"},
		{"facts.go", `json:"late,omitzero"`, `json:"lately"`, "schema/facts.schema.json has no RoleFacts.lately"},
		{"facts.go", `over"`, `done"`,
			`the list of words of ExceptionFacts.state is ["in force" "over"], and by its struct ["in force" "done"]`},
		{"facts.go", "Largest *goods.Item", "Largest *network.Node",
			`the reference of largest is "#/definitions/Item", and by its struct "#/definitions/fact"`},
		{"goals/goals.go", "// The field.", "// The place.",
			`the description of GrowthGoal.rising[].at is "The field.", and by its struct "The place."`},
		{"money/spending.go", `json:"fits,omitzero"`, `json:"fit"`, "has no KPIFacts.spend.fit"},
		{"supply/item.go", "view:name Item", "view:name Thing", "has no definition Thing"},
	} {
		code := maps.Clone(sample)
		code[schemaFile] = &fstest.MapFile{Data: whole[schemaFile]}
		name := folder + "/" + c.file
		before := sample[name].Data
		after := bytes.Replace(before, []byte(c.old), []byte(c.new), 1)
		if bytes.Equal(before, after) {
			t.Fatalf("%s is not in %s", c.old, c.file)
		}
		code[name] = &fstest.MapFile{Data: after}
		made, err := generate(code, []string{"-partial"})
		switch {
		case c.want == "" && err != nil, c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)):
			t.Errorf("%s becomes %s: got %v, want %q", c.old, c.new, err, c.want)
		case c.want == "" && !bytes.Equal(made[pageFile], whole[pageFile]):
			t.Errorf("%s becomes %s: the page differs", c.old, c.new)
		case c.want == "" && made[schemaFile] != nil:
			t.Errorf("%s becomes %s: the schema is written", c.old, c.new)
		}
	}
}

// TestSchemaIsRead holds that a schema that is read and written is the same text.
func TestSchemaIsRead(t *testing.T) {
	root, err := checkout()
	if err != nil {
		t.Fatal(err)
	}
	written := readFile(t, filepath.Join(root, schemaFile))
	for name, data := range map[string][]byte{"base.schema.json": base, schemaFile: written} {
		s, err := parseSchema(data)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(data), string(s.write())); diff != "" {
			t.Errorf("%s (-read +written):\n%s", name, diff)
		}
	}
	if _, err := parseSchema([]byte(`{"properties": {"a": {"pattern": "x"}}}`)); err == nil {
		t.Error("a keyword that would be lost is not refused")
	}
}

func readArchive(t *testing.T, name string) *txtar.Archive {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/" + name + ".txtar")
	if err != nil {
		t.Fatal(err)
	}
	return archive
}

// files are those of an archive, without what is made from them.
func files(archive *txtar.Archive) fstest.MapFS {
	all := fstest.MapFS{}
	for _, f := range archive.Files {
		if !strings.HasPrefix(f.Name, "want/") {
			all[f.Name] = &fstest.MapFile{Data: f.Data}
		}
	}
	return all
}

// compareWant compares what was made with what the archive wants, or with -update writes it there.
func compareWant(t *testing.T, archive *txtar.Archive, name string, made map[string][]byte) {
	t.Helper()
	for _, file := range slices.Sorted(maps.Keys(made)) {
		i := slices.IndexFunc(archive.Files, func(f txtar.File) bool { return f.Name == "want/"+file })
		switch {
		case *update && i < 0:
			archive.Files = append(archive.Files, txtar.File{Name: "want/" + file, Data: made[file]})
		case *update:
			archive.Files[i].Data = made[file]
		case i < 0:
			t.Errorf("the sample does not say what %s should be", file)
		default:
			if diff := cmp.Diff(string(archive.Files[i].Data), string(made[file])); diff != "" {
				t.Errorf("%s (-want +got):\n%s", file, diff)
			}
		}
	}
	if *update {
		if err := os.WriteFile("testdata/"+name+".txtar", txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func readCode(t *testing.T, root fs.FS) *source {
	t.Helper()
	s, err := readSource(root)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func readFile(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func writeFile(t *testing.T, dir, name string, data []byte) {
	t.Helper()
	name = filepath.Join(dir, name)
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o644); err != nil {
		t.Fatal(err)
	}
}
