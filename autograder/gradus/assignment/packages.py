"""The packages of an assignment: one list for students, for the grader and for the reference."""

import sys
from collections.abc import Iterable
from typing import Annotated

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name
from pydantic import AfterValidator

DEFAULT_PACKAGES = ("numpy>=1.26", "matplotlib>=3.8")

ALWAYS = ("numpy>=1.26",)
"""What `gradus_checks` itself needs, which students have in their folder."""

_EXAMPLE = 'a name and, where they matter, versions, such as "scipy>=1.15" or "pandas>=2.2,<4"'

_IMPORTED_AS = {
    "bs4": "beautifulsoup4",
    "cv2": "opencv-python-headless",
    "pil": "pillow",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
    "yaml": "pyyaml",
}
"""Names that are imported, and that registries have nothing or something else for."""


def read_package(text: str) -> str:
    """`text` without spaces around it, if it is a requirement that an assignment may list.

    That is a name with versions or without. Extras, conditions and addresses are not: everybody is
    to have the same, from the registry that they use. Raises ValueError, which says what to write.
    """
    try:
        found = Requirement(text)
    except InvalidRequirement:
        raise ValueError(f"is not a requirement that pip can read: write {_EXAMPLE}") from None
    name = canonicalize_name(found.name)
    if found.url:
        raise ValueError(f"names an address: write {_EXAMPLE}")
    if found.extras:
        raise ValueError("has extras in [brackets]: list the packages that they stand for instead")
    if found.marker:
        raise ValueError("has a condition behind the ';': everybody must have the same packages")
    if name in _IMPORTED_AS:
        raise ValueError(f"is what one imports: the package is called {_IMPORTED_AS[name]}")
    if name == "python" or name in {module.lower() for module in sys.stdlib_module_names}:
        raise ValueError("comes with Python: leave it out")
    return text.strip()


def _without_doubles(packages: tuple[str, ...]) -> tuple[str, ...]:
    names = [name_of(package) for package in packages]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(
                f"lists {name} twice: write its versions into one entry, as in a>=1,<2"
            )
    return packages


Packages = Annotated[
    tuple[Annotated[str, AfterValidator(read_package)], ...], AfterValidator(_without_doubles)
]
"""For pydantic: a list of requirements, each as `read_package` takes it."""


def name_of(requirement: str) -> str:
    """The name of the package, in the one spelling by which names are compared."""
    return str(canonicalize_name(Requirement(requirement).name))


def merged(*lists: Iterable[str]) -> tuple[str, ...]:
    """All requirements, a package once: what several lists ask of its versions has to hold."""
    found: dict[str, str] = {}
    for requirement in (each for listed in lists for each in listed):
        name = name_of(requirement)
        before = found.setdefault(name, requirement)
        if before != requirement:
            both = Requirement(before).specifier & Requirement(requirement).specifier
            found[name] = f"{Requirement(before).name}{both}"
    return tuple(found.values())
