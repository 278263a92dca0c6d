"""A class as each platform exports it: whose every file is, which counts, and from when."""

from pathlib import Path

import pytest

from gradus.submission import Submission, look_through, outline, stage
from gradus.submission.platforms.times import read_time

MODULES = ("losses", "softmax")


def fill(folder: Path, *names: str, content: str = "") -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content or f"# {name}\n", "utf-8")
    return folder


def found_in(folder: Path) -> dict[str, Submission]:
    return {one.student: one for one in look_through(folder, MODULES).submissions}


def staged(one: Submission, into: Path) -> dict[str, str]:
    folder = stage(one, MODULES, {}, into).folder
    return {path.name: path.read_text("utf-8") for path in folder.iterdir()}


@pytest.mark.parametrize("other", ["old_losses.py", "test_losses.py", "my losses.py", "xlosses.py"])
def test_canvas_file_of_another_name_is_no_module(tmp_path: Path, other: str) -> None:
    names = ("ekbo_21_30_losses.py", "ekbo_21_31_softmax.py", f"ekbo_21_99_{other}")
    found = found_in(fill(tmp_path / "class", *names))["ekbo_21"]
    files = staged(found, tmp_path / "into")
    assert files["losses.py"] == f"# {names[0]}\n"
    assert found.superseded == ()
    assert files.get(other) == f"# {names[2]}\n", "it lies beside the modules, as at home"


def test_canvas_loose_name_counts_where_there_is_no_exact_one(tmp_path: Path) -> None:
    fill(tmp_path / "class", "ekbo_21_30_losses (1).py", "ekbo_21_31_softmax.py")
    found = found_in(tmp_path / "class")["ekbo_21"]
    done = stage(found, MODULES, {}, tmp_path / "into")
    assert done.missing == ()
    assert done.guessed == ("losses (1).py counts as losses.py: nothing is called losses.py",)
    fill(tmp_path / "class", "ekbo_21_29_losses.py")
    again = stage(found_in(tmp_path / "class")["ekbo_21"], MODULES, {}, tmp_path / "again")
    assert again.guessed == ()
    assert "21_29" in (again.folder / "losses.py").read_text("utf-8")


def test_canvas_anonymous(tmp_path: Path) -> None:
    fill(
        tmp_path,
        *("anon_k2Lm9_30_losses.py", "anon_k2Lm9_31_softmax.py"),
        *("LATE_anon_P4qrs_40_losses.py", "LATE_anon_P4qrs_41_softmax-2.py"),
        "LATE_anon_zz11Z_text.html",
    )
    found = found_in(tmp_path)
    assert {name: one.origin.late for name, one in found.items()} == {
        "anon_k2Lm9": False,
        "anon_P4qrs": True,
        "anon_zz11Z": True,
    }
    assert found["anon_P4qrs"].names == ("losses.py", "softmax.py")


def test_canvas_text_and_link_are_handed_in_and_no_work(tmp_path: Path) -> None:
    names = ("ekbo_21_link.html", "royann_LATE_22_text.html", "royann_LATE_22_50_losses.py")
    found = found_in(fill(tmp_path, *names))
    assert sorted(found) == ["ekbo_21", "royann_22"]
    assert "only link.html" in outline(found["ekbo_21"], MODULES).problem
    assert found["royann_22"].path.name.endswith("losses.py")
    assert found["royann_22"].superseded == ()


def test_moodle_flat_and_folders_say_the_same(tmp_path: Path) -> None:
    who = ("Zoë O'Neil_7_assignsubmission_file", "Participant_8_assignsubmission_file")
    for name in who:
        fill(tmp_path / "flat", f"{name}_losses.py", f"{name}_softmax.py")
        fill(tmp_path / "old", f"{name}_/losses.py")
        fill(tmp_path / "new", f"{name}/losses.py", f"{name}/softmax.py")
    fill(tmp_path / "new", "Zoë O'Neil_7_assignsubmission_onlinetext/onlinetext.html")
    fill(tmp_path / "flat", "Zoë O'Neil_7_assignsubmission_onlinetext_onlinetext.html")
    found = [found_in(tmp_path / layout) for layout in ("flat", "old", "new")]
    assert found[0].keys() == found[1].keys() == found[2].keys()
    assert all(one.superseded == () for each in found for one in each.values())


