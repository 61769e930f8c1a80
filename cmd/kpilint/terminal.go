package main

import (
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"golang.org/x/term"

	"github.com/kpilint/kpilint/engine/report"
)

// useColour decides for one stream: the flag, then the environment as people know it, then whether it is a terminal.
func useColour(flag string, w io.Writer) bool {
	switch {
	case flag == "always":
		return true
	case flag == "never" || os.Getenv("NO_COLOR") != "":
		return false
	case os.Getenv("CLICOLOR_FORCE") != "" || os.Getenv("FORCE_COLOR") != "":
		return true
	case os.Getenv("CLICOLOR") == "0" || os.Getenv("TERM") == "dumb":
		return false
	}
	return isTerminal(w)
}

func isTerminal(w io.Writer) bool {
	f := fileOf(w)
	return f != nil && term.IsTerminal(int(f.Fd()))
}

// terminalWidth is how many characters a line of a terminal has, 0 where there is none.
func terminalWidth(w io.Writer) int {
	f := fileOf(w)
	if f == nil || !term.IsTerminal(int(f.Fd())) {
		return 0
	}
	width, _, err := term.GetSize(int(f.Fd()))
	if err != nil || width <= 0 {
		return 80
	}
	return width
}

// patience is how long a run may take before it shows how far it is.
const patience = 500 * time.Millisecond

// progress returns a function that shows on a terminal how far a long run is, nil elsewhere.
func (a *app) progress() func(stage string, done, total int) {
	if !isTerminal(a.err) || os.Getenv("CI") != "" {
		return nil
	}
	var mu sync.Mutex
	begun, shown, to := time.Now(), time.Time{}, a.err
	if c, ok := to.(*copied); ok {
		to = c.to // how far a run is, is nothing to say again
	}
	return func(stage string, done, total int) {
		mu.Lock()
		defer mu.Unlock()
		now := time.Now()
		if now.Sub(begun) < patience || now.Sub(shown) < patience/5 && done < total {
			return
		}
		shown = now
		fmt.Fprintf(to, "\r\x1b[K%s %d of %d", stage, done, total)
		if stage == "done" {
			fmt.Fprint(to, "\r\x1b[K")
		}
	}
}

// plain makes an error harmless for a terminal; its lines stay.
func plain(message string) string { return report.Lines(message) }
