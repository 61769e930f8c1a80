package facts

import "strings"

// normal makes two ways of writing a name equal: case, hyphens and spaces do not count.
func normal(text string) string {
	return strings.Join(strings.Fields(strings.ReplaceAll(strings.ToLower(text), "-", " ")), " ")
}
