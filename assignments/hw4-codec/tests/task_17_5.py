"""Task 17.5: train or search?"""

from gradus_checks import check_answer, test_case

OK_FORMAT = False
name = "task_17_5"

WHOLE = "This is counted in whole numbers: between two jumps its slope is 0, so search."
MEASURED = "This is measured, with a clock or by asking people. No formula of the weights: search."
SMOOTH = "This is a formula of the samples or weights that has a gradient: train."

OBJECTIVES = {
    "mean squared error": "train",
    "signal-to-noise ratio": "train",
    "log-spectral distance": "train",
    "L2 penalty": "train",
    "bits a second": "search",
    "number of bands with bits": "search",
    "number of wrong notes": "search",
    "time to decode": "search",
    "how many listeners like it": "search",
}
MEASURED_ONES = ("time to decode", "how many listeners like it")


def check_ways(trainable, objectives):
    for objective in objectives:
        right = OBJECTIVES[objective]
        if right == "train":
            wrong = {SMOOTH: "search"}
        else:
            wrong = {MEASURED if objective in MEASURED_ONES else WHOLE: "train"}
        answer = trainable.way(objective)
        check_answer(answer, right, wrong, name=f"the answer for {objective!r}")


@test_case(
    name="Four objectives",
    points=1,
    failure_message="Does it change a little when a weight changes a little?",
)
def four_objectives(trainable, rng):
    four = ["mean squared error", "log-spectral distance", "bits a second", "time to decode"]
    check_ways(trainable, [four[number] for number in rng.permutation(4)])


@test_case(
    name="The whole list",
    points=0.5,
    hidden=True,
    failure_message="Go through the list of the hand-out once more: what jumps, and what slopes?",
)
def whole_list(trainable, rng):
    """Your function knows every objective of the list."""
    names = list(OBJECTIVES)
    check_ways(trainable, [names[number] for number in rng.permutation(len(names))])
