# How many there are of something.

days = { $n ->
    [one] 1 day
   *[other] { $n } days
}

definitions-count = { $n ->
    [one] 1 definition
   *[other] { $n } definitions
}

demands = { $n ->
    [one] 1 demand
   *[other] { $n } demands
}

documents = { $n ->
    [one] 1 document
   *[other] { $n } documents
}

entries = { $n ->
    [one] 1 entry
   *[other] { $n } entries
}

errors = { $n ->
    [one] 1 error
   *[other] { $n } errors
}

failures = { $n ->
    [one] 1 failure
   *[other] { $n } failures
}

findings = { $n ->
    [one] 1 finding
   *[other] { $n } findings
}

more-teams = { $n ->
    [one] 1 more team
   *[other] { $n } more teams
}

mutants = { $n ->
    [one] 1 mutant
   *[other] { $n } mutants
}

numbers = { $n ->
    [one] 1 number
   *[other] { $n } numbers
}

objectives-count = { $n ->
    [one] 1 objective
   *[other] { $n } objectives
}

organisations-count = { $n ->
    [one] 1 organisation
   *[other] { $n } organisations
}

others = { $n ->
    [one] 1 other
   *[other] { $n } others
}

places = { $n ->
    [one] 1 place
   *[other] { $n } places
}

cash-plans-that-fail = { $n ->
    [one] 1 cash plan
   *[other] { $n } cash plans
}

promises = { $n ->
    [one] 1 promise
   *[other] { $n } promises
}

questions = { $n ->
    [one] 1 question
   *[other] { $n } questions
}

related-places = { $n ->
    [one] 1 related place
   *[other] { $n } related places
}

rules-count = { $n ->
    [one] 1 rule
   *[other] { $n } rules
}

supplies = { $n ->
    [one] 1 supply
   *[other] { $n } supplies
}

shortfalls = { $n ->
    [one] 1 shortfall
   *[other] { $n } shortfalls
}

targets = { $n ->
    [one] 1 target
   *[other] { $n } targets
}

tests = { $n ->
    [one] 1 test
   *[other] { $n } tests
}

things = { $n ->
    [one] 1 thing
   *[other] { $n } things
}

warnings = { $n ->
    [one] 1 warning
   *[other] { $n } warnings
}

full-days = { $n ->
    [one] 1 day that is too full
   *[other] { $n } days that are too full
}

mappings = { $n ->
    [one] 1 mapping
   *[other] { $n } mappings
}

teams-count = { $n ->
    [one] 1 team
   *[other] { $n } teams
}

other-numbers = { $n ->
    [one] 1 other number
   *[other] { $n } other numbers
}
