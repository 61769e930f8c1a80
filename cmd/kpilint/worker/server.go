package worker

import (
	"bufio"
	"context"
	"errors"
	"os"
	"sync"
	"time"
)

// Server is a process that answers requests about rules of strangers, and those that take its place where a rule ends
// it. It is started when something is asked. It is safe for concurrent use, and answers one request at a time.
type Server struct {
	mu      sync.Mutex
	at      *serving // nil where none is started
	now     orders
	remotes []*Remote
	kept    []kept // what is asked again of a process that takes the place of another
	wrong   error  // why no more are started
}

// kept is a request that is kept.
type kept struct {
	remote  uint32
	request []byte
}

// NewServer makes a server.
func NewServer() *Server {
	return &Server{now: orders{Serves: true, Stopped: map[string]string{}, Ended: map[string]bool{}}}
}

// Remote is where the requests of one engine go. It implements [engine.Runner].
type Remote struct {
	server *Server
	number uint32
	word   string
}

// Remote makes a remote. The word is put before the names of its rules where others may have the same; "" for none.
func (s *Server) Remote(word string) *Remote {
	s.mu.Lock()
	defer s.mu.Unlock()
	r := &Remote{server: s, number: uint32(len(s.remotes)), word: word}
	s.remotes = append(s.remotes, r)
	if s.at != nil && s.at.open(r) != nil {
		s.at.kill() // the next request finds out why
	}
	return r
}

// Start starts the process before anything is asked. What is wrong with it is told who asks.
func (s *Server) Start() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.at == nil {
		_ = s.start(context.Background())
	}
}

// Asked reports whether somebody has a remote of the server.
func (s *Server) Asked() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return len(s.remotes) > 0
}

// Ask returns the answer to a request. An error is that of ctx, or a process that cannot be started, that ends before
// any rule is to blame, or that answers what makes no sense.
func (r *Remote) Ask(ctx context.Context, request []byte, keep bool) ([]byte, error) {
	s := r.server
	s.mu.Lock()
	defer s.mu.Unlock()
	for {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if s.at == nil {
			if err := s.start(ctx); err != nil {
				return nil, err
			}
			if s.at == nil {
				continue // what was asked before has ended it
			}
		}
		answer, err := s.ask(ctx, kept{r.number, request})
		if errors.Is(err, errEnded) {
			continue
		}
		if err == nil && keep {
			s.kept = append(s.kept, kept{r.number, request})
		}
		return answer, err
	}
}

// start starts a process, and asks it what was kept. If that ends the process, s.at is nil, and it is no error.
func (s *Server) start(ctx context.Context) error {
	if s.wrong != nil {
		return s.wrong
	}
	self, err := os.Executable()
	if err == nil {
		s.at, err = serve(self, s.now)
	}
	if s.wrong = err; err != nil {
		return err
	}
	for _, r := range s.remotes {
		if s.at.open(r) != nil {
			return s.lost()
		}
	}
	for _, k := range s.kept {
		switch _, err := s.ask(ctx, k); {
		case errors.Is(err, errEnded):
			return nil
		case err != nil:
			return err
		}
	}
	return nil
}

// errEnded says that the process has ended, and that another one may take its place.
var errEnded = errors.New("the process that runs the rules has ended")

// ask asks the process that is there.
func (s *Server) ask(ctx context.Context, k kept) ([]byte, error) {
	answer, err := s.at.ask(ctx, &frame{what: frameAsk, remote: k.remote, payload: k.request})
	if ctx.Err() != nil { // it may have been told so after its answer, and take that for one about the next request
		s.at.kill()
		s.at = nil
		if err != nil {
			return nil, ctx.Err()
		}
	}
	switch {
	case err == nil && answer.what == frameAnswer:
		return answer.payload, nil
	case err == nil && answer.what == frameWrong:
		return nil, errors.New(string(answer.payload))
	case err == nil || errors.Is(err, errFrame):
		if s.wrong = errFrame; s.at != nil {
			s.at.kill()
			s.at = nil
		}
		return nil, errFrame
	}
	if err := s.lost(); err != nil {
		return nil, err
	}
	return nil, errEnded
}

// lost takes note of the end of the process. An error is an end that no rule is to blame for.
func (s *Server) lost() error {
	s.at.close()
	s.now, s.wrong = s.now.after(&s.at.process)
	s.at = nil
	return s.wrong
}

// Careful reports whether a rule has ended a process.
func (s *Server) Careful() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.now.Careful
}

// Close ends the process. More may be asked after that, of another one.
func (s *Server) Close() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.at != nil {
		s.at.kill()
		s.at = nil
	}
}

// serving is a process that answers requests.
type serving struct {
	process
	to    *os.File
	from  *os.File
	reads *bufio.Reader
	turn  sync.Mutex // whose frame is written
}

// serve starts a process that answers requests.
func serve(self string, now orders) (*serving, error) {
	its, to, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	from, out, err := os.Pipe()
	if err != nil {
		its.Close()
		to.Close()
		return nil, err
	}
	w := &serving{to: to, from: from, reads: bufio.NewReaderSize(from, 1<<16)}
	w.process = process{ctx: context.Background(), self: self, in: its, out: out}
	err = w.start(now)
	its.Close()
	out.Close()
	if err != nil {
		to.Close()
		from.Close()
		return nil, err
	}
	return w, nil
}

func (w *serving) open(r *Remote) error {
	return w.write(&frame{what: frameOpen, remote: r.number, payload: []byte(r.word)})
}

func (w *serving) write(f *frame) error {
	w.turn.Lock()
	defer w.turn.Unlock()
	return f.write(w.to)
}

// ask writes a request and reads the answer. Where ctx ends before, the process is told so, and ended where it goes on.
func (w *serving) ask(ctx context.Context, request *frame) (*frame, error) {
	answered := make(chan struct{})
	defer close(answered)
	go func() {
		select {
		case <-answered:
			return
		case <-ctx.Done():
		}
		go func() { _ = w.write(&frame{what: frameStop}) }() // a process that reads nothing is ended
		select {
		case <-answered:
		case <-time.After(farewell):
			_ = w.cmd.Process.Kill() // it may have ended
		}
	}()
	if err := w.write(request); err != nil {
		return nil, err
	}
	answer, err := readFrame(w.reads)
	if err == nil && answer.remote != request.remote {
		err = errFrame
	}
	return answer, err
}

// close waits for the end of a process that has ended itself.
func (w *serving) close() {
	w.to.Close()
	<-w.gone
	w.from.Close()
}

// kill ends the process.
func (w *serving) kill() {
	_ = w.cmd.Process.Kill() // it may have ended
	w.close()
}
