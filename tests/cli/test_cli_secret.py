"""The course's secret: where it comes from, and what is said where there is none to use."""

from pathlib import Path

import pytest

from gradus.assignment import course_secret
from gradus.errors import UsageError

pytestmark = pytest.mark.usefixtures("file")

LONG, OTHER = "sixteen letters, or more", "another secret, as long"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file with a secret that GRADUS_SECRET_FILE names; GRADUS_SECRET is not set."""
    path = tmp_path / "secret"
    path.write_text(f"{LONG}\n", "utf-8")
    monkeypatch.setenv("GRADUS_SECRET_FILE", str(path))
    monkeypatch.delenv("GRADUS_SECRET", raising=False)
    return path


def test_of_the_file() -> None:
    secret = course_secret()
    assert (secret.value, secret.demo) == (LONG.encode(), False)
    assert LONG not in repr(secret)


def test_the_variable_goes_before_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADUS_SECRET", OTHER)
    assert course_secret().value == OTHER.encode()


def test_an_empty_variable_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GRADUS_SECRET", "")
    assert course_secret().value == LONG.encode()


def test_the_demo_s(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("GRADUS_SECRET_FILE")
    assert course_secret().demo


def test_a_secret_that_was_never_set_is_not_the_demo_s(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("GRADUS_SECRET_FILE")
    monkeypatch.setenv("GRADUS_SECRET", "")
    with pytest.raises(UsageError, match=r"in GRADUS_SECRET, needs 16 characters"):
        course_secret()


def test_too_short(file: Path) -> None:
    file.write_text("short", "utf-8")
    with pytest.raises(UsageError, match=r"secret, which GRADUS_SECRET_FILE names, needs 16"):
        course_secret()


def test_unreadable(file: Path) -> None:
    file.unlink()
    with pytest.raises(UsageError, match=r"GRADUS_SECRET_FILE names .*, which cannot be read"):
        course_secret()
