"""How well the feedback on a mistake or a mutant names its labelled cause."""

from gradus.assignment import Assignment
from gradus.audit.causes import Told, load_causes
from gradus.audit.costs import own_questions
from gradus.results import QuestionResult


def told_of(
    name: str,
    assignment: Assignment,
    module: str,
    function: str,
    questions: tuple[QuestionResult, ...],
) -> Told | None:
    """Of the mistake or mutant called `name`, in the questions about its function.

    None where nobody has labelled it. Raises AssignmentError.
    """
    cause = load_causes(assignment).get(name)
    if cause is None:
        return None
    own = own_questions(assignment, module, function, questions)
    return cause.told(case for each in questions if each.name in own for case in each.cases)
