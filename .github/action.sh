#!/usr/bin/env bash
# The steps of action.yml: action.sh install|lint|comment. Inputs come by the environment alone, so that no text of a
# pull request is ever part of a command.
set -euo pipefail

# problem TITLE TEXT: an annotation, its text escaped as the runner wants it.
problem() {
  local text=${2//'%'/%25}
  text=${text//$'\r'/%0D}
  printf '::error title=%s::%s\n' "$1" "${text//$'\n'/%0A}"
}

# output NAME VALUE: an output of the step, whatever is in the value.
output() {
  local end="end-$RANDOM$RANDOM$RANDOM"
  printf '%s<<%s\n%s\n%s\n' "$1" "$end" "$2" "$end" >> "$GITHUB_OUTPUT"
}

# real FOLDER: its path without links; nothing where there is none.
real() { (CDPATH='' cd -P -- "$1" 2> /dev/null && pwd -P) || true; }

workspace=$(real "${GITHUB_WORKSPACE:-}")

# in_workspace FOLDER: whether it is a part of the repository that is checked.
in_workspace() {
  [ -n "$workspace" ] || return 1
  case $(real "$1")/ in "${workspace%/}"/*) return 0 ;; esac
  return 1
}

# clean takes out of PATH what a pull request could write to: folders of the workspace, and those that are not absolute.
clean() {
  local folder folders kept=''
  IFS=: read -r -a folders <<< "$PATH"
  for folder in "${folders[@]}"; do
    case $folder in /*) in_workspace "$folder" || kept+=${kept:+:}$folder ;; esac
  done
  PATH=$kept
}

# git as far as it starts nothing.
git=(git --no-optional-locks -c core.fsmonitor=false -c core.hooksPath=/dev/null -c protocol.allow=never)

# commit REVISION: its commit; it fails where this clone does not have it.
commit() { "${git[@]}" rev-parse --verify --quiet --end-of-options "$1^{commit}"; }

# trusted is the revision that judges a pull request, nothing for other events: the base branch where that is the
# default branch or one of `trusted-branches`, else the default branch.
trusted() {
  [ -n "$KPILINT_BASE" ] || return 0
  local branch=${KPILINT_BASE_BRANCH#refs/heads/} default=$KPILINT_DEFAULT_BRANCH line rev
  rev=$KPILINT_BASE
  if [ "$branch" != "$default" ] && ! grep -qxF -- "$branch" <<< "$KPILINT_TRUSTED_BRANCHES"; then
    rev=origin/$default
    line="$default, the default branch, as $branch is not one of \`trusted-branches\`"
  fi
  if ! commit "$rev" > /dev/null; then
    problem "no history" "The revision $rev, whose configuration judges this pull request, is not in this clone. \
Check out with \`fetch-depth: 0\`." >&2
    return 2
  fi
  echo "kpilint: configuration, rules, exceptions and ignores are those of ${line:-$branch}" >&2
  echo "$rev"
}

# base is the revision to compare with, nothing for none: the input, else where a pull request left its branch.
base() {
  local since=${KPILINT_SINCE:-$KPILINT_BASE} commit
  [ -n "$since" ] && [ "$since" != none ] || return 0
  if ! commit=$(commit "$since"); then
    problem "no history" "The revision $since is not in this clone. Check out with \`fetch-depth: 0\`, or say \
\`since: none\` to report everything." >&2
    return 2
  fi
  [ -n "$KPILINT_SINCE" ] || commit=$("${git[@]}" merge-base "$commit" HEAD || echo "$commit")
  echo "$commit"
}

lint() {
  local work since trusted words=() paths=() code=0
  work=$(mktemp -d "$RUNNER_TEMP/kpilint-XXXXXX")
  since=$(base)
  trusted=$(trusted)
  printf '{{.summary.error}} {{.summary.warning}} {{.summary.info}}' > "$work/counts.tmpl"
  read -r -d '' -a words <<< "$KPILINT_ARGS" || true
  while IFS= read -r path; do
    [ -z "$path" ] || paths+=("$path")
  done <<< "$KPILINT_PATHS"
  local sarif=${KPILINT_SARIF:-$work/kpilint.sarif}
  "$KPILINT_BINARY" lint -f github -f sarif -o "$sarif" -f markdown -o "$work/report.md" \
    -f "template=$work/counts.tmpl" -o "$work/counts" ${since:+--since "$since"} \
    ${trusted:+--trusted-ref "$trusted"} ${KPILINT_FAIL_ON:+--fail-on "$KPILINT_FAIL_ON"} \
    ${words[@]+"${words[@]}"} -- ${paths[@]+"${paths[@]}"} \
    2> "$work/said" || code=$?
  cat "$work/said" >&2
  if [ -s "$work/counts" ]; then
    tell "$work" "$sarif"
  else
    problem "kpilint could not run" "$(cat "$work/said")"
  fi
  exit "$code"
}

# tell hands on what a run has found.
tell() {
  local errors warnings infos
  read -r errors warnings infos < "$1/counts" || true # it ends without a line break
  output findings $((errors + warnings + infos))
  output errors "$errors"
  output sarif-file "$2"
  output report "$1/report.md"
  cat "$1/report.md" >> "$GITHUB_STEP_SUMMARY"
}

# comment writes the report to the pull request, over the comment of an earlier run. It never fails: a token that may
# not write is no fault of the change.
comment() {
  local comments="repos/$GITHUB_REPOSITORY/issues/$KPILINT_PULL_REQUEST/comments" earlier
  local ours='.[] | select(.user.type == "Bot" and (.body | startswith("<!-- kpilint -->"))) | .id'
  if [ -z "$KPILINT_PULL_REQUEST" ]; then
    echo "no comment: this is not a pull request"
  elif ! command -v gh > /dev/null; then
    echo "no comment: there is no gh on this machine"
  elif ! earlier=$(gh api "$comments" --paginate --jq "$ours" 2> /dev/null); then
    echo "no comment: the token may not read the comments of the pull request"
  elif [ -z "$earlier" ] && [ "$KPILINT_OUTCOME" = "0 success" ]; then
    echo "no comment: there is nothing to say"
  else
    write "${earlier%%$'\n'*}" "$comments" || echo "no comment: the token may not write one \
(\`pull-requests: write\`; a pull request from a fork never has it)"
  fi
}

# write EARLIER COMMENTS
write() {
  local to=(--method POST "$2")
  [ -z "$1" ] || to=(--method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$1")
  gh api "${to[@]}" -F "body=@$KPILINT_REPORT" > /dev/null 2>&1
}

. "${BASH_SOURCE[0]%/*}/install.sh"
clean
"$1"
