"""Grading inside a classroom service: the files that it reads, the places that it shows."""
