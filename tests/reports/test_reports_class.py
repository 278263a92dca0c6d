"""The class in numbers, as a table and as grades.csv."""

import csv
import io
from dataclasses import replace

from reports.sample_records import failed, passed, question, record, typical, unchecked
from rich.console import Console

from gradus.reports import ClassSummary, grades_csv, print_class, summarize
from gradus.results import CaseResult, Cause, Record


def full(student: str, **more: object) -> Record:
    return record(
        student, question("1.1", passed("A", 10)), question("1.2", passed("B", 8)), **more
    )


def still_open(student: str) -> Record:
    reason = ("could not be checked: task_1_2",)
    return record(
        student,
        question("1.1", passed("A", 10)),
        question("1.2", unchecked("B", 8)),
        attention=reason,
    )


def printed(summary: ClassSummary, width: int = 100) -> str:
    file = io.StringIO()
    print_class(summary, Console(file=file, width=width))
    return "\n".join(line.rstrip() for line in file.getvalue().splitlines())


def rows(summary: ClassSummary) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(grades_csv(summary))))


def test_tasks_and_findings() -> None:
    summary = summarize([typical("ada"), typical("bob"), full("cy"), still_open("dan")])
    first, second = summary.tasks
    assert (first.heading, first.possible, first.full, first.checked) == ("1.1 Loss 1.1", 10, 2, 4)
    assert first.mean == (4 + 4 + 10 + 10) / 4
    assert (second.full, second.checked, second.mean) == (3, 3, 8)
    assert [(one.count, one.tasks, one.message) for one in summary.findings] == [
        (2, ("1.1",), "It has the wrong shape."),
        (2, ("1.1",), "It is n times too large."),
    ]


def test_one_student_counts_once_a_finding() -> None:
    summary = summarize([record("ada", question("1.1", failed("A"), failed("B")))])
    assert [one.count for one in summary.findings] == [1]


def test_what_raises_is_one_cause_in_all_tasks() -> None:
    """Students' lines differ, and so does the hint of each task, which comes after."""
    records = [
        record(
            student,
            *(
                question(number, passed("A"), failed("B", message=f"{told}\nHint: {number}"))
                for number in ("1.1", "1.2")
            ),
        )
        for student, line in (("ada", 5), ("bob", 17))
        for told in (f"losses.py, line {line}, in mse: your code raised NameError: no np",)
    ]
    (finding,) = summarize(records).findings
    assert (finding.count, finding.tasks) == (2, ("1.1", "1.2"))


def test_who_has_left_counts_for_nothing() -> None:
    summary = summarize([typical("ada"), full("cy")], departed=("ada",))
    assert summary.tasks[0].checked == 1
    assert summary.findings == ()
    assert [row.student for row in summary.present] == ["cy"]
    assert rows(summary)[0]["attention"] == "no longer among the submissions"


def test_tasks_of_who_has_left_are_not_mixed_in() -> None:
    old = record("ada", question("9.9", passed("Old")))
    summary = summarize([old, full("cy")], departed=("ada",))
    assert [task.name for task in summary.tasks] == ["task_1_1", "task_1_2"]


def test_a_zip_that_does_not_open_is_one_finding() -> None:
    questions = [question(number, failed("A"), failed("B")) for number in ("1.1", "1.2")]
    (finding,) = summarize([record("ada", *questions)]).findings
    assert (finding.tasks, finding.count) == (("all",), 1)


def raising(name: str, text: str, *, look: bool = False, message: str = "") -> CaseResult:
    case = failed(name, message=message or f"losses.py, line 3: {text}")
    return replace(case, cause=Cause(text, look=look))


def test_a_module_that_cannot_be_imported_is_one_line_for_all_tasks_and_students() -> None:
    why = "losses.py cannot be imported: it asks for scipy"
    records = [
        record(
            f"s{number:02}",
            *(question(task, raising("A", why), raising("B", why)) for task in ("1.1", "1.2")),
            question("2.1", failed("C") if number else passed("C")),
            attention=(why,),
        )
        for number in range(17)
    ]
    summary = summarize([*records, full("zoe")])
    first, second = summary.findings
    assert (first.count, first.tasks, first.message) == (17, ("1.1", "1.2"), why)
    assert (second.count, second.tasks) == (16, ("2.1",))
    text = printed(summary)
    assert f"17 × 1.1, 1.2 {why}" in text
    assert text.count(why) == 2, "once as what went wrong, and once to look at"
    assert "17 submissions to look at" in text
    told = text.partition("to look at")[2]
    assert all(f"s{number:02}" in told for number in range(17))


def test_lines_and_shapes_do_not_tell_causes_apart() -> None:
    records = [
        record(f"s{size}", question("1.1", raising("A", f"ValueError: shapes ({size},) and (1,)")))
        for size in (3, 5)
    ]
    (finding,) = summarize(records).findings
    assert (finding.count, finding.message) == (2, "ValueError: shapes (3,) and (1,)")


