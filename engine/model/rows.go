package model

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/kpilint/kpilint/engine/places"
	"github.com/kpilint/kpilint/engine/source"
	"github.com/kpilint/kpilint/engine/wording"
	"github.com/kpilint/kpilint/schema/field"
)

// Row says of a resource that it is a KPI at some of its places: one entry of `targets`. It has the fields of its KPI,
// a target of its own, and no baseline but its own: where the whole stands says nothing of a part.
type Row struct {
	Of    *Resource // the KPI
	Index int       // in `targets`
	Place string    // where it holds, the same in whatever order that is written
	entry *Object
	names places.Row
}

// Targets are those of a KPI by its dimensions.
type Targets struct {
	Dimensions []places.Dimension
	Rows       []*Resource // in the order of the file
	Unnamed    bool        // a row names what is not declared, so that its place is not known
}

// Table is which of the rows holds where; nil where there are too many places. It is worked out each time.
func (t *Targets) Table() *places.Table {
	rows := make([]places.Row, len(t.Rows))
	for i, row := range t.Rows {
		rows[i] = row.Row.names
	}
	return places.New(t.Dimensions, rows)
}

// maxValues is how many values of a dimension are read.
const maxValues = 1000

// MaxRows is how many rows of `targets` are read.
const MaxRows = 200

// The names of what a row has beside the fields of its KPI.
const (
	whereField = "where"
	rowOfField = "rowOf"
)

// Whole is the KPI of a row, and any other resource itself.
func (r *Resource) Whole() *Resource {
	if r != nil && r.Row != nil {
		return r.Row.Of
	}
	return r
}

// InWhole is where a field of a row, given by its path, stands in the KPI. That of another resource is the same.
func (r *Resource) InWhole(path string) string {
	if r.Row == nil {
		return path
	}
	first, _, _ := strings.Cut(path, "/")
	switch {
	case path == "" || first == whereField:
		return forOf(r.Row.Index)
	case slices.Contains(ofRow, first) && (first == field.Target.String() || r.Row.entry.IsWritten(field.Baseline)):
		return field.Targets.At(r.Row.Index).String() + "/" + path
	}
	return path
}

// IsOwn reports whether a field, given by its path, is one of a row, and not of its KPI.
func (r *Resource) IsOwn(path string) bool { return r.InWhole(path) != path }

// Values are those for which a row holds, in the order of its name; none for another resource.
func (r *Resource) Values() []string {
	var all []string
	if r.Row == nil {
		return nil
	}
	where, _ := r.Named(whereField).(*Object)
	for _, name := range where.Names() {
		list, _ := where.Named(name).(List)
		all = append(all, texts(list)...)
	}
	return all
}

// TargetsOf are the targets of a KPI by its dimensions, nil where it has none.
func (m *Model) TargetsOf(kpi *Resource) *Targets { return m.targets[kpi] }

// RowsOf are the rows of a KPI, in the order of its file.
func (m *Model) RowsOf(kpi *Resource) []*Resource {
	if t := m.targets[kpi]; t != nil {
		return t.Rows
	}
	return nil
}

// Aimed are the rows of a KPI; itself where it has none.
func (m *Model) Aimed(kpi *Resource) []*Resource {
	if rows := m.RowsOf(kpi); len(rows) > 0 {
		return rows
	}
	return []*Resource{kpi}
}

// Rows are those of all KPIs, in the order of files and lines.
func (m *Model) Rows() []*Resource {
	var all []*Resource
	for _, k := range m.Of("KPI") {
		all = append(all, m.RowsOf(k)...)
	}
	return all
}

// dimension is one that is declared.
type dimension struct {
	places.Dimension
	index map[string]int // of its values
}

// dimensions are those that an organisation declares, and where each stands among them.
type dimensions struct {
	all   []*dimension
	names []string
	at    map[string]int
}

