package schema

import (
	"errors"
	"fmt"

	"github.com/santhosh-tekuri/jsonschema/v5"
)

// Follows checks a decoded JSON document against a schema. The error says where it differs first.
func Follows(name string, document any) error {
	of, err := NewSet().Compiled(name)
	if err != nil {
		return err
	}
	var at *jsonschema.ValidationError
	if err = of.Validate(document); !errors.As(err, &at) {
		return err
	}
	for len(at.Causes) > 0 {
		at = at.Causes[0]
	}
	return fmt.Errorf("at %s/: %s", at.InstanceLocation, at.Message)
}
