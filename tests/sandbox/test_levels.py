"""How an isolation level is chosen, on machines of every kind."""

import importlib
from dataclasses import replace
from pathlib import Path

import pytest

from gradus.errors import SandboxError, UsageError
from gradus.sandbox import available_levels, open_sandbox, probe
from gradus.sandbox.levels import choose_level
from gradus.sandbox.probe import Machine

BEST = Machine(
    "Linux", "x86_64", landlock=7, seccomp=True, another_user="", namespaces="", bubblewrap=""
)
REFUSED = "Gradus may make no namespaces here (making namespaces: Operation not permitted)"
PLAIN = replace(BEST, another_user="only root can run student code as another user")
NO_LINUX = Machine("", "arm64", 0, False, another_user="", namespaces="", bubblewrap="")
MACHINES = {
    "everything": (BEST, "namespaces", ""),
    "not root": (PLAIN, "namespaces", ""),
    "aarch64": (replace(PLAIN, processor="aarch64"), "namespaces", ""),
    "Landlock's first version": (replace(PLAIN, landlock=1), "namespaces", ""),
    "made by bubblewrap only": (replace(PLAIN, namespaces=REFUSED), "namespaces", ""),
    "no bubblewrap": (
        replace(PLAIN, namespaces=REFUSED, bubblewrap="bubblewrap is not installed"),
        "confined",
        "may make no namespaces here .*; bubblewrap is not installed",
    ),
    "user namespaces off": (
        replace(
            PLAIN,
            namespaces=REFUSED,
            bubblewrap="bubblewrap may not make namespaces here (No permissions)",
        ),
        "confined",
        "may not make namespaces",
    ),
    "no Landlock, root": (replace(BEST, landlock=0), "uid", "has no Landlock"),
    "no Landlock, not root": (replace(PLAIN, landlock=0), "none", "has no Landlock"),
    "no seccomp": (replace(BEST, seccomp=False), "none", "CONFIG_SECCOMP_FILTER"),
    "another processor": (
        replace(BEST, processor="riscv64", seccomp=False),
        "none",
        "x86_64 or aarch64, and this is riscv64",
    ),
    "macOS": (
        Machine("Darwin", "arm64", 0, False, "", "", ""),
        None,
        "on Linux, and this is Darwin",
    ),
    "Windows": (Machine("Windows", "AMD64", 0, False, "", "", ""), None, "this is Windows.*WSL"),
}
LACKING = {name: machine for name, machine in MACHINES.items() if machine[1] != "namespaces"}


@pytest.mark.parametrize(("machine", "strongest", "_why"), MACHINES.values(), ids=MACHINES)
def test_the_strongest_is_the_default(machine: Machine, strongest: str | None, _why: str) -> None:
    if strongest is None:
        assert available_levels(machine) == ()
        with pytest.raises(SandboxError, match=r"Nothing can be graded here: .* on Linux"):
            choose_level(None, "none", machine)
    else:
        assert choose_level(None, "none", machine) == strongest
        assert available_levels(machine)[-1] == strongest


@pytest.mark.parametrize(("machine", "strongest", "why"), LACKING.values(), ids=LACKING)
def test_what_is_not_to_be_had_is_refused_with_the_reason(
    machine: Machine, strongest: str | None, why: str
) -> None:
    with pytest.raises(SandboxError, match=why):
        choose_level("namespaces", "none", machine)
    asked = f"namespaces at least; this machine gives {strongest}" if strongest else ""
    with pytest.raises(SandboxError, match=f"{asked}.*{why}"):
        choose_level(None, "namespaces", machine)


def test_less_than_the_assignment_asks_for_is_refused() -> None:
    with pytest.raises(SandboxError, match=r"you ask for none\. Use --isolation confined"):
        choose_level("none", "confined", BEST)


def test_unknown() -> None:
    with pytest.raises(UsageError, match="no isolation level 'docker'"):
        open_sandbox("docker", "none")


def test_this_machine_gets_the_strongest_it_offers() -> None:
    sandbox = open_sandbox(None, "none")
    assert sandbox.level == available_levels()[-1]
    sandbox.close()


BUBBLEWRAPS = {
    "not there": (None, "not installed. Debian, Ubuntu: apt-get install bubblewrap"),
    "too old": ("bwrap: Unknown option --ro-bind-try", "too old .*Install version 0.4 or newer"),
    "refused": (
        "bwrap: No permissions to create new namespace, likely because the kernel does not allow "
        "non-privileged user namespaces",
        "may not make namespaces here .bwrap: No permissions",
    ),
    "silent": ("", "it gives no reason"),
}


@pytest.fixture
def refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Gradus may make no namespaces itself."""
    # The package has a function of the module's name.
    module = importlib.import_module("gradus.sandbox.probe")
    monkeypatch.setattr(module, "_why_not_namespaces", lambda: REFUSED)


@pytest.mark.usefixtures("refused")
@pytest.mark.parametrize(("says", "why"), BUBBLEWRAPS.values(), ids=BUBBLEWRAPS)
def test_bubblewrap_is_tried(
    says: str | None, why: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    if says is not None:
        _write_program(tmp_path / "bwrap", f"#!/bin/sh\necho '{says}' >&2\nexit 1\n")
    assert "namespaces" not in available_levels()
    with pytest.raises(SandboxError, match=why):
        open_sandbox("namespaces", "none")


@pytest.mark.usefixtures("refused")
def test_a_bubblewrap_that_is_no_program(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    _write_program(tmp_path / "bwrap", "\x7fELF for another processor")
    assert "cannot be run" in probe().bubblewrap


def _write_program(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")
    path.chmod(0o755)
