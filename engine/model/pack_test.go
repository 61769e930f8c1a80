package model

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/kpilint/kpilint/engine/shape"
	"github.com/kpilint/kpilint/engine/source"
)

// account is all that definitions hold, with the place and the inside of every node, as text.
func account(all []*Definition) string {
	var b strings.Builder
	for i, d := range all {
		fmt.Fprintf(&b, "%d %s %q %s %q in %d, %d nested, %q\n", i, d.Kind, d.ID, d.File, d.Pointer,
			slices.Index(all, d.Around), d.nested, d.counted)
		accountOf(&b, "", d.Object)
		for _, r := range d.refs {
			place, _ := r.shape.Place()
			fmt.Fprintf(&b, "ref %s %q %d\n", r.path, r.ref.Text, place)
			accountOfNode(&b, r.ref.Node)
		}
		for i, q := range d.amounts {
			fmt.Fprintf(&b, "amount %s %q\n", d.paths[i], q.Text)
			accountOfNode(&b, q.Node)
		}
	}
	return b.String()
}

func accountOf(b *strings.Builder, at string, v any) {
	switch v := v.(type) {
	case *Object:
		accountOfNode(b, v.Node)
		v.Each(func(name string, value any) { accountOf(b, at+"/"+name, value) })
	case List:
		fmt.Fprintf(b, "%s: %d entries\n", at, len(v))
		for i, entry := range v {
			accountOf(b, fmt.Sprint(at, "/", i), entry)
		}
	case *Ref:
		fmt.Fprintf(b, "%s -> %q %s %v %q\n", at, v.Text, v.File, v.To, v.Part)
		accountOfNode(b, v.Node)
	case *Quantity:
		fmt.Fprintf(b, "%s = %+v %s %v %v\n", at, *v.Quantity, v.File, v.Change, v.Base)
		accountOfNode(b, v.Node)
	default:
		fmt.Fprintf(b, "%s: %T %v\n", at, v, v)
	}
}

func accountOfNode(b *strings.Builder, n *source.Node) {
	fmt.Fprintf(b, "  %v %v %v %q %v %v", n.Kind, n.Plain, n.Assumed, n.Text, n.Span(), n.Sub(1, 3))
	for _, f := range n.Fields() {
		fmt.Fprintf(b, " %v %q %v:", f.Key.Span(), f.Key.Text, n.Has(f.Key.Text))
		accountOfNode(b, f.Value)
	}
	for _, item := range n.Items() {
		b.WriteString(" - ")
		accountOfNode(b, item)
	}
}

