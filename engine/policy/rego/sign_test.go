package rego

import (
	"crypto/ecdsa"
	"crypto/ed25519"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/x509"
	"encoding/pem"
	"strings"
	"testing"
)

// TestSign holds that every algorithm signs with a key that goes with it, and that any other key is refused with the algorithms that do.
func TestSign(t *testing.T) {
	rsaKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	curveKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	_, edKey, err := ed25519.GenerateKey(rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	public, err := x509.MarshalPKIXPublicKey(&curveKey.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	curveText, err := x509.MarshalECPrivateKey(curveKey)
	if err != nil {
		t.Fatal(err)
	}
	inPEM := func(kind string, der []byte) string {
		return string(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
	}
	private := func(key any) string {
		der, err := x509.MarshalPKCS8PrivateKey(key)
		if err != nil {
			t.Fatal(err)
		}
		return inPEM("PRIVATE KEY", der)
	}
	cases := []struct{ name, key, algorithm, want string }{
		{"RSA", private(rsaKey), "", ""},
		{"RSA", inPEM("RSA PRIVATE KEY", x509.MarshalPKCS1PrivateKey(rsaKey)), "PS512", ""},
		{"curve", private(curveKey), "ES256", ""},
		{"curve", inPEM("EC PRIVATE KEY", curveText), "ES256", ""},
		{"Ed25519", private(edKey), "EdDSA", ""},
		{"secret", "between us\n", "HS256", ""},
		{"curve for RSA", private(curveKey), "RS256", "a key on a curve of 256 bits goes with ES256, and not with RS256: write --signing-alg ES256"},
		{"RSA for a curve", private(rsaKey), "ES256", "an RSA key goes with RS256, RS384, RS512, PS256, PS384 or PS512, and not with ES256: write --signing-alg RS256"},
		{"key for a secret", private(rsaKey), "HS256", "and not with HS256"},
		{"longer curve", private(curveKey), "ES384", "goes with ES256, and not with ES384"},
		{"Ed25519 for RSA", private(edKey), "RS256", "an Ed25519 key goes with EdDSA"},
		{"secret for RSA", "between us", "RS256", "the key is not in PEM (-----BEGIN … PRIVATE KEY-----), which RS256 needs; a secret goes with HS256, HS384 or HS512"},
		{"public", inPEM("PUBLIC KEY", public), "ES256", "the file holds a public key: what signs is the private key"},
		{"parameters", inPEM("EC PARAMETERS", []byte{1}), "ES256", "the file begins with EC PARAMETERS"},
		{"locked", inPEM("ENCRYPTED PRIVATE KEY", []byte{1}), "ES256", "the key is locked with a passphrase"},
		{"misspelt", private(rsaKey), "RS255", "there is no algorithm `RS255`; it may be HS256,"},
	}
	for _, c := range cases {
		t.Run(c.name+" "+c.algorithm, func(t *testing.T) {
			b, err := NewBundle(nil, []byte(`{}`), "")
			if err != nil {
				t.Fatal(err)
			}
			err = b.Sign(c.key, c.algorithm, "")
			if c.want == "" && err != nil || c.want != "" && (err == nil || !strings.Contains(err.Error(), c.want)) {
				t.Errorf("%v, want %q", err, c.want)
			}
		})
	}
}
