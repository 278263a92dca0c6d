"""Docker as far as `otter grade` needs it: an image is a folder, a container is a copy of one.

The image is laid out by the ADD lines of Otter's own Dockerfile. Nothing is installed in it: its
Python is the one that runs here.
"""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

Inside = tuple["Container", str]
"""A container, and a path in it."""


@dataclass
class Container:
    """`root` is its file system; `code` and `said` are what its command came to."""

    root: Path
    command: Sequence[str]
    code: int = -1
    said: str = ""

    @property
    def id(self) -> str:
        """What Otter's log calls it."""
        return self.root.name

    def remove(self) -> None:
        """Throw its file system away."""
        shutil.rmtree(self.root)


@dataclass
class Containers:
    """`docker.container`, for images in `folder`."""

    folder: Path
    numbers: Iterator[int] = field(default_factory=count)

    def create(self, image: str, *, command: Sequence[str], networks: Sequence[str]) -> Container:
        """A container that has not started."""
        assert list(networks) == []
        root = self.folder / f"container-{next(self.numbers)}"
        shutil.copytree(self.folder / image, root, symlinks=True)
        return Container(root, command)

    def copy(self, source: str | Inside, target: str | Inside) -> None:
        """Copy a file into a container or out of it."""
        shutil.copyfile(_path(source), _path(target))

    def start(self, container: Container) -> None:
        """Run its command, to the end."""
        program, *arguments = container.command
        done = subprocess.run(
            ["bash", str(_path((container, program))), *arguments],
            capture_output=True,
            text=True,
            timeout=300,
            env={**os.environ, "AUTOGRADER": str(container.root / "autograder")},
            check=False,
        )
        container.code, container.said = done.returncode, done.stdout + done.stderr

    def wait(self, container: Container) -> int:
        """Its exit code."""
        return container.code

    def logs(self, container: Container) -> str:
        """What it printed."""
        return container.said


@dataclass
class Docker:
    """Takes the place of `python_on_whales.docker`; everything lies in `folder`."""

    folder: Path

    @property
    def container(self) -> Containers:
        """The commands about containers."""
        return Containers(self.folder)

    def build(
        self,
        context: str,
        *,
        build_args: Mapping[str, str],
        tags: Sequence[str],
        file: str,
        load: bool,
    ) -> None:
        """Lay out an image as the Dockerfile `file` says."""
        assert load
        assert build_args.keys() == {"BASE_IMAGE"}
        (tag,) = tags
        root = self.folder / tag
        for folder in ("source", "submission", "results", "env/bin"):
            (root / "autograder" / folder).mkdir(parents=True)
        (root / "autograder" / "submission_metadata.json").touch()
        python = root / "autograder" / "env" / "bin" / "python"
        python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n', "utf-8")
        python.chmod(0o755)
        for line in Path(file).read_text("utf-8").splitlines():
            if line.startswith("ADD "):
                *names, target = line.split()[1:]
                for source in (path for name in names for path in Path(context).glob(name)):
                    _add(source, f"{root}{target}")


def _add(source: Path, target: str) -> None:
    """Of a folder its contents, and a file into a target that ends with a slash, as Docker does."""
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        shutil.copy(source, Path(target, source.name) if target.endswith("/") else target)


def _path(place: str | Inside) -> str:
    return place if isinstance(place, str) else f"{place[0].root}{place[1]}"
