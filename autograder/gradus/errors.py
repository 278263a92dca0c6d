"""The errors that can occur, defined once.

GradusError                 anything Gradus says to a person in one clear message
├── UsageError              the command was called wrongly (exit code 2)
├── AssignmentError         an instructor's file is wrong: names the file, the place and the cure
├── MarkingError            a rule or an entry for marks is wrong: file, line and cure
├── ReleaseRefused          `gradus build` will not write what it was asked to
├── SubmissionError         what a student handed in cannot be used
└── CouldNotCheck           the grader's or the machine's fault: never a zero in silence
    └── SandboxError        a worker could not be started or was lost
"""


class GradusError(Exception):
    """A message for a person: what is wrong, where, and what to do."""


class UsageError(GradusError):
    """The command was called with arguments that cannot work."""


class AssignmentError(GradusError):
    """An assignment's own files are wrong: `problems` are one message, or several."""

    def __init__(self, *problems: str) -> None:
        super().__init__(*problems)
        self.problems = problems

    def __str__(self) -> str:
        if len(self.problems) == 1:
            return self.problems[0]
        listed = "\n".join(f"- {problem}".replace("\n", "\n  ") for problem in self.problems)
        return f"{len(self.problems)} things are wrong:\n{listed}"


class MarkingError(GradusError):
    """A rule of the course, an extension or an entry for a mark that cannot be followed.

    Nobody is marked by the rest of it.
    """


class ReleaseRefused(GradusError):
    """A release that would leak, mislead or be ungradable."""


class SubmissionError(GradusError):
    """A submission that cannot be opened or lacks what is needed."""


class CouldNotCheck(GradusError):
    """The fault is not the student's; a person has to look."""


class SandboxError(CouldNotCheck):
    """The isolated worker could not be started, or its template was lost."""
