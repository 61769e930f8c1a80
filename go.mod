module github.com/kpilint/kpilint

go 1.26.0

require (
	github.com/Masterminds/semver/v3 v3.5.0 // the versions of kpilint that a pack needs
	github.com/agnivade/levenshtein v1.2.2 // the nearest name
	github.com/aymanbagabas/go-udiff v0.4.1 // what kpilint fix would change
	github.com/bmatcuk/doublestar/v4 v4.10.4 // ** in patterns of paths
	github.com/go-git/go-git/v5 v5.19.3 // .gitignore as git reads it
	github.com/google/cel-go v0.31.0 // rules in CEL
	github.com/google/go-cmp v0.7.0 // tests
	github.com/google/go-containerregistry v0.22.1 // tests: a registry on this machine
	github.com/open-policy-agent/opa v1.22.2 // rules in Rego
	github.com/opencontainers/image-spec v1.1.1 // tests: what an artifact is made of
	github.com/owenrumney/go-sarif/v3 v3.3.1 // tests: the official schema of SARIF
	github.com/rickar/cal/v2 v2.1.13 // public holidays by country
	github.com/rogpeppe/go-internal v1.16.0 // tests of the command line
	github.com/santhosh-tekuri/jsonschema/v5 v5.3.1 // the schemas of the language
	github.com/spf13/cobra v1.10.2 // commands and their completion
	github.com/spf13/pflag v1.0.10 // what is wrong with a flag
	github.com/xuri/excelize/v2 v2.11.1 // tests: reads workbooks back
	github.com/yuin/goldmark v1.8.7 // the blocks of Markdown
	go.yaml.in/yaml/v4 v4.0.0 // YAML with positions
	golang.org/x/image v0.47.0 // pictures without a browser: a rasteriser, and fonts that come with it
	golang.org/x/net v0.62.0 // the tags of HTML
	golang.org/x/sys v0.49.0 // files opened and listed from the folder that holds them
	golang.org/x/term v0.47.0 // whether a terminal is there, and how wide
	golang.org/x/text v0.43.0 // ISO 4217 currencies, Unicode forms, older encodings
	oras.land/oras-go/v2 v2.7.0 // packs as OCI artifacts
)

require (
	github.com/cespare/xxhash/v2 v2.3.0
	github.com/fsnotify/fsnotify v1.10.1
)

require (
	cel.dev/expr v0.25.2 // indirect
	github.com/antlr4-go/antlr/v4 v4.13.1 // indirect
	github.com/decred/dcrd/dcrec/secp256k1/v4 v4.4.1 // indirect
	github.com/go-git/gcfg v1.5.1-0.20230307220236-3a3c6141e376 // indirect
	github.com/go-git/go-billy/v5 v5.9.2 // indirect
	github.com/gobwas/glob v1.0.0 // indirect
	github.com/goccy/go-json v0.10.6 // indirect
	github.com/google/uuid v1.6.0 // indirect
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/jbenet/go-context v0.0.0-20150711004518-d14ea06fba99 // indirect
	github.com/lestrrat-go/blackmagic v1.0.4 // indirect
	github.com/lestrrat-go/dsig v1.4.0 // indirect
	github.com/lestrrat-go/dsig-secp256k1 v1.0.0 // indirect
	github.com/lestrrat-go/httpcc v1.0.1 // indirect
	github.com/lestrrat-go/httprc/v3 v3.0.6 // indirect
	github.com/lestrrat-go/jwx/v3 v3.3.0 // indirect
	github.com/lestrrat-go/option/v2 v2.0.0 // indirect
	github.com/opencontainers/go-digest v1.0.0 // indirect
	github.com/richardlehane/mscfb v1.0.9 // indirect
	github.com/richardlehane/msoleps v1.0.6 // indirect
	github.com/segmentio/asm v1.2.1 // indirect
	github.com/sirupsen/logrus v1.10.2 // indirect
	github.com/tiendc/go-deepcopy v1.7.2 // indirect
	github.com/valyala/fastjson v1.6.10 // indirect
	github.com/vektah/gqlparser/v2 v2.5.58 // indirect
	github.com/xeipuuv/gojsonpointer v0.0.0-20190905194746-02993c407bfb // indirect
	github.com/xeipuuv/gojsonreference v0.0.0-20180127040603-bd5ef7bd5415 // indirect
	github.com/xeipuuv/gojsonschema v1.2.0 // indirect
	github.com/xuri/efp v0.0.3-0.20260924042702-217b81952dec // indirect
	github.com/xuri/nfp v0.0.2-0.20250530014748-2ddeb826f9a9 // indirect
	github.com/yashtewari/glob-intersection v0.2.0 // indirect
	go.yaml.in/yaml/v3 v3.0.5 // indirect
	golang.org/x/crypto v0.58.0 // indirect
	golang.org/x/exp v0.0.0-20260410095643-746e56fc9e2f // indirect
	golang.org/x/sync v0.24.0 // indirect
	golang.org/x/tools v0.51.0 // indirect
	google.golang.org/genproto/googleapis/api v0.0.0-20260819154853-08b0e4226688 // indirect
	google.golang.org/genproto/googleapis/rpc v0.0.0-20260819154853-08b0e4226688 // indirect
	google.golang.org/protobuf v1.36.12 // indirect
	gopkg.in/warnings.v0 v0.1.2 // indirect
)
