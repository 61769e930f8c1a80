# METADATA
# title: Promise outside staffed hours
# description: The hours of a promise against those of its service, and the skills that services and roles need against those of people.
package kpilint.staffing.promise_outside_staffed_hours

looked := count([s | some s in input.services; s.facts.hours.promised]) + count(input.skillNeeds)

violation contains {
	"msg": sprintf("the promise holds %s, and `%s` is staffed %s: nobody is there %s", [hours.holds, service.fullName, hours.open, hours.outside]),
	"kind": "Service",
	"resource": service.fullName,
	"at": "promise/hours",
	"fix": sprintf("promise the hours that are staffed, `%s`, or staff it %s, too", [hours.open, hours.outside]),
	"values": {"outside": hours.outside},
} if {
	some service in input.services
	hours := service.facts.hours
	hours.outside != ""
}

not_checkable contains {
	"msg": "the hours are not known",
	"kind": "Service",
	"resource": service.fullName,
	"at": "promise/hours",
	"missing": service.facts.hours.missing,
} if {
	some service in input.services
	service.facts.hours.missing
}

violation contains {
	"msg": sprintf("`%s` needs the skill `%s`, and %s", [need.resource, need.skill, nobody(need.people)]),
	"kind": need.kind,
	"resource": need.resource,
	"at": need.at,
	"fix": sprintf("hire or teach `%s` and name it under `skills` of a position, or stop asking for it", [need.skill]),
	"values": {"skill": need.skill},
} if {
	some need in input.skillNeeds
	need.had == false
	not need.missing
}

not_checkable contains {
	"msg": "the skills are not known",
	"kind": need.kind,
	"resource": need.resource,
	"at": need.at,
	"missing": need.missing,
} if {
	some need in input.skillNeeds
	need.missing
}

nobody(0) := "nobody is there"

nobody(1) := "the one person there does not have it"

nobody(people) := sprintf("none of the %d people there has it", [people]) if people > 1
