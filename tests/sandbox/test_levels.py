"""How an isolation level is chosen, on machines of every kind."""

from dataclasses import replace
from pathlib import Path

import pytest

from gradus.errors import SandboxError, UsageError
from gradus.sandbox import available_levels, open_sandbox
from gradus.sandbox.levels import choose_level
from gradus.sandbox.probe import Machine, probe

BEST = Machine("Linux", "x86_64", landlock=7, seccomp=True, root=True, bubblewrap="")
MACHINES = {
    "everything": (BEST, "namespaces"),
    "no bubblewrap": (replace(BEST, bubblewrap="bubblewrap is not installed"), "confined"),
    "no user namespaces": (replace(BEST, bubblewrap="Operation not permitted"), "confined"),
    "no Landlock, root": (replace(BEST, landlock=0), "uid"),
    "no Landlock, not root": (replace(BEST, landlock=0, root=False), "none"),
    "not root": (replace(BEST, root=False), "namespaces"),
    "no seccomp": (replace(BEST, seccomp=False), "none"),
    "another processor": (replace(BEST, processor="riscv64", seccomp=False), "none"),
    "macOS": (Machine("Darwin", "arm64", 0, False, False, ""), "none"),
    "Windows": (Machine("Windows", "AMD64", 0, False, False, ""), "none"),
}


@pytest.mark.parametrize(("machine", "strongest"), MACHINES.values(), ids=MACHINES)
def test_the_strongest_is_the_default(machine: Machine, strongest: str) -> None:
    assert choose_level(None, "none", machine) == strongest
    assert available_levels(machine)[-1] == strongest


@pytest.mark.parametrize(
    ("name", "cure"),
    [
        ("no bubblewrap", "bubblewrap is not installed"),
        ("no Landlock, not root", "Landlock"),
        ("no seccomp", "seccomp filters"),
        ("macOS", "needs Linux, and this is Darwin"),
    ],
)
def test_what_is_not_to_be_had_is_refused_with_the_reason(name: str, cure: str) -> None:
    machine, _ = MACHINES[name]
    with pytest.raises(SandboxError, match=cure):
        choose_level("namespaces", "none", machine)
    with pytest.raises(SandboxError, match=f"asks for isolation .*{cure}"):
        choose_level(None, "namespaces", machine)


def test_less_than_the_assignment_asks_for_is_refused() -> None:
    with pytest.raises(SandboxError, match="you ask for none"):
        choose_level("none", "confined", BEST)


def test_unknown() -> None:
    with pytest.raises(UsageError, match="no isolation level 'docker'"):
        open_sandbox("docker", "none")


def test_this_machine_gets_the_strongest_it_offers() -> None:
    sandbox = open_sandbox(None, "none")
    assert sandbox.level == available_levels(probe())[-1]
    sandbox.close()


def test_without_bubblewrap(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "namespaces" not in available_levels()
    with pytest.raises(SandboxError, match="apt-get install bubblewrap"):
        open_sandbox("namespaces", "none")
