package serve

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"

	"github.com/kpilint/kpilint/engine/chart"
	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/report"
)

// heartbeat is how often a page hears that the run goes on.
const heartbeat = 15 * time.Second

// routes are what the page asks for, all below its own path.
func (s *Server) routes() *http.ServeMux {
	m := http.NewServeMux()
	for name, kind := range map[string]string{
		"index.html": "text/html; charset=utf-8", "app.css": "text/css; charset=utf-8",
		"app.js": "text/javascript; charset=utf-8",
	} {
		data, err := web.ReadFile("web/" + name)
		if err != nil {
			panic(err) // it is embedded
		}
		m.HandleFunc("GET /"+strings.TrimSuffix(name, "index.html")+end(name), func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", kind)
			_, _ = w.Write(data) // a browser that has gone needs none
		})
	}
	for name, of := range map[string]struct{ kind, text string }{
		"map.css": {"text/css; charset=utf-8", chart.CSS()}, "map.js": {"text/javascript; charset=utf-8", chart.Script()},
	} {
		m.HandleFunc("GET /"+name, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", of.kind)
			_, _ = io.WriteString(w, of.text) // a browser that has gone needs none
		})
	}
	m.HandleFunc("GET /map.html", s.drawn)
	m.HandleFunc("GET /report.html", s.framedReport)
	m.HandleFunc("GET /download/{name}", s.download)
	m.HandleFunc("GET /api/page", func(w http.ResponseWriter, _ *http.Request) { s.page(w, s.board.present(), nil) })
	m.HandleFunc("GET /api/file", s.file)
	m.HandleFunc("GET /api/numbers", s.numbers)
	m.HandleFunc("GET /api/watch", s.watch)
	m.HandleFunc("POST /api/add", s.add)
	m.HandleFunc("POST /api/edit", s.edit)
	m.HandleFunc("POST /api/set", s.set)
	m.HandleFunc("POST /api/follow", s.follow)
	m.HandleFunc("POST /api/apply", s.apply)
	m.HandleFunc("GET /api/zones", s.zones)
	m.HandleFunc("POST /api/remove", s.remove)
	m.HandleFunc("POST /api/undo", s.step(-1))
	m.HandleFunc("POST /api/redo", s.step(1))
	m.HandleFunc("POST /api/write", s.write)
	m.HandleFunc("POST /api/end", func(w http.ResponseWriter, _ *http.Request) {
		w.WriteHeader(http.StatusNoContent)
		s.end()
	})
	return m
}

// end makes the pattern of the page itself match nothing else.
func end(name string) string {
	if name == "index.html" {
		return "{$}"
	}
	return ""
}

// reply answers in JSON.
func reply(w http.ResponseWriter, code int, v any) {
	data, err := json.Marshal(v)
	if err != nil {
		code, data = http.StatusInternalServerError, []byte(`{"error":"The answer could not be written."}`)
	}
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(code)
	_, _ = w.Write(data) // a page that has gone needs none
}

// wrong is why something was not done.
type wrong struct {
	Error    string `json:"error"`
	Conflict bool   `json:"conflict"` // what was seen is no longer so
}

// fail says why something was not done.
func fail(w http.ResponseWriter, err error) {
	var c *conflict
	var no *refused
	var large *http.MaxBytesError
	switch {
	case errors.As(err, &c):
		reply(w, http.StatusConflict, wrong{err.Error(), true})
	case errors.As(err, &no):
		reply(w, http.StatusUnprocessableEntity, wrong{err.Error(), false})
	case errors.As(err, &large):
		text := fmt.Sprintf("This is larger than %d KiB, which is more than is read.", large.Limit>>10)
		reply(w, http.StatusRequestEntityTooLarge, wrong{text, false})
	case errors.Is(err, context.DeadlineExceeded):
		reply(w, http.StatusServiceUnavailable, wrong{"This took longer than a minute, and was stopped.", false})
	case errors.Is(err, context.Canceled):
		reply(w, http.StatusServiceUnavailable, wrong{"It was stopped, because the page was closed or kpilint ended.", false})
	default:
		reply(w, http.StatusInternalServerError, wrong{"kpilint could not do this: " + err.Error(), false})
	}
}

