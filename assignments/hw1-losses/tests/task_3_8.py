"""Task 3.8: who tests the tests?"""

import numpy as np

from gradus_checks import CheckFailed, StudentException, attempts, test_case

OK_FORMAT = False
name = "task_3_8"


def right(logits, labels):
    return np.mean(np.argmax(logits, axis=1) == labels)


def counts(logits, labels):
    return np.sum(np.argmax(logits, axis=1) == labels)


def percents(logits, labels):
    return 100 * right(logits, labels)


def smallest(logits, labels):
    return np.mean(np.argmin(logits, axis=1) == labels)


def errors(logits, labels):
    return 1 - right(logits, labels)


def by_columns(logits, labels):
    return np.mean(np.argmax(logits, axis=0) == labels)


def over_classes(logits, labels):
    return np.sum(np.argmax(logits, axis=1) == labels) / logits.shape[1]


def without_signs(logits, labels):
    return right(np.abs(logits), labels)


def above_a_half(logits, labels):
    return np.mean(logits[np.arange(len(labels)), labels] > 0.5)


def without_the_last(logits, labels):
    return right(logits[:-1], labels[:-1]) if len(labels) > 1 else right(logits, labels)


def without_the_first(logits, labels):
    return right(logits[1:], labels[1:]) if len(labels) > 1 else right(logits, labels)


def two_classes(logits, labels):
    return np.mean((np.argmax(logits, axis=1) > 0) == (labels > 0))


def mean_of_classes(logits, labels):
    hits = np.argmax(logits, axis=1) == labels
    return np.mean([np.mean(hits[labels == label]) for label in np.unique(labels)])


def only_if_all(logits, labels):
    return float(np.all(np.argmax(logits, axis=1) == labels))


