"""The contract of every level, where only bubblewrap may make a submission's namespaces."""

from collections.abc import Iterator

import pytest
from sandbox import test_confined_levels, test_every_level
from sandbox.sandbox_helpers import only_bubblewrap

from gradus.sandbox import open_sandbox
from gradus.sandbox.probe import why_not_bubblewrap
from gradus.sandbox.wrapped import WrappedNamespaces

pytestmark = [
    pytest.mark.exhaustive,
    pytest.mark.skipif(bool(why_not_bubblewrap()), reason=why_not_bubblewrap()),
]

for promises in (test_every_level, test_confined_levels):
    globals().update({name: each for name, each in vars(promises).items() if name[:5] == "test_"})


@pytest.fixture
def level() -> str:
    return "namespaces"


@pytest.fixture(autouse=True)
def _by_bubblewrap() -> Iterator[None]:
    with only_bubblewrap():
        yield


def test_it_is_bubblewrap() -> None:
    sandbox = open_sandbox("namespaces", "none")
    sandbox.close()
    assert isinstance(sandbox, WrappedNamespaces)
