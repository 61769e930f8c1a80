package source

import (
	"bytes"
	"strings"
	"testing"
	"unicode/utf8"
)

// Lines answers as if the file were read from its start each time.
func TestLines(t *testing.T) {
	for _, data := range [][]byte{
		nil, []byte("\n"), []byte("a"), []byte("\ufeffa: é\r\nb\rc\n\n"), []byte("\ufeff\n\ufeffx"), []byte("\r\r\n\n\r"),
		[]byte(strings.Repeat("é😀x", 1000)), []byte("k: " + strings.Repeat("x", 255) + "\n" + strings.Repeat("é", 256) + "\n" + strings.Repeat("😀", 257)),
		[]byte(strings.Repeat("y", 256) + "\xff\xfe" + strings.Repeat("\xc3", 300) + "\n"),
	} {
		l := NewLines(data)
		for n := -1; n <= bytes.Count(data, []byte("\n"))+bytes.Count(data, []byte("\r"))+2; n++ {
			checkLine(t, l, data, n)
		}
		whole := newText("", data)
		for i := int(whole.lines[0]); i <= len(data); i += 1 + len(data)/300 {
			if utf8.Valid(data) && i < len(data) && !utf8.RuneStart(data[i]) {
				continue
			}
			if got, want := l.Span(i, len(data)), whole.span(i, len(data)); got != want {
				t.Errorf("%.20q: bytes %d to %d are at %v, want %v", data, i, len(data), got, want)
			}
		}
	}
}

func checkLine(t *testing.T, l *Lines, data []byte, n int) {
	t.Helper()
	line := Line(data, n)
	if got := string(l.Line(n)); got != line {
		t.Errorf("%.20q: line %d is %q, want %q", data, n, got, line)
	}
	runes := []string{}
	for rest := line; rest != ""; {
		size := charLen([]byte(rest))
		runes, rest = append(runes, rest[:size]), rest[size:]
	}
	if got := l.Count(n); got != len(runes) {
		t.Errorf("%.20q: line %d has %d characters, want %d", data, n, got, len(runes))
	}
	for from := 0; from < len(runes)+3; from += 1 + len(runes)/100 {
		to := from + 7
		want := strings.Join(runes[min(from, len(runes)):min(to, len(runes))], "")
		if got := l.Cut(n, from, to); got != want {
			t.Errorf("%.20q: line %d from %d to %d is %q, want %q", data, n, from, to, got, want)
		}
	}
}

// A column is found near one of the marks of its line, however long the line is.
func TestLongLineIsCountedOnce(t *testing.T) {
	const points = 300_000
	l := NewLines([]byte(strings.Repeat("é", points)))
	if l.Bytes(1, points-1) != 2*(points-1) {
		t.Fatal("not the right byte")
	}
	m := l.long[1]
	if m == nil || len(m.marks) != (points+stride-1)/stride {
		t.Fatalf("the line is not marked each %d characters", stride)
	}
	if allocs := testing.AllocsPerRun(10, func() { l.Bytes(1, points/2); l.Count(1) }); allocs > 0 {
		t.Errorf("%v allocations to find a column again", allocs)
	}
}
