the-text-says-and = The text says { $words }, and { $sum }
a-part-is-more = The text says { $part } of { $whole }: a part cannot be more than the whole
one-at-a-time-is-one-in = The text says { $turn }, and { $people } who take turns, one at a time, are each on duty one time in { $many }
correct-the-number-that-is-wrong = Correct the number that is wrong, or say what else belongs to the sum.
