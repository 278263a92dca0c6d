"""The templates of what is written anew."""

import json
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Environment


def text_of(template: str, **values: object) -> str:
    """The text of a template in this folder. What a template lacks is an error."""
    return _environment().get_template(template).render(**values)


@cache
def _environment() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
        trim_blocks=True,
    )
    # What JSON puts into quotes TOML reads alike.
    environment.filters["quoted"] = partial(json.dumps, ensure_ascii=False)
    return environment
