"""Names of students, of files beside the work, and of the modules themselves."""

import os
from pathlib import Path

from gradebook.bad_class.entry import (
    NOTE,
    NOTHING,
    Entry,
    Write,
    fine,
    folder,
    noted,
    reference,
    refused,
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
    fine("Jörg Müller", folder(work())),
    fine("with  two spaces ", folder(work())),
    fine("emoji 🎻🎵", zipped(work())),
    fine("x" * 240, folder(work())),
    fine("long-zip" + "y" * 240, zipped(work())),
    fine("new\nline\ttab\x1b[31m", folder(work())),
    fine("\u202egnp.turned", folder(work())),
    fine("dots...", folder(work())),
    fine("dotszip...", zipped(work())),
    fine("back\\slash", folder(work())),
    fine("-rf", folder(work())),
    fine("=SUM(A1)", folder(work())),
    fine("[red]markup", folder(work())),
    fine("<script>alert(1)<", folder(work())),
    fine("'; DROP TABLE students", folder(work())),
    fine("$(reboot) `x` %s {0}", folder(work())),
    fine("CON", folder(work())),
    fine(os.fsdecode(b"latin-J\xf6rg"), folder(work())),
    fine(os.fsdecode(b"sjis-\x83\x65\x83\x58\x83\x67"), zipped(work())),
    fine("李雷", zipped(work())),
    fine("Zoe\u0308", folder(work())),
    fine("anna.maria", folder(work())),
    fine("Anna (van) Dam", zipped(work())),
    fine("loose files", loose("losses.py", "softmax.py")),
    fine("loose-copies", loose("losses (1).py", "softmax (2).py")),
    fine("beside-undecodable", beside(b"\xff\xfe\xfd.txt", b"J\xf6rg.py", b"\x83\x65.csv")),
    fine(
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
    ),
    Entry(
        "beside-copies",
        folder({**work(), "losses (1).py": b"x", "losses - Copy.py": b"y"}),
        NOTHING,
        "losses (1).py",
        NOTE,
    ),
    noted(
        "module-capital", instead("Losses.py"), "Losses.py looks like losses.py misspelt: rename it"
    ),
    noted(
        "module-all-capitals",
        instead("LOSSES.PY"),
        "LOSSES.PY looks like losses.py misspelt: rename it",
    ),
    Entry(
        "module-copy",
        instead("losses (1).py"),
        NOTHING,
        "losses (1).py counts as losses.py: nothing is called losses.py",
        NOTE,
    ),
    noted("module-space", instead("losses .py"), "losses .py looks like losses.py misspelt"),
    noted("module-emoji", instead("losses😀.py"), "looks like losses.py misspelt"),
    noted("module-txt", instead("losses.py.txt"), "losses.py.txt looks like losses.py misspelt"),
    noted("module-no-suffix", instead("losses"), "losses looks like losses.py misspelt"),
    noted("module-dot", instead("losses.py."), "losses.py. looks like losses.py misspelt"),
    noted("module-turned", instead("losses\u202eyp.py"), "looks like losses.py misspelt"),
    noted("module-newline", instead("losses\n.py"), "losses?.py looks like losses.py misspelt"),
    noted("module-backslash", instead("hw1\\losses.py"), "looks like losses.py misspelt"),
    Entry("module-hidden", instead(".losses.py"), "losses"),
    noted("module-latin", names_in_bytes, "looks like losses.py misspelt"),
    noted("module-compiled", instead("losses.pyc"), "losses.py"),
    noted("module-docx", instead("losses.docx"), "losses.py"),
    noted("module-in-a-folder", instead("code/losses.py"), "put all your modules into one folder"),
    refused(
        "notebook-only",
        folder({"hw1-losses.ipynb": b"{}"}),
        "hw1-losses.ipynb is a notebook: put its functions into losses.py",
    ),
    refused(
        "notebook-other-only",
        folder({"Untitled3.ipynb": b"{}"}),
        "is a notebook: put its functions into losses.py and softmax.py",
    ),
    refused(
        "notebook-in-zip",
        zipped({"hw1.ipynb": b"{}"}),
        "is a notebook: put its functions into losses.py and softmax.py",
    ),
    fine(
        "mac-litter",
        folder({**work(), ".DS_Store": b"\0", "__MACOSX/._losses.py": b"\0", "._losses.py": b"\0"}),
    ),
    refused(
        "only-mac-litter", zipped({"__MACOSX/._losses.py": b"\0", ".DS_Store": b"\0"}), "is empty"
    ),
    refused("empty-folder", folder({}), "is empty"),
)