def test_a_repeated_mistake_is_the_cause_that_it_was_before() -> None:
    first = replace(failed("A"), diagnosis="summed")
    again, mended = (
        replace(first, carried=3.0, message=f"{said}: …\n{first.message}")
        for said in ("The same mistake as in Task 1.1", "With a right mse this passes")
    )
    questions = (question("1.1", first), question("1.2", again), question("1.3", mended))
    (finding,) = summarize([record("ada", *questions)]).findings
    assert (finding.tasks, finding.message) == (("1.1", "1.2"), "It is n times too large.")


def test_what_a_test_says_may_mean_something_else_in_another_task() -> None:
    summary = summarize([record("ada", question("1.1", failed("A")), question("1.2", failed("B")))])
    assert [found.tasks for found in summary.findings] in ([("all",)], [("1.1",), ("1.2",)])


def test_who_has_reasons_of_their_own_beside_a_shared_one_is_listed_twice() -> None:
    shared, own = "losses.py is missing", "found nothing"
    text = printed(
        summarize([full("ada", attention=(shared, own)), full("bob", attention=(shared,))])
    )
    assert "2 submissions to look at\n  2 × losses.py is missing\n      ada, bob\n" in text
    assert "ada  found nothing" in text


def test_reasons_of_a_large_class_are_cut_in_the_table_and_whole_in_the_csv() -> None:
    summary = summarize([full(f"s{n:03}", attention=("unread",)) for n in range(40)])
    assert "and 10 more, listed in grades.csv" in " ".join(printed(summary).split())
    assert sum(row["attention"] == "unread" for row in rows(summary)) == 40


def test_csv_has_a_row_a_student_and_a_column_a_task() -> None:
    ada, dan = rows(summarize([typical("ada", superseded=("ada_1.zip",)), still_open("dan")]))
    assert ada == {
        "student": "ada",
        **dict.fromkeys(("name", "id", "section", "handed in", "by its", "steps"), ""),
        "judged": "12",
        "score": "12",
        "possible": "18",
        "percent": "66.67",
        "1.1 Loss 1.1": "4",
        "1.2 Loss 1.2": "8",
        "late": "",
        "standing": "",
        "attention": "",
        "superseded": "ada_1.zip",
        "submitted as": "ada.zip",
        "isolation": "namespaces",
    }
    assert (dan["score"], dan["percent"], dan["1.1 Loss 1.1"], dan["1.2 Loss 1.2"]) == (
        "",
        "",
        "10",
        "",
    )
    assert dan["attention"] == "could not be checked: task_1_2"


def test_csv_holds_no_formula() -> None:
    hostile = typical("=cmd()", attention=("@x",), superseded=("-y",), submitted_as="+z\n=1")
    (row,) = rows(summarize([hostile]))
    assert [row[name] for name in ("student", "attention", "superseded", "submitted as")] == [
        "'=cmd()",
        "'@x",
        "'-y",
        "'+z =1",
    ]


def test_table_shows_the_distribution() -> None:
    text = printed(summarize([typical("ada"), typical("bob"), full("cy"), still_open("dan")]))
    assert "hw1  4 submissions" in text
    assert "mean 77.8 %, median 66.7 %, 1 without a final mark" in text
    assert "    60–70 % ██████████████████████████████ 2" in text
    assert "   90–100 % ███████████████                1" in text
    assert "1.1 Loss 1.1        50 %  █████" in text
    assert "2 × 1.1 It has the wrong shape." in text
    assert "1 submission to look at\n  dan  could not be checked: task_1_2" in text


def test_table_of_a_class_without_a_final_mark() -> None:
    text = printed(summarize([still_open("dan")]))
    assert "Marks" not in text
    assert "–" in text


def test_table_says_when_nobody_needs_a_person() -> None:
    text = printed(summarize([full("cy", superseded=("cy_1.zip",))]))
    assert "No submission needs a person." in text
    assert "cy  cy.zip counts; set aside: cy_1.zip" in text


def test_markup_in_the_table_stays_text() -> None:
    text = printed(
        summarize(
            [
                record(
                    "[b]ada",
                    question("1.1", failed("A", message="[red]\x1b[2J")),
                    attention=("[/b]",),
                )
            ]
        )
    )
    for part in ("[b]ada", "[red]\\x1b[2J", "[/b]"):
        assert part in text


def test_bonus_beyond_the_full_mark_stays_in_the_last_bin() -> None:
    bonus = question("1.3", passed("C", 5), bonus=True)
    text = printed(summarize([record("ada", question("1.1", passed("A", 10)), bonus)]))
    assert "90–100 % ██████████████████████████████ 1" in text
    assert "mean 150.0 %" in text


def test_one_mistake_in_batches_of_several_sizes_is_one_line() -> None:
    messages = [f"It is {count} times too large." for count in (3, 5)]
    summary = summarize(
        record(f"s{number}", question("1.1", failed("A", message=message)))
        for number, message in enumerate(messages)
    )
    assert [(found.count, found.message) for found in summary.findings] == [
        (2, "It is n times too large.")
    ]
