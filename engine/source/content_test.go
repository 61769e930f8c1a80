package source

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"testing"
)

// TestContent holds that packed content is read back unchanged, also by several at once, and takes less memory where it
// can.
func TestContent(t *testing.T) {
	digests := make([]byte, 0, 4096)
	for i := range 128 {
		sum := sha256.Sum256([]byte{byte(i)})
		digests = append(digests, sum[:]...)
	}
	for what, c := range map[string]struct {
		data    []byte
		smaller bool
	}{
		"definitions":    {[]byte(strings.Repeat("kind: KPI\nowner: sales\n", 1000)), true},
		"nothing":        {[]byte{}, false},
		"what is random": {digests, false},
	} {
		content := NewContent(c.data)
		if content.Size() != len(c.data) || (content.packed != nil) != c.smaller {
			t.Errorf("%s: %d bytes of %d, packed: %v", what, content.Size(), len(c.data), content.packed != nil)
		}
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				if !bytes.Equal(content.Bytes(), c.data) {
					t.Errorf("%s is otherwise than it was", what)
				}
			})
		}
		all.Wait()
	}
}

// TestRoom holds that trees are the same wherever they are made, and that one that is kept stays as it is.
func TestRoom(t *testing.T) {
	file := func(i int) []byte {
		return []byte(strings.Repeat(fmt.Sprintf("a%d: {b: [1, x%d], c: d}\n---\n", i, i), 1+i*7%40))
	}
	same := func(i int, docs []*Document) {
		t.Helper()
		want, _ := Parse("x.yaml", file(i))
		if len(docs) != len(want) {
			t.Fatalf("%d: %d documents, not %d", i, len(docs), len(want))
		}
		for j := range docs {
			if !reflect.DeepEqual(plainOf(docs[j].Root), plainOf(want[j].Root)) {
				t.Fatalf("%d: document %d is another one", i, j)
			}
		}
	}
	var room Room
	kept := map[int][]*Document{}
	for i := range 100 {
		docs, _ := room.Parse("x.yaml", file(i))
		if same(i, docs); i%3 == 0 {
			kept[i] = docs
			room.Keep()
			continue
		}
		room.Leave()
	}
	for i, docs := range kept {
		same(i, docs)
	}
}

// plainOf is a tree as texts, with the places of all values.
func plainOf(n *Node) []string {
	all := []string{fmt.Sprint(n.Kind, n.Text, n.Span())}
	for _, f := range n.Fields() {
		all = append(append(all, f.Key.Text), plainOf(f.Value)...)
	}
	for _, item := range n.Items() {
		all = append(all, plainOf(item)...)
	}
	return all
}
