package exchange

import (
	"math"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/packed"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/view"
)

// Batch is an organisation that is to be judged.
type Batch struct {
	Rules        []int  // the numbers of those that judge
	Organisation []byte // as package wire writes it
}

// Request is the request.
func (b *Batch) Request() []byte {
	w := begin(ToJudge)
	w.Number(len(b.Rules))
	for _, n := range b.Rules {
		w.Number(n)
	}
	return append(w.Bytes(), b.Organisation...)
}

// ReadBatch reads the request to some of so many rules.
func ReadBatch(request []byte, rules int) (*Batch, error) {
	r := packed.NewReader(string(request[:min(len(request), 6*rules+12)]))
	r.Byte()
	b := &Batch{}
	for range r.Below(rules + 1) {
		b.Rules = append(b.Rules, r.Below(rules))
	}
	if r.Torn() {
		return nil, ErrOdd
	}
	b.Organisation = request[r.At():]
	return b, nil
}

// Verdict is what rules found.
type Verdict struct {
	Outcomes []policy.Outcome
	Looked   map[*policy.Rule]int // how much they looked at
	Failures []*policy.RuleError
	Stopped  bool // there may be more to find
}

// Resources are all that outcomes may be about, each by its number: definitions, rows of KPIs, and documents that are
// none.
type Resources struct {
	in  *view.Organisation
	all []*model.Resource
	at  map[*model.Resource]int
}

// ResourcesOf are those of an organisation.
func ResourcesOf(o *view.Organisation) *Resources {
	rs := &Resources{in: o}
	rs.all = append(append(append(rs.all, o.Resources...), o.Rows()...), o.Others...)
	return rs
}

func (rs *Resources) number(r *model.Resource) int {
	if rs.at == nil {
		rs.at = make(map[*model.Resource]int, len(rs.all))
		for i, one := range rs.all {
			rs.at[one] = i
		}
	}
	return rs.at[r]
}

// Answer is the answer about some rules, each with its number.
func (v *Verdict) Answer(rules []*policy.Rule, about *Resources) []byte {
	w, numbers := &writer{}, make(map[*policy.Rule]int, len(rules))
	for i, rule := range rules {
		numbers[rule] = i
	}
	w.flag(v.Stopped)
	w.Number(len(v.Failures))
	for _, f := range v.Failures {
		w.failure(f)
	}
	w.Number(len(rules))
	for _, rule := range rules {
		w.Number(v.Looked[rule])
	}
	w.Number(len(v.Outcomes))
	for i := range v.Outcomes {
		o := &v.Outcomes[i]
		w.Number(numbers[o.Rule])
		w.outcome(o, about)
	}
	return w.Bytes()
}

// ReadVerdict reads the answer.
func ReadVerdict(answer []byte, rules []*policy.Rule, about *Resources) (*Verdict, error) {
	r := newReader(string(answer))
	v := &Verdict{Stopped: r.flag(), Looked: map[*policy.Rule]int{}}
	r.each(outcomeThings, func(int) { v.Failures = append(v.Failures, r.failure()) })
	if r.Number() != len(rules) {
		r.Tear()
	}
	for _, rule := range rules {
		v.Looked[rule] = r.Number()
	}
	r.each(outcomeThings, func(int) {
		n := r.Below(len(rules))
		if r.Torn() {
			return
		}
		o := policy.Outcome{Rule: rules[n]}
		r.outcome(&o, about)
		v.Outcomes = append(v.Outcomes, o)
	})
	return v, r.ended()
}

// The bits that say what an outcome has.
const (
	hasWords = 1 << iota
	hasDepends
	hasBecause
	hasEdit
	hasFlaw
	hasMore // of what few outcomes have
)

func (w *writer) outcome(o *policy.Outcome, about *Resources) {
	bit := func(is bool, bit int) int {
		if is {
			return bit
		}
		return 0
	}
	more := len(o.Values)+len(o.Missing)+len(o.Related) > 0 || o.Excepted != "" || o.Group != "" || o.Size != 0
	w.Raw(byte(bit(o.Words != nil, hasWords) | bit(o.Depends, hasDepends) | bit(o.Because != nil, hasBecause) |
		bit(o.Edit != nil, hasEdit) | bit(o.Flaw != nil, hasFlaw) | bit(more, hasMore)))
	w.Number(about.number(o.Resource))
	w.name(o.At)
	if o.Words != nil {
		w.Number(about.words(o))
	}
	w.Raw(byte(o.State), byte(o.Level))
	w.Text(o.Message)
	w.name(o.Fix)
	if o.Because != nil {
		w.Text(o.Because.Sum)
		w.object(o.Because.Derivation)
	}
	if more {
		w.further(o, about)
	}
	if e := o.Edit; e != nil {
		w.Text(e.Path)
		w.Text(e.Value)
		w.Text(e.Comment)
		w.flag(e.Raw)
		w.flag(e.Remove)
		w.flag(e.Unsafe)
	}
	if o.Flaw != nil {
		w.failure(o.Flaw)
	}
}

