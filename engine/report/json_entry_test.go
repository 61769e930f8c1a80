package report

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"testing"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/source"
)

// oddTexts are what JSON escapes, a terminal obeys, or a build log takes for a command, and what is near it.
var oddTexts = []string{
	"", "plain", "a `name`", `"quoted" \\ and`, "tab\tand line\n\r", "\x00\x01\x1f\x7f", "\b\f", "<b> & c", "é ü 目标", "😀",
	"\u2028\u2029", "\ufeff\u200d\u202e", "\xff\xfe", "##vso[task]", "##[error]", "# # ##", "{}", "[]", "\U000e0001",
}

func someText(r *rand.Rand) string {
	text := oddTexts[r.IntN(len(oddTexts))]
	if r.IntN(3) == 0 {
		text += oddTexts[r.IntN(len(oddTexts))]
	}
	return text
}

// someFinding has fields by chance, some of them empty.
func someFinding(r *rand.Rand) finding {
	may := func(do func()) {
		if r.IntN(2) == 0 {
			do()
		}
	}
	text := func() string { return someText(r) }
	place := func() source.Location {
		l := source.Location{File: text(), Span: source.Span{Line: r.IntN(9), Column: r.IntN(200), EndLine: -1}}
		if r.IntN(20) == 0 {
			l.Part = &source.Part{Medium: source.InCell, Sheet: text(), Cell: "C12"}
		}
		return l
	}
	f := finding{
		Rule: text(), Category: text(), Level: "error", Outcome: engine.Outcome(text()), Path: text(), Location: place(),
		Message: text(), Fingerprint: text(), Earlier: map[string]string{firstVersion: text()},
	}
	may(func() { f.In, f.Because, f.Fix, f.Cause = text(), text(), text(), text() })
	may(func() { f.Resource = &engine.Resource{Kind: text(), ID: text(), Of: text()} })
	may(func() { f.Derivation = someDerivation(r, 3) })
	may(func() { f.Related = []related{{place(), text()}, {place(), text()}} })
	may(func() { f.Values = map[string]value{text(): {Value: text()}, "z": {Low: "1", Unit: text()}, "e": {}} })
	may(func() { f.Missing = []string{text(), text()} })
	may(func() { f.Missing = []string{} })
	may(func() { f.Size, f.GrewFrom = []float64{0, 1, 0.25, 1e21, 1e-9, 123456.789}[r.IntN(6)], 0.5 })
	may(func() { f.Suppressed = &engine.Suppression{By: text(), Reason: text(), Until: text()} })
	if r.IntN(20) == 0 {
		f.Earlier = nil
	}
	return f
}

func someDerivation(r *rand.Rand, depth int) *model.Object {
	o := &model.Object{}
	o.Set("label", someText(r))
	for range r.IntN(4) {
		o.Set(someText(r), []any{
			someText(r), r.IntN(9), -1, true, json.Number("1.50"), json.Number("-2e9"), model.List{}, model.List{someText(r), 3},
			&model.Object{}, []string{someText(r)},
		}[r.IntN(10)])
	}
	if depth > 0 && r.IntN(3) > 0 {
		o.Set("of", model.List{someDerivation(r, depth-1), someDerivation(r, depth-1)})
	}
	return o
}

// TestEntriesAreWhatTheEncoderWrites holds that findings are written as encoding/json writes them.
func TestEntriesAreWhatTheEncoderWrites(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 1))
	fast, slow, quick := newEncoder(entryIndent, jsonIndent), newEncoder(entryIndent, jsonIndent), 0
	for range 5000 {
		f := someFinding(r)
		want, wrong := slow.encode(&f)
		got, err := fast.entryOf(&f)
		if err != nil || wrong != nil {
			t.Fatal(err, wrong)
		}
		if want := bytes.TrimSuffix(want, []byte("\n")); !bytes.Equal(want, got) {
			t.Fatalf("the encoder writes\n%s\nand the entry is\n%s", want, got)
		}
		if _, ok := fast.entry.entry(&f); ok {
			quick++
		}
	}
	if quick < 3000 {
		t.Errorf("only %d of 5000 findings are written at once", quick)
	}
}
