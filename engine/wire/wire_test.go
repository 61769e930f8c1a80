package wire_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/policy/cel"
	"github.com/kpilint/kpilint/engine/policy/rego"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wire"
	"github.com/kpilint/kpilint/rules"
	"github.com/kpilint/kpilint/schema"
)

var day = calendar.Date{Year: 2026, Month: 5, Day: 20}

// everyMutant lets TestSame take the mutants of all rules. The build tag hostile sets it.
var everyMutant = false

// fewRules are those whose mutants are taken else: in both languages, with units, ranges, edits, rows and texts.
var fewRules = []string{
	"capacity/target-exceeds-time", "supply/supply-below-demand", "definition/owner-missing", "exceptions/stale",
	"capacity/text-demands-more",
}

// TestSame holds that rules say of what comes over the wire what they say of the original, byte for byte, and have read
// the same: every rule of the catalogue, as one of strangers, alone with what it names, on its examples, and those of
// fewRules with their mutants.
func TestSame(t *testing.T) {
	catalogue := os.DirFS("../../rules")
	e := newEngine(t)
	asked := 0
	for _, rule := range foreign(t) {
		fails, _ := fs.Glob(catalogue, path.Join(rule.Category, rule.ID, "fail*"))
		passes, _ := fs.Glob(catalogue, path.Join(rule.Category, rule.ID, "pass*"))
		if len(fails) == 0 || len(passes) == 0 {
			t.Errorf("%s has no examples", rule.Name())
		}
		programs := []policy.Program{compiled(t, rule)}
		if everyMutant || slices.Contains(fewRules, rule.Name()) {
			for _, m := range mutants(t, rule) {
				if p, err := m.Compile(); err == nil {
					programs = append(programs, p)
				}
			}
		}
		for _, example := range slices.Concat(fails, passes) {
			here, there := read(t, e, catalogue, example), read(t, e, catalogue, example)
			for _, p := range programs {
				asked += same(t, fmt.Sprintf("%s on %s", rule.Name(), example), here, there, p)
			}
			if diff := cmp.Diff(unread(here), unread(there)); diff != "" {
				t.Errorf("%s on %s, unread fields (-here +there):\n%s", rule.Name(), example, diff)
			}
		}
	}
	if asked < 200 {
		t.Errorf("%d outcomes", asked)
	}
}

// TestSameOrganisations holds the same of all rules together, on the organisations below testdata.
func TestSameOrganisations(t *testing.T) {
	e := newEngine(t)
	var programs []policy.Program
	for _, rule := range foreign(t) {
		programs = append(programs, compiled(t, rule))
	}
	folders, err := fs.Glob(os.DirFS("../../testdata"), "*")
	if err != nil || len(folders) < 5 {
		t.Fatal(folders, err)
	}
	asked := 0
	for _, folder := range folders {
		root := os.DirFS("../../testdata/" + folder)
		if info, err := fs.Stat(root, "."); err != nil || !info.IsDir() {
			continue
		}
		here, there := read(t, e, root), read(t, e, root)
		asked += same(t, folder, here, there, programs...)
		if diff := cmp.Diff(unread(here), unread(there)); diff != "" {
			t.Errorf("%s, unread fields (-here +there):\n%s", folder, diff)
		}
	}
	if asked < 100 {
		t.Errorf("%d outcomes", asked)
	}
}

// same lets programs judge here and, what is named by them, there; it returns how many outcomes there were.
func same(t *testing.T, what string, here, there *engine.Organisation, programs ...policy.Program) int {
	t.Helper()
	var named wire.Named
	for _, p := range programs {
		named.Add(p)
	}
	return sameNamed(t, what, here, there, &named, programs...)
}