// everyFile calls f for each YAML file of the repository that holds definitions alone, with what it gives.
func everyFile(t *testing.T, f func(name string, data []byte, all []*Definition)) {
	t.Helper()
	kinds, err := shape.Load()
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"../../testdata", "../../rules"} {
		err := fs.WalkDir(os.DirFS(dir), ".", func(name string, e fs.DirEntry, err error) error {
			if err != nil || e.IsDir() || path.Ext(name) != ".yaml" {
				return err
			}
			data, err := os.ReadFile(dir + "/" + name)
			if err != nil {
				return err
			}
			docs, problems := source.Parse(name, data)
			var all []*Definition
			for _, d := range docs {
				kind := source.TextOf(d.Root.Get("kind"))
				if !slices.Contains(kinds.Names(), kind) {
					return nil
				}
				more, wrong := Read(kinds, d, kind, d.Root, "")
				all = append(all, more...)
				if problems = append(problems, make([]source.Problem, len(wrong))...); len(more) == 0 {
					return nil
				}
			}
			if len(problems) == 0 && len(all) > 0 {
				f(name, data, all)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func digestOf(data []byte) Digest {
	sum := sha256.Sum256(data)
	return Digest(sum[:16])
}

// TestPacked packs the definitions of all files of the repository, and holds that nearly all can be packed, and that
// they come back as they were. Another content is not known, nor is another name.
func TestPacked(t *testing.T) {
	var p Packer
	type file struct {
		name, was string
		data      []byte
	}
	var files []file
	n := 0
	everyFile(t, func(name string, data []byte, all []*Definition) {
		if n++; p.Pack(name, digestOf(data), all) {
			files = append(files, file{name, account(all), data})
		}
	})
	if len(files) < n*8/10 || n < 150 {
		t.Errorf("%d of %d files can be packed", len(files), n)
	}
	packed := Unpack(p.Bytes())
	if packed == nil {
		t.Fatal("what was packed cannot be read")
	}
	var again Packer
	for _, f := range files {
		name, data := f.name, f.data
		all := packed.Definitions(name, digestOf(data), bytes.Clone(data))
		if diff := cmp.Diff(strings.Split(f.was, "\n"), strings.Split(account(all), "\n")); diff != "" {
			t.Fatalf("%s (-read +unpacked):\n%s", name, diff)
		}
		if !again.Pack(name, digestOf(data), all) {
			t.Errorf("%s cannot be packed again", name)
		}
		other := append(bytes.Clone(data), '\n')
		if packed.Definitions(name, digestOf(other), other) != nil ||
			packed.Definitions("x"+name, digestOf(data), data) != nil {
			t.Errorf("%s is known with another content or name", name)
		}
	}
	if again.Len() != p.Len() {
		t.Errorf("%d bytes were packed, and then %d", p.Len(), again.Len())
	}
}

// TestPackedQuantities holds that each quantity is the one that was read, to the last of its parts.
func TestPackedQuantities(t *testing.T) {
	var quantities func(v any) []*Quantity
	quantities = func(v any) (found []*Quantity) {
		switch v := v.(type) {
		case *Quantity:
			return []*Quantity{v}
		case *Object:
			v.Each(func(_ string, value any) { found = append(found, quantities(value)...) })
		case List:
			for _, entry := range v {
				found = append(found, quantities(entry)...)
			}
		}
		return found
	}
	n := 0
	everyFile(t, func(name string, data []byte, all []*Definition) {
		var p Packer
		if !p.Pack(name, digestOf(data), all) {
			return
		}
		packed := Unpack(p.Bytes())
		if packed == nil {
			t.Fatal("what was packed cannot be read")
		}
		for i, d := range packed.Definitions(name, digestOf(data), data) {
			want, got := quantities(all[i].Object), quantities(d.Object)
			for k, q := range want {
				if n++; !reflect.DeepEqual(q.Quantity, got[k].Quantity) {
					t.Errorf("%s: %q is %+v, and was %+v", name, q.Text, *got[k].Quantity, *q.Quantity)
				}
			}
		}
	})
	if n < 1000 {
		t.Errorf("only %d quantities were looked at", n)
	}
}

// TestPackedIsTorn holds that bytes which are cut off are an error, and that others never make it panic.
func TestPackedIsTorn(t *testing.T) {
	var p Packer
	var name string
	var data []byte
	everyFile(t, func(of string, content []byte, all []*Definition) {
		if one := (Packer{}); len(content) > len(data) && len(content) < 1500 && one.Pack(of, digestOf(content), all) {
			name, data, p = of, content, one
		}
	})
	whole := p.Bytes()
	for n := range whole {
		if Unpack(whole[:n]) != nil {
			t.Fatalf("the first %d bytes of %d are taken for all", n, len(whole))
		}
	}
	r := rand.New(rand.NewPCG(1, 5))
	for range 20_000 {
		torn := bytes.Clone(whole)
		for range 1 + r.IntN(3) {
			torn[r.IntN(len(torn))] ^= byte(1 + r.IntN(255))
		}
		if packed := Unpack(torn); packed != nil {
			packed.Definitions(name, digestOf(data), data) // its checksum is held elsewhere
		}
	}
}

// TestNotPacked holds that a file is left out of which more is to be known than is packed.
func TestNotPacked(t *testing.T) {
	for what, text := range map[string]string{
		"a change of a number":    "kind: KPI\nid: a\nbaseline: 10 calls/day\ntarget: +20%\n",
		"an anchor":               "kind: KPI\nid: &a a\nname: *a\n",
		"a brace over many lines": "kind: KPI\nid: a\nlabels: {a: b,\n  c: d}\n",
	} {
		var p Packer
		if p.Pack("a", Digest{}, definitions(t, text)) {
			t.Errorf("%s is packed", what)
		}
	}
	if (&Packer{}).Pack("a", Digest{}, nil) {
		t.Error("a file without definitions is packed")
	}
}
