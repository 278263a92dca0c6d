from gradus_checks import CheckFailed, check_raises, check_same_list, test_case


@test_case(name="A full shelf", points=14, failure_message="No book more than there is room.")
def full(shelf):
    mine = shelf.Shelf(2)
    said = [bool(mine.add(title, 1900)) for title in ("Emma", "Dune", "Faust", "Emma")]
    check_same_list(said, [True, True, False, True])


@test_case(name="The oldest", points=10, failure_message="The least year; then the alphabet.")
def oldest(shelf):
    mine = shelf.Shelf(3)
    for title, year in (("Faust", 1808), ("Emma", 1808), ("Candide", 1959)):
        mine.add(title, year)
    check_same_list([mine.oldest()], ["Emma"])


@test_case(name="No room at all", points=6, hidden=True)
def no_room(shelf):
    """A shelf without room cannot be made: ValueError."""
    check_raises(ValueError, shelf.Shelf, 0)


@test_case(name="An empty one", points=10, hidden=True)
def empty(shelf):
    """An empty shelf has no oldest book, and two shelves have nothing in common."""
    first, second = shelf.Shelf(1), shelf.Shelf(1)
    first.add("Emma", 1815)
    if second.oldest() is not None:
        raise CheckFailed("A new shelf has a book of another one.")
