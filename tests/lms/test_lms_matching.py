"""Who is who: whose submission is whose line of the roster, and what is left open."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from gradus.errors import UsageError
from gradus.gradebook import HandedIn, handed_in_by
from gradus.lms import Matches, Roster, match, read_roster, registered
from gradus.submission import look_through

MODULES = ("losses",)
MOODLE = (
    "Identifier,Full name,Email address,Status,Group,Grade,Maximum grade,Grade can be changed,"
    "Last modified (submission),Last modified (grade)\n"
)


def roster(folder: Path, text: str) -> Roster:
    path = folder / "roster.csv"
    path.write_text(text, "utf-8")
    return read_roster(path)


def handed_in(folder: Path, names: Iterable[str]) -> tuple[HandedIn, ...]:
    """What lies in a class folder of folders, and of files where there is a suffix."""
    for name in names:
        path = folder / "class" / name
        if not path.suffix:
            path = path / "losses.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x = 1\n")
    return handed_in_by(look_through(folder / "class", MODULES).submissions)


def matched(folder: Path, text: str, *names: str) -> tuple[dict[str, str], Matches]:
    """Who gets which submission's mark, by name and row; and all that was found."""
    students = roster(folder, text)
    matches = match(students, handed_in(folder, names), "hw1")
    by_row = {student.row: student.name for student in students.students}
    return {by_row[row]: name for row, name in matches.submissions.items()}, matches


def test_a_teams_number_is_nobodys(tmp_path: Path) -> None:
    """By chance it is also a participant's, who is in another team and has handed in nothing."""
    lines = (
        'Participant 31,Uma Last,u@x,No submission,Team B,,"10,00",Yes,-,-\n'
        'Participant 32,Val First,v@x,Submitted for grading,Team A,,"10,00",Yes,-,-\n'
        'Participant 33,Wes First,w@x,Submitted for grading,Team A,,"10,00",Yes,-,-\n'
        'Participant 34,Xi Last,x@x,Submitted for grading,Team B,,"10,00",Yes,-,-\n'
    )
    team = "{}_assignsubmission_file"
    names = (team.format("Team A_31"), team.format("Team B_800"), team.format("Default group"))
    found, matches = matched(tmp_path, MOODLE + lines, *names)
    assert found == {"Val First": "Team A_31", "Wes First": "Team A_31", "Xi Last": "Team B_800"}
    assert [student.name for student in matches.missing] == ["Uma Last"]
    assert list(matches.unknown) == ["Default group"]


def test_without_a_column_of_groups_a_teams_number_is_told_and_not_used(tmp_path: Path) -> None:
    found, matches = matched(
        tmp_path,
        "Identifier,Full name\nParticipant 31,Uma Last\nParticipant 40,Bo Ek\n",
        "Team A_31_assignsubmission_file",
        "Bo Ek_40_assignsubmission_file",
    )
    assert found == {"Bo Ek": "Bo Ek_40"}
    (why,) = matches.unknown.values()
    assert "the number 31 is Uma Last's there, but the name is Team A" in why


def test_who_is_in_no_team_shares_the_default_group_in_any_language(tmp_path: Path) -> None:
    text = MOODLE.replace("Group", "Gruppe") + (
        'Teilnehmer/in5,Uma Last,u@x,Abgegeben,Standardgruppe,,"10,00",Ja,-,-\n'
        'Teilnehmer/in6,Val First,v@x,Abgegeben,Rot,,"10,00",Ja,-,-\n'
    )
    found, _ = matched(tmp_path, text, "Standardgruppe_assignsubmission_file")
    assert found == {"Uma Last": "Standardgruppe"}


@pytest.mark.parametrize("word", ["Participant ", "Teilnehmer/in", "Participante "])
def test_where_marking_is_blind_the_number_tells(tmp_path: Path, word: str) -> None:
    folder = f"{word.replace('/', '').strip()}_71_assignsubmission_file"
    text = f"Identifier,Full name\n{word}71,Ada Ek\n{word}72,Bo Ek\n"
    assert matched(tmp_path, text, folder)[0] == {"Ada Ek": folder.partition("_assign")[0]}


def test_a_worksheet_without_names_is_matched_by_number(tmp_path: Path) -> None:
    text = "Identifier,Status\nParticipant 71,Submitted for grading\nParticipant 72,No submission\n"
    found, matches = matched(tmp_path, text, "Participant_71_assignsubmission_file")
    assert list(found.values()) == ["Participant_71"]
    assert len(matches.missing) == 1


def test_before_4_1_a_groups_name_stood_before_a_persons(tmp_path: Path) -> None:
    text = "Identifier,Full name\nParticipant 5,Ada Ek\nParticipant 6,Bo Ek\n"
    found, _ = matched(tmp_path, text, "Red 1-Ada Ek_5_assignsubmission_file_")
    assert list(found) == ["Ada Ek"]


