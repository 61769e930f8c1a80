package serve

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/calendar"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/rules"
)

// run is a page that tests use as a browser does.
type run struct {
	t      *testing.T
	server *Server
	host   string
	cookie *http.Cookie
	place  string
}

var testEngine = func() *engine.Engine {
	day, err := calendar.ParseDate("2026-05-20")
	if err != nil {
		panic(err)
	}
	e, err := engine.New(engine.Options{AsOf: day, Packs: []engine.Pack{{FS: rules.FS, Dir: ".", Trusted: true}}})
	if err != nil {
		panic(err)
	}
	return e
}()

// start begins a run on some files, and goes through its door.
func start(t *testing.T, files fs.FS, change func(*Options)) *run {
	t.Helper()
	o := Options{Engine: testEngine, Input: engine.Input{FS: files, AllFacts: true}, Dir: ".", Version: "test"}
	if change != nil {
		change(&o)
	}
	at := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 7411}
	s, err := New(t.Context(), o, at)
	if err != nil {
		t.Fatal(err)
	}
	r := &run{t: t, server: s, host: at.String()}
	u, err := url.Parse(s.Address(at))
	if err != nil {
		t.Fatal(err)
	}
	in := r.raw(http.MethodGet, u.RequestURI(), nil, nil)
	if in.Code != http.StatusSeeOther || len(in.Result().Cookies()) != 1 {
		t.Fatalf("the door: %d %s", in.Code, in.Body)
	}
	r.cookie, r.place = in.Result().Cookies()[0], in.Header().Get("Location")
	return r
}

// raw asks without what a browser of ours adds.
func (r *run) raw(method, target string, body io.Reader, change func(*http.Request)) *httptest.ResponseRecorder {
	r.t.Helper()
	q := httptest.NewRequest(method, "http://"+r.host+target, body)
	q.Host = r.host
	if r.cookie != nil {
		q.AddCookie(r.cookie)
	}
	if change != nil {
		change(q)
	}
	w := httptest.NewRecorder()
	r.server.ServeHTTP(w, q)
	return w
}

func (r *run) get(path string) *httptest.ResponseRecorder {
	r.t.Helper()
	return r.raw(http.MethodGet, r.place+path, nil, nil)
}

func (r *run) post(path, body string) *httptest.ResponseRecorder {
	r.t.Helper()
	return r.raw(http.MethodPost, r.place+path, strings.NewReader(body), func(q *http.Request) {
		q.Header.Set("Origin", "http://"+r.host)
	})
}

// read decodes an answer that must be of a code.
func read[T any](t *testing.T, w *httptest.ResponseRecorder, code int) T {
	t.Helper()
	var v T
	if w.Code != code {
		t.Fatalf("%d, want %d: %.300s", w.Code, code, w.Body)
	}
	if err := json.Unmarshal(w.Body.Bytes(), &v); err != nil {
		t.Fatalf("%v: %.300s", err, w.Body)
	}
	return v
}

const (
	newTeam   = "apiVersion: kpilint/v1\nkind: Team\nid: new\nname: New\n"
	sixPeople = `{"field": "sales/salesperson.headcount", "was": "5", "value": "6"}`
)

func acme() fs.FS { return os.DirFS("../../../testdata/acme") }

