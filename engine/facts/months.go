package facts

// daysOfMonth is how many calendar days a month counts for.
const daysOfMonth = 30
