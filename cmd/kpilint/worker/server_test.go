//go:build unix || windows

package worker

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"
)

// serveTest answers requests: "keep X" keeps a word, and what is in force is the answer to all others. "spin" is a rule
// that does not end soon, "die" one that ends the process, and "blameless" no rule that does; "wait" waits until it is
// told to stop, "deaf" longer than that, and "odd" answers another remote.
func serveTest(g *Guard) {
	kept := map[uint32]string{}
	guards := map[uint32]*Aside{}
	err := g.Serve(Handler{
		Open: func(remote uint32, guard *Aside) { guards[remote] = guard },
		Ask: func(ctx context.Context, remote uint32, request []byte) ([]byte, error) {
			g := guards[remote]
			why := g.Stopped("own/" + string(request))
			word, keeps := strings.CutPrefix(string(request), "keep ")
			switch {
			case keeps:
				kept[remote] += word
			case string(request) == "odd":
				f := frame{what: frameAnswer, remote: remote + 1}
				return nil, errors.Join(f.write(os.Stdout))
			case string(request) == "blameless":
				os.Exit(3)
			case string(request) == "wait":
				<-ctx.Done()
			case string(request) == "deaf":
				time.Sleep(time.Minute)
			case string(request) == "wrong":
				return nil, errors.New("this makes no sense")
			case why == "":
				atRule(g, string(request))
			}
			return fmt.Appendf(nil, "%s %v %s", kept[remote], g.Careful(), why), nil
		},
	})
	if err != nil {
		os.Exit(4)
	}
}

// atRule runs a rule, as the engine does: below the guard, together with all others or by itself.
func atRule(g *Aside, does string) {
	rule := "own/" + does
	if !g.Careful() {
		rule = together
	}
	g.Begin(rule, "sales/calls", 50*time.Millisecond)
	defer g.End()
	switch does {
	case "spin":
		for begun := time.Now(); time.Since(begun) < time.Minute; {
		}
	case "die":
		os.Exit(2)
	}
}

// TestServer holds that a server answers, asks again what it was to keep, and goes on without the rules that end it.
func TestServer(t *testing.T) {
	s := NewServer()
	defer s.Close()
	if s.Start(); s.at == nil || s.Asked() {
		t.Fatal("no process is there, or somebody has a remote")
	}
	one, two := s.Remote(""), s.Remote("two")
	ask := func(r *Remote, request string, keep bool) string {
		t.Helper()
		answer, err := r.Ask(context.Background(), []byte(request), keep)
		if err != nil {
			t.Fatalf("%s: %v", request, err)
		}
		return string(answer)
	}
	for _, c := range []struct {
		of      *Remote
		request string
		want    string
	}{
		{one, "keep a", "a false "},
		{two, "keep b", "b false "},
		{one, "keep c", "ac false "},
		{two, "how", "b false "},
		{one, "spin", "ac true stopped: it used more than 0.05 s of CPU time"},
		{two, "how", "b true "},
		{two, "die", "b true stopped: it ended the process that it ran in"},
		{one, "spin", "ac true stopped: it used more than 0.05 s of CPU time"},
		{one, "keep d", "acd true "},
		{two, "spin", "b true stopped: it used more than 0.05 s of CPU time"},
	} {
		got := ask(c.of, c.request, strings.HasPrefix(c.request, "keep"))
		if !strings.HasPrefix(got, c.want) || strings.HasSuffix(c.want, " ") && got != c.want {
			t.Fatalf("%s: %q, want %q", c.request, got, c.want)
		}
	}
	if !s.Careful() {
		t.Error("the server does not know that a rule has ended a process")
	}
	if three := s.Remote("three"); ask(three, "how", false) != " true " {
		t.Error("a remote that came later is not told apart")
	}
	if _, err := one.Ask(context.Background(), []byte("wrong"), false); err == nil ||
		err.Error() != "this makes no sense" {
		t.Errorf("a request that makes no sense: %v", err)
	}
	s.Close()
	if got := ask(one, "how", false); got != "acd true " {
		t.Errorf("after its end: %q", got)
	}
}

// TestServerAtOnce holds that a server may be asked by several at once.
func TestServerAtOnce(t *testing.T) {
	s := NewServer()
	defer s.Close()
	var all sync.WaitGroup
	for n := range 8 {
		all.Go(func() {
			word := fmt.Sprint(n)
			r := s.Remote(word)
			for _, request := range []string{"keep " + word, "how", "how"} {
				answer, err := r.Ask(context.Background(), []byte(request), request != "how")
				if want := word + " false "; err != nil || string(answer) != want {
					t.Errorf("%q, %v, want %q", answer, err, want)
				}
			}
		})
	}
	all.Wait()
}

// TestServerBlamesNone holds that an end that no rule is to blame for, and an answer that makes no sense, are errors,
// and that nothing is started after them.
func TestServerBlamesNone(t *testing.T) {
	for request, want := range map[string]string{
		"blameless": "none of them is to blame", "odd": errFrame.Error(),
	} {
		s := NewServer()
		r := s.Remote("")
		for range 2 {
			if _, err := r.Ask(context.Background(), []byte(request), false); err == nil ||
				!strings.Contains(err.Error(), want) {
				t.Errorf("%s: %v", request, err)
			}
			if s.at != nil {
				t.Errorf("%s: a process is there", request)
			}
		}
		s.Close()
	}
}

// TestServerIsStopped holds that a request ends with its context, whether the process obeys or not, and that the next
// one is answered.
func TestServerIsStopped(t *testing.T) {
	for _, request := range []string{"wait", "deaf"} {
		s := NewServer()
		r := s.Remote("")
		if _, err := r.Ask(context.Background(), []byte("keep a"), true); err != nil {
			t.Fatal(err)
		}
		ctx, stop := context.WithTimeout(context.Background(), 50*time.Millisecond)
		begun := time.Now()
		answer, err := r.Ask(ctx, []byte(request), false)
		stop()
		if obeys := request == "wait"; obeys != (err == nil) || err != nil && !errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: %q, %v", request, answer, err)
		}
		if time.Since(begun) > 30*time.Second {
			t.Errorf("%s: it went on", request)
		}
		if answer, err := r.Ask(context.Background(), []byte("how"), false); err != nil || string(answer) != "a false " {
			t.Errorf("after %s: %q, %v", request, answer, err)
		}
		s.Close()
	}
}

// TestServerNeverStarts holds that what cannot be asked is an error where the context has ended.
func TestServerNeverStarts(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	s := NewServer()
	if _, err := s.Remote("").Ask(ctx, nil, true); !errors.Is(err, context.Canceled) || s.at != nil {
		t.Error(err)
	}
}

// FuzzFrame holds that a frame is what was written, and that other bytes are refused and take no more memory than they
// are long.
func FuzzFrame(f *testing.F) {
	for _, one := range []frame{{}, {what: frameAsk, remote: 7, payload: []byte("request")}, {what: frameStop}} {
		var b bytes.Buffer
		if err := one.write(&b); err != nil {
			f.Fatal(err)
		}
		f.Add(b.Bytes())
	}
	f.Add([]byte("\x03\x00\x00\x00\x00\xff\xff\xff\x2f\x00\x00\x00\x00short"))
	f.Fuzz(func(t *testing.T, data []byte) {
		one, err := readFrame(bytes.NewReader(data))
		if err != nil {
			return
		}
		var b bytes.Buffer
		if err := one.write(&b); err != nil || !bytes.HasPrefix(data, b.Bytes()) {
			t.Errorf("%v reads as %+v, which is written as %v (%v)", data, one, b.Bytes(), err)
		}
	})
}
