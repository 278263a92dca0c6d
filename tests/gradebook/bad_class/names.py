"""Names of students, of files beside the work, and of the modules themselves."""

import os
from pathlib import Path

from gradebook.bad_class.entry import (
    EVERYTHING,
    NOTE,
    NOTHING,
    SUBMISSION,
    Entry,
    Write,
    folder,
    reference,
    suffixed,
    work,
    write_files,
    zipped,
)


def loose(*names: str) -> Write:
    """The work as single files called <student>_<name> in the class folder."""

    def write(path: Path) -> None:
        for (_, content), name in zip(work().items(), names, strict=False):
            suffixed(path, f"_{name}").write_bytes(content)

    return write


def beside(*names: bytes) -> Write:
    """The work, and files of these names in bytes."""

    def write(path: Path) -> None:
        write_files(path, work())
        for name in names:
            with open(os.path.join(os.fsencode(path), name), "wb") as file:
                file.write(b"la")

    return write


def instead(name: str) -> Write:
    """The work with losses.py under another name."""
    files = work()
    return folder({name if known == "losses.py" else known: files[known] for known in files})


def names_in_bytes(path):
    write_files(path, {n: t for n, t in work().items() if n != "losses.py"})
    with open(os.path.join(os.fsencode(path), b"l\xf6sses.py"), "wb") as file:
        file.write(reference("losses"))


ENTRIES = (
    Entry("Jörg Müller", folder(work()), NOTHING),
    Entry("with  two spaces ", folder(work()), NOTHING),
    Entry("emoji 🎻🎵", zipped(work()), NOTHING),
    Entry("x" * 240, folder(work()), NOTHING),
    Entry("long-zip" + "y" * 240, zipped(work()), NOTHING),
    Entry("new\nline\ttab\x1b[31m", folder(work()), NOTHING),
    Entry("\u202egnp.turned", folder(work()), NOTHING),
    Entry("dots...", folder(work()), NOTHING),
    Entry("dotszip...", zipped(work()), NOTHING),
    Entry("back\\slash", folder(work()), NOTHING),
    Entry("-rf", folder(work()), NOTHING),
    Entry("=SUM(A1)", folder(work()), NOTHING),
    Entry("[red]markup", folder(work()), NOTHING),
    Entry("<script>alert(1)<", folder(work()), NOTHING),
    Entry("'; DROP TABLE students", folder(work()), NOTHING),
    Entry("$(reboot) `x` %s {0}", folder(work()), NOTHING),
    Entry("CON", folder(work()), NOTHING),
    Entry(os.fsdecode(b"latin-J\xf6rg"), folder(work()), NOTHING),
    Entry(os.fsdecode(b"sjis-\x83\x65\x83\x58\x83\x67"), zipped(work()), NOTHING),
    Entry("李雷", zipped(work()), NOTHING),
    Entry("Zoe\u0308", folder(work()), NOTHING),
    Entry("anna.maria", folder(work()), NOTHING),
    Entry("Anna (van) Dam", zipped(work()), NOTHING),
    Entry("loose files", loose("losses.py", "softmax.py"), NOTHING),
    Entry("loose-copies", loose("losses (1).py", "softmax (2).py"), NOTHING),
    Entry(
        "beside-undecodable", beside(b"\xff\xfe\xfd.txt", b"J\xf6rg.py", b"\x83\x65.csv"), NOTHING
    ),
    Entry(
        "beside-odd",
        beside(
            b"a b.txt",
            "😀.txt".encode(),
            b"n" * 255,
            b"new\nline.py",
            b"\xe2\x80\xaegpj.py",
            b"end.",
            b"end. ",
            b"a\\b.py",
            b"CON",
            b"-rf",
            b"[red]",
        ),
        NOTHING,
    ),
    Entry(
        "beside-copies",
        folder({**work(), "losses (1).py": b"x", "losses - Copy.py": b"y"}),
        NOTHING,
        "losses (1).py",
        NOTE,
    ),
    Entry(
        "module-capital",
        instead("Losses.py"),
        "losses",
        "Losses.py looks like losses.py misspelt: rename it",
        NOTE,
    ),
    Entry(
        "module-all-capitals",
        instead("LOSSES.PY"),
        "losses",
        "LOSSES.PY looks like losses.py misspelt: rename it",
        NOTE,
    ),
    Entry(
        "module-copy",
        instead("losses (1).py"),
        "losses",
        "losses (1).py looks like losses.py misspelt",
        NOTE,
    ),
    Entry(
        "module-space",
        instead("losses .py"),
        "losses",
        "losses .py looks like losses.py misspelt",
        NOTE,
    ),
    Entry("module-emoji", instead("losses😀.py"), "losses", "looks like losses.py misspelt", NOTE),
    Entry(
        "module-txt",
        instead("losses.py.txt"),
        "losses",
        "losses.py.txt looks like losses.py misspelt",
        NOTE,
    ),
    Entry(
        "module-no-suffix",
        instead("losses"),
        "losses",
        "losses looks like losses.py misspelt",
        NOTE,
    ),
    Entry(
        "module-dot",
        instead("losses.py."),
        "losses",
        "losses.py. looks like losses.py misspelt",
        NOTE,
    ),
    Entry(
        "module-turned",
        instead("losses\u202eyp.py"),
        "losses",
        "looks like losses.py misspelt",
        NOTE,
    ),
    Entry(
        "module-newline",
        instead("losses\n.py"),
        "losses",
        "losses?.py looks like losses.py misspelt",
        NOTE,
    ),
    Entry(
        "module-backslash",
        instead("hw1\\losses.py"),
        "losses",
        "looks like losses.py misspelt",
        NOTE,
    ),
    Entry("module-hidden", instead(".losses.py"), "losses"),
    Entry("module-latin", names_in_bytes, "losses", "looks like losses.py misspelt", NOTE),
    Entry("module-compiled", instead("losses.pyc"), "losses", "losses.py", NOTE),
    Entry("module-docx", instead("losses.docx"), "losses", "losses.py", NOTE),
    Entry(
        "module-in-a-folder",
        instead("code/losses.py"),
        "losses",
        "put all your modules into one folder",
        NOTE,
    ),
    Entry(
        "notebook-only",
        folder({"hw1-losses.ipynb": b"{}"}),
        EVERYTHING,
        "hw1-losses.ipynb is a notebook: put its functions into losses.py",
        SUBMISSION,
    ),
    Entry(
        "notebook-other-only",
        folder({"Untitled3.ipynb": b"{}"}),
        EVERYTHING,
        "notebook",
        SUBMISSION,
    ),
    Entry("notebook-in-zip", zipped({"hw1.ipynb": b"{}"}), EVERYTHING, "notebook", SUBMISSION),
    Entry(
        "mac-litter",
        folder({**work(), ".DS_Store": b"\0", "__MACOSX/._losses.py": b"\0", "._losses.py": b"\0"}),
        NOTHING,
    ),
    Entry(
        "only-mac-litter",
        zipped({"__MACOSX/._losses.py": b"\0", ".DS_Store": b"\0"}),
        EVERYTHING,
        "is empty",
        SUBMISSION,
    ),
    Entry("empty-folder", folder({}), EVERYTHING, "is empty", SUBMISSION),
)
