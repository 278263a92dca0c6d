"""`python tests/reports/readme_picture.py RESULTS`: the picture of the class page in the README.

RESULTS are those of `gradus demo hw1-losses`. The students get names of composers, and the picture
bears what the page's templates were, so that a test can say that it is old. Needs playwright and
Chromium.
"""

import hashlib
import shutil
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PIL import Image, PngImagePlugin

import gradus.reports
from gradus.gradebook import iter_records
from gradus.reports import Gathering, class_page, summarize
from gradus.results import Record

PICTURE = Path(__file__).parents[2] / ".github" / "class-page.png"
KEY = "templates"
SIZE = (1200, 1500)
"""As much of the page as shows marks, tasks and the first causes."""

_NAMES = """
    Bach Barber Bartók Beach Berg Berlioz Bernstein Boulanger Brahms Britten Bruckner Cage Carter
    Chaminade Chopin Clarke Copland Crumb Debussy Dvořák Elgar Falla Fauré Gershwin Glass Grieg
    Gubaidulina Handel Haydn Hensel Hindemith Holst Ives Janáček Kodály Ligeti Liszt Mahler Messiaen
    Monk Monteverdi Mozart Nielsen Price Purcell Ravel Reich Saariaho Satie Schubert Schumann Smyth
    Strozzi Tailleferre Takemitsu Ustvolskaya Verdi Webern Weir Xenakis
"""


def fingerprint() -> str:
    """What the picture was made from: it changes with the page's look."""
    folder = Path(gradus.reports.__file__).parent / "templates"
    paths = (folder / "class_page.html.j2", folder / "look.css.j2")
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()[:16]


def _named(records: Iterator[Record]) -> Iterator[Record]:
    for name, record in zip(_NAMES.split(), records, strict=False):
        yield replace(record, student=name)


def main(results: Path) -> None:
    """Draw the page and write the picture."""
    from playwright.sync_api import sync_playwright

    gathering = Gathering()
    page = class_page(
        summarize(gathering.watch(_named(iter_records(results)))), gathering.details()
    )
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as started:
        path = Path(folder, "class.html")
        path.write_text(page, "utf-8")
        # A container's root cannot have Chromium's own sandbox; the page is ours.
        browser = started.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        view = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
        view.goto(path.as_uri())
        view.screenshot(path=Path(folder, "class.png"))
        browser.close()
        bears = PngImagePlugin.PngInfo()
        bears.add_text(KEY, fingerprint())
        with Image.open(Path(folder, "class.png")) as drawn:
            few = drawn.convert("P", palette=Image.Palette.ADAPTIVE, colors=64)
            few.save(PICTURE, optimize=True, pnginfo=bears)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
