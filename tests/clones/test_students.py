"""The list of students: what is written in many ways is read rightly, or refused with its line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gradus.clones import Repository, read_students
from gradus.errors import UsageError

ADA = Repository("ada", "https://github.com/course/hw1-ada")
BOB = Repository("bob", "git@github.com:course/hw1-bob.git")
TWO = (ADA, BOB)


def read(folder: Path, content: bytes) -> tuple[tuple[Repository, ...], tuple[str, ...]]:
    path = folder / "students.txt"
    path.write_bytes(content)
    listed = read_students(path)
    return listed.repositories, listed.problems


def lines(*added: str) -> str:
    return "\n".join([*(f"{each.student} {each.address}" for each in TWO), *added])


@pytest.mark.parametrize(
    "content",
    [
        lines("").encode(),
        lines().encode(),  # nothing ends the last line
        lines("").replace("\n", "\r\n").encode(),
        lines().replace("\n", "\r\n").encode(),
        lines("").encode("utf-8-sig"),
        lines("", "   ", "\t", "# a comment", "  # another", "").encode(),
        lines().replace(" ", " \t  ").encode(),
        lines().replace("\n", "  # works with bob\n").encode(),
        lines(f"{ADA.student} {ADA.address}").encode(),  # there twice, and the same
    ],
)
def test_it_is_read_rightly(tmp_path: Path, content: bytes) -> None:
    assert read(tmp_path, content) == (TWO, ())


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("cy", "this has 1 parts"),
        ("Ada Lovelace https://x.org/a", "this has 3 parts"),
        ("../cy https://x.org/a", "'../cy' cannot be the name of a folder"),
        (".. https://x.org/a", "cannot be the name"),
        (".git https://x.org/a", "cannot be the name"),
        ("a/b https://x.org/a", "cannot be the name"),
        ("a\\b https://x.org/a", "cannot be the name"),
        ("C:x https://x.org/a", "cannot be the name"),
        ("--upload-pack https://x.org/a", "cannot be the name"),
        ("cy. https://x.org/a", "cannot be the name"),
        ("cy hw1-cy", "'hw1-cy' is not an address"),
        ("cy http://x.org/a", "is not an address"),
        ("cy ext::true", "is not an address"),
        ("cy --option", "is not an address"),
        ("cy x@y:--option", "is not an address"),
        ("ada https://x.org/a", "ada is in line 1 already; that one counts"),
        ("ADA https://github.com/course/hw1-ada", "ADA is in line 1 already"),
    ],
)
def test_a_wrong_line_is_told_and_the_others_count(tmp_path: Path, line: str, told: str) -> None:
    repositories, (problem,) = read(tmp_path, lines(line, "dan https://x.org/d").encode())
    assert repositories == (*TWO, Repository("dan", "https://x.org/d"))
    assert problem.startswith("students.txt, line 3: ")
    assert told in problem


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"\n# nobody\n", "lists nobody"),
        (b"\xff\xfea\x00", "is not text"),
        (None, "cannot be read"),
    ],
)
def test_what_is_no_list_is_one_message(tmp_path: Path, content: bytes | None, told: str) -> None:
    path = tmp_path / "students.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UsageError, match=told):
        read_students(path)


@given(st.lists(st.text(max_size=30), min_size=1))
def test_no_name_leads_out_of_the_folder(
    tmp_path_factory: pytest.TempPathFactory, drawn: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("list")
    text = "\n".join(f"{name} https://x.org/{number}" for number, name in enumerate(drawn))
    try:
        repositories, _ = read(folder, text.encode("utf-8", "replace"))
    except UsageError:
        return
    for repository in repositories:
        assert (folder / repository.student).parent == folder
        assert not repository.student.startswith((".", "-"))