// namedBy are those that some rows name, in their order.
func (s *dimensions) namedBy(rows []*rowRead) []*dimension {
	named := map[int]bool{}
	for _, row := range rows {
		for name := range row.where {
			if i, ok := s.at[name]; ok {
				named[i] = true
			}
		}
	}
	var all []*dimension
	for _, i := range slices.Sorted(maps.Keys(named)) {
		all = append(all, s.all[i])
	}
	return all
}

// table is what is read of one KPI's `targets`.
type table struct {
	v        *resolver
	kpi      *Resource
	shared   *dimensions  // those of the organisation
	declared []*dimension // those that the places differ in: of the KPI, then of the organisation those that a row names
	byName   map[string]*dimension
	read     []*rowRead
	targets  *Targets
}

// rowRead is an entry of `targets`.
type rowRead struct {
	index int
	entry *Object
	where map[string][]string // the values that it names, by dimension
	names places.Row
}

// rows makes the rows of KPIs that have targets by dimension.
func (v *resolver) rows() {
	v.m.targets, v.m.rowNamed = map[*Resource]*Targets{}, map[string]*Resource{}
	shared := &dimensions{at: map[string]int{}}
	for _, o := range v.m.organisations {
		for _, d := range v.dimensions(o) {
			if _, known := shared.at[d.Name]; !known {
				shared.at[d.Name] = len(shared.all)
				shared.all, shared.names = append(shared.all, d), append(shared.names, d.Name)
			}
		}
	}
	for _, k := range v.m.Of("KPI") {
		own := v.dimensions(k)
		entries := k.Objects(field.Targets)
		if len(entries) == 0 {
			continue
		}
		if k.IsWritten(field.Target) {
			v.rowProblem(k, duplicateRow, targetsField, k.Place(k.File, field.Target), wording.TheOther(),
				wording.HasTargetAndTargetsAnd(k.Name))
			continue
		}
		t := &table{v: v, kpi: k, shared: shared, byName: map[string]*dimension{}, targets: &Targets{}}
		t.declare(own)
		t.readAll(entries)
	}
}

// targetsField is the field of the rows, and forOf that of the place of one.
var targetsField = field.Targets.String()

func forOf(row int) string { return field.Targets.At(row, field.For).String() }

// The ids of what is wrong with rows.
const (
	duplicateRow = "duplicate-row"
	unknownPlace = "unknown-place"
)

// rowProblem is something wrong with a row, or a dimension; other is the zero Place where it has to do with no other.
func (v *resolver) rowProblem(r *Resource, rule, at string, other Place, what, message string) *Problem {
	span, pointer := r.WrittenAt(at)
	p := Problem{Resource: r, Pointer: pointer, Problem: source.Problem{
		File: r.File, Rule: rule, Span: span, Message: message,
	}}
	if other.Node != nil {
		p.Related = []source.Related{{Location: other.Location(), Message: what}}
	}
	v.problems = append(v.problems, p)
	return &v.problems[len(v.problems)-1]
}

// dimensions are those that a definition declares. Values and an order are one list.
func (v *resolver) dimensions(r *Resource) []*dimension {
	var all []*dimension
	of := r.Object.Object(field.Dimensions)
	if of == nil {
		return nil
	}
	of.Each(func(name string, written any) {
		o, _ := written.(*Object)
		if o == nil {
			return
		}
		d := &dimension{Dimension: places.Dimension{Name: name}, index: map[string]int{}}
		order, values := o.Texts(field.Order), o.Texts(field.Values)
		if n := len(order) + len(values); n > maxValues {
			v.rowProblem(r, "too-large", field.Dimensions.String()+"/"+name, Place{}, "",
				wording.DimensionHasValuesKpilintReads(name, n, maxValues))
			order = order[:min(len(order), maxValues)]
			values = values[:min(len(values), maxValues-len(order))]
		}
		for _, value := range order {
			if _, twice := d.index[value]; twice {
				v.rowProblem(r, duplicateRow, field.Dimensions.String()+"/"+name+"/order", Place{}, "",
					wording.OrderOfDimensionHasTwice(name, value))
				continue
			}
			d.add(value)
		}
		d.Ordered = len(d.Values)
		for _, value := range values {
			if _, known := d.index[value]; !known {
				d.add(value)
			}
		}
		all = append(all, d)
	})
	return all
}

