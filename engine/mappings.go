package engine

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"path"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/kpilint/kpilint/engine/config"
	"github.com/kpilint/kpilint/engine/content"
	"github.com/kpilint/kpilint/engine/discover"
	"github.com/kpilint/kpilint/engine/files"
	"github.com/kpilint/kpilint/engine/mapping"
	"github.com/kpilint/kpilint/engine/mapping/catalogue"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
)

// MappingFile is a mapping that the configuration names by its path.
type MappingFile struct {
	Name string // what errors call it
	Data []byte
}

// Mappings are those that read files.
type mappings struct {
	byName map[string]*mapping.Mapping // by the text in the configuration
	broken map[string]bool             // of these, those that are wrong
	mu     *sync.Mutex                 // held while a mapping of a stranger runs below the guard
}

// Strangers reports whether rules take part that do not come with kpilint, and whether mappings do.
func (o *Options) Strangers() (rules, mappings bool) {
	rules = slices.ContainsFunc(o.Packs, func(p Pack) bool { return !p.Trusted })
	return rules, slices.ContainsFunc(o.bound(), func(name string) bool { return !catalogue.Is(name) })
}

// bound are the mappings that the configuration names, each once.
func (o *Options) bound() []string {
	if o.Settings == nil {
		return nil
	}
	var all []string
	for _, b := range o.Settings.Bound {
		if b.Mapping != "" && !slices.Contains(all, b.Mapping) {
			all = append(all, b.Mapping)
		}
	}
	return all
}

// loadMappings loads and compiles the mappings of the configuration. The error joins what is wrong with them; files
// whose mapping is wrong are not read in another way.
func (e *Engine) loadMappings() error {
	e.mappings = mappings{map[string]*mapping.Mapping{}, map[string]bool{}, &sync.Mutex{}}
	var errs []error
	for _, name := range e.opts.bound() {
		m, err := e.loadMapping(name)
		if err != nil {
			e.mappings.broken[name] = true
			errs = append(errs, err)
			continue
		}
		e.mappings.byName[name] = m
	}
	return errors.Join(errs...)
}

func (e *Engine) loadMapping(name string) (*mapping.Mapping, error) {
	if catalogue.Is(name) {
		m, err := catalogue.Load(name)
		if err != nil {
			return nil, e.unbound(name, err.Error())
		}
		return m, nil
	}
	file, ok := e.opts.Mappings[name]
	if !ok {
		var err error
		if file, err = e.packed(name); err != nil {
			return nil, e.unbound(name, err.Error())
		}
	}
	var m *mapping.Mapping
	err := e.loading(policy.OfMapping+name, false, func() (err error) {
		m, err = mapping.Load(file.Name, file.Data, false)
		return err
	})
	return m, err
}

// unbound is the error of a name that leads to no mapping, where it is written.
func (e *Engine) unbound(name, message string) error {
	i := slices.IndexFunc(e.opts.Settings.Bound, func(b config.Binding) bool { return b.Mapping == name })
	b := e.opts.Settings.Bound[i]
	return &config.Error{Location: source.Location{File: b.File, Span: b.At}, Message: message}
}

// packed is the file of a mapping that a pack has: PACK:ID.
func (e *Engine) packed(name string) (MappingFile, error) {
	pack, id, ok := strings.Cut(name, ":")
	if !ok {
		return MappingFile{}, errors.New(wording.TheMappingWasNotGiven(name))
	}
	var known []string
	for _, p := range e.opts.Packs {
		m, _ := config.ReadManifest(p) // whose errors are told when the pack is loaded
		if m == nil {
			continue
		}
		if known = append(known, m.Name); m.Name != pack {
			continue
		}
		file := path.Join(p.Dir, mapping.Folder, id, mapping.File)
		data, err := files.Read(p.FS, file, files.Max)
		if err != nil {
			return MappingFile{}, errors.New(wording.ThePackHasNoMapping(pack, id, mapping.Folder, mapping.File))
		}
		return MappingFile{path.Join(cmp.Or(p.Name, p.Dir), mapping.Folder, id, mapping.File), data}, nil
	}
	if len(known) == 0 {
		return MappingFile{}, errors.New(wording.ThereIsNoPackPacks(pack))
	}
	return MappingFile{}, errors.New(wording.ThereIsNoPackPacksHas(pack, strings.Join(known, ", ")))
}

// mappingOf is what reads a file, by its name in the configuration; "" where nothing is bound to it.
func (e *Engine) mappingOf(f discover.File) string {
	if e.opts.Settings == nil {
		return ""
	}
	return e.opts.Settings.Mapping(f.Path)
}

// isOfOurs reports whether a file holds definitions, which no mapping reads.
func isOfOurs(data []byte) bool {
	i := bytes.Index(data, []byte("apiVersion"))
	return i >= 0 && bytes.Contains(data[i:min(len(data), i+len("apiVersion")+20)], []byte("kpilint/"))
}

