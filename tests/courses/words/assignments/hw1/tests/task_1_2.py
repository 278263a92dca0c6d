from itertools import islice

from gradus_checks import test_case


@test_case(name="Three sentences", points=12, failure_message="Each with its mark, no spaces.")
def three(text):
    told = list(text.sentences("Who is there? Nay. Stand and unfold"))
    assert told == ["Who is there?", "Nay.", "Stand and unfold"]


@test_case(name="One at a time", points=8, hidden=True)
def one_at_a_time(text):
    """The sentences come one at a time, in their order."""
    assert list(islice(text.sentences("A! B? C."), 2)) == ["A!", "B?"]
    assert list(text.sentences("  ")) == []
