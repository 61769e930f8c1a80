package cel

import (
	"errors"
	"reflect"

	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/quantity"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wording"
)

// adapter shows values of the model to CEL without copying them.
type adapter struct{ types.Adapter }

func (a adapter) NativeToValue(v any) ref.Val {
	switch v := v.(type) {
	case ref.Val:
		return v
	case string:
		return types.String(v)
	case bool:
		return types.Bool(v)
	case model.Amounter:
		return number{v}
	case view.Definition:
		return object{v}
	case view.Watched:
		return object{v}
	case *model.Object:
		return object{v}
	case view.List:
		return a.records(v)
	case []string:
		return types.NewStringList(a, v)
	case model.Viewer:
		return object{v.View()}
	case *model.Ref:
		return types.String(v.String())
	case model.List:
		return a.list(v)
	}
	if view.Fields(v) != nil {
		return object{v}
	}
	return a.Adapter.NativeToValue(v)
}

func (a adapter) records(l view.List) ref.Val {
	all := make([]ref.Val, l.Len())
	for i := range all {
		all[i] = a.NativeToValue(l.At(i))
	}
	return types.NewRefValList(a, all)
}

func (a adapter) list(l model.List) ref.Val {
	all := make([]ref.Val, len(l))
	for i, v := range l {
		all[i] = a.NativeToValue(v)
	}
	return types.NewRefValList(a, all)
}

// fieldOf reads a field of a value of the model, nil when it is absent.
func fieldOf(target any, field string) any {
	switch o := target.(type) {
	case view.Definition:
		return o.Value(field)
	case view.Watched:
		return o.Get(field)
	case *model.Object:
		return o.Named(field)
	case model.Amounter:
		return amountField(o, field)
	}
	return view.Get(target, field)
}

// amountField reads the ends of a number as numbers, everything else as its view shows it.
func amountField(n model.Amounter, field string) any {
	if a := n.Amounts(); a.Low != nil {
		low, high := a.Ends()
		switch field {
		case "low":
			return number{plain{low}}
		case "high":
			return number{plain{high}}
		}
	}
	switch v := n.(type) {
	case interface{ Field(name string) any }:
		return v.Field(field)
	case model.Viewer:
		return v.View().Named(field)
	}
	return nil
}

// object is a resource or a part of one. Checked rules reach its fields through the provider; as a map it serves labels and time.
type object struct{ of any }

func (o object) ConvertToNative(t reflect.Type) (any, error) {
	return nil, errors.New(wording.AnObjectOfTheModel(t.String()))
}

func (o object) ConvertToType(t ref.Type) ref.Val {
	return types.NewErr("%s", wording.AnObjectOfTheModel(t.TypeName()))
}

func (o object) Equal(other ref.Val) ref.Val {
	same, ok := other.(object)
	return types.Bool(ok && same.of == o.of)
}

func (o object) Type() ref.Type { return types.MapType }
func (o object) Value() any     { return o.of }

func (o object) Contains(key ref.Val) ref.Val {
	_, found := o.Find(key)
	return types.Bool(found)
}

func (o object) Find(key ref.Val) (ref.Val, bool) {
	name, ok := key.(types.String)
	if !ok {
		return nil, false
	}
	v := fieldOf(o.of, string(name))
	if v == nil {
		return nil, false
	}
	return adapter{types.DefaultTypeAdapter}.NativeToValue(v), true
}

func (o object) Get(key ref.Val) ref.Val {
	if v, ok := o.Find(key); ok {
		return v
	}
	return types.NewErr("no such key: %v", key.Value())
}

func (o object) names() []string {
	if m, ok := o.of.(*model.Object); ok {
		return m.Names()
	}
	var names []string
	view.Each(view.Unwatched(o.of), func(name string, _ any) { names = append(names, name) })
	return names
}

func (o object) Size() ref.Val { return types.Int(len(o.names())) }

func (o object) Iterator() traits.Iterator {
	return types.NewStringList(types.DefaultTypeAdapter, o.names()).Iterator()
}

// plain is an amount on its own.
type plain struct{ amount quantity.Amount }

func (p plain) Amounts() quantity.Amount { return p.amount }

// number is a quantity, a fact or a result of arithmetic with them.
type number struct{ of model.Amounter }

func (n number) amount() quantity.Amount { return n.of.Amounts() }

func (n number) ConvertToNative(t reflect.Type) (any, error) {
	return nil, errors.New(wording.AQuantityIsNotA(t.String()))
}

func (n number) ConvertToType(t ref.Type) ref.Val {
	if t == types.StringType {
		return types.String(n.text())
	}
	return types.NewErr("%s", wording.AQuantityDoesNotConvert(t.TypeName()))
}

// text is the number in words; free text where a number was expected stays as it is.
func (n number) text() string {
	if a := n.amount(); a.Low != nil {
		return a.String()
	}
	if v, ok := n.of.(model.Viewer); ok {
		text, _ := v.View().Named("text").(string)
		return text
	}
	return ""
}

// Equal is true where both are certainly equal, unknown where ranges overlap, false otherwise. It looks for a number in a list; == asks equality.
func (n number) Equal(other ref.Val) ref.Val {
	b, ok := toAmount(other)
	if !ok || n.amount().Low == nil || b.Low == nil {
		return types.False
	}
	answer, err := quantity.Equal(n.amount(), b)
	if err != nil {
		return types.False
	}
	return answered(answer)
}

func (n number) Type() ref.Type { return quantityType }
func (n number) Value() any     { return n.of }
