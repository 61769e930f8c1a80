package prose

import (
	"slices"
	"strings"
	"sync"

	"github.com/kpilint/kpilint/engine/content"
)

// Akin reports whether two words are forms of one: response and respond, wait and waiting. Words in the singular are
// compared by how they begin.
func Akin(a, b string) bool {
	a, b = root(a), root(b)
	if a == b {
		return true
	}
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	short, long := min(len(a), len(b)), max(len(a), len(b))
	return n >= 5 && long-n <= 5 || n == short && n >= 4 && long-n <= 4
}

// root is the word that people use for the same, else the word.
func root(word string) string {
	if same := synonyms()[word]; same != "" {
		return same
	}
	return word
}

// Telling drops words that most sentences of work hold, so that sharing one says nothing: customer, team, day.
func Telling(words []string) []string {
	return slices.DeleteFunc(slices.Clone(words), func(w string) bool { return vague.Has(w) })
}

// SameAction reports whether both name the same action, such as answering.
func SameAction(a, b []string) bool {
	return slices.ContainsFunc(actionsOf(a), func(x string) bool { return slices.Contains(actionsOf(b), x) })
}

// OtherAction reports whether each names an action, and none of them is the same: a call back and an acknowledgement.
func OtherAction(a, b []string) bool {
	return len(actionsOf(a)) > 0 && len(actionsOf(b)) > 0 && !SameAction(a, b)
}

// actionsOf are the actions that words name.
func actionsOf(words []string) []string {
	var all []string
	for _, w := range words {
		all = append(all, strings.Fields(actions()[root(w)])...)
	}
	return all
}

// actions are verbs that tell one number from another, by what they do; some do several things.
var actions = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"respond": "respond acknowledge", "acknowledge": "acknowledge", "acknowledgement": "acknowledge",
		"resolve": "resolve", "repair": "resolve", "close": "resolve win", "win": "win", "sign": "win",
		"call": "call", "back": "call respond", "write": "write", "draft": "write", "check": "check", "review": "check",
		"inspect": "check", "approve": "approve", "ship": "ship", "dispatch": "ship", "pack": "pack", "pay": "pay",
		"invoice": "invoice", "hire": "hire", "fill": "hire", "refund": "refund", "cancel": "cancel", "churn": "churn",
		"renew": "renew", "merge": "merge", "triage": "triage", "escalate": "escalate", "publish": "publish",
	}
})

// vague words stand in most sentences of work, and say nothing of which number is meant.
var vague = content.WordSet(`customer client patient user person people team member employee colleague company business
organisation time day workday week month quarter year hour minute second rate share percentage percent number level
target quota goal kpi average total least minimum maximum work job role make keep
get give take good high low whole one two three four
five six seven eight nine ten`)

// synonyms lead to one word of several that people use for the same.
var synonyms = sync.OnceValue(func() map[string]string {
	return map[string]string{
		"answer": "respond", "answered": "respond", "reply": "respond", "respond": "respond", "response": "respond",
		"responding": "respond",
		"solve":      "resolve", "solved": "resolve", "fix": "resolve", "fixed": "resolve", "resolve": "resolve",
		"resolved": "resolve", "resolution": "resolve",
		"error": "mistake", "mistake": "mistake", "fault": "mistake", "defect": "mistake",
		"phone": "call", "call": "call", "telephone": "call",
		"happy": "satisfied", "satisfied": "satisfied", "satisfaction": "satisfied",
		"written": "write", "won": "win", "held": "hold", "made": "make", "sold": "sell", "sent": "send",
		"built": "build",
		"kept":  "keep", "found": "find", "paid": "pay", "taught": "teach", "met": "meet", "lost": "lose",
		"leave": "churn", "left": "churn", "attrition": "churn", "churned": "churn", "closed": "close",
		"checked":  "check",
		"reviewed": "review", "hired": "hire", "hiring": "hire", "shipped": "ship", "packed": "pack",
		"acknowledged":  "acknowledge",
		"acknowledging": "acknowledge", "called": "call", "calling": "call", "repaired": "repair", "merged": "merge",
		"renewed": "renew", "renewal": "renew", "published": "publish", "approved": "approve", "refunded": "refund",
		"invoiced": "invoice", "dispatched": "dispatch", "escalated": "escalate", "triaged": "triage",
		"inspected":  "inspect",
		"inspection": "inspect", "answering": "respond", "resolving": "resolve", "closing": "close",
		"writing": "write",
		"on-time": "punctual", "punctual": "punctual", "punctuality": "punctual",
	}
})
