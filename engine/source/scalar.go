package source

import (
	"strconv"
	"strings"
)

// plainKind resolves an unquoted YAML scalar by the core schema of YAML 1.2,
// except that a number must be one in JSON as well: readers disagree about
// 010, 0o10, 1_000 and .5, and the text says what was meant.
func plainKind(s string) Kind {
	switch s {
	case "", "~", "null", "Null", "NULL":
		return Null
	case "true", "True", "TRUE", "false", "False", "FALSE":
		return Bool
	}
	if isNumber(s) {
		return Number
	}
	return String
}

// isNumber reports whether s is a JSON number of a size that exact arithmetic
// can be trusted with.
func isNumber(s string) bool {
	if s == "" || s[0] != '-' && (s[0] < '0' || s[0] > '9') || len(s) > maxNumber {
		return false
	}
	n, exponent := numberLen(s)
	return n == len(s) && modest(exponent)
}

// numberLen returns the length of the JSON number that s starts with, 0 when
// there is none, and its exponent as written.
func numberLen(s string) (n int, exponent string) {
	n = len(s) - len(strings.TrimPrefix(s, "-"))
	whole := digits(s[n:])
	if whole == 0 || whole > 1 && s[n] == '0' {
		return 0, ""
	}
	n += whole
	if strings.HasPrefix(s[n:], ".") {
		f := digits(s[n+1:])
		if f == 0 {
			return 0, ""
		}
		n += 1 + f
	}
	return exponentLen(s, n)
}

func exponentLen(s string, n int) (int, string) {
	if n == len(s) || s[n] != 'e' && s[n] != 'E' {
		return n, ""
	}
	from := n + 1
	if from < len(s) && (s[from] == '+' || s[from] == '-') {
		from++
	}
	d := digits(s[from:])
	if d == 0 {
		return 0, ""
	}
	return from + d, s[from : from+d]
}

func digits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

func modest(exponent string) bool {
	if exponent == "" {
		return true
	}
	e, err := strconv.Atoi(exponent)
	return err == nil && e <= maxExponent
}
