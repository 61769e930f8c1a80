there-is-no-such-file = { $path }: there is no such file or folder
read-folder = read folder { $called }
read-it-and-those-above = read { $called }: it and those above it have more than { NUMBER($most) } patterns without a plain name, such as *.tmp, so it is not applied: write fewer
a-symbolic-link-to-which = a symbolic link to { $called }, which .gitignore leaves out
a-symbolic-link-into-which = a symbolic link into { $called }, which is an organisation of its own
is-a-symbolic-link-to = is a symbolic link to { $called }, which is not a definition file by its name
is-a-symbolic-link-and = is a symbolic link, and outside of git none is followed
is-a-symbolic-link-that = is a symbolic link that leads to nothing that git tracks
is-a-symbolic-link-that-does = is a symbolic link that does not lead to a regular file
so-it-is-not-read = `{ $base }` { $why }, so it is not read: put the file itself here, or leave the link out with `exclude`
the-content-of-the-submodule = the content of the submodule `{ $base }` is not here, so nothing in it is checked: `git submodule update --init` brings it
it-is-larger-than = it is larger than { $size }
internal-error-please-report-it = internal error: { $doing }: { $cause } (please report it; KPILINT_DEBUG=1 shows where)
it-is-a-symbolic-link = it is a symbolic link, or lies behind one, and only regular files are read
it-is-not-a-regular = it is not a regular file
it-belongs-to-git-which = it belongs to git, which keeps its own files in .git
what-was-kept-of-an = what was kept of an earlier run is no such thing
