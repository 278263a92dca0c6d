"""Task 12.4: does it leak?"""

from gradus_checks import CheckFailed, check_answer, test_case

OK_FORMAT = False
name = "task_12_4"

STANDARDIZED = (
    "Standardized before the split, the mean and the standard deviation are those of all samples: "
    "the test part has had a say in them."
)
AUGMENTED = (
    "Augmented before the split, a chord is in the training part and the same chord, transposed, "
    "in the test part."
)
CLIPPED = (
    "Cut into clips before the split, one clip of a song is in the training part and the next one "
    "in the test part: the network has heard the song before."
)
HARMLESS = (
    "Nothing goes from one sample to another before this split. To shuffle, to remove duplicates, "
    "and to convert each sample by itself leaves them apart."
)
AFTERWARDS = (
    "Here the split comes first. What is done afterwards is done with the training part, and only "
    "applied to the others."
)
PIPELINES = (
    (["standardize", "split", "train"], True, STANDARDIZED),
    (["augment", "shuffle", "split", "train"], True, AUGMENTED),
    (["cut into clips", "split", "standardize", "train"], True, CLIPPED),
    (["remove duplicates", "shuffle", "split", "train"], False, HARMLESS),
    (["split", "standardize", "augment", "train"], False, AFTERWARDS),
)

LEAK_MISSED = (
    "Something goes from one sample to others before they are split, and your function does not "
    "see it. Which steps look at more than one sample, or make several of one?"
)
LEAK_IMAGINED = (
    "Before the split each sample is by itself, and your function sees a leak. What comes after "
    "the split is done with the training part alone."
)


@test_case(
    name="Five ways to work",
    points=1,
    failure_message="Look only at what comes before the split: does it mix samples, or make "
    "several of one?",
)
def five_ways(generalization, rng):
    for number in rng.permutation(len(PIPELINES)):
        steps, right, explanation = PIPELINES[number]
        answer = generalization.leaks(list(steps))
        name = f"the answer for {', '.join(steps)}"
        check_answer(answer, right, {explanation: not right}, name=name)


@test_case(
    name="Other ways to work",
    points=0.5,
    hidden=True,
    failure_message="Try each step of the hand-out's list before the split and after it. And leave "
    "the list as it is: no pop, no remove.",
)
def other_ways(generalization, reference, rng):
    """The rule holds for any of these steps in any order, with one split among them."""
    names = ["shuffle", "remove duplicates", "convert to decibels", "standardize", "augment"]
    names += ["cut into clips"]
    orders = [[step, "split"] for step in names] + [["split", step] for step in names]
    orders += [["shuffle", step, "split"] for step in names[1:]]
    orders += [[step, "shuffle", "split"] for step in names[1:]]
    orders += [rng.permutation([*names, "split"]).tolist() for _ in range(6)]
    for order in orders:
        steps = [*order, "train"]
        right = reference.generalization.leaks(steps)
        explanation = LEAK_MISSED if right else LEAK_IMAGINED
        given = list(steps)
        check_answer(generalization.leaks(given), right, {explanation: not right})
        if given != steps:
            raise CheckFailed("Your function changes the list of steps that it is given.")
