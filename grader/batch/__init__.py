"""A class at once: every hand-in graded once, results kept as files, tables and pages made of them."""
