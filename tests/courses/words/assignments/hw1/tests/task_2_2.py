from gradus_checks import check_same_list, test_case


@test_case(name="The books that came with this", points=20, failure_message="The oldest first.")
def read(shelf):
    check_same_list(shelf.read_books("data/books.json"), ["Émile", "Faust", "Ulysses"])