func (w *writer) further(o *policy.Outcome, about *Resources) {
	bits := math.Float64bits(o.Size)
	for range 8 {
		w.Raw(byte(bits))
		bits >>= 8
	}
	w.name(o.Group)
	w.name(o.Excepted)
	w.Number(len(o.Values))
	for _, v := range o.Values {
		w.name(v.Name)
		w.Text(v.Low)
		w.Text(v.High)
		w.name(v.Unit)
		w.Text(v.Text)
	}
	w.texts(o.Missing)
	w.Number(len(o.Related))
	for _, to := range o.Related {
		w.Number(about.number(to.Resource))
		w.name(to.At)
		w.Text(to.Message)
	}
}

func (r *reader) outcome(o *policy.Outcome, about *Resources) {
	bits := r.Byte()
	o.Resource = r.resource(about)
	o.At = r.name()
	if bits&hasWords != 0 {
		r.words(o, about)
	}
	o.Depends = bits&hasDepends != 0
	o.State, o.Level = policy.State(r.Byte()), policy.Level(r.Byte())
	if o.State > policy.NotCheckable || o.Level > policy.Error {
		r.Tear()
	}
	o.Message, o.Fix = r.Text(), r.name()
	if bits&hasBecause != 0 {
		o.Because = &policy.Evidence{Sum: r.Text(), Derivation: r.object(0)}
	}
	if bits&hasMore != 0 {
		r.further(o, about)
	}
	if bits&hasEdit != 0 {
		o.Edit = &policy.Edit{
			Path: r.Text(), Value: r.Text(), Comment: r.Text(), Raw: r.flag(), Remove: r.flag(), Unsafe: r.flag(),
		}
	}
	if bits&hasFlaw != 0 {
		o.Flaw = r.failure()
	}
}

func (r *reader) further(o *policy.Outcome, about *Resources) {
	bits := uint64(0)
	for i := range 8 {
		bits |= uint64(r.Byte()) << (8 * i)
	}
	o.Size = math.Float64frombits(bits)
	if o.Size != policy.SizeOf(o.Size, o.Size, false) {
		r.Tear()
	}
	o.Group, o.Excepted = r.name(), r.name()
	r.each(objectThings, func(int) {
		o.Values = append(o.Values, policy.Value{Name: r.name(), Low: r.Text(), High: r.Text(), Unit: r.name(), Text: r.Text()})
	})
	o.Missing = r.texts()
	r.each(objectThings, func(int) {
		o.Related = append(o.Related, policy.Related{Resource: r.resource(about), At: r.name(), Message: r.Text()})
	})
}

// resource reads the number of a resource.
func (r *reader) resource(about *Resources) *model.Resource {
	if n := r.Below(len(about.all)); !r.Torn() {
		return about.all[n]
	}
	return nil
}

// stands are where the numbers stand that were found in the text of a job description.
func (rs *Resources) stands(of *model.Resource) []*model.Place {
	role := rs.in.Facts.Role(of)
	if role == nil || role.Text.Text == nil {
		return nil
	}
	all := make([]*model.Place, len(role.Text.Text.Numbers))
	for i, n := range role.Text.Text.Numbers {
		all[i] = &n.Stands
	}
	return all
}

// words is which of these an outcome is about, as far as that is known, from 1.
func (rs *Resources) words(o *policy.Outcome) int {
	for i, at := range rs.stands(o.Resource) {
		if at == o.Words {
			return i + 1
		}
	}
	return 0
}

// words reads at which words an outcome stands.
func (r *reader) words(o *policy.Outcome, about *Resources) {
	n := r.Number()
	if r.Torn() || o.Resource.Kind != "Role" {
		r.Tear()
		return
	}
	all := about.stands(o.Resource)
	if n == 0 || n > len(all) {
		r.Tear()
		return
	}
	o.Words = all[n-1]
}
