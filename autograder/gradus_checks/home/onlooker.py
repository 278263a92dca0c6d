"""The process that looks on while tests run. Until one of them is stuck, this file is all it loads.

A Python that begins without site takes a fifth of what one takes with what else is needed then.
"""

import _thread
import os
import sys
import time

_LOOK = 0.5
"""Seconds between two looks: little beside a time limit, and next to no work."""


def main(settings: str, most: float) -> None:
    """Look on until all tests have ended, or one has taken `most` seconds and is stuck."""
    told = [("", 0.0)]
    _thread.start_new_thread(_listen, (told,))
    while True:
        try:
            time.sleep(_LOOK)
            running, begun = told[0]
            if running.strip() and time.monotonic() - begun > most:
                _rescue(settings, running)
        except KeyboardInterrupt:
            continue  # It is for the tests. Only Windows tells us.


def _listen(told: list[tuple[str, float]]) -> None:
    """Each line says what runs, or that nothing does. None are left: there is nobody any more."""
    for line in sys.stdin:
        told[0] = line, time.monotonic()
    os._exit(0)


def _rescue(settings: str, running: str) -> None:
    import json

    known = json.loads(settings)
    sys.path[:] = known["path"]
    from gradus_checks.home.rescue import has_used_up, run_the_rest

    if has_used_up(known, *json.loads(running)):
        run_the_rest(known, *json.loads(running))
        os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], float(sys.argv[2]))