func (d *dimension) add(value string) {
	d.index[value] = len(d.Values)
	d.Values = append(d.Values, value)
}

// declare makes dimensions known, unless others of their names are.
func (t *table) declare(all []*dimension) {
	for _, d := range all {
		if t.byName[d.Name] == nil {
			t.byName[d.Name] = d
			t.declared = append(t.declared, d)
		}
	}
}

func (t *table) readAll(entries []*Object) {
	if len(entries) > MaxRows {
		t.v.rowProblem(t.kpi, "too-large", targetsField, Place{}, "",
			wording.HasRowsOfTargetsKpilint(t.kpi.Name, len(entries), MaxRows))
		entries = entries[:MaxRows]
	}
	if most := mostRows / max(1, weight(t.kpi.Node, mostRows)); len(entries) > max(1, most) {
		t.v.rowProblem(t.kpi, "too-large", targetsField, Place{}, "",
			wording.IsVeryLongAndEach(t.kpi.Name, len(entries), max(1, most)))
		entries = entries[:max(1, most)]
	}
	for i, entry := range entries {
		where := entry.Object(field.For)
		if where == nil {
			continue // missing-field says so
		}
		row := &rowRead{index: i, entry: entry, where: map[string][]string{}}
		where.Each(func(name string, _ any) {
			switch v := where.Named(name).(type) {
			case string:
				row.where[name] = []string{v}
			case List:
				row.where[name] = texts(v)
			}
		})
		t.read = append(t.read, row)
	}
	t.undeclared()
	for _, row := range t.read {
		t.place(row)
	}
	t.withoutEqual()
	t.make()
}

// mostRows is how much the rows of a KPI may hold of its fields together, in bytes: whoever takes the model as JSON
// gets them with each row.
const mostRows = 1 << 20

// weight is about how long the fields of a KPI are without its rows, in bytes; nothing is looked at beyond a limit.
func weight(n *source.Node, most int) int {
	all := len(n.Text) + 1
	for _, f := range n.Fields() {
		if all += len(f.Key.Text); f.Key.Text != targetsField && all < most {
			all += weight(f.Value, most-all)
		}
	}
	for _, item := range n.Items() {
		if all < most {
			all += weight(item, most-all)
		}
	}
	return all
}

// undeclared makes dimensions of what rows name and nobody declares, and says so.
func (t *table) undeclared() {
	t.declare(t.shared.namedBy(t.read))
	var known, names []string
	values := map[string]map[string]bool{}
	first := map[string]*rowRead{}
	for _, row := range t.read {
		for name, named := range row.where {
			if t.byName[name] != nil {
				continue
			}
			if values[name] == nil {
				values[name], first[name] = map[string]bool{}, row
				names = append(names, name)
			} else if row.identity() < first[name].identity() {
				first[name] = row // whatever the order of the rows
			}
			for _, value := range named {
				values[name][value] = true
			}
		}
	}
	slices.Sort(names)
	for _, d := range t.declared {
		known = append(known, d.Name)
	}
	for _, name := range names {
		t.targets.Unnamed = true
		says := wording.IsNotADimensionOf(name, t.kpi.Name)
		near := cmp.Or(t.v.guesses.Question(name, known), t.v.guesses.Question(name, t.shared.names))
		if near != "" {
			says += near
		} else {
			says += fmt.Sprintf(": declare it under `dimensions`, as `%s: {values: […]}`", name)
		}
		t.v.rowProblem(t.kpi, unknownPlace, forOf(first[name].index)+"/"+name, Place{}, "", says).Mild = true
		d := &dimension{Dimension: places.Dimension{Name: name}, index: map[string]int{}}
		for _, value := range slices.Sorted(maps.Keys(values[name])) {
			d.add(value)
		}
		t.declare([]*dimension{d})
	}
}

