"""Every student's repository into a folder of its own, as it was at a deadline."""

import shutil
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from gradus.clones.git import Git, GitError
from gradus.clones.pushes import NoAnswer, Push, Server
from gradus.clones.students import Repository
from gradus.errors import GradusError
from gradus.submission.platforms.clones import push_note

_AT_A_TIME = 4
"""A clone waits for the network most of the time, and servers slow down who asks for many."""

_LATEST = "the latest"
_KEPT_UNTIL, _KEPT_TOLD = "gradus.until", "gradus.told"


@dataclass(frozen=True)
class Fetched:
    """A student's work is there. `told` says which commit, and since when it is known.

    `again`: it was there before. `by_commit` is why its own date had to do, "" where that of the
    push was known.
    """

    student: str
    told: str
    again: bool = False
    by_commit: str = ""


@dataclass(frozen=True)
class NotFetched:
    """Nothing of a student's is there, and `why`."""

    student: str
    why: str


def fetch_class(
    repositories: Sequence[Repository], folder: Path, until: datetime | None, server: Server
) -> Iterator[Fetched | NotFetched]:
    """Fetch each repository to `folder/<student>`, in their order.

    What an interrupted run has fetched is not fetched again: a folder is there whole or not at all.
    """
    folder.mkdir(parents=True, exist_ok=True)
    git = Git(server)

    def fetch(repository: Repository) -> Fetched | NotFetched:
        try:
            return _Clone(git, server, repository, folder, until).fetched()
        except (GradusError, OSError) as error:
            return NotFetched(repository.student, str(error))

    with ThreadPoolExecutor(_AT_A_TIME) as pool:
        yield from pool.map(fetch, repositories)


class _Clone:
    def __init__(
        self,
        git: Git,
        server: Server,
        repository: Repository,
        folder: Path,
        until: datetime | None,
    ) -> None:
        self._git = git
        self._server = server
        self._repository = repository
        self._place = folder / repository.student
        self._part = folder / f".{repository.student}.part"  # hidden: no submission yet
        self._until = until

    def fetched(self) -> Fetched:
        """Fetch it, unless it is there. Raises GitError, OSError."""
        student = self._repository.student
        if self._place.exists() or self._place.is_symlink():
            told = self._there()
            if told:
                return Fetched(student, told, again=True)
            shutil.rmtree(self._place)
        shutil.rmtree(self._part, ignore_errors=True)
        # What was noted of another state would say when that was pushed.
        push_note(self._place).unlink(missing_ok=True)
        try:
            told, by_commit = self._at_deadline() if self._until else (self._latest(), "")
            self._note(_KEPT_UNTIL, self._wanted())
            self._note(_KEPT_TOLD, told)
            self._part.rename(self._place)
        finally:
            shutil.rmtree(self._part, ignore_errors=True)
        return Fetched(student, told, by_commit=by_commit)

    def _there(self) -> str:
        """What is told of a clone that is still good; "" for one to make anew."""
        until = self._kept(_KEPT_UNTIL)
        if not until:
            raise GitError(
                f"{self._place} exists and is not a clone made by this command; move it away"
            )
        if until != self._wanted():
            return ""
        if self._until is None:
            newest = self._git.run("ls-remote", "--", self._repository.address, "HEAD").split()
            if newest[:1] != [self._git.run("rev-parse", "HEAD", at=self._place)]:
                return ""
        return self._kept(_KEPT_TOLD)

    def _wanted(self) -> str:
        """What it is a clone of: the address, and until when."""
        until = self._until.astimezone(UTC).isoformat() if self._until else _LATEST
        return f"{until} {self._repository.address}"

    def _latest(self) -> str:
        address = self._repository.address
        self._git.run("clone", "--quiet", "--depth", "1", "--", address, str(self._part))
        commit = self._git.run("rev-parse", "--verify", "--quiet", "HEAD", at=self._part)
        return f"{commit[:10]}, the latest"

    def _at_deadline(self) -> tuple[str, str]:
        address = self._repository.address
        self._git.run("clone", "--quiet", "--no-checkout", "--", address, str(self._part))
        try:
            head = self._git.run("symbolic-ref", "--short", "HEAD", at=self._part)
            self._git.run("rev-parse", "--verify", "--quiet", "HEAD", at=self._part)
        except GitError as error:
            raise GitError("the repository is empty") from error
        push, by_commit = self._state_of(head)
        if not push.commit:
            raise GitError("nothing was pushed by the deadline")
        try:
            self._git.run("cat-file", "-e", f"{push.commit}^{{commit}}", at=self._part)
        except GitError:
            # A later push has thrown it out of the branch; the server keeps it for a while.
            self._git.run("fetch", "--quiet", "origin", push.commit, at=self._part)
        self._git.run("checkout", "--quiet", "--detach", push.commit, at=self._part)
        if push.when is not None and not by_commit:
            push_note(self._place).write_text(f"{push.commit} {push.when.isoformat()}\n")
        since = "before the first push" if push.when is None else f"{push.when:%Y-%m-%d %H:%M:%S%z}"
        return f"{push.commit[:10]}, {'committed' if by_commit else 'pushed'} {since}", by_commit

    def _state_of(self, branch: str) -> tuple[Push, str]:
        """What the branch was at the deadline; and why only its commits' dates tell, if so."""
        assert self._until is not None
        repository = self._server.holds(self._repository.address)
        if repository:
            try:
                return self._server.push_before(repository, branch, self._until), ""
            except NoAnswer as no_answer:
                why = f"GitHub does not tell when it was pushed: {no_answer}"
        else:
            why = "its server tells no times of pushes"
        # In the order of the branch itself, not of the dates: a later commit may claim any.
        before = f"--before={int(self._until.timestamp())}"
        line = self._git.run("log", "-1", "--format=%H %cI", before, "HEAD", at=self._part)
        commit, _, when = line.partition(" ")
        return Push(commit, datetime.fromisoformat(when) if when else None), why

    def _note(self, key: str, value: str) -> None:
        self._git.run("config", key, value, at=self._part)

    def _kept(self, key: str) -> str:
        try:
            config = str(self._place / ".git" / "config")
            return self._git.run("config", "--file", config, "--get", key)
        except GitError:
            return ""
