from itertools import islice

from gradus_checks import check_same_list, test_case


@test_case(name="Three sentences", points=12, failure_message="Each with its mark, no spaces.")
def three(text):
    told = list(text.sentences("Who is there? Nay. Stand and unfold"))
    check_same_list(told, ["Who is there?", "Nay.", "Stand and unfold"])


@test_case(name="One at a time", points=8, hidden=True)
def one_at_a_time(text):
    """The sentences come one at a time, in their order."""
    check_same_list(list(islice(text.sentences("A! B? C."), 2)), ["A!", "B?"])
    check_same_list(list(text.sentences("  ")), [])
