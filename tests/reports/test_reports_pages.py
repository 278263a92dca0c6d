"""The pages: what is in them, for whom, and that nothing of a student's is ever markup."""

import io
import re
from html.parser import HTMLParser

import pytest
from reports.sample_records import (
    HIDDEN_DETAIL,
    HIDDEN_OUTPUT,
    failed,
    passed,
    question,
    record,
    typical,
    unchecked,
)
from rich.console import Console

from gradus.gradebook import compare
from gradus.reports import Gathering, class_page, print_class, student_pages, summarize
from gradus.results import CaseResult, Record, Status
from gradus_checks import Measured

MARKUP = "<script>alert(1)</script>&amp;"


class _Page(HTMLParser):
    """The text of a page, its tags, and the addresses in it."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.addresses: list[str] = []
        self.feed(page)

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.addresses += [value or "" for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        if self.tags and self.tags[-1] not in ("style", "script"):
            self.words.append(data)


def _page_of(*records: Record, **options: object) -> str:
    gathering = Gathering()
    summary = summarize(gathering.watch(records))
    return class_page(summary, gathering.details(), **options)  # type: ignore[arg-type]


def test_the_class_page_has_marks_tasks_cases_and_students() -> None:
    text = _Page(_page_of(typical("ada"), typical("bob"))).text

    assert "2 submissions" in text
    assert "66.7 % mean of the 2 final marks" in text
    assert "1.1 Loss 1.1" in text
    assert "2 × It is n times too large." in text
    assert "ada" in text


def test_it_is_complete_in_itself() -> None:
    for page in (_page_of(typical()), *student_pages(typical())):
        found = _Page(page)
        assert found.addresses == []
        assert "link" not in found.tags
        assert "url(" not in page


@pytest.mark.parametrize(
    "records",
    [
        (),
        (typical(),),
        (typical("a"), typical("b"), typical("c")),
        (record("a", question("1.1", unchecked("Worked"))),),
        (typical("n" * 300),),
    ],
    ids=["none", "one", "all with one mark", "nothing checked", "a long name"],
)
def test_any_class_has_a_page(records: tuple[Record, ...]) -> None:
    text = _Page(_page_of(*records)).text

    assert "How exact the marks are cannot be told" in text
    assert "nan" not in text
    assert "None" not in text


def test_nothing_of_a_student_is_markup() -> None:
    one = record(
        MARKUP,
        question("1.1", failed(MARKUP, message=MARKUP), passed("Worked")),
        attention=(MARKUP,),
        notes=(MARKUP,),
        superseded=(MARKUP,),
        submitted_as=MARKUP,
    )

    pages = (_page_of(one), *student_pages(one))

    for page in pages:
        own_scripts = 1 if page is pages[0] else 0
        assert _Page(page).tags.count("script") == own_scripts
        assert MARKUP in _Page(page).text


def test_no_page_can_turn_the_direction_of_writing() -> None:
    one = record("ada\u202e", question("1.1", failed("Worked", message="\x1b[2J\u202eright")))

    for page in (_page_of(one), *student_pages(one)):
        assert not re.search("[\x1b\u202e]", page)


def test_without_names_nobody_is_named() -> None:
    one = typical(
        "ada-lovelace",
        attention=("the same work as byron.zip",),
        superseded=("ada-lovelace-1.zip",),
        submitted_as="ada-lovelace-2.zip",
    )
    changed = compare(one, record("ada-lovelace", question("1.1", passed("Worked"))))
    assert changed

    page = _page_of(one, typical("byron"), hide_names=True, changes=[changed], missing=["Babbage"])

    assert not re.search("lovelace|byron|babbage", page, re.IGNORECASE)
    assert "Student 1" in page
    assert "Student 2" in page


def test_missing_late_and_changes_are_told() -> None:
    before, after = typical("ada"), record("ada", question("1.1", passed("Worked")))
    changed = compare(before, after)
    assert changed

    text = _Page(_page_of(after, missing=["Babbage, Charles"], changes=[changed])).text

    assert "Handed in nothing Babbage, Charles" in text
    assert "Changed since the last run" in text


def test_another_year_stands_beside() -> None:
    last, now = Gathering(), Gathering()
    list(last.watch([record("x", question("1.1", failed("Worked"), passed("Old")))]))
    summary = summarize(now.watch([record("y", question("1.1", passed("Worked"), passed("New")))]))

    text = _Page(class_page(summary, now.details(last.details().analysis))).text

    assert "Last time" in text
    assert re.search(r"Worked public 4 100 % 0 %", text)
    assert re.search(r"New public 4 100 % –", text)


def test_the_students_page_has_no_detail_for_staff() -> None:
    students, staff = student_pages(typical(attention=("copied, it seems",)))

    assert "It is 5 times too large." in students
    assert "loss is 3.5" in students
    for secret in (HIDDEN_DETAIL, HIDDEN_OUTPUT, "copied, it seems", "For staff"):
        assert secret not in students
        assert secret in staff


def test_what_passed_whole_is_folded() -> None:
    students, _staff = student_pages(typical())

    assert "1 task without a fault" in _Page(students).text


def test_a_hint_is_folded_under_its_failure() -> None:
    message = "The result is too large.\n  call: mae([1])\nHint: Average over all entries."
    students, _staff = student_pages(record("ada", question("1.1", failed("A", message=message))))

    assert "<summary>Hint</summary><p>Average over all entries.</p>" in students
    assert "<pre>call: mae([1])</pre>" in students


def _rated(student: str, accuracy: float, **more: object) -> Record:
    measured = Measured(accuracy, accuracy - 0.04, accuracy + 0.03, 0.125)
    case = CaseResult("Unheard", 8.0, True, Status.PARTIAL, rated=6.0, measured=measured)
    return record(student, question("12.1", case), **more)


def test_models_are_shown_with_interval_gap_points_and_flags() -> None:
    flagged = _rated("bob", 0.5, suspicions=("its model was not learned",))

    text = _Page(_page_of(_rated("ada", 0.75), flagged)).text

    assert "Of 2 models, the median accuracy is 62.5%" in text
    assert "ada 75.0% (71.0% to 78.0%) 12.5% 6" in text
    assert "its model was not learned" in text
    assert text.index("ada 75.0%") < text.index("bob 50.0%")


def test_the_terminal_shows_models_too() -> None:
    console = Console(file=io.StringIO(), width=120)

    print_class(summarize([_rated(f"s{n:02}", 0.4 + n / 100) for n in range(30)]), console)

    told = console.file.getvalue()  # type: ignore[attr-defined]
    assert "30 models: median accuracy 54.5%, median gap 12.5%" in told
    assert "69.0%  65.0% to 72.0%  12.5%" in told
    assert "s15" not in told.partition("models")[2].partition("…")[0]


def test_no_finer_accuracy_stands_in_the_students_page() -> None:
    students, _staff = student_pages(_rated("ada", 0.7512345))

    assert "0.75" not in students
    assert "75.1" not in students


def test_where_one_message_says_all_no_task_stands_empty() -> None:
    told = "The zip is empty."
    cases = [CaseResult(name, 4.0, False, Status.FAILED, told, "why") for name in "AB"]
    one = record("ada", question("1.1", *cases), question("1.2", *cases))

    students, staff = student_pages(one)

    assert students.count(told) == 1
    assert "<h2>Task" not in students
    assert staff.count("<h2>Task") == 2


def test_a_low_accuracy_is_no_mistake_of_the_class() -> None:
    measured = Measured(0.1, 0.05, 0.2, 0.0)
    case = CaseResult("Unheard", 8.0, True, Status.FAILED, "Named right: 10 %.", measured=measured)

    assert "Named right" not in _page_of(record("ada", question("12.1", case)))