@pytest.mark.parametrize(
    ("name", "whose"),
    [
        ("ekbo_21_900_losses.py", "Ek, Bo"),
        ("ekbo_LATE_21_900_losses.py", "Ek, Bo"),
        ("nunezmariajose_22_900_losses.py", "Núñez, María José"),
        ("oneillann_23_900_losses.py", "O'Neill, Ann"),
        ("ekbo_22_900_losses.py", None),
        ("ekbo_99_900_losses.py", None),
    ],
)
def test_a_number_counts_where_the_name_agrees(
    tmp_path: Path, name: str, whose: str | None
) -> None:
    text = (
        'Student,ID,Section\n"Ek, Bo",21,A\n"Núñez, María José",22,A\n"O\'Neill, Ann",23,A\n'
        '"Student, Test",24,A\n'
    )
    found, _ = matched(tmp_path, text, name)
    assert list(found) == ([whose] if whose else [])


def test_a_group_in_canvas_needs_the_rosters_groups(tmp_path: Path) -> None:
    text = (
        "name,canvas_user_id,login_id,group_name\n"
        "Bo Ek,21,bo,Group 7\nAda Ek,22,ada,Group 7\nCy Ek,23,cy,Group 8\n"
    )
    found, matches = matched(tmp_path, text, "group7_21_900_losses.py")
    assert set(found) == {"Bo Ek", "Ada Ek"}
    assert [student.name for student in matches.missing] == ["Cy Ek"]


def test_anonymous_work_is_not_guessed_at(tmp_path: Path) -> None:
    text = 'Student,ID,Section\n"Ek, Bo",21,A\n'
    found, matches = matched(tmp_path, text, "LATE_anon_q9Xz2_900_losses.py")
    assert found == {}
    assert matches.is_understood
    assert "anonymously" in matches.unknown["anon_q9Xz2"]
    assert matches.missing == ()
    assert [student.name for student in matches.unclear] == ["Ek, Bo"]


def test_one_person_on_two_lines_is_one_person(tmp_path: Path) -> None:
    text = (
        "Name,SID,Email,Section\n"
        '"Ek, Bo",21,bo@x,Mon\n"Ek, Ada",22,ada@x,Mon\n"Ek, Bo",21,bo@x,Tue\n'
    )
    students = roster(tmp_path, text).students
    assert [(one.name, one.section, one.rows) for one in students] == [
        ("Ek, Bo", "Mon, Tue", (0, 2)),
        ("Ek, Ada", "Mon", (1,)),
    ]
    found, matches = matched(tmp_path, text, "Bo Ek")
    assert found == {"Ek, Bo": "Bo Ek"}
    assert matches.doubtful == {}


def test_what_is_ambiguous_is_never_called_missing(tmp_path: Path) -> None:
    found, matches = matched(tmp_path, "Name,Email\nBo Ek,b1@x\nBo Ek,b2@x\nCy,c@x\n", "Bo Ek")
    assert found == {}
    assert [student.name for student in matches.missing] == ["Cy"]
    assert [student.name for student in matches.unclear] == ["Bo Ek", "Bo Ek"]
    assert "does not tell them apart" in matches.doubtful["Bo Ek"]


def test_a_name_of_a_person_and_of_a_group_is_ambiguous(tmp_path: Path) -> None:
    found, matches = matched(tmp_path, "Name,Email,Group\nRed Ek,r@x,\nBo,b@x,Red Ek\n", "Red Ek")
    assert found == {}
    assert "of somebody and of a group" in matches.doubtful["Red Ek"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Login\njroe\nother\n", "Homework 1_jroe_attempt_2026-10-03-23-59-00_losses.py"),
        ("Name\nJane Roe\nOther\n", "77-88 - Jane Roe - Oct 3, 2026 1159 PM"),
        ("identifier,github_username,github_id,name\nJane Roe,jr9,1,\nBo,b,2,\n", "hw1-jr9"),
        ("LastName,FirstName,ID,Section\nRoe,Jane,5,A\nEk,Bo,6,A\n", "roejane_5_9_losses.py"),
        ("Vorname,Nachname,Anmeldename\nJane,Roe,jr\nBo,Ek,be\n", "Roe, Jane"),
        ("prénom;nom;adresse de courriel\nJane;Roe;j@x\n", "j@x"),
    ],
)
def test_rosters_of_many_kinds(tmp_path: Path, text: str, name: str) -> None:
    found, _ = matched(tmp_path, text, name)
    assert len(found) == 1
    assert "Bo" not in found


def test_a_roster_of_another_course_is_told_with_its_headings(tmp_path: Path) -> None:
    students = roster(tmp_path, "Name,Seat\nZed,1\n")
    with pytest.raises(UsageError, match=r"No submission belongs to anybody.*Name, Seat"):
        registered(students, handed_in(tmp_path, ["Ada", "Bo"]), "hw1")


