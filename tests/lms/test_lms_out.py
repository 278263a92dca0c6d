"""What goes back to Canvas and Moodle, against files as they import them."""

import csv
import io
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from lms.results import graded, write_results

from gradus.cli import main
from gradus.gradebook import read_handed_in
from gradus.gradebook.records import record_json
from gradus.lms import Matches, placed_feedback, read_roster
from gradus.submission import Origin, Person
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


def platform_results(folder: Path, files: dict[str, tuple[str, ...]]) -> Path:
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


def test_canvas(tmp_path: Path) -> None:
    results = platform_results(tmp_path, CANVAS)
    done = export("canvas", results, GOLDEN / "canvas-gradebook.csv")
    assert done.exit_code == 1, "the marks of a stranger and of who is open are left out"
    written = tmp_path / "export" / "canvas-grades.csv"
    assert written.read_bytes() == (GOLDEN / "canvas-grades.csv").read_bytes()
    assert (tmp_path / "export" / "canvas-left-out.txt").read_text("utf-8").splitlines() == [
        "clone: is not on the roster",
        "stranger_555: is not on the roster",
        "fay_12350: could not be checked to the end, so there is no mark yet",
        "Absent, Dora: has handed in nothing; the mark there stays as it is",
        "Excused, Eve: is excused in Canvas and stays so",
    ]
    feedback = names(tmp_path / "export" / "canvas-feedback.zip")
    assert feedback["lovelaceada_12345_67890_feedback.md"] == b"# lovelaceada_12345\n"
    assert feedback["bach_LATE_12346_67892_feedback.md"] == b"# bach_12346\n"
    assert len(feedback) == 6
    assert "1 submission did not come from Canvas" in done.stderr


def test_moodle(tmp_path: Path) -> None:
    results = platform_results(tmp_path, MOODLE)
    done = export("moodle", results, GOLDEN / "moodle-worksheet.csv")
    assert done.exit_code == 1
    written = tmp_path / "export" / "moodle-grades.csv"
    assert written.read_bytes() == (GOLDEN / "moodle-grades.csv").read_bytes()
    told = (tmp_path / "export" / "moodle-left-out.txt").read_text("utf-8")
    assert "Eve Locked: has a grade that is locked in Moodle" in told
    assert "Cy Núñez: has 105 of 100 with the bonus; Moodle takes no more than 100" in told
    feedback = names(tmp_path / "export" / "moodle-feedback.zip")
    assert sorted(feedback)[:3] == [
        "Ada Lovelace_12345_assignsubmission_file/feedback.md",
        "Bach_12346_assignsubmission_file_feedback.md",
        "Cy Núñez_12347_assignsubmission_file_/feedback.md",
    ]


@pytest.mark.parametrize("form", ["bom", "semicolons", "utf-16", "cp1252", "mac"])
def test_a_gradebook_saved_by_a_spreadsheet_gives_the_same_marks(tmp_path: Path, form: str) -> None:
    results = platform_results(tmp_path / "results", CANVAS)
    text = (GOLDEN / "canvas-gradebook.csv").read_text("utf-8")
    roster = tmp_path / "roster.csv"
    match form:
        case "bom":
            roster.write_text(text, "utf-8-sig")
        case "semicolons":
            text = text.replace('"Music & AI, Monday"', "Monday").replace("(read only)", "")
            quoted = text.replace(", ", "\0").replace(",", ";").replace("\0", ", ")
            roster.write_text(quoted, "utf-8")
        case "mac":
            roster.write_bytes(text.replace("\n", "\r").encode())
        case encoding:
            roster.write_text(text, encoding)
    done = export("canvas", results, roster)
    assert done.exit_code == 1, done.stderr
    separator = ";" if form == "semicolons" else ","
    lines = (results / "export" / "canvas-grades.csv").read_text("utf-8").splitlines()
    assert [line.rpartition(separator)[2] for line in lines[1:]] == ["50.0", "43.75", "0", "52.5"]


