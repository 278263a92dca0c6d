"""Whether a worker could still have anything of what it was asked before: see `worker.keeping`."""

from dataclasses import replace

from gradus.judge.verdict import Verdict
from gradus.remote import RemoteChannel
from gradus.results import Status
from gradus_checks import CannotCross
from gradus_checks.crossing import Tree

_REQUEST = "keeps nothing"


class Traces:
    """What is known of one worker, which many questions share."""

    def __init__(self) -> None:
        self._none: bool | None = None

    def imported(self, channel: RemoteChannel) -> None:
        """It has imported one more module. Where that prints, another worker would do so again."""
        if self._none is not False:
            self._none = False if channel.has_printed else None

    def failed_to_import(self) -> None:
        """What the module did before, nobody knows."""
        self._none = False

    def settle(self, verdict: Verdict, channel: RemoteChannel) -> Verdict:
        """It is settled, too, where a case fails that nothing is left for. Raises WorkerStopped."""
        if verdict.settled or verdict.stopped or verdict.status is not Status.FAILED:
            return verdict
        return replace(verdict, settled=self.none(channel) and not verdict.out_of_memory)

    def none(self, channel: RemoteChannel) -> bool:
        """Whether there are none. Raises WorkerStopped."""
        if self._none is None:
            self._none = channel.exchange([_REQUEST], _unasked) == [_REQUEST, True]
        return self._none


def _unasked(_callback: list[Tree]) -> Tree:
    raise CannotCross("nothing was to be called back")
