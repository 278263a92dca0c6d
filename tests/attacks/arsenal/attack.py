"""What an attack is: data."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import dedent


@dataclass(frozen=True)
class Attack:
    """One hostile submission.

    `source` is put at the end of `student.py`, a submission that earns 3 of 12 points, or of
    `student_of_layers.py` if the `target` is "layers". It may define things anew. If it defines
    `attack()`, that is called when the module is imported, by every `mse()` or `Linear()`, or both,
    as `when` says; what it raises is only printed. It gets `PLACES` (paths, numbers and names of
    all that it must not reach), `tell(found)` and `look(path)`, which show the loot in the output
    that a student is given.

    `hope` is what the attacker wants. `earns` are the points it may have at the most: exactly
    these, unless it `costs` the attacker something. `waits`: it computes nothing and does not end;
    `firm`: nor may the grader give up then. `told` is what no student may read. `unreadable`:
    Python cannot read the module. `harmless`: it can be let loose unprotected, and then succeeds.
    `files` are handed in beside the module; `pack(folder, source)` makes what is handed in, if that
    is no folder of files.
    """

    name: str
    hope: str
    source: str = ""
    target: str = "target"
    when: str = "import"
    earns: float = 3.0
    costs: bool = False
    waits: bool = False
    firm: bool = False
    told: tuple[str, ...] = ()
    unreadable: bool = False
    harmless: bool = False
    files: Mapping[str, str] = field(default_factory=dict)
    pack: Callable[[Path, str], Path] | None = None

    @property
    def code(self) -> str:
        """The source without the indentation it has in its file."""
        return dedent(self.source).strip("\n")
