package facts

import (
	"fmt"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/network"
)

// months is a duration in months; what is missing to bring it there is said of the field of what is named.
func (c *computer) months(of, field string, q *model.Quantity) *network.Node {
	if m := c.durations().Months(field, q); m != nil {
		return m
	}
	return network.Lacking(fmt.Sprintf("the `%s` of `%s` is no duration: `%s`", field, of, q.Text))
}
