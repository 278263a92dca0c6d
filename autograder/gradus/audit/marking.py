"""What a mistake of the catalogue costs, and whether it is named."""

from gradus.audit.bench import TrialBench
from gradus.audit.findings import Marking
from gradus.audit.mistakes import Mistake, apply_mistake


def mark(bench: TrialBench, mistake: Mistake) -> Marking:
    """Grade the reference with this one mistake in it, as a submission is graded."""
    path = bench.assignment.solutions / f"{mistake.module}.py"
    source = apply_mistake(mistake, path.read_text("utf-8"))
    questions = bench.marks(mistake.module, source, mistake.function)
    cases = [case for question in questions for case in question.cases]
    said = "\n".join(case.message for case in cases).lower()
    return Marking(
        mistake=mistake,
        lost=tuple(each.name for each in questions if each.score < each.possible),
        hinted=mistake.hint.lower() in said,
        charged=sum(each.possible - each.score for each in questions),
        diagnoses=tuple(dict.fromkeys(case.diagnosis for case in cases if case.diagnosis)),
        said=said,
    )
