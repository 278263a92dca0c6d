"""The process that looks on while tests run. Until one of them is stuck, this file is all it loads.

A Python that begins without site takes a fifth of what one takes with what else is needed then.
"""

import _thread
import os
import sys
import time

_LOOK = 0.5
"""Seconds between two looks: little beside a time limit, and next to no work."""


def main(settings: str, where: str, most: float) -> None:
    """Look on until all tests have ended, or one has taken `most` seconds and is stuck.

    The first line of the file `where` says what runs, or that nothing does.
    """
    _thread.start_new_thread(_wait, ())
    running, begun = "", 0.0
    while True:
        try:
            time.sleep(_LOOK)
            before, running = running, _first_line(where)
            if running != before:
                begun = time.monotonic()
            if running.strip() and time.monotonic() - begun > most:
                _rescue(settings, running)
        except KeyboardInterrupt:
            continue  # It is for the tests. Only Windows tells us.


def _wait() -> None:
    """Nobody writes here: it ends when there is nobody any more."""
    sys.stdin.read()
    os._exit(0)


def _first_line(where: str) -> str:
    try:
        with open(where, encoding="utf-8", errors="replace") as file:  # noqa: PTH123, pathlib is slow to import
            return file.readline()
    except OSError:
        return ""  # The tests have just ended, and the file is gone.


def _rescue(settings: str, running: str) -> None:
    import json

    known = json.loads(settings)
    sys.path[:] = known["path"]
    from gradus_checks.home.rescue import has_used_up, run_the_rest

    if has_used_up(known, *json.loads(running)):
        run_the_rest(known, *json.loads(running))
        os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], float(sys.argv[3]))
