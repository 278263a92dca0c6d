from gradus_checks import check_same_list, test_case


@test_case(name="The books that came with this", points=12, failure_message="Read it as UTF-8.")
def read(shelf):
    check_same_list([shelf.read_shelf("data/books.json", 3).oldest()], ["Émile"])


@test_case(name="A small shelf", points=8, hidden=True)
def small(shelf):
    """What has no room is left in the file."""
    mine = shelf.read_shelf("data/books.json", 1)
    check_same_list([bool(mine.add("Emma", 1815))], [False])
