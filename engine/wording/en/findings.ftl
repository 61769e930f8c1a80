
file-link-not-read = A symbolic link is not followed, so what it leads to is not checked
file-lfs-pointer = The file is a pointer of Git LFS, and its content is not here
file-submodule-missing = The content of a submodule is not here
file-hidden = A definition that the trusted revision has is still there and is no longer read
file-not-parsed = The file is not YAML or JSON, from here on
file-unknown-field = The language has no such field
file-wrong-type = A value of another form belongs here
file-missing-field = A field that has to be there is not
file-unknown-kind = The kind is not one that this kpilint knows
file-unknown-version = The version of the language is not one that this kpilint knows
file-duplicate-key = A key stands twice in one map
file-duplicate-resource = Two definitions of one kind have the same full name
file-bad-quantity = A quantity cannot be read, or must be above zero and is not
file-duplicate-row = Two targets of one KPI hold at one place, and neither is more specific
file-unknown-place = A row of `targets` names a dimension, or a value of one, that is not declared
file-year-missing = A due date names a part of a year, and no year
file-unknown-scope = A word that is not known stands where a scope, a period or a unit belongs
file-bad-reference-form = A reference is not written as one
file-table-contradiction = Cells of a table contradict each other
file-text-contradiction = The numbers of a text do not make what it says
file-text-question = The numbers of a text may contradict each other
file-table-question = Cells of a table may contradict each other
file-mapping-field = A mapping cannot give a field of a record
file-mapping-column = A file lacks what its mapping reads
file-too-large = A list or a chain of definitions is longer than kpilint reads

grew-from-to = ; grew from { $percent } to { $percent2 }
