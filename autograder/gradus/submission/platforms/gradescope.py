"""Gradescope: Review Grades, Export Submissions.

A folder `submission_123` for each submission, the last one of everybody, and a
`submission_metadata.yml` that tells whose they are (2019 to 2025; its source is closed).
"""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from gradus.submission.platforms.upload import Origin, Person, Upload

METADATA = "submission_metadata.yml"
_FOLDER = re.compile(r"submission_[0-9]+")
_MOST_BYTES = 64_000_000  # far more than the metadata of a large class
_LISTED = 3  # fits a sentence


class _Unreadable(Exception):
    """Why the metadata cannot be used."""


def is_gradescope_folder(name: str) -> bool:
    """Whether Gradescope made a folder of this name."""
    return _FOLDER.fullmatch(name) is not None


def read_metadata(folder: Path) -> tuple[dict[str, Origin], str]:
    """By a submission's folder: who handed it in; and a sentence on what is wrong, if anything.

    Without metadata, or with metadata of a kind that is not known, students are called as their
    folders are: nobody is lost.
    """
    path = folder / METADATA
    lost = "Students are named after their folders."
    if not path.is_file():
        return {}, f"There is no {METADATA} in {folder}. {lost} It is part of Gradescope's export."
    try:
        entries, cut = _load(path)
    except _Unreadable as error:
        return {}, f"{path} cannot be read: {error}. {lost} Export the submissions once more."
    origins: dict[str, Origin] = {}
    unknown = 0
    for name, entry in entries.items():
        people = _people(entry)
        unknown += not people
        if people:
            origins.update(_earlier(entry, people))
            origins[str(name)] = _origin(entry, people)
    if unknown:
        return origins, (
            f"{path} names nobody for {unknown} of {len(entries)} submissions: they have no "
            ":submitters: with a :name:, :sid: or :email:. Those are named after their folders."
        )
    if cut:
        return origins, f"{path}, {cut}: was it cut short? Export the submissions once more."
    return origins, ""


def told_unlisted(folder: Path, names: list[str]) -> str:
    """What to say of folders that the metadata does not have."""
    return (
        f"{folder / METADATA} does not have {', '.join(names[:_LISTED])}"
        f"{f' and {len(names) - _LISTED} more' if len(names) > _LISTED else ''}: was it cut short? "
        "Those are named after their folders. Export the submissions once more."
    )


def read(name: str, origins: dict[str, Origin]) -> Upload:
    """What the metadata tells of a folder."""
    number = int(name.rpartition("_")[2])
    origin = origins.get(name)
    if origin is None:
        return Upload(Origin("gradescope"), name, "", attempt=(number,))
    # A name for the submission that stays the same when it is exported again.
    first = origin.people[0]
    return Upload(origin, first.email or first.number or first.name, "", attempt=(number,))


def _origin(entry: Any, people: tuple[Person, ...]) -> Origin:
    time = _time(entry)
    return Origin("gradescope", people, time=time, source="metadata" if time else "")


def _earlier(entry: Any, people: tuple[Person, ...]) -> Iterator[tuple[str, Origin]]:
    """The earlier submissions of the same people, which the history lists by their numbers."""
    history = _field(entry, "history")
    for one in history if isinstance(history, list) else ():
        number = _text(one, "id")
        if number.isdecimal():
            yield f"submission_{number}", _origin(one, people)


def _time(entry: Any) -> str:
    value = _field(entry, "created_at")
    if isinstance(value, datetime):
        return value.isoformat()
    return value.strip() if isinstance(value, str) else ""


def _load(path: Path) -> tuple[dict[Any, Any], str]:
    """The submissions; and where the file seems to end too early, if it does."""
    import yaml

    loader: Any = _loader()
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _Unreadable("it is larger than 64 MB")
        text = path.read_text("utf-8-sig")
        loaded = yaml.load(text, Loader=loader)
    except OSError as error:
        raise _Unreadable(str(error.strerror or error)) from error
    except (UnicodeDecodeError, yaml.YAMLError, ValueError, RecursionError) as error:
        raise _Unreadable(f"it is not YAML in UTF-8 ({_why(error)})") from error
    if not isinstance(loaded, dict):
        raise _Unreadable("it is not a table of submissions")
    return loaded, _cut(text, loaded)


def _why(error: Exception) -> str:
    """What is wrong, with the line where that is known."""
    mark = getattr(error, "problem_mark", None)
    if mark is not None:
        return f"line {mark.line + 1}: {getattr(error, 'problem', None) or 'damaged'}"
    if isinstance(error, UnicodeDecodeError):
        return f"line {error.object[: error.start].count(10) + 1}: {error.reason}"
    return str(error).splitlines()[0]


def _cut(text: str, entries: dict[Any, Any]) -> str:
    """The line at which a file seems to have been cut, and the sign; empty without one."""
    line = f"line {text.count(chr(10)) + (not text.endswith(chr(10)))}"
    if not text.endswith("\n"):
        return f"{line}: the last line has no end"
    times = [_time(entry) for entry in entries.values()]
    # The time comes after the people, and what follows tells of neither.
    is_cut = len(times) > 1 and all(times[:-1]) and not times[-1]
    return f"{line}: the last submission has no :created_at" if is_cut else ""


def _loader() -> type:
    """A loader that makes plain values of everything, also of what Ruby has marked as its own."""
    import yaml

    base: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    loader = type("_Loader", (base,), {})

    def plain(self: Any, _suffix: str, node: Any) -> Any:
        if isinstance(node, yaml.MappingNode):
            return self.construct_mapping(node, deep=True)
        if isinstance(node, yaml.SequenceNode):
            return self.construct_sequence(node, deep=True)
        return self.construct_scalar(node)

    loader.add_multi_constructor("!ruby/", plain)  # type: ignore[attr-defined]
    return loader


def _people(entry: Any) -> tuple[Person, ...]:
    submitters = _field(entry, "submitters")
    if not isinstance(submitters, list):
        return ()
    people = (
        Person(_text(one, "name"), _text(one, "sid"), _text(one, "email")) for one in submitters
    )
    return tuple(person for person in people if person != Person())


def _field(entry: Any, name: str) -> Any:
    """A field, with the colon of Ruby's symbols or without."""
    if not isinstance(entry, dict):
        return None
    return entry.get(f":{name}", entry.get(name))


def _text(entry: Any, name: str) -> str:
    value = _field(entry, name)
    return str(value).strip() if isinstance(value, str | int) else ""