def test_brightspace_attempts_by_their_time(tmp_path: Path) -> None:
    fill(
        tmp_path,
        *("index.html", "7-9 - Jo-Ann Roe - Oct 10, 2026 905 AM/losses.py"),
        *(
            "7-9 - Jo-Ann Roe - Oct 9, 2026 1105 PM/losses.py",
            "8-9 - Group 2 - Oct 9, 2026 100 PM/a.py",
        ),
    )
    found = look_through(tmp_path, MODULES)
    assert found.strangers == ()
    group, jo = found.submissions
    assert (group.student, jo.student) == ("Group 2_8", "Jo-Ann Roe_7")
    assert (jo.origin.time, jo.origin.source) == ("2026-10-10T09:05:00", "name")
    assert jo.superseded == ("7-9 - Jo-Ann Roe - Oct 9, 2026 1105 PM",)


RECEIPT = "Name: Jo Roe (j_roe)\nAssignment: HW 1\nDate Submitted: {}\nCurrent Mark: \n"


@pytest.mark.parametrize(
    ("date", "time", "source"),
    [
        ("Friday, October 9, 2026 11:05:07 PM CEST", "2026-10-09T23:05:07+02:00", "receipt"),
        ("Friday, October 9, 2026 11:05:07 PM IST", "2026-10-09T23:05:07 IST", "receipt"),
        ("Friday, October 9, 2026 11:05:07 PM", "2026-10-09T23:05:07", "receipt"),
        ("Friday, 9 October 2026", "2026-10-09T23:01:02", "name"),
        ("2026年10月9日 星期五", "2026-10-09T23:01:02", "name"),
    ],
)
def test_blackboard_is_one_hand_in_with_its_receipt(
    tmp_path: Path, date: str, time: str, source: str
) -> None:
    stem, earlier = (f"HW_1_j_roe_attempt_2026-10-0{day}-23-01-02" for day in (9, 8))
    fill(tmp_path, f"{stem}_losses.py", f"{stem}_softmax.py", f"{earlier}_losses.py")
    fill(tmp_path, f"{stem}.txt", f"{earlier}.txt", content=RECEIPT.format(date))
    (jo,) = found_in(tmp_path).values()
    assert jo.student == "j_roe"
    assert (jo.origin.time, jo.origin.source) == (time, source)
    (person,) = jo.origin.people
    assert (person.name, person.login) == ("Jo Roe", "j_roe")
    assert jo.names == ("losses.py", "softmax.py")
    assert jo.superseded == (f"{earlier}_losses.py",)


@pytest.mark.parametrize("half", [0.3, 0.6])
def test_a_receipt_that_was_cut_short_loses_nobody(tmp_path: Path, half: float) -> None:
    stem = "HW 1_jroe_attempt_2026-10-09-23-01-02"
    text = RECEIPT.format("Friday, October 9, 2026 11:05:07 PM")
    fill(tmp_path, f"{stem}_losses.py")
    fill(tmp_path, f"{stem}.txt", content=text[: int(half * len(text))])
    (jo,) = found_in(tmp_path).values()
    assert jo.origin.time.startswith("2026-10-09T23:0")
    assert jo.path.name.endswith("losses.py")


def test_gradescope_metadata_tells_when_and_what_came_before(tmp_path: Path) -> None:
    fill(tmp_path, "submission_7/losses.py", "submission_9/losses.py")
    (tmp_path / "submission_metadata.yml").write_text(
        "submission_9:\n  :submitters:\n  - :name: Bo\n    :email: b@x\n"
        "  :created_at: 2026-10-09 21:00:00.000000000 Z\n"
        "  :history:\n  - :id: 7\n    :created_at: 2026-10-08 21:00:00.000000000 Z\n"
    )
    found = look_through(tmp_path, MODULES)
    (bo,) = found.submissions
    assert found.warnings == ()
    assert (bo.origin.time, bo.origin.source) == ("2026-10-09T21:00:00+00:00", "metadata")
    assert bo.superseded == ("submission_7",)


