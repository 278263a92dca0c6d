"""How much memory a container leaves: Gradescope's ends what takes more, in whichever process."""

from pathlib import Path

_CONTROL = Path("/sys/fs/cgroup")
_VERSIONS = (
    ("memory.max", "memory.stat", "anon"),
    ("memory/memory.limit_in_bytes", "memory/memory.stat", "total_rss"),
)
_KEPT_MB = 96  # for the judge to grow while it grades
_LEAST_MB = 128  # below this NumPy alone may not start


def memory_for_workers(wanted_mb: int, control: Path = _CONTROL) -> int:
    """`wanted_mb`, or less where the container has less: then a worker gets a MemoryError itself.

    In MiB. `control` is the folder of the control groups, of either version.
    """
    for limit, statistics, taken in _VERSIONS:
        try:
            most = int((control / limit).read_text())
            fields = dict(line.split() for line in (control / statistics).read_text().splitlines())
        except (OSError, ValueError):  # not this version, or no limit: "max"
            continue
        # What else is counted are copies of files, which the kernel drops when it needs room.
        free_mb = (most - int(fields.get(taken, 0))) // 2**20 - _KEPT_MB
        return max(_LEAST_MB, min(wanted_mb, free_mb))
    return wanted_mb
