"""Does a lesson itself hold? Its solutions, mutants and starter as submissions, and what is wrong with it."""
