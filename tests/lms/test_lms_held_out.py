"""What is kept out of an export, what is told, and what is not sent again."""

import io
from dataclasses import replace
from pathlib import Path

from gradebook.fake_class import hand_in, make_source
from lms.exports import CANVAS, GOLDEN, export, marks_of, names, platform_results
from lms.results import graded, write_results
from rich.console import Console

from gradus.cli.consoles import Consoles
from gradus.cli.grade import grade_folder
from gradus.gradebook import read_handed_in
from gradus.gradebook.records import record_json
from gradus.lms import Matches, placed_feedback, read_roster
from gradus.submission.platforms import read_upload


def test_canvas_keeps_what_it_excuses_and_drops_what_it_has_not_assigned(tmp_path: Path) -> None:
    """In the other spelling of the names, with a row for what is posted by hand."""
    results = write_results(tmp_path / "results", {"ann": 90.0, "bob": 80.0, "cy": 70.0})
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "LastName,FirstName,ID,SIS User ID,SIS Login ID,Section,hw1-losses (4002)\n"
        ",,,,,,Manual Posting\n    Points Possible,,,,,,50\n"
        "Jones,Ann,12,,ann,A,\nSmith,Bob,11,,bob,A,EX\nDale,Cy,13,,cy,A,N/A\n"
    )
    done = export("canvas", results, roster)
    assert done.exit_code == 1
    assert marks_of(results) == ["Jones: 45"]
    assert "Excused in Canvas (1): Smith, Bob" in done.stderr
    assert "Dale, Cy has earned 35, and Canvas drops it" in done.stderr


def test_a_locked_column_of_canvas_is_a_wrong_call(tmp_path: Path) -> None:
    results = write_results(tmp_path / "results", {"ann": 90.0})
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "Student,ID,SIS Login ID,Section,hw1-losses (2)\n"
        "    Points Possible,,,,(read only)\nAnn,12,ann,A,\n"
    )
    done = export("canvas", results, roster)
    assert done.exit_code == 2
    assert "hw1-losses (2) is read only in Canvas" in done.stderr


def test_work_that_could_not_be_read_is_held_out(tmp_path: Path) -> None:
    results = write_results(tmp_path / "results", {"ann": 90.0, "bob": 0.0})
    unread = replace(graded("bob", 0.0), unread="homework.7z is an archive of another kind")
    path = results / "students" / "bob" / "record.json"
    path.write_bytes(record_json(unread))
    roster = tmp_path / "roster.csv"
    roster.write_text("Name,Login\nAnn,ann\nBob,bob\n")
    done = export("canvas", results, roster)
    assert done.exit_code == 1
    assert marks_of(results) == ["Ann: 90"]
    assert "bob could not be read, so 0 is not written: homework.7z is an archive" in done.stderr
    assert export("canvas", results, roster, "--with-unread").exit_code == 0
    assert marks_of(results) == ["Ann: 90", "Bob: 0"]


def test_what_is_held_back_and_what_is_of_an_old_scheme_is_told(tmp_path: Path) -> None:
    results = write_results(tmp_path / "results", {"ann": 90.0, "bob": 80.0, "cy": 50.0})
    (results / "students" / "bob" / "record.held.json").write_bytes(
        record_json(graded("bob", 60.0))
    )
    old = graded("cy", 50.0)
    old = replace(old, questions=old.questions[:1])
    (results / "students" / "cy" / "record.json").write_bytes(record_json(old))
    roster = tmp_path / "roster.csv"
    roster.write_text("Name,Login\nAnn,ann\nBob,bob\nCy,cy\n")
    done = export("canvas", results, roster)
    assert done.exit_code == 1
    assert marks_of(results) == ["Ann: 90", "Bob: 80", "Cy: 50"]
    assert "bob has 80, and a newer mark is held back: 60" in done.stderr
    assert "cy was marked with other tasks or points than 2 submissions: 50 of 100" in done.stderr


def test_only_feedback_that_has_changed_is_sent_again(tmp_path: Path) -> None:
    results = platform_results(tmp_path, CANVAS)
    archive = tmp_path / "export" / "canvas-feedback.zip"
    roster = GOLDEN / "canvas-gradebook.csv"
    export("canvas", results, roster)
    (results / "students" / "bach_12346" / "feedback.md").write_text("# better\n")
    export("canvas", results, roster, "--changed")
    assert names(archive) == {"bach_LATE_12346_67892_feedback.md": b"# better\n"}
    done = export("canvas", results, roster, "--changed")
    assert "No feedback has changed" in done.stderr
    assert not archive.exists()
    export("canvas", results, roster)
    assert len(names(archive)) == 6