GERMAN = (
    "ID;Vollständiger Name;Matrikelnummer;E-Mail-Adresse;Status;Bewertung;Bestwertung;"
    "Bewertung kann geändert werden;Zuletzt geändert (Abgabe);Zuletzt geändert (Bewertung);F\n"
    "Teilnehmer/in41;Zoë Groß;901;z@x;Zur Bewertung abgegeben - 1 Tag 2 Stunden verspätet;;10,00;"
    "Ja;Montag, 6. Oktober 2025, 01:59;-;\n"
    "Teilnehmer/in42;Bo Ek;902;b@x;Zur Bewertung abgegeben - Verlängert bis: Montag, 6. Oktober "
    "2025, 23:59;;10,00;Ja;Sonntag, 5. Oktober 2025, 22:00;-;\n"
    "Teilnehmer/in43;Cy Ek;903;c@x;Keine Abgabe;;10,00;Nein;-;-;\n"
)


@pytest.mark.parametrize("strange", [False, True])
def test_a_worksheet_is_known_by_its_cells_whatever_its_language(
    tmp_path: Path, strange: bool
) -> None:
    """`strange`: in a language of which no heading is known."""
    text = GERMAN
    if strange:
        first, rest = GERMAN.split("\n", 1)
        text = ";".join(f"⟨{n}⟩" for n, _ in enumerate(first.split(";"))) + "\n" + rest
    students = roster(tmp_path, text)
    sheet = students.worksheet
    assert sheet is not None
    assert (sheet.name, sheet.status, sheet.grade, sheet.maximum) == (1, 4, 5, 6)
    assert (sheet.changeable, sheet.submitted, sheet.graded) == (7, 8, 9)
    names = ("Zoë Groß_41_assignsubmission_file", "Bo Ek_42_assignsubmission_file")
    zoe, bo = sorted(
        registered(students, handed_in(tmp_path, names), "hw1"), key=lambda one: one.files[0] < "C"
    )
    assert (zoe.origin.late, zoe.origin.time) == (True, "2025-10-06T01:59:00")
    assert (bo.origin.late, bo.origin.source) == (False, "worksheet")
    assert zoe.people[0].name == "Zoë Groß"
    if not strange:
        assert zoe.people[0].id == "901"


def test_the_lines_of_a_gradebook_that_are_nobodys(tmp_path: Path) -> None:
    text = (
        "LastName,FirstName,ID,SIS Login ID,Section,hw1 (7)\n"
        ",,,,,Manual Posting\n    Points Possible,,,,,10\nEk,Bo,21,bo,A,N/A\n"
        "Student,Test,22,,A,\n"
    )
    assert [one.name for one in roster(tmp_path, text).students] == ["Ek, Bo"]


METADATA = "submission_1:\n  :submitters:\n  - :name: {}\n    :sid: 12\n{}"
SIDS = "Name,SID,Email\nBob Ek,12,b@x\nJo Roe,13,j@x\n"


@pytest.mark.parametrize(
    ("name", "whose", "doubt"),
    [
        ("Bob Ek", ["Bob Ek"], ""),
        ("Robert Ek", ["Bob Ek"], ""),
        ("Jo Roe", [], "has the number of Bob Ek on the roster, and the name Jo Roe"),
        ("Zoe Stranger", [], ""),
    ],
)
def test_a_number_in_metadata_counts_where_the_name_may_be_that(
    tmp_path: Path, name: str, whose: list[str], doubt: str
) -> None:
    (tmp_path / "class").mkdir()
    (tmp_path / "class" / "submission_metadata.yml").write_text(METADATA.format(name, ""))
    found, matches = matched(tmp_path, SIDS, "submission_1")
    assert list(found) == whose
    assert list(matches.doubtful.values()) == ([doubt] if doubt else [])
    if not whose and not doubt:
        assert "the number 12 is Bob Ek's there" in matches.unknown["12"]


def test_brightspaces_own_number_is_nobodys_student_number(tmp_path: Path) -> None:
    found, _ = matched(tmp_path, SIDS, "12-9 - Jo Roe - Oct 3, 2026 1159 PM")
    assert found == {"Jo Roe": "Jo Roe_12"}


def test_a_member_of_a_group_who_is_not_on_the_roster_is_told(tmp_path: Path) -> None:
    (tmp_path / "class").mkdir()
    other = "  - :name: Zed Zz\n    :email: z@x\n"
    (tmp_path / "class" / "submission_metadata.yml").write_text(METADATA.format("Bob Ek", other))
    found, matches = matched(tmp_path, SIDS, "submission_1")
    assert list(found) == ["Bob Ek"]
    assert list(matches.doubtful.values()) == ["is also by Zed Zz, not found on the roster"]


@pytest.mark.parametrize(("logins", "sure"), [("j_roe,ek", True), ("j_roe,roe", False)])
def test_a_login_is_told_apart_from_the_assignments_name_or_not_guessed(
    tmp_path: Path, logins: str, sure: bool
) -> None:
    first, second = logins.split(",")
    text = f"Name,Username\nJ,{first}\nR,{second}\n"
    name = "HW_1_j_roe_attempt_2026-10-03-23-59-00_losses.py"
    found, matches = matched(tmp_path, text, name)
    assert list(found) == (["J"] if sure else [])
    assert bool(matches.doubtful) is not sure
