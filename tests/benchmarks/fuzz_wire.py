"""The long run of the fuzzer over the judge's end of the wire, guided by coverage.

    python3.11 -m venv /tmp/fuzz
    /tmp/fuzz/bin/pip install -e . atheris
    /tmp/fuzz/bin/python -m tests.benchmarks.fuzz_wire /tmp/found tests/wire/corpus \\
        -runs=1000000 -max_len=4096 -timeout=5 -rss_limit_mb=1500

By its first byte an input is the raw stream that a worker wrote, all at once or frame by frame, or
it is read as replies (see `reply_grammar`). What is new goes into the first folder. The run ends at
the first input that raises what is not the judge's own, takes 5 s, or more memory than `_MEMORY`;
it is then in a file crash-… or timeout-… in the working directory, and belongs into the corpus.
libFuzzer tells how many inputs it has run and the most memory it took (`rss`); several runs may
share the first folder, each with a `-seed` of its own, and their numbers add up.
"""

import resource
import sys
from pathlib import Path

import atheris

sys.path.insert(0, str(Path(__file__).parents[1] / "wire"))
with atheris.instrument_imports(include=["gradus.wire", "gradus.remote", "gradus_checks"]):
    from judge_end import converse, pieces_of

    from gradus_checks import weight

_MEMORY = 256 * 2**20
"""That an input of a few kilobytes may take on top; a MemoryError ends the run."""


def main() -> None:
    """Fuzz, with libFuzzer's options."""
    converse(iter(()))
    # Lists that hold each other are what a fuzzer finds first: refuse them sooner, to go on.
    weight.MAX_UNFOLDED = 2**20
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    mapped = pages * resource.getpagesize()
    atheris.Setup(sys.argv, lambda data: converse(pieces_of(data)))
    resource.setrlimit(resource.RLIMIT_AS, (mapped + 2 * _MEMORY, mapped + 2 * _MEMORY))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
