// Package rules holds the catalogue: one folder a rule, <category>/<id>/.
package rules

import "embed"

// FS is the catalogue as it is built into the tool.
//
//go:embed */*/rule.yaml */*/rule.rego
var FS embed.FS
