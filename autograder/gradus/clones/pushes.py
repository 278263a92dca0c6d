"""When something was pushed, by the server's own clock.

The date of a commit is written by its author, who can set it to any time; when it reached the
server is not in the repository at all. GitHub tells it: "List repository activities" in its REST
API, for whoever may read the contents.
"""

import http.client
import json
import re
import urllib.parse
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

_NEXT = re.compile(r'<([^>]+)>;\s*rel="next"')
_SECONDS = 30  # generous for one answer; a dead network must not hold a class up for long
_MOST_BYTES = 8_000_000  # a page of 100 entries has about 200 kB


class NoAnswer(Exception):
    """The server did not say; the text is why."""


@dataclass(frozen=True)
class Push:
    """The state of a branch from a moment on: `commit` is empty where it was not there."""

    commit: str
    when: datetime | None


@dataclass(frozen=True)
class Server:
    """A GitHub: where repositories are, where its API is, and a token that may read them."""

    web: str = "https://github.com"
    api: str = "https://api.github.com"
    token: str = ""

    def holds(self, address: str) -> str:
        """`owner/name` of a repository at this server; empty for one elsewhere."""
        host = re.escape(urllib.parse.urlsplit(self.web).netloc)
        begin = rf"(?:https://(?:[^/@]*@)?{host}/|ssh://[\w.-]+@{host}/|[\w.-]+@{host}:)"
        match = re.fullmatch(rf"{begin}([\w.-]+/[\w.-]+?)(?:\.git)?/?", address)
        return match[1] if match else ""

    def push_before(self, repository: str, branch: str, until: datetime) -> Push:
        """What the branch was at the moment `until`. Raises NoAnswer."""
        oldest = ""
        for entry in self._activity(repository, branch):
            try:
                when = datetime.fromisoformat(str(entry["timestamp"]))
                after, oldest = str(entry["after"]), str(entry["before"])
                if when <= until:
                    return Push(after.strip("0") and after, when)
            except (KeyError, TypeError, ValueError) as error:
                raise NoAnswer(f"an entry of the activity cannot be read: {error!r}") from error
        # Made from a template: what was there before the first push of all, if anything was.
        return Push(oldest.strip("0") and oldest, None)

    def _activity(self, repository: str, branch: str) -> Iterator[dict[str, Any]]:
        """All changes of the branch, the newest first."""
        asked = urllib.parse.urlencode({"ref": f"refs/heads/{branch}", "per_page": 100})
        address = f"{self.api}/repos/{repository}/activity?{asked}"
        seen = False
        while address:
            entries, address = self._page(address)
            seen = seen or bool(entries)
            yield from entries
        if not seen:
            raise NoAnswer("the server lists no push")

    def _page(self, address: str) -> tuple[list[dict[str, Any]], str]:
        if not address.startswith(f"{self.api}/"):
            raise NoAnswer("its list goes on at another server")
        request = urllib.request.Request(address)
        request.add_header("Accept", "application/vnd.github+json")
        if self.token:
            # Not sent on where the server redirects.
            request.add_unredirected_header("Authorization", f"Bearer {self.token}")
        try:
            with urllib.request.urlopen(request, timeout=_SECONDS) as answer:
                entries = json.loads(answer.read(_MOST_BYTES))
                following = _NEXT.search(answer.headers.get("Link", ""))
        except (OSError, ValueError, http.client.HTTPException) as error:
            raise NoAnswer(str(error)) from error
        if not isinstance(entries, list) or not all(isinstance(each, dict) for each in entries):
            raise NoAnswer("its answer is not a list of activities")
        return entries, following[1] if following else ""