// place finds where a row holds. A value that its dimension does not have is a problem.
func (t *table) place(row *rowRead) {
	row.names = make(places.Row, len(t.declared))
	for i, d := range t.declared {
		named, ok := row.where[d.Name]
		if !ok {
			continue
		}
		row.names[i] = []int{}
		for _, value := range named {
			if n, known := d.index[value]; known {
				row.names[i] = append(row.names[i], n)
				continue
			}
			t.targets.Unnamed = true
			t.v.rowProblem(t.kpi, unknownPlace, forOf(row.index)+"/"+d.Name, Place{}, "",
				wording.IsNotAValueOf(value, d.Name, cmp.Or(t.v.guesses.Question(value, d.Values),
					wording.ItHas(listed(d.Values)))))
		}
		slices.Sort(row.names[i])
		row.names[i] = slices.Compact(row.names[i])
		row.where[d.Name] = sortedBy(named, d)
	}
}

// sortedBy are values in the order of their dimension, those that it does not have at the end.
func sortedBy(named []string, d *dimension) []string {
	at := func(value string) int {
		if i, ok := d.index[value]; ok {
			return i
		}
		return len(d.Values)
	}
	named = slices.Clone(named)
	slices.SortFunc(named, func(a, b string) int { return cmp.Or(at(a)-at(b), strings.Compare(a, b)) })
	return slices.Compact(named)
}

// fewValues is how many values of a dimension a message lists.
const fewValues = 12

// listed are values in a message.
func listed(values []string) string {
	if more := len(values) - fewValues; more > 0 {
		return fmt.Sprintf("%s and %d more", strings.Join(values[:fewValues], ", "), more)
	}
	return strings.Join(values, ", ")
}

// identity is where a row holds, in the order of names and values.
func (row *rowRead) identity() string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(row.where)) {
		parts = append(parts, fmt.Sprintf("%q: %q", name, slices.Sorted(slices.Values(row.where[name]))))
	}
	return strings.Join(parts, ", ")
}

// withoutEqual leaves out rows that stand for the same places as an earlier one, and says so.
func (t *table) withoutEqual() {
	seen := map[string]*rowRead{}
	var kept []*rowRead
	for _, row := range t.read {
		first := seen[row.identity()]
		if first == nil {
			seen[row.identity()] = row
			kept = append(kept, row)
			continue
		}
		at := forOf(row.index)
		t.v.rowProblem(t.kpi, duplicateRow, at, first.place(t.kpi), wording.FirstRow(),
			wording.TwoRowsOfAreFor(t.kpi.Name, t.said(row)))
	}
	t.read = kept
}

// place is where a row says for what it is.
func (row *rowRead) place(kpi *Resource) Place { return row.entry.Place(kpi.File, field.For) }

// said is where a row holds, in words: its values in the order of the dimensions.
func (t *table) said(row *rowRead) string {
	if name := t.short(row, false); name != "" {
		return name
	}
	return wording.AllPlaces()
}

