"""A course whose hidden half is full of marks, and submissions that try to bring one out."""

from pathlib import Path
from textwrap import dedent

import numpy as np

from gradus.assignment import Assignment, load_assignment

CANARIES = (
    "7130",  # the inputs of hidden cases: 71306.25 and its neighbours, however it is printed
    "71306.25",
    "1212206",  # what is expected of them
    "808017",  # a data file of the tests
    "heron",  # a text that hidden cases pass
    "kestrel",  # names and comments in hidden cases
    "osprey",  # the reference
    "assert_owl",  # what hidden cases check
)

FILES = {
    "assignments/leak/assignment.toml": """
        title = "Leak"
        modules = ["scales", "later"]

        [[tasks]]
        number = "1.1"
        title = "Scaled"
        functions = ["scales.scaled", "scales.named"]
        points = 60

        [[tasks]]
        number = "1.2"
        title = "Follows"
        functions = ["scales.twice", "later.shifted"]
        points = 40
        upstream = ["scales.scaled"]
    """,
    "assignments/leak/leak.py": """
        # %% [markdown]
        # ## Task 1.1: scaled
        #
        # The task is what it is.
        #
        # ## Task 1.2: follows
    """,
    "assignments/leak/tests/task_1_1.py": '''
        """Task 1.1."""

        import numpy as np
        from gradus_checks import check_answer, check_close, check_gradient, check_raises
        from gradus_checks import check_shape, check_unchanged, test_case

        OK_FORMAT = False
        name = "task_1_1"


        @test_case(name="Worked example", points=20)
        def worked_example(scales):
            check_close(scales.scaled(np.array([1.0, 2.0])), [17.0, 34.0])


        @test_case(name="Table", points=5, hidden=True)
        def kestrel_table(scales, reference):
            """The task is what it is."""
            kestrel = 71306.25 + np.arange(3.0)  # kestrel
            check_close(scales.scaled(kestrel), reference.scales.scaled(kestrel))


        @test_case(name="Shape", points=5, hidden=True)
        def kestrel_shape(scales):
            """The task is what it is."""
            check_shape(scales.scaled(np.full((7, 2), 71306.25)), (7, 2))


        @test_case(name="Unchanged", points=5, hidden=True)
        def kestrel_unchanged(scales):
            """The task is what it is."""
            kestrel = np.full(3, 71306.25)
            with check_unchanged(kestrel=kestrel):
                scales.scaled(kestrel)


        @test_case(name="Gradient", points=5, hidden=True)
        def kestrel_gradient(scales, reference):
            """The task is what it is."""
            kestrel = np.full(2, 71306.25)
            heron = scales.twice(kestrel)
            check_gradient(lambda x: float(np.sum(reference.scales.scaled(x))), kestrel, heron)


        @test_case(name="Refuses", points=5, hidden=True)
        def kestrel_refuses(scales):
            """The task is what it is."""
            check_raises(ValueError, scales.scaled, np.full(2, 71306.25), "heron")


        @test_case(name="Data", points=5, hidden=True)
        def kestrel_data(scales, reference):
            """The task is what it is."""
            kestrel = np.load("@TESTS@/kestrel.npz")["kestrel"]
            check_close(scales.scaled(kestrel), reference.scales.scaled(kestrel))


        @test_case(name="Answer", points=5, hidden=True)
        def kestrel_answer(scales):
            """The task is what it is."""
            check_answer(scales.named("heron", 71306.25), "heron", {"It is one letter.": "h"})


        @test_case(name="Plain assert of a text", points=2, hidden=True)
        def kestrel_text(scales):
            """The task is what it is."""
            heron = scales.named("heron", 71306.25)
            assert heron == "heron", f"{heron!r} is not heron"


        @test_case(name="Plain assert", points=3, hidden=True)
        def kestrel_assert(scales):
            """The task is what it is."""
            assert_owl = float(np.sum(scales.scaled(np.full(1, 71306.25))))
            assert assert_owl == 1212206.25, f"assert_owl {assert_owl} is not 1212206.25"
    ''',
    "assignments/leak/tests/task_1_2.py": '''
        """Task 1.2."""

        import numpy as np
        from gradus_checks import check_close, test_case

        OK_FORMAT = False
        name = "task_1_2"


        @test_case(name="Worked example", points=20)
        def worked_example(scales):
            check_close(scales.twice(np.array([1.0])), [17.0])


        @test_case(name="Again", points=10, hidden=True)
        def kestrel_again(scales, reference):
            """The task is what it is."""
            kestrel = np.full(2, 71306.25)
            check_close(scales.twice(kestrel), reference.scales.twice(kestrel))


        @test_case(name="Another module", points=10, hidden=True)
        def kestrel_later(later):
            """The task is what it is."""
            check_close(later.shifted(71306.25), 71307.25)
    ''',
    "solutions/scales.py": '''
        """Osprey: the reference."""

        import numpy as np


        def scaled(x, osprey=None):
            """Seventeen times x."""
            # BEGIN SOLUTION
            if osprey is not None:
                raise ValueError("osprey")
            return 17.0 * np.asarray(x, dtype=float)
            # END SOLUTION


        def twice(x, osprey=None):
            """The gradient of the sum of scaled."""
            return np.full(np.shape(x), 17.0)  # SOLUTION


        def named(osprey, x):
            """The name."""
            return str(osprey)  # SOLUTION
    ''',
    "solutions/later.py": '''
        """Comes later."""


        def shifted(x):
            """One more."""
            return x + 1.0  # SOLUTION
    ''',
}