def whole_numbers(logits, labels):
    return float(np.sum(np.argmax(logits, axis=1) == labels) // len(labels))


def in_any_order(logits, labels):
    return np.mean(np.sort(np.argmax(logits, axis=1)) == np.sort(labels))


def right_by_loops(logits, labels):
    hits = 0
    for row, label in zip(logits.tolist(), labels.tolist(), strict=True):
        hits += row.index(max(row)) == label
    return hits / len(labels)


def right_in_other_digits(logits, labels):
    return sum(
        1 / len(labels) for row, label in zip(logits, labels, strict=True) if row[label] == max(row)
    )


class Crashed(Exception):
    """An accuracy could not cope with what it was called with."""


def batch_of(logits, labels):
    """What the test calls accuracy with, as two arrays. Raises CheckFailed for what is no batch."""
    try:
        logits, labels = np.asarray(logits, dtype=float), np.asarray(labels)
    except (TypeError, ValueError):
        raise CheckFailed("Your test calls accuracy with something that is no array.") from None
    if logits.ndim != 2 or logits.size == 0 or labels.shape != logits.shape[:1]:
        raise CheckFailed(
            "Your test calls accuracy with shapes that do not fit: logits are (n, k), labels (n,)."
        )
    if labels.dtype.kind not in "iu" or labels.min() < 0 or labels.max() >= logits.shape[1]:
        raise CheckFailed("Your test calls accuracy with labels that are not 0 to k − 1.")
    if any(len(set(row)) < len(row) for row in logits.tolist()):
        raise CheckFailed("Your test has two equal logits in a row: then nobody knows who wins.")
    return logits, labels


def watched(accuracy, calls):
    """The accuracy as the student's test is given it: `calls` tells that it was called."""

    def called(logits, labels):
        calls.append(labels)
        logits, labels = batch_of(logits, labels)
        try:
            return accuracy(logits, labels)
        except Exception:
            raise Crashed from None

    return called


def check_test(own_tests, rights, wrongs, rng):
    """The student's test accepts all of `rights` and none of `wrongs`, in a random order.

    `wrongs` has the functions by what is wrong with them. They are called back, so that nothing of
    them is where the student's code is, and the order tells nothing about them either: each wrong
    one comes twice, so that few orders are alike.
    """
    runs = [(accuracy, "", []) for accuracy in rights]
    runs += [(accuracy, mistake, []) for mistake, accuracy in 2 * [*wrongs.items()]]
    runs = [runs[number] for number in rng.permutation(len(runs)).tolist()]
    given = [watched(accuracy, calls) for accuracy, _, calls in runs]
    tries = attempts(own_tests.test_accuracy, given)
    for (_, mistake, calls), attempt in zip(runs, tries, strict=True):
        if mistake:
            check_rejected(attempt, calls, mistake)
        else:
            check_accepted(attempt, calls)


def accepts(attempt, calls):
    """Whether the student's test has had nothing against this accuracy."""
    try:
        verdict = attempt()
    except Crashed:
        return False
    if not calls:
        raise CheckFailed("Your test never calls the accuracy that it is given.")
    return not (isinstance(verdict, bool | np.bool_) and not verdict)


def check_accepted(attempt, calls):
    try:
        accepted = accepts(attempt, calls)
    except StudentException as error:
        if not error.is_a(AssertionError):
            raise
        accepted = False
    if not accepted:
        raise CheckFailed("Your test finds fault with an accuracy that is right.")


def check_rejected(attempt, calls, mistake):
    try:
        accepted = accepts(attempt, calls)
    except StudentException as error:
        if error.is_a(NotImplementedError):
            raise
        return
    if accepted:
        raise CheckFailed(f"Your test finds nothing wrong with an accuracy that {mistake}.")


@test_case(
    name="A share, not a count",
    points=1,
    failure_message="Call accuracy with a batch whose accuracy you know, and compare: "
    "assert np.isclose(accuracy(logits, labels), 0.75).",
)
def a_share(own_tests, rng):
    wrongs = {"counts the right answers": counts, "is given in percent": percents}
    check_test(own_tests, [right], wrongs, rng)


@test_case(
    name="The largest logit, the right answers",
    points=1,
    failure_message="If half of the answers are right, as many are wrong: choose labels so that "
    "another share of them is right.",
)
def the_largest(own_tests, rng):
    wrongs = {"takes the smallest logit for the answer": smallest, "is the share of errors": errors}
    check_test(own_tests, [right], wrongs, rng)


@test_case(
    name="Rows and columns",
    points=0.5,
    hidden=True,
    failure_message="With as many rows as columns, nobody can tell one from the other. Take more "
    "samples than classes, and compare decimals with np.isclose, not with ==.",
)
def rows_and_columns(own_tests, rng):
    """It tells rows from columns, and lets every right function pass, also one that differs in the
    last of sixteen digits."""
    wrongs = {
        "looks down the columns": by_columns,
        "divides by the number of classes": over_classes,
    }
    check_test(own_tests, [right, right_in_other_digits], wrongs, rng)


@test_case(
    name="Logits of any size",
    points=0.5,
    hidden=True,
    failure_message="Logits are no probabilities. Write a row whose logits are all negative, and "
    "one in which the largest logit is small.",
)
def any_size(own_tests, rng):
    """Logits may be negative or small: only which one is the largest counts."""
    wrongs = {
        "forgets the signs of the logits": without_signs,
        "asks whether a logit is above 0.5": above_a_half,
    }
    check_test(own_tests, [right, right_by_loops], wrongs, rng)


@test_case(
    name="Every row, every class",
    points=0.5,
    hidden=True,
    failure_message="Let only the first answer be wrong, and then only the last. Use three "
    "classes, and labels that are not all equally frequent.",
)
def every_row(own_tests, rng):
    """Every row counts the same, the first and the last too, whichever of all classes it is."""
    wrongs = {
        "leaves out the last row": without_the_last,
        "leaves out the first row": without_the_first,
        "tells only class 0 from the others": two_classes,
        "takes the mean of the classes' shares": mean_of_classes,
    }
    check_test(own_tests, [right, right_by_loops], wrongs, rng)


@test_case(
    name="Neither all nor nothing",
    points=0.5,
    hidden=True,
    failure_message="Test more than one batch: one with some right answers, and one in which the "
    "right labels stand at the wrong rows.",
)
def some_right(own_tests, rng):
    """Some of the answers are right and some wrong, and each label belongs to its own row."""
    wrongs = {
        "is 1 if all answers are right, else 0": only_if_all,
        "cuts off its decimals": whole_numbers,
        "compares the labels in any order": in_any_order,
    }
    check_test(own_tests, [right, right_in_other_digits, right_by_loops], wrongs, rng)
