"""Fuzzing: a corpus replayed with the reference solution as oracle, and live by an app's own document."""
