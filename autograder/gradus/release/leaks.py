"""Is anything in what students get that they must not see?

The scan knows nothing of how the files were made: it takes the hidden cases from the full test
files and the solutions from between the markers of the reference, and looks for them.
"""

import ast
import base64
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gradus.assignment import Assignment
from gradus.assignment.cases import TestSource
from gradus.assignment.markers import Kind, read_lines
from gradus.errors import ReleaseRefused
from gradus.release.data import hidden_in
from gradus.release.starter import read_module

LIBRARY = "gradus_checks/"

_FEWEST_TOKENS, _FEWEST_WORDS = 10, 5
"""A line of fewer tokens or of fewer different words, such as `n = len(y_pred)`, anyone writes."""

_FORBIDDEN = ("BEGIN SOLUTION", "END SOLUTION", "# SOLUTION", "GRADUS_SECRET", "hidden_seed")
_SEEDED = ("default_rng", "SeedSequence", "RandomState", "seed", "PCG64")
_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True)
class _Piece:
    """A line of what students get: where it is, and its text."""

    file: str
    place: str
    text: str


def refuse_leaks(
    assignment: Assignment,
    sources: Iterable[TestSource],
    files: Mapping[str, bytes],
    secret: bytes = b"",
) -> None:
    """Raise ReleaseRefused, naming files and lines, where `files` give away what is hidden.

    `files` are everything students get, by path; `secret` is the course's.
    """
    sources = tuple(sources)
    pieces = [piece for file, data in files.items() for piece in _pieces(file, data)]
    found = [
        *_secret_bytes(files, secret),
        *hidden_in(assignment, files),
        *_reference_uses(files),
        *_lines(pieces, _secret_lines(assignment, sources, pieces)),
        *_words(pieces, _secret_words(sources, pieces)),
    ]
    if found:
        more = f"\n  and {len(found) - 5} more" if len(found) > 5 else ""
        raise ReleaseRefused(
            f"Students would see hidden material in {assignment.name}; nothing was written:\n  "
            + "\n  ".join(found[:5])
            + more
        )


def _pieces(file: str, data: bytes) -> Iterator[_Piece]:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return
    if not file.endswith(".ipynb"):
        for number, line in enumerate(text.splitlines(), 1):
            yield _Piece(file, f"{file}, line {number}", line)
        return
    for index, cell in enumerate(json.loads(text)["cells"], 1):
        for number, line in enumerate("".join(cell["source"]).splitlines(), 1):
            yield _Piece(file, f"{file}, cell {index}, line {number}", line)


def _tokens(text: str) -> str:
    """`text` whatever its spaces, and whether or not it is returned."""
    return " ".join(_TOKEN.findall(text)).removeprefix("return ")


def _secret_lines(
    assignment: Assignment, sources: Iterable[TestSource], pieces: Iterable[_Piece]
) -> dict[str, str]:
    """Lines that give something away, as tokens, with where they come from."""
    secret: dict[str, str] = {}
    shared = {_tokens(piece.text) for piece in pieces if piece.file.startswith(LIBRARY)}
    for source in sources:
        hidden = _hidden_line_numbers(source)
        for number, text in enumerate(source.source.splitlines(), 1):
            if number in hidden:
                secret[_tokens(text)] = f"a hidden case of {source.path.name}, line {number}"
            else:
                shared.add(_tokens(text))
    for module in (*assignment.modules, *assignment.provided):
        path = assignment.solutions / f"{module}.py"
        for line in read_lines(read_module(path), path):
            solution = line.kind in (Kind.SOLUTION, Kind.LINE, Kind.LINE_NO_PROMPT)
            if line.kind is Kind.IGNORED or (solution and module in assignment.modules):
                secret[_tokens(line.text)] = f"the solution in {module}.py, line {line.number}"
            else:
                shared.add(_tokens(line.text))
    return {
        tokens: origin
        for tokens, origin in secret.items()
        if tokens not in shared and _telling(tokens)
    }


