"""Who somebody is over several assignments, where the names of their submissions differ."""

from collections.abc import Iterable, Mapping

from gradus.gradebook.handed_in import HandedIn, Listed


def names_of(student: str, one: HandedIn | None) -> frozenset[str]:
    """All by which a hand-in is known, folded: its id, and its people's numbers and names."""
    people = one.people if one else ()
    names = (student, *(name for who in people for name in (who.id, who.name)))
    return frozenset(name.casefold() for name in names if name)


def person(who: Listed) -> str:
    """One name for somebody on the roster."""
    return who.id or who.name


def key_of(student: str, one: HandedIn | None) -> str:
    """Whose budget a hand-in uses: the person's, or the team's, which has one of its own."""
    people = one.people if one else ()
    return " + ".join(sorted(person(who) for who in people)) or student


def keys(classes: Iterable[Mapping[str, HandedIn]]) -> dict[str, str]:
    """For each id of a submission the key, learnt from any assignment that was given a roster."""
    found: dict[str, str] = {}
    for handed_in in classes:
        for student, one in handed_in.items():
            if one.people:
                found.setdefault(student, key_of(student, one))
    return found


def known_names(
    classes: Iterable[Mapping[str, HandedIn]], rosters: Iterable[Iterable[Listed]] = ()
) -> dict[str, frozenset[str]]:
    """For each name, folded, the people who bear it: those who handed in, and the rosters'.

    Within one class or roster a name may be several people's. Over several of them it is taken for
    one person's, whom each of them may know by another number.
    """
    found: dict[str, frozenset[str]] = {}
    sources = [*map(_names_in, classes), *map(_names_on, rosters)]
    for source in sources:
        for name, people in source.items():
            if len(people) > len(found.get(name, ())):
                found[name] = frozenset(people)
    return found


def _names_in(handed_in: Mapping[str, HandedIn]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for student, one in handed_in.items():
        own = [person(who) for who in one.people]
        _learn(found, student, own[0] if len(own) == 1 else student)
        for who in one.people:
            _learn(found, who.id, person(who))
            _learn(found, who.name, person(who))
    return found


def _names_on(roster: Iterable[Listed]) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for who in roster:
        _learn(found, who.id, person(who))
        _learn(found, who.name, person(who))
    return found


def _learn(found: dict[str, set[str]], name: str, who: str) -> None:
    if name:
        found.setdefault(name.casefold(), set()).add(who)
