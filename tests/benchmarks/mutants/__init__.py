"""Do the tests see faults? Mutants of `autograder/`, each against the tests that reach its line.

Four steps, each of which leaves a JSON file that the next one reads; TREE is a clean checkout with
its own `.venv`:

    python -m tests.benchmarks.mutants draw TREE drawn.json --seed 16 --count 50
    python -m tests.benchmarks.mutants reach TREE drawn.json reach.json
    python -m tests.benchmarks.mutants run TREE drawn.json results.json reach.json
    python -m tests.benchmarks.mutants table drawn.json results.json

`draw` chooses mutants with the audit's own operators, each as likely as any other. `reach` runs the
suite once in a copy of TREE with a probe at each drawn line. `run` puts one mutant after another
into TREE and runs the tests that reach it, quickest first, until one fails; a mutant that lives for
300 s has survived. What is in `results.json` already is not run again.

To compare two commits, draw at the old one and do the other steps with a tree of each: a mutant is
a change of a statement, not of a line number, and is told as gone where that statement is.
"""
