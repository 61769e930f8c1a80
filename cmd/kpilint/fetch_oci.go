package main

import (
	"fmt"
	"net/netip"
	"strings"

	"github.com/spf13/cobra"
	"oras.land/oras-go/v2"
	ocifile "oras.land/oras-go/v2/content/file"
	"oras.land/oras-go/v2/registry/remote"
	"oras.land/oras-go/v2/registry/remote/auth"
	"oras.land/oras-go/v2/registry/remote/credentials"
	"oras.land/oras-go/v2/registry/remote/retry"
)

// ociFetcher brings an OCI artifact: oci://registry/name:1.2.0, or …@sha256:…. Its layers are the files of the pack, or the pack as
// one archive, as `oras push registry/name:1.2.0 .` makes them.
type ociFetcher struct{}

// fetch copies an artifact into a folder. Credentials are those of `docker login`.
func (ociFetcher) fetch(cmd *cobra.Command, source, resolved, into string) (string, error) {
	repo, err := remote.NewRepository(strings.TrimPrefix(source, "oci://"))
	if err != nil {
		return "", fmt.Errorf("read the address: %w", err)
	}
	if repo.Reference.Reference == "" {
		return "", fmt.Errorf("which version? write its tag or digest: %s:1.2.0", source)
	}
	repo.PlainHTTP = loopback(repo.Reference.Host())
	client := &auth.Client{Client: retry.DefaultClient, Cache: auth.NewCache()}
	if store, err := credentials.NewStoreFromDocker(credentials.StoreOptions{}); err == nil {
		client.Credential = credentials.Credential(store)
	}
	repo.Client = client
	folder, err := ocifile.NewWithFallbackLimit(into, maxPack) // refuses names that lead out of the folder
	if err != nil {
		return "", err
	}
	defer folder.Close()
	reference := repo.Reference.Reference
	if resolved != "" {
		reference = resolved
	}
	manifest, err := oras.Copy(cmd.Context(), repo, reference, folder, "", oras.DefaultCopyOptions)
	if err != nil {
		return "", fmt.Errorf("copy the artifact: %w", err)
	}
	return manifest.Digest.String(), nil
}

// loopback reports whether a registry runs on this machine, where it needs no TLS.
func loopback(host string) bool {
	if at, err := netip.ParseAddrPort(host); err == nil {
		return at.Addr().IsLoopback()
	}
	name, _, _ := strings.Cut(host, ":")
	return name == "localhost"
}
