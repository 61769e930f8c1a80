#!/usr/bin/env bash
# Makes the container image of a release and pushes it: publish.sh TAG. It holds the released binaries, verified as the
# action verifies them; nothing is compiled. The output `digest` is that of the image for all architectures.
set -euo pipefail
cd "$(dirname "$0")"
tag=${1:?write the tag of the release}
version=${tag#v}
image=ghcr.io/${GITHUB_REPOSITORY,,}
architectures=(amd64 arm64)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/context"

# take ARCHITECTURE: the released files for it, verified, into the folder that the Dockerfile reads.
take() {
  local archive=kpilint_${version}_linux_$1.tar.gz
  grep -F "  $archive" checksums.txt | sha256sum --check --strict
  gh attestation verify "$archive" --repo "$GITHUB_REPOSITORY" --deny-self-hosted-runners \
    --signer-workflow "$GITHUB_REPOSITORY/.github/workflows/release.yml" --source-ref "refs/tags/$tag"
  tar -xzf "$archive"
  mv "${archive%.tar.gz}" "context/$1"
}

# build ARCHITECTURE: pushes the image for it, with a tag of its own.
build() {
  docker buildx build --platform "linux/$1" --provenance=false --tag "$image:$version-$1" --push \
    --label "org.opencontainers.image.source=https://github.com/$GITHUB_REPOSITORY" \
    --label "org.opencontainers.image.version=$version" "$work/context"
}

cp Dockerfile entrypoint.sh "$work/context"
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct)
export SOURCE_DATE_EPOCH
cd "$work"
gh release download "$tag" --repo "$GITHUB_REPOSITORY" --pattern checksums.txt --pattern 'kpilint_*_linux_*.tar.gz'
for architecture in "${architectures[@]}"; do take "$architecture"; done
for architecture in "${architectures[@]}"; do build "$architecture"; done
docker buildx imagetools create --tag "$image:$version" "${architectures[@]/#/$image:$version-}"
digest=$(docker buildx imagetools inspect "$image:$version" --format '{{.Manifest.Digest}}')
[[ $digest =~ ^sha256:[0-9a-f]{64}$ ]] || { echo "the registry has no digest for $image:$version"; exit 1; }
echo "image=$image" >> "$GITHUB_OUTPUT"
echo "digest=$digest" >> "$GITHUB_OUTPUT"
echo "pushed $image:$version@$digest"
