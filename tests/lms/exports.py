"""Results of a class on Canvas and on Moodle, and the command that exports them."""

import csv
import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

from click.testing import CliRunner, Result
from lms.results import write_results

from gradus.cli import main
from gradus.submission.platforms import read_upload

GOLDEN = Path(__file__).parent / "golden"
CANVAS = {
    "lovelaceada_12345": (
        "lovelaceada_12345_67890_losses.py",
        "lovelaceada_12345_67891_softmax.py",
    ),
    "bach_12346": ("bach_LATE_12346_67892_hw_1.zip",),
    "cy_12347": ("cy_12347_67893_hw.zip",),
    "eve_12349": ("eve_12349_67894_hw.zip",),
    "fay_12350": ("fay_12350_67895_hw.zip",),
    "stranger_555": ("stranger_555_67896_hw.zip",),
    "clone": ("clone",),
}
MOODLE = {
    "Ada Lovelace_12345": ("Ada Lovelace_12345_assignsubmission_file",),
    "Bach_12346": ("Bach_12346_assignsubmission_file_losses.py",),
    "cy_12347": ("Cy Núñez_12347_assignsubmission_file_",),
    "eve_12349": ("Eve_12349_assignsubmission_file",),
    "fay_12350": ("Fay_12350_assignsubmission_file",),
    "stranger_555": ("Stranger_555_assignsubmission_file",),
    "clone": ("clone",),
}
SCORES = (87.5, 0.0, 105.0, 70.0, None, 60.0, 50.0)


def platform_results(folder: Path, files: Mapping[str, tuple[str, ...]]) -> Path:
    origins = {}
    for student, names in files.items():
        for is_folder in (True, False):
            upload = read_upload(names[0], is_folder=is_folder)
            if upload:
                origins[student] = upload.origin
    scores = dict(zip(files, SCORES, strict=True))
    return write_results(folder, scores, files, origins)


def export(platform: str, results: Path, roster: Path, *more: str) -> Result:
    arguments = ["export", platform, str(results), "--roster", str(roster), *more]
    return CliRunner().invoke(main, arguments)


def names(archive: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(archive) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def marks_of(results: Path) -> list[str]:
    """The lines of students in what is written for Canvas, name and mark."""
    text = (results / "export" / "canvas-grades.csv").read_text("utf-8")
    rows = list(csv.reader(io.StringIO(text)))
    return [f"{row[0]}: {row[-1]}" for row in rows[1:] if "Points" not in row[0]]
