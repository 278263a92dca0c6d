"""A thousand files that are nobody's work, among the submissions."""

from pathlib import Path

_ENDINGS = ("txt", "pdf", "jpg", "PNG", "mp3", "json", "log", "pptx")
STRANGERS = tuple(f"stranger {number}.{_ENDINGS[number % len(_ENDINGS)]}" for number in range(1000))


def write_strangers(folder: Path) -> None:
    """Write them, with files that are worth no word at all."""
    ignored = (".DS_Store", ".hidden", "Thumbs.db", "README.md", "roster.csv", "metadata.yml")
    for name in (*STRANGERS, *ignored):
        (folder / name).write_bytes(b"la")
    litter = folder / "__MACOSX" / "deep" / "deeper"
    litter.mkdir(parents=True)
    (litter / "._losses.py").write_bytes(b"\0\5\x16\7")