@pytest.mark.parametrize(
    ("roster", "told"),
    [
        (None, "cannot be read: No such file"),
        (b"", "is empty. It needs a line of headings"),
        (b"Student,ID,Section\n", "lists nobody"),
        (b"Colour,Mood\nred,good\n", "has no column that tells who the students are"),
        (b"PK\x03\x04rest", "is a spreadsheet, not CSV"),
        (b"Name\0,x\n", "is not text"),
        (b"Name,Email\nAda,a@x,extra\n", "line 2: there are 3 cells where the heading has 2"),
        (b'Name,Email\n"Ada,a@x\n', "this is not CSV"),
        (b"Student,ID,Section,HW2 (1)\nAda,1,a,\n", "No column of the gradebook is called hw1"),
        (
            b"Student,ID,Section,hw1-losses (1),HW1 losses (2)\nAda,1,a,,\n",
            "More than one column of the gradebook is called hw1-losses",
        ),
    ],
)
def test_a_roster_that_cannot_be_used_is_one_message(
    tmp_path: Path, roster: bytes | None, told: str
) -> None:
    results = write_results(tmp_path / "results", {"ada": 1.0})
    path = tmp_path / "roster.csv"
    if roster is not None:
        path.write_bytes(roster)
    done = export("canvas", results, path)
    assert done.exit_code == 2
    assert done.stderr.count("Error: ") == 1
    assert told in done.stderr
    assert not (results / "export").exists()


def marks_of(results: Path) -> list[str]:
    """The lines of students in what is written for Canvas, name and mark."""
    text = (results / "export" / "canvas-grades.csv").read_text("utf-8")
    rows = list(csv.reader(io.StringIO(text)))
    return [f"{row[0]}: {row[-1]}" for row in rows[1:] if "Points" not in row[0]]


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
    assert "cy was marked by other tasks or points than 2 submissions: 50 of 100" in done.stderr


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
    matches = Matches({}, ("g",), {}, ())
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


def test_any_roster_will_do(tmp_path: Path) -> None:
    results = write_results(tmp_path / "results", {"hw1-losses-ada": 90.0, "Bach": 80.0})
    roster = tmp_path / "roster.csv"
    roster.write_text("First name,Last name,Email,GitHub\nAda,L.,ada@x,ada\nJ. S.,Bach,b@x,jsb\n")
    assert export("moodle", results, roster).exit_code == 1
    written = (results / "export" / "moodle-grades.csv").read_text().splitlines()
    assert written == ["Email,hw1-losses", "ada@x,90"]
    roster.write_text("Name,Email,GitHub\nAda L.,ada@x,ada\nBach,b@x,jsb\n")
    assert export("canvas", results, roster).exit_code == 0
    written = (results / "export" / "canvas-grades.csv").read_text().splitlines()
    assert written[2:] == ["Ada L.,,,ada@x,,90", "Bach,,,b@x,,80"]


def test_a_group_gets_one_mark_and_two_submissions_none(tmp_path: Path) -> None:
    people = (Person("Ada", "S-1", "ada@x"), Person("Bob", "S-2", "bob@x"))
    origins = {"ada@x": Origin("gradescope", people)}
    scores = {"ada@x": 90.0, "Cy": 80.0, "cy@x": 70.0, "Eve": 60.0}
    results = write_results(
        tmp_path / "results", scores, {name: (name,) for name in scores}, origins
    )
    roster = tmp_path / "roster.csv"
    roster.write_text(
        "Name,Email,Group\nAda,ada@x,\nBob,bob@x,\nCy,cy@x,\nEve,eve@x,red\nFay,fay@x,red\n"
        "Gus,gus@x,\n"
    )
    done = export("moodle", results, roster)
    assert done.exit_code == 1
    written = (results / "export" / "moodle-grades.csv").read_text().splitlines()
    assert written[1:] == ["ada@x,90", "bob@x,90", "eve@x,60", "fay@x,60"]
    told = (results / "export" / "moodle-left-out.txt").read_text().splitlines()
    assert told == [
        "Cy: is one of 2 submissions of Cy",
        "cy@x: is one of 2 submissions of Cy",
        "Gus: has handed in nothing; the mark there stays as it is",
    ]


