package exchange

import (
	"math"

	"github.com/kpilint/kpilint/engine/model"
	"github.com/kpilint/kpilint/engine/packed"
	"github.com/kpilint/kpilint/engine/policy"
	"github.com/kpilint/kpilint/engine/view"
	"github.com/kpilint/kpilint/engine/wire"
)

// Batch is an organisation that is to be judged.
type Batch struct {
	Rules        []int  // the numbers of those that judge
	Noted        []int  // of these, those of which is noted at which definitions they looked
	Known        Sets   // of these, those that do not judge a definition, as it is known that they have nothing to say
	Organisation []byte // as package wire writes it
}

// Sets are, for definitions by their numbers, sets of rules by theirs.
type Sets struct {
	All [][]int
	Of  []int // for each definition the place of its set, from 1; 0 for an empty one
}

// At is the set of a definition.
func (s *Sets) At(definition int) []int {
	if definition >= len(s.Of) || s.Of[definition] == 0 {
		return nil
	}
	return s.All[s.Of[definition]-1]
}

// Add adds a set, and returns its place: 0 for an empty one.
func (s *Sets) Add(set []int) int {
	if len(set) == 0 {
		return 0
	}
	s.All = append(s.All, set)
	return len(s.All)
}

// Put gives a definition the set at a place: definitions are put in the order of their numbers.
func (s *Sets) Put(definition, place int) {
	for len(s.Of) < definition {
		s.Of = append(s.Of, 0)
	}
	s.Of = append(s.Of, place)
}

func (w *writer) sets(s *Sets) {
	w.Number(len(s.All))
	for _, set := range s.All {
		w.numbers(set)
	}
	w.numbers(s.Of)
}

// sets reads sets of so many rules, for so many definitions at most.
func (r *reader) sets(rules, definitions int) (s Sets) {
	r.each(objectThings, func(int) { s.All = append(s.All, r.numbers(rules)) })
	s.Of = r.numbers(len(s.All) + 1)
	if len(s.Of) > definitions {
		r.Tear()
		return Sets{}
	}
	return s
}

func (w *writer) numbers(all []int) {
	w.Number(len(all))
	for _, n := range all {
		w.Number(n)
	}
}

// numbers reads numbers below another one.
func (r *reader) numbers(end int) (all []int) {
	r.each(1, func(int) { all = append(all, r.Below(end)) })
	return all
}

// Request is the request.
func (b *Batch) Request() []byte {
	head := &writer{}
	head.numbers(b.Rules)
	head.numbers(b.Noted)
	head.sets(&b.Known)
	w := begin(ToJudge)
	w.Number(head.Len())
	w.Raw(head.Bytes()...)
	w.Raw(b.Organisation...)
	return w.Bytes()
}

// longestNumber is how many bytes a number takes at most.
const longestNumber = 5

// ReadBatch reads the request to some of so many rules.
func ReadBatch(request []byte, rules int) (*Batch, error) {
	r := packed.NewReader(string(request[:min(len(request), 1+longestNumber)]))
	r.Byte()
	n := r.Number()
	at := r.At()
	if r.Torn() || n > len(request)-at {
		return nil, ErrOdd
	}
	head := newReader(string(request[at : at+n]))
	b := &Batch{
		Rules: head.numbers(rules), Noted: head.numbers(rules), Known: head.sets(rules, math.MaxInt),
		Organisation: request[at+n:],
	}
	return b, head.ended()
}

// Verdict is what rules found.
type Verdict struct {
	Outcomes []policy.Outcome
	Looked   map[*policy.Rule]int // how much they looked at
	Failures []*policy.RuleError
	Stopped  bool   // there may be more to find
	Read     []byte // of the organisation, as [wire.Marks] writes it
	LookedAt Sets   // at which definitions rules looked, of those of which that is noted
}

// About is an organisation that outcomes are about.
type About struct {
	*view.Organisation
	numbers *wire.Numbers
}

// At is the definition, or other resource, with a number; nil if no resource has it.
func (a *About) At(n int) *model.Resource { return a.numbers.At(n) }

// Of is what outcomes on an organisation are about.
func Of(o *view.Organisation) *About { return &About{o, wire.Number(o)} }

// Answer is the answer about some rules, each with its number.
func (v *Verdict) Answer(rules []*policy.Rule, about *About) []byte {
	w, numbers := &writer{}, make(map[*policy.Rule]int, len(rules))
	for i, rule := range rules {
		numbers[rule] = i
	}
	w.Flag(v.Stopped)
	w.Text(string(v.Read))
	w.Number(len(v.Failures))
	for _, f := range v.Failures {
		w.failure(f)
	}
	w.Number(len(rules))
	for _, rule := range rules {
		w.Number(v.Looked[rule])
	}
	w.sets(&v.LookedAt)
	w.Number(len(v.Outcomes))
	for i := range v.Outcomes {
		o := &v.Outcomes[i]
		w.Number(numbers[o.Rule])
		w.outcome(o, about)
	}
	return w.Bytes()
}

