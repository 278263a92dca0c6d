"""Repositories are fetched as they were at the deadline, by the server's clock where it tells."""

import os
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from clones.github import Entry, github

from gradus.cli import main
from gradus.clones import Server
from gradus.submission import find_submissions

pytestmark = pytest.mark.slow

DEADLINE = "2026-11-30T23:59:59+01:00"
BEFORE, LATER, AFTER = (f"2026-11-30T{time}Z" for time in ("18:00:00", "22:00:00", "23:30:00"))


class Repo:
    """A student's repository at a server, which is a folder here."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, when: str = BEFORE) -> str:
        who = {"GIT_AUTHOR_NAME": "a", "GIT_AUTHOR_EMAIL": "a@b"}
        who |= {"GIT_COMMITTER_NAME": "a", "GIT_COMMITTER_EMAIL": "a@b"}
        dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        done = subprocess.run(
            ["git", "-C", str(self.folder), *arguments],
            env={**os.environ, **who, **dates},
            check=True,
            capture_output=True,
            encoding="utf-8",
        )
        return done.stdout.strip()

    def commit(self, text: str, when: str) -> str:
        (self.folder / "losses.py").write_text(text)
        self.git("add", ".")
        self.git("commit", "-qm", text, when=when)
        return self.git("rev-parse", "HEAD")


def pushed(before: str, after: str, when: str, ref: str = "refs/heads/main") -> Entry:
    return {"before": before, "after": after, "timestamp": when, "ref": ref}


NOTHING = "0" * 40


@pytest.fixture
def ada(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "server" / "course" / "ada")


@pytest.fixture(autouse=True)
def at_github(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Git finds the repositories of github.com in a folder."""
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", f"url.file://{tmp_path}/server/.insteadOf")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "https://github.com/")
    for name in ("GITHUB_ACTIONS", "GITHUB_SERVER_URL", "STUDENTS_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("GITHUB_API_URL", "http://127.0.0.1:9")  # nothing listens there


def fetch(
    tmp_path: Path, *options: str, students: str = "ada https://github.com/course/ada"
) -> Result:
    (tmp_path / "students.txt").write_text(students)
    arguments = ["fetch", str(tmp_path / "students.txt"), str(tmp_path / "class"), *options]
    return CliRunner().invoke(main, arguments)


def got(tmp_path: Path, student: str = "ada") -> str:
    return (tmp_path / "class" / student / "losses.py").read_text()


def test_the_push_decides_and_not_the_date_that_a_commit_claims(
    tmp_path: Path, ada: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = ada.commit("in time", BEFORE)
    late = ada.commit("late, and dated back", BEFORE)
    entries = [pushed(first, late, AFTER), pushed(NOTHING, first, LATER)]
    monkeypatch.setenv("STUDENTS_TOKEN", "a token")
    with github({"course/ada": entries}) as server:
        monkeypatch.setenv("GITHUB_API_URL", server.api)
        result = fetch(tmp_path, "--until", DEADLINE)
        assert result.exit_code == 0, result.output
        assert got(tmp_path) == "in time"
        assert f"ada: {first[:10]}, pushed 2026-11-30 22:00:00+0000" in result.stderr
        assert "Time not known" not in result.output
        (asked,) = server.asked
        assert asked[0].startswith("/repos/course/ada/activity?ref=refs%2Fheads%2Fmain")
        assert asked[1] == "Bearer a token"
        (found,) = find_submissions(tmp_path / "class", ("losses",))
        assert (found.origin.time, found.origin.source) == (LATER.replace("Z", "+00:00"), "push")
        assert fetch(tmp_path, "--until", DEADLINE).exit_code == 0
        assert find_submissions(tmp_path / "class", ("losses",)) == (found,)
    config = (tmp_path / "class" / "ada" / ".git" / "config").read_text()
    assert "a token" not in config
    assert "a token" not in result.output


def test_what_a_later_push_threw_away_was_there_at_the_deadline(
    tmp_path: Path, ada: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada.git("config", "uploadpack.allowAnySHA1InWant", "true")
    ada.commit("start", BEFORE)
    first = ada.commit("in time", BEFORE)
    ada.git("reset", "-q", "--hard", "HEAD~1")
    other = ada.commit("forced", BEFORE)
    entries = [
        pushed(first, other, AFTER),
        pushed(NOTHING, other, LATER, "refs/heads/elsewhere"),
        pushed(NOTHING, first, BEFORE),
    ]
    with github({"course/ada": entries}, page=1) as server:
        monkeypatch.setenv("GITHUB_API_URL", server.api)
        assert fetch(tmp_path, "--until", DEADLINE).exit_code == 0
        assert len(server.asked) == 2
    assert got(tmp_path) == "in time"


@pytest.mark.parametrize(
    ("before", "told"), [("template", "before the first push"), ("", "nothing")]
)
def test_who_pushed_only_later_has_what_was_there_before(
    tmp_path: Path, ada: Repo, monkeypatch: pytest.MonkeyPatch, before: str, told: str
) -> None:
    template = ada.commit("template", BEFORE)
    late = ada.commit("late", BEFORE)
    entries = [pushed(template if before else NOTHING, late, AFTER)]
    with github({"course/ada": entries}) as server:
        monkeypatch.setenv("GITHUB_API_URL", server.api)
        result = fetch(tmp_path, "--until", DEADLINE)
    assert told in result.stderr
    assert result.exit_code == (0 if before else 1)
    assert (tmp_path / "class" / "ada").exists() is bool(before)


def test_where_the_server_does_not_tell_commits_do_and_that_is_said(
    tmp_path: Path, ada: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    ada.commit("in time", BEFORE)
    ada.commit("late", AFTER)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    elsewhere = f"bob {ada.folder.as_uri()}"
    students = f"ada https://github.com/course/ada\n{elsewhere}"
    with github({}) as server:
        monkeypatch.setenv("GITHUB_API_URL", server.api)
        result = fetch(tmp_path, "--until", DEADLINE, students=students)
    assert result.exit_code == 0, result.output
    assert got(tmp_path) == got(tmp_path, "bob") == "in time"
    found = find_submissions(tmp_path / "class", ("losses",))
    assert [one.origin.source for one in found] == ["commit", "commit"]
    warnings = [line for line in result.stdout.splitlines() if line.startswith("::warning")]
    assert len(warnings) == 2
    assert all("which their authors can set" in line for line in warnings)
    assert "404" in warnings[0]


def test_what_is_there_is_not_fetched_again_and_what_was_broken_off_is(
    tmp_path: Path, ada: Repo
) -> None:
    ada.commit("one", BEFORE)
    half = tmp_path / "class" / ".ada.part"
    half.mkdir(parents=True)
    (half / "losses.py").write_text("half")
    assert fetch(tmp_path, "--until", DEADLINE).exit_code == 0
    assert not half.exists()
    marker = tmp_path / "class" / "ada" / "marker"
    marker.touch()
    again = fetch(tmp_path, "--until", DEADLINE)
    assert "as before" in again.stderr
    assert marker.exists()
    assert fetch(tmp_path, "--until", "2026-12-24T00:00:00Z").exit_code == 0
    assert not marker.exists(), "of another deadline it is made anew"


def test_without_a_deadline_the_latest_is_fetched(tmp_path: Path, ada: Repo) -> None:
    ada.commit("one", BEFORE)
    assert fetch(tmp_path).exit_code == 0
    assert "as before" in fetch(tmp_path).stderr
    ada.commit("two", AFTER)
    assert fetch(tmp_path).exit_code == 0
    assert got(tmp_path) == "two"


def test_one_that_cannot_be_fetched_stops_nobody_and_is_told(tmp_path: Path, ada: Repo) -> None:
    ada.commit("one", BEFORE)
    Repo(tmp_path / "server" / "course" / "empty")
    (tmp_path / "class" / "mine").mkdir(parents=True)
    (tmp_path / "class" / "mine" / "keep").touch()
    (tmp_path / "server" / "course" / "mine").symlink_to(ada.folder)
    names = ("nobody", "empty", "mine", "ada")
    students = "\n".join(f"{name} https://github.com/course/{name}" for name in names) + "\ncy x"
    for options in ((), ("--until", DEADLINE)):
        result = fetch(tmp_path, *options, students=students)
        assert result.exit_code == 1
        assert got(tmp_path) == "one"
        for told in ("Not fetched: nobody: fatal: ", "empty: ", "mine exists and is not a clone"):
            assert told in result.stderr.replace("\n", " "), result.stderr
        assert "Not understood: students.txt, line 5" in result.stderr
        assert "Fetched 1 of 4. Left out: 1 line of students.txt." in result.stderr
    assert (tmp_path / "class" / "mine" / "keep").exists()
    assert sorted(path.name for path in (tmp_path / "class").iterdir()) == ["ada", "mine"]


@pytest.mark.parametrize("time", ["2026-11-30", "2026-11-30T23:59:59", "tomorrow"])
def test_a_time_without_a_zone_is_a_wrong_call(tmp_path: Path, time: str) -> None:
    result = fetch(tmp_path, "--until", time)
    assert result.exit_code == 2
    assert "is not a time" in result.stderr


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://github.com/o/r", "o/r"),
        ("https://github.com/o/r.git", "o/r"),
        ("https://x@github.com/o/r/", "o/r"),
        ("git@github.com:o/r.git", "o/r"),
        ("ssh://git@github.com/o/r", "o/r"),
        ("https://github.com.evil.org/o/r", ""),
        ("https://gitlab.com/o/r", ""),
        ("https://github.com/o/r/tree/main", ""),
    ],
)
def test_whether_a_repository_is_at_the_server(address: str, name: str) -> None:
    assert Server().holds(address) == name
