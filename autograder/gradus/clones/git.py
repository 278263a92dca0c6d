"""Git, called so that nothing of a stranger's repository runs and nobody is asked anything."""

import os
import subprocess
from pathlib import Path

from gradus.clones.pushes import Server
from gradus.errors import GradusError

_SECONDS = 300
"""A submission is small: what takes longer hangs, or is none."""

_HELPER = '!f() { echo username=x; echo "password=$GRADUS_TOKEN"; }; f'
"""Gives the token to git, which shows it nowhere: not in an address, an argument or a file."""


class GitError(GradusError):
    """What git says is wrong."""


class Git:
    """Calls git, with the token for repositories at `server` and for no others."""

    def __init__(self, server: Server) -> None:
        options = ["-c", "core.hooksPath=/dev/null", "-c", "advice.detachedHead=false"]
        if server.token:
            options += [
                "-c",
                "credential.helper=",
                "-c",
                f"credential.{server.web}.helper={_HELPER}",
            ]
        self._options = options
        self._environment = {
            **os.environ,
            "GRADUS_TOKEN": server.token,
            "GIT_ALLOW_PROTOCOL": "https:ssh:file",
            "GIT_TERMINAL_PROMPT": "0",
            "GIT_SSH_COMMAND": os.environ.get("GIT_SSH_COMMAND", "ssh -o BatchMode=yes"),
            "GIT_LFS_SKIP_SMUDGE": "1",
            "LC_ALL": "C.UTF-8",
        }
        # A hook of git's that runs this may have set them, and they would lead to its repository.
        for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"):
            self._environment.pop(name, None)

    def run(self, *arguments: str, at: Path | None = None) -> str:
        """What it prints, without the last line's end. Raises GitError."""
        where = () if at is None else ("-C", str(at))
        try:
            done = subprocess.run(
                ("git", *self._options, *where, *arguments),
                env=self._environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=_SECONDS,
                check=False,
            )
        except FileNotFoundError as error:
            raise GitError("git is not installed") from error
        except subprocess.TimeoutExpired as error:
            raise GitError(f"git did not end within {_SECONDS} seconds") from error
        if done.returncode:
            lines = done.stderr.strip().splitlines() or [f"git ended with {done.returncode}"]
            raise GitError(next((line for line in lines if line.startswith("fatal:")), lines[-1]))
        return done.stdout.rstrip("\n")