// readMapped makes definitions of a file by its mapping.
func (e *Engine) readMapped(p *parsed, name string) {
	p.ours = true
	m := e.mappings.byName[name]
	if m == nil {
		p.ours = false
		why := wording.ItsMappingIsWrongSo(name)
		p.skips = append(p.skips, Skip{File: p.name, Reason: why})
		return
	}
	in, problems, err := m.Open(p.name, p.data)
	if err != nil {
		p.problem(source.NotParsed, source.Beginning, err.Error())
		return
	}
	for _, problem := range problems {
		p.problem(problem.Rule, problem.Span, problem.Message)
	}
	if p.content = in.Content; len(problems) > 0 && len(in.Documents) == 0 {
		return
	}
	result, err := e.applied(m, p.name, in)
	if err != nil {
		p.err = err
		return
	}
	p.mapped = result
	e.takeMapped(p, m)
}

// maxMapped is the CPU time that a mapping of a stranger may take for one file.
const maxMapped = 20 * time.Second

// applied runs a mapping, one of a stranger below the guard.
func (e *Engine) applied(m *mapping.Mapping, file string, in mapping.Input) (*mapping.Result, error) {
	g := e.guard()
	if g == nil || m.Trusted {
		return m.Apply(context.Background(), in)
	}
	e.mappings.mu.Lock()
	defer e.mappings.mu.Unlock()
	name := policy.OfMapping + m.ID
	if why := e.stopped(name); why != "" {
		return nil, &policy.RuleError{Rule: name, Location: source.Location{File: m.File}, Message: why, Stopped: true}
	}
	by := together
	if g.Careful() {
		by = name
	}
	g.Begin(by, file, maxMapped)
	defer g.End()
	return m.Apply(context.Background(), in)
}

// takeMapped takes what a mapping made as definitions of the file. Nothing in them is written as a definition, so no
// edit can change them.
func (e *Engine) takeMapped(p *parsed, m *mapping.Mapping) {
	for i, root := range p.mapped.Roots {
		e.definition(p, &source.Document{File: p.name, Index: i, Root: root}, root, "")
	}
	for _, d := range p.definitions {
		d.Mapped, d.Drafted = true, m.Draft
	}
	for _, one := range p.mapped.Problems {
		rule := "mapping-field"
		if one.Column {
			rule = "mapping-column"
		}
		p.problem(rule, one.Span, one.Message)
		p.problems[len(p.problems)-1].Subject = one.Subject
	}
}

// mappedDocument says how a file was read by its mapping.
func mappedDocument(p *parsed) Document {
	r := p.mapped
	d := Document{File: p.name, Demands: r.Records, Mapped: true}
	if p.content != nil {
		d.Said, d.Unread = notesOf(p.name, p.content.Said), notesOf(p.name, p.content.Unread)
	}
	if r.LeftOut > 0 {
		d.Said = append(d.Said, noteAt(p.name, source.Span{}, wording.OfRecordsAreLeftOut(r.LeftOut, r.Records)))
	}
	for _, n := range r.Unread {
		d.Said = append(d.Said, noteAt(p.name, n.Span, n.Text))
	}
	return d
}

// Propose writes the mapping down that reads a file as it is recognised. An error is a sentence.
func Propose(name string, data []byte) ([]byte, error) {
	in, _, err := mapping.Open(name, data)
	if err != nil {
		return nil, err
	}
	return mapping.Propose(in, path.Base(name))
}

// Mapped are the definitions that a mapping makes of a file, each as YAML, and what is wrong with records of it. An
// error is a sentence.
func (e *Engine) Mapped(mappingName, file string, data []byte) (definitions [][]byte, wrong []string, err error) {
	m := e.mappings.byName[mappingName]
	if m == nil {
		return nil, nil, errors.New(wording.TheMappingIsWrong(mappingName))
	}
	in, problems, err := m.Open(file, data)
	if err != nil {
		return nil, nil, err
	}
	for _, p := range problems {
		wrong = append(wrong, p.Message)
	}
	res, err := e.applied(m, file, in)
	if err != nil {
		return nil, nil, err
	}
	for _, root := range res.Roots {
		text, err := source.WriteYAML(root, source.Remarks{})
		if err != nil {
			return nil, nil, err
		}
		definitions = append(definitions, text)
	}
	for _, p := range res.Problems {
		wrong = append(wrong, source.Location{File: file, Span: p.Span}.Start()+": "+p.Message)
	}
	return definitions, wrong, nil
}

// Mappings are the names of the mappings that come with kpilint, each with what it is for.
func Mappings() [][2]string {
	var all [][2]string
	for _, name := range catalogue.Names() {
		m, err := catalogue.Load(name)
		if err != nil {
			continue // a test holds that each loads
		}
		all = append(all, [2]string{name, m.Description})
	}
	return all
}

// MaxDocument is how many bytes a document or a table has at most.
const MaxDocument = content.MaxFile
