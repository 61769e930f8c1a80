package worker

import (
	"bufio"
	"context"
	"io"
	"os"
)

// Handler does what a worker is asked that runs no command line.
type Handler struct {
	Open func(remote uint32, guard *Aside)
	Ask  func(ctx context.Context, remote uint32, request []byte) ([]byte, error)
}

// Serves reports whether the worker answers requests. Else it runs a command line.
func (g *Guard) Serves() bool { return g.orders.Serves }

// Serve answers requests on standard input until there are no more.
func (g *Guard) Serve(h Handler) error {
	confine()
	asked, stop := make(chan *frame), make(chan struct{}, 1)
	go func() {
		in := bufio.NewReaderSize(os.Stdin, 1<<16)
		for {
			f, err := readFrame(in)
			switch {
			case err != nil:
				g.Done()
				os.Exit(0) // the process that asks has ended, and so does what is at work
			case f.what == frameStop:
				select {
				case stop <- struct{}{}:
				default:
				}
			default:
				asked <- f
			}
		}
	}()
	for f := range asked {
		if f.what == frameOpen {
			h.Open(f.remote, g.Aside(string(f.payload)))
			continue
		}
		if err := answer(os.Stdout, f, stop, h.Ask); err != nil {
			return err
		}
	}
	return nil
}

// answer answers one request, and comes to an end where that is asked for.
func answer(
	to io.Writer, f *frame, stop <-chan struct{},
	ask func(ctx context.Context, remote uint32, request []byte) ([]byte, error),
) error {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	ended := make(chan struct{})
	defer close(ended)
	go func() {
		select {
		case <-stop:
			cancel()
		case <-ended:
		}
	}()
	said, err := ask(ctx, f.remote, f.payload)
	reply := &frame{what: frameAnswer, remote: f.remote, payload: said}
	if err != nil {
		reply.what, reply.payload = frameWrong, []byte(err.Error())
	}
	return reply.write(to)
}
