package parts

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// entry is one of an archive that the test writes.
type entry struct {
	name, text string
	zip.FileHeader
}

func archive(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	z.RegisterCompressor(99, func(w io.Writer) (io.WriteCloser, error) { return nopCloser{w}, nil })
	for _, e := range entries {
		h := e.FileHeader
		if h.Name = e.name; h.Method == 0 {
			h.Method = zip.Deflate
		}
		w, err := z.CreateHeader(&h)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, e.text); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

type nopCloser struct{ io.Writer }

func (nopCloser) Close() error { return nil }

// TestOpen holds which archives are refused.
func TestOpen(t *testing.T) {
	many := make([]entry, maxEntries+1)
	for i := range many {
		many[i] = entry{name: fmt.Sprint(i)}
	}
	large := strings.Repeat("x", 1<<20)
	noise := make([]byte, 1<<20) // which does not shrink, so that it looks like no bomb
	for i, n := 0, uint32(1); i < len(noise); i++ {
		n = n*1664525 + 1013904223
		noise[i] = byte(n >> 24)
	}
	claimed := archive(t, entry{name: "a", text: string(noise)})
	binary.LittleEndian.PutUint32(claimed[bytes.LastIndex(claimed, []byte("PK\x01\x02"))+24:], maxUnzipped+1)
	for name, c := range map[string]struct {
		data []byte
		want string
	}{
		"sound":         {archive(t, entry{name: "a/b.xml"}, entry{name: "c/"}), ""},
		"truncated":     {archive(t, entry{name: "a"})[:20], "the file is damaged"},
		"no archive":    {[]byte("text"), "the file is damaged"},
		"same name":     {archive(t, entry{name: "A.xml"}, entry{name: "a.xml"}), "the same name"},
		"path outside":  {archive(t, entry{name: "../a.xml"}), "leads out of it"},
		"path outside2": {archive(t, entry{name: `a\..\..\b`}), "leads out of it"},
		"absolute path": {archive(t, entry{name: "/a.xml"}), "leads out of it"},
		"compression":   {archive(t, entry{name: "a", FileHeader: zip.FileHeader{Method: 99}}), "compressed in a way"},
		"many entries":  {archive(t, many...), "10001 parts inside"},
		"bomb":          {archive(t, entry{name: "a", text: strings.Repeat(large, 11)}), "more than 250 times its size"},
		"too large":     {claimed, "larger than 200 MiB"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := Open(c.data)
			if err == nil && c.want != "" || err != nil && (c.want == "" || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("got %v, want %q", err, c.want)
			}
		})
	}
}

// TestLies holds that a part that unpacks to more than it says is not read to its end.
func TestLies(t *testing.T) {
	data := archive(t, entry{name: "a", text: strings.Repeat("x", 1000)})
	// The directory at the end of the archive says how large a part is: 24 bytes behind its sign.
	binary.LittleEndian.PutUint32(data[bytes.LastIndex(data, []byte("PK\x01\x02"))+24:], 5)
	a, err := Open(data)
	if err != nil {
		t.Fatal(err)
	}
	if text, err := a.Bytes("a", 1<<20); err == nil {
		t.Errorf("%d bytes were read", len(text))
	}
	data = archive(t, entry{name: "a", text: strings.Repeat("x", 1000)})
	if a, err = Open(data); err != nil {
		t.Fatal(err)
	}
	a.left = 10
	x, err := a.XML("a")
	if err != nil {
		t.Fatal(err)
	}
	for _, ok := x.Next(); ok; _, ok = x.Next() {
	}
	if x.Err() == nil || !strings.Contains(x.Err().Error(), "200 MiB") {
		t.Error(x.Err())
	}
}

// TestXML holds how a part is walked over.
func TestXML(t *testing.T) {
	a, err := Open(archive(t, entry{name: "a.xml", text: `<?xml version="1.0"?><n:a xmlns:n="space" n:k="v" ` +
		`on="true"><!-- x --><b><c>1 &lt; 2</c></b><d/>end</n:a>`}))
	if err != nil {
		t.Fatal(err)
	}
	x, err := a.XML("A.xml")
	if err != nil {
		t.Fatal(err)
	}
	defer x.Close()
	root, _ := x.Next()
	if root.Name != "a" || root.Space != "space" || root.Attr("k") != "v" || !root.On("on") || root.Has("x") {
		t.Errorf("%+v", root)
	}
	var got []string
	for t := range x.Tokens() {
		switch {
		case t.Kind == Text:
			got = append(got, string(t.Text))
		case t.Kind == Start && t.Name == "b":
			x.Skip()
			got = append(got, "skipped b")
		case t.Kind == Start:
			got = append(got, "<"+t.Name)
		default:
			got = append(got, ">"+t.Name)
		}
	}
	if diff := cmp.Diff([]string{"skipped b", "<d", ">d", "end"}, got); diff != "" || x.Err() != nil {
		t.Errorf("%v (-want +got):\n%s", x.Err(), diff)
	}
	if x, err := a.XML("none"); x != nil || err != nil {
		t.Error(x, err)
	}
}

// TestRelations holds where parts lead.
func TestRelations(t *testing.T) {
	a, err := Open(archive(t, entry{name: "x/_rels/a.xml.rels", text: `<Relationships>` +
		`<Relationship Id="1" Type="http://e/worksheet" Target="s/b.xml"/><Relationship Id="2" Type="http://e/x" ` +
		`Target="/c.xml"/>` +
		`<Relationship Id="3" Type="t" Target="../../../d.xml"/><Relationship Id="4" Type="http://e/link" ` +
		`Target="http://e" TargetMode="External"/></Relationships>`}))
	if err != nil {
		t.Fatal(err)
	}
	got, err := a.Relations("x/a.xml")
	want := []Relation{{"1", "worksheet", "x/s/b.xml", false}, {"2", "x", "c.xml", false}, {"3", "t", "d.xml", false}, {
		"4", "link", "http://e", true}}
	if diff := cmp.Diff(want, got); diff != "" || err != nil {
		t.Errorf("%v (-want +got):\n%s", err, diff)
	}
}