def test_an_export_in_a_folder_of_its_own_is_found(tmp_path: Path) -> None:
    fill(tmp_path / "submissions", "ekbo_21_30_losses.py", "royann_22_31_losses.py")
    assert sorted(found_in(tmp_path)) == ["ekbo_21", "royann_22"]


@pytest.mark.parametrize("name", ["ekbo_21_30_..", "ekbo_21_30_.", "ekbo_21_30_conftest.py"])
def test_a_name_that_means_something_else_is_never_staged(tmp_path: Path, name: str) -> None:
    fill(tmp_path / "class", "ekbo_21_31_losses.py", name)
    (one,) = found_in(tmp_path / "class").values()
    assert sorted(staged(one, tmp_path / "into")) == ["losses.py"]


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("Oct 3, 2026 1201 AM", "2026-10-03T00:01:00"),
        ("3 Oct, 2026 2359", "2026-10-03T23:59:00"),
        ("Mittwoch, 1. Oktober 2025, 23:59", "2025-10-01T23:59:00"),
        ("miércoles, 1 de octubre de 2025, 23:59", "2025-10-01T23:59:00"),
        ("mercredi 2 juillet 2025, 08:05", "2025-07-02T08:05:00"),
        ("Tuesday, 3 March 2026, 12:30 PM", "2026-03-03T12:30:00"),
        ("2026-10-03-23-59-00", "2026-10-03T23:59:00"),
        ("2026-10-03 23:59:00+02:00", "2026-10-03T23:59:00+02:00"),
        ("Oct 3, 2026 1159 PM EDT", "2026-10-03T23:59:00-04:00"),
        ("Oct 3, 2026 1159 PM CST", "2026-10-03T23:59:00 CST"),
        ("Mittwoch, 1. Oktober 2025, 23:59 MESZ", "2025-10-01T23:59:00+02:00"),
        ("Tuesday, 3 March 2026, 12:30 PM GMT-3", "2026-03-03T12:30:00-03:00"),
        ("Tuesday, 3 March 2026, 12:30 (UTC)", "2026-03-03T12:30:00+00:00"),
        *(
            (text, "")
            for text in ("", "-", "yesterday", "31 February 2026, 10:00", "1 May 2026, 9:75")
        ),
        *((text, "") for text in ("Oct 3, 2026 1359 PM", "Saturday, 3 October 2026")),
    ],
)
def test_times_are_read_or_left_alone(text: str, time: str) -> None:
    assert read_time(text) == time


def test_blackboard_without_receipts_merges_nobody(tmp_path: Path) -> None:
    """A login may have the sign that parts it from the assignment's name."""
    stamp = "attempt_2026-10-09-23-01-02"
    fill(tmp_path / "none", f"HW_1_j_roe_{stamp}_losses.py", f"HW_1_k_roe_{stamp}_losses.py")
    assert sorted(found_in(tmp_path / "none")) == ["HW_1_j_roe", "HW_1_k_roe"]
    fill(tmp_path / "one", f"HW_1_j_roe_{stamp}_losses.py", f"HW_1_ek_{stamp}_losses.py")
    fill(tmp_path / "one", f"HW_1_ek_{stamp}.txt", content="Name: Bo Ek (ek)\n")
    assert sorted(found_in(tmp_path / "one")) == ["ek", "j_roe"]


def test_a_class_in_one_outer_folder_is_found(tmp_path: Path) -> None:
    class_of = tmp_path / "class" / "hw1"
    fill(class_of, "bo/losses.py", "al/work/losses.py", "cy_losses.py", "notes.txt")
    assert sorted(found_in(tmp_path / "class")) == ["al", "bo", "cy"]
    fill(tmp_path / "one", "bo/losses.py", "bo/old/losses.py")
    assert list(found_in(tmp_path / "one")) == ["bo"], "one student's folder stays one"