// TestDoor holds who is turned away: whoever has no cookie, comes by another name, or is sent by a page of others.
func TestDoor(t *testing.T) {
	r := start(t, acme(), nil)
	same := "http://" + r.host
	post := func(origin, site string) func(*http.Request) {
		return func(q *http.Request) {
			if origin != "" {
				q.Header.Set("Origin", origin)
			}
			if site != "" {
				q.Header.Set("Sec-Fetch-Site", site)
			}
		}
	}
	for _, c := range []struct {
		name, method, path string
		change             func(*http.Request)
		want               int
	}{
		{"the page", "GET", r.place, nil, 200},
		{"the page, asked by itself", "GET", r.place + "api/page", post("", "same-origin"), 200},
		{"the page, asked by nobody", "GET", r.place, post("", "none"), 200},
		{"no cookie", "GET", r.place, func(q *http.Request) { q.Header.Del("Cookie") }, 403},
		{"a wrong cookie", "GET", r.place, func(q *http.Request) { q.Header.Set("Cookie", cookieName+"=wrong") }, 403},
		{"an empty cookie", "GET", r.place, func(q *http.Request) { q.Header.Set("Cookie", cookieName+"=") }, 403},
		{"another path", "GET", "/wrong/api/page", nil, 403},
		{"no token", "GET", "/", nil, 403},
		{"a wrong token", "GET", "/?token=wrong", nil, 403},
		{"an empty token", "GET", "/?token=", nil, 403},
		{"a name that leads here", "GET", r.place, func(q *http.Request) { q.Host = "evil.example:7411" }, 403},
		{"another port", "GET", r.place, func(q *http.Request) { q.Host = "127.0.0.1:7412" }, 403},
		{"no name", "GET", r.place, func(q *http.Request) { q.Host = "" }, 403},
		{"localhost", "GET", r.place, func(q *http.Request) { q.Host = "localhost:7411" }, 200},
		{"a page of others asks", "GET", r.place + "api/page", post("", "cross-site"), 403},
		{"a page of this machine asks", "GET", r.place + "api/page", post("http://127.0.0.1:3000", "same-site"), 403},
		{"a page of others changes", "POST", r.place + "api/undo", post("http://evil.example", "cross-site"), 403},
		{"a page of another port changes", "POST", r.place + "api/undo", post("http://127.0.0.1:3000", ""), 403},
		{"a file changes", "POST", r.place + "api/undo", post("null", ""), 403},
		{"nobody says who changes", "POST", r.place + "api/undo", nil, 403},
		{"the page changes", "POST", r.place + "api/undo?version=0", post(same, "same-origin"), 422},
		{"a way that is not known", "PUT", r.place + "api/undo", post(same, ""), 403},
		{"asked by the wrong way", "POST", r.place + "api/page", post(same, ""), 405},
		{"what is not there", "GET", r.place + "api/nothing", nil, 404},
		{"a path that leads elsewhere", "GET", r.place + "../../serve.go", nil, 404},
	} {
		w := r.raw(c.method, c.path, nil, c.change)
		if w.Code != c.want {
			t.Errorf("%s: %d, want %d: %s", c.name, w.Code, c.want, w.Body)
		}
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer", "Cache-Control": "no-store",
			"Content-Security-Policy": policy,
		} {
			if got := w.Header().Get(name); got != want {
				t.Errorf("%s: %s is %q", c.name, name, got)
			}
		}
	}
}

// TestTicket holds that the address which a browser is started with is good once.
func TestTicket(t *testing.T) {
	d := newDoor(&net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 1}, false)
	ticket := d.ticket
	for i, c := range []struct {
		shown string
		want  bool
	}{{ticket, true}, {ticket, false}, {"", false}, {d.token, true}, {d.token, true}} {
		if got := d.opens(c.shown); got != c.want {
			t.Errorf("%d: a ticket is good once, the token always, and nothing never: %t", i, got)
		}
	}
	late := newDoor(&net.TCPAddr{}, false)
	late.until = time.Now().Add(-time.Second)
	if late.opens(late.ticket) {
		t.Error("a ticket is good for a minute")
	}
	if d.token == d.secret || d.place == "/"+d.token+"/" || len(d.token) < 43 {
		t.Error("each secret is another one, of 256 bits")
	}
}

// TestRemote holds that from other machines the server is asked by its address alone, never by a name.
func TestRemote(t *testing.T) {
	d := newDoor(&net.TCPAddr{IP: net.IPv4zero, Port: 80}, true)
	for host, want := range map[string]bool{
		"192.168.1.5:80": true, "192.168.1.5": true, "[fe80::1]:80": true, "evil.example:80": false, "": false,
		"localhost:80": true,
	} {
		if got := d.isHost(host); got != want {
			t.Errorf("%s: %t", host, got)
		}
	}
}