// ReadVerdict reads the answer.
func ReadVerdict(answer []byte, rules []*policy.Rule, about *About) (*Verdict, error) {
	r := newReader(string(answer))
	v := &Verdict{Stopped: r.Flag(), Read: []byte(r.Text()), Looked: map[*policy.Rule]int{}}
	r.each(outcomeThings, func(int) { v.Failures = append(v.Failures, r.failure()) })
	if r.Number() != len(rules) {
		r.Tear()
	}
	for _, rule := range rules {
		v.Looked[rule] = r.Number()
	}
	v.LookedAt = r.sets(len(rules), about.numbers.Len())
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

func (w *writer) outcome(o *policy.Outcome, about *About) {
	bit := func(is bool, bit int) int {
		if is {
			return bit
		}
		return 0
	}
	more := len(o.Values)+len(o.Missing)+len(o.Related) > 0 || o.Excepted != "" || o.Group != "" || o.Size != 0
	w.Raw(byte(bit(o.Words != nil, hasWords) | bit(o.Depends, hasDepends) | bit(o.Because != nil, hasBecause) |
		bit(o.Edit != nil, hasEdit) | bit(o.Flaw != nil, hasFlaw) | bit(more, hasMore)))
	w.Number(about.numbers.Of(o.Resource))
	w.name(o.At)
	if o.Words != nil {
		w.path(wire.PathToWords(about.Organisation, o.Resource, o.Words))
	}
	w.Raw(byte(o.State), byte(o.Level))
	w.Text(o.Message)
	w.name(o.Fix)
	if o.Because != nil {
		w.because(o, about)
	}
	if more {
		w.further(o, about)
	}
	if e := o.Edit; e != nil {
		w.Text(e.Path)
		w.Text(e.Value)
		w.Text(e.Comment)
		w.Flag(e.Raw)
		w.Flag(e.Remove)
		w.Flag(e.Unsafe)
	}
	if o.Flaw != nil {
		w.failure(o.Flaw)
	}
}

func (w *writer) further(o *policy.Outcome, about *About) {
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
		w.Number(about.numbers.Of(to.Resource))
		w.name(to.At)
		w.Text(to.Message)
	}
}

func (r *reader) outcome(o *policy.Outcome, about *About) {
	bits := r.Byte()
	o.Resource = r.resource(about)
	o.At = r.name()
	if bits&hasWords != 0 {
		if o.Words = r.path().Words(about.Organisation, o.Resource); o.Words == nil {
			r.Tear()
		}
	}
	o.Depends = bits&hasDepends != 0
	o.State, o.Level = policy.State(r.Byte()), policy.Level(r.Byte())
	if o.State > policy.NotCheckable || o.Level > policy.Error {
		r.Tear()
	}
	o.Message, o.Fix = r.Text(), r.name()
	if bits&hasBecause != 0 {
		r.because(o, about)
	}
	if bits&hasMore != 0 {
		r.further(o, about)
	}
	if bits&hasEdit != 0 {
		o.Edit = &policy.Edit{
			Path: r.Text(), Value: r.Text(), Comment: r.Text(), Raw: r.Flag(), Remove: r.Flag(), Unsafe: r.Flag(),
		}
	}
	if bits&hasFlaw != 0 {
		o.Flaw = r.failure()
	}
}

func (r *reader) further(o *policy.Outcome, about *About) {
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
		v := policy.Value{Name: r.name(), Low: r.Text(), High: r.Text(), Unit: r.name(), Text: r.Text()}
		o.Values = append(o.Values, v)
	})
	o.Missing = r.texts()
	r.each(objectThings, func(int) {
		o.Related = append(o.Related, policy.Related{Resource: r.resource(about), At: r.name(), Message: r.Text()})
	})
}

// because writes evidence: a number by the path to it, and what is none as it is.
func (w *writer) because(o *policy.Outcome, about *About) {
	var to wire.Path
	if o.Because.Of != nil {
		to = wire.PathTo(about.Organisation, o.Resource, o.Because.Of)
	}
	if w.path(to); to == nil {
		w.Text(o.Because.Words())
		w.object(o.Because.Tree())
	}
}

func (r *reader) because(o *policy.Outcome, about *About) {
	to := r.path()
	if to == nil {
		o.Because = &policy.Evidence{Sum: r.Text(), Derivation: r.object(0)}
		return
	}
	n := to.Number(about.Organisation, o.Resource)
	if n == nil || !n.Valued() {
		r.Tear()
		return
	}
	o.Because = policy.EvidenceOf(n)
}

func (w *writer) path(p wire.Path) {
	w.Number(len(p))
	for _, place := range p {
		w.Number(place)
	}
}

func (r *reader) path() (p wire.Path) {
	r.each(1, func(int) { p = append(p, r.Number()) })
	return p
}

// resource reads the number of a resource. One that makes no sense is no resource, and tears the reader.
func (r *reader) resource(about *About) *model.Resource {
	of := about.numbers.At(r.Number())
	if of == nil {
		r.Tear()
	}
	return of
}
