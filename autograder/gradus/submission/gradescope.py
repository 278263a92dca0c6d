"""Gradescope's `submission_metadata.yml`: whose the folders `submission_123` are."""

import re
from pathlib import Path
from typing import Any

from gradus.submission.platforms import Origin, Person

METADATA = "submission_metadata.yml"
_FOLDER = re.compile(r"submission_[0-9]+")
_MOST_BYTES = 64_000_000


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
    lost = "Students are called as their folders are."
    if not path.is_file():
        return {}, f"There is no {METADATA} in {folder}. {lost} It is part of Gradescope's export."
    try:
        entries = _load(path)
    except _Unreadable as error:
        return {}, f"{path} cannot be read: {error}. {lost} Export the submissions once more."
    origins = {}
    for name, entry in entries.items():
        people = _people(entry)
        if people:
            origins[str(name)] = Origin("gradescope", people)
    unknown = len(entries) - len(origins)
    if unknown:
        return origins, (
            f"{path} names nobody for {unknown} of {len(entries)} submissions: they have no "
            ":submitters: with a :name:, :sid: or :email:. Those are called as their folders are."
        )
    return origins, ""


def student_of(origin: Origin) -> str:
    """A name for the submission that stays the same when it is exported again."""
    first = origin.people[0]
    return first.email or first.number or first.name


def _load(path: Path) -> dict[Any, Any]:
    import yaml

    loader: Any = _loader()
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _Unreadable("it is larger than 64 MB")
        loaded = yaml.load(path.read_text("utf-8-sig"), Loader=loader)
    except OSError as error:
        raise _Unreadable(str(error.strerror or error)) from error
    except (UnicodeDecodeError, yaml.YAMLError, ValueError, RecursionError) as error:
        raise _Unreadable(f"it is not YAML in UTF-8 ({str(error).splitlines()[0]})") from error
    if not isinstance(loaded, dict):
        raise _Unreadable("it is not a table of submissions")
    return loaded


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
