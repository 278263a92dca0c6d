"""What a mistake of the catalogue costs, and whether it is named."""

from gradus.assignment import Assignment
from gradus.audit.bench import TrialBench
from gradus.audit.costs import cost_of
from gradus.audit.findings import Marking
from gradus.audit.mistakes import Mistake, apply_mistake
from gradus.audit.telling import told_of
from gradus.results import QuestionResult


def mark(bench: TrialBench, mistake: Mistake) -> Marking:
    """Grade the reference with this one mistake in it, as a submission is graded."""
    return marking_of(bench.assignment, mistake, questions_with(bench, mistake))


def questions_with(bench: TrialBench, mistake: Mistake) -> tuple[QuestionResult, ...]:
    """The questions that the mistake can have a part in, as they are graded."""
    path = bench.assignment.solutions / f"{mistake.module}.py"
    source = apply_mistake(mistake, path.read_text("utf-8"))
    return bench.marks(mistake.module, source, mistake.function)


def marking_of(
    assignment: Assignment, mistake: Mistake, questions: tuple[QuestionResult, ...]
) -> Marking:
    """What the mistake has cost in these questions, and what was said of it."""
    cases = [case for question in questions for case in question.cases]
    said = "\n".join(case.message for case in cases).lower()
    return Marking(
        mistake=mistake,
        lost=tuple(each.name for each in questions if each.score < each.possible),
        hinted=mistake.hint.lower() in said,
        cost=cost_of(assignment, mistake.module, mistake.function, questions),
        diagnoses=tuple(dict.fromkeys(case.diagnosis for case in cases if case.diagnosis)),
        said=said,
        told=told_of(mistake.id, assignment, mistake.module, mistake.function, questions),
    )
