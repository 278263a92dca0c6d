"""Run by `through_otter`: a run of Otter's with the short limits of these tests; keeps the record.

otter_driver.py FOLDER run AUTOGRADER SUBMISSION
otter_driver.py FOLDER gradescope ROOT
"""

import sys
from pathlib import Path

import gradus.judge.judge
import gradus.otter_plugin.plugin as plugin
import gradus.remote
import gradus_checks.proxy
from gradus.gradebook.records import record_json
from gradus.results import Record


def main(folder: Path, how: str, *arguments: str) -> int:
    gradus.judge.judge._IMPORT_CPU_SECONDS = 3.0
    gradus.remote.MAX_CALLBACKS = 2000
    gradus_checks.proxy.MAX_STEPS = 2000
    take_over = plugin._take_over

    def keeping(submission: Path) -> Record:
        record = take_over(submission)
        (folder / "record.json").write_bytes(record_json(record))
        return record

    plugin._take_over = keeping
    if how == "gradescope":
        from gradus.otter_plugin.gradescope import main as gradescope

        return gradescope(Path(arguments[0]))
    from otter.run import main as otter_run

    otter_run(arguments[1], autograder=arguments[0], output_dir=str(folder), no_logo=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), *sys.argv[2:]))
