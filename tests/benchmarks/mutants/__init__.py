"""Do the tests see faults? Mutants of `autograder/`, each against the tests that reach its line.

Four steps, each of which leaves a JSON file that the next one reads; TREE is a clean checkout with
its own `.venv`:

    python -m tests.benchmarks.mutants draw TREE drawn.json --seed 16 --count 60
    python -m tests.benchmarks.mutants reach TREE drawn.json reach.json
    python -m tests.benchmarks.mutants run TREE drawn.json results.json reach.json
    python -m tests.benchmarks.mutants table drawn.json results.json --count 40

`draw` chooses mutants with the audit's own operators, each as likely as any other. `reach` runs
what `make test` runs once, one folder of tests after another, with a probe at each drawn line.
`run` puts one mutant after another into TREE and runs the tests that reach it, those of its own
file and room first, then the quickest, until one fails; a mutant that lives for 300 s has survived.
`reach` and `run` go on where they were stopped: what is in their file is not done again. `table`
takes the first 40 mutants that stand in every tree that was tried.

To compare two commits, draw at the old one and do the other steps with a tree of each: a mutant is
a change of a statement, not of a line number, and is told as gone where that statement is. Do the
new commit first: what its tests kill cannot be a mutant that only the old tests kill, so the old
ones need be tried with `run --only` on no others than those that the new ones left alive. Where the
old suite is too long to follow, `reach --sample 3` follows three cases of each test function and
takes it that the others of a file reach what they do.

`killers.json`, beside this file, can stand for reach.json: for the 60 that are drawn with this seed
at ea4eb87 it names the test that killed each, so that a few minutes show whether it still does.
"""
