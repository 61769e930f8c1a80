// Package rules holds the catalogue: one folder a rule, <category>/<id>/.
package rules

import "embed"

// FS is the catalogue as it is built into the tool, and what its rules read.
//
//go:embed */*/rule.yaml */*/rule.rego summary.txt trees.txt
var FS embed.FS
