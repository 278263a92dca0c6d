"""What the student's code raises arrives as it would be read, and nothing else breaks."""

from contract.contracts.registry import Contracts, message, raised

contract = Contracts()

RAISES = """
    class Hostile(Exception):
        def __str__(self):
            raise SystemExit("gotcha")

    class Masked(ValueError):
        __module__ = "builtins"

    class NotEven(BaseException):
        pass

    class NoTrace(Exception):
        @property
        def __traceback__(self):
            raise RuntimeError("no")

    def fail(kind, *args):
        raise {"value": ValueError, "zero": ZeroDivisionError, "key": KeyError, "type": TypeError,
               "stop": StopIteration, "exit": SystemExit, "hostile": Hostile, "masked": Masked,
               "base": NotEven, "trace": NoTrace, "close": GeneratorExit,
               "memory": MemoryError, "todo": NotImplementedError}[kind](*args)

    def deep(n=0):
        return deep(n + 1)

    def fine():
        return "fine"

    def needs(a, b):
        return a
"""


@contract(RAISES)
def builtin_exceptions(student):
    return [raised(student.fail, kind) for kind in ("value", "zero", "key", "type", "memory")]


@contract(RAISES)
def the_message_is_kept(student):
    student.fail("value", "shapes (3, 2) and (3,) differ")


@contract(RAISES)
def a_subclass_counts_as_its_builtin(student):
    return raised(student.fail, "masked"), raised(student.fail, "hostile")


@contract(RAISES)
def exceptions_beside_exception(student):
    return [raised(student.fail, kind) for kind in ("exit", "stop", "base", "close")]


@contract(RAISES)
def the_next_call_works_after_each(student):
    for kind in ("value", "exit", "hostile", "stop", "base", "trace", "close"):
        raised(student.fail, kind)
    return student.fine()


@contract(RAISES)
def endless_recursion(student):
    return raised(student.deep), student.fine()


@contract(RAISES)
def a_wrong_signature(student):
    student.needs(1)


@contract(
    """
    def f(x):
        y = x + 1
        return y - later
""",
    plain=False,
)
def the_line_that_raised_is_told(student):
    told = message(student.f, 1)
    assert told.endswith("NameError: name 'later' is not defined\n    return y - later")
    return told


@contract(RAISES, plain=False)
def a_wrong_signature_is_placed(student):
    told = message(student.needs, 1, 2, 3)
    assert ", in needs: your code raised TypeError: needs() takes 2 positional" in told
    return told


@contract(
    """
    def softmax_cross_entropy(x):
        return x
""",
    plain=False,
)
def a_missing_function_says_what_there_is(student):
    told = message(lambda: student.softmax_crossentropy)
    assert "Did you mean softmax_cross_entropy? Rename it to softmax_crossentropy." in told
    return raised(lambda: student.softmax_crossentropy), hasattr(student, "softmax_crossentropy")


@contract("def f(:\n    pass\n", plain=False)
def a_syntax_error_is_placed(student):
    told = message(lambda: student.f)
    assert ".py, line 1: your code raised SyntaxError" in told
    assert told.endswith("\n    def f(:")
    return raised(lambda: student.f), told


@contract("raise ImportError('not today')\n", plain=False)
def a_module_that_cannot_be_imported(student):
    return raised(lambda: student.f), raised(lambda: student.f)


@contract("""
    class Quiet:
        def __getattr__(self, name):
            raise KeyError(name)

    def get(d, k):
        return d[k]
""")
def lookups_that_fail(student):
    return raised(lambda: student.Quiet().x), raised(student.get, {}, 1), raised(student.get, [], 0)


@contract(
    """
    def loud(n):
        import sys
        for i in range(n):
            print("line", i)
            print("error", i, file=sys.stderr)
        return n

    def close():
        import sys
        sys.stdout.close()
        return "closed"

    def quiet():
        return "still here"
""",
    plain=False,
)
def printing_does_not_disturb(student):
    return student.loud(200)