def write_leak_course(root: Path) -> Assignment:
    """Write it into `root`."""
    tests = root / "assignments" / "leak" / "tests"
    for name, text in FILES.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(dedent(text).lstrip().replace("@TESTS@", str(tests)), "utf-8")
    np.savez(tests / "kestrel.npz", kestrel=808017.25 + np.arange(3.0))
    return load_assignment(root, "leak")


_START = "import builtins, logging, os, sys, threading, warnings, numpy as np\n"
_EVERY = "def scaled(*a): {0}\ndef twice(*a): {0}\ndef named(*a): {0}\n"
_TOLD = "repr(a).replace(chr(10), ' ')"

WAYS = {
    "prints": "print(a)",
    "prints below": "os.write(1, repr(a).encode()); os.write(2, repr(a).encode())",
    "warns": f"warnings.warn({_TOLD})",
    "logs": f"logging.warning({_TOLD}); logging.getLogger('x').error({_TOLD})",
    "prints and fails": "print(a); print(a, file=sys.stderr); return np.zeros(2)",
    "prints later": "threading.Timer(0.0, print, a).start(); return 0.0",
    "raises": f"raise ValueError({_TOLD})",
    "raises a key": "raise KeyError(*a)",
    "raises its arguments": "raise RuntimeError(*a)",
    "is not written": f"raise NotImplementedError({_TOLD})",
    "exits": f"sys.exit({_TOLD})",
    "asserts": f"assert False, {_TOLD}",
    "raises a cause": f"raise ValueError('no') from TypeError({_TOLD})",
    "raises a note": f"e = ValueError('no'); e.add_note({_TOLD}); raise e",
    "raises a group": f"raise ExceptionGroup({_TOLD}, [ValueError({_TOLD})])",
    "raises its own kind": f"raise type({_TOLD}, (ValueError,), {{}})({_TOLD})",
    "a syntax error": f"raise SyntaxError({_TOLD}, ({_TOLD}, 1, 1, {_TOLD}))",
    "an import error": f"raise ImportError({_TOLD}, name={_TOLD}, path={_TOLD})",
    "an unreadable file": f"open({_TOLD}[:200])",
    "compiles": f"exec(compile('raise ValueError', {_TOLD}, 'exec'))",
    "compiles beside": (
        f"exec(compile('raise ValueError', os.path.join(os.getcwd(), {_TOLD} + '.py'), 'exec'))"
    ),
    "names a function": (
        "c = (lambda: 1 / 0).__code__.replace(co_name=repr(a)); "
        "exec(compile('f()', __file__, 'exec'), {'f': type(lambda: 0)(c, globals())})"
    ),
    "answers with text": f"return {_TOLD}",
    "answers with an object": f"return type({_TOLD}, (), {{'__repr__': lambda s: {_TOLD}}})()",
    "answers with a dict": f"return {{{_TOLD}: a}}",
    "answers with its arguments": "return a",
    "answers with an odd array": "return np.array(a, dtype=object)",
    "says it in stages": "builtins.heard = getattr(builtins, 'heard', ''); "
    "builtins.heard += repr(a); print(builtins.heard); raise ValueError(builtins.heard)",
    "says it at the end": "import atexit; atexit.register(print, a); os._exit(3)",
    "crashes with it": "print(a); sys.stdout.flush(); os.kill(os.getpid(), 11)",
}


def submissions() -> dict[str, dict[str, str]]:
    """By name: the modules of a submission that wants to be told what it was given."""
    plain = "def shifted(x):\n    return x + 1.0\n"
    found = {
        name: {"scales": _START + _EVERY.format(way), "later": plain} for name, way in WAYS.items()
    }
    hears = "builtins.heard = repr(a); return 17.0 * np.asarray(a[0])"
    tells = "import builtins\nheard = getattr(builtins, 'heard', '')\n"
    found["is told by a module that is imported later"] = {
        "scales": _START + _EVERY.format(hears),
        "later": f"{tells}if heard:\n    raise ValueError(heard)\n{plain}",
    }
    return found
