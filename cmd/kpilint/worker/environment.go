package worker

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
)

// passed are the variables that a worker has of the process that starts it: what kpilint, git and the Go runtime read.
// A name that ends in * stands for all that begin so. Whatever else there is, such as the keys and tokens of a build,
// does not reach the process that rules of strangers run in.
var passed = strings.Fields(`
	PATH HOME TMPDIR TZ LANG LC_* XDG_* LD_LIBRARY_PATH
	CI TERM NO_COLOR CLICOLOR CLICOLOR_FORCE FORCE_COLOR
	KPILINT_CACHE KPILINT_DEBUG KPILINT_PACKS_FROM PRE_COMMIT_FROM_REF PRE_COMMIT_TO_REF
	GOGC GOMAXPROCS GOMEMLIMIT GODEBUG GOCOVERDIR
	GIT_DIR GIT_WORK_TREE GIT_INDEX_FILE GIT_PREFIX GIT_COMMON_DIR GIT_NAMESPACE GIT_EXEC_PATH
	GIT_OBJECT_DIRECTORY GIT_ALTERNATE_OBJECT_DIRECTORIES GIT_QUARANTINE_PATH
	GIT_CEILING_DIRECTORIES GIT_DISCOVERY_ACROSS_FILESYSTEM
	GIT_CONFIG_GLOBAL GIT_CONFIG_SYSTEM GIT_CONFIG_NOSYSTEM
	SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT TEMP TMP
	USERPROFILE HOMEDRIVE HOMEPATH APPDATA LOCALAPPDATA PROGRAMDATA`)

// passes reports whether a worker has a variable.
func passes(name string) bool {
	if runtime.GOOS == "windows" {
		name = strings.ToUpper(name) // names are the same there in any case
	}
	return slices.ContainsFunc(passed, func(p string) bool {
		prefix, all := strings.CutSuffix(p, "*")
		return name == p || all && strings.HasPrefix(name, prefix)
	})
}

// environment are those of some variables, NAME=VALUE, that a worker has.
func environment(all []string) []string {
	var some []string
	values := map[string]string{}
	for _, pair := range all {
		name, value, _ := strings.Cut(pair, "=")
		values[name] = value
		if passes(name) {
			some = append(some, pair)
		}
	}
	return append(some, safeFolders(values)...)
}

// safeFolders are the settings of git in the environment that say whose repositories may be read. Others may hold
// passwords.
func safeFolders(values map[string]string) []string {
	var some []string
	n := 0
	for i := 0; ; i++ {
		key, ok := values[fmt.Sprintf("GIT_CONFIG_KEY_%d", i)]
		if !ok {
			break
		}
		if strings.EqualFold(key, "safe.directory") {
			value := values[fmt.Sprintf("GIT_CONFIG_VALUE_%d", i)]
			some = append(some, fmt.Sprintf("GIT_CONFIG_KEY_%d=%s", n, key), fmt.Sprintf("GIT_CONFIG_VALUE_%d=%s", n, value))
			n++
		}
	}
	if n == 0 {
		return nil
	}
	return append(some, fmt.Sprintf("GIT_CONFIG_COUNT=%d", n))
}
