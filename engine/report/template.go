package report

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/template"
	"time"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/wording"
)

// What a template may use: a range over a product of lists has an end, but not one worth waiting for.
const (
	templateTime  = 10 * time.Second
	templateBytes = 64 << 20
)

// Template is the format of a user's own: a text of package text/template over the data of the JSON report, with the names it has
// there. Beside the functions of the package there are
//
//	json VALUE          as JSON in one line
//	csv TEXT…           a line of CSV in which a spreadsheet sees no formula
//	markdown TEXT       with no meaning to Markdown
//	line TEXT           in one line
//	join LIST TEXT      the entries of a list with a text between them
//	lower, upper TEXT   in small or capital letters
//
// A field that a finding does not have is empty; a name that no finding can have is an error. Texts are harmless for a terminal and a
// build log.
func Template(name, text string) (Writer, error) {
	t, err := template.New(name).Option("missingkey=error").Funcs(templateFuncs).Parse(text)
	if err != nil {
		return nil, templateError(err)
	}
	return func(w io.Writer, r *engine.Report, o Options) error {
		data, err := templateData(documentOf(r, o))
		if err != nil {
			return err
		}
		return execute(w, t, data, templateTime)
	}, nil
}

// templateError says where a template is wrong, as file and line, without the word that the package puts before them.
func templateError(err error) error {
	return errors.New(wording.ReadTemplate(strings.TrimPrefix(err.Error(), "template: ")))
}

// execute runs a template for a time and up to a size. One that writes nothing goes on in the background until the tool ends.
func execute(w io.Writer, t *template.Template, data any, most time.Duration) error {
	ctx, cancel := context.WithTimeout(context.Background(), most)
	defer cancel()
	out := &bounded{ctx: ctx}
	done := make(chan error, 1)
	go func() { done <- t.Execute(out, data) }()
	select {
	case err := <-done:
		if err != nil {
			return errors.New(wording.RunTemplate(strings.TrimPrefix(err.Error(), "template: ")))
		}
	case <-ctx.Done():
		return errors.New(wording.RunTemplateNoEndAfter(t.Name(), most.String()))
	}
	_, err := w.Write(out.buf.Bytes())
	return err
}

// bounded takes what a template writes as long as it may.
type bounded struct {
	ctx context.Context
	buf bytes.Buffer
}

var errTooLong = errors.New(wording.ItWritesTooMuch())

func (b *bounded) Write(p []byte) (int, error) {
	if err := b.ctx.Err(); err != nil {
		return 0, err
	}
	if b.buf.Len()+len(p) > templateBytes {
		return 0, errTooLong
	}
	return b.buf.Write(p)
}

// templateData is the JSON report as maps and lists, with every name that an object can have.
func templateData(d document) (any, error) {
	text, err := json.Marshal(d)
	if err != nil {
		return nil, err
	}
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber()
	var data map[string]any
	if err := dec.Decode(&data); err != nil {
		return nil, err
	}
	complement(data, map[string]any{"errors": []any{}, "looked": map[string]any{}})
	for _, f := range listOf(data["findings"]) {
		complement(f, map[string]any{
			"resource": map[string]any{"kind": "", "id": ""}, "because": "", "derivation": nil, "fix": "", "related": []any{},
			"values": map[string]any{}, "missing": []any{},
		})
	}
	for _, e := range listOf(data["errors"]) {
		complement(e, map[string]any{"rule": "", "resource": "", "location": nil})
	}
	return harmless(data), nil
}

func listOf(v any) []any {
	list, _ := v.([]any)
	return list
}

// complement gives an object the names it lacks.
func complement(v any, all map[string]any) {
	object, _ := v.(map[string]any)
	for name, empty := range all {
		if _, ok := object[name]; !ok {
			object[name] = empty
		}
	}
}

// harmless makes every text of a value safe to print, names of maps too.
func harmless(v any) any {
	switch v := v.(type) {
	case string:
		return Lines(v)
	case []any:
		for i := range v {
			v[i] = harmless(v[i])
		}
	case map[string]any:
		for _, name := range sortedKeys(v) {
			value := harmless(v[name])
			delete(v, name)
			v[Lines(name)] = value
		}
	}
	return v
}

var templateFuncs = template.FuncMap{
	"json": func(v any) (string, error) {
		var buf bytes.Buffer
		err := encode(&buf, v, "")
		return strings.TrimSuffix(buf.String(), "\n"), err
	},
	"csv": csvLine, "markdown": escapeMarkdown, "line": Safe, "lower": strings.ToLower, "upper": strings.ToUpper,
	"join": func(list []any, between string) string {
		texts := make([]string, len(list))
		for i, v := range list {
			texts[i] = fmt.Sprint(v)
		}
		return strings.Join(texts, between)
	},
}

// csvLine writes values as one line of CSV. What a spreadsheet would take for a formula gets an apostrophe, which makes it a text.
func csvLine(values ...any) (string, error) {
	cells := make([]string, len(values))
	for i, v := range values {
		cells[i] = cell(fmt.Sprint(v))
	}
	var buf bytes.Buffer
	w := csv.NewWriter(&buf)
	if err := w.Write(cells); err != nil {
		return "", err
	}
	w.Flush()
	return strings.TrimSuffix(buf.String(), "\n"), w.Error()
}

func cell(s string) string {
	first := strings.TrimLeft(s, " ")
	if first == "" || !strings.ContainsAny(first[:1], "=+-@\t\r\n") && !strings.HasPrefix(first, "＝") && !strings.HasPrefix(first, "＋") &&
		!strings.HasPrefix(first, "－") && !strings.HasPrefix(first, "＠") || json.Valid([]byte(first)) {
		return s
	}
	return "'" + s
}
