package rego

import (
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// pure are the built-in functions that rules may call: no network, files, environment, clock, randomness or tokens, and none that
// is known to run without end on a small input.
var pure = strings.Fields(`
	eq assign internal.member_2 internal.member_3 internal.template_string internal.print print gt gte lt lte neq equal
	plus minus mul div ceil floor round abs rem numbers.range numbers.range_step and or
	count sum product max min sort array.concat array.flatten array.slice array.reverse
	to_number regex.is_valid regex.match regex.split regex.find_n regex.replace intersection union
	strings.any_prefix_match strings.any_suffix_match concat format_int indexof indexof_n substring lower upper contains strings.count
	startswith endswith split replace strings.replace_n trim trim_left trim_prefix trim_right trim_suffix trim_space sprintf strings.reverse
	json.is_valid json.filter json.remove object.union object.union_n object.remove object.filter object.get object.keys object.subset
	walk graph.reachable is_number is_string is_boolean is_array is_set is_object is_null type_name
	time.parse_ns time.parse_rfc3339_ns time.format time.date time.weekday time.add_date time.diff
	glob.match glob.quote_meta semver.is_valid semver.compare rego.metadata.chain rego.metadata.rule`)

// pureInPolicies are further ones that policies written elsewhere call, the older names of Rego v0 among them.
var pureInPolicies = strings.Fields(`
	trace json.unmarshal yaml.unmarshal base64.encode base64.decode units.parse units.parse_bytes net.cidr_contains crypto.sha256
	any all re_match set_diff cast_array cast_set cast_string cast_boolean cast_null cast_object regex.globs_match`)

// capabilities are what the compiler allows a rule to use.
func capabilities() *ast.Capabilities { return allowing(ast.RegoV1, pure) }

// allowing are the capabilities of a version of Rego with these functions and without the network.
func allowing(version ast.RegoVersion, names []string) *ast.Capabilities {
	caps := ast.CapabilitiesForThisVersion(ast.CapabilitiesRegoVersion(version))
	caps.AllowNet = []string{}
	caps.Builtins = slices.DeleteFunc(caps.Builtins, func(b *ast.Builtin) bool {
		return b.IsNondeterministic() || !slices.Contains(names, b.Name)
	})
	return caps
}
