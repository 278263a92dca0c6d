"""Task 6.4: keep a song on one side."""

import numpy as np

from gradus_checks import CheckFailed, call_each, check_unchanged, test_case

OK_FORMAT = False
name = "task_6_4"


def parts_of(splits, groups, ratios, seed):
    """The three parts of a grouped split, complete and without overlap."""
    return checked(splits.grouped_split(groups, ratios, np.random.default_rng(seed)), groups)


def checked(given, groups):
    """The three parts, as arrays."""
    if given is None:
        raise CheckFailed("Your function gives None. Does it end with `return …`?")
    parts = [np.array(part, dtype=int) for part in given]
    if len(parts) != 3:
        raise CheckFailed("There should be three parts: training, validation, test.")
    indices = np.sort(np.concatenate(parts))
    if not np.array_equal(indices, np.arange(len(groups))):
        raise CheckFailed("Each sample should be in exactly one part, by its number 0 to n − 1.")
    return parts


def counts(groups, parts):
    """How many groups are in each part. Raises CheckFailed for one in two."""
    inside = [set(groups[part].tolist()) for part in parts]
    if inside[0] & inside[1] or inside[0] & inside[2] or inside[1] & inside[2]:
        raise CheckFailed("A song is in two parts: the network has heard what it is tested on.")
    return [len(each) for each in inside]


@test_case(
    name="Five songs",
    points=2,
    failure_message="Split the songs, not the samples: np.unique(groups) names them, and "
    "np.isin(groups, part) finds the samples of those in a part.",
)
def five_songs(splits):
    groups = np.array([7, 7, 7, 2, 2, 9, 9, 4, 5, 5, 5, 5])
    with check_unchanged(groups=groups):
        parts = parts_of(splits, groups, (3, 1, 1), 1)
    found = counts(groups, parts)
    if found != [3, 1, 1]:
        raise CheckFailed(
            "Of five songs at 3:1:1, three are for training.", f"Yours: {found}.", "borders"
        )


@test_case(
    name="Other songs with another seed",
    points=1,
    failure_message="Draw the songs from rng: rng.permutation(np.unique(groups)).",
)
def other_songs(splits):
    groups = np.repeat(np.arange(100, 160), 2)

    def training(seed):
        parts = parts_of(splits, groups, (6, 2, 2), seed)
        found = counts(groups, parts)
        if np.any(np.abs(np.array(found) - [36, 12, 12]) > 1):
            raise CheckFailed(
                "Of 60 songs at 6:2:2, 36 are for training.", f"Yours: {found}.", "borders"
            )
        return set(groups[parts[0]].tolist())

    # 36 of 60 songs are the same by chance with probability 1/C(60, 36) < 1e-16.
    if training(1) != training(1):
        raise CheckFailed("The same seed gives another split each time.")
    if training(1) == training(2):
        raise CheckFailed("Two different seeds put the same songs into the training part.")


@test_case(
    name="Long songs and short ones",
    points=2,
    hidden=True,
    failure_message="The ratios count songs, not samples: one song may be long. Songs have any "
    "number as a name, their samples need not lie together, and all are as likely in each part. A"
    " part may have no song.",
)
def long_and_short(splits, rng):
    """The number of groups in a part is within 1 of its share; how long they are plays no role."""
    for songs, ratios in (
        *((10, (8, 1, 1)), (7, (6, 2, 2)), (33, (1, 1, 1)), (3, (1, 1, 1))),
        *((4, (6, 2, 2)), (3, (3, 1, 1)), (2, (8, 1, 1)), (1, (8, 1, 1))),
    ):
        names = rng.choice(10_000, songs, replace=False) - 5_000
        groups = rng.permutation(np.repeat(names, rng.integers(1, 30, songs)))
        found = counts(groups, parts_of(splits, groups, ratios, songs))
        share = songs * np.array(ratios) / sum(ratios)
        if found[2] > share[2] + 1 + 1e-9:
            raise CheckFailed(
                "The test part has too many songs. Were the sizes of the other two cut off? Round.",
                diagnosis="borders",
            )
        if np.any(np.abs(found - share) > 1 + 1e-9):
            raise CheckFailed("A part has the wrong number of songs.", diagnosis="borders")
    # The longest of 30 songs is in one part 24 times by chance with probability 3^-23 < 1e-10, and
    # so is the shortest.
    groups = np.repeat(np.arange(30), np.arange(1, 31))
    twice = [parts_of(splits, groups, (1, 1, 1), 1) for _ in range(2)]
    if [part.tolist() for part in twice[0]] != [part.tolist() for part in twice[1]]:
        raise CheckFailed("The same seed gives another split each time.")
    rngs = [np.random.default_rng(seed) for seed in range(24)]
    splitting = call_each(splits.grouped_split, 24 * [groups], 24 * [(1, 1, 1)], rngs)
    drawn = [checked(given, groups) for given in splitting]
    for song in (0, 29):
        if len({[song in groups[part] for part in parts].index(True) for parts in drawn}) == 1:
            raise CheckFailed("Whichever the seed, the longest or shortest song is in one part.")
