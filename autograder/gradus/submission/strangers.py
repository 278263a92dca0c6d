"""Which files of a class folder are nobody's work."""

from gradus.submission.walk import is_litter
from gradus_checks.module_names import short_name

# The instructor's and the platform's own lists, next to the submissions.
_LISTS = (".csv", ".tsv", ".xlsx", ".yml", ".yaml")
# What nobody hands in as Python. A file of any other kind may be a student's, who then is told
# what to hand in instead.
_STRANGE = (
    *(".bmp", ".gif", ".heic", ".jpeg", ".jpg", ".png", ".svg", ".tif", ".tiff", ".webp"),
    *(".aac", ".aif", ".aiff", ".flac", ".m4a", ".mid", ".midi", ".mp3", ".ogg", ".wav"),
    *(".avi", ".m4v", ".mkv", ".mov", ".mp4", ".webm"),
    *(".bak", ".css", ".eml", ".ics", ".ini", ".js", ".json", ".log", ".md", ".pdf", ".ppt"),
    *(".pptx", ".tex", ".tmp", ".toml", ".txt", ".url", ".xls", ".xml"),
)


def is_ignored(name: str, *, is_folder: bool) -> bool:
    """Whether an entry of this name is expected beside the submissions, and worth no word."""
    lower = name.lower()
    is_list = lower.split(".")[0] == "readme" or lower.endswith(_LISTS)
    return is_litter(name) or (is_list and not is_folder)


def is_strange(name: str, modules: tuple[str, ...]) -> bool:
    """Whether a loose file of this name is of a kind that nobody hands in.

    Unless it bears the name of a module: `anna_losses.txt` was meant as one.
    """
    lower = name.casefold()
    return lower.endswith(_STRANGE) and not any(short_name(module) in lower for module in modules)
