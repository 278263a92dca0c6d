"""Task 12.2: which remedy?"""

from gradus_checks import check_answer, test_case

OK_FORMAT = False
name = "task_12_2"

MEANINGS = {
    "dropout": (
        "overfitting",
        "Dropout takes neurons away while the network learns. That keeps it from learning by "
        "heart; to one that has not learned enough it makes things harder.",
    ),
    "augmentation": (
        "overfitting",
        "Augmentation makes more samples of those that are there, so that no single one can be "
        "learned by heart. It gives a network nothing to learn with.",
    ),
    "L2 penalty": (
        "overfitting",
        "A penalty keeps the weights small, and a network with small weights cannot bend itself "
        "around every example. One that does not know its examples should bend more, not less.",
    ),
    "a larger network": (
        "underfitting",
        "More neurons can express more. That is needed where the examples themselves are not "
        "learned, and makes it easier to learn them by heart.",
    ),
    "more epochs": (
        "underfitting",
        "A longer training brings the training loss down. Where that is low already, it is the "
        "time in which the network learns by heart.",
    ),
}

MORE_HELPS = (
    "One remedy that gives a network more freedom is mistaken for one that takes it away, or the "
    "other way round. Say of each: 'with this the training loss will be lower'. That helps against "
    "underfitting."
)


@test_case(
    name="Five remedies",
    points=1,
    failure_message="Ask of each: does it give the network more freedom to learn its examples, or "
    "less? The first is against underfitting, the second against overfitting.",
)
def five_remedies(generalization, rng):
    for remedy in rng.permutation(list(MEANINGS)).tolist():
        against, meaning = MEANINGS[remedy]
        for problem in ("overfitting", "underfitting"):
            right = problem == against
            answer = generalization.helps(remedy, problem)
            check_answer(answer, right, {meaning: not right}, name=f"the answer for {remedy}")


@test_case(
    name="The whole list",
    points=0.5,
    hidden=True,
    failure_message="Go through the list of the hand-out once more, name by name, also those that "
    "the first case does not ask for.",
)
def whole_list(generalization, reference, rng):
    """Your function knows every remedy of the list below, against both problems."""
    others = ["more training samples", "L1 penalty", "early stopping", "a smaller network"]
    others += ["less dropout", "a smaller lambda"]
    for remedy in rng.permutation([*others, *MEANINGS]).tolist():
        for problem in ("overfitting", "underfitting"):
            right = reference.generalization.helps(remedy, problem)
            check_answer(generalization.helps(remedy, problem), right, {MORE_HELPS: not right})