// TestListen holds that only this machine is listened to, unless more is asked for.
func TestListen(t *testing.T) {
	for addr, want := range map[string]string{
		"127.0.0.1:0": "", "localhost:0": "", "[::1]:0": "", "0.0.0.0:0": "can be reached from other machines",
		"[::]:0": "can be reached from other machines", "192.0.2.1:0": "can be reached from other machines",
		"example.com:0": "is not an address in numbers", "127.0.0.1": "is not an address",
		":8080": "is not an address in numbers",
	} {
		l, err := Listen(addr, false)
		if l != nil {
			l.Close()
		}
		switch {
		case err == nil && want != "", err != nil && (want == "" || !strings.Contains(err.Error(), want)):
			if addr == "[::1]:0" && err != nil && strings.Contains(err.Error(), "assign") {
				continue // this machine has no such address
			}
			t.Errorf("%s: %v, want %q", addr, err, want)
		}
	}
}

// TestPage holds that the page shows what lint finds.
func TestPage(t *testing.T) {
	r := start(t, acme(), nil)
	p := read[pageView](t, r.get("api/page"), 200)
	lint, err := testEngine.Lint(t.Context(), engine.Input{FS: acme(), AllFacts: true})
	if err != nil {
		t.Fatal(err)
	}
	s := lint.Summary
	if p.Now.Error+p.Now.Unread != s.Error || p.Now.Warning != s.Warning || p.Now.Question != s.NotCheckable ||
		len(p.Findings) != s.Error+s.Warning+s.Info+s.NotCheckable {
		t.Errorf("%+v, and lint says %+v", p.Now, s)
	}
	if p.Compared || p.Undo != "" || len(p.Changed) > 0 || p.Writes || len(p.Sliders) == 0 || p.Name != "Acme" {
		t.Errorf("a page at its beginning: %+v", p)
	}
}

// TestNumber holds that another value of a number shows what follows, and can be undone.
func TestNumber(t *testing.T) {
	r := start(t, acme(), nil)
	const set = `{"field": "sales/sales-calls.target", "was": "at least 50 calls per person per day",
		"value": "at least 25 calls per person per day"}`
	f := read[followed](t, r.post("api/follow", set), 200)
	if !slices.ContainsFunc(f.Numbers, func(n followView) bool {
		return n.Of == "leads" && n.Before == "5,000 leads/month" && n.After == "2,500 leads/month"
	}) {
		t.Errorf("the demand for leads does not follow: %+v", f.Numbers)
	}
	p := read[pageView](t, r.post("api/set", set), 200)
	if p.Version != 1 || p.Before.Error != 9 || p.Now.Error != 10 || len(p.Gone) != 1 ||
		!slices.Equal(p.Changed, []string{"sales.yaml"}) {
		t.Errorf("%d before, %d now, %d gone, changed %v", p.Before.Error, p.Now.Error, len(p.Gone), p.Changed)
	}
	again := read[wrong](t, r.post("api/set", set), 409)
	if !again.Conflict {
		t.Error("who has seen another number overwrites it")
	}
	const none = `{"field": "sales/sales-calls.target", "was": "", "value": "as many as 3 or 4, or some"}`
	read[wrong](t, r.post("api/set", none), 422)
	read[wrong](t, r.post("api/set", `{"field": "nothing", "was": "", "value": "1"}`), 422)
	read[wrong](t, r.post("api/set", `{`), 422)
	read[wrong](t, r.post("api/undo?version=0", ""), 409)
	p = read[pageView](t, r.post("api/undo?version=1", ""), 200)
	if p.Now.Error != 9 || p.Compared || len(p.Changed) > 0 || p.Redo == "" {
		t.Errorf("undone: %+v", p.Now)
	}
	if p = read[pageView](t, r.post("api/redo?version=2", ""), 200); p.Now.Error != 10 || p.Undo == "" {
		t.Errorf("done again: %+v", p.Now)
	}
}

