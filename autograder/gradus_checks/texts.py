"""How two texts differ, in a sentence that quotes neither, and side by side."""

_MOST_LINES = 12
"""Of a text that is shown: as many lines as of what an exception says."""

_LONGEST_LINE = 100  # as long as a line of code should be


def different_texts(given: str, expected: str, subject: str) -> str:
    """What sets `given`, the `subject` of the sentence, apart from `expected`; quotes neither."""
    if not given.strip() and expected.strip():
        return f"{subject} is empty."
    if given.split("\n") == [*expected.split("\n"), ""]:
        return f"{subject} has one end of line too many at its end."
    if given.split() == expected.split():
        return f"{subject} has the right words, with other spaces or ends of lines."
    if given.casefold().split() == expected.casefold().split():
        return f"{subject} has the right words, but capitals and small letters differ."
    if "".join(filter(str.isalnum, given)) == "".join(filter(str.isalnum, expected)):
        return f"{subject} has the right words and numbers, but other signs or spaces between them."
    mine, right = given.splitlines(), expected.splitlines()
    if len(right) > 1 or len(mine) > 1:
        return f"{subject} {_in_lines(mine, right)}"
    return f"{subject} is not what is expected."


def _in_lines(mine: list[str], right: list[str]) -> str:
    if sorted(mine) == sorted(right):
        return "has the right lines in another order."
    if mine[: len(right)] == right:
        return "goes on after what is expected."
    if right[: len(mine)] == mine:
        return "ends too early."
    number = next(n for n, (m, r) in enumerate(zip(mine, right, strict=False), 1) if m != r)
    return f"is not what is expected, from line {number} on."


def both_texts(given: str, expected: str) -> str:
    """Both, below each other, each line in quotes where spaces could not be seen otherwise."""
    return f"expected: {_shown(expected)}\nyours:    {_shown(given)}"


def _shown(text: str) -> str:
    lines = [
        repr(line[:_LONGEST_LINE]) + (" …" if len(line) > _LONGEST_LINE else "")
        for line in text.splitlines()[:_MOST_LINES]
    ]
    more = ["…"] if len(text.splitlines()) > _MOST_LINES else []
    return ("\n" + " " * 10).join([*lines, *more] or ["''"])
