"""Pages that are one file each: no script, font or picture from elsewhere."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gradus.reports.text import points, printable

if TYPE_CHECKING:
    from collections.abc import Callable

    from jinja2 import Environment
    from markupsafe import Markup


def rendered(template: str, **values: Any) -> str:
    """A page from a template of this folder. What is not said to be markup never is."""
    return _environment().get_template(template).render(**values)


@cache
def piece(template: str, name: str) -> "Callable[..., Markup]":
    """The macro `name` of a template of this folder: for what is made once for many pages."""
    made: Callable[..., Markup] = getattr(_environment().get_template(template).module, name)
    return made


def percent(share: float | None) -> str:
    """`75 %`; a dash for what is not known."""
    return "–" if share is None else f"{100 * share:.0f} %"


def shade(share: float | None) -> str:
    """The class of a cell in a heat map: `h0` to `h10`, `none` for what is not known."""
    return "none" if share is None else f"h{max(0, min(10, int(10 * share + 1e-9)))}"


@cache
def _environment() -> "Environment":
    # Only who makes a page waits for Jinja.
    from jinja2 import Environment, FileSystemLoader

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # Templates do not change while a command runs.
    )
    environment.filters |= {"p": points, "pc": percent, "shade": shade, "plain": printable}
    return environment
