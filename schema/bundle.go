package schema

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Bundle returns the schema of that name as one document that needs no other file: what it refers to elsewhere lies
// under its own definitions. The name "" stands for "definition", which takes a document of any kind.
func Bundle(name string) ([]byte, error) {
	if name == "" {
		name = "definition"
	}
	name = strings.ToLower(name)
	root, err := decode(name)
	if err != nil {
		return nil, fmt.Errorf("bundle schema: %w", err)
	}
	delete(root, "$id") // the document stands alone
	definitions, ok := root["definitions"].(object)
	if !ok {
		definitions = object{}
	}
	b := bundler{root: name, definitions: definitions, files: map[string]object{}}
	if err := b.rewrite(root, name); err != nil {
		return nil, fmt.Errorf("bundle schema %s: %w", name, err)
	}
	if len(definitions) > 0 {
		root["definitions"] = definitions
	}
	return encode(root)
}

type object = map[string]any

// A bundler brings what one schema refers to in other files under that schema's definitions.
type bundler struct {
	root        string            // the schema that is bundled
	definitions object            // of the bundle, by their names there
	files       map[string]object // the other files, by name
}

// rewrite points every reference in v, which stood in the named file, into the bundle.
func (b *bundler) rewrite(v any, file string) error {
	switch v := v.(type) {
	case object:
		for _, key := range slices.Sorted(maps.Keys(v)) {
			if err := b.rewriteMember(v, key, file); err != nil {
				return err
			}
		}
	case []any:
		for _, item := range v {
			if err := b.rewrite(item, file); err != nil {
				return err
			}
		}
	}
	return nil
}

func (b *bundler) rewriteMember(v object, key, file string) error {
	ref, ok := v[key].(string)
	if key != "$ref" || !ok {
		return b.rewrite(v[key], file)
	}
	target, err := b.include(ref, file)
	if err != nil {
		return fmt.Errorf("resolve %s of %s: %w", ref, file+suffix, err)
	}
	v[key] = target
	return nil
}

// include makes sure that the bundle has what ref, in the named file, points to, and returns the reference to it.
func (b *bundler) include(ref, from string) (string, error) {
	file, definition := splitRef(ref, from)
	if file == b.root {
		return strings.TrimSuffix("#/definitions/"+definition, "/definitions/"), nil
	}
	name := strings.TrimSuffix(file+"."+definition, ".")
	target := "#/definitions/" + name
	if _, done := b.definitions[name]; done {
		return target, nil
	}
	part, err := b.part(file, definition)
	if err != nil {
		return "", err
	}
	b.definitions[name] = part // before its own references, which may lead back to it
	return target, b.rewrite(part, file)
}

// splitRef returns the schema and the definition in it that ref names; the definition is "" for the schema as a whole.
func splitRef(ref, from string) (file, definition string) {
	path, fragment, _ := strings.Cut(ref, "#")
	if path == "" {
		path = from + suffix
	}
	return strings.TrimSuffix(path, suffix), strings.TrimPrefix(fragment, "/definitions/")
}

// part returns a definition of the named schema, or the schema as a whole without its definitions.
func (b *bundler) part(file, definition string) (any, error) {
	doc, ok := b.files[file]
	if !ok {
		var err error
		if doc, err = decode(file); err != nil {
			return nil, err
		}
		b.files[file] = doc
	}
	if definition == "" {
		whole := maps.Clone(doc)
		for _, key := range []string{"$schema", "$id", "definitions"} {
			delete(whole, key)
		}
		return whole, nil
	}
	definitions, _ := doc["definitions"].(object)
	part, ok := definitions[definition]
	if !ok {
		return nil, fmt.Errorf("no definition %s", definition)
	}
	return part, nil
}

func decode(name string) (object, error) {
	data, ok := Raw(name)
	if !ok {
		return nil, fmt.Errorf("no schema %q", name)
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	var doc object
	err := d.Decode(&doc)
	return doc, err
}

// encode writes keys in alphabetical order, so that equal schemas are equal bytes, and leaves < and > readable.
func encode(doc object) ([]byte, error) {
	var buf bytes.Buffer
	e := json.NewEncoder(&buf)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(doc)
	return buf.Bytes(), err
}
