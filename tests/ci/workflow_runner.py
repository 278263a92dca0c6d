"""Runs the steps of a workflow as a runner would: expressions filled in, blocks given to bash.

What a runner's own actions do is done here by copying folders, and `pip install` by nothing:
Gradus is installed already.
"""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

_EXPRESSION = re.compile(r"\$\{\{\s*(.+?)\s*\}\}")


@dataclass(frozen=True)
class Ended:
    """How a job went."""

    code: int
    log: str
    workspace: Path


def load(path: Path) -> dict[str, Any]:
    """The workflow. YAML takes GitHub's `on` for a truth value."""
    loaded: dict[str, Any] = yaml.safe_load(path.read_text("utf-8"))
    return loaded


def run_github(
    path: Path, workspace: Path, values: Mapping[str, str], checkouts: Mapping[str, Path]
) -> Ended:
    """Run the workflow's one job; `checkouts` are the repositories, by the path they go to."""
    (job,) = load(path)["jobs"].values()
    workspace.mkdir()
    (workspace / "summary.md").touch()
    github = {
        "GITHUB_ACTIONS": "true",
        "GITHUB_STEP_SUMMARY": str(workspace / "summary.md"),
        "GITHUB_WORKSPACE": str(workspace),
    }
    log = ""
    for step in job["steps"]:
        if "run" in step:
            env = {name: _filled(value, values) for name, value in step.get("env", {}).items()}
            assert "${{" not in step["run"], "expressions in a script can be injected into"
            done = _bash(step["run"], workspace, {**github, **env})
            log += done.stdout + done.stderr
            if done.returncode:
                return Ended(done.returncode, log, workspace)
        elif step["uses"].startswith("actions/checkout@"):
            target = step["with"]["path"]
            (workspace / target).symlink_to(checkouts[target], target_is_directory=True)
    return Ended(0, log, workspace)


def run_gitlab(path: Path, checkout: Path, values: Mapping[str, str]) -> Ended:
    """Run the one job of a GitLab configuration, in the student's checkout."""
    (job,) = load(path).values()
    env = {**job["variables"], **values, "CI_PROJECT_DIR": str(checkout)}
    done = _bash("\n".join(job["script"]), checkout, env)
    return Ended(done.returncode, done.stdout + done.stderr, checkout)


def _filled(text: str, values: Mapping[str, str]) -> str:
    return _EXPRESSION.sub(lambda match: values[match[1]], text)


def _bash(script: str, folder: Path, env: Mapping[str, str]) -> "subprocess.CompletedProcess[str]":
    """As GitHub calls it: ends at the first error, also inside a pipe."""
    shim = 'python() { if [ "$2" = pip ]; then return 0; fi; command python "$@"; }\n'
    return subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", shim + script],
        cwd=folder,
        env={
            "PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}",
            "HOME": str(folder),
            "LC_ALL": "C.UTF-8",
            "COLUMNS": "100",
            **env,
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=300,
    )
