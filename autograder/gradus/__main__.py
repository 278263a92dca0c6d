"""The command `gradus`, also as `python -m gradus`.

Processes that grade import what has started the run, too: so there is no more in here.
"""

import gc

_SELDOM = (100_000, 50, 50)
"""After so many new objects cycles of garbage are looked for. A command imports much that lasts,
and then makes pages, which leave few: the search took a fifth of that time by Python's default."""


def main() -> None:
    """Run the command that was asked for."""
    from gradus.cli import main as command

    gc.set_threshold(*_SELDOM)
    command()


if __name__ == "__main__":
    main()
