"""Calls that tell changes which are mistakes from those which give the same."""

from gradus.audit.battery import tried


def shelf(shelf, rng):
    for room in (-1, 0, 1, 2, 3):
        yield tried(_filled, shelf, room)


def _filled(shelf, room):
    mine = shelf.Shelf(room)
    said = [mine.oldest()]
    for title, year in (("b", 5), ("a", 5), ("b", 4), ("c", 3), ("d", 9)):
        said += [mine.add(title, year), mine.oldest()]
    return said
