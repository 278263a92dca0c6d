"""What Canvas, Moodle and Gradescope export is found: whose it is, what counts, what is late."""

import shutil
import zipfile
from pathlib import Path

import pytest

from gradus.errors import UsageError
from gradus.submission import Person, class_folder, look_through, stage
from gradus.submission.platforms import read_upload

MODULES = ("losses", "softmax")
GOLDEN = Path(__file__).parent / "golden"


def fill(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# {name}\n")
    return folder


@pytest.mark.parametrize(
    ("name", "is_folder", "told"),
    [
        ("lovelaceada_12345_67890_losses.py", False, ("canvas", "12345", False, "losses.py")),
        ("lovelaceada_LATE_12345_67890_my_hw.zip", False, ("canvas", "12345", True, "my_hw.zip")),
        ("o-neillann_7_8_losses-1.py", False, ("canvas", "7", False, "losses-1.py")),
        ("Ada Lovelace_12345_assignsubmission_file", True, ("moodle", "12345", False, "")),
        ("Ada Lovelace_12345_assignsubmission_file_", True, ("moodle", "12345", False, "")),
        (
            "Grp 1-Ada_9_assignsubmission_file_losses.py",
            False,
            ("moodle", "9", False, "losses.py"),
        ),
        ("lovelaceada_12345_67890_losses", True, None),
        ("alice_losses.py", False, None),
        ("alice_2_losses.py", False, None),
        ("Default group_assignsubmission_file", True, ("moodle", "", False, "")),
        ("anon_x7Kq2_609_losses.py", False, ("canvas", "x7Kq2", False, "losses.py")),
        ("LATE_anon_Zz9p1_619_losses.py", False, ("canvas", "Zz9p1", True, "losses.py")),
        ("bach_LATE_12_text.html", False, ("canvas", "12", True, "text.html")),
        ("bach_12_link.html", False, ("canvas", "12", False, "link.html")),
        ("bach_12_34_text.html", False, ("canvas", "12", False, "text.html")),
        ("_12_34_losses.py", False, ("canvas", "12", False, "losses.py")),
        ("7-9 - Jo Roe - Oct 3, 2026 1159 PM", True, ("brightspace", "7", False, "")),
        ("7-9 - Jo-An Roe- Oct 3, 2026 2359", True, ("brightspace", "7", False, "")),
        (
            "7-9 - Jo - 3 Oct, 2026 1159 PM - losses.py",
            False,
            ("brightspace", "7", False, "losses.py"),
        ),
        ("hw_jo_attempt_2026-10-03-23-59-00_l.py", False, ("blackboard", "", False, "l.py")),
        ("hw_jo_attempt_2026-10-03-23-59-00", True, None),
    ],
)
def test_names_tell(name: str, is_folder: bool, told: tuple[str, str, bool, str] | None) -> None:
    upload = read_upload(name, is_folder=is_folder)
    if upload is None:
        assert told is None
    else:
        (person,) = upload.origin.people
        assert (upload.origin.platform, person.number, upload.origin.late, upload.rest) == told


def test_canvas(tmp_path: Path) -> None:
    fill(
        tmp_path,
        "lovelaceada_LATE_12345_70_losses.py",
        "lovelaceada_LATE_12345_72_losses-1.py",
        "lovelaceada_LATE_12345_71_softmax.py",
        "lovelaceada_777_80_losses.py",
        "bachjohann_12346_90_essay.pdf",
        "cy_12347_95_hw1.zip",
        "cy_12347_94_notes.pdf",
        "cy_12347_91_losses.py",
    )
    ada, namesake, cy = (
        next(one for one in look_through(tmp_path, MODULES).submissions if one.student == name)
        for name in ("lovelaceada_12345", "lovelaceada_777", "cy_12347")
    )
    assert [path.name for path in ada.files] == [
        "lovelaceada_LATE_12345_71_softmax.py",
        "lovelaceada_LATE_12345_72_losses-1.py",
    ]
    assert ada.superseded == ("lovelaceada_LATE_12345_70_losses.py",)
    assert ada.origin.late
    assert not namesake.origin.late
    assert [path.name[9:] for path in cy.files] == ["91_losses.py", "94_notes.pdf", "95_hw1.zip"]
    students = [one.student for one in look_through(tmp_path, MODULES).submissions]
    assert "bachjohann_12346" in students, "who handed in the wrong thing is not lost"
    staged = stage(ada, MODULES, {}, tmp_path / "into")
    assert staged.missing == ()
    assert "12345_72" in (staged.folder / "losses.py").read_text()


def test_moodle(tmp_path: Path) -> None:
    fill(
        tmp_path,
        "Ada Lovelace_12345_assignsubmission_file/losses.py",
        "Ada Lovelace_12345_assignsubmission_onlinetext/onlinetext.html",
        "Ada Lovelace_777_assignsubmission_file_/hw/losses.py",
        "Johann Sebastian Bach_12346_assignsubmission_onlinetext/onlinetext.html",
        "Cy_12347_assignsubmission_file_losses.py",
        "Cy_12347_assignsubmission_file_softmax.py",
    )
    found = {one.student: one for one in look_through(tmp_path, MODULES).submissions}
    assert sorted(found) == [
        "Ada Lovelace_12345",
        "Ada Lovelace_777",
        "Cy_12347",
        "Johann Sebastian Bach_12346",
    ]
    ada = found["Ada Lovelace_12345"]
    assert ada.path.name.endswith("_file")
    assert ada.superseded == ()
    assert ada.origin.people == (Person("Ada Lovelace", "12345"),)
    assert len(found["Cy_12347"].files) == 2


def test_gradescope_has_groups(tmp_path: Path) -> None:
    export = tmp_path / "assignment_7_export"
    fill(export, "submission_101/losses.py", "submission_102/losses.py")
    shutil.copy(GOLDEN / "submission_metadata.yml", export)
    for folder in (tmp_path, export):
        found = look_through(folder, MODULES)
        assert found.warnings == ()
        ada, cy = found.submissions
        assert (ada.student, cy.student) == ("ada@x.edu", "cy@x.edu")
        assert [person.number for person in ada.origin.people] == ["S-01", "S-02"]


@pytest.mark.parametrize(
    ("metadata", "told"),
    [
        (None, "There is no submission_metadata.yml"),
        ("{[", "cannot be read: it is not YAML"),
        ("- a list", "cannot be read: it is not a table of submissions"),
        ("submission_1:\n  :owners: []\n", "names nobody for 1 of 1 submissions"),
        ("submission_1: !!python/object:os.system {}\n", "cannot be read: it is not YAML"),
        ("submission_9:\n  submitters:\n  - name: Eve\n", "does not have submission_1: was it cut"),
    ],
)
def test_metadata_that_lacks_something_loses_nobody(
    tmp_path: Path, metadata: str | None, told: str
) -> None:
    fill(tmp_path, "submission_1/losses.py")
    if metadata is not None:
        (tmp_path / "submission_metadata.yml").write_text(metadata)
    found = look_through(tmp_path, MODULES)
    assert [one.student for one in found.submissions] == ["submission_1"]
    assert [warning for warning in found.warnings if told not in warning] == []
    assert bool(found.warnings) == bool(told)


def zipped(folder: Path, path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            archive.write(file, file.relative_to(folder))
    return path


def test_the_platforms_own_zip_is_read_as_it_is(tmp_path: Path) -> None:
    fill(
        tmp_path / "export",
        "Zoë Ñu_7_assignsubmission_file/losses.py",
        "Bo_8_assignsubmission_file/a.py",
    )
    path = zipped(tmp_path / "export", tmp_path / "submissions.zip")
    with class_folder(path) as folder:
        found = look_through(folder, MODULES)
        assert [one.student for one in found.submissions] == ["Bo_8", "Zoë Ñu_7"]
    assert not folder.exists()
    with class_folder(tmp_path / "export") as folder:
        assert folder == tmp_path / "export"


@pytest.mark.parametrize("share", [0.2, 0.5, 0.95])
def test_a_zip_that_was_cut_short_is_one_sentence(tmp_path: Path, share: float) -> None:
    fill(tmp_path / "export", "a_1_assignsubmission_file/losses.py")
    path = zipped(tmp_path / "export", tmp_path / "submissions.zip")
    data = path.read_bytes()
    path.write_bytes(data[: int(share * len(data))])
    with pytest.raises(UsageError, match=r"submissions\.zip is damaged"), class_folder(path):
        pass


def test_a_zip_whose_paths_lead_elsewhere_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "s.zip", "w") as archive:
        archive.writestr("../elsewhere.py", "x = 1\n")
    with pytest.raises(UsageError, match="leads out of it"), class_folder(tmp_path / "s.zip"):
        pass
    assert not (tmp_path / "elsewhere.py").exists()


def test_clones_are_folders(tmp_path: Path) -> None:
    fill(tmp_path, "hw1-losses-ada/losses.py", "hw1-losses-ada/.git/HEAD", "bob/losses.py")
    found = look_through(tmp_path, MODULES).submissions
    assert [one.student for one in found] == ["bob", "hw1-losses-ada"]
