"""How quick grading is, as ratios of what is measured in one run: `python -m benchmarks.speed`."""
