package serve

import (
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"time"
)

// cookieName is the name of the cookie that a browser gets for the token.
const cookieName = "kpilint"

// ticketTime is how long the address that is handed to a browser when the run begins is good for. It is good once.
const ticketTime = time.Minute

// door decides who gets in. Whoever has the token gets a cookie, which is sent back for one path alone: the path is as
// random as the token, so that another server of the same machine is not sent the cookie, although cookies do not tell
// ports apart.
type door struct {
	token, secret string
	place         string // the path below which the page lies, with a slash at both ends
	hosts         map[string]bool
	literal       bool // any address in numbers is a right host, as it is not only this machine that may ask

	mu     sync.Mutex
	ticket string    // "" where it was used
	until  time.Time // the ticket is good
}

// random is a text that nobody guesses: 256 bits.
func random() string {
	var b [32]byte
	_, _ = rand.Read(b[:]) // it ends the process where there is no randomness
	return base64.RawURLEncoding.EncodeToString(b[:])
}

func newDoor(addr net.Addr, remote bool) *door {
	d := &door{
		token: random(), secret: random(), place: "/" + random() + "/", hosts: map[string]bool{addr.String(): true},
		literal: remote, ticket: random(), until: time.Now().Add(ticketTime),
	}
	if _, port, err := net.SplitHostPort(addr.String()); err == nil {
		d.hosts["localhost:"+port] = true
		if port == "80" {
			d.hosts["localhost"] = true
		}
	}
	return d
}

// same compares in a time that does not tell how much is right.
func same(given, want string) bool {
	return want != "" && subtle.ConstantTimeCompare([]byte(given), []byte(want)) == 1
}

// isHost reports whether a request was sent to this server by its own name. A name of somebody else that leads here is
// how a page elsewhere gets around the limits of a browser.
func (d *door) isHost(host string) bool {
	if d.hosts[host] {
		return true
	}
	if !d.literal {
		return false
	}
	name := host
	if h, _, err := net.SplitHostPort(host); err == nil {
		name = h
	}
	_, err := netip.ParseAddr(strings.Trim(name, "[]"))
	return err == nil
}

// turnsAway says why a request is not answered; "" where it is.
func (d *door) turnsAway(r *http.Request) string {
	origin, site := r.Header.Get("Origin"), r.Header.Get("Sec-Fetch-Site")
	asks := r.Method == http.MethodGet || r.Method == http.MethodHead
	switch {
	case !d.isHost(r.Host):
		return "This server does not have this name: open the address that kpilint serve shows in the terminal."
	case !asks && r.Method != http.MethodPost:
		return "This kind of request is not known here."
	case origin != "" && origin != "http://"+r.Host:
		return "This request comes from another page."
	case site != "" && site != "same-origin" && site != "none":
		return "This request comes from another page."
	case !asks && origin == "":
		return "This request does not say which page it comes from."
	}
	return ""
}

// lets reports whether a request shows the cookie.
func (d *door) lets(r *http.Request) bool {
	for _, c := range r.CookiesNamed(cookieName) {
		if same(c.Value, d.secret) {
			return true
		}
	}
	return false
}

// opens reports whether a text is the token, or the ticket, which is used up then.
func (d *door) opens(token string) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	if same(token, d.ticket) && time.Now().Before(d.until) {
		d.ticket = ""
		return true
	}
	return same(token, d.token)
}

// enter gives a browser its cookie and leads it to the page.
func (d *door) enter(w http.ResponseWriter, r *http.Request) {
	http.SetCookie(w, &http.Cookie{
		Name: cookieName, Value: d.secret, Path: d.place, HttpOnly: true, SameSite: http.SameSiteStrictMode,
	})
	http.Redirect(w, r, d.place, http.StatusSeeOther)
}

// policy is the Content Security Policy of the page: nothing runs or loads but what comes from its own paths.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; " +
	"frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// framed is that of the report in it, which brings its own policy for its style and script.
const framed = "base-uri 'none'; form-action 'none'; frame-ancestors 'self'"

// shut sets what browsers are told about every answer.
func shut(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cache-Control", "no-store")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
}
