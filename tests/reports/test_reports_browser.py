"""The pages in a real browser: they sort, hide and fold, fit, and axe-core finds nothing."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from reports.sample_records import failed, passed, question, record, typical

from gradus.reports import Gathering, class_page, student_pages, summarize

playwright = pytest.importorskip(
    "playwright.sync_api", reason="needs `pip install playwright`", exc_type=ImportError
)
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
AXE = Path(__file__).parents[2] / "build/node_modules/axe-core/axe.min.js"
pytestmark = [
    pytest.mark.exhaustive,
    pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium: apt-get install chromium"),
]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The address of a class page, and of a student's two."""
    records = [typical("ada"), record("bob", question("1.1", passed("Worked"), failed("Table")))]
    gathering = Gathering()
    summary = summarize(gathering.watch(records))
    students, staff = student_pages(records[0])
    written = {
        "class": class_page(summary, gathering.details(), missing=["Babbage, Charles"]),
        "student": students,
        "staff": staff,
    }
    folder = tmp_path_factory.mktemp("pages")
    for name, page in written.items():
        (folder / f"{name}.html").write_text(page, "utf-8")
    return {name: (folder / f"{name}.html").as_uri() for name in written}


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with playwright.sync_playwright() as started:
        # A container's root cannot have Chromium's own sandbox; the pages are ours.
        one = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield one
        one.close()


@pytest.fixture
def said(browser: Any) -> Iterator[tuple[Any, list[str]]]:
    """A page, and what the browser says of it."""
    page = browser.new_page()
    told: list[str] = []
    page.on("console", lambda message: told.append(message.text))
    page.on("pageerror", lambda error: told.append(str(error)))
    page.on("request", lambda request: told.append(request.url))
    yield page, told
    page.close()


def _students(page: Any) -> list[str]:
    return [str(each) for each in page.locator("#students tbody th:visible").all_inner_texts()]


def test_a_heading_sorts_both_ways_by_keyboard(
    said: tuple[Any, list[str]], pages: dict[str, str]
) -> None:
    page, told = said
    page.goto(pages["class"])
    heading = page.locator("#students thead th").nth(1)

    heading.locator("button").press("Enter")
    assert _students(page) == ["bob", "ada"]
    assert heading.get_attribute("aria-sort") == "ascending"
    heading.locator("button").press("Enter")
    assert _students(page) == ["ada", "bob"]
    assert told == [pages["class"]]


def test_a_student_is_found_and_names_can_be_hidden(
    said: tuple[Any, list[str]], pages: dict[str, str]
) -> None:
    page, told = said
    page.goto(pages["class"])

    page.fill("#find", "BO")
    assert _students(page) == ["bob"]
    page.check("#hide")
    size = page.locator("#students tbody th").first.evaluate("e => getComputedStyle(e).fontSize")
    assert size == "0px"
    assert told == [pages["class"]]


def test_a_fold_opens(said: tuple[Any, list[str]], pages: dict[str, str]) -> None:
    page, _told = said
    page.goto(pages["staff"])

    assert not page.get_by_text("detail", exact=True).is_visible()
    page.locator("summary", has_text="For staff").first.click()
    assert page.get_by_text("detail").first.is_visible()


@pytest.mark.parametrize("width", [360, 800, 1600])
@pytest.mark.parametrize("name", ["class", "student", "staff"])
def test_it_fits(browser: Any, pages: dict[str, str], name: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(pages[name])

    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.close()


@pytest.mark.skipif(not AXE.exists(), reason="needs `npm install --prefix build axe-core`")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", ["class", "student", "staff"])
def test_everybody_can_use_it(browser: Any, pages: dict[str, str], name: str, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.goto(pages[name])
    page.evaluate(AXE.read_text("utf-8"))

    found = page.evaluate("axe.run()")["violations"]

    assert [(each["id"], each["nodes"][0]["html"]) for each in found] == []
    page.close()


def test_it_prints(said: tuple[Any, list[str]], pages: dict[str, str]) -> None:
    page, _told = said
    page.goto(pages["class"])
    page.emulate_media(media="print")

    assert not page.locator(".controls").first.is_visible()
    # Chromium leaves buttons out where it repeats a heading on the next sheet of paper.
    shown = page.locator("th button").first.evaluate("e => getComputedStyle(e).display")
    assert shown == "contents"
    assert page.pdf().startswith(b"%PDF")