def test_a_participant_whose_number_is_a_groups_does_not_get_its_feedback(tmp_path: Path) -> None:
    folder = "Group 7_345_assignsubmission_file"
    upload = read_upload(folder, is_folder=True)
    assert upload
    results = write_results(tmp_path, {"g": 9.0}, {"g": (folder,)}, {"g": upload.origin})
    roster = tmp_path / "roster.csv"
    roster.write_text("Identifier,Full name,Grade\nParticipant 345,Eve Alone,\n")
    students = read_roster(roster)
    matches = Matches({}, {"g": "is not on the roster"}, {}, ())
    handed_in = read_handed_in(results).values()
    placed = placed_feedback("moodle", students, matches, handed_in, {"g": b"well done"})
    assert placed.files == {}
    assert placed.homeless == ("g",)


def test_harmless_notices_are_one_line(tmp_path: Path) -> None:
    scores = {f"s{number:02}": 105.0 for number in range(20)}
    results = write_results(tmp_path / "results", scores)
    roster = tmp_path / "roster.csv"
    lines = [f"Participant {n},Name {n},s{n:02}@x,,100.00,Yes\n" for n in range(20)]
    head = "Identifier,Full name,Email address,Grade,Maximum grade,Grade can be changed\n"
    roster.write_text(head + "".join(lines).replace("@x", ""))
    done = export("moodle", results, roster)
    assert done.exit_code == 0
    told = [line for line in done.stderr.splitlines() if "bonus" in line]
    assert len(told) == 1
    assert "(20): Name 0; Name 1" in told[0]
    assert len((results / "export" / "moodle-left-out.txt").read_text().splitlines()) == 20


def test_a_worksheet_with_semicolons_goes_back_with_commas(tmp_path: Path) -> None:
    results = write_results(tmp_path / "results", {"ann": 87.5})
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "Identifier;Full name;Email address;Grade;Maximum grade\nParticipant 5;Ann;ann;;100,00\n"
    )
    done = export("moodle", results, roster)
    written = (results / "export" / "moodle-grades.csv").read_text().splitlines()
    assert written[1] == 'Participant 5,Ann,ann,"87,5","100,00"'
    assert "choose the comma" in done.stderr


def test_which_of_several_hand_ins_has_the_mark_is_told(tmp_path: Path) -> None:
    """The run writes it into both lists; the export repeats it, and names the person."""
    source = make_source(tmp_path)
    hand_in(tmp_path, bo="10", ann="8")
    (tmp_path / "class" / "bo.7z").write_bytes(b"7z")
    results = tmp_path / "out"
    (tmp_path / "roster.csv").write_text("Name,Login\nBo,bo\nAnn,ann\n")
    students = read_roster(tmp_path / "roster.csv")
    nowhere = Console(file=io.StringIO())
    consoles = Consoles(nowhere, nowhere)
    grade_folder(source, tmp_path / "class", results, 1, consoles, students)
    told = "bo counts; bo.7z may be newer, and cannot be read"
    assert told in (results / "grades.csv").read_text()
    assert [one.text for one in read_handed_in(results)["bo"].remarks] == [told]
    done = export("canvas", results, tmp_path / "roster.csv")
    assert done.exit_code == 1
    assert f"Bo has handed in more than once: {told}" in done.stderr
    assert marks_of(results) == ["Bo: 10", "Ann: 8"]


def test_marks_by_other_points_than_the_assignment_has_now_are_told(tmp_path: Path) -> None:
    """Also where the whole class has them."""
    source = make_source(tmp_path)
    hand_in(tmp_path, bo="10", ann="8")
    results, course = tmp_path / "out", tmp_path / "course"
    nowhere = Console(file=io.StringIO())
    grade_folder(source, tmp_path / "class", results, 1, Consoles(nowhere, nowhere))
    (tmp_path / "roster.csv").write_text("Name,Login\nBo,bo\nAnn,ann\n")
    told = "With other tasks or points than hw has now (2 of 2): ann; bo"
    done = export("canvas", results, tmp_path / "roster.csv", "--course", str(course))
    assert told not in done.stderr
    toml = course / "assignments" / "hw" / "assignment.toml"
    toml.write_text(toml.read_text().replace("points = 10", "points = 20"))
    done = export("canvas", results, tmp_path / "roster.csv", "--course", str(course))
    assert told in done.stderr, done.stderr
