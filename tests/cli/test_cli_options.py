"""What is asked for on the command line is what a command is called with."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

from gradus.cli import main
from gradus.cli.chosen import Chosen
from gradus.cli.wishes import Asked
from gradus.gradebook import Drops, Kind, Shard

NAMES = ("hw1", "hw2")
HERE, THERE = Path("here"), Path("there")
COURSE = ("--course", ".")
POOL = ("--jobs", "3", "--isolation", "uid")
POOLED = {"jobs": 3, "isolation": "uid"}
SCHEDULER = ("--scheduler", "local:2")
SCHEDULED = {"scheduler": "local:2"}
PARTLY = ("--task", "1.3", "--task", "2.1", "--without-rated")
CHOSEN = {"chosen": Chosen(("1.3", "2.1"), without_rated=True)}
EXPORT = ("export", "moodle", "here", "--roster", "roster.csv")
MARK = ("mark", "hw1", "here")
MARKED = {"table": None, "who": None, "discard_edits": False, "course": Path()}
REGRADED = {
    "drops": Drops.HOLD,
    "accepted": frozenset(),
    "jobs": None,
    "isolation": None,
    "strict": False,
    "discard_edits": False,
    "course": Path(),
    "chosen": Chosen(),
    "scheduler": None,
}
EXPORTED = {"roster": Path("roster.csv")}

CALLS = {
    "build": (
        ("build", *NAMES, "-o", "there", "--check", "--demo", *COURSE),
        (NAMES,),
        {"output": THERE, "check": True, "demo": True, "course": Path()},
    ),
    "grade": (
        (
            "grade",
            "hw1",
            "here",
            "-o",
            "there",
            "--roster",
            "roster.csv",
            "--strict",
            "--discard-edits",
            *("--shard", "3/8"),
            *SCHEDULER,
            *PARTLY,
            *POOL,
            *COURSE,
        ),
        ("hw1", HERE, THERE),
        {
            **POOLED,
            **CHOSEN,
            **SCHEDULED,
            "roster": Path("roster.csv"),
            "strict": True,
            "discard_edits": True,
            "shard": Shard(3, 8),
            "course": Path(),
        },
    ),
    "check": (
        ("check", "hw1", "here", "--isolation", "uid", "--strict", *PARTLY, *COURSE),
        ("hw1", HERE),
        {**CHOSEN, "isolation": "uid", "strict": True, "course": Path()},
    ),
    "leaderboard": (
        ("leaderboard", "hw1", ".", "--final", *COURSE),
        ("hw1", Path()),
        {"final": True, "course": Path()},
    ),
    "demo": (
        ("demo", *NAMES, "-o", "there", *POOL, *COURSE),
        (NAMES,),
        {**POOLED, "output": THERE, "course": Path()},
    ),
    "doctor": (("doctor", *COURSE), (), {"course": Path()}),
    "audit": (
        ("audit", *NAMES, "-o", "there", "--jobs", "3", *SCHEDULER, *COURSE),
        (NAMES,),
        {"output": THERE, "jobs": 3, "course": Path(), **SCHEDULED},
    ),
    "selftest": (("audit", *NAMES, "--selftest", *COURSE), (NAMES,), {"course": Path()}),
    "ci": (
        (
            "ci",
            "hw1",
            "here",
            *COURSE,
            "--at-least",
            "7",
            "-o",
            "there",
            "--rated",
            "--isolation",
            "uid",
        ),
        ("hw1", HERE),
        {"tests": Path(), "at_least": 7.0, "output": THERE, "rated": True, "isolation": "uid"},
    ),
    "export": (
        (
            *(*EXPORT, "-o", "there", "--column", "HW 1", "--with-unread", "--changed"),
            *("--discard-edits", *COURSE),
        ),
        ("moodle", HERE),
        {
            **EXPORTED,
            "output": THERE,
            "column": "HW 1",
            "with_unread": True,
            "changed": True,
            "discard_edits": True,
            "course": Path(),
        },
    ),
    "regrade": (
        (
            "regrade",
            "hw1",
            "here",
            "-o",
            "there",
            "--accept-drops",
            *PARTLY,
            *SCHEDULER,
            *POOL,
            "--strict",
            "--discard-edits",
            *COURSE,
        ),
        ("hw1", HERE, THERE),
        {
            **REGRADED,
            **POOLED,
            **CHOSEN,
            **SCHEDULED,
            "drops": Drops.WRITE,
            "strict": True,
            "discard_edits": True,
        },
    ),
    "regrade of two": (
        (
            *("regrade", "hw1", "here", "-o", "there", "--accept-drops=ada"),
            "--accept-drops",
            "bob",
            *COURSE,
        ),
        ("hw1", HERE, THERE),
        {**REGRADED, "accepted": frozenset({"ada", "bob"})},
    ),
    "mark set": (
        (
            *MARK,
            "ada",
            "1.3",
            "--set",
            "7.5",
            "--why",
            "so",
            "--who",
            "mia",
            "--discard-edits",
            *COURSE,
        ),
        ("hw1", HERE, Asked("ada", "1.3", Kind.SET, 7.5, "so")),
        {**MARKED, "who": "mia", "discard_edits": True},
    ),
    "mark add": (
        (*MARK, "ada", "--add", "-2", "--why", "so", *COURSE),
        ("hw1", HERE, Asked("ada", "", Kind.ADD, -2.0, "so")),
        MARKED,
    ),
    "mark undo": (
        (*MARK, "ada", "--undo", "--why", "so", *COURSE),
        ("hw1", HERE, Asked("ada", "", Kind.UNDO, 0.0, "so")),
        MARKED,
    ),
    "mark from": (
        (*MARK, "--from", "there", *COURSE),
        ("hw1", HERE, None),
        {**MARKED, "table": THERE},
    ),
    "listed": ((*MARK, "ada", "--list", *COURSE), ("hw1", HERE, "ada"), {"course": Path()}),
    "diff": (("diff", "here", "there"), (HERE, THERE), {}),
    "who": (
        ("who", "hw1", "here", "--roster", "roster.csv", *COURSE),
        ("hw1", HERE),
        {"roster": Path("roster.csv"), "course": Path()},
    ),
    "fetch": (("fetch", "here", "there", "--until", "now"), (HERE, THERE), {"until": "now"}),
    "report": (
        ("report", "here", "--hide-names", "--against", "there"),
        (HERE,),
        {"hide_names": True, "against": THERE},
    ),
    "merge": (
        ("merge", "here", "there", "-o", "there", "--roster", "roster.csv", *COURSE),
        ((HERE, THERE), THERE),
        {"roster": Path("roster.csv"), "course": Path()},
    ),
}


@pytest.mark.parametrize("command", CALLS)
def test_every_option_arrives(command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    line, arguments, options = CALLS[command]
    calls = []

    def called(*given: object, **named: object) -> int:
        calls.append((given, named))
        return 7

    room = command.partition(" ")[0]
    monkeypatch.setattr(import_module(f"gradus.cli.{room}"), f"{room}_command", called)
    ended = CliRunner().invoke(main, line)
    assert calls == [(arguments, options)], ended.output
    assert ended.exit_code == 7


def test_every_command_and_every_option_is_tried() -> None:
    # What writes into a course is called in scaffold/.
    writing = {"new", "renumber"}
    assert {line[0] for line, *_ in CALLS.values()} == set(main.commands) - writing
    for line, *_ in CALLS.values():
        tried = {option for call, *_ in CALLS.values() if call[0] == line[0] for option in call}
        for parameter in main.commands[line[0]].params:
            assert parameter.param_type_name == "argument" or tried & set(parameter.opts)


LIGHT = """
import sys
from importlib.metadata import entry_points

(gradus,) = entry_points(group="console_scripts", name="gradus")
gradus.load()
print("click" in sys.modules, "gradus.cli" in sys.modules)
"""


def test_who_grades_imports_no_command() -> None:
    """A process that is forked for a run imports what has started that."""
    ran = subprocess.run((sys.executable, "-c", LIGHT), capture_output=True, text=True, check=True)
    assert ran.stdout == "False False\n"


def test_python_runs_it_as_a_module(capfd: pytest.CaptureFixture[str]) -> None:
    subprocess.run((sys.executable, "-m", "gradus", "--version"), check=True)
    assert capfd.readouterr().out.startswith("gradus, version ")
