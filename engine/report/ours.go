package report

import (
	"bytes"
	"regexp"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/chart/raster"
	"github.com/kpilint/kpilint/engine/content/xlsxedit"
)

// beginnings are how reports begin, by which one is known again. Those of a template may begin in any way.
var beginnings = []string{
	`\{\s*"version": ?\d+,\s*"tool": ?\{\s*"name": ?"kpilint"`, // JSON
	`\{\s*"source": ?\{\s*"name": ?"kpilint"`,                  // rdjson
	`\{"type":"(?:finding|error|summary)",`,                    // JSON lines
	`\{\s*"\$schema": ?"[^"]*sarif[^"]*",.{0,200}"driver": ?\{\s*"name": ?"kpilint"`,
	`\[\s*(?:\]|\{\s*"description": ?"(?:[^"\\]|\\.)*",\s*"check_name": ?"[a-z-]+[/"])`, // GitLab
	`<\?xml [^>]*\?>\s*<testsuites name="kpilint"`,                                      // JUnit
	`<\?xml [^>]*\?>\s*<checkstyle version=`,
	`<!DOCTYPE html>.{0,900}<title>[^<]*do the numbers hold`,
	regexp.QuoteMeta(strings.TrimSpace(marker)),                                           // Markdown
	`::(?:error|warning|notice|group)(?: title=[a-z-]+/|::kpilint)`,                       // GitHub
	`[^\n]+:\d+:\d+: (?:error|warning|info|not checkable): [^\n]*\[[a-z-]+/\S+\](?:\n|$)`, // text
	`\d+ definitions?(?:, \d+ rules?)?: `,
	`not written: [a-z-]+ `, // of kpilint 0.3 and before
	`(?:error|warning|info): [^\n]*\[[a-z-]+/\S+\](?: |\n|$)`,
	`Begin with these \d+ of \d+:\n`,
	"file,place,sheet,cell,rule,", // CSV
	`<\?xml [^>]*\?>\s*<svg [^>]*class="kmap"`,
	`(?:%%|//) drawn by kpilint graph\n`, // Mermaid and DOT
}

var beginning = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?s)^(?:` + strings.Join(beginnings, "|") + `)`)
})

// Ours reports whether the content of a file, or the first part of it, is that of a report of ours, which the next
// one may replace. An empty file is: a report in words may have no words.
func Ours(data []byte) bool {
	return len(bytes.TrimSpace(data)) == 0 || beginning().Match(data) || xlsxedit.Ours(data) || raster.Ours(data)
}