def test_namesakes_are_told_and_not_guessed(tmp_path: Path) -> None:
    results = write_results(tmp_path / "results", {"Ada L": 90.0})
    roster = tmp_path / "roster.csv"
    roster.write_text('Name,Email\nAda L,ada@x\n"L, Ada",ada@y\n')
    assert export("moodle", results, roster).exit_code == 1
    told = (results / "export" / "moodle-left-out.txt").read_text()
    assert "Ada L: may be Ada L and L, Ada: the roster does not tell them apart" in told


def test_a_folder_without_results_is_a_wrong_call(tmp_path: Path) -> None:
    done = export("canvas", tmp_path, GOLDEN / "canvas-gradebook.csv")
    assert done.exit_code == 2
    assert "holds no results" in done.stderr


def test_feedback_zips_are_the_same_bytes_again(tmp_path: Path) -> None:
    results = platform_results(tmp_path, CANVAS)
    archive = tmp_path / "export" / "canvas-feedback.zip"
    export("canvas", results, GOLDEN / "canvas-gradebook.csv")
    first = archive.read_bytes()
    export("canvas", results, GOLDEN / "canvas-gradebook.csv")
    assert archive.read_bytes() == first
    assert zipfile.ZipFile(io.BytesIO(first)).testzip() is None


def test_another_number_is_another_person(tmp_path: Path) -> None:
    """A namesake who is not on the roster does not get anybody's line."""
    files = {"lovelaceada_777": ("lovelaceada_777_1_hw.zip",)}
    origin = Origin("canvas", (Person("lovelaceada", "777"),))
    results = write_results(tmp_path, {"lovelaceada_777": 9.0}, files, {"lovelaceada_777": origin})
    assert export("canvas", results, GOLDEN / "canvas-gradebook.csv").exit_code == 1
    told = (tmp_path / "export" / "canvas-left-out.txt").read_text("utf-8")
    assert "lovelaceada_777: is not on the roster" in told


@pytest.mark.parametrize(
    ("student", "file"),
    [("O_Neill_ Ann-0123abcd", "O'Neill, Ann"), ("Ann O_Neill-0123abcd", "Ann O'Neill (2).zip")],
)
def test_names_that_no_disk_takes_are_found(tmp_path: Path, student: str, file: str) -> None:
    results = write_results(tmp_path, {student: 9.0}, {student: (file,)})
    roster = tmp_path / "roster.csv"
    roster.write_text('Name,Email\n"O\'Neill, Ann",ann@x\n')
    assert export("moodle", results, roster).exit_code == 0
    written = (tmp_path / "export" / "moodle-grades.csv").read_text().splitlines()
    assert written[1:] == ["ann@x,9"]


def test_who_has_left_is_not_exported(tmp_path: Path) -> None:
    results = write_results(tmp_path, {"ada": 9.0, "bob": 8.0}, {"ada": ("ada",)})
    roster = tmp_path / "roster.csv"
    roster.write_text("Login\nada\nbob\n")
    done = export("moodle", results, roster)
    assert done.exit_code == 0
    assert "No longer among the submissions, so not exported: bob" in done.stderr
    written = (tmp_path / "export" / "moodle-grades.csv").read_text().splitlines()
    assert written[1:] == ["ada,9"]


@pytest.mark.parametrize("place", ["file/below", "results/students/ada/record.json"])
def test_a_place_that_takes_no_files_is_told_and_nothing_lost(tmp_path: Path, place: str) -> None:
    results = write_results(tmp_path / "results", {"ada": 9.0})
    (tmp_path / "file").touch()
    (tmp_path / "roster.csv").write_text("Login\nada\n")
    before = (results / "students" / "ada" / "record.json").read_bytes()
    done = export("moodle", results, tmp_path / "roster.csv", "-o", str(tmp_path / place))
    assert done.exit_code in (1, 2)
    assert done.stderr.count("Error: ") == 1
    assert (results / "students" / "ada" / "record.json").read_bytes() == before