def _telling(tokens: str) -> bool:
    words = {token for token in tokens.split() if token[0].isalnum() or token[0] == "_"}
    return len(tokens.split()) >= _FEWEST_TOKENS and len(words) >= _FEWEST_WORDS


def _hidden_functions(source: TestSource) -> Iterator[ast.FunctionDef]:
    names = {case.test_func.__name__ for case in source.cases if case.hidden}
    for node in ast.parse(source.source).body:
        if isinstance(node, ast.FunctionDef) and node.name in names:
            yield node


def _hidden_line_numbers(source: TestSource) -> set[int]:
    """The lines of hidden cases, except their docstrings, which quote the hand-out."""
    numbers: set[int] = set()
    for node in _hidden_functions(source):
        first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
        numbers |= set(range(first, (node.end_lineno or first) + 1))
        quote = node.body[0]
        numbers -= set(range(quote.lineno, (quote.end_lineno or quote.lineno) + 1))
    return numbers


def _secret_words(sources: Iterable[TestSource], pieces: Iterable[_Piece]) -> dict[str, str]:
    """Names of hidden cases' functions, and numbers that hidden cases are seeded with."""
    words: dict[str, str] = {}
    public = {case.test_func.__name__ for s in sources for case in s.cases if not case.hidden}
    for source in sources:
        for node in _hidden_functions(source):
            if "_" in node.name and node.name not in public:
                words[node.name] = f"a hidden case of {source.path.name}"
            for seed in _seeds(node):
                words[str(seed)] = f"a seed of {source.path.name}"
    library = {
        word
        for piece in pieces
        if piece.file.startswith(LIBRARY)
        for word in _TOKEN.findall(piece.text)
    }
    return {word: origin for word, origin in words.items() if word not in library}


def _seeds(function: ast.FunctionDef) -> Iterator[int]:
    """Numbers passed to a generator; those of one or two digits are too common to look for."""
    for node in ast.walk(function):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func).rpartition(".")[2]
            values = [*(node.args if name in _SEEDED else ())]
            values += [keyword.value for keyword in node.keywords if keyword.arg == "seed"]
            numbers = [value.value for value in values if isinstance(value, ast.Constant)]
            yield from (number for number in numbers if type(number) is int and number >= 100)


def _lines(pieces: Sequence[_Piece], secret: Mapping[str, str]) -> Iterator[str]:
    tokens = [f" {_tokens(piece.text)} " for piece in pieces]
    everything = "\n".join(tokens)  # almost no line is in there, which one search each tells
    leaked = {line: origin for line, origin in secret.items() if f" {line} " in everything}
    for piece, text in zip(pieces, tokens, strict=True):
        for line, origin in leaked.items():
            if f" {line} " in text:
                yield f"{piece.place}: {piece.text.strip()!r} is {origin}"


def _words(pieces: Iterable[_Piece], secret: Mapping[str, str]) -> Iterator[str]:
    for piece in pieces:
        for word in sorted(secret.keys() & set(_TOKEN.findall(piece.text))):
            yield f"{piece.place}: {word} is {secret[word]}"
        for marker in _FORBIDDEN:
            if marker in piece.text:
                yield f"{piece.place}: {marker!r} must not be in what students get"


def _reference_uses(files: Mapping[str, bytes]) -> Iterator[str]:
    for file, data in files.items():
        if not (file.startswith("tests/") and file.endswith(".py")):
            continue
        for node in ast.walk(ast.parse(data)):
            name = node.arg if isinstance(node, ast.arg) else getattr(node, "id", None)
            if name == "reference":
                yield f"{file}, line {getattr(node, 'lineno', 1)}: this uses the reference"


def _secret_bytes(files: Mapping[str, bytes], secret: bytes) -> Iterator[str]:
    if not secret:
        return
    shapes = (secret, secret.hex().encode(), base64.b64encode(secret).rstrip(b"="))
    for file, data in files.items():
        for number, line in enumerate(data.split(b"\n"), 1):
            if any(shape in line for shape in shapes):
                yield f"{file}, line {number}: the course's secret"
