# shellcheck shell=bash
# Read by action.sh: brings kpilint outside of the repository that is checked, and tells where. A released binary is
# taken only after its checksum has been verified, and its attestation wherever that can be asked for. Where there is
# no released binary, kpilint is built from source. What does not hold ends the step; nothing else is tried after it.

given_path=$PATH # before action.sh takes out what it does not trust
module=github.com/kpilint/kpilint/cmd/kpilint
reason='' # why there is no released binary to take
pinned='' # the commit that `uses` names, where it names one

# refuse TITLE TEXT: the end of the step.
refuse() {
  problem "$1" "$2"
  exit 2
}

# install takes the version of kpilint that is asked for, or without one that of the action.
install() {
  token=${KPILINT_TOKEN:-} # for gh alone, so it leaves the environment of all others
  unset KPILINT_TOKEN
  repository=${KPILINT_REPOSITORY:-kpilint/kpilint}
  [[ $repository =~ ^[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+$ ]] ||
    refuse "no such repository" "$repository is not the name of a repository."
  work=$(mktemp -d "$RUNNER_TEMP/kpilint-XXXXXX")
  cd "$work" || exit # so that no file of the workspace is a setting of curl, gh or git
  case $KPILINT_VERSION in
    installed) installed ;;
    '') own ;;
    *) asked "${KPILINT_VERSION#v}" ;;
  esac
  output binary "$binary"
}

# installed takes what the workflow put on PATH, wherever that lies.
installed() {
  binary=$(cd "$GITHUB_WORKSPACE" && PATH=$given_path && command -v kpilint) ||
    refuse "kpilint is not there" "version: installed takes the kpilint on PATH, and there is none."
  echo "kpilint: the installed one, $binary; nothing was verified"
}

# own takes the version of this action: the binary of its release, else what its source builds to.
own() {
  local version
  version=$(sed -n 's/^const version = "\(.*\)"$/\1/p' "$GITHUB_ACTION_PATH/cmd/kpilint/version.go")
  if released "$version" && take "$version"; then return; fi
  build "from the source of this action"
  (cd "$GITHUB_ACTION_PATH" && GOFLAGS=-mod=readonly go install -trimpath -buildvcs=false ./cmd/kpilint)
}

# asked VERSION takes the version that the workflow asks for.
asked() {
  local version=$1
  [[ $version =~ ^(latest|[0-9][0-9A-Za-z.+-]*)$ ]] ||
    refuse "no such version" "$KPILINT_VERSION is not a version. Write one such as 0.2.0, or latest, or installed."
  if [ "$version" = latest ]; then
    newest && take "$version" && return
  elif is_version "$version"; then
    take "$version" && return
  else
    reason="$version is not the whole of a version"
  fi
  build "from the module $module"
  [ "$version" = latest ] || version=v$version
  GOFLAGS='' go install -trimpath "$module@$version"
}

is_version() { [[ $1 =~ ^[0-9]+\.[0-9]+\.[0-9]+(-[0-9A-Za-z.-]+)?$ ]]; }

# released VERSION: whether `uses` names what was released as this version. A branch is not, though its source may
# still have the number of the last release.
released() {
  local tag
  if [ -z "$KPILINT_REF" ] || in_workspace "$GITHUB_ACTION_PATH"; then
    reason="the action is a part of the workspace"
    return 1
  fi
  is_version "$1" || { reason="the source of the action names no version"; return 1; }
  [ "$KPILINT_REF" != "v$1" ] || return 0
  tag=$(commit_of "v$1")
  if [[ $KPILINT_REF =~ ^[0-9a-f]{40}$ ]]; then
    pinned=$KPILINT_REF
    [ "$tag" = "$pinned" ] || { reason="the commit $pinned is not that of the tag v$1"; return 1; }
  elif [ -z "$tag" ] || [ "$(commit_of "$KPILINT_REF")" != "$tag" ]; then
    reason="$KPILINT_REF is not the tag of a release"
    return 1
  fi
}

# commit_of TAG: the commit of a tag of this action's repository; nothing for none.
commit_of() {
  local tag=refs/tags/$1
  GIT_TERMINAL_PROMPT=0 git ls-remote "https://github.com/$repository.git" "$tag" "$tag^{}" 2> /dev/null |
    awk -v tag="$tag" '$2 == tag || $2 == tag "^{}" {commit = $1} END {print commit}' || true
}

# newest sets the version to that of the newest release. It fails, with a reason, where that has nothing to take.
newest() {
  local platform
  find_platform || return 1
  fetch "https://github.com/$repository/releases/latest/download/checksums.txt" checksums.txt || return 1
  version=$(sed -n "s/^[0-9a-f]\{64\}  kpilint_\(.*\)_$platform\.tar\.gz$/\1/p" checksums.txt)
  is_version "$version" || { version=latest reason="the newest release has no binary for $platform"; return 1; }
}

