package policy

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// Mutant is a rule with one small change, which an example of the rule should notice.
type Mutant struct {
	source.Location
	Line    string // the source line
	Begins  int    // the line on which what it is a part of begins, an expression over several lines
	Was     string // as written
	Becomes string // "" when it is left out
	// Compile makes the program; an error says that there is no such mutant, as the rule would not load.
	Compile func() (Program, error)
}

// String says what was changed.
func (m *Mutant) String() string {
	if m.Becomes == "" {
		return wording.IsLeftOut(m.Was)
	}
	return fmt.Sprintf("`%s` becomes `%s`", m.Was, m.Becomes)
}

// Swaps are the changes of an operator that CEL and Rego both have: the word as written, and what it becomes.
var Swaps = map[string]string{
	"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "+": "-", "-": "+", "*": "/", "/": "*",
}

// Defaults are the parameters of a rule as its rule.yaml sets them.
func (r *Rule) Defaults() *model.Object {
	o := &model.Object{}
	for _, p := range r.Params {
		o.Set(p.Name, p.Default)
	}
	return o
}

// ParamMutants change the defaults of parameters: a number by one step of its last digit up and down, a boolean turned round, an
// empty list. compile makes the program with the parameters it is given.
func (r *Rule) ParamMutants(compile func(params *model.Object) (Program, error)) []Mutant {
	var all []Mutant
	for _, p := range r.Params {
		n := r.file.Get("params").Get(p.Name).Get("default")
		for _, becomes := range mutationsOf(p, n) {
			value, err := ParseParam(p.Type, &source.Node{Kind: n.Kind, Text: becomes})
			if err != nil {
				continue
			}
			all = append(all, Mutant{
				Location: source.Location{File: r.File, Span: n.Span()}, Begins: n.Span().Line,
				Line: source.Line(r.data, n.Span().Line),
				Was:  shown(p, n), Becomes: becomes, Compile: func() (Program, error) {
					params := r.Defaults()
					params.Set(p.Name, value)
					return compile(params)
				}})
		}
	}
	return all
}

func mutationsOf(p Param, n *source.Node) []string {
	switch p.Type {
	case "boolean":
		return []string{strconv.FormatBool(n.Text != "true")}
	case "texts":
		return []string{"[]"}
	case "text":
		return nil
	}
	return Steps(n.Text)
}

func shown(p Param, n *source.Node) string {
	if p.Type == "texts" {
		return strings.Join(texts(n), ", ")
	}
	return n.Text
}

// Steps are a text with its first number one step of the last digit higher, and one lower: "1.5 h" gives "1.6 h" and "1.4 h".
func Steps(text string) []string {
	from := strings.IndexAny(text, "0123456789")
	if from < 0 {
		return nil
	}
	to := from
	for to < len(text) && strings.ContainsRune("0123456789.,", rune(text[to])) {
		to++
	}
	digits := strings.ReplaceAll(strings.TrimRight(text[from:to], ".,"), ",", "")
	value, ok := new(big.Rat).SetString(digits)
	if !ok {
		return nil
	}
	_, fraction, _ := strings.Cut(digits, ".")
	step := new(big.Rat).SetFrac(big.NewInt(1), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(len(fraction))), nil))
	rest := text[from+len(strings.TrimRight(text[from:to], ".,")):]
	up := new(big.Rat).Add(value, step).FloatString(len(fraction))
	down := new(big.Rat).Sub(value, step).FloatString(len(fraction))
	return slices.DeleteFunc([]string{text[:from] + up + rest, text[:from] + down + rest}, func(s string) bool { return strings.HasPrefix(s[from:], "-") })
}

// Texts are the files that a rule consists of, by the names that errors call them.
func (r *Rule) Texts() map[string][]byte {
	all := map[string][]byte{r.File: r.data}
	if r.Rego != nil {
		all[r.Rego.File] = r.Rego.Source
	}
	return all
}
