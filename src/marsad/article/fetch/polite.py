"""Asking politely: robots.txt of each host, a pause between requests to it, redirects followed within bounds."""

from __future__ import annotations

import time
import urllib.parse
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime

from marsad.article.fetch.robots import Rules, read_rules
from marsad.article.fetch.web import MAX_REDIRECTS, REDIRECTS, Response, Web, WebError, check_url

_ROBOTS_SIZE = 500_000
"""Bytes of a robots.txt that count (RFC 9309, 2.5)."""


class Visitor:
    """Asks for pages of any number of hosts, each at its own pace.

    Parameters
    ----------
    web: makes the requests.
    delay: least seconds between two requests to one host.
    sleep, clock: for tests.
    """

    def __init__(self, web: Web, delay: float = 1.0, sleep: Callable[[float], object] = time.sleep, clock: Callable[[], float] = time.monotonic) -> None:
        self._web, self._delay, self._sleep, self._clock = web, delay, sleep, clock
        self._rules: dict[str, Rules | WebError] = {}
        self._last: dict[str, float] = {}
        self._closed: dict[str, WebError] = {}

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Response:
        """The answer to a request, wherever redirects lead; 200 or 304.

        Raises
        ------
        WebError: robots.txt asks not to, or the server gives none.
        """
        at = url
        for _ in range(MAX_REDIRECTS + 1):
            self._ask(at)
            answer = self._request(at, headers)
            if answer.status in REDIRECTS and answer.headers.get("location"):
                at = urllib.parse.urljoin(at, _location(answer.headers["location"]))
                continue
            if answer.status in (200, 203, 304):
                return answer
            raise self._refused(answer, url)
        raise WebError(f"The address redirects more than {MAX_REDIRECTS} times", url, "Look at it in a browser.", lasting=True)

    def _ask(self, url: str) -> None:
        """Raise where the host asks us to stay away."""
        host = _host(url)
        if host in self._closed:
            raise WebError(self._closed[host].problem, url)
        if host not in self._rules:
            self._rules[host] = self._read_rules(host)
        rules = self._rules[host]
        if isinstance(rules, WebError):
            raise WebError(rules.problem, url, rules.hint)
        if not rules.allow(url):
            raise WebError("robots.txt of the server asks programs to leave this address alone", url, "Ask the publisher.", lasting=True)

    def _read_rules(self, host: str) -> Rules | WebError:
        at = f"{host}/robots.txt"
        try:
            for _ in range(MAX_REDIRECTS + 1):
                answer = self._request(at, None)
                if answer.status not in REDIRECTS or not answer.headers.get("location"):
                    break
                at = urllib.parse.urljoin(at, _location(answer.headers["location"]))
        except WebError as error:
            return error if not error.lasting else Rules()  # a robots.txt that is no text has no rules
        if answer.status == 429 or answer.status >= 500:
            problem = f"robots.txt of the server cannot be had (status {answer.status}), so that we may not ask for anything"
            return WebError(problem, at)
        if answer.status != 200:
            return Rules()  # RFC 9309, 2.3.1.3: no rules
        return read_rules(answer.body[:_ROBOTS_SIZE].decode("utf-8", "replace"))

    def _request(self, url: str, headers: Mapping[str, str] | None) -> Response:
        host = _host(url)
        rules = self._rules.get(host)
        pause = max(self._delay, rules.delay if isinstance(rules, Rules) else 0.0)
        if host in self._last and (wait := self._last[host] + pause - self._clock()) > 0:
            self._sleep(wait)
        try:
            return self._web.get(url, headers)
        finally:
            self._last[host] = self._clock()

    def _refused(self, answer: Response, url: str) -> WebError:
        status = answer.status
        if status in (404, 410):
            return WebError(f"The page is gone (status {status})", url, "Leave it.", lasting=True)
        if status in (401, 402, 403, 451):
            return WebError(f"The server does not let programs read it (status {status})", url, "Save the page from a browser.", lasting=True)
        if status in (429, 503):
            after = _seconds(answer.headers.get("retry-after"))
            said = f", after {after:.0f} seconds" if after is not None else ""
            error = WebError(f"The server asks us to come back later (status {status}{said})", url)
            self._closed[_host(answer.url)] = error
            return error
        return WebError(f"The server answers with status {status}", url, lasting=400 <= status < 500)


def _host(url: str) -> str:
    split = check_url(url)
    return f"{split.scheme.lower()}://{split.netloc.rsplit('@', 1)[-1].lower()}"


def _location(written: str) -> str:
    """A redirect's target; some servers send it as raw UTF-8, which arrives as Latin letters."""
    try:
        return written.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return written


def _seconds(written: str | None) -> float | None:
    if not written:
        return None
    if written.strip().isdecimal():
        return float(written)
    try:
        return max(0.0, parsedate_to_datetime(written).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None