# take VERSION: the binary of a release for this machine, verified. It fails, with a reason, where there is none.
take() {
  local from=https://github.com/$repository/releases/download/v$1 platform archive sum
  find_platform || return 1
  archive=kpilint_$1_$platform.tar.gz
  fetch "$from/checksums.txt" checksums.txt || return 1
  sum=$(awk -v name="$archive" '$2 == name {print $1}' checksums.txt)
  [ -n "$sum" ] || { reason="the release v$1 has no binary for $platform"; return 1; }
  if [ -n "$pinned" ] && ! attestable; then
    reason="only an attestation binds a binary to a commit, and $unattestable"
    return 1
  fi
  fetch "$from/$archive" "$archive" ||
    refuse "kpilint could not be downloaded" "The release v$1 lists $archive, but $reason."
  [ "$(digest "$archive")" = "$sum" ] ||
    refuse "kpilint was not verified" "$archive does not have the checksum that the release v$1 lists. It was not run."
  verify "$archive" "$1"
  unpack "$archive"
  echo "kpilint $1: the released binary for $platform of $repository; $verified"
}

# find_platform sets the platform to how a release names this machine.
find_platform() {
  case $RUNNER_OS/$RUNNER_ARCH in
    Linux/X64) platform=linux_amd64 ;;
    Linux/ARM64) platform=linux_arm64 ;;
    macOS/X64) platform=darwin_amd64 ;;
    macOS/ARM64) platform=darwin_arm64 ;;
    Windows/X64) platform=windows_amd64 ;;
    Windows/ARM64) platform=windows_arm64 ;;
    *) reason="no release has a binary for $RUNNER_OS on $RUNNER_ARCH"; return 1 ;;
  esac
}

# fetch URL FILE: fails, with a reason, where there is no such file.
fetch() {
  local code
  code=$(curl -q --silent --show-error --location --proto =https --proto-redir =https --retry 3 --connect-timeout 20 \
    --max-time 300 --output "$2" --write-out '%{http_code}' "$1") || code="curl failed"
  case $code in
    200) return 0 ;;
    404) reason="there is no $1" ;;
    *) reason="$1 could not be downloaded ($code)" ;;
  esac
  return 1
}

# digest FILE: its SHA-256.
digest() {
  if command -v sha256sum > /dev/null; then sha256sum "$1"; else shasum -a 256 "$1"; fi | cut -d ' ' -f 1
}

# attestable: whether an attestation can be asked for; else unattestable says why not.
attestable() {
  local help
  unattestable=''
  if ! command -v gh > /dev/null; then
    unattestable="gh is not installed"
  elif [ -z "$token" ]; then
    unattestable="there is no token for gh"
  elif [ "${GITHUB_SERVER_URL:-}" != https://github.com ]; then
    unattestable="the token is not one of github.com"
  elif ! help=$(gh attestation verify --help 2> /dev/null) || [[ $help != *--source-digest* ]]; then
    unattestable="this gh is too old"
  fi
  [ -z "$unattestable" ]
}

# verify ARCHIVE VERSION: that the release workflow of the repository built it, at the tag of the version.
verify() {
  local said must=(--repo "$repository" --signer-workflow "$repository/.github/workflows/release.yml")
  must+=(--source-ref "refs/tags/v$2" --deny-self-hosted-runners)
  [ -z "$pinned" ] || must+=(--source-digest "$pinned")
  if ! attestable; then
    verified="its checksum was verified, its attestation was not, because $unattestable"
    return
  fi
  said=$(GH_TOKEN=$token GH_HOST=github.com gh attestation verify "$1" "${must[@]}" 2>&1) ||
    refuse "kpilint was not verified" "The attestation of $1 does not hold. It was not run."$'\n'"$said"
  verified="its checksum and its attestation were verified"
}

# unpack ARCHIVE: its binary alone.
unpack() {
  local name=${1%.tar.gz}/kpilint
  case $RUNNER_OS in Windows) name=$name.exe ;; esac
  tar -xzf "$1" "$name" || refuse "kpilint could not be unpacked" "$1 has no $name."
  binary=$work/$name
}

# build FROM: says what is built and why, and where Go puts it.
build() {
  command -v go > /dev/null ||
    refuse "Go is not there" "kpilint has to be built, because $reason. Put actions/setup-go before this step, or \
install a kpilint and say version: installed."
  echo "kpilint: built $1, because $reason"
  export GOBIN=$work/bin GOWORK=off CGO_ENABLED=0
  binary=$GOBIN/kpilint
}
