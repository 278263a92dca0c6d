"""Task 3.1: minimized or maximized?"""

from gradus_checks import call_each, check_answer, test_case

OK_FORMAT = False
name = "task_3_1"

MEANINGS = {
    "cost": (True, "A cost is what mistakes make us pay, and we want to pay little: minimize it."),
    "error": (
        True,
        "An error is the distance from the objective, as from the pitch that was meant. Closer is "
        "better: minimize it.",
    ),
    "loss": (
        True,
        "A loss is how much is lost by a wrong prediction. Gradient descent walks down its slope: "
        "minimize it.",
    ),
    "reward": (
        False,
        "A reward is given for what went well, like applause, and one wants more of it. To train "
        "with a minimizer, put a minus in front.",
    ),
    "fitness": (
        False,
        "Fitness decides who survives in a genetic algorithm, and it is the fittest who do: "
        "more is better.",
    ),
    "utility": (False, "Utility is how useful a result is to somebody: more is better."),
    "profit": (
        False,
        "Profit is what is left when the costs are paid. The costs should be small, the profit "
        "large.",
    ),
}

MORE_WANTED = (
    "One name of the list is taken for minimized, though one wants more of it. Say of each: 'the "
    "more of it, the better the model'. Where that is true, training does not minimize."
)
LESS_WANTED = (
    "One name of the list is not taken for minimized, though one wants less of it. Say of each: "
    "'the less of it, the better the model'. And a minus in front turns a quantity around."
)


@test_case(
    name="Seven names",
    points=1,
    failure_message="Ask of each name: if a model had more of it, would it be a better model? "
    "Return True where less is better.",
)
def seven_names(concepts, rng):
    quantities = rng.permutation(list(MEANINGS)).tolist()
    answers = call_each(concepts.is_minimized, quantities)
    for quantity, answer in zip(quantities, answers, strict=True):
        minimized, meaning = MEANINGS[quantity]
        check_answer(answer, minimized, {meaning: not minimized}, name=f"the answer for {quantity}")


@test_case(
    name="The whole list",
    points=1,
    hidden=True,
    failure_message="Go through the list of the hand-out once more, name by name, also those that "
    "the first case does not ask for.",
)
def whole_list(concepts, reference, rng):
    """Your function knows every name of the list below."""
    others = ["penalty", "regret", "negative log likelihood", "payoff", "likelihood", "accuracy"]
    quantities = rng.permutation([*others, *MEANINGS]).tolist()
    for quantity, answer in zip(
        quantities, call_each(concepts.is_minimized, quantities), strict=True
    ):
        minimized = reference.concepts.is_minimized(quantity)
        explanation = LESS_WANTED if minimized else MORE_WANTED
        check_answer(answer, minimized, {explanation: not minimized})