// TestFollowIsWhatLintSays holds that the numbers of a preview are those of a whole run with the other value.
func TestFollowIsWhatLintSays(t *testing.T) {
	b, err := newBoard(t.Context(), testEngine, engine.Input{FS: acme(), AllFacts: true}, ".")
	if err != nil {
		t.Fatal(err)
	}
	for field, value := range map[string]string{
		"sales/sales-calls.target": "at least 25 calls per person per day", "sales/salesperson.headcount": "7",
		"sales/orders.needs.0.conversion": "2%", "marketing/qualified-leads.target": ">= 3,000 leads/month",
	} {
		before := b.present()
		all, _, err := b.follow(t.Context(), before, field, value)
		if err != nil || len(all) == 0 {
			t.Fatalf("%s: %v, %v", field, all, err)
		}
		_, q := before.find(field)
		after, err := b.set(t.Context(), field, q.Text, value, "")
		if err != nil {
			t.Fatal(err)
		}
		there := map[string]bool{}
		whole := &follower{every: func(of, _ string, n *network.Node) { there[of+" "+textOf(n)] = true }}
		whole.organisation(after)
		for _, n := range all {
			none := strings.HasPrefix(n.After, "0 ") // a shortage that is over is no fact of a whole run
			if !there[n.Of+" "+n.After] && !none {
				t.Errorf("%s=%s: %s, %s: %s follows, and a whole run does not say so", field, value, n.Of, n.Label, n.After)
			}
		}
		if _, err := b.step(t.Context(), -1, after.version); err != nil {
			t.Fatal(err)
		}
	}
}

// TestGesture holds that what is moved without letting go is undone as one.
func TestGesture(t *testing.T) {
	r := start(t, acme(), nil)
	was := "5"
	for _, now := range []string{"6", "7", "8"} {
		const set = `{"field": "sales/salesperson.headcount", "was": "%s", "value": "%s", "gesture": "one"}`
		read[pageView](t, r.post("api/set", fmt.Sprintf(set, was, now)), 200)
		was = now
	}
	const nine = `{"field": "sales/salesperson.headcount", "value": "9", "gesture": "one"}`
	f := read[followed](t, r.post("api/follow", nine), 200)
	if !slices.ContainsFunc(f.Numbers, func(n followView) bool {
		return n.Of == "leads" && n.Before == "5,000 leads/month"
	}) {
		t.Errorf("numbers are not compared with those before the gesture: %+v", f.Numbers)
	}
	p := read[pageView](t, r.post("api/undo?version=3", ""), 200)
	if p.Undo != "" || len(p.Changed) > 0 {
		t.Errorf("one gesture is several changes: %q", p.Undo)
	}
}

// TestEdit holds that a text is edited as it is, and that nobody overwrites what he has not seen.
func TestEdit(t *testing.T) {
	const text = "\ufeffapiVersion: kpilint/v1\r\nkind: Team\r\nid: sales\r\nname: Sales\r\n"
	files := fstest.MapFS{"team.yaml": {Data: []byte(text)}}
	r := start(t, files, nil)
	f := read[fileView](t, r.get("api/file?path=team.yaml"), 200)
	if !f.Editable || strings.ContainsAny(f.Text, "\r\ufeff") {
		t.Fatalf("%+v", f)
	}
	edit := "api/edit?" + url.Values{"path": {"team.yaml"}, "was": {f.Revision}}.Encode()
	read[pageView](t, r.post(edit, strings.Replace(f.Text, "Sales", "Sellers", 1)), 200)
	got := r.get("download/file?path=team.yaml").Body.String()
	if want := "\ufeffapiVersion: kpilint/v1\r\nkind: Team\r\nid: sales\r\nname: Sellers\r\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if c := read[wrong](t, r.post(edit, "name: other"), 409); !c.Conflict {
		t.Error("a text that nobody has seen is overwritten")
	}
	if got := r.get("download/file?path=team.yaml").Body.String(); !strings.Contains(got, "Sellers") {
		t.Errorf("%q", got)
	}
	if string(files["team.yaml"].Data) == got {
		t.Error("the file on disk is another one")
	}
}

// TestFrozen holds that the page keeps what it read when the files on disk change.
func TestFrozen(t *testing.T) {
	files := fstest.MapFS{"team.yaml": {Data: []byte("apiVersion: kpilint/v1\nkind: Team\nid: sales\nname: Sales\n")}}
	r := start(t, files, nil)
	files["team.yaml"].Data = []byte("apiVersion: kpilint/v1\nkind: Team\nid: others\nname: Others\n")
	files["more.yaml"] = &fstest.MapFile{Data: []byte("apiVersion: kpilint/v1\nkind: Team\nid: more\nname: More\n")}
	a := read[added](t, r.post("api/add?name=new.yaml", newTeam), 200)
	var names []string
	for _, f := range a.Page.Files {
		names = append(names, f.Name)
	}
	if !slices.Equal(names, []string{"new.yaml", "team.yaml"}) {
		t.Errorf("files: %v", names)
	}
	if got := r.get("download/file?path=team.yaml").Body.String(); !strings.Contains(got, "Sales") {
		t.Errorf("%q", got)
	}
}

