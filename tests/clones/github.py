"""A stand-in for GitHub's API, as far as times of pushes go, on this machine."""

import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

Entry = Mapping[str, str]


@contextmanager
def github(activity: Mapping[str, Sequence[Entry]], page: int = 100) -> Iterator["GitHub"]:
    """Serves the entries of each repository (`owner/name`), the newest first, `page` at a time."""
    server = GitHub(activity, page)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class GitHub(ThreadingHTTPServer):
    """`api` is its address, `asked` what was asked, each with the token."""

    def __init__(self, activity: Mapping[str, Sequence[Entry]], page: int) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.activity, self.page = activity, page
        self.asked: list[tuple[str, str]] = []

    @property
    def api(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Handler(BaseHTTPRequestHandler):
    server: GitHub

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("Authorization", "")))
        parts = urlsplit(self.path)
        entries = self.server.activity.get(parts.path.removeprefix("/repos/")[: -len("/activity")])
        if entries is None:
            self.send_error(404)
            return
        asked = parse_qs(parts.query)
        start = int(asked.get("start", ["0"])[0])
        chosen = [each for each in entries if each.get("ref") == asked["ref"][0]]
        body = json.dumps(chosen[start : start + self.server.page]).encode()
        self.send_response(200)
        if start + self.server.page < len(chosen):
            following = f"{self.server.api}{parts.path}?ref={asked['ref'][0]}"
            following += f"&start={start + self.server.page}"
            self.send_header("Link", f'<{following}>; rel="next", <{following}>; rel="last"')
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: object) -> None:
        """Nothing on the screen."""
