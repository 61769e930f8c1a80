#!/bin/sh
# Starts kpilint in the container. A hook of `git commit -a` is told which index is committed by its path on the host,
# such as /home/me/numbers/.git/index.lock; here the repository is the working directory.
set -eu
case ${GIT_INDEX_FILE-} in
  /*)
    GIT_INDEX_FILE=$PWD/.git/${GIT_INDEX_FILE##*/}
    [ -f "$GIT_INDEX_FILE" ] || {
      echo "kpilint: the container does not see the index that is committed: mount the whole repository" >&2
      exit 2
    }
    ;;
esac
exec kpilint "$@"
