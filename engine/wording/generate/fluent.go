package main

import (
	"fmt"
	"strings"
	"unicode"
)

// message is a text of the catalogue: its key, and what it is made of.
type message struct {
	key     string
	line    int
	order   []string // of its arguments, as a comment above gives it; nil for that in which the text has them
	pattern pattern
}

// pattern is a text with places for arguments.
type pattern []part

// part is a piece of a pattern: a text as it stands, an argument, or a choice.
type part struct {
	text   string
	arg    string
	number bool // the argument is a whole number
	chosen *choice
}

// choice is one of several patterns, by an argument.
type choice struct {
	arg      string
	variants []variant // the last is for all else
}

// variant is a pattern with what it is for: a plural category, a number or a word.
type variant struct {
	of      string
	pattern pattern
}

// parse reads messages in the part of Fluent that the catalogue uses (https://projectfluent.org/fluent/guide): texts,
// arguments, NUMBER, texts in quotation marks and choices.
func parse(name, text string) ([]message, error) {
	p := &parser{name: name, text: text, line: 1}
	var all []message
	var order []string
	for p.at < len(p.text) {
		switch c := p.text[p.at]; {
		case c == '#':
			order = argumentsIn(p.restOfLine())
		case c == '\n':
			p.next()
			order = nil
		case unicode.IsLower(rune(c)):
			m := message{line: p.line, order: order}
			order = nil
			m.key = p.word()
			p.spaces()
			if !p.take("=") {
				return nil, p.wrong("a key is followed by =")
			}
			p.spaces()
			var err error
			if m.pattern, err = p.pattern(false); err != nil {
				return nil, err
			}
			if len(m.pattern) == 0 {
				return nil, p.wrong("`%s` has no text", m.key)
			}
			all = append(all, m)
		default:
			return nil, p.wrong("neither a key nor a comment")
		}
	}
	return all, nil
}

// argumentsIn are the arguments that a comment names, in their order.
func argumentsIn(comment string) []string {
	var all []string
	for word := range strings.FieldsSeq(comment) {
		if name, ok := strings.CutPrefix(strings.TrimRight(word, ",."), "$"); ok {
			all = append(all, name)
		}
	}
	return all
}

// parser stands somewhere in a file of messages.
type parser struct {
	name, text string
	at, line   int
}

func (p *parser) wrong(format string, args ...any) error {
	return fmt.Errorf("%s:%d: %s", p.name, p.line, fmt.Sprintf(format, args...))
}

func (p *parser) next() {
	if p.text[p.at] == '\n' {
		p.line++
	}
	p.at++
}

func (p *parser) take(text string) bool {
	if !strings.HasPrefix(p.text[p.at:], text) {
		return false
	}
	for range text {
		p.next()
	}
	return true
}

func (p *parser) restOfLine() string {
	end := strings.IndexByte(p.text[p.at:], '\n')
	if end < 0 {
		end = len(p.text) - p.at - 1
	}
	line := p.text[p.at : p.at+end]
	p.at += end + 1
	p.line++
	return line
}

func (p *parser) spaces() {
	for p.at < len(p.text) && p.text[p.at] == ' ' {
		p.at++
	}
}

// blank skips spaces and ends of lines.
func (p *parser) blank() {
	for p.at < len(p.text) && (p.text[p.at] == ' ' || p.text[p.at] == '\n') {
		p.next()
	}
}

func (p *parser) word() string {
	from := p.at
	for p.at < len(p.text) {
		c := rune(p.text[p.at])
		if c >= unicode.MaxASCII || !unicode.IsLetter(c) && !unicode.IsDigit(c) && c != '-' {
			break
		}
		p.at++
	}
	return p.text[from:p.at]
}

// pattern reads up to the end of the line: of a variant, the next line begins the next one, or ends the choice.
func (p *parser) pattern(inChoice bool) (pattern, error) {
	var all pattern
	var text strings.Builder
	flush := func() {
		if text.Len() > 0 {
			all = append(all, part{text: text.String()})
			text.Reset()
		}
	}
	for p.at < len(p.text) {
		switch c := p.text[p.at]; c {
		case '\n':
			p.next()
			flush()
			return all, nil
		case '}':
			return nil, p.wrong("a closing brace that nothing opened")
		case '{':
			p.next()
			one, err := p.placeable()
			if err != nil {
				return nil, err
			}
			if one.arg == "" && one.chosen == nil {
				text.WriteString(one.text)
				continue
			}
			flush()
			all = append(all, one)
		default:
			text.WriteByte(c)
			p.at++
		}
	}
	if inChoice {
		return nil, p.wrong("a choice has no end")
	}
	flush()
	return all, nil
}

// placeable reads what stands between braces.
func (p *parser) placeable() (part, error) {
	p.blank()
	var one part
	switch {
	case p.take(`"`):
		end := strings.IndexByte(p.text[p.at:], '"')
		if end < 0 {
			return one, p.wrong("a quotation mark has no end")
		}
		one.text = p.text[p.at : p.at+end]
		p.at += end + 1
	case p.take("NUMBER($"):
		one.arg, one.number = p.word(), true
		if !p.take(")") {
			return one, p.wrong("NUMBER takes one argument")
		}
	case p.take("$"):
		one.arg = p.word()
	default:
		return one, p.wrong("neither an argument nor a text stands between the braces")
	}
	p.blank()
	if one.arg != "" && !one.number && p.take("->") {
		var err error
		if one.chosen, err = p.choice(one.arg); err != nil {
			return one, err
		}
		one.arg = ""
	}
	if !p.take("}") {
		return one, p.wrong("a brace is not closed")
	}
	return one, nil
}

// choice reads the variants of a choice.
func (p *parser) choice(arg string) (*choice, error) {
	c := &choice{arg: arg}
	for {
		p.blank()
		last := p.take("*")
		if !p.take("[") {
			return nil, p.wrong("a choice has variants, and the last of them a star")
		}
		v := variant{of: p.word()}
		if !p.take("]") {
			return nil, p.wrong("what a variant is for stands in brackets")
		}
		p.spaces()
		var err error
		if v.pattern, err = p.pattern(true); err != nil {
			return nil, err
		}
		c.variants = append(c.variants, v)
		if last {
			p.blank()
			return c, nil
		}
	}
}
