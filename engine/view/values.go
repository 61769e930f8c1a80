package view

// given is a value that is absent when it is zero.
func given[T comparable](v T) any {
	var zero T
	if v == zero {
		return nil
	}
	return v
}

// texts is a list that is always there.
func texts(v []string) any {
	if v == nil {
		return []string{}
	}
	return v
}

// givenTexts is a list that is absent when it is nil. An empty one is there.
func givenTexts(v []string) any {
	if v == nil {
		return nil
	}
	return v
}

// records is a list that is always there.
func records[T any](v []*T) any { return list[T](v) }

// givenRecords is a list that is absent when it is nil. An empty one is there.
func givenRecords[T any](v []*T) any {
	if v == nil {
		return nil
	}
	return list[T](v)
}

// list shows a list of structs without copying it.
type list[T any] []*T

func (l list[T]) Len() int { return len(l) }

func (l list[T]) At(i int) any { return given(l[i]) }

// taken is a list of records that were made one by one, some of which may be missing.
func taken[T any](all any) []*T {
	made := all.([]any)
	list := make([]*T, len(made))
	for i, one := range made {
		list[i], _ = one.(*T)
	}
	return list
}
