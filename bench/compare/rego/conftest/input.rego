# conftest --combine gives a list of files, each with its path and contents: a definition, or a list of them.
package main

definitions := [d | some file in input; some d in listed(file.contents)]

listed(contents) := contents if is_array(contents)

listed(contents) := [contents] if is_object(contents)