// short is the place of a row in brackets behind the name of its KPI, with the names of the dimensions or without.
func (t *table) short(row *rowRead, long bool) string {
	var parts []string
	for _, d := range t.declared {
		if values, ok := row.where[d.Name]; ok {
			part := strings.Join(values, "/")
			if long {
				part = d.Name + ": " + part
			}
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}

// longestPlace is how long the place of a row may be in its name, in characters.
const longestPlace = 100

// nameOf is the place of a row in its name. One that is very long is cut, and told from others by its digest.
func (t *table) nameOf(row *rowRead, long bool) string {
	name := cmp.Or(t.short(row, long), "all")
	if letters := []rune(name); len(letters) > longestPlace {
		sum := sha256.Sum256([]byte(row.identity()))
		name = string(letters[:longestPlace]) + "… " + hex.EncodeToString(sum[:4])
	}
	return name
}

// make makes resources of the rows, and the table in which they stand.
func (t *table) make() {
	times := map[string]int{}
	for _, row := range t.read {
		times[t.nameOf(row, false)]++
	}
	for _, row := range t.read {
		name := t.nameOf(row, false)
		if times[name] > 1 { // two dimensions have a value of one name
			name = t.nameOf(row, true)
		}
		r := t.resource(row, name)
		t.targets.Rows = append(t.targets.Rows, r)
		t.v.m.rowNamed[r.Name] = r
	}
	for _, d := range t.declared {
		t.targets.Dimensions = append(t.targets.Dimensions, d.Dimension)
	}
	t.v.m.targets[t.kpi] = t.targets
	table := t.targets.Table()
	if table == nil {
		t.v.rowProblem(t.kpi, "too-large", targetsField, Place{}, "",
			wording.TheRowsOfTellMore(t.kpi.Name, places.Max))
		return
	}
	t.between(table.Between())
}

// mostBetween is how many pairs of rows are told of one KPI that hold at one place.
const mostBetween = 12

// between says which rows hold at one place though neither is more specific.
func (t *table) between(pairs [][2]int) {
	for i, pair := range pairs {
		first, second := t.read[pair[0]], t.read[pair[1]]
		if first.identity() > second.identity() {
			first, second = second, first
		}
		p := t.v.rowProblem(t.kpi, duplicateRow, forOf(second.index), first.place(t.kpi),
			wording.TheOtherRow(), wording.TheRowsForAndFor(t.said(first), t.said(second)))
		if more := len(pairs) - mostBetween; i == mostBetween-1 && more > 0 {
			p.Message += wording.SoDoMorePairsOf(more)
			return
		}
	}
}

// resource makes the resource of a row.
func (t *table) resource(row *rowRead, name string) *Resource {
	k := t.kpi
	r := &Resource{Kind: k.Kind, ID: k.ID, Name: k.Name + " (" + name + ")",
		File: k.File, Around: k.Around, Team: k.Team, Owner: k.Owner,
		Row:     &Row{Of: k, Index: row.index, Place: row.identity(), entry: row.entry, names: row.names},
		Pointer: pointer(k.Pointer, strings.Split(field.Targets.At(row.index).String(), "/")...)}
	where := &Object{Node: row.entry.NodeOf(field.For)}
	for _, d := range t.declared {
		if values, ok := row.where[d.Name]; ok {
			list := List{}
			for _, value := range values {
				list = append(list, value)
			}
			where.Set(d.Name, list)
		}
	}
	r.Object = rowObject(k.Object, row.entry, where, k.Name)
	return r
}

// ofRow are the fields that a row has itself.
var ofRow = []string{field.Target.String(), field.Baseline.String()}

// rowObject is the object of a row: what its KPI says, with the target and the baseline of the row. Its fields are
// read where those are that it is made of.
func rowObject(kpi, entry, where *Object, name string) *Object {
	o := &Object{Node: source.New(source.Map, "", entry.Node.Span())}
	for _, f := range kpi.Node.Fields() {
		if f.Key.Text != targetsField && !slices.Contains(ofRow, f.Key.Text) {
			o.Node.AppendFields(f)
		}
	}
	for _, f := range entry.Node.Fields() {
		if slices.Contains(ofRow, f.Key.Text) {
			o.Node.AppendFields(f)
		}
	}
	var marks []*mark
	take := func(from *Object, i int) {
		o.Set(from.Names()[i], from.values[i])
		if from.rare != nil && from.rare.marks != nil {
			marks = append(marks, &from.rare.marks[i])
		}
	}
	for i, n := range kpi.Names() {
		if n != targetsField && !slices.Contains(ofRow, n) {
			take(kpi, i)
		}
	}
	for i, n := range entry.Names() {
		if slices.Contains(ofRow, n) {
			take(entry, i)
		}
	}
	if q := o.Quantity(field.Target); q != nil && q.Keep && !o.Has(field.Direction) {
		o.Set(field.Direction.String(), "maintain")
	}
	o.Set(rowOfField, name)
	o.Set(whereField, where)
	if kpi.rare != nil {
		o.lend(marks, kpi.rare.watch)
	}
	return o
}