// TestAdd holds what can be added to a page that begins with nothing, and what is refused.
func TestAdd(t *testing.T) {
	r := start(t, fstest.MapFS{}, nil)
	if p := read[pageView](t, r.get("api/page"), 200); len(p.Files) != 0 {
		t.Fatalf("%+v", p.Files)
	}
	const text = "Seller\n\nMake 50 calls a day. Each call takes 15 minutes.\n"
	a := read[added](t, r.post("api/add?name=seller.txt", text), 200)
	f := read[fileView](t, r.get("api/file?path="+a.Path), 200)
	if !f.Editable || len(f.Answers) == 0 || f.What != "a text file" || !strings.HasPrefix(f.Text, "Seller") {
		t.Errorf("%+v", f)
	}
	for name, want := range map[string]int{
		".gitignore": 422, "..": 422, "": 422, "a%00b.yaml": 422, "..%2F..%2Fetc%2Fpasswd.yaml": 200,
		`C:%5Cx%5Cteam.yaml`: 200, "n%0Aame.yaml": 422,
	} {
		w := r.post("api/add?name="+name, "apiVersion: kpilint/v1\nkind: Team\nid: a\nname: A\n")
		if w.Code != want {
			t.Errorf("%s: %d, want %d: %s", name, w.Code, want, w.Body)
		}
		if want == 200 {
			if p := read[added](t, w, 200); strings.ContainsAny(p.Path, `/\`) {
				t.Errorf("%s lies at %s", name, p.Path)
			}
		}
	}
	read[wrong](t, r.post("api/add?name=empty.txt", ""), 422)
	p := read[pageView](t, r.post("api/remove?path=seller.txt", ""), 200)
	if slices.ContainsFunc(p.Files, func(f fileItem) bool { return f.Name == "seller.txt" }) {
		t.Error("what was removed is still there")
	}
	read[wrong](t, r.post("api/remove?path=seller.txt", ""), 422)
}

// TestLimits holds that no request takes more than it may.
func TestLimits(t *testing.T) {
	r := start(t, acme(), nil)
	large := io.LimitReader(letters{}, 30<<20)
	w := r.raw(http.MethodPost, r.place+"api/add?name=large.txt", large, func(q *http.Request) {
		q.Header.Set("Origin", "http://"+r.host)
	})
	if w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("a large file: %d %s", w.Code, w.Body)
	}
	if w := r.post("api/set", strings.Repeat("x", maxAsked+1)); w.Code != http.StatusRequestEntityTooLarge {
		t.Errorf("a large question: %d", w.Code)
	}
	f := read[fileView](t, r.get("api/file?path=sales.yaml"), 200)
	if w := r.post("api/edit?path=sales.yaml&was="+f.Revision, f.Text+"#"+strings.Repeat("x", 1<<20)); w.Code != 422 {
		t.Errorf("a large text: %d", w.Code)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if w := r.raw(http.MethodPost, r.place+"api/set", strings.NewReader(sixPeople), func(q *http.Request) {
		q.Header.Set("Origin", "http://"+r.host)
		*q = *q.WithContext(ctx)
	}); w.Code != 503 {
		t.Errorf("a request that was given up: %d %s", w.Code, w.Body)
	}
	if p := read[pageView](t, r.get("api/page"), 200); p.Version != 0 {
		t.Error("a request that was given up has changed something")
	}
	for range maxWatchers {
		if _, _, ok := r.server.board.watch(); !ok {
			t.Fatal("too few may watch")
		}
	}
	if w := r.get("api/watch"); w.Code != 503 {
		t.Errorf("too many watch: %d", w.Code)
	}
	for range maxRequests {
		r.server.busy <- struct{}{}
	}
	if w := r.get("api/page"); w.Code != 503 {
		t.Errorf("too many ask: %d", w.Code)
	}
}

type letters struct{}

func (letters) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

// TestDownloads holds what can be taken along.
func TestDownloads(t *testing.T) {
	workbook, err := os.ReadFile("../../../engine/content/testdata/real/fonplata-hitos/seguimiento_pre.xlsx")
	if err != nil {
		t.Fatal(err)
	}
	r := start(t, acme(), nil)
	if w := r.get("download/changes.zip"); w.Code != 422 {
		t.Errorf("nothing has changed: %d", w.Code)
	}
	read[added](t, r.post("api/add?name=plan.xlsx", string(workbook)), 200)
	read[added](t, r.post("api/add?name=agent.txt", "Agent\n\nAnswer 60 calls a day.\n"), 200)
	read[pageView](t, r.post("api/set", sixPeople), 200)
	for name := range downloads {
		w := r.get("download/" + name)
		if w.Code != 200 || w.Body.Len() == 0 || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %d, %d bytes", name, w.Code, w.Body.Len())
		}
	}
	framedIs := r.get("report.html")
	if w := framedIs; w.Code != 200 || w.Header().Get("Content-Security-Policy") != framed ||
		!strings.Contains(w.Body.String(), "Acme") {
		t.Errorf("the report: %d", w.Code)
	}
	if w := r.get("map.html"); w.Code != 200 || !strings.Contains(w.Body.String(), "<svg") {
		t.Errorf("the map: %d", w.Code)
	}
	w := r.get("download/workbook?path=plan.xlsx")
	if got := w.Header().Get("Content-Disposition"); w.Code != 200 || got != "attachment; filename=plan-checked.xlsx" {
		t.Errorf("the workbook: %d, %s", w.Code, got)
	}
	names := unzip(t, w.Body.Bytes())
	if !slices.ContainsFunc(names, func(n string) bool { return strings.Contains(n, "comments") }) {
		t.Errorf("the workbook has no comments: %v", names)
	}
	if w := r.get("download/workbook?path=sales.yaml"); w.Code != 422 {
		t.Errorf("no workbook: %d", w.Code)
	}
	got := unzip(t, r.get("download/changes.zip").Body.Bytes())
	if !slices.Equal(got, []string{"drafts.yaml", "sales.yaml"}) {
		t.Errorf("what was changed: %v", got)
	}
	if w := r.get("download/nothing"); w.Code != 404 {
		t.Errorf("what is not there: %d", w.Code)
	}
}

func unzip(t *testing.T, data []byte) []string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, f := range z.File {
		names = append(names, f.Name)
	}
	return names
}

// TestWrite holds that nothing is written unless asked for, and then the files that the run began with alone.
func TestWrite(t *testing.T) {
	wrote := map[string]string{}
	r := start(t, acme(), func(o *Options) {
		o.Write = func(path string, before, now []byte) error {
			wrote[path] = string(now)
			return nil
		}
	})
	read[added](t, r.post("api/add?name=new.yaml", newTeam), 200)
	p := read[pageView](t, r.post("api/set", sixPeople), 200)
	if !p.Writes || p.Unsaved != 1 || len(wrote) > 0 {
		t.Errorf("%t, %d, %v", p.Writes, p.Unsaved, wrote)
	}
	read[wrong](t, r.post("api/write?version=1", ""), 409)
	done := read[writtenFiles](t, r.post("api/write?version=2", ""), 200)
	if !slices.Equal(done.Names, []string{"sales.yaml"}) || len(wrote) != 1 ||
		!strings.Contains(wrote["sales.yaml"], "headcount: 6") {
		t.Errorf("%v, %v", done.Names, wrote)
	}
	if p := done.Page; p.Unsaved != 0 {
		t.Errorf("%d left", p.Unsaved)
	}
	read[wrong](t, start(t, acme(), nil).post("api/write?version=0", ""), 422)
}

// TestWatch holds that all pages hear of a change.
func TestWatch(t *testing.T) {
	r := start(t, acme(), nil)
	versions, stop, ok := r.server.board.watch()
	if !ok {
		t.Fatal("nobody may watch")
	}
	defer stop()
	read[pageView](t, r.post("api/set", sixPeople), 200)
	if v := <-versions; v != 1 {
		t.Errorf("version %d", v)
	}
}

// TestServe holds that a run ends when it is asked to, also while a page watches.
func TestServe(t *testing.T) {
	l, err := Listen("127.0.0.1:0", false)
	if err != nil {
		t.Fatal(err)
	}
	o := Options{Engine: testEngine, Input: engine.Input{FS: acme(), AllFacts: true}, Dir: "."}
	s, err := New(t.Context(), o, l.Addr())
	if err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- s.Serve(t.Context(), l) }()
	watch := "http://" + l.Addr().String() + s.door.place + "api/watch"
	q, err := http.NewRequestWithContext(t.Context(), http.MethodGet, watch, nil)
	if err != nil {
		t.Fatal(err)
	}
	q.AddCookie(&http.Cookie{Name: cookieName, Value: s.door.secret})
	answer, err := http.DefaultClient.Do(q)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	s.end()
	if err := <-ended; err != nil {
		t.Error(err)
	}
	said, _ := io.ReadAll(answer.Body)
	if !strings.HasPrefix(string(said), "data: 0\n\n") || !strings.HasSuffix(string(said), "event: end\ndata: 0\n\n") {
		t.Errorf("the page heard %q", said)
	}
}

// fullDay is a target that takes more of a day than there is, with a proposal: 48 calls fit.
const fullDay = "apiVersion: kpilint/v1\nkind: Role\nid: caller\nheadcount: 2\n---\n" +
	"apiVersion: kpilint/v1\nkind: Team\nid: sales\nkpis:\n" +
	"  - {id: calls, owner: caller, effort: 10 min/call, target: \">= 60 calls/person/day\"}\n"

// TestApply holds that a proposal is applied to the copy, and taken back by undo.
func TestApply(t *testing.T) {
	r := start(t, fstest.MapFS{"team.yaml": {Data: []byte(fullDay)}}, nil)
	p := read[pageView](t, r.get("api/page"), 200)
	at := slices.IndexFunc(p.Findings, func(f findingView) bool { return f.Edit != nil })
	if at < 0 {
		t.Fatalf("no finding proposes a change: %+v", p.Findings)
	}
	f := p.Findings[at]
	if !strings.Contains(f.Edit.Before, ">= 60") || !strings.Contains(f.Edit.After, "48 calls") || !f.Edit.Unsafe {
		t.Errorf("it shows %+v", f.Edit)
	}
	apply := "api/apply?" + url.Values{"id": {f.ID}, "version": {"0"}}.Encode()
	now := read[pageView](t, r.post(apply, ""), 200)
	if now.Undo == "" || !slices.ContainsFunc(now.Gone, func(g findingView) bool { return g.ID == f.ID }) {
		t.Errorf("it is still there: %+v", now)
	}
	if got := r.get("download/file?path=team.yaml").Body.String(); !strings.Contains(got, "at least 48 calls") {
		t.Errorf("%q", got)
	}
	read[wrong](t, r.post(apply, ""), 409)
	read[wrong](t, r.post("api/apply?id=none&version=1", ""), 422)
	read[pageView](t, r.post("api/undo?version=1", ""), 200)
	if got := r.get("download/file?path=team.yaml").Body.String(); got != fullDay {
		t.Errorf("undone, it is %q", got)
	}
}

// TestZones holds that the values which are shown as holding are those up to what fits into a day, and that looking for
// them changes nothing.
func TestZones(t *testing.T) {
	files := fstest.MapFS{"team.yaml": {Data: []byte(fullDay)}}
	b, err := newBoard(t.Context(), testEngine, engine.Input{FS: files, AllFacts: true}, ".")
	if err != nil {
		t.Fatal(err)
	}
	j := b.present()
	z, err := b.zones(t.Context(), j, "sales/calls.target")
	if err != nil {
		t.Fatal(err)
	}
	if len(z.Holds) != 1 || z.Holds[0].To != 48 || z.Holds[0].From > 1 || !z.Complete {
		t.Errorf("%+v", z)
	}
	if text := z.Holds[0].ToText; text != ">= 48 calls/person/day" {
		t.Errorf("the end is written %q", text)
	}
	if b.present() != j {
		t.Error("the copy is another one")
	}
	if z, err = b.zones(t.Context(), j, "sales/calls.effort"); err != nil || len(z.Holds) != 1 || z.Holds[0].To != 8 {
		t.Errorf("%+v, %v", z, err)
	}
	if _, err := b.zones(t.Context(), j, "nothing.target"); err == nil {
		t.Error("a missing number has zones")
	}
}
