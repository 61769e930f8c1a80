package serve

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/answer"
	"github.com/kpilint/kpilint/engine/report"
)

// downloads are the reports that can be taken along, by the name of the file.
var downloads = map[string]struct{ format, kind string }{
	"report.html":   {"html", "text/html; charset=utf-8"},
	"report.md":     {"markdown", "text/markdown; charset=utf-8"},
	"report.json":   {"json", "application/json"},
	"findings.csv":  {"csv", "text/csv; charset=utf-8"},
	"findings.xlsx": {"xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
}

// attach offers a file to be kept.
func attach(w http.ResponseWriter, name, kind string, data []byte) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	h.Set("Content-Length", fmt.Sprint(len(data)))
	_, _ = w.Write(data) // a browser that has gone needs none
}

// options are those of all reports of the page.
func (s *Server) options() report.Options { return report.Options{Version: s.opts.Version} }

// written writes the report in a format.
func (s *Server) written(j *judged, format string) ([]byte, error) {
	write, err := report.ForFormat(format)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = write(&b, j.report, s.options())
	return b.Bytes(), err
}

// checked is a copy of a workbook with a comment on each cell that has a finding, and the name of the copy.
func (s *Server) checked(j *judged, file string) (name string, data []byte, err error) {
	f, ok := j.held(file)
	if !ok {
		return "", nil, &refused{"This file is not here any more."}
	}
	alone := *j.report
	alone.Sources = map[string][]byte{f.Name: f.Data}
	alone.Answers = slices.Clone(alone.Answers)
	alone.Findings = slices.Clone(alone.Findings)
	alone.Findings = slices.DeleteFunc(alone.Findings, func(found engine.Finding) bool {
		return found.Location.File != f.Name
	})
	alone.Answers = slices.DeleteFunc(alone.Answers, func(a answer.Answer) bool { return a.Location.File != f.Name })
	alone.Recount()
	if of, _ := report.Workbook(&alone); of == "" {
		return "", nil, &refused{f.Name + " is not an Excel workbook."}
	}
	var b bytes.Buffer
	err = report.XLSX(&b, &alone, s.options())
	base := path.Base(f.Name)
	return strings.TrimSuffix(base, path.Ext(base)) + "-checked" + path.Ext(base), b.Bytes(), err
}

// changes are the files with other contents than at the start, and what documents ask of people as definitions.
func (s *Server) changes(j *judged) ([]byte, error) {
	all := map[string][]byte{}
	for _, f := range s.board.changed(j) {
		if !f.added || !f.Document {
			all[inArchive(f.Name)] = f.Data
		}
	}
	drafts, err := engine.Drafts(j.org.Model)
	if err != nil {
		return nil, err
	}
	if len(drafts) > 0 {
		all["drafts.yaml"] = drafts
	}
	if len(all) == 0 {
		return nil, &refused{"Nothing has changed, and no document was read."}
	}
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		head := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)}
		w, err := z.CreateHeader(head)
		if err == nil {
			_, err = io.Copy(w, bytes.NewReader(all[name]))
		}
		if err != nil {
			return nil, err
		}
	}
	err = z.Close()
	return b.Bytes(), err
}

// inArchive is the name of a file in an archive, which leads to no folder above.
func inArchive(name string) string { return strings.TrimPrefix(path.Clean("/"+name), "/") }
