package basis

import (
	"strings"
	"unicode"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Given is a field as it is written, or the words that it is missing.
func Given(r *model.Resource, o *model.Object, path field.Path) *network.Node {
	name := path.Last()
	q := o.Quantity(name)
	switch {
	case q != nil && q.Low != nil:
		return network.Written(inWords(name.String()), q)
	case o != nil && o.IsWritten(name):
		return network.Lacking(wording.HasNoNumberAsItsPath(r.Name, path.String()))
	}
	return network.Lacking(wording.HasNo(r.Name, path.String()))
}

// inWords writes the name of a field as people do: "handling time" for handlingTime.
func inWords(name string) string {
	var b strings.Builder
	for _, r := range name {
		if unicode.IsUpper(r) {
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

// AllMissing collects what facts lack.
func AllMissing(facts ...*network.Node) (missing []string) {
	for _, f := range facts {
		if f != nil {
			missing = append(missing, f.Lacks()...)
		}
	}
	return missing
}

// AsPercent writes a share of 0.8 as 80 %.
func AsPercent(f *network.Node) *network.Node {
	switch {
	case !f.Known() || f.Amount.Unit.Equal(PercentUnit):
		return f
	case !f.Amount.Unit.IsZero():
		return network.Lacking(wording.IsNotAShareWriteIt(f.Amount.String()))
	}
	return f.Hundredfold().In(PercentUnit)
}
