"""Blackboard: Grade Center, Assignment File Download.

By exports and tools for them as people publish them (2013 to 2024; its source is closed): files
`Homework 1_jroe_attempt_2026-10-03-23-59-00_losses.py`, with the assignment's name, the login and
the time of the attempt, and a receipt `Homework 1_jroe_attempt_2026-10-03-23-59-00.txt` for each
attempt, which begins with `Name: Jane Roe (jroe)`, and has `Date Submitted: …`.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from gradus.errors import SubmissionError
from gradus.submission.platforms.times import order_of, read_time
from gradus.submission.platforms.upload import Origin, Person, Upload
from gradus.submission.walk import read_regular

_STAMP = r"_attempt_(?P<time>[0-9]{4}(?:-[0-9]{2}){5})"
_FORM = re.compile(rf"(?P<before>.+){_STAMP}(?:_(?P<rest>.+)|(?P<receipt>\.txt))", re.DOTALL)
_PERSON = re.compile(r"^Name: (?P<name>.+) \((?P<login>[^()\n]+)\)\s*$", re.MULTILINE)
# To the line's end: what is cut short may be another time.
_DATE = re.compile(r"^Date Submitted: (?P<time>.+)\n", re.MULTILINE)
# Far more than a receipt's head; a comment below it may be long.
_MOST_BYTES = 10_000


@dataclass(frozen=True)
class Receipt:
    """What a receipt tells of its attempt."""

    name: str
    login: str
    time: str


@dataclass(frozen=True)
class Receipts:
    """The receipts of an export, by their names without `.txt`.

    `prefixes` are what stands before a login, as they tell it: the assignment's name and `_`.
    """

    by_name: dict[str, Receipt]
    prefixes: tuple[str, ...] = ()


NO_RECEIPTS = Receipts({})


def read_receipts(paths: Iterable[Path]) -> Receipts:
    """The receipts among these files."""
    receipts = {}
    prefixes = set()
    for path in paths:
        found = _FORM.fullmatch(path.name)
        if not found or not found["receipt"]:
            continue
        try:
            text = read_regular(path, path.name, _MOST_BYTES).decode("utf-8-sig", "replace")
        except SubmissionError:
            continue
        person, date = _PERSON.search(text), _DATE.search(text)
        if person:
            time = read_time(date["time"]) if date else ""
            receipt = Receipt(person["name"].strip(), person["login"].strip(), time)
            receipts[path.stem] = receipt
            if found["before"].endswith(f"_{receipt.login}"):
                prefixes.add(found["before"].removesuffix(receipt.login))
    return Receipts(receipts, tuple(sorted(prefixes, key=len, reverse=True)))


def read(name: str, receipts: Receipts) -> Upload | None:
    """What the name of a file tells; None for one that Blackboard did not make.

    Without a receipt the login is what follows the assignment's name as other receipts tell it.
    Where none does, and `_` is there more than once, it may be any end of the `login` given.
    """
    found = _FORM.fullmatch(name)
    if found is None:
        return None
    stamp = read_time(found["time"])
    before = found["before"]
    receipt = receipts.by_name.get(f"{before}_attempt_{found['time']}")
    known = receipt is not None and before.endswith(f"_{receipt.login}")
    prefix = next((one for one in receipts.prefixes if before.startswith(one)), "")
    login = before.removeprefix(prefix)
    if not prefix and before.count("_") == 1:
        login = before.partition("_")[2]
    if receipt and known:
        login = receipt.login
    told = receipt.time if receipt else ""
    person = Person(receipt.name if receipt and known else "", login=login)
    return Upload(
        Origin("blackboard", (person,), time=told or stamp, source="receipt" if told else "name"),
        login,
        found["rest"] or "receipt.txt",
        attempt=order_of(stamp),
        is_work=not found["receipt"],
    )