// page answers with the whole page.
func (s *Server) page(w http.ResponseWriter, j *judged, err error) {
	if err != nil {
		fail(w, err)
		return
	}
	reply(w, http.StatusOK, s.view(j))
}

func (s *Server) view(j *judged) *pageView {
	p := s.board.page(j)
	p.Writes = s.opts.Write != nil
	return p
}

func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	v, err := s.board.file(s.board.present(), r.URL.Query().Get("path"))
	if err != nil {
		fail(w, err)
		return
	}
	reply(w, http.StatusOK, v)
}

// numbers answers with the numbers of some fields.
func (s *Server) numbers(w http.ResponseWriter, r *http.Request) {
	reply(w, http.StatusOK, newViewer(s.board.present()).named(r.URL.Query()["field"]))
}

// body reads what is sent, up to a size.
func body(w http.ResponseWriter, r *http.Request, most int64) ([]byte, error) {
	return io.ReadAll(http.MaxBytesReader(w, r.Body, most))
}

// added is the answer to a new file.
type added struct {
	Path string    `json:"path"`
	Page *pageView `json:"page"`
}

func (s *Server) add(w http.ResponseWriter, r *http.Request) {
	data, err := body(w, r, content.MaxFile)
	if err != nil {
		fail(w, err)
		return
	}
	j, file, err := s.board.add(r.Context(), r.URL.Query().Get("name"), data)
	if err != nil {
		fail(w, err)
		return
	}
	reply(w, http.StatusOK, added{file, s.view(j)})
}

func (s *Server) remove(w http.ResponseWriter, r *http.Request) {
	j, err := s.board.remove(r.Context(), r.URL.Query().Get("path"))
	s.page(w, j, err)
}

func (s *Server) edit(w http.ResponseWriter, r *http.Request) {
	text, err := body(w, r, 2*files.Max)
	if err != nil {
		fail(w, err)
		return
	}
	q := r.URL.Query()
	j, err := s.board.edit(r.Context(), q.Get("path"), q.Get("was"), string(text), q.Get("gesture"))
	s.page(w, j, err)
}

// change is another value of a number.
type change struct {
	Field   string `json:"field"`
	Was     string `json:"was"`
	Value   string `json:"value"`
	Gesture string `json:"gesture"` // what is moved without letting go has one, and is undone as one
}

func (s *Server) asked(w http.ResponseWriter, r *http.Request) (c change, ok bool) {
	data, err := body(w, r, maxAsked)
	if err == nil && json.Unmarshal(data, &c) != nil {
		err = &refused{"This cannot be read."}
	}
	if err != nil {
		fail(w, err)
	}
	return c, err == nil
}

func (s *Server) set(w http.ResponseWriter, r *http.Request) {
	c, ok := s.asked(w, r)
	if !ok {
		return
	}
	j, err := s.board.set(r.Context(), c.Field, c.Was, c.Value, c.Gesture)
	s.page(w, j, err)
}

// followed is what follows from another value.
type followed struct {
	Numbers []followView `json:"numbers"`
	More    int          `json:"more"`
}

func (s *Server) follow(w http.ResponseWriter, r *http.Request) {
	c, ok := s.asked(w, r)
	if !ok {
		return
	}
	all, more, err := s.board.follow(r.Context(), s.board.before(moving(c.Field, c.Gesture)), c.Field, c.Value)
	if err != nil {
		fail(w, err)
		return
	}
	reply(w, http.StatusOK, followed{all, more})
}

func (s *Server) apply(w http.ResponseWriter, r *http.Request) {
	j, err := s.board.apply(r.Context(), r.URL.Query().Get("id"), versionOf(r))
	s.page(w, j, err)
}

