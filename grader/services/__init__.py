"""Grading inside a classroom service: the files that it reads, the places that it shows."""

REPORT_FILES = {"html": "report.html", "markdown": "report.md", "json": "report.json", "junit": "report.xml"}
"""Formats of a report that a job can keep, and the names of the files."""
