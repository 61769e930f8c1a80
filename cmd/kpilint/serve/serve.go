// Package serve is the report as a page that can be used: files are dropped on it, edited and tried with other
// numbers, and what follows is shown. It works on a copy of the files in memory. It listens on this machine alone and
// answers only browsers that were given its token.
package serve

import (
	"context"
	"embed"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/kpilint/kpilint/engine"
)

// What a browser may ask of a run.
const (
	maxWatchers = 32       // pages that are told of changes
	maxRequests = 64       // at a time
	maxAsked    = 64 << 10 // bytes of a request that is no file
	farewell    = 300 * time.Millisecond
)

//go:embed web
var web embed.FS

// Options say what a page is about.
type Options struct {
	Engine  *engine.Engine
	Input   engine.Input // what it starts on
	Dir     string       // the folder in the file system of the input in which added files lie
	Version string       // of kpilint
	Remote  bool         // others than this machine may ask

	Write writer // nil: nothing is written
}

// Server is the page of one run.
type Server struct {
	opts  Options
	board *board
	door  *door
	mux   *http.ServeMux
	busy  chan struct{}
	over  context.Context // ends with the run
	end   func()          // ends it
}

// Listen listens on an address of this machine; with remote, on any.
func Listen(addr string, remote bool) (net.Listener, error) {
	host, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, fmt.Errorf("%q is not an address: write 127.0.0.1:8080, or port 0 for any that is free", addr)
	}
	ip, err := netip.ParseAddr(host)
	if host == "localhost" {
		ip, err = netip.MustParseAddr("127.0.0.1"), nil
	}
	switch {
	case err != nil:
		return nil, fmt.Errorf("%q is not an address in numbers: write 127.0.0.1:%s", host, port)
	case !ip.IsLoopback() && !remote:
		return nil, fmt.Errorf("%s can be reached from other machines, where everybody with the address can read these "+
			"files, and nothing is encrypted: write 127.0.0.1:%s, or --remote where that is what you want", addr, port)
	}
	l, err := net.Listen("tcp", net.JoinHostPort(ip.String(), port))
	if err != nil {
		var op *net.OpError
		if errors.As(err, &op) {
			err = op.Err
		}
		return nil, fmt.Errorf("listen on %s: %w", addr, err)
	}
	return l, nil
}

// New reads the files and makes the page for an address.
func New(ctx context.Context, o Options, at net.Addr) (*Server, error) {
	b, err := newBoard(ctx, o.Engine, o.Input, o.Dir)
	if err != nil {
		return nil, err
	}
	s := &Server{
		opts: o, board: b, door: newDoor(at, o.Remote), busy: make(chan struct{}, maxRequests),
	}
	s.over, s.end = context.WithCancel(ctx)
	s.mux = s.routes()
	return s, nil
}

// Address is where the page is opened, with its token.
func (s *Server) Address(at net.Addr) string {
	return "http://" + at.String() + "/?token=" + s.door.token
}

// Ticket is the same for one browser, once and soon: other programs of the machine may see what a browser is started
// with.
func (s *Server) Ticket(at net.Addr) string {
	return "http://" + at.String() + "/?token=" + s.door.ticket
}

// Summary says in a line what the page begins with.
func (s *Server) Summary() (files, findings int) {
	j := s.board.present()
	return j.report.Summary.Files, len(counting(j.report))
}

// Serve answers until the context ends or somebody ends the run from the page.
func (s *Server) Serve(ctx context.Context, l net.Listener) error {
	h := &http.Server{
		Handler: s, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: time.Minute, WriteTimeout: 2 * time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 16 << 10, ErrorLog: log.New(io.Discard, "", 0),
		BaseContext: func(net.Listener) context.Context { return s.over },
	}
	failed := make(chan error, 1)
	go func() { failed <- h.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	case <-s.over.Done():
	}
	s.end()
	last, cancel := context.WithTimeout(context.Background(), farewell)
	defer cancel()
	if h.Shutdown(last) != nil {
		_ = h.Close() // requests that still wait have had time
	}
	return nil
}

// ServeHTTP answers a request.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	shut(w.Header())
	if why := s.door.turnsAway(r); why != "" {
		say(w, http.StatusForbidden, why)
		return
	}
	select {
	case s.busy <- struct{}{}:
		defer func() { <-s.busy }()
	default:
		say(w, http.StatusServiceUnavailable, "There are too many requests at once. Try again.")
		return
	}
	inside, isInside := strings.CutPrefix(r.URL.Path, s.door.place)
	switch {
	case r.URL.Path == "/" && s.door.opens(r.URL.Query().Get("token")):
		s.door.enter(w, r)
	case r.URL.Path == "/favicon.ico":
		w.WriteHeader(http.StatusNoContent)
	case !isInside || !s.door.lets(r):
		say(w, http.StatusForbidden, "Open the address that kpilint serve shows in the terminal: "+
			"it has the token that is needed here.")
	case strings.Contains(r.URL.Path, "//") || strings.Contains(r.URL.Path, "/."):
		http.NotFound(w, r)
	default:
		inner := r.Clone(r.Context())
		inner.URL.Path, inner.URL.RawPath = "/"+inside, ""
		s.mux.ServeHTTP(w, inner)
	}
}

// say answers with a sentence.
func say(w http.ResponseWriter, code int, text string) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(code)
	_, _ = io.WriteString(w, text+"\n")
}
