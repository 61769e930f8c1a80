package rego

// LimitSteps lowers the steps that a rule may take until the test is over.
func LimitSteps(n int, cleanup func(func())) {
	was := maxSteps
	maxSteps = n
	cleanup(func() { maxSteps = was })
}
