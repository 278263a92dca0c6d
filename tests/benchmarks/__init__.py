"""What Gradus costs, as ratios to a named baseline measured in the same run.

`make bench` prints the table; `python -m tests.benchmarks --quick` a rougher one in a minute.
"""
