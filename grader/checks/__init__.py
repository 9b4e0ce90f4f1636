"""Runs inside the checker process: the pytest plugin, what checks are made of, and the stock checks."""
