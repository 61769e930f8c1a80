package csv

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"

	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/content/charset"
	"github.com/kpilint/kpilint/engine/content/contenttest"
)

// shown writes the cells of a file: row, column@place and text.
func shown(f *content.File) string {
	var b strings.Builder
	for _, row := range f.Blocks[0].Table.Rows {
		fmt.Fprintf(&b, "%d:", row.Number)
		for _, c := range row.Cells {
			fmt.Fprintf(&b, " %d@%d:%d %s", c.Column, c.Text.Line, c.Text.Column, c.Text)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func encode(t *testing.T, text string, enc interface{ String(string) (string, error) }) string {
	t.Helper()
	out, err := enc.String(text)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestRead holds how a file is taken apart, and what is said of it.
func TestRead(t *testing.T) {
	spanish := "Qué,Año\nPanamá,4\n"
	german := "Größe;Straße\nMünchen;1,5\nKöln;2,5\n"
	for name, c := range map[string]struct{ file, text, want, said string }{
		"commas": {"a.csv", "Team,Target\nSales,50\n",
			"1: 1@1:1 Team 2@1:6 Target\n2: 1@2:1 Sales 2@2:7 50\n", ""},
		"semicolons": {"a.csv", "Team;Ziel\nA;1,5\nB;2,5\n",
			"1: 1@1:1 Team 2@1:6 Ziel\n2: 1@2:1 A 2@2:3 1,5\n3: 1@3:1 B 2@3:3 2,5\n",
			"the values are separated by semicolons"},
		"semicolons and a comma in each row": {"a.csv", "Team;Ziel (in %, netto)\nA;1,5\n",
			"1: 1@1:1 Team 2@1:6 Ziel (in %, netto)\n2: 1@2:1 A 2@2:3 1,5\n", "the values are separated by semicolons"},
		"tabs": {"a.tsv", "Team\tTarget\nSales\t50, or more\n",
			"1: 1@1:1 Team 2@1:6 Target\n2: 1@2:1 Sales 2@2:7 50, or more\n", ""},
		"tabs in a csv": {"a.csv", "Team\tTarget\nSales\t50\n",
			"1: 1@1:1 Team 2@1:6 Target\n2: 1@2:1 Sales 2@2:7 50\n", "the values are separated by tabs"},
		"bars": {"a.csv", "Team|Target\nSales|50\n",
			"1: 1@1:1 Team 2@1:6 Target\n2: 1@2:1 Sales 2@2:7 50\n", "the values are separated by vertical bars"},
		"declared": {"a.csv", "sep=;\r\nTeam;Target\r\nSales;50\r\n",
			"2: 1@2:1 Team 2@2:6 Target\n3: 1@3:1 Sales 2@3:7 50\n", `the first line says that ';' separates the values`},
		"one column": {"a.csv", "Team\nSales\n", "1: 1@1:1 Team\n2: 1@2:1 Sales\n",
			"no separator was found: each row is one value"},
		"quoted": {"a.csv", "\"a \"\"b\"\", c\",\"d\ne\",\"\"\nf, g ,\"h\" \n",
			"1: 1@1:1 a \"b\", c 2@1:14 d\ne\n2: 1@3:1 f 2@3:4 g 3@3:7 h\n", ""},
		"loose quotes": {"a.csv", "\"He said \"no\" to it\",5\n5\" screens,7\n\"x\" y,8\n",
			"1: 1@1:1 He said \"no\" to it 2@1:22 5\n2: 1@2:1 5\" screens 2@2:12 7\n3: 1@3:1 \"x\" y 2@3:7 8\n",
			"a quotation mark on line 3 is never closed: it counts as a part of the text"},
		"never closed": {"a.csv", "a,\"b\nc,d\n", "1: 1@1:1 a 2@1:3 \"b\n2: 1@2:1 c 2@2:3 d\n",
			"a quotation mark on line 1 is never closed: it counts as a part of the text"},
		"ragged": {"a.csv", "a,b\nc\n\nd,e,f\ng,h\n",
			"1: 1@1:1 a 2@1:3 b\n2: 1@2:1 c\n4: 1@4:1 d 2@4:3 e 3@4:5 f\n5: 1@5:1 g 2@5:3 h\n",
			"1 row has more than the 2 values that most rows have: a separator inside of a value needs quotation marks " +
				"around the value; 1 row has fewer than the 2 values that most rows have: the last ones count as empty"},
		"rows in quotes": {"a.csv", "\"Id,Name\"\n\"O1,\"\"Grow, \"\"\"\"fast\"\"\"\"\"\"\"\n",
			"1: 1@1:2 Id 2@1:5 Name\n2: 1@2:2 O1 2@2:5 Grow, \"fast\"\n",
			"each row is in quotation marks as a whole; the values inside are separated by commas"},
		"one quoted list": {"a.csv", "\"a, b\"\n\"c\"\n", "1: 1@1:1 a, b\n2: 1@2:1 c\n",
			"no separator was found: each row is one value"},
		"empty":      {"a.csv", "", "", "no separator was found: each row is one value"},
		"empty rows": {"a.csv", ",,\na,b,c\n,,\n", "2: 1@2:1 a 2@2:3 b 3@2:5 c\n", ""},
		"mark":       {"a.csv", "\ufeffa,b\nc,d\n", "1: 1@1:1 a 2@1:3 b\n2: 1@2:1 c 2@2:3 d\n", ""},
		"CR alone": {"a.csv", "a,b\rc,d\r", "1: 1@1:1 a 2@1:3 b\n2: 1@2:1 c 2@2:3 d\n",
			"its lines end in CR alone"},
		"CRLF": {"a.csv", "a,b\r\nc,\"d\"\r\n", "1: 1@1:1 a 2@1:3 b\n2: 1@2:1 c 2@2:3 d\n",
			""},
		"Latin-1": {"a.csv", encode(t, spanish, charmap.ISO8859_1.NewEncoder()),
			"1: 1@1:1 Qué 2@1:5 Año\n2: 1@2:1 Panamá 2@2:8 4\n",
			`the file is not UTF-8: it was read as Windows-1252 (Latin-1), in which byte 0xE9 on line 1 is 'é'`},
		"Macintosh": {"a.csv", encode(t, strings.ReplaceAll(spanish, "\n", "\r"),
			charmap.Macintosh.NewEncoder()), "1: 1@1:1 Qué 2@1:5 Año\n2: 1@2:1 Panamá 2@2:8 4\n",
			`the file is not UTF-8: it was read as Macintosh, in which byte 0x8E on line 1 is 'é'; its lines end in CR ` +
				`alone`},
		"MS-DOS": {"a.csv", encode(t, german, charmap.CodePage850.NewEncoder()),
			"1: 1@1:1 Größe 2@1:7 Straße\n2: 1@2:1 München 2@2:9 1,5\n3: 1@3:1 Köln 2@3:6 2,5\n",
			`the file is not UTF-8: it was read as code page 850 (MS-DOS), in which byte 0x94 on line 1 is 'ö'; the values ` +
				`are separated by semicolons`},
		"euro": {"a.csv", "Betrag;\x80 5\nSumme;\x84x\x93\n",
			"1: 1@1:1 Betrag 2@1:8 € 5\n2: 1@2:1 Summe 2@2:7 „x“\n",
			`the file is not UTF-8: it was read as Windows-1252 (Latin-1), in which byte 0x80 on line 1 is '€'; the values ` +
				`are separated by semicolons`},
		"UTF-16": {"a.csv", encode(t, spanish, unicode.UTF16(unicode.LittleEndian,
			unicode.UseBOM).NewEncoder()), "1: 1@1:1 Qué 2@1:5 Año\n2: 1@2:1 Panamá 2@2:8 4\n", "the file is UTF-16"},
		"UTF-16 unmarked": {"a.csv", encode(t, spanish, unicode.UTF16(unicode.BigEndian,
			unicode.IgnoreBOM).NewEncoder()), "1: 1@1:1 Qué 2@1:5 Año\n2: 1@2:1 Panamá 2@2:8 4\n", "the file is UTF-16"},
		"broken UTF-8": {"a.csv", "Größe,Straße\nx,\xff\n",
			"1: 1@1:1 Größe 2@1:7 Straße\n2: 1@2:1 x 2@2:3 \ufffd\n",
			"the file is UTF-8 but for 1 byte, the first on line 2: each of them reads as \ufffd"},
	} {
		t.Run(name, func(t *testing.T) {
			f, err := Read(c.file, []byte(c.text))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(c.want, shown(f)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if name == "Latin-1" && string(f.Text) != spanish {
				t.Errorf("the text is %q", f.Text)
			}
			if diff := cmp.Diff(c.said, contenttest.Notes(f.Said)); diff != "" || len(f.Unread) > 0 {
				t.Errorf("unread %v, said (-want +got):\n%s", f.Unread, diff)
			}
		})
	}
}

// TestRefused holds what is no table.
func TestRefused(t *testing.T) {
	if _, err := Read("a.csv", []byte("a,b\x00c\n\x01\x02")); !errors.Is(err, charset.ErrBinary) {
		t.Error(err)
	}
	if _, err := Read("a.csv", make([]byte, content.MaxFile+1)); err == nil || !strings.Contains(err.Error(), "21 MiB") {
		t.Error(err)
	}
}

// TestLimits holds that what is beyond a limit is left out, and said.
func TestLimits(t *testing.T) {
	for text, want := range map[string]string{
		strings.Repeat("x", content.MaxText+1) + ",y\na,b\n": "only the first 64 KiB of this text are " +
			"read",
		strings.Repeat("x,", content.MaxColumns+5) + "\n": "only the first 16384 columns are read",
		strings.Repeat(strings.Repeat("a,", 999)+"a\n", content.MaxCells/999): "what follows is not read, since the " +
			"first 2000000 cells or paragraphs are: split the file",
		strings.Repeat("\n", content.MaxRows) + "a,b\n": "only the first 1048576 rows are read: " +
			"split the table",
	} {
		f, err := Read("a.csv", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		if got := contenttest.Notes(f.Unread); got != want {
			t.Errorf("%.10q: got %q, want %q", text, got, want)
		}
	}
}

// TestSound holds that sound files have the fields that encoding/csv reads.
func TestSound(t *testing.T) {
	files, err := filepath.Glob("../testdata/real/*/*.csv")
	if err != nil || len(files) < 5 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text, _, err := charset.Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		want := csv.NewReader(strings.NewReader(string(text)))
		want.FieldsPerRecord = -1
		p := parser{text: text, dialect: dialect{separator: ','}, end: len(text)}
		for p.at < p.end {
			var got []string
			fields := p.row()
			if len(fields) == 1 && fields[0].empty {
				continue // which encoding/csv leaves out
			}
			record, err := want.Read()
			if err != nil {
				t.Fatal(file, err)
			}
			for _, f := range fields {
				field := content.Text{Bytes: p.text[f.from:f.to]}
				if f.quote > 0 {
					field.Bytes = unquoted(field.Bytes, f.quote)
				}
				got = append(got, field.String())
			}
			for i := range record {
				record[i] = strings.Trim(record[i], " ")
				if i < len(got) { // which keeps CR before LF in a field of several lines
					got[i] = strings.Trim(strings.ReplaceAll(got[i], "\r\n", "\n"), " ")
				}
			}
			if diff := cmp.Diff(record, got); diff != "" {
				t.Fatalf("%s (-want +got):\n%s", file, diff)
			}
		}
	}
}

// TestHostile holds that reading takes memory in proportion to the text, and that it ends.
func TestHostile(t *testing.T) {
	pieces := []string{"\"", "\"a\n", "\"a\"b\n", "\"\"", "\"\"\"", ",", ",\"", "a,", "a\n", "\n", "\r",
		";\",", "é", "\xff", "a b", "\"a,\"\"\n", "\t\"", " \" "}
	contenttest.InProportion(t, 1<<18, pieces, func(text string) func() {
		data := []byte(text)
		return func() { _, _ = Read("a.csv", data) }
	})
}

// FuzzRead holds that no text breaks the reader, and that its cells stand one after the other.
func FuzzRead(f *testing.F) {
	for _, text := range []string{"a,b\nc,d\n", "a;\"b\"\"c\"\n", "\"a,\"\"b\"\"\"\n\"c,d\"\n", "sep=;\na;b", "\"a\n",
		"\xff\xfea\x00,\x00", "a\rb\r", "\"\"\"a\"\n,\n", "a\t\"b\" c\n"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, err := Read("a.csv", data)
		if err != nil {
			return
		}
		line, column := int32(1), int32(0)
		for _, row := range file.Blocks[0].Table.Rows {
			for _, c := range row.Cells {
				if len(c.Text.Bytes) == 0 || c.Text.Raw != nil && len(*c.Text.Raw) != len(c.Text.Bytes) {
					t.Fatalf("%q is painted over as %q", c.Text.Raw, c.Text.Bytes)
				}
				if c.Text.Line < line || c.Text.Line == line && c.Text.Column <= column {
					t.Fatalf("%q stands at %d:%d, after %d:%d", c.Text, c.Text.Line, c.Text.Column, line, column)
				}
				line, column = c.Text.Line, c.Text.Column
			}
		}
	})
}