func sameNamed(
	t *testing.T, what string, here, there *engine.Organisation, named *wire.Named, programs ...policy.Program,
) int {
	t.Helper()
	named, err := wire.ReadNamed(named.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	original := &there.Organisation
	data := wire.Write(original, named, nil)
	if again := wire.Write(original, named, nil); string(again) != string(data) {
		t.Errorf("%s: the same gives other bytes", what)
	}
	sent, err := wire.Read(data)
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	count := 0
	for _, p := range programs {
		if told, ok := p.(interface{ Paths() *view.Paths }); ok {
			here.Read(told.Paths())
			paths, ok := view.ReadPaths(told.Paths().Bytes())
			if !ok {
				t.Fatal(what)
			}
			original.Read(paths)
		}
		want := judge(&here.Organisation, p, programs)
		got := judge(sent, p, programs)
		for i := range got.outcomes {
			got.outcomes[i] = back(t, original, sent, got.outcomes[i])
		}
		count += len(want.outcomes)
		if diff := cmp.Diff(want.told(&here.Organisation), got.told(original)); diff != "" {
			t.Errorf("%s, %s (-here +there):\n%.3000s", what, p.Rule().Name(), diff)
		}
	}
	if err := wire.Apply(original, named, wire.Marks(sent)); err != nil {
		t.Errorf("%s: %v", what, err)
	}
	return count
}

// judged is what a program says.
type judged struct {
	outcomes []policy.Outcome
	looked   int
	err      error
}

func judge(o *view.Organisation, p policy.Program, all []policy.Program) (j judged) {
	ctx := context.Background()
	if whole, ok := p.(interface {
		RunOn(ctx context.Context, in *rego.Input) ([]policy.Outcome, int, error)
	}); ok {
		var inRego []policy.Program
		for _, p := range all {
			if p.Rule().Rego != nil {
				inRego = append(inRego, p)
			}
		}
		j.outcomes, j.looked, j.err = whole.RunOn(ctx, rego.NewInput(o, inRego...))
		return j
	}
	for _, r := range o.Of(p.Rule().For) {
		for _, one := range append([]*model.Resource{r}, o.RowsOf(r)...) {
			outcomes, looked, err := p.Run(ctx, o.For(one), one)
			j.outcomes, j.looked = append(j.outcomes, outcomes...), j.looked+looked
			if err != nil && j.err == nil {
				j.err = err
			}
		}
	}
	return j
}

// back is an outcome as it is told of the original.
func back(t *testing.T, original, sent *view.Organisation, o policy.Outcome) policy.Outcome {
	here, there := wire.Number(original), wire.Number(sent)
	r := o.Resource
	o.Resource = here.At(there.Of(r))
	if o.Resource == nil {
		t.Fatalf("nothing has the number of %s", r.Name)
	}
	if o.Words != nil {
		o.Words = wire.PathToWords(sent, r, o.Words).Words(original, o.Resource)
	}
	if o.Because != nil && o.Because.Of != nil {
		n := wire.PathTo(sent, r, o.Because.Of).Number(original, o.Resource)
		if n == nil {
			t.Fatalf("the evidence on %s is no fact", r.Name)
		}
		o.Because = policy.EvidenceOf(n)
	}
	o.Related = slices.Clone(o.Related)
	for i := range o.Related {
		o.Related[i].Resource = here.At(there.Of(o.Related[i].Resource))
	}
	return o
}

// told is all that was said, as text.
func (j *judged) told(o *view.Organisation) []string {
	numbers := wire.Number(o)
	all := []string{fmt.Sprint("looked at ", j.looked), fmt.Sprint("error ", j.err)}
	for _, o := range j.outcomes {
		var because, words string
		if o.Because != nil {
			derivation, err := json.Marshal(o.Because.Tree())
			because = fmt.Sprint(o.Because.Words(), string(derivation), err)
		}
		if o.Words != nil {
			words = fmt.Sprint(o.Words.Location())
		}
		var related []string
		for _, r := range o.Related {
			related = append(related, fmt.Sprint(numbers.Of(r.Resource), r.At, r.Message))
		}
		all = append(all, fmt.Sprintf("%d %q %v %v %v %q %q %q %v %q %+v %q %q %+v %q %q %v",
			numbers.Of(o.Resource), o.At, o.State, o.Depends, o.Level, o.Message, o.Fix, because, o.Size, o.Group,
			o.Values, o.Missing, related, o.Edit, o.Excepted, words, o.Flaw))
	}
	return all
}

func unread(o *engine.Organisation) (all []string) {
	for _, r := range o.Resources {
		r.Unread(func(path, _ string) { all = append(all, r.Name+" "+path) })
	}
	return all
}

func newEngine(t testing.TB) *engine.Engine {
	t.Helper()
	e, err := engine.New(engine.Options{AsOf: day, Packs: []engine.Pack{{FS: rules.FS, Dir: "."}}})
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func read(t testing.TB, e *engine.Engine, fsys fs.FS, paths ...string) *engine.Organisation {
	t.Helper()
	o, err := e.Read(context.Background(), engine.Input{FS: fsys, Paths: paths, AllFacts: true, Track: true})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// foreign are the rules of the catalogue as those of strangers.
func foreign(t testing.TB) []*policy.Rule {
	t.Helper()
	all, err := policy.Load(rules.FS, ".")
	if err != nil || len(all) < 80 {
		t.Fatal(len(all), err)
	}
	for _, r := range all {
		r.Summary, r.Trusted = nil, false
	}
	return all
}

func modelSchema(t testing.TB) []byte {
	t.Helper()
	raw, ok := schema.Raw("model")
	if !ok {
		t.Fatal("there is no schema of the model")
	}
	return raw
}

func compiled(t testing.TB, r *policy.Rule) policy.Program {
	t.Helper()
	if r.Rego != nil {
		all, err := rego.Compile([]*policy.Rule{r}, (*policy.Rule).Defaults, modelSchema(t))
		if err != nil {
			t.Fatal(err)
		}
		return all[0]
	}
	p, err := inCEL(t).Compile(r, r.Defaults())
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func mutants(t testing.TB, r *policy.Rule) []policy.Mutant {
	if r.Rego != nil {
		return rego.Mutants(r)
	}
	return inCEL(t).Mutants(r)
}

var compilerInCEL *cel.Compiler

func inCEL(t testing.TB) *cel.Compiler {
	t.Helper()
	if compilerInCEL == nil {
		var err error
		if compilerInCEL, err = cel.NewCompiler(modelSchema(t)); err != nil {
			t.Fatal(err)
		}
	}
	return compilerInCEL
}
