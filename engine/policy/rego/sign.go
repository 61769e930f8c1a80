package rego

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/bundle"

	"github.com/kpilint/kpilint/engine/wording"
)

// The algorithms of signatures, as OPA calls them, by the keys that go with them.
var (
	ofSecret = []string{"HS256", "HS384", "HS512"}
	ofRSA    = []string{"RS256", "RS384", "RS512", "PS256", "PS384", "PS512"}
	ofCurve  = map[int][]string{256: {"ES256"}, 384: {"ES384"}, 521: {"ES512"}}
	ofEd     = []string{"EdDSA"}
	known    = slices.Concat(ofSecret, ofRSA, ofCurve[256], ofCurve[384], ofCurve[521], ofEd)
)

// Sign signs a bundle as OPA does: with a key in PEM, or the secret of an HS algorithm. Algorithm "" is RS256.
func (b *Bundle) Sign(key, algorithm, keyID string) error {
	if algorithm == "" {
		algorithm = "RS256"
	}
	if err := fits(key, algorithm); err != nil {
		return fmt.Errorf("%s: %w", wording.SignBundle(), err)
	}
	if err := b.bundle.GenerateSignature(bundle.NewSigningConfig(key, algorithm, ""), keyID, true); err != nil {
		return fmt.Errorf("%s: %w", wording.SignBundle(), err)
	}
	return nil
}

// fits says what is wrong with a key for an algorithm.
func fits(key, algorithm string) error {
	if !slices.Contains(known, algorithm) {
		return errors.New(wording.ThereIsNoAlgorithmIt(algorithm, strings.Join(known, ", ")))
	}
	block, _ := pem.Decode([]byte(key))
	secret := slices.Contains(ofSecret, algorithm)
	switch {
	case block == nil && secret:
		return nil
	case block == nil:
		return errors.New(wording.TheKeyIsNotIn(algorithm, inChoice(ofSecret)))
	case strings.Contains(block.Type, "PUBLIC") || block.Type == "CERTIFICATE":
		return errors.New(wording.TheFileHoldsAWhat(strings.ToLower(block.Type)))
	case strings.Contains(block.Type, "ENCRYPTED") || block.Headers["DEK-Info"] != "":
		return errors.New(wording.TheKeyIsLockedWith())
	}
	what, goWith, err := ofKey(block)
	if err != nil {
		return err
	}
	if !slices.Contains(goWith, algorithm) {
		return errors.New(wording.GoesWithAndNotWith(what, inChoice(goWith), algorithm, goWith[0]))
	}
	return nil
}

// ofKey is what a private key is, and the algorithms that go with it.
func ofKey(block *pem.Block) (string, []string, error) {
	var key any
	var err error
	switch block.Type {
	case "RSA PRIVATE KEY":
		key, err = x509.ParsePKCS1PrivateKey(block.Bytes)
	case "EC PRIVATE KEY":
		key, err = x509.ParseECPrivateKey(block.Bytes)
	case "PRIVATE KEY":
		key, err = x509.ParsePKCS8PrivateKey(block.Bytes)
	default:
		return "", nil, errors.New(wording.TheFileBeginsWithWhich(block.Type))
	}
	if err != nil {
		return "", nil, fmt.Errorf("%s: %w", wording.TheKeyCannotBeRead(), err)
	}
	switch key := key.(type) {
	case *rsa.PrivateKey:
		return wording.AnRsaKey(), ofRSA, nil
	case *ecdsa.PrivateKey:
		if bits := key.Curve.Params().BitSize; ofCurve[bits] != nil {
			return wording.AKeyOnACurve(bits), ofCurve[bits], nil
		}
	case ed25519.PrivateKey:
		return "an Ed25519 key", ofEd, nil
	}
	return "", nil, errors.New(wording.ThereIsNoAlgorithmFor())
}

// inChoice joins alternatives.
func inChoice(names []string) string {
	if len(names) == 1 {
		return names[0]
	}
	return strings.Join(names[:len(names)-1], ", ") + " or " + names[len(names)-1]
}
