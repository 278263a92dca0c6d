"""Names tell the student, the module and the attempt, and become safe ids."""

import os
import unicodedata
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradus.submission.names import safe_id, shown, split_attempt
from gradus.submission.platforms.plain import LooseName, split_module

MODULES = ("stopping", "early_stopping", "losses")


@pytest.mark.parametrize(
    ("name", "student", "attempt"),
    [
        ("alice", "alice", ()),
        ("alice (2)", "alice", (2,)),
        ("alice(2)", "alice", (2,)),
        ("alice_attempt_2", "alice", (2,)),
        ("alice-attempt-10", "alice", (10,)),
        ("alice Attempt 3", "alice", (3,)),
        ("alice_attempt2", "alice", (2,)),
        ("alice_attempt_2 (1)", "alice", (2, 1)),
        ("hw1_alice_attempt_2026-03-01-12-00-00", "hw1_alice", (20260301120000,)),
        ("student-12", "student-12", ()),
        ("attempt_2", "attempt_2", ()),
        ("(2)", "(2)", ()),
        ("alice ()", "alice ()", ()),
    ],
)
def test_attempts_are_read_from_names(name: str, student: str, attempt: tuple[int, ...]) -> None:
    assert split_attempt(name) == (student, attempt)


@pytest.mark.parametrize(
    ("stem", "expected"),
    [
        ("alice_losses", LooseName("alice", "losses", ())),
        ("alice-losses", LooseName("alice", "losses", ())),
        ("alice.losses", LooseName("alice", "losses", ())),
        ("a_b_losses", LooseName("a_b", "losses", ())),
        ("alice_early_stopping", LooseName("alice", "early_stopping", ())),
        ("early_losses", LooseName("early", "losses", ())),
        ("losses_losses", LooseName("losses", "losses", ())),
        ("losses", LooseName("", "losses", ())),
        ("alice_losses-1", LooseName("alice", "losses", (), (1,))),
        ("alice_losses (2)", LooseName("alice", "losses", (), (2,))),
        ("alice_losses - Copy (3)", LooseName("alice", "losses", (), (3,))),
        ("alice_losses copy", LooseName("alice", "losses", (), (1,))),
        ("alice_attempt_3_losses", LooseName("alice", "losses", (3,))),
        ("alice_lossess", None),
        ("alicelosses", None),
    ],
)
def test_single_modules_are_recognized(stem: str, expected: LooseName | None) -> None:
    assert split_module(stem, MODULES) == expected


@pytest.mark.parametrize(
    "name", ["alice", "Ana Müller_123", "j.smith", "a+b@uni.edu", "李雷", "अनुज", "_x", "a__b"]
)
def test_a_usable_name_is_its_own_id(name: str) -> None:
    assert safe_id(name) == name


@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("😀😀", "student-"),
        ("alice 😀", "alice-"),
        ("a" * 300, "a" * 80 + "-"),
        ("../../etc/passwd", "etc_passwd-"),
        ("=cmd()", "cmd-"),
        ("-rf", "rf-"),
        (":@x", "x-"),
        ("alice\n", "alice-"),
        ("bad\udcff", "bad-"),
        ("\u202eevil", "evil-"),
        ("CON", "CON-"),
        ("nul.x", "nul.x-"),
        ("", "student-"),
        ("...", "student-"),
    ],
)
def test_an_unusable_name_stays_readable_and_gets_a_hash(name: str, start: str) -> None:
    assert safe_id(name).startswith(start)
    assert len(safe_id(name)) == len(start) + 12


def test_two_spellings_of_a_letter_are_one_name() -> None:
    assert safe_id("Jose\u0301") == safe_id("José") == "José"


def test_a_name_made_like_an_id_is_not_that_id() -> None:
    victim = safe_id("anna!")
    assert victim.startswith("anna-")
    assert safe_id(victim) != victim
    assert safe_id("anna-55579b55") == "anna-55579b55"


@given(st.text(max_size=300))
def test_any_name_becomes_a_file_name(name: str) -> None:
    student = safe_id(name)
    assert student == unicodedata.normalize("NFC", student)
    assert student.isprintable()
    assert 0 < len(os.fsencode(student)) <= 100
    assert Path(student).name == student
    assert student[0] not in "-+=@. "


@given(st.lists(st.text(max_size=20), max_size=6), st.randoms(use_true_random=False))
def test_ids_are_unique(names: list[str], random: Random) -> None:
    """Also of names that differ in case or normal form, and of names made like others' ids."""
    crafted = [safe_id(name) for name in names] + [name.swapcase() for name in names]
    crafted += [safe_id(name)[:-1] + random.choice("0123456789abcdef") for name in names]
    every = [*names, *crafted, *(unicodedata.normalize("NFD", name) for name in names)]
    one_spelling = {unicodedata.normalize("NFC", name) for name in every}
    assert len({safe_id(name) for name in every}) == len(one_spelling)


def test_names_are_harmless_in_messages() -> None:
    assert shown("a\x1b[31m\nb") == "a?[31m?b"
    assert len(shown("x" * 1000)) == 80
