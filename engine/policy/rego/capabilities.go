package rego

import (
	"slices"
	"strings"
	"sync"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/kpilint/kpilint/engine/wording"
)

// pure are the built-in functions that rules and policies may call: their answer depends on their arguments alone, and the work on what
// these hold. What a new version of OPA brings is refused until it is entered here or under refused.
var pure = strings.Fields(`
	eq assign internal.member_2 internal.member_3 internal.template_string internal.print print trace gt gte lt lte neq equal
	plus minus mul div ceil floor round abs rem numbers.range numbers.range_step and or
	bits.and bits.negate bits.or bits.rsh bits.xor
	count sum product max min sort array.concat array.flatten array.slice array.reverse intersection union
	to_number regex.is_valid regex.match regex.split regex.find_n regex.replace regex.find_all_string_submatch_n regex.template_match
	regex.globs_match
	strings.any_prefix_match strings.any_suffix_match concat format_int indexof indexof_n substring lower upper contains strings.count
	startswith endswith split replace strings.replace_n strings.split_n trim trim_left trim_prefix trim_right trim_suffix trim_space
	sprintf strings.reverse
	json.is_valid json.filter json.remove json.patch json.marshal json.marshal_with_options json.unmarshal
	yaml.is_valid yaml.marshal yaml.unmarshal
	base64.encode base64.decode base64.is_valid base64url.encode base64url.encode_no_pad base64url.decode hex.encode hex.decode
	urlquery.encode urlquery.decode urlquery.encode_object urlquery.decode_object uri.is_valid uri.parse uuid.parse
	object.union object.union_n object.remove object.filter object.get object.keys object.subset
	walk graph.reachable is_number is_string is_boolean is_array is_set is_object is_null type_name
	time.parse_ns time.parse_rfc3339_ns time.parse_duration_ns time.format time.date time.clock time.weekday time.add_date time.diff
	units.parse units.parse_bytes
	crypto.md5 crypto.sha1 crypto.sha256 crypto.hmac.equal crypto.hmac.md5 crypto.hmac.sha1 crypto.hmac.sha256 crypto.hmac.sha512
	crypto.parse_private_keys crypto.x509.parse_certificate_request crypto.x509.parse_certificates crypto.x509.parse_keypair
	crypto.x509.parse_rsa_private_key
	io.jwt.decode io.jwt.verify_eddsa io.jwt.verify_es256 io.jwt.verify_es384 io.jwt.verify_es512 io.jwt.verify_hs256 io.jwt.verify_hs384
	io.jwt.verify_hs512 io.jwt.verify_ps256 io.jwt.verify_ps384 io.jwt.verify_ps512 io.jwt.verify_rs256 io.jwt.verify_rs384
	io.jwt.verify_rs512
	net.cidr_contains net.cidr_contains_matches net.cidr_intersects net.cidr_is_valid net.cidr_merge
	glob.match glob.quote_meta semver.is_valid semver.compare rego.metadata.chain rego.metadata.rule`)

// former are the functions of Rego before 1.0, which policies written elsewhere may call, with what is written today.
var former = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"all": "every", "any": "some … in", "re_match": "regex.match", "set_diff": "-", "net.cidr_overlap": "net.cidr_contains",
		"cast_array": "is_array", "cast_set": "is_set", "cast_string": "is_string", "cast_boolean": "is_boolean", "cast_null": "is_null", "cast_object": "is_object",
	}
})

// refused are the built-in functions that nobody may call, with the reason.
var refused = sync.OnceValue(func() map[string]wording.Text {
	return map[string]wording.Text{
		"http.send": wording.RefusedReachesNetwork, "net.lookup_ip_addr": wording.RefusedReachesNetwork,
		"providers.aws.sign_req": wording.RefusedReachesNetwork,
		"json.match_schema":      wording.RefusedReadsSchemas, "json.verify_schema": wording.RefusedReadsSchemas,
		"opa.runtime": wording.RefusedReadsOutside, "time.now_ns": wording.RefusedReadsClock,
		"io.jwt.decode_verify":                                   wording.RefusedReadsClock,
		"crypto.x509.parse_and_verify_certificates":              wording.RefusedReadsClock,
		"crypto.x509.parse_and_verify_certificates_with_options": wording.RefusedReadsClock,
		"rand.intn": wording.RefusedIsRandom, "uuid.rfc4122": wording.RefusedIsRandom,
		"io.jwt.encode_sign": wording.RefusedIsRandom, "io.jwt.encode_sign_raw": wording.RefusedIsRandom,
		"graph.reachable_paths": wording.RefusedUnboundedPaths, "bits.lsh": wording.RefusedUnboundedShift,
		"strings.render_template": wording.RefusedUnboundedText,
		"net.cidr_expand":         wording.RefusedUnboundedRange, "graphql.is_valid": wording.RefusedDeepGraphQL,
		"graphql.parse": wording.RefusedDeepGraphQL, "graphql.parse_and_verify": wording.RefusedDeepGraphQL,
		"graphql.parse_query": wording.RefusedDeepGraphQL, "graphql.parse_schema": wording.RefusedDeepGraphQL,
		"graphql.schema_is_valid": wording.RefusedDeepGraphQL,
		"rego.parse_module":       wording.RefusedCompilesRego, "internal.test_case": wording.RefusedIsInternal,
	}
})

// ofConftest are the functions that conftest adds to OPA, which parse files and texts.
var ofConftest = []string{"parse_config", "parse_config_file", "parse_combined_config_files"}

// whyNot says why a function of OPA, of its past or of conftest cannot be called, "" for one that none of them has.
func whyNot(name string) string {
	switch {
	case refused()[name] != nil:
		return wording.ARuleMayNotCall(name, refused()[name]())
	case former()[name] != "":
		return wording.IsAFunctionOfRego(name, former()[name])
	case slices.Contains(ofConftest, name):
		return wording.IsAFunctionOfConftest(name)
	}
	return ""
}

// capabilities are what the compiler allows a rule to use. Nobody may change them.
var capabilities = sync.OnceValue(func() *ast.Capabilities { return allowing(ast.RegoV1, pure) })

// allowing are the capabilities of a version of Rego with these functions and without the network.
func allowing(version ast.RegoVersion, names []string) *ast.Capabilities {
	countFunctions()
	caps := ast.CapabilitiesForThisVersion(ast.CapabilitiesRegoVersion(version))
	caps.AllowNet = []string{}
	caps.Builtins = slices.DeleteFunc(caps.Builtins, func(b *ast.Builtin) bool {
		return b.IsNondeterministic() || !slices.Contains(names, b.Name)
	})
	return caps
}
