"""Judges written answers: one module per kind of question, all of them pure."""
