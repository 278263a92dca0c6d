"""What goes back to Canvas and Moodle, against files as they import them."""

import io
import zipfile
from pathlib import Path

import pytest
from lms.exports import CANVAS, GOLDEN, MOODLE, export, names, platform_results
from lms.results import write_results

from gradus.submission import Origin, Person


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
    assert "the feedback of 1 submission of nobody on the roster" in done.stderr


def test_the_page_goes_where_all_have_one(tmp_path: Path) -> None:
    results = platform_results(tmp_path, CANVAS)
    for folder in (results / "students").iterdir():
        (folder / "feedback.html").write_text(f"<p>{folder.name}</p>")

    export("canvas", results, GOLDEN / "canvas-gradebook.csv")

    feedback = names(tmp_path / "export" / "canvas-feedback.zip")
    assert feedback["lovelaceada_12345_67890_feedback.html"] == b"<p>lovelaceada_12345</p>"
    assert all(name.endswith("_feedback.html") for name in feedback)


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
        "Cy: may have handed in what is listed above; the mark there stays as it is",
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


def test_a_roster_of_another_course_is_told_so(tmp_path: Path) -> None:
    results = write_results(tmp_path / "results", {"ada": 9.0, "bob": 8.0})
    roster = tmp_path / "roster.csv"
    roster.write_text("Name,Email\nZoe,zoe@x\nYan,yan@x\n")
    done = export("moodle", results, roster)
    assert done.exit_code == 1
    assert f"No submission belongs to anybody in {roster}" in done.stderr
    assert "Its headings are: Name, Email" in done.stderr


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
