"""`pytest own_tests.py`: a student's own test is run on what lies beside it."""

from typing import Any


def give_parameters(metafunc: Any) -> None:
    """Give a test function what its module has under the names of its parameters.

    `test_accuracy(accuracy)` gets the module's `accuracy`, unless a fixture is called that.
    """
    known = metafunc.definition.session._fixturemanager
    for name in metafunc.fixturenames:
        value = getattr(metafunc.module, name, None)
        if callable(value) and not known.getfixturedefs(name, metafunc.definition):
            metafunc.parametrize(name, [value], ids=[name])