func (s *Server) zones(w http.ResponseWriter, r *http.Request) {
	z, err := s.board.zones(r.Context(), s.board.present(), r.URL.Query().Get("field"))
	if err != nil {
		fail(w, err)
		return
	}
	reply(w, http.StatusOK, z)
}

// versionOf is the version that a request is about, 0 for none.
func versionOf(r *http.Request) int {
	n, _ := strconv.Atoi(r.URL.Query().Get("version"))
	return n
}

func (s *Server) step(by int) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		j, err := s.board.step(r.Context(), by, versionOf(r))
		s.page(w, j, err)
	}
}

// writtenFiles are those that were written.
type writtenFiles struct {
	Names []string  `json:"names"`
	Error string    `json:"error"`
	Page  *pageView `json:"page"`
}

func (s *Server) write(w http.ResponseWriter, r *http.Request) {
	if s.opts.Write == nil {
		fail(w, &refused{"Nothing is written: kpilint serve was started without --write."})
		return
	}
	names, err := s.board.write(r.Context(), versionOf(r), s.opts.Write)
	var c *conflict
	if errors.As(err, &c) {
		fail(w, err)
		return
	}
	answer := writtenFiles{Names: names, Page: s.view(s.board.present())}
	if err != nil {
		answer.Error = err.Error()
	}
	reply(w, http.StatusOK, answer)
}

// watch tells a page of each new version, as events.
func (s *Server) watch(w http.ResponseWriter, r *http.Request) {
	versions, stop, ok := s.board.watch()
	if !ok {
		say(w, http.StatusServiceUnavailable, "Too many pages are open.")
		return
	}
	defer stop()
	to := http.NewResponseController(w)
	tell := func(text string) bool {
		_ = to.SetWriteDeadline(time.Now().Add(heartbeat)) // where there is none, it writes without
		_, err := io.WriteString(w, text)
		return errors.Join(err, to.Flush()) == nil
	}
	w.Header().Set("Content-Type", "text/event-stream")
	if !tell(fmt.Sprintf("data: %d\n\n", s.board.present().version)) {
		return
	}
	beat := time.NewTicker(heartbeat)
	defer beat.Stop()
	for {
		said := ": \n\n"
		select {
		case v := <-versions:
			said = fmt.Sprintf("data: %d\n\n", v)
		case <-beat.C:
		case <-r.Context().Done(): // also where the run ends
			if s.over.Err() != nil {
				tell("event: end\ndata: 0\n\n")
			}
			return
		}
		if !tell(said) {
			return
		}
	}
}

// drawn is the map of the numbers, for the page to put in; nothing where no number flows.
func (s *Server) drawn(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	if f := report.Flow(s.board.present().report); f != nil && len(f.Bands) > 0 {
		_, _ = io.WriteString(w, chart.Page(f, chart.Options{}, "map")) // a browser that has gone needs none
	}
}

// framedReport is the report as it can be taken along, for the frame of the page.
func (s *Server) framedReport(w http.ResponseWriter, _ *http.Request) {
	data, err := s.written(s.board.present(), "html")
	if err != nil {
		fail(w, err)
		return
	}
	w.Header().Set("Content-Security-Policy", framed)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	_, _ = w.Write(data) // a browser that has gone needs none
}

// download offers a file to be kept.
func (s *Server) download(w http.ResponseWriter, r *http.Request) {
	j := s.board.present()
	name, kind := r.PathValue("name"), "application/octet-stream"
	var data []byte
	var err error
	switch d, ok := downloads[name]; {
	case ok:
		kind = d.kind
		data, err = s.written(j, d.format)
	case name == "changes.zip":
		data, err = s.changes(j)
	case name == "workbook":
		name, data, err = s.checked(j, r.URL.Query().Get("path"))
	case name == "file":
		f, there := j.held(r.URL.Query().Get("path"))
		if !there {
			err = &refused{"This file is not here any more."}
		}
		name, data = path.Base(f.Name), f.Data
	default:
		http.NotFound(w, r)
		return
	}
	if err != nil {
		fail(w, err)
		return
	}
	attach(w, name, kind, data)
}
