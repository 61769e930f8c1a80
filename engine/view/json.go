package view

import "encoding/json"

// Record is a record on its way into JSON, by itself or as a part of something else.
type Record struct{ Of any }

// MarshalJSON writes the facts that the record has, in the order of its struct.
func (r Record) MarshalJSON() ([]byte, error) { return AppendJSON(nil, r.Of) }

// AppendJSON appends to a text the JSON of a record, or of what Field.Get returns. An error is that of a value that
// cannot be written.
func AppendJSON(to []byte, of any) ([]byte, error) {
	if t := tableOf(of); t != nil {
		return t.appendJSON(to, of)
	}
	if l, ok := of.(List); ok {
		return appendList(to, l)
	}
	value, err := json.Marshal(of)
	return append(to, value...), err
}

func (t *table) appendJSON(to []byte, of any) ([]byte, error) {
	to = append(to, '{')
	first := true
	for _, f := range t.fields {
		v := f.Get(of)
		if v == nil {
			continue
		}
		if !first {
			to = append(to, ',')
		}
		first = false
		to = append(append(append(to, '"'), f.Name...), `":`...) // names have letters and digits alone
		var err error
		if to, err = AppendJSON(to, v); err != nil {
			return nil, err
		}
	}
	return append(to, '}'), nil
}

func appendList(to []byte, l List) ([]byte, error) {
	to = append(to, '[')
	for i := range l.Len() {
		if i > 0 {
			to = append(to, ',')
		}
		var err error
		if to, err = AppendJSON(to, l.At(i)); err != nil {
			return nil, err
		}
	}
	return append(to, ']'), nil
}
