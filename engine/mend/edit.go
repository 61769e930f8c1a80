package mend

import (
	"errors"
	"strings"

	"github.com/kpilint/kpilint/engine/finding"
	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// Edit turns the change that a rule proposes into one of the file, which has a path in the file system; nil where
// the file cannot be changed there without touching more.
func Edit(o *policy.Outcome, path string) *finding.Edit {
	if o.Edit == nil || o.State != policy.Violated || o.Resource.Drafted || o.Resource.Mapped {
		return nil
	}
	splice, err := spliceOf(o.Resource, o.Edit)
	if err != nil {
		return nil
	}
	return &finding.Edit{File: o.Resource.File, Path: path, Splice: splice, Unsafe: o.Edit.Unsafe}
}

func spliceOf(r *model.Resource, e *policy.Edit) (source.Splice, error) {
	at := r.InWhole(e.Path) // of a row, which is no definition that could be taken out
	if r = r.Whole(); at == "" {
		if r.Around != nil || r.Pointer != "" {
			return source.Splice{}, errors.New(wording.ItIsAPartOf())
		}
		return r.Node.RemoveDocument()
	}
	if !e.Remove {
		at = r.Stands(at)
	}
	steps := strings.Split(at, "/")
	last := steps[len(steps)-1]
	parent, err := r.Node.Own(steps[:len(steps)-1]...)
	if err != nil {
		return source.Splice{}, err
	}
	if e.Remove {
		return parent.Remove(last)
	}
	node, err := parent.Own(last)
	switch {
	case err != nil:
		return source.Splice{}, err
	case node != nil:
		return node.Replace(e.Value)
	case e.Raw:
		return parent.Add(last, e.Value, e.Comment)
	}
	return parent.Add(last, parent.Scalar(e.Value), e.Comment)
}
