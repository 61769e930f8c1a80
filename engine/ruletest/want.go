package ruletest

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine"
	"github.com/kpilint/kpilint/engine/nearest"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// want is an expected finding, as a comment on its line says, in Markdown between <!-- and -->:
//
//	# want "part of the message"
//	# want warning "part of the message"
//	# want other-rule warning "part of the message" "part of the message of a second one"
//	# also "what a finding says of this other place"
type want struct {
	also  bool // another place of a finding
	line  int
	rule  string // category/id
	level string // "" for any
	text  string
}

// String says what is expected, after "no finding".
func (w want) String() string {
	switch {
	case w.also:
		return wording.NamesThisPlaceWith(strconv.Quote(w.text))
	case w.level == "":
		return fmt.Sprintf("with %q", w.text)
	}
	return fmt.Sprintf("with %s %q", w.level, w.text)
}

// wantComment finds what begins an expectation; meant also what was probably meant to be one.
var (
	wantComment = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?:#|<!--) (want|also) (.*?)(?:-->)?$`)
	})
	meant = sync.OnceValue(func() *regexp.Regexp {
		return regexp.MustCompile(`(?i)(?:#|<!--)\s*wants?\b[^"]*"`)
	})
)

// wants reads the comments of an example of a rule. What can match nothing is a failure.
func (p *Pack) wants(r *policy.Rule, file string, data []byte) (all []want, failures []Failure) {
	n := 0
	for line := range strings.SplitSeq(string(data), "\n") {
		n++
		m := wantComment().FindStringSubmatch(line)
		switch {
		case m != nil && (m[1] == "want" || strings.HasPrefix(m[2], `"`)):
		case meant().MatchString(line):
			failures = append(failures, Failure{File: file, Line: n, Message: wording.ThisSaysNothingWriteWant()})
			continue
		default:
			continue
		}
		found, err := p.parseWants(want{also: m[1] == "also", line: n, rule: r.Name()}, m[2])
		if err != nil {
			failures = append(failures, Failure{File: file, Line: n, Message: err.Error()})
		}
		all = append(all, found...)
	}
	return all, failures
}

// parseWants reads what stands after `# want`: a rule and a level before a quoted text hold for the texts after them, too.
func (p *Pack) parseWants(w want, rest string) (all []want, err error) {
	for rest = strings.TrimSpace(rest); rest != ""; rest = strings.TrimSpace(rest) {
		if !strings.HasPrefix(rest, `"`) {
			word, after, _ := strings.Cut(rest, " ")
			if err := p.word(&w, word); err != nil {
				return all, err
			}
			if rest = after; strings.TrimSpace(rest) == "" {
				return all, errors.New(wording.HasNoTextAfterIt(word))
			}
			continue
		}
		quoted, err := strconv.QuotedPrefix(rest)
		if err != nil {
			return all, errors.New(wording.TheTextDoesNotEnd(rest))
		}
		w.text, _ = strconv.Unquote(quoted)
		rest = rest[len(quoted):]
		all = append(all, w)
	}
	if len(all) == 0 {
		return nil, errors.New(wording.WantNamesNoTextWrite())
	}
	return all, nil
}

// word is a level or a rule of the pack.
func (p *Pack) word(w *want, word string) error {
	if level, err := policy.ParseLevel(word); err == nil && level > policy.Off {
		w.level = word
		return nil
	}
	known := []string{"error", "warning", "info"}
	for _, r := range p.engine.Rules() {
		if word == r.ID || word == r.Name() {
			w.rule = r.Name()
			return nil
		}
		known = append(known, r.ID, r.Name())
	}
	switch word {
	case "not-checkable", "notCheckable", "not_checkable", "not", "unknown", "missing":
		return errors.New(wording.IsNoLevelWhatIs(word))
	case "#", "also", "want":
		return errors.New(wording.ALineTakesOneComment())
	}
	return errors.New(wording.IsNeitherALevelNor(word, nearest.Question(word, known)))
}

// matches reports whether a finding is the one expected.
func (w want) matches(f *engine.Finding) bool {
	return !w.also && w.rule == f.Name() && w.line == f.Location.Line && strings.Contains(f.Message, w.text) && (w.level == "" || w.level == f.Level.String())
}

// isPlaceOf reports whether a finding names the place expected beside its own.
func (w want) isPlaceOf(f *engine.Finding) bool {
	return w.also && w.rule == f.Name() && slices.ContainsFunc(f.Related, func(r source.Related) bool {
		return r.Line == w.line && strings.Contains(r.Message, w.text)
	})
}
