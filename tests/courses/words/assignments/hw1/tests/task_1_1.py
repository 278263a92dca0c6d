from gradus_checks import check_same_list, test_case


@test_case(name="A line", points=12, failure_message="In lower case, sorted, each once.")
def line(text):
    told = text.longest_words("Fair is foul, and foul is fair: hover!")
    check_same_list(told, ["hover"])
    check_same_list(text.longest_words("Two, one; TWO"), ["one", "two"])


@test_case(name="Nothing to find", points=8, hidden=True)
def nothing(text):
    """A text without words has no longest ones: the list is empty."""
    check_same_list(text.longest_words(" ... "), [])
    check_same_list(text.longest_words(""), [])
