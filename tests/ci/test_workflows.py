"""The workflows that courses copy do what they say: their steps are run here."""

import subprocess
from pathlib import Path
from xml.etree import ElementTree

import pytest
from ci.workflow_runner import run_github, run_gitlab
from release.mini_course import write_course

from gradus.sandbox import available_levels

WORKFLOWS = Path(__file__).resolve().parents[2] / "assignments" / "ci"
SECRET = "a secret of sixteen characters"
RIGHT = "import numpy as np\n\ndef mse(y, t):\n    return float(np.mean((y - t) ** 2))\n"
WRONG = (
    "import numpy as np\n\nprint('::error::forged')\n\n\ndef mse(y, t):\n"
    "    print('::add-mask::0')\n    return float(np.sum((y - t) ** 2))\n"
)

PULL_REQUEST = {
    "vars.ASSIGNMENT": "mini",
    "secrets.GRADUS_SECRET": SECRET,
    "github.event.repository.private": "true",
}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        "confined" not in available_levels(), reason="the workflows ask for the level confined"
    ),
]


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("course")
    write_course(root)
    return root


def repository(folder: Path, source: str) -> Path:
    folder.mkdir(parents=True)
    (folder / "losses.py").write_text(source)
    for command in ("init -q", "add .", "-c user.name=a -c user.email=a@b commit -qm work"):
        subprocess.run(["git", "-C", str(folder), *command.split()], check=True)
    return folder


def test_a_pull_request_is_annotated_and_judged_by_the_course(course: Path, tmp_path: Path) -> None:
    ended = run_github(
        WORKFLOWS / "grade-pull-request.yml",
        tmp_path / "workspace",
        PULL_REQUEST,
        {"course": course, "submission": repository(tmp_path / "work", WRONG)},
    )
    assert ended.code == 1, ended.log
    assert "Everybody can read this" not in ended.log
    lines = ended.log.splitlines()
    stopped = next(line for line in lines if line.startswith("::stop-commands::"))
    resumed = lines.index(f"::{stopped.removeprefix('::stop-commands::')}::")
    assert len(stopped) > 40
    commands = [line for line in lines if line.startswith("::")]
    assert [line for line in commands if "forged" in line or "add-mask" in line] == []
    errors = [line for line in lines[resumed:] if line.startswith("::error ")]
    assert errors[0].startswith("::error file=losses.py,line=6,title=Task 1.1%3A Mean squared")
    assert "%0A" in errors[0]
    summary = (ended.workspace / "summary.md").read_text("utf-8")
    assert summary.startswith("❌ **25 %**; 50 % are asked for")
    assert "| 1.1: Mean squared error |" in summary
    tests = ElementTree.parse(ended.workspace / "reports" / "junit.xml").findall(".//testcase")
    assert len({(test.get("classname"), test.get("name")) for test in tests}) == len(tests) == 5
    assert any(float(test.get("time", "0")) > 0 for test in tests)
    for name in ("junit.xml", "results.json", "feedback.md"):
        assert SECRET not in (ended.workspace / "reports" / name).read_text("utf-8")


@pytest.mark.exhaustive
def test_a_public_repository_is_warned_of(course: Path, tmp_path: Path) -> None:
    ended = run_github(
        WORKFLOWS / "grade-pull-request.yml",
        tmp_path / "workspace",
        {**PULL_REQUEST, "github.event.repository.private": "false"},
        {"course": course, "submission": repository(tmp_path / "work", RIGHT)},
    )
    assert ended.code == 0, ended.log
    (warning,) = [line for line in ended.log.splitlines() if line.startswith("::warning")]
    assert warning.startswith("::warning title=Everybody can read this::This repository is public")
    assert warning.endswith(
        "and so are its pull requests, their feedback and their points. Make it private."
    )


def test_a_class_is_fetched_and_graded(course: Path, tmp_path: Path) -> None:
    addresses = {
        name: repository(tmp_path / name, source).as_uri()
        for name, source in {"ada": RIGHT, "bob": WRONG}.items()
    }
    addresses["cy"] = (tmp_path / "nowhere").as_uri()
    addresses["../dan"] = addresses["ada"]
    # As saved on Windows, with nothing at the end of the last line.
    students = "\r\n".join(f"{name} {address}" for name, address in reversed(addresses.items()))
    (course / "students.txt").write_text(students)
    ended = run_github(
        WORKFLOWS / "grade-class.yml",
        tmp_path / "workspace",
        {
            "inputs.assignment": "mini",
            "inputs.deadline": "2100-01-01T00:00:00Z",
            "secrets.GRADUS_SECRET": SECRET,
            "secrets.STUDENTS_TOKEN": "t",
            "github.event.repository.private": "true",
        },
        {"course": course},
    )
    assert ended.code == 0, ended.log
    assert "::warning title=Not fetched::cy" in ended.log
    assert "::warning title=Not understood::students.txt, line 1: '../dan'" in ended.log
    assert "::warning title=Time not known::bob, ada" in ended.log
    rows = (ended.workspace / "results" / "grades.csv").read_text("utf-8").splitlines()[1:]
    assert [row.split(",")[:3] for row in rows] == [["ada", "60", "100"], ["bob", "25", "100"]]
    assert "2 submissions" in (ended.workspace / "summary.md").read_text("utf-8")


def test_a_gitlab_project_gets_junit_and_no_say(tmp_path: Path) -> None:
    published = tmp_path / "published"
    write_course(published)
    for command in ("init -q", "add .", "-c user.name=a -c user.email=a@b commit -qm course"):
        subprocess.run(["git", "-C", str(published), *command.split()], check=True)
    work = repository(tmp_path / "work", WRONG)
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (work / "gradus-reports").symlink_to(elsewhere)
    values = {
        "ASSIGNMENT": "mini",
        "COURSE_URL": published.as_uri(),
        "GRADUS_SECRET": SECRET,
        "TMPDIR": str(tmp_path),
    }
    ended = run_gitlab(WORKFLOWS / ".gitlab-ci.yml", work, values)
    assert ended.code == 1, ended.log
    assert "::stop-commands::" not in ended.log
    suites = ElementTree.parse(work / "gradus-reports" / "junit.xml").getroot()
    assert suites.get("failures") == "5"
    assert list(elsewhere.iterdir()) == []


def test_a_wrong_list_or_deadline_ends_the_job(course: Path, tmp_path: Path) -> None:
    values = {
        "inputs.assignment": "mini",
        "inputs.deadline": "2026-11-30",
        "secrets.GRADUS_SECRET": SECRET,
        "secrets.STUDENTS_TOKEN": "",
        "github.event.repository.private": "false",
    }
    (course / "students.txt").write_text("ada https://github.com/course/ada")
    ended = run_github(
        WORKFLOWS / "grade-class.yml", tmp_path / "workspace", values, {"course": course}
    )
    assert ended.code == 1
    assert "is not a time" in ended.log
    assert "::warning title=Everybody can read this::This repository is public" in ended.log
    assert not (ended.workspace / "results").exists()
